"""Shared law under a hostile office: what another codes is a named conflict, or stands beside; it stops and changes nothing."""

from collections.abc import Callable
from typing import Any, Final

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api import trust
from ceasefire.record import Draft
from ceasefire.vocabulary.charters import ActNeeds, Depositary, Needs
from ceasefire.vocabulary.codes import Shared
from ceasefire.vocabulary.duty_words import ActKind
from tests.charters import adopted, office_of
from tests.small_truce import (
    BROKEN,
    OTHER,
    TRUCE,
    agreement,
    charter,
    extension,
    joined,
    listed,
    own_home,
    record,
    said,
    zone,
)

__all__ = ["own_home", "record"]


def fire(record: Record, **asked: Any) -> dict[str, Any]:
    [row] = record.hits(incident="R1", provision="fire", **asked)
    return row


def everything(record: Record) -> dict[str, Any]:
    tables = {name: record.table(name).to_pylist() for name in ("hits", "scope", "standing")}
    return tables | {"duties": record.duties("2020-06-01").to_pylist()}


def states(record: Record, what: str) -> dict[tuple[str, str], str]:
    rows = [row for row in record.table("codings").to_pylist() if row["what"] == what]
    return {(row["id"], row["ledger"].rpartition("/")[2]): row["state"] for row in rows}


def test_what_one_office_codes_has_effect_and_is_no_conflict(record: Record) -> None:
    assert (fire(record)["result"], fire(record)["missing"]) == ("in_scope", [])
    assert record.table("codings").num_rows == 0


def test_a_second_coding_of_an_instrument_leaves_its_provisions_open_and_names_both(record: Record) -> None:
    record.file_drafts("hostile", [agreement(record, OTHER)])
    row = fire(record)
    assert (row["result"], row["missing"]) == ("undetermined", ["coding"])
    assert {row[name] for name in ("where_", "when_", "who", "what", "exempt")} == {"undetermined"}
    assert row["why"] == (
        "the instrument truce is coded differently by ceasefire/test/un/desk and ceasefire/test/west/hostile"
    )
    assert len(row["rests_on"]) == 2
    assert {row["provision"] for row in record.hits(incident="R1")} == {"fire", "flights"}
    [scope] = record.rows("scope", "incident_id", [row["incident_id"]]).to_pylist()
    assert (scope["result"], scope["open"], scope["missing"]) == (
        "undetermined",
        ["truce/fire", "truce/flights"],
        ["coding"],
    )
    assert "coded differently by ceasefire/test/un/desk and" in scope["why"]
    assert states(record, "instrument") == {("truce", "desk"): "contested", ("truce", "hostile"): "contested"}
    assert record.table("set_aside").num_rows == 0


def test_duties_of_a_contested_instrument_are_one_row_that_says_so(record: Record) -> None:
    record.file_drafts("hostile", [agreement(record, OTHER)])
    [row] = record.duties("2020-06-01").to_pylist()
    assert (row["instrument"], row["provision"], row["state"], row["due"]) == ("truce", "coding", "undetermined", None)
    assert row["what"].startswith("Its duties are coded differently by ceasefire/test/un/desk and ceasefire/test/west/")


def test_a_contested_zone_counts_as_described_only(record: Record) -> None:
    record.file_drafts("hostile", [zone(0.1, version=2)])
    row = fire(record)
    assert (row["where_"], row["who"], row["result"], row["missing"]) == (
        "undetermined",
        "yes",
        "undetermined",
        ["coding"],
    )
    assert (
        "where: the zone zone-1 is coded differently by ceasefire/test/un/desk and ceasefire/test/west/" in row["why"]
    )


def test_a_contested_list_counts_as_one_whose_members_are_not_known(record: Record) -> None:
    record.file_drafts("hostile", [listed("south", version=2)])
    row = fire(record)
    assert (row["exempt"], row["result"], row["missing"]) == ("undetermined", "undetermined", ["coding"])
    assert "exempt: the list list-1 is coded differently by ceasefire/test/un/desk and" in row["why"]


def test_a_contested_accession_leaves_open_who_is_bound(record: Record) -> None:
    record.file_drafts("hostile", [joined("north", "2020-02-20")])
    row = fire(record)
    assert (row["who"], row["result"], row["missing"]) == ("undetermined", "undetermined", ["coding"])
    assert "who: whether north joined truce is coded differently by" in row["why"]
    assert set(states(record, "accession")) == {("truce/north", "desk"), ("truce/north", "hostile")}


