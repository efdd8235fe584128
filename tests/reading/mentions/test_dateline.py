"""A day told in a sentence is when something happened; only a line, stamp or dateline says when a text was written."""

import datetime as dt

import pytest

from ceasefire.reading import read


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("The two sides met in Geneva on 24 January 2017 and agreed to meet again in February.\n", None),
        ("GENEVA, 25 January 2017 - The two sides met on Tuesday and agreed to meet again.\n", dt.date(2017, 1, 25)),
        ("25 January 2017\n\nThe two sides met on Tuesday and agreed to meet again in Geneva.\n", dt.date(2017, 1, 25)),
    ],
)
def test_what_dates_a_text(text: str, reference: dt.date | None) -> None:
    assert read(text, date=None).reference == reference
