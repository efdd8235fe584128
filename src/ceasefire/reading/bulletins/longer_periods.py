"""Counts that the bulletin reader takes for those of a day, and that the text gives to a longer time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

import msgspec

from ceasefire.reading.bulletins.model import CASES, Bulletin, Entry
from ceasefire.reading.model import Claim, ClaimType

_DAYS: Final = dt.timedelta(days=1)
"""How long before the bulletin's own days a count may begin and still be of them."""


def without_longer(bulletin: Bulletin, claims: Iterable[Claim]) -> Bulletin | None:
    """Return a bulletin without the counts that a claim on the same words gives to a longer time; None if no case is left.

    "14 violations in the first week of May" is a count of that week, whoever tells it on which day.
    """
    figures = [c for c in claims if c.type is ClaimType.FIGURE and c.period is not None]
    kept = tuple(e for e in bulletin.entries if not any(_is_longer(e, figure) for figure in figures))
    if len(kept) == len(bulletin.entries):
        return bulletin
    if not any(e.measure.startswith(CASES) for e in kept):
        return None
    return msgspec.structs.replace(bulletin, entries=kept)


def _is_longer(entry: Entry, figure: Claim) -> bool:
    """Say whether a figure is the number of an entry and begins well before the days that the entry is given."""
    value, told = figure.value, figure.period
    if entry.measure != CASES or entry.period is None or told is None or value is None:
        return False
    shared = entry.start < figure.end and figure.start < entry.end
    return shared and value.low == value.high == int(entry.count) and told.start < entry.period[0] - _DAYS
