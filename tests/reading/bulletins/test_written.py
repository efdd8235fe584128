"""Bulletins of two invented truces in six languages: every count is read, and no other."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ceasefire.reading.bulletins import Entry, read_bulletin
from tests.reading.bulletins.known import PARTIES, in_folder

HERE = Path(__file__).parent
DAY = dt.date(2031, 5, 14)
WRITTEN = tomllib.loads((HERE / "written.toml").read_text("utf-8"))["bulletin"]
RULES = {
    "bulletins/confirmed": "confirms",
    "bulletins/not confirmed": "unconfirmed",
    "bulletins/denied": "denies",
}


def told(entry: Entry) -> str:
    """Return an entry as a line of `written.toml`."""
    if entry.rule in RULES:
        return f"{RULES[entry.rule]} {entry.by} of {entry.of} | {entry.place} | {entry.count:.10g}"
    if entry.rule == "bulletins/correction":
        day = entry.period[0] if entry.period else None
        return f"fix {entry.counted_by} | {entry.place} | {entry.count:.10g} | {day}"
    if entry.rule == "bulletins/since":
        return f"since {entry.counted_by} | {entry.place} | {entry.count:.10g}"
    if entry.unit == "case_of_firing":
        return f"{entry.counted_by} | {entry.place} | {entry.count:.10g}"
    return f"{entry.measure} | {entry.count:.10g}"


def expected(line: str) -> str:
    first, rest = line.split(" ", 1)
    return f"{PARTIES.get(first, first)} {rest}"


@pytest.mark.parametrize("one", WRITTEN, ids=[one["name"] for one in WRITTEN])
def test_every_count_of_a_bulletin_is_read_and_no_other(one: dict[str, Any]) -> None:
    found = read_bulletin(one["text"], names=in_folder(HERE / "truces" / one["truce"]), date=DAY)
    assert found is not None
    assert found.language == one["name"][:2]
    assert sorted(map(told, found.entries)) == sorted(map(expected, one["counts"]))
    assert [slip.rule for slip in found.slips] == one.get("slips", [])
