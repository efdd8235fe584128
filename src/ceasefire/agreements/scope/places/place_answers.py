"""The element "where": for each place of a provision, whether each incident of a batch lies there, with the reason.

Where the text speaks of the place from which an act was done, the same is asked of that place; it is never inferred from
anything else.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

import numpy as np

from ceasefire.agreements.scope.places.part_answers import PartAnswers, Some
from ceasefire.agreements.scope.places.positions import Positions
from ceasefire.agreements.scope.places.zone_index import TOO_WIDE
from ceasefire.agreements.scope.places.zone_periods import ProvisionPlace, ProvisionPlaces
from ceasefire.agreements.three_valued import Reason, Reasons, State, no, undetermined, yes
from ceasefire.vocabulary.arrays import Codes, Levels


class PlaceAnswers:
    """The answers for every place over one batch: a reason code for each incident."""

    def __init__(
        self, places: ProvisionPlaces, reasons: Reasons, positions: Positions, origins: Callable[[], Positions]
    ) -> None:
        """Make ready for the places that the incidents struck; `origins` is called when a text asks for the other."""
        self._places, self._reasons, self._positions, self._origins_of = places, reasons, positions, origins
        self._impacts = PartAnswers(places.index, reasons, positions)

    @cached_property
    def _origins(self) -> tuple[Positions, PartAnswers]:
        found = self._origins_of()
        return found, PartAnswers(self._places.index, self._reasons, found)

    def anywhere(self) -> Codes:
        """Return the reason codes of a provision that names no place: yes for every incident, int32 [n]."""
        code = self._reasons.code(yes("the provision is bound to no place"))
        return np.full(len(self._positions), code, np.int32)

    def codes(self, place: int) -> Codes:
        """Return the reason codes of "is the incident there" for a place by its number in ProvisionPlaces: int32 [n]."""
        asked = self._places.places[place]
        if asked.place.of == "impact":
            return self._merged(asked, self._impacts)
        origins, parts = self._origins
        return self._of_origin(origins, self._merged(asked, parts))

    def _merged(self, asked: ProvisionPlace, parts: PartAnswers) -> Codes:
        best = np.full(len(parts), State.NO, np.int8)
        codes = np.full(len(best), self._reasons.code(no("outside its ground")), np.int32)
        for part in asked.parts:
            if isinstance(part, Reason):
                open_ = best < part.state
                best[open_], codes[open_] = part.state, self._reasons.code(part)
            else:
                found = parts.of(part)
                _merge(best, codes, found)
                _say_why_far(best, codes, found, parts)
        return codes

    def _of_origin(self, origins: Positions, codes: Codes) -> Codes:
        """Return the same answers as answers about the origin; where nobody tells it, nothing is known of it."""
        found, which = np.unique(codes, return_inverse=True)
        made = self._reasons.codes(_about_origin(self._reasons.known[code]) for code in found.tolist())[which]
        untold = (origins.radius_class == TOO_WIDE) & (origins.unit < 0) & (origins.country < 0)
        open_ = self._reasons.states()[made] == State.UNDETERMINED
        made[untold & open_] = self._reasons.code(undetermined("nobody reports from where it was done", "origin"))
        return made


def _merge(best: Levels, codes: Codes, found: Some) -> None:
    """Merge one part into the answers so far: a yes goes before an open answer, that before a no.

    Of open answers one that rests on a drawn line close by goes before one that has no line at all.
    """
    some, rank, code = found
    better = rank > best[some]
    best[some[better]] = rank[better]
    codes[some[better]] = code[better]


def _say_why_far(best: Levels, codes: Codes, found: Some, parts: PartAnswers) -> None:
    """Give those that are outside by a bound that reason, for it says more than "outside its ground"."""
    if not parts.any_far:
        return
    some, rank, code = found
    far = np.flatnonzero((rank == State.NO) & (best[some] == State.NO))
    far = far[parts.is_far(code[far])]
    codes[some[far]] = code[far]


def _about_origin(reason: Reason) -> Reason:
    missing = "origin" if reason.missing == "place" else reason.missing
    return replace(reason, words=f"the origin: {reason.words}", missing=missing, zone=None)
