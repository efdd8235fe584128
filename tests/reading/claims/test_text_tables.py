"""Rows under a header."""

import datetime as dt

from ceasefire.reading import ClaimType, read

TABLE = """CTSAMVM weekly report
Date | County | Incident | Killed | Injured
3 May 2019 | Lainya | Ambush on a truck | 2 | 4
5 May 2019 | Yei | Shelling of a market | - | 7+
"""
COUNTS = """OSCE daily report
Region | Ceasefire violations | Explosions
Donetsk | 1,204 | 310
Luhansk | 88 | 12
"""


def test_rows_become_incidents() -> None:
    first, second = (c for c in read(TABLE, date=dt.date(2019, 5, 6)).claims if c.type is ClaimType.INCIDENT)
    assert (first.place, first.killed and first.killed.low, first.injured and first.injured.high) == ("Lainya", 2, 4)
    assert first.date is not None
    assert first.date.start == dt.date(2019, 5, 3)
    assert (
        second.kind,
        second.killed,
        second.injured and second.injured.low,
        second.injured and second.injured.high,
    ) == ("shelling", None, 7, None)


def test_cells_become_figures() -> None:
    found = {
        (c.place, c.measure): c.value.low
        for c in read(COUNTS, date=dt.date(2018, 6, 8)).claims
        if c.type is ClaimType.FIGURE and c.value
    }
    assert found == {
        ("Donetsk", "ceasefire violations"): 1204,
        ("Donetsk", "explosions"): 310,
        ("Luhansk", "ceasefire violations"): 88,
        ("Luhansk", "explosions"): 12,
    }
