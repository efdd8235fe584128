"""What `status` and `show` ask for, told beside the kept tables: these start in a third of the time without the tables.

It is made with the tables (`telling`) and read where it is of the ledgers and settings as they are now. Where it is not, the tables are
asked. It lies in the reader's own folder, as they do, and can be deleted at any time.
"""

import mmap
import re
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ceasefire.api.asked import Trusted
from ceasefire.api.cache_folder import CacheFolder, folder_of, heads_of, moment_of, require_ours, unreadable_digest
from ceasefire.api.cache_room import TOLD, TOLD_BYTES
from ceasefire.record import RecordError, plain_files

if TYPE_CHECKING:
    from ceasefire.api.folder import RecordFolder

LOOKED_UP: Final = ".looked-up"
"""Ends the name of the file in which reports stand with their incidents."""
MOST: Final = 1_000
"""Rows set aside, and labels that read like the beginning of an id, up to which they are told. Chosen by hand."""
LIKE_AN_ID: Final = "^[0-9a-f]{8,64}$"
TABLES: Final = ("reports", "tallies", "meetings", "assertions", "zones")
"""Tables of which `status` says how many rows they have."""
CHECKED: Final = frozenset({"position", "finding"})
"""Kinds of which `show` says whether their word counts: these it asks the tables."""
_ID: Final = 32
_NAME: Final = 8
_ROW: Final = _ID + _NAME
_BROKEN: Final = (msgspec.MsgspecError, RecordError, OSError, ValueError)


class Links(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The incident of each report that is a statement of its own: rows in a file, sorted, and what came and went since."""

    file: str
    size: int
    gone: frozenset[str]
    come: dict[str, str]


class Told(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is told of one moment of the ledgers.

    | field | holds |
    |---|---|
    | moment | digest of the ledgers' heads, the settings and the program |
    | rows | rows of some tables |
    | set_aside | how much is not read, by state |
    | warning | what answers are computed without, in words; None: all is read |
    | aside | ids of what is not read or does not count; None: too many |
    | charter | whose word counts, as `status` says it |
    | rival_corrections | statements that several others supersede |
    | labels | labels that read like the beginning of an id; None: too many |
    | links | the incidents of reports; None: links were not up to date |
    """

    moment: str
    rows: dict[str, int]
    set_aside: dict[str, int]
    warning: str | None
    aside: frozenset[str] | None
    charter: dict[str, Any]
    rival_corrections: int
    labels: frozenset[str] | None
    links: Links | None = None


def read(folder: CacheFolder) -> Told | None:
    """Return what is told in a folder, of whatever moment; None where nothing whole is."""
    try:
        folder.require_own()
        require_ours(folder.folder / TOLD)
        return msgspec.json.decode(plain_files.read(folder.folder / TOLD, TOLD_BYTES), type=Told)
    except _BROKEN:
        return None


def write(folder: CacheFolder, told: Told) -> None:
    """Put what is told in place; raises OSError or RecordError."""
    plain_files.put(folder.folder / TOLD, msgspec.json.encode(told), durable=False)


def current(record: "RecordFolder") -> Told | None:
    """Return what is told of the record if it is of its ledgers and settings as they are now.

    None also where tables of the record are in memory already, or are all to be made from the ledgers: these are asked.
    """
    if "tables" in vars(record):
        return None
    found = read(place(record))
    beside = Trusted.of(record.asked).digest
    now = moment_of(heads_of(record.offices()), unreadable_digest(record.store.unreadable()), beside)
    return found if found is not None and found.moment == now else None


def place(record: "RecordFolder") -> CacheFolder:
    """Return the reader's own folder for a record."""
    return CacheFolder(*folder_of(record.path, record.store.name, record.asked.view))


def incident_of(folder: CacheFolder, links: Links, report: str) -> str | None:
    """Return the incident of a report that is a statement; raises LookupError where the file is not as it was written."""
    if report in links.come:
        return links.come[report]
    if report in links.gone:
        return None
    try:
        with plain_files.open_own(folder.folder / links.file, plain_files.OTHERS_WRITE) as opened:
            rows = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) if links.size else b""
    except (*_BROKEN, AttributeError) as error:
        raise LookupError(str(error)) from None
    if len(rows) != links.size:
        raise LookupError(f"{links.file} is not as it was written")
    return _found(rows, bytes.fromhex(report))


def _found(rows: "mmap.mmap | bytes", report: bytes) -> str | None:
    at = bisect_left(range(len(rows) // _ROW), report, key=lambda i: rows[i * _ROW : i * _ROW + _ID]) * _ROW
    if rows[at : at + _ID] != report:
        return None
    return "i-" + rows[at + _ID : at + _ROW].hex()


def packed(rows: Iterable[tuple[str, str]]) -> bytes:
    """Return reports with their incidents as they stand in the file, sorted; raises ValueError for names of another form."""
    found = sorted(bytes.fromhex(report + incident[2:]) for report, incident in rows)
    if any(len(one) != _ROW for one in found):
        raise ValueError("a report or incident has a name of another form")
    return b"".join(found)


def is_id(text: str) -> bool:
    """Tell whether a text is a whole id of a statement or the beginning of one."""
    return re.fullmatch(LIKE_AN_ID, text) is not None


def file_of(base: str) -> str:
    """Return the name of the file for the links in a file of the kept table."""
    return Path(base).stem + LOOKED_UP
