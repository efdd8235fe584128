"""The cases beside the texts: every provision has the answers that it can have, and the program gives them."""

import re
from collections import Counter
from typing import Any

import pytest

from ceasefire.agreements.cases.covering import coverage
from ceasefire.agreements.cases.running import run
from ceasefire.api.folder_context import of_folder
from tests.examples.files import EXAMPLES, NAMES, agreement_files, table, yaml

CANNOT_HAVE = {"coh-2": ("yes", "exempt")}
"""Who else accepted the terms of 2016 is not published."""
each_example = pytest.mark.parametrize("name", NAMES)


def cases(name: str) -> list[dict[str, Any]]:
    return [case for path in agreement_files(name) for case in yaml(path).get("cases", [])]


@each_example
def test_every_case_holds(name: str) -> None:
    folder = of_folder(EXAMPLES / name)
    assert not folder.faults
    found = [one for text in folder.instruments for one in run(text, folder.context, folder.duty_reports)]
    assert len(found) == len(cases(name))
    wrong = [f"{one.case}: expected {one.expected}, came {one.came}: {one.why}" for one in found if not one.holds]
    assert wrong == []


@each_example
def test_every_provision_has_the_cases_that_it_can_have(name: str) -> None:
    folder = of_folder(EXAMPLES / name)
    lacks = {
        one.provision: one.lacks for text in folder.instruments for one in coverage(text, folder.context) if one.lacks
    }
    assert lacks == {provision: lack for provision, lack in CANNOT_HAVE.items() if name == "astana"}


@each_example
def test_what_is_invented_says_so(name: str) -> None:
    """An incident is that of a report, an account or act that of the example, or the case says invented or simulated."""
    for case in cases(name):
        if {"incident", "accounts", "acts", "meetings"} & set(case):
            assert case["says"].startswith(("Invented", "SIMULATED", "As R", "As on file", "As the account")), case[
                "id"
            ]


def test_a_real_incident_is_told_as_its_report_tells_it() -> None:
    """So that nobody is blamed whom the source does not accuse."""
    reports = {row["report_id"]: row for row in table(EXAMPLES / "astana" / "syria_incident_reports.csv")}
    real = [(m[1], case["incident"]) for case in cases("astana") if (m := re.match(r"As (R\d{4})", case["says"]))]
    assert len(real) > 25
    for name, given in real:
        row = reports[name]
        assert row["event_date_start"] == str(given["date"]), name
        assert row["admin1"] == given["where"]["admin1"], name
        assert row["event_type"] == given["event_type"], name
        assert given.get("actors", []) == list(filter(None, [row["actor_alleged"]])), name
        assert given.get("targets", []) == list(filter(None, [row["actor_target"]])), name
        assert given.get("exempt_by", "") == row["exempt_by"], name


def test_the_cases_are_counted_by_answer() -> None:
    counts = {name: Counter(case.get("expect", "by day") for case in cases(name)) for name in NAMES}
    assert counts["astana"]["in_scope"] >= 20
    assert counts["astana"]["exemption_asserted"] >= 10
    assert counts["astana"]["by day"] >= 150
    assert counts["doha"]["by day"] >= 50
