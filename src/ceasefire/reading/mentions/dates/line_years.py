"""What a text shows of how it writes its days: the year over the lines of a chronology, and which of "05/09" is the day."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_YEAR: Final = r"[^\w\n]{0,4}(?P<year>(?:19|20)\d\d)"
_LINE: Final = re.compile(rf"^{_YEAR}[^\w\n]{{0,3}}$", re.M)
_LABEL: Final = re.compile(rf"{_YEAR}(?: ?[-:|] (?=\D)|, (?=\w))")
_SLASHED: Final = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)(?:/\d{2,4})?(?![\d/])")
_MONTHS, _DAYS = 12, 31
_FAR: Final = 3_000
"""Characters back to the year over the lines of a list; chosen by hand, not measured."""


def year_at(folded: str, at: int) -> int | None:
    """Return the year of the days of a line: that which opens it ("1988 - Uprising"), or stands alone above it in its list."""
    first = max(0, at - _FAR)
    label = _LABEL.match(folded, folded.rfind("\n", first, at) + 1)
    if label:
        return int(label["year"])
    above = list(_LINE.finditer(folded, max(folded.rfind("\n\n", first, at), first), at))
    return int(above[-1]["year"]) if above else None


@lru_cache(maxsize=8)
def is_day_first(folded: str) -> bool | None:
    """Return whether a text writes the day before the month in "05/09", as one of its other days shows; None where none does."""
    told = [(int(m[1]), int(m[2])) for m in _SLASHED.finditer(folded)]
    first = any(_MONTHS < a <= _DAYS and 0 < b <= _MONTHS for a, b in told)
    second = any(_MONTHS < b <= _DAYS and 0 < a <= _MONTHS for a, b in told)
    return first if first is not second else None
