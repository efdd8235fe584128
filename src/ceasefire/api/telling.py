"""Making what `told` reads: a few counts and look-ups drawn from the kept tables, put beside them."""

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.api import told
from ceasefire.api.told import Links, Told
from ceasefire.api.whose_word import in_record
from ceasefire.record import RecordError, plain_files
from ceasefire.vocabulary import set_aside
from ceasefire.vocabulary.labels import statement_of
from ceasefire.vocabulary.set_aside import LOST

if TYPE_CHECKING:
    from ceasefire.api.cache_folder import CacheFolder
    from ceasefire.api.kept.table import KeptTable
    from ceasefire.api.tables import HeldTables

_LABELLED = ("statements", "reports", "tallies")
"""Tables in which a label is looked for; the other kinds have no rows in batches."""


def tell(tables: "HeldTables", words: str | None = None) -> None:
    """Put beside the kept tables what is told of them, unless it is there; nothing where tables are not kept.

    `words` are those of `warning`, where they are known. Nothing is told while a file that statements name is missing: when
    it comes, tables change and no ledger grows. Where there is no room or no right to write, nothing is told.
    """
    if not tables.keep:
        return
    folder, links = tables.cache, tables.settled("links")
    held = told.read(folder)
    if held is not None and held.moment == tables.moment and (held.links is not None or links is None):
        return
    aside = tables.table("set_aside")
    states = Counter(aside["state"].to_pylist()) if aside.num_rows else Counter()
    if LOST & states.keys():
        return
    with suppress(OSError, RecordError):
        folder.make_room()
        found = Told(
            moment=tables.moment,
            rows={name: tables.count(name) for name in told.TABLES},
            set_aside=dict(sorted(states.items())),
            warning=words or warning(tables),
            aside=_few(aside["statement_id"]),
            charter=in_record(tables),
            rival_corrections=tables.where("statements", lambda rows: rows["rival_heads"]).num_rows,
            labels=_labels(tables),
        )
        if links is not None:
            found = msgspec.structs.replace(found, links=_links(folder, links, held))
        told.write(folder, found)


def warning(tables: "HeldTables") -> str | None:
    """Return in words what answers are computed without; None where all is read."""
    found = tables.table("set_aside")
    if not found.num_rows:
        return None
    ids = {statement_of(one) for one in found["statement_id"].drop_null().to_pylist()}
    return set_aside.warning(found.to_pylist(), labels_by_id(tables.rows("statements", "statement_id", ids)))


def labels_by_id(statements: pa.Table) -> dict[str, str | None]:
    """Return what offices call their statements, by id."""
    return dict(zip(statements["statement_id"].to_pylist(), statements["label"].to_pylist(), strict=True))


def _few(column: pa.ChunkedArray) -> frozenset[str] | None:
    return None if len(column) > told.MOST else frozenset(column.drop_null().to_pylist())


def _labels(tables: "HeldTables") -> frozenset[str] | None:
    held = [tables.where(name, _reads_like_an_id)["label"] for name in _LABELLED]
    found = [_few(column) for column in held]
    return None if None in found else frozenset().union(*(one or () for one in found))


def _reads_like_an_id(rows: pa.Table) -> pa.ChunkedArray:
    return pc.match_substring_regex(rows["label"], told.LIKE_AN_ID)


def _links(folder: "CacheFolder", links: "KeptTable", held: Told | None) -> Links | None:
    """Return the incidents of reports: in a file for the rows as they were written, beside it what came and went since."""
    if not links.file:
        return None
    name = told.file_of(links.file)
    former = held.links if held is not None else None
    size = former.size if former is not None and former.file == name else _put(folder, name, links.base)
    if former is not None and former.file != name:
        with suppress(OSError):
            (folder.folder / former.file).unlink()
    gone = links.base["report_id"].take(pa.array(links.gone))
    return Links(name, size, frozenset(gone.to_pylist()), dict(_of_statements(links.come)))


def _put(folder: "CacheFolder", name: str, base: pa.Table) -> int:
    rows = told.packed(_of_statements(base))
    plain_files.put(folder.folder / name, rows, durable=False)
    return len(rows)


def _of_statements(links: pa.Table) -> "zip[tuple[str, str]]":
    """Return report and incident of the reports that are statements: rows of batches are looked up in the tables."""
    some = links.filter(pc.invert(pc.match_substring(links["report_id"], "#")))
    return zip(some["report_id"].to_pylist(), some["incident_id"].to_pylist(), strict=True)
