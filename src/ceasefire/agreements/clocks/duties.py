"""Duties and their clocks: what is due, overdue, said to be met, verified, contested or lapsed on a given day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from ceasefire.agreements.clocks.calendar_time import DAY, Point, midnight
from ceasefire.agreements.clocks.terms import extended_end, extensions, in_force, moment_of, term_end
from ceasefire.agreements.context import Act, Context
from ceasefire.agreements.language.duty_fields import EachMeeting, ProcedureClock, Undated
from ceasefire.agreements.language.fields import Bound, Modality, Moment
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.law.codings import Contest
from ceasefire.vocabulary.duty_words import ActKind, Fulfilment
from ceasefire.vocabulary.tables import schema

if TYPE_CHECKING:
    import pyarrow as pa

TERM: Final = "term"
"""The provision id of the row that asks for an extension act."""
CODING: Final = "coding"
"""The provision id of the row that stands for all duties of an instrument that offices code differently."""
_DONE_BY_ACT: Final = frozenset({ActKind.MAP_APPROVAL, ActKind.DECISION})
_SAYS_MET: Final = frozenset({Fulfilment.MET, Fulfilment.VERIFIED})
_OPEN: Final = frozenset({Fulfilment.UNDER_WAY, Fulfilment.NEEDS_TIME, Fulfilment.PARTLY_MET})


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One account of a duty: what somebody said, when."""

    says: str
    by: str
    day: date | None
    by_holder: bool = False

    @property
    def words(self) -> str:
        """The account in words, as the column `said` holds it."""
        return f"{self.says}: {self.by}, {self.day or 'day not told'}"


def duties(context: Context, duty_reports: "pa.Table", *, on: date) -> "pa.Table":
    """Return the table `duties` as it stood at the end of a day; what is said and what is verified never merge.

    Only what was signed, said and done by that day counts; an account without a day counts once the deadline is past.
    A duty said to be verified by its own holder is only said to be met.
    Rows are sorted by deadline (none last), instrument and provision.
    """
    import pyarrow as pa

    then = _as_of(context, on)
    reports = [r for r in duty_reports.to_pylist() if _by(r["date_start"], on)]
    rows: list[dict[str, Any]] = []
    for instrument in then.instruments.values():
        if instrument.id in then.contested.instruments:
            rows.append(_contested(instrument, then.contested.instruments[instrument.id]))
            continue
        rows += _term_rows(then, instrument, on)
        for provision in instrument.provisions:
            rows += _rows(then, instrument, provision, reports, on)
    rows.sort(key=lambda r: (r["due"] or date.max, r["instrument"], r["provision"], r["due_why"]))
    return pa.Table.from_pylist(rows, schema=schema("duties"))


def _contested(instrument: Instrument, contest: Contest) -> dict[str, Any]:
    """Return the one row of an instrument that offices code differently: what is due under it cannot be told."""
    return {
        "instrument": instrument.id,
        "provision": CODING,
        "holder": [],
        "what": f"Its duties are {contest.words}.",
        "due": None,
        "due_why": f"the instrument is {contest.words}, and none is named to answer",
        "state": "undetermined",
        "said": [],
        "verified": [],
    }


def _as_of(context: Context, on: date) -> Context:
    """Return the context as it stood at the end of a day: what was signed and done by then, or on a day not stated."""
    signed = {i.id: i for i in context.instruments.values() if _by(i.signed, on)}
    return replace(context, instruments=signed, acts=tuple(a for a in context.acts if _by(a.first, on)))


def _by(day: date | None, on: date) -> bool:
    return day is None or day <= on


def _rows(
    context: Context, instrument: Instrument, provision: Provision, reports: Sequence[Mapping[str, Any]], on: date
) -> Iterator[dict[str, Any]]:
    if provision.modality is not Modality.MUST and provision.deadline is None and provision.clock is None:
        return
    said = _said(context, instrument, provision, reports)
    if isinstance(provision.deadline, EachMeeting):
        yield from _each_meeting(context, instrument, provision, provision.deadline, said, on)
        return
    due, why = _due(context, instrument, provision, on)
    yield _row(context, instrument, provision, due, why, said, on)


