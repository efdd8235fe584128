"""Reports as a caller gave them, brought to the columns and types of the table `reports`.

What cannot be read as the kind of value that its column holds is refused with column, report and value. Whether a value that
can be read can be used is asked afterwards (`usable`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.intake.tables.column_names import as_reports
from ceasefire.linkage.features.usable import Slips, shortened, usable
from ceasefire.vocabulary import schema

_UNREAD: Final = (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError)
"""What Arrow raises for a value that it cannot read."""

_ZONE: Final = r"(Z|[+-]\d\d(:?\d\d)?)$"
"""How an instant in text ends that tells its zone."""


class Given(NamedTuple):
    """Reports in the house's columns and types, with what cannot be used taken out, and what was."""

    table: pa.Table
    slips: Slips


def given(reports: pa.Table) -> Given:
    """Return the reports in the types of the house, what cannot be used taken out and told in `slips`.

    Raises ValueError for a table without ids or days, and for a value that cannot be read, naming column, report and value.
    """
    if not isinstance(reports, pa.Table):
        raise ValueError(f"reports: a table of pyarrow is wanted, not {type(reports).__name__}")
    known = schema("reports")
    twice = sorted({name for name in reports.column_names if reports.column_names.count(name) > 1})
    if twice:
        raise ValueError(f"reports: column {twice[0]} is there more than once")
    try:
        reports = as_reports(reports)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise ValueError(f"reports: the column of ids cannot be read as text: {error}") from None
    for at, name in enumerate(reports.column_names):
        if name in known.names and reports.schema.field(at).type != known.field(name).type:
            column = _Column(name, reports[name], reports["report_id"])
            reports = reports.set_column(at, name, _READ[_kind(known.field(name).type)](column))
    return Given(*usable(reports))


class _Column(NamedTuple):
    """A column of some type, its name, and the ids of its rows."""

    name: str
    values: pa.ChunkedArray
    ids: pa.ChunkedArray

    def refused(self, row: int, what: str) -> ValueError:
        """The error for the value of one row, which is no `what`."""
        of = "" if self.name == "report_id" else f" of report {_shown(self.ids[row])}"
        return ValueError(
            f"reports: {self.name}{of} in row {row + 1} is {_shown(self.values[row])}, which is no {what}"
        )

    def plain(self) -> _Column:
        """The same with the values of a dictionary in their place."""
        if pa.types.is_dictionary(self.values.type):
            return self._replace(values=self.values.cast(self.values.type.value_type))
        return self

    def read(self, how: Callable[[pa.ChunkedArray], pa.ChunkedArray], what: str) -> pa.ChunkedArray:
        """The values as `how` reads them; raises ValueError with the first that it cannot read."""
        try:
            return how(self.values)
        except _UNREAD:
            raise self.refused(self._first_unread(how), what) from None

    def _first_unread(self, how: Callable[[pa.ChunkedArray], pa.ChunkedArray]) -> int:
        low, high = 0, len(self.values)
        while high - low > 1:
            middle = (low + high) // 2
            try:
                how(self.values.slice(low, middle - low))
                low = middle
            except _UNREAD:
                high = middle
        return low

    def none_of(self, what: str) -> pa.ChunkedArray:
        """Nulls where nothing is told; raises ValueError with the first value that is."""
        told = pc.index(pc.is_valid(self.values), True).as_py()
        if told >= 0:
            raise self.refused(told, what)
        return pa.chunked_array([pa.nulls(len(self.values), schema("reports").field(self.name).type)])


def _shown(value: pa.Scalar) -> str:
    """A value in words, or where Python has none for it (a time in a zone that is none, a day of no calendar) its type."""
    try:
        return shortened(repr(value.as_py()))
    except (ValueError, OverflowError, KeyError):
        return f"a {value.type}"


def _kind(of: pa.DataType) -> str:
    if pa.types.is_string(of):
        return "text"
    if pa.types.is_date(of):
        return "day"
    return "instant" if pa.types.is_timestamp(of) else "number"


def _is_text(of: pa.DataType) -> bool:
    return bool(pa.types.is_string(of) or pa.types.is_large_string(of) or pa.types.is_string_view(of))


