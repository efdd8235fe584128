"""The hit test: every incident against every provision over five elements.

One incident and ten million run through the same code: names are worked out once for each distinct set, places by
raster, times by look-up, and only the words of the answers are made in Python.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from ceasefire.agreements.context import Context, Tested
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.scope.incident_arrays import IncidentArrays
from ceasefire.agreements.scope.place_answers import PlaceAnswers
from ceasefire.agreements.scope.questions import NamedAnswers
from ceasefire.agreements.scope.results import Elements, ResultTable
from ceasefire.agreements.scope.zone_periods import ProvisionPlaces, excepted_areas
from ceasefire.agreements.three_valued import Reasons
from ceasefire.vocabulary.arrays import Bits, Bytes, Codes, Levels

if TYPE_CHECKING:
    import pyarrow as pa

BATCH: Final = 1 << 16
"""Incidents at a time. Chosen by hand, so that the arrays of a batch stay at tens of megabytes: four bytes an incident
for each distinct question, and four for the results of each provision."""
MOST_NAMES: Final = 200_000
"""Distinct sets of names kept between batches; beyond it all are forgotten, so that memory stays bounded. Chosen by hand;
not measured."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one provision to one batch of n incidents.

    codes:   where, when, who, what, exempt, each int32 [n]: numbers in the batch's `reasons`
    result:  int8 [n], number in RESULTS
    missing: uint16 [n], bits of MISSING; 0 unless the result is open
    refused: uint8 [n], bits of ELEMENTS that say no (an excepted area says no by its yes); 0 unless out of scope
    place:   number of the question "where": provisions of equal number have equal codes there
    """

    codes: tuple[Codes, ...]
    result: Levels
    missing: Bits
    refused: Bytes
    place: int


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch of incidents with the answers of every tested provision, in the order of the test's `tested`.

    It stays valid whatever is asked later: `reasons` only grows, and the arrays belong to the batch.
    """

    incidents: IncidentArrays
    reasons: Reasons
    answers: tuple[Answers, ...]


class _Provision(NamedTuple):
    """Numbers of a provision's places in ProvisionPlaces: its own, if it names one, and the areas taken out of it.

    One of a contested instrument has none of its own: every element of it is as open as the instrument.
    """

    place: int | None
    excepted: tuple[int, ...]
    contested: bool = False


class HitTest:
    """A context made ready: its lines indexed, its questions numbered. Keep it to ask the same context again.

    It holds answers found so far for sets of names (`most_names` of them at most) and the rasters of lines; neither
    changes an answer.
    """

    def __init__(self, context: Context, tested: Tested | None = None, *, most_names: int = MOST_NAMES) -> None:
        """Make a context ready for some of its tested provisions, or for all of them."""
        self.context, self.tested = context, context.tested if tested is None else tested
        self._most_names = most_names
        self._places = ProvisionPlaces(context, self.tested)
        self._provisions = [self._provision(i, p) for i, p in self.tested]
        self._named = NamedAnswers(context, self.tested)

    def _provision(self, instrument: Instrument, provision: Provision) -> _Provision:
        if instrument.id in self.context.contested.instruments:
            return _Provision(None, (), contested=True)
        areas = tuple(self._places.number(instrument, area) for area in excepted_areas(provision))
        place = provision.place
        return _Provision(None if place is None else self._places.number(instrument, place), areas)

    @classmethod
    def of(cls, context: "Context | HitTest") -> "HitTest":
        """Return the hit test of all provisions; raises ValueError for one that was made ready for some of them."""
        test = context if isinstance(context, HitTest) else cls(context)
        if len(test.tested) != len(test.context.tested):
            raise ValueError("the hit test was made ready for some of the provisions only")
        return test

    def batches(self, incidents: "pa.Table", size: int = BATCH) -> Iterator[Batch]:
        """Yield the answers to the incidents slice by slice; raises ValueError as `IncidentArrays` does."""
        for first in range(0, incidents.num_rows, size):
            yield self.batch(IncidentArrays(incidents.slice(first, size)))

    def batch(self, incidents: IncidentArrays) -> Batch:
        """Return the answers of every tested provision to a batch of incidents."""
        if self._named.most_names > self._most_names:
            self._named = NamedAnswers(self.context, self.tested)
        named = self._named
        asked = _BatchElements(incidents, self._places, named)
        elements = [
            asked.of(provision, *numbers) for provision, numbers in zip(self._provisions, named.asked, strict=True)
        ]
        table = ResultTable(named.reasons, asked.codes)
        weighed = zip(elements, map(table.weigh, elements), strict=True)
        answers = (Answers(tuple(asked.codes[k] for k in e), *results, e.where) for e, results in weighed)
        return Batch(incidents, named.reasons, tuple(answers))


class _BatchElements:
    """The reason codes of one batch, one array for each distinct question, and which of them a provision asks.

    `codes[k]` is int32 [n]; the first arrays are those of NamedAnswers, in its own numbers.
    """

    def __init__(self, incidents: IncidentArrays, places: ProvisionPlaces, named: NamedAnswers) -> None:
        self.codes = named.codes(incidents)
        self._reasons = named.reasons
        self._where = PlaceAnswers(places, named.reasons, incidents.positions, incidents.origins)
        self._places: dict[int | None, int] = {}
        self._exempt: dict[tuple[int, tuple[int, ...]], int] = {}

    def of(self, provision: _Provision, when: int, who: int, what: int, exempt: int) -> Elements:
        """Return the numbers of the five arrays that answer a provision."""
        if provision.contested:
            return Elements(when, when, who, what, exempt)
        return Elements(self._place(provision.place), when, who, what, self._unless(exempt, provision.excepted))

    def _place(self, place: int | None) -> int:
        if place not in self._places:
            codes = self._where.anywhere() if place is None else self._where.codes(place)
            self._places[place] = self._added(codes)
        return self._places[place]

    def _unless(self, claims: int, areas: tuple[int, ...]) -> int:
        """Return the exemptions with excepted areas: a place surely inside one is excepted without anybody's word."""
        if not areas:
            return claims
        if (claims, areas) not in self._exempt:
            codes = self.codes[claims]
            for area in (self.codes[self._place(a)] for a in areas):
                states = self._reasons.states()
                codes = np.where(states[area] > states[codes], area, codes)
            self._exempt[claims, areas] = self._added(codes)
        return self._exempt[claims, areas]

    def _added(self, codes: Codes) -> int:
        self.codes.append(codes)
        return len(self.codes) - 1
