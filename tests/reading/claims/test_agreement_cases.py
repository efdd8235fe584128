"""One agreement a sentence, in many wordings: its three days are read, and what is no agreement is left."""

import datetime as dt
from pathlib import Path

import pytest

from ceasefire.reading import ClaimType, read
from ceasefire.reading.model import DateRange

WRITTEN = dt.date(2031, 5, 15)
LINES = Path(__file__).with_name("agreement_cases.txt").read_text("utf-8").splitlines()
CASES = [tuple(line.split(" | ")) for line in LINES if not line.startswith("#")]


def day(value: DateRange | None) -> str:
    if value is None:
        return "-"
    return str(value.start) if value.start == value.end else f"{value.start}/{value.end}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0][:60])
def test_the_days_of_an_agreement(case: tuple[str, ...]) -> None:
    text, *told = case
    found = [c for c in read(text.replace("\\n", "\n"), date=WRITTEN).claims if c.type is ClaimType.AGREEMENT]
    assert [[day(c.date), day(c.effective), day(c.expires)] for c in found] == ([] if told == ["nothing"] else [told])


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 150


def test_a_row_below_heads_of_days_is_an_agreement_each() -> None:
    text = (
        "Instrument | Signed | In force | Expires\n"
        "Orvan Accord | 3 March 2030 | 1 April 2030 | -\n"
        "Lake Truce | 14 January 2031 | 20 January 2031 | 20 July 2031\n"
    )
    found = [c for c in read(text, date=WRITTEN).claims if c.type is ClaimType.AGREEMENT]
    assert [[day(c.date), day(c.effective), day(c.expires)] for c in found] == [
        ["2030-03-03", "2030-04-01", "-"],
        ["2031-01-14", "2031-01-20", "2031-07-20"],
    ]


def test_a_row_that_only_names_a_truce_is_none() -> None:
    text = "Date | Place | Event\n4 May 2031 | Tarn | Truce broken\n4 May 2031 | Orvan | Calm under the truce\n"
    assert [c for c in read(text, date=WRITTEN).claims if c.type is ClaimType.AGREEMENT] == []
