"""Every hit carries its grounds, and is worked out again from them when other law answers."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ceasefire import Record
from ceasefire.agreements.grounds.parts import Part, list_digest
from ceasefire.api.arguments import BadArgument
from ceasefire.record import Draft
from tests.small_truce import (
    IN_MAY,
    OTHER,
    TRUCE,
    agreement,
    charter,
    extension,
    joined,
    listed,
    own_home,
    record,
    report,
    said,
    zone,
)

__all__ = ["own_home", "record"]


def fire(record: Record) -> dict[str, Any]:
    [row] = record.hits(incident="R1", provision="fire")
    return row


def states(record: Record, told: Any) -> dict[str, str]:
    return {one.provision: one.state for one in record.recompute_hits(told).tests}


def test_a_hit_names_the_digest_of_its_grounds_and_they_hold_everything_it_rests_on(record: Record) -> None:
    told = record.hits_with_grounds("R1")
    [hit] = told["hits"]
    own = [row for row in told["grounds"] if row["grounds"] == hit["grounds"]]
    assert {row["part"] for row in own} == {"instrument", "language", "zone", "list", "accession", "party", "code"}
    assert {*hit["rests_on"]} <= {row["statement_id"] for row in own}
    parts = [Part(**{name: row[name] for name in Part._fields}) for row in own]
    assert list_digest(parts[::-1]) == hit["grounds"]
    every = record.table("grounds").to_pylist()
    assert [row for row in every if row["grounds"] in {one["grounds"] for one in told["grounds"]}] == told["grounds"]
    parties = [row["digest"] for row in own if row["part"] == "party"]
    assert {row["id"] for row in every if row["grounds"] in parties} == {"north", "south", "east", "west"}


Later = Callable[[Record], "list[Draft]"]


def superseding(record: Record) -> list[Draft]:
    [old] = record.table("agreements").to_pylist()
    new = agreement(record, TRUCE.replace("fire/*", "air/*"))
    return [Draft(kind=new.kind, body=new.body, supersedes=old["statement_id"])]


@pytest.mark.parametrize(
    ("later", "result"),
    [
        (lambda record: [zone(0.1, version=2)], "out_of_scope"),
        (lambda record: [listed("south", version=2)], "exemption_asserted"),
        (superseding, "out_of_scope"),
        (lambda record: [zone(0.1, version=2), listed("south", version=2), *superseding(record)], "out_of_scope"),
        (lambda record: [said("party", id="rival", name="North")], "undetermined"),
        (
            lambda record: [said("act", act="ending", instrument="truce", by=["north"], when={"start": "2020-01-05"})],
            "out_of_scope",
        ),
    ],
)
def test_a_hit_recomputes_on_its_own_grounds_when_newer_law_answers_otherwise(
    record: Record, tmp_path: Path, later: Later, result: str
) -> None:
    old, told = fire(record), record.hits_with_grounds("R1")
    file = tmp_path / "hit.json"
    file.write_text(json.dumps(told, default=str), encoding="utf-8")
    record.file_drafts("desk", later(record))
    now = fire(record)
    assert (old["result"], now["grounds"] != old["grounds"]) == ("in_scope", True)
    assert now["result"] == result
    assert states(record, file) == states(record, told) == {"fire": "same"}


def test_what_else_is_filed_leaves_grounds_as_they_are(record: Record) -> None:
    before = fire(record)["grounds"]
    record.file_drafts("desk", [report("R3", IN_MAY)])
    other = agreement(record, OTHER.replace("id: truce\n", "id: pact\n"))
    record.file_drafts("desk", [Draft(kind="agreement", body=dict(other.body) | {"id": "pact"})])
    assert fire(record)["grounds"] == before


def test_contested_law_and_acts_without_effect_are_grounds_too(record: Record) -> None:
    record.file_drafts("hostile", [zone(0.1, version=2), listed("south", version=2), joined("north", "2020-02-20")])
    record.file_drafts("hostile", [extension("west")])
    told = record.hits_with_grounds("R1")
    assert {"contested"} <= {row["part"] for row in told["grounds"]}
    late = record.hits_with_grounds("R2")
    record.file_drafts("desk", [extension("north", "south", "east")])
    charter(record)
    assert states(record, told) == {"fire": "same"}
    assert states(record, late) == {"fire": "same"}


OPENED = (
    TRUCE.replace("agreement/1", "agreement/2")
    .replace("modality: must\n", "modality: must\n    then: [fire]\n")
    .replace(
        "    place: {zones: [zone-1]}\n", "    place: {zones: [zone-1]}\n    window: {starts: {after: meeting:m-1}}\n"
    )
)


def test_meetings_and_accounts_that_open_a_clause_are_grounds_too(record: Record) -> None:
    [old] = record.table("agreements").to_pylist()
    new = agreement(record, OPENED)
    met = {"instrument": "truce", "provision": "posts", "says": "met", "said_by": "south"}
    record.file_drafts(
        "desk",
        [
            Draft(kind=new.kind, body=new.body, supersedes=old["statement_id"]),
            said("meeting", id="m-1", when={"start": "2020-01-05"}),
            said("duty_report", **met, when={"start": "2020-01-20"}),
        ],
    )
    told = record.hits_with_grounds("R1")
    assert [hit["result"] for hit in told["hits"]] == ["in_scope"]
    assert {"meeting", "account"} <= {row["part"] for row in told["grounds"]}
    record.file_drafts("desk", [said("duty_report", **met | {"says": "missed"}, when={"start": "2020-01-21"})])
    assert fire(record)["grounds"] != told["hits"][0]["grounds"]
    assert states(record, told) == {"fire": "same"}


def test_a_contested_instrument_recomputes_as_contested(record: Record) -> None:
    record.file_drafts("hostile", [agreement(record, OTHER)])
    told = record.hits_with_grounds("R1")
    assert {hit["missing"][0] for hit in told["hits"]} == {"coding"}
    assert states(record, told) == {"fire": "same", "flights": "same"}


def test_an_answer_that_was_altered_differs_and_says_in_what(record: Record) -> None:
    told = record.hits_with_grounds("R1")
    told["hits"][0] |= {"result": "out_of_scope", "who": "no"}
    [again] = record.recompute_hits(told).tests
    assert again.state == "differs"
    assert again.differs == (("result", "out_of_scope", "in_scope"), ("who", "no", "yes"))


def test_grounds_that_were_altered_or_are_not_in_the_record_cannot_be_had(record: Record) -> None:
    told = record.hits_with_grounds("R1")
    fewer = told | {"grounds": [row for row in told["grounds"] if row["part"] != "zone"]}
    [again] = record.recompute_hits(fewer).tests
    assert (again.state, "some were added, changed or left out" in again.missing[0]) == ("cannot", True)
    [again] = record.recompute_hits(told | {"grounds": []}).tests
    assert (again.state, again.missing) == ("cannot", (f"no grounds have the digest {told['hits'][0]['grounds']}",))
    rows = [row | {"statement_id": "0" * 64} if row["part"] == "zone" else row for row in told["grounds"]]
    hit = told["hits"][0]
    parts = [Part(**{n: row[n] for n in Part._fields}) for row in rows if row["grounds"] == hit["grounds"]]
    digest = list_digest(parts)
    rows = [row | {"grounds": digest} if row["grounds"] == hit["grounds"] else row for row in rows]
    [again] = record.recompute_hits(told | {"grounds": rows, "hits": [hit | {"grounds": digest}]}).tests
    assert (again.state, again.missing) == ("cannot", (f"the zone zone-1 is not in the record: statement {'0' * 64}",))


def test_a_file_of_another_form_is_refused_by_name_and_field(record: Record, tmp_path: Path) -> None:
    file = tmp_path / "hit.json"
    file.write_text("[]", encoding="utf-8")
    with pytest.raises(BadArgument, match=r"hit\.json is no file of hits with their grounds"):
        record.recompute_hits(file)
    told = record.hits_with_grounds("R1")
    with pytest.raises(BadArgument, match="the incident's utc_start does not fit"):
        record.recompute_hits(told | {"incident": told["incident"] | {"utc_start": "soon"}})


def test_the_ground_on_which_an_exemption_is_asserted_reaches_the_test(record: Record) -> None:
    told = dict(report("R3", "2020-02-11").body)
    claim = told | {"exemption": {"asserted_by": "North", "basis": "on list-1"}}
    record.file_drafts("desk", [Draft(kind="report", body=claim)])
    [row] = record.hits(incident="R3", provision="fire")
    assert (row["result"], row["asserted_by"], row["basis"]) == ("exemption_asserted", ["North"], "on list-1")


def test_an_invented_incident_is_not_passed_as_the_records_own(record: Record) -> None:
    told = record.hits_with_grounds("R1")
    assert record.recompute_hits(told).incident.state == "unchanged"
    invented = told | {"incident": told["incident"] | {"place": "Elsewhere", "killed_low": 40}}
    found = record.recompute_hits(invented)
    assert [one.state for one in found.tests] == ["same"]
    assert (found.incident.state, {name for name, _, _ in found.incident.changed}) == (
        "changed",
        {"place", "killed_low"},
    )
    other = {"incident_id": "i-0"}
    hits = [hit | other for hit in told["hits"]]
    assert (
        record.recompute_hits(told | {"incident": told["incident"] | other, "hits": hits}).incident.state == "missing"
    )


def test_words_ids_and_days_of_a_file_are_checked(record: Record) -> None:
    told = record.hits_with_grounds("R1")
    [hit] = told["hits"]
    [again] = record.recompute_hits(told | {"hits": [hit | {"says": "Nothing.", "text_ref": "annex Z"}]}).tests
    assert {name for name, _, _ in again.differs} == {"says", "text_ref"}
    [again] = record.recompute_hits(told | {"hits": [hit | {"incident_id": "another"}]}).tests
    assert (again.state, "test of the incident another" in again.missing[0]) == ("cannot", True)
    with pytest.raises(BadArgument, match="date_end is before its date_start"):
        record.recompute_hits(told | {"incident": told["incident"] | {"date_end": "1999-01-01"}})


def redigested(told: dict[str, Any], kept: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Return hits with a part of their grounds left out and the digest made anew."""
    rows = [row for row in told["grounds"] if kept(row)]
    new = {
        digest: list_digest(Part(**{n: row[n] for n in Part._fields}) for row in rows if row["grounds"] == digest)
        for digest in {row["grounds"] for row in rows}
    }
    hits = [hit | {"grounds": new[hit["grounds"]]} for hit in told["hits"]]
    return told | {"grounds": [row | {"grounds": new[row["grounds"]]} for row in rows], "hits": hits}


