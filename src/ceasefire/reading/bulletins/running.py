"""Counts since a day ("17 since Monday") and of an earlier day told apart from the count of a day in the same sentence."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

from ceasefire.reading.bulletins.word_items import Item

BREAKS: Final = frozenset({"comma", "conj", "turn", "dash", "semi"})
"""Kinds of words at which a sentence may be cut."""
_TELLING: Final = ("cases", "registered", "of_them")


def by_running(piece: list[Item]) -> list[list[Item]]:
    """Cut a piece of a sentence before and after what it counts since the start of something."""
    since = next((n for n, i in enumerate(piece) if i.kind == "since"), None)
    if since is None:
        return [piece]
    start, end = _stretch(piece, since)
    if not any(i.kind in _TELLING for i in piece[end:]):
        end = len(piece)
    return [part for part in (piece[:start], piece[start:end], piece[end:]) if part]


def by_day(piece: list[Item]) -> list[list[Item]]:
    """Cut what a piece tells of an earlier day from what it counts before: "14 cases, against 9 the day before"."""
    earlier = next((n for n, i in enumerate(piece) if i.kind == "yesterday"), None)
    if earlier is None or any(i.kind in ("correction", "instead", "instead_after") for i in piece):
        return [piece]
    start = max((n for n, i in enumerate(piece[:earlier]) if i.kind in (*BREAKS, "open")), default=0)
    if not _has_number(piece[:start]):
        return [piece]
    end = _end_of_day(piece, start, earlier)
    return [part for part in ([*piece[:start], *piece[end:]], piece[start:end]) if part]


def _end_of_day(piece: list[Item], start: int, earlier: int) -> int:
    """Return where the words on an earlier day end: at the first break behind it and behind their number."""
    ends = (n for n, i in enumerate(piece) if n > earlier and i.kind in (*BREAKS, "close", "colon"))
    return next((n for n in ends if _has_number(piece[start:n])), len(piece))


def inside(sentence: list[Item], at: int) -> bool:
    """Say whether a place in a sentence lies in brackets."""
    opened = [i.kind for i in sentence[:at]]
    return opened.count("open") > opened.count("close")


def _stretch(piece: list[Item], since: int) -> tuple[int, int]:
    """Return the words between two breaks that hold the start and its number.

    Where the start leads ("since Monday: 17") the number is looked for behind it, else before it.
    """
    cuts = _cuts(piece)
    start, end = max(n for n in cuts if n <= since), min(n for n in cuts if n > since)
    leads = all(i.kind in BREAKS for i in piece[start:since])
    while not _has_number(piece[start:end]) and end - start < len(piece):
        if end < len(piece) and (leads or not start):
            end = cuts[cuts.index(end) + 1]
        else:
            start, leads = cuts[cuts.index(start) - 1], leads and end < len(piece)
    return start, end


def _cuts(piece: list[Item]) -> list[int]:
    """Return where a piece begins, ends, and has a break outside brackets."""
    opened = list(accumulate((i.kind == "open") - (i.kind == "close") for i in piece))
    return [0, *(n for n, i in enumerate(piece) if n and i.kind in BREAKS and opened[n] <= 0), len(piece)]


def _has_number(items: list[Item]) -> bool:
    return any(i.kind == "num" for i in items)
