"""Corrections of a few statements, found in the kept tables: each chain is read as a whole, by its first statement."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from ceasefire.projection.counted import Corrections
from ceasefire.projection.statement_rows import Said
from ceasefire.vocabulary.deltas import Held
from ceasefire.vocabulary.labels import WHOLE_ID, statement_of

_READ: Final = ("statement_id", "ledger", "office", "seq", "kind", "claimed_at", "cites", "supersedes", "first_id")


class Chains:
    """The chains of corrections that some statements stand in: as they were, and with what is told now.

    All statements of a chain tell the first one, `first_id`; so one look-up finds it, however long it is.
    """

    def __init__(self, held: Held, told: Sequence[Said]) -> None:
        """Take the tables as they were, and the statements that are new and count."""
        self.held: dict[str, Said] = {}
        self._tables, self._told = held, told
        self._read: dict[str, set[str]] = {}

    def corrections(self, names: Iterable[str]) -> Corrections:
        """Return what corrects what, complete for these statements and rows of batches, and those asked for before."""
        asked = {name for name in names if WHOLE_ID.fullmatch(name)}
        found = self._rows("statement_id", {statement_of(name) for name in asked}) + self._rows("supersedes", asked)
        firsts = {name for name in asked if "#" in name}
        while found or firsts:
            firsts |= {row["first_id"] for row in found}
            firsts |= {row["supersedes"] for row in found if row["supersedes"] is not None and "#" in row["supersedes"]}
            found = self._rows("first_id", firsts) + self._rows("statement_id", {statement_of(name) for name in firsts})
            firsts = set()
        known = sorted(self.held.values(), key=lambda one: (one.origin, one.seq))
        return Corrections([*known, *self._told])

    def _rows(self, column: str, values: Collection[str]) -> list[dict[str, Any]]:
        """Return the statements that a column leads to and that were not asked for before."""
        read = self._read.setdefault(column, set())
        wanted = set(values) - read
        read |= wanted
        if not wanted:
            return []
        rows: list[dict[str, Any]] = self._tables.rows("statements", column, wanted).select(list(_READ)).to_pylist()
        self.held |= {row["statement_id"]: _said(row) for row in rows}
        return rows


def _said(row: dict[str, Any]) -> Said:
    """Return what the table `statements` tells of one, as far as corrections need it."""
    return Said(
        id=row["statement_id"],
        origin=row["ledger"],
        office=row["office"],
        seq=row["seq"],
        kind=row["kind"],
        claimed_at=row["claimed_at"],
        cites=tuple(row["cites"] or ()),
        supersedes=row["supersedes"],
    )
