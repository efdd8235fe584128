"""What is new since a moment, due, unanswered and disputed: by the office's own time, and only so much of it."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest

import ceasefire
from ceasefire.api.arguments import BadArgument, instant
from ceasefire.record import Draft
from ceasefire.vocabulary.codes import CLASHING
from tests.charters import adopted

OLD, NEW, SINCE = "2020-05-03T08:00:00Z", "2020-05-04T08:00:00Z", "2020-05-04T00:00:00Z"
AINE = {"name": "Aine", "lat_e7": 355000000, "lon_e7": 365000000, "precision": 1}


def told(source: str, at: str, claimed: str, *, label: str | None = None, corrects: str | None = None) -> Draft:
    """Return the account that one source gives of shelling on a day."""
    body = {"label": label, "source": source, "event_type": "shelling", "when": {"start": at}, "where": AINE}
    body |= {
        "actor_alleged": "Force A",
        "killed": {"low": 3, "high": 3},
        "summary": "Shells fell on the market of Aine.",
    }
    found = {key: value for key, value in body.items() if value is not None}
    return Draft(kind="report", body=found, claimed_at=claimed, supersedes=corrects)


def position(report: str, of: str, value: str, claimed: str) -> Draft:
    body = {"about": [report], "axis": "occurrence", "value": value, "of": of, "role": "guarantor"}
    return Draft(kind="position", body=body, claimed_at=claimed)


def count(low: int, claimed: str, day: str = "2020-05-01") -> Draft:
    body = {
        "counted_by": "centre",
        "measure": "violations",
        "unit": "violation",
        "period": {"start": day},
        "place": "ALL",
    }
    return Draft(
        kind="tally", body=body | {"count": {"low": low, "high": low}, "publisher": f"p{low}"}, claimed_at=claimed
    )


def names(some: dict[str, Any]) -> list[str]:
    return [row["incident_id"] for row in some["rows"]]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12h", datetime(2018, 10, 15, 20, tzinfo=UTC)),
        ("3d", datetime(2018, 10, 13, 8, tzinfo=UTC)),
        ("2018-10-16", datetime(2018, 10, 16, tzinfo=UTC)),
        ("2018-10-16T06:00", datetime(2018, 10, 16, 6, tzinfo=UTC)),
        ("2018-10-16T06:00+03:00", datetime(2018, 10, 16, 3, tzinfo=UTC)),
        (date(2018, 10, 16), datetime(2018, 10, 16, tzinfo=UTC)),
        (datetime(2018, 10, 16, 6, tzinfo=timezone(timedelta(hours=3))), datetime(2018, 10, 16, 3, tzinfo=UTC)),
    ],
)
def test_a_moment_is_a_day_a_time_or_so_long_ago(text: str | date, meant: datetime) -> None:
    assert instant(text, datetime(2018, 10, 16, 8, tzinfo=UTC)) == meant


@pytest.mark.parametrize("text", ["", "soon", "12", "h", "-3d", "999999d", "2018-13-01", "3d ago", 7, None])
def test_what_is_no_moment_is_refused(text: Any) -> None:
    with pytest.raises(BadArgument):
        instant(text, datetime(2018, 10, 16, 8, tzinfo=UTC))


def test_new_is_what_an_office_says_it_signed_since(record: ceasefire.Record) -> None:
    [old] = record.file_drafts("watch", [told("Watch North", "2020-05-01", OLD, label="A1")])
    record.file_drafts(
        "watch",
        [
            told("Watch South", "2020-05-01", NEW),
            told("Watch North", "2020-09-11", NEW),
            told("Watch North", "2021-03-01", OLD),
        ],
    )
    found = record.today(SINCE)
    watch = [(row["office"], row["kind"], row["statements"]) for row in found["statements"]["rows"]]
    assert watch == [("watch", "key", 1), ("watch", "report", 2)]
    assert (found["reports"], found["statements"]["dated_after_now"]) == (2, 0)
    incidents = found["incidents"]
    assert [incidents[name]["total"] for name in ("new", "joined", "changed")] == [1, 1, 0]
    [joined] = incidents["joined"]["rows"]
    assert joined["incident_id"] == record.incident_name(old.id).id
    assert (joined["reports"], joined["new_reports"], joined["result"]) == (2, 1, "not_tested")
    assert record.today("0300-01-01", on="2200-12-31")["statements"]["total"] == 5
    assert record.today("2100-01-01")["statements"] == {"total": 0, "dated_after_now": 0, "rows": []}


def test_an_incident_changes_by_a_correction_or_a_judgement(record: ceasefire.Record) -> None:
    a, b = record.file_drafts("watch", [told("N", "2020-05-01", OLD), told("S", "2020-05-01", OLD)])
    before = record.incident_name(a.id).id
    judged = Draft(kind="judgement", body={"a": a.id, "b": b.id, "verdict": "different"}, claimed_at=NEW)
    record.file_drafts("watch", [judged])
    found = record.today(SINCE)
    assert set(names(found["incidents"]["changed"])) == {before, record.incident_name(b.id).id}
    assert [row["verdict"] for row in found["judgements"]["rows"]] == ["different"]
    [again] = record.file_drafts("watch", [told("N", "2020-05-02", NEW, corrects=a.id)])
    found = record.today(SINCE)
    assert (found["reports"], found["corrections"]) == (1, 1)
    assert before in names(found["incidents"]["changed"])
    assert record.incident_name(again.id).id == before


def test_positions_that_differ_are_told_once_one_of_them_is_new(record: ceasefire.Record) -> None:
    for office in ("russia", "turkey"):
        record.init_office(office, office)
    charter = adopted(record, {"russia": ["russia"], "turkey": ["turkey"]})
    with ceasefire.open(record.path, charter=charter) as pinned:

        def says(office: str, of: str, value: str, claimed: str) -> None:
            pinned.file_drafts(
                office, [msgspec.structs.replace(position(one.id, of, value, claimed), cites=(charter,))]
            )

        [one] = pinned.file_drafts("watch", [told("N", "2020-05-01", OLD)])
        says("russia", "russia", "refuted", OLD)
        assert pinned.today(SINCE)["disputed"]["positions"]["total"] == 0
        says("watch", "turkey", "verified", NEW)
        assert pinned.today(SINCE)["disputed"]["positions"]["total"] == 0, "what another tells is nobody's position"
        says("turkey", "turkey", "verified", NEW)
        found = pinned.today(SINCE)
        [row] = found["disputed"]["positions"]["rows"]
        held = {(held["body"], held["value"]) for held in row["held"]}
        assert held == {("russia", "refuted"), ("turkey", "verified")}
        new = {one["office"]: one for one in found["positions"]["rows"]}
        assert (new["turkey"]["state"], new["turkey"]["incident_ids"]) == ("counted", [row["incident_id"]])
        assert (new["watch"]["state"], new["watch"]["told_by"]) == ("told", "ceasefire/test/ngo/watch")
        assert pinned.today("2100-01-01")["disputed"]["positions"]["total"] == 0


def test_a_conflict_is_told_where_one_of_its_statements_is_new(record: ceasefire.Record) -> None:
    record.file_drafts("watch", [count(3, OLD), count(5, OLD), count(4, OLD, day="2020-05-02")])
    assert record.today(SINCE)["disputed"]["conflicts"]["total"] == 0
    [new] = record.file_drafts("watch", [count(7, NEW, day="2020-05-02")])
    [fact] = record.today(SINCE)["disputed"]["conflicts"]["rows"]
    assert (fact["new"], fact["values"]) == ([new.id], ["4", "7"])


def test_all_conflicts_are_told_of_a_record_that_is_all_new(example_record: ceasefire.Record) -> None:
    found = example_record.today("2000-01-01")["disputed"]["conflicts"]
    held = example_record.table("conflicts").to_pylist()
    assert {row["conflict_id"] for row in found["rows"]} == {
        row["conflict_id"] for row in held if row["kind"] in CLASHING
    }
    assert {row["kind"] for row in held} - set(CLASHING)  # values that can all hold are no conflict


def test_what_is_due_and_what_nobody_replied_to(record: ceasefire.Record) -> None:
    [one] = record.file_drafts("watch", [told("N", "2020-05-01", OLD)])
    asked = {"about": [one.id], "asked_by": "turkey", "asked_of": "russia", "what": "An answer."}
    late, other = record.file_drafts(
        "watch",
        [
            Draft(kind="remedy", body=asked | {"deadline": "2020-05-03"}, claimed_at=OLD),
            Draft(kind="remedy", body=asked | {"deadline": "2020-06-03", "what": "More."}, claimed_at=OLD),
        ],
    )
    found = record.today(SINCE, on="2020-05-10")["remedies"]
    assert [(row["remedy_id"], row["state"]) for row in found["rows"]] == [(late.id, "overdue"), (other.id, "waiting")]
    assert found["rows"][0]["incident_ids"] == [record.incident_name(one.id).id]
    reply = {"to": late.id, "by": "russia", "says": "It was not us."}
    record.file_drafts("watch", [Draft(kind="reply", body=reply, claimed_at=NEW)])
    assert [row["remedy_id"] for row in record.today(SINCE, on="2020-05-10")["remedies"]["rows"]] == [other.id]


def test_deadlines_are_looked_at_on_a_day_and_some_days_ahead(example_record: ceasefire.Record) -> None:
    found = example_record.today("1h", on="2018-10-10", days=7, limit=3)["deadlines"]
    assert [(row["provision"], row["due"]) for row in found["due"]["rows"]] == [("idl-5", date(2018, 10, 15))]
    assert (found["overdue"]["total"], len(found["overdue"]["rows"])) == (7, 3)
    assert example_record.today("1h", on="2018-10-10", days=4)["deadlines"]["due"]["total"] == 0


def test_a_limit_cuts_every_list_and_says_how_many_there_are(example_record: ceasefire.Record) -> None:
    short, whole = (example_record.today("2000-01-01", on="2018-10-10", limit=limit) for limit in (2, None))
    for name in ("new", "joined", "changed"):
        assert short["incidents"][name]["rows"] == whole["incidents"][name]["rows"][:2]
        assert short["incidents"][name]["total"] == len(whole["incidents"][name]["rows"])
    assert short["incidents"]["new"]["results"] == whole["incidents"]["new"]["results"]
    new = whole["incidents"]["new"]
    assert sum(new["results"].values()) == new["total"] == example_record.incidents().total


def test_what_is_set_aside_is_told_with_the_reason(record: ceasefire.Record) -> None:
    at = Draft(kind="report", body={"source": "N", "event_type": "shelling", "to_come": 1}, claimed_at=NEW)
    record.store._check = None  # a later version of the program, which knows the field
    [made] = record.file_drafts("watch", [at])
    found = record.today(SINCE)["set_aside"]
    assert [(row["statement_id"], row["state"]) for row in found["rows"]] == [(made.id, "partly_understood")]
    assert found["of_no_known_time"] == 0
    assert record.today("2100-01-01")["set_aside"]["total"] == 0
