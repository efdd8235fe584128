"""Who, what and exempt: the elements that depend on names, each answered once for every distinct set of names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ceasefire.agreements.clocks.calendar_time import midnight
from ceasefire.agreements.context import Context, Joining, ListVersion
from ceasefire.agreements.language.fields import Bound
from ceasefire.agreements.language.model import ByTarget, Object, Provision
from ceasefire.agreements.three_valued import Reason, State, agreed, among, no, strongest, undetermined, yes
from ceasefire.parties import Naming
from ceasefire.vocabulary.codes import CATEGORY_OF_EVENT, EventType, ObjectKind

DAY = timedelta(days=1)
_UNKNOWN_ACTOR = undetermined("who did it is not told, or not by a name that is known", "actor")
_UNKNOWN_TARGET = undetermined("what or who was the target is not told, or not by a name that is known", "target")
_BLANK = frozenset({"", "other", "fatal_violence"})


@dataclass(frozen=True, slots=True)
class Names:
    """What the reports of one incident name, as sorted distinct texts."""

    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    exempt_by: tuple[str, ...] = ()
    exempt_basis: tuple[str, ...] = ()


def _known(context: Context, texts: Iterable[str]) -> list[tuple[str, Naming]]:
    """Return the texts that name somebody; texts that name nobody known are left out where others do."""
    named = [(text, context.parties.naming(text)) for text in sorted(set(texts)) if text.strip()]
    return [(t, n) for t, n in named if not n.unknown and not n.label] or named


class Membership:
    """Whether a party is among a bound group, spell by spell of time."""

    def __init__(self, context: Context, bound: Bound, zone: str) -> None:
        self.context, self.bound, self.zone = context, bound, zone
        self.joinings = [j for j in context.joinings if j.instrument in bound.joined]
        edges = {midnight(d, zone) for j in self.joinings for d in _edges(j)}
        self.cuts = tuple(sorted(edges))
        self._answers: dict[tuple[str, int], Reason] = {}

    def party(self, party: str, second: int) -> Reason:
        """Return whether this party is bound at this second."""
        if (party, second) not in self._answers:
            self._answers[party, second] = self._party(party, second)
        return self._answers[party, second]

    def _party(self, party: str, second: int) -> Reason:
        parties, bound = self.context.parties, self.bound
        found = [no(f"{party} is not among those bound")]
        for ids, words in (
            (bound.actors, "is bound by name"),
            (bound.classes, "is of a bound class"),
            (bound.supporting, "counts among the supporting forces in our reading"),
        ):
            state = among(parties, party, ids)
            if state is State.YES:
                found.append(yes(f"{party} {words}"))
            elif state is State.UNDETERMINED:
                found.append(undetermined(f"{party} is wider than those bound", "actor"))
        found += [self._joined(party, instrument, second) for instrument in bound.joined]
        return strongest(found)

    def _joined(self, party: str, instrument: str, second: int) -> Reason:
        classes = self.bound.joined_classes
        classed = among(self.context.parties, party, classes) if classes else State.YES
        if classed is State.NO:
            return no(f"{party} is not among those bound")
        answer = self._on_list(party, instrument, second)
        if answer.state is State.YES and classed is not State.YES:
            return undetermined(f"{party} joined {instrument}; its class is not told", "membership")
        return answer

    def _on_list(self, party: str, instrument: str, second: int) -> Reason:
        mine = [j for j in self.joinings if j.instrument == instrument]
        if not mine:
            return undetermined(f"who joined {instrument} is not recorded", "membership")
        named = [j for j in mine if self._names(j, party) is State.YES]
        status, rests = _status(named, second, self.zone), [j.statement for j in named]
        if status is State.YES:
            return yes(f"{party} joined {instrument}", rests=rests)
        if status is State.UNDETERMINED:
            words = f"whether {party} had joined {instrument} by then is not told exactly"
            return undetermined(words, "membership", rests=rests)
        if status is State.NO:
            return no(f"{party} was not in {instrument} at that time", rests=rests)
        if any(self._names(j, party) is State.UNDETERMINED and not _later(j, second, self.zone) for j in mine):
            words = f"{party} is not a single group that is known to have joined {instrument}"
            return undetermined(words, "membership")
        counted = [j for j in mine if not j.known and self._of_class(j, party) and not _later(j, second, self.zone)]
        if counted:
            words = f"those who joined {instrument} are known by count only; {party} is not named"
            return undetermined(words, "membership", rests=(j.statement for j in counted))
        rests = [j.statement for j in mine]
        return no(f"{party} is not named among those who joined {instrument}", rests=rests)

    def _names(self, joining: Joining, party: str) -> State:
        return among(self.context.parties, party, joining.joined)

    def _of_class(self, joining: Joining, party: str) -> bool:
        if joining.class_of is None:
            return True
        return among(self.context.parties, party, (joining.class_of,)) is not State.NO


def _edges(joining: Joining) -> list[date]:
    if joining.first is None:
        return []
    return sorted({joining.first, joining.last or joining.first})


def _later(joining: Joining, second: int, zone: str) -> bool:
    return joining.first is not None and second < midnight(joining.first, zone)


def _status(named: Sequence[Joining], second: int, zone: str) -> State | None:
    """Return whether a party that is named had joined by then and not left; None when it is not named at all."""
    if not named:
        return None
    state: State | None = State.NO
    for joining in sorted(named, key=lambda j: (j.first or date.min, j.withdrew)):
        if joining.first is None:
            return State.UNDETERMINED
        if second < midnight(joining.first, zone):
            break
        sure = second >= midnight(joining.last or joining.first, zone)
        told = State.NO if joining.withdrew else State.YES
        state = told if sure or state is told else State.UNDETERMINED
    return state


def of_naming(naming: Naming, one: "Membership", second: int, unknown: Reason) -> Reason:
    """Return the answer for one text: any clause may do; a clause of several possible parties must agree."""
    found = []
    for clause in naming.settled:
        answers = [one.party(party, second) for party in sorted(clause)]
        doubt = undetermined(f"one of {', '.join(sorted(clause))}", "actor")
        found.append(agreed(answers, doubt) if answers else unknown)
    return strongest(found) if found else unknown


def who(context: Context, members: Membership, names: Names, second: int) -> Reason:
    """Return whether the alleged actor is bound at this second; reports that differ leave it open."""
    known = _known(context, names.actors)
    if not known:
        return _UNKNOWN_ACTOR
    found = [of_naming(n, members, second, _UNKNOWN_ACTOR) for _, n in known]
    answer = agreed(found, undetermined("the reports name different actors, bound and not bound", "actor"))
    if answer.state is State.NO and len(known) < len({text for text in names.actors if text.strip()}):
        # One source's accusation of somebody not bound does not answer for a source that could not tell.
        return undetermined("some reports name an actor who is not bound, others cannot tell who it was", "actor")
    return answer


FORCE = frozenset({"fire", "air", "ground", "explosives"})
_HARM = frozenset({"civilians/unspecified", "civilians/killing", "civilians/injury"})
_OF_KIND = {
    ObjectKind.CIVILIANS: "civilians/unspecified",
    ObjectKind.MEDICAL: "protected/hospital",
    ObjectKind.SCHOOL: "protected/school",
    ObjectKind.AID: "protected/aid",
    ObjectKind.INFRASTRUCTURE: "protected/infrastructure",
}


def category_of(act: str) -> str | None:
    """Return the two-level category that an event type or category names, or None when it leaves that open."""
    if act in _BLANK:
        return None
    if "/" in act:
        return act
    return CATEGORY_OF_EVENT.get(EventType(act)) if act in set(EventType) else None


def matches(category: str, patterns: Sequence[str]) -> State:
    """Return whether an act of this category falls under the patterns; an effect told without its means stays open."""
    group, kind = category.split("/", 1)
    if category in patterns or f"{group}/*" in patterns:
        return State.YES
    groups = {p.split("/", 1)[0] for p in patterns}
    if kind == "unspecified" and group in groups:
        return State.UNDETERMINED
    if (category in _HARM or group == "protected") and groups & FORCE:
        return State.UNDETERMINED
    return State.NO


def kinds_of(context: Context, names: Names) -> frozenset[ObjectKind]:
    """Return the protected kinds among the targets."""
    return frozenset[ObjectKind]().union(*(n.kinds for _, n in _known(context, names.targets)))


def act(context: Context, names: Names, patterns: Sequence[str]) -> Reason:
    """Return whether the kind of act is one of the patterns; an effect may be read from the kinds of target."""
    told = sorted({c for a in names.acts if (c := category_of(a))})
    if not told:
        return undetermined("what kind of act it was is not told", "act")
    kinds = kinds_of(context, names)
    found = [_one_act(c, patterns, kinds, bool(names.targets)) for c in told]
    return agreed(found, undetermined("the reports tell different kinds of act, covered and not covered", "act"))


def _one_act(category: str, patterns: Sequence[str], kinds: frozenset[ObjectKind], target_told: bool) -> Reason:
    effects = [_OF_KIND[k] for k in kinds if k in _OF_KIND] if category.split("/")[0] in FORCE else []
    states = [matches(category, patterns), *(matches(e, patterns) for e in effects if _same_group(e, patterns))]
    if max(states) is State.YES:
        return yes(f"{category} is covered")
    if max(states) is State.UNDETERMINED:
        return undetermined(f"{category} is told too roughly", "act")
    effect_groups = {p.split("/")[0] for p in patterns} & {"protected", "civilians"}
    if effect_groups and category.split("/")[0] in FORCE and not target_told:
        return undetermined(f"whether the {category} hit what is protected is not told", "target")
    return no(f"{category} is not covered")


def _same_group(effect: str, patterns: Sequence[str]) -> bool:
    return any(p.split("/")[0] == effect.split("/")[0] for p in patterns)


def done_to(context: Context, one: Object, members: Membership | None, names: Names, second: int) -> Reason:
    """Return whether the act was done to what the provision is about."""
    known = _known(context, names.targets)
    if not known:
        return _UNKNOWN_TARGET
    found = []
    for text, naming in known:
        answers = [yes(f"{text!r} names what is protected")] if naming.kinds & set(one.kinds) else []
        if members is not None:
            answers.append(of_naming(naming, members, second, _UNKNOWN_TARGET))
        if not answers and one.kinds:
            answers.append(_UNKNOWN_TARGET if naming.unknown else no(f"{text!r} is not what the provision protects"))
        if not answers:
            answers.append(undetermined(f"the object is given in words only: {one.words}", "target"))
        found.append(strongest(answers))
    return agreed(found, undetermined("the reports name different targets, protected and not", "target"))


def both(deed: Reason, target: Reason) -> Reason:
    """Return the answer of "this act, and done to this": the less sure of the two, of equals that of the act."""
    return target if target.state < deed.state else deed


class Exempted:
    """Whether a target is excepted: by name in the text, or by the version of a list that holds at the time."""

    def __init__(self, context: Context, provision: Provision, zone: str) -> None:
        self.context, self.zone = context, zone
        self.by_target = [e for e in provision.exceptions if isinstance(e, ByTarget)]
        self.any = bool(provision.exceptions)
        self.lists = sorted({name for e in self.by_target for name in e.lists})
        days = {d for name in self.lists for v in context.lists.get(name, ()) for d in (v.valid_from, v.valid_to) if d}
        self.cuts = tuple(sorted(midnight(d, zone) for d in days))

    def answer(self, names: Names, second: int) -> Reason:
        """Return no, undetermined, or yes with who asserts the exemption, on what basis, and who disputes it."""
        if not self.any:
            return no("the provision has no exception")
        if names.exempt_by:
            basis = "; ".join(names.exempt_basis) or "not told"
            return self._claim("asserted in the reports", names.exempt_by, basis, self._against(names, second))
        if not self.by_target:
            return no("nobody asserts an exception")
        return self._by_names(names, second)

    def _by_names(self, names: Names, second: int) -> Reason:
        told = [(t, self.context.parties.naming(t)) for t in names.targets if t.strip()]
        labels = [t for t, n in told if n.label]
        if labels:
            by = tuple(f"the source that labels the target {t!r}" for t in labels)
            return self._claim(
                "the target is exempt by a label alone", by, "the source's own label", self._against(names, second)
            )
        found = [(t, self._target(n, second)) for t, n in _known(self.context, names.targets)]
        if not found:
            return _UNKNOWN_TARGET
        exempt = [(t, r) for t, r in found if r.state is State.YES]
        if not exempt:
            return strongest(r for _, r in found)
        by = tuple(f"reports naming {t!r} as the target" for t, _ in exempt)
        basis = "; ".join(sorted({r.words for _, r in exempt}))
        rests = tuple(sorted({one for _, r in exempt for one in r.rests}))
        return self._claim("the target as named is exempt", by, basis, self._against(names, second), rests)

    def _claim(
        self, words: str, by: tuple[str, ...], basis: str, against: tuple[str, ...], rests: tuple[str, ...] = ()
    ) -> Reason:
        return Reason(state=State.YES, words=words, asserted_by=by, basis=basis, disputed_by=against, rests=rests)

    def _against(self, names: Names, second: int) -> tuple[str, ...]:
        named = ((t, self.context.parties.naming(t)) for t in names.targets if t.strip())
        other = [t for t, n in named if not n.label and not n.unknown and self._target(n, second).state is State.NO]
        return tuple(f"reports naming {t!r} as the target" for t in other)

    def _target(self, naming: Naming, second: int) -> Reason:
        if naming.unknown:
            return _UNKNOWN_TARGET
        each = []
        for clause in naming.settled:
            answers = [self._party(party, second) for party in sorted(clause)]
            doubt = undetermined(f"the target is one of {', '.join(sorted(clause))}", "target")
            each.append(agreed(answers, doubt) if answers else _UNKNOWN_TARGET)
        if not each or (naming.kinds and any(r.state is not State.NO for r in each)):
            each.append(no("the target as told is not exempt"))
        rest = no("part of the target as told is not exempt")
        mixed = rest if any(r.state is State.NO for r in each) else _UNKNOWN_TARGET
        return agreed(each, mixed)

    def _party(self, party: str, second: int) -> Reason:
        found = [no(f"{party} is not exempt")]
        for exception in self.by_target:
            state = among(self.context.parties, party, exception.actors)
            if state is State.YES:
                found.append(yes(f"{party} is exempt by name in the text"))
            elif state is State.UNDETERMINED:
                found.append(undetermined(f"{party} is wider than those exempt", "target"))
            found += [self._listed(party, name, second) for name in exception.lists]
        return strongest(found)

    def _listed(self, party: str, name: str, second: int) -> Reason:
        version = self._version(name, second)
        if version is None:
            if self._protected(party):
                return no(f"{party} is nothing that a list names")
            return undetermined(f"no version of the list {name} is recorded for that day", "list")
        label = f"{name} version {version.version} ({version.by})"
        state = among(self.context.parties, party, version.members)
        if state is State.YES:
            return yes(f"{party} is on {label}", rests=[version.statement])
        if state is State.UNDETERMINED:
            return undetermined(f"{party} is wider than those on {label}", "target", rests=[version.statement])
        if not version.known and not self._protected(party):
            return undetermined(f"the members of {label} are not all known", "list", rests=[version.statement])
        return no(f"{party} is not on {label}", rests=[version.statement])

    def _protected(self, party: str) -> bool:
        return bool(self.context.parties.kinds_of(frozenset({party})))

    def _version(self, name: str, second: int) -> ListVersion | None:
        holds = [
            v
            for v in self.context.lists.get(name, ())
            if midnight(v.valid_from, self.zone) <= second
            and (v.valid_to is None or second < midnight(v.valid_to, self.zone))
        ]
        return max(holds, key=lambda v: v.version, default=None)
