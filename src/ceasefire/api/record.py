"""The record as a Python object: open it, file into it, ask it for any table of the house."""

import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ceasefire.api.cache import Cache
from ceasefire.record import Draft, Entry, Store
from ceasefire.record.filing import Receipt
from ceasefire.record.store import Office
from ceasefire.vocabulary import check_body

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.agreements import Context
    from ceasefire.agreements.language.model import Instrument
    from ceasefire.api.filing import Filed
    from ceasefire.api.names import IncidentName
    from ceasefire.figures import Figure

RECORD_FILE = "record.db"


class NoRecord(Exception):
    """There is no record where one was looked for."""


def find(start: Path | None = None) -> Path:
    """Return the nearest folder upward that holds a record; raises NoRecord."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / RECORD_FILE).exists():
            return folder
    raise NoRecord(f"no record at {here} or above it; make one with `ceasefire init`, or name one with --record DIR")


class Record:
    """One ceasefire's record: a folder with the ledgers of all offices, and what is computed from them.

    Trusted: this machine while a statement is signed. Not trusted: the folder afterwards (`verify` re-reads every
    byte), the computed tables (they are rebuilt at will), and whatever the ledgers of others say.
    """

    def __init__(self, path: Path, store: Store) -> None:
        self.path = path
        self.store = store
        self._tables: dict[str, pa.Table] = {}
        self._heads = ""

    @classmethod
    def create(cls, path: str | Path, *, name: str) -> Self:
        """Make an empty record in a new or empty folder; raises RecordError where one is already."""
        folder = Path(path)
        return cls(folder, Store.create(folder, name=name, check=check_body))

    @classmethod
    def open(cls, path: str | Path | None = None, *, readonly: bool = False) -> Self:
        """Open the record at `path`, or the one CEASEFIRE_RECORD names, or the nearest upward."""
        given = path or os.environ.get("CEASEFIRE_RECORD")
        folder = Path(given) if given else find()
        if not (folder / RECORD_FILE).exists():
            raise NoRecord(
                f"{folder} holds no record (no {RECORD_FILE}); make one with `ceasefire init --record {folder}`"
            )
        return cls(folder, Store.open(folder, check=check_body, readonly=readonly))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()

    # --- ledgers ---------------------------------------------------------------------------------------------

    def init_office(self, office: str, party: str, *, passphrase: str | None = None) -> str:
        """Enrol an office of a party with keys of its own, and return its key id."""
        return self.store.enrol(office, party, passphrase=passphrase)

    def offices(self) -> list[Office]:
        """Return the offices, each with the size and root of its ledger."""
        return self.store.offices()

    def office(self, name: str | None) -> str:
        """Return the office meant: the one named, else the only one here; raises NoRecord otherwise."""
        names = [office.name for office in self.offices()]
        if name is not None and name in names:
            return name
        if name is None and len(names) == 1:
            return names[0]
        said = f"office {name!r} is not in this record" if name else "say which office files: --office"
        raise NoRecord(f"{said} (offices: {', '.join(names) or 'none yet; see `ceasefire init`'})")

    def file_drafts(
        self,
        office: str,
        drafts: Iterable[Draft],
        *,
        passphrase: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> list[Receipt]:
        """Sign and append statements; what is returned is on disk. Filing the same thing twice returns the first id."""
        return list(self.store.file(office, drafts, passphrase=passphrase, progress=progress))

    def file(self, path: str | Path, **options: Any) -> "Filed":
        """File what a file holds; see `filing.file_path` for the options."""
        from ceasefire.api.filing import file_path

        return file_path(self, Path(path), **options)

    def get(self, statement_id: str) -> Entry:
        """Return a statement by its id or a unique beginning of at least eight digits."""
        return self.store.get(statement_id)

    # --- what a person says ----------------------------------------------------------------------------------

    def judge(
        self,
        a: str,
        b: str,
        verdict: str,
        *,
        office: str | None = None,
        reason: str | None = None,
        passphrase: str | None = None,
    ) -> Receipt:
        """File a judgement: reports `a` and `b` are the same, different, unsure, or a is part of b."""
        from ceasefire.api import entries

        return entries.judge(self, a, b, verdict, office=office, reason=reason, passphrase=passphrase)

    def take_position(self, about: str, axis: str, value: str, **options: Any) -> Receipt:
        """File a body's stand on one axis of an incident; see `entries.take_position`."""
        from ceasefire.api import entries

        return entries.take_position(self, about, axis, value, **options)

    # --- answers ---------------------------------------------------------------------------------------------

    def status(self) -> dict[str, Any]:
        """Return offices, heads and counts; see `show.status`."""
        from ceasefire.api import show

        return show.status(self)

    def show(self, name: str) -> dict[str, Any]:
        """Return a statement with its proof, or an incident with its accounts; see `show.show`."""
        from ceasefire.api import show

        return show.show(self, name)

    def incidents(self, **filters: Any) -> list[dict[str, Any]]:
        """Return incidents with the result of the test; filters since, until, place, result."""
        from ceasefire.api import show

        return show.incidents(self, **filters)

    def duties(self, on: date | None = None) -> "pa.Table":
        """Return every duty with its deadline and what is said of it, as it stood on a day (default: today)."""
        from ceasefire.derive.stages import duties

        return duties(self, on or date.today())

    def decisions(self, on: date | None = None) -> "pa.Table":
        """Return what the record's decision rules give on each incident with positions, as of a day."""
        from ceasefire.derive.stages import on_a_day

        return on_a_day("decisions", self, on or date.today())

    def calendar(self, on: date | None = None) -> str:
        """Return the duties' deadlines as an iCalendar text (RFC 5545)."""
        from ceasefire.agreements.clocks.icalendar import ics

        return ics(self.duties(on))

    def compare_ledgers(self, measure: str | None = None) -> list[dict[str, Any]]:
        """Return the two counters' lists compared, one row a period; see `tally_comparison.compare`."""
        from ceasefire.api import tally_comparison

        return tally_comparison.compare(self, measure)

    def tallies_of_day(self, day: str, measure: str | None = None) -> list[dict[str, Any]]:
        """Return what every body stated for one day, with its source."""
        from ceasefire.api import tally_comparison

        return tally_comparison.of_day(self, day, measure)

    def hits(self, **filters: Any) -> list[dict[str, Any]]:
        """Return tests of incidents against provisions; see `answers.hits` for the filters."""
        from ceasefire.api import answers

        return answers.hits(self, **filters)

    def standing(self, **filters: Any) -> list[dict[str, Any]]:
        """Return who holds what of each incident, axis by axis; filters incident, body."""
        from ceasefire.api import answers

        return answers.standing(self, **filters)

    def conflicts(self, **filters: Any) -> list[dict[str, Any]]:
        """Return facts told in rival ways, with their sources; filters subject, kind."""
        from ceasefire.api import answers

        return answers.conflicts(self, **filters)

    def matrix(self, *, by_day: bool = False) -> list[dict[str, Any]]:
        """Return who confirms whose entries, with denominators."""
        from ceasefire.api import answers

        return answers.matrix(self, by_day=by_day)

    def confirmations(self) -> list[dict[str, Any]]:
        """Return who confirmed whose entries over each period of the settings."""
        from ceasefire.api import answers

        return answers.confirmations(self)

    def incident_name(self, name: str) -> "IncidentName":
        """Return the incident meant by its name, a name it had before, or a report of it; see `names.incident`."""
        from ceasefire.api import names

        return names.incident(self, name)

    def report_id(self, name: str) -> str:
        """Return the id of the report meant by an id, its beginning, or its label."""
        from ceasefire.api import names

        return names.report(self, name)

    def context(self) -> "Context":
        """Return the coded instruments with the facts around them, as the hit test and the duties take them."""
        from ceasefire.derive.stages import context

        return context(self)

    def slips(self) -> list[dict[str, Any]]:
        """Return bulletins that do not add up and running counters that fall."""
        from ceasefire.api import tally_comparison

        return tally_comparison.slips(self)

    def sql(self, query: str) -> "pa.Table":
        """Return the answer to one SELECT over the tables of the house."""
        from ceasefire.api.query import sql

        return sql(self, query)

    def report(self, out: str | Path, **options: Any) -> dict[str, Any]:
        """Write the report and its manifest; see `publish.report`."""
        from ceasefire.api import publish

        return publish.report(self, Path(out), **options)

    def export(self, out: str | Path, **options: Any) -> dict[str, Any]:
        """Write the tables as files with a manifest; see `publish.export`."""
        from ceasefire.api import publish

        return publish.export(self, Path(out), **options)

    def summary(self, **options: Any) -> "list[tuple[str, Figure, str]]":
        """Return the lines a person reads in a minute: label, figure, remark."""
        from ceasefire.api import publish

        return publish.summary(self, **options)

    def rebuild(self) -> dict[str, str]:
        """Delete every computed table, make it again, and say which are the same as before."""
        from ceasefire.derive.stages import rebuild

        return rebuild(self)

    # --- tables ----------------------------------------------------------------------------------------------

    @property
    def cache(self) -> Cache:
        """The computed tables on disk that belong to the ledgers as they are now."""
        from ceasefire.api import settings

        return Cache(self.path / "derived", self.store.head_digest(), settings.digest(self.path))

    def table(self, name: str) -> "pa.Table":
        """Return a table of `vocabulary.TABLES`, computed if the ledgers or the code changed since it was kept."""
        from ceasefire.derive.stages import OF, ON_A_DAY, on_a_day

        if name in ON_A_DAY:
            return on_a_day(name, self, date.today())
        if name not in OF:
            raise KeyError(f"no table {name!r}; the tables are {', '.join((*OF, *ON_A_DAY))}")
        heads = self.store.head_digest()
        if heads != self._heads:
            self._tables, self._heads = {}, heads
        if name not in self._tables:
            kept = self.cache.read(name)
            if kept is not None:
                self._tables[name] = kept
            else:
                self._compute(name)
        return self._tables[name]

    def forget(self) -> None:
        """Let go of the tables held in memory; the next question computes them again or reads them from disk."""
        self._tables, self._heads = {}, ""

    def _compute(self, name: str) -> None:
        from ceasefire.derive.stages import run

        made = run(name, self)
        self._tables |= made
        self.cache.write(made.items())

    def instruments(self) -> "tuple[Instrument, ...]":
        """Return the coded agreements, parsed from the blobs that the agreement statements name."""
        from ceasefire import agreements

        found = self.table("agreements")
        pairs = zip(found["agreement_id"].to_pylist(), found["reading"].to_pylist(), strict=True)
        return tuple(
            agreements.load(self.store.blob_path(digest).read_bytes(), file=f"{name}.yaml") for name, digest in pairs
        )
