"""What was done: whether the kind of act is covered by a provision, and whether it was done to what that protects."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ceasefire.agreements.context import Context
from ceasefire.agreements.language.model import Object
from ceasefire.agreements.scope.who_what.deaths import CIVILIANS, NO_CIVILIANS, OTHERS_ALONE
from ceasefire.agreements.scope.who_what.membership import Membership
from ceasefire.agreements.scope.who_what.names import TARGET, Names, known_names, told_only_as
from ceasefire.agreements.three_valued import Reason, State, agreed, no, strongest, undetermined, yes
from ceasefire.parties import Naming
from ceasefire.vocabulary.codes import CATEGORIES, CATEGORY_OF_EVENT, FATAL, EventType, ObjectKind

_NO_ACT: Final = undetermined("what kind of act it was is not told", "act")
_DIFFERENT: Final = undetermined("the reports tell different kinds of act, covered and not covered", "act")
_NONE_KILLED: Final = no("no civilians killed are told of")
UNKNOWN_TARGET: Final = undetermined("what or who was the target is not told, or not by a name that is known", "target")
FORCE: Final = frozenset({"fire", "air", "ground", "explosives"})
"""Groups of acts that say how force was used; what it did to people and places is told by the groups of _EFFECTS."""
_EFFECTS: Final = frozenset({"protected", "civilians"})
_AIMED: Final = frozenset(
    {"fire/small_arms", "fire/sniper", "fire/anti_tank_missile", "fire/surface_to_air_missile", "air/overflight"}
)
"""Fire that is aimed at somebody or something in sight. Other fire, air strikes and explosives strike a place, and whoever is there."""
_KILLING: Final = "civilians/killing"
_HELD: Final = frozenset(
    {ObjectKind.CIVILIANS, ObjectKind.MEDICAL, ObjectKind.SCHOOL, ObjectKind.INFRASTRUCTURE, ObjectKind.DIPLOMATIC}
)
"""Protected kinds that a place holds whoever holds the place."""
_HARM: Final = frozenset({"civilians/unspecified", "civilians/killing", "civilians/injury"})
AGAINST_NOBODY: Final = "none"
"""Group of acts that no clause forbids by kind: aid delivered, people evacuated."""
_FATAL: Final = "fatal_violence"
_BLANK: Final = frozenset({"", "other", _FATAL})
"""Event types that leave open what was done."""
_OF_KIND: Final = {
    ObjectKind.CIVILIANS: "civilians/unspecified",
    ObjectKind.MEDICAL: "protected/hospital",
    ObjectKind.SCHOOL: "protected/school",
    ObjectKind.AID: "protected/aid",
    ObjectKind.INFRASTRUCTURE: "protected/infrastructure",
}
"""Category of the effect that the use of force has when such a target is hit."""
_MAY_BE: Final = {
    ObjectKind.PEACEKEEPERS: frozenset({ObjectKind.MONITORS, ObjectKind.CIVILIANS}),
    ObjectKind.MONITORS: frozenset({ObjectKind.PEACEKEEPERS}),
}
"""Kinds that a thing of another kind may be as well: peacekeepers may monitor, and are protected as civilians while they take
no part in fighting."""


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
    groups = _groups(patterns)
    if kind == "unspecified" and group in groups:
        return State.UNDETERMINED
    if (category in _HARM or group == "protected") and groups & FORCE:
        return State.UNDETERMINED
    return State.NO


def unspoken(context: Context) -> frozenset[str]:
    """Return the categories of acts against nobody (aid delivered, people evacuated) of which no tested clause speaks."""
    kinds = frozenset(f"{AGAINST_NOBODY}/{kind}" for kind in CATEGORIES[AGAINST_NOBODY])
    return frozenset(c for c in kinds if all(matches(c, p.forbids) is State.NO for _, p in context.tested))


def without_act(acts: Sequence[str], silent: frozenset[str]) -> bool:
    """Say whether every act told is one of `unspoken`; an event type that leaves open what was done is none."""
    return bool(acts) and all(category_of(a) in silent for a in acts)


def kinds_of(context: Context, names: Names) -> frozenset[ObjectKind]:
    """Return the protected kinds among the targets."""
    return frozenset[ObjectKind]().union(*(n.kinds for _, n in known_names(context, names.targets)))


def act(context: Context, names: Names, patterns: Sequence[str]) -> Reason:
    """Return whether the kind of act is one of the patterns; an effect may be read from the kinds of target."""
    told = _as_exact_as_told({c for a in names.acts if (c := category_of(a))})
    if not told and _FATAL in names.acts and all(matches(c, patterns) is State.YES for c in FATAL):
        return yes("fatal violence is covered, by whatever means")
    kinds, settled = kinds_of(context, names), is_told(context, names)
    found = [_one_act(c, patterns, kinds, settled) for c in told]
    answer = agreed(found, _DIFFERENT) if found else _NO_ACT
    killed = _NONE_KILLED if answer.state is State.YES else _killed(names, told, patterns)
    return killed if killed.state > answer.state else answer


def reads_effects(patterns: Sequence[str]) -> bool:
    """Say whether patterns name what an act does to people and places, which hangs on more than the act that is told."""
    return bool(_groups(patterns) & _EFFECTS)


def _killed(names: Names, told: Sequence[str], patterns: Sequence[str]) -> Reason:
    """Return whether the reports tell of civilians killed, where the killing of civilians is one of the patterns.

    It counts beside the use of force and beside other harm to civilians; beside anything else they may have died of it.
    """
    by_act = _FATAL in names.acts or any(_group(c) in FORCE or _group(c) == "civilians" for c in told)
    if not by_act or not names.deaths & CIVILIANS or matches(_KILLING, patterns) is not State.YES:
        return _NONE_KILLED
    if names.deaths & NO_CIVILIANS:
        return undetermined("some reports tell of civilians killed, others of none", "act")
    return yes(f"civilians are reported killed, and {_KILLING} is covered")


def is_told(context: Context, names: Names) -> bool:
    """Say whether the reports settle what was hit: a target that they tell, unless a place was struck and no more is told
    than who held it, or what nobody knows."""
    if not strikes_a_place(names):
        return bool(names.targets)
    known = known_names(context, names.targets)
    return any(not n.unknown and not _is_holder(context, text, names) for text, n in known)


def strikes_a_place(names: Names) -> bool:
    """Say whether some act told strikes a place and whoever is there, and none of them is aimed or a fight between forces."""
    told = {c for a in names.acts if (c := category_of(a)) and _group(c) in FORCE}
    return bool(told) and not any(c in _AIMED or _group(c) == "ground" for c in told)


def _is_holder(context: Context, text: str, names: Names) -> bool:
    """Say whether a target may be no more than who held the place that was struck, and none of it is told as killed."""
    return not names.deaths & OTHERS_ALONE and context.parties.is_side(text)


def _as_exact_as_told(categories: set[str]) -> list[str]:
    """Return categories without a group that is left unspecified where another report or column tells an act of that group."""
    exact = {_group(c) for c in categories if not c.endswith("/unspecified")}
    return sorted(c for c in categories if not c.endswith("/unspecified") or _group(c) not in exact)


def _one_act(category: str, patterns: Sequence[str], kinds: frozenset[ObjectKind], target_told: bool) -> Reason:
    groups, by_force = _groups(patterns), _group(category) in FORCE
    effects = [_OF_KIND[k] for k in kinds if k in _OF_KIND] if by_force else []
    best = max(matches(c, patterns) for c in (category, *(e for e in effects if _group(e) in groups)))
    if best is State.YES:
        return yes(f"{category} is covered")
    if best is State.UNDETERMINED:
        return undetermined(_too_roughly(category, patterns), "act")
    if by_force and groups & _EFFECTS and not target_told:
        return undetermined(f"whether the {category} hit what is protected is not told", "target")
    return no(f"{category} is not covered")


def _too_roughly(category: str, patterns: Sequence[str]) -> str:
    """Return in words what is told too roughly: the act, or, where the act is told, what it did to those whom it hit."""
    if matches(category, patterns) is State.UNDETERMINED:
        return f"{category} is told too roughly"
    return f"what the {category} did to those whom it hit is not told finely enough"


def _group(category: str) -> str:
    return category.split("/", 1)[0]


def _groups(patterns: Sequence[str]) -> frozenset[str]:
    return frozenset(map(_group, patterns))


def done_to(context: Context, one: Object, members: Membership | None, names: Names, second: int) -> Reason:
    """Return whether the act was done to what the provision is about; `members` are the parties that it protects."""
    known = known_names(context, names.targets, no_state=members is not None and members.states_alone)
    if not known:
        return undetermined(f"{TARGET} is not told", "target")
    asked = _Asked(context, one, members, names, second)
    found = [asked.hit(text, naming) for text, naming in known]
    return agreed(found, undetermined("the reports name different targets, protected and not", "target"))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of each target that the reports name."""

    context: Context
    one: Object
    members: Membership | None
    names: Names
    second: int

    def hit(self, text: str, naming: Naming) -> Reason:
        one, members = self.one, self.members
        answers = [] if members is None else [members.text(text, naming, self.second)]
        near = sorted({k for kind in naming.kinds for k in _MAY_BE.get(kind, frozenset())} & set(one.kinds))
        if naming.kinds & set(one.kinds):
            answers.append(yes(f"{text!r} names what is protected"))
        elif near:
            answers.append(undetermined(f"whether {text!r} counts among {' and '.join(near)} is not told", "target"))
        elif one.kinds:
            answer = self._of_no_such_kind(text, naming)
            answers += [answer] if members is None or answer.state is not State.NO else []
        if not answers:
            return undetermined(f"the object is given in words only: {one.words}", "target")
        return strongest(answers)

    def _of_no_such_kind(self, text: str, naming: Naming) -> Reason:
        """Return the answer for a text that names nothing of a protected kind: a part that nobody knows leaves it open."""
        if naming.unknown or not all(naming.settled):
            return undetermined(told_only_as(TARGET, text, naming), "target")
        if ObjectKind.CIVILIANS in self.one.kinds and self.names.deaths & CIVILIANS:
            words = f"the target is told as {text!r}, and civilians are reported killed; whether they were attacked is not told"
            return undetermined(words, "target")
        if _HELD & set(self.one.kinds) and strikes_a_place(self.names) and _is_holder(self.context, text, self.names):
            words = f"{text!r} may be no more than who held the place that was struck; what was hit there is not told"
            return undetermined(words, "target")
        return no(f"{text!r} is not what the provision protects")


def both(deed: Reason, target: Reason) -> Reason:
    """Return the answer of "this act, and done to this": the less sure of the two, of equals that of the act."""
    return target if target.state < deed.state else deed
