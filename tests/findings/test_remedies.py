"""Remedies and replies."""

from datetime import date
from typing import Any

from ceasefire.findings import remedies
from tests.findings.tables import links, table

D = date.fromisoformat


def state(row: dict[str, Any], on: str = "2017-03-10", replied_on: str | None = None) -> dict[str, Any]:
    asked = {
        "remedy_id": "m1",
        "about": ["r1"],
        "asked_by": "board",
        "asked_of": "north",
        "what": "reopen the road",
    } | row
    day = {"y1": D(replied_on)} if replied_on else None
    [found] = remedies(table("remedies", [asked]), links(i1="r1"), D(on), replied_on=day).to_pylist()
    return dict(found)


def test_waiting_until_the_deadline_and_overdue_from_the_day_after() -> None:
    due = {"deadline": D("2017-03-10")}
    assert state(due)["state"] == "waiting"
    assert state(due, "2017-03-11")["state"] == "overdue"
    assert state({})["state"] == "no_deadline"


def test_a_reply_is_kept_with_who_gave_it_and_whether_the_complainant_was_told() -> None:
    reply = {
        "deadline": D("2017-03-10"),
        "reply_id": "y1",
        "replied_by": "north",
        "reply": "reopened",
        "told_complainant": True,
    }
    found = state(reply, "2017-03-20")
    assert (found["state"], found["replied_by"], found["reply"], found["told"]) == (
        "replied",
        "north",
        "reopened",
        "told",
    )
    assert (found["incident_ids"], found["lineage"]) == (["i1"], ["m1", "y1"])
    assert state(reply | {"told_complainant": False})["told"] == "not_told"
    assert state(reply | {"told_complainant": None})["told"] == "not_known"
    assert state({})["told"] == "not_known"


def test_a_reply_after_the_deadline_is_late_and_one_after_the_day_asked_on_is_not_seen() -> None:
    reply = {"deadline": D("2017-03-10"), "reply_id": "y1", "replied_by": "north", "reply": "reopened"}
    assert state(reply, "2017-03-20", "2017-03-11")["state"] == "replied_late"
    assert state(reply, "2017-03-20", "2017-03-10")["state"] == "replied"
    early = state(reply, "2017-03-09", "2017-03-11")
    assert (early["state"], early["reply"], early["lineage"]) == ("waiting", None, ["m1"])


def test_the_overdue_come_first_then_by_deadline() -> None:
    rows = [
        {"remedy_id": i, "about": [], "deadline": D(d) if d else None}
        for i, d in [("a", "2017-03-20"), ("b", None), ("c", "2017-03-01"), ("d", "2017-03-15")]
    ]
    found = remedies(table("remedies", rows), links(), D("2017-03-10"))
    assert found["remedy_id"].to_pylist() == ["c", "d", "a", "b"]
