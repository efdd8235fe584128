"""The claim of a count: the words it stands on, and the period, place and speaker of its clause or of the count that it goes on from."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_counts import Counted, clause_end
from ceasefire.reading.claims.figure_places import ELSEWHERE, place_of
from ceasefire.reading.claims.figure_slots import of_incident, source_of
from ceasefire.reading.claims.periods import of_report, period_of
from ceasefire.reading.mentions.dates.beside import beside as time_beside
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange, Modality

OLDER = re.compile(
    r"\b(?:previous|earlier|last|former|old) (?:\w+ )?(?:count|estimate|figure|number|tally|toll|total)\b", re.I
)
_REACH: Final = 700
"""Characters over which a bare number goes on from a count; chosen by hand, not measured."""
_SAME_TIME = re.compile(
    r"\bthe (?:very )?same (?:time|period|span|stretch|days|weeks?|months?|quarter|year)\b(?! (?:of|in|last|a year|the year))"
)
_WHOLE: Final = 330
"""Characters up to which a sentence of one number is quoted whole; chosen by hand."""
_SHORTEST: Final = 4
"""Characters of the shortest quote that the gate takes."""


def counted_earlier(sentence: Sentence) -> Claim | None:
    """The count told shortly before a sentence, where no question stands between."""
    counted = sentence.thread.counted
    between = sentence.unit.start - counted.end if counted is not None else -1
    if counted is None or not 0 <= between <= _REACH:
        return None
    return None if "?" in sentence.thread.folded[counted.end : sentence.unit.start] else counted


def claim_of(
    sentence: Sentence, count: Counted, zone: tuple[int, int], first: Counted, beside: tuple[tuple[int, int], ...]
) -> Claim:
    """Return the claim of a count, with the period, place and speaker of its own clause."""
    told = counted_earlier(sentence)
    before = told if count.leans and first is count else None
    same = _SAME_TIME.search(sentence.text, *zone) is not None
    past = told.period if told and (same or (before and not count.compared)) else None
    source, basis = source_of(sentence, count, zone, (before.attribution, before.basis) if before else (None, None))
    incident = of_incident(sentence, count)
    period, as_of = _times(sentence, count, zone, beside, incident)
    return sentence.draft(
        ClaimType.FIGURE,
        *_words_of(sentence, count, zone),
        count.rule,
        measure=count.measure,
        value=count.value,
        population=count.population,
        period=count.period or (past if same else None) or period or past,
        as_of=as_of,
        place=place_of(sentence, count, zone, told.place if told and first is count else None, beside, incident),
        attribution=source,
        basis=basis,
        modality=Modality.ALLEGED if lexis.SUPPOSED.search(sentence.text, count.at, count.end) else Modality.HELD,
    )


def _times(
    sentence: Sentence,
    count: Counted,
    zone: tuple[int, int],
    beside: tuple[tuple[int, int], ...],
    incident: Claim | None,
) -> tuple[DateRange | None, DateRange | None]:
    """Return the period of a count and the day as of which it counts: those of its incident, its clause or beside it."""
    period, as_of = period_of(sentence, count.at, zone, own=count.compared, beside=() if count.compared else beside)
    if incident is not None:
        period = incident.date or period
    elif count.rule == "figures/verb" and period and (period.start == period.end or OLDER.search(sentence.text)):
        period, as_of = None, as_of or period
    period = None if _is_background(sentence, count, period) else period
    if count.compared or period is None or lexis.OF_BEFORE.search(sentence.text, *zone):
        other = _time_beside(sentence, zone)
        period = (time_beside(sentence.text[slice(*zone)], other) if other else None) or period
    return period, as_of


def _is_background(sentence: Sentence, count: Counted, period: DateRange | None) -> bool:
    """Whether a toll is that of a war told in passing ("the battles that killed 5,000"), and a time that of another clause."""
    passing = lexis.THAT_KILLED.search(sentence.text, 0, count.end)
    return (
        passing is not None
        and period is not None
        and passing.end() > count.start - 24
        and any(d.value == period and d.start < passing.start() for d in sentence.event_dates)
    )


def _time_beside(sentence: Sentence, zone: tuple[int, int]) -> DateRange | None:
    """The time that the rest of a sentence tells, else that of the count before it, else that of the report."""
    outside = [d.value for d in sentence.event_dates if d.value and not zone[0] <= d.start < zone[1]]
    counted = counted_earlier(sentence)
    return (outside[0] if outside else None) or (counted.period if counted else None) or of_report(sentence.thread)


def _words_of(sentence: Sentence, count: Counted, zone: tuple[int, int]) -> tuple[int, int]:
    """The words that a count stands on; its sentence where no other is told in it, its stretch where the number is all it has."""
    text = sentence.text
    if len(sentence.numbers) <= 1 and len(text) <= _WHOLE:
        return 0, len(text)
    end = clause_end(text, count.end)
    if end - count.start >= _SHORTEST:
        return count.start, end
    return zone if zone[1] - zone[0] > _SHORTEST + 4 else (max(0, text.rfind(",", 0, zone[0] - 1)), zone[1])


def with_leaning(claims: list[Claim], counts: list[Counted], words: list[str]) -> list[Claim]:
    """Give each count that goes on from the one before it in the sentence what its own words leave open."""
    done: list[Claim] = []
    for claim, count, told in zip(claims, counts, words, strict=True):
        if count.leans and done:
            own = count.source or (claim.attribution and claim.attribution in told)
            last = claim if own else done[-1]
            place, period = None if ELSEWHERE.search(told) else done[-1].place, done[-1].period
            if count.part and period:
                claim = msgspec.structs.replace(claim, period=period)
            claim = msgspec.structs.replace(
                claim,
                place=claim.place or place,
                period=claim.period or (None if count.compared else period),
                attribution=last.attribution or claim.attribution,
                basis=last.basis or claim.basis,
            )
        done.append(claim)
    return done
