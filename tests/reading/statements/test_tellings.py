"""The same words told on another day or by another are filed beside the first; the same document files nothing new."""

import json
from pathlib import Path

import pytest

import ceasefire
from ceasefire.api.reading import Read, file_readings, read_paths
from ceasefire.api.record import Record

WORDS = "Two people were killed in shelling in Orvan yesterday."


@pytest.fixture
def record(tmp_path: Path) -> Record:
    made = ceasefire.create(tmp_path / "record", name="r")
    made.init_office("desk", "monitor")
    return made


def filed(record: Record, path: Path, **options: str) -> list[tuple[int, int]]:
    reads = [one for one in read_paths([path], **options) if isinstance(one, Read)]  # type: ignore[arg-type]
    return [(one.filed, one.already) for one in file_readings(record, reads)]


def told(record: Record) -> list[tuple[object, ...]]:
    bodies = [entry.statement.body for entry in record.store.entries("desk", ("report",))]
    return [(body["source"], body["publisher"], body["when"]["start"]) for body in bodies]


def chat(path: Path, *messages: tuple[str, str]) -> Path:
    listed = [{"id": 1, "date": f"{day}T10:00:00", "from": who, "text": WORDS} for who, day in messages]
    path.write_text(json.dumps({"name": "x", "messages": listed}), "utf-8")
    return path


ANN, BOB = ("Ann", "2031-05-12"), ("Bob", "2031-05-20")


@pytest.mark.parametrize("together", [True, False])
def test_two_messages_of_the_same_words_are_both_filed_and_each_once(
    record: Record, tmp_path: Path, together: bool
) -> None:
    runs = [(ANN, BOB)] if together else [(ANN,), (BOB,)]
    for run in runs:
        assert filed(record, chat(tmp_path / "a.json", *run)) == [(1, 0)] * len(run)
    assert told(record) == [("Ann", "Ann", "2031-05-11"), ("Bob", "Bob", "2031-05-19")]
    for again in (*runs, (BOB, ANN)):
        assert filed(record, chat(tmp_path / "a.json", *again)) == [(0, 1)] * len(again)
    labels = [entry.statement.body["label"] for entry in record.store.entries("desk", ("report",))]
    assert len(set(labels)) == 2


def test_one_day_tells_two_speakers_apart_where_the_publisher_is_one(record: Record, tmp_path: Path) -> None:
    path = chat(tmp_path / "a.json", ANN, ("Bob", ANN[1]))
    assert filed(record, path, publisher="The Wire") == [(1, 0), (1, 0)]
    assert filed(record, path, publisher="The Wire") == [(0, 1), (0, 1)]
    assert {source for source, *_ in told(record)} == {"Ann", "Bob"}


def test_two_publishers_are_two_accounts_and_a_copy_of_a_file_is_none(record: Record, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(WORDS.replace("yesterday", "on 9 May 2031"), "utf-8")
    assert filed(record, tmp_path / "a.txt") == [(1, 0)]
    assert filed(record, tmp_path / "b.txt") == [(0, 1)]
    for publisher in ("The Daily", "Das Blatt e\u0301"):
        assert filed(record, tmp_path / "a.txt", publisher=publisher) == [(1, 0)]
        assert filed(record, tmp_path / "b.txt", publisher=publisher) == [(0, 1)]


def test_a_day_that_is_a_slip_and_a_name_too_long_cost_no_message(record: Record, tmp_path: Path) -> None:
    path = chat(tmp_path / "a.json", ("A" * 500, "2031-05-12"), ("Bob", "9999-12-31"), ("Cid", "0001-01-01"))
    reads = [one for one in read_paths([path]) if isinstance(one, Read)]
    assert [any("its day" in note for note in one.document.notes) for one in reads] == [False, True, True]
    assert len(reads[0].document.speaker or "") == 400
    assert [one.filed for one in file_readings(record, reads)] == [1, 1, 1]
