"""From a ledger's statements to the tables of the house: a pure reading that can be deleted and made again."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import pyarrow as pa

from ceasefire.projection import statement_rows
from ceasefire.projection.aside import Aside, SetAside, Spot
from ceasefire.projection.batches import batch_rows
from ceasefire.projection.blobs import Blobs, content
from ceasefire.projection.counted import KEY, Corrections, counted, spot
from ceasefire.projection.geometry import MOST_BYTES as MOST_GEOMETRY
from ceasefire.projection.references import Placed, id_or_name, resolve
from ceasefire.projection.statement_rows import Row, Said
from ceasefire.record import Entry
from ceasefire.record.entries import Unreadable
from ceasefire.record.envelope import instant
from ceasefire.vocabulary import schema, understand
from ceasefire.vocabulary.codes import AsideState
from ceasefire.vocabulary.labels import Labels
from ceasefire.vocabulary.statements import Agreement, Batch, LearntSet, Reply
from ceasefire.vocabulary.tables_stated import TABLE_OF

UNREAD: Final = "unread"
MOST_AGREEMENT: Final = 8 << 20
"""Bytes of an agreement's file that are looked at: far more than the agreement language reads."""
MOST_SET: Final = 4 << 20
"""Bytes of a learnt set's file that are looked at: with every word and value that one may list it has less than one MiB."""
_MOST_OF: Final = {"zone": MOST_GEOMETRY, "agreement": MOST_AGREEMENT, "parameters": MOST_SET}
STATED: Final = ("statements", UNREAD, *TABLE_OF.values())
"""Tables that restate statements; the other tables are computed from these."""
KEEPS_SUPERSEDED: Final = frozenset({"judgement", "position", "parameters"})
"""Kinds whose superseded statements stay in their table, marked: the history of a stand is part of it, and a learnt set
holds again where the one after it cannot be read."""


def build(entries: Iterable[Entry], blobs: Blobs, unreadable: Sequence[Unreadable] = ()) -> dict[str, pa.Table]:
    """Return every stated table of vocabulary.TABLES, filled from the entries in ledger order.

    A superseded statement leaves its table (judgements, positions and learnt sets stay, marked); batches are read from their blobs.
    What cannot be read stands in `unread` with the reason, and nothing else goes without it; `unreadable` is what is no
    entry at all, and may grow while the entries are taken.
    """
    aside = Aside()
    held = list(counted(list(entries), aside))
    for lost in unreadable:
        aside.add(Spot(lost.id, lost.origin, lost.seq, lost.kind), AsideState.DOES_NOT_FIT, lost.reason)
    corrections = Corrections(held)
    said = [_said(entry, corrections, blobs, aside) for entry in held]
    placed: dict[str, list[Placed]] = {name: [] for name in STATED}
    batches: dict[str, list[pa.Table]] = {}
    replies: list[Said] = []
    for one in said:
        if isinstance(one.body, Batch):
            rows = batch_rows(one, one.body, blobs, corrections.by, aside)
            batches.setdefault(TABLE_OF[one.body.row_kind], []).append(rows)
        elif isinstance(one.body, Reply):
            replies.append(one)
        elif (row := _row(one, aside)) is not None:
            placed[TABLE_OF[one.kind]].append((one, row))
    placed["statements"] = [(one, statement_rows.statement(one)) for one in said]
    first = {name: _table(name, placed[name], aside, batches.get(name, ())) for name in ("statements", "reports")}
    resolve(placed, first["reports"], first["statements"], corrections.standing)
    _join_replies(placed["remedies"], replies)
    others = (name for name in STATED if name not in (*first, UNREAD))
    made = first | {name: _table(name, placed[name], aside, batches.get(name, ())) for name in others}
    return made | {UNREAD: aside.table()}


def _said(entry: Entry, corrections: Corrections, blobs: Blobs, aside: Aside) -> Said:
    """Return a statement as rows are filled from it; without a body where it is superseded or cannot be read."""
    stated, source = entry.statement, entry.statement.source
    superseded = corrections.next(entry.id)
    leaves = superseded is not None and entry.kind not in KEEPS_SUPERSEDED
    first_id, first_filed, first_seq = corrections.first(entry)
    label = stated.body.get("label")
    return Said(
        id=entry.id,
        origin=entry.origin,
        office=entry.office,
        party=entry.party,
        seq=entry.seq,
        kind=entry.kind,
        label=label if isinstance(label, str) else None,
        claimed_at=stated.claimed_at,
        cites=stated.cites,
        supersedes=stated.supersedes,
        superseded_by=superseded,
        superseded=superseded is not None,
        rival_heads=corrections.rivals(entry.id),
        address=source.address if source else None,
        publisher=source.publisher if source else None,
        sha256=source.sha256 if source else None,
        row=source.row if source else None,
        cell=source.cell if source else None,
        quote=source.quote if source else None,
        first_id=first_id,
        first_filed=first_filed,
        first_seq=first_seq,
        body=None if leaves or entry.kind == KEY else _body(entry, aside),
        blob=lambda digest: content(blobs, digest, _MOST_OF.get(entry.kind, MOST_GEOMETRY)),
    )


