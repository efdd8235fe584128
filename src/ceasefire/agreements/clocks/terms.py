"""What time the term of an instrument covers: as written, as extended by acts, with the gaps before a late extension."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ceasefire.agreements.clocks.calendar_time import BEGINNING, Point, add_months, instant, midnight
from ceasefire.agreements.clocks.events import in_force, moment_of
from ceasefire.agreements.clocks.powers import effective
from ceasefire.agreements.context import Act, Context
from ceasefire.agreements.language.fields import Moment, Term
from ceasefire.agreements.language.model import Instrument
from ceasefire.agreements.three_valued import Reason, no, undetermined
from ceasefire.vocabulary.duty_words import ActKind


class Change(NamedTuple):
    """From a second on the term covers (`reason` None), or does not, or cannot be told, with the reason.

    `ended` says that it ended, though a text that extends itself on a condition may leave open whether it did.
    """

    second: int
    reason: Reason | None
    ended: bool = False


class Coverage(NamedTuple):
    """The ends of a term, each with the act that set it (None: as written), and what changes when."""

    ends: tuple[tuple[Point, Act | None], ...]
    changes: tuple[Change, ...]

    def at(self, second: int) -> Change | None:
        """Return what stands in the way of the term's covering a second, or None where it does cover it."""
        last = [one for one in self.changes if one.second <= second]
        return last[-1] if last and last[-1].reason is not None else None


OPEN = Coverage((), ())
"""A term without an end."""


def term_end(context: Context, instrument: Instrument) -> Point | None:
    """Return the first moment that the term as written no longer covers, before any extension; None when open."""
    term = instrument.term
    if not isinstance(term, Term):
        return None
    if term.until is not None:
        return moment_of(context, instrument, term.until)
    start = in_force(context, instrument)
    if start is None:
        return None
    day = add_months(start.day, term.months or 0) + timedelta(days=term.days or 0)
    length = f"{term.months} months" if term.months else f"{term.days} days"
    clock = _clock(start, instrument)
    return Point(second=instant(day, clock, instrument.time_zone), day=day, words=f"{length} from {start.day}")


def _clock(start: Point, instrument: Instrument) -> str:
    past = start.second - midnight(start.day, instrument.time_zone)
    return f"{past // 3600:02d}:{past % 3600 // 60:02d}"


def extensions(context: Context, instrument: Instrument) -> list[Act]:
    """Return the recorded acts that extend the term.

    One that names a provision with a deadline extends that deadline and no term; another provision is where the text speaks
    of the term.
    """
    by_power = any(p.power is not None and p.power.to == "extend" for p in instrument.provisions)
    kind = instrument.extension.act if instrument.extension else ActKind.EXTENSION if by_power else None
    dated = {p.id for p in instrument.provisions if isinstance(p.deadline, Moment) or p.phases}
    return [a for a in context.acts_on(instrument.id, kind) if a.provision not in dated] if kind else []


def coverage(context: Context, instrument: Instrument) -> Coverage:
    """Return what time the term covers; hits and duties both read it here.

    An act of extension counts from the beginning of its day: one that came after the end leaves a gap.
    """
    end, extension = term_end(context, instrument), instrument.extension
    if end is None or (extension is not None and (extension.mode, extension.needs) == ("automatic", "nothing")):
        return OPEN
    ends: list[tuple[Point, Act | None]] = [(end, None)]
    changes: list[Change] = []
    unending = None
    for one in _extending(context, instrument):
        if one.to is None:
            unending = one
        elif one.to > max(end.second, one.surely):
            changes += _taken_up(_missing(instrument, end, one), end, one)
            end = Point(second=one.to, day=one.day, words=f"extended by act of {one.act.first or 'unknown day'}")
            ends.append((end, one.act))
    if unending is None:
        return Coverage(tuple(ends), (*changes, Change(end.second, _after(context, instrument, end), ended=True)))
    changes += _gap(_missing(instrument, end, unending), end, unending)
    return Coverage(tuple(ends), (*changes, Change(max(end.second, unending.first), _unending(unending.act))))


class _Extending(NamedTuple):
    """An act that extends the term: from which second it has effect, at the earliest and surely, and up to which."""

    act: Act
    first: int
    surely: int
    to: int | None
    day: date


def _extending(context: Context, instrument: Instrument) -> Iterator[_Extending]:
    """Yield the acts that extend the term and have effect."""
    zone = instrument.time_zone
    for act in extensions(context, instrument):
        begins = effective(context, instrument, act)
        to = midnight(act.term_to, zone) if act.term_to else None
        if act.first is None:
            yield _Extending(act, BEGINNING, BEGINNING, to, act.term_to or date.max)
        elif begins is not None:
            surely = midnight((act.last or act.first) + (begins - act.first), zone)
            yield _Extending(act, midnight(begins, zone), surely, to, act.term_to or date.max)


def _taken_up(missing: Reason, end: Point, one: _Extending) -> Iterator[Change]:
    """Yield the gap before a late extension, the doubt of one whose day is told roughly, and the beginning of its cover."""
    yield from _gap(missing, end, one)
    begins = max(end.second, one.first)
    if one.surely > begins:
        words = f"whether the extension of {one.act.first} to {one.act.last} had come by then is not told exactly"
        yield Change(begins, undetermined(words, "time", rests=[one.act.id]))
    if one.surely > end.second:
        yield Change(max(one.surely, begins), None)


def _gap(missing: Reason, end: Point, one: _Extending) -> Iterator[Change]:
    if one.first > end.second:
        yield Change(end.second, missing, ended=True)


def _missing(instrument: Instrument, end: Point, one: _Extending) -> Reason:
    """Return the answer between an end and a later extension: open where the text extends itself once its holders agree."""
    ended = f"the term had ended on {end.day} ({end.words})"
    extension = instrument.extension
    if extension is None or extension.mode == "by_act":
        return no(f"{ended}, extended only by the act of {one.act.first}", rests=[one.act.id])
    none = f"between {end.day} and {one.act.first or 'a day not told'} nobody recorded it"
    words = f"{ended}; extending it needs {extension.needs}, and {none}"
    return undetermined(words, "extension_act", rests=[one.act.id])


def _unending(act: Act) -> Reason:
    words = f"the term was extended by an act of {act.first or 'unknown day'} that names no new end"
    return undetermined(words, "extension_act", rests=[act.id])


def _after(context: Context, instrument: Instrument, end: Point) -> Reason:
    """Return the answer after the term's last end."""
    extension, ended = instrument.extension, f"the term ended on {end.day} ({end.words})"
    if extension is None:
        return no(ended)
    claims = context.claims_on(instrument.id, extension.act)
    none = "no such act is recorded" if extension.mode == "automatic" else "no extension act is recorded"
    recorded = f"only this is recorded: {'; '.join(claims)}" if claims else none
    if extension.mode == "automatic":
        words = f"{ended}; extending it needs {extension.needs}, and {recorded}: lapsed for want of it?"
        return undetermined(words, "extension_act")
    return no(f"{ended}; {recorded}")
