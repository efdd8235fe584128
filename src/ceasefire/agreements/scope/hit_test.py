"""The hit test: every incident against every provision over five elements.

One incident and ten million run through the same code: names are worked out once for each distinct set, places by
raster, times by look-up, and only the words of the answers are made in Python.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from ceasefire.agreements.context import Context, Tested
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.scope.batch_elements import BatchElements, TestedPlaces
from ceasefire.agreements.scope.exceptions.exception_parts import parts_of
from ceasefire.agreements.scope.exceptions.permissions import permissions_of
from ceasefire.agreements.scope.granting import Granted, granted, permitted_beside
from ceasefire.agreements.scope.incident_arrays import IncidentArrays
from ceasefire.agreements.scope.places.zone_periods import ProvisionPlaces, excepted_areas
from ceasefire.agreements.scope.questions import NamedAnswers, closed_to_test
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


class HitTest:
    """A context made ready: its lines indexed, its questions numbered. Keep it to ask the same context again.

    It holds answers found so far for sets of names (`most_names` of them at most) and the rasters of lines; neither
    changes an answer.
    """

    def __init__(self, context: Context, tested: Tested | None = None, *, most_names: int = MOST_NAMES) -> None:
        """Make a context ready for some of its tested provisions, or for all of them."""
        self.context, self.tested = context, context.tested if tested is None else tested
        self._most_names = most_names
        self._permissions = permissions_of(context)
        permitted = tuple((one.instrument, one.provision) for one in self._permissions)
        self._places = ProvisionPlaces(context, (*self.tested, *permitted))
        self._provisions = [self._provision(i, p) for i, p in self.tested]
        self._permitting = [self._provision(i, p) for i, p in permitted]
        self._named = self._answers()

    def _answers(self) -> NamedAnswers:
        return NamedAnswers(self.context, self.tested, self._permissions)

    def _provision(self, instrument: Instrument, provision: Provision) -> TestedPlaces:
        if closed_to_test(self.context, instrument, provision) is not None:
            return TestedPlaces(None, closed=True)
        number = partial(self._places.number, instrument)
        place = None if provision.place is None else number(provision.place)
        parts = tuple((one.exception, None if one.area is None else number(one.area)) for one in parts_of(provision))
        areas = () if parts else tuple(map(number, excepted_areas(provision)))
        return TestedPlaces(place, areas, parts)

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
            self._named = self._answers()
        asked = BatchElements(incidents, self._places, self._named)
        elements = [asked.of(one, what) for one, what in zip(self._provisions, self._named.asked, strict=True)]
        table = asked.results(elements)
        weighed = list(map(table.weigh, elements))
        granted = self._granted(asked)
        if granted:
            elements = [
                permitted_beside(asked, granted, *pair, e, w[0])
                for pair, e, w in zip(self.tested, elements, weighed, strict=True)
            ]
            weighed = list(map(asked.results(elements).weigh, elements))
        answers = (
            Answers(tuple(asked.codes[k] for k in e), *results, e.where)
            for e, results in zip(elements, weighed, strict=True)
        )
        return Batch(incidents, self._named.reasons, tuple(answers))

    def _granted(self, asked: BatchElements) -> list[Granted]:
        """Return the permissions that some incident of a batch surely meets."""
        held = zip(self._permissions, self._permitting, self._named.permitted, strict=True)
        found = (granted(asked, one, place, what) for one, place, what in held)
        return [one for one in found if one is not None]
