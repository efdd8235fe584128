"""From a ledger's statements to the tables of the house: a pure reading that can be deleted and made again."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, BinaryIO, Final, Protocol

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ceasefire.projection import statement_rows
from ceasefire.projection.references import Placed, id_or_name, resolve
from ceasefire.projection.statement_rows import Said, of_the_statement
from ceasefire.record import Entry
from ceasefire.vocabulary import BODIES, schema
from ceasefire.vocabulary.labels import Labels
from ceasefire.vocabulary.statements import Batch, Reply
from ceasefire.vocabulary.tables_stated import FILING, TABLE_OF

STATED: Final = ("statements", *TABLE_OF.values())
"""Tables that restate statements; the other tables are computed from these."""
KEEPS_SUPERSEDED: Final = frozenset({"judgement", "position"})
"""Kinds whose superseded statements stay in their table, marked: the history of a stand is part of it."""


class Blobs(Protocol):
    """Blobs by digest, hashed as they are read: whole, or as a file to read and seek in."""

    def read_blob(self, sha256: str) -> bytes: ...
    def open_blob(self, sha256: str) -> AbstractContextManager[BinaryIO]: ...


class _Heads:
    """Which statement supersedes which; only a ledger's own later statement supersedes."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        filed: dict[str, Entry] = {}
        self.by: dict[str, list[str]] = {}
        self._first: dict[str, tuple[str, str, int]] = {}
        for entry in entries:
            filed[entry.id] = entry
            old = entry.statement.supersedes
            before = filed.get(old.partition("#")[0]) if old is not None else None
            if old is not None and before is not None and before.origin == entry.origin:
                heads = self.by.setdefault(old, [])
                heads.append(entry.id)
                if (
                    len(heads) == 1
                ):  # a second correction of the same statement counts from itself: a name has one holder
                    self._first[entry.id] = self._first.get(old) or (old, before.statement.claimed_at, before.seq)

    def next(self, statement_id: str) -> str | None:
        heads = self.by.get(statement_id)
        return heads[0] if heads else None

    def standing(self, statement_id: str) -> str:
        """Return the statement that stands now for one (or for `id#row`): itself, or what corrects it in the end."""
        while (head := self.next(statement_id)) is not None:  # ends: each corrects one that was signed before it
            statement_id = head
        return statement_id

    def first(self, entry: Entry) -> tuple[str, str, int]:
        """Return id, time and position of the statement that an entry corrects, through others too, or its own."""
        return self._first.get(entry.id) or (entry.id, entry.statement.claimed_at, entry.seq)

    def rivals(self, statement_id: str) -> bool:
        return len(self.by.get(statement_id, ())) > 1


def build(entries: Iterable[Entry], blobs: Blobs) -> dict[str, pa.Table]:
    """Return every stated table of vocabulary.TABLES, filled from the entries in ledger order.

    A superseded statement leaves its table (judgements and positions stay, marked); batches are read from their blobs.
    """
    held = list(entries)
    heads = _Heads(held)
    said = [_said(entry, heads, blobs) for entry in held]
    placed: dict[str, list[Placed]] = {name: [] for name in STATED}
    batches: dict[str, list[pa.Table]] = {}
    replies: list[Said] = []
    for one in said:
        if isinstance(one.body, Batch):
            rows = _batch_rows(one, one.body, blobs, heads)
            batches.setdefault(TABLE_OF[one.body.row_kind], []).append(rows)
        elif isinstance(one.body, Reply):
            replies.append(one)
        elif one.body is not None and one.kind in TABLE_OF:
            placed[TABLE_OF[one.kind]].append((one, statement_rows.row(one)))
    placed["statements"] = [(one, statement_rows.statement(one)) for one in said]
    first = {name: _table(name, placed[name], batches.get(name, ())) for name in ("statements", "reports")}
    resolve(placed, first["reports"], first["statements"], heads.standing)
    _join_replies(placed["remedies"], replies)
    others = (name for name in STATED if name not in first)
    return first | {name: _table(name, placed[name], batches.get(name, ())) for name in others}


