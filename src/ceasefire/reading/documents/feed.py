"""RSS and Atom: each entry is a document with its own day, address and text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any, Final

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.addresses import web_address
from ceasefire.reading.documents.html import as_day, fragment_text
from ceasefire.reading.documents.model import Bad, Found, reason_of
from ceasefire.reading.documents.xml_names import local_name
from ceasefire.reading.text.subject import other_subject

MAX_FEED: Final = 16 * 1024 * 1024
MAX_ENTRIES: Final = 5_000
_TEXT = ("encoded", "content", "description", "summary")
_DATE = ("pubDate", "published", "date", "issued")


def read_feed(raw: bytes, name: str) -> Iterator[Found | Bad]:
    """Yield the entries of a feed that carry text, and those that are bad; raises IntakeError for a feed with entities, or none at all."""
    if len(raw) > MAX_FEED:
        raise IntakeError(name, f"a feed of {len(raw):,} bytes; at most {MAX_FEED:,} are read")
    root = _root(raw, name)
    publisher = next((_words(n)[:400] for n in root.iter() if local_name(n) == "title"), None)
    language = next(
        (
            m[1].lower()
            for n in root.iter()
            if local_name(n) == "language" and (m := re.match(r"([a-zA-Z]{2,3})", _words(n)))
        ),
        None,
    )
    entries = [n for n in root.iter() if local_name(n) in ("item", "entry")]
    if not entries:
        raise IntakeError(name, "the feed holds no entries")
    if len(entries) > MAX_ENTRIES:
        raise IntakeError(name, f"a feed of {len(entries):,} entries; at most {MAX_ENTRIES:,} are read")
    for number, entry in enumerate(entries, 1):
        try:
            text = _text(entry)
        except Exception as error:
            # lxml raises many kinds on broken pages; one entry of a feed costs no other
            yield Bad(part=str(number), reason=reason_of(error))
            continue
        if text:
            date = _day(entry)
            yield Found(
                text=text,
                kind="feed",
                date=date,
                date_basis="feed" if date else "none",
                language=language,
                publisher=publisher,
                address=_link(entry),
                part=str(number),
                left=other_subject(text),
            )


def _root(raw: bytes, name: str) -> Any:
    from lxml import etree

    if b"<!ENTITY" in raw or "<!ENTITY".encode("utf-16-le") in raw or "<!ENTITY".encode("utf-16-be") in raw:
        raise IntakeError(name, "the feed declares entities of its own; such feeds are refused")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False
    )
    try:
        return etree.fromstring(raw, parser=parser)
    except etree.XMLSyntaxError as error:
        raise IntakeError(name, f"the feed is not well-formed ({str(error)[:120]})") from None


def _words(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def _child(entry: Any, names: tuple[str, ...]) -> Any:
    return next((child for name in names for child in entry if local_name(child) == name), None)


def _text(entry: Any) -> str:
    title, body = _child(entry, ("title",)), _child(entry, _TEXT)
    head = _words(title) if title is not None else ""
    inner = "".join(body.itertext()) if body is not None else ""
    text = fragment_text(inner) if "<" in inner else inner.strip()
    return "\n\n".join(part for part in (head, text) if part)


def _day(entry: Any) -> dt.date | None:
    node = _child(entry, _DATE)
    told = _words(node) if node is not None else ""
    found = as_day(told)
    if found or not told:
        return found
    try:
        return parsedate_to_datetime(told).date()
    except (ValueError, TypeError, IndexError):
        return None


def _link(entry: Any) -> str | None:
    for node in entry:
        if local_name(node) == "link":
            told = web_address(str(node.get("href") or _words(node)))
            if told and node.get("rel") in (None, "alternate"):
                return told
    return None
