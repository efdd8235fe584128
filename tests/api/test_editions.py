"""An edition's numbers are the record's own, but where an account whose place is withheld stands in it."""

from datetime import date
from pathlib import Path

import pytest

from ceasefire import Record
from ceasefire.api.editions import EDITION
from ceasefire.api.publish import edition, inputs
from ceasefire.api.tables import HeldTables
from ceasefire.derive import GRAPH, Graph
from ceasefire.publication import Options
from ceasefire.publication.inputs import ByCell
from tests.small_record import REPORTS

DAY = date(2020, 8, 1)
COARSE = Options(title="t", cut_off=DAY)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the tables whose stage is run, as it grows."""
    names: list[str] = []
    run = Graph.run

    def noted(graph: Graph, name: str, *given: object) -> dict[str, object]:
        names.append(name)
        return run(graph, name, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Graph, "run", noted)
    return names


def private(reports: Path) -> Path:
    """Return the table with its last report without an address, as one who was there tells it."""
    path = reports.with_name("private.csv")
    path.write_text(REPORTS.replace("https://north.example/2", ""), encoding="utf-8")
    return path


def test_without_a_withheld_place_nothing_is_computed_again(record: Record, reports: Path, ran: list[str]) -> None:
    record.file(reports, time_zone="UTC")
    own = {name: record.table(name, on=DAY) for name in GRAPH.names}
    ran.clear()
    tables, options = edition(record, COARSE)
    assert {name for name in GRAPH.names if not tables[name].equals(own[name])} <= {"statements", "parties", "unread"}
    assert not set(ran) & set(GRAPH.kept)
    assert options.by_cell == ByCell()


def test_with_one_the_edition_says_so_and_is_computed_once(record: Record, reports: Path, ran: list[str]) -> None:
    record.file(private(reports), time_zone="UTC")
    first, options = edition(record, COARSE)
    assert options.by_cell == ByCell(without_address=1)
    ran.clear()
    record.forget()
    again, _ = edition(record, COARSE)
    assert not set(ran) & set(GRAPH.kept)
    assert all(again[name].equals(first[name]) for name in GRAPH.names)
    by_hand = HeldTables(record.path, record.store, keep=False).computed_from(
        {name: first[name] for name in GRAPH.stated}, DAY
    )
    assert all(by_hand[name].equals(first[name]) for name in GRAPH.names)


def test_what_is_late_is_in_no_number(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    for exact in (True, False):
        tables, _ = edition(record, Options(title="t", cut_off=date(2020, 7, 20), delay_days=30, exact=exact))
        assert tables["links"].num_rows == tables["reports"].num_rows == 2
        assert tables["incidents"].num_rows == 1
        assert max(len(row["lineage"]) for row in tables["figures"].to_pylist()) <= 2


def test_the_report_says_how_many_entered_by_their_cell(record: Record, reports: Path) -> None:
    record.file(private(reports), time_zone="UTC")
    assert inputs(record).options.by_cell == ByCell(without_address=1)
    said = "1 account without a public address placed only by the cell"
    record.export(record.path.parent / "out", formats=["csv"])
    assert said in " ".join((record.path.parent / "out" / "README.txt").read_text(encoding="utf-8").split())
    record.report(record.path.parent / "report.html")
    assert said in (record.path.parent / "report.html").read_text(encoding="utf-8")


def test_tables_of_an_edition_lie_beside_the_records_own(record: Record, reports: Path) -> None:
    record.file(private(reports), time_zone="UTC")
    record.table("links")
    record.table("conflicts")
    assert edition(record, COARSE)[0]["links"].num_rows
    kept = {path.stem for path in record.tables.cache.folder.iterdir()}
    assert {"conflicts", f"{EDITION}links"} <= kept
    assert any(name.startswith("links.") for name in kept)
    states = record.rebuild()
    assert (states["links"], states["conflicts"]) == ("same", "same")
