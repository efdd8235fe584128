"""The guard of the process that answers SQL: a sum over rows of several units is refused, and the units are named.

It reads the query as DuckDB parses it, and asks it once with each sum of a measured column replaced by the same sum that
ends in an error where its rows have several units. It imports nothing of the house, as `query_process` does not.
"""

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

ADDING: Final = frozenset(
    (
        *("sum", "fsum", "sumkahan", "kahan_sum", "sum_no_overflow", "avg", "mean", "favg", "median"),
        *("quantile", "quantile_cont", "quantile_disc"),
        *("stddev", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop"),
    )
)
"""Functions of many rows that add what they are given, or set it on one scale."""
MARK: Final = "unlike units: "
_ARGUMENT, _UNIT, _WHOLE = "argument_of_it", "unit_of_it", "whole_of_it"
_ASKED: Final = (
    f"SELECT CASE WHEN count(DISTINCT CASE WHEN {_ARGUMENT} <> 0 THEN {_UNIT} END) > 1 "
    f"THEN error('{MARK}' || string_agg(DISTINCT CASE WHEN {_ARGUMENT} <> 0 THEN {_UNIT} END, ', ')) ELSE {_WHOLE} END"
)
Node = dict[str, Any]
Measured = Mapping[str, Sequence[str]]
"""Columns with a unit, by table; the unit stands in the column `unit`."""


class Guarded(NamedTuple):
    """The query to ask first, None where it adds nothing with a unit; and whether it adds where units cannot be seen."""

    query: str | None
    unseen: bool


def guarded(con: Any, query: str, measured: Measured) -> Guarded:
    """Return the query with every sum of a measured column made to end in an error where its rows have several units.

    A sum over an inner query, a window or a form that DuckDB does not lay open cannot be guarded: `unseen` says so.
    """
    tree = _parsed(con, query) if measured else None
    words = query.lower()
    if tree is None:
        return Guarded(None, any(name in words for name in measured) and any(f"{f}(" in words for f in ADDING))
    inner = _inner_names(tree)
    guard = _Guard(con, {name: columns for name, columns in measured.items() if name not in inner}, inner)
    changed = guard.of(tree)
    unseen = guard.unseen and any(node.get("table_name") in measured for node in _nodes(tree))
    if not guard.placed:
        return Guarded(None, unseen)
    return Guarded(_only(con, "json_deserialize_sql", json.dumps(changed)), unseen)


class _Guard:
    """Walks a parsed query and replaces sums; notes how many, and whether one could not be seen through."""

    def __init__(self, con: Any, measured: Measured, inner: frozenset[str]) -> None:
        self._measured, self._inner, self.placed, self.unseen = measured, inner, 0, False
        self._form = (_parsed(con, _ASKED) or {})["statements"][0]["node"]["select_list"][0]

    def of(self, value: Any, tables: Mapping[str, str] | None = None) -> Any:
        """Return a part of the query with its sums guarded; `tables` are those of the query around it, by alias."""
        if isinstance(value, list):
            return [self.of(one, tables) for one in value]
        if not isinstance(value, dict):
            return value
        if "select_list" in value and "from_table" in value:
            tables = {alias: name for alias, name in _tables(value["from_table"]) if name in self._measured}
            self._look_within(value, tables)
        found = self._sum(value, tables or {})
        return found or {key: self.of(one, tables) for key, one in value.items()}

    def _sum(self, node: Node, tables: Mapping[str, str]) -> Node | None:
        """Return the guarded form of a sum of a measured column; None for anything else."""
        if node.get("class") != "FUNCTION" or node.get("function_name") not in ADDING:
            return None
        unit = next(self._units(node, tables), None)
        if unit is None:
            return None
        self.placed += 1
        filled = {_ARGUMENT: _first_argument(node), _UNIT: unit, _WHOLE: node}
        made: Node = _filled(self._form, filled, node.get("filter"))
        return made | {"alias": node.get("alias", "")}

    def _units(self, node: Node, tables: Mapping[str, str]) -> Iterator[Node]:
        """Yield for each measured column that a sum is of the column that holds its unit."""
        for one in _nodes(node):
            *before, name = one.get("column_names") or [""]
            for alias, table in tables.items():
                if name in self._measured[table] and before[-1:] in ([], [alias]):
                    yield one | {"column_names": [alias, "unit"], "alias": ""}

    def _look_within(self, select: Node, tables: Mapping[str, str]) -> None:
        """Note a sum of this query that is taken over an inner one, or along a window over a measured table."""
        within = any(node.get("type") == "SUBQUERY" for node in _nodes(select["from_table"]))
        within = within or any(name in self._inner for _, name in _tables(select["from_table"]))
        for node in _nodes(select["select_list"]):
            along = node.get("class") == "WINDOW" and next(self._units(node, tables), None) is not None
            self.unseen = self.unseen or (node.get("function_name") in ADDING and (within or along))


def _parsed(con: Any, query: str) -> Node | None:
    tree: Node = json.loads(_only(con, "json_serialize_sql", query))
    return None if tree.get("error") else tree


def _only(con: Any, function: str, text: str) -> str:
    """Return what a function of DuckDB makes of a text; every row is fetched, so that the connection is free again."""
    [[made]] = con.execute(f"SELECT {function}(?)", [text]).fetchall()
    return str(made)


def _nodes(value: Any) -> Iterator[Node]:
    """Yield every node of a part of a query, itself first."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one)


def _inner_names(tree: Node) -> frozenset[str]:
    """Return the names that a query gives its own inner queries (WITH): these hide tables of the same name."""
    maps = (node["cte_map"]["map"] for node in _nodes(tree) if node.get("cte_map"))
    return frozenset(entry["key"] for entries in maps for entry in entries)


def _tables(source: Any) -> Iterator[tuple[str, str]]:
    """Yield alias and name of the tables that a FROM names itself, not those of inner queries."""
    if isinstance(source, list):
        for one in source:
            yield from _tables(one)
    elif isinstance(source, dict) and source.get("type") == "BASE_TABLE":
        yield source.get("alias") or source["table_name"], source["table_name"]
    elif isinstance(source, dict) and source.get("type") != "SUBQUERY":
        yield from _tables(list(source.values()))


def _first_argument(node: Node) -> Node:
    """Return what a function is of: newer versions of DuckDB wrap each argument with its name."""
    first: Node = (node.get("arguments") or node.get("children") or [{}])[0]
    inner: Node = first.get("expression", first)
    return inner


def _filled(form: Any, parts: Mapping[str, Node], only: Any) -> Any:
    """Return the form with its names replaced, its own counts taken over the rows that the sum is taken over."""
    if isinstance(form, list):
        return [_filled(one, parts, only) for one in form]
    if not isinstance(form, dict):
        return form
    name = (form.get("column_names") or [None])[-1]
    if name in parts:
        return copy.deepcopy(parts[name])
    made = {key: _filled(one, parts, only) for key, one in form.items()}
    return made | {"filter": only} if made.get("function_name") in ("count", "string_agg") else made
