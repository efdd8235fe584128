"""Columns of a batch brought to the types of a stated table; rows with values that do not fit are named, not lost."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.projection.aside import SetAside
from ceasefire.projection.limits import Limit
from ceasefire.vocabulary.codes import AsideState
from ceasefire.vocabulary.one_array import one_array
from ceasefire.vocabulary.parts import FIRST_YEAR, LAST_YEAR
from ceasefire.vocabulary.understanding import CODE

MOST_ROWS_ASIDE: Final = 1000
"""So many rows of one batch are set aside one by one; a batch with more of them is set aside whole. Chosen by hand."""
_LAST: Final = date.max.year
_ORDERED: Final = (
    ("date_start", "date_end"),
    ("utc_start", "utc_end"),
    ("killed_low", "killed_high"),
    ("injured_low", "injured_high"),
    ("low", "high"),
)
"""Columns of which the second must not be before or below the first."""
_TOGETHER: Final = (("lat", "lon"), ("origin_lat", "origin_lon"))


class Rows:
    """The columns of one batch as they are brought to their types, and the rows that do not fit."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.bad: dict[int, str] = {}
        self.unknown: dict[str, int] = {}
        self._columns: dict[str, pa.ChunkedArray] = {}

    def add(self, name: str, held: pa.ChunkedArray, to: pa.DataType, limit: Limit) -> pa.ChunkedArray:
        """Return a column in the type of its table; values that do not fit are null there and their rows named.

        Raises SetAside where no value of the column fits, or more rows do not fit than are named one by one.
        """
        column = self._cast(name, held, to)
        if pa.types.is_string(to):
            column = self._text(name, column, limit, held)
        else:
            column = self._in_range(name, column, *_range(name, to, limit))
        if limit.needed:
            self._mark(name, pc.is_null(column), "is missing")
        self._columns[name] = column
        return column

    def compare(self) -> None:
        """Name the rows whose values do not go together: an end before its start, half a point."""
        for first, second in _ORDERED:
            if first in self._columns and second in self._columns:
                wrong = pc.fill_null(pc.less(self._columns[second], self._columns[first]), False)
                self._mark(second, wrong, f"is before or below {first}")
        for first, second in _TOGETHER:
            held = [self._columns.get(name) for name in (first, second)]
            told = [pa.repeat(False, self.rows) if one is None else pc.is_valid(one) for one in held]
            if any(one is not None for one in held):
                self._mark(first, pc.xor(*map(one_array, told)), f"and {second} are not both given")

    def _cast(self, name: str, held: pa.ChunkedArray, to: pa.DataType) -> pa.ChunkedArray:
        try:
            return held.cast(to)
        except pa.ArrowNotImplementedError:
            raise _unreadable(name, held, to) from None
        except pa.ArrowInvalid:
            whole = one_array(held)
        wrong = self._failing(whole, lambda values: values.cast(to))
        if len(wrong) >= len(whole) - whole.null_count:
            raise _unreadable(name, held, to)
        self._note(name, {row: f"{str(whole[row])[:40]!r} is not of type {to}" for row in wrong})
        return pa.chunked_array([pc.if_else(_mask(wrong, len(whole)), None, whole).cast(to)])

    def _text(self, name: str, column: pa.ChunkedArray, limit: Limit, held: pa.ChunkedArray) -> pa.ChunkedArray:
        """Return a column of text as it may stand in a table; `held` is the same as it was read, with its dictionaries."""
        parts = [one.dictionary for one in held.chunks] if pa.types.is_dictionary(held.type) else []
        values = pa.chunked_array(parts) if parts else column
        try:
            values.validate(full=True)
        except pa.ArrowInvalid:
            whole = one_array(column)
            wrong = self._failing(whole, lambda some: some.validate(full=True))
            self._note(name, dict.fromkeys(wrong, "is not text in UTF-8"))
            column = values = pa.chunked_array([_without(whole, wrong)])
        if limit.codes is not None:
            column = self._codes(name, column, values, limit.codes)
        longest = pc.max(pc.binary_length(values)).as_py() or 0
        if limit.characters is not None and longest > limit.characters:
            long = pc.greater(pc.utf8_length(column), limit.characters)
            self._mark(name, pc.fill_null(long, False), f"is longer than {limit.characters} characters")
        return column

    def _codes(
        self, name: str, column: pa.ChunkedArray, values: pa.ChunkedArray, known: frozenset[str]
    ) -> pa.ChunkedArray:
        """Return a column of code values without those that are not known here, which are counted and not told."""
        met = [value for value in pc.unique(values).to_pylist() if value is not None and value not in known]
        if not met:
            return column
        for value in met:
            where = pc.fill_null(pc.equal(column, value), False)
            if not pc.any(where).as_py():
                continue
            if CODE.fullmatch(value):
                self.unknown[f"{name} {value}"] = pc.sum(where).as_py()
            else:
                self._mark(name, where, f"{value[:40]!r} is not a code")
        return pc.if_else(pc.is_in(column, pa.array(met, pa.string())), pa.scalar(None, pa.string()), column)

    def _in_range(self, name: str, column: pa.ChunkedArray, least: Any, most: Any) -> pa.ChunkedArray:
        floats = pa.types.is_floating(column.type)
        if _within(pc.min_max(column), least, most) and not (floats and pc.any(pc.is_nan(column)).as_py()):
            return column
        words = " to ".join(
            "any" if one is None else f"{one:g}" if isinstance(one, float) else f"{one}" for one in (least, most)
        )
        wrong = pc.is_nan(column) if floats else pa.repeat(False, len(column))
        for bound, beyond in ((least, pc.less), (most, pc.greater)):
            if bound is not None:
                wrong = pc.or_(one_array(wrong), one_array(beyond(column, pa.scalar(bound, column.type))))
        self._mark(name, pc.fill_null(wrong, False), f"is not within {words}")
        return column

    # --- naming rows

    def _mark(self, name: str, wrong: Any, words: str) -> None:
        rows = pc.indices_nonzero(wrong)
        if len(rows):
            self._require_few(len(rows), name)
            self._note(name, dict.fromkeys(rows.to_pylist(), words))

    def _note(self, name: str, found: Mapping[int, str]) -> None:
        for row, words in found.items():
            self.bad.setdefault(row, f"{name} {words}")
        self._require_few(len(self.bad), name)

    def _require_few(self, count: int, name: str) -> None:
        if count > MOST_ROWS_ASIDE:
            words = f"more than {MOST_ROWS_ASIDE} of {self.rows} rows do not fit (column {name})"
            raise SetAside(AsideState.DOES_NOT_FIT, words)

    def _failing(self, values: pa.Array, test: Callable[[pa.Array], object]) -> list[int]:
        """Return the places where a test of a slice raises ArrowInvalid, found by halving."""
        found: list[int] = []
        waiting = [(0, len(values))]
        while waiting:
            start, count = waiting.pop()
            try:
                test(values.slice(start, count))
            except pa.ArrowInvalid:
                if count > 1:
                    half = count // 2
                    waiting += [(start + half, count - half), (start, half)]
                else:
                    found.append(start)
                    self._require_few(len(found), "that cannot be cast")
        return found


