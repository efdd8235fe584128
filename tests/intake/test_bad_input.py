"""Bad input: every kind of it gives a clear message, and never costs a good row."""

import time
import tracemalloc
from pathlib import Path

import pytest

from ceasefire import intake
from ceasefire.intake.bulk import batches
from ceasefire.intake.model import Aside
from ceasefire.parties import Directory
from ceasefire.record import Draft
from tests.intake.making import HEADER, NORTHLAND, PARTIES, TALLY_HEADER, reports, row, sheet_row, write, xlsx


def both(path: Path, **options: object) -> tuple[list[Draft], list[Aside]]:
    """Read a file row by row, and check that reading it in bulk says the same."""
    told = intake.Options(**options)  # type: ignore[arg-type]
    source = intake.read(path, options=told)
    drafts = list(source.drafts())
    if source.format.kind in ("report", "tally"):
        bulk = intake.read(path, options=told)
        rows = [r for batch in batches(bulk) for r in batch.column("source_row").to_pylist()]
        assert rows == [d.source.row for d in drafts if d.source]
        assert [(a.row, a.field, a.reason, a.cells) for a in bulk.aside] == [
            (a.row, a.field, a.reason, a.cells) for a in source.aside
        ]
        assert bulk.rows == source.rows
    return drafts, source.aside


@pytest.mark.parametrize(
    ("cells", "field", "words"),
    [
        ({"latitude": "NaN"}, "latitude", "not a finite number"),
        ({"longitude": "inf"}, "longitude", "not a finite number"),
        ({"latitude": "133.5"}, "latitude", "outside -90 to 90"),
        ({"longitude": "-180.5"}, "longitude", "outside -180 to 180"),
        ({"latitude": ""}, "latitude and longitude", "both latitude and longitude"),
        ({"event_date_start": "2020-02-31", "event_date_end": ""}, "event_date_start", "no day of the calendar"),
        ({"event_date_end": "2020-02-01"}, "event_date_start and event_date_end", "before it starts"),
        ({"event_date_start": ""}, "event_date_start", "is empty and must be told"),
        ({"event_date_start": "", "event_date_end": ""}, "event_date_start", "is empty and must be told"),
        ({"killed_low": "3"}, "killed_low and killed_high", "low (3) is above high (2)"),
        ({"killed_low": "-3"}, "killed_low", "below zero"),
        ({"killed_high": "99999999999"}, "killed_high", "more than any count of people"),
        ({"killed_low": "some"}, "killed_low", "not a number"),
        ({"killed_low": "=1+1"}, "killed_low", "is a formula"),
        ({"summary": "=cmd|' /C calc'!A0"}, "summary", "is a formula"),
        ({"event_type": "massacre"}, "event_type", "is not one of airstrike"),
        ({"where_precision": "9"}, "where_precision", "outside 0 to 7"),
        ({"time_zone": "Damascus"}, "time_zone", "not a time zone"),
        ({"published": "1/2/2020"}, "published", "state the order"),
        ({"report_id": ""}, "report_id", "is empty and must be told"),
        ({"place": "x" * 401}, "place", "401 characters long"),
        ({"place": "bad\x01place"}, "place", "control character U+0001"),
        ({"report_id": "A1"}, "label", "stands on row 1 already"),
        ({"report_id": "# A2"}, "report_id", "a comment is read only above"),
    ],
)
def test_a_value_that_does_not_fit_costs_its_row_alone(
    tmp_path: Path, cells: dict[str, str], field: str, words: str
) -> None:
    path = reports(tmp_path / "r.csv", row("A1"), row("A2", **cells), row("A3"))
    drafts, [aside] = both(path)
    assert [d.body["label"] for d in drafts] == ["A1", "A3"]
    assert (aside.file, aside.row, aside.line, aside.field) == ("r.csv", 2, 3, field)
    assert words in aside.reason
    assert str(aside).startswith(f"r.csv, row 2, line 3, {field}: ")


def test_a_truncated_file_keeps_every_whole_row(tmp_path: Path) -> None:
    whole = "\n".join([HEADER, *(row(f"A{n}") for n in range(5))]) + "\n"
    for cut in range(len(HEADER) + 2, len(whole), 17):
        path = write(tmp_path / "t.csv", whole[:cut])
        drafts, asides = both(path)
        complete = whole[:cut].count("\n") - 1
        assert [d.body["label"] for d in drafts][:complete] == [f"A{n}" for n in range(complete)]
        assert len(drafts) + len(asides) == complete + (whole[cut - 1] != "\n")


