"""The five elements of each provision over one batch of incidents, as arrays of reason codes that provisions share."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ceasefire.agreements.language.exception_fields import Exception_
from ceasefire.agreements.scope.exceptions.ranking import Applied, weighed, with_claim
from ceasefire.agreements.scope.incident_arrays import IncidentArrays
from ceasefire.agreements.scope.places.place_answers import PlaceAnswers
from ceasefire.agreements.scope.places.zone_periods import ProvisionPlaces
from ceasefire.agreements.scope.questions import Asked, NamedAnswers
from ceasefire.agreements.scope.results import Elements, ResultTable
from ceasefire.vocabulary.arrays import Codes, Ints


class TestedPlaces(NamedTuple):
    """Numbers of a provision's places in ProvisionPlaces: its own, if it names one, and the areas taken out of it.

    Where exceptions are weighed one by one, `parts` are these, each with the number of its area. Of a provision that is not
    open to any test (its instrument is contested, or words of it are not coded) every element is the same open answer.
    """

    place: int | None
    excepted: tuple[int, ...] = ()
    parts: tuple[tuple[Exception_, int | None], ...] = ()
    closed: bool = False


class BatchElements:
    """The reason codes of one batch, one array for each distinct question, and which of them a provision asks.

    `codes[k]` is int32 [n]; the first arrays are those of NamedAnswers, in its own numbers.
    """

    def __init__(self, incidents: IncidentArrays, places: ProvisionPlaces, named: NamedAnswers) -> None:
        self.codes = named.codes(incidents)
        self.reasons = named.reasons
        self._where = PlaceAnswers(places, named.reasons, incidents.positions, incidents.origins)
        self._places: dict[int | None, int] = {}
        self._exempt: dict[tuple[int, tuple[int, ...]], int] = {}
        self._ranked: dict[tuple[tuple[Exception_, int | None], ...], int] = {}

    def of(self, provision: TestedPlaces, asked: Asked) -> Elements:
        """Return the numbers of the five arrays that answer a provision."""
        if provision.closed:
            return Elements(asked.when, *asked[:4])
        exempt = self._of_parts(provision, asked) if provision.parts else self._unless(asked.exempt, provision.excepted)
        return Elements(self._place(provision.place), asked.when, asked.who, asked.what, exempt)

    def results(self, elements: Sequence[Elements]) -> ResultTable:
        """Return what looks up the results of elements; everything that they ask is answered by then."""
        for number in {one for element in elements for one in element}:
            self.codes[number]
        return ResultTable(self.reasons, self.codes)

    def _place(self, place: int | None) -> int:
        if place not in self._places:
            codes = self._where.anywhere() if place is None else self._where.codes(place)
            self._places[place] = self.codes.add(codes)
        return self._places[place]

    def _unless(self, claims: int, areas: tuple[int, ...]) -> int:
        """Return the exemptions with excepted areas: a place surely inside one is excepted without anybody's word."""
        if not areas:
            return claims
        if (claims, areas) not in self._exempt:
            codes = self.codes[claims]
            for area in (self.codes[self._place(a)] for a in areas):
                states = self.reasons.states()
                codes = np.where(states[area] > states[codes], area, codes)
            self._exempt[claims, areas] = self.codes.add(self._with_claims(codes, self.codes[claims]))
        return self._exempt[claims, areas]

    def _of_parts(self, provision: TestedPlaces, asked: Asked) -> int:
        """Return the exemptions weighed one by one, each distinct set of answers once."""
        numbers = [
            self._place(area) if part is None else part
            for (_, area), part in zip(provision.parts, asked.parts, strict=True)
        ]
        key = tuple((one, number) for (one, _), number in zip(provision.parts, numbers, strict=True))
        if key not in self._ranked:
            codes = self._weighed([one for one, _ in provision.parts], numbers)
            self._ranked[key] = self.codes.add(self._with_claims(codes, self.codes[asked.exempt]))
        return self._ranked[key]

    def _with_claims(self, codes: Codes, claims: Codes) -> Codes:
        """Return answers with who claims an exemption in the answers of all exceptions together, where it is not in them."""
        some = np.flatnonzero(self.reasons.claimed()[claims] & (codes != claims))
        if not len(some):
            return codes
        pairs, which = _distinct([codes[some], claims[some]])
        codes = codes.copy()
        known = self.reasons.known
        codes[some] = self.reasons.codes([with_claim(known[one], known[claim]) for one, claim in pairs])[which]
        return codes

    def _weighed(self, exceptions: Sequence[Exception_], numbers: Sequence[int]) -> Codes:
        sets, which = _distinct([self.codes[number] for number in numbers])
        known = self.reasons.known
        answers = (weighed([Applied(e, known[c]) for e, c in zip(exceptions, one, strict=True)]) for one in sets)
        return self.reasons.codes(list(answers))[which]


def _distinct(columns: Sequence[Codes]) -> tuple[list[list[int]], Ints]:
    """Return the distinct rows of some columns of equal length, and each row's number among them: int64 [n]."""
    which: Ints = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        wide = int(column.max(initial=0)) + 1
        _, first, which = np.unique(which * wide + column, return_index=True, return_inverse=True)
    return [[int(column[row]) for column in columns] for row in first], np.asarray(which, np.int64)