def _range(name: str, to: pa.DataType, limit: Limit) -> tuple[Any, Any]:
    """Return the least and greatest value of a column; days and instants are those that a person can write down."""
    if pa.types.is_date(to):
        narrow = name == "date_start"
        return date(FIRST_YEAR if narrow else 1, 1, 1), date(LAST_YEAR if narrow else _LAST, 12, 31)
    if pa.types.is_timestamp(to):
        return datetime(FIRST_YEAR - 1, 12, 31, tzinfo=UTC), datetime(_LAST, 12, 30, tzinfo=UTC)
    if pa.types.is_integer(to):
        largest = 2 ** (to.bit_width - 1) - 1
        return limit.least, limit.most if limit.most is not None and limit.most <= largest else None
    return limit.least, limit.most


def _within(found: Any, least: Any, most: Any) -> bool:
    """Say whether the least and greatest value of a column lie within the bounds; both are null where none is told."""
    low, high = found["min"], found["max"]
    if not low.is_valid:
        return True
    bounds = [pc.less(low, pa.scalar(least, low.type))] if least is not None else []
    bounds += [pc.greater(high, pa.scalar(most, high.type))] if most is not None else []
    return not any(one.as_py() for one in bounds)


def _unreadable(name: str, held: pa.ChunkedArray, to: pa.DataType) -> SetAside:
    kind = held.type.value_type if pa.types.is_dictionary(held.type) else held.type
    return SetAside(AsideState.DOES_NOT_FIT, f"column {name} is {kind} and cannot be read as {to}")


def _mask(rows: list[int], count: int) -> pa.Array:
    import numpy as np

    found = np.zeros(count, bool)
    found[rows] = True
    return pa.array(found)


def _without(values: pa.Array, rows: list[int]) -> pa.Array:
    """Return text without the values at some places, taken together from what lies between them."""
    parts, start = [], 0
    for row in [*rows, len(values)]:
        parts += [values.slice(start, row - start), pa.nulls(int(row < len(values)), values.type)]
        start = row + 1
    return pa.concat_arrays(parts)
