"""Every provision of the texts is coded, and the table of provisions says the same as the files."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

from tests.examples.files import agreement_files, yaml

TABLE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "provision-table.md"
NUMBERS = {
    "u2254": "1 2 3",
    "coh": "1 2 3 4 5",
    "u2268": "1",
    "cf16": "1 2 3",
    "mec": "1 2",
    "del": "1 2",
    "u2336": "1",
    "ast1": "1 2 3 4",
    "jg": "1 2",
    "dea": "1 2 3 4 5 6 7 8 8b 8c 9",
    "sw": "1",
    "eg": "1",
    "ho": "1",
    "ast6": "1 2 3",
    "idl": "1 2 3 4 5 6 7 8",
}
ROWS = [f"{group}-{number}" for group, numbers in NUMBERS.items() for number in numbers.split()]
SPLIT = {"u2254-3b", "coh-1b", "eg-1b", "ho-1b", "ho-1c", "ho-1d", "idl-6b"}
ADDED = {"vs-1"}
"""Of a text outside the list, kept for its deadline in about a month."""
RANKS = {"R": 0, "P": 1, "K": 2}


def coded() -> dict[str, dict[str, Any]]:
    texts = list(map(yaml, agreement_files("astana")))
    cases = Counter(case["provision"] for text in texts for case in text.get("cases", []))
    return {
        p["id"]: {**p, "instrument": text["id"], "cases": cases[p["id"]]} for text in texts for p in text["provisions"]
    }


def test_all_rows_of_the_texts_are_coded_and_nothing_else() -> None:
    assert len(ROWS) == 48
    assert set(coded()) == set(ROWS) | SPLIT | ADDED


def test_the_table_says_what_the_files_say() -> None:
    cells = [
        [c.strip() for c in line.strip("|").split("|")]
        for line in TABLE.read_text(encoding="utf-8").splitlines()
        if re.match(r"\| [a-z0-9]+-\d", line)
    ]
    files = coded()
    assert [row[0] for row in cells if row[0] not in files] == []
    assert len(cells) == len(files)
    for provision, instrument, modality, holder, _, confidence, tested, rivals, cases, _ in cells:
        told = files[provision]
        assert instrument == f"`{told['instrument']}`"
        assert modality == told["modality"]
        assert confidence == told["confidence"], provision
        assert (holder == "named") == isinstance(told["bound"], dict)
        assert holder in ("named", told["bound"])
        forbids = told.get("acts") if modality == "must_not" else told.get("breached_by")
        assert (tested == "yes") == bool(forbids), provision
        assert rivals == (str(len(told["rivals"])) if told.get("rivals") else "-"), provision
        assert sum(map(int, re.findall(r"\d+", cases))) == told["cases"], provision


def test_passive_duties_have_no_holder() -> None:
    files = coded()
    assert {name for name, p in files.items() if p["bound"] == "unspecified"} == {
        "u2254-3",
        "u2254-3b",
        "dea-3",
        "idl-5",
        "idl-7",
    }


def test_deadlines_are_those_of_the_texts() -> None:
    files = coded()
    dates = {
        name: p["deadline"]["date"]
        for name, p in files.items()
        if isinstance(p.get("deadline"), dict) and "date" in p["deadline"]
    }
    assert {k: str(v) for k, v in dates.items()} == {
        "u2268-1": "2016-02-27",
        "del-1": "2017-01-16",
        "del-2": "2017-01-23",
        "dea-8b": "2017-06-04",
        "idl-4": "2018-10-10",
        "idl-5": "2018-10-15",
        "idl-7": "2018-12-31",
    }


def test_no_instrument_is_surer_than_its_source() -> None:
    for path in agreement_files("astana") + agreement_files("doha"):
        text = yaml(path)
        assert text["confidence"] in RANKS
        assert text["source"].get("publisher"), path.name


def test_two_holders_are_two_and_a_duty_names_to_whom_it_is_owed_where_the_text_does() -> None:
    files = coded()
    assert files["idl-4"]["bound"]["actors"] == ["syrian-government"]
    assert files["idl-4"]["bound"]["classes"] == ["armed_opposition"]
    assert {name for name, p in files.items() if "owed_to" in p} == {"coh-1b", "coh-2", "coh-3", "cf16-2"}


def test_proportionate_stands_only_where_the_text_says_so() -> None:
    """Of the two texts that speak of it one was read; the other is a rival reading and says that it was not."""
    told = {
        name
        for name, p in coded().items()
        for one in p.get("exceptions", [])
        if one["kind"] == "self_defence" and one.get("proportionate")
    }
    assert told == {"coh-2"}


def test_rival_readings_of_days_and_terms_can_be_tested_beside_ours() -> None:
    readings = {name: [one["id"] for one in p.get("rivals", []) if "reads" in one] for name, p in coded().items()}
    assert readings["dea-8b"] == ["dea-8b-27-may", "dea-8b-22-may"]
    assert readings["dea-8"] == ["dea-8-ten-days", "dea-8-five-days"]
    assert readings["idl-4"] == ["idl-4-10-november"]
    of_texts = {one["id"] for p in agreement_files("astana") for one in yaml(p).get("rivals", []) if "reads" in one}
    assert of_texts == {"in-force-31-december", "in-force-4-may", "in-force-6-may", "extension-by-itself"}


def test_paragraphs_are_counted_only_where_they_are_known() -> None:
    counted = {yaml(p)["id"]: len(yaml(p)["paragraphs"]) for p in agreement_files("astana") if "paragraphs" in yaml(p)}
    assert counted == {"memorandum-2017-05-04": 6, "memorandum-2018-09-17": 10}
    for path in agreement_files("astana"):
        text = yaml(path)
        cited = {one for p in text["provisions"] for one in p.get("paragraphs", [])}
        assert cited == set(text.get("paragraphs", [])), path.name
