"""The elements when, who, what and exempt of every tested provision, as questions to names and time.

Provisions that are worded alike ask the same question, and a question is answered once for each set of names.
"""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Final, NamedTuple

from ceasefire.agreements.clocks.holding import hold
from ceasefire.agreements.context import Context, Tested
from ceasefire.agreements.language.exception_fields import ByAct, Exception_
from ceasefire.agreements.language.fields import Bound
from ceasefire.agreements.language.model import Instrument, Object, Provision
from ceasefire.agreements.scope.code_columns import CodeColumns
from ceasefire.agreements.scope.exceptions.exception_parts import parts_of, question
from ceasefire.agreements.scope.exceptions.exemptions import Exemptions, exceptions_of
from ceasefire.agreements.scope.exceptions.permissions import Permission, condition
from ceasefire.agreements.scope.incident_arrays import IncidentArrays
from ceasefire.agreements.scope.who_what import acts
from ceasefire.agreements.scope.who_what.membership import Membership, who
from ceasefire.agreements.scope.who_what.names import Names
from ceasefire.agreements.scope.who_what.reason_cache import NameIndex, Question, ReasonCache, Times
from ceasefire.agreements.three_valued import Reason, Reasons, State, undetermined, yes
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
    parts: tuple[int | None, ...] = ()
    """Where exceptions are weighed one by one, the question of each of `parts_of` in place of `exempt`; None for an area."""
    condition: int | None = None
    """Of a permission whose condition only somebody's word can meet: whether anybody asserts it."""


class NamedAnswers:
    """The questions of some tested provisions of a context, and the answers found so far.

    It only grows: a reason code once given out stays the number of that reason in `reasons`.
    """

    def __init__(self, context: Context, tested: Tested, permissions: tuple[Permission, ...] = ()) -> None:
        self.reasons = Reasons()
        self._context = context
        self._indexes = tuple(NameIndex() for _ in range(4))
        self._caches: list[tuple[int, ReasonCache]] = []
        self._numbers: dict[Hashable, int] = {}
        self._members: dict[tuple[Bound, str, bool], Membership] = {}
        self._terms = _ActTerms(context)
        self.asked = tuple(self._ask(i, p, p.forbids) for i, p in tested)
        """What each of these provisions asks, in their order."""
        self.permitted = tuple(self._permission(one) for one in permissions)
        """What each of these permissions asks, in their order."""

    @property
    def most_names(self) -> int:
        """The number of distinct sets of names held for the element that has most of them."""
        return max(len(index.names) for index in self._indexes)

    def codes(self, incidents: IncidentArrays) -> CodeColumns:
        """Return for each question the reason codes of a batch, worked out when asked for: int32 [n], numbers in `reasons`."""
        sets = (incidents.nobody(), incidents.actors(), incidents.acts_and_targets(), incidents.targets_and_claims())
        numbers = [index.numbers(s) for index, s in zip(self._indexes, sets, strict=True)]
        times = Times(incidents.start, incidents.end)
        return CodeColumns([partial(cache.codes, numbers[element], times) for element, cache in self._caches])

    def _ask(self, instrument: Instrument, provision: Provision, patterns: tuple[str, ...]) -> Asked:
        closed = closed_to_test(self._context, instrument, provision)
        if closed is not None:
            number = self._number(_WHEN, closed, lambda: _always(closed))
            return Asked(number, number, number, number)
        zone, about, offensive = instrument.time_zone, provision.object, provision.offensive
        exceptions = exceptions_of(provision)
        parts = tuple(None if one.area else self._part(one.exception, zone) for one in parts_of(provision))
        return Asked(
            self._number(_WHEN, (instrument.id, provision.id), lambda: self._when(instrument, provision)),
            self._number(_WHO, (provision.bound, zone), lambda: self._who(provision.bound, zone)),
            self._number(_WHAT, (patterns, about, zone, offensive), lambda: self._what(provision, patterns, zone)),
            self._number(_EXEMPT, (exceptions, zone), lambda: self._exempt(exceptions, zone)),
            parts,
        )

    def _permission(self, one: Permission) -> Asked:
        asked = self._ask(one.instrument, one.provision, one.provision.acts)
        if not one.grounds:
            return asked
        met = Question((), lambda names, _second: condition(one.grounds, names), _STRADDLES)
        return asked._replace(condition=self._number(_EXEMPT, ("condition", one.grounds), lambda: met))

    def _part(self, exception: Exception_, zone: str) -> int:
        element = _WHAT if isinstance(exception, ByAct) else _EXEMPT
        return self._number(
            element, ("part", exception, zone), lambda: question(self._context, exception, zone, _STRADDLES)
        )

    def _number(self, element: int, wording: Hashable, make: Callable[[], Question]) -> int:
        key = (element, wording)
        if key not in self._numbers:
            self._numbers[key] = len(self._caches)
            self._caches.append((element, ReasonCache(make(), self._indexes[element], self.reasons)))
        return self._numbers[key]

    def _when(self, instrument: Instrument, provision: Provision) -> Question:
        line = hold(self._context, instrument, provision)
        return Question(line.cuts, lambda _, second: line.over(second, second + 1), line.doubt)

    def _who(self, bound: "Bound | str", zone: str) -> Question:
        if not isinstance(bound, Bound) or (bound.everyone and not bound.but):
            return _always(_NO_HOLDER if bound == "unspecified" else yes("it binds everyone"))
        members = self._membership(bound, zone)
        return Question(members.cuts, lambda names, second: who(self._context, members, names, second), _STRADDLES)

    def _what(self, provision: Provision, patterns: tuple[str, ...], zone: str) -> Question:
        about = provision.object
        members = self._membership(about.parties, zone, protects=True) if about and about.parties else None
        asked = _ActAndTarget(self._context, self._terms, patterns, about, members)
        cuts = members.cuts if members else ()
        return Question(cuts, _as_offensive(provision, asked.answer), _STRADDLES, asked.depends_on)

    def _exempt(self, exceptions: tuple[Exception_, ...], zone: str) -> Question:
        exemptions = Exemptions(self._context, exceptions, zone)
        return Question(exemptions.cuts, exemptions.answer, _STRADDLES)

    def _membership(self, bound: Bound, zone: str, *, protects: bool = False) -> Membership:
        key = bound, zone, protects
        if key not in self._members:
            self._members[key] = Membership(self._context, bound, zone, protects=protects)
        return self._members[key]


