"""The places of provisions in time: which line of which zone holds when, and what is answered while none does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import msgspec

from ceasefire.agreements.clocks.calendar_time import BEGINNING, END, midnight
from ceasefire.agreements.context import Context, Tested, ZoneVersion
from ceasefire.agreements.language.exception_fields import ByArea
from ceasefire.agreements.language.fields import Belt, Place
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.law.codings import Contest
from ceasefire.agreements.scope.zone_index import ZoneIndex, ZoneShape
from ceasefire.agreements.three_valued import Reason, no, undetermined
from ceasefire.vocabulary.duty_words import ActKind


class ZonePeriod(NamedTuple):
    """A time in which a zone has one line, or none: the number of a zone shape, or else the answer in its stead.

    `first` and `last` are seconds since 1970 (UTC), `last` not included; `rests` are the statements of the line.
    """

    first: int
    last: int
    shape: int | None
    answer: Reason | None
    name: str
    rests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacePart:
    """One zone of a provision's place, in time."""

    zone: str
    outline: bool
    periods: tuple[ZonePeriod, ...]


@dataclass(frozen=True, slots=True)
class ProvisionPlace:
    """One place as a provision names it under one instrument; a part without any line is the answer in its stead."""

    place: Place
    parts: tuple[PlacePart | Reason, ...]


class _Ending(NamedTuple):
    """An act that ended the clause for a zone, on some day from `first` to `last`."""

    first: date
    last: date
    act: str


@dataclass(frozen=True, slots=True)
class _Line:
    """What of a zone is meant: all that lies within, a belt along its line, or the country that it goes round."""

    zone: str
    versions: tuple[ZoneVersion, ...]
    belt: Belt | None = None
    outline: bool = False
    contest: Contest | None = None


