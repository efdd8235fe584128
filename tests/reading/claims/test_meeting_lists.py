"""Meetings that a list names by whom and when alone."""

import datetime as dt

from ceasefire.reading import ClaimType, read

NOTE = """Weekly note

Who met whom
5 May - women leaders and army officers, Tarn
7 May - our Head of Mission and President Ndara, Orvan

Shelling incidents: Orvan (2 May), Tarn (3 May).

We also met: the brigade commander (8 May, Orvan), the Facilitator in Tarn (9 May).

Coming up
18 May - the governor and the elders, Tarn
"""


def days(text: str) -> list[str]:
    claims = read(text, date=dt.date(2031, 5, 15)).claims
    return [str(c.date.start)[5:] for c in claims if c.type is ClaimType.MEETING and c.date]


def test_each_line_below_a_heading_of_meetings_is_one() -> None:
    assert days(NOTE) == ["05-05", "05-07", "05-08", "05-09"]


def test_what_is_planned_is_none() -> None:
    assert days(NOTE.replace("Who met whom", "Planned meetings")) == ["05-08", "05-09"]
