"""Whoever plants reports around a withheld one learns its cell from a coarse edition, and nothing finer."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api.publish import edition
from ceasefire.publication import Options, publishable, report
from ceasefire.publication.bounds import Bounds
from ceasefire.publication.cells import coarse_point
from ceasefire.publication.export import export_files
from ceasefire.publication.inputs import ReportInputs
from ceasefire.publication.report import report_files
from tests.soak import rounds

from .world import report_row, table

HIDDEN = (34.71234, 36.51234)
OPTIONS = Options(title="t", cut_off=date(2026, 2, 1))
HEADER = (
    *("report_id", "source", "published", "event_date_start", "time_zone", "place", "admin1", "latitude", "longitude"),
    *(
        "where_precision",
        "event_type",
        "weapon",
        "actor_alleged",
        "actor_target",
        "killed_low",
        "killed_high",
        "summary",
    ),
)
ZONE = "Asia/Damascus"


def grid(side: int, step_km: float) -> Iterator[tuple[float, float]]:
    """Yield the points of a grid around the hidden place."""
    for i in range(side):
        for j in range(side):
            north, east = (i - side / 2) * step_km / 111.195, (j - side / 2) * step_km / (111.195 * 0.822)
            yield HIDDEN[0] + north, HIDDEN[1] + east


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """Return a record of first-hand reports of one house, every tenth of a clinic, each with one planted near it.

    The planted ones are public, told by another office, on a grid around the house: one point for each day.
    """
    folder = tmp_path_factory.mktemp("planted")
    side = rounds(6, 20)
    point = [f"{x:.5f}" for x in HIDDEN]
    own, probes = [], []
    for n, (lat, lon) in enumerate(grid(side, 7.2 / side)):
        day = (date(2016, 1, 1) + timedelta(days=2 * n)).isoformat()
        act = ["1", ("shelling", "airstrike", "sniper", "ied")[n % 4], "", f"force-{n % 7}"]
        toll, words = [str(n + 3)] * 2, f"hit by force {n % 7}, {n + 3} dead"
        target = "clinic" if n % 10 == 0 else "civilians"
        own.append([f"clinic-{n}", "Doctor X", day, day, ZONE, "Secret Mill", "Homs", *point, *act, target, *toll])
        own[-1].append(f"House behind the mill {words}")
        name = "Secret Mill" if n % 2 else "Grid"
        probes.append([f"P{n}", f"Probe {n}", day, day, ZONE, name, "Homs", f"{lat:.5f}", f"{lon:.5f}"])
        probes[-1] += [*act, "civilians", *toll, f"People {words}"]
    with ceasefire.create(folder / "record", name="planted") as record:
        record.init_office("watch", "ngo")
        record.init_office("hostile", "other")
        for name, rows, address, office in (
            ("own", own, "internal radio log 7", "watch"),
            ("probes", probes, "https://example.org/planted", "hostile"),
        ):
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([HEADER, *rows])
            record.file(folder / f"{name}.csv", office=office, address=address)
        yield record


def first_hand(row: dict[str, Any]) -> bool:
    return not str(row["address"]).startswith("http")


def moved_to(record: Record, **changed: Any) -> dict[str, pa.Table]:
    """Return the edition that follows if the first-hand reports had said something else of their place."""
    told = [r | (changed if first_hand(r) else {}) for r in record.table("reports").to_pylist()]
    return edition_of(record, told)


def edition_of(record: Record, rows: list[dict[str, Any]]) -> dict[str, pa.Table]:
    """Return the edition that follows if the record's reports had been these."""
    reports = pa.Table.from_pylist(rows, schema=record.table("reports").schema)

    class Moved:
        tables = record.tables

        @staticmethod
        def table(name: str, on: date | None = None) -> pa.Table:
            return reports if name == "reports" else record.table(name, on=on)

    return edition(Moved, OPTIONS)[0]  # type: ignore[arg-type]


def published(tables: dict[str, pa.Table]) -> dict[str, bytes]:
    """Return all that a reader of the edition gets: the files of the export, and a report, as one page and as several files."""
    given = ReportInputs(tables=tables, options=OPTIONS)
    files = report_files(
        replace(given, options=replace(OPTIONS, bounds=Bounds(incidents=5, shown_incidents=9))), "l.html"
    )
    assert len(files) > 1
    return {**export_files(tables, OPTIONS), **files, "report.html": report(given)}


