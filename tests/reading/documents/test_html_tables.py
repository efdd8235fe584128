"""Rows of a page's table of data stand on one line each; a table that lays out a page is left as it is."""

from hypothesis import given
from hypothesis import strategies as st

from ceasefire.reading.documents.html import fragment_text, read_html

PAGE = """<html><head><title>W</title></head><body><article><h1>Weekly report of the mission</h1>
<p>The mission watched the truce in three districts in the week of 5-11 May 2031. It went out each day but one.</p>
<table><caption>Violations by district</caption><tr><th>District</th><th>Violations</th><th>Killed</th></tr>
<tr><td><p>Orvan</p></td><td>7</td><td></td></tr><tr><td>Tarn</td><td>7</td><td>0</td></tr></table>
<p>The next report is due on 19 May 2031, the mission said in the capital on that day.</p></article></body></html>"""
ROWS = ["Violations by district", "District\tViolations\tKilled", "Orvan\t7\t", "Tarn\t7\t0"]


def test_rows_of_a_page_and_of_a_mail_stand_on_one_line() -> None:
    for text in (read_html(PAGE.encode(), "a.html").text, fragment_text(PAGE)):
        lines = text.split("\n")
        at = lines.index(ROWS[0])
        assert lines[at : at + 4] == ROWS


def test_a_table_that_lays_out_a_page_keeps_its_paragraphs() -> None:
    long = "The mission watched the truce in three districts in the week and went out on each day of it but one."
    text = fragment_text(f"<table><tr><td><p>{long}</p><p>{long}</p></td><td>Menu</td></tr></table>")
    assert text.split("\n")[:2] == [long, long]


@given(st.lists(st.lists(st.text("abc 019.", max_size=9), min_size=2, max_size=4), min_size=1, max_size=5))
def test_every_cell_keeps_its_words(rows: list[list[str]]) -> None:
    made = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    words = [" ".join(cell.split()) for row in rows for cell in row]
    told = fragment_text(f"<div>x<table>{made}</table></div>").replace("\n", "\t").split("\t")
    assert [one for one in told if one][1:] == [one for one in words if one]
