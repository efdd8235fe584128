"""Whether a sentence tells of harm that came of no conflict: a storm, a beast, a crash, a match, a strike of workers."""

from __future__ import annotations

from ceasefire.reading.frames import Mention, Voice
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.text.subject import is_of_conflict, tells_of_another


def is_of_another(sentence: Sentence) -> bool:
    """Return whether what a sentence tells of harm and attacks is plainly of another subject than conflict.

    By its own words, or because the sentence before it in its paragraph is and it has no word of conflict itself.
    """
    thread = sentence.thread
    if _goes_on(sentence):
        return False
    if tells_of_another(sentence.text) or _by_frames(sentence):
        thread.other_block = sentence.unit.block
        return True
    if is_of_conflict(sentence.text):
        thread.other_block = -9
    return thread.other_block == sentence.unit.block


def _goes_on(sentence: Sentence) -> bool:
    """Return whether a sentence of no day and place of its own stands right behind an incident: "Eleven passengers drowned."."""
    last = sentence.thread.incident
    behind = last is not None and sentence.index - last.sentence == 1 and sentence.unit.block == last.block
    return behind and not sentence.places and not sentence.event_dates


def _by_frames(sentence: Sentence) -> bool:
    acts = [m for m in sentence.analysis.of("harm", "attack") if m.part == "verb" or m.lemma == "strike"]
    return any(_is_other(sentence, m) for m in acts) and not is_of_conflict(sentence.text)


def _is_other(sentence: Sentence, mention: Mention) -> bool:
    """Return whether who does it or what suffers it is no party and no victim of a conflict."""
    passive = mention.voice is Voice.PASSIVE
    doer = _head(sentence, mention.by if passive or mention.part != "verb" else mention.subject)
    suffers = _head(sentence, mention.subject if passive else mention.object)
    if mention.lemma == "strike" and suffers in _listed("strikers"):
        return mention.part == "noun"
    if mention.lemma == "strike" and not suffers and (doer in _listed("strikers") or _by_strikers(sentence, mention)):
        return True
    if mention.part != "verb" or mention.frame.name in ("explode", "clash"):
        return False
    if mention.lemma == "fire" and suffers in _listed("dismissed"):
        return True
    return doer in _listed("other_does") or suffers in _listed("other_suffers")


def _by_strikers(sentence: Sentence, mention: Mention) -> bool:
    words = sentence.analysis.words
    return mention.by is not None and any(words.lows[at] in _listed("strikers") for at in words.inside(mention.by))


def _listed(table: str) -> frozenset[str]:
    return wordset("en", "subjects", table)


def _head(sentence: Sentence, span: tuple[int, int] | None) -> str:
    """Return the head of a phrase in small letters, the last word before "of", "in" and the like; empty for a name."""
    if span is None:
        return ""
    words = sentence.analysis.words
    head = -1
    for at in words.inside(span):
        if words.tags[at] in "PCRS," and head >= 0:
            break
        if words.tags[at] in "NO":
            head = at
    return words.lows[head] if head >= 0 and (head == 0 or not words.capital(head)) else ""
