"""Where a row of a stated table stands: in the order of its statement's ledger, then that of the statement in it.

The rows of batches stand after those of statements, as the reading makes them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import pyarrow as pa

from ceasefire.api.kept.table import KeptTable, Place
from ceasefire.projection.stated_tables import UNREAD
from ceasefire.vocabulary.arrays import Ints
from ceasefire.vocabulary.tables_stated import ID_OF

Key = tuple[bool, int, int, int, str, str]
"""Of a row: of a batch or not, rank of its ledger, place of its statement, row of the batch; and for what is not read why."""
HELD: Final = 20_000
"""Places that are held on from one filing to the next, some 4 MB: looking for where a row belongs asks for the same ones
again. Chosen by hand."""


class Places:
    """Places of rows by the statements that they come from."""

    def __init__(self, ledgers: Sequence[str], statements: Callable[[], KeptTable], held: Places | None = None) -> None:
        """Take the origins of the ledgers in the order in which they are read, and the table of statements as it is now.

        `held` are places among the same ledgers, of statements that are there still.
        """
        self._ledgers = tuple(ledgers)
        self._rank = {origin: number for number, origin in enumerate(ledgers)}
        self._statements = statements
        self._of: dict[str, tuple[int, int]] = {} if held is None else held._of

    def serve(self, ledgers: Sequence[str]) -> bool:
        """Say whether these are places among the same ledgers, and not too many to be held on."""
        return self._ledgers == tuple(ledgers) and len(self._of) <= HELD

    def of(self, table: str) -> Place:
        """Return the placing of rows in a stated table."""

        def place(base: pa.Table, come: pa.Table) -> Ints:
            keys = self._keys(table, come)
            found: list[int] = []
            before: Key | None = None
            for key in keys:
                # the rows of one batch stand together, so that only the first of them is looked for
                together = before is not None and key[0] and key[:3] == before[:3]
                found.append(found[-1] if together else self._lowest(table, base, key))
                before = key
            return np.array(found, np.int64)

        return place

    def _lowest(self, table: str, base: pa.Table, key: Key) -> int:
        return bisect_left(range(base.num_rows), key, key=lambda i: self._keys(table, base.slice(i, 1))[0])

    def ordered(self, table: str, rows: pa.Table) -> pa.Table:
        """Return rows of a stated table in their order."""
        keys = self._keys(table, rows)
        if all(a <= b for a, b in pairwise(keys)):
            return rows
        return rows.take(pa.array(sorted(range(len(keys)), key=keys.__getitem__)))

    def _keys(self, table: str, rows: pa.Table) -> list[Key]:
        if table in ("statements", UNREAD):
            names = ("statement_id", "ledger", "seq", *(("state", "reason") if table == UNREAD else ()))
            return [self._key(*row) for row in zip(*(rows[name].to_pylist() for name in names), strict=True)]
        ids = rows[ID_OF[table]].to_pylist()
        parts = [one.partition("#") for one in ids]
        self._look_up({base for base, _, _ in parts})
        return [(bool(mark), *self._of[base], int(row or 0), "", "") for base, mark, row in parts]

    def _key(self, statement: str | None, ledger: str, seq: int | None, state: str = "", reason: str = "") -> Key:
        row = int((statement or "").partition("#")[2] or 0)
        return False, self._rank.get(ledger, -1), -1 if seq is None else seq, row, state, reason

    def _look_up(self, ids: set[str]) -> None:
        new = ids - self._of.keys()
        if new:
            held = self._statements().rows("statement_id", new)
            columns = (held[name].to_pylist() for name in ("statement_id", "ledger", "seq"))
            self._of |= {one: (self._rank.get(ledger, -1), seq) for one, ledger, seq in zip(*columns, strict=True)}
