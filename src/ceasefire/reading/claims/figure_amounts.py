"""Counts told by a noun before the number: an amount that something reached, an act done to so many."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_clauses import (
    PERSONS,
    Noun,
    governed,
    governing,
    is_done,
    is_plural,
    noun_of,
    over_a_time,
    persons_of,
)
from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.claims.incident_bodies import is_dug_out
from ceasefire.reading.frames import Reality
from ceasefire.reading.frames.clauses import Clause
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence

_ACT: Final = gated(
    r"\b(?:the |an? )?(?:\w+ )?(?P<act>[a-z]+(?:ment|tion|sion|[sv]al|cide|ing|ure|ance|ery)s?|arrests?|release|return|loss|theft"
    r"|[Bb]odies|[Rr]emains|[Cc]orpses) of $"
)
"""An act before the number of those to whom it was done."""
_CHANGED: Final = wordset("en", "figures", "changed")


def by_amount(sentence: Sentence, number: Number) -> Counted | None:
    """Return the count of "Detentions reached 208", "Violations fell by half in May, to 44": of what the subject names."""
    words = sentence.analysis.words
    first = next((i for i, end in enumerate(words.ends) if end > number.core), -1)
    clause = governed(sentence, words, first)
    if clause is None or "amount" not in {t.frame.name for t in clause.group.triggers}:
        clause = _changing(sentence, number)
    if clause is None or clause.subject is None:
        return None
    start = clause.subject.first
    word = words.lows[clause.subject.core - 1]
    if not is_plural(word) or (words.capital(clause.subject.core - 1) and start != clause.subject.core - 1):
        return None
    if sentence.analysis.reality_at(*words.span(clause.group.head, clause.group.after)) is not Reality.FACT:
        return None
    return Counted(
        start=words.starts[start],
        end=number.end,
        at=number.core,
        rule="figures/frame",
        measure=lexis.measure_in(sentence.text[slice(*words.span(start, clause.subject.core))]) or word,
        value=number.count,
    )


def by_act(sentence: Sentence, number: Number) -> Counted | None:
    """Return the count of "recorded the arrest of 12 activists": of persons or things to whom an act was done."""
    act = _ACT.search(sentence.text, 0, number.start)
    words = sentence.analysis.words
    noun = noun_of(sentence.text, words, number, any_thing=True) if act and number.count.plain is not None else None
    if act is None or noun is None:
        return None
    first = next(i for i, start in enumerate(words.starts) if start >= act.start("act"))
    of_bodies = lexis.measure_in(act["act"]) == "bodies"
    clause = governed(sentence, words, first) or (governing(sentence, words, noun.after) if of_bodies else None)
    if clause is None or not is_done(sentence, clause):
        return None
    counted = "count" in {t.frame.group for t in clause.group.triggers} or over_a_time(sentence)
    return _acted(sentence, number, act, noun) if (is_dug_out(sentence.text) if of_bodies else counted) else None


def _acted(sentence: Sentence, number: Number, act: re.Match[str], noun: Noun) -> Counted:
    """The count of an act, or of bodies, with those to whom it was done."""
    done = lexis.measure_in(act["act"]) or (f"{act['act']}" if noun.word in PERSONS else f"{noun.word} {act['act']}")
    return Counted(
        start=act.start("act"),
        end=sentence.analysis.words.ends[noun.after - 1],
        at=number.core,
        rule="figures/act",
        measure=done,
        value=number.count,
        population=persons_of(noun),
    )


def _changing(sentence: Sentence, number: Number) -> Clause | None:
    """Return the clause that says that something rose or fell to a number, or from it, whatever stands between."""
    words, before = sentence.analysis.words, sentence.text[: number.start]
    if not before.endswith((" to ", " from ", " to just ", " to only ")):
        return None
    told = [c for c in sentence.analysis.clauses if words.ends[c.group.after - 1] < number.start]
    changes = (
        told and words.lows[told[-1].group.head] in _CHANGED and ";" not in before[words.starts[told[-1].group.head] :]
    )
    return told[-1] if changes else None