def others_in_the_cell(n: int) -> list[tuple[float, float]]:
    """Return places that the cell of the hidden one holds: its corners and points between, drawn once for all."""
    centre = coarse_point(*HIDDEN, 5)
    draw = np.random.default_rng(7)
    found = []
    while len(found) < n:
        lat, lon = centre[0] + draw.uniform(-0.022, 0.022), centre[1] + draw.uniform(-0.026, 0.026)
        if coarse_point(lat, lon, 5) == centre and coarse_point(lat, lon, 25) == coarse_point(*HIDDEN, 25):
            found.append((lat, lon))
    return found


@pytest.fixture(scope="module")
def coarse(planted: Record) -> dict[str, pa.Table]:
    """Return the tables of the record's edition, computed once for all tests."""
    return moved_to(planted)


@pytest.fixture(scope="module")
def before(coarse: dict[str, pa.Table]) -> dict[str, bytes]:
    return published(coarse)


def test_every_position_in_the_cell_gives_the_same_edition(planted: Record, before: dict[str, bytes]) -> None:
    for lat, lon in others_in_the_cell(rounds(1, 40)):
        other = {"place": "Elsewhere", "summary": "Another text.", "label": "x", "admin3": "a", "pcode": "SY1"}
        after = published(moved_to(planted, lat=lat, lon=lon, **other))
        assert [name for name in before if before[name] != after[name]] == []


def test_no_name_file_or_digest_of_the_withheld_reports_is_published(planted: Record, before: dict[str, bytes]) -> None:
    everything = b"\n".join(data for name, data in before.items() if ".parquet" not in name)
    statements = planted.table("statements").to_pylist()
    own = {s["source_sha256"] for s in statements if s["address"] == "internal radio log 7"}
    for secret in (
        b"34.712",
        b"36.512",
        b"Doctor X",
        b"clinic-0",
        b"radio log",
        b"House behind",
        *map(str.encode, own),
    ):
        assert secret not in everything, secret
    assert b"source not named, 1" in everything


def test_the_record_itself_would_tell_so_the_attack_is_a_real_one(planted: Record, coarse: dict[str, pa.Table]) -> None:
    told = edition(planted, Options(title="t", exact=True))[0]["pairs"]["words"].to_pylist()
    assert any("within 300 m, both places exact" in w for w in told)
    assert any("1-3 km apart, both places exact" in w for w in told)
    words = publishable(coarse, OPTIONS)["pairs"]["words"].to_pylist()
    assert words
    assert not any(finer in w for w in words for finer in ("300 m", "1 km", "1-3 km", "3-8 km", "both places exact"))


def test_as_many_positions_fit_what_is_published_as_the_cell_has() -> None:
    """Try positions 200 m apart over 12 km: those that give the published row are all those of the cell."""
    candidates = [report_row(n, address=None, source="Watch", lat=p[0], lon=p[1]) for n, p in enumerate(grid(60, 0.2))]
    wide = [r | {"event_type": "aid_delivery"} for r in candidates[::3]]
    for rows, side, least in ((candidates, 5, 600), (wide, 25, 1000)):
        told = publishable({"reports": table("reports", rows)}, OPTIONS)["reports"].drop(["report_id"]).to_pylist()
        cell = coarse_point(*HIDDEN, side)
        fitting = [n for n, row in enumerate(told) if (row["lat"], row["lon"]) == cell]
        assert fitting == [n for n, r in enumerate(rows) if coarse_point(r["lat"], r["lon"], side) == cell]
        assert all(told[n] == told[fitting[0]] for n in fitting)
        assert len(fitting) >= least * 0.85


def test_whoever_plants_reports_around_a_public_one_of_a_clinic_learns_no_more_than_its_cell(planted: Record) -> None:
    """The first-hand reports are those of public texts here: the clinics at a point of their own, the houses elsewhere."""

    def at(lat: float, lon: float) -> dict[str, pa.Table]:
        rows = []
        for row in planted.table("reports").to_pylist():
            if first_hand(row):
                clinic = row["actor_target"] == "clinic"
                row |= {
                    "address": "https://example.org/a",
                    "lat": lat if clinic else 35.3,
                    "lon": lon if clinic else 36.9,
                }
            rows.append(row)
        return publishable(edition_of(planted, rows), OPTIONS)

    before = at(*HIDDEN)
    points = {(row["lat"], row["lon"]) for row in before["reports"].to_pylist()}
    assert coarse_point(*HIDDEN, 25) in points
    for place in others_in_the_cell(rounds(1, 20)):
        after = at(*place)
        assert [name for name in before if not before[name].equals(after[name])] == []
