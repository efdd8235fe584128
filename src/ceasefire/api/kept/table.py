"""One kept table: rows written once, and what came and went since."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.api.kept.index import Days, Index, days_of, index_of
from ceasefire.vocabulary.arrays import Ints
from ceasefire.vocabulary.deltas import Delta, counted, picked
from ceasefire.vocabulary.one_array import one_array

Place = Callable[[pa.Table, pa.Table], Ints]
"""Returns, for each of the rows that come (second table, in order), the row of the first before which it stands."""
SCANNED = 2_000
"""Rows that are looked through rather than indexed: that takes less than a millisecond. Chosen by hand."""
INDEXED: Final[Mapping[str, tuple[str, ...]]] = {
    "statements": ("statement_id", "label", "first_id", "supersedes", "kind"),
    "reports": ("report_id", "label", "first_id"),
    "tallies": ("tally_id", "label"),
    "judgements": ("judgement_id", "a", "b"),
    "positions": ("position_id", "about", "evidence"),
    "links": ("report_id", "incident_id"),
    "pairs": ("a", "b"),
    "incidents": ("incident_id",),
    "scope": ("incident_id",),
    "standing": ("incident_id",),
}
"""Columns in which questions and stages look rows up; their indexes are kept beside a table that is too long to scan."""
_NONE = np.zeros(0, np.int64)


class NotThere(LookupError):
    """A row that is to go from a table is not in it: the change was made for another table."""


@dataclass(frozen=True)
class KeptTable:
    """A table that is changed by saying what came and what went.

    | field | holds |
    |---|---|
    | name | of the table |
    | base | rows as they were written, in the table's order |
    | gone | int64, rows of `base` that went since, ascending |
    | come | rows that came since, in the table's order |
    | at | int64 [come], the row of `base` before which each stands, ascending |
    | version | changes with the table, and only then |
    | indexes, days | look-ups in `base` that are there already |
    | file | file in which `base` is kept; empty: in none |
    """

    name: str
    base: pa.Table
    version: str
    gone: Ints = field(default_factory=lambda: _NONE)
    come: pa.Table = None
    at: Ints = field(default_factory=lambda: _NONE)
    indexes: dict[str, Index] = field(default_factory=dict)
    days: list[Days] = field(default_factory=list)
    file: str = ""
    made_whole: list[pa.Table] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.come is None:
            object.__setattr__(self, "come", self.base.slice(0, 0))

    @property
    def count(self) -> int:
        """How many rows the table has."""
        return int(self.base.num_rows - len(self.gone) + self.come.num_rows)

    @property
    def changed(self) -> int:
        """How many rows came or went since the base was written."""
        return len(self.gone) + int(self.come.num_rows)

    def whole(self) -> pa.Table:
        """Return all rows in the table's order."""
        if not self.changed:
            return self.base
        if not self.made_whole:
            every = np.insert(np.arange(self.base.num_rows), self.at, self.base.num_rows + np.arange(len(self.at)))
            kept = every[~np.isin(every, self.gone)]
            self.made_whole.append(pa.concat_tables([self.base, self.come]).take(pa.array(kept)).combine_chunks())
        return self.made_whole[0]

    def rows(self, column: str, values: Collection[str]) -> pa.Table:
        """Return the rows in which a column of text (or of lists of text) holds one of the values, in their order."""
        mine = (
            self.index(column).at(self.base[column], values)
            if self._indexed(column)
            else _scan(self.base, column, values)
        )
        return self._picked(mine, _scan(self.come, column, values))

    def beginning(self, column: str, start: str) -> pa.Table:
        """Return the rows whose value in a column of text begins with a text, in their order."""
        if self._indexed(column):
            mine = self.index(column).beginning(self.base[column], start)
        else:
            mine = _marked(pc.starts_with(self.base[column], start))
        return self._picked(mine, _marked(pc.starts_with(self.come[column], start)))

    def where(self, test: Callable[[pa.Table], Any]) -> pa.Table:
        """Return the rows that a test marks (it gives a mask for the rows of a table), in their order."""
        return self._picked(*(_marked(test(rows)) if rows.num_rows else _NONE for rows in (self.base, self.come)))

    def during(self, first: int, last: int, columns: Collection[str] | None = None) -> pa.Table:
        """Return the rows of reports whose days meet those from `first` to `last`, of some columns or of all."""
        return self._picked(self.day_index().meeting(first, last), days_of(self.come).meeting(first, last), columns)

    def day_index(self) -> Days:
        """Return the index of reports by day; it is made if it is not there."""
        if not self.days:
            self.days.append(days_of(self.base))
        return self.days[0]

    def index(self, column: str) -> Index:
        """Return the index of a column of the base; it is made if it is not there."""
        if column not in self.indexes:
            self.indexes[column] = index_of(self.base[column])
        return self.indexes[column]

    def after(self, delta: Delta, version: str, place: Place) -> KeptTable:
        """Return the table after a change; raises NotThere where a row that is to go is not there."""
        mine, theirs = self._positions(delta.gone)
        came = delta.come
        at = place(self.base, came)
        kept = np.setdiff1d(np.arange(self.come.num_rows), theirs)
        old = self.come.take(pa.array(kept))
        every, where = pa.concat_tables([old, came]), np.concatenate([self.at[kept], at])
        order = self._order(old, self.at[kept], came, at, place)
        return replace(
            self,
            version=version,
            gone=np.union1d(self.gone, mine),
            come=every.take(pa.array(order)).combine_chunks(),
            at=where[order],
            made_whole=[],
        )

    @staticmethod
    def _order(old: pa.Table, old_at: Ints, new: pa.Table, new_at: Ints, place: Place) -> Ints:
        """Return the order of the rows that came before and those that come now: by place in the base, then among them."""
        among = place(old, new) if old.num_rows and new.num_rows else np.zeros(new.num_rows, np.int64)
        first = np.concatenate([np.arange(old.num_rows) + 0.5, among.astype(float)])
        return np.lexsort((np.arange(len(first)), first, np.concatenate([old_at, new_at])))

    def _positions(self, gone: pa.Table) -> tuple[Ints, Ints]:
        """Return where in the base and among the rows that came the given rows stand."""
        if not gone.num_rows:
            return _NONE, _NONE
        key = gone.column_names[0]
        values = {one for one in gone[key].to_pylist() if one is not None}
        some_null = gone[key].null_count > 0
        mine, theirs = self._candidates(key, values, null=some_null)
        left = counted(gone)
        found = [
            rows[picked(table.take(pa.array(rows)), left)] for table, rows in ((self.base, mine), (self.come, theirs))
        ]
        if left.total():
            raise NotThere(f"{self.name}: {left.total()} rows that are to go are not there")
        return found[0], found[1]

    def _candidates(self, key: str, values: Collection[str], *, null: bool) -> tuple[Ints, Ints]:
        if self._indexed(key):
            mine = self.index(key).at(self.base[key], values)
        else:
            mine = _scan(self.base, key, values)
        theirs = _scan(self.come, key, values)
        if null:
            mine, theirs = (
                np.union1d(rows, _marked(pc.is_null(table[key])))
                for table, rows in ((self.base, mine), (self.come, theirs))
            )
        return np.setdiff1d(mine, self.gone), theirs

    def _indexed(self, column: str) -> bool:
        return column in self.indexes or (self.base.num_rows > SCANNED and column in INDEXED.get(self.name, ()))

    def _picked(self, mine: Ints, theirs: Ints, columns: Collection[str] | None = None) -> pa.Table:
        """Return rows of the base (those that went left out) and rows that came, in the table's order."""
        held, came = ((one if columns is None else one.select(list(columns))) for one in (self.base, self.come))
        mine = mine[~np.isin(mine, self.gone)] if len(self.gone) else mine
        base = held.take(pa.array(mine))
        if not len(theirs):
            return base
        order = np.lexsort(
            (
                np.arange(len(mine) + len(theirs)),
                np.repeat([1, 0], [len(mine), len(theirs)]),
                np.concatenate([mine, self.at[theirs]]),
            )
        )
        return pa.concat_tables([base, came.take(pa.array(theirs))]).take(pa.array(order))


