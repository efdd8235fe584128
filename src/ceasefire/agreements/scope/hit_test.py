"""The hit test: every incident against every provision over five elements, and the scope of each incident.

One incident in a desk and ten million in a batch run through the same code: names are reckoned once for each distinct
set, places by raster, times by look-up, and only the words of the answers are made in Python.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import NDArray

from ceasefire.agreements.clocks.terms import hold
from ceasefire.agreements.context import Context
from ceasefire.agreements.language.fields import Bound
from ceasefire.agreements.language.model import Instrument, Object, Provision
from ceasefire.agreements.scope import elements
from ceasefire.agreements.scope.elements import Exempted, Membership, Names
from ceasefire.agreements.scope.incident_arrays import Book, Columns, Combos, Numbers, SpellTable
from ceasefire.agreements.scope.zones import Places, Where, area_place
from ceasefire.agreements.three_valued import Codes, Reason, Reasons, State, undetermined, yes
from ceasefire.vocabulary.scope import ScopeResult

if TYPE_CHECKING:
    import pyarrow as pa

OUT, OPEN, ASSERTED, IN = range(4)
RESULTS: Final = (
    ScopeResult.OUT_OF_SCOPE,
    ScopeResult.UNDETERMINED,
    ScopeResult.EXEMPTION_ASSERTED,
    ScopeResult.IN_SCOPE,
)
"""Results by their number, weakest first: of several provisions the highest number decides."""
ELEMENTS: Final = ("where", "when", "who", "what", "exempt")
BATCH: Final = 1 << 16
MOST_NAMES: Final = 200_000
"""Distinct sets of names kept between batches; beyond it all are forgotten, so that memory stays bounded."""
_STRADDLES: Final = undetermined("the report's time straddles a change of who or what is covered", "time")
Rows = Literal["all", "touching"]


@dataclass(frozen=True, slots=True)
class Answers:
    """One batch, one provision: the reason code of each element and the result of the whole."""

    codes: tuple[Codes, ...]
    result: NDArray[np.int8]
    missing: NDArray[np.uint16]
    refused: NDArray[np.uint8]
    """Bits of ELEMENTS that say no (an excepted area says no by its yes)."""


class HitTest:
    """A context made ready: all ground numbered, all name tables opened. Holds caches, no other state."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.places = Places(context)
        self._members: dict[tuple[Bound, str], Membership] = {}
        self._open_books()

    def _open_books(self) -> None:
        self.reasons = Reasons()
        self._tables: dict[object, SpellTable] = {}
        self._books = (Book(), Book(), Book(), Book())
        self._kinds: dict[tuple[str, ...], object] = {}

    def batches(self, incidents: "pa.Table", size: int = BATCH) -> Iterator[tuple[Columns, list[Answers]]]:
        """Yield each slice of the incidents with the answers of every tested provision, in the order of `tested`."""
        for first in range(0, incidents.num_rows, size):
            columns = Columns(incidents.slice(first, size))
            yield columns, self.answers(columns)

    def answers(self, columns: Columns) -> list[Answers]:
        """Return the answers of every tested provision; their codes are those of `reasons` until the next call."""
        if max(len(book.names) for book in self._books) > MOST_NAMES:
            self._open_books()
        coded = list(self._coded(columns))
        scales = _Scales(self.reasons)
        return [scales.weigh(codes) for codes in coded]

    def _coded(self, columns: Columns) -> Iterator[tuple[Codes, ...]]:
        where = Where(self.places, self.reasons, columns.spot)
        sets = self._sets(columns)
        done: dict[int, Codes] = {}
        for instrument, provision in self.context.tested:
            tables = self._tables_of(instrument, provision)
            named = []
            for table, book, numbers in zip(tables, self._books, sets, strict=True):
                if id(table) not in done:
                    done[id(table)] = table.codes(book, numbers, columns.start, columns.end)
                named.append(done[id(table)])
            exempt = self._exempt(instrument, provision, where, named[3])
            yield where.codes(instrument, provision.place), named[0], named[1], named[2], exempt

    def _sets(self, columns: Columns) -> tuple[Numbers, ...]:
        """Return each incident's numbers in the four books: nothing, actors, acts with targets, targets with claims."""
        nobody = Combos([Names()], np.zeros(columns.size, np.int64))
        combos = (nobody, columns.actors(), columns.acts_and_targets(), columns.targets_and_claims())
        return tuple(book.numbers(c) for book, c in zip(self._books, combos, strict=True))

    def act_key(self, names: Names) -> object:
        """Return what an act without an object rests on: the acts, the kinds of target, and whether one is told."""
        if names.targets not in self._kinds:
            self._kinds[names.targets] = (elements.kinds_of(self.context, names), bool(names.targets))
        return names.acts, self._kinds[names.targets]

    def _tables_of(self, instrument: Instrument, provision: Provision) -> tuple[SpellTable, ...]:
        return (
            self._when(instrument, provision),
            self._who(instrument, provision),
            self._what(instrument, provision),
            self._claims(instrument, provision),
        )

    def _when(self, instrument: Instrument, provision: Provision) -> SpellTable:
        key = ("when", instrument.id, provision.id)
        if key not in self._tables:
            line = hold(self.context, instrument, provision)
            self._tables[key] = SpellTable(self.reasons, line.cuts, lambda _, s: line.over(s, s + 1), line.doubt)
        return self._tables[key]

    def _who(self, instrument: Instrument, provision: Provision) -> SpellTable:
        bound, zone = provision.bound, instrument.time_zone
        key = ("who", bound, zone)
        if key not in self._tables:
            if isinstance(bound, Bound):
                members = self._membership(bound, zone)
                self._tables[key] = SpellTable(
                    self.reasons, members.cuts, lambda n, s: elements.who(self.context, members, n, s), _STRADDLES
                )
            else:
                fixed = yes("it binds everyone") if bound == "anyone" else _NO_HOLDER
                self._tables[key] = SpellTable(self.reasons, (), lambda _n, _s: fixed, _STRADDLES)
        return self._tables[key]

    def _membership(self, bound: Bound, zone: str) -> Membership:
        if (bound, zone) not in self._members:
            self._members[bound, zone] = Membership(self.context, bound, zone)
        return self._members[bound, zone]

    def _what(self, instrument: Instrument, provision: Provision) -> SpellTable:
        zone, about = instrument.time_zone, provision.object
        key = ("what", provision.forbids, about, zone)
        if key not in self._tables:
            members = self._membership(about.parties, zone) if about and about.parties else None
            told = _What(self, provision, members)
            self._tables[key] = SpellTable(
                self.reasons,
                members.cuts if members else (),
                told.answer,
                _STRADDLES,
                self.act_key if about is None else lambda names: names,
            )
        return self._tables[key]

    def _claims(self, instrument: Instrument, provision: Provision) -> SpellTable:
        key = ("exempt", provision.exceptions, instrument.time_zone)
        if key not in self._tables:
            exempted = Exempted(self.context, provision, instrument.time_zone)
            self._tables[key] = SpellTable(self.reasons, exempted.cuts, exempted.answer, _STRADDLES)
        return self._tables[key]

    def _exempt(self, instrument: Instrument, provision: Provision, where: Where, claims: Codes) -> Codes:
        """Lay excepted areas over the claims: a place surely inside one is excepted without anybody's word."""
        for exception in provision.exceptions:
            if exception.kind == "area" and exception.zones:
                area = where.codes(instrument, area_place(exception.zones))
                states = self.reasons.states()
                claims = np.where(states[area] > states[claims], area, claims)
        return claims