Answer = Callable[[Names, int], Reason]


def closed_to_test(context: Context, instrument: Instrument, provision: Provision) -> Reason | None:
    """Return the one answer to all elements of a provision that cannot be tested; None where it can.

    Its instrument is contested, or words of it are not coded and nobody accepted that by name.
    """
    contest = context.contested.instruments.get(instrument.id)
    if contest is not None:
        return undetermined(f"the instrument {instrument.id} is {contest.words}", "coding", rests=contest.rests)
    left_out = provision.untranslatable
    if left_out is not None and left_out.closes:
        return undetermined(f"the coding leaves out {left_out.words!r} ({left_out.why})", "wording")
    return None


def _always(answer: Reason) -> Question:
    return Question((), lambda _names, _second: answer, answer)


def _acts_told(names: Names) -> Hashable:
    return names.acts


def _as_offensive(provision: Provision, answer: Answer) -> Answer:
    """Return the answer of "what" where the text forbids offensive acts alone, and nobody may presume that one is."""
    offensive = provision.offensive
    if offensive is None or offensive.reading == "presumed":
        return answer
    manner = undetermined(f"whether it was {offensive.words or 'offensive'} is not told", "manner")

    def asked(names: Names, second: int) -> Reason:
        found = answer(names, second)
        return manner if found.state is State.YES else found

    return asked


class _ActTerms:
    """What of the names an act without an object rests on: the acts, the kinds of target, whether one is told, who was killed."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._kinds: dict[tuple[str, ...], frozenset[ObjectKind]] = {}
        self._told: dict[Hashable, bool] = {}
        self._places: dict[tuple[str, ...], bool] = {}

    def of(self, names: Names) -> Hashable:
        if names.targets not in self._kinds:
            self._kinds[names.targets] = acts.kinds_of(self._context, names)
        key = names.targets, self.strikes_a_place(names), names.deaths
        if key not in self._told:
            self._told[key] = acts.is_told(self._context, names)
        return names.acts, self._kinds[names.targets], self._told[key], names.deaths

    def strikes_a_place(self, names: Names) -> bool:
        """Say whether the acts strike a place, asked once for each set of acts."""
        if names.acts not in self._places:
            self._places[names.acts] = acts.strikes_a_place(names)
        return self._places[names.acts]


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
        self._terms_of_act = terms.of if acts.reads_effects(patterns) else _acts_told
        self._acts: dict[Hashable, Reason] = {}
        self._targets: dict[Hashable, Reason] = {}

    def depends_on(self, names: Names) -> Hashable:
        """Return what of the names the answer rests on."""
        return self._terms_of_act(names), self._terms_of_target(names)

    def _terms_of_target(self, names: Names) -> Hashable:
        if self._about is None:
            return None
        told = self._terms.strikes_a_place(names), names.deaths
        return (names.targets, *told) if self._about.kinds else names.targets

    def answer(self, names: Names, second: int) -> Reason:
        """Return whether the act is one of the patterns and was done to what the provision is about."""
        key = self._terms_of_act(names)
        if key not in self._acts:
            self._acts[key] = acts.act(self._context, names, self._patterns)
        if self._about is None:
            return self._acts[key]
        return acts.both(self._acts[key], self._target(self._about, names, second))

    def _target(self, about: Object, names: Names, second: int) -> Reason:
        key = self._terms_of_target(names), second
        if key not in self._targets:
            self._targets[key] = acts.done_to(self._context, about, self._members, names, second)
        return self._targets[key]
