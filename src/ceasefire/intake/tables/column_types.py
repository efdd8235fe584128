"""Columns of whatever type as the values that a column of `reports` holds: one rule for files and for tables from Python.

A reading gives the values or raises one of `UNREAD` for those that it cannot read; which these are is found by `unread`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.vocabulary.calendar import DAY_SECONDS

UNREAD: Final = (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError)
"""What Arrow raises for a value that it cannot read."""

_ZONE: Final = r"(Z|[+-]\d\d(:?\d\d)?)$"
"""How an instant in text ends that tells its zone."""

_SECOND, _MICRO = pa.timestamp("s", "UTC"), pa.timestamp("us", "UTC")

_FURTHEST: Final = (2**31 - 1) * DAY_SECONDS
"""Seconds from 1970 to the last day that a column of days holds."""

Step = Callable[[pa.ChunkedArray], pa.ChunkedArray]


def _as_they_are(values: pa.ChunkedArray) -> pa.ChunkedArray:
    return values


class How(NamedTuple):
    """How a column is read: `cast` raises one of `UNREAD`, `told` before it never does and is not done again for single values."""

    cast: Step
    told: Step = _as_they_are

    def __call__(self, values: pa.ChunkedArray) -> pa.ChunkedArray:
        """Return what the values are; raises one of `UNREAD` where one cannot be read."""
        return self.cast(self.told(values))


class Reading(NamedTuple):
    """What values are wanted, in words, and how those of a column are read: None where nothing of its type is such a value."""

    what: str
    how: How | None


def reading(of: pa.DataType, house: pa.DataType) -> Reading:
    """Return how values of type `of`, which is no dictionary, are read for a column that has the type `house` in `reports`.

    Numbers come in the type they have or as real ones.
    """
    if pa.types.is_string(house):
        return Reading("text", _text(of))
    if pa.types.is_date(house):
        return Reading("day like 2018-03-21", _day(of))
    if pa.types.is_timestamp(house):
        return Reading("time like 2018-03-21T14:30:00Z", _instant(of))
    return Reading("number", _number(of))


def plain(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column with the values of a dictionary in their place, and views of text as text."""
    if pa.types.is_dictionary(values.type):
        values = values.cast(values.type.value_type)
    return values.cast(pa.string()) if pa.types.is_string_view(values.type) else values


def in_words(value: pa.Scalar) -> str:
    """Return a value in words, or where Python has none for it (a time in a zone that is none, a day of no calendar) its type."""
    try:
        return repr(value.as_py())
    except (ValueError, OverflowError, KeyError):
        return f"a {value.type}"


def unread(values: pa.ChunkedArray, how: How) -> pa.Array:
    """Return the distinct values that a reading cannot read."""
    distinct = values.unique()
    return distinct.take(pa.array(list(_unread(how.told(distinct), how.cast, 0)), pa.int64()))


def _unread(told: pa.Array, cast: Step, first: int) -> Iterator[int]:
    try:
        cast(told)
    except UNREAD:
        if len(told) == 1:
            yield first
            return
        half = len(told) // 2
        yield from _unread(told.slice(0, half), cast, first)
        yield from _unread(told.slice(half), cast, first + half)


def is_text(of: pa.DataType) -> bool:
    """Tell whether values of a type are text."""
    return bool(pa.types.is_string(of) or pa.types.is_large_string(of) or pa.types.is_string_view(of))


def _text(of: pa.DataType) -> How | None:
    if pa.types.is_nested(of) or pa.types.is_null(of) or isinstance(of, pa.BaseExtensionType):
        return None
    return How(lambda values: pc.cast(values, pa.string()))


def _number(of: pa.DataType) -> How | None:
    if pa.types.is_integer(of) or of in (pa.float32(), pa.float64()):
        return How(_as_they_are)
    if is_text(of):
        return How(_as_real, _trimmed)
    if pa.types.is_decimal(of) or pa.types.is_floating(of):
        return How(_as_real)
    return None


def _as_real(values: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.cast(values, pa.float64())


def _day(of: pa.DataType) -> How | None:
    """Days; a time with a zone is on the day that the clocks of its zone show, and so is one in text."""
    if is_text(of):
        return How(lambda values: pc.cast(values, pa.date32()), _day_of_text)
    if pa.types.is_timestamp(of):
        local = _as_they_are if of.tz is None else pc.local_timestamp
        return How(lambda values: _day_of_time(local(values)))
    if of == pa.date64():
        return How(lambda values: _day_of_time(pc.cast(values, pa.timestamp("ms"))))
    return How(_as_they_are) if of == pa.date32() else None


def _day_of_time(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """The days of times; one that lies further away than days are held, which would come out as another, is the last day of all."""
    seconds = pc.cast(pc.cast(values, pa.timestamp("s"), safe=False), pa.int64())
    last = pa.scalar(_FURTHEST // DAY_SECONDS, pa.int32()).cast(pa.date32())
    near = pc.and_(pc.greater(seconds, -_FURTHEST), pc.less(seconds, _FURTHEST))
    return pc.if_else(near, pc.cast(values, pa.date32(), safe=False), last)


def _day_of_text(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """The day at the beginning of a text, as Arrow reads days; 2018-2-30 is no day, and not the second of March."""
    days = pc.replace_substring_regex(_trimmed(values), r"^(\d{4}-\d{1,2}-\d{1,2})[T ].*$", r"\1")
    for short, full in ((r"^(\d{4})-(\d)-", r"\1-0\2-"), (r"^(\d{4}-\d\d)-(\d)$", r"\1-0\2")):
        days = pc.replace_substring_regex(days, short, full)
    return days


def _instant(of: pa.DataType) -> How | None:
    """Instants; one that tells no zone is in UTC."""
    if is_text(of):
        return How(lambda values: pc.cast(pc.cast(values, _MICRO), _SECOND, safe=False), _instant_of_text)
    return How(lambda values: pc.cast(values, _SECOND, safe=False)) if pa.types.is_timestamp(of) else None


def _instant_of_text(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """An instant as Arrow reads it; a day alone, which Arrow would take for its midnight, is none."""
    told = _trimmed(values)
    clock = pc.match_substring_regex(told, r"^\d{4}-\d\d-\d\d[T ]\d\d:")
    zone = pc.if_else(pc.match_substring_regex(told, _ZONE), "", "Z")
    return pc.if_else(clock, pc.binary_join_element_wise(told, zone, ""), "no time of day")


def _trimmed(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts without blanks around them; one that is empty tells nothing."""
    told = pc.utf8_trim_whitespace(pc.cast(values, pa.string()))
    return pc.if_else(pc.equal(told, ""), pa.scalar(None, pa.string()), told)
