"""Plain tables of reports: a bad cell costs its own row, and a good row beside it none of what it tells."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ceasefire.intake import IntakeError
from ceasefire.intake.report_tables import read_reports
from ceasefire.vocabulary import schema
from tests.intake.making import write

HEAD = ["id", "date", "latitude", "x", "deaths", "text"]
A = ["A", "2018-03-01", "35.1", "36.2", "3", "Mortars"]
B = ["B", "2018-03-02", "35.2", "36.3", "", "Rockets, two"]

Rows = list[list[str]]
Put = Callable[[Rows], Path]


def _as_csv(path: Path, rows: Rows) -> Path:
    lines = (",".join(f'"{cell}"' if "," in cell or "\n" in cell else cell for cell in row) for row in [HEAD, *rows])
    return write(path / "plain.csv", "\n".join(lines) + "\n")


def _as_parquet(path: Path, rows: Rows) -> Path:
    """Text in each column, nothing where a cell is empty: as a table looks whose numbers somebody wrote words beside."""
    cells = {
        name: [cell or None for cell in column] for name, column in zip(HEAD, zip(*rows, strict=True), strict=True)
    }
    pq.write_table(pa.table(cells, pa.schema([(name, pa.string()) for name in HEAD])), path / "plain.parquet")
    return path / "plain.parquet"


@pytest.fixture(params=[_as_csv, _as_parquet], ids=["csv", "parquet"])
def put(request: pytest.FixtureRequest, tmp_path: Path) -> Put:
    """Write rows to a file of each kind."""
    return lambda rows: request.param(tmp_path, rows)


def changed(row: list[str], **cells: str) -> list[str]:
    return [cells.get(name, cell) for name, cell in zip(HEAD, row, strict=True)]


FAULTS = {
    "latitude: 'north' is no number": changed(B, id="C", latitude="north"),
    "latitude: '35,1' is no number": changed(B, id="C", latitude="35,1"),
    "deaths: 'many' is no number": changed(B, id="C", deaths="many"),
    "date: '2018-02-30' is no day like 2018-03-21": changed(B, id="C", date="2018-02-30"),
    "date: '21/03/2018' is no day like 2018-03-21": changed(B, id="C", date="21/03/2018", latitude="north"),
    "id: is empty, and a report needs an id": changed(B, id=""),
    "id: the id 'A' stands on row 1 already": changed(B, id="A"),
}


@pytest.mark.parametrize("reason", FAULTS)
def test_a_bad_cell_costs_its_own_row_alone(put: Put, reason: str) -> None:
    path = put([A, FAULTS[reason], B])
    table, aside = read_reports(path, None, None)
    assert table["report_id"].to_pylist() == ["A", "B"]
    assert table["date_start"].to_pylist() == table["date_end"].to_pylist() == [date(2018, 3, 1), date(2018, 3, 2)]
    assert table["lat"].to_pylist() == [35.1, 35.2]
    assert table["killed_low"].to_pylist() == table["killed_high"].to_pylist() == [3, None]
    assert table["summary"].to_pylist() == ["Mortars", "Rockets, two"]
    assert [str(one) for one in aside] == [f"{path.name}, row 2, {reason}"]


def test_an_aside_has_the_cell_that_does_not_fit(put: Put) -> None:
    _, aside = read_reports(
        put([A, changed(B, latitude="north"), changed(B, text="y" * 500, deaths="z" * 500)]), None, None
    )
    assert [(one.row, one.field, one.value) for one in aside] == [(2, "latitude", "north"), (3, "deaths", "z" * 80)]
    assert all(len(str(one)) < 200 for one in aside)


def test_columns_of_a_file_with_a_bad_row_are_those_of_one_without(put: Put) -> None:
    clean, _ = read_reports(put([A, B]), None, None)
    table, aside = read_reports(put([A, B, changed(B, id="C", date="never")]), None, None)
    assert len(aside) == 1
    for name in clean.column_names:
        assert table[name].to_pylist() == clean[name].to_pylist()
        house = schema("reports").field(name).type
        assert table.schema.field(name).type in (house, pa.float64())


@pytest.mark.parametrize(
    "cell", ["NA", "null", "n/a", "NaN", "nan", "inf", " 35.5", "1e1", "-0", "+3", "35", "", "0.1000000001"]
)
@pytest.mark.parametrize("name", ["latitude", "deaths", "text", "date", "id"])
def test_no_cell_is_read_otherwise_because_a_row_beside_it_is_bad(tmp_path: Path, cell: str, name: str) -> None:
    rows = [A, changed(B, **{name: cell})]
    (alone, one), (beside, two) = (
        read_reports(_as_csv(tmp_path, told), None, None) for told in (rows, [*rows, changed(B, id="C", date="never")])
    )
    assert [str(aside) for aside in one] == [str(aside) for aside in two[:-1]]
    for column in alone.column_names:
        assert str(beside[column].cast(alone[column].type).combine_chunks()) == str(alone[column].combine_chunks())


def test_a_row_without_a_day_is_kept_beside_one_with_a_bad_day(put: Put) -> None:
    table, aside = read_reports(put([changed(A, date=""), changed(B, date="never")]), None, None)
    assert table.select(["report_id", "date_start"]).to_pylist() == [{"report_id": "A", "date_start": None}]
    assert [one.row for one in aside] == [2]


def test_the_first_good_row_of_an_id_is_kept(put: Put) -> None:
    rows = [changed(A, latitude="north"), changed(A, deaths="4"), changed(A, deaths="5"), B]
    table, aside = read_reports(put(rows), None, None)
    assert table["killed_low"].to_pylist() == [4, None]
    assert [(one.row, one.field) for one in aside] == [(1, "latitude"), (3, "id")]
    assert "stands on row 2 already" in aside[1].reason


def test_a_file_of_bad_rows_alone_gives_no_reports_and_its_reasons(put: Put) -> None:
    table, aside = read_reports(put([changed(A, date="never")] * 3), None, None)
    assert table.num_rows == 0
    assert [one.row for one in aside] == [1, 2, 3]


def test_numbers_that_can_be_read_and_not_used_set_no_row_aside(put: Put) -> None:
    table, aside = read_reports(put([A, changed(B, deaths="2.5", latitude="999")]), None, None)
    assert aside == []
    assert (table["killed_low"].to_pylist(), table["lat"].to_pylist()) == ([3, 2.5], [35.1, 999])


def test_a_row_of_a_csv_with_too_few_or_too_many_cells_is_set_aside(tmp_path: Path) -> None:
    text = "id,date,text\nA,2018-03-01,x\nB,2018-03-01\n\nC,2018-03-02,y\nD,2018-03-02,y,z\nE,never,w\nF,2018-03-02,v\n"
    table, aside = read_reports(write(tmp_path / "plain.csv", text), None, None)
    assert table["report_id"].to_pylist() == ["A", "C", "F"]
    assert [(one.row, one.reason) for one in aside] == [
        (2, "has 2 cells, the header has 3"),
        (4, "has 4 cells, the header has 3"),
        (5, "'never' is no day like 2018-03-21"),
    ]


def test_a_quote_that_is_never_closed_takes_no_row_into_its_cell(tmp_path: Path) -> None:
    text = 'id,date,text\nA,2018-03-01,x\nB,2018-03-01,"open\nC,2018-03-02,y\nD,2018-03-02,w\n'
    table, aside = read_reports(write(tmp_path / "plain.csv", text), None, None)
    assert table["report_id"].to_pylist() == ["A", "C", "D"]
    assert [(one.row, one.line) for one in aside] == [(2, 3)]
    assert "never closed" in aside[0].reason


def test_a_sound_csv_is_read_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ceasefire.intake.plain_tables._careful", None)
    for end in ("", "\n", "\r\n", "\n\n\n"):
        path = tmp_path / "plain.csv"
        path.write_bytes(b"id,date,text\nA,2018-03-01,x\nB,,y" + end.encode())
        assert read_reports(path, None, None)[0]["report_id"].to_pylist() == ["A", "B"]


def test_a_cell_over_two_lines_is_read_as_it_is(tmp_path: Path) -> None:
    text = 'id,date,text\nA,2018-03-01,"two\nlines"\n\nB,2018-03-02,NA\n'
    table, aside = read_reports(write(tmp_path / "plain.csv", text), None, None)
    assert table.select(["report_id", "summary"]).to_pylist() == [
        {"report_id": "A", "summary": "two\nlines"},
        {"report_id": "B", "summary": None},
    ]
    assert aside == []


def test_a_row_of_a_csv_that_is_no_utf_8_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "plain.csv"
    path.write_bytes(
        "id,date,text\nA,2018-03-01,Idlib \N{ARABIC LETTER ALEF}\nB,2018-03-01,".encode() + b"\xff\nC,2018-03-02,x\n"
    )
    table, aside = read_reports(path, None, None)
    assert table["report_id"].to_pylist() == ["A", "C"]
    assert [one.row for one in aside] == [2]


@pytest.mark.parametrize(("encoding", "mark"), [("utf-16", ","), ("cp1252", ";"), ("cp1252", ","), ("utf-8-sig", "\t")])
def test_a_bad_cell_costs_its_own_row_alone_however_the_text_is_written(
    tmp_path: Path, encoding: str, mark: str
) -> None:
    lines = (
        ("report_id", "date_start", "text"),
        ("a", "2020-05-01", "Défense"),
        ("b", "never", "x"),
        ("c", "", "it's"),
    )
    path = tmp_path / "plain.csv"
    path.write_bytes("".join(mark.join(line) + "\n" for line in lines).encode(encoding))
    table, aside = read_reports(path, None, None)
    assert table["report_id"].to_pylist() == ["a", "c"]
    assert [str(one) for one in aside] == ["plain.csv, row 2, date_start: 'never' is no day like 2018-03-21"]


def test_a_parquet_whose_times_stand_in_a_zone_that_is_none_is_refused_by_name(tmp_path: Path) -> None:
    days = pa.array([0, 0], pa.timestamp("us", "Nowhere/None"))
    pq.write_table(pa.table({"id": ["A", "B"], "date": days}), tmp_path / "odd.parquet")
    with pytest.raises(
        IntakeError, match=r"odd\.parquet, date: the column 'date' holds timestamp\[us, tz=Nowhere/None\]"
    ):
        read_reports(tmp_path / "odd.parquet", None, None)


def test_instants_that_cannot_be_read_are_set_aside(tmp_path: Path) -> None:
    cells = ["2018-03-21T10:00:00+02:00", "2018-03-21", "2018-03-21T25:00:00Z", ""]
    text = "report_id,date_start,utc_start\n" + "".join(f"{k},2018-03-21,{cell}\n" for k, cell in enumerate(cells))
    table, aside = read_reports(write(tmp_path / "plain.csv", text), None, None)
    assert [None if at is None else at.isoformat() for at in table["utc_start"].to_pylist()] == [
        "2018-03-21T08:00:00+00:00",
        None,
    ]
    assert [(one.row, one.field) for one in aside] == [(2, "utc_start"), (3, "utc_start")]


def test_a_parquet_of_which_a_column_can_hold_nothing_of_the_kind_is_refused_by_name(tmp_path: Path) -> None:
    pq.write_table(
        pa.table({"id": [1, 2], "date": [date(2018, 3, 1)] * 2, "lat": [[1.0], None]}), tmp_path / "odd.parquet"
    )
    with pytest.raises(IntakeError, match=r"odd\.parquet, lat: the column 'lat' holds list.*, which is no number"):
        read_reports(tmp_path / "odd.parquet", None, None)


@pytest.mark.parametrize("kind", [pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())])
def test_text_of_every_type_is_read_and_its_bad_cells_set_aside(tmp_path: Path, kind: pa.DataType) -> None:
    cells = {"id": ["A", "B", "C", "C"], "date": ["2018-03-01"] * 4, "lat": ["1", "north", None, "2"]}
    pq.write_table(pa.table(cells).cast(pa.schema([(name, kind) for name in cells])), tmp_path / "t.parquet")
    table, aside = read_reports(tmp_path / "t.parquet", None, None)
    assert table.select(["report_id", "lat"]).to_pylist() == [
        {"report_id": "A", "lat": 1},
        {"report_id": "C", "lat": None},
    ]
    assert [(one.row, one.field) for one in aside] == [(2, "lat"), (4, "id")]


def test_ids_and_texts_of_a_parquet_that_are_no_text_are_set_aside(tmp_path: Path) -> None:
    days = [date(2018, 3, 1)] * 3
    pq.write_table(
        pa.table({"id": [b"A", b"\xff", b"C"], "date": days, "text": [b"x", b"y", b"\xff"]}), tmp_path / "b.parquet"
    )
    table, aside = read_reports(tmp_path / "b.parquet", None, None)
    assert table["report_id"].to_pylist() == ["A"]
    assert [(one.row, one.field) for one in aside] == [(2, "id"), (3, "text")]


@pytest.mark.parametrize("name", ["plain.csv", "plain.parquet"])
def test_a_file_that_names_a_column_twice_or_breaks_off_is_refused_by_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("csv"):
        path.write_text("id,date,id\nA,2018-03-01,B\n", encoding="utf-8")
    else:
        columns = [pa.array(["A"]), pa.array([date(2018, 3, 1)]), pa.array(["B"])]
        pq.write_table(pa.Table.from_arrays(columns, ["id", "date", "id"]), path)
    with pytest.raises(IntakeError, match=f"^{name}: column id is there more than once"):
        read_reports(path, None, None)
    path.write_bytes(path.read_bytes()[:12])
    with pytest.raises(IntakeError, match=name):
        read_reports(path, None, None)
