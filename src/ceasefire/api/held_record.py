"""A record's folder with its tables: what every answer and every entry is made from."""

import warnings
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self

import msgspec

from ceasefire.api.arguments import looked_on
from ceasefire.api.citing import Citing
from ceasefire.api.folder import RecordFolder
from ceasefire.vocabulary.errors import SetAsideWarning

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.agreements import Context
    from ceasefire.agreements.language.model import Instrument
    from ceasefire.api.tables import HeldTables
    from ceasefire.parties import Directory
    from ceasefire.record import Draft
    from ceasefire.record.filing import Receipt

QUIET: Final = frozenset({"statements", "reports", "judgements", "unread", "set_aside"})
"""Tables that filing asks for, or that tell themselves what is set aside: asking for them warns of nothing."""


class HeldRecord(RecordFolder):
    """The ledgers of a record and the tables made from them, without the questions that `Record` answers."""

    parties_met: "tuple[tuple[tuple[str, str], ...], Directory | None] | None" = None
    """Statements on parties, each by ledger and id, and the parties as they were read from them when something was filed."""
    _warned: str | None = None
    say: "Callable[[str], None] | None" = None
    """Is told in words, where it is set before the first question, which tables are made from nothing."""

    @cached_property
    def tables(self) -> "HeldTables":
        """The tables of this record, in memory and in the reader's own folder."""
        from ceasefire.api.tables import HeldTables

        return HeldTables(self.path, self.store, say=self.say, asked=self.asked)

    def under(self, charter: str | None) -> None:
        """Answer and file from now on under a charter version, by its id, in place of the one that the trust file pins.

        `none` is under none, None as the trust file says. Nothing is written into the trust file.
        """
        self.asked = msgspec.structs.replace(self.asked, charter=self._charter_id(charter))
        vars(self).pop("tables", None)

    def file_drafts(
        self,
        office: str,
        drafts: "Iterable[Draft]",
        *,
        passphrase: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> "list[Receipt]":
        """Sign and append statements; what is returned is on disk. Filing the same thing twice returns the first id.

        A draft that uses authority cites the charter version under which its office speaks (`citing`). Raises
        DraftRefusedError for one that cites several. Warns (`BehindKeptHead`) before anything is signed if this machine
        knows a later head of the ledger.
        """
        citing = Citing(lambda: self.tables, self.store.origin(office))
        return super().file_drafts(office, citing.all(drafts), passphrase=passphrase, progress=progress)

    def recomputed(self) -> Self:
        """Return this record with tables that are all made from its ledgers now: none is read from disk or kept there."""
        from ceasefire.api.tables import HeldTables

        again = type(self)(self.path, self.store, self.asked)
        again.tables = HeldTables(self.path, self.store, keep=False, asked=self.asked)
        return again

    def table(self, name: str, *, on: date | str | None = None) -> "pa.Table":
        """Return a table of `vocabulary.TABLES`; it is made again only if something that it rests on has changed.

        `on` is the day for `duties`, `remedy_states` and `decisions`, which depend on the day on which one looks
        (default: today). Raises KeyError for a table that there is not.
        """
        found = self.tables.table(name, looked_on(on))
        if name not in QUIET:
            self.warn_of_set_aside()
        return found

    def rows(self, name: str, column: str, values: Collection[str]) -> "pa.Table":
        """Return the rows of a table in which a column of text holds one of the values (in a list: among others).

        No other rows are read or made. Raises KeyError for a table that there is not.
        """
        found = self.tables.rows(name, column, values)
        if name not in QUIET:
            self.warn_of_set_aside()
        return found

    def beginning(self, name: str, column: str, start: str) -> "pa.Table":
        """Return the rows of a table whose value in a column of text begins with a text."""
        return self.tables.beginning(name, column, start)

    def where(self, name: str, test: "Callable[[pa.Table], Any]") -> "pa.Table":
        """Return the rows of a table that a test marks: it gives a mask for the rows of a table."""
        found = self.tables.where(name, test)
        if name not in QUIET:
            self.warn_of_set_aside()
        return found

    def warn_of_set_aside(self) -> None:
        """Warn (`SetAsideWarning`) of what answers are computed without, once for each state of the ledgers."""
        if self.tables.moment == self._warned:
            return
        from ceasefire.api.telling import tell, warning

        self._warned = self.tables.moment
        words = warning(self.tables)
        tell(self.tables, words)
        if words is not None:
            warnings.warn(words, SetAsideWarning, stacklevel=3)

    def derivation(self, name: str) -> dict[str, Any]:
        """Return how a table comes about: what it needs, which settings, and the stated tables it rests on."""
        return self.tables.describe(name)

    def derive(self) -> list[dict[str, Any]]:
        """Bring every kept table up to date; return for each stage its tables, what was done, rows made, rows, and why.

        What was done is `same`, `incremental` or `full`. Every question does this for the tables that it needs.
        """
        return [done._asdict() | {"tables": list(done.tables)} for done in self.tables.derive()]

    def rebuild(self) -> dict[str, str]:
        """Delete every computed table, make it again, and say which are the same as before."""
        return self.tables.rebuild()

    def forget(self) -> None:
        """Let go of the tables held in memory; the next question reads them from disk or computes them again."""
        self.tables.forget()

    def instruments(self) -> "tuple[Instrument, ...]":
        """Return the coded agreements, parsed from the blobs that the agreement statements name."""
        found = self.tables.typed_value("instruments", tuple)
        self.warn_of_set_aside()
        return found

    def context(self) -> "Context":
        """Return the coded instruments with the facts around them, as the hit test and the duties take them."""
        from ceasefire.agreements import Context

        found = self.tables.typed_value("context", Context)
        self.warn_of_set_aside()
        return found
