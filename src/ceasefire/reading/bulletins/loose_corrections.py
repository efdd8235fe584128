"""Where a line of a bulletin puts right what was told before, and which of its numbers does not hold."""

from __future__ import annotations

import datetime as dt

from ceasefire.reading.bulletins.loose_sentences import Sentence
from ceasefire.reading.bulletins.periods import told_day
from ceasefire.reading.bulletins.word_items import Item


def is_wrong(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number is one that is put right: behind "not" or before "instead"."""
    before = items[at - 1].kind if at else ""
    return before == "instead" or [i.kind for i in items[at + 1 : at + 2]] == ["instead_after"]


def correcting(line: list[Sentence], day: dt.date | None) -> tuple[int, int]:
    """Return from which sentence of a line on, and up to which, it puts something right.

    The sentence before that says what was told yesterday belongs to it. A line that begins with a correction is one
    whole; within a line it ends where a number and the one that it puts right are told.
    """
    at = next((n for n, s in enumerate(line) if _corrects(s, day)), len(line))
    told = 0 < at < len(line) and line[at - 1].has("yesterday") and _numbers(line[at : at + 1]) == 1
    told = told and not line[at].has("place")
    first = at - told
    if at and at < len(line):
        ends = (n + 1 for n in range(at, len(line)) if _numbers(line[first : n + 1]) > 1)
        return first, next(ends, len(line))
    return first, len(line)


def _numbers(told: list[Sentence]) -> int:
    return sum(i.kind in ("num", "wrong") for s in told for i in s.items)


def _corrects(sentence: Sentence, day: dt.date | None) -> bool:
    """Say whether a sentence has a word for correcting, or says of an earlier day that it was one number and not another."""
    if sentence.has("correction"):
        return True
    number = next((n for n, i in enumerate(sentence.items) if i.kind in ("num", "wrong")), 0)
    earlier = any(_is_earlier(item, day) for item in sentence.items[:number])
    return earlier and (sentence.has("instead", "instead_after", "wrong"))


def _is_earlier(item: Item, day: dt.date | None) -> bool:
    """Say whether an item tells of a day before the bulletin's."""
    return item.kind == "yesterday" or (item.kind == "date" and bool(item.value) and told_day(item.value, day) != day)
