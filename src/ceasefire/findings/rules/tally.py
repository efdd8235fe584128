"""Counting the voices of one moment, and weighing them under what the rule needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from ceasefire.findings.rules import language
from ceasefire.findings.rules.language import Given, Gone, Heard, Held, Mechanism, Rule
from ceasefire.findings.rules.moments import said, start
from ceasefire.findings.stands import Holding, holding

Sides = tuple[dict[str, frozenset[str]], frozenset[str], tuple[str, ...]]
Quorum = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, kw_only=True)
class State:
    """What the voices of one moment come to; `value` is also the leading value where nothing is decided."""

    state: language.State
    why: str
    value: str | None = None
    waits_for: str | None = None


@dataclass(frozen=True, kw_only=True)
class Count:
    """The voices of one moment. `last` holds each body's latest positions, several where they are rival."""

    moment: datetime
    closed: bool
    electors: tuple[str, ...]
    voters: tuple[str, ...]
    last: tuple[Held, ...]
    proposal: str | None
    supports: dict[str, frozenset[str]]
    objects: frozenset[str]
    abstained: tuple[str, ...]
    silent: tuple[str, ...]
    unheard: tuple[str, ...]
    gone: tuple[Gone, ...]
    quorum: Quorum
    absent: tuple[str, ...]
    casting: str | None

    def opposes(self, held: Held, value: str | None) -> bool:
        """Whether a position stands against the value decided (or proposed, or leading)."""
        own = _holding(held, self.proposal)
        return not own.says_nothing and (held.body in self.objects or own.of_its_own != value)

    def leading(self) -> tuple[str, ...]:
        """Return the values with most support; the proposal alone where there is one."""
        if self.proposal is not None:
            return (self.proposal,)
        top = max((len(b) for b in self.supports.values()), default=0)
        return tuple(sorted(v for v, b in self.supports.items() if len(b) == top)) if top else ()

    def short_of(self) -> tuple[str, ...]:
        return tuple(f"{name} {there} of {needed}" for name, there, needed in self.quorum if there < needed)


class _Sides(NamedTuple):
    """The voices parted: support by value, objection, abstention, silence that counts, and who is unheard."""

    supports: dict[str, frozenset[str]]
    objects: frozenset[str]
    abstained: tuple[str, ...]
    silent: tuple[str, ...]
    unheard: tuple[str, ...]


def count(
    mechanism: Mechanism, rule: Rule, given: Given, timely: Sequence[Held], moment: datetime, *, closed: bool
) -> Count:
    """Count the voices as they stand at a moment; silence counts only when the clock has ended, as the rule says."""
    members = mechanism.expand(rule.members)
    gone = _gone(given, moment)
    electors = _electors(rule, members, gone)
    voters = _voters(rule, given, electors)
    last = _latest([h for h in timely if said(h) <= moment])
    mine = tuple(h for h in last if h.body in voters)
    heard = {h.body for h in mine}
    spoken = _Sides(*_sides(mine, given.proposal), silent=(), unheard=tuple(v for v in voters if v not in heard))
    sides = _with_silence(rule, given.proposal, spoken) if closed else spoken
    here = (heard | set(sides.silent)) if given.present is None else set(given.present)
    return Count(
        moment=moment,
        closed=closed,
        electors=electors,
        voters=voters,
        last=mine,
        proposal=given.proposal,
        supports=sides.supports,
        objects=sides.objects,
        abstained=sides.abstained,
        silent=sides.silent,
        unheard=sides.unheard,
        gone=tuple(g for g in gone if g.body in members),
        quorum=_quorum(mechanism, rule, electors, here),
        absent=tuple(e for e in electors if e not in here),
        casting=_casting(rule, last),
    )


def _gone(given: Given, moment: datetime) -> tuple[Gone, ...]:
    """Return who has left by a moment, in the order of their names."""
    return tuple(sorted((g for g in given.gone if start(g.at) <= moment), key=lambda g: (g.body, g.at)))


def _electors(rule: Rule, members: Sequence[str], gone: Iterable[Gone]) -> tuple[str, ...]:
    """Return the members whose voice counts: all, or those that remain where the rule goes on without the others."""
    left = {g.body for g in gone} if rule.member_gone == "remaining" else set()
    return tuple(m for m in members if m not in left)


