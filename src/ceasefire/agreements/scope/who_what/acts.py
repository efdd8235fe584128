"""What was done: whether the kind of act is covered by a provision, and whether it was done to what that protects."""

from collections.abc import Sequence
from typing import Final

from ceasefire.agreements.context import Context
from ceasefire.agreements.language.model import Object
from ceasefire.agreements.scope.who_what.membership import Membership, of_naming
from ceasefire.agreements.scope.who_what.names import Names, known_names
from ceasefire.agreements.three_valued import Reason, State, agreed, no, strongest, undetermined, yes
from ceasefire.parties import Naming
from ceasefire.vocabulary.codes import CATEGORIES, CATEGORY_OF_EVENT, FATAL, EventType, ObjectKind

UNKNOWN_TARGET: Final = undetermined("what or who was the target is not told, or not by a name that is known", "target")
FORCE: Final = frozenset({"fire", "air", "ground", "explosives"})
"""Groups of acts that say how force was used; what it did to people and places is told by the groups of _EFFECTS."""
_EFFECTS: Final = frozenset({"protected", "civilians"})
_HARM: Final = frozenset({"civilians/unspecified", "civilians/killing", "civilians/injury"})
AGAINST_NOBODY: Final = "none"
"""Group of acts that no clause forbids by kind: aid delivered, people evacuated."""
_BLANK: Final = frozenset({"", "other", "fatal_violence"})
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
    if not told:
        if EventType.FATAL_VIOLENCE in names.acts and all(matches(c, patterns) is State.YES for c in FATAL):
            return yes("fatal violence is covered, by whatever means")
        return undetermined("what kind of act it was is not told", "act")
    kinds = kinds_of(context, names)
    found = [_one_act(c, patterns, kinds, bool(names.targets)) for c in told]
    return agreed(found, undetermined("the reports tell different kinds of act, covered and not covered", "act"))


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
        return undetermined(f"{category} is told too roughly", "act")
    if by_force and groups & _EFFECTS and not target_told:
        return undetermined(f"whether the {category} hit what is protected is not told", "target")
    return no(f"{category} is not covered")


def _group(category: str) -> str:
    return category.split("/", 1)[0]


def _groups(patterns: Sequence[str]) -> frozenset[str]:
    return frozenset(map(_group, patterns))


def done_to(context: Context, one: Object, members: Membership | None, names: Names, second: int) -> Reason:
    """Return whether the act was done to what the provision is about; `members` are the parties that it protects."""
    known = known_names(context, names.targets)
    if not known:
        return UNKNOWN_TARGET
    found = [_hit(text, naming, one, members, second) for text, naming in known]
    return agreed(found, undetermined("the reports name different targets, protected and not", "target"))


def _hit(text: str, naming: Naming, one: Object, members: Membership | None, second: int) -> Reason:
    answers = [] if members is None else [of_naming(naming, members, second, UNKNOWN_TARGET)]
    near = sorted({k for kind in naming.kinds for k in _MAY_BE.get(kind, frozenset())} & set(one.kinds))
    if naming.kinds & set(one.kinds):
        answers.append(yes(f"{text!r} names what is protected"))
    elif near:
        answers.append(undetermined(f"whether {text!r} counts among {' and '.join(near)} is not told", "target"))
    elif one.kinds and members is None:
        answers.append(_of_no_such_kind(text, naming))
    if not answers:
        return undetermined(f"the object is given in words only: {one.words}", "target")
    return strongest(answers)


def _of_no_such_kind(text: str, naming: Naming) -> Reason:
    """Return the answer for a text that names nothing of a protected kind: a part that nobody knows leaves it open."""
    unknown = naming.unknown or not all(naming.settled)
    return UNKNOWN_TARGET if unknown else no(f"{text!r} is not what the provision protects")


def both(deed: Reason, target: Reason) -> Reason:
    """Return the answer of "this act, and done to this": the less sure of the two, of equals that of the act."""
    return target if target.state < deed.state else deed
