"""Calls by which one told another a thing, beside those that a noun or "spoke" tells of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ceasefire.reading.claims import meeting_patterns as lexis
from ceasefire.reading.claims.meeting_nouns import verb_of
from ceasefire.reading.claims.meeting_tellings import Telling
from ceasefire.reading.frames import Analysis

_NEAR: Final = 8
"""Characters between a verb and "by phone" that is counted to it; chosen by hand, not measured."""


def by_phone(analysis: Analysis, found: list[Telling]) -> Iterator[Telling]:
    """Yield a call by which one told another a thing: "assured the envoy by phone that", "agreed over the telephone to"."""
    match = lexis.PHONE.search(analysis.text) if "phone" in analysis.text or "hotline" in analysis.text else None
    if match is None or any(t.clause[0] <= match.start() < t.clause[1] for t in found):
        return
    told = (c for c in analysis.clauses if c.group.finite and c.subject is not None)
    clause = next((c for c in told if {verb := verb_of(analysis, c), f"{verb}e"} & lexis.PHONED), None)
    if clause is None:
        return
    words = analysis.words
    start, end = words.starts[clause.group.first], words.ends[clause.group.head]
    yield Telling(
        start=start,
        end=max(end, match.end()) if match.start() - end < _NEAR else end,
        core="by phone",
        role="verb",
        verb=verb_of(analysis, clause),
        clause=(0, len(analysis.text)),
        tail=words.ends[clause.stop - 1],
        reality=analysis.reality_at(start, end),
        tense=clause.group.tense,
        subject=analysis.span_of(clause.subject),
        object=analysis.span_of(clause.object),
    )
