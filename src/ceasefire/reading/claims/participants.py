"""Who took part in a meeting: persons where two are named, else states and bodies."""

from __future__ import annotations

import re

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.mentions.sentence import Sentence

_PRONOUN = re.compile(r"\b(?:he|she|they)\b")
_ONLY_TITLE = re.compile(r"\S+ (?:capital|city of|border|crisis|conflict|civil war|question|issue)\b")


def participants(sentence: Sentence, start: int, limit: int) -> tuple[str, ...]:
    """Return persons where the text names two of them, else states and bodies, each once in order.

    "The two" and the like mean the last pair that was named; two persons named here are the pair of later sentences.
    """
    speaking = _speakers(sentence)

    def inside(at: int) -> bool:
        return start <= at < limit and not any(first <= at < last for first, last in speaking)

    full = sentence.thread.people
    people = tuple(dict.fromkeys(full.get(name, name) for s, _, name in sentence.people if inside(s)))
    actors = dict.fromkeys(name for s, _, name in sentence.actors if inside(s) and not _only_titles(sentence, s))
    if len(people) >= 2:
        sentence.thread.pair = people
        return people
    if len(people) + len(actors) <= 1 and lexis.THE_TWO.search(sentence.text):
        return sentence.thread.pair
    return (*people, *(a for a in actors if not people or not _belongs(sentence, a)))


def _speakers(sentence: Sentence) -> list[tuple[int, int]]:
    """Where those stand who only say something, and not of themselves ("X said that he met")."""
    return [
        (a.start, a.verb)
        for a in sentence.attributions
        if a.verb > a.start and not _PRONOUN.search(sentence.text[a.verb : a.verb + 40])
    ]


def _belongs(sentence: Sentence, actor: str) -> bool:
    """True when the only mention of an actor stands in the title of a person ("Iranian Foreign Minister X")."""
    spots = [s for s, _, name in sentence.actors if name == actor]
    return all(any(_titles(sentence.text, s, p) for p, _, _ in sentence.people) for s in spots)


def _titles(text: str, actor: int, person: int) -> bool:
    between = text[actor:person]
    return 0 <= person - actor <= 70 and not any(mark in between for mark in (",", " and ", " with "))


def _only_titles(sentence: Sentence, start: int) -> bool:
    return bool(_ONLY_TITLE.match(sentence.text[start : start + 40]))
