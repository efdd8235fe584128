"""PDF: columns in order, rows of tables on one line, running heads left out; hostile files end in a reason."""

import textwrap
from pathlib import Path

import pytest

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents import pdf, pdf_pages
from ceasefire.reading.documents.model import Found, Unread
from ceasefire.reading.documents.opening import Document, documents
from ceasefire.reading.documents.pdf import read_pdf
from ceasefire.reading.text.unwrap import unwrap
from tests.reading.documents.made import a_pdf_of

PROSE = (
    "The joint committee met in Veldara on 12 May 2031 and agreed to a ceasefire that takes effect on 14 May 2031. Shelling "
    "near Orvan killed three civilians on 9 May, the ministry of health said, and two more died on the road to the hospital."
)
OTHER = PROSE.replace("Veldara", "Tarn").replace("three", "four")
LEFT, RIGHT = textwrap.wrap(PROSE, 45), textwrap.wrap(OTHER, 45)


def lines(words: list[str], x: float, y: float) -> list[tuple[float, float, str]]:
    return [(x, y - 12 * n, line) for n, line in enumerate(words)]


def read(*pages: list[tuple[float, float, str]]) -> str:
    [found] = read_pdf(a_pdf_of(list(pages)), "a.pdf")
    assert isinstance(found, Found)
    return found.text


def test_two_columns_are_read_one_after_the_other() -> None:
    down = [(50.0, 760.0, "Report of the committee"), *lines(LEFT, 50, 720), *lines(RIGHT, 320, 720)]
    assert [line for line in unwrap(read(down)).text.split("\n") if line] == ["Report of the committee", PROSE, OTHER]


def test_columns_that_are_written_across_are_parted() -> None:
    across = [word for pair in zip(lines(LEFT, 50, 720), lines(RIGHT, 320, 720), strict=False) for word in pair]
    assert [line for line in unwrap(read(across)).text.split("\n") if line] == [PROSE, OTHER]


def test_the_cells_of_a_row_stand_on_one_line() -> None:
    rows = [("District", "Shelling", "Shots"), ("Orvan", "3", "4"), ("Veldara", "5", "6"), ("Tarn valley", "0", "2")]
    cells = [(x, 700.0 - 14 * r, row[c]) for r, row in enumerate(rows) for c, x in enumerate((50.0, 200.0, 300.0))]
    text = read([(50, 730, "Table 1"), *cells, (50, 620, "The committee counted them on site.")])
    assert [line for line in text.split("\n") if line] == [
        "Table 1", "District\tShelling\tShots", "Orvan\t3\t4", "Veldara\t5\t6", "Tarn valley\t0\t2", "The committee counted them on site.",
    ]  # fmt: skip


def test_a_cell_of_two_lines_stays_in_its_row() -> None:
    text = read(
        [
            (50, 700, "Orvan"),
            (150, 700, "two shells and"),
            (150, 688, "one mine"),
            (350, 700, "3"),
            (50, 670, "Tarn"),
            (150, 670, "none"),
            (350, 670, "0"),
        ]
    )
    assert text == "Orvan\ttwo shells and one mine\t3\nTarn\tnone\t0"


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [(50.0, 770.0, "Monthly report"), (50.0, 700.0, f"Sentence {n} ends."), (300.0, 30.0, f"{n}")]
        for n in range(1, 5)
    ]
    assert (
        read(*pages) == "Monthly report\n\nSentence 1 ends.\n\nSentence 2 ends.\n\nSentence 3 ends.\n\nSentence 4 ends."
    )


def test_a_sentence_goes_on_over_the_page() -> None:
    assert "\n\n" not in read(
        lines(["The joint committee met in Veldara and"], 50, 60), lines(["agreed to a ceasefire."], 50, 760)
    )


def test_too_many_pages_and_too_many_letters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = a_pdf_of([[(50, 700, "words")]] * 5)
    monkeypatch.setattr(pdf, "MAX_PAGES", 4)
    with pytest.raises(IntakeError, match="5 pages; at most 4"):
        list(read_pdf(raw, "a.pdf"))
    monkeypatch.setattr(pdf, "MAX_PAGES", 9)
    monkeypatch.setattr(pdf, "MAX_TEXT", 10)
    with pytest.raises(IntakeError, match="more than 20 characters"):
        list(read_pdf(raw, "a.pdf"))


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("import os; os.abort()", "its reader ended with"),
        ("import time; time.sleep(60)", "seconds to read"),
        ("print('no json')", "its reader ended with"),
    ],
)
def test_a_reader_that_crashes_or_hangs_costs_one_document(
    script: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "reader.py"
    path.write_text(f"import resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n{script}\n")
    monkeypatch.setattr(pdf_pages, "__file__", str(path))
    monkeypatch.setattr(pdf, "_WAIT", 3)
    with pytest.raises(IntakeError, match=words):
        list(read_pdf(b"%PDF-1.4", "a.pdf"))


def test_pages_without_text_and_broken_pages_are_told(tmp_path: Path) -> None:
    pages = [[(50.0, 700.0, f"Page {n}.")] if n in (1, 3, 7) else [] for n in range(1, 8)]
    raw = a_pdf_of(pages)
    last = raw.rindex(b"/Type /Page ")
    (tmp_path / "a.pdf").write_bytes(raw[:last] + b"/Type /None " + raw[last + 12 :])
    one, *broken = documents([tmp_path / "a.pdf"])
    assert isinstance(one, Document)
    assert one.notes[0].startswith("no text on pages 2, 4-6 of 7")
    assert [(found.name.rsplit("#")[1], isinstance(found, Unread)) for found in broken] == [("page-7", True)]


def test_a_text_that_speaks_of_pdf_is_a_text_and_a_pdf_may_begin_late(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("A file begins with %PDF-1.7 and two shells fell in Tarn.")
    (tmp_path / "late.txt").write_bytes(b"some bytes before it\n" + a_pdf_of([[(50, 700, "Two shells.")]]))
    assert [one.kind for one in documents([tmp_path]) if isinstance(one, Document)] == ["pdf", "text"]