def _voters(rule: Rule, given: Given, electors: tuple[str, ...]) -> tuple[str, ...]:
    """Return the electors who may vote: those present, where presence is told and a quorum asked."""
    if given.present is None or not rule.quorum:
        return electors
    return tuple(m for m in electors if m in given.present)


def _with_silence(rule: Rule, proposal: str | None, sides: _Sides) -> _Sides:
    """Return the voices with silence counted as the rule's clock says: as consent, as refusal, or as nothing."""
    silence = rule.clock.silence if rule.clock is not None else "nothing"
    value = proposal if proposal is not None else _one(tuple(sides.supports))
    if silence == "consent" and value is not None:
        behind = sides.supports.get(value, frozenset()) | set(sides.unheard)
        return sides._replace(supports=sides.supports | {value: behind}, silent=sides.unheard, unheard=())
    if silence == "refusal":
        return sides._replace(objects=sides.objects | set(sides.unheard))
    return sides


def _latest(positions: Iterable[Held]) -> tuple[Held, ...]:
    """Return each body's latest positions: the last of each ledger that speaks for it, several where they differ.

    Which of two ledgers spoke last decides nothing: what their times tell is each one's own word.
    """
    newest: dict[tuple[str, str], list[Held]] = {}
    for held in positions:
        key = (held.body, held.ledger if isinstance(held, Heard) else "")
        kept = newest.get(key)
        if kept is None or said(held) > said(kept[0]):
            newest[key] = [held]
        elif said(held) == said(kept[0]):
            kept.append(held)
    found: dict[tuple[str, Holding], Held] = {}
    for key in sorted(newest):
        for held in newest[key]:
            found.setdefault((held.body, _content(held)), held)
    return tuple(found.values())


def _content(held: Held) -> Holding:
    return holding(held.value, held.stand)._replace(stand=None)


def _holding(held: Held, proposal: str | None) -> Holding:
    """Return what a position holds; one that names no value speaks of the proposal."""
    return holding(held.value if held.value is not None else proposal, held.stand)


def _sides(last: Sequence[Held], proposal: str | None) -> Sides:
    """Part the voices into support by value, objection, and abstention; rival positions of one body object."""
    supports: dict[str, frozenset[str]] = {}
    objects: set[str] = set()
    abstained: set[str] = set()
    for body in {h.body for h in last}:
        own = [_holding(h, proposal) for h in last if h.body == body]
        value = own[0].of_its_own
        if len(own) == 1 and own[0].says_nothing:
            abstained.add(body)
        elif len(own) == 1 and value:
            supports[value] = supports.get(value, frozenset()) | {body}
        else:
            objects.add(body)
    return supports, frozenset(objects), tuple(sorted(abstained))


def _quorum(mechanism: Mechanism, rule: Rule, electors: Sequence[str], here: set[str]) -> Quorum:
    there = [e for e in electors if e in here]
    return tuple(
        (name, len(there) if name == "all" else len(set(there) & set(mechanism.component(name))), needed)
        for name, needed in rule.quorum.items()
    )


def _casting(rule: Rule, last: Sequence[Held]) -> str | None:
    if rule.tie_break is None:
        return None
    own = [h for h in last if h.body == rule.tie_break.by]
    return holding(own[0].value, own[0].stand).of_its_own or None if len(own) == 1 else None


def weigh(rule: Rule, taken: Count) -> State:
    """Return what the voices of one moment come to under the rule."""
    if taken.gone and rule.member_gone == "ends":
        words = f"{_list(g.body for g in taken.gone)} left, and the rule needs every member"
        return State(state="no_decision", why=words, value=_one(taken.leading()))
    if rule.needs == "majority":
        found = _majority(rule, taken)
    else:
        found = _together(rule, taken)
    short = taken.short_of()
    if found.state == "decided" and short:
        found = State(state="pending", why=f"no quorum: {_list(short)}", value=found.value)
    if found.state == "pending" and taken.closed:
        words = f"the clock ended with {_list(taken.unheard)} unheard" if taken.unheard else "the clock ended"
        return State(state="no_decision", why=f"{words}; {found.why}", value=found.value)
    return found


