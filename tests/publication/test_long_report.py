"""A report of a long record: a page that stays small, and files beside it through which every number leads to statements."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from lxml import etree

from ceasefire import Record
from ceasefire.api import publish
from ceasefire.publication import ReportInputs, check, manifest, report
from ceasefire.publication.annex import KINDS
from ceasefire.publication.bounds import Bounds
from ceasefire.publication.report import report_files
from ceasefire.publication.whole_files import OutputRefusedError

from .page import bare_numbers, parse
from .world import EXACT, HOSPITAL, incident_row, inputs, report_row, table, tables

BOUNDS = Bounds(incidents=20, shown_incidents=10, shown_accounts=2, shown_statements=30, rows=12, letters=200, named=3)
FORMULA = "=HYPERLINK(1)"


def made(n: int, **more: Any) -> ReportInputs:
    """Return the inputs of a report of n incidents with three reports each, in places and months of their own."""
    reports = [
        report_row(
            i,
            lat=33 + (i // 3 % 50) / 10,
            lon=36 + (i // 3 % 50) / 10,
            admin1=f"Governorate {i // 3 % 40}",
            date_start=date(2017, 1, 1) + timedelta(days=i // 3 % 1400),
            summary=f"Shells fell. {'Much more was told. ' * 60}",
        )
        | more
        for i in range(3 * n)
    ]
    found = [
        incident_row(f"inc-{i:05}") | {c: reports[3 * i][c] for c in ("lat", "lon", "admin1", "date_start")}
        for i in range(n)
    ]
    links = [{"incident_id": f"inc-{i // 3:05}", "report_id": r["report_id"]} for i, r in enumerate(reports)]
    scope = [
        {
            "incident_id": f["incident_id"],
            "result": ("in_scope", "undetermined")[i % 2],
            "missing": ["x"],
            "why": FORMULA,
        }
        for i, f in enumerate(found)
    ]
    rows = {"reports": reports, "incidents": found, "links": links, "scope": scope}
    asked = inputs(tables() | {name: table(name, held) for name, held in rows.items()})
    return replace(asked, options=replace(asked.options, bounds=BOUNDS))


@cache
def files() -> Mapping[str, bytes]:
    return report_files(made(60), "r.html")


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files()[f"r.{name}.csv"].decode("utf-8-sig"), newline="")))


def test_the_page_does_not_grow_with_the_record() -> None:
    small, large = (len(report(made(n))) for n in (100, 300))
    assert large < 1.1 * small
    assert large < 500_000


def test_a_short_record_is_one_page() -> None:
    assert list(report_files(inputs(), "r.html")) == ["r.html"]
    assert b".csv" not in report(inputs())


def test_the_page_says_what_is_where_and_how_many() -> None:
    root = parse(files()["r.html"])
    told = {r.xpath("string(th)"): r.xpath("string(td[2])") for r in root.xpath("//section[@id='files']//tbody/tr")}
    assert told == {f"r.{kind}.csv": f"{len(rows(kind)):,}" for kind in KINDS}
    assert told["r.incidents.csv"] == "60"
    assert set(files()) == {"r.html", *told}
    for link in root.xpath("//a[@class='file']/@href"):
        assert link.removeprefix("./") in files()


def test_every_number_is_a_figure_and_leads_to_its_statements() -> None:
    root = parse(files()["r.html"])
    assert bare_numbers(root) == []
    anchors = {e.get("id"): e for e in root.iter(etree.Element) if e.get("id")}
    lineage: dict[str, set[str]] = {}
    for row in rows("lineage"):
        lineage.setdefault(row["lineage"], set()).add(row["number"])
    known = {row["number"] for row in rows("statements")}
    counts = {row["figure"]: int(row["statements"]) for row in rows("figures")}
    listed = 0
    for href in root.xpath(
        "//a[@class='fig' or @class='cite']/@href | //*[local-name()='svg']//*[local-name()='a']/@href"
    ):
        entry = anchors[href.removeprefix("#")]
        if entry.get("class") == "entry":
            [name] = entry.xpath(".//p[@class='rests']/code/text()") or [
                next(r["lineage"] for r in rows("figures") if r["figure"] == href[1:])
            ]
            assert lineage[name] <= known
            assert len(lineage[name]) == counts[href.removeprefix("#")]
            listed += 1
    assert listed > 50


def test_the_number_of_reports_leads_to_all_of_them() -> None:
    root = parse(files()["r.html"])
    href = root.xpath("string(//div[contains(@class, 'tile')][dt/bdi='reports']//a/@href)")
    [figure] = [row for row in rows("figures") if row["figure"] == href[1:]]
    numbers = {row["number"] for row in rows("lineage") if row["lineage"] == figure["lineage"]}
    ids = {row["statement_id"] for row in rows("statements") if row["number"] in numbers}
    assert ids == set(made(60).tables["reports"]["report_id"].to_pylist())
    assert (figure["text"], figure["statements"]) == ("180", "180")


def test_every_incident_has_a_row_with_its_reports_and_only_the_last_are_printed() -> None:
    by_number = {row["number"]: row for row in rows("statements")}
    for row in rows("incidents"):
        reports = row["report_ids"].split(" | ")
        assert [by_number[n]["statement_id"] for n in row["statements"].split()] == reports
        assert {by_number[n]["incident_id"] for n in row["statements"].split()} == {row["incident_id"]}
    printed = parse(files()["r.html"]).xpath("//details[contains(@class, 'incident')]//p[@class='terms']/code/text()")
    assert printed == [row["incident_id"] for row in rows("incidents")][-10:]
    months = parse(files()["r.html"]).xpath("//section[@id='incidents']//tbody//tr")
    assert 0 < len(months) <= BOUNDS.rows + 1


def test_texts_and_accounts_are_cut_on_the_page_and_whole_in_the_file() -> None:
    root = parse(files()["r.html"])
    assert {len(e) for e in root.xpath("//ul[@class='accounts']")} == {2}
    assert all(len("".join(said.itertext())) <= 202 for said in root.xpath("//span[@class='said']"))
    assert max(len(row["words"]) for row in rows("statements")) > 1_000


def test_nothing_exact_stands_in_any_file_and_no_cell_runs() -> None:
    asked = made(30, lat=EXACT[0], lon=EXACT[1], summary=FORMULA)
    asked = replace(asked, tables={**asked.tables, "incidents": tables()["incidents"]})
    asked = replace(asked, options=replace(asked.options, bounds=replace(BOUNDS, incidents=1)))
    written = report_files(asked, "r.html")
    assert len(written) == 5
    for name, data in written.items():
        assert not [n for n in ("33.5138", "36.2765", "35.9298", "36.6344") if n in data.decode()], name
    assert HOSPITAL[0] != EXACT[0]
    cells = [
        c for name in KINDS for r in csv.reader(io.StringIO(written[f"r.{name}.csv"].decode("utf-8-sig"))) for c in r
    ]
    assert f"'{FORMULA}" in cells
    assert not [c for c in cells if c.startswith(("=", "@", "+"))]
    assert {"place_published"} <= set(
        written["r.incidents.csv"].decode("utf-8-sig").replace('"', "").split("\n")[0].split(",")
    )


def test_hostile_text_stays_text_in_a_long_report() -> None:
    from .test_report import ATTACK
    from .world import every_table

    asked = inputs(every_table(ATTACK, ATTACK), title=ATTACK)
    asked = replace(asked, options=replace(asked.options, bounds=replace(BOUNDS, incidents=1, statements=1)))
    written = report_files(asked, "a&b <'\".html")
    root = parse(written["a&b <'\".html"])
    assert len(root.xpath("//script")) == 1
    assert root.xpath("//img") == []
    assert len(written) == 5


def test_a_long_report_asks_for_no_table_that_it_does_not_print() -> None:
    class Asked(dict[str, pa.Table]):
        def __getitem__(self, name: str) -> pa.Table:
            assert name not in ("hits", "figures", "series", "position_checks"), name
            return super().__getitem__(name)

    asked = made(25)
    everything = Asked({**asked.tables, "hits": tables()["hits"], "figures": table("figures", [])})
    assert report(replace(asked, tables=everything)) == report(asked)


def test_the_manifest_names_every_file_and_a_text_that_looks_like_a_count_is_none() -> None:
    told = '<meta name="ceasefire-figures" content="999"/>'
    written = report_files(made(25, summary=told), "r.html")
    body = manifest(made(25), written)
    assert check(body, written) == []
    assert body["figures"] == int(parse(written["r.html"]).xpath("string(//meta[@name='ceasefire-figures']/@content)"))
    assert [one["name"] for one in body["outputs"]] == sorted(written)


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a switch: while it holds True, the reports of a record are long."""
    switch = [True]
    real = publish.report_files

    def bounded(asked: ReportInputs, name: str) -> dict[str, bytes]:
        few = replace(asked.options, bounds=Bounds(incidents=0, statements=0)) if switch[0] else asked.options
        return real(replace(asked, options=few), name)

    monkeypatch.setattr(publish, "report_files", bounded)
    return switch


def test_files_of_a_record_stand_and_go_with_its_page(example_record: Record, tmp_path: Path, long: list[bool]) -> None:
    names = {"report.html", "report.manifest.json"}
    made = example_record.report(tmp_path / "report.html")
    assert {p.name for p in tmp_path.iterdir()} == names | {f"report.{kind}.csv" for kind in KINDS}
    body = json.loads((tmp_path / "report.manifest.json").read_text())
    written = {name: tmp_path / name for name in made["files"]}
    assert check(body, written) == []
    assert len(written) == 5
    long[0] = False
    example_record.report(tmp_path / "report.html")
    assert {p.name for p in tmp_path.iterdir()} == names
    (tmp_path / "report.incidents.csv").write_text("mine")
    with pytest.raises(OutputRefusedError, match="no file of a report of ours"):
        example_record.report(tmp_path / "report.html")
    assert (tmp_path / "report.incidents.csv").read_text() == "mine"
