"""Bulletins as ministries, joint bodies and observer missions issue them, in six languages: every count is read, whose and where."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ceasefire.reading.bulletins import Entry, read_bulletin
from ceasefire.reading.bulletins.model import CASES
from tests.reading.bulletins.known import PARTIES, in_folder

HERE = Path(__file__).parent
DAY = dt.date(2031, 5, 14)
ANSWERS = {"confirms": ("_confirmed",), "denies": ("_denied", "_not_confirmed")}
FACTS = {
    "settlements": "settlements_",
    "formations": "armed_formations_",
    "posts": "observation_posts",
    "agreements": "new_agreements",
    "humanitarian": "humanitarian_actions",
    "explosions": "explosions",
}
NOT_YET = {"ar-joint": ["N | Upper Daun | 0"], "ar-brief": ["confirms S of J | ALL | 0"]}
"""What is not read yet."""
ISSUED = tomllib.loads((HERE / "issued.toml").read_text("utf-8"))["bulletin"]


def entries(name: str) -> list[Entry]:
    one = next(one for one in ISSUED if one["name"] == name)
    found = read_bulletin(one["text"], names=in_folder(HERE / "truces" / one["truce"]), date=DAY)
    assert found is not None
    return list(found.entries)


def is_told(line: str, entry: Entry) -> bool:
    """Say whether an entry is the count of a line."""
    what, place, count = (part.strip() for part in line.split("|"))
    kind, *who = what.split()
    if entry.count != float(count) or (entry.place != place and not (kind in ANSWERS and entry.place == "ALL")):
        return False
    if kind in FACTS:
        return entry.measure.startswith(FACTS[kind])
    if kind in ANSWERS:
        stands = entry.measure.replace("_not_confirmed", "_denied") if kind == "confirms" else entry.measure
        return any(part in stands for part in ANSWERS[kind]) and entry.by == PARTIES[who[0]]
    return entry.measure.startswith(CASES) and entry.counted_by == PARTIES[who[0] if kind == "since" else kind]


@pytest.mark.parametrize("one", ISSUED, ids=[one["name"] for one in ISSUED])
def test_every_count_of_an_issued_bulletin_is_read(one: dict[str, Any]) -> None:
    left, missed = entries(one["name"]), []
    for line in one["counts"]:
        found = next((entry for entry in left if is_told(line.removeprefix("? "), entry)), None)
        if found is not None:
            left.remove(found)
        elif not line.startswith("? "):
            missed.append(line)
    assert missed == NOT_YET.get(one["name"], [])


WEEKS = {
    "days in the head": (("en-brief", "ru-brief", "fr-brief", "tr-brief", "ar-brief", "fa-brief"), (5, 11)),
    "a week up to the day": (("en-week", "ru-week", "fr-week", "tr-week", "ar-week", "fa-week"), (8, 14)),
    "the day before": (("en-rose", "ru-rose", "fr-rose", "tr-rose", "ar-rose", "fa-rose"), (13, 13)),
    "a day": (("en-log", "ru-log", "fr-log", "tr-log", "ar-log", "fa-log"), (13, 14)),
}


@pytest.mark.parametrize("case", WEEKS)
def test_counts_have_the_days_that_the_bulletin_tells(case: str) -> None:
    names, (first, last) = WEEKS[case]
    for name in names:
        told = [e.period for e in entries(name) if e.measure == CASES and e.place != "ALL"]
        assert set(told) == {(dt.date(2031, 5, first), dt.date(2031, 5, last))}, name


def test_a_count_of_a_past_month_is_of_that_month() -> None:
    text = "Ardistan, 14 May 2031\n\nOur posts logged 6 breaches: 4 in Lisk and 2 in Brevia.\n\nIn April we counted 51 breaches.\n"
    found = read_bulletin(text, names=in_folder(HERE / "truces" / "kolma"), date=DAY)
    assert found is not None
    assert [e.period for e in found.entries if e.count == 51] == [(dt.date(2031, 4, 1), dt.date(2031, 4, 30))]
