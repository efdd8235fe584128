"""Proof of one row of a batch, for somebody who sees neither the other rows nor the record.

Text: the row's number, its spelling, the hashes that lead from its digest to the batch's `rows_root`, and below an
empty line the tlog-proof of the batch statement. Nothing is shown of the other rows but hashes; these still let a guess
about a neighbour be tested.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from functools import cache
from typing import BinaryIO

import msgspec

from ceasefire.record import batch, batch_rows, note, tree
from ceasefire.record.envelope import Statement, parse_envelope
from ceasefire.record.errors import RecordError, VerificationError

TITLE = "ceasefire/row-proof@v1"
_LINE = re.compile(r"row (0|[1-9][0-9]{0,11})")
_LENGTH = re.compile(rb"0|[1-9][0-9]{0,8}")


class RowProof(msgspec.Struct, frozen=True, kw_only=True):
    """A row, the way from it to the root of its batch, and the proof of the batch."""

    row: int
    spelling: bytes
    path: tuple[bytes, ...]
    batch: str


class ProvedRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a proof shows: this statement stands in the ledger, and its row holds these values (name -> spelling)."""

    statement: Statement
    row: int
    cells: dict[str, bytes]


def make(blob: BinaryIO, row: int, root: str | None, statement_proof: str) -> RowProof:
    """Return the proof of one row from its blob, opened and hashed.

    RecordError if there is no such row, or the blob does not fit `root`.
    """
    import pyarrow.parquet as pq

    edge, tiles = tree.Edge(), dict[tuple[int, int], bytes]()
    with pq.ParquetFile(blob) as file:
        for part in file.iter_batches(batch.GROUP, columns=[batch_rows.DIGESTS]):
            for digest in part.column(0).to_pylist():
                tiles |= {(level, n): hashes for level, n, hashes in edge.append(digest)}
    if not 0 <= row < edge.size:
        raise RecordError(f"no row {row}: the batch has {edge.size}")
    if edge.root().hex() != root:
        raise RecordError("the batch carries no root of its rows, or its blob does not fit it")
    path = tree.inclusion_path(_reader(edge, tiles), row, edge.size)
    return RowProof(row=row, spelling=_spelling(blob, row), path=tuple(path), batch=statement_proof)


def _reader(edge: tree.Edge, tiles: dict[tuple[int, int], bytes]) -> tree.Node:
    def heap_of(level: int, n: int) -> tree.Heap:
        return tree.heap(tiles.get((level, n)) or b"".join(edge.levels[level]))

    return tree.node_reader(cache(heap_of))


def _spelling(blob: BinaryIO, row: int) -> bytes:
    start = 0
    for part in batch.read(blob):
        if row < start + part.num_rows:
            return batch_rows.spell(part.slice(row - start, 1))[0]
        start += part.num_rows
    raise RecordError(f"no row {row}: the batch has {start}")


def text(proof: RowProof) -> str:
    """Return the proof as text."""
    hashes = [base64.b64encode(value).decode() for value in (proof.spelling, *proof.path)]
    return "\n".join([TITLE, f"row {proof.row}", *hashes]) + "\n\n" + proof.batch


def parse(given: str) -> RowProof:
    """Return the proof that `text` spelled; else VerificationError."""
    head, gap, below = given[: note.MAX_BYTES].partition("\n\n")
    lines = head.split("\n")
    found = _LINE.fullmatch(lines[1]) if len(lines) > 2 else None
    if not gap or lines[0] != TITLE or found is None:
        raise VerificationError("not a row proof")
    try:
        spelling, *path = (base64.b64decode(line, validate=True) for line in lines[2:])
    except ValueError:
        raise VerificationError("not a row proof: not base64") from None
    proof = RowProof(row=int(found[1]), spelling=spelling, path=tuple(path), batch=below)
    if text(proof) != given:
        raise VerificationError("the row proof is not in its one spelling")
    return proof


def check(given: str, vkeys: Sequence[note.Vkey], origin: str) -> ProvedRow:
    """Return the row, if its batch stands in this ledger and the row under the batch's root; else VerificationError."""
    proof = parse(given)
    envelope = note.parse_proof(proof.batch).extra
    note.check_proof(proof.batch, envelope, vkeys, origin)
    statement = parse_envelope(envelope).statement
    try:
        cited = msgspec.convert(statement.body, batch.Cited)
        root = bytes.fromhex(cited.rows_root or "")
    except (msgspec.ValidationError, ValueError):
        raise VerificationError("the statement is not a batch with a root of its rows") from None
    if statement.kind != batch.BATCH_KIND:
        raise VerificationError(f"the statement is a {statement.kind}, not a batch")
    tree.check_inclusion(batch.digest_of_row(proof.spelling), proof.row, cited.rows, proof.path, root)
    return ProvedRow(statement=statement, row=proof.row, cells=_cells(proof.spelling))


def _cells(spelling: bytes) -> dict[str, bytes]:
    """Return the values of a spelled row by column."""
    found: list[bytes] = []
    at = 0
    while at < len(spelling):
        length, colon, _ = spelling[at : at + 11].partition(b":")
        start = at + len(length) + 1
        at = start + int(length) + 1 if _LENGTH.fullmatch(length) else len(spelling) + 1
        if not colon or spelling[at - 1 : at] != b",":
            raise VerificationError("the row is not spelled in netstrings")
        found.append(spelling[start : at - 1])
    try:
        return {name.decode(): value for name, value in zip(found[::2], found[1::2], strict=True)}
    except ValueError:
        raise VerificationError("the row is not spelled in pairs of name and value") from None
