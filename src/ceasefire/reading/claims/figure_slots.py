"""Where a count holds and who gives it: the place and the speaker of its own clause before those of the sentence."""

from __future__ import annotations

import re

from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.lexicon.load import forms
from ceasefire.reading.mentions.places import Place, best_place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.mentions.speech import speaker_before
from ceasefire.reading.model import Basis

_COUNTER = re.compile(rf"\b(?:{forms('en', 'figures', 'counters')})\b", re.I)
_BEFORE_NUMBER = re.compile(r"[^.;:]{0,60}$")
_HELD = re.compile(r"(?P<x>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}) \($")
_WITH = re.compile(r"(?P<x>[A-Z][\w'-]+(?: (?:[A-Z][\w'-]+|province|governorate|district|region|county|state))*)(?: comes (?:first|second|last))? with $")
_ESTIMATES = re.compile(r"\b[Bb]y (?P<who>(?:most|some|all|conservative|official|several) (?:estimates|accounts|counts))\b")
_BACKGROUND = re.compile(r",? (?:which|that|who) (?:has|have|had)\b[^,;]*$|, in which [^,;]*$")
_NOT_WHERE = ("", "by", "from", "to", "against")
_NO_SPEAKER = re.compile(r"\b(?:violations?|toll|number|count|total|war|conflict|fighting|shelling|figure|month|week|year|period)\b", re.I)


def place_of(sentence: Sentence, count: Counted, zone: tuple[int, int], before: str | None) -> str | None:
    """Return the place of a count: told with it, else in its clause, else that of the count it goes on from."""
    if count.place:
        return count.place
    text = sentence.text
    held = _HELD.search(text[: count.start]) or _WITH.search(text[zone[0] : count.start])
    if held:
        return held["x"]
    tied = tuple(p for p in sentence.places if p.prep not in _NOT_WHERE)
    own = tuple(p for p in tied if zone[0] <= p.start < zone[1])
    if own:
        return best_place(text, own, count.at)
    if count.leans and before:
        return before
    return _of_sentence(sentence, tied, count.at) or sentence.thread.heading_place or sentence.thread.country


def _of_sentence(sentence: Sentence, tied: tuple[Place, ...], near: int) -> str | None:
    """The place that a sentence opens with ("In X, ..."), else the nearest one that no semicolon parts from the count."""
    text = sentence.text
    opening = [p for p in tied if p.start <= 24 and p.prep == "in" and "," in text[p.end : p.end + 2]]
    if opening:
        return opening[0].text
    inside = tuple(p for p in tied if ";" not in text[min(p.end, near) : max(p.start, near)])
    return best_place(text, inside, near) if inside else None


def source_of(
    sentence: Sentence, count: Counted, zone: tuple[int, int], before: tuple[str | None, Basis | None]
) -> tuple[str | None, Basis | None]:
    """Return who gives a count and how that is known: who counts it in its clause, else who speaks in the sentence."""
    text = sentence.text
    counter = _counter(sentence, text[: count.at])
    told, basis = sentence.source(count.at)
    if counter and (basis is not Basis.SENTENCE or not told or counter in told or _inside(sentence, zone) is None):
        return counter, Basis.SENTENCE
    if basis is Basis.SENTENCE and _BACKGROUND.search(text[: count.start]):
        return (sentence.thread.author, Basis.AUTHOR) if sentence.thread.author else (None, None)
    estimates = _ESTIMATES.search(text)
    if told is None and estimates:
        return estimates["who"], Basis.SENTENCE
    if told is None or (count.leans and basis is not Basis.SENTENCE):
        return before if before[0] else (told, basis)
    return told, basis


def _inside(sentence: Sentence, zone: tuple[int, int]) -> str | None:
    """The speaker whose verb stands in the clause of a count."""
    return next((a.source for a in sentence.attributions if zone[0] <= a.verb < zone[1]), None)


def _counter(sentence: Sentence, before: str) -> str | None:
    """The subject of a verb of counting that governs the number after `before`."""
    verbs = [m for m in _COUNTER.finditer(before) if _BEFORE_NUMBER.fullmatch(before[m.end() :])]
    if not verbs:
        return None
    found = speaker_before(before[: verbs[-1].start()])
    if found is None or _NO_SPEAKER.search(found[1]) or len(found[1]) > 90:
        return None
    who = found[1]
    author = sentence.thread.author
    return None if author and who.lower() in ("the mission", "the mechanism", "it", "teams") else sentence.raw(who)
