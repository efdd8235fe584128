"""Which sentences report nothing by what they are: examples of grammar, drills, exams, claims checked and found false, old ages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ceasefire.reading.lexicon.calendar_names import ANY_MONTH
from ceasefire.reading.lexicon.load import forms
from ceasefire.reading.text.segment import Unit
from ceasefire.reading.text.subject import stands

_OPENING: Final = 3
"""Within how many first sentences a drill that is announced is that of the whole text."""
_NOW: Final = 1945
"""Years before are history: no truce that is watched, and none that is cited as in force, is as old."""
_YEAR: Final = re.compile(r"(?<![\d.,-])(?P<year>1\d{3}|20\d\d)(?![\d%-]|[.,]\d)")
_IN: Final = re.compile(rf"\b(?:in|of|year|{ANY_MONTH}) $")
_SINCE: Final = re.compile(r"\b(?:since|from)(?: \w+){0,4} $")
_TAKEN_BACK: Final = re.compile(rf"(?:(?:but|however),? )?(?:{forms('en', 'subjects', 'taken_back')})")
"""What begins a sentence that finds the one before it untrue."""
_COUNT: Final = re.compile(
    r" (?:[\w-]+ )?(?:homes|houses|cases|villages|towns|incidents|violations|attacks|people|persons|families|buildings"
    r"|places|locations|sites|instances|schools|households)\b"
)
_IN_YEAR: Final = re.compile(r"\bin $")
_NO_COUNT: Final = re.compile(
    r"$|['.,;:)]| (?:the|an?|and|when|by|to|that|his|her|their|some|king|two|three|with|at|near|on|in)\b"
)


def reports_nothing(folded: str, units: Sequence[Unit]) -> frozenset[int]:
    """Return the numbers of the units that are no report of anything, whatever they seem to tell."""
    found: set[int] = set()
    drill, passage = False, -1
    for number, unit in enumerate(units):
        low = folded[unit.start : unit.end].lower()
        drill = drill or (number < _OPENING and stands("plays", low))
        if stands("passages", low) or stands("plays", low):
            passage = unit.block
        if stands("verdicts", low):
            found.update(_before(units, number))
            found.add(number)
        if _TAKEN_BACK.match(low):
            found.update(_before(units, number)[-1:])
        if drill or passage == unit.block or stands("ages", low) or _is_of_old(low):
            found.add(number)
    return frozenset(found)


def _before(units: Sequence[Unit], number: int) -> list[int]:
    """Return the numbers of the units before one in its paragraph."""
    return [n for n, other in enumerate(units[:number]) if other.block == units[number].block]


def _is_of_old(low: str) -> bool:
    """Return whether a sentence names a year of history and none of today: "in 1643 the duke's army shelled the abbey"."""
    years = [m for m in _YEAR.finditer(low) if _IN.search(low, max(0, m.start() - 12), m.start())]
    if not years or any(int(m["year"]) >= _NOW for m in years):
        return False
    return all(
        (_NO_COUNT.match(low, m.end()) or (_IN_YEAR.search(low, 0, m.start()) and not _COUNT.match(low, m.end())))
        and not _SINCE.search(low, max(0, m.start() - 40), m.start())
        for m in years
    )
