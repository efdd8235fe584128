"""The noun phrase before a verb that is its subject, whole: "fighters of the Front", "X, Y and Z", not whom it is taken for."""

from __future__ import annotations

from typing import Final

from ceasefire.reading.frames.phrases import Phrase, phrase_left, phrase_right, with_of
from ceasefire.reading.frames.verb_groups import VerbGroup
from ceasefire.reading.frames.words import REACH, Words

PASSED: Final = frozenset("A!")
"""Tags of adverbs and negations, which stand between a subject and its verb."""
_HELD: Final = frozenset(
    ("believed", "thought", "suspected", "alleged", "presumed", "said", "understood", "reported", "assumed", "known")
)
"""What tells before "to be" whom somebody takes a subject for: "planes believed to be Zarnian struck X"."""
_ROUND_HELD: Final = frozenset("A!BR")
_NO_NAME: Final = frozenset("VB,SRCT")


def own_subject(words: Words, group: VerbGroup, start: int, *, alone: bool) -> Phrase | None:
    """Return who or what stands right before a verb as its subject, from a word on; `alone` where its clause is opened by nothing before it."""
    at = group.first
    while at > start and words.tags[at - 1] in PASSED:
        at -= 1
    if at > start and words.tags[at - 1] == ",":
        return first_phrase(words, start, at - 1)
    phrase = phrase_left(words, at, start)
    found = whole(words, phrase, start, listed=alone) if phrase else None
    return found or (None if group.finite or group.infinitive else phrase)


def first_phrase(words: Words, start: int, stop: int) -> Phrase | None:
    """Return the first noun phrase of a clause that is no part of an opening "On Monday, ..." ; for a subject parted by commas."""
    at = start
    while at < stop:
        tag = words.tags[at]
        if tag == "P":
            phrase = phrase_right(words, at + 1)
            at = phrase.after if phrase else at + 1
        elif tag in "D#NJO":
            phrase = phrase_right(words, at)
            return with_of(words, phrase, stop) if phrase and phrase.first < stop else None
        else:
            at += 1
    return None


def taken_for(words: Words, group: VerbGroup) -> Phrase | None:
    """Return "planes" of "planes believed to be Zarnian struck X": of whom the verb is told, and not whom he is taken for."""
    lows, tags, floor = words.lows, words.tags, max(1, group.first - REACH)
    to = next((at for at in range(group.first - 2, floor, -1) if lows[at : at + 2] == ["to", "be"]), 0)
    if not to or lows[to - 1] not in _HELD or not _NO_NAME.isdisjoint(tags[to + 2 : group.first]):
        return None
    held = to - 1
    while held and tags[held - 1] in _ROUND_HELD:
        held -= 1
    return phrase_left(words, held, max(0, held - REACH))


def whole(words: Words, phrase: Phrase, floor: int, *, listed: bool) -> Phrase | None:
    """Return a subject with the head before its "of ..." and "in ..."; None where it only ends an opening "In ..."."""
    first, core, tags = phrase.first, phrase.core, words.tags
    floor = max(floor, phrase.after - REACH)
    while first > floor:
        if tags[first - 1] == "P":
            head = phrase_left(words, first - 1, floor)
            if head is None or tags[head.first] == "W":
                return _behind_place(words, first, phrase.after)
        else:
            head = _joined(words, first, phrase.after, floor) if listed else None
            if head is None:
                break
        first, core = head.first, head.core
    return Phrase(first, core, phrase.after)


def _joined(words: Words, first: int, after: int, floor: int) -> Phrase | None:
    """Return what is joined by "and" or a comma to a phrase behind it: A of "A, B and C"."""
    tags, mark = words.tags, first - 1
    if mark <= floor or tags[mark] not in ("C", ","):
        return None
    more = phrase_left(words, mark - 1 if tags[mark - 1] == "," else mark, floor)
    if (
        more is None
        or tags[more.first] == "W"
        or (tags[mark] == "," and more.first - 1 <= floor and tags[more.first - 1] == "P")
    ):
        return None
    return more if tags[mark] == "C" or _has_and(words, first, after) else None


def _has_and(words: Words, first: int, after: int) -> bool:
    return "C" in words.tags[first:after]


def _behind_place(words: Words, first: int, after: int) -> Phrase | None:
    """Return "gunmen" of "In Orvan gunmen": what follows the capitalised words after an opening preposition."""
    at = first
    while at < after and words.capital(at):
        at += 1
    return Phrase(at, after, after) if first < at < after and words.tags[at] in "NJ" else None
