"""What each filing changed, row by row or, where tables were made anew, by comparing them: the same is told."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ceasefire
from ceasefire.api import changes
from ceasefire.api.arguments import BadArgument
from ceasefire.api.changes import Follower, RecordReplaced
from tests.api.test_today import NEW, position, told

TIMES = ("seen", "derived")


@pytest.fixture
def both(record: ceasefire.Record) -> Iterator[tuple[Follower, Follower, ceasefire.Record]]:
    """Return a follower that is told the rows that changed, and one whose record was asked another question before."""
    with (
        ceasefire.open(record.path, readonly=True) as first,
        ceasefire.open(record.path, readonly=True) as second,
    ):
        yield Follower(first), Follower(second), second


def seen(both: tuple[Follower, Follower, ceasefire.Record]) -> dict[str, Any]:
    """Return what changed, the same by both ways."""
    known, compared, asked = both
    found = known.look()
    assert found is not None
    asked.incidents()
    again = compared.look()
    assert again is not None
    assert {k: v for k, v in found.items() if k not in TIMES} == {k: v for k, v in again.items() if k not in TIMES}
    assert {one["how"] for one in again["derived"]} == {"same"}
    return found


def ids(some: dict[str, Any]) -> list[str]:
    return [row["incident_id"] for row in some["rows"]]


def test_a_report_that_is_filed_is_a_new_incident_or_joins_one(
    record: ceasefire.Record, both: tuple[Follower, Follower, ceasefire.Record]
) -> None:
    [one] = record.file_drafts("watch", [told("N", "2020-05-01", NEW, label="A1")])
    found = seen(both)
    assert [(row["statement_id"], row["label"], row["office"]) for row in found["statements"]["rows"]] == [
        (one.id, "A1", "watch")
    ]
    [new] = found["incidents"]["new"]["rows"]
    assert (new["came"], new["place"], new["reports"]) == ([one.id], "Aine", 1)
    two, far = record.file_drafts("watch", [told("S", "2020-05-01", NEW), told("S", "2021-05-01", NEW)])
    found = seen(both)
    [joined], [other] = (found["incidents"][name]["rows"] for name in ("changed", "new"))
    assert (joined["incident_id"], joined["came"], joined["reports"]) == (new["incident_id"], [two.id], 2)
    assert other["came"] == [far.id]
    assert found["names"]["total"] == found["incidents"]["gone"]["total"] == 0
    held = {
        (row["incident_id"], row["body"], row["axis"]): (row["was"], row["now"]) for row in found["standing"]["rows"]
    }
    assert held[new["incident_id"], "all sources", "occurrence"] == (["alleged"], ["reported"])


def test_an_incident_that_is_split_and_joined_again_is_told_by_its_names(
    record: ceasefire.Record, both: tuple[Follower, Follower, ceasefire.Record]
) -> None:
    one, two = record.file_drafts("watch", [told("N", "2020-05-01", NEW), told("S", "2020-05-01", NEW)])
    [was] = ids(seen(both)["incidents"]["new"])
    record.judge(one.id, two.id, "different")
    found = seen(both)
    [part] = ids(found["incidents"]["new"])
    assert found["names"]["rows"] == [{"was": was, "now": sorted([was, part]), "how": "split"}]
    record.judge(one.id, two.id, "same")
    found = seen(both)
    assert found["names"]["rows"] == [{"was": part, "now": [was], "how": "joined"}]
    assert found["incidents"]["gone"]["rows"] == [part]
    assert (ids(found["incidents"]["changed"]), found["incidents"]["new"]["total"]) == ([was], 0)


def test_a_correction_is_one_statement_and_no_new_incident(
    record: ceasefire.Record, both: tuple[Follower, Follower, ceasefire.Record]
) -> None:
    [one] = record.file_drafts("watch", [told("N", "2020-05-01", NEW)])
    seen(both)
    [again] = record.file_drafts("watch", [told("N", "2020-05-02", NEW, corrects=one.id)])
    found = seen(both)
    assert [(row["statement_id"], row["supersedes"]) for row in found["statements"]["rows"]] == [(again.id, one.id)]
    assert found["incidents"]["new"]["total"] == 0
    [changed] = found["incidents"]["changed"]["rows"]
    assert changed["came"] == [], "it was in the incident before, under the id of what it corrects"
    [two] = record.file_drafts("watch", [told("N", "2020-05-02", NEW, corrects=again.id)])
    record.file_drafts("watch", [told("N", "2021-05-02", NEW, corrects=two.id)])
    found = seen(both)
    assert [row["came"] for row in found["incidents"]["changed"]["rows"]] == [[]]


def test_a_position_changes_who_holds_what(
    record: ceasefire.Record, both: tuple[Follower, Follower, ceasefire.Record]
) -> None:
    [one] = record.file_drafts("watch", [told("N", "2020-05-01", NEW)])
    seen(both)
    record.file_drafts("watch", [position(one.id, "russia", "refuted", NEW)])
    found = seen(both)
    [row] = found["standing"]["rows"]
    assert (row["body"], row["axis"], row["was"], row["now"]) == (
        "russia",
        "occurrence",
        [],
        ["refuted (as told by ceasefire/test/ngo/watch)"],
    )
    assert found["incidents"]["new"]["total"] == found["incidents"]["changed"]["total"] == 0


def test_a_limit_cuts_every_list(record: ceasefire.Record) -> None:
    with ceasefire.open(record.path, readonly=True) as reader:
        follower = Follower(reader, 1)
        record.file_drafts("watch", [told("N", f"2020-0{month}-01", NEW) for month in (1, 4, 7)])
        found = follower.look()
    assert found is not None
    lists = [found["statements"], found["incidents"]["new"], found["standing"]]
    assert [len(some["rows"]) for some in lists] == [1, 1, 1]
    assert [some["total"] for some in lists][:2] == [3, 3]


def test_nothing_is_told_where_nothing_was_filed_and_it_ends_in_time(
    record: ceasefire.Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    clock = iter(range(100))
    monkeypatch.setattr(changes, "monotonic", lambda: float(next(clock)))
    monkeypatch.setattr(changes, "sleep", slept.append)
    assert list(record.follow(interval=5, seconds=3)) == []
    assert slept == [2.0, 1.0]
    for wrong in (-1.0, float("nan")):
        with pytest.raises(BadArgument):
            record.follow(interval=wrong)


def test_what_is_filed_after_the_call_is_told_at_the_first_look(record: ceasefire.Record, reports: Path) -> None:
    seen = record.follow(seconds=0)
    record.file(reports)
    assert [change["statements"]["total"] for change in seen] == [3]


def test_what_is_filed_while_one_looks_is_told_once(record: ceasefire.Record, monkeypatch: pytest.MonkeyPatch) -> None:
    with ceasefire.open(record.path, readonly=True) as reader:
        follower = Follower(reader)
        record.file_drafts("watch", [told("N", "2020-05-01", NEW)])
        heads = reader.store.head_digest()
        record.file_drafts("watch", [told("N", "2021-05-01", NEW)])
        with monkeypatch.context() as late:
            late.setattr(reader.store, "head_digest", lambda: heads)
            found = follower.look()
        assert found is not None
        assert found["statements"]["total"] == 2
        assert follower.look() is None
        assert follower.look() is None


def test_a_record_that_is_replaced_while_it_is_followed_is_said_to_be(record: ceasefire.Record, tmp_path: Path) -> None:
    with ceasefire.open(record.path, readonly=True) as reader:
        follower = Follower(reader)
        assert follower.look() is None
        kept = record.path.rename(tmp_path / "former")
        with pytest.raises(RecordReplaced, match="was replaced or moved"):
            follower.look()
        shutil.copytree(kept, record.path)
        with pytest.raises(RecordReplaced):
            follower.look()