def test_a_field_cut_inside_its_quotes(tmp_path: Path) -> None:
    text = "\n".join([HEADER, row("A1"), row("A2", summary="One, two").rstrip('"')])
    drafts, [aside] = both(write(tmp_path / "t.csv", text))
    assert len(drafts) == 1
    assert "never closed" in aside.reason


def test_nul_bytes_cost_their_row_alone(tmp_path: Path) -> None:
    drafts, [aside] = both(reports(tmp_path / "r.csv", row("A1"), row("A2", place="a\0b"), row("A3")))
    assert len(drafts) == 2
    assert (aside.row, aside.reason) == (2, "holds a NUL byte")


def test_mixed_encodings_cost_their_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(
        b"\n".join(
            [
                HEADER.encode(),
                row("A1", place="حماة").encode(),
                row("A2", place="Zürich").encode("cp1252"),
                row("A3").encode(),
            ]
        )
    )
    drafts, [aside] = both(path)
    assert [d.body["label"] for d in drafts] == ["A1", "A3"]
    assert "is not UTF-8" in aside.reason


def test_arabic_and_persian_digits_and_decimal_commas(tmp_path: Path) -> None:
    rows = [
        row("A1", latitude="٣٣٫٥٥٩٥", longitude="۳۶٫۳۶۵", killed_low="٧", killed_high="۹"),
        row("A2", latitude="33,5595", longitude="36,365"),
    ]
    drafts, asides = both(reports(tmp_path / "r.csv", *rows))
    assert asides == []
    assert [d.body["where"]["lat_e7"] for d in drafts] == [335595000, 335595000]
    assert drafts[0].body["killed"] == {"low": 7, "high": 9}


