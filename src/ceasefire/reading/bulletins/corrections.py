"""A count of an earlier day that a bulletin puts right."""

from __future__ import annotations

from ceasefire.reading.bulletins.clauses import Clause
from ceasefire.reading.bulletins.model import CASE, CASES, FoundCount
from ceasefire.reading.bulletins.word_items import Item
from ceasefire.vocabulary.codes import WHOLE


def correction(clause: Clause) -> FoundCount | None:
    """Return the number that holds ("7, not 9": 7) with its place; None where the clause does not tell one alone."""
    right = [i for at, i in enumerate(clause.items) if i.kind == "num" and not _is_wrong(clause.items, at)]
    if len(right) != 1:
        return None
    place = next((i.value for i in clause.items if i.kind == "place"), WHOLE)
    start, end = clause.items[0].start, clause.items[-1].end
    return FoundCount(
        measure=CASES,
        unit=CASE,
        count=int(right[0].value),
        place=place,
        start=start,
        end=end,
        rule="bulletins/correction",
    )


def _is_wrong(items: tuple[Item, ...], at: int) -> bool:
    """Say whether a number is the one that does not hold: after "not" or "instead of", or before them where they follow."""
    before = [i.kind for i in items[max(0, at - 1) : at]]
    after = [i.kind for i in items[at + 1 : at + 3]]
    return before == ["instead"] or after[:1] == ["instead_after"] or after == ["cases", "instead_after"]
