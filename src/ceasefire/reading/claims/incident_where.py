"""Where an incident was: what was attacked, where its part of the sentence has it, else what the lines before say."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims.incident_acts import Act
from ceasefire.reading.claims.incident_dates import is_log
from ceasefire.reading.frames import Mention
from ceasefire.reading.lexicon.load import words as words_of
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.mentions import place_patterns as words
from ceasefire.reading.mentions.places import Place, best_place, is_no_place
from ceasefire.reading.mentions.sentence import Sentence

_TARGETED: Final = wordset("en", "incidents", "frames_of_places")
_NO_TARGETS: Final = wordset("en", "incidents", "no_targets") | wordset("en", "places", "sites") | wordset("en", "casualties", "person")
_SITES: Final = frozenset(words_of("en", "places", "sites") + words_of("en", "places", "sites_after") + words_of("en", "places", "regions"))
_NAME = re.compile(r"(?:the )?(?P<x>[A-Z][\w'.-]*\w(?:[ -](?:(?:al|el|de|del|la|of)[ -])?[A-Z][\w'-]*\w){0,2})$")
_THE_TOWN = re.compile(
    r"\b(?:in|of|at|into|on|near|through) (?:the (?:middle|centre|outskirts) of )?(?:the|this|that) (?:town|village|city|camp|settlement)\b(?! of)"
    r"|^There\b|\b(?:was|were|killed|wounded|hurt|injured|died|fighting|occurred) there\b"
)


def place_of(sentence: Sentence, act: Act) -> str | None:
    """Return the place of an act; None where it is not told."""
    text, near = sentence.text, act.items[0].start
    first, after = act.zone
    after = text.find(" as ") if sentence.is_heading and " as " in text else after
    own = tuple(p for p in sentence.places if first <= p.start < after and not (p.prep == "between" and p.level == 4))
    all_ = own if own or sentence.is_heading else sentence.places
    return (
        target_of(sentence, act)
        or best_place(text, tied(own), near)
        or (None if act.alone else best_place(text, tied(sentence.places), near))
        or sentence.thread.heading_place
        or _listed_place(sentence)
        or (sentence.thread.town if _THE_TOWN.search(text) or _in_paragraph(sentence) else None)
        or best_place(text, all_, near)
    )


def tied(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places that a preposition ties to the sentence."""
    return tuple(p for p in places if p.prep)


def target_of(sentence: Sentence, act: Act) -> str | None:
    """Return the name of what was shelled, stormed or taken where it is known as no body and no person."""
    for item in act.items:
        if item.mention and item.mention.frame.name in _TARGETED:
            name = _target(sentence, item.mention)
            if name:
                return name
    return None


def _target(sentence: Sentence, mention: Mention) -> str | None:
    span = mention.role("target")
    match = _NAME.match(sentence.analysis.words_in(span).rstrip(".,")) if span else None
    if match is None or span is None:
        return None
    start, end = span[0] + match.start("x"), span[0] + match.end("x")
    if any(s < end and start < e for s, e, _ in (*sentence.actors, *sentence.people)):
        return None
    if match["x"].lower() in _NO_TARGETS or match["x"].lower().rstrip("s") in _NO_TARGETS:
        return None
    known = next((p.text for p in sentence.places if p.start < end and start < p.end), None)
    return known or (None if is_no_place(match["x"]) or words.NEVER.match(match["x"]) else match["x"])


def _in_paragraph(sentence: Sentence) -> bool:
    """Return whether the paragraph has named a town and the sentence names no place: "She said that a shell had struck her garden"."""
    return sentence.thread.town_block == sentence.unit.block and not any(p.level <= 3 for p in sentence.places)


_CLOCK = re.compile(r"^[\d:.\s-]*(?:hrs?|hours|h)?[\s:,-]*")
_PARTS = re.compile(r"[,;|]| - ")
_PLACE = re.compile(r"(?:[a-z -]+\b(?:near|at|in|of) )?(?P<x>(?:[A-Z][\w'-]+[ -]?){1,4}(?:[a-z]+)?)$")


def _listed_place(sentence: Sentence) -> str | None:
    """Return the place that stands between the commas of a line of a log: "09:45 - mortar round, Kolvar bridge, no casualties"."""
    if not is_log(sentence):
        return None
    line = sentence.text[_CLOCK.match(sentence.text).end() :].rstrip(".")  # type: ignore[union-attr]
    for part in (p.strip() for p in _PARTS.split(line)):
        found = _PLACE.match(part)
        if found and not is_no_place(found["x"]) and not words.NEVER.match(found["x"]) and found["x"].split()[0].lower() not in _NO_TARGETS:
            whole = part[found.start("x") :]
            last = whole.split()[-1]
            if last[0].isupper() or last in _SITES:
                return whole
    return None


def has_own_place(sentence: Sentence, act: Act, *, paragraph: bool) -> bool:
    """Return whether a town is named for an act by other means than a preposition: as a target, in a log, or before in its `paragraph`."""
    return bool(target_of(sentence, act) or _listed_place(sentence) or (paragraph and _in_paragraph(sentence)))
