"""English names of months and weekdays, and the length of a day; names in other languages stand in their own language data."""

from __future__ import annotations

from typing import Final

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""Names of the months; month n of the year is `MONTHS[n - 1]`."""
MONTHS_SHORT: Final = tuple(name[:3] for name in MONTHS)
"""First three letters of the months: Jan, Feb, Mar."""
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""Names of the days of the week, numbered from 0 as by `datetime.date.weekday`."""
DAY_SECONDS: Final = 86_400
"""Seconds of a day on which no clock is changed."""
