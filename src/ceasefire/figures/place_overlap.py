"""Two ledgers place by place, on the days on which both break down a total above zero fully."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ceasefire.figures.bulletins import Bulletin, Day, stated_total
from ceasefire.figures.comparison_terms import ONE_TEXT, Terms
from ceasefire.figures.figure import Figure, rate, total

SCOPE = "days on which both break down a total above zero fully"


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """Place by place on the days on which both break down a total above zero fully.

    `overlap` adds, for each day and place, the smaller of the two counts: the most that the lists can have in common.
    """

    days: Figure
    overlap: Figure
    first: Figure
    second: Figure
    nothing_in_common: Figure


def overlap(terms: Terms, days: Sequence[Day], first: str, second: str) -> Overlap | None:
    """Return the overlap of two bodies' lists by place; None without a day on which both break a total down fully."""
    full = [d for d in days if _is_full(d.of[first]) and _is_full(d.of[second])]
    if not full:
        return None
    rests = [d.of[b] for d in full for b in (first, second)]
    pairs = [(d.of[first].by_place, d.of[second].by_place) for d in full]

    def figure(value: int, label: str, method: str, unit: str | None = None) -> Figure:
        return terms.figure(value, full, rests, label=label, scope=SCOPE, method=f"{method}; {ONE_TEXT}", unit=unit)

    apart = sum(not _in_common(a, b) for a, b in pairs)
    common = sum(_in_common(a, b) for a, b in pairs)
    return Overlap(
        days=figure(len(full), "days with two full breakdowns", "count of days", "day"),
        overlap=figure(common, "overlap by place", "smaller of the two counts for each day and place, added"),
        first=_total_of(terms, full, first),
        second=_total_of(terms, full, second),
        nothing_in_common=figure(apart, "days with no place in common", "count of days", "day"),
    )


def shares(terms: Terms, days: Sequence[Day], body: str) -> tuple[Figure, ...]:
    """Return each place's share of one body's count, over its own days with a full breakdown above zero."""
    full = [d for d in days if body in d.of and _is_full(d.of[body])]
    if not full:
        return ()
    scope = f"days on which {body} breaks down a total above zero fully"
    rests = [d.of[body] for d in full]
    by_place = Counter[str]()
    for bulletin in rests:
        by_place.update(bulletin.by_place)
    own = replace(terms, ledger=body, unit=rests[0].unit)
    counts = {
        place: own.figure(n, full, rests, label=place, scope=scope, method=f"sum of a place; {ONE_TEXT}")
        for place, n in by_place.items()
    }
    everything = total(counts.values(), scope=scope)
    return tuple(rate(counts[p], everything, label=p) for p in sorted(counts, key=lambda p: (-by_place[p], p)))


def _is_full(bulletin: Bulletin) -> bool:
    return bulletin.state == "adds_up" and bool(bulletin.stated)


def _in_common(a: dict[str, int], b: dict[str, int]) -> int:
    """Return the most that two breakdowns of a day can have in common: the smaller count of each place, added."""
    return sum(min(n, b.get(place, 0)) for place, n in a.items())


def _total_of(terms: Terms, days: Sequence[Day], body: str) -> Figure:
    own = [d.of[body] for d in days]
    return terms.figure(
        sum(stated_total(b) for b in own),
        days,
        own,
        ledger=body,
        label=f"total of {body}",
        scope=SCOPE,
        method=f"sum; {ONE_TEXT}",
    )
