"""When the events of a text took place: signature, entry into force, deadlines, meetings, acts, what is said of a duty."""

from collections.abc import Iterable, Iterator
from datetime import date

from ceasefire.agreements.clocks.accounts import is_met, said_of
from ceasefire.agreements.clocks.calendar_time import DAY, Point, instant, midnight, reckon
from ceasefire.agreements.context import Act, Context
from ceasefire.agreements.language.fields import Moment
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.vocabulary.duty_words import ActKind, Fulfilment


def moment_of(
    context: Context,
    instrument: Instrument,
    moment: Moment,
    *,
    end_of_day: bool = False,
    seen: frozenset[str] = frozenset(),
) -> Point | None:
    """Return when a moment of this instrument falls, or None while the event it counts from is not known."""
    event = event_of(context, instrument, moment.after, seen) if moment.after else None
    return reckon(moment, zone=instrument.time_zone, event=event, end_of_day=end_of_day)


def event_of(context: Context, instrument: Instrument, name: str, seen: frozenset[str]) -> Point | None:
    """Return when an event named in the text took place, or None; events that wait for each other are never known."""
    if name in seen:
        return None
    seen |= {name}
    kind, _, what = name.partition(":")
    if kind == "signature":
        return _signature(instrument)
    if kind == "in_force":
        return in_force(context, instrument, seen=seen)
    if kind == "deadline":
        return _deadline(context, instrument, what, seen)
    return _first(_days(context, instrument, kind, what), instrument)


def in_force(context: Context, instrument: Instrument, *, seen: frozenset[str] = frozenset()) -> Point | None:
    """Return when the instrument came into force, or None where it does not say, or not yet."""
    return moment_of(context, instrument, instrument.in_force, seen=seen) if instrument.in_force else None


def deadline_point(
    context: Context, instrument: Instrument, provision: Provision, *, seen: frozenset[str] = frozenset()
) -> Point | None:
    """Return until when a duty can be met as written, and as extended by acts; None where that cannot be reckoned."""
    row = _in_a_row(instrument, provision, seen)
    last = row[-1].deadline
    event = last.after if isinstance(last, Moment) else None
    point = event_of(context, instrument, event, seen | {f"deadline:{one.id}" for one in row}) if event else None
    for one in reversed(row):
        written = None
        if isinstance(one.deadline, Moment):
            written = reckon(one.deadline, zone=instrument.time_zone, event=point, end_of_day=True)
        point = max([*_moved(context, instrument, one), *filter(None, [written])], key=_second, default=None)
    return point


def _in_a_row(instrument: Instrument, provision: Provision, seen: frozenset[str]) -> list[Provision]:
    """Return a provision, that from whose deadline its own counts, and so on; what was seen already ends the row."""
    row, named = [provision], {*seen, f"deadline:{provision.id}"}
    while isinstance(row[-1].deadline, Moment):
        event = row[-1].deadline.after or ""
        following = provision_of(instrument, event.removeprefix("deadline:")) if event.startswith("deadline:") else None
        if following is None or event in named:
            break
        named.add(event)
        row.append(following)
    return row


def _second(point: Point) -> int:
    return point.second


def _moved(context: Context, instrument: Instrument, provision: Provision) -> Iterator[Point]:
    """Yield the deadlines that acts set: each covers the days before its `term_to`."""
    for act in deadline_extensions(context, instrument, provision):
        assert act.term_to is not None
        words = f"extended by the act of {act.first or 'an unknown day'}"
        yield Point(second=midnight(act.term_to, instrument.time_zone), day=act.term_to - DAY, words=words)


def deadline_extensions(context: Context, instrument: Instrument, provision: Provision) -> list[Act]:
    """Return the acts that extend the deadline of a provision."""
    acts = context.acts_on(instrument.id, ActKind.EXTENSION)
    return [a for a in acts if a.provision == provision.id and a.term_to is not None]


def first_said(context: Context, instrument: Instrument, provision: Provision, what: str) -> date | None:
    """Return the first day on which a duty is known to be said `met` (or shown, or verified) or `breached` (missed)."""
    said = said_of(context, instrument, provision)
    days = (a.known for a in said if (is_met(a) if what == "met" else a.says == Fulfilment.MISSED))
    return min((d for d in days if d), default=None)


def provision_of(instrument: Instrument, name: str) -> Provision | None:
    """Return the provision of an instrument by its id, or None."""
    return next((p for p in instrument.provisions if p.id == name), None)


def _days(context: Context, instrument: Instrument, kind: str, what: str) -> Iterator[date | None]:
    """Yield the days of meetings held under an id, of acts of a kind on this instrument, of what is said of a duty."""
    if kind == "meeting":
        yield from (m.first for m in context.meetings if what in m.ids and m.status == "held")
    elif kind in ("met", "breached"):
        provision = provision_of(instrument, what)
        yield first_said(context, instrument, provision, kind) if provision else None
    else:
        yield from (a.first for a in context.acts_on(instrument.id, what))


def _first(days: Iterable[date | None], instrument: Instrument) -> Point | None:
    first = min((d for d in days if d), default=None)
    return _day(first, instrument) if first else None


def _signature(instrument: Instrument) -> Point | None:
    if instrument.signed is None:
        return None
    if instrument.signed_at is None:
        return _day(instrument.signed, instrument)
    second = instant(instrument.signed, instrument.signed_at, instrument.time_zone)
    return Point(second=second, day=instrument.signed, words=f"signed {instrument.signed}", clock=True)


def _deadline(context: Context, instrument: Instrument, name: str, seen: frozenset[str]) -> Point | None:
    provision = provision_of(instrument, name)
    return deadline_point(context, instrument, provision, seen=seen) if provision else None


def _day(day: date, instrument: Instrument) -> Point:
    return Point(second=midnight(day, instrument.time_zone), day=day, words=day.isoformat())
