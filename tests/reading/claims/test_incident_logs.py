"""The lines of a report by the hour: each is at the place that heads it, on the day that the report covers."""

import datetime as dt

from ceasefire.reading import ClaimType, read

REPORT = """DAILY SITUATION REPORT No. 3
Reporting period: 12 May 2031, 00:00 to 23:59

1. Summary
Upper Tarn ...... 6
Kisari ....... 1

2. Details
a) Kolvar, 05:40. Bursts of machine-gun fire from the direction of the quarry. No casualties.
b) Tarn bridge, 14:15. Exchange of fire between army and rebels. The army reported one killed, three wounded.
c) Besmir, approx. 22:10. Hand grenade thrown into the yard of a police post by persons unknown.
"""


def test_each_line_has_its_own_place_and_the_day_of_the_report() -> None:
    told = [c for c in read(REPORT, date=dt.date(2031, 5, 13)).claims if c.type is ClaimType.INCIDENT]
    assert [c.place for c in told] == ["Kolvar", "Tarn bridge", "Besmir"]
    assert {c.date.start for c in told if c.date} == {dt.date(2031, 5, 12)}
    assert len([c for c in told if c.date]) == 3