def test_an_extension_by_one_of_three_has_no_effect_and_says_how_many_claim_it(record: Record) -> None:
    record.file_drafts("hostile", [extension("west"), extension("north")])
    [late] = record.hits(incident="R2", provision="fire")
    assert late["when_"] == "undetermined"
    assert "only this is recorded: extension claimed by 1 of 3 (north)" in late["why"]
    [act] = record.table("act_states").to_pylist()
    assert (act["state"], act["claimed_by"], act["missing"]) == ("claimed", ["north", "west"], ["south", "east"])
    assert act["why"] == "extension claimed by 1 of 3 (north); as compiled: no charter is pinned"
    record.file_drafts("desk", [extension("south", "east")])
    [late] = record.hits(incident="R2", provision="fire")
    assert late["when_"] == "yes"


def test_codings_that_say_the_same_do_not_differ(record: Record) -> None:
    before = fire(record)
    record.file_drafts("hostile", [agreement(record, TRUCE), zone(1.0), listed("west"), joined("north")])
    row = fire(record)
    assert {name: row[name] for name in row if name != "rests_on"} == {
        name: before[name] for name in before if name != "rests_on"
    }
    assert set(record.table("codings")["state"].to_pylist()) == {"answers"}


def test_a_broken_file_under_an_id_in_use_changes_nothing_but_its_own_row(record: Record) -> None:
    before = everything(record)
    record.file_drafts("hostile", [agreement(record, BROKEN)])
    assert everything(record) == before
    [row] = record.table("set_aside").to_pylist()
    assert row["ledger"] == "ceasefire/test/west/hostile"


def test_an_instrument_of_a_later_edition_is_set_aside_alone_and_everything_else_goes_on(record: Record) -> None:
    before = everything(record)
    text = (
        TRUCE.replace("agreement/1", "agreement/3").replace("id: truce\n", "id: later-truce\n") + "wholly_new: {a: b}\n"
    )
    body = {"id": "later-truce", "title": "A later truce", "language_edition": 3}
    record.file_drafts("hostile", [said("agreement", **body, reading=record.store.put_blob(text.encode()))])
    assert everything(record) == before
    with ceasefire.open(record.store.path) as again:
        [row] = again.table("set_aside").to_pylist()
    assert row["state"] == "not_understood"
    assert row["reason"].startswith("coded in edition 3 of the language, which this version does not know")


Make = Callable[[Record], list[Draft]]
HOSTILE: Final[dict[str, Make]] = {
    "agreement": lambda record: [agreement(record, OTHER)],
    "broken agreement": lambda record: [agreement(record, BROKEN)],
    "zone version": lambda record: [zone(0.1, version=3)],
    "list version naming opponents": lambda record: [listed("south", "east", version=4)],
    "accession": lambda record: [joined("north", withdrew=True), joined("west")],
    "extension": lambda record: [extension("north"), extension("north", "south", "east"), extension("west")],
    "ending": lambda record: [said("act", act="ending", instrument="truce", when={"start": "2020-01-02"})],
    "party": lambda record: [said("party", id="north", name="South"), said("party", id="x", name="North")],
    "all of these": lambda record: [one for make in list(HOSTILE.values())[:-1] for one in make(record)],
}


@pytest.mark.parametrize("what", HOSTILE)
def test_under_a_charter_nothing_that_a_hostile_office_files_changes_an_answer(record: Record, what: str) -> None:
    name = charter(record)
    with ceasefire.open(record.path, charter=name) as pinned:
        before = everything(pinned)
        record.file_drafts("hostile", HOSTILE[what](record))
        assert everything(pinned) == before
        codings = pinned.table("codings").to_pylist()
        assert {row["state"] for row in codings if row["ledger"].endswith("hostile")} <= {"stands_beside"}
        assert all("depositary" in row["ground"] for row in codings)


@pytest.mark.parametrize("what", HOSTILE)
def test_without_a_charter_nothing_that_a_hostile_office_files_stops_an_answer(record: Record, what: str) -> None:
    record.file_drafts("hostile", HOSTILE[what](record))
    assert everything(record)["hits"]
    assert record.recomputed().table("hits").equals(record.table("hits"))


def signed(record: Record, office: str, charter: str, *by: str) -> None:
    act = extension(*by)
    record.file_drafts(office, [Draft(kind="act", body=act.body, cites=(charter,))])