def _together(rule: Rule, taken: Count) -> State:
    """Unanimity: every member says yes. Consensus: nobody says no, and everybody has been heard."""
    leading = taken.leading()
    value = _one(leading)
    against = taken.objects | {b for v, bodies in taken.supports.items() if v != value for b in bodies}
    if len(leading) > 1:
        return State(state="no_decision", why=f"members hold different values: {_list(leading)}")
    if against:
        return State(state="no_decision", why=f"{_list(sorted(against))} dissents", value=value)
    if rule.needs == "unanimity" and taken.abstained:
        words = f"{_list(taken.abstained)} abstains where every yes is needed"
        return State(state="no_decision", why=words, value=value)
    yes = taken.supports.get(value or "", frozenset())
    if taken.unheard or not yes:
        waiting = f"waiting for {_list(taken.unheard)}" if taken.unheard else "nobody holds a value"
        return State(state="pending", why=waiting, value=value)
    return State(state="decided", why=f"{rule.needs} of {_list(taken.voters)}", value=value)


def _majority(rule: Rule, taken: Count) -> State:
    leading = taken.leading()
    value = _one(leading)
    yes, against = _votes(taken, value)
    waiting = len([b for b in taken.unheard if b not in taken.objects])
    cast = yes + against + (0 if taken.closed else waiting)
    base = len(taken.electors) if rule.share_of == "members" else cast
    if value is not None and _reaches(rule, yes, base):
        return State(state="decided", why=f"{yes} of {base} {rule.share_of} ({rule.share})", value=value)
    if waiting and not taken.closed and _open(rule, taken, waiting):
        return State(state="pending", why=f"{yes} of {base}; waiting for {_list(taken.unheard)}", value=value)
    if _tied(leading, yes, against) and rule.tie_break is not None:
        return _cast(rule, taken, leading)
    words = f"equal votes for {_list(leading)}" if len(leading) > 1 else f"{yes} of {base} is not {rule.share}"
    return State(state="no_decision", why=words, value=value)


def _votes(taken: Count, value: str | None) -> tuple[int, int]:
    """Return how many voices are for a value and how many against it."""
    yes = len(taken.supports.get(value, frozenset())) if value is not None else 0
    return yes, len(taken.objects) + sum(len(b) for v, b in taken.supports.items() if v != value)


def _open(rule: Rule, taken: Count, waiting: int) -> bool:
    """Whether the voices still unheard could carry any value."""
    best = max([len(b) for b in taken.supports.values()], default=0)
    if taken.proposal is not None:
        best = len(taken.supports.get(taken.proposal, frozenset()))
    base = len(taken.electors)
    if rule.share_of == "votes":
        base = sum(len(b) for b in taken.supports.values()) + len(taken.objects) + waiting
    return _reaches(rule, best + waiting, base)


def _reaches(rule: Rule, yes: int, base: int) -> bool:
    if yes == 0:
        return False
    return yes > rule.fraction * base if rule.strictly_more else yes >= rule.fraction * base


def _tied(leading: Sequence[str], yes: int, against: int) -> bool:
    return len(leading) == 2 or (len(leading) == 1 and yes == against and yes > 0)


def _cast(rule: Rule, taken: Count, leading: Sequence[str]) -> State:
    """Break a tie by the voice that the rule's text gives the casting vote, if it has spoken for one of the two."""
    assert rule.tie_break is not None
    by = rule.tie_break.by
    if taken.casting is not None and taken.casting in leading:
        return State(state="decided", why=f"votes were equal; {by} has the casting vote", value=taken.casting)
    if taken.casting is not None or taken.closed:
        return State(state="no_decision", why=f"votes were equal and {by} cast for neither", value=_one(leading))
    return State(state="pending", why=f"votes were equal; waiting for {by}", value=_one(leading), waits_for=by)


def _one(values: Sequence[str]) -> str | None:
    return values[0] if len(values) == 1 else None


def _list(names: Iterable[str]) -> str:
    return ", ".join(names) or "nobody"
