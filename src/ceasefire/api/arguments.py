"""Arguments as people give them: a day or a time as such or as text, a word out of a list. What does not fit is refused."""

import difflib
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from ceasefire.vocabulary.errors import CeasefireError
from ceasefire.vocabulary.parts import FIRST_YEAR, LAST_YEAR

SHOWN = 30
"""Most words of a list that a message repeats."""
_AGO: Final = re.compile(r"([0-9]{1,6})([hd])")


class BadArgument(CeasefireError, ValueError):
    """An argument that is not valid here; the message says what is."""


def day(value: date | str) -> date:
    """Return the day meant by a date or by text such as 2018-10-16; raises BadArgument for any other text."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadArgument(f"{value!r} is not a valid date; write year, month and day as 2018-10-16") from None


def day_or_none(value: date | str | None) -> date | None:
    """Return the day meant, or None where none is given."""
    return None if value is None else day(value)


def looked_on(value: date | str | None) -> date | None:
    """Return the day on which one looks, or None where none is given; raises BadArgument outside the years of a record."""
    found = day_or_none(value)
    if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadArgument(f"{found} is outside the years {FIRST_YEAR} to {LAST_YEAR}; look on another day")
    return found


def instant(value: date | str, now: datetime) -> datetime:
    """Return the time meant, in UTC: a time, a day (from its first hour in UTC), `12h` or `3d` before now.

    A time that names no zone is one of UTC, as the times in a record are. Raises BadArgument for any other text.
    """
    if isinstance(value, str) and (ago := _AGO.fullmatch(value.strip())):
        number = int(ago[1])
        try:
            return now - (timedelta(hours=number) if ago[2] == "h" else timedelta(days=number))
        except OverflowError:
            raise BadArgument(f"{value!r} is before all time") from None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(value.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (TypeError, ValueError, AttributeError, OverflowError):
        forms = "a day as 2018-10-16, a time as 2018-10-16T06:00 (UTC unless it names its zone), or 12h or 3d ago"
        raise BadArgument(f"{value!r} is no time; write {forms}") from None


def one_of(what: str, value: str, known: Iterable[str]) -> str:
    """Return the value if it is one of the known ones; else raise BadArgument that names them, the closest first."""
    there = [str(one) for one in dict.fromkeys(known)]
    if not isinstance(value, str):
        raise BadArgument(f"{value!r} is not a valid {what}: it must be text")
    if value in there:
        return value
    close = difflib.get_close_matches(value, there, 1)
    meant = f"did you mean {close[0]!r}? " if close else ""
    more = f" and {len(there) - SHOWN} more" if len(there) > SHOWN else ""
    listed = ", ".join(there[:SHOWN]) + more if there else "nothing: there is none here"
    raise BadArgument(f"{value!r} is not a valid {what}; {meant}choose from {listed}")


def one_of_or_none(what: str, value: str | None, known: Iterable[str]) -> str | None:
    """Return the value if it is None or one of the known ones; else raise BadArgument."""
    return None if value is None else one_of(what, value, known)
