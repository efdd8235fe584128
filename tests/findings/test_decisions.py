"""Rules applied to the positions on incidents."""

from itertools import permutations
from typing import Any

import pytest

from ceasefire.findings import decisions, read_rules
from ceasefire.findings.rules.language import Gone
from ceasefire.parties.authority import Authority
from tests.findings.authority import CHARTER, chartered, ledger
from tests.findings.tables import links, position, table

RULES = read_rules("""ceasefire: rules/1
mechanism: m
title: t
bodies:
  - {body: north, role: guarantor, component: g}
  - {body: south, role: guarantor, component: g}
  - {body: board, role: commission}
  - {body: watch, role: monitor}
rules:
  - {id: free, matter: place of meeting, members: [g], needs: unanimity}
  - {id: ruling, matter: violation or not, axis: legal, members: [g], needs: consensus, clock: {days: 30}}
  - {id: seen, matter: did it happen, axis: occurrence, members: [g], needs: consensus}
  - {id: chain, matter: ruling and its publication, axis: legal, stages: [ruling]}
""")


def run(
    *rows: dict[str, Any], now: str = "2017-03-20", authority: Authority | None = None, **more: Any
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = decisions(
        more.pop("mechanism", RULES),
        table("positions", rows),
        links(i1="r1", i2="r2 r3"),
        now,
        authority=authority or chartered(),
        **more,
    ).to_pylist()
    return found


def test_each_incident_with_a_position_has_its_outcome_and_the_others_none() -> None:
    rows = run(
        position(1, "north", "legal", "violation", "2017-03-01", about=["r2"]),
        position(2, "south", "legal", "violation", "2017-03-04", about=["r3"]),
        position(3, "north", "legal", "violation", "2017-03-01"),
        position(4, "north", "responsibility", "alleged"),
    )
    assert [(r["incident_id"], r["rule"], r["state"], r["value"], r["since"]) for r in rows] == [
        ("i1", "ruling", "pending", None, "2017-03-01"),
        ("i2", "ruling", "decided", "violation", "2017-03-04"),
    ]
    assert rows[0]["missing"] == ["south since 2017-03-01 (has said nothing)"]
    assert rows[1]["lineage"] == ["p1", "p2"]
    assert rows[1]["heard"] == ["north violation, p1", "south violation, p2"]
    assert rows[1]["charter"] == CHARTER


def test_no_decision_is_a_row_with_its_date_and_the_dissent_in_words() -> None:
    [row] = run(
        position(1, "north", "legal", "violation", "2017-03-01"),
        position(2, "south", "legal", "not_a_violation", "2017-03-05", reason="self-defence"),
        position(3, "board", "legal", "violation", "2017-03-06"),
    )
    assert (row["state"], row["since"], row["value"], row["due"]) == ("no_decision", "2017-03-05", None, "2017-04-01")
    assert "south, not a violation on 2017-03-05, p2: self-defence" in row["dissent"]
    assert row["refused"] == ["board on 2017-03-06: board is commission and no member under this rule"]


def test_a_member_that_left_ends_the_ruling() -> None:
    [row] = run(position(1, "north", "legal", "violation", "2017-03-01"), gone=[Gone(body="south", at="2017-03-02")])
    assert (row["state"], row["since"], row["missing"][0]) == (
        "no_decision",
        "2017-03-02",
        "south since 2017-03-02 (has left)",
    )


def test_a_position_without_a_day_counts_from_its_signature() -> None:
    [row] = run(position(1, "north", "legal", "violation", date_start=None, claimed_at="2017-03-03T08:00:00Z"))
    assert row["since"] == "2017-03-03T08:00:00Z"


@pytest.mark.parametrize("value", ["violation", "not_a_violation", "undecided"])
def test_a_dissent_objects_whatever_value_it_names(value: str) -> None:
    [row] = run(
        position(1, "north", "legal", "violation", "2017-03-01"),
        position(2, "south", "legal", value, "2017-03-01", stand="dissent"),
    )
    words = value.replace("_", " ")
    assert (row["state"], row["dissent"]) == ("no_decision", [f"south, holds otherwise than {words} on 2017-03-01, p2"])


def test_a_dissent_from_a_value_that_the_rule_does_not_decide_objects_too() -> None:
    [row] = run(
        position(1, "north", "occurrence", "verified"),
        position(2, "south", "occurrence", "verified", stand="dissent"),
    )
    assert (row["state"], row["heard"]) == (
        "no_decision",
        ["north verified, p1", "south holds otherwise than verified, p2"],
    )


def test_the_other_side_s_entry_is_told_and_decides_nothing() -> None:
    """Lebanon's key for Israel's vote: the rule waits for Israel, and the entry stands beside with its ledger."""
    [row] = run(
        position(1, "north", "legal", "violation"),
        position(2, "south", "legal", "violation", ledger=ledger("north"), role="guarantor"),
    )
    assert (row["state"], row["missing"]) == ("pending", ["south since 2017-03-01 (has said nothing)"])
    assert row["told"] == [f"south violation, p2, as told by {ledger('north')}"]
    assert row["lineage"] == ["p1"]


@pytest.mark.parametrize(
    "entry",
    [
        position(1, "watch", "legal", "violation"),
        position(1, "north", "legal", "violation", ledger=ledger("south")),
        position(1, "north", "legal", "violation", cites=[]),
        position(1, "board", "legal", "violation"),
    ],
    ids=["refused by its role", "told", "cites no charter", "of no member"],
)
def test_what_no_rule_counts_opens_no_matter(entry: dict[str, Any]) -> None:
    assert run(entry, now="2018-01-01") == []
    [row] = run(entry | {"seq": 0}, position(5, "south", "legal", "violation", "2017-06-01"), now="2017-06-02")
    assert row["since"] == "2017-06-01"


def test_without_a_charter_each_rule_says_so_and_what_is_told_stands_beside() -> None:
    nobody = Authority(pin=None)
    [row] = run(position(1, "north", "legal", "violation"), authority=nobody)
    assert (row["rule"], row["state"], row["why"]) == ("ruling", "no_charter", nobody.why_not)
    assert row["told"] == [f"north violation, p1, as told by {ledger('north')}"]
    [row] = run(position(1, "north", "legal", "violation"), authority=nobody, mechanism=None)
    assert (row["rule"], row["axis"], row["state"]) == (None, "legal", "no_charter")
    assert run(position(1, "north", "legal", "violation"), mechanism=None) == []


def test_nothing_is_known_before_its_day() -> None:
    assert run(position(1, "north", "legal", "violation", "2017-03-05"), now="2017-03-04") == []
    own = (position(1, "north", "legal", "violation"), position(2, "south", "legal", "undecided", "2017-03-09"))
    assert [row["state"] for row in run(*own, now="2017-03-08")] == ["pending"]


def test_a_later_entry_does_not_undo_what_was_decided_however_it_is_dated() -> None:
    """A change of mind after the decision is late; so is one that is dated back."""
    decided = (position(1, "north", "legal", "violation"), position(1, "south", "legal", "violation", "2017-03-03"))
    for day, at in (("2017-03-10", "2017-04-01T00:00:00Z"), ("2017-01-01", "1999-01-01T00:00:00Z")):
        change = position(2, "south", "legal", "not_a_violation", day, position_id="p9", claimed_at=at)
        taken = decided[1] | {
            "position_id": "p2",
            "superseded": True,
            "superseded_seq": 2,
            "superseded_cites": [CHARTER],
        }
        for rows in permutations((decided[0], taken, change)):
            [row] = run(*rows)
            assert (row["state"], row["value"], row["since"]) == ("decided", "violation", "2017-03-03")
            assert row["heard"] == ["north violation, p1", "south violation, p2"]
            assert [one.partition(" on ")[0] for one in row["late"]] == ["south, not a violation"]


def test_what_a_later_entry_replaces_was_held_until_then() -> None:
    taken = position(1, "south", "legal", "violation", superseded=True, superseded_seq=2, superseded_cites=[CHARTER])
    later = position(2, "south", "legal", "not_a_violation", "2017-03-09", position_id="p9")
    rows = (position(1, "north", "legal", "violation", position_id="p0"), taken, later)
    assert [(r["state"], r["heard"]) for r in run(*rows, now="2017-03-05")] == [
        ("decided", ["north violation, p0", "south violation, p1"])
    ]


def test_a_later_entry_holds_where_nothing_was_decided_on_the_earlier_one() -> None:
    """Whatever time each entry tells, the last of a ledger is what its body holds."""
    first = position(1, "south", "legal", "not_a_violation", "2017-03-08", position_id="p2")
    then = position(2, "south", "legal", "violation", "2017-01-01", position_id="p3")
    [row] = run(first, then)
    assert row["heard"] == ["south violation, p3"]
    [row] = run(first, then, position(1, "north", "legal", "violation", "2017-03-09"))
    assert (row["state"], row["value"], row["since"]) == ("decided", "violation", "2017-03-09")


def test_what_is_taken_back_altogether_is_not_heard() -> None:
    gone = position(1, "north", "legal", "violation", superseded=True, superseded_seq=4, superseded_cites=[CHARTER])
    assert run(gone) == []
    assert len(run(gone | {"superseded_cites": []})) == 1


def test_two_offices_of_one_body_that_differ_object_whatever_days_they_tell() -> None:
    two = chartered({"south": ("desk", "mission")})
    own = (position(1, "north", "legal", "violation"), position(2, "south", "legal", "violation", "2017-03-02"))
    other = position(3, "south", "legal", "not_a_violation", "2017-03-02", ledger=ledger("south", "mission"))
    [row] = run(*own, other, authority=two)
    assert (row["state"], row["since"]) == ("no_decision", "2017-03-02")
    [row] = run(*own, other | {"value": "violation"}, authority=two)
    assert (row["state"], row["value"]) == ("decided", "violation")
