"""Where an agreement was made, or where it holds."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_pacts import Pact
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.claims.agreement_tellings import Telling
from ceasefire.reading.mentions.ordinals import find_rounds
from ceasefire.reading.mentions.places import Place
from ceasefire.reading.mentions.sentence import Sentence

_COVERS: Final = re.compile(
    r"(?: covering| across| throughout| in| for| over)? ?(?:the )?(?:whole of |all of |entire )?$"
)
_NEAR: Final = 44
_APART: Final = re.compile(r"[,;](?! in)|\bto\b|\bzones?\b|\bareas?\b|\bthat\b")
_OPENS: Final = re.compile(r"(?:In|At|During|After|Following|On|It was|Meeting|Gathered)\b")


def place_of(sentence: Sentence, pact: Pact | None, tellings: list[Telling]) -> str | None:
    """Return where it was made where the text tells that, else where it holds; a truce holds in the text's country."""
    made = [t for t in tellings if t.act in (Act.MADE, Act.EXTENDED)]
    place = _where_made(sentence, made) or _beside(sentence, pact) or _before(sentence, made)
    if place is not None:
        return place.name if place.known else place.text
    thread = sentence.thread
    if made and (find_rounds(sentence.text) or lexis.AT_TALKS.search(sentence.text[:120])):
        return thread.process_place
    holds = pact is not None and pact.is_truce and thread.country is not None and thread.country in thread.folded
    return thread.country if holds else None


def _where_made(sentence: Sentence, made: list[Telling]) -> Place | None:
    return next((p for t in made for p in sentence.places if _at(sentence, t, p)), None)


def _before(sentence: Sentence, made: list[Telling]) -> Place | None:
    """Return the town or country in which a sentence opens: "At talks in Tarn the two agreed on a truce"."""
    if not made or not _OPENS.match(sentence.text):
        return None
    ahead = (p for p in sentence.places if p.prep in ("in", "at") and p.end < made[0].start)
    return next((p for p in ahead if p.level in (1, 4)), None)


def _at(sentence: Sentence, telling: Telling, place: Place) -> bool:
    """Return whether a place stands right after what was done: "signed in Tarn", "signed here in Tarn on Monday"."""
    if telling.start < place.start < telling.end:
        return True
    pact = telling.pact
    after = max(telling.end, pact.end) if pact and pact.end <= place.start else telling.end
    if place.prep not in ("in", "at") or not 0 <= place.start - after <= _NEAR:
        return False
    return not _APART.search(sentence.text[telling.end : place.start])


def _beside(sentence: Sentence, pact: Pact | None) -> Place | None:
    """Return the place that follows the noun: "a ceasefire in X", "a truce covering the whole of X"."""
    if pact is None:
        return None
    inside = next((p for p in sentence.places if pact.start <= p.start < pact.noun), None)
    if inside is not None and inside.level < 4:
        return inside
    near = (p for p in sentence.places if pact.end <= p.start <= pact.end + 36)
    return next((p for p in near if _COVERS.fullmatch(sentence.text[pact.end : p.start])), None)