class ProvisionPlaces:
    """All places of some tested provisions of a context, each distinct one numbered once, over one index of all their lines.

    The same words under another instrument are another place: they may end on another day.
    """

    def __init__(self, context: Context, tested: Tested) -> None:
        self._context = context
        self._shapes: list[ZoneShape] = []
        self._shape_numbers: dict[tuple[str, int, str], int] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self.places: list[ProvisionPlace] = []
        for instrument, provision in tested:
            if instrument.id in context.contested.instruments:
                continue
            for place in (provision.place, *excepted_areas(provision)):
                if place is not None:
                    self._add(instrument, place)

    def number(self, instrument: Instrument, place: Place) -> int:
        """Return the number in `places` of a place that a tested provision of this instrument names."""
        return self._numbers[_key(instrument, place)]

    @cached_property
    def index(self) -> ZoneIndex:
        """The index of every line; its rasters are built when places are first asked for."""
        return ZoneIndex(self._shapes)

    def _add(self, instrument: Instrument, place: Place) -> None:
        key = _key(instrument, place)
        if key in self._numbers:
            return
        self._numbers[key] = len(self.places)
        self.places.append(ProvisionPlace(place, tuple(self._parts(instrument, place))))

    def _parts(self, instrument: Instrument, place: Place) -> Iterable[PlacePart | Reason]:
        for zone in sorted(set(place.zones)):
            yield self._part(instrument, zone)
        for belt in sorted(set(place.belts), key=repr):
            yield self._belt(instrument, belt)
        if place.everywhere is not None and place.everywhere.outline:
            yield self._part(instrument, place.everywhere.outline, outline=True)
        elif place.everywhere is not None:
            yield undetermined("the whole country; no outline of it is given", "geometry")
        if place.undrawn:
            yield undetermined(f"ground described in words only: {place.undrawn}", "geometry")

    def _belt(self, instrument: Instrument, belt: Belt) -> PlacePart | Reason:
        if belt.width_km is None:
            return undetermined(f"the belt along {belt.along}: its width is not told", "geometry")
        return self._part(instrument, belt.along, belt=belt)

    def _part(
        self, instrument: Instrument, zone: str, *, belt: Belt | None = None, outline: bool = False
    ) -> PlacePart | Reason:
        versions = self._context.zones.get(zone)
        if not versions:
            return undetermined(f"no version of the zone {zone} is recorded", "geometry")
        contest = self._context.contested.zones.get(zone)
        line, ending = _Line(zone, versions, belt, outline, contest), self._ending(instrument, zone)
        days = {d for v in versions if contest is None for d in (v.valid_from, v.valid_to) if d} | set(
            ending[:2] if ending else ()
        )
        cuts = sorted(midnight(d, instrument.time_zone) for d in days)
        spans = zip([BEGINNING, *cuts], [*cuts, END], strict=True)
        return PlacePart(zone, outline, tuple(self._period(instrument, line, ending, *span) for span in spans))

    def _ending(self, instrument: Instrument, zone: str) -> _Ending | None:
        for act in self._context.acts_on(instrument.id, ActKind.ENDING):
            if act.zone == zone and act.first:
                return _Ending(act.first, act.last or act.first, act.id)
        return None

    def _period(self, instrument: Instrument, line: _Line, ending: _Ending | None, first: int, last: int) -> ZonePeriod:
        ended = _ended(line.zone, ending, first, instrument.time_zone) if ending else None
        if ended is not None:
            return ZonePeriod(first, last, None, ended, line.zone)
        if line.contest is not None:
            words = f"the zone {line.zone} is {line.contest.words}"
            return ZonePeriod(first, last, None, undetermined(words, "coding", rests=line.contest.rests), line.zone)
        version = _holding(line.versions, first, instrument.time_zone)
        if version is None:
            words = _no_version(line, first, instrument.time_zone)
            none = undetermined(words, "geometry", rests=(v.statement for v in line.versions))
            return ZonePeriod(first, last, None, none, line.zone)
        name = f"{line.zone} (version {version.version})"
        if version.geometry is None:
            words = f"{name} is described only, its line is not drawn"
            return ZonePeriod(first, last, None, undetermined(words, "geometry", rests=[version.statement]), name)
        name = f"the belt of {line.belt.width_km:g} km along {name}" if line.belt else name
        return ZonePeriod(first, last, self._shape(version, line), None, name, (version.statement,))

    def _shape(self, version: ZoneVersion, line: _Line) -> int:
        assert version.geometry is not None
        key = (version.zone, version.version, f"{line.belt!r}{line.outline}")
        if key not in self._shape_numbers:
            self._shape_numbers[key] = len(self._shapes)
            self._shapes.append(ZoneShape(version.geometry, version.uncertainty_km, line.belt, line.outline))
        return self._shape_numbers[key]


def _key(instrument: Instrument, place: Place) -> tuple[str, str]:
    return instrument.id, msgspec.json.encode(place).decode()


def excepted_areas(provision: Provision) -> list[Place]:
    """Return the places that the provision's exceptions take out of it, where they name zones."""
    return [Place(zones=e.zones) for e in provision.exceptions if isinstance(e, ByArea) and e.zones]


def _ended(zone: str, ending: _Ending, second: int, time_zone: str) -> Reason | None:
    if second >= midnight(ending.last, time_zone):
        return no(f"a recorded act of {ending.first} ended it for {zone}", rests=[ending.act])
    if second >= midnight(ending.first, time_zone):
        return undetermined(f"{zone} was ended on a day not told exactly", "time", rests=[ending.act])
    return None


def _holding(versions: tuple[ZoneVersion, ...], second: int, time_zone: str) -> ZoneVersion | None:
    holds = [
        v
        for v in versions
        if midnight(v.valid_from, time_zone) <= second
        and (v.valid_to is None or second < midnight(v.valid_to, time_zone))
    ]
    return max(holds, key=lambda v: v.version, default=None)


def _no_version(line: _Line, second: int, time_zone: str) -> str:
    if second < midnight(min(v.valid_from for v in line.versions), time_zone):
        return f"{line.zone} has no version yet on that day"
    ends = [v.valid_to for v in line.versions if v.valid_to and midnight(v.valid_to, time_zone) <= second]
    return f"our line of {line.zone} ends on {max(ends)}; no recorded act ended the clause there" if ends else line.zone
