"""Plain drafts, keys and folders for the tests of the record."""

import hashlib
from pathlib import Path

from ceasefire.record import Draft, SourceRef, Store

DIGEST = hashlib.sha256(b"a source file").hexdigest()


def draft(number, *, text="shelling reported", **fields):
    """A small report-like draft standing on a row of one source file."""
    source = SourceRef(address="https://example.org/list", sha256=DIGEST, row=number, quote="quoted words")
    return Draft("report", {"number": number, "text": text}, source=source, **fields)


def free(number, **fields):
    """A draft without a source."""
    return Draft("note", {"number": number}, **fields)


def made(folder: Path, offices=("alpha",), entries=0) -> Store:
    """A new record with these offices, each with some entries."""
    store = Store.create(folder, name="example")
    for office in offices:
        store.enrol(office, f"party-{office}")
        if entries:
            store.file(office, [draft(i) for i in range(entries)])
    return store


def wheres(report):
    """The places a report names, one string each."""
    return [problem.where for problem in report.problems]


def blob_file(store: Store, sha256: str) -> Path:
    """Where a blob lies, for a test that harms it; the program itself gives no path out."""
    return store.path / "blobs" / sha256[:2] / sha256
