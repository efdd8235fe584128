from datetime import date

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.agreements.clocks.icalendar import escape, fold, ics
from ceasefire.vocabulary.tables import schema

ROW = {
    "instrument": "truce",
    "provision": "t-2",
    "holder": ["north", "south"],
    "holder_words": "north, south",
    "what": "The map; drawn, at last.",
    "due": date(2020, 1, 15),
    "due_why": "2 weeks after signature",
    "state": "said_met",
    "said": ["met: a, b"],
    "verified": [],
}


def unfolded(text):
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def table(*rows):
    return pa.Table.from_pylist(list(rows), schema=schema("duties"))


def test_a_deadline_is_an_all_day_entry():
    lines = unfolded(ics(table(ROW, ROW | {"due": None, "provision": "t-3"})))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[1] == "VERSION:2.0"
    assert lines[-1] == "END:VCALENDAR"
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20200115" in lines
    assert "DTEND;VALUE=DATE:20200116" in lines
    assert "SUMMARY:truce/t-2: said met" in lines
    told = "DESCRIPTION:The map\\; drawn\\, at last.\\nHolder: north\\, south\\n"
    assert any(line.startswith(told) for line in lines)
    assert sum(line.startswith(("UID:", "DTSTAMP:20200115T000000Z")) for line in lines) == 2


def test_the_same_table_gives_the_same_bytes_and_other_duties_other_ids():
    one, two = ics(table(ROW)), ics(table(ROW, ROW | {"provision": "t-4"}))
    assert one == ics(table(ROW))
    assert len({line for line in unfolded(two) if line.startswith("UID:")}) == 2


@given(st.text(max_size=300))
def test_a_folded_line_is_short_and_unfolds_to_itself(text):
    line = escape(text)
    folded = fold(line)
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == line


@given(st.text(max_size=200))
def test_an_escaped_text_stays_on_its_line_and_reads_back(text):
    escaped = escape(text)
    assert "\n" not in escaped
    assert "\r" not in escaped
    back, characters = "", iter(escaped)
    for c in characters:
        back += {"n": "\n"}.get(following := next(characters), following) if c == "\\" else c
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    assert back == "".join(c for c in kept if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127))


def test_a_source_cannot_smuggle_a_line_into_the_calendar():
    text = ics(table(ROW | {"what": "x\r\nEND:VCALENDAR\r\nBEGIN:EVIL", "said": ["\x00\x07"]}))
    assert [line for line in unfolded(text) if line.startswith(("END:VCAL", "BEGIN:EVIL"))] == ["END:VCALENDAR"]
