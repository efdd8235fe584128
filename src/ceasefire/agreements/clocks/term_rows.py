"""The duty to extend the term of an instrument in time: one row of `duties` for each end that has come, or comes next."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from ceasefire.agreements.clocks.calendar_time import NO_DAY, UNRECKONABLE, Point, local_day
from ceasefire.agreements.clocks.terms import coverage, extensions
from ceasefire.agreements.context import Act, Context
from ceasefire.agreements.language.fields import Extension
from ceasefire.agreements.language.holders import listed
from ceasefire.agreements.language.model import Instrument

TERM: Final = "term"
"""The provision id of the row that asks for an extension act."""


def term_rows(context: Context, instrument: Instrument, on: date) -> Iterator[dict[str, Any]]:
    """Yield the duty to extend the term: due on the local day of the last second that it covers."""
    extension = instrument.extension
    if extension is None or extension.needs == "nothing":
        return
    try:
        yield from list(_reckoned(context, instrument, extension, on))
    except UNRECKONABLE:
        yield _named(instrument, extension) | {"due": None, "due_why": NO_DAY, "state": "undetermined", "said": []}


def _reckoned(context: Context, instrument: Instrument, extension: Extension, on: date) -> Iterator[dict[str, Any]]:
    ends, acts = coverage(context, instrument).ends, extensions(context, instrument)
    for end, _ in ends:
        due = local_day(end.second - 1, instrument.time_zone)
        by = _answering([a for a in acts if a.term_to is None or a.term_to > end.day], due)
        yield _row(instrument, extension, due, end, by, _state(extension, due, by, on))


def _answering(acts: Sequence[Act], due: date) -> list[Act]:
    """Return the acts that extended a term in time, else the first that did so later."""
    in_time = [a for a in acts if a.first is None or a.first <= due]
    return in_time or list(acts[:1])


def _row(
    instrument: Instrument, extension: Extension, due: date, end: Point, by: Sequence[Act], state: str
) -> dict[str, Any]:
    return _named(instrument, extension) | {
        "due": due,
        "due_why": f"last day of the term: {end.words}",
        "state": state,
        "said": [f"act {a.act} by {', '.join(a.by) or 'not told'}, {a.first or 'day not told'}" for a in by],
        "lineage": sorted(a.id for a in by if a.id),
    }


def _named(instrument: Instrument, extension: Extension) -> dict[str, Any]:
    who = sorted(extension.who)
    return {
        "instrument": instrument.id,
        "provision": TERM,
        "holder": who,
        "holder_words": listed(who),
        "what": f"Extend the term ({extension.needs} of {', '.join(extension.who) or 'holders not named'}).",
        "verified": [],
    }


def _state(extension: Extension, due: date, by: Sequence[Act], on: date) -> str:
    """Return the state; a text that extends itself once its holders agree leaves it open where no act showed that in time."""
    days = [a.first for a in by]
    if any(day is not None and day <= due for day in days):
        return "said_met"
    if on > due and extension.mode == "automatic":
        return "undetermined"
    if any(day is not None for day in days):
        return "late"
    return "lapsed" if on > due else "due"
