"""Acts by which a text may be suspended, taken up again, extended or ended: from when they have effect, and on what."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ceasefire.agreements.clocks.calendar_time import END, midnight
from ceasefire.agreements.clocks.events import first_said, provision_of
from ceasefire.agreements.context import Act, Context
from ceasefire.agreements.language.duty_fields import ACT_OF_POWER, Power
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.vocabulary.duty_words import ActKind


class Suspension(NamedTuple):
    """Seconds from which and up to which (not included) a provision is suspended, in words, and the acts it rests on."""

    first: int
    last: int
    words: str
    rests: tuple[str, ...]


def power_behind(instrument: Instrument, act: Act) -> Power | None:
    """Return the power of the text that an act exercises; None where the text grants none (a charter may)."""
    powers = (p.power for p in instrument.provisions if p.power is not None and ACT_OF_POWER[p.power.to] == act.act)
    return next((one for one in powers if not one.of or act.provision in (None, *one.of)), None)


def effective(context: Context, instrument: Instrument, act: Act) -> date | None:
    """Return the first day on which an act has effect: its own, or as much later as the text asks for notice.

    None where its day is not told, or where the text allows it only after something that nobody said was missed by then.
    """
    power = power_behind(instrument, act)
    if act.first is None or power is None:
        return act.first
    if power.after and not _is_said(context, instrument, power.after, act.first):
        return None
    return act.first + timedelta(days=power.notice_days or 0)


def _is_said(context: Context, instrument: Instrument, missed: tuple[str, ...], by: date) -> bool:
    """Return whether one of some duties was said to be missed by a day."""
    named = (provision_of(instrument, one) for one in missed)
    days = (first_said(context, instrument, p, "breached") for p in named if p is not None)
    return any(day is not None and day <= by for day in days)


def suspensions(context: Context, instrument: Instrument, provision: Provision) -> list[Suspension]:
    """Return the times in which a provision is suspended, by their beginning; they may overlap."""
    acts = context.acts_on(instrument.id, ActKind.SUSPENSION)
    found = (_suspension(context, instrument, provision, a) for a in acts if _touches(instrument, a, provision))
    return sorted(one for one in found if one is not None and one.first < one.last)


def _touches(instrument: Instrument, act: Act, provision: Provision) -> bool:
    """Return whether an act speaks of a provision: by name, or of all that its power reaches."""
    if act.zone is not None:
        return False
    if act.provision is not None:
        return act.provision == provision.id
    power = power_behind(instrument, act)
    return power is None or not power.of or provision.id in power.of


def _suspension(context: Context, instrument: Instrument, provision: Provision, act: Act) -> Suspension | None:
    day = effective(context, instrument, act)
    if day is None:
        return None
    ends = dict(_ends(context, instrument, provision, act, day))
    last = min(ends, default=None)
    words = f"suspended by the act of {act.first}" + (f", {ends[last][0]}" if last else "")
    rests = (act.id, *((ends[last][1],) if last and ends[last][1] else ()))
    zone = instrument.time_zone
    return Suspension(midnight(day, zone), midnight(last, zone) if last else END, words, rests)


def _ends(
    context: Context, instrument: Instrument, provision: Provision, act: Act, begins: date
) -> Iterator[tuple[date, tuple[str, str]]]:
    """Yield the days on which a suspension ends: by an act, or at the longest that the text allows."""
    power = power_behind(instrument, act)
    if power is not None and power.most_days is not None:
        yield begins + timedelta(days=power.most_days), (f"for the {power.most_days} days that the text allows", "")
    for other in context.acts_on(instrument.id, ActKind.RESUMPTION):
        day = effective(context, instrument, other)
        assert act.first is not None
        if day is not None and day >= act.first and _touches(instrument, other, provision):
            yield day, (f"resumed by the act of {other.first}", other.id)
            return
