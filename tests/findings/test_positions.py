"""Whose word a position is, and which of one body's positions stand."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.findings.permissions import refusal
from ceasefire.findings.positions import check_positions
from ceasefire.parties.authority import Authority
from ceasefire.vocabulary.charters import Cut
from ceasefire.vocabulary.codes import AXES
from tests.findings.authority import CHARTER, ROLES, chartered, ledger, office
from tests.findings.tables import links, position, table

TWO = {"north": ("desk", "mission")}


def checks(*rows: dict[str, Any], authority: Authority | None = None, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = check_positions(
        table("positions", rows), more.get("links"), authority or chartered()
    ).to_pylist()
    return found


def states(*rows: dict[str, Any], authority: Authority | None = None, **more: Any) -> list[tuple[str, str | None]]:
    return [(row["state"], row["rule"]) for row in checks(*rows, authority=authority, **more)]


def only_states(*rows: dict[str, Any], authority: Authority | None = None, **more: Any) -> list[str]:
    return [state for state, _ in states(*rows, authority=authority, **more)]


def test_a_body_s_own_word_counts_with_the_role_and_charter_that_it_speaks_under() -> None:
    [row] = checks(position(1, "north", "legal", "violation", stand="concur"))
    assert (row["state"], row["role"], row["charter"], row["stand"]) == ("counted", "guarantor", CHARTER, "concur")


def test_another_s_word_is_told_with_its_ledger_whatever_role_it_names() -> None:
    [row] = checks(position(1, "north", "legal", "violation", ledger=ledger("south"), role="guarantor"))
    assert (row["state"], row["ledger"], row["rule"]) == ("told", ledger("south"), None)
    assert row["why"] == f"as told by {ledger('south')}: it speaks for south"


def test_without_a_pin_or_a_charter_cited_nobody_s_word_counts() -> None:
    own = position(1, "north", "legal", "violation")
    [row] = checks(own, authority=Authority(pin=None))
    assert row["state"] == "told"
    assert "no charter is pinned" in row["why"]
    [row] = checks(own | {"cites": []})
    assert row["state"] == "told"
    assert "authority not seen" in row["why"]


def test_a_refused_entry_says_which_rule_refused_it() -> None:
    rows = [
        position(1, "guest", "legal", "violation"),
        position(2, "watch", "responsibility", "attributed"),
        position(3, "desk", "legal", "violation"),
        position(4, "inquiry", "responsibility", "attributed"),
    ]
    assert states(*rows) == [
        ("refused", "observer.legal"),
        ("refused", "monitor.responsibility"),
        ("refused", "secretariat.legal"),
        ("refused", "investigator.responsibility.proof"),
    ]


@pytest.mark.parametrize("body", ROLES)
@pytest.mark.parametrize("named", [None, "guarantor", "commission"])
def test_what_is_refused_at_the_door_is_what_the_check_refuses_and_a_role_named_gives_nothing(
    body: str, named: str | None
) -> None:
    """Every axis and value: one rule for both, in the role of the charter."""
    authority = chartered()
    every = [(axis, value) for axis, values in AXES.items() for value in values]
    rows = [position(n, body, *held, role=named, about=[f"r{n}"]) for n, held in enumerate(every)]
    assert authority.in_force is not None
    for row, check in zip(rows, checks(*rows, authority=authority), strict=True):
        refused = refusal(authority.in_force.says, ROLES[body], row["axis"], row["value"])
        assert (refused is not None) == (check["state"] == "refused")
        assert refused is None or refused == f"{check['rule']}: {check['why']}"


def test_the_later_entry_of_a_ledger_counts_whatever_day_or_time_it_tells() -> None:
    early, late = (
        position(1, "north", "legal", "violation", "2017-03-05"),
        position(2, "north", "legal", "undecided", "2017-03-01", claimed_at="1999-01-01T00:00:00Z"),
    )
    assert only_states(early, late) == ["superseded", "counted"]
    assert only_states(late, early) == ["counted", "superseded"]


@given(
    st.lists(
        st.sampled_from(("0001-01-01T00:00:00Z", "2017-04-01T00:00:00Z", "9999-12-31T00:00:00Z")),
        min_size=3,
        max_size=3,
    )
)
def test_nothing_that_an_entry_says_of_its_time_moves_what_counts(times: list[str]) -> None:
    values = ("violation", "undecided", "violation")
    rows = [
        position(n, "north", "legal", v, claimed_at=at) for n, (v, at) in enumerate(zip(values, times, strict=True))
    ]
    assert only_states(*rows) == ["superseded", "superseded", "counted"]


def test_two_offices_of_one_body_that_differ_are_rival_and_none_where_they_agree() -> None:
    one = position(1, "north", "legal", "violation", "2017-03-01")
    other = position(9, "north", "legal", "undecided", "2018-03-01", ledger=ledger("north", "mission"))
    for rows in permutations((one, other)):
        assert only_states(*rows, authority=chartered(TWO)) == ["rival", "rival"]
    assert only_states(one, other | {"value": "violation"}, authority=chartered(TWO)) == ["counted", "counted"]
    assert (
        only_states(one, other | {"value": "violation", "stand": "dissent"}, authority=chartered(TWO)) == ["rival"] * 2
    )
    assert only_states(one, other) == ["counted", "told"]


def test_what_is_told_or_refused_replaces_nothing_of_the_body_s_own() -> None:
    own = position(1, "watch", "occurrence", "verified")
    told = position(9, "watch", "occurrence", "refuted", ledger=ledger("north"))
    unseen = position(2, "watch", "occurrence", "refuted", cites=[])
    refused = position(3, "watch", "occurrence", "no such value")
    assert only_states(own, told, unseen, refused) == ["counted", "told", "told", "refused"]


def test_a_ledger_replaces_what_it_told_itself_and_not_what_another_told() -> None:
    told = [position(n, "north", "legal", "violation", ledger=ledger("south")) for n in (1, 2)]
    other = position(7, "north", "legal", "violation", ledger=ledger("watch"))
    assert only_states(*told, other) == ["superseded", "told", "told"]


def superseding(seq: int, cites: list[str]) -> dict[str, Any]:
    return {"superseded": True, "superseded_seq": seq, "superseded_cites": cites}


def test_a_body_takes_its_word_back_and_nobody_else_does() -> None:
    own = position(1, "south", "legal", "violation")
    assert only_states(own | superseding(2, [CHARTER])) == ["superseded"]
    assert only_states(own | superseding(2, [])) == ["counted"]  # that entry is not the body's word
    ended = chartered(cuts=(Cut(origin=office("south").origin, key=office("south").key, size=5, root="r" * 64),))
    assert only_states(own | superseding(4, [CHARTER]), authority=ended) == ["superseded"]
    assert only_states(own | superseding(5, [CHARTER]), authority=ended) == ["counted"]  # an office that has ended
    told = position(1, "north", "legal", "violation", ledger=ledger("south"))
    assert only_states(told | superseding(2, [])) == ["superseded"]


def test_two_reports_of_one_incident_are_one_matter_once_linked() -> None:
    rows = [
        position(1, "north", "legal", "violation", "2017-03-05"),
        position(2, "north", "legal", "undecided", "2017-03-01", about=["r2"]),
    ]
    assert only_states(*rows) == ["counted", "counted"]
    assert only_states(*rows, links=links(i1="r1 r2")) == ["superseded", "counted"]
    assert only_states(rows[0], rows[1] | {"axis": "occurrence", "value": "alleged"}, links=links(i1="r1 r2")) == [
        "counted",
        "counted",
    ]
    assert rows[0]["date_start"] == date(2017, 3, 5)
