"""Documents as they arrive: files, folders, pages, feeds, mail; each becomes plain text with what it tells of itself.

Nothing is run, no link is followed, and no date is guessed. A document that cannot be read is handed on as an `Unread`
with its reason, and the others go on.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents import forms
from ceasefire.reading.documents.addresses import LONGEST
from ceasefire.reading.documents.folders import files_in
from ceasefire.reading.documents.model import MAX_FILE, MAX_TEXT, Bad, Found, Unread, reason_of
from ceasefire.vocabulary.wording import plural

_CONTROLS: Final = dict.fromkeys((*range(9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)))
"""Characters that are neither letters nor blanks; within a word they would part it."""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One text with what it tells of itself. `sha256` is that of `text` in UTF-8, which is what a record keeps.

    `date_basis` says where `date` is from: argument, page, feed, mail, chat, or none. `kind` is text, html, pdf, docx, odt, feed, mail or chat.
    `speaker` is who says all of it (the writer of a chat message), `quoted` what it repeats of others, which is not part of
    `text`, and `notes` what was left out. `left` is the subject of a feed's item that is no conflict and is not read.
    """

    name: str
    text: str
    date: dt.date | None = None
    date_basis: str = "none"
    language: str | None = None
    publisher: str | None = None
    address: str | None = None
    sha256: str
    kind: str
    speaker: str | None = None
    quoted: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    left: str | None = None


def documents(
    names: Iterable[str | Path],
    *,
    date: dt.date | None = None,
    publisher: str | None = None,
    language: str | None = None,
    allow_internal: bool = False,
) -> Iterator[Document | Unread]:
    """Yield the documents of files, folders and addresses in order; `date` and `publisher` rule over what they tell.

    An address (http, https) is fetched because it is named here, and only then; `allow_internal` allows one of this
    machine or of a closed network. Raises nothing for a bad document.
    """
    for name in names:
        for one in _sources(str(name)):
            if isinstance(one, Unread):
                yield one
                continue
            try:
                for found in _opened(one, allow_internal):
                    yield _document(one, found, date, publisher, language)
            except Exception as error:
                # lxml, trafilatura and email raise many kinds on broken input; none may cost the other documents
                yield Unread(name=one, reason=reason_of(error))


def is_address(name: str) -> bool:
    """Say whether a name is a web address and not a file."""
    return name.lower().startswith(("http://", "https://"))


def _sources(name: str) -> Iterator[str | Unread]:
    if is_address(name):
        yield name
        return
    if "://" in name[:12]:
        yield Unread(name=name, reason="only http and https addresses are fetched")
        return
    try:
        yield from files_in(Path(name)) if Path(name).is_dir() else (name,)
    except (OSError, ValueError) as error:
        yield Unread(name=name, reason=reason_of(error))


def _opened(name: str, allow_internal: bool) -> Iterator[Found | Bad]:
    if is_address(name):
        from ceasefire.reading.documents.web import fetch

        page = fetch(name, allow_internal=allow_internal)
        yield from forms.opened(
            page.content, page.address, media_type=page.media_type, charset=page.charset, address=page.address
        )
        return
    path = Path(name)
    if not path.is_file():
        raise IntakeError(name, "there is no such file" if not path.exists() else "it is not a regular file")
    size = path.stat().st_size
    if size > MAX_FILE:
        raise IntakeError(name, f"{size:,} bytes; at most {MAX_FILE:,} are read")
    yield from forms.opened(path.read_bytes(), name)


def _document(
    name: str, found: Found | Bad, date: dt.date | None, publisher: str | None, language: str | None
) -> Document | Unread:
    if isinstance(found, Bad):
        return Unread(name=f"{name}#{found.part}", reason=found.reason)
    whole = f"{name}#{found.part}" if found.part else name
    if len(found.text) > MAX_TEXT:
        return Unread(name=whole, reason=f"a text of {len(found.text):,} characters; at most {MAX_TEXT:,} are read")
    text = found.text.translate(_CONTROLS)
    if not text.strip():
        return Unread(name=whole, reason="it holds nothing but control characters")
    taken = len(found.text) - len(text)
    return Document(
        name=whole,
        text=text,
        date=found.date if found.kind == "chat" else date or found.date,
        date_basis=found.date_basis if found.kind == "chat" or not date else "argument",
        language=language or found.language,
        publisher=publisher or found.publisher,
        address=found.address,
        kind=found.kind,
        speaker=found.speaker and " ".join(found.speaker.translate(_CONTROLS).split())[:LONGEST],
        quoted=found.quoted,
        notes=(*found.notes, *((f"{plural(taken, 'control character')} taken out",) if taken else ())),
        left=found.left,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


__all__ = ["Document", "Unread", "documents", "is_address"]