def test_a_row_of_blanks_is_no_row(tmp_path: Path) -> None:
    blank = "," * HEADER.count(",")
    drafts, asides = both(reports(tmp_path / "r.csv", row("A1"), blank, row("A2"), "", "   ", row("A3")))
    assert ([d.body["label"] for d in drafts], asides) == (["A1", "A2", "A3"], [])


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.csv", b"", "the file is empty"),
        ("blank.csv", b"\xef\xbb\xbf \n\n", "the file is empty"),
        ("image.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "an image"),
        ("binary.csv", bytes(range(256)) * 8, "binary data"),
        ("book.xlsx", b"PK\x03\x04 and nothing more", "not a readable XLSX"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"x" * 100, "old Office file"),
        ("twice.csv", (HEADER + ",report_id\n").encode(), "the column 'report_id' twice"),
        ("lacks.csv", b"report_id,place\nA1,Hama\n", r"reports \(lacks event_date_start\)"),
        ("other.json", b'{"type": "Topology"}', "JSON, but no GeoJSON"),
        ("other.yaml", b"name: x\n", "YAML without"),
        ("later.yaml", b"ceasefire: statements/9\n", "'statements/9' is not known"),
        ("table.parquet", b"PAR1 and nothing more", "not a readable Parquet"),
    ],
)
def test_a_file_that_is_none_says_what_it_is(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(intake.IntakeError, match=words) as error:
        list(intake.read(path).drafts())
    assert str(error.value).startswith(name)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(intake.IntakeError, match="no such file"):
        intake.recognise(tmp_path / "nowhere.csv")


@pytest.mark.parametrize("second", [False, True])
def test_a_line_of_200_megabytes_is_refused_before_it_fills_the_memory(tmp_path: Path, second: bool) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as file:
        file.write(HEADER.encode() + b"\n" if second else b"")
        for _ in range(200):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    began = time.monotonic()
    with pytest.raises(intake.IntakeError, match="is longer than"):
        list(intake.read(path).drafts())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40_000_000
    assert time.monotonic() - began < 60


def test_an_unknown_party_is_set_aside_unless_allowed(tmp_path: Path) -> None:
    path = write(
        tmp_path / "t.csv",
        f"{TALLY_HEADER}\n2020-01-05,North,ALL,3,Daily,http://a,en,\n2020-01-05,Atlantis,ALL,4,Daily,http://a,en,\n",
    )
    drafts, [aside] = both(path, time_zone="UTC", known_parties=PARTIES)
    assert drafts[0].body["counted_by"] == "northland"
    assert (aside.row, aside.field) == (2, "party")
    assert "'Atlantis' is not known here" in aside.reason
    drafts, asides = both(path, time_zone="UTC", known_parties=PARTIES, new_parties=True)
    assert ([d.body["counted_by"] for d in drafts], asides) == (["northland", "Atlantis"], [])


def test_a_spelling_without_case_is_known_where_it_means_one_party(tmp_path: Path) -> None:
    path = write(
        tmp_path / "t.csv",
        f"{TALLY_HEADER}\n2020-01-05,NORTH,ALL,3,Daily,http://a,en,\n2020-01-06,Us,ALL,4,Daily,http://a,en,\n"
        "2020-01-07,US,ALL,5,Daily,http://a,en,\n2020-01-08,united states,ALL,6,Daily,http://a,en,\n",
    )
    others = [{"party_id": "united-states", "aliases": ["US"]}, {"party_id": "ourselves", "aliases": ["us"]}]
    known = Directory.build([NORTHLAND, *others])
    drafts, [aside] = both(path, time_zone="UTC", known_parties=known)
    assert [d.body["counted_by"] for d in drafts] == ["northland", "united-states", "united-states"]
    assert (aside.row, aside.field) == (2, "party")


def test_an_unknown_unit_is_set_aside(tmp_path: Path) -> None:
    path = write(
        tmp_path / "t.csv",
        "tally_id,date_start,time_zone,measure,unit,count\n"
        "a,2020-01-05,UTC,shells,shell,3\nb,2020-01-05,UTC,shells,boxes,3\n"
        "c,2020-01-05,,shells,shell,3\nd,2020-01-05,UTC,shells,shell,3.5\n"
        "e,2020-01-05,UTC,ground,square_kilometre,3.5\n",
    )
    drafts, asides = both(path)
    assert [d.body["label"] for d in drafts] == ["a", "e"]
    assert drafts[1].body["count"] == {"low": 3, "high": 4, "vague": "3.5"}
    assert [(a.row, a.field) for a in asides] == [(2, "unit"), (3, "time_zone"), (4, "count")]


def test_days_without_a_time_zone_are_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", f"{TALLY_HEADER}\n2020-01-05,North,ALL,3,Daily,http://a,en,\n")
    with pytest.raises(intake.IntakeError, match="does not say in which time zone"):
        list(intake.read(path).drafts())
    with pytest.raises(intake.IntakeError, match="does not say in which time zone"):
        list(batches(intake.read(path)))


def test_a_file_that_changes_under_the_reader_is_refused(tmp_path: Path) -> None:
    path = reports(tmp_path / "r.csv", row("A1"), row("A2"))
    for way in (intake.Intake.drafts, batches):
        source = intake.read(path)
        made = way(source)
        next(made)
        reports(path, row("A1"), row("A2"), row("A3"))
        with pytest.raises(intake.IntakeError, match="changed while it was read"):
            list(made)


def test_hashtags_under_the_header_are_no_row_in_bulk_either(tmp_path: Path) -> None:
    path = reports(tmp_path / "r.csv", "#id" + ",#x" * HEADER.count(","), row("A1"))
    drafts, asides = both(path)
    assert ([d.body["label"] for d in drafts], asides) == (["A1"], [])


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "b.xlsx",
        {"data": sheet_row(1, ["report_id", "event_date_start"])},
        extra={"xl/media/zeros.bin": b"\0" * 200_000_000},
    )
    with pytest.raises(intake.IntakeError, match="ZIP bomb"):
        intake.read(path)


def test_a_sheet_that_reaches_to_its_last_cell_is_not_opened(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    path = xlsx(tmp_path / "b.xlsx", {"data": sheet_row(1, ["report_id", "event_date_start"]) + far})
    with pytest.raises(intake.IntakeError, match="too large to open"):
        intake.read(path)


def test_formula_cells_cost_their_row_alone(tmp_path: Path) -> None:
    live = '<row r="3"><c r="A3" t="inlineStr"><is><t>A2</t></is></c><c r="B3"><f>40000+2</f><v>40002</v></c></row>'
    rows = sheet_row(1, ["report_id", "event_date_start"]) + sheet_row(2, ["A1", "2020-01-05"]) + live
    drafts, [aside] = both(xlsx(tmp_path / "b.xlsx", {"data": rows + sheet_row(4, ["A3", "2020-01-06"])}))
    assert [d.body["label"] for d in drafts] == ["A1", "A3"]
    assert (aside.row, aside.reason) == (2, "cell B3 holds a formula; paste its value")
