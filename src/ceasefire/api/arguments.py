"""Arguments as people give them: a day as a date or as text, a word out of a list. What does not fit is refused."""

import difflib
from collections.abc import Iterable
from datetime import date, datetime

from ceasefire.vocabulary.errors import CeasefireError

SHOWN = 30
"""Most words of a list that a message repeats."""


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
