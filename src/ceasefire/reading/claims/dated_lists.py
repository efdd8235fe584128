"""Lists whose label says what each of their days is of: "We also met: the mayor (2 April), the general (15 April)"."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims.meeting_slots import row_of
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.sentence import Sentence

_PART: Final = re.compile(r"[^;,(]*(?:\([^)]*\)[^;,(]*)*(?:[;,]|$)")
_SECTION: Final = 60
"""The most characters of the line that heads a section; chosen by hand, not measured."""

Item = tuple[int, int, DateMention]
"""Where the words of an item stand in its sentence, and its day."""


def items_of(sentence: Sentence, label: re.Pattern[str]) -> list[Item]:
    """Return the items behind a label that opens a sentence, or the line itself below a heading that is one; those to come are left out."""
    match = label.match(sentence.text)
    if match is not None and sentence.text[match.end() - 1 : match.end()] == ":":
        return _parts(sentence, match.end())
    row = row_of(sentence)
    if not row or not sentence.has_gone_by(row[0]) or label.match(_heading(sentence)) is None:
        return []
    return [(0, len(sentence.text), row[0])]


def _parts(sentence: Sentence, start: int) -> list[Item]:
    """Return a part of a list for each day in it; a part without a day belongs to the one before."""
    found: list[Item] = []
    for part in _PART.finditer(sentence.text, start):
        day = next((d for d in sentence.dates if d.value and part.start() <= d.start < part.end()), None)
        if day is not None:
            found.append((part.start(), part.end(), day))
        elif found and part[0].strip(" ,;."):
            found[-1] = (found[-1][0], part.end(), found[-1][2])
    return [item for item in found if sentence.has_gone_by(item[2])]


def _heading(sentence: Sentence) -> str:
    """Return the first line of the lines that stand together with that of a sentence; empty where it is long."""
    above = sentence.thread.folded[: sentence.unit.start]
    block = above[above.rfind("\n\n") + 2 :] if "\n\n" in above else above
    first = block.split("\n", 1)[0].strip(" -*#:")
    return f"{first}:" if first and len(first) <= _SECTION and not any(c.isdigit() for c in first) else ""


__all__ = ["Item", "items_of"]
