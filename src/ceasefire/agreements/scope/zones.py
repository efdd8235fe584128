"""The element "where" of each provision: its place as pieces of ground in time, with the reason for every answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ceasefire.agreements.clocks.calendar_time import BEGINNING, END, midnight
from ceasefire.agreements.context import Context, ZoneVersion
from ceasefire.agreements.language.fields import Belt, Place
from ceasefire.agreements.language.model import Instrument
from ceasefire.agreements.scope.zone_index import TOO_WIDE, Ground, Grounds, Touched, rungs
from ceasefire.agreements.three_valued import Codes, Reason, Reasons, State, no, undetermined, yes
from ceasefire.vocabulary.codes import ActKind


@dataclass(frozen=True, slots=True)
class Spot:
    """The places and times of one batch of incidents, as columns."""

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    rung: NDArray[np.int8]
    admin1: NDArray[np.int32]
    """Number of the first-level unit in `units`, -1 where none is told."""
    units: tuple[str, ...]
    start: NDArray[np.int64]
    end: NDArray[np.int64]

    @classmethod
    def of(
        cls, lat: Any, lon: Any, radius: Any, precision: Any, admin1: Any, units: Iterable[str], start: Any, end: Any
    ) -> "Spot":
        return cls(lat, lon, rungs(lat, lon, radius, precision), admin1, tuple(units), start, end)


class Spell(NamedTuple):
    """A time in which a zone has one line, or none: a ground number, or else the answer that stands instead."""

    first: int
    last: int
    ground: int | None
    answer: Reason | None
    name: str
    rests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One zone of a provision's place, in time."""

    zone: str
    outline: bool
    spells: tuple[Spell, ...]


