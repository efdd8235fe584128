"""Findings checked, stances held, complaints followed: each with whose word it is."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from ceasefire.findings.follow_up import complaint_states, finding_checks, stances_held
from ceasefire.findings.rules import Mechanism
from ceasefire.parties.authority import Authority
from tests.findings.authority import CHARTER, chartered, ledger
from tests.findings.tables import links, position, table
from tests.findings.test_decisions import RULES

D = date.fromisoformat
NOBODY = Authority(pin=None)
FILE = "f" * 64


def rules(digest: str) -> Mechanism:
    if digest != FILE:
        raise ValueError(f"blob {digest[:12]} is not here")
    return RULES


# --- findings

BOTH = (position(1, "north", "legal", "violation"), position(2, "south", "legal", "violation", "2017-03-04"))


def checked(*positions: dict[str, Any], authority: Authority | None = None, **more: Any) -> dict[str, Any]:
    signed = {
        "finding_id": "f1",
        "mechanism": "m",
        "about": ["r1"],
        "rule": "ruling",
        "axis": "legal",
        "state": "decided",
        "value": "violation",
        "positions": [one["position_id"] for one in positions],
        "decided_on": D("2017-03-10"),
        "cites": [CHARTER],
        "ledger": ledger("board"),
        "seq": 1,
    } | more
    found = finding_checks(
        table("findings", [signed]),
        table("positions", positions),
        links(i1="r1", i2="r2"),
        authority=authority or chartered(rules=FILE),
        read_rules=rules,
    ).to_pylist()
    [row] = found
    return dict(row)


def test_a_finding_holds_where_the_rule_gives_what_was_signed() -> None:
    row = checked(*BOTH)
    assert (row["state"], row["recomputed"], row["incident_id"]) == ("holds", "violation", "i1")
    assert row["lineage"] == ["f1", "p1", "p2"]
    apart = (BOTH[0], BOTH[1] | {"value": "undecided"})
    assert checked(*apart, state="no_decision", value=None)["state"] == "holds"


@pytest.mark.parametrize(
    ("positions", "more", "gives", "why"),
    [
        (BOTH, {"value": "not_a_violation"}, "violation", "consensus of north, south"),
        (BOTH[:1], {}, "pending", "waiting for south"),
        (BOTH, {"decided_on": D("2017-03-02")}, "pending", "waiting for south"),
        ((BOTH[0], BOTH[1] | {"stand": "dissent"}), {}, "no_decision", "south dissents"),
        ((BOTH[0], BOTH[1] | {"ledger": ledger("north")}), {}, "pending", "not heard: p2 (as told by"),
        ((BOTH[0], BOTH[1] | {"about": ["r2"]}), {}, "pending", "not on this incident and axis: p2"),
        ((), {}, "pending", "nothing that it cites opens the matter"),
    ],
)
def test_a_finding_differs_where_it_does_not(
    positions: tuple[dict[str, Any], ...], more: dict[str, Any], gives: str, why: str
) -> None:
    row = checked(*positions, **more)
    assert (row["state"], row["recomputed"]) == ("differs", gives)
    assert why in row["why"]


def test_a_later_change_of_mind_does_not_touch_a_finding() -> None:
    then = {"superseded": True, "superseded_seq": 9, "superseded_cites": [CHARTER]}
    assert checked(BOTH[0], BOTH[1] | then)["state"] == "holds"


def test_a_finding_that_leaves_out_what_a_body_said_by_then_says_what_all_of_it_gives() -> None:
    south, changed = BOTH[1] | {"date_start": D("2017-02-01")}, BOTH[1] | {"date_start": D("2017-02-02")}
    changed |= {"position_id": "p3", "value": "not_a_violation", "seq": 9}
    row = checked(BOTH[0], south, changed, positions=["p1", "p2"])
    assert row["state"] == "holds"
    assert row["why"].startswith(
        "consensus of north, south; all that was said by that day gives no_decision: members hold"
    )
    late = changed | {"date_start": D("2017-03-11")}
    assert checked(BOTH[0], south, late, positions=["p1", "p2"])["why"] == "consensus of north, south"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"positions": ["p1", "p9"]}, "not here: position p9"),
        ({"rule": "no-such"}, "have no rule no-such"),
        ({"rule": "seen"}, "rules on occurrence, not on legal"),
        ({"about": ["r9"]}, "about 0 incidents"),
        ({"authority": chartered(rules="e" * 64)}, "blob eeeeeeeeeeee is not here"),
        ({"authority": chartered()}, "names no rules"),
    ],
)
def test_what_cannot_be_checked_says_what_is_missing(more: dict[str, Any], why: str) -> None:
    row = checked(*BOTH, **more)
    assert (row["state"], row["recomputed"]) == ("cannot_be_checked", None)
    assert why in row["why"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"ledger": "ceasefire/test/stranger/desk"}, "speaks for no body"),
        ({"cites": []}, "authority not seen"),
        ({"authority": NOBODY}, "no charter is pinned"),
        ({"mechanism": "other"}, "is a body of m, not of other"),
    ],
)
def test_a_finding_of_who_speaks_for_no_body_of_the_mechanism_is_told(more: dict[str, Any], why: str) -> None:
    row = checked(*BOTH, **more)
    assert row["state"] == "told"
    assert why in row["why"]


# --- questions


def stance(n: int, of: str = "north", words: str = "he stays", **more: Any) -> dict[str, Any]:
    told = {"stance_id": f"s{n}", "question": "role", "of": of, "words": words, "superseded": False}
    return told | {"ledger": ledger(of), "seq": n, "cites": [CHARTER]} | more


def held(
    *stances: dict[str, Any], questions: tuple[dict[str, Any], ...] = (), authority: Authority | None = None
) -> list[dict[str, Any]]:
    asked = [{"question_id": "q1", "thing": "role", "text": "His role?", "ledger": ledger("desk")}, *questions]
    found: list[dict[str, Any]] = stances_held(
        table("questions", asked), table("stances", stances), authority=authority or chartered()
    ).to_pylist()
    return found


def test_what_a_body_holds_on_a_question_is_its_own_word_and_the_rest_is_told() -> None:
    rows = held(stance(1), stance(2, of="north", words="he goes", ledger=ledger("south")))
    assert [(r["of"], r["words"], r["state"], r["told_by"]) for r in rows] == [
        ("north", "he stays", "counted", None),
        ("north", "he goes", "told", ledger("south")),
    ]
    assert {r["text"] for r in rows} == {"His role?"}
    assert [r["state"] for r in held(stance(1), authority=NOBODY)] == ["told"]


def test_the_later_stance_of_a_ledger_stands_whatever_day_it_tells() -> None:
    rows = (stance(1, date_start=D("2019-01-01")), stance(2, words="he goes", date_start=D("2016-01-01")))
    for given in permutations(rows):
        assert {r["words"]: r["state"] for r in held(*given)} == {"he stays": "superseded", "he goes": "counted"}


def test_an_answer_that_is_not_offered_is_refused() -> None:
    offered = ({"question_id": "q2", "thing": "role", "text": "His role?", "options": ["none"], "ledger": "x"},)
    assert [r["state"] for r in held(stance(1, option="none"), questions=offered)] == ["counted"]
    [row] = held(stance(1, option="some"), questions=offered)
    assert (row["state"], row["why"]) == ("refused", "some is not offered: none")


def test_a_question_that_offices_put_otherwise_shows_all_its_words_and_one_that_nobody_put_none() -> None:
    other = ({"question_id": "q2", "thing": "role", "text": "Whose role?", "ledger": "b"},)
    [row] = held(stance(1), questions=other)
    assert row["text"] == f"Whose role? (as put by b) / His role? (as put by {ledger('desk')})"
    assert held(stance(1, question="other"))[0]["text"] is None


# --- complaints

UNCLEAR = (Authority(pin="e" * 64), Authority(pin=None, several=(CHARTER, "e" * 64)))
"""The pinned charter is not here; several pinned ones are."""

COMPLAINT = {
    "complaint_id": "k1",
    "label": "K-1",
    "by": "rebels",
    "about": ["r1"],
    "against": "north",
    "asks": "reopen the road",
    "cites": [CHARTER],
    "ledger": ledger("rebels"),
    "seq": 4,
}
REMEDY = {
    "remedy_id": "m1",
    "about": ["r1"],
    "asked_by": "board",
    "asked_of": "north",
    "cites": [CHARTER],
    "ledger": ledger("board"),
    "seq": 1,
}
REPLY = {
    "reply_id": "y1",
    "to": "k1",
    "by": "north",
    "says": "done",
    "ledger": ledger("north"),
    "seq": 1,
    "cites": [CHARTER],
}
FINDING = {"finding_id": "f1", "incident_id": "i1", "ledger": ledger("board"), "state": "holds"}


def followed(
    *,
    complaint: dict[str, Any] | None = None,
    replies: tuple[dict[str, Any], ...] = (),
    remedies: tuple[dict[str, Any], ...] = (),
    findings: tuple[dict[str, Any], ...] = (),
    authority: Authority | None = None,
) -> dict[str, Any]:
    [row] = complaint_states(
        table("complaints", [COMPLAINT | (complaint or {})]),
        table("replies", replies),
        table("remedies", remedies),
        table("finding_checks", findings),
        links(i1="r1", i2="r2"),
        authority=authority or chartered(),
    ).to_pylist()
    return dict(row)


def test_a_complaint_is_open_until_something_follows_it() -> None:
    row = followed()
    assert (row["state"], row["told_by"], row["closed_by"], row["why"]) == ("open", None, [], None)
    assert row["incident_ids"] == ["i1"]


@pytest.mark.parametrize(
    ("more", "state", "closed"),
    [
        ({"replies": (REPLY,)}, "answered", ["y1"]),
        ({"replies": (REPLY | {"to": "K-1"},)}, "answered", ["y1"]),
        ({"replies": (REPLY | {"to": "k2"},)}, "open", []),
        ({"replies": (REPLY | {"ledger": ledger("south")},)}, "open", []),
        ({"remedies": (REMEDY,)}, "remedy_asked", ["m1"]),
        ({"remedies": (REMEDY | {"about": ["r2"]},)}, "open", []),
        ({"remedies": (REMEDY | {"about": ["r2"], "cites": [CHARTER, "k1"]},)}, "remedy_asked", ["m1"]),
        ({"remedies": (REMEDY | {"cites": []},)}, "open", []),
        ({"remedies": (REMEDY | {"asked_by": "rebels", "ledger": ledger("rebels"), "seq": 3},)}, "open", []),
        (
            {"remedies": (REMEDY | {"asked_by": "rebels", "ledger": ledger("rebels"), "seq": 5},)},
            "remedy_asked",
            ["m1"],
        ),
        ({"findings": (FINDING,)}, "found", ["f1"]),
        ({"findings": (FINDING | {"state": "told"},)}, "open", []),
        ({"findings": (FINDING | {"state": "differs"},)}, "open", []),
        ({"findings": (FINDING | {"state": "cannot_be_checked"},)}, "open", []),
        ({"findings": (FINDING | {"incident_id": "i2"},)}, "open", []),
        ({"findings": (FINDING,), "replies": (REPLY,), "remedies": (REMEDY,)}, "found", ["f1", "m1", "y1"]),
    ],
)
def test_what_closes_a_complaint(more: dict[str, Any], state: str, closed: list[str]) -> None:
    row = followed(**more)
    assert (row["state"], row["closed_by"]) == (state, closed)


def test_what_another_tells_is_named_and_closes_nothing() -> None:
    row = followed(replies=(REPLY | {"ledger": ledger("south")},))
    assert (row["state"], row["why"]) == ("open", f"reply of north told by {ledger('south')}")
    assert row["lineage"] == ["k1", "y1"]
    assert followed(complaint={"ledger": ledger("south")})["told_by"] == ledger("south")
    compiled = followed(replies=(REPLY | {"ledger": ledger("south")},), authority=NOBODY)
    assert compiled["state"] == "answered"
    assert compiled["why"].startswith("as compiled: no charter is pinned; ")


@pytest.mark.parametrize("unclear", UNCLEAR)
def test_where_it_is_not_clear_which_charter_holds_what_another_tells_closes_nothing(unclear: Authority) -> None:
    row = followed(
        replies=(REPLY | {"ledger": ledger("south")},), findings=(FINDING | {"state": "told"},), authority=unclear
    )
    assert (row["state"], row["closed_by"]) == ("open", [])
    assert "as compiled" not in row["why"]


def test_complaints_come_by_their_ids() -> None:
    rows = [COMPLAINT | {"complaint_id": name} for name in ("k2", "k1")]
    empty = (table("replies"), table("remedies"), table("finding_checks"), links())
    found = complaint_states(table("complaints", rows), *empty, authority=chartered())
    assert found["complaint_id"].to_pylist() == ["k1", "k2"]
