"""Rules applied to the positions on incidents."""

from typing import Any

from ceasefire.findings import decisions, read_rules
from ceasefire.findings.rules.language import Gone
from tests.findings.tables import links, position, table

RULES = read_rules("""ceasefire: rules/1
mechanism: m
title: t
bodies:
  - {body: north, role: guarantor, component: g}
  - {body: south, role: guarantor, component: g}
  - {body: guest, role: observer}
rules:
  - {id: free, matter: place of meeting, members: [g], needs: unanimity}
  - {id: ruling, matter: violation or not, axis: legal, members: [g], needs: consensus, clock: {days: 30}}
  - {id: chain, matter: ruling and its publication, axis: legal, stages: [ruling]}
""")


def run(*rows: dict[str, Any], now: str = "2017-03-20", **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = decisions(
        RULES, table("positions", rows), links(i1="r1", i2="r2 r3"), now, **more
    ).to_pylist()
    return found


def test_each_incident_with_a_position_has_its_outcome_and_the_others_none() -> None:
    rows = run(
        position(1, "north", "legal", "violation", "2017-03-01", about=["r2"]),
        position(2, "south", "legal", "violation", "2017-03-04", about=["r3"]),
        position(3, "north", "legal", "violation", "2017-03-01"),
        position(4, "north", "occurrence", "alleged"),
    )
    assert [(r["incident_id"], r["rule"], r["state"], r["value"], r["since"]) for r in rows] == [
        ("i1", "ruling", "pending", None, "2017-03-01"),
        ("i2", "ruling", "decided", "violation", "2017-03-04"),
    ]
    assert rows[0]["missing"] == ["south since 2017-03-01 (has said nothing)"]
    assert rows[1]["lineage"] == ["p1", "p2"]


def test_no_decision_is_a_row_with_its_date_and_the_dissent_in_words() -> None:
    [row] = run(
        position(1, "north", "legal", "violation", "2017-03-01"),
        position(2, "south", "legal", "not_a_violation", "2017-03-05", reason="self-defence"),
        position(3, "guest", "legal", "violation", "2017-03-06"),
    )
    assert (row["state"], row["since"], row["value"], row["due"]) == ("no_decision", "2017-03-05", None, "2017-04-01")
    assert "south, not_a_violation on 2017-03-05: self-defence" in row["dissent"]
    assert row["refused"] == ["guest on 2017-03-06: guest is observer and no member under this rule"]


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


def test_a_dissent_with_a_value_objects() -> None:
    [row] = run(
        position(1, "north", "legal", "violation", "2017-03-01"),
        position(2, "south", "legal", "violation", "2017-03-01", stand="dissent"),
    )
    assert (row["state"], row["dissent"]) == ("no_decision", ["south, dissent on 2017-03-01"])
