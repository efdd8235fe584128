"""Reading documents into claims, and filing what they say with the text they say it in."""

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from ceasefire.intake.reading import Reading, read
from ceasefire.intake.reading.sources import Document, Unread, documents


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """One document with what was read in it."""

    document: Document
    reading: Reading


def read_paths(
    names: Iterable[str | Path], *, date: dt.date | None = None, publisher: str | None = None
) -> Iterator[Read | Unread]:
    """Read files, folders and addresses; each document gives a `Read`, one that cannot be read an `Unread`."""
    for document in documents(names, date=date, publisher=publisher):
        if isinstance(document, Unread):
            yield document
            continue
        yield Read(document=document, reading=read(document.text, date=document.date, publisher=document.publisher))
