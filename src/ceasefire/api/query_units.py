"""The guard of the process that answers SQL: a sum over rows of several units is refused, and the units are named.

It reads the query as DuckDB parses it, and asks it once with each sum of a measured column replaced by the same sum that
ends in an error where its rows have several units. An inner query hands on the unit of its numbers in a column of its own.
It imports nothing of the house but what lies beside it, as `query_process` does not.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ceasefire.api.query_measures import ADDING, Measures, Scope, Sources
from ceasefire.api.query_tree import (
    Node,
    Source,
    arguments,
    filled,
    first_query,
    is_query,
    item_name,
    nodes,
    only,
    parsed,
)

MARK: Final = "unlike units: "
ARGUMENT, UNIT, WHOLE, FROM = "argument_of_it", "unit_of_it", "whole_of_it", "source_of_it"
COUNTS: Final = {
    "adding": f"coalesce(try_cast(CAST({ARGUMENT} AS VARCHAR) AS DOUBLE) <> 0, {ARGUMENT} IS NOT NULL)",
    "other": f"{ARGUMENT} IS NOT NULL",
    "every": "true",
}
"""Which rows a sum is taken over, of its own: those alone are asked for their unit."""
NAMED: Final = f"SELECT string_agg(DISTINCT {UNIT}, ', ' ORDER BY {UNIT})"
CASE: Final = "CASE WHEN {counts} THEN " + UNIT + " END"
ASKED: Final = f"SELECT CASE WHEN count(DISTINCT {CASE}) > 1 THEN error('{MARK}' || string_agg(DISTINCT {CASE}, ', ')) ELSE {WHOLE} END"
LEAST, MOST = f"min({CASE}) OVER ()", f"max({CASE}) OVER ()"
ALONG: Final = f"SELECT CASE WHEN {LEAST} <> {MOST} THEN error('{MARK}' || {LEAST} || ', ' || {MOST}) ELSE {WHOLE} END"
Measured = Mapping[str, Sequence[str]]
"""Columns with a unit, by table; the unit stands in the column `unit`."""


class Guarded(NamedTuple):
    """The queries to ask first, none where nothing with a unit is added; and whether it is added where units cannot be seen."""

    queries: tuple[str, ...]
    unseen: bool


def guarded(con: Any, query: str, measured: Measured) -> Guarded:
    """Return the query with every sum of a measured column made to end in an error where its rows have several units.

    Where a form of query hides its units (a pivot, a difference of two queries, a recursive one), `unseen` says so.
    """
    tree = parsed(con, query) if measured else None
    if tree is None:
        words = set(re.findall(r"[a-z_]+", query.lower()))
        return Guarded((), bool(words & set(measured)))
    guard = _Guard(con, measured)
    changed = guard.of(tree, Scope({}, {}, {}))
    asked = [*guard.extra, *([changed] if guard.placed else [])]
    queries = tuple(only(con, "json_deserialize_sql", json.dumps(one)) for one in asked)
    return Guarded(queries, guard.unseen and any(guard.adds(node) for node in nodes(tree)))


class _Guard(Measures):
    """Walks a parsed query and replaces sums; notes how many, and whether one could not be seen through."""

    def __init__(self, con: Any, measured: Measured) -> None:
        super().__init__(con)
        self.placed, self.unseen = 0, False
        self._measured = {name: dict.fromkeys(columns, "unit") for name, columns in measured.items()}
        self.extra: list[Node] = []
        self._inner = 0

    # -- the parts of a query

    def of(self, value: Any, scope: Scope) -> Any:
        """Return a part of the query with its sums guarded."""
        if isinstance(value, list):
            return [self.of(one, scope) for one in value]
        if not isinstance(value, dict):
            return value
        if is_query(value):
            return self._query(value, Scope({}, scope.every, scope.named), None)[0]
        found = self._sum(value, scope) if self.adds(value) else None
        return found or {key: self.of(one, scope) for key, one in value.items()}

    def _query(self, node: Node, scope: Scope, hidden: str | None) -> tuple[Node, Source]:
        """Return a query with its sums guarded and, where `hidden` names one, a column of units; and what it measures."""
        ctes, scope = self._with(node.get("cte_map"), scope)
        node = node | ({"cte_map": ctes} if ctes else {})
        if node["type"] == "SELECT_NODE":
            return self._select(node, scope, hidden)
        parts = node.get("children") or [node[side] for side in ("left", "right") if side in node]
        if node.get("setop_type") == "UNION" and len(parts) > 1:
            return self._union(node, parts, scope, hidden)
        self.unseen = self.unseen or self._is_over_measured(node)
        return node | {key: self.of(one, scope) for key, one in node.items() if key != "cte_map"}, {}

    def _is_over_measured(self, part: Node) -> bool:
        return any(str(one.get("table_name", "")).lower() in self._measured for one in nodes(part))

    def _union(self, node: Node, parts: list[Node], scope: Scope, hidden: str | None) -> tuple[Node, Source]:
        """Return a union guarded: its names are those of its first query, and what any of its queries measures, it measures."""
        made = [self._query(one, scope, hidden) for one in parts]
        names = [item_name(item) for item in first_query(node).get("select_list", [])]
        found = dict(made[0][1])
        for part, (_, source) in zip(parts[1:], made[1:], strict=True):
            told = [item_name(item) for item in first_query(part).get("select_list", [])]
            by_place = {new: source[old] for new, old in zip(names, told, strict=False) if old in source}
            found |= source | by_place
        both = [one for one, _ in made]
        return node | (
            {"children": both} if "children" in node else dict(zip(("left", "right"), both, strict=True))
        ), found

    def _with(self, ctes: Any, scope: Scope) -> tuple[Node | None, Scope]:
        """Return the inner queries that a query names, with their sums guarded and their units handed on."""
        if not ctes or not ctes.get("map"):
            return None, scope
        entries = []
        for entry in ctes["map"]:
            told = entry["value"]
            key = "query_node" if "query_node" in told else "query"
            inner = told[key].get("node", told[key])
            changed, source = self._inner_query(inner, scope, told.get("aliases"))
            changed = told[key] | {"node": changed} if "node" in told[key] else changed
            entries.append(entry | {"value": told | {key: changed}})
            scope = scope._replace(named=scope.named | {entry["key"].lower(): source})
        return ctes | {"map": entries}, scope

    def _inner_query(self, node: Node, scope: Scope, aliases: Sequence[str] | None) -> tuple[Node, Source]:
        self._inner += 1
        changed, found = self._query(node, Scope({}, scope.every, scope.named), f"{UNIT}_{self._inner}")
        if not aliases or not found:
            return changed, found
        names = [item_name(item) for item in first_query(node).get("select_list", [])]
        seen = bool(names) and "*" not in names
        units = {new.lower(): found.get(old) for old, new in zip(names, aliases, strict=False)} if seen else {}
        return changed, {n: u for n, u in units.items() if u is not None} if seen else {n.lower(): "" for n in aliases}

    def _select(self, node: Node, scope: Scope, hidden: str | None) -> tuple[Node, Source]:
        source, own = self._source(node.get("from_table"), scope)
        if (node.get("from_table") or {}).get("type") == "EMPTY":
            own = scope.outer  # a query over nothing is over what the query around it is over
        scope = Scope(own, scope.outer, scope.named)
        skip = ("cte_map", "from_table")
        changed = (
            node | {key: self.of(one, scope) for key, one in node.items() if key not in skip} | {"from_table": source}
        )
        found = {name: unit for item in node["select_list"] for name, unit in self._given(item, scope)}
        if hidden is None:
            return changed, dict.fromkeys(found, "")
        unit = next(iter(found.values()), None)
        self.unseen = self.unseen or len({json.dumps(one) for one in found.values()}) > 1
        shown = unit if unit is None or not self._is_of_many(node) else filled(self.form(NAMED), {UNIT: unit})
        shown = (self.form("SELECT NULL") if shown is None else shown) | {"alias": hidden}
        return changed | {"select_list": [*changed["select_list"], shown]}, dict.fromkeys(found, hidden)

    def _given(self, item: Node, scope: Scope) -> Iterator[tuple[str, Node]]:
        """Yield the names that one item of a SELECT gives to numbers with a unit, with the column of the unit."""
        if item.get("class") == "STAR" and not item.get("columns"):
            for alias, source in scope.own.items():
                if item.get("relation_name", "").lower() in ("", alias):
                    yield from ((name, self.column(alias, unit)) for name, unit in source.items())
        elif (unit := next(self.units(item, scope), None)) is not None:
            yield item_name(item), unit

    def _is_of_many(self, select: Node) -> bool:
        """Return whether a query gives one row for many."""
        if select.get("group_expressions") or select.get("aggregate_handling") == "FORCE_AGGREGATES":
            return True
        return any(self.many(node) for node in nodes(select["select_list"]) if node.get("class") == "FUNCTION")

    def _source(self, source: Any, scope: Scope) -> tuple[Any, Sources]:
        """Return a FROM with the sums in it guarded, and what it measures, by alias."""
        read = {"BASE_TABLE": self._table, "SUBQUERY": self._subquery, "JOIN": self._join, "SHOW_REF": self._summary}
        kind = str((source or {}).get("type"))
        if kind in read:
            return read[kind](source, scope)
        named = str((source or {}).get("function", {}).get("function_name", "")).startswith("query")
        self.unseen = self.unseen or named or (kind == "PIVOT" and self._is_over_measured(source))
        return self.of(source, scope), {}

    def _table(self, source: Node, scope: Scope) -> tuple[Node, Sources]:
        name = source["table_name"].lower()
        found = scope.named.get(name, self._measured.get(name, {}))
        if found and source.get("column_name_alias"):
            found = dict.fromkeys(map(str.lower, source["column_name_alias"]), "")
        return source, {str(source.get("alias") or name).lower(): found}

    def _subquery(self, source: Node, scope: Scope) -> tuple[Node, Sources]:
        changed, found = self._inner_query(source["subquery"]["node"], scope, source.get("column_name_alias"))
        return source | {"subquery": source["subquery"] | {"node": changed}}, {source.get("alias", "").lower(): found}

    def _join(self, source: Node, scope: Scope) -> tuple[Node, Sources]:
        left, own = self._source(source["left"], scope)
        right, more = self._source(source["right"], scope._replace(outer=scope.outer | own))
        rest = {key: self.of(one, scope) for key, one in source.items() if key not in ("left", "right")}
        more = {f"{name}\0" if name in own else name: one for name, one in more.items()}
        return rest | {"left": left, "right": right}, own | more

    def _summary(self, source: Node, scope: Scope) -> tuple[Node, Sources]:
        """Ask for the units of what is summarised: its means are of all rows."""
        if source.get("show_type") != "SUMMARY" or not source.get("query"):
            return source, {}
        inner, found = self._inner_query(source["query"], scope, None)
        if found:
            unit = self.column("", next(iter(found.values())))
            form = self.form(ASKED.format(counts=COUNTS["every"]))
            tree = parsed(self.con, f"SELECT 1 FROM (SELECT 1) AS {FROM}") or {}
            node = tree["statements"][0]["node"]
            node["select_list"] = [filled(form, {UNIT: unit, WHOLE: self.form("SELECT NULL")})]
            node["from_table"]["subquery"]["node"] = inner
            self.extra.append(tree)
        return source, {}

    # -- the sums

    def _sum(self, node: Node, scope: Scope) -> Node | None:
        """Return the guarded form of a sum of a measured column; None for anything else."""
        found = ((one, unit) for one in arguments(node) for unit in self.units(one, scope))
        argument, unit = next(found, (None, None))
        if argument is None or unit is None:
            return None
        if not unit["column_names"][-1]:
            self.unseen = True
            return None
        self.placed += 1
        name = str(node["function_name"]).lower()
        star = any(one.get("class") in ("STAR", "POSITIONAL_REFERENCE") for one in nodes(argument))
        counts = COUNTS["every" if star else "adding" if name in ADDING else "other"]
        along = node["class"] == "WINDOW"
        if along and any(one.get("class") == "FUNCTION" and self.many(one) for one in nodes(argument)):
            unit = filled(self.form(NAMED), {UNIT: unit})
        whole = {key: self.of(one, scope) for key, one in node.items()}
        parts = {ARGUMENT: argument, UNIT: unit, WHOLE: whole}
        made: Node = filled(self.form((ALONG if along else ASKED).format(counts=counts)), parts, node)
        return made | {"alias": node.get("alias", "")}
