"""Bulk reading says exactly what row-by-row reading says, and what the projection makes of the signed statements."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire import intake
from ceasefire.intake import bulk
from ceasefire.intake.tables.flat import PERIOD_OF, batch_schema, flatten
from ceasefire.parties import Directory
from ceasefire.projection.statement_rows import Said
from ceasefire.projection.statement_rows import row as projected
from ceasefire.vocabulary import BODIES, schema
from ceasefire.vocabulary.tables_stated import FILING, TABLE_OF
from tests.intake.making import HEADER, PARTIES, row, write
from tests.projection.full import full
from tests.shared import shared

import msgspec  # isort: skip


def by_projection(path: Path, options: intake.Options) -> tuple[list[dict[str, Any]], list[Any]]:
    source = intake.read(path, options=options)
    rows = []
    for draft in source.drafts():
        assert draft.source is not None
        body = msgspec.convert(draft.body, BODIES[draft.kind])
        around = {"address": draft.source.address, "publisher": draft.source.publisher}
        told = projected(Said(id="i", origin="o", kind=draft.kind, body=body, **around))
        names = [n for n in schema(TABLE_OF[draft.kind]).names if n not in ("report_id", "tally_id", "ledger", *FILING)]
        rows.append({n: told.get(n) for n in names} | {"source_row": draft.source.row})
    return rows, [(a.row, a.field, a.reason, a.cells) for a in source.aside]


def in_bulk(path: Path, options: intake.Options) -> tuple[list[dict[str, Any]], list[Any]]:
    source = intake.read(path, options=options)
    rows = [r for batch in bulk.batches(source) for r in batch.to_pylist()]
    return rows, [(a.row, a.field, a.reason, a.cells) for a in source.aside]


@pytest.mark.parametrize(
    ("name", "zone", "lines"),
    [
        ("syria_incident_reports.csv", None, None),
        ("astana_daily_tallies.csv", "Europe/Moscow", None),
        ("astana_bulletin_other.csv", "Europe/Moscow", None),
        ("ucdp_ged_syria.csv", None, 1500),
        ("ucdp_ged_syria.csv", "Asia/Damascus", 1500),
    ],
)
def test_real_tables(tmp_path: Path, name: str, zone: str | None, lines: int | None) -> None:
    options = intake.Options(
        time_zone=zone, known_parties=Directory.build([{"party_id": "russia"}, {"party_id": "turkey"}])
    )
    text = shared(f"data/{name}").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    path = write(tmp_path / name, "".join(text[:lines] if lines is None else [text[0], *text[4000 : 4000 + lines]]))
    rows, asides = in_bulk(path, options)
    assert len(rows) + len(asides) >= 400
    assert (rows, asides) == by_projection(path, options)


def test_every_event_of_ucdp_is_kept_or_set_aside_for_its_own_contradiction() -> None:
    source = intake.read(shared("data/ucdp_ged_syria.csv"))
    batches = list(bulk.batches(source))
    assert (sum(b.num_rows for b in batches), source.rows) == (16_508, 16_566)
    assert {a.reason.split("(")[0] for a in source.aside} == {"low "}
    assert (
        sum(sum(b.column("killed_low").to_pylist()) for b in batches)
        + sum(int(dict(a.cells)["low"]) for a in source.aside)
        == 104_929
    )
    assert (
        sum(sum(b.column("killed_high").to_pylist()) for b in batches)
        + sum(int(dict(a.cells)["high"]) for a in source.aside)
        == 119_020
    )


SPOILT = st.sampled_from(
    [
        "",
        " ",
        "NaN",
        "-1",
        "2020-02-31",
        "99",
        "=A1",
        "x" * 500,
        "2020-03-05",
        "7",
        "UTC",
        "a\x01b",
        "٣",
        "3,5",
        "12:30",
        "# x",
        "e\u0301",
        "2020-03-01 10:20",
        "Asia/Damascus",
        "shelling",
        "a\tb",
        'say "so"',
        "two\nlines",
        "a,b",
        "NA",
    ]
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.sampled_from(HEADER.split(",")), SPOILT), max_size=2), min_size=1, max_size=6),
    st.sampled_from([None, "UTC", "Asia/Damascus"]),
    st.booleans(),
)
def test_spoilt_tables(
    tmp_path_factory: pytest.TempPathFactory, spoilt: list[list[tuple[str, str]]], zone: str | None, torn: bool
) -> None:
    path = tmp_path_factory.mktemp("t") / "r.csv"
    lines = [row(f"A{n}", **dict(cells)) for n, cells in enumerate(spoilt)]
    write(path, "\n".join([HEADER, *lines, 'B1,"never closed' if torn else row("B1"), row("B2")]) + "\n")
    options = intake.Options(time_zone=zone)
    assert in_bulk(path, options) == by_projection(path, options)


@pytest.mark.parametrize(
    "lines",
    [
        ["report_id,event_date_start,latitude", "a,2020-01-05,33.5", "b,2020-01-05,"],
        ["report_id,event_date_start,event_date_end,time_zone", "a,,2020-01-05,", "b,2020-01-05,,", "c,,,UTC"],
        [
            "tally_id,measure,unit,date_start,high,low,words",
            "a,m,shell,2020-01-05,3,,",
            "b,m,shell,2020-01-05,,,",
            "c,m,shell,2020-01-05,,,dozens",
            "d,,shell,2020-01-05,1,1,",
            "e,m,,2020-01-05,1,1,",
        ],
        [
            "tally_id,measure,unit,date_start,count,low,high",
            "a,m,shell,2020-01-05,3,,",
            "b,m,shell,2020-01-05,3,2,",
            "c,m,shell,2020-01-05,2-3,,",
            "d,m,shell,2020-01-05,,2,1",
        ],
    ],
)
def test_tables_that_lack_columns(tmp_path: Path, lines: list[str]) -> None:
    path = write(tmp_path / "t.csv", "\n".join(lines) + "\n")
    options = intake.Options(time_zone="UTC")
    assert in_bulk(path, options) == by_projection(path, options)


def test_a_mapping_that_names_too_little_is_the_same_in_bulk(tmp_path: Path) -> None:
    told = 'ceasefire = "mapping/1"\nkind = "tally"\ntitle = "t"\nbulk = true\n[columns]\nn = "count"\n'
    for more in ("", 'u = "unit"\n', 'e = "period.end"\n', 'u = "unit"\nm = "measure"\ne = "period.end"\n'):
        options = intake.Options(mapping=write(tmp_path / "m.toml", told + more))
        names = ["n", *[line[0] for line in more.splitlines()]]
        row_of = {"n": "3", "u": "shell", "m": "shells", "e": "2020-01-05"}
        text = ",".join(names) + "\n" + ",".join(row_of[n] for n in names) + "\n"
        path = write(tmp_path / "t.csv", text)
        assert in_bulk(path, options) == by_projection(path, options)


def test_twins_far_apart_are_found(tmp_path: Path) -> None:
    lines = [row(f"A{n}") for n in range(22_000)]
    lines[21_500] = row("A17")
    lines[20_500] = row("A20499")
    path = write(tmp_path / "r.csv", "\n".join([HEADER, "", *lines]) + "\n")
    rows, asides = in_bulk(path, intake.Options())
    assert len(rows) == 21_998
    assert [(a[0], a[2]) for a in asides] == [
        (20_501, "the label 'A20499' stands on row 20500 already"),
        (21_501, "the label 'A17' stands on row 18 already"),
    ]


def test_a_parquet_file_reads_as_its_table_does(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "report_id": ["a", "b"],
            "event_date_start": ["2020-01-05", "2020-02-31"],
            "latitude": [33.5, float("nan")],
            "longitude": [36.25, 36.0],
            "killed_low": [1, None],
        }
    )
    pq.write_table(table, tmp_path / "r.parquet")
    rows, asides = in_bulk(tmp_path / "r.parquet", intake.Options())
    assert [(r["label"], r["lat"], r["killed_low"]) for r in rows] == [("a", 33.5, 1)]
    assert (rows, asides) == by_projection(tmp_path / "r.parquet", intake.Options())


def test_a_file_of_another_kind_is_no_bulk_source(tmp_path: Path) -> None:
    path = write(tmp_path / "j.csv", "a,b,verdict\n")
    with pytest.raises(intake.IntakeError, match="cannot be filed in bulk"):
        list(bulk.batches(intake.read(path)))


def test_shuffled_rows_give_the_same_table(tmp_path: Path) -> None:
    lines = [row(f"A{n}", killed_low=str(n % 3), killed_high="") for n in range(50)]
    one, _ = in_bulk(write(tmp_path / "1.csv", "\n".join([HEADER, *lines])), intake.Options())
    random.Random(7).shuffle(lines)
    two, _ = in_bulk(write(tmp_path / "2.csv", "\n".join([HEADER, *lines])), intake.Options())
    bare = [sorted(str({k: v for k, v in r.items() if k != "source_row"}) for r in rows) for rows in (one, two)]
    assert bare[0] == bare[1]


def test_known_parties_are_the_same_in_bulk(tmp_path: Path) -> None:
    rows_of_file = "2020-01-05,North,ALL,3\n2020-01-05,X,ALL,3\n"
    path = write(tmp_path / "t.csv", "report_date,party,province,violations\n" + rows_of_file)
    options = intake.Options(time_zone="UTC", known_parties=PARTIES)
    rows, asides = in_bulk(path, options)
    assert ([r["counted_by"] for r in rows], [a[0] for a in asides]) == (["northland"], [2])
    assert (rows, asides) == by_projection(path, options)


@pytest.mark.parametrize("kind", ["report", "tally"])
@pytest.mark.parametrize("zone", [None, "Asia/Damascus", "Mars/Olympus"])
def test_a_body_of_a_batch_fills_the_columns_that_its_statement_would(kind: str, zone: str | None) -> None:
    body = full(kind)
    field = PERIOD_OF[kind]
    body = msgspec.structs.replace(body, **{field: msgspec.structs.replace(getattr(body, field), zone=zone)})
    around = {"address": "https://a.example", "publisher": "b"}
    stated = projected(Said(id="i", origin="o", kind=kind, body=body, **around))
    found = flatten(kind, msgspec.to_builtins(body), around)
    assert found == {name: stated[name] for name in found}
    assert [*found, "source_row"] == batch_schema(kind).names


def test_a_zone_that_is_not_known_here_widens_the_day_and_loses_no_row(tmp_path: Path) -> None:
    path = write(
        tmp_path / "reports.csv", "report_id,event_date_start,event_time_start\nA,2017-01-15,\nB,2017-01-15,12:00\n"
    )
    options = intake.Options(time_zone="Etc/GMT+20")  # of the right form, but no such zone
    rows, asides = in_bulk(path, options)
    assert (rows, asides) == by_projection(path, options)
    assert [str(row["utc_start"]) for row in rows] == ["2017-01-14 10:00:00+00:00", "2017-01-14 22:00:00+00:00"]
