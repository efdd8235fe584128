"""Remedies and replies: whose word a reply is."""

from datetime import date
from typing import Any

import pytest

from ceasefire.findings import remedies
from ceasefire.parties.authority import Authority
from tests.findings.authority import CHARTER, chartered, ledger
from tests.findings.tables import links, table

D = date.fromisoformat
NOBODY = Authority(pin=None)


def reply(name: str = "y1", by: str = "north", day: str | None = None, **more: Any) -> dict[str, Any]:
    """Return a reply to the remedy m1 that the body's own office signed."""
    told = {"reply_id": name, "to": "m1", "by": by, "says": f"reopened, says {by}", "ledger": ledger(by), "seq": 1}
    return told | {"date_start": D(day) if day else None, "cites": [CHARTER]} | more


def state(
    row: dict[str, Any], *replies: dict[str, Any], on: str = "2017-03-10", authority: Authority | None = None
) -> dict[str, Any]:
    asked = {
        "remedy_id": "m1",
        "about": ["r1"],
        "asked_by": "board",
        "asked_of": "north",
        "what": "reopen the road",
        "ledger": ledger("board"),
        "label": "M-1",
        "seq": 1,
    } | row
    tables = (table("remedies", [asked]), table("replies", replies), links(i1="r1"))
    [found] = remedies(*tables, D(on), authority=authority or chartered()).to_pylist()
    return dict(found)


DUE = {"deadline": D("2017-03-10")}


def test_waiting_until_the_deadline_and_overdue_from_the_day_after() -> None:
    assert state(DUE)["state"] == "waiting"
    assert state(DUE, on="2017-03-11")["state"] == "overdue"
    assert state({})["state"] == "no_deadline"


def test_a_reply_is_kept_with_who_gave_it_and_whether_the_complainant_was_told() -> None:
    found = state(DUE, reply(told_complainant=True), on="2017-03-20")
    told = (found["state"], found["replied_by"], found["reply"], found["told"], found["why"])
    assert told == ("replied", "north", "reopened, says north", "told", None)
    assert (found["incident_ids"], found["lineage"]) == (["i1"], ["m1", "y1"])
    assert state(DUE, reply(told_complainant=False))["told"] == "not_told"
    assert state(DUE, reply())["told"] == "not_known"
    assert state({})["told"] == "not_known"


def test_a_reply_after_the_deadline_is_late_and_one_after_the_day_asked_on_is_not_seen() -> None:
    assert state(DUE, reply(day="2017-03-11"), on="2017-03-20")["state"] == "replied_late"
    assert state(DUE, reply(day="2017-03-10"), on="2017-03-20")["state"] == "replied"
    early = state(DUE, reply(day="2017-03-11"), on="2017-03-09")
    assert (early["state"], early["reply"], early["lineage"]) == ("waiting", None, ["m1"])


@pytest.mark.parametrize("on", ["2017-03-10", "2017-03-11"])
def test_a_reply_that_another_tells_closes_nothing_and_is_shown_with_its_ledger(on: str) -> None:
    found = state(DUE, reply(ledger=ledger("south"), told_complainant=True), on=on)
    assert (found["state"], found["reply"], found["told"]) == (state(DUE, on=on)["state"], None, "not_known")
    assert (found["why"], found["lineage"]) == (f"reply of north told by {ledger('south')}", ["m1", "y1"])
    assert state(DUE, reply(cites=[]), on=on)["state"] == state(DUE, on=on)["state"]


def test_a_told_reply_never_hides_the_body_s_own() -> None:
    told = reply("y0", ledger=ledger("south"), says="never", day="2017-01-01")
    for both in ((told, reply()), (reply(), told)):
        assert (state(DUE, *both)["state"], state(DUE, *both)["reply"]) == ("replied", "reopened, says north")


def test_another_body_s_own_reply_is_named_and_closes_nothing() -> None:
    found = state(DUE, reply(by="south"), on="2017-03-11")
    assert (found["state"], found["why"]) == ("overdue", "south replied, of whom it is not asked")


def test_without_a_charter_a_reply_counts_as_compiled_and_says_so() -> None:
    found = state(DUE, reply(ledger=ledger("desk")), authority=NOBODY)
    assert (found["state"], found["why"]) == ("replied", "as compiled: no charter is pinned")
    assert state(DUE, authority=NOBODY)["why"] is None


@pytest.mark.parametrize("pinned", [Authority(pin="e" * 64), Authority(pin=None, several=("e" * 64, "f" * 64))])
def test_a_pin_under_which_nobody_speaks_makes_no_reply_count_as_compiled(pinned: Authority) -> None:
    found = state(DUE, reply(ledger=ledger("desk")), authority=pinned)
    assert (found["state"], found["why"]) == ("waiting", f"reply of north told by {ledger('desk')}")


def test_with_several_pinned_charters_here_what_another_tells_is_no_reply() -> None:
    unclear = Authority(pin=None, several=(CHARTER, "e" * 64))
    found = state(DUE, reply(ledger=ledger("south")), authority=unclear, on="2017-03-11")
    assert (found["state"], found["why"]) == ("overdue", f"reply of north told by {ledger('south')}")


def test_a_reply_names_a_remedy_by_its_id_or_a_clear_label() -> None:
    assert state(DUE, reply(to="M-1"))["state"] == "replied"
    assert state(DUE, reply(to="M-2"))["state"] == "waiting"


def test_the_overdue_come_first_then_by_deadline() -> None:
    rows: list[dict[str, Any]] = [
        {"remedy_id": i, "about": [], "deadline": D(d) if d else None}
        for i, d in [("a", "2017-03-20"), ("b", None), ("c", "2017-03-01"), ("d", "2017-03-15")]
    ]
    found = remedies(table("remedies", rows), table("replies"), links(), D("2017-03-10"), authority=NOBODY)
    assert found["remedy_id"].to_pylist() == ["c", "d", "a", "b"]
