"""The places of provisions in time: which line of which zone holds when, and what is answered while none does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

import msgspec

from ceasefire.agreements.clocks.calendar_time import BEGINNING, END, midnight
from ceasefire.agreements.context import Context, Tested, ZoneVersion
from ceasefire.agreements.language.exception_fields import ByArea
from ceasefire.agreements.language.fields import Belt, Everywhere, LineSide, Place
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.scope.places import zone_bounds
from ceasefire.agreements.scope.places.named_ground import Ground
from ceasefire.agreements.scope.places.zone_bounds import UNBOUNDED, Bounds
from ceasefire.agreements.scope.places.zone_index import ZoneIndex
from ceasefire.agreements.scope.places.zone_shapes import ZoneShape
from ceasefire.agreements.three_valued import Reason, State, no, undetermined
from ceasefire.vocabulary.duty_words import ActKind


class ZonePeriod(NamedTuple):
    """A time in which a zone has one line, or none: the number of a zone shape, or else the answer in its stead.

    `first` and `last` are seconds since 1970 (UTC), `last` not included; `rests` are the statements of the line; `bounds` say
    what surely lies outside, or inside, whatever the line; `lies_in` are zones in each of which the zone lies by the text.
    """

    first: int
    last: int
    shape: int | None
    answer: Reason | None
    name: str
    rests: tuple[str, ...] = ()
    bounds: Bounds = UNBOUNDED
    lies_in: "tuple[PlacePart, ...]" = ()


@dataclass(frozen=True, slots=True)
class PlacePart:
    """One zone of a provision's place, in time.

    `everywhere` is the country whose outline it is; `within` is an area that holds as well; `inside` is the zone in which
    an incident that lies there lies, and `near` says in words what being near its line is.
    """

    zone: str
    periods: tuple[ZonePeriod, ...]
    everywhere: Everywhere | None = None
    within: "PlacePart | None" = None
    inside: str | None = None
    near: str = "near the line of {}, within its uncertainty"


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
            yield self._part(instrument, Ground(zone))
        for belt in sorted(set(place.belts), key=repr):
            yield self._belt(instrument, belt)
        for side in sorted(set(place.sides), key=repr):
            yield self._side(instrument, side)
        if place.everywhere is not None:
            yield self._country(instrument, place.everywhere)
        if place.undrawn:
            yield undetermined(f"ground described in words only: {place.undrawn}", "geometry")

    def _country(self, instrument: Instrument, everywhere: Everywhere) -> PlacePart:
        if everywhere.outline and self._context.zones.get(everywhere.outline):
            return self._drawn(instrument, Ground(everywhere.outline, everywhere=everywhere))
        words = (
            f"no version of the zone {everywhere.outline} is recorded"
            if everywhere.outline
            else "the whole country; no outline of it is given"
        )
        bounds = Bounds("the country", country=everywhere.country)
        period = ZonePeriod(BEGINNING, END, None, undetermined(words, "geometry"), "", bounds=bounds)
        return PlacePart("", (period,), everywhere)

    def _belt(self, instrument: Instrument, belt: Belt) -> PlacePart | Reason:
        if belt.width_km is not None or not self._context.zones.get(belt.along):
            return self._part(instrument, Ground(belt.along, belt=belt))
        open_ = undetermined(f"the belt along {belt.along}: its width is not told", "geometry")
        versions = self._context.zones[belt.along]
        bounds = Bounds(belt.along, country=zone_bounds.names(v.country for v in versions), rests=_statements(versions))
        return PlacePart(belt.along, (ZonePeriod(BEGINNING, END, None, open_, belt.along, bounds=bounds),), None)

    def _side(self, instrument: Instrument, side: LineSide) -> PlacePart | Reason:
        ground = self._part(instrument, Ground(side.of, side=side.side))
        if side.within is None or isinstance(ground, Reason):
            return ground
        within = self._part(instrument, Ground(side.within))
        return within if isinstance(within, Reason) else replace(ground, within=within)

    def _part(self, instrument: Instrument, line: Ground) -> PlacePart | Reason:
        if not self._context.zones.get(line.zone):
            return undetermined(f"no version of the zone {line.zone} is recorded", "geometry")
        return self._drawn(instrument, line)

    def _drawn(self, instrument: Instrument, line: Ground, inner: tuple[str, ...] = ()) -> PlacePart:
        """Return a zone in time; one in which others lie (`inner`) is asked for its ground alone, ended for it or not."""
        contest = self._context.contested.zones.get(line.zone)
        line = replace(line, versions=self._context.zones[line.zone], contest=contest, inner=inner)
        ending = None if inner else self._ending(instrument, line.zone)
        days = {d for v in line.versions if contest is None for d in (v.valid_from, v.valid_to) if d} | set(
            ending[:2] if ending else ()
        )
        cuts = sorted(midnight(d, instrument.time_zone) for d in days)
        spans = zip([BEGINNING, *cuts], [*cuts, END], strict=True)
        periods = (self._period(instrument, line, ending, *span) for span in spans)
        inside = None if line.everywhere or line.side else line.zone
        return PlacePart(line.zone, tuple(periods), line.everywhere, inside=inside, near=line.edge)

    def _ending(self, instrument: Instrument, zone: str) -> _Ending | None:
        for act in self._context.acts_on(instrument.id, ActKind.ENDING):
            if act.zone == zone and act.first:
                return _Ending(act.first, act.last or act.first, act.id)
        return None

    def _period(
        self, instrument: Instrument, line: Ground, ending: _Ending | None, first: int, last: int
    ) -> ZonePeriod:
        ended = _ended(line.zone, ending, first, instrument.time_zone) if ending else None
        if ended is not None and ended.state is State.NO:
            return ZonePeriod(first, last, None, ended, line.zone)
        if line.contest is not None:
            words = f"the zone {line.zone} is {line.contest.words}"
            open_ = ended or undetermined(words, "coding", rests=line.contest.rests)
            return ZonePeriod(first, last, None, open_, line.zone)
        version = _holding(line.versions, first, instrument.time_zone)
        holding = line.versions if version is None else (version,)
        bounds, lies_in = self._bounds(line, holding), self._lies_in(instrument, line, holding)
        if version is None:
            words = _no_version(line, first, instrument.time_zone)
            none = undetermined(words, "geometry", rests=(v.statement for v in line.versions))
            return ZonePeriod(first, last, None, ended or none, line.zone, bounds=bounds, lies_in=lies_in)
        bounds = bounds if ended is not None else self._with_whole(line, version, bounds)
        name = f"{line.zone} (version {version.version})"
        if ended is not None or version.geometry is None:
            words = f"{name} is described only, its line is not drawn"
            answer = ended or undetermined(words, "geometry", rests=[version.statement])
            return ZonePeriod(first, last, None, answer, name, bounds=bounds, lies_in=lies_in)
        if unfit := line.unfit(version):
            answer = undetermined(unfit, "geometry", rests=[version.statement])
            return ZonePeriod(first, last, None, answer, name)
        shape, rests = self._shape(version, line), (version.statement,)
        return ZonePeriod(first, last, shape, None, line.name(version), rests, bounds._replace(drawn=True), lies_in)

    def _with_whole(self, line: Ground, version: ZoneVersion, bounds: Bounds) -> Bounds:
        """Return bounds with the units that a version holds whole: a belt of it, or a country's outline, holds none."""
        return bounds._replace(whole=version.admin1_whole) if line.is_zone else bounds

    def _lies_in(
        self, instrument: Instrument, line: Ground, versions: tuple[ZoneVersion, ...]
    ) -> tuple[PlacePart, ...]:
        """Return the zones in each of which what is meant lies by all of these versions; zones that lie in each other end there."""
        if not line.whole or line.everywhere is not None:
            return ()
        within = (*line.inner, line.zone)
        named = (z for z in zone_bounds.common(v.lies_in for v in versions) if z not in within)
        return tuple(self._drawn(instrument, Ground(z), within) for z in named if self._context.zones.get(z))

    def _bounds(self, line: Ground, versions: tuple[ZoneVersion, ...]) -> Bounds:
        """Return how far what is meant reaches at most by these versions: a belt beyond a zone only by its outer line."""
        if line.side is not None:
            return UNBOUNDED
        if not line.whole:
            return Bounds(line.zone, hull=self._hull(line, versions), rests=_statements(versions))
        country = zone_bounds.names(v.country for v in versions)
        return Bounds(
            zone=line.zone,
            admin1=zone_bounds.names(v.admin1 for v in versions),
            country=country + (line.everywhere.country if line.everywhere else ()),
            hull=self._hull(line, versions),
            lines=tuple(self._shape(v, line) for v in line.versions if v.geometry is not None and not line.unfit(v)),
            rests=_statements(versions),
        )

    def _hull(self, line: Ground, versions: tuple[ZoneVersion, ...]) -> int | None:
        if any(version.hull is None for version in versions):
            return None
        width = 0.0 if line.belt is None or line.whole else line.belt.width_km_most or line.belt.width_km or 0.0
        key = (line.zone, versions[0].version if len(versions) == 1 else -1, f"hull {width:g}")
        return self._added(key, lambda: ZoneShape(zone_bounds.hull(versions), width))

    def _shape(self, version: ZoneVersion, line: Ground) -> int:
        assert version.geometry is not None
        geometry, outline = version.geometry, line.everywhere is not None
        key = (version.zone, version.version, f"{line.belt!r}{outline}{line.side}")
        return self._added(key, lambda: ZoneShape(geometry, version.uncertainty_km, line.belt, outline, line.side))

    def _added(self, key: tuple[str, int, str], make: Callable[[], ZoneShape]) -> int:
        if key not in self._shape_numbers:
            self._shape_numbers[key] = len(self._shapes)
            self._shapes.append(make())
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


def _statements(versions: Iterable[ZoneVersion]) -> tuple[str, ...]:
    return tuple(v.statement for v in versions if v.statement)


def _no_version(line: Ground, second: int, time_zone: str) -> str:
    if second < midnight(min(v.valid_from for v in line.versions), time_zone):
        return f"{line.zone} has no version yet on that day"
    ends = [v.valid_to for v in line.versions if v.valid_to and midnight(v.valid_to, time_zone) <= second]
    return f"our line of {line.zone} ends on {max(ends)}; no recorded act ended the clause there" if ends else line.zone
