"""What must hold of every record, tried on the example: no incident without a report, no number without statements."""

import re
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest

import ceasefire
from ceasefire.linkage.membership import doubts, incident_of, members
from ceasefire.vocabulary.tables import TABLES

LINEAGE = {
    name: columns
    for name, table in TABLES.items()
    if (columns := [c.name for c in table if c.name in ("lineage", "rests_on", "statements") and c.type == "list:str"])
}


@pytest.fixture(scope="module")
def statements(example_record: ceasefire.Record) -> set[str]:
    rows = (("reports", "report_id"), ("tallies", "tally_id"))
    ids = set(example_record.table("statements")["statement_id"].to_pylist())
    return ids.union(*(example_record.table(name)[column].to_pylist() for name, column in rows))


def test_every_report_belongs_to_one_incident_and_no_incident_is_empty(example_record: ceasefire.Record) -> None:
    links, incidents = example_record.table("links"), example_record.table("incidents")
    of, rests = incident_of(links), members(links)
    assert sorted(of) == sorted(example_record.table("reports")["report_id"].to_pylist())
    assert set(rests) == set(incidents["incident_id"].to_pylist())
    assert {i: len(r) for i, r in rests.items()} == dict(
        zip(incidents["incident_id"].to_pylist(), incidents["reports"].to_pylist(), strict=True)
    )
    assert doubts(links), "the example has links in doubt; without one this test says little"


def test_every_incident_stands_on_the_axis_of_occurrence(example_record: ceasefire.Record) -> None:
    standing = example_record.table("standing").to_pylist()
    told = {row["incident_id"] for row in standing if row["axis"] == "occurrence"}
    source = dict(zip(*(example_record.table("reports")[c].to_pylist() for c in ("report_id", "source")), strict=True))
    for incident, reports in members(example_record.table("links")).items():
        assert incident in told or not any(source[report] for report in reports)


@pytest.mark.parametrize("name", LINEAGE)
def test_every_id_that_an_answer_rests_on_is_a_statement(
    example_record: ceasefire.Record, statements: set[str], name: str
) -> None:
    table = example_record.table(name)
    assert isinstance(table, pa.Table)
    ids = {one for column in LINEAGE[name] for ids in table[column].to_pylist() for one in ids or ()}
    assert ids - statements == set()


def test_the_tables_with_a_lineage_are_looked_at() -> None:
    assert {"standing", "hits", "matrix", "figures", "series", "bulletin_checks"} <= set(LINEAGE)


def test_every_incident_of_the_report_shows_its_accounts(example_demo: Path) -> None:
    page = (example_demo / "demo" / "report.html").read_text(encoding="utf-8")
    assert "not part of this copy" not in page
    printed = page.count('<details class="incident ')
    assert printed > 200
    assert len(re.findall(r"<code>i-[0-9a-f]+", page)) == printed, "an id of an incident stands only in its own terms"
    assert re.search(r"link unsure, 0\.\d\d", page)
    assert "R0416" in page


def test_the_report_counts_incidents_as_the_record_does(example_demo: Path, example_record: ceasefire.Record) -> None:
    page = (example_demo / "demo" / "report.html").read_text(encoding="utf-8")
    assert page.count('<details class="incident ') == example_record.table("incidents").num_rows == 235
    counted = Counter(example_record.table("scope")["result"].to_pylist())
    named = {
        "in_scope": "incidents in scope",
        "undetermined": "incidents undetermined",
        "out_of_scope": "incidents out of scope",
        "no_act": "aid and evacuation events",
    }
    for result, words in named.items():
        told = re.search(rf"{words}</bdi></dt><dd><a [^>]*>([0-9]+)<", page)
        assert told is not None
        assert int(told[1]) == counted[result]
