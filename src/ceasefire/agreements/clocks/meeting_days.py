"""When a meeting was held, of several accounts of it: the days that most exact ones tell."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from ceasefire.agreements.context import Meeting

MOST_DAYS: Final = 7
"""Days that a meeting lasts at most: one that is told over more is told roughly ("in May"). Chosen by hand: the longest
round of talks in the examples lasted three days."""
_EXACT: Final = (0, 1)
"""UCDP date_prec of a day as such; 0 says that no precision is told."""


def is_exact(one: Meeting) -> bool:
    """Return whether an account tells the days of a meeting as such."""
    if one.first is None or one.last is None:
        return False
    return one.precision in _EXACT and (one.last - one.first).days < MOST_DAYS


def days_of(rows: Iterable[Meeting]) -> tuple[date, date]:
    """Return the days that most exact accounts of a meeting tell; of equals the latest."""
    counted = Counter(_exact_days(rows))
    return max(counted, key=lambda days: (counted[days], days[1], days[0]))


def _exact_days(rows: Iterable[Meeting]) -> Iterator[tuple[date, date]]:
    for one in rows:
        if is_exact(one):
            assert one.first is not None
            assert one.last is not None
            yield one.first, one.last
