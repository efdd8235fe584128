"""Where an incident was: what was attacked, where its part of the sentence has it, else what the lines before say."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims.incident_acts import Act
from ceasefire.reading.claims.incident_causes import Span, is_of_another_act
from ceasefire.reading.claims.incident_dates import in_paragraph, is_log
from ceasefire.reading.claims.incident_kinds import kind_at
from ceasefire.reading.frames import Mention
from ceasefire.reading.frames.index import listed
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import words as words_of
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.mentions import place_patterns as words
from ceasefire.reading.mentions.places import Place, best_place, compose, is_no_place
from ceasefire.reading.mentions.sentence import Sentence

_TARGETED: Final = wordset("en", "incidents", "frames_of_places")
_NO_TARGETS: Final = (
    wordset("en", "incidents", "no_targets")
    | wordset("en", "places", "sites")
    | wordset("en", "casualties", "person")
    | wordset("en", "casualties", "persons")
)
_PERSONS: Final = listed("doers") | wordset("en", "casualties", "person") | wordset("en", "casualties", "persons")
_SITES: Final = frozenset(
    words_of("en", "places", "sites") + words_of("en", "places", "sites_after") + words_of("en", "places", "regions")
)
_FAR: Final = 80
"""Characters from the word of telling to the place of those who tell."""
_TELLERS = re.compile(
    r"\b(?:told by|informed by|according to|heard from|learnt from|learned from|quoting|citing) [^,.;]{2,60} $"
)
_AREA: Final = 2
"""The largest level of a place that a speaker may share with what he tells of: a town, a district."""
_KINDS: Final = "|".join(
    f"{kind}s?"
    for kind in (
        *words_of("en", "places", "sites"),
        "citie",
        "part",
        "place",
        "location",
        *words_of("en", "places", "regions"),
    )
)
_ELSEWHERE: Final = re.compile(
    rf"\b(?:(?<!one )another|(?<!one )(?<!each )other|different) (?:[a-z-]+ ){{0,2}}(?:{_KINDS})\b|\belsewhere\b"
)
_JOINED: Final = re.compile(r"[A-Z][\w'-]*,? (?:and|or|as well as) (?:(?:the|\w+) )?$")
"""Before other places that are told with one that has a name."""
_HOUSE: Final = re.compile(r" (?:at|of|from|in|with) [^,.;:\"]{3,80}")
_STATE: Final = 4
"""Level of a place that is a country."""
_ANSWER: Final = 3
"""Sentences that answer a question; chosen by hand, not measured."""
_NAME = re.compile(
    r"(?:(?:the|an?|its|their) )?(?:(?:[a-z-]+ ){0,2}(?P<head>[a-z-]+) of (?:the )?)?"
    r"(?P<x>[A-Z][\w'.-]*\w(?:[ -](?:(?:al|el|de|del|la|of)[ -])?[A-Z][\w'-]*\w){0,2})$"
)
_THE_TOWN = gated(
    r"\b(?:in|of|at|into|on|near|through) (?:the (?:middle|centre|outskirts) of )?(?:the|this|that) (?:town|village|city|camp|settlement)\b(?! of)"
    r"|^There\b|\bthere,? (?:on|at|in|last|this|yesterday|overnight)\b|\b(?:was|were|killed|wounded|hurt|injured|died|fighting|occurred) there\b"
)


def told_elsewhere(sentence: Sentence, span: Span) -> re.Match[str] | None:
    """Return the words of a stretch for a place that is none named before: "in two other villages", not "in Orvan and other towns"."""
    other = _ELSEWHERE.search(sentence.text, *span)
    return None if other is None or _JOINED.search(sentence.text, 0, other.start()) else other


def place_of(sentence: Sentence, act: Act) -> str | None:
    """Return the place of an act; None where it is not told, or is another one than those named."""
    text, near = sentence.text, act.items[0].start
    first, after = _zone(sentence, act)
    if other := told_elsewhere(sentence, (first, after)):
        return best_place(text, _between(tied(sentence.places), other.start(), after), near)
    places = tuple(p for p in sentence.places if may_be_of(sentence, act, p))
    own = tuple(p for p in _between(places, first, after) if not _is_by_the_way(sentence, act, p))
    all_ = own if own or sentence.is_heading else places
    here = target_of(sentence, act) or _of_clause(text, own, act) or best_place(text, tied(own), near)
    elsewhere = None if here or act.alone else best_place(text, tied(places), near)
    return here or elsewhere or _of_lines_before(sentence) or best_place(text, all_, near)


def _zone(sentence: Sentence, act: Act) -> Span:
    """Return the part of a sentence that tells of an act; of a headline what stands before "as"."""
    as_at = sentence.text.find(" as ") if sentence.is_heading else -1
    return (act.zone[0], as_at) if as_at >= 0 else act.zone


def _of_clause(text: str, places: tuple[Place, ...], act: Act) -> str | None:
    """Return the place that the clause of an act itself tells."""
    (first, after), near = act.items[0].clause, act.items[0].start
    return best_place(text, tied(_between(places, first, after)), near)


def _between(places: tuple[Place, ...], first: int, after: int) -> tuple[Place, ...]:
    return tuple(p for p in places if first <= p.start < after)


def may_be_of(sentence: Sentence, act: Act, place: Place) -> bool:
    """Return whether an act can be at a place: not where its cause was, and not the state or the house of who tells of it."""
    if is_of_another_act(sentence, act.items[0].start, place.start):
        return False
    return not any(start <= place.start < end and _is_a_speakers(place) for start, end in _speakers(sentence, act))


def _is_a_speakers(place: Place) -> bool:
    """Return whether a place in the words for a speaker tells who speaks alone: a capital, a state, a hospital; a town is where things are, too."""
    return (
        not place.prep or place.prep == "at" or place.level > _AREA or place.text.rpartition(" ")[2].lower() in _SITES
    )


def _speakers(sentence: Sentence, act: Act) -> list[tuple[int, int]]:
    """Return where the words for those who speak stand, with their house: "said a doctor at the hospital in X"."""
    spans = []
    for speech in sentence.attributions:
        before = speech.verb > speech.start
        house = None if before else _HOUSE.match(sentence.text, speech.end)
        spans.append((speech.start, house.end() if house else speech.verb if before else speech.end))
    return [(start, end) for start, end in spans if not start <= act.items[0].start < end]


def _is_by_the_way(sentence: Sentence, act: Act, place: Place) -> bool:
    """Return whether a place only tells who speaks ("the ministry of X said") or which states something is between."""
    if place.prep == "between" and place.level == _STATE:
        return True
    speakers = [(a.start, a.verb) for a in sentence.attributions if not a.start <= act.items[0].start < a.verb]
    return is_tellers(sentence, place) or any(start <= place.start < verb for start, verb in speakers)


def is_tellers(sentence: Sentence, place: Place) -> bool:
    """Return whether a place only tells where those are who told of it: "was told by medics in X that", "according to a doctor in X"."""
    return _TELLERS.search(sentence.text, max(0, place.start - _FAR), place.start) is not None


def _of_lines_before(sentence: Sentence) -> str | None:
    """Return the place of the heading, of a log's line, or of the town that the sentence or its paragraph takes up."""
    thread = sentence.thread
    taken_up = _THE_TOWN.search(sentence.text) or in_paragraph(sentence)
    return thread.heading_place or _listed_place(sentence) or (thread.town if taken_up else _asked_town(sentence))