_NO_HOLDER: Final = undetermined("the text names no holder of this duty", "holder")


class _What:
    """Answers "what" from two parts reckoned apart: the act, and what it was done to."""

    def __init__(self, test: HitTest, provision: Provision, members: Membership | None) -> None:
        self._test, self._provision, self._members = test, provision, members
        self._acts: dict[object, Reason] = {}
        self._targets: dict[tuple[tuple[str, ...], int], Reason] = {}

    def answer(self, names: Names, second: int) -> Reason:
        key = self._test.act_key(names)
        if key not in self._acts:
            self._acts[key] = elements.act(self._test.context, names, self._provision.forbids)
        if self._provision.object is None:
            return self._acts[key]
        return elements.both(self._acts[key], self._target(self._provision.object, names, second))

    def _target(self, about: Object, names: Names, second: int) -> Reason:
        key = names.targets, second
        if key not in self._targets:
            self._targets[key] = elements.done_to(self._test.context, about, self._members, names, second)
        return self._targets[key]


class _Scales:
    """Returns the whole from the five elements, by a table of every combination of their answers.

    A no of where, when, who or what, or an excepted area, puts it out of scope. Else an open one of these four leaves
    it open. Else an asserted exemption is shown as such, an open one leaves it open, and what remains is in scope.
    """

    def __init__(self, reasons: Reasons) -> None:
        states = reasons.states().astype(np.int32)
        self._missing = reasons.missing()
        self._shifted = [states << 3 * e for e in range(4)]
        self._shifted.append((states << 12) + (reasons.asserted().astype(np.int32) << 15))
        self._seen: dict[tuple[int, int], tuple[NDArray[np.int32], NDArray[np.uint16]]] = {}

    def weigh(self, codes: tuple[Codes, ...]) -> Answers:
        pairs = [self._read(e, c) for e, c in enumerate(codes)]
        index = pairs[0][0] + pairs[1][0] + pairs[2][0] + pairs[3][0] + pairs[4][0]
        result = _RESULT[index]
        missing = pairs[0][1] | pairs[1][1] | pairs[2][1] | pairs[3][1] | pairs[4][1]
        missing[result != OPEN] = 0
        return Answers(codes, result, missing, _REFUSED[index])

    def _read(self, element: int, codes: Codes) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
        """Return an element's shifted states and what it misses; provisions that share the codes share the reading."""
        key = element, id(codes)
        if key not in self._seen:
            self._seen[key] = self._shifted[element][codes], self._missing[codes]
        return self._seen[key]


def _tabled() -> tuple[NDArray[np.int8], NDArray[np.uint8]]:
    index = np.arange(1 << 16)
    where, when, who, what, exempt = ((index >> 3 * e) & 7 for e in range(5))
    four, asserted = where | when | who | what, (index >> 15).astype(bool)
    area = (exempt == State.YES) & ~asserted
    result = np.full(len(index), IN, np.int8)
    result[exempt == State.UNDETERMINED] = OPEN
    result[exempt == State.YES] = ASSERTED
    result[(four & State.UNDETERMINED) != 0] = OPEN
    result[((four & State.NO) != 0) | area] = OUT
    refused = area.astype(np.uint8) << 4
    for bit, state in enumerate((where, when, who, what)):
        refused |= (state == State.NO).astype(np.uint8) << bit
    refused[result != OUT] = 0
    return result, refused


_RESULT, _REFUSED = _tabled()


def ready(context: Context) -> HitTest:
    """Return the context's hit test, made once for each context."""
    memo = context.memo
    if "hit_test" not in memo:
        memo["hit_test"] = HitTest(context)
    made = memo["hit_test"]
    assert isinstance(made, HitTest)
    return made
