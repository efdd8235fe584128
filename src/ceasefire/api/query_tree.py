"""A query as DuckDB parses it: its nodes, the names in it, and forms that are filled with parts of it.

It imports nothing of the house, as `query_process` does not.
"""

import copy
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

NO_NAME: Final = "("
"""Stands for the names that DuckDB makes for what a query has not named, as `sum(low)`."""
Node = dict[str, Any]
Source = dict[str, str]
"""Measured columns of one part of a FROM, with the column that holds their unit; empty where that cannot be seen."""


def unit_in(source: Source, name: str) -> str | None:
    """Return the column that holds the unit of a column of this name; a name that DuckDB makes has a bracket."""
    return source.get(name, source.get(NO_NAME) if NO_NAME in name else None)


def is_matched(pattern: str, name: str) -> bool:
    try:
        return re.search(pattern, name, re.IGNORECASE) is not None
    except re.error:
        return True


def item_name(item: Node) -> str:
    """Return the name that an item of a SELECT has in what is asked of it."""
    if item.get("class") == "STAR":
        return "*"
    names = item.get("column_names") or [NO_NAME]
    return str(item.get("alias") or names[-1]).lower()


def first_query(query: Node) -> Node:
    """Return the query whose names a query's answer has: the first of a union."""
    parts = query.get("children") or [query.get("left")]
    return first_query(parts[0]) if "setop_type" in query and parts[0] else query


def is_query(value: Node) -> bool:
    return "type" in value and ("select_list" in value or "setop_type" in value or "cte_name" in value)


def parsed(con: Any, query: str) -> Node | None:
    tree: Node = json.loads(only(con, "json_serialize_sql", query))
    return None if tree.get("error") else tree


def only(con: Any, function: str, text: str) -> str:
    """Return what a function of DuckDB makes of a text; every row is fetched, so that the connection is free again."""
    [[made]] = con.execute(f"SELECT {function}(?)", [text]).fetchall()
    return str(made)


def nodes(value: Any) -> Iterator[Node]:
    """Yield every node of a part of a query, itself first."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)


def arguments(node: Node) -> list[Node]:
    """Return what a function is of, a column whose method it is before the rest; newer versions wrap each with its name."""
    told = [one.get("expression", one) for one in node.get("arguments") or node.get("children") or []]
    before = names_before(node)
    return (
        [{"class": "COLUMN_REF", "type": "COLUMN_REF", "column_names": before, "alias": ""}, *told] if before else told
    )


def names_before(node: Node) -> list[str]:
    """Return the names before that of a function: those of a column, where it is called as its method."""
    path = (node.get("qualified_name") or {}).get("path") or []
    return path[:-1] or [one for one in (node.get("catalog"), node.get("schema")) if one]


def filled(form: Any, parts: Mapping[str, Node], like: Node | None = None) -> Any:
    """Return the form with its names replaced, its own counts taken over the rows that the sum `like` is taken over."""
    if isinstance(form, list):
        return [filled(one, parts, like) for one in form]
    if not isinstance(form, dict):
        return form
    name = (form.get("column_names") or [None])[-1]
    if name in parts:
        return copy.deepcopy(parts[name])
    made = {key: filled(one, parts, like) for key, one in form.items()}
    if like is None or made.get("function_name") not in ("count", "string_agg", "min", "max"):
        return made
    same = _FRAME if made["class"] == "WINDOW" else ("filter",)
    return made | {key: copy.deepcopy(like[key]) for key in same if key in like}


_FRAME: Final = (
    *("partitions", "orders", "start", "end", "start_expr", "end_expr"),
    *("filter_expr", "exclude_clause"),
)
"""What a window is: over which rows, in which order, from where to where."""
