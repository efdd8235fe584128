"""Tables that follow their ledgers: after any fault, of a stage, of a setting or of the program, the next answer is right."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api.kept import following, ledgers
from ceasefire.api.kept.live import LiveTables
from ceasefire.api.kept.table import NotThere
from ceasefire.derive import GRAPH
from ceasefire.intake.tables.flat import batch_schema, flatten
from ceasefire.record import Draft
from tests.live.comparing import differs_from_anew
from tests.small_record import RULES, file_text, unreadable

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


@pytest.mark.parametrize(("nth", "error"), [(1, Stopped), (3, MemoryError), (5, Stopped), (6, RuntimeError)])
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
    for module, name in ((ledgers, "restated"), (following, "build")):
        with monkeypatch.context() as patch:

            def stop(*_: object, **__: object) -> None:
                raise Stopped

            patch.setattr(module, name, stop)
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


def test_rules_that_cannot_be_read_are_set_aside_and_cost_no_table(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    ask(record)
    bad = unreadable(record, "rule", "nonsense")
    another(record, reports, "A0")
    assert [record.table(name).num_rows for name in ("links", "reports")] == [4, 4]
    assert record.table("standing").num_rows
    told = [(row["statement_id"], row["kind"], row["state"]) for row in record.table("set_aside").to_pylist()]
    assert told == [(bad, "rule", "does_not_fit")]
    assert differs_from_anew(record, NAMES) == ""
    file_text(record, "rules.yaml", RULES)
    assert record.table("set_aside").num_rows == 0, "what no longer would hold is not looked at"
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


def test_the_rows_of_stated_tables_stand_in_the_order_of_the_ledgers(record: Record, reports: Path) -> None:
    """Also those of an office whose ledger stands before the others, and of statements that were corrected."""
    ask(record)
    record.file(reports, time_zone="UTC")
    ask(record)
    record.init_office("a-first", "ngo")
    offices = {office.name: office.origin for office in record.offices()}
    for name in ("a-first", "watch", "a-first"):
        record.file_drafts(
            offices[name],
            [Draft("report", {"when": {"start": "2020-05-03"}, "summary": f"{name} {n}"}) for n in range(2)],
        )
        ask(record)
    [old] = record.tables.rows("reports", "label", ["A2"])["report_id"].to_pylist()
    record.file_drafts(offices["watch"], [Draft("report", {"when": {"start": "2020-05-04"}}, supersedes=old)])
    anew = record.recomputed()
    for name in GRAPH.stated:
        assert record.table(name).equals(anew.table(name)), name


@pytest.mark.filterwarnings("ignore::ceasefire.vocabulary.errors.CeasefireWarning")
def test_a_file_that_comes_later_is_seen_at_the_next_question(record: Record) -> None:
    table = pa.Table.from_pylist(
        [flatten("report", {"when": {"start": "2020-05-01"}, "label": "b"}, {}) | {"source_row": 1}],
        schema=batch_schema("report"),
    )
    written = record.store.write_batch(table)
    path = record.path / "blobs" / written.sha256[:2] / written.sha256
    held = path.read_bytes()
    body = {"row_kind": "report", "sha256": written.sha256, "rows": written.rows, "rows_root": written.rows_root}
    [office] = record.offices()
    record.file_drafts(office.origin, [Draft("batch", body)])
    path.unlink()
    assert record.table("links").num_rows == 0
    with ceasefire.open(record.path, readonly=True) as open_all_along:
        assert open_all_along.table("reports").num_rows == 0
        record.store.put_blob(held)
        assert open_all_along.table("links").num_rows == record.table("links").num_rows == 1
