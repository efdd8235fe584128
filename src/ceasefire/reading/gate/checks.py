"""Where a text does not agree with itself."""

from __future__ import annotations

import re
from collections import Counter

from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.mentions.numbers import value_of
from ceasefire.reading.model import Check, Claim, ClaimType

_ROUNDS = re.compile(
    r"\b(?P<n>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:[\w'-]+ ){0,3}?(?:rounds|meetings"
    r"|sessions|conferences)\b",
    re.I,
)
_LISTED = gated(r"\b(?P<n>\d{1,5}|two|three|four|five|six|seven|eight|nine|ten)\b[^.;:()]{0,160}?\(\d{1,5}\)", re.I)
_PART = re.compile(r"\((\d{1,5})\)")


def check_document(folded: str, claims: tuple[Claim, ...]) -> tuple[Check, ...]:
    """Test what the text says against itself: counts against lists, totals against parts, tolls against breakdowns."""
    return (*_count_against_list(folded, claims), *_sums(folded), *_breakdowns(claims), *_undated(claims))


def _sentence(folded: str, at: int) -> tuple[int, int]:
    start = max(folded.rfind(". ", 0, at), folded.rfind("\n", 0, at)) + 1
    stops = [p for p in (folded.find(". ", at), folded.find("\n", at)) if p >= 0]
    return start, min(stops, default=len(folded))


def _count_against_list(folded: str, claims: tuple[Claim, ...]) -> list[Check]:
    chains = [c for c in claims if c.rule == "meetings/chain"]
    by_sentence = Counter(_sentence(folded, c.start) for c in chains)
    found = []
    for (start, end), listed in by_sentence.items():
        match = _ROUNDS.search(folded, start, end)
        told = value_of(match["n"]) if match else None
        if match and told is not None and told != listed:
            found.append(
                Check(
                    rule="count against list",
                    start=match.start(),
                    end=match.end(),
                    words=f"the text says {told} and lists {listed} dates",
                )
            )
    return found


def _sums(folded: str) -> list[Check]:
    found = []
    for match in _LISTED.finditer(folded):
        _, end = _sentence(folded, match.start())
        tail = folded[match.start() : min(end, match.start() + 600)]
        stop = re.search(r"[;:]|\b(?:while|the \w+ (?:part|party|side))\b", tail)
        parts = [int(m[1]) for m in _PART.finditer(tail[: stop.start()] if stop else tail)]
        told = value_of(match["n"])
        if len(parts) >= 2 and told is not None and sum(parts) != told:
            found.append(
                Check(
                    rule="sum",
                    start=match.start(),
                    end=match.end(),
                    words=f"the text says {told} and its parts add up to {sum(parts)}",
                )
            )
    return found


def _breakdowns(claims: tuple[Claim, ...]) -> list[Check]:
    found = []
    for claim in claims:
        total = claim.killed or claim.value
        parts = sum(claim.breakdown.values())
        top = total.high if total else None
        if claim.type is ClaimType.INCIDENT and top is not None and parts > top:
            found.append(
                Check(
                    rule="toll against breakdown",
                    start=claim.start,
                    end=claim.end,
                    words=f"{parts} named of a toll of {top}",
                )
            )
    return found


def _undated(claims: tuple[Claim, ...]) -> list[Check]:
    return [
        Check(rule="undated", start=c.start, end=c.end, words="the text does not date this meeting")
        for c in claims
        if c.type is ClaimType.MEETING and c.date is None
    ]
