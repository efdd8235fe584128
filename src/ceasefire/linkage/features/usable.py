"""What of a report's numbers and days can be used: what cannot counts as not told, in links and in incidents alike.

Each rule looks at one report alone, so it gives the same in every shard and in whatever order reports come.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features.event_families import FAMILY, as_code
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.calendar import DAY_SECONDS
from ceasefire.vocabulary.one_array import one_array
from ceasefire.vocabulary.wording import plural

_MOST: Final = np.iinfo(np.int32).max

_WHOLE: Final = {
    **dict.fromkeys(("killed_low", "killed_high", "injured_low", "injured_high"), (0, _MOST)),
    **dict.fromkeys(("killed_civilians", "killed_children"), (0, _MOST)),
    **dict.fromkeys(("place_precision", "origin_precision"), (0, 7)),
    "date_precision": (0, 5),
}
"""Least and most of the columns of whole numbers: persons, and codes of precision of UCDP GED, 0 for not stated."""

_REAL: Final = dict.fromkeys(("radius_km", "origin_radius_km"), (0.0, 1e6))
"""The same for columns of kilometres."""

MOST_LAT: Final = 90.0
MOST_LON: Final = 360.0
"""Degrees beyond which a number is no latitude, and no longitude: 190 east is 170 west."""

_AT_ZERO: Final = (
    "stands at latitude 0, longitude 0, and was counted as without a point",
    "stand at latitude 0, longitude 0, and were counted as without a point",
)
"""Such a point lies in the sea, and stands where a table has numbers for what is missing."""

_NO_CODE: Final = (
    "tells a type that is no code of event types, so no other type speaks plainly against it",
    "tell types that are no codes of event types, so no other type speaks plainly against them",
)

_DAYS: Final = ("date_start", "date_end", "utc_start", "published")
"""Columns of which any tells a report's day."""

_POINTS: Final = (("lat", "lon"), ("origin_lat", "origin_lon"))

_FIRST_DAY, _LAST_DAY = -719_162, 2_932_896
"""Days since 1970-01-01 of the first day of year 1 and the last of year 9999: others have no name in a calendar of four digits."""

_TIMES: Final = {
    **dict.fromkeys(("date_start", "date_end", "published"), (_FIRST_DAY, _LAST_DAY)),
    **dict.fromkeys(("utc_start", "utc_end"), (_FIRST_DAY * DAY_SECONDS, (_LAST_DAY + 1) * DAY_SECONDS - 1)),
}

WINDOWS: Final = (("date_start", "date_end"), ("utc_start", "utc_end"))
"""Columns of the first and the last day, and instant, of a report."""

_BOUNDS: Final = (("killed_low", "killed_high"), ("injured_low", "injured_high"))

SHOWN: Final = 3
"""Reports that a note names; it counts the others."""

LONGEST: Final = 60
"""Characters of an id or a value that a message shows."""


class Slip(NamedTuple):
    """What cannot be used of some reports: in words of one and of several, how many, and the first by id with what they tell."""

    words: tuple[str, str]
    number: int
    first: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        shown = ", ".join(f"{shortened(name)} ({shortened(told)})" for name, told in self.first)
        more = f" and {self.number - len(self.first):,} more" if self.number > len(self.first) else ""
        return f"{plural(self.number, 'report')} {self.words[self.number != 1]}: {shown}{more}"


Slips = tuple[Slip, ...]


def usable(reports: pa.Table) -> tuple[pa.Table, Slips]:
    """Return the reports with null for what cannot be used, numbers in the types of the house, and what was taken out.

    Columns are those of `reports`, numbers of any type. Of a window that ends before it starts the start stands, of a toll whose
    upper bound lies below the lower one the lower, and of a point either both numbers or none.
    """
    found = _Found(reports, [])
    for name in reports.column_names:
        if name in _WHOLE or name in _REAL:
            found.bounded(name, *(_WHOLE.get(name) or _REAL[name]))
        elif name in _TIMES and not pa.types.is_null(reports[name].type):
            found.timely(name, *_TIMES[name])
    for lat, lon in _POINTS:
        found.point(lat, lon)
    for start, end in WINDOWS:
        found.ordered(start, end, "before")
    for low, high in _BOUNDS:
        found.ordered(low, high, "below")
    found.coded("event_type", FAMILY, as_code)
    return found.table, tuple(sorted(found.slips))


def dateless(reports: pa.Table) -> pa.Array:
    """Mark (bool [n]) the reports that tell no day at all, neither of what happened nor of publication."""
    none = pa.array(np.ones(len(reports), bool))
    for name in _DAYS:
        if name in reports.column_names:
            none = pc.and_(none, one_array(pc.is_null(reports[name])))
    return none


def joined(one: Slips, other: Slips) -> Slips:
    """Return the slips of two tables as those of both together."""
    by_words = {slip.words: slip for slip in one}
    for slip in other:
        before = by_words.get(slip.words)
        first = sorted((*(before.first if before else ()), *slip.first))[:SHOWN]
        by_words[slip.words] = Slip(slip.words, slip.number + (before.number if before else 0), tuple(first))
    return tuple(sorted(by_words.values()))


