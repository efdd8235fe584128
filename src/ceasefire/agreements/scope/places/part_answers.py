"""One zone of a place over one batch: whether each incident lies there, by the lines that hold at its time and by bounds."""

from typing import Final

import numpy as np

from ceasefire.agreements.language.fields import Everywhere
from ceasefire.agreements.scope.places.far_places import FarPlaces
from ceasefire.agreements.scope.places.positions import Positions
from ceasefire.agreements.scope.places.zone_bounds import Bounds
from ceasefire.agreements.scope.places.zone_index import RADII_KM, TOO_WIDE, ZoneIndex
from ceasefire.agreements.scope.places.zone_periods import PlacePart, ZonePeriod
from ceasefire.agreements.three_valued import Reason, Reasons, State, no, undetermined, yes
from ceasefire.vocabulary.arrays import Bools, Codes, Ints, Levels

_CLOSE: Final = 3
"""Rank of an open answer that rests on a drawn line; between State.UNDETERMINED and State.YES."""

Some = tuple[Ints, Levels, Codes]
"""Some incidents of a batch by their number, with rank (a State, or in between) and reason code of each; others are outside."""


class PartAnswers:
    """The answers for every part of a place over one batch.

    Only incidents that overlap a part, or fall into a time in which it has no line, are looked at.
    """

    def __init__(self, index: ZoneIndex, reasons: Reasons, positions: Positions) -> None:
        self._reasons, self._positions = reasons, positions
        self._overlaps = index.overlaps(positions.lat, positions.lon, positions.radius_class)
        self._far = FarPlaces(positions, self._overlaps, reasons)
        # An incident of no length still happened at a moment: it must meet the period that holds then.
        self._end = np.maximum(positions.end, positions.start + 1)
        self._during: dict[tuple[tuple[int, int], ...], Ints] = {}

    def __len__(self) -> int:
        return len(self._positions)

    @property
    def any_far(self) -> bool:
        """Whether any answer so far says that an incident lies beyond a bound of a zone."""
        return self._far.any_far

    def is_far(self, codes: Codes) -> Bools:
        """Return which of these reason codes say that an incident lies beyond a bound of a zone: bool, one for each."""
        return self._far.is_far(codes)

    def of(self, part: PlacePart) -> Some:
        """Return rank and reason code of the incidents that a part may hold."""
        if part.within is not None:
            return self._within(part, part.within)
        some = self._concerned(part)
        rank, codes = self._one(part, some)
        if part.everywhere is None:
            return some, rank, codes
        return self._in_country(part, part.everywhere, (some, rank, codes))

    def _within(self, part: PlacePart, within: PlacePart) -> Some:
        """Return the answers of "in both": the less sure of the two, and both grounds of a yes."""
        some, rank, codes = self.of(within)
        other, others = self._one(part, some)
        both = (rank == State.YES) & (other == State.YES)
        codes = np.where(other < rank, others, codes)
        for pair in np.unique(np.stack([codes, others])[:, both], axis=1).T:
            inner, outer = (self._reasons.known[code] for code in pair)
            words = yes(f"{inner.words} and {outer.words}", zone=inner.zone, rests=inner.rests + outer.rests)
            codes[both & (codes == pair[0]) & (others == pair[1])] = self._reasons.code(words)
        return some, np.minimum(rank, other), codes

    def _in_country(self, part: PlacePart, everywhere: Everywhere, found: Some) -> Some:
        """Set what follows from the unit or country that the reports name, where a country lists its own."""
        told = (name for period in part.periods for name in period.bounds.country)
        own = Bounds(part.zone, everywhere.admin1, tuple(dict.fromkeys((*everywhere.country, *told))))
        inside, outside = self._far.inside(own), self._far.yet_outside(own)
        rank, codes = np.full(len(self), State.NO, np.int8), np.zeros(len(self), np.int32)
        rank[found[0]], codes[found[0]] = found[1:]
        off, sure = (inside >= 0) & (rank == State.NO), (inside >= 0) & (rank > State.NO) & (rank < State.YES)
        rank[off], codes[off] = State.UNDETERMINED, outside[off]
        rank[sure], codes[sure] = State.YES, inside[sure]
        concerned = inside >= 0
        concerned[found[0]] = True
        some = np.flatnonzero(concerned)
        return some, rank[some], codes[some]

    def _concerned(self, part: PlacePart) -> Ints:
        """Return the incidents that one of the part's lines may hold, or that fall into a time without a line."""
        mask = np.zeros(len(self), bool)
        mask[self._in_any(tuple((p.first, p.last) for p in part.periods if p.shape is None))] = True
        for period in part.periods:
            if period.shape is not None:
                mask[self._overlaps.points(period.shape)] = True
            if period.bounds.whole:
                mask |= self._far.in_whole(period.bounds) >= 0
        return np.flatnonzero(mask)

    def _in_any(self, spans: tuple[tuple[int, int], ...]) -> Ints:
        """Return the incidents whose time meets one of these spans; the same spans are asked for by many parts."""
        if spans not in self._during:
            mask = np.zeros(len(self), bool)
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
        if mixed.any():
            straddles = f"the report's time straddles two versions of {part.zone}"
            codes[mixed] = self._reasons.code(undetermined(straddles, "time"))
            bits[mixed] = State.UNDETERMINED
        bits[close & ~mixed & (bits == State.UNDETERMINED)] = _CLOSE
        return bits, codes

    def _in_period(self, part: PlacePart, period: ZonePeriod, some: Ints) -> tuple[Levels, Codes]:
        state, codes = self._by_answer(period, some) if period.shape is None else self._by_line(part, period, some)
        line = state
        if period.bounds:
            state, codes = self._far.bounded(period.bounds, period.name, some, state, codes)
        if period.bounds.whole:
            state, codes = self._far.held(period.bounds, some, line, state, codes)
        for outer in period.lies_in:
            state, codes = self._in_outer(outer, period, some, state, codes)
        return state, codes

    def _in_outer(
        self, outer: PlacePart, period: ZonePeriod, some: Ints, state: Levels, codes: Codes
    ) -> tuple[Levels, Codes]:
        """Return the same answers where what is surely outside a zone in which this one lies is outside of this as well."""
        open_ = np.flatnonzero(state == State.UNDETERMINED)
        rank, found = self._one(outer, some[open_])
        out = rank == State.NO
        state[open_[out]], codes[open_[out]] = State.NO, self._far.without(found[out], period.bounds.zone)
        return state, codes

    def _by_answer(self, period: ZonePeriod, some: Ints) -> tuple[Levels, Codes]:
        assert period.answer is not None
        code = self._reasons.code(period.answer)
        return np.full(len(some), period.answer.state, np.int8), np.full(len(some), code, np.int32)

    def _by_line(self, part: PlacePart, period: ZonePeriod, some: Ints) -> tuple[Levels, Codes]:
        assert period.shape is not None
        state, radius_class = self._overlaps.states(period.shape, some), self._positions.radius_class[some]
        codes = self._by_state(part, period)[state]
        coarse = (state == State.UNDETERMINED) & (radius_class > 0)
        if coarse.any():
            codes[coarse] = self._coarse(period)[radius_class[coarse]]
            untold = undetermined("the place is not told, or as a country only", "place")
            codes[radius_class == TOO_WIDE] = self._reasons.code(untold)
        return state, codes

    def _coarse(self, period: ZonePeriod) -> Codes:
        """Return the reason codes of places that a line goes through for all that is told of them: int32, by radius class."""
        return self._reasons.kept(("coarse", period.name, period.rests), lambda: _through(period))

    def _by_state(self, part: PlacePart, period: ZonePeriod) -> Codes:
        """Return the reason codes of the three answers to one drawn line: int32, looked up by State."""
        key = ("line", period.name, period.rests, part.inside, part.near)
        return self._reasons.kept(key, lambda: _beside(part, period))


def _through(period: ZonePeriod) -> list[Reason]:
    words = (
        f"the place is told to within {km:g} km only: some of that ground may lie in {period.name}, some outside"
        for km in (*RADII_KM, RADII_KM[-1])
    )
    return [undetermined(one, "place", rests=period.rests) for one in words]


def _beside(part: PlacePart, period: ZonePeriod) -> list[Reason]:
    """Return the reasons of the three answers to a line, each at the place of its State."""
    inside = yes(f"inside {period.name}", zone=part.inside, rests=period.rests)
    outside = no(f"outside {period.name}", rests=period.rests)
    close = undetermined(part.near.format(period.name), "geometry", rests=period.rests)
    found: dict[int, Reason] = {State.YES: inside, State.NO: outside}
    return [found.get(at, close) for at in range(State.YES + 1)]
