"""Acts by which a text may be suspended, taken up again, extended or ended: from when they have effect, and on what."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from ceasefire.agreements.clocks.calendar_time import END, midnight
from ceasefire.agreements.clocks.events import first_said, provision_of
from ceasefire.agreements.context import Act, Context
from ceasefire.agreements.language.duty_fields import Power
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.law.powers import Granted, TextLaw, Using
from ceasefire.agreements.three_valued import State
from ceasefire.vocabulary.duty_words import ActKind


class Suspension(NamedTuple):
    """Seconds from which and up to which (not included) a provision is suspended, in words, and the acts it rests on."""

    first: int
    last: int
    words: str
    rests: tuple[str, ...]


def powers_behind(context: Context, instrument: Instrument, act: Act) -> tuple[Granted, ...]:
    """Return the powers of the text that an act uses: each that those who acted may use, alone, on what the act names.

    Where they hold none of those that reach it, a charter says that they may act; the text's limits hold for them as well.
    Empty where the text grants none.
    """
    reaching = context.once("text law", instrument, lambda: TextLaw.of(instrument)).power(act.act, act.provision)
    using = Using(instrument.id, _acting(context, instrument, act), act.first)
    return tuple(one for one in reaching if one.may(using, partial(context.holds, context)) is State.YES) or reaching


def _acting(context: Context, instrument: Instrument, act: Act) -> frozenset[str]:
    """Return those who acted, in whichever statements the same act is recorded."""
    same = (a for a in context.acts_on(instrument.id, act.act) if _matter(a) == _matter(act))
    return frozenset(one for a in (act, *same) for one in a.by)


def _matter(act: Act) -> tuple[object, ...]:
    return act.provision, act.zone, act.term_to, act.first, act.last


class _Used(NamedTuple):
    """A power as an act uses it: from which day, and for how long at most."""

    begins: date
    most_days: int | None


def _used(context: Context, instrument: Instrument, act: Act) -> list[_Used] | None:
    """Return the powers that an act uses and may use by then; None where the text grants none, or no day is told."""
    powers = powers_behind(context, instrument, act)
    if act.first is None or not powers:
        return None
    found = (one.power or Power(to="resume") for one in powers)
    return [
        _Used(act.first + timedelta(days=one.notice_days or 0), one.most_days)
        for one in found
        if not one.after or _is_said(context, instrument, one.after, act.first)
    ]


def effective(context: Context, instrument: Instrument, act: Act) -> date | None:
    """Return the first day on which an act has effect: its own, or as much later as the text asks for notice.

    Of several powers that it may use the longest notice counts. None where its day is not told, or where the text allows it
    only after something that nobody said was missed by then.
    """
    used = _used(context, instrument, act)
    return act.first if used is None else max((one.begins for one in used), default=None)


def _most_days(context: Context, instrument: Instrument, act: Act) -> int | None:
    """Return how long an act has effect at most, the shortest time of several powers; None where the text says nothing."""
    used = _used(context, instrument, act) or ()
    return min((one.most_days for one in used if one.most_days is not None), default=None)


def _is_said(context: Context, instrument: Instrument, missed: tuple[str, ...], by: date) -> bool:
    """Return whether one of some duties was said to be missed by a day."""
    named = (provision_of(instrument, one) for one in missed)
    days = (first_said(context, instrument, p, "breached") for p in named if p is not None)
    return any(day is not None and day <= by for day in days)


def suspensions(context: Context, instrument: Instrument, provision: Provision) -> list[Suspension]:
    """Return the times in which a provision is suspended, by their beginning; they may overlap."""
    acts = context.acts_on(instrument.id, ActKind.SUSPENSION)
    found = (
        _suspension(context, instrument, provision, a) for a in acts if _touches(context, instrument, a, provision)
    )
    return sorted(one for one in found if one is not None and one.first < one.last)


def _touches(context: Context, instrument: Instrument, act: Act, provision: Provision) -> bool:
    """Return whether an act speaks of a provision: by name, or of all that its power reaches."""
    if act.zone is not None:
        return False
    if act.provision is not None:
        return act.provision == provision.id
    powers = powers_behind(context, instrument, act)
    return not powers or any(one.reaches(provision.id) for one in powers)


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
    most = _most_days(context, instrument, act)
    if most is not None:
        yield begins + timedelta(days=most), (f"for the {most} days that the text allows", "")
    for other in context.acts_on(instrument.id, ActKind.RESUMPTION):
        day = effective(context, instrument, other)
        assert act.first is not None
        if day is not None and day >= act.first and _touches(context, instrument, other, provision):
            yield day, (f"resumed by the act of {other.first}", other.id)
            return
