"""Numbers that the bulletin reader takes for cases, and that the text gives to people or to days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from ceasefire.reading.bulletins.model import CASES, Bulletin, Entry
from ceasefire.reading.model import Claim, ClaimType, Count

_PEOPLE: Final = frozenset(("killed", "injured", "casualties", "missing", "displaced", "detained"))
"""Measures of figures that count people."""
_DATED: Final = (ClaimType.MEETING, ClaimType.AGREEMENT, ClaimType.EXPECTED)
"""Types of which the days stand in the words."""


def without_people(bulletin: Bulletin, claims: Iterable[Claim]) -> Bulletin | None:
    """Return a bulletin without the numbers that a claim on the same words gives as a day or a toll; None where no case is left, or as many tolls.

    News counts the dead where a bulletin counts cases: "a bombing kills 16" is one of neither side's tally.
    """
    claims = list(claims)
    undated = _without(bulletin.entries, ((c, days) for c in claims if (days := _days(c))))
    kept = _without(undated, ((c, counts) for c in claims if (counts := _people(c))))
    if len(kept) == len(bulletin.entries):
        return bulletin
    if sum(e.measure.startswith(CASES) for e in kept) <= len(undated) - len(kept):
        return None
    return msgspec.structs.replace(bulletin, entries=kept)


def _without(entries: tuple[Entry, ...], told: Iterable[tuple[Claim, tuple[Count, ...]]]) -> tuple[Entry, ...]:
    given = list(told)
    return tuple(e for e in entries if not any(_is_same(e, *one) for one in given))


def _people(claim: Claim) -> tuple[Count, ...]:
    """Return the numbers of people that a claim gives."""
    value = claim.value if claim.measure in _PEOPLE else None
    return tuple(count for count in (claim.killed, claim.injured, value) if count is not None)


def _days(claim: Claim) -> tuple[Count, ...]:
    """Return the days of the month on which a meeting or the like was: "held on April 25-27" counts no 27 cases."""
    dates = [day for day in (claim.date, claim.effective, claim.expires) if day is not None and claim.type in _DATED]
    return tuple(Count(low=day.day, high=day.day) for date in dates for day in (date.start, date.end))


def _is_same(entry: Entry, claim: Claim, counts: tuple[Count, ...]) -> bool:
    """Say whether an entry's number is one of people in a claim on the same words."""
    shared = entry.start < claim.end and claim.start < entry.end
    return shared and any(int(entry.count) in (count.low, count.high) for count in counts)
