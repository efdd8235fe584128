"""The tolls of a sentence that can be those of one incident: told by number, by "the driver", "and one in X", or as none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from ceasefire.reading.claims.aggregates import is_aggregate
from ceasefire.reading.claims.told_as_fact import is_unreal
from ceasefire.reading.frames import Mention, Reality
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.lexicon.load import alternation
from ceasefire.reading.mentions.casualties import Casualties
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Count

MEASURES: Final = frozenset(("killed", "injured", "casualties", "abducted", "sexual violence", "detained"))
HARMED: Final = frozenset(("killed", "injured"))
_OF_FRAME: Final = {"kill": "killed", "die": "killed", "wound": "injured"}
_ONE_PERSON = re.compile(
    rf"(?:the|his|her|its|their|an?) (?:[\w'-]+ ){{0,3}}?(?:{alternation('en', 'casualties', 'person')}|assistant|wife|husband)$",
    re.I,
)
_NONE = re.compile(
    r"\b(?:no|without(?: (?:causing|any|causing any))?|nor any) (?:reported |known |confirmed |further )?"
    r"(?:(?P<both>casualties|victims|casualty)|(?P<hurt>injuries|wounded)|(?P<dead>deaths|fatalities|dead))\b",
    re.I,
)
_REST = re.compile(
    r"(?: (?:more|others?|further))?(?: (?:people|persons|civilians|soldiers|fighters))?,? (?:in|near|at|on|outside) "
)
_AND = re.compile(r"(?:,| and|, and)(?: another| a further)? $")


def tolls_of(sentence: Sentence) -> list[Casualties]:
    """Return the tolls that are told as fact and of no period or war, in the order of the words."""
    told = [toll for toll in sentence.casualties if _is_of_one(sentence, toll)]
    told += _rest(sentence, told)
    taken = [(t.start, t.end) for t in sentence.casualties]
    told += [one for m in sentence.analysis.of("harm") for one in _one(sentence, m, taken)]
    told += [none for none in _none(sentence) if none.measure not in {t.measure for t in told}]
    return sorted(told, key=lambda toll: toll.start)


def is_none(toll: Casualties) -> bool:
    """Return whether a toll is that nobody was harmed."""
    return toll.count == Count(low=0, high=0)


def _is_of_one(sentence: Sentence, toll: Casualties) -> bool:
    if toll.measure not in MEASURES or is_aggregate(sentence, toll):
        return False
    return is_none(toll) or not is_unreal(sentence, toll.start, toll.end)


def _rest(sentence: Sentence, told: list[Casualties]) -> Iterator[Casualties]:
    """Yield the toll of "and one in X", which is of the measure of the toll before it."""
    for number in sentence.numbers:
        first = next((t for t in reversed(told) if t.end <= number.start), None)
        if first is None or any(t.start <= number.core < t.end for t in sentence.casualties):
            continue
        rest = _REST.match(sentence.text, number.end)
        joined = _AND.search(sentence.text[first.end : number.start])
        if rest and joined and any(0 <= p.start - rest.end() <= 12 for p in sentence.places):
            yield msgspec.structs.replace(
                first, start=number.start, end=number.end, count=number.count, people=None, breakdown={}
            )


def _one(sentence: Sentence, mention: Mention, taken: list[tuple[int, int]]) -> Iterator[Casualties]:
    """Yield the one person of "killing the driver" and "his assistant was injured"."""
    measure = _OF_FRAME.get(mention.frame.name)
    span = mention.role("harmed") if mention.part == "verb" else None
    if measure is None or span is None or mention.reality is not Reality.FACT or mention.tense is Tense.FUTURE:
        return
    start, end = min(span[0], mention.trigger[0]), max(span[1], mention.trigger[1])
    free = not any(s < end and start < e for s, e in taken)
    if free and _ONE_PERSON.match(sentence.analysis.words_in(span)):
        yield _count(measure, start, end, Count(low=1, high=1), sentence.analysis.words_in(span))


def _none(sentence: Sentence) -> Iterator[Casualties]:
    """Yield the zeros of "no casualties"."""
    for match in _NONE.finditer(sentence.text):
        for measure, told in (("killed", match["both"] or match["dead"]), ("injured", match["both"] or match["hurt"])):
            if told:
                yield _count(measure, match.start(), match.end(), Count(low=0, high=0), None)


def _count(measure: str, start: int, end: int, count: Count, people: str | None) -> Casualties:
    return Casualties(start=start, end=end, measure=measure, count=count, people=people, verb=measure, breakdown={})
