"""Which numbers of a query have a unit, which column holds it, and which functions add them.

It imports nothing of the house but what lies beside it, as `query_process` does not.
"""

import copy
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final, NamedTuple

from ceasefire.api.query_tree import Node, Source, arguments, is_matched, is_query, names_before, parsed, unit_in

ADDING: Final = frozenset(
    (
        *("sum", "fsum", "sumkahan", "kahan_sum", "sum_no_overflow", "avg", "mean", "favg", "median"),
        *("quantile", "quantile_cont", "quantile_disc"),
        *("stddev", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop"),
    )
)
"""Functions of many rows that add what they are given, or set it on one scale: a nought among it is of no unit."""
MACROS: Final = frozenset(("geomean", "geometric_mean", "wavg", "weighted_avg"))
"""Functions of many rows that DuckDB has as macros."""
COUNTING: Final = frozenset(
    (
        *("count", "count_star", "count_if", "countif", "approx_count_distinct", "regr_count"),
        *("row_number", "rank", "dense_rank", "rank_dense", "percent_rank", "cume_dist", "ntile"),
    )
)
"""Functions of many rows that count or order them: what they give is in no unit of theirs."""
PICKING: Final = {
    **dict.fromkeys(("min", "max", "any_value", "arbitrary", "first", "last", "mode", "bool_and", "bool_or"), 1),
    **dict.fromkeys(("string_agg", "listagg", "group_concat", "arg_min", "arg_max", "argmin", "argmax"), 2),
    **dict.fromkeys(("min_by", "max_by", "first_value", "last_value", "nth_value"), 2),
    **dict.fromkeys(("lag", "lead"), 3),
}
"""Functions of many rows that give what one of them holds, or all in words, with the arguments that they have then.

Every other function of many rows adds, as far as this guard goes: what is not known to be harmless is not."""
COMPARING: Final = ("COMPARISON", "CONJUNCTION", "BETWEEN")
NULL_TESTS: Final = ("OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL", "COMPARE_IN", "COMPARE_NOT_IN", "OPERATOR_NOT")
Sources = dict[str, Source]


class Scope(NamedTuple):
    """What a query is over, by alias; what the queries around it are over; and its inner queries by name."""

    own: Sources
    outer: Sources
    named: Sources

    @property
    def every(self) -> Sources:
        return self.outer | self.own


class Measures:
    """Tells of the nodes of a query whether they are numbers with a unit, and add such."""

    def __init__(self, con: Any) -> None:
        self.con = con
        self._kinds: dict[str, bool] = {}
        self._forms: dict[str, Any] = {}

    def adds(self, node: Node) -> bool:
        """Return whether a node is a function of many rows that is not known to leave numbers as they are."""
        name = str(node.get("function_name", "")).lower()
        if node.get("class") not in ("FUNCTION", "WINDOW") or name in COUNTING:
            return False
        if len(arguments(node)) <= PICKING.get(name, -1):
            return False
        return node["class"] == "WINDOW" or self.many(node)

    def many(self, node: Node) -> bool:
        name = str(node.get("function_name", "")).lower()
        if name in ADDING or name in MACROS or name in COUNTING or name in PICKING:
            return True
        if name not in self._kinds:
            asked = "SELECT count(*) FROM duckdb_functions() WHERE function_type = 'aggregate' AND function_name = ?"
            [[found]] = self.con.execute(asked, [name]).fetchall()
            self._kinds[name] = bool(found)
        return self._kinds[name]

    def units(self, value: Any, scope: Scope, deep: bool = False) -> Iterator[Node]:
        """Yield for each measured column that stands in a part of a query, as a number, the column of its unit.

        What is compared, or counted, is no number any more. In an inner query (`deep`) a bare name is one of its own.
        """
        if isinstance(value, list):
            for one in value:
                yield from self.units(one, scope, deep)
        if not isinstance(value, dict) or value.get("class") in COMPARING or value.get("type") in NULL_TESTS:
            return
        if str(value.get("function_name", "")).lower() in COUNTING:
            return
        found = self._unit(value, scope, deep)
        if found is not None:
            yield found
        inner = is_query(value) and (value.get("from_table") or {}).get("type") != "EMPTY"
        for key, one in value.items():
            if key not in ("filter", "filter_expr", "partitions", "orders", "when_expr", "order_bys"):
                yield from self.units(one, scope, deep or inner)

    def _unit(self, node: Node, scope: Scope, deep: bool) -> Node | None:
        """Return the column that holds the unit of what a node itself stands for; None where it is no measured column."""
        kind = node.get("class")
        if kind == "STAR" and node.get("columns"):
            return self._starred(node, scope)
        if kind == "POSITIONAL_REFERENCE":
            return self._first(scope, ".")
        names = {"COLUMN_REF": node.get("column_names"), "FUNCTION": names_before(node)}.get(str(kind))
        return self._named([name.lower() for name in names], scope, deep) if names else None

    def _starred(self, node: Node, scope: Scope) -> Node | None:
        """Return the unit of the first measured column that COLUMNS picks; one that no pattern tells picks any."""
        wanted = (node.get("expr") or {}).get("literal", {}).get("text")
        return self._first(scope, wanted if isinstance(wanted, str) else ".")

    def _first(self, scope: Scope, pattern: str) -> Node | None:
        found = ((alias, one) for alias, source in scope.own.items() for one in source.items())
        return next((self.column(alias, unit) for alias, (name, unit) in found if is_matched(pattern, name)), None)

    def _named(self, names: list[str], scope: Scope, deep: bool) -> Node | None:
        """Return the column that holds the unit of the column, or of the row as a whole, that some names stand for."""
        for before, name in pairwise(names):
            if (unit := unit_in(scope.every.get(before, {}), name)) is not None:
                return self.column(before, unit)
        if not deep:
            for alias, source in scope.own.items():
                if (unit := unit_in(source, names[0])) is not None:
                    return self.column(alias, unit)
        if len(names) == 1 and scope.every.get(names[0]):
            return self.column(names[0], next(iter(scope.every[names[0]].values())))
        return None

    def column(self, alias: str, name: str) -> Node:
        names = [one for one in (alias.rstrip("\0"), name) if one] if name else [""]
        return dict(self.form("SELECT a")) | {"column_names": names, "alias": ""}

    def form(self, query: str) -> Node:
        """Return the first item of a query, parsed."""
        if query not in self._forms:
            self._forms[query] = (parsed(self.con, query) or {})["statements"][0]["node"]["select_list"][0]
        form: Node = copy.deepcopy(self._forms[query])
        return form
