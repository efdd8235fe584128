"""Delimited files as they arrive: dialects, encodings, quotes that never close."""

import contextlib
import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.intake.model import IntakeError
from ceasefire.intake.tables.rows import DELIMITERS, read_delimited, sniff_delimiter
from ceasefire.intake.tables.text import detect_encoding
from tests.intake.making import write

CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('",;\t|\n'), max_size=12)
PLAIN = st.text(st.sampled_from("abcأبтчéñ 0123456789.-"), min_size=1, max_size=8)


def _read(path: Path) -> tuple[list[str], list[list[str]], list[str | None]]:
    encoding = detect_encoding(path)
    table = read_delimited(path, encoding, sniff_delimiter(path, encoding))
    rows = list(table.rows)
    return table.header, [r.cells for r in rows], [r.problem for r in rows]


@settings(max_examples=150)
@given(
    st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from(DELIMITERS),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_csv_writes_is_read_back(rows: list[list[str]], delimiter: str, end: str) -> None:
    rows = [["x", *row] for row in rows]  # a row of blanks alone is a blank line, and that is no row
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows([["a", "b", "c", "d"], *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "t.csv", out.getvalue())
        table = read_delimited(path, "utf-8", delimiter)
        assert table.header == ["a", "b", "c", "d"]
        assert [r.cells for r in table.rows] == rows


@settings(max_examples=100)
@given(
    st.lists(st.lists(PLAIN, min_size=4, max_size=4), min_size=1, max_size=8),
    st.sampled_from(DELIMITERS),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
)
def test_delimiter_and_encoding_are_told_from_the_bytes(rows: list[list[str]], delimiter: str, encoding: str) -> None:
    header = ["report_id", "place", "admin1", "event_date_start"]
    rows = [["r", *row[1:]] for row in rows]
    text = "\n".join(delimiter.join(row) for row in [header, *rows]) + "\n"
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "t.csv", text, encoding)
        assert _read(path)[:2] == (header, rows)


def test_western_text_in_one_byte_is_read(tmp_path: Path) -> None:
    assert _read(write(tmp_path / "t.csv", "a;b\nAlépo;Zürich\n", "cp1252"))[1] == [["Alépo", "Zürich"]]


@pytest.mark.parametrize("encoding", ["cp1251", "cp1256"])
def test_other_scripts_in_one_byte_are_never_guessed(tmp_path: Path, encoding: str) -> None:
    words = "Идлиб,Хама" if encoding == "cp1251" else "إدلب,حماة"
    path = write(tmp_path / "t.csv", f"a,b\n{words}\n", encoding)
    with pytest.raises(IntakeError, match="state encoding"):
        detect_encoding(path)
    assert [r.cells for r in read_delimited(path, encoding, ",").rows] == [words.split(",")]


def test_mixed_encodings_cost_the_spoilt_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("a,b\nحماة,1\n".encode() + "Zürich,2\n".encode("cp1252") + "إدلب,3\n".encode())
    _, cells, problems = _read(path)
    assert [p is None for p in problems] == [True, False, True]
    assert problems[1] is not None
    assert "0xFC" in problems[1]
    assert cells[2] == ["إدلب", "3"]


def test_a_quote_that_never_closes_costs_its_row_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", 'a,b,c\n1,"x,y\n2,u,v\n3,"p, q",w\n4,k,l\n')
    _, cells, problems = _read(path)
    assert [p is None for p in problems] == [False, True, True, True]
    assert cells[1:] == [["2", "u", "v"], ["3", "p, q", "w"], ["4", "k", "l"]]


def test_a_stray_quote_at_the_end_of_a_file_is_named(tmp_path: Path) -> None:
    _, cells, problems = _read(write(tmp_path / "t.csv", 'a,b\n1,2\n3,"four\n'))
    assert cells[0] == ["1", "2"]
    assert problems[1] == "a quoted field that begins on line 3 is never closed"


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("a,b,A", "twice"),
        (",".join(f"c{i}" for i in range(3000)), "more than 2,000 columns"),
    ],
)
def test_a_header_that_is_none_is_refused(tmp_path: Path, header: str, words: str) -> None:
    with pytest.raises(IntakeError, match=words):
        read_delimited(write(tmp_path / "t.csv", header + "\n1,2,3\n"), "utf-8", ",")


def test_a_million_columns_and_a_line_without_end_are_refused(tmp_path: Path) -> None:
    wide = write(tmp_path / "wide.csv", ",".join(["c"] * 1_000_000) + "\n")
    with pytest.raises(IntakeError, match="more than 2,000 columns"):
        read_delimited(wide, "utf-8", ",")
    long = write(tmp_path / "long.csv", "a,b\n" + "x" * (5 * 1024 * 1024))
    with pytest.raises(IntakeError, match="line 2 is longer than"):
        list(read_delimited(long, "utf-8", ",").rows)


def test_documentation_above_the_rows_is_no_row(tmp_path: Path) -> None:
    header, cells, _ = _read(write(tmp_path / "t.csv", '# one\n"# two, three",\na,b\n# example,x\n#7,y\n'))
    assert (header, cells) == (["a", "b"], [["#7", "y"]])


def test_hashtags_under_the_header_and_a_note_on_the_delimiter_are_no_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "sep=;\nplace;day\n#loc +name;#date\nHama;2020-01-05\n#7;#8\n")
    header, cells, _ = _read(path)
    assert (header, cells) == (["place", "day"], [["Hama", "2020-01-05"], ["#7", "#8"]])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_an_error_of_ours(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(data)
        with contextlib.suppress(IntakeError):
            _read(path)
