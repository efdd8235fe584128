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
_FROM_LINE = re.compile(rb"(?m)^From [^\r\n]*\r?\n")


def read_mail(raw: bytes, name: str, *, many: bool = False) -> Iterator[Found | Bad]:
    """Yield the own words of one message, or of each message of an mbox; attachments are not opened.

    A message of an mbox that cannot be read is named and the others go on. Raises IntakeError when no message holds any
    text, and what the parser raises on a single message.
    """
    pieces = [piece for piece in _FROM_LINE.split(raw) if piece.strip()] if many else [raw]
    if len(pieces) > MAX_MESSAGES:
        raise IntakeError(name, f"{len(pieces):,} messages; at most {MAX_MESSAGES:,} are read")
    empty = True
    for number, piece in enumerate(pieces, 1):
        found: Found | Bad | None
        try:
            found = _message(piece, name, str(number) if many else None)
        except Exception as error:
            # the email package raises many kinds on broken headers; one message of a mailbox costs no other
            if not many:
                raise
            found = Bad(part=str(number), reason=reason_of(error))
        if found is not None:
            empty = False
            yield found
    if empty:
        raise IntakeError(name, "no message in it holds any text")


def _message(piece: bytes, name: str, part: str | None) -> Found | None:
    """Return one message, or None where it holds no text."""
    if len(_NESTED.findall(piece)) > MAX_NESTED:
        raise IntakeError(name, f"a message with more than {MAX_NESTED} parts of parts")
    message = message_from_bytes(piece, policy=policy.default)
    assert isinstance(message, EmailMessage)
    body, cited = _body(message, name)
    if not body.strip() and not cited:
        return None
    told = parted(body)
    quoted = (*told.quoted, *cited)
    if not told.own:
        raise IntakeError(
            name, "it holds no words of its own, only quoted or forwarded ones; read the mail that it quotes"
        )
    date = _date(message)
    subject = " ".join(_header(message, "subject").split())
    return Found(
        text=f"{subject}\n\n{told.own}" if subject and not _REPLY.match(subject) else told.own,
        quoted=quoted,
        notes=_notes(quoted, told.signed),
        kind="mail",
        date=date,
        date_basis="mail" if date else "none",
        publisher=_sender(message),
        part=part,
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except (ValueError, TypeError, LookupError, AttributeError):
        return ""


def _notes(quoted: tuple[str, ...], signed: bool) -> tuple[str, ...]:
    notes = [f"{plural(len(quoted), 'quoted passage')} not read as new"] if quoted else []
    return (*notes, *(["signature left out"] if signed else []))


def _body(message: EmailMessage, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a message, and the passages that its HTML marks as quoted."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return "", ()
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    text = decoded(raw, name, charset=part.get_content_charset()) if raw.strip() else ""
    return mail_text(text) if text and part.get_content_subtype() == "html" else (text, ())


def _date(message: EmailMessage) -> dt.date | None:
    try:
        return parsedate_to_datetime(_header(message, "date")).date()
    except (ValueError, TypeError, IndexError):
        return None


def _sender(message: EmailMessage) -> str | None:
    shown, address = parseaddr(_header(message, "from"))
    return (shown or address)[:400] or None
