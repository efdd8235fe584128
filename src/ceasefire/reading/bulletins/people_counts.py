"""Numbers of people that the bulletin reader takes for cases, and that the text says are dead, hurt or gone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from ceasefire.reading.bulletins.model import CASES, Bulletin, Entry
from ceasefire.reading.model import Claim, Count

_PEOPLE: Final = frozenset(("killed", "injured", "casualties", "missing", "displaced", "detained"))
"""Measures of figures that count people."""


def without_people(bulletin: Bulletin, claims: Iterable[Claim]) -> Bulletin | None:
    """Return a bulletin without the numbers that a claim on the same words gives as a toll; None where they are as many as its cases.

    News counts the dead where a bulletin counts cases: "a bombing kills 16" is one of neither side's tally.
    """
    told = [(claim, counts) for claim in claims if (counts := _people(claim))]
    kept = tuple(e for e in bulletin.entries if not any(_is_same(e, *one) for one in told))
    dropped = len(bulletin.entries) - len(kept)
    if not dropped:
        return bulletin
    if sum(e.measure.startswith(CASES) for e in kept) <= dropped:
        return None
    return msgspec.structs.replace(bulletin, entries=kept)


def _people(claim: Claim) -> tuple[Count, ...]:
    """Return the numbers of people that a claim gives."""
    value = claim.value if claim.measure in _PEOPLE else None
    return tuple(count for count in (claim.killed, claim.injured, value) if count is not None)


def _is_same(entry: Entry, claim: Claim, counts: tuple[Count, ...]) -> bool:
    """Say whether an entry's number is one of people in a claim on the same words."""
    shared = entry.start < claim.end and claim.start < entry.end
    return shared and any(int(entry.count) in (count.low, count.high) for count in counts)
