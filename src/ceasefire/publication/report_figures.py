"""Counts that a report itself makes from tables: figures like any other, with terms and lineage."""

from collections.abc import Iterable
from datetime import date

from ceasefire.figures import Figure
from ceasefire.figures.days_covered import DaysCovered

ALL = "all ledgers of this record"


def count_of(
    things: Iterable[object], *, unit: str, scope: str, method: str, lineage: Iterable[str], ledger: str = ALL
) -> Figure | None:
    """Return how many things there are, as a figure that rests on the given statements; nothing for none of them.

    A count of none has no statement to rest on, so it is never printed as a number.
    """
    number, rests = sum(1 for _ in things), tuple(lineage)
    if not number or not rests:
        return None
    return Figure(value=number, unit=unit, scope=scope, ledger=ledger, method=method, lineage=rests)


def told(
    low: int | None,
    high: int | None,
    *,
    unit: str,
    scope: str,
    method: str,
    lineage: Iterable[str],
    ledger: str = ALL,
    days: Iterable[date] = (),
) -> Figure | None:
    """Return a told range as a figure; nothing when neither end says anything.

    A lower end of 0 without an upper end ("at least 0") says nothing. `days` are those that the number covers.
    """
    rests, watched = tuple(lineage), sorted(set(days))
    if (not low and high is None) or not rests:
        return None
    return Figure(
        low=low,
        high=high,
        unit=unit,
        scope=scope,
        ledger=ledger,
        method=method,
        lineage=rests,
        start=watched[0] if watched else None,
        end=watched[-1] if watched else None,
        watched=DaysCovered.on(watched) if watched else None,
    )
