"""One gate for every reader: what a claim says must stand in the words it points at."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from ceasefire.intake.reading.calendar_math import shift
from ceasefire.intake.reading.date_forms import has_month
from ceasefire.intake.reading.dates import Clock, find_dates, find_durations
from ceasefire.intake.reading.fold import fold, lower
from ceasefire.intake.reading.model import Claim, ClaimType, Count, DateRange, Rejected
from ceasefire.intake.reading.names import find_names, lexicon, tokens
from ceasefire.intake.reading.numbers import find_numbers
from ceasefire.intake.reading.ordinals import ordinals_in

MIN_QUOTE, MAX_QUOTE = 4, 500
_SINGULAR = re.compile(r"\b(?:a|an|one|another|his|her|no|nobody|without|man|woman|boy|girl|child|soldier|civilian)\b", re.I)


class Accepted(msgspec.Struct, frozen=True, kw_only=True):
    """A claim whose quote, numbers, dates, ordinal and actors all stand in the text."""

    claim: Claim


class Evidence:
    """What one text offers to its claims: computed once, asked for each claim."""

    def __init__(self, text: str, reference: dt.date | None) -> None:
        self._near: dict[tuple[int, int], frozenset[tuple[dt.date, dt.date]]] = {}
        self.text = text
        self.folded = fold(text)
        self.reference = reference
        self.low = self.folded.lower()
        self._dates: frozenset[tuple[dt.date, dt.date]] | None = None
        self._names: frozenset[str] | None = None

    @property
    def dates(self) -> frozenset[tuple[dt.date, dt.date]]:
        """Every range of days that our grammar derives from the text, looking back and looking ahead."""
        if self._dates is None:
            self._dates = frozenset((v.start, v.end) for v in derivable(self.folded, self.reference))
        return self._dates

    def has_date(self, value: DateRange, start: int, end: int) -> bool:
        """True when the range can be derived from the claim's own words or, failing that, from the whole text."""
        span = (start, end)
        if span not in self._near:
            found = (m.value for future in (None,) for m in find_dates(
                self.folded[start:end].replace("\n", " ")[:1_200], Clock(reference=self.reference, future=future)))
            self._near[span] = frozenset((v.start, v.end) for v in found if v)
        return (value.start, value.end) in self._near[span] or (value.start, value.end) in self.dates

    @property
    def names(self) -> frozenset[str]:
        if self._names is None:
            self._names = frozenset(n.entry.name for n in find_names(self.folded, tokens(self.folded)))
        return self._names


def derivable(folded: str, reference: dt.date | None) -> Iterator[DateRange]:
    """The dates of a text under both tenses, with days counted on from them by the durations the text names."""
    base: list[DateRange] = []
    for line in _pieces(folded):
        anchor = base[-1] if base else None
        for future in (None, False, True) if "day" in line or has_month(lower(line)) else (None,):
            for mention in find_dates(line, Clock(reference=reference, anchor=anchor, future=future)):
                if mention.value:
                    base.append(mention.value)
                    anchor = mention.value
    yield from base
    yield from _spans(base)
    lengths = {(d.amount, d.unit) for line in _pieces(folded) for d in find_durations(line)}
    starts = set(base) if len(base) <= 60 else set(base[:60])
    starts |= {DateRange(start=reference, end=reference)} if reference else set()
    for amount, unit in list(lengths)[:20]:
        for value in starts:
            moved = [shift(day, sign * amount, unit) for day in (value.start, value.end) for sign in (1, -1)]
            for start, end in ((moved[0], moved[2]), (moved[1], moved[3])):
                if start and end:
                    yield DateRange(start=start, end=end)
                    yield DateRange(start=min(start, value.start), end=max(end, value.end))
    if reference:
        for value in set(base):
            if value.start <= reference:
                yield DateRange(start=value.start, end=reference)


def _spans(base: list[DateRange]) -> Iterator[DateRange]:
    distinct = sorted(set(base), key=lambda v: v.start)[:40]
    for index, first in enumerate(distinct):
        for last in distinct[index + 1:]:
            if last.end >= first.start and (last.end - first.start).days <= 4_000:
                yield DateRange(start=first.start, end=last.end)


def _pieces(folded: str) -> Iterator[str]:
    for line in re.split(r"\n|(?<=[.;!?]) (?=[A-Z\"])", folded):
        for at in range(0, len(line), 1_200):
            yield line[at:at + 1_200]


