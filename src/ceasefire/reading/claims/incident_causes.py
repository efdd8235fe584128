"""The phrases that tell why an act was done: their days and places are those of the cause and not of the act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ceasefire.reading.frames import Analysis, Mention, Voice, doers
from ceasefire.reading.frames.clauses import Clause
from ceasefire.reading.frames.index import listed, verb_words
from ceasefire.reading.frames.nearby import headed, near
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import forms
from ceasefire.reading.mentions.sentence import Sentence

Span = tuple[int, int]
_WHY: Final = gated(rf"\b(?:{forms('en', 'incidents', 'causes')})\b", re.I)
_AFTER: Final = gated(r"(?<!hours )(?<!days )(?<!shortly )(?<!minutes )\b(?:after|following)\b ")
_WITH: Final = re.compile(r", (?:killing|wounding|injuring|leaving|destroying)\b")
_NEAR: Final = 44
"""Characters from "after" to the noun of what was done before."""
_FAR: Final = 90
"""Characters from "after" to the verb of what was done before."""
_OPENING: Final = 8
_BEGINS: Final = frozenset(("begin", "start", "resume", "come", "follow", "erupt", "intensify"))
_DONE_TO: Final = frozenset(("shell", "bomb", "strike", "attack", "ambush", "fire"))
"""Frames of attacks on which nothing else need have led up to."""
_RELATIVES: Final = frozenset(("where", "which", "that", "who"))
_ENDS: Final = re.compile(
    r"[;:\"]|, (?![A-Z\d]|(?:in )?which\b|where\b|who\b)|,? (?:but|while|and (?:killed|left|wounded|injured))\b|$"
)
"""What ends the words of a cause; the comma of "Kolvar, Tarn province" does not."""


@lru_cache(maxsize=256)
def _causes(text: str) -> tuple[Span, ...]:
    found: list[Span] = []
    for match in _WHY.finditer(text):
        if not found or match.start() >= found[-1][1]:
            end = _ENDS.search(text, match.end())
            found.append((match.start(), end.start() if end else len(text)))
    return tuple(found)


def cause_at(sentence: Sentence, at: int) -> Span | None:
    """Return the words that tell of a cause in which an offset stands; None where it stands in none."""
    return next((span for span in _all_causes(sentence) if span[0] <= at < span[1]), None)


def others(sentence: Sentence, near: int) -> tuple[Span, ...]:
    """Return the stretches that tell of other acts than what is told at an offset."""
    return tuple(span for span in _all_causes(sentence) if not span[0] <= near < span[1])


def without_causes(sentence: Sentence, span: Span, near: int) -> str:
    """Return the words of a stretch without those of the causes of what is told at offset `near`."""
    text = sentence.text
    own = cause_at(sentence, near)
    if own is not None and own in _told_apart(sentence):
        return text[max(own[0], span[0]) : min(own[1], span[1])]
    for start, end in others(sentence, near):
        text = text[:start] + " " * (end - start) + text[end:]
    return text[slice(*span)]


@lru_cache(maxsize=16)
def _all_causes(sentence: Sentence) -> tuple[Span, ...]:
    """Return all causes: those that the words tell, and acts that clauses and "after" tell of another than the rest."""
    return (*_told_apart(sentence), *(_before_subject(sentence, span) for span in _causes(sentence.text)))


@lru_cache(maxsize=16)
def _told_apart(sentence: Sentence) -> tuple[Span, ...]:
    """Return what tells of another act: a relative clause, or one after which another was done ("shelled X after the killing of Y")."""
    found, after = tuple(_asides(sentence)), _AFTER.search(sentence.text)
    if after is None or any(s <= after.start() < e for s, e in (*found, *_causes(sentence.text))):
        return found
    end = _ENDS.search(sentence.text, after.end())
    if end and _WITH.match(sentence.text, end.start()):
        end = _ENDS.search(sentence.text, end.end())
    span = after.start(), end.start() if end else len(sentence.text)
    of_another = _is_of_another(sentence, span) or _is_clause_of_another(sentence, span)
    return (*found, span) if of_another else found


def _asides(sentence: Sentence) -> Iterator[Span]:
    """Yield the relative clauses that tell of another act than the rest: "Kolvar, where rebels seized ground, was hit by jets"."""
    analysis = sentence.analysis
    told = [m for m in analysis.of("harm", "attack") if m.is_fact]
    opens = not _RELATIVES.isdisjoint(analysis.words.lows)
    done = [d.mention for d in doers(analysis, sentence.actors)] if opens else []
    for mention in told if opens else ():
        clause = headed(analysis.clauses, analysis.words.inside(mention.trigger).start)
        if clause is None or not _has_doer_of_its_own(analysis, mention, clause, done):
            continue
        span = mention.clause[0], min(mention.clause[1], _end_of_aside(sentence.text, mention))
        outside = any(
            m.frame.name not in listed("harmless_acts") and not span[0] <= m.trigger[0] < span[1] for m in told
        )
        if outside and (mention.frame.name in listed("harmless_acts") or _goes_on(analysis, clause)):
            yield span


def _has_doer_of_its_own(analysis: Analysis, mention: Mention, clause: Clause, done: list[Mention]) -> bool:
    """Return whether a relative clause says who did what it tells."""
    return _is_relative(analysis, clause) and (mention in done or _has_own(analysis, mention, clause))


def _end_of_aside(text: str, mention: Mention) -> int:
    end = _ENDS.search(text, mention.trigger[1])
    return end.start() if end else len(text)


def _has_own(analysis: Analysis, mention: Mention, clause: Clause) -> bool:
    """Return whether a relative clause says who did what hurts nobody by itself: "which the rebels captured"."""
    own = mention.subject is not None and mention.subject[0] > analysis.words.starts[clause.opener]
    return own and mention.frame.name in listed("harmless_acts")


def _is_relative(analysis: Analysis, clause: Clause) -> bool:
    """Return whether a clause tells more of a place, a person or a thing, and not of an attack: "the raid in which ..."."""
    words, at = analysis.words, clause.opener
    if at < 1 or words.lows[at] not in _RELATIVES or words.tags[at - 1] == "P":
        return False
    before = at - 2 if words.tags[at - 1] == "," else at - 1
    if words.tags[before] not in "N#W":
        return False
    return not any(m.trigger[0] <= words.starts[before] < m.trigger[1] for m in analysis.of("harm", "attack"))


def _goes_on(analysis: Analysis, clause: Clause) -> bool:
    """Return whether the sentence goes on behind a clause with a verb of what stands before it."""
    return any(
        c.group.finite
        and c.subject is not None
        and c.subject.first < clause.opener
        and c.group.first > clause.group.head
        for c in near(analysis.clauses, clause.group.head)
        if c is not clause
    )


def _is_clause_of_another(sentence: Sentence, span: Span) -> bool:
    """Return whether "after" tells what somebody did before another's attack: "The shelling began after rebels killed a pilot"."""
    acts = [m for m in sentence.analysis.of("harm", "attack") if m.is_fact]
    did = next((m for m in acts if m.part == "verb" and span[0] < m.trigger[0] <= span[0] + _FAR), None)
    if did is None or not _has_subject_from(did, span[0]):
        return False
    before = [m for m in acts if m.trigger[0] < span[0] and m.frame.group == "attack" and m.frame.name in _DONE_TO]
    return any(_is_done_before(m, span[0]) or _is_begun(sentence.analysis, m, span[0]) for m in before)


