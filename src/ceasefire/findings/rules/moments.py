"""Days and times at the edges of a clock, where a day stands for all of its 24 hours (UTC).

A position dated by the day counts from the day's start, so that an objection is never late for want of an hour. A
matter opened on a day starts its clock when that day ends, so that nobody loses time. Asking on a day sees all of it.
"""

from datetime import UTC, datetime, timedelta

from ceasefire.findings.rules.language import Heard, Held


def start(text: str) -> datetime:
    """Return the first instant that an ISO day or time can mean, in UTC."""
    if len(text) == 10:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    return datetime.fromisoformat(text).astimezone(UTC)


def said(held: Held) -> datetime:
    """Return the instant from which a position counts: the start of what it tells, and its turn among those of that time."""
    turn = held.turn if isinstance(held, Heard) else 0
    return start(held.at) + timedelta(microseconds=turn)


def end(text: str) -> datetime:
    """Return the instant at which an ISO day is over, or the time itself, in UTC."""
    return start(text) + timedelta(days=1) if len(text) == 10 else start(text)


def seen(text: str) -> datetime:
    """Return the last instant seen by somebody who asks on that day or at that time."""
    return end(text) - timedelta(microseconds=1) if len(text) == 10 else start(text)


def written(instant: datetime) -> str:
    """Return an instant as the rules file writes it: a day where it is midnight UTC, a time otherwise."""
    if (instant.hour, instant.minute, instant.second) == (0, 0, 0):
        return instant.date().isoformat()
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")