class _Found:
    """The reports as far as they were looked at, and what was taken out of them."""

    def __init__(self, table: pa.Table, slips: list[Slip]) -> None:
        self.table, self.slips = table, slips

    def bounded(self, name: str, least: float, most: float) -> None:
        """Keep of a column of numbers those from `least` to `most`, whole ones alone where these are whole."""
        column, house = self.table[name], schema("reports").field(name).type
        number = column if column.type == house else pc.cast(column, pa.float64(), safe=False)
        ok = pc.and_(pc.greater_equal(number, least), pc.less_equal(number, most))
        if pa.types.is_integer(house) and not pa.types.is_integer(number.type):
            ok = pc.and_(ok, pc.equal(pc.floor(number), number))
        self._out(_tells(f"{name} that cannot be used"), _not(ok), name)
        if column.type != house:
            self._put(name, pc.cast(self.table[name], house))

    def timely(self, name: str, least: int, most: int) -> None:
        """Keep of a column of days or instants those of the years 1 to 9999."""
        column = self.table[name]
        number = pc.cast(column, pa.int32() if pa.types.is_date(column.type) else pa.int64())
        ok = pc.and_(pc.greater_equal(number, least), pc.less_equal(number, most))
        self._out(_tells(f"{name} that cannot be used"), _not(ok), name, pc.cast(number, pa.string()))

    def point(self, lat: str, lon: str) -> None:
        """Keep both numbers of a point or none."""
        if lat not in self.table.column_names and lon not in self.table.column_names:
            return
        for name in (lat, lon):
            if name not in self.table.column_names:
                self.table = self.table.append_column(name, pa.nulls(len(self.table), pa.float64()))
            self._put(name, pc.cast(self.table[name], pa.float64(), safe=False))
        north, east = self.table[lat], self.table[lon]
        told = pc.or_(pc.is_valid(north), pc.is_valid(east))
        ok = pc.and_(pc.less_equal(pc.abs(north), MOST_LAT), pc.less_equal(pc.abs(east), MOST_LON))
        zero = pc.fill_null(pc.and_(pc.equal(north, 0), pc.equal(east, 0)), False)
        shown = pc.binary_join_element_wise(
            *(pc.fill_null(pc.cast(x, pa.string()), "none") for x in (north, east)), ", "
        )
        self._out(_tells(f"{lat} or {lon} that is no point"), pc.and_(told, _not(ok, True)), (lat, lon), shown)
        self._out(_AT_ZERO, zero, (lat, lon), shown)

    def ordered(self, low: str, high: str, where: str) -> None:
        """Take out an upper end that lies under the lower one."""
        if low in self.table.column_names and high in self.table.column_names:
            bad = pc.fill_null(pc.less(self.table[high], self.table[low]), False)
            self._out(_tells(f"{high} {where} its {low}", f"{high} {where} their {low}"), bad, high)

    def coded(self, name: str, codes: Collection[str], code: Callable[[str], str]) -> None:
        """Say which reports tell what is none of these codes, as `code` reads it; it stays."""
        if name not in self.table.column_names or not pa.types.is_string(self.table[name].type):
            return
        told = pc.unique(self.table[name]).drop_null()
        no_codes = [one for one in told.to_pylist() if code(one) not in codes and one.strip()]
        other = pc.and_(
            pc.is_valid(self.table[name]), pc.is_in(self.table[name], value_set=pa.array(no_codes, told.type))
        )
        if pc.any(other).as_py():
            self._say(_NO_CODE, other, self.table[name])

    def _put(self, name: str, column: pa.ChunkedArray) -> None:
        self.table = self.table.set_column(self.table.column_names.index(name), name, column)

    def _out(
        self,
        words: tuple[str, str],
        bad: pa.ChunkedArray,
        names: str | tuple[str, str],
        shown: pa.ChunkedArray | None = None,
    ) -> None:
        """Take what is marked out of these columns, and keep what was there in words."""
        if not pc.any(bad).as_py():
            return
        of = (names,) if isinstance(names, str) else names
        self._say(words, bad, self.table[of[0]] if shown is None else shown)
        for name in of:
            column = self.table[name]
            self._put(name, pc.if_else(bad, pa.scalar(None, column.type), column))

    def _say(self, words: tuple[str, str], mask: pa.ChunkedArray, shown: pa.ChunkedArray) -> None:
        """Say in words what is so of the reports marked, with what they tell."""
        ids, values = (pc.cast(column, pa.string()) for column in (self.table["report_id"], shown))
        told = pa.table({"id": ids, "told": values}).filter(mask)
        first = told.take(pc.select_k_unstable(told, k=SHOWN, sort_keys=[("id", "ascending")]))
        pairs = zip(first["id"].to_pylist(), first["told"].to_pylist(), strict=True)
        self.slips.append(Slip(words, len(told), tuple((str(name), str(value)) for name, value in pairs)))


def _tells(what: str, of_several: str = "") -> tuple[str, str]:
    return f"tells a {what}, which counts as not told", f"tell a {of_several or what}, which counts as not told"


def _not(ok: pa.ChunkedArray, otherwise: bool = False) -> pa.ChunkedArray:
    """What is not `ok`; `otherwise` where that cannot be said, for a value is null."""
    return pc.fill_null(pc.invert(ok), otherwise)


def shortened(text: str) -> str:
    """Return an id or a value as a message shows it: its beginning where it is long."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
