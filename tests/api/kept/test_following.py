"""Tables that follow their ledgers: after any fault, of a stage, of a setting or of the program, the next answer is right."""

from pathlib import Path
from typing import Any

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api.kept import following
from ceasefire.api.kept.live import LiveTables
from ceasefire.api.kept.table import NotThere
from ceasefire.findings.rules.reading import RulesError
from tests.live.comparing import differs_from_anew

NAMES = ("statements", "reports", "unread", "links", "incidents", "scope", "standing")


class Stopped(BaseException):
    """Stands for a person who stops the program, in the midst of anything."""


def ask(record: Record) -> None:
    for name in NAMES:
        record.table(name)


def another(record: Record, reports: Path, label: str) -> None:
    """File one more report."""
    reports.write_text(reports.read_text().replace("A3,", f"{label},"), encoding="utf-8")
    record.file(reports, time_zone="UTC")
    reports.write_text(reports.read_text().replace(f"{label},", "A3,"), encoding="utf-8")


@pytest.mark.parametrize("nth", range(1, 7))
@pytest.mark.parametrize("error", [Stopped, MemoryError, RuntimeError])
def test_an_error_half_way_through_a_change_leaves_the_next_answer_right(
    record: Record, reports: Path, monkeypatch: pytest.MonkeyPatch, nth: int, error: type[BaseException]
) -> None:
    record.file(reports, time_zone="UTC")
    ask(record)
    another(record, reports, "A0")
    done = []
    real = LiveTables.change

    def change(self: LiveTables, *given: Any) -> None:
        real(self, *given)
        done.append(given[0])
        if len(done) == nth:
            raise error

    with monkeypatch.context() as patch:
        patch.setattr(LiveTables, "change", change)
        with pytest.raises(error):
            ask(record)
    assert differs_from_anew(record, NAMES) == ""
    with ceasefire.open(record.path, readonly=True) as again:
        assert differs_from_anew(again, NAMES) == ""


def test_an_error_while_new_entries_are_read_leaves_the_next_answer_right(
    record: Record, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record.file(reports, time_zone="UTC")
    ask(record)
    another(record, reports, "A0")
    for name in ("restated", "build"):
        with monkeypatch.context() as patch:

            def stop(*_: object, **__: object) -> None:
                raise Stopped

            patch.setattr(following, name, stop)
            if name == "build":
                record.forget()
                (record.tables.cache.folder / "live.json").unlink()
            with pytest.raises(Stopped):
                record.table("reports")
    assert record.table("reports").num_rows == 4
    assert differs_from_anew(record, NAMES) == ""


def test_tables_that_do_not_fit_what_was_filed_are_made_again(
    record: Record, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for after in ("reports", "links"):
        record.file(reports, time_zone="UTC")
        ask(record)
        another(record, reports, f"A-{after}")
        real = LiveTables.change

        def change(self: LiveTables, table: str, *given: Any, after: str = after, real: Any = real) -> None:
            if table == after:
                raise NotThere(table)
            real(self, table, *given)

        with monkeypatch.context() as patch:
            patch.setattr(LiveTables, "change", change)
            with pytest.warns(RuntimeWarning, match="made again"):
                ask(record)
        assert differs_from_anew(record, NAMES) == ""


def test_a_fault_in_the_rules_costs_no_table_that_does_not_rest_on_them(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    ask(record)
    (record.path / "rules.yaml").write_text("nonsense", encoding="utf-8")
    another(record, reports, "A0")
    assert [record.table(name).num_rows for name in ("links", "reports")] == [4, 4]
    with pytest.raises(RulesError):
        record.table("standing")
    (record.path / "rules.yaml").unlink()
    assert differs_from_anew(record, NAMES) == ""


def test_a_change_that_waits_over_several_filings_goes_through_as_one(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    ask(record)
    for label in ("B1", "B2", "B3"):
        another(record, reports, label)
        assert record.table("reports").num_rows  # the stated tables follow; the others wait
        record.forget()
    [linked] = [done for done in record.derive() if "links" in done["tables"]]
    assert (linked["how"], record.table("links").num_rows) == ("incremental", 6)
    assert differs_from_anew(record, NAMES) == ""
    assert {done["how"] for done in record.derive()} == {"same"}
