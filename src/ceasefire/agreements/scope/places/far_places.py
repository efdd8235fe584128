"""What follows from the province and country that reports name, whatever the line.

A far place is plainly outside; a place in a province that a zone holds whole is inside.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from ceasefire.agreements.scope.places.positions import Positions
from ceasefire.agreements.scope.places.unit_names import is_among
from ceasefire.agreements.scope.places.zone_bounds import Bounds
from ceasefire.agreements.scope.places.zone_index import Overlaps
from ceasefire.agreements.scope.word_columns import distinct
from ceasefire.agreements.three_valued import Reason, Reasons, State, no, undetermined, yes
from ceasefire.vocabulary.arrays import Bools, Codes, Ints, Levels

_NOTHING: Final = -1
"""Reason code of what says nothing."""
_Says = Callable[[str, str], Reason]
"""Makes the reason of a name, given whether it is a "unit" or a "country"."""


class FarPlaces:
    """What bounds of zones and names of units say of one batch; each distinct name is looked at once for each bound."""

    def __init__(self, positions: Positions, overlaps: Overlaps, reasons: Reasons) -> None:
        self._positions, self._overlaps, self._reasons = positions, overlaps, reasons
        self._looked: dict[tuple[str, str, Bounds], Codes] = {}
        self._noes: set[int] = set()
        self._whole: dict[Bounds, Codes] = {}

    @property
    def any_far(self) -> bool:
        """Whether `bounded` gave any no so far."""
        return bool(self._noes)

    def is_far(self, codes: Codes) -> Bools:
        """Return which of these reason codes are a no that `bounded` gives: bool, one for each."""
        far = np.zeros(len(self._reasons.known), bool)
        far[list(self._noes)] = True
        return far[codes]

    def bounded(self, bounds: Bounds, name: str, some: Ints, state: Levels, codes: Codes) -> tuple[Levels, Codes]:
        """Return states and reason codes of some incidents, given what they are by the line `name` alone.

        What lies outside a bound is a plain no where the line leaves it open. Where the point lies surely inside and the
        unit told is another, the two contradict each other: then it is open.
        """
        far = self._told(bounds, State.NO, "far", lambda told, kind: _far(told, kind, bounds), some)
        inside = (far != _NOTHING) & self._inside(bounds, some, state)
        if inside.any():
            against = self._told(
                bounds, State.NO, f"against {name}", lambda told, kind: _against(told, kind, name), some
            )
            state, codes = np.where(inside, State.UNDETERMINED, state), np.where(inside, against, codes)
            far[inside] = _NOTHING
        if bounds.hull is not None:
            far = np.where(far == _NOTHING, self._beyond(bounds, some), far)
        outside = (far != _NOTHING) & (state == State.UNDETERMINED)
        return np.where(outside, State.NO, state).astype(np.int8), np.where(outside, far, codes).astype(np.int32)

    def in_whole(self, bounds: Bounds) -> Codes:
        """Return the reason codes of "in a unit that the zone holds whole", -1 where the reports name none: int32 [n]."""
        inner = bounds.inner
        if inner not in self._whole:
            self._whole[inner] = self._told(inner, State.YES, "whole", lambda told, _: _whole(told, inner))
        return self._whole[inner]

    def held(self, bounds: Bounds, some: Ints, line: Levels, state: Levels, codes: Codes) -> tuple[Levels, Codes]:
        """Return states and reason codes of some incidents, given what they are by the line alone and by all bounds.

        What the line leaves open is a plain yes in a unit that the zone holds whole. Where the point lies surely outside the
        line, the two contradict each other: then it is open.
        """
        inside = self.in_whole(bounds)[some]
        told = np.flatnonzero((inside != _NOTHING) & (state != State.YES))
        sure, against = told[state[told] == State.UNDETERMINED], told[line[told] == State.NO]
        state, codes = state.copy(), codes.copy()
        state[sure], codes[sure] = State.YES, inside[sure]
        if len(against):
            open_ = self._told(bounds.inner, State.YES, "yet outside", _yet_outside, some[against])
            state[against], codes[against] = State.UNDETERMINED, open_
        return state, codes

    def without(self, codes: Codes, zone: str) -> Codes:
        """Return the reason codes of places outside a zone, given those of "outside a zone in which it lies"."""
        found, which = distinct(codes, len(self._reasons.known))
        known = (self._reasons.known[code] for code in found.tolist())
        made = self._reasons.codes([no(f"{one.words}, and {zone} lies in it", rests=one.rests) for one in known])
        self._noes.update(made.tolist())
        return made[which]

    def inside(self, country: Bounds) -> Codes:
        """Return the reason codes of "the reports name a unit or country in it", -1 where they do not: int32 [n]."""
        return self._told(country, State.YES, "inside", lambda told, _: yes(f"in {told}, as the reports tell"))

    def yet_outside(self, country: Bounds) -> Codes:
        """Return the reason codes of the same where the point lies outside, -1 where the reports name no such unit."""
        return self._told(country, State.YES, "yet outside", _yet_outside)

    def _told(self, bounds: Bounds, answer: State, word: str, says: _Says, some: Ints | slice = slice(None)) -> Codes:
        """Return what unit and country of some incidents say where they are, or are not, among those of the bounds."""
        of_unit = self._looked_up(bounds, answer, word, "unit", says)[self._positions.unit[some]]
        of_country = self._looked_up(bounds, answer, word, "country", says)[self._positions.country[some]]
        return np.where(of_unit == _NOTHING, of_country, of_unit)

    def _looked_up(self, bounds: Bounds, answer: State, word: str, kind: str, says: _Says) -> Codes:
        """Return for each name the code of what it says, and last the one of no name at all: int32 [names + 1]."""
        key = word, kind, bounds
        if key not in self._looked:
            told, among = (
                (self._positions.units, bounds.admin1)
                if kind == "unit"
                else (self._positions.countries, bounds.country)
            )
            codes = [self._reasons.code(says(n, kind)) if is_among(n, among) is answer else _NOTHING for n in told]
            self._looked[key] = np.array([*codes, _NOTHING], np.int32)
            self._noes.update({code for code in codes if code != _NOTHING} if word == "far" else ())
        return self._looked[key]

    def _inside(self, bounds: Bounds, some: Ints, state: Levels) -> Bools:
        """Return which lie surely inside by the line, or where there is none by a line of another time."""
        inside: Bools = state == State.YES
        if not bounds.drawn:
            for line in bounds.lines:
                inside |= self._overlaps.states(line, some) == State.YES
        return inside

    def _beyond(self, bounds: Bounds, some: Ints) -> Codes:
        assert bounds.hull is not None
        code = self._reasons.code(no(f"farther out than {bounds.zone} reaches", rests=bounds.rests))
        self._noes.add(code)
        return np.where(self._overlaps.states(bounds.hull, some) == State.NO, code, _NOTHING)


def _far(told: str, kind: str, bounds: Bounds) -> Reason:
    outside = "does not touch" if kind == "unit" else "does not lie in"
    return no(f"in {told}, which {bounds.zone} {outside}", rests=bounds.rests)


def _whole(told: str, bounds: Bounds) -> Reason:
    return yes(f"in {told}, which {bounds.zone} holds whole by the text", zone=bounds.zone, rests=bounds.rests)


def _against(told: str, kind: str, name: str) -> Reason:
    return undetermined(f"the point lies inside {name}, the {kind} told ({told}) outside", "place")


def _yet_outside(told: str, kind: str) -> Reason:
    return undetermined(f"the point lies outside, the {kind} told ({told}) inside", "place")
