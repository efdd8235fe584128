"""Where an incident was: what was attacked, where its part of the sentence has it, else what the lines before say."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims.incident_acts import Act
from ceasefire.reading.frames import Mention
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.mentions import place_patterns as words
from ceasefire.reading.mentions.places import Place, best_place, is_no_place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.text.segment import UnitKind

_TARGETED: Final = wordset("en", "incidents", "frames_of_places")
_NO_TARGETS: Final = wordset("en", "incidents", "no_targets") | wordset("en", "places", "sites") | wordset("en", "casualties", "person")
_NAME = re.compile(r"(?:the )?(?P<x>[A-Z][\w'.-]*\w(?:[ -](?:(?:al|el|de|del|la|of)[ -])?[A-Z][\w'-]*\w){0,2})$")
_THE_TOWN = re.compile(
    r"\b(?:in|of|at|into|on|near|through) (?:the (?:middle|centre|outskirts) of )?(?:the|this|that) (?:town|village|city|camp|settlement)\b(?! of)"
    r"|^There\b|\b(?:was|were|killed|wounded|hurt|injured|died|fighting|occurred) there\b"
)


def place_of(sentence: Sentence, act: Act) -> str | None:
    """Return the place of an act; None where it is not told."""
    text, near = sentence.text, act.start
    first, after = act.zone
    after = text.find(" as ") if sentence.is_heading and " as " in text else after
    own = tuple(p for p in sentence.places if first <= p.start < after and not (p.prep == "between" and p.level == 4))
    all_ = own if own or sentence.is_heading else sentence.places
    return (
        target_of(sentence, act)
        or best_place(text, tied(own), near)
        or (None if act.alone else best_place(text, tied(sentence.places), near))
        or sentence.thread.heading_place
        or (sentence.thread.town if _THE_TOWN.search(text) or _in_log(sentence) else None)
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


def _in_log(sentence: Sentence) -> bool:
    """Return whether a line of a log has gone on after its head: "- Kolvar, 9 May. Shots fired"."""
    return sentence.unit.kind is UnitKind.BULLET and sentence.thread.anchor_block == sentence.unit.block
