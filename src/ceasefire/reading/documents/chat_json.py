"""Chats that Telegram exports as JSON: each message a text of its own, with its day and who wrote it.

The form is that of `result.json` of Telegram Desktop ("Export chat history", machine-readable JSON): one chat with its
`messages`, or an account with `chats.list`. A message's `text` is a string, or a list of strings and marked parts.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.chat import MAX_MESSAGES, chat_note
from ceasefire.reading.documents.model import Bad, Found

_BEGINS: Final = b"{"
_MARKS: Final = (b'"messages"', b'"chats"')
HEAD: Final = 65_536
"""Bytes in which the list of messages, or of chats, begins: the name and picture of an account stand before it."""


class _Message(msgspec.Struct, frozen=True):
    """What is taken of a message; `type` is "service" for a line of the program."""

    type: str = "message"
    id: int | None = None
    date: str = ""
    sender: str | None = msgspec.field(name="from", default=None)
    forwarded_from: str | None = None
    text: str | list[str | dict[str, Any]] = ""
    edited: str | None = None


class _Chat(msgspec.Struct, frozen=True):
    """One chat; its messages are decoded one by one, so that a bad one costs no other."""

    messages: list[msgspec.Raw] = []
    name: str | None = None


class _Chats(msgspec.Struct, frozen=True):
    held: list[_Chat] = msgspec.field(name="list", default_factory=list)


class _Export(_Chat, frozen=True):
    chats: _Chats | None = None


def is_chat_json(raw: bytes) -> bool:
    """Say whether bytes begin as an export of chats in JSON does."""
    head = raw[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(_BEGINS) and any(mark in head for mark in _MARKS)


def read_chat_json(raw: bytes, name: str) -> Iterator[Found | Bad]:
    """Yield the messages that have words, and those that cannot be read; what has no words is counted on the first.

    The writer of a message that was passed on is the one it came from. Raises IntakeError for what is no export of chats,
    and where no message holds words.
    """
    messages = _messages(raw, name)
    if len(messages) > MAX_MESSAGES:
        raise IntakeError(name, f"a chat of {len(messages):,} messages; at most {MAX_MESSAGES:,} are read")
    counts: Counter[str] = Counter()
    kept: list[tuple[str, _Message, str]] = []
    bad: list[Bad] = []
    writers: set[str] = set()
    for part, one in messages:
        try:
            message = msgspec.json.decode(one, type=_Message)
            day_of(message.date)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            bad.append(Bad(part=part, reason=f"no message of a chat can be read here: {error}"))
            continue
        said = _words(message)
        counts[_kind(message, said)] += 1
        writers |= {message.sender} if message.sender else set()
        if said and message.type != "service":
            kept.append((part, message, said))
    if not kept and not bad:
        raise IntakeError(name, "no message of the chat holds words")
    note = chat_note(len(messages), len(writers), counts)
    for at, (part, message, said) in enumerate(kept):
        yield Found(
            text=said,
            kind="chat",
            date=day_of(message.date),
            date_basis="chat",
            speaker=message.forwarded_from or message.sender,
            part=part,
            notes=() if at else (note,),
        )
    yield from bad


def _messages(raw: bytes, name: str) -> list[tuple[str, msgspec.Raw]]:
    """Return the messages of all chats, each with its place: its number, in an export of several after that of the chat."""
    try:
        export = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=_Export)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise IntakeError(name, f"a JSON file that is no export of chats: {error}") from error
    if export.chats is None:
        return [(str(number), one) for number, one in enumerate(export.messages, 1)]
    return [
        (f"{chat}.{number}", one)
        for chat, held in enumerate(export.chats.held, 1)
        for number, one in enumerate(held.messages, 1)
    ]


def day_of(date: str) -> dt.date:
    """Return the day of "2031-05-09T12:00:00"; raises ValueError for what is no day."""
    return dt.datetime.fromisoformat(date).date()


def _words(message: _Message) -> str:
    if isinstance(message.text, str):
        return message.text.strip()
    parts = (part if isinstance(part, str) else part.get("text", "") for part in message.text)
    return "".join(part for part in parts if isinstance(part, str)).strip()


def _kind(message: _Message, said: str) -> str:
    if message.type == "service":
        return "program"
    if not said:
        return "media"
    return "edited" if message.edited else "words"