def _body(entry: Entry, aside: Aside) -> Any:
    """Return the body as far as it is understood, or None; what is not understood or does not fit is noted."""
    stated = entry.statement
    if instant(stated.claimed_at) is None:
        aside.add(spot(entry), AsideState.DOES_NOT_FIT, f"its time, {stated.claimed_at}, does not exist")
        return None
    try:
        found = understand(entry.kind, stated.edition, stated.body)
    except ValueError as error:
        aside.add(spot(entry), AsideState.DOES_NOT_FIT, str(error))
        return None
    if found.unknown:
        state = AsideState.NOT_UNDERSTOOD if found.body is None else AsideState.PARTLY_UNDERSTOOD
        aside.add(spot(entry), state, ", ".join(found.unknown))
    return found.body


def _here(said: Said, aside: Aside) -> bool:
    """Say whether the file that an agreement names is here and whole; of another kind always.

    A learnt set keeps its row (`here` is false in it): or another office's set would hold in its place unseen.
    """
    digest = said.body.reading if isinstance(said.body, Agreement) else None
    digest = said.body.sha256 if isinstance(said.body, LearntSet) else digest
    if digest is None:
        return True
    try:
        said.blob(digest)
    except SetAside as error:
        aside.add(Spot(said.id, said.origin, said.seq, said.kind), error.state, error.reason)
        return isinstance(said.body, LearntSet)
    return True


def _row(said: Said, aside: Aside) -> Row | None:
    """Return the row of a statement, or None where it has none; a zone without a readable line keeps its row.

    A zone's version still ends the one before it, so that nobody is tested against a line that no longer holds.
    """
    if said.body is None or said.kind not in TABLE_OF or not _here(said, aside):
        return None
    where = Spot(said.id, said.origin, said.seq, said.kind)
    try:
        return statement_rows.row(said)
    except SetAside as error:
        aside.add(where, error.state, error.reason)
        return statement_rows.row(said, without_line=True)
    except (ValueError, OverflowError) as error:
        aside.add(where, AsideState.DOES_NOT_FIT, str(error))
        return None


def _table(name: str, placed: list[Placed], aside: Aside, more: Iterable[pa.Table]) -> pa.Table:
    """Return the rows placed in a table and those of batches; a row that does not fit its columns is set aside."""
    shape = schema(name)
    try:
        columns = _columns(shape, placed)
    except (pa.ArrowException, OverflowError, ValueError, TypeError):
        placed[:] = [one for one in placed if _fits(shape, one, aside)]
        columns = _columns(shape, placed)
    own = pa.Table.from_arrays(columns, schema=shape)
    return pa.concat_tables([own, *more]).combine_chunks()


def _columns(shape: pa.Schema, placed: Sequence[Placed]) -> list[pa.Array]:
    return [pa.array([_plain(row.get(field.name)) for _, row in placed], type=field.type) for field in shape]


def _fits(shape: pa.Schema, one: Placed, aside: Aside) -> bool:
    said, row = one
    for field in shape:
        try:
            pa.array([_plain(row.get(field.name))], type=field.type)
        except (pa.ArrowException, OverflowError, ValueError, TypeError):
            words = f"{field.name} {row[field.name]!r} is beyond what a table holds ({field.type})"
            aside.add(Spot(said.id, said.origin, said.seq, said.kind), AsideState.DOES_NOT_FIT, words)
            return False
    return True


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _join_replies(remedies: Sequence[Placed], replies: Sequence[Said]) -> None:
    labels = Labels((said.id, said.origin, said.label) for said, _ in remedies)
    by_id = {said.id: row for said, row in remedies}
    for said in replies:
        assert isinstance(said.body, Reply)
        row = by_id.get(id_or_name(labels, said.body.to, said.origin))
        if row is not None:
            row |= statement_rows.reply(said)