def _asked_town(sentence: Sentence) -> str | None:
    """Return the town of the question that a sentence answers, where it names none itself."""
    asked = sentence.thread.asked
    near = asked is not None and 0 < sentence.index - asked.sentence <= _ANSWER
    return asked.town if asked and near and not any(p.level <= 3 for p in sentence.places) else None


def tied(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places that a preposition ties to the sentence."""
    return tuple(p for p in places if p.prep)


def target_of(sentence: Sentence, act: Act, *, alone: bool = False) -> str | None:
    """Return the name of what was shelled, stormed or taken, or of where that lies if it is not to be named `alone`.

    None where the name is known as that of a body or a person.
    """
    for item in act.items:
        if item.mention and item.mention.frame.name in _TARGETED:
            name = _target(sentence, item.mention, alone=alone)
            if name:
                return name
    return None


def _target(sentence: Sentence, mention: Mention, *, alone: bool) -> str | None:
    """Return the name of the target of one mention, with the larger place that follows it."""
    span = mention.role("target")
    words = sentence.analysis.words_in(span).rstrip(".,")
    match = _NAME.match(words if tied(sentence.places) else _without_site(words)) if span else None
    if match is None or span is None:
        return None
    start, end = span[0] + match.start("x"), span[0] + match.end("x")
    if _is_known(sentence, start, end) or _is_common(match["x"]):
        return None
    if match["head"] and (alone or match["head"] in _PERSONS):
        return None
    place = next((p for p in sentence.places if p.start < end and start < p.end), None) or _by_name(match["x"], start)
    return compose(sentence.text, sentence.places, place) if place else None


def _without_site(words: str) -> str:
    """Return the words before those of a site at the end: "Kolvar" of "Kolvar market ward"."""
    while words.rpartition(" ")[2] in _SITES:
        words = words.rpartition(" ")[0]
    return words.removesuffix("'s")


def _is_known(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether the name between two offsets is, or is part of, that of a body or a person."""
    return any(s < end and start < e for s, e, _ in (*sentence.actors, *sentence.people))


def _is_common(name: str) -> bool:
    """Return whether a capitalised word at the head of a sentence is a common one: "Market bombed"."""
    low = name.lower()
    return low in _NO_TARGETS or low.rstrip("s") in _NO_TARGETS


def _by_name(name: str, start: int) -> Place | None:
    """Return a town that is known by nothing but its capital."""
    if is_no_place(name) or words.NEVER.match(name):
        return None
    return Place(start=start, end=start + len(name), text=name, name=name, level=1, prep="in", known=False)


_CLOCK = re.compile(r"^(?:\d{1,3} ?\| ?)?[\d:.\s|-]*(?:hrs?|hours|h)?[\s:,-]*")
_PARTS = re.compile(r"[,;|]| - ")
_PLACE = re.compile(r"(?:[a-z -]+\b(?:near|at|in|of) )?(?P<x>(?:[A-Z][\w'-]+[ -]?){1,4}(?:[a-z]+)?)$")


def _listed_place(sentence: Sentence) -> str | None:
    """Return the place that stands between the commas of a line of a log: "09:45 - mortar round, Kolvar bridge, no casualties"."""
    if not is_log(sentence):
        return None
    line = sentence.text[_CLOCK.match(sentence.text).end() :].rstrip(".")  # type: ignore[union-attr]
    return next((place for part in _PARTS.split(line) if (place := _as_place(part.strip()))), None)


def _as_place(part: str) -> str | None:
    """Return the place that a part of a line is: a name, or a name with the kind of a site after it."""
    found = _PLACE.match(part)
    if found is None or is_no_place(found["x"]) or _is_common(found["x"].split()[0]) or kind_at(found["x"]):
        return None
    last = found["x"].split()[-1]
    return found["x"] if last[0].isupper() or last in _SITES else None


def has_own_place(sentence: Sentence, act: Act, *, paragraph: bool) -> bool:
    """Return whether a town is named for an act by other means than a preposition: as a target, in a log, or before in its `paragraph`."""
    if sentence.thread.town_at[0] == sentence.unit.block and _THE_TOWN.search(sentence.text):
        return True
    before = paragraph and (in_paragraph(sentence) or _asked_town(sentence))
    return bool(target_of(sentence, act, alone=True) or _listed_place(sentence) or before)
