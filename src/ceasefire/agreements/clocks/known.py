"""What was known at the end of a day: nothing dated, expected or, where it tells no day of its own, filed later."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ceasefire.agreements.accounts import Account, accounts_in
from ceasefire.agreements.clocks.meeting_days import days_of, is_exact
from ceasefire.agreements.context import Context, Meeting

if TYPE_CHECKING:
    import pyarrow as pa


class Known(NamedTuple):
    """What was known at the end of a day; `uncounted`: by instrument and provision, how many accounts were not yet.

    Of those only the accounts that tell no day and were filed later: what tells a later day is of no account then.
    """

    context: Context
    uncounted: Mapping[tuple[str, str], int]


def known_by(context: Context, duty_reports: "pa.Table", on: date) -> Known:
    """Return a context as it stood at the end of a day, with the accounts of these duty reports.

    What tells a day counts from that day; what tells none from the day on which it was filed; what tells neither is kept.
    """
    accounts = accounts_in(duty_reports.to_pylist())
    left = (a for a in accounts if a.first is None and not by(a.known, on))
    return Known(
        _as_of(context, tuple(a for a in accounts if by(a.known, on)), on),
        Counter((a.instrument, a.provision) for a in left),
    )


def _as_of(context: Context, accounts: tuple[Account, ...], on: date) -> Context:
    return replace(
        context,
        instruments={i.id: i for i in context.instruments.values() if by(i.signed, on)},
        acts=tuple(a for a in context.acts if by(a.first or a.filed, on)),
        claims=tuple(c for c in context.claims if by(c.day, on)),
        meetings=_meetings(context.meetings, on),
        accounts=accounts,
    )


def by(day: date | None, on: date) -> bool:
    """Return whether a day has come by another; one that is not known has."""
    return day is None or day <= on


def _meetings(meetings: Iterable[Meeting], on: date) -> tuple[Meeting, ...]:
    """Return the meetings known by a day; one that most accounts put later was not held yet, whatever another says."""
    named: dict[str, list[Meeting]] = {}
    for one in meetings:
        if one.status == "held" and is_exact(one):
            named.setdefault(one.name, []).append(one)
    later = {name for name, rows in named.items() if name and days_of(rows)[0] > on}
    return tuple(m for m in meetings if by(_told(m), on) and not (m.status == "held" and m.name in later))


def _told(meeting: Meeting) -> date | None:
    """Return the day from which a meeting is known: one that was held, from its first day; another, from its filing."""
    return (meeting.first if meeting.status == "held" else None) or meeting.filed
