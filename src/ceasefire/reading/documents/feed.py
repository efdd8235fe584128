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
from ceasefire.vocabulary.wording import plural

MAX_FEED: Final = 16 * 1024 * 1024
MAX_ENTRIES: Final = 5_000
_TEXT = ("encoded", "content", "description", "summary", "group")
"""Where an entry has its text, the fullest first; "group" is of media, with descriptions in it."""
_DATE = ("pubDate", "published", "date", "issued")


def read_feed(raw: bytes, name: str) -> Iterator[Found | Bad]:
    """Yield the entries of a feed that carry text, and those that are bad; raises IntakeError for a feed with entities, or none at all."""
    if len(raw) > MAX_FEED:
        raise IntakeError(name, f"a feed of {len(raw):,} bytes; at most {MAX_FEED:,} are read")
    root = _root(raw, name)
    publisher, language = _told(root)
    entries = [n for n in root.iter() if local_name(n) in ("item", "entry")]
    if not entries:
        raise IntakeError(name, "the feed holds no entries")
    if len(entries) > MAX_ENTRIES:
        raise IntakeError(name, f"a feed of {len(entries):,} entries; at most {MAX_ENTRIES:,} are read")
    texts = [_text_or_bad(number, entry) for number, entry in enumerate(entries, 1)]
    blank = texts.count("")
    if blank == len(entries):
        raise IntakeError(name, "no entry of the feed holds words")
    notes = (f"{blank} of {plural(len(entries), 'entry')} without words",) if blank else ()
    for number, (entry, text) in enumerate(zip(entries, texts, strict=True), 1):
        if isinstance(text, Bad):
            yield text
        elif text:
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
                notes=notes,
                left=other_subject(text),
            )
            notes = ()


def _told(root: Any) -> tuple[str | None, str | None]:
    """Return the title of a feed and the language that it names."""
    publisher = next((_words(n)[:400] for n in root.iter() if local_name(n) == "title"), None)
    language = next(
        (
            m[1].lower()
            for n in root.iter()
            if local_name(n) == "language" and (m := re.match(r"([a-zA-Z]{2,3})", _words(n)))
        ),
        None,
    )
    return publisher, language


def _text_or_bad(number: int, entry: Any) -> str | Bad:
    try:
        return _text(entry)
    except Exception as error:
        # lxml raises many kinds on broken pages; one entry of a feed costs no other
        return Bad(part=str(number), reason=reason_of(error))


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
    title = _child(entry, ("title",))
    head = _words(title) if title is not None else ""
    bodies = (_inner(child) for name in _TEXT for child in entry if local_name(child) == name)
    text = next((body for body in bodies if body), "")
    return "\n\n".join(part for part in (head, text) if part)


def _inner(body: Any) -> str:
    """Return the words of an element that holds a text, a page as text, or a page as elements."""
    from lxml import etree

    inner = "".join(body.itertext())
    if len(body) and inner.strip():
        for node in body.iter(etree.Element):
            node.tag = local_name(node)
        inner = etree.tostring(body, encoding="unicode", method="html", with_tail=False)
    return fragment_text(inner) if "<" in inner else inner.strip()


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
