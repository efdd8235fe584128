"""What is wrong with a rules file though every field has the right type."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from ceasefire.findings.rules.language import Case, Mechanism, Rule
from ceasefire.findings.rules.moments import start
from ceasefire.vocabulary.codes import Role

Path = tuple[str | int, ...]
Problem = tuple[Path, str]

NO_VOICE = frozenset(
    {
        Role.OBSERVER,
        Role.COMPANION,
        Role.INVITED_EXPERT,
        Role.COMPLAINANT,
        Role.AUDITOR,
        Role.COMPILER,
        Role.SECRETARIAT,
    }
)
"""Roles that never decide: they read, comment, attend, file or keep the record."""


def problems(mechanism: Mechanism) -> Iterator[Problem]:
    """Yield every problem with its place in the file."""
    yield from _twice("bodies", [m.body for m in mechanism.bodies])
    yield from _twice("rules", [r.id for r in mechanism.rules])
    for i, rule in enumerate(mechanism.rules):
        for path, words in _of_rule(mechanism, i, rule):
            yield ("rules", i, *path), words
    for i, case in enumerate(mechanism.cases):
        for path, words in _of_case(mechanism, case):
            yield ("cases", i, *path), words


def _twice(key: str, names: list[str]) -> Iterator[Problem]:
    for name, n in Counter(names).items():
        if n > 1:
            yield (key, len(names) - 1 - names[::-1].index(name)), f"{name} is given {n} times"


def _of_rule(mechanism: Mechanism, i: int, rule: Rule) -> Iterator[Problem]:
    if rule.stages:
        yield from _of_chain(mechanism, i, rule)
        return
    if rule.needs is None:
        yield (), "a rule says what it needs (unanimity, consensus, majority) or names its stages"
    if not rule.members:
        yield (), "a rule names the members that decide"
    yield from _of_names(mechanism, rule)
    yield from _of_quorum(mechanism, rule)
    if rule.tie_break is not None and rule.needs != "majority":
        yield ("tie_break",), f"a casting vote has no meaning under {rule.needs}"
    if rule.tie_break is not None and not mechanism.component(rule.tie_break.by):
        yield ("tie_break", "by"), f"{rule.tie_break.by} is no body of this mechanism"
    if rule.fraction > 1 or (rule.strictly_more and rule.fraction == 1):
        yield ("share",), f"a share of {rule.share} can never be reached"
    elif rule.fraction < Fraction(1, 2) or (rule.fraction == Fraction(1, 2) and not rule.strictly_more):
        yield ("share",), f"with a share of {rule.share} two opposite values could both be decided"


def _of_names(mechanism: Mechanism, rule: Rule) -> Iterator[Problem]:
    for key, names in (("members", rule.members), ("asked_by", rule.asked_by)):
        for j, name in enumerate(names):
            if not mechanism.component(name):
                yield (key, j), f"{name} is neither a body nor a component of this mechanism"
    members = set(mechanism.expand(rule.members))
    for member in mechanism.bodies:
        if member.body in members and member.role in NO_VOICE:
            yield ("members",), f"{member.body} is {member.role.value} here and has no voice in a decision"


def _of_quorum(mechanism: Mechanism, rule: Rule) -> Iterator[Problem]:
    members = set(mechanism.expand(rule.members))
    for name, needed in rule.quorum.items():
        inside = members if name == "all" else members & set(mechanism.component(name))
        if not inside:
            yield ("quorum", name), f"{name} names no member of this rule (write a component, a body, or all)"
        elif needed > len(inside):
            yield ("quorum", name), f"a quorum of {needed} can never be met by {len(inside)} members"


def _of_chain(mechanism: Mechanism, i: int, rule: Rule) -> Iterator[Problem]:
    before = {r.id for r in mechanism.rules[:i] if not r.stages}
    for j, stage in enumerate(rule.stages):
        if stage not in before:
            yield ("stages", j), f"{stage} is not a rule given before this chain"
    if rule.needs or rule.members or rule.quorum or rule.clock or rule.tie_break:
        yield (), "a chain only names its stages; what each needs is said there"


def _of_case(mechanism: Mechanism, case: Case) -> Iterator[Problem]:
    if case.rule not in {r.id for r in mechanism.rules}:
        yield ("rule",), f"{case.rule} is no rule of this file"
    stages = set(next((r.stages for r in mechanism.rules if r.id == case.rule), ()))
    times: list[tuple[Path, str]] = [(("opened",), case.given.opened), (("now",), case.given.now)]
    times += [(("positions", j, "at"), p.at) for j, p in enumerate(case.given.positions)]
    times += [(("gone", j, "at"), g.at) for j, g in enumerate(case.given.gone)]
    for path, text in times:
        try:
            start(text)
        except ValueError as error:
            yield ("given", *path), f"{text}: {error}"
    for j, held in enumerate(case.given.positions):
        if stages and held.stage not in stages:
            yield ("given", "positions", j), f"a chain's position names its stage, one of: {', '.join(sorted(stages))}"
        if held.value is None and held.stand is None:
            yield ("given", "positions", j), "a position holds a value or takes a stand"
