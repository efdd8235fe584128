"""Who took part in a meeting: persons where two are named, else states and bodies."""

from __future__ import annotations

import re

from ceasefire.reading.claims import meeting_words as lexis
from ceasefire.reading.mentions.sentence import Sentence


def participants(sentence: Sentence, start: int, limit: int) -> tuple[str, ...]:
    """Persons where the text names two of them, else states and bodies, each once in order."""
    people: list[str] = []
    speakers = [
        (a.start, a.verb)
        for a in sentence.attributions
        if a.verb > a.start and not re.search(r"\b(?:he|she|they)\b", sentence.text[a.verb : a.verb + 40])
    ]
    for s, _, name in sentence.people:
        if start <= s < limit and not any(b <= s < e for b, e in speakers):
            full = sentence.thread.people.get(name, name)
            if full not in people:
                people.append(full)
    actors: list[str] = []
    for s, _, name in sentence.actors:
        if (
            start <= s < limit
            and name not in actors
            and not _only_titles(sentence, s)
            and not any(b <= s < e for b, e in speakers)
        ):
            actors.append(name)
    if len(people) >= 2:
        sentence.thread.pair = tuple(people)
        return tuple(people)
    if len(people) + len(actors) <= 1 and lexis.THE_TWO.search(sentence.text):
        return sentence.thread.pair
    if len(people) == 1:
        others = [a for a in actors if not _belongs(sentence, a)]
        return (*people, *others)
    return tuple(actors)


def _belongs(sentence: Sentence, actor: str) -> bool:
    """True when the only mention of an actor stands in the title of a person ("Iranian Foreign Minister X")."""
    spots = [s for s, _, name in sentence.actors if name == actor]
    return all(
        any(
            0 <= p - s <= 70
            and "," not in sentence.text[s:p]
            and " and " not in sentence.text[s:p]
            and " with " not in sentence.text[s:p]
            for p, _, _ in sentence.people
        )
        for s in spots
    )


def _only_titles(sentence: Sentence, start: int) -> bool:
    after = sentence.text[start : start + 40]
    return bool(re.match(r"\S+ (?:capital|city of|border|crisis|conflict|civil war|question|issue)\b", after))
