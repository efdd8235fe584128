"""A record's folder with its tables: what every answer and every entry is made from."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from ceasefire.api.arguments import day_or_none
from ceasefire.api.folder import RecordFolder

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.agreements import Context
    from ceasefire.agreements.language.model import Instrument
    from ceasefire.api.tables import HeldTables


class HeldRecord(RecordFolder):
    """The ledgers of a record and the tables made from them, without the questions that `Record` answers."""

    @cached_property
    def tables(self) -> "HeldTables":
        """The tables of this record, in memory and in the reader's own folder."""
        from ceasefire.api.tables import HeldTables

        return HeldTables(self.path, self.store)

    def recomputed(self) -> Self:
        """Return this record with tables that are all made from its ledgers now: none is read from disk or kept there."""
        from ceasefire.api.tables import HeldTables

        again = type(self)(self.path, self.store)
        again.tables = HeldTables(self.path, self.store, keep=False)
        return again

    def table(self, name: str, *, on: date | str | None = None) -> "pa.Table":
        """Return a table of `vocabulary.TABLES`; it is made again only if something that it rests on has changed.

        `on` is the day for `duties`, `remedy_states` and `decisions`, which depend on the day on which one looks
        (default: today). Raises KeyError for a table that there is not.
        """
        return self.tables.table(name, day_or_none(on))

    def derivation(self, name: str) -> dict[str, Any]:
        """Return how a table comes about: what it needs, which settings, and the stated tables it rests on."""
        return self.tables.describe(name)

    def rebuild(self) -> dict[str, str]:
        """Delete every computed table, make it again, and say which are the same as before."""
        return self.tables.rebuild()

    def forget(self) -> None:
        """Let go of the tables held in memory; the next question reads them from disk or computes them again."""
        self.tables.forget()

    def instruments(self) -> "tuple[Instrument, ...]":
        """Return the coded agreements, parsed from the blobs that the agreement statements name."""
        return self.tables.value("instruments", tuple)

    def context(self) -> "Context":
        """Return the coded instruments with the facts around them, as the hit test and the duties take them."""
        from ceasefire.agreements import Context

        return self.tables.value("context", Context)