class Places:
    """All the ground of a context, numbered once, and the answers for every provision's place."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.grounds: list[Ground] = []
        self._numbers: dict[tuple[str, int, str], int] = {}
        self.pieces: dict[tuple[str, str], list[Piece | Reason]] = {}
        for instrument, provision in context.tested:
            for place in (provision.place, *_areas(provision)):
                if place is not None:
                    self.pieces.setdefault(key(instrument, place), self._pieces(instrument, place))

    @cached_property
    def _all(self) -> Grounds:
        return Grounds(self.grounds)

    def touched(self, spot: Spot) -> Touched:
        """Return which incidents of the batch touch which ground."""
        return self._all.touched(spot.lat, spot.lon, spot.rung)

    def _pieces(self, instrument: Instrument, place: Place) -> list[Piece | Reason]:
        found: list[Piece | Reason] = [self._piece(instrument, z, None, False) for z in sorted(set(place.zones))]
        found += [self._belt(instrument, b) for b in sorted(set(place.belts), key=repr)]
        if place.everywhere is not None and place.everywhere.outline:
            found.append(self._piece(instrument, place.everywhere.outline, None, True))
        elif place.everywhere is not None:
            found.append(undetermined("the whole country; no outline of it is given", "geometry"))
        if place.undrawn:
            found.append(undetermined(f"ground described in words only: {place.undrawn}", "geometry"))
        return found

    def _belt(self, instrument: Instrument, belt: Belt) -> Piece | Reason:
        if belt.width_km is None:
            return undetermined(f"the belt along {belt.along}: its width is not told", "geometry")
        return self._piece(instrument, belt.along, belt, False)

    def _piece(self, instrument: Instrument, zone: str, belt: Belt | None, outline: bool) -> Piece | Reason:
        versions = self.context.zones.get(zone)
        if not versions:
            return undetermined(f"no version of the zone {zone} is recorded", "geometry")
        cuts = self._cuts(instrument, zone, versions)
        spells = tuple(
            self._spell(instrument, zone, versions, belt, outline, first, last)
            for first, last in zip([BEGINNING, *cuts], [*cuts, END], strict=True)
        )
        return Piece(zone, outline, spells)

    def _cuts(self, instrument: Instrument, zone: str, versions: tuple[ZoneVersion, ...]) -> list[int]:
        days = {d for v in versions for d in (v.valid_from, v.valid_to) if d}
        days |= set(self._ended(instrument, zone)[:2])
        return sorted(midnight(d, instrument.time_zone) for d in days)

    def _ended(self, instrument: Instrument, zone: str) -> list[Any]:
        """Return first and last day of the act that ended the clause for this zone, and its id, if one is recorded."""
        for act in self.context.acts_on(instrument.id, ActKind.ENDING):
            if act.zone == zone and act.first:
                return [act.first, act.last or act.first, act.id]
        return []

    def _spell(
        self,
        instrument: Instrument,
        zone: str,
        versions: tuple[ZoneVersion, ...],
        belt: Belt | None,
        outline: bool,
        first: int,
        last: int,
    ) -> Spell:
        ended = self._ended(instrument, zone)
        if ended and first >= midnight(ended[1], instrument.time_zone):
            return Spell(
                first, last, None, no(f"a recorded act of {ended[0]} ended it for {zone}", rests=[ended[2]]), zone
            )
        if ended and first >= midnight(ended[0], instrument.time_zone):
            unsure = undetermined(f"{zone} was ended on a day not told exactly", "time", rests=[ended[2]])
            return Spell(first, last, None, unsure, zone)
        version = _holding(versions, first, instrument.time_zone)
        if version is None:
            words = _no_version(zone, versions, first, instrument)
            none = undetermined(words, "geometry", rests=(v.statement for v in versions))
            return Spell(first, last, None, none, zone)
        name = f"{zone} (version {version.version})"
        if version.geometry is None:
            undrawn = undetermined(
                f"{name} is described only, its line is not drawn", "geometry", rests=[version.statement]
            )
            return Spell(first, last, None, undrawn, name)
        number = self._number(version, belt, outline)
        return Spell(first, last, number, None, f"{_belt_name(belt)}{name}", (version.statement,))

    def _number(self, version: ZoneVersion, belt: Belt | None, outline: bool) -> int:
        assert version.geometry is not None
        known = (version.zone, version.version, f"{belt!r}{outline}")
        if known not in self._numbers:
            self._numbers[known] = len(self.grounds)
            self.grounds.append(Ground(version.geometry, version.uncertainty_km, belt, outline))
        return self._numbers[known]


def key(instrument: Instrument, place: Place) -> tuple[str, str]:
    """Return what names a place in time: the same words under another instrument may end on another day."""
    return instrument.id, place.model_dump_json()


def _areas(provision: Any) -> list[Place]:
    return [area_place(e.zones) for e in provision.exceptions if e.kind == "area" and e.zones]


def area_place(zones: tuple[str, ...]) -> Place:
    return Place(zones=zones)


def _belt_name(belt: Belt | None) -> str:
    return f"the belt of {belt.width_km:g} km along " if belt else ""


def _holding(versions: tuple[ZoneVersion, ...], second: int, zone: str) -> ZoneVersion | None:
    holds = [
        v
        for v in versions
        if midnight(v.valid_from, zone) <= second and (v.valid_to is None or second < midnight(v.valid_to, zone))
    ]
    return max(holds, key=lambda v: v.version, default=None)


def _no_version(zone: str, versions: tuple[ZoneVersion, ...], second: int, instrument: Instrument) -> str:
    if second < midnight(min(v.valid_from for v in versions), instrument.time_zone):
        return f"{zone} has no version yet on that day"
    ends = [v.valid_to for v in versions if v.valid_to and midnight(v.valid_to, instrument.time_zone) <= second]
    return f"our line of {zone} ends on {max(ends)}; no recorded act ended the clause there" if ends else zone


_CLOSE: Final = 3
"""Rank of an open answer that rests on a drawn line; between State.UNDETERMINED and State.YES."""


class Where:
    """The answers for one place over one batch: a reason code for each incident.

    Only incidents that touch a piece of ground, or fall into a time in which it has no line, are looked at; for all
    others the answer is no.
    """

    def __init__(self, places: Places, reasons: Reasons, spot: Spot) -> None:
        self.places, self.reasons, self.spot = places, reasons, spot
        self.touched = places.touched(spot)
        self.end = np.maximum(spot.end, spot.start + 1)
        self._done: dict[tuple[str, str], Codes] = {}
        self._undrawn: dict[tuple[tuple[int, int], ...], NDArray[np.int64]] = {}

    def codes(self, instrument: Instrument, place: Place | None) -> Codes:
        """Return the reason codes of "is the incident on this provision's ground"."""
        if place is None:
            return np.full(len(self.spot.lat), self.reasons.code(yes("the provision is bound to no place")), np.int32)
        name = key(instrument, place)
        if name not in self._done:
            self._done[name] = self._any(place, self.places.pieces[name])
        return self._done[name]

    def _any(self, place: Place, pieces: list[Piece | Reason]) -> Codes:
        best = np.full(len(self.spot.lat), State.NO, np.int8)
        codes = np.full(len(best), self.reasons.code(no("outside its ground")), np.int32)
        for piece in pieces:
            if isinstance(piece, Reason):
                open_ = best < piece.state
                best[open_], codes[open_] = piece.state, self.reasons.code(piece)
            else:
                self._lay(best, codes, piece)
        if place.everywhere is not None and place.everywhere.admin1:
            self._by_unit(best, codes, {u.casefold() for u in place.everywhere.admin1})
        return codes

    def _by_unit(self, best: NDArray[np.int8], codes: Codes, units: set[str]) -> None:
        for i, unit in enumerate(self.spot.units):
            if unit.casefold() in units:
                there = self.spot.admin1 == i
                sure, off = there & (best > State.NO) & (best < State.YES), there & (best == State.NO)
                best[sure], best[off] = State.YES, State.UNDETERMINED
                codes[sure] = self.reasons.code(yes(f"in {unit}, as the reports tell"))
                codes[off] = self.reasons.code(
                    undetermined(f"the point lies outside, the unit told ({unit}) inside", "place")
                )

    def _lay(self, best: NDArray[np.int8], codes: Codes, piece: Piece) -> None:
        """Lay one piece over the answers so far: a yes goes before an open answer, that before a no.

        Of open answers one that rests on a drawn line close by goes before one that has no line at all.
        """
        some = self._concerned(piece)
        rank, code = self._one(piece, some)
        better = rank > best[some]
        best[some[better]] = rank[better]
        codes[some[better]] = code[better]

    def _concerned(self, piece: Piece) -> NDArray[np.int64]:
        undrawn = tuple((s.first, s.last) for s in piece.spells if s.ground is None)
        if undrawn not in self._undrawn:
            mask = np.zeros(len(self.spot.lat), bool)
            for first, last in undrawn:
                mask |= (self.spot.start < last) & (self.end > first)
            self._undrawn[undrawn] = np.flatnonzero(mask)
        parts = [self.touched.points(s.ground) for s in piece.spells if s.ground is not None]
        mask = np.zeros(len(self.spot.lat), bool)
        for part in (self._undrawn[undrawn], *parts):
            mask[part] = True
        return np.flatnonzero(mask)

    def _one(self, piece: Piece, some: NDArray[np.int64]) -> tuple[NDArray[np.int8], Codes]:
        bits, codes = np.zeros(len(some), np.int8), np.zeros(len(some), np.int32)
        close = np.zeros(len(some), bool)
        start, end, rung = self.spot.start[some], self.end[some], self.spot.rung[some]
        for spell in piece.spells:
            during = (start < spell.last) & (end > spell.first)
            if during.any():
                state, code = self._spell(piece, spell, some[during], rung[during])
                bits[during] |= state
                codes[during] = code
                close[during] = spell.ground is not None
        mixed = (bits & (bits - 1)) != 0
        codes[mixed] = self.reasons.code(
            undetermined(f"the report's time straddles two versions of {piece.zone}", "time")
        )
        bits[mixed] = State.UNDETERMINED
        bits[close & ~mixed & (bits == State.UNDETERMINED)] = _CLOSE
        return bits, codes

    def _spell(
        self, piece: Piece, spell: Spell, some: NDArray[np.int64], rung: NDArray[np.int8]
    ) -> tuple[NDArray[np.int8], Codes]:
        if spell.ground is None:
            assert spell.answer is not None
            return np.full(len(some), spell.answer.state, np.int8), np.full(
                len(some), self.reasons.code(spell.answer), np.int32
            )
        state = self.touched.states(spell.ground, some)
        answer = np.zeros(8, np.int32)
        answer[State.YES] = self.reasons.code(
            yes(f"inside {spell.name}", zone=None if piece.outline else piece.zone, rests=spell.rests)
        )
        answer[State.NO] = self.reasons.code(no(f"outside {spell.name}", rests=spell.rests))
        near = f"near the line of {spell.name}, within its uncertainty"
        answer[State.UNDETERMINED] = self.reasons.code(undetermined(near, "geometry", rests=spell.rests))
        codes = answer[state]
        coarse = (state == State.UNDETERMINED) & (rung > 0)
        codes[coarse] = self.reasons.code(
            undetermined(f"a coarse place that only overlaps {spell.name}", "place", rests=spell.rests)
        )
        codes[rung == TOO_WIDE] = self.reasons.code(
            undetermined("the place is not told, or as a country only", "place")
        )
        return state, codes
