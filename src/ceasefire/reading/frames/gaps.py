"""What a clause says again without its verb: "two died in Orvan and one in Veldara"."""

from __future__ import annotations

from typing import Final

import msgspec

from ceasefire.reading.frames.clauses import Clause
from ceasefire.reading.frames.phrases import Phrase, phrase_right
from ceasefire.reading.frames.words import Words

_JOINS: Final = frozenset("C,")


class Gap(msgspec.Struct, frozen=True, gc=False):
    """A number that repeats a clause without its verb: its phrase, and where the words that belong to it end."""

    start: int
    phrase: Phrase
    stop: int


def gaps_of(words: Words, clause: Clause) -> list[Gap]:
    """Return the numbers after "and" or a comma that share the verb of a clause and have a preposition of their own."""
    starts = []
    seen_preposition, at = False, clause.group.after
    while at < clause.stop:
        phrase = _number(words, at, clause.stop) if seen_preposition else None
        if phrase is not None:
            starts.append((at, phrase))
            at = phrase.after
        seen_preposition = seen_preposition or words.tags[at] == "P"
        at += 1
    ends = [start for start, _ in starts[1:]] + [clause.stop][: len(starts)]
    return [Gap(start, phrase, stop) for (start, phrase), stop in zip(starts, ends, strict=True)]


def _number(words: Words, at: int, stop: int) -> Phrase | None:
    """Return the phrase of a number behind "and" or a comma, where a preposition but "of" follows it."""
    if words.tags[at] not in _JOINS:
        return None
    here = at + 1
    while here < stop and words.tags[here] in "CD":
        here += 1
    if here >= stop or words.tags[here] != "#":
        return None
    phrase = phrase_right(words, here)
    if (
        phrase is None
        or phrase.after >= stop
        or words.tags[phrase.after] != "P"
        or "W" in words.tags[here : phrase.after]
    ):
        return None
    return phrase if words.lows[phrase.after] not in ("of", "to", "by") else None