def _text(column: _Column) -> pa.ChunkedArray:
    column, what = column.plain(), "text"
    of = column.values.type
    if pa.types.is_nested(of) or pa.types.is_null(of) or isinstance(of, pa.BaseExtensionType):
        return column.none_of(what)
    return column.read(lambda values: pc.cast(values, pa.string()), what)


def _number(column: _Column) -> pa.ChunkedArray:
    column, what = column.plain(), "number"
    of = column.values.type
    if pa.types.is_integer(of) or of in (pa.float32(), pa.float64()):
        return column.values
    if _is_text(of):
        return column.read(lambda values: pc.cast(_trimmed(values), pa.float64()), what)
    if pa.types.is_decimal(of) or pa.types.is_floating(of):
        return column.read(lambda values: pc.cast(values, pa.float64()), what)
    return column.none_of(what)


def _day(column: _Column) -> pa.ChunkedArray:
    """Days; a time with a zone is on the day that the clocks of its zone show, and so is one in text."""
    column, what = column.plain(), "day like 2018-03-21"
    of = column.values.type
    if _is_text(of):
        return column.read(_day_of_text, what)
    if pa.types.is_timestamp(of):
        local = (lambda values: values) if of.tz is None else pc.local_timestamp
        return column.read(lambda values: _day_of_time(local(values)), what)
    if of == pa.date64():
        return _day_of_time(pc.cast(column.values, pa.timestamp("ms")))
    return column.values if of == pa.date32() else column.none_of(what)


_FURTHEST: Final = (2**31 - 1) * 86_400
"""Seconds from 1970 to the last day that a column of days holds."""


def _day_of_time(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """The days of times; one that lies further away than days are held, which would come out as another, is the last day of all."""
    seconds = pc.cast(pc.cast(values, pa.timestamp("s"), safe=False), pa.int64())
    last = pa.scalar(_FURTHEST // 86_400, pa.int32()).cast(pa.date32())
    near = pc.and_(pc.greater(seconds, -_FURTHEST), pc.less(seconds, _FURTHEST))
    return pc.if_else(near, pc.cast(values, pa.date32(), safe=False), last)


def _day_of_text(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Read a day from the beginning of a text; 2018-2-30 is no day, and not the second of March."""
    days = pc.replace_substring_regex(_trimmed(values), r"^(\d{4}-\d{1,2}-\d{1,2})[T ].*$", r"\1")
    for short, full in ((r"^(\d{4})-(\d)-", r"\1-0\2-"), (r"^(\d{4}-\d\d)-(\d)$", r"\1-0\2")):
        days = pc.replace_substring_regex(days, short, full)
    return pc.cast(days, pa.date32())


def _instant(column: _Column) -> pa.ChunkedArray:
    """Instants; one that tells no zone is in UTC."""
    column, what = column.plain(), "time like 2018-03-21T14:30:00Z"
    of = column.values.type
    if _is_text(of):
        return column.read(_instant_of_text, what)
    if pa.types.is_timestamp(of):
        return pc.cast(column.values, _SECOND, safe=False)
    return column.none_of(what)


_SECOND: Final = pa.timestamp("s", "UTC")


def _instant_of_text(values: pa.ChunkedArray) -> pa.ChunkedArray:
    told = _trimmed(values)
    zoned = pc.match_substring_regex(told, _ZONE)
    clock = pc.match_substring_regex(told, r"^\d{4}-\d\d-\d\d[T ]\d\d:")
    if not pc.all(pc.fill_null(clock, True)).as_py():
        raise pa.ArrowInvalid("a day alone")
    told = pc.if_else(zoned, told, pc.binary_join_element_wise(told, "Z", ""))
    return pc.cast(pc.cast(told, pa.timestamp("us", "UTC")), _SECOND, safe=False)


def _trimmed(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts without blanks around them; one that is empty tells nothing."""
    told = pc.utf8_trim_whitespace(pc.cast(values, pa.string()))
    return pc.if_else(pc.equal(told, ""), pa.scalar(None, pa.string()), told)


_READ: Final[dict[str, Callable[[_Column], pa.ChunkedArray]]] = {
    "text": _text,
    "number": _number,
    "day": _day,
    "instant": _instant,
}
