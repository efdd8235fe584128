"""Which words tell of which frame: each form of each lemma in one dictionary, built once from the data."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal

import msgspec

from ceasefire.reading.frames.frame_data import Frame, frames
from ceasefire.reading.frames.inflection import irregular, noun_forms, verb_forms
from ceasefire.reading.lexicon.load import words, wordset

_TABLE: Final = "frames/words"
_GAP: Final = 3
"""How many words `*` may stand for."""
_GAP_OF_NAMES: Final = 12
"""How many it may stand for in verbs of blame, where they are the name of a body: "hold the Northern League of X responsible"."""
_ARTICLES: Final = frozenset(("a", "an"))
_FREE: Final = _ARTICLES | {"*"}
"""Words of a cue that more than one word can meet."""


class Trigger(msgspec.Struct, frozen=True, gc=False):
    """A word, or the first of several, that tells of a frame: `rest` are the words that must follow it."""

    frame: Frame
    part: Literal["verb", "noun", "adjective"]
    lemma: str
    rest: tuple[str, ...]


@cache
def listed(table: str) -> frozenset[str]:
    """Return a list of `lexicon/en/frames/words.toml`."""
    return wordset("en", _TABLE, table)


@cache
def triggers() -> dict[str, tuple[Trigger, ...]]:
    """Return what the frames say of a word in small letters; those of more words come first."""
    found: dict[str, list[Trigger]] = {}
    for frame in frames():
        for lemma in frame.verbs:
            first, *rest = lemma.split()
            for form in verb_forms(first):
                found.setdefault(form, []).append(Trigger(frame, "verb", lemma, tuple(rest)))
        for lemma in frame.nouns:
            for form in noun_forms(lemma):
                first, *rest = form.split()
                found.setdefault(first, []).append(Trigger(frame, "noun", lemma, tuple(rest)))
        for lemma in frame.adjectives:
            found.setdefault(lemma, []).append(Trigger(frame, "adjective", lemma, ()))
    return {word: tuple(sorted(set_, key=_longest_first)) for word, set_ in found.items()}


def _longest_first(trigger: Trigger) -> tuple[int, int]:
    """Put phrases first, of them those without a gap ("set up" before "set * at"), and words alone last."""
    rest = trigger.rest
    return (2 if not rest else "*" in rest), -len(rest)


@cache
def verb_words() -> dict[str, tuple[str, int]]:
    """Return the lemma and the forms of every word that can be a verb."""
    found: dict[str, tuple[str, int]] = {}
    lemmas = [lemma.split()[0] for frame in frames() for lemma in frame.verbs]
    for lemma in (*lemmas, *words("en", _TABLE, "verbs"), *irregular()):
        if lemma in ("be", "have", "do"):
            continue
        for word, form in verb_forms(lemma).items():
            known, before = found.get(word, (lemma, 0))
            found[word] = (known, before | form)
    return found


@cache
def noun_words() -> frozenset[str]:
    """Return the words that a frame knows as a noun of one word, or as the first word of one."""
    return frozenset(form.split()[0] for frame in frames() for lemma in frame.nouns for form in noun_forms(lemma))


def end_of(rest: tuple[str, ...], lows: list[str], at: int, *, names: bool = False) -> int:
    """Return the place after the last of the words that must follow the word at a place; -1 where they do not follow.

    `*` stands for up to three other words, or more where it is for `names`, and "a" or "an" for any determiner.
    """
    here, skip = at + 1, 0
    for word in rest:
        if word == "*":
            skip = _GAP_OF_NAMES if names else _GAP
            continue
        stop = min(here + skip, len(lows) - 1)
        while here < stop and not _is(lows[here], word):
            here += 1
        if here >= len(lows) or not _is(lows[here], word):
            return -1
        here, skip = here + 1, 0
    return here


def may_follow(word: str, low: str) -> bool:
    """Say whether the first of the words that must follow can be met by the word that does; cheap, for most cannot."""
    return word == low or word in _FREE


def _is(low: str, word: str) -> bool:
    return low == word or (word in _ARTICLES and low in listed("determiners"))
