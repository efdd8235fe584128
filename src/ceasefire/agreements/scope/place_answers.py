"""The element "where": for each place of a provision, whether each incident of a batch lies there, with the reason."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ceasefire.agreements.scope.zone_index import TOO_WIDE
from ceasefire.agreements.scope.zone_periods import PlacePart, ProvisionPlace, ProvisionPlaces, ZonePeriod
from ceasefire.agreements.three_valued import Reason, Reasons, State, no, undetermined, yes
from ceasefire.vocabulary.arrays import Bools, Codes, Floats, Ints, Levels

_CLOSE: Final = 3
"""Rank of an open answer that rests on a drawn line; between State.UNDETERMINED and State.YES."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Positions:
    """The places and times of one batch of n incidents.

    lat:          float64 [n], degrees north, nan where not known
    lon:          float64 [n], degrees east, nan where not known
    radius_class: int8 [n], number in RADII_KM of the radius of the place, TOO_WIDE where not known
    unit:         int32 [n], number in `units` of the first-level administrative unit, -1 where not stated
    units:        names of the units
    start:        int64 [n], seconds since 1970 (UTC), BEGINNING where not known
    end:          int64 [n], seconds since 1970 (UTC), not included, END where not known
    """

    lat: Floats
    lon: Floats
    radius_class: Levels
    unit: Codes
    units: tuple[str, ...]
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.lat)


class PlaceAnswers:
    """The answers for every place over one batch: a reason code for each incident.

    Only incidents that overlap a part of the place, or fall into a time in which it has no line, are looked at; for all
    others the answer is no.
    """

    def __init__(self, places: ProvisionPlaces, reasons: Reasons, positions: Positions) -> None:
        self._places, self._reasons, self._positions = places.places, reasons, positions
        self._overlaps = places.index.overlaps(positions.lat, positions.lon, positions.radius_class)
        # An incident of no length still happened at a moment: it must meet the period that holds then.
        self._end = np.maximum(positions.end, positions.start + 1)
        self._during: dict[tuple[tuple[int, int], ...], Ints] = {}

    def anywhere(self) -> Codes:
        """Return the reason codes of a provision that names no place: yes for every incident, int32 [n]."""
        code = self._reasons.code(yes("the provision is bound to no place"))
        return np.full(len(self._positions), code, np.int32)

    def codes(self, place: int) -> Codes:
        """Return the reason codes of "is the incident there" for a place by its number in ProvisionPlaces: int32 [n]."""
        asked = self._places[place]
        best = np.full(len(self._positions), State.NO, np.int8)
        codes = np.full(len(best), self._reasons.code(no("outside its ground")), np.int32)
        for part in asked.parts:
            if isinstance(part, Reason):
                open_ = best < part.state
                best[open_], codes[open_] = part.state, self._reasons.code(part)
            else:
                self._merge(best, codes, part)
        self._by_unit(best, codes, asked)
        return codes

    def _by_unit(self, best: Levels, codes: Codes, asked: ProvisionPlace) -> None:
        """Set the answers that follow from the first-level unit which the reports name, where a country lists its units."""
        everywhere = asked.place.everywhere
        listed = {u.casefold() for u in everywhere.admin1} if everywhere else set()
        for i, unit in enumerate(self._positions.units):
            if unit.casefold() in listed:
                there = self._positions.unit == i
                sure, off = there & (best > State.NO) & (best < State.YES), there & (best == State.NO)
                best[sure], best[off] = State.YES, State.UNDETERMINED
                codes[sure] = self._reasons.code(yes(f"in {unit}, as the reports tell"))
                outside = f"the point lies outside, the unit told ({unit}) inside"
                codes[off] = self._reasons.code(undetermined(outside, "place"))

    def _merge(self, best: Levels, codes: Codes, part: PlacePart) -> None:
        """Merge one part into the answers so far: a yes goes before an open answer, that before a no.

        Of open answers one that rests on a drawn line close by goes before one that has no line at all.
        """
        some = self._concerned(part)
        rank, code = self._one(part, some)
        better = rank > best[some]
        best[some[better]] = rank[better]
        codes[some[better]] = code[better]

    def _concerned(self, part: PlacePart) -> Ints:
        """Return the incidents that one of the part's lines may hold, or that fall into a time without a line."""
        mask = np.zeros(len(self._positions), bool)
        mask[self._in_any(tuple((p.first, p.last) for p in part.periods if p.shape is None))] = True
        for period in part.periods:
            if period.shape is not None:
                mask[self._overlaps.points(period.shape)] = True
        return np.flatnonzero(mask)

    def _in_any(self, spans: tuple[tuple[int, int], ...]) -> Ints:
        """Return the incidents whose time meets one of these spans; the same spans are asked for by many parts."""
        if spans not in self._during:
            mask = np.zeros(len(self._positions), bool)
            for first, last in spans:
                mask |= (self._positions.start < last) & (self._end > first)
            self._during[spans] = np.flatnonzero(mask)
        return self._during[spans]

    def _one(self, part: PlacePart, some: Ints) -> tuple[Levels, Codes]:
        """Return rank and reason code of each of some incidents for one part, over all its periods."""
        bits, codes = np.zeros(len(some), np.int8), np.zeros(len(some), np.int32)
        close = np.zeros(len(some), bool)
        start, end = self._positions.start[some], self._end[some]
        for period in part.periods:
            during = (start < period.last) & (end > period.first)
            if during.any():
                state, code = self._in_period(part, period, some[during])
                bits[during] |= state
                codes[during] = code
                close[during] = period.shape is not None
        return self._ranked(part, bits, close, codes)

    def _ranked(self, part: PlacePart, bits: Levels, close: Bools, codes: Codes) -> tuple[Levels, Codes]:
        """Return rank and code, given the states of all periods laid over each other as bits: mixed ones are open."""
        mixed = (bits & (bits - 1)) != 0
        straddles = f"the report's time straddles two versions of {part.zone}"
        codes[mixed] = self._reasons.code(undetermined(straddles, "time"))
        bits[mixed] = State.UNDETERMINED
        bits[close & ~mixed & (bits == State.UNDETERMINED)] = _CLOSE
        return bits, codes

    def _in_period(self, part: PlacePart, period: ZonePeriod, some: Ints) -> tuple[Levels, Codes]:
        if period.shape is None:
            assert period.answer is not None
            code = self._reasons.code(period.answer)
            return np.full(len(some), period.answer.state, np.int8), np.full(len(some), code, np.int32)
        state, radius_class = self._overlaps.states(period.shape, some), self._positions.radius_class[some]
        codes = self._by_state(part, period)[state]
        coarse = f"a coarse place that only overlaps {period.name}"
        codes[(state == State.UNDETERMINED) & (radius_class > 0)] = self._reasons.code(
            undetermined(coarse, "place", rests=period.rests)
        )
        codes[radius_class == TOO_WIDE] = self._reasons.code(
            undetermined("the place is not told, or as a country only", "place")
        )
        return state, codes

    def _by_state(self, part: PlacePart, period: ZonePeriod) -> Codes:
        """Return the reason codes of the three answers to one drawn line: int32 [8], looked up by State."""
        near = f"near the line of {period.name}, within its uncertainty"
        found = np.zeros(8, np.int32)
        for reason in (
            yes(f"inside {period.name}", zone=None if part.outline else part.zone, rests=period.rests),
            no(f"outside {period.name}", rests=period.rests),
            undetermined(near, "geometry", rests=period.rests),
        ):
            found[reason.state] = self._reasons.code(reason)
        return found
