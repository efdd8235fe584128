"""What a rule gives on a day: decided, no decision or pending."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from ceasefire.findings.rules.language import Given, Held, Mechanism, Missing, Outcome, Presence, Refused, Rule
from ceasefire.findings.rules.moments import end, said, seen, start, written
from ceasefire.findings.rules.tally import Count, State, count, weigh
from ceasefire.findings.stands import holding


def decide(mechanism: Mechanism, rule: Rule, given: Given) -> Outcome:
    """Return the outcome of one matter under a rule, as seen at `given.now`.

    The order of the positions never matters: they are read in the order of their dates, and two rival positions of one
    body at one time count as dissent. A matter is decided at the first moment at which the rule is met; what comes
    after that is kept as late. No decision is an outcome, with the date since when, and with who is missing.
    """
    if rule.stages:
        return _chain(mechanism, rule, given)
    counted, refused = admit(mechanism, rule, given.positions)
    if rule.asked_by and given.asked_by not in mechanism.expand(rule.asked_by):
        return _not_asked(mechanism, rule, given, refused)
    outcome = _over_time(mechanism, rule, given, counted)
    return msgspec.structs.replace(outcome, refused=tuple(refused))


def admit(mechanism: Mechanism, rule: Rule, positions: Iterable[Held]) -> tuple[list[Held], list[Refused]]:
    """Part positions into those that the rule counts and those it refuses, saying which words refuse them.

    A dissent or an abstention names a value that it does not hold, and is never refused for it.
    """
    voices = set(mechanism.expand(rule.members)) | ({rule.tie_break.by} if rule.tie_break else set())
    roles = mechanism.roles
    counted: list[Held] = []
    refused: list[Refused] = []
    for held in sorted(positions, key=lambda h: (said(h), h.body, h.value or "", h.stand or "")):
        why, own = None, holding(held.value, held.stand).of_its_own
        if held.body not in voices:
            why = f"{held.body} is {roles.get(held.body, 'no body of this mechanism')} and no member under this rule"
        elif own and rule.values and own not in rule.values:
            why = f"{own} is none of the values of this rule: {', '.join(rule.values)}"
        elif held.value is None and held.stand is None:
            why = "it neither holds a value nor takes a stand"
        if why is None:
            counted.append(held)
        else:
            refused.append(Refused(body=held.body, at=held.at, rule=rule.id, why=why))
    return counted, refused


def _not_asked(mechanism: Mechanism, rule: Rule, given: Given, refused: Iterable[Refused]) -> Outcome:
    askers = mechanism.expand(rule.asked_by)
    who = "nobody has asked" if given.asked_by is None else f"{given.asked_by} may not ask"
    return Outcome(
        rule=rule.id,
        state="pending",
        at=given.opened,
        why=f"{who}; {', '.join(askers)} may",
        missing=tuple(Missing(body=b, since=given.opened, why="may ask and has not") for b in askers),
        refused=tuple(refused),
    )


def _over_time(mechanism: Mechanism, rule: Rule, given: Given, counted: Sequence[Held]) -> Outcome:
    """Walk the moments at which something changed; stop at the first that decides."""
    now = seen(given.now)
    close = end(given.opened) + timedelta(hours=rule.clock.total_hours) if rule.clock else None
    last = min(now, close) if close is not None else now
    timely = [h for h in counted if said(h) <= last]
    moments = _moments(given, timely, now, close)
    state, since = State(state="pending", why="nothing has been said"), given.opened
    taken: Count | None = None
    for moment in sorted(moments):
        taken = count(mechanism, rule, given, timely, moment, closed=close is not None and moment >= close)
        found = weigh(rule, taken)
        if found.state != state.state:
            since = moments[moment]
        state = found
        if state.state == "decided":
            break
    assert taken is not None
    settled = taken.moment if state.state == "decided" else last
    late = [h for h in counted if settled < said(h) <= now]
    return _outcome(rule, given, state, taken, since, close, late)


def _moments(given: Given, timely: Iterable[Held], now: datetime, close: datetime | None) -> dict[datetime, str]:
    """Return the moments up to now at which something changed, each with the words it was written in."""
    moments: dict[datetime, str] = {start(given.opened): given.opened}
    moments |= {said(h): h.at for h in timely if said(h) not in moments}
    for at in (g.at for g in given.gone if start(g.at) <= now):
        moments.setdefault(start(at), at)
    if close is not None and close <= now:
        moments.setdefault(close, written(close))
    return moments


def _outcome(
    rule: Rule, given: Given, state: State, taken: Count, since: str, close: datetime | None, late: Iterable[Held]
) -> Outcome:
    decided = state.state == "decided"
    return Outcome(
        rule=rule.id,
        state=state.state,
        at=since,
        why=state.why,
        value=state.value if decided else None,
        due=written(close) if close is not None else None,
        heard=taken.last,
        missing=tuple(_left(taken) if decided else _missing(given, state, taken, since)),
        dissent=tuple(h for h in taken.last if taken.opposes(h, state.value)),
        abstained=taken.abstained,
        silent=taken.silent if decided else (),
        late=tuple(late),
        gone=taken.gone,
        quorum=tuple(Presence(component=c, there=there, needed=needed) for c, there, needed in taken.quorum),
    )


def _left(taken: Count) -> list[Missing]:
    return [Missing(body=g.body, since=g.at, why="has left") for g in taken.gone]


def _missing(given: Given, state: State, taken: Count, since: str) -> list[Missing]:
    """Return who is missing while nothing is decided: those gone, unheard, absent, and whose casting vote is awaited."""
    missing = _left(taken)
    missing += [Missing(body=b, since=given.opened, why="has said nothing") for b in taken.unheard]
    if taken.short_of():
        named = {m.body for m in missing}
        missing += [Missing(body=b, since=given.opened, why="is not present") for b in taken.absent if b not in named]
    if state.waits_for is not None and state.waits_for not in {m.body for m in missing}:
        missing.append(Missing(body=state.waits_for, since=since, why="has the casting vote and has not cast it"))
    return missing


def _chain(mechanism: Mechanism, rule: Rule, given: Given) -> Outcome:
    """Walk the stages: each opens when the one before is decided, and can only adopt what that one decided.

    What was refused, dissented or came late at any stage is kept with the outcome of the last stage reached.
    """
    opened, proposal = given.opened, given.proposal
    reached: list[Outcome] = []
    for stage in rule.stages:
        own = tuple(p for p in given.positions if p.stage == stage)
        part = msgspec.structs.replace(given, opened=opened, proposal=proposal, positions=own)
        reached.append(decide(mechanism, mechanism.rule(stage), part))
        if reached[-1].state != "decided" or reached[-1].value is None:
            break
        opened, proposal = reached[-1].at, reached[-1].value
    last = reached[-1]
    return msgspec.structs.replace(
        last,
        rule=rule.id,
        stage=last.rule,
        refused=tuple(r for o in reached for r in o.refused),
        dissent=tuple(h for o in reached for h in o.dissent),
        late=tuple(h for o in reached for h in o.late),
        why=last.why if last.state == "decided" else f"at stage {last.rule}: {last.why}",
    )
