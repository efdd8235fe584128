"""A count that the text gives to a longer time is no count of the bulletin's day."""

import datetime as dt
from pathlib import Path

import pytest

from ceasefire.api.reading import Read, ReadOptions, read_with

DAY = dt.date(2031, 5, 15)


def read_of(folder: Path, text: str) -> Read:
    (folder / "a.txt").write_text(text, "utf-8")
    [one] = read_with([str(folder / "a.txt")], ReadOptions(date=DAY))
    assert isinstance(one, Read)
    return one


@pytest.mark.parametrize(
    "text",
    [
        "The mission counted 54 violations in Veldara between 1 May 2031 and 13 May 2031.\n",
        "The monitors counted 14 violations in the first week of May.\n",
    ],
)
def test_a_count_of_weeks_is_none_of_the_day(tmp_path: Path, text: str) -> None:
    one = read_of(tmp_path, text)
    assert one.bulletin is None
    assert [c.period is not None and c.period.start for c in one.reading.claims] == [dt.date(2031, 5, 1)]


def test_a_count_of_the_day_stays(tmp_path: Path) -> None:
    one = read_of(tmp_path, "The Freelandish side recorded 9 violations of the ceasefire within the last 24 hours.\n")
    assert one.bulletin is not None
    assert [e.count for e in one.bulletin.entries] == [9]
