"""Texts cut into sentences, bullets, headings and table rows, each with its place in the text."""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

from ceasefire.reading.lexicon.calendar_names import MONTH_ABBREVIATIONS
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.text.boilerplate import is_furniture

_LONGEST = 1_200
_ABBREVIATIONS = (
    wordset("en", "sentences", "abbreviations")
    | wordset("en", "people", "title_abbreviations")
    | frozenset(MONTH_ABBREVIATIONS)
)
_END = re.compile(
    r"[.!?\u061f\u06d4\u2026][\"')\]]{0,3}(?= +[\"'(\[]{0,2}[A-Z0-9\u00c0-\u024f\u0400-\u042f\u0600-\u06ff])"
)
_LAST_WORD = re.compile(r"([\w.]{1,20})$")
_BULLET = re.compile(r"[ ]*(?:[-*\u2022\u00b7\u25aa\u25e6\u25cf\u2023o>] +|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)] +)")
_NUMBERED = re.compile(r"\(?\d{1,2}[.)] +[A-Z]")
_DATELINE = re.compile(
    r"(?P<where>[A-Z][A-Za-z'./]+(?:[ /][A-Z][A-Za-z'.]+){0,3}(?:, [A-Z][A-Za-z .]{2,20})?"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)?(?:,? \([^)]{2,30}\)"
    r"|, [A-Z][\w ]{2,20})?) ?(?:--?) +(?=[A-Z\"'])"
)
_STARTERS = wordset("en", "sentences", "starters")
_FIELD = re.compile(r"[A-Z][\w ]{1,28}: ")
_OPEN_END = re.compile(r"[a-z,]$")
_JOINABLE = re.compile(r"[a-z,;(]")


class UnitKind(StrEnum):
    """What a piece of text looks like."""

    SENTENCE = "sentence"
    BULLET = "bullet"
    HEADING = "heading"
    ROW = "row"
    DATELINE = "dateline"
    FURNITURE = "furniture"


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of text: `text[start:end]`, without blanks around it; `block` numbers the paragraph."""

    start: int
    end: int
    kind: UnitKind
    block: int


def segment(folded: str) -> tuple[Unit, ...]:
    """Cut a folded text into units in reading order; none is longer than 1,200 characters."""
    units: list[Unit] = []
    for block, (start, end) in enumerate(_blocks(folded)):
        line = folded[start:end]
        kind = _kind(line)
        if kind in (UnitKind.ROW, UnitKind.FURNITURE, UnitKind.HEADING):
            units.extend(_capped(folded, start, end, kind, block))
            continue
        bullet = _BULLET.match(line)
        first = start + bullet.end() if bullet else start
        place = _DATELINE.match(line) if block < 12 and not bullet else None
        if place:
            units.append(Unit(start=start, end=start + place.end("where"), kind=UnitKind.DATELINE, block=block))
            first = start + place.end()
        for s, e in _sentences(folded, first, end):
            units.extend(_capped(folded, s, e, UnitKind.BULLET if bullet else UnitKind.SENTENCE, block))
    return tuple(units)


def _blocks(folded: str) -> list[tuple[int, int]]:
    """Return the lines, with hard-wrapped lines of one paragraph joined."""
    blocks: list[tuple[int, int]] = []
    position, joinable, width = 0, False, 0
    for line in folded.split("\n"):
        stripped = line.strip()
        start = position + len(line) - len(line.lstrip())
        position += len(line) + 1
        if not stripped:
            joinable = False
            continue
        if joinable and blocks and _continues(folded, blocks[-1], stripped, width):
            blocks[-1] = (blocks[-1][0], start + len(stripped))
        else:
            blocks.append((start, start + len(stripped)))
        width, joinable = len(stripped), True
    return blocks


def _continues(folded: str, last: tuple[int, int], line: str, width: int) -> bool:
    tail = folded[max(last[0], last[1] - 3) : last[1]]
    if _BULLET.match(line) or _is_row(line) or tail.endswith((".", "!", "?", ":", '."', ".)")):
        return False
    if width < 45 or last[1] - last[0] > 4_000 or _is_row(folded[last[0] : last[1]][:300]):
        return False
    if _FIELD.match(line):
        return False
    if _JOINABLE.match(line):
        return width <= 110
    return 60 <= width <= 110 and bool(_OPEN_END.search(tail)) and not _NUMBERED.match(folded[last[0] : last[0] + 8])


def _kind(line: str) -> UnitKind:
    if _is_row(line):
        return UnitKind.ROW
    if is_furniture(line):
        return UnitKind.FURNITURE
    if (
        len(line) <= 120
        and not line.endswith((".", "!", "?", ";", ",", '."', '"'))
        and (not _BULLET.match(line) or _NUMBERED.match(line))
    ):
        return UnitKind.HEADING
    return UnitKind.SENTENCE


def _is_row(line: str) -> bool:
    if (
        line.count("|") >= 2
        or line.count("\t") >= 2
        or re.fullmatch(r"[^|]{2,60}\|[^|]{1,40}\|?|[^\t]{2,60}\t[^\t]{1,40}", line)
    ):
        return True
    return len(re.findall(r"\S {3,10}(?=\S)", line[:400])) >= 2


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
    while end - start > _LONGEST:
        cut = folded.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        units.append(Unit(start=start, end=cut, kind=kind, block=block))
        start = cut
        while start < end and folded[start] in " \n":
            start += 1
    if end > start:
        units.append(Unit(start=start, end=end, kind=kind, block=block))
    return units
