"""Noun phrases, and the phrases of prepositions that follow a word."""

from __future__ import annotations

from typing import Final

import msgspec

from ceasefire.reading.frames.words import REACH, Words

_INSIDE: Final = frozenset("D#NJ'W")
_ENDS: Final = frozenset("N#OJW")
_AS_PREPOSITIONS: Final = frozenset(("after", "before", "since", "until", "till", "as"))


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """A noun phrase as places of words; `core` is where its first noun phrase ends, before "of ..." and "and ..."."""

    first: int
    core: int
    after: int


def phrase_right(words: Words, at: int) -> Phrase | None:
    """Return the noun phrase that begins at a place, adverbs and marks of quotation before it passed over."""
    tags, size = words.tags, len(words.tags)
    while at < size and (tags[at] == "A" or words.opens_quote(at)):
        at += 1
    if at >= size or tags[at] not in "D#NJOW":
        return None
    end = _end(words, at)
    return Phrase(at, end, end)


def _end(words: Words, at: int) -> int:
    tags, size = words.tags, min(len(words.tags), at + REACH)
    if tags[at] == "O":
        return at + 1
    here, noun = at, False
    while here < size:
        tag = tags[here]
        if tag == "A" and here + 1 < size and tags[here + 1] in "NJ#":
            here += 1
            continue
        if tag not in _INSIDE or (here > at and _begins_new(words, here, noun=noun)):
            break
        noun = tag in "NW"
        here += 1
    return here


def _begins_new(words: Words, here: int, *, noun: bool) -> bool:
    """Return whether a word inside a run of nouns begins another phrase: "5" of "two men 5", "gunmen" of "9 May gunmen"."""
    tag, before = words.tags[here], words.tags[here - 1]
    if tag == "D":
        return noun or before == "#"
    if tag == "#":
        return noun and before != "W" and not words.capital(here - 1)
    return tag in "NJ" and _ends_date(words.tags, here)


def _ends_date(tags: list[str], at: int) -> bool:
    """Return whether a month, a weekday or the year after a month stands before a place."""
    return tags[at - 1] == "W" or (at > 1 and tags[at - 1] == "#" and tags[at - 2] == "W")


def phrase_left(words: Words, after: int, floor: int) -> Phrase | None:
    """Return the noun phrase that ends before a place, none of it before `floor`."""
    tags, end = words.tags, after
    if end > floor and tags[end - 1] == ")":
        end = _opening(tags, end - 1, floor)
    if end <= floor or tags[end - 1] not in _ENDS:
        return None
    if tags[end - 1] == "O":
        return Phrase(end - 1, end, end)
    here, floor = end, max(floor, after - REACH)
    while here > floor and _belongs(tags, here, end, floor):
        here -= 1
        if tags[here] == "D" and not (here > floor and tags[here - 1] == "D"):
            break
    return Phrase(here, end, end) if here < end else None


def _belongs(tags: list[str], here: int, end: int, floor: int) -> bool:
    """Return whether the word before a place belongs to the noun phrase that goes on there."""
    tag = tags[here - 1]
    if tag == "A":
        return here < end and tags[here] in "JN#"
    if tag == "#" and here - 1 > floor and tags[here - 2] == "W" and here < end:
        return False
    if tag == "W" and here < end and tags[here] != "'":
        return here - 1 > floor and tags[here - 2] == "D"
    return tag in _INSIDE


def _opening(tags: list[str], at: int, floor: int) -> int:
    floor = max(floor, at - REACH)
    while at > floor and tags[at] != "(":
        at -= 1
    return at


def prepositions(words: Words, start: int, stop: int) -> list[tuple[str, Phrase]]:
    """Return each preposition between two places with the noun phrase after it."""
    found = []
    at, stop = start, min(stop, start + REACH)
    while at < stop:
        low, tag = words.lows[at], words.tags[at]
        if tag == "P" or (tag == "S" and low in _AS_PREPOSITIONS):
            phrase = phrase_right(words, at + 1)
            if phrase is not None and phrase.first < stop:
                phrase = Phrase(phrase.first, min(phrase.core, stop), min(phrase.after, stop))
                found.append((low, with_of(words, phrase, stop, agent=low == "by")))
                at = phrase.core
                continue
        at += 1
    return found


def with_of(words: Words, phrase: Phrase, stop: int, *, agent: bool = False) -> Phrase:
    """Return a noun phrase with the "of ..." that follows it, twice at most: "fighters of the Front of Orvan".

    Of an agent with a name none of a number: "abduction by the Front of two teachers".
    """
    after = phrase.after
    for _ in range(2):
        if (
            after + 1 >= stop
            or words.lows[after] != "of"
            or (agent and words.capital(after - 1) and words.tags[after + 1] == "#")
        ):
            break
        more = phrase_right(words, after + 1)
        if more is None:
            break
        after = min(more.after, stop)
    return Phrase(phrase.first, phrase.core, after)