def _has_subject_from(mention: Mention, at: int) -> bool:
    """Return whether who did something is named from an offset on."""
    return mention.role("doer") is not None and mention.subject is not None and mention.subject[0] >= at


def _is_begun(analysis: Analysis, mention: Mention, at: int) -> bool:
    """Return whether a noun of attack is the subject of a verb by which it began, before an offset."""
    words = analysis.words
    return mention.part == "noun" and any(
        verb_words().get(words.lows[c.group.head], ("",))[0] in _BEGINS
        and c.subject is not None
        and words.starts[c.subject.first] <= mention.trigger[0] < words.starts[c.group.first] < at
        for c in analysis.clauses
    )


def _before_subject(sentence: Sentence, span: Span) -> Span:
    """Return a cause that opens a sentence without a comma behind it up to who did what it led to."""
    if span[0] > _OPENING:
        return span
    acts = (m for m in sentence.analysis.of("harm", "attack") if m.part == "verb" and m.finite and m.subject)
    starts = (m.subject[0] for m in acts if m.subject and span[0] + _NEAR // 2 < m.subject[0] < span[1])
    return span[0], min(starts, default=span[1])


def _is_of_another(sentence: Sentence, span: Span) -> bool:
    """Return whether an attack was done, where or when the sentence tells, before the words "after the raid on X" that tell theirs, too."""
    acts = sentence.analysis.of("harm", "attack")
    noun = next((m.trigger[0] for m in acts if m.part == "noun" and 0 <= m.trigger[0] - span[0] <= _NEAR), None)
    if noun is None or not any(_is_done_before(m, span[0]) for m in acts):
        return False
    if any(m.part == "verb" and span[0] <= m.trigger[0] < noun for m in acts):
        return False
    where = [p.start for p in sentence.places if p.prep]
    return _on_both_sides(where, span) or _on_both_sides([d.start for d in sentence.event_dates], span)


def _is_done_before(mention: Mention, at: int) -> bool:
    """Return whether a verb before an offset tells what somebody did."""
    done = mention.part == "verb" and mention.voice is Voice.ACTIVE and mention.subject is not None
    return done and mention.trigger[0] < at and mention.role("doer") is not None


def _on_both_sides(told: list[int], span: Span) -> bool:
    return any(at < span[0] for at in told) and any(span[0] <= at < span[1] for at in told)


def is_of_another_act(sentence: Sentence, near: int, at: int) -> bool:
    """Return whether a day or a place belongs to the cause of what is told at offset `near`, or to what that is the cause of."""
    own, span = cause_at(sentence, near), cause_at(sentence, at)
    return span != own and (span is not None or own in _told_apart(sentence))