def _due(context: Context, instrument: Instrument, provision: Provision, on: date) -> tuple[date | None, str]:
    deadline = provision.deadline
    if isinstance(deadline, Moment):
        point = moment_of(context, instrument, deadline, end_of_day=True)
        words = point.words if point else f"counts from {deadline.after}, which is not recorded"
        return point.day if point else None, words + _rivals(provision)
    if provision.clock is not None:
        return _next_tick(context, instrument, provision.clock, on)
    words = f"no date: {deadline.undated}" if isinstance(deadline, Undated) else "the text sets no deadline"
    return None, words + _rivals(provision)


def _rivals(provision: Provision) -> str:
    others = [
        f"{r.day or r.says} ({r.source.publisher or r.source.text or 'source not told'})"
        for r in provision.rivals
        if r.about == "deadline"
    ]
    return f"; rival readings: {', '.join(others)}" if others else ""


def _next_tick(context: Context, instrument: Instrument, clock: ProcedureClock, on: date) -> tuple[date | None, str]:
    """Return the day on which a running clock next falls, not before the given day."""
    if clock.every_hours is None:
        return None, f"within {clock.within_hours} hours of {clock.of or 'each event'}"
    words = f"every {clock.every_hours} hours" + (f", cut-off {clock.cut_off}" if clock.cut_off else "")
    start = in_force(context, instrument)
    if start is None:
        return None, f"{words}, from an entry into force that is not known"
    zone, period = clock.zone or instrument.time_zone, clock.every_hours * 3600
    past = max(midnight(on, zone) - start.second, 1)
    tick = start.second + -(-past // period) * period
    return datetime.fromtimestamp(tick, UTC).astimezone(ZoneInfo(zone)).date(), f"{words}, counted from {start.day}"


def _holders(provision: Provision) -> list[str]:
    return sorted(provision.bound.actors) if isinstance(provision.bound, Bound) else []


def _said(
    context: Context, instrument: Instrument, provision: Provision, reports: Sequence[Mapping[str, Any]]
) -> list[Account]:
    found = [
        Account(
            says=r["says"], by=r["said_by"], day=r["date_start"], by_holder=_is_holder(context, provision, r["said_by"])
        )
        for r in reports
        if r["instrument"] == instrument.id and r["provision"] == provision.id
    ]
    found += [_by_act(d) for d in context.acts_on(instrument.id) if d.provision == provision.id]
    return sorted((s for s in found if s.says), key=lambda s: (s.day or date.min, s.by, s.says))


def _is_holder(context: Context, provision: Provision, sayer: str) -> bool:
    holders = set(_holders(provision))
    return any(c and c <= holders for c in context.parties.naming(sayer).settled)


def _by_act(deed: Act) -> Account:
    says = Fulfilment.MET.value if deed.act in _DONE_BY_ACT else ""
    return Account(says=says, by=f"act {deed.act} by {', '.join(deed.by) or 'not told'}", day=deed.first)


def _verified(provision: Provision, said: Sequence[Account], context: Context) -> list[Account]:
    """Return the verifications that count: by whom the text names, else by anybody but the holder."""
    verifiers = set(provision.verified_by)
    if not verifiers:
        return [s for s in said if s.says == Fulfilment.VERIFIED and not s.by_holder]
    return [
        s
        for s in said
        if s.says == Fulfilment.VERIFIED and any(c and c <= verifiers for c in context.parties.naming(s.by).settled)
    ]


def state_of(due: date | None, on: date, said: Sequence[Account], verified: Sequence[Account]) -> str:
    """Return the state of a duty from its deadline and what is said of it by that day."""
    met = [s for s in said if s.says in _SAYS_MET]
    missed = any(s.says == Fulfilment.MISSED for s in said)
    if met:
        contested = missed or _doubted(met, said)
        return "contested" if contested else "verified_met" if verified else "said_met"
    if missed:
        return "said_missed"
    if due is None:
        return "none_due"
    return "overdue" if on > due else "due"


def _doubted(met: Sequence[Account], said: Sequence[Account]) -> bool:
    """Return whether somebody else speaks of the duty as still open on a later day."""
    first = min(s.day or date.min for s in met)
    names = {s.by for s in met}
    return any(s.says in _OPEN and s.by not in names and (s.day or date.min) > first for s in said)


def _row(
    context: Context,
    instrument: Instrument,
    provision: Provision,
    due: date | None,
    why: str,
    said: list[Account],
    on: date,
) -> dict[str, Any]:
    said = [s for s in said if s.day or due is None or on > due]
    verified = _verified(provision, said, context)
    state = state_of(due, on, said, verified)
    lapse = _lapsed(context, instrument, on)
    if state in ("none_due", "due", "overdue") and lapse and (due is None or due >= lapse.day):
        state, why = "lapsed", f"{why}; the term ended on {lapse.day} and no extension act is recorded"
    return {
        "instrument": instrument.id,
        "provision": provision.id,
        "holder": _holders(provision),
        "what": provision.says,
        "due": due,
        "due_why": why,
        "state": state,
        "said": [s.words for s in said],
        "verified": [f"{s.by}, {s.day or 'day not told'}" for s in verified],
    }


def _lapsed(context: Context, instrument: Instrument, on: date) -> Point | None:
    """Return where the term ended, if it has ended by that day for want of an extension."""
    if any(act.term_to is None for act in extensions(context, instrument)):
        return None
    end, after = extended_end(context, instrument)
    return end if end and after and midnight(on + DAY, instrument.time_zone) > end.second else None


def _each_meeting(
    context: Context, instrument: Instrument, provision: Provision, deadline: EachMeeting, said: list[Account], on: date
) -> Iterator[dict[str, Any]]:
    days = _meeting_days(context, instrument, deadline.each_meeting)
    shown = [d for d in days if d[0] <= on] + [d for d in days if d[0] > on][:1]
    if not shown:
        why = f"each meeting of {deadline.each_meeting}; none is recorded"
        yield _row(context, instrument, provision, None, why, said, on)
        return
    for (day, name), (following, _) in zip(shown, [*shown[1:], (date.max, "")], strict=True):
        own = [s for s in said if s.day and day <= s.day < following]
        yield _row(context, instrument, provision, day, f"each meeting of {deadline.each_meeting}: {name}", own, on)


def _meeting_days(context: Context, instrument: Instrument, process: str) -> list[tuple[date, str]]:
    """Return the last day of each meeting of a series since the entry into force, one row a meeting."""
    start = in_force(context, instrument)
    days: dict[str, date] = {}
    for g in context.meetings:
        counts = g.process == process and g.status in ("held", "under_way", "expected")
        if counts and g.last and g.name and (start is None or g.last >= start.day):
            days[g.name] = max(days.get(g.name, g.last), g.last)
    return sorted((d, n) for n, d in days.items())


def _term_rows(context: Context, instrument: Instrument, on: date) -> Iterator[dict[str, Any]]:
    """Yield the duty to extend the term in time: one row for each end that has come, or comes next."""
    extension, first = instrument.extension, term_end(context, instrument)
    if extension is None or first is None or extension.needs == "nothing":
        return
    acts = extensions(context, instrument)
    ends = {first.day: first.words}
    ends |= {a.term_to: f"end set by the act of {a.first}" for a in acts if a.term_to and a.term_to > first.day}
    for end, words in sorted(ends.items()):
        by = [a for a in acts if a.term_to is None or a.term_to > end]
        yield {
            "instrument": instrument.id,
            "provision": TERM,
            "holder": sorted(extension.who),
            "what": f"Extend the term ({extension.needs} of {', '.join(extension.who) or 'holders not named'}).",
            "due": end - DAY,
            "due_why": f"last day of the term: {words}",
            "state": _extension_state(end, by, on),
            "said": [_by_extension(a) for a in by],
            "verified": [],
        }


def _extension_state(end: date, by: Sequence[Act], on: date) -> str:
    if any(a.first and a.first < end for a in by):
        return "said_met"
    return "lapsed" if on > end - DAY else "due"


def _by_extension(act: Act) -> str:
    return f"act {act.act} by {', '.join(act.by) or 'not told'}, {act.first or 'day not told'}"
