"""Filing one row, a judgement or a position reads as many rows in a large record as in a small one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ceasefire import Record
from ceasefire.api import filing
from ceasefire.api.kept.table import KeptTable
from ceasefire.record import Draft, Store

HEADER = "report_id,source,event_date_start,event_type\n"


@pytest.mark.parametrize("entered", ["file", "judge", "position"])
def test_entering_reads_a_bounded_number_of_rows(entered: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filing, "READ_THROUGH", 0)
    few, many = (_rows_read(entered, tmp_path / str(count), count, monkeypatch) for count in (50, 500))
    assert 0 < many <= few + 20


def _rows_read(entered: str, folder: Path, count: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many rows were taken out of kept tables, and statements out of the ledger, while one thing is entered."""
    with _record(folder, count) as record:
        record.rows("reports", "label", ["R0"])
        read: list[int] = []
        with monkeypatch.context() as counted:
            for owner, name in ((KeptTable, "rows"), (KeptTable, "whole"), (KeptTable, "beginning")):
                counted.setattr(owner, name, _counting(getattr(owner, name), read))
            held = Store.entries
            counted.setattr(
                Store, "entries", lambda *a, **k: (entry for entry in held(*a, **k) if read.append(1) is None)
            )
            _enter(record, entered, folder)
        return sum(read)


def _counting(asked: Callable[..., object], read: list[int]) -> Callable[..., object]:
    def count(*given: object) -> object:
        found = asked(*given)
        read.append(found.num_rows)  # type: ignore[attr-defined]
        return found

    return count


def _enter(record: Record, entered: str, folder: Path) -> None:
    if entered == "file":
        path = folder / "one.csv"
        path.write_text(HEADER + "NEW,SOHR,2017-06-01,shelling\n", encoding="utf-8")
        assert record.file(path).filed == 1
    elif entered == "judge":
        record.judge("R3", "R4", "same")
    else:
        record.take_position("R3", "occurrence", "reported", of="somebody")


def _record(folder: Path, count: int) -> Record:
    record = Record.create(folder, name="made")
    record.init_office("watch", "ngo")
    record.file_drafts("watch", [Draft("report", {"label": f"R{n}", "source": "SOHR"}) for n in range(count)])
    return record


@pytest.mark.parametrize("through", [0, 10_000])
def test_a_label_is_found_alike_by_reading_and_by_looking_up(
    through: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "READ_THROUGH", through)
    with _record(tmp_path / "r", 20) as record:
        ledger = record.office("watch")
        record.file_drafts("watch", [Draft("report", {"label": "R2"}, supersedes=record.report_id("R1"))])
        record.file_drafts("watch", [Draft("report", {"label": "R3"})])
        found = filing.held(record, ledger, ["R1", "R2", "R3", "none", None])
        assert {label: taken for (_, label), (_, _, taken) in found.items()} == {"R1": True, "R2": False, "R3": False}
        newest = {label: record.get(id_).seq for (_, label), (id_, _, _) in found.items()}
        assert newest == {"R1": 2, "R2": 21, "R3": 22}


def test_a_label_that_begins_like_an_incident_is_looked_up_alone(tmp_path: Path) -> None:
    with _record(tmp_path / "r", 3) as record:
        [told] = record.file_drafts("watch", [Draft("report", {"label": "i-2017-03 north"})])
        whole = record.tables.table
        record.tables.table = lambda name, on=None: pytest.fail(f"all of {name} was read")  # type: ignore[method-assign,assignment]
        assert record.report_id("i-2017-03 north") == told.id
        record.tables.table = whole  # type: ignore[method-assign]
