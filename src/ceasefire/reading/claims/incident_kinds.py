"""Which kind of incident a sentence tells of, and whether it takes up one told before."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ceasefire.reading.claims import incident_patterns as lexis
from ceasefire.reading.lexicon import events
from ceasefire.reading.lexicon.events import EventMention, named
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.text.fold import lower

WEAK: Final = named("weak")
NEEDS_DAY: Final = named("needs_day")
ONE_ACT: Final = named("one_act")
OPEN: Final = wordset("en", "incidents", "open_kinds")
"""Kinds that only say that there was harm or an attack; any other told of the same act is the better name."""


@lru_cache(maxsize=256)
def kind_at(text: str) -> EventMention | None:
    """Return the kind of incident that a sentence tells of, with the place of its word; one told by the way does not count.

    The last 256 sentences are remembered, because several readers ask about one sentence.
    """
    return events.kind_at(lower(text), lexis.BY_THE_WAY)


def is_anaphoric(sentence: Sentence) -> bool:
    """Return whether a sentence speaks of an incident told before it."""
    return bool(lexis.ANAPHOR.search(sentence.text[:140]))
