"""From a ledger's statements to the tables of the house: a pure reading that can be deleted and made again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ceasefire.projection.geometry import zone_wkb
from ceasefire.projection.references import Labels, resolve
from ceasefire.projection.statement_rows import FILLERS, KEEPS_SUPERSEDED, Row
from ceasefire.record import Entry
from ceasefire.vocabulary import BODIES, schema
from ceasefire.vocabulary.statements import Batch, Reply, Zone

STATED = ("statements", "zones", *(table for table, _ in FILLERS.values()))
"""Tables that restate statements; the other tables are computed from these."""


KEYS = ("report_id", "ledger", "label")


class Blobs(Protocol):
    """Where blobs lie, by digest."""

    def blob_path(self, sha256: str) -> Path: ...


@dataclass(frozen=True, kw_only=True)
class _Origin:
    id: str
    office: str
    address: str | None
    publisher: str | None
    claimed_at: str
    superseded: bool


class _Heads:
    """Which statement supersedes which; only the same office can supersede its own statement."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        owner: dict[str, str] = {}
        self.by: dict[str, list[str]] = {}
        for entry in entries:
            owner[entry.id] = entry.office
            old = entry.statement.supersedes
            if old is not None and owner.get(old.partition("#")[0]) == entry.office:
                self.by.setdefault(old, []).append(entry.id)

    def next(self, statement_id: str) -> str | None:
        heads = self.by.get(statement_id)
        return heads[0] if heads else None

    def rivals(self, statement_id: str) -> bool:
        return len(self.by.get(statement_id, ())) > 1


def build(entries: Iterable[Entry], blobs: Blobs) -> dict[str, pa.Table]:
    """Return every stated table of vocabulary.TABLES, filled from the entries in ledger order.

    A superseded statement leaves its table (judgements and positions stay, marked); batches are read from their blobs.
    """
    held = list(entries)
    heads = _Heads(held)
    rows: dict[str, list[Row]] = {name: [] for name in STATED}
    batches: dict[str, list[pa.Table]] = {"reports": [], "tallies": []}
    replies: list[tuple[str, str, Reply]] = []
    for entry in held:
        rows["statements"].append(_statement_row(entry, heads))
        superseded = heads.next(entry.id) is not None
        if entry.kind not in BODIES or (superseded and entry.kind not in KEEPS_SUPERSEDED):
            continue
        body = msgspec.convert(entry.statement.body, BODIES[entry.kind])
        if isinstance(body, Batch):
            batches[{"report": "reports", "tally": "tallies"}[body.row_kind]].append(
                _batch_rows(entry, body, blobs, heads)
            )
        elif isinstance(body, Reply):
            replies.append((entry.id, entry.office, body))
        elif isinstance(body, Zone):
            rows["zones"].append(_zone_row(entry.id, body, blobs))
        elif entry.kind in FILLERS:
            table, fill = FILLERS[entry.kind]
            rows[table].append(fill(body, _origin(entry, superseded)))
    if rows["positions"] or rows["remedies"] or rows["judgements"]:
        resolve(rows, _labelled(rows["reports"], batches["reports"]))
    _join_replies(rows["remedies"], replies)
    return {name: _table(name, rows[name], batches.get(name, ())) for name in STATED}


def _labelled(rows: list[Row], batches: list[pa.Table]) -> Iterator[tuple[str, str, str | None]]:
    yield from ((row["report_id"], row["ledger"], row["label"]) for row in rows)
    for table in batches:
        yield from zip(*(table[column].to_pylist() for column in KEYS), strict=True)


def _table(name: str, rows: list[Row], more: Iterable[pa.Table]) -> pa.Table:
    shape = schema(name)
    columns = [pa.array([_plain(row.get(field.name)) for row in rows], type=field.type) for field in shape]
    own = pa.Table.from_arrays(columns, schema=shape)
    return pa.concat_tables([own, *more]).combine_chunks()


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _origin(entry: Entry, superseded: bool) -> _Origin:
    source = entry.statement.source
    return _Origin(
        id=entry.id,
        office=entry.office,
        claimed_at=entry.statement.claimed_at,
        superseded=superseded,
        address=source.address if source else None,
        publisher=source.publisher if source else None,
    )


def _statement_row(entry: Entry, heads: _Heads) -> Row:
    st, source = entry.statement, entry.statement.source
    row: Row = {
        "statement_id": entry.id,
        "ledger": entry.office,
        "party": entry.party,
        "seq": entry.seq,
        "kind": entry.kind,
        "label": st.body.get("label"),
        "claimed_at": st.claimed_at,
        "cites": list(st.cites),
        "supersedes": st.supersedes,
        "superseded_by": heads.next(entry.id),
        "rival_heads": heads.rivals(entry.id),
    }
    if source is not None:
        row |= {
            "address": source.address,
            "publisher": source.publisher,
            "source_sha256": source.sha256,
            "row": source.row,
            "cell": source.cell,
            "quote": source.quote,
        }
    return row


def _zone_row(statement_id: str, zone: Zone, blobs: Blobs) -> Row:
    blob = blobs.blob_path(zone.geometry_blob) if zone.geometry_blob else None
    return {
        "zone_id": zone.id,
        "version": zone.version,
        "name": zone.name,
        "status": zone.status,
        "area_type": zone.area_type,
        "valid_from": zone.valid_from,
        "valid_to": zone.valid_to,
        "basis": zone.basis,
        "uncertainty_km": None if zone.uncertainty_m is None else zone.uncertainty_m / 1000,
        "wkb": zone_wkb(zone.polygons, blob),
        "statement_id": statement_id,
    }


def _batch_rows(entry: Entry, batch: Batch, blobs: Blobs, heads: _Heads) -> pa.Table:
    """Read a batch's blob into its table; the row's id is `id#row`, counted from 0; superseded rows are left out."""
    name = {"report": "reports", "tally": "tallies"}[batch.row_kind]
    shape = schema(name)
    blob = pq.read_table(blobs.blob_path(batch.sha256), columns=None)
    count = blob.num_rows
    numbers = pa.array(range(count)).cast(pa.string())
    ids = pc.binary_join_element_wise(pa.scalar(entry.id), numbers, pa.scalar("#"))
    source = entry.statement.source
    constant = {
        "ledger": entry.office,
        "address": source.address if source else None,
        "publisher": source.publisher if source else None,
    }

    def column(field: pa.Field) -> pa.ChunkedArray | pa.Array:
        if field.name == shape.names[0]:
            return ids
        if field.name in blob.column_names:
            return blob.column(field.name).cast(field.type)
        if constant.get(field.name) is not None:
            return pa.repeat(pa.scalar(constant[field.name], field.type), count)
        return pa.nulls(count, field.type)

    table = pa.Table.from_arrays([column(field) for field in shape], schema=shape)
    gone = [row for row in heads.by if row.startswith(entry.id + "#")]
    return table.filter(pc.invert(pc.is_in(ids, pa.array(gone, pa.string())))) if gone else table


def _join_replies(remedies: list[Row], replies: Sequence[tuple[str, str, Reply]]) -> None:
    labels = Labels((row["remedy_id"], row["ledger"], row["label"]) for row in remedies)
    by_id = {row["remedy_id"]: row for row in remedies}
    for reply_id, ledger, reply in replies:
        row = by_id.get(labels.id(reply.to, ledger))
        if row is not None:
            row |= {
                "reply_id": reply_id,
                "replied_by": reply.by,
                "reply": reply.says,
                "told_complainant": reply.told_complainant,
            }
