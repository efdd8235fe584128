"""Chat exports: messages with their own day and writer; marks of the program counted; the order of day and month decided."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.api.reading import Read, read_paths
from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.chat import is_chat, read_chat
from ceasefire.reading.documents.model import Bad, Found
from ceasefire.reading.documents.opening import Document, documents

ANDROID = """12/05/2031, 09:10 - Messages and calls are end-to-end encrypted.
12/05/2031, 09:14 - Anna Field: 3 civilians killed in shelling near Orvan this morning
two more on the road
12/05/2031, 09:15 - +44 7700 900123: <Media omitted>
13/05/2031, 21:03 - Anna Field: All quiet in Veldara <This message was edited>
13/05/2031, 21:05 - Ben: This message was deleted
"""


def chat(text: str) -> list[Found]:
    assert is_chat(text)
    return [one for one in read_chat(text, "chat.txt") if isinstance(one, Found)]


def test_each_message_has_its_day_its_writer_and_its_words() -> None:
    first, second = chat(ANDROID)
    assert (first.date, first.speaker, first.part, first.date_basis) == (
        dt.date(2031, 5, 12),
        "Anna Field",
        "2",
        "chat",
    )
    assert first.text == "3 civilians killed in shelling near Orvan this morning\ntwo more on the road"
    assert (second.date, second.text) == (dt.date(2031, 5, 13), "All quiet in Veldara")


def test_what_is_passed_over_is_counted() -> None:
    [note] = chat(ANDROID)[0].notes
    assert note == (
        "chat of 5 messages by 3 writers; passed over: 1 without words (pictures, voice, files), 1 taken back, 1 of the "
        "program; 1 read as they were changed to"
    )


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ("[12/05/2031, 09:14] Ann: a\n[13/05/2031, 09:15] Ben: b", [(5, 12), (5, 13)]),
        ("[5/12/31, 9:14:07 AM] Ann: a\n[5/13/31, 9:15:00\u202fPM] Ben: b", [(5, 12), (5, 13)]),
        ("12.05.2031 09:14 - Ann: a\n12.06.2031 09:15 - Ben: b", [(5, 12), (6, 12)]),
        ("12.05.31, 09:14 - Ann: a\n01.06.31, 09:15 - Ben: b", [(5, 12), (6, 1)]),
        ("\u200e[2031-05-12 09:14:33] Ann: a\n[2031-05-13 09:15:33] Ben: b", [(5, 12), (5, 13)]),
        ("5/3/31, 9:14 AM - Ann: a\n6/2/31, 9:15 p.m. - Ben: b\n6/30/31, 9:15 PM - Ben: c", [(5, 3), (6, 2), (6, 30)]),
        ("Ann, [12.05.2031 09:14]\na\nBen, [13.05.2031 09:15]\nb", [(5, 12), (5, 13)]),
        ("Ann, [12.05.31 09:14]:\na\nBen, [13.05.31 09:15]:\nb", [(5, 12), (5, 13)]),
        ("10/4/2031, 09:14 - Ann: a\n2/5/2031, 09:15 - Ben: b", [(4, 10), (5, 2)]),  # only day first rises
        ("5/5/2031, 09:14 - Ann: a\n5/5/2031, 09:15 - Ben: b", [(5, 5), (5, 5)]),
    ],
)  # fmt: skip
def test_days_are_read_in_the_order_that_the_whole_file_shows(lines: str, days: list[tuple[int, int]]) -> None:
    found = chat(lines)
    assert [(one.date.month, one.date.day) for one in found if one.date] == days
    assert [one.text for one in found] == ["a", "b", "c"][: len(days)]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("3/4/2031, 09:14 - Ann: a\n4/4/2031, 09:15 - Ben: b", "day or the month first"),
        ("13/4/2031, 09:14 - Ann: a\n4/13/2031, 09:15 - Ben: b", "not all written in one way"),
        ("13/4/2031, 09:14 - Ann: a\n14/4/2031, 09:15 - Ben: b\n4/15/2031, 09:15 - Ben: c", "not all written in one way"),
        ("12/5/2031, 09:14 - Ann: <Media omitted>\n13/5/2031, 09:15 - Ben: image omitted", "no message of the chat holds words"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_refused_with_the_reason(lines: str, words: str) -> None:
    with pytest.raises(IntakeError, match=words):
        chat(lines)


@pytest.mark.parametrize(
    "text",
    [
        "The talks began on 12/05/2031, 09:14 local time.\nThey ended: nothing was agreed.",
        "12/05/2031\n13/05/2031",
        "",
        "Orvan: 3\nVeldara: 5",
    ],
)
def test_other_texts_are_no_chats(text: str) -> None:
    assert not is_chat(text)


def test_a_message_is_said_by_its_writer_on_its_day(tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text(ANDROID, "utf-8")
    reads = [one for one in read_paths([path], date="2040-01-01") if isinstance(one, Read)]
    [claim] = [claim for one in reads for claim in one.reading.claims]
    assert (claim.attribution, claim.date and claim.date.start) == ("Anna Field", dt.date(2031, 5, 12))
    assert all(one.not_read is None for one in reads)


@given(st.text(alphabet=st.sampled_from("12/05. ,:-[]\nAnnAMPm\u200e"), max_size=200))
def test_any_text_is_a_chat_or_none_or_refused(text: str) -> None:
    if is_chat(text):
        try:
            found = list(read_chat(text, "x"))
        except IntakeError:
            return
        messages = [one for one in found if isinstance(one, Found) and one.part != "0"]
        assert all(one.text and one.speaker and one.date for one in messages)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Two killed in Tarn. \u200e<attached: 0001-PHOTO.jpg>", "Two killed in Tarn."),
        ("IMG-0001.jpg (file attached)\nTwo killed in Tarn.", "Two killed in Tarn."),
        ("Two killed in Tarn. \u200eimage omitted", "Two killed in Tarn."),
        ("3 killed <Media omitted>", "3 killed"),
        ("Two killed. IMG.jpg (file attached)", "Two killed."),
        ("Two killed, the mayor said in a video call.", "Two killed, the mayor said in a video call."),
        ("\u200eMissed voice call, 10:05 pm", None),
        ("report.pdf \u2022 \u200e2 pages \u200edocument omitted", None),
        ("Annual report.pdf (file attached)", None),
        ("\u200e<attached: 0001-PHOTO.jpg>", None),
    ],
)
def test_the_words_beside_a_picture_are_the_messages(said: str, words: str | None) -> None:
    found = chat(f"[12/05/2031, 10:00:00] Ann: {said}\n[13/05/2031, 10:00:00] Ben: ok")
    assert [one.text for one in found] == ([words] if words else []) + ["ok"]
    assert ("1 without words" in found[0].notes[0]) == (words is None)


LINES = "12/05/2031, 10:00 - Ann: Two killed in Tarn.\n13/05/2031, 10:00 - Ben: ok"


@pytest.mark.parametrize("before", ["Nine were killed in Orvan.\n\n", "Two lines,\n\nand more\n"])
def test_what_stands_before_the_first_message_is_a_text_of_its_own(before: str) -> None:
    own, first, second = chat(before + LINES)
    assert (own.text, own.kind, own.speaker, own.part) == (before.strip(), "text", None, "0")
    assert [first.speaker, second.speaker] == ["Ann", "Ben"]


def test_a_report_that_holds_lines_like_those_of_a_chat_is_none_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text("Log\nof the day\nof the joint\nmission\n" + LINES)
    [found] = documents([tmp_path / "log.txt"])
    assert isinstance(found, Document)
    assert (found.kind, found.speaker) == ("text", None)
    assert found.notes[0].startswith("2 lines begin as messages of a chat do; read as plain text")


@pytest.mark.parametrize("day", ["99/99/2031", "2031-05-14"])
def test_a_day_written_in_another_way_costs_its_message_and_no_other(day: str) -> None:
    found = list(read_chat(f"{LINES}\n{day}, 10:00 - Cem: pasted", "chat.txt"))
    assert [one.reason.rsplit(" ", 1)[1] for one in found if isinstance(one, Bad)] == [day]
    assert [one.speaker for one in found if isinstance(one, Found)] == ["Ann", "Ben"]
