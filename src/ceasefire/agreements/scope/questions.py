"""The elements when, who, what and exempt of every tested provision, as questions to names and time.

Provisions that are worded alike ask the same question, and a question is answered once for each set of names.
"""

from collections.abc import Callable, Hashable
from typing import Final, NamedTuple

from ceasefire.agreements.clocks.holding import hold
from ceasefire.agreements.context import Context, Tested
from ceasefire.agreements.language.fields import Bound
from ceasefire.agreements.language.model import Instrument, Object, Provision
from ceasefire.agreements.scope import acts
from ceasefire.agreements.scope.exemptions import Exemptions
from ceasefire.agreements.scope.incident_arrays import IncidentArrays
from ceasefire.agreements.scope.membership import Membership, who
from ceasefire.agreements.scope.names import Names
from ceasefire.agreements.scope.reason_cache import NameIndex, Question, ReasonCache, Times
from ceasefire.agreements.three_valued import Reason, Reasons, undetermined, yes
from ceasefire.vocabulary.arrays import Codes
from ceasefire.vocabulary.codes import ObjectKind

_STRADDLES: Final = undetermined("the report's time straddles a change of who or what is covered", "time")
_NO_HOLDER: Final = undetermined("the text names no holder of this duty", "holder")
_WHEN, _WHO, _WHAT, _EXEMPT = range(4)


class Asked(NamedTuple):
    """What one provision asks, as numbers of questions; equal numbers mean equal answers."""

    when: int
    who: int
    what: int
    exempt: int


class NamedAnswers:
    """The questions of some tested provisions of a context, and the answers found so far.

    It only grows: a reason code once given out stays the number of that reason in `reasons`.
    """

    def __init__(self, context: Context, tested: Tested) -> None:
        self.reasons = Reasons()
        self._context = context
        self._indexes = tuple(NameIndex() for _ in range(4))
        self._caches: list[tuple[int, ReasonCache]] = []
        self._numbers: dict[Hashable, int] = {}
        self._members: dict[tuple[Bound, str], Membership] = {}
        self._terms = _ActTerms(context)
        self.asked = tuple(self._ask(i, p) for i, p in tested)
        """What each of these provisions asks, in their order."""

    @property
    def most_names(self) -> int:
        """The number of distinct sets of names held for the element that has most of them."""
        return max(len(index.names) for index in self._indexes)

    def codes(self, incidents: IncidentArrays) -> list[Codes]:
        """Return for each question the reason codes of a batch: int32 [n], numbers in `reasons`."""
        sets = (incidents.nobody(), incidents.actors(), incidents.acts_and_targets(), incidents.targets_and_claims())
        numbers = [index.numbers(s) for index, s in zip(self._indexes, sets, strict=True)]
        times = Times(incidents.start, incidents.end)
        return [cache.codes(numbers[element], times) for element, cache in self._caches]

    def _ask(self, instrument: Instrument, provision: Provision) -> Asked:
        if instrument.id in self._context.contested.instruments:
            return Asked(*[self._number(_WHEN, ("contested", instrument.id), lambda: self._open(instrument))] * 4)
        zone, about = instrument.time_zone, provision.object
        return Asked(
            self._number(_WHEN, (instrument.id, provision.id), lambda: self._when(instrument, provision)),
            self._number(_WHO, (provision.bound, zone), lambda: self._who(provision.bound, zone)),
            self._number(_WHAT, (provision.forbids, about, zone), lambda: self._what(provision, zone)),
            self._number(_EXEMPT, (provision.exceptions, zone), lambda: self._exempt(provision, zone)),
        )

    def _number(self, element: int, wording: Hashable, make: Callable[[], Question]) -> int:
        key = (element, wording)
        if key not in self._numbers:
            self._numbers[key] = len(self._caches)
            self._caches.append((element, ReasonCache(make(), self._indexes[element], self.reasons)))
        return self._numbers[key]

    def _open(self, instrument: Instrument) -> Question:
        contest = self._context.contested.instruments[instrument.id]
        fixed = undetermined(f"the instrument {instrument.id} is {contest.words}", "coding", rests=contest.rests)
        return Question((), lambda _names, _second: fixed, fixed)

    def _when(self, instrument: Instrument, provision: Provision) -> Question:
        line = hold(self._context, instrument, provision)
        return Question(line.cuts, lambda _, second: line.over(second, second + 1), line.doubt)

    def _who(self, bound: "Bound | str", zone: str) -> Question:
        if not isinstance(bound, Bound):
            fixed = yes("it binds everyone") if bound == "anyone" else _NO_HOLDER
            return Question((), lambda _names, _second: fixed, _STRADDLES)
        members = self._membership(bound, zone)
        return Question(members.cuts, lambda names, second: who(self._context, members, names, second), _STRADDLES)

    def _what(self, provision: Provision, zone: str) -> Question:
        about = provision.object
        members = self._membership(about.parties, zone) if about and about.parties else None
        answer = _ActAndTarget(self._context, self._terms, provision.forbids, about, members).answer
        cuts = members.cuts if members else ()
        if about is None:
            return Question(cuts, answer, _STRADDLES, self._terms.of)
        return Question(cuts, answer, _STRADDLES)

    def _exempt(self, provision: Provision, zone: str) -> Question:
        exemptions = Exemptions(self._context, provision, zone)
        return Question(exemptions.cuts, exemptions.answer, _STRADDLES)

    def _membership(self, bound: Bound, zone: str) -> Membership:
        if (bound, zone) not in self._members:
            self._members[bound, zone] = Membership(self._context, bound, zone)
        return self._members[bound, zone]


class _ActTerms:
    """What of the names an act without an object rests on: the acts, the kinds of target, and whether one is stated."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._kinds: dict[tuple[str, ...], frozenset[ObjectKind]] = {}

    def of(self, names: Names) -> Hashable:
        if names.targets not in self._kinds:
            self._kinds[names.targets] = acts.kinds_of(self._context, names)
        return names.acts, self._kinds[names.targets], bool(names.targets)


class _ActAndTarget:
    """Answers "what" from two parts worked out apart, each once: the act, and what it was done to."""

    def __init__(
        self,
        context: Context,
        terms: _ActTerms,
        patterns: tuple[str, ...],
        about: Object | None,
        members: Membership | None,
    ) -> None:
        self._context, self._terms, self._patterns = context, terms, patterns
        self._about, self._members = about, members
        self._acts: dict[Hashable, Reason] = {}
        self._targets: dict[tuple[tuple[str, ...], int], Reason] = {}

    def answer(self, names: Names, second: int) -> Reason:
        key = self._terms.of(names)
        if key not in self._acts:
            self._acts[key] = acts.act(self._context, names, self._patterns)
        if self._about is None:
            return self._acts[key]
        return acts.both(self._acts[key], self._target(self._about, names, second))

    def _target(self, about: Object, names: Names, second: int) -> Reason:
        key = names.targets, second
        if key not in self._targets:
            self._targets[key] = acts.done_to(self._context, about, self._members, names, second)
        return self._targets[key]
