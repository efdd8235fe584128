"""Where a line of a bulletin puts right what was told before, and which of its numbers does not hold."""

from __future__ import annotations

from ceasefire.reading.bulletins.loose_sentences import Sentence
from ceasefire.reading.bulletins.word_items import Item


def is_wrong(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number is one that is put right: behind "not" or before "instead"."""
    before = items[at - 1].kind if at else ""
    return before == "instead" or [i.kind for i in items[at + 1 : at + 2]] == ["instead_after"]


def first_correcting(line: list[Sentence]) -> int:
    """Return from which sentence of a line on it puts something right, with the one that says what was told yesterday."""
    first = next((n for n, s in enumerate(line) if _corrects(s)), len(line))
    told = 0 < first < len(line) and line[first - 1].has("yesterday") and not line[first].has("place")
    return first - told


def _corrects(sentence: Sentence) -> bool:
    return sentence.has("correction") or (
        sentence.has("yesterday", "date") and sentence.has("instead", "instead_after")
    )
