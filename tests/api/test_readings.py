"""Two readings of one text side by side: a truce that is open-ended as coded, and of sixty days as others read it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

import ceasefire
from ceasefire import Record
from ceasefire.api.arguments import BadArgument
from ceasefire.cli.main import cli
from tests.small_truce import agreement, joined, listed, own_home, report, said, zone

__all__ = ["own_home"]

TEXT: Final = """ceasefire: agreement/2
id: truce
title: Truce of the tests
signed: 2020-01-01
signatories: [north, south]
time_zone: UTC
in_force: {after: signature}
term: open_ended
confidence: R
source: {text: made up}
rivals:
  - {about: term, id: sixty-days, says: sixty days and no more, reads: {term: {days: 60}}, source: {text: a ministry}}
  - {about: term, says: it never was in force, source: {text: a paper}}
provisions:
  - id: fire
    text_ref: para. 1
    says: Nobody fires into the zone.
    modality: must_not
    bound: {joined: [truce]}
    acts: [fire/*]
    place: {zones: [zone-1]}
    confidence: R
    rivals:
      - {about: acts, id: air-as-well, says: flights too, reads: {acts: [fire/*, air/*]}, source: {text: a jurist}}
  - id: posts
    says: Posts are set up.
    modality: must
    bound: {actors: [south]}
    deadline: {date: 2020-06-01}
    confidence: R
"""
BEFORE, AFTER = "2020-02-10", "2020-05-10"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with ceasefire.create(tmp_path / "record", name="test") as made:
        made.init_office("desk", "un")
        parties = [said("party", id=one, name=one.title()) for one in ("north", "south")]
        law = [agreement(made, TEXT), zone(1.0), listed("west"), joined("north")]
        made.file_drafts("desk", [*parties, *law, report("R1", BEFORE), report("R2", AFTER)])
        yield made


def result(record: Record, label: str, reading: str | None = None) -> str:
    [row] = record.hits(incident=label, provision="fire", reading=reading)
    return str(row["result"])


def test_an_incident_after_sixty_days_is_in_scope_under_one_reading_and_out_under_the_other(record: Record) -> None:
    assert (result(record, "R1"), result(record, "R2")) == ("in_scope", "in_scope")
    assert result(record, "R1", "truce:sixty-days") == "in_scope"
    assert result(record, "R2", "truce:sixty-days") == "out_of_scope"
    assert result(record, "R2") == "in_scope", "nothing of another reading is kept"


def test_a_reading_says_which_tests_and_which_duties_it_changes(record: Record) -> None:
    before = record.table("hits"), record.table("duties", on="2020-07-01")
    term, acts = record.readings("truce", on="2020-07-01")
    assert (term["reading"], term["provision"], term["reads"]) == ("truce:sixty-days", None, {"term": {"days": 60}})
    [late] = term["hits"]["rows"]
    assert late["incident_id"] == record.incident_name("R2").id
    assert late["results"] == {"ours": "in_scope", "sixty-days": "out_of_scope"}
    [posts] = term["duties"]["rows"]
    assert (posts["provision"], posts["ours"]["state"]) == ("posts", "overdue")
    assert posts["sixty-days"]["state"] != "overdue"
    assert (acts["reading"], acts["provision"]) == ("truce:air-as-well", "fire")
    assert (acts["hits"]["total"], acts["duties"]["total"]) == (0, 0)
    assert record.readings("truce", on="2020-07-01", limit=0)[0]["hits"] == {"total": 1, "rows": []}
    assert (record.table("hits"), record.table("duties", on="2020-07-01")) == before


def test_all_readings_are_compared_at_once(record: Record) -> None:
    [row] = record.compare_readings()
    assert (row["what"], row["id"], row["provision"]) == ("reading", "truce:sixty-days", "fire")


def test_a_reading_that_there_is_not_is_named_with_those_there_are(record: Record) -> None:
    with pytest.raises(BadArgument, match="did you mean 'truce:sixty-days'"):
        record.hits(reading="truce:sixty-day")
    with pytest.raises(BadArgument, match="not a valid instrument"):
        record.readings("nothing")
    with pytest.raises(BadArgument, match="without as_coded_by"):
        record.hits(reading="truce:sixty-days", as_coded_by="desk")


def test_the_command_line_lays_readings_side_by_side(record: Record) -> None:
    def run(*line: str, status: int = 0) -> str:
        found = CliRunner().invoke(cli, [*line, "--record", str(record.path)], env={"COLUMNS": "80"})
        assert found.exit_code == status, found.output
        return found.output

    out = run("agreement", "readings", "truce", "--on", "2020-07-01")
    assert "truce:sixty-days on term: sixty days and no more" in out
    assert "tests that differ: 1" in out
    assert "deadline past, nobody's word on file" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80
    assert len(json.loads(run("agreement", "readings", "truce", "--json"))) == 2
    assert "fire (para. 1): out of scope" in run("hits", "R2", "--reading", "truce:sixty-days", "--why")
    compared = run("hits", "--compare")
    assert "ours: in scope, sixty-days: out of scope" in " ".join(compared.split())
    assert "1 test differs between codings or readings" in compared
    assert len(json.loads(run("hits", "--compare", "--json"))) == 1
    run("hits", "--compare", "--reading", "truce:sixty-days", status=2)
    run("hits", "--reading", "truce:sixty-days", "--as-coded-by", "desk", status=2)
