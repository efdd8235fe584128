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
