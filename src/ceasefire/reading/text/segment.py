"""Texts cut into sentences, bullets, headings and table rows, each with its place in the text."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import islice

import msgspec

from ceasefire.reading.lexicon.calendar_names import MONTH_ABBREVIATIONS
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.text.boilerplate import is_furniture
from ceasefire.reading.text.lines import BULLET, is_row, lines_of

_LONGEST = 1_200
_MOST_NUMBERS = 60
"""Numbers in one unit: rules weigh each number against the others, so that a line of nothing else would take minutes."""
_NUMBER = re.compile(r"(?<!\d)\d+")
_ABBREVIATIONS = (
    wordset("en", "sentences", "abbreviations")
    | wordset("en", "people", "title_abbreviations")
    | frozenset(MONTH_ABBREVIATIONS)
)
_END = re.compile(
    r"[.!?\u061f\u06d4\u2026][\"')\]]{0,3}(?= +(?:[\"'(\[]{0,2}[A-Z0-9\u00c0-\u024f\u0400-\u042f\u0600-\u06ff]|\((?:[a-z]|[ivx]{1,4})\) +[A-Z0-9]))"
)
_LAST_WORD = re.compile(r"([\w.]{1,20})$")
_NUMBERED = re.compile(r"\(?\d{1,2}[.)] +[A-Z]")
_DATELINE = re.compile(
    r"(?P<where>[A-Z][A-Za-z'./]+(?:[ /][A-Z][A-Za-z'.]+){0,3}(?:, [A-Z][A-Za-z .]{2,20})?"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?(?:,? \([^)]{2,30}\)"
    r"|, [A-Z][\w ]{2,20})?) ?(?:--?) +(?=[A-Z\"'])"
)
_STARTERS = wordset("en", "sentences", "starters")
_NOTE_MARK = re.compile(r"(?:\[\d{1,3}\]|[*\u2020\u2021])+$")
"""The marks of footnotes after the full stop of a sentence."""


class UnitKind(StrEnum):
    """What a piece of text looks like."""

    SENTENCE = "sentence"
    BULLET = "bullet"
    HEADING = "heading"
    ROW = "row"
    DATELINE = "dateline"
    FURNITURE = "furniture"


class Unit(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A piece of text: `text[start:end]`, without blanks around it; `block` numbers the paragraph."""

    start: int
    end: int
    kind: UnitKind
    block: int


def segment(folded: str) -> tuple[Unit, ...]:
    """Cut a folded text, each paragraph on its line, into units in reading order; none is longer than 1,200 characters or holds over 60 numbers."""
    units: list[Unit] = []
    for block, (start, end) in enumerate(_blocks(folded)):
        line = folded[start:end]
        kind = _kind(line)
        if kind in (UnitKind.ROW, UnitKind.FURNITURE, UnitKind.HEADING):
            units.extend(_capped(folded, start, end, kind, block))
            continue
        bullet = BULLET.match(line)
        first = start + bullet.end() if bullet else start
        place = _DATELINE.match(line) if block < 12 and not bullet else None
        if place:
            units.append(Unit(start=start, end=start + place.end("where"), kind=UnitKind.DATELINE, block=block))
            first = start + place.end()
        for s, e in _sentences(folded, first, end):
            units.extend(_capped(folded, s, e, UnitKind.BULLET if bullet else UnitKind.SENTENCE, block))
    return tuple(units)


def _blocks(folded: str) -> list[tuple[int, int]]:
    """Return the lines that hold anything, without the blanks around them."""
    return [(line.start, line.end) for line in lines_of(folded) if line.text]


def _kind(line: str) -> UnitKind:
    if is_row(line):
        return UnitKind.ROW
    if is_furniture(line):
        return UnitKind.FURNITURE
    line = _NOTE_MARK.sub("", line)
    if (
        len(line) <= 120
        and not line.endswith((".", "!", "?", ";", ",", '."', '"'))
        and (not BULLET.match(line) or _NUMBERED.match(line))
    ):
        return UnitKind.HEADING
    return UnitKind.SENTENCE


def _sentences(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts, here = [], start
    for match in _END.finditer(folded, start, end):
        if match[0][0] == "." and _is_abbreviation(folded, here, match.start(), match.end()):
            continue
        cuts.append((here, match.end()))
        here = match.end()
        while here < end and folded[here] in " \n\t":
            here += 1
    if here < end:
        cuts.append((here, end))
    return cuts


def _is_abbreviation(folded: str, start: int, dot: int, after: int) -> bool:
    word = _LAST_WORD.search(folded, max(start, dot - 20), dot)
    if not word:
        return False
    low = word[1].lower()
    if low in ("a.m", "p.m", "u.n", "u.s"):
        following = re.match(r" +[\"'(]*(\w+)", folded[after : after + 20])
        return not (following and following[1] in _STARTERS)
    initial = len(low) == 1 and word[1].isupper()
    return low in _ABBREVIATIONS or initial


def _capped(folded: str, start: int, end: int, kind: UnitKind, block: int) -> list[Unit]:
    units = []
    while (cut := _cut(folded, start, end)) < end:
        units.append(Unit(start=start, end=cut, kind=kind, block=block))
        start = cut
        while start < end and folded[start] in " \n":
            start += 1
    if end > start:
        units.append(Unit(start=start, end=end, kind=kind, block=block))
    return units


def _cut(folded: str, start: int, end: int) -> int:
    """Return where a unit must end: at its own end, or where it grows too long or holds more numbers than any sentence."""
    stop = min(end, start + _LONGEST)
    if stop < end:
        blank = folded.rfind(" ", start + _LONGEST // 2, stop)
        stop = blank if blank > 0 else stop
    numbers = _NUMBER.finditer(folded, start, stop)
    over = next(islice(numbers, _MOST_NUMBERS, None), None) if stop - start > 2 * _MOST_NUMBERS else None
    return over.start() if over else stop
