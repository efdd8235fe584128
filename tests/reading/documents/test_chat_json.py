"""Chats exported as JSON: messages with their day and writer; what has no words counted; a bad message costs no other."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from ceasefire.api.reading import Read, read_paths
from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.chat_json import is_chat_json, read_chat_json
from ceasefire.reading.documents.model import Bad, Found, Unread
from ceasefire.reading.documents.opening import Document, documents

WORDS = "Three civilians were killed in shelling near Orvan this morning."


def message(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": number,
        "type": "message",
        "date": "2031-05-12T09:14:00",
        "from": "Orvan Watch",
        "text": WORDS,
    } | fields


def exported(*messages: Any) -> bytes:
    return json.dumps({"name": "Orvan Watch", "type": "public_channel", "id": 1, "messages": messages}).encode()


def chats(*messages: Any) -> list[Found | Bad]:
    raw = exported(*messages)
    assert is_chat_json(raw)
    return list(read_chat_json(raw, "result.json"))


def test_each_message_has_its_day_its_writer_and_its_words_and_the_rest_is_counted() -> None:
    found = chats(
        {
            "id": 1,
            "type": "service",
            "date": "2031-05-12T09:00:00",
            "actor": "Anna",
            "action": "create_group",
            "text": "",
        },
        message(2, text=["Two shells near ", {"type": "bold", "text": "Tarn"}, "."], edited="2031-05-12T09:20:00"),
        message(3, text="", photo="a.jpg"),
        message(4, date="2031-05-13T21:03:00", forwarded_from="Ministry of Health"),
    )
    assert [(one.text, one.date, one.speaker, one.part) for one in found if isinstance(one, Found)] == [
        ("Two shells near Tarn.", dt.date(2031, 5, 12), "Orvan Watch", "2"),
        (WORDS, dt.date(2031, 5, 13), "Ministry of Health", "4"),
    ]
    [note] = [note for one in found if isinstance(one, Found) for note in one.notes]
    assert note == (
        "chat of 4 messages by 1 writer; passed over: 1 without words (pictures, voice, files), 1 of the program; "
        "1 read as they were changed to"
    )


def test_several_chats_of_one_account_are_read_each_message_under_its_chat() -> None:
    raw = json.dumps({"chats": {"list": [{"messages": [message(1)]}, {"messages": [message(1), message(2)]}]}}).encode()
    assert [one.part for one in read_chat_json(raw, "result.json")] == ["1.1", "2.1", "2.2"]


@pytest.mark.parametrize(
    "bad",
    [
        message(2, date="yesterday"),
        message(2, date="2031-02-30T09:00:00"),
        message(2, text=7),
        message(2, text=[7]),
        "no message",
        None,
    ],
)
def test_a_message_that_cannot_be_read_is_named_and_costs_no_other(bad: Any) -> None:
    first, told, last = sorted(chats(message(1), bad, message(3)), key=lambda one: str(one.part))
    assert isinstance(first, Found)
    assert isinstance(last, Found)
    assert isinstance(told, Bad)
    assert (first.part, told.part, last.part) == ("1", "2", "3")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"messages": []}', "no message of the chat holds words"),
        (b'{"messages": 7}', "no export of chats"),
        (b'{"messages": [', "no export of chats"),
        (b'{"messages": "\xff"}', "no export of chats"),
        (exported(message(1, text="  ")), "no message of the chat holds words"),
        (b'{"messages": ' + b"[" * 100_000, "no export of chats"),
    ],
)
def test_what_is_no_export_is_refused_with_the_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(IntakeError, match=reason):
        list(read_chat_json(raw, "result.json"))


def test_a_file_is_known_as_one_and_other_json_is_refused_with_where_it_belongs(tmp_path: Path) -> None:
    held, other = tmp_path / "result.json", tmp_path / "rows.json"
    held.write_bytes(b"\xef\xbb\xbf" + exported(message(1)))
    other.write_text('[{"killed": 3}]')
    [one] = read_paths([held])
    assert isinstance(one, Read)
    assert (one.document.kind, one.document.date, one.document.speaker) == ("chat", dt.date(2031, 5, 12), "Orvan Watch")
    assert [(c.type.value, c.attribution) for c in one.reading.claims] == [("incidents", "Orvan Watch")]
    in_folder = list(documents([tmp_path]))
    assert [getattr(each, "reason", "") for each in in_folder] == [
        "",
        "a name in .json is not read in a folder; name the file itself if it is a text",
    ]
    [refused] = documents([other])
    assert isinstance(refused, Unread)
    assert "`ceasefire file` takes tables" in refused.reason


def account(**fields: Any) -> bytes:
    return json.dumps({"about": "an account"} | fields).encode()


def parts(raw: bytes) -> list[tuple[str | None, bool]]:
    return [(one.part, isinstance(one, Bad)) for one in read_chat_json(raw, "result.json")]


def test_all_lists_of_messages_are_read_and_one_that_cannot_be_reached_is_told_of() -> None:
    listed = {"list": [{"messages": [message(1)]}]}
    assert parts(account(chats=listed, left_chats=listed, messages=[message(1)])) == [
        ("1", False),
        ("1.1", False),
        ("2.1", False),
    ]
    assert parts(account(chats={"list": [7, {"messages": [message(1)]}]})) == [("2.1", False), ("1", True)]
    one = json.dumps([message(1)])
    assert parts(f'{{"messages": {one}, "messages": {one}}}'.encode()) == [("1", False), ("messages", True)]
    assert parts(account(messages=[message(1)], archived={"messages": [message(2)]})) == [
        ("1", False),
        ("messages", True),
    ]


def test_half_a_letter_or_a_message_nested_too_deeply_costs_no_other() -> None:
    held = json.dumps([message(1), message(2, text="HALF two killed"), message(3)])
    _, half, _ = read_chat_json(f'{{"messages": {held}}}'.replace("HALF", "\\ud83d").encode(), "result.json")
    assert isinstance(half, Found)
    assert half.text == "\ufffd two killed"
    deep = json.dumps(message(2, text="DEEP")).replace('"DEEP"', "[" * 5_000 + '"a \\" ]"' + "]" * 5_000)
    raw = f'{{"messages": [{json.dumps(message(1))}, {deep}, {json.dumps(message(3))}]}}'.encode()
    assert parts(raw) == [("1", False), ("3", False), ("2", True)]


def test_a_message_needs_no_number_and_no_text() -> None:
    assert [one.part for one in chats(message(1, id="x"), message(2, text=None), message(3, id=None))] == ["1", "3"]


def test_an_account_with_many_contacts_and_one_in_utf16_are_known(tmp_path: Path) -> None:
    contacts = [{"name": "A" * 40, "phone": "00123"} for _ in range(2_000)]
    raw = account(contacts={"list": contacts}, chats={"list": [{"messages": [message(1)]}]})
    (tmp_path / "a.json").write_bytes(raw)
    (tmp_path / "b.json").write_bytes(exported(message(1)).decode().encode("utf-16"))
    assert [one.name.rsplit("/")[-1] for one in documents([tmp_path])] == ["a.json#1.1", "b.json#1"]


def test_messages_of_another_program_are_named_as_such() -> None:
    raw = json.dumps({"messages": [{"sender_name": "A", "timestamp_ms": 1, "content": WORDS}]}).encode()
    with pytest.raises(IntakeError, match="another program"):
        list(read_chat_json(raw, "message_1.json"))


def test_a_message_that_is_too_long_is_named_and_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(exported(message(1), message(2, text="a " * 2_000_001), message(3)))
    _, long, _ = documents([tmp_path / "a.json"])
    assert isinstance(long, Unread)
    assert long.name.endswith("a.json#2")
    assert "characters; at most" in long.reason


def test_the_name_of_a_writer_is_one_line_and_cut(tmp_path: Path) -> None:
    sender = {"from": "Orvan\n\x1b Watch" + "h" * 500}
    (tmp_path / "a.json").write_bytes(exported(message(1, **sender)))
    [one] = documents([tmp_path / "a.json"])
    assert isinstance(one, Document)
    assert one.speaker
    assert one.speaker.startswith("Orvan Watchh")
    assert len(one.speaker) == 400
