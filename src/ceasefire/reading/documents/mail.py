"""E-mail files: what each message says itself, with the day of its Date line and its sender; what it quotes is set apart."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.decoding import decoded
from ceasefire.reading.documents.html import mail_text
from ceasefire.reading.documents.model import Bad, Found, reason_of
from ceasefire.reading.documents.quoted import parted
from ceasefire.vocabulary.wording import plural

MAX_MESSAGES: Final = 20_000
MAX_NESTED: Final = 300
"""Most parts of parts in one message; the time that nested parts take grows with the square of their number."""
_NESTED = re.compile(rb"(?i)multipart/|message/rfc822")
_REPLY = re.compile(r"(?:re|fwd?|aw|wg|antw|tr|rv|sv|ynt|ilt|отв|رد) ?(?:\[\d+\])? ?:", re.I)
"""Subjects that are another mail's, and not this one's words."""
FROM_LINE = re.compile(
    rb"(?m)^From (?:[^\s@]+@\S+|\S+[ \t]+(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b[^\r\n]{0,60}\d\d:\d\d[^\r\n]*)[ \t]*\r?\n(?=[!-9;-~]+:)"
)
"""The line before a message of an mbox: its sender, mostly with a day and time, above the message's first field."""
_EMPTY: Final = "it holds no text"
_ONLY_QUOTED: Final = "it holds no words of its own, only quoted or forwarded ones; read the mail that it quotes"


def read_mail(raw: bytes, name: str, *, many: bool = False) -> Iterator[Found | Bad]:
    """Yield the own words of one message, or of each message of an mbox; attachments are not opened.

    A message of an mbox that cannot be read or holds no text is named and the others go on. Raises IntakeError when a
    single message holds no text, and what the parser raises on it.
    """
    pieces = [_unescaped(piece) for piece in FROM_LINE.split(raw) if piece.strip()] if many else [raw]
    if len(pieces) > MAX_MESSAGES:
        raise IntakeError(name, f"{len(pieces):,} messages; at most {MAX_MESSAGES:,} are read")
    if not pieces:
        raise IntakeError(name, _EMPTY)
    for number, piece in enumerate(pieces, 1):
        try:
            yield from _message(piece, name, str(number) if many else None)
        except Exception as error:
            # the email package raises many kinds on broken headers; one message of a mailbox costs no other
            if not many:
                raise
            yield Bad(part=str(number), reason=reason_of(error))


def _unescaped(piece: bytes) -> bytes:
    """Return a message of an mbox without the mark before its own lines that begin with From, but not those it quotes."""
    if b">From " not in piece:
        return piece
    lines = [b"", *piece.split(b"\n"), b""]
    return b"\n".join(
        line[1:] if line.startswith(b">From ") and not (before[:1] + after[:1]).count(b">") else line
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False)
    )


class _Body:
    """The text of a message in the making: what its parts say, what they mark as quoted, and the parts that are not read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.own: list[str] = []
        self.quoted: list[str] = []
        self.signed = False
        self.left: list[str] = []
        self.bad: list[str] = []

    def add(self, part: EmailMessage) -> bool:
        """Add a part and those in it; of parts that say the same, the first in plain text, else in HTML, that holds text."""
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment" or kind.startswith("message/"):
            return self._leave(part)
        if part.is_multipart():
            inside = [one for one in part.iter_parts() if isinstance(one, EmailMessage)]
            if kind != "multipart/alternative":
                return sum(self.add(one) for one in inside) > 0
            return any(self.add(one) for one in sorted(inside, key=lambda one: one.get_content_type() != "text/plain"))
        if kind not in ("text/plain", "text/html") and not kind.startswith("multipart/"):
            return self._leave(part)
        try:
            return self._text(part, kind)
        except IntakeError as error:
            self.bad.append(error.reason)
            return False

    def _leave(self, part: EmailMessage) -> bool:
        self.left.append(" ".join((part.get_filename() or part.get_content_type()).split())[:60])
        return False

    def _text(self, part: EmailMessage, kind: str) -> bool:
        payload = part.get_payload(decode=True)
        raw = payload if isinstance(payload, bytes) else b""
        text = decoded(raw, self._name, charset=part.get_content_charset()) if raw.strip() else ""
        own, cited = mail_text(text) if text and kind == "text/html" else (text, ())
        told = parted(own)
        self.own += [told.own] if told.own else []
        self.quoted += (*told.quoted, *cited)
        self.signed = self.signed or told.signed
        return bool(own.strip() or cited)

    def notes(self) -> tuple[str, ...]:
        """Return in words what was left out and what was not opened."""
        notes = [f"{plural(len(self.quoted), 'quoted passage')} not read as new"] if self.quoted else []
        notes += ["signature left out"] if self.signed else []
        if self.left:
            names = ", ".join(self.left[:3]) + (", ..." if len(self.left) > 3 else "")
            notes.append(f"{plural(len(self.left), 'attachment')} not opened ({names})")
        return tuple(notes)


def _message(piece: bytes, name: str, part: str | None) -> Iterator[Found | Bad]:
    """Yield one message, and its parts that cannot be read; raises IntakeError where it holds no text."""
    if len(_NESTED.findall(piece)) > MAX_NESTED:
        raise IntakeError(name, f"a message with more than {MAX_NESTED} parts of parts")
    message = message_from_bytes(piece, policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = _Body(name)
    body.add(message)
    own = "\n\n".join(body.own)
    if not own:
        what = _ONLY_QUOTED if body.quoted else _EMPTY
        raise IntakeError(name, "; ".join((*body.bad, what, *body.notes())))
    date = _date(message)
    subject = " ".join(_header(message, "subject").split())
    yield Found(
        text=f"{subject}\n\n{own}" if subject and not _REPLY.match(subject) else own,
        quoted=tuple(body.quoted),
        notes=body.notes(),
        kind="mail",
        date=date,
        date_basis="mail" if date else "none",
        publisher=_sender(message),
        part=part,
    )
    for reason in body.bad:
        yield Bad(part=part or "part", reason=f"a part of the message: {reason}")


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except (ValueError, TypeError, LookupError, AttributeError):
        return ""


def _date(message: EmailMessage) -> dt.date | None:
    try:
        return parsedate_to_datetime(_header(message, "date")).date()
    except (ValueError, TypeError, IndexError):
        return None


def _sender(message: EmailMessage) -> str | None:
    shown, address = parseaddr(_header(message, "from"))
    return (shown or address)[:400] or None
