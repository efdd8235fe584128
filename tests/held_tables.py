"""Kept tables in memory, and changes put into them: what a stage looks rows up in, for tests of any room."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.vocabulary import schema
from ceasefire.vocabulary.deltas import Delta

_DAY = 86_400
_WIDER = (0, 0, 0, 6, 31, 366)
"""By how many days at most a precision (UCDP date_prec) widens a day."""


class HeldTables:
    """Tables by name, whole in memory; what is not given is empty. `asked` notes each look-up and how many rows it gave."""

    def __init__(self, tables: Mapping[str, pa.Table] | None = None) -> None:
        self.tables = dict(tables or {})
        self.asked: list[tuple[str, str, int]] = []

    def rows(self, table: str, column: str, values: Collection[str]) -> pa.Table:
        found = self.whole(table)
        wanted = pa.array(sorted(values), pa.string())
        if pa.types.is_list(found.schema.field(column).type):
            flat = found[column].combine_chunks()
            flat = pa.concat_arrays(flat.chunks) if isinstance(flat, pa.ChunkedArray) else flat
            parents = pc.list_parent_indices(flat)
            places = pc.unique(parents.filter(pc.is_in(pc.list_flatten(flat), wanted)))
            chosen = found.take(places)
        else:
            chosen = found.filter(pc.is_in(found[column], wanted))
        self.asked.append((table, column, chosen.num_rows))
        return chosen

    def during(self, first: int, last: int, columns: Collection[str] | None = None) -> pa.Table:
        reports = self.whole("reports")
        given = reports if columns is None else reports.select(list(columns))
        kept = [
            _meets(row, first, last) for row in reports.select(["date_start", "date_end", "date_precision"]).to_pylist()
        ]
        return given.filter(pa.array(kept, pa.bool_()))

    def count(self, table: str) -> int:
        return int(self.whole(table).num_rows)

    def whole(self, table: str) -> pa.Table:
        return self.tables[table] if table in self.tables else schema(table).empty_table()

    def apply(self, deltas: Mapping[str, Delta]) -> None:
        """Put changes into the tables; raises AssertionError where a row goes that is not there."""
        for name, delta in deltas.items():
            held, gone = self.whole(name), counted(delta.gone)
            keep = []
            for place, row in enumerate(frozen(held)):
                gone[row] -= 1
                if gone[row] < 0:
                    keep.append(place)
            lost = {row: count for row, count in gone.items() if count > 0}
            assert not lost, f"{name}: rows go that are not there: {list(lost)[:2]}"
            self.tables[name] = pa.concat_tables([held.take(pa.array(keep, pa.int64())), delta.come])


def counted(table: pa.Table) -> Counter[tuple[Any, ...]]:
    """Return the rows of a table with how often each stands there."""
    return Counter(frozen(table))


def frozen(table: pa.Table) -> list[tuple[Any, ...]]:
    """Return the rows of a table as tuples."""
    columns = [[tuple(v) if isinstance(v, list) else v for v in column.to_pylist()] for column in table.columns]
    return list(zip(*columns, strict=True))


def differing(found: Mapping[str, pa.Table], expected: Mapping[str, pa.Table]) -> dict[str, tuple[Any, Any]]:
    """Return by table the rows that only the one or the other has; empty where they are the same rows in any order."""
    differences = {}
    for name, table in expected.items():
        ours, theirs = counted(found[name]), counted(table)
        if ours != theirs:
            differences[name] = (ours - theirs, theirs - ours)
    return differences


def _meets(row: Mapping[str, Any], first: int, last: int) -> bool:
    if row["date_start"] is None:
        return False
    start, end = (_day(row[name] or row["date_start"]) for name in ("date_start", "date_end"))
    wider = _WIDER[row["date_precision"] or 0]
    return bool(start - wider <= last and end + wider >= first)


def _day(day: Any) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) // _DAY
