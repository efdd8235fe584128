"""What a document is, by its first bytes, and how each form becomes text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.decoding import decoded, refuse_packed
from ceasefire.reading.documents.model import Found

_HTML = re.compile(rb"<\s*(?:!doctype html|html|head|body|article|div|p|meta|script|title)\b", re.I)
_FEED = re.compile(rb"<\s*(?:\w{1,12}:)?(?:rss|feed|rdf)\b", re.I)
_XML = re.compile(rb"^\s*(?:\xef\xbb\xbf)?<\?xml\b", re.I)
_MAIL = re.compile(rb"^(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}\r?\n")
_MAIL_FIELDS = re.compile(rb"^(?:from|subject|received|return-path|message-id):", re.I | re.M)
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def opened(
    raw: bytes, name: str, *, media_type: str = "", charset: str | None = None, address: str | None = None
) -> Iterator[Found]:
    """Yield the texts of one document; raises IntakeError when it is none."""
    refuse_packed(raw, name)
    form = form_of(raw, name, media_type)
    if form == "pdf":
        from ceasefire.reading.documents.pdf import read_pdf

        yield read_pdf(raw, name, address=address)
    elif form == "feed":
        from ceasefire.reading.documents.feed import read_feed

        yield from read_feed(raw, name)
    elif form in ("mail", "mbox"):
        from ceasefire.reading.documents.mail import read_mail

        yield from read_mail(raw, name, many=form == "mbox")
    elif form == "html":
        from ceasefire.reading.documents.html import read_html

        yield read_html(raw, name, charset=charset, address=address)
    else:
        yield Found(text=decoded(raw, name, charset=charset), kind="text", address=address)


def form_of(raw: bytes, name: str, media_type: str = "") -> str:
    """Return text, html, pdf, feed, mail or mbox; raises IntakeError for a name that promises what the bytes are not."""
    head = raw[:4_096]
    if head.startswith(_WIDE):
        head = head.decode("utf-16", errors="replace").encode()
    suffix = name.lower().rsplit(".", 1)[-1] if "." in name else ""
    if b"%PDF-" in raw[:1_024]:
        return "pdf"
    if suffix == "pdf" or media_type == "application/pdf":
        raise IntakeError(name, "it is called a PDF and is none: it does not begin with %PDF-")
    if _FEED.search(head) and (_XML.match(head) or suffix in ("rss", "atom", "xml") or "xml" in media_type):
        return "feed"
    if suffix in ("rss", "atom"):
        raise IntakeError(name, "it is called a feed and is none: it holds no <rss> or <feed>")
    if suffix == "mbox" or (raw.startswith(b"From ") and b"\nSubject:" in head):
        return "mbox"
    if suffix == "eml" or (_MAIL.match(head) and len(_MAIL_FIELDS.findall(head)) >= 2):
        return "mail"
    if (
        suffix in ("html", "htm", "xhtml")
        or "html" in media_type
        or (suffix not in ("txt", "text", "md") and _HTML.search(head))
    ):
        return "html"
    if _XML.match(head):
        raise IntakeError(name, "an XML file that is neither a feed nor a page")
    return "text"