def _said(entry: Entry, heads: _Heads, blobs: Blobs) -> Said:
    """Return a statement as rows are filled from it; without a body where it is superseded or of an unknown kind."""
    stated, source = entry.statement, entry.statement.source
    superseded = heads.next(entry.id)
    leaves = superseded is not None and entry.kind not in KEEPS_SUPERSEDED
    known = entry.kind in BODIES and not leaves
    first_id, first_filed, first_seq = heads.first(entry)
    return Said(
        id=entry.id,
        origin=entry.origin,
        office=entry.office,
        party=entry.party,
        seq=entry.seq,
        kind=entry.kind,
        label=stated.body.get("label"),
        claimed_at=stated.claimed_at,
        cites=stated.cites,
        supersedes=stated.supersedes,
        superseded_by=superseded,
        superseded=superseded is not None,
        rival_heads=heads.rivals(entry.id),
        address=source.address if source else None,
        publisher=source.publisher if source else None,
        sha256=source.sha256 if source else None,
        row=source.row if source else None,
        cell=source.cell if source else None,
        quote=source.quote if source else None,
        first_id=first_id,
        first_filed=first_filed,
        first_seq=first_seq,
        body=msgspec.convert(stated.body, BODIES[entry.kind]) if known else None,
        blob=blobs.read_blob,
    )


def _table(name: str, placed: Sequence[Placed], more: Iterable[pa.Table]) -> pa.Table:
    shape = schema(name)
    columns = [pa.array([_plain(row.get(field.name)) for _, row in placed], type=field.type) for field in shape]
    own = pa.Table.from_arrays(columns, schema=shape)
    return pa.concat_tables([own, *more]).combine_chunks()


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _batch_rows(said: Said, batch: Batch, blobs: Blobs, heads: _Heads) -> pa.Table:
    """Read a batch's blob into its table; the row's id is `id#row`, counted from 0; superseded rows are left out."""
    name = TABLE_OF[batch.row_kind]
    shape = schema(name)
    with blobs.open_blob(batch.sha256) as file:
        blob = pq.read_table(file, columns=None)
    numbers = pa.array(range(blob.num_rows)).cast(pa.string())
    ids = pc.binary_join_element_wise(pa.scalar(said.id), numbers, pa.scalar("#"))
    around = {column: getattr(said, part) for column, part in of_the_statement(name).items()}
    around |= {column: ids for column in (shape.names[0], "first_id") if column in shape.names}
    table = pa.Table.from_arrays([_batch_column(field, blob, around) for field in shape], schema=shape)
    gone = [row for row in heads.by if row.startswith(said.id + "#")]
    return table.filter(pc.invert(pc.is_in(ids, pa.array(gone, pa.string())))) if gone else table


def _batch_column(field: pa.Field, blob: pa.Table, around: Mapping[str, Any]) -> pa.ChunkedArray | pa.Array:
    """Return a column from the blob, else from the statement around it: as it is, or one value for every row."""
    if field.name in blob.column_names and field.name not in FILING:
        return blob.column(field.name).cast(field.type)
    value = around.get(field.name)
    if isinstance(value, pa.Array):
        return value
    return pa.nulls(blob.num_rows, field.type) if value is None else pa.repeat(pa.scalar(value, field.type), len(blob))


def _join_replies(remedies: Sequence[Placed], replies: Sequence[Said]) -> None:
    labels = Labels((said.id, said.origin, said.label) for said, _ in remedies)
    by_id = {said.id: row for said, row in remedies}
    for said in replies:
        assert isinstance(said.body, Reply)
        row = by_id.get(id_or_name(labels, said.body.to, said.origin))
        if row is not None:
            row |= statement_rows.reply(said)
