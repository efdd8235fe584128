"""What a document is, by its first bytes, and how each form becomes text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.chat_json import is_chat_json
from ceasefire.reading.documents.decoding import decoded, refuse_packed
from ceasefire.reading.documents.model import Bad, Found
from ceasefire.reading.text import columns

_HTML = re.compile(rb"<\s*(?:!doctype html|html|head|body|article|div|p|meta|script|title)\b", re.I)
_FEED = re.compile(rb"<\s*(?:\w{1,12}:)?(?:rss|feed|rdf)\b", re.I)
_XML = re.compile(rb"^\s*(?:\xef\xbb\xbf)?<\?xml\b", re.I)
_MAIL = re.compile(rb"^(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}\r?\n")
_MAIL_FIELDS = re.compile(rb"^(?:from|subject|received|return-path|message-id):", re.I | re.M)
_EMPTY: Final = "it is empty"
_BLANK: Final = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n\f\v"
"""Byte order marks and blanks in any encoding: what holds nothing else is empty, whatever it is called."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def opened(
    raw: bytes, name: str, *, media_type: str = "", charset: str | None = None, address: str | None = None
) -> Iterator[Found | Bad]:
    """Yield the texts of one document, and its parts that are bad; raises IntakeError when it cannot be read."""
    if not raw.strip(_BLANK):
        raise IntakeError(name, _EMPTY)
    if raw.startswith(b"PK\x03\x04"):
        from ceasefire.reading.documents.office import read_office

        yield from read_office(raw, name, address=address)
        return
    refuse_packed(raw, name)
    form = form_of(raw, name, media_type)
    if form == "pdf":
        from ceasefire.reading.documents.pdf import read_pdf

        yield from read_pdf(raw, name, address=address)
    elif form == "feed":
        from ceasefire.reading.documents.feed import read_feed

        yield from read_feed(raw, name)
    elif form in ("mail", "mbox"):
        from ceasefire.reading.documents.mail import read_mail

        yield from read_mail(raw, name, many=form == "mbox")
    elif form == "chats":
        from ceasefire.reading.documents.chat_json import read_chat_json

        yield from read_chat_json(raw, name)
    elif form == "html":
        from ceasefire.reading.documents.html import read_html

        yield read_html(raw, name, charset=charset, address=address)
    else:
        yield from _plain(decoded(raw, name, charset=charset), name, address)


def _plain(text: str, name: str, address: str | None) -> Iterator[Found | Bad]:
    from ceasefire.reading.documents.chat import is_chat, read_chat, unlike_chat

    if not text.strip():
        raise IntakeError(name, _EMPTY)
    if is_chat(text):
        yield from read_chat(text, name)
    else:
        notes = (columns.WARNING,) if columns.has_columns(text) else ()
        yield Found(text=text, kind="text", address=address, notes=(*notes, *unlike_chat(text)))


class _Look(NamedTuple):
    """What is looked at to tell the form of a document: its bytes, their head as ASCII, and what it is called."""

    raw: bytes
    head: bytes
    suffix: str
    media_type: str


def form_of(raw: bytes, name: str, media_type: str = "") -> str:
    """Return text, html, pdf, feed, mail, mbox or chats; raises IntakeError for a name that promises what the bytes are not."""
    head = raw[:4_096]
    if head.startswith(_WIDE):
        head = head.decode("utf-16", errors="replace").encode()
    look = _Look(raw, head, name.lower().rsplit(".", 1)[-1] if "." in name else "", media_type)
    for holds, form, reason in _RULES:
        if not holds(look):
            continue
        if reason:
            raise IntakeError(name, reason)
        return form
    return "text"


def _is_pdf(look: _Look) -> bool:
    if b"%PDF-" not in look.raw[:1_024]:
        return False
    # a few lines may stand before it; a text that only speaks of it does not end as a PDF does
    return look.raw.lstrip(_BLANK).startswith(b"%PDF-") or _called_pdf(look) or b"startxref" in look.raw[-2_048:]


def _called_pdf(look: _Look) -> bool:
    return look.suffix == "pdf" or look.media_type == "application/pdf"


def _is_feed(look: _Look) -> bool:
    if not _FEED.search(look.head):
        return False
    return bool(_XML.match(look.head)) or look.suffix in ("rss", "atom", "xml") or "xml" in look.media_type


def _called_feed(look: _Look) -> bool:
    return look.suffix in ("rss", "atom")


def _is_mbox(look: _Look) -> bool:
    if look.suffix == "mbox" or not look.raw.startswith(b"From "):
        return look.suffix == "mbox"
    from ceasefire.reading.documents.mail import FROM_LINE

    return bool(FROM_LINE.match(look.raw))


def _is_mail(look: _Look) -> bool:
    return look.suffix == "eml" or (bool(_MAIL.match(look.head)) and len(_MAIL_FIELDS.findall(look.head)) >= 2)


def _is_chats(look: _Look) -> bool:
    return is_chat_json(look.raw)


def _called_json(look: _Look) -> bool:
    return look.suffix in ("json", "jsonl", "geojson") or look.media_type == "application/json"


def _is_html(look: _Look) -> bool:
    if look.suffix in ("html", "htm", "xhtml") or "html" in look.media_type:
        return True
    return look.suffix not in ("txt", "text", "md") and bool(_HTML.search(look.head))


def _is_xml(look: _Look) -> bool:
    return bool(_XML.match(look.head))


_RULES: Final[tuple[tuple[Callable[[_Look], bool], str, str], ...]] = (
    (_is_pdf, "pdf", ""),
    (_called_pdf, "", "it is called a PDF but is not one: it does not begin with %PDF-"),
    (_is_feed, "feed", ""),
    (_called_feed, "", "it is called a feed but is not one: it contains no <rss> or <feed>"),
    (_is_mbox, "mbox", ""),
    (_is_mail, "mail", ""),
    (_is_chats, "chats", ""),
    (_called_json, "", "data in JSON, and no export of chats; `ceasefire file` takes tables and points of events"),
    (_is_html, "html", ""),
    (_is_xml, "", "an XML file that is neither a feed nor a page"),
)
"""Test, form, or else the reason for a refusal; the first test that holds decides."""
