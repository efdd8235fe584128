"""Chats that Telegram exports as JSON: each message a text of its own, with its day and who wrote it.

The form is that of `result.json` of Telegram Desktop ("Export chat history", machine-readable JSON): one chat with its
`messages`, or an account with `chats.list` and `left_chats.list`. A message's `text` is a string, or a list of strings
and marked parts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.chat import MAX_MESSAGES, chat_note, texts_of_chat
from ceasefire.reading.documents.decoding import encoding_of
from ceasefire.reading.documents.model import Bad, Found

_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_LISTS = re.compile(rb'"messages"\s*:\s*\[')
_KINDS = re.compile(rb'"(?:messages"\s*:\s*\[|(?:left_)?chats"\s*:\s*\{)')
_TOKENS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[{]|[\]}]', re.S)
_ESCAPES = re.compile(rb"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F]..)|.)", re.S)
_DEEPEST: Final = 32
"""Levels of an export; a message stands on the sixth at most."""


class _Message(msgspec.Struct, frozen=True, kw_only=True):
    """What is taken of a message; `type` is "service" for a line of the program."""

    type: str = "message"
    date: str
    sender: str | None = msgspec.field(name="from", default=None)
    forwarded_from: str | None = None
    text: str | list[str | dict[str, Any]] | None = ""
    edited: str | None = None


class _Chat(msgspec.Struct, frozen=True):
    """One chat; its messages are decoded one by one, so that a bad one costs no other."""

    messages: list[msgspec.Raw] | None = None


class _Chats(msgspec.Struct, frozen=True):
    held: list[msgspec.Raw] = msgspec.field(name="list", default_factory=list)


class _Export(_Chat, frozen=True):
    chats: _Chats = _Chats()
    left_chats: _Chats = _Chats()


def is_chat_json(raw: bytes) -> bool:
    """Say whether bytes begin as an export of chats in JSON does."""
    text = _in_utf8(raw)
    return bool(_BEGINS.match(text) and _KINDS.search(text))


def read_chat_json(raw: bytes, name: str) -> Iterator[Found | Bad]:
    """Yield the messages that have words, and those that cannot be read; what has no words is counted on the first.

    The writer of a message that was passed on is the one it came from. Raises IntakeError for what is no export of chats,
    and where no message holds words.
    """
    messages, bad = _messages(_in_utf8(raw), name)
    if len(messages) > MAX_MESSAGES:
        raise IntakeError(name, f"a chat of {len(messages):,} messages; at most {MAX_MESSAGES:,} are read")
    counts: Counter[str] = Counter()
    kept: list[tuple[str, _Message, str]] = []
    writers: set[str] = set()
    for part, one in messages:
        try:
            message = msgspec.json.decode(one, type=_Message)
            _day_of(message.date)
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
    yield from texts_of_chat(
        ((said, _day_of(m.date), m.forwarded_from or m.sender, part) for part, m, said in kept), note
    )
    yield from bad


def _messages(raw: bytes, name: str) -> tuple[list[tuple[str, msgspec.Raw]], list[Bad]]:
    """Return the messages of all chats, each with its place: its number, in an export of several after that of the chat.

    Lists of messages that are not reached are told of.
    """
    try:
        export = msgspec.json.decode(_mended(raw), type=_Export)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise IntakeError(name, f"a JSON file that is no export of chats: {error}") from error
    chats, bad = {"": export.messages}, list[Bad]()
    for number, one in enumerate((*export.chats.held, *export.left_chats.held), 1):
        try:
            chats[f"{number}."] = msgspec.json.decode(one, type=_Chat).messages
        except msgspec.MsgspecError as error:
            bad.append(Bad(part=str(number), reason=f"no chat can be read here: {error}"))
    found = [(f"{chat}{at}", one) for chat, held in chats.items() for at, one in enumerate(held or (), 1)]
    if found and not any(b'"date"' in bytes(one) for _, one in found):
        raise IntakeError(name, "messages without a `date`: an export of another program than Telegram")
    lists, read = len(_LISTS.findall(raw)), sum(held is not None for held in chats.values())
    if lists > read + len(bad):
        reason = (
            f"{lists} lists of messages, of which {read} can be reached: the others share a name or stand elsewhere"
        )
        bad.append(Bad(part="messages", reason=reason))
    return found, bad


def _in_utf8(raw: bytes) -> bytes:
    encoding = encoding_of(raw[:4_096]) or ""
    return raw.decode(encoding, errors="replace").encode() if encoding.startswith(("utf-16", "utf-32")) else raw


def _mended(raw: bytes) -> bytes:
    """Return JSON in which no half of a letter and nothing nested too deeply keeps the rest from being read."""
    whole = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        msgspec.json.decode(whole, type=msgspec.Raw)
    except (msgspec.MsgspecError, RecursionError):
        return _shallow(_ESCAPES.sub(lambda match: rb"\ufffd" if match[1] else match[0], whole))
    return whole


def _shallow(raw: bytes) -> bytes:
    """Return JSON with null for what is nested more deeply than any message of an export."""
    out: list[bytes] = []
    depth = kept = 0
    for match in _TOKENS.finditer(raw):
        token = match[0]
        depth += (token in b"[{") - (token in b"]}")
        if token in b"[{" and depth == _DEEPEST:
            out.append(raw[kept : match.start()] + b"null")
        elif token in b"]}" and depth == _DEEPEST - 1:
            kept = match.end()
    return b"".join(out) + raw[kept:] if depth < _DEEPEST else raw


def _day_of(date: str) -> dt.date:
    """Return the day of "2031-05-09T12:00:00"; raises ValueError for what is no day."""
    return dt.datetime.fromisoformat(date).date()


def _words(message: _Message) -> str:
    if not isinstance(message.text, list):
        return (message.text or "").strip()
    parts = (part if isinstance(part, str) else part.get("text", "") for part in message.text)
    return "".join(part for part in parts if isinstance(part, str)).strip()


def _kind(message: _Message, said: str) -> str:
    if message.type == "service":
        return "program"
    if not said:
        return "media"
    return "edited" if message.edited else "words"
