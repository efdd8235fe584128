"""English names of months and weekdays as parts of patterns over lower-cased text, and the numbers they mean."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.vocabulary.calendar import MONTHS, MONTHS_SHORT, WEEKDAYS

YEAR: Final = re.compile(r"(?:19|20)\d\d")
"""The digits of a year of these times."""
MONTH_ABBREVIATIONS: Final = (*(name.lower() for name in MONTHS_SHORT if name not in MONTHS), "sept")
"""Abbreviations of months, without their dot; May has none, September has two."""
MONTH_NUMBERS: Final = {
    **{name.lower(): n for names in (MONTHS, MONTHS_SHORT) for n, name in enumerate(names, 1)},
    "sept": 9,
}
"""Name or abbreviation of a month, in small letters -> its number, 1 to 12."""
WEEKDAY_NUMBERS: Final = {name.lower(): n for n, name in enumerate(WEEKDAYS)}
"""Name of a weekday, in small letters -> its number; Monday is 0."""
MONTH_NAMES: Final = tuple(name.lower() for name in MONTHS)
"""The months, written in full, in small letters."""
ANY_MONTH: Final = "|".join(MONTH_NAMES)
"""The months, written in full, as alternatives of a pattern."""
SHORT_MONTH: Final = "|".join(sorted(MONTH_ABBREVIATIONS, key=len, reverse=True))
"""The abbreviations of months as alternatives of a pattern, the longest first."""
ANY_WEEKDAY: Final = "|".join(WEEKDAY_NUMBERS)
"""The weekdays as alternatives of a pattern."""
