"""Until when a duty can be met: the day, the range of days where the text says "about", and how that is reckoned."""

from datetime import date, timedelta
from typing import NamedTuple

from ceasefire.agreements.clocks.calendar_time import event_words
from ceasefire.agreements.clocks.events import deadline_extensions, deadline_point, moment_of
from ceasefire.agreements.context import Context
from ceasefire.agreements.language.duty_fields import Deadline, Undated
from ceasefire.agreements.language.fields import Moment
from ceasefire.agreements.language.model import Instrument, Provision


class Due(NamedTuple):
    """The last day on which a duty can be met (None: it cannot be told), the first that it may mean, and why."""

    last: date | None
    first: date | None
    why: str
    rests: tuple[str, ...] = ()


def due_of(context: Context, instrument: Instrument, provision: Provision) -> Due:
    """Return the deadline of a provision with one deadline or none, as written or as extended by an act."""
    written = due_by(context, instrument, provision.deadline)
    moved = deadline_extensions(context, instrument, provision)
    point = deadline_point(context, instrument, provision) if moved else None
    if point is not None and (written.last is None or point.day > written.last):
        act = max(moved, key=lambda a: a.term_to or date.min)
        late = f", after it had passed on {written.last}" if _is_late(act.first, written.last) else ""
        words = f"{written.why}; extended to {point.day} by the act of {act.first or 'an unknown day'}{late}"
        written = Due(point.day, None, words, (act.id,))
    return written._replace(why=written.why + rivals(provision))


def _is_late(act: date | None, due: date | None) -> bool:
    return act is not None and due is not None and act > due


def due_by(context: Context, instrument: Instrument, deadline: Deadline | None) -> Due:
    """Return when one deadline as written falls."""
    if isinstance(deadline, Moment):
        return _reckoned(context, instrument, deadline)
    words = f"no date: {deadline.undated}" if isinstance(deadline, Undated) else "the text sets no deadline"
    return Due(None, None, words)


def _reckoned(context: Context, instrument: Instrument, moment: Moment) -> Due:
    point = moment_of(context, instrument, moment, end_of_day=True)
    if point is None:
        return Due(None, None, f"counts from {event_words(moment.after or '')}, which is not recorded")
    if not moment.about_days:
        return Due(point.day, None, point.words)
    first, last = (point.day + timedelta(days=n) for n in (-moment.about_days, moment.about_days))
    return Due(last, first, f"about {point.words}: read as {first} to {last}")


def rivals(provision: Provision) -> str:
    """Return in words what other published readings make of the deadline; empty where there are none."""
    others = [
        f"{r.day or r.says} ({r.source.reader or 'source not told'})" for r in provision.rivals if r.about == "deadline"
    ]
    return f"; rival readings: {', '.join(others)}" if others else ""