def test_grounds_left_out_with_the_digest_made_anew_are_not_those_of_today(record: Record) -> None:
    told = record.hits_with_grounds("R1")
    assert [one.state for one in record.recompute_hits(told).grounds] == ["today"]
    [now] = record.recompute_hits(redigested(told, lambda row: row["part"] != "list")).grounds
    assert (now.state, now.record_alone, now.file_alone) == ("other", (("list", "list-1"),), ())


def test_a_file_without_hits_is_refused_and_one_with_fewer_says_what_it_leaves_out(record: Record) -> None:
    record.file_drafts("hostile", [agreement(record, OTHER)])
    told = record.hits_with_grounds("R1")
    with pytest.raises(BadArgument, match="no hits to work out again"):
        record.recompute_hits(told | {"hits": []})
    assert record.recompute_hits(told).left_out == ()
    fewer = [hit for hit in told["hits"] if hit["provision"] == "fire"]
    assert record.recompute_hits(told | {"hits": fewer}).left_out == ("truce/flights",)


@pytest.mark.parametrize(
    "odd", [{"missing": [1, "a", None]}, {"missing": 5}, {"grounds": ["x"]}, {"instrument": {}}, {"result": None}]
)
def test_one_row_that_does_not_fit_is_set_aside_and_loses_no_other(record: Record, odd: dict[str, Any]) -> None:
    told = record.hits_with_grounds("R1")
    [hit] = told["hits"]
    found = record.recompute_hits(told | {"hits": [hit | odd, hit]})
    assert [one.state for one in found.tests] == ["same"]
    assert [(bad.row, f"`$.{next(iter(odd))}" in bad.why) for bad in found.set_aside] == [(1, True)]


@pytest.mark.parametrize("text", ["[]", "[" * 100_000, "{}", '{"instrument": 5}'])
@pytest.mark.parametrize("part", ["claim", "contested"])
def test_a_claim_of_no_form_is_said_in_plain_words(record: Record, part: str, text: str) -> None:
    told = record.hits_with_grounds("R1")
    digest = told["hits"][0]["grounds"]
    row = {"grounds": digest, "part": part, "id": text, "digest": "x", "statement_id": None}
    [again] = record.recompute_hits(redigested(told | {"grounds": [*told["grounds"], row]}, lambda row: True)).tests
    assert again.state == "cannot"
    assert "not of its form" in again.missing[0]