def validate(claim: Claim, text: str | Evidence, *, reference: dt.date | None = None) -> Accepted | Rejected:
    """Accept a claim only if the text bears it out; else say which slot it does not.

    The quote is text[start:end] and 4 to 500 characters long; each number is in the quote or is a sum of two to four
    there; each date can be derived from the text; a round's ordinal is in the sentence; each actor is named in the text.
    """
    evidence = text if isinstance(text, Evidence) else Evidence(text, reference)
    for rule in (_quote, _numbers, _dates, _round, _actors, _speaker):
        reason = rule(claim, evidence)
        if reason:
            return Rejected(claim=claim, reason=reason)
    return Accepted(claim=claim)


def _quote(claim: Claim, evidence: Evidence) -> str | None:
    if not MIN_QUOTE <= len(claim.quote) <= MAX_QUOTE:
        return f"the quote has {len(claim.quote)} characters, not {MIN_QUOTE} to {MAX_QUOTE}"
    if not 0 <= claim.start < claim.end <= len(evidence.text):
        return "the span lies outside the text"
    if evidence.text[claim.start:claim.end] != claim.quote:
        return "the quote is not what stands at its span"
    return None


def _numbers(claim: Claim, evidence: Evidence) -> str | None:
    folded = fold(claim.quote)
    wanted: list[tuple[str, Count]] = [(n, c) for n, c in (("killed", claim.killed), ("injured", claim.injured), ("value", claim.value)) if c]
    if not wanted and not claim.breakdown:
        return None
    here = {v for n in find_numbers(folded) for v in (n.count.low, n.count.high) if v is not None}
    here |= {int(d) for d in re.findall(r"(?<![\d.,])\d{1,9}(?![\d.,]*\d)", folded)}
    if _SINGULAR.search(folded):
        here |= {0, 1} if re.search(r"\b(?:no|nobody|without)\b", folded, re.I) else {1}
    for name, count in wanted:
        for value in (count.low, count.high):
            if value is not None and value not in here and not _sum_of(value, here, folded):
                return f"{name}: {value} is not in the quote"
    for people, value in claim.breakdown.items():
        if value not in here:
            return f"breakdown: {value} {people} is not in the quote"
    return None


def _sum_of(value: int, here: set[int], folded: str) -> bool:
    counted = sorted(v for v in here if 0 < v < value)[:24]
    if not re.search(r" and |,|;", folded):
        return False
    doubles = {a + b for a in counted for b in counted}
    return value in doubles or any(value - d in counted for d in doubles if d < value)


def _dates(claim: Claim, evidence: Evidence) -> str | None:
    for name in ("date", "effective", "expires", "period", "as_of", "deadline"):
        value: DateRange | None = getattr(claim, name)
        if value is not None and not evidence.has_date(value, claim.start, claim.end):
            return f"{name}: {value.start} to {value.end} cannot be derived from the text"
    return None


def _round(claim: Claim, evidence: Evidence) -> str | None:
    if claim.round is None:
        return None
    start = max(evidence.folded.rfind(m, 0, claim.start) for m in (". ", "\n", "! ", "? ")) + 1
    stops = [p for p in (evidence.folded.find(m, claim.end - 1) for m in (". ", "\n", "! ", "? ")) if p >= 0]
    end = min(stops, default=len(evidence.folded))
    sentence = evidence.folded[start:end + 1]
    if claim.round in ordinals_in(sentence):
        return None
    if claim.rule == "meetings/chain":
        listed = [d for d in find_dates(sentence, Clock(reference=evidence.reference)) if d.form not in ("weekday", "y")]
        at = [i for i, d in enumerate(listed, 1) if start + d.start < claim.end <= start + d.end + 1]
        return None if at == [claim.round] else f"round {claim.round} is not the date's place in the list"
    return f"round {claim.round} is not named in the sentence"


def _actors(claim: Claim, evidence: Evidence) -> str | None:
    for actor in (*claim.actors, *claim.mediators):
        if actor.lower() in evidence.low or actor in evidence.names:
            continue
        if not _alias_in(actor, evidence):
            return f"actor {actor} is not named in the text"
    return None


def _alias_in(actor: str, evidence: Evidence) -> bool:
    words = [t.low for t in tokens(actor)]
    return bool(words) and any(entry.name in evidence.names for phrase, _, entry in lexicon().get(words[0], ()) if phrase == tuple(words))


def _speaker(claim: Claim, evidence: Evidence) -> str | None:
    if claim.attribution is None or claim.basis == "author":
        return None
    words = " ".join(fold(claim.attribution).lower().split())
    return None if words in " ".join(evidence.low.split()) else f"speaker {claim.attribution} is not in the text"


VALIDATED = frozenset(ClaimType)