def test_under_a_charter_each_body_must_claim_an_act_itself(record: Record) -> None:
    name = charter(record)
    signed(record, "n", name, "north", "south", "east", "west")
    with ceasefire.open(record.path, charter=name) as pinned:
        [act] = pinned.table("act_states").to_pylist()
        assert (act["claimed_by"], act["missing"]) == (["north"], ["south", "east"])
        assert act["why"].startswith("extension claimed by 1 of 3 (north); east, as told by ceasefire/test/north/n")
        for office, body in (("s", "south"), ("e", "east")):
            assert pinned.hits(incident="R2", provision="fire")[0]["when_"] == "undetermined"
            signed(record, office, name, body)
        [late] = pinned.hits(incident="R2", provision="fire")
        assert late["when_"] == "yes"
        [act] = pinned.table("act_states").to_pylist()
        assert (act["state"], len(act["act_ids"]), act["why"][:17]) == ("has_effect", 3, "extension has 3 o")


def test_what_the_charter_says_of_an_act_goes_before_the_text(record: Record) -> None:
    needs = Needs(takes="k_of_n", of=("north", "south", "east"), k=2)
    name = charter(record, ActNeeds(act=ActKind.EXTENSION, needs=needs))
    signed(record, "n", name, "north")
    signed(record, "s", name, "south")
    with ceasefire.open(record.path, charter=name) as pinned:
        [act] = pinned.table("act_states").to_pylist()
        assert (act["state"], act["needs"]) == ("has_effect", "2 of north, south, east (the charter)")


def test_an_act_of_another_is_told_and_has_no_effect(record: Record) -> None:
    name = charter(record)
    ending = said("act", act="ending", instrument="truce", by=["west"], when={"start": "2020-01-02"}).body
    record.file_drafts("n", [Draft(kind="act", body=ending, cites=(name,))])
    with ceasefire.open(record.path, charter=name) as pinned:
        [act] = pinned.table("act_states").to_pylist()
        assert (act["state"], act["told_of"]) == ("told", ["west, as told by ceasefire/test/north/n"])
        assert fire(pinned)["result"] == "in_scope"


def test_the_depositary_of_acts_records_them_for_all(record: Record) -> None:
    kept = (Depositary(of=Shared.ACT, office=office_of(record, "desk")),)
    name = adopted(record, {"north": ["n"], "south": ["s"], "east": ["e"]}, depositaries=kept)
    record.file_drafts("desk", [extension("north", "south", "east")])
    with ceasefire.open(record.path, charter=name) as pinned:
        assert pinned.hits(incident="R2", provision="fire")[0]["when_"] == "yes"


def test_an_office_is_asked_for_by_name_and_the_others_stay_as_they_are(record: Record) -> None:
    record.file_drafts("hostile", [agreement(record, OTHER)])
    assert fire(record, as_coded_by="desk")["result"] == "in_scope"
    [row] = record.hits(incident="R1", as_coded_by="hostile")
    assert (row["provision"], row["result"]) == ("flights", "out_of_scope")
    assert [r["result"] for r in record.hits(as_coded_by="desk", result="in_scope", limit=1)] == ["in_scope"]
    assert fire(record)["result"] == "undetermined"


def test_the_office_in_the_trust_file_answers_where_no_charter_says(record: Record) -> None:
    record.file_drafts("hostile", [agreement(record, OTHER), zone(0.1)])
    trust.code_by(*record.first_key("desk"))
    assert fire(record)["result"] == "in_scope"
    assert states(record, "zone") == {("zone-1", "desk"): "answers", ("zone-1", "hostile"): "stands_beside"}


def test_codings_are_compared_thing_by_thing(record: Record) -> None:
    assert record.compare_codings() == []
    record.file_drafts("hostile", [agreement(record, OTHER), zone(0.1), listed("west", version=2)])
    desk, hostile = "ceasefire/test/un/desk", "ceasefire/test/west/hostile"
    found = {(r["what"], r["incident_id"], r["provision"]): r["results"] for r in record.compare_codings()}
    name = record.incident_name("R1").id
    assert found["instrument", name, "fire"] == {desk: "undetermined", hostile: "not_coded"}
    assert found["instrument", name, "flights"] == {desk: "not_coded", hostile: "out_of_scope"}
    trust.code_by(*record.first_key("desk"))
    found = {(r["what"], r["incident_id"], r["provision"]): r["results"] for r in record.compare_codings()}
    assert found["zone", name, "fire"] == {desk: "in_scope", hostile: "out_of_scope"}
    assert ("list", name, "fire") not in found


def test_a_party_that_two_offices_code_is_never_made_of_both(record: Record) -> None:
    record.file_drafts("hostile", [said("party", id="north", name="North", classes=["listed"], part_of=["west"])])
    assert fire(record)["result"] == "in_scope"
    assert states(record, "party") == {("north", "desk"): "answers", ("north", "hostile"): "stands_beside"}
    assert record.context().parties.belongs["north"] == {"north"}
