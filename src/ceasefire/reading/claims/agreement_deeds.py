"""Agreements of which no known verb tells, that are new in the text and did something on a day: "a pact of elders opened the road on 3 May"."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_pacts import Pact
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.claims.agreement_tellings import Telling
from ceasefire.reading.claims.meeting_nouns import verb_of
from ceasefire.reading.claims.told_as_fact import KEPT
from ceasefire.reading.frames import Voice
from ceasefire.reading.frames.clauses import Clause
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.mentions.sentence import Sentence

_OF_A_ROW: Final = re.compile(
    r"(?:the|an?|their|its) (?:(?:so-called|brief) )?(?:first|second|third|fourth|fifth|last|latest|earlier|previous|new|further)\b",
    re.I,
)
_ITS_DAY: Final = re.compile(r"(?: (?:in|at) [A-Z][\w'-]+)?, (?:on |in |of )?(?:the )?")
"""Between the one of several agreements and its day: "a second truce, in March,"."""


def done_with(sentence: Sentence, pact: Pact) -> list[Telling]:
    """Return that an agreement was made where one not told before is subject or object of a past verb with a day gone by."""
    end = _end_of_its_day(sentence, pact)
    if end is not None:
        return [Telling(pact=pact, act=Act.MADE, start=pact.noun, end=end)]
    if pact.is_body or pact.definite or lexis.PAPER.fullmatch(pact.head) or pact.words.endswith("s"):
        return []
    clause = next((c for c in sentence.analysis.clauses if _is_of(sentence, c, pact)), None)
    if clause is None or not _is_deed(sentence, clause):
        return []
    start, end = (sentence.analysis.words.starts[clause.group.head], sentence.analysis.words.ends[clause.group.head])
    return [Telling(pact=pact, act=Act.MADE, start=min(start, pact.noun), end=max(end, pact.end))]


def _end_of_its_day(sentence: Sentence, pact: Pact) -> int | None:
    """Return where the day ends that stands between commas behind one of several agreements: "a second truce, in March,"."""
    row = _OF_A_ROW.match(pact.words) and _ITS_DAY.match(sentence.text, pact.end)
    day = next((d for d in sentence.event_dates if row and d.start == row.end() and d.value), None)
    return day.end if day is not None and sentence.text.startswith(",", day.end) else None


def _is_deed(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a clause tells of a deed on a day gone by that no known verb has told."""
    return not _is_judged(sentence, clause) and _is_told(sentence, clause) and _has_day(sentence, clause)


def _is_of(sentence: Sentence, clause: Clause, pact: Pact) -> bool:
    """Return whether an agreement is the head of the subject or of the object of a verb; of a promise or a declaration only of the subject."""
    words = sentence.analysis.words
    for phrase in (clause.subject, None if pact.is_weak else clause.object):
        if phrase is not None and words.starts[phrase.first] <= pact.noun < words.ends[phrase.after - 1]:
            return words.starts[phrase.first] >= pact.start - 1
    return False


def _is_judged(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a known verb of agreements has been read already, or a bank or a court is who did it."""
    head = sentence.analysis.words.starts[clause.group.head]
    known = any(m.part == "verb" and m.trigger[0] <= head < m.trigger[1] for m in sentence.analysis.of("agreement"))
    subject = sentence.analysis.span_of(clause.subject)
    return known or (subject is not None and lexis.OTHERS.search(sentence.text, *subject) is not None)


def _is_told(sentence: Sentence, clause: Clause) -> bool:
    group, words = clause.group, sentence.analysis.words
    past = group.finite and group.tense is Tense.PAST and group.voice is Voice.ACTIVE
    verb = verb_of(sentence.analysis, clause)
    head = sentence.analysis.reality_at(words.starts[group.head], words.ends[group.head])
    # "debated" may be of "debat" or of "debate": which, nothing says of a verb that no list has
    return past and head in KEPT and lexis.NOT_MAKING.isdisjoint((verb, f"{verb}e"))


def _has_day(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a day gone by stands in a clause."""
    words = sentence.analysis.words
    start = words.starts[min(clause.start, clause.group.first)]
    end = words.ends[max(clause.stop, clause.group.after) - 1]
    days = (
        d
        for d in sentence.event_dates
        if d.value and start <= d.start < end and d.role in ("on", "in", "", "late", "early")
    )
    return any(map(sentence.has_gone_by, days))
