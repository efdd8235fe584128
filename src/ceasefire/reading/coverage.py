"""Why a text, or a part of it, is not read: said aloud, so that silence is never taken for "nothing happened"."""

from __future__ import annotations

from ceasefire.reading.bulletins import languages
from ceasefire.reading.model import Reading
from ceasefire.reading.text.language import may_be_english, name_of
from ceasefire.reading.text.legibility import HARDLY


def why_unread(reading: Reading, *, counts: bool) -> str | None:
    """Return why a text is not read, or only in small part; None where it is. `counts` says that it is a bulletin which is."""
    if counts:
        return None
    if reading.legible < HARDLY:
        return f"only {reading.legible:.0%} of it look like words (data, or pages made text by a machine?), so little can be read in it"
    if may_be_english(reading.language):
        return None
    part = "most of it" if any(may_be_english(code) for code in reading.languages) else "it"
    *others, last = (name_of(code) for code in languages())
    read = f"articles are read in English, bulletins in {', '.join(others)} and {last}"
    return f"{part} is in {name_of(reading.language)}; {read}"


def passed_over(reading: Reading) -> str | None:
    """Return which part of a text that is read is in another language; None where there is none."""
    others = [
        f"{letters:,} letters in {name_of(code)}"
        for code, letters in reading.languages.items()
        if not may_be_english(code)
    ]
    return f"not read in it: {', '.join(others)}" if others and may_be_english(reading.language) else None