def _scan(table: pa.Table, column: str, values: Iterable[str]) -> Ints:
    if not table.num_rows:
        return _NONE
    wanted = pa.array(sorted(set(values)), pa.string())
    held = one_array(table[column])
    if pa.types.is_list(held.type):
        rows = pc.list_parent_indices(held).filter(pc.is_in(pc.list_flatten(held), wanted))
        return np.unique(np.asarray(rows.to_numpy(zero_copy_only=False), np.int64))
    return _marked(pc.is_in(held, wanted))


def _marked(mask: Any) -> Ints:
    return np.asarray(pc.indices_nonzero(pc.fill_null(mask, False)).to_numpy(zero_copy_only=False), np.int64)


def sorted_place(columns: tuple[str, ...]) -> Place:
    """Return the placing of rows in a table that is sorted by columns."""

    def place(base: pa.Table, come: pa.Table) -> Ints:
        held = [base[column] for column in columns]
        keys = zip(*(come[column].to_pylist() for column in columns), strict=True)
        return np.array([_lowest(held, key) for key in keys], np.int64)

    return place


def _lowest(held: list[pa.ChunkedArray], key: tuple[str, ...]) -> int:
    return bisect_left(range(len(held[0])), key, key=lambda i: tuple(column[i].as_py() for column in held))
