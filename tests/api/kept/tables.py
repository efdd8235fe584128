"""Small tables that are changed step by step, and the same as plain lists of rows."""

from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from ceasefire.api.kept import table as kept_table
from ceasefire.api.kept.table import KeptTable, sorted_place
from ceasefire.vocabulary.deltas import Delta

Row = dict[str, Any]
SHAPE = pa.schema([("id", pa.string()), ("label", pa.string()), ("about", pa.list_(pa.string())), ("n", pa.float64())])
PLACE = sorted_place(("id",))
WORDS = st.sampled_from(("", "a", "ab", "b", "ba", "c"))


def rows(ids: st.SearchStrategy[str], *, unique: bool, most: int = 8) -> st.SearchStrategy[list[Row]]:
    """Draw rows, with ids that stand once or more often."""
    one = st.fixed_dictionaries(
        {
            "id": ids,
            "label": st.none() | WORDS,
            "about": st.none() | st.lists(st.none() | WORDS, max_size=2),
            "n": st.none() | st.sampled_from((0.0, 1.5, float("nan"))),
        }
    )
    return st.lists(one, max_size=most, unique_by=(lambda row: row["id"]) if unique else None)


def table(told: list[Row]) -> pa.Table:
    return pa.Table.from_pylist(told, schema=SHAPE)


def delta(gone: list[Row], come: list[Row]) -> Delta:
    return Delta(table(gone), table(in_order(come)))


def in_order(told: list[Row]) -> list[Row]:
    return sorted(told, key=lambda row: row["id"])


def kept(told: list[Row]) -> KeptTable:
    return KeptTable("test", table(in_order(told)), "0")


def spelt(found: pa.Table) -> list[str]:
    return [repr(row) for row in found.to_pylist()]


def indexed(monkeypatch: Any, *columns: str) -> None:
    """Let the small tables be looked up by index, as long ones are."""
    monkeypatch.setattr(kept_table, "SCANNED", 0)
    monkeypatch.setattr(kept_table, "INDEXED", {"test": columns})
