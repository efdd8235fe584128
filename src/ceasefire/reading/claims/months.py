"""The names of months as the patterns of claims need them, from the one list of them."""

from __future__ import annotations

from typing import Final

from ceasefire.reading.mentions.dates.calendar_math import MONTHS

MONTH_NAMES: Final = tuple(next(name for name, n in MONTHS.items() if n == number) for number in range(1, 13))
"""The full names in small letters, January first."""
ANY_MONTH: Final = "|".join(MONTH_NAMES)
SHORT_MONTH: Final = "|".join(name for name in MONTHS if name not in MONTH_NAMES)
