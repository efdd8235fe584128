"""Deadlines as an iCalendar file (RFC 5545) that any calendar program can subscribe to."""

import hashlib
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from ceasefire.vocabulary.duty_words import state_words
from ceasefire.vocabulary.provision_names import provision_name

if TYPE_CHECKING:
    import pyarrow as pa

_LINE: Final = 75
"""Most octets in a content line (RFC 5545, 3.1)."""


def ics(duties: "pa.Table") -> str:
    """Return one all-day entry for every duty with a deadline; the same table always gives the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ceasefire//duties//EN", "CALSCALE:GREGORIAN"]
    for row in duties.to_pylist():
        if row["due"] is not None:
            lines += _entry(row)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _entry(row: dict[str, Any]) -> list[str]:
    due: date = row["due"]
    name = provision_name(row["instrument"], row["provision"])
    details = [
        row["what"],
        f"Holder: {row['holder_words'] or 'the text names none'}",
        *([f"Owed to: {row['owed_words']}"] if row["owed_words"] else []),
        f"Deadline: {row['due_why']}",
        *row["said"],
        *(f"verified: {v}" for v in row["verified"]),
    ]
    return [
        "BEGIN:VEVENT",
        f"UID:{hashlib.sha256(f'{name} {due}'.encode()).hexdigest()[:32]}@ceasefire",
        f"DTSTAMP:{due:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{row['due_from'] or due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escape(_title(name, row['state']))}",
        f"DESCRIPTION:{escape(chr(10).join(details))}",
        f"CATEGORIES:{escape(row['state'])}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _title(name: str, state: str) -> str:
    return f"{name}: {state_words(state)}"


def escape(text: str) -> str:
    """Return a TEXT value (RFC 5545, 3.3.11): backslash, semicolon, comma and line breaks escaped, controls dropped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127))
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def fold(line: str) -> str:
    """Return a content line cut into pieces of at most 75 octets, never inside a character (RFC 5545, 3.1)."""
    pieces, piece, room = [], "", _LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", _LINE - 1
        piece += character
        room -= size
    return "\r\n ".join([*pieces, piece])
