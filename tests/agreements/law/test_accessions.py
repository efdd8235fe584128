"""Accessions are weighed party by party: a row stays for those of whom it answers."""

from datetime import date
from typing import Any

from ceasefire.agreements.law.accessions import Joiner, SettledAccessions, settle_accessions
from ceasefire.agreements.law.codings import Weighing
from ceasefire.parties.authority import Answering
from ceasefire.vocabulary.codes import Shared
from tests.agreements.law.test_codings import NOBODY, A, B, kept_by, states, table


def row(ledger: str, *joined: str, day: int = 1, **more: Any) -> dict[str, Any]:
    told = {"instrument": "truce", "joined": list(joined), "date_start": date(2020, 1, day)}
    return told | {"members_known": True, "ledger": ledger, "seq": 0, "statement_id": f"{ledger[-1]}{day}"} | more


def settled(*rows: dict[str, Any], answering: Answering = NOBODY) -> SettledAccessions:
    return settle_accessions(table("accessions", list(rows)), Weighing(answering=answering))


def test_two_statements_that_name_one_party_each_say_what_one_says_that_names_both() -> None:
    found = settled(row(A, "red", "blue"), row(B, "red"), row(B, "blue"))
    assert found.contested == ()
    assert set(states(found.codings).values()) == {"answers"}


def test_a_row_stays_for_those_whom_nobody_contests() -> None:
    found = settled(row(A, "red", "blue"), row(B, "red", day=9))
    assert [one["joined"] for one in found.table.to_pylist()] == [["blue"]]
    assert [who for who, _ in found.contested] == [Joiner("truce", "red")]
    assert {one["id"] for one in found.codings} == {"truce/red"}


def test_those_known_by_count_are_a_thing_of_their_own() -> None:
    counted: dict[str, Any] = {"members_known": False, "class_of": "groups"}
    found = settled(row(A, "red", low=7, **counted), row(B, low=9, **counted))
    assert [who for who, _ in found.contested] == [Joiner("truce", None, "groups")]
    assert [(one["joined"], one["members_known"]) for one in found.table.to_pylist()] == [(["red"], True)]
    assert {one["id"] for one in found.codings} == {"truce/groups not named"}


def test_the_depositary_of_an_instruments_accessions_answers_for_all_who_joined() -> None:
    answering = kept_by((Shared.ACCESSION, "truce", A))
    found = settled(row(A, "red"), row(B, "red", day=9), row(B, "west"), answering=answering)
    assert [one["joined"] for one in found.table.to_pylist()] == [["red"]]
    assert found.contested == ()
    assert {(one["id"], one["ledger"]): one["state"] for one in found.codings} == {
        ("truce/red", A): "answers",
        ("truce/red", B): "stands_beside",
        ("truce/west", B): "stands_beside",
    }
