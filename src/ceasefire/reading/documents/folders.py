"""A folder of documents: each file in it is read, or named with the reason why it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.chat_json import is_chat_json
from ceasefire.reading.documents.decoding import refuse_packed
from ceasefire.reading.documents.model import MAX_FILE, Unread, reason_of
from ceasefire.record.schema import APPLICATION_ID

MAX_FILES: Final = 20_000
SUFFIXES: Final = frozenset(
    {
        ".txt",
        ".text",
        ".md",
        ".html",
        ".htm",
        ".xhtml",
        ".pdf",
        ".docx",
        ".odt",
        ".rss",
        ".atom",
        ".xml",
        ".eml",
        ".mbox",
    }
)
"""What is read in a folder; a file that is named itself is read whatever it is called."""
_RECORD: Final = "record.db"
_HEAD: Final = 65_536


def files_in(folder: Path) -> Iterator[str | Unread]:
    """Yield the documents of a folder and of those in it, in order, and each other file with its reason.

    Hidden files and folders and the program's own records are passed over in silence.
    """
    count, read = 0, False
    for path in _all_files(folder):
        if isinstance(path, Unread):
            yield path
            continue
        count += 1
        if count > MAX_FILES:
            continue
        reason = _reason(path)
        read = read or reason is None
        yield str(path) if reason is None else Unread(name=str(path), reason=reason)
    if count > MAX_FILES:
        yield Unread(name=str(folder), reason=f"{count} files; the first {MAX_FILES} were looked at")
    elif not read:
        yield Unread(name=str(folder), reason=f"the folder holds no document ({', '.join(sorted(SUFFIXES))})")


def _all_files(folder: Path) -> Iterator[Path | Unread]:
    """Yield what lies in a folder and in those under it, in the order of the names; links are not followed.

    A folder that cannot be looked into is named and costs no other.
    """
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            if path != folder and (path.is_symlink() or not path.is_dir()):
                yield path
            elif path == folder or not _is_record(path):
                inside = sorted(path.iterdir(), reverse=True)
                waiting += [one for one in inside if not one.name.startswith(".")]
        except OSError as error:
            yield Unread(name=str(path), reason=reason_of(error))


def _is_record(folder: Path) -> bool:
    """Say whether a folder is a record of the program, and not one in which a file only is called as in a record."""
    database = folder / _RECORD
    if not database.is_file():
        return False
    with database.open("rb") as file:
        head = file.read(72)
    return head.startswith(b"SQLite format 3\0") and head[68:] == APPLICATION_ID.to_bytes(4, "big")


def _reason(path: Path) -> str | None:
    """Return why a file of a folder is not read, or None where it is."""
    if path.is_symlink():
        return "it is a link, and links in a folder are not followed; name the file itself to read it"
    if not path.is_file():
        return "it is not a regular file"
    if path.suffix.lower() in SUFFIXES:
        return None
    try:
        with path.open("rb") as file:
            head = file.read(MAX_FILE if path.suffix.lower() == ".json" else _HEAD)
        refuse_packed(head, str(path))
    except (IntakeError, OSError) as error:
        return reason_of(error)
    if path.suffix.lower() == ".json" and is_chat_json(head):
        return None
    called = f"a name in {path.suffix}" if path.suffix else "a name without an ending"
    return f"{called} is not read in a folder; name the file itself if it is a text"
