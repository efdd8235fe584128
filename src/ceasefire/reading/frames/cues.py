"""Load the words that take what they govern out of the facts; what their fields mean stands over `frames/reality.toml`."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from typing import Literal

import msgspec

from ceasefire.reading.frames.index import may_follow
from ceasefire.reading.frames.inflection import verb_forms
from ceasefire.reading.lexicon.load import records


class Reality(StrEnum):
    """How a text puts what it names. Only a FACT is told as having happened; a ZERO is that somebody tells of none."""

    FACT = "fact"
    ZERO = "zero"
    NEGATED = "negated"
    DENIED = "denied"
    QUESTION = "question"
    CONDITION = "condition"
    QUOTED = "quoted"
    FICTION = "fiction"
    DRILL = "drill"
    RETRACTED = "retracted"
    PLANNED = "planned"
    WISHED = "wished"
    FEARED = "feared"
    POSSIBLE = "possible"
    AVERTED = "averted"
    ENDED = "ended"
    GENERAL = "general"


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """One record of `frames/reality.toml`."""

    reality: Reality
    scope: Literal["after", "clause", "sentence", "scene", "before", "quote", "itself"] = "after"
    verbs: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    nouns: bool = False
    infinitive: bool = False
    but: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    then: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    example: tuple[str, ...]


class CueWords(msgspec.Struct, frozen=True):
    """A first word of a cue with the words that must follow it; `verb` where it counts as a verb only."""

    cue: Cue
    verb: bool
    rest: tuple[str, ...]


@cache
def cues() -> tuple[Cue, ...]:
    """Return all cues in the order of the file; raises LexiconError for a faulty one."""
    return records("en", "frames/reality", "cue", Cue)


@cache
def cue_words() -> dict[str, tuple[CueWords, ...]]:
    """Return the cues by their first word in small letters, the longest first."""
    found: dict[str, list[CueWords]] = {}
    for cue in cues():
        for lemma in cue.verbs:
            first, *rest = lemma.split()
            for form in verb_forms(first):
                found.setdefault(form, []).append(CueWords(cue, True, tuple(rest)))
        for phrase in cue.phrases:
            first, *rest = phrase.split()
            found.setdefault(first, []).append(CueWords(cue, False, tuple(rest)))
    return {word: tuple(sorted(cues_, key=lambda c: -len(c.rest))) for word, cues_ in found.items()}


@lru_cache(maxsize=4096)
def cues_of(word: str, follows: str) -> tuple[CueWords, ...]:
    """Return the cues that can begin with a word before another one, the longest first."""
    return tuple(cue for cue in cue_words().get(word, ()) if not cue.rest or may_follow(cue.rest[0], follows))
