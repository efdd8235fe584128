"""The record as a Python object: open it, file into it, ask it for any table of the house."""

import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ceasefire.api.chartered_record import CharteredRecord
from ceasefire.api.counted_record import CountedRecord
from ceasefire.api.decided_record import DecidedRecord
from ceasefire.api.folder import RECORD_FILE, NoRecord
from ceasefire.api.linked_record import LinkedRecord
from ceasefire.api.published_record import PublishedRecord
from ceasefire.record.filing import Receipt

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.api.entries import PositionFiled
    from ceasefire.api.filing import Filed
    from ceasefire.api.grounds import Recomputed
    from ceasefire.api.hit_pages import HitPage
    from ceasefire.api.learning import Learnt
    from ceasefire.api.names import IncidentName
    from ceasefire.api.page import Page

Answer = dict[str, Any]
"""One row of an answer, by column."""

__all__ = ["RECORD_FILE", "NoRecord", "Record"]


class Record(CharteredRecord, CountedRecord, DecidedRecord, LinkedRecord, PublishedRecord):
    """One ceasefire's record: a folder with the ledgers of all offices, and what is computed from them.

    Trusted: this machine while a statement is signed. Not trusted: the folder afterwards (`verify` re-reads every
    byte), the computed tables (they are rebuilt at will), and whatever the ledgers of others say.
    """

    # --- what a person says ----------------------------------------------------------------------------------

    def file(
        self,
        path: str | Path,
        *,
        office: str | None = None,
        kind: str | None = None,
        mapping: str | Path | None = None,
        time_zone: str | None = None,
        language: str | None = None,
        address: str | None = None,
        publisher: str | None = None,
        sheet: str | None = None,
        encoding: str | None = None,
        delimiter: str | None = None,
        decimal: str | None = None,
        date_order: str | None = None,
        new_parties: bool = False,
        bulk: bool | None = None,
        dry_run: bool = False,
        passphrase: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> "Filed":
        """File what a file holds, one signed statement a row, and say what became of every row.

        What is given is what the file does not say of itself. With `dry_run` nothing is filed or written. Raises
        IntakeError for a file of no known form; a row that does not fit is set aside and never costs another row.
        """
        from ceasefire.api.filing import FileOptions, file_path
        from ceasefire.intake import Options

        reading = Options(
            kind=kind,
            mapping=None if mapping is None else Path(mapping),
            time_zone=time_zone,
            language=language,
            address=address,
            publisher=publisher,
            sheet=sheet,
            encoding=encoding,
            delimiter=delimiter,
            decimal=decimal,
            date_order=date_order,
            new_parties=new_parties,
        )
        options = FileOptions(reading=reading, office=office, passphrase=passphrase, bulk=bulk, dry_run=dry_run)
        return file_path(self, Path(path), options, progress)

    def judge(
        self,
        a: str,
        b: str,
        verdict: str,
        *,
        reason: str | None = None,
        office: str | None = None,
        passphrase: str | None = None,
    ) -> Receipt:
        """File a judgement: reports `a` and `b` are the same, different, unsure, or a is part of b."""
        from ceasefire.api import entries

        signer = entries.Signer(office=office, passphrase=passphrase)
        return entries.judge(self, a, b, verdict, reason=reason, signer=signer)

    def take_position(
        self,
        about: str,
        axis: str,
        value: str,
        *,
        of: str | None = None,
        stand: str | None = None,
        against: str | None = None,
        standard_of_proof: str | None = None,
        reason: str | None = None,
        on: date | str | None = None,
        office: str | None = None,
        passphrase: str | None = None,
    ) -> "PositionFiled":
        """File a body's stand on one axis of the incident that `about` names by any of its reports.

        The body is `of`, by default the one that the office speaks for; another's is filed as told, and not counted. Raises
        BadArgument for a word that is in no code list, and Refused for what the charter does not let its role say.
        """
        from ceasefire.api import entries

        position = entries.NewPosition(
            about=about,
            axis=axis,
            value=value,
            of=of,
            stand=stand,
            against=against,
            standard_of_proof=standard_of_proof,
            reason=reason,
            on=on,
        )
        return entries.take_position(self, position, entries.Signer(office=office, passphrase=passphrase))

    def learn(self, *, file: bool = False, office: str | None = None, passphrase: str | None = None) -> "Learnt":
        """Learn a set of linkage parameters from the record as it is, and say what links would change under it.

        With `file` it is filed; it holds if the office's ledger keeps the links: by the charter, else by the settings, else as the first.
        Until a set is filed, links are computed under the one that comes with the program.
        """
        from ceasefire.api import entries, learning

        return learning.learn(self, file=file, signer=entries.Signer(office=office, passphrase=passphrase))[0]

    # --- answers ---------------------------------------------------------------------------------------------

    def status(self) -> Answer:
        """Return the offices with their ledgers' heads, and how many statements of each kind each holds."""
        from ceasefire.api import glance

        return glance.status(self)

    def show(self, name: str) -> Answer:
        """Return a statement with its inclusion proof and what cites it, or an incident with its accounts.

        `name` is the id of a statement (or its first eight digits or more), a batch row `id#row`, a label, or the id
        of an incident. Raises NotFound.
        """
        from ceasefire.api import glance

        found = glance.statement(self, name)
        if found is None:
            from ceasefire.api import show

            found = show.show(self, name)
        return found

    def today(
        self,
        since: date | str = "24h",
        *,
        on: date | str | None = None,
        days: int = 7,
        limit: int | None = None,
    ) -> Answer:
        """Return what is new since a moment, and what is due, unanswered and disputed: what a change of shift asks.

        `since` is a day, a time, or `12h` or `3d` ago, by when each office says that it signed. Deadlines are looked at on
        the day `on` (default: today) and `days` ahead. With a limit each list has only so many rows, and its `total` says
        how many there are. Raises BadArgument for what is no time or no day.
        """
        from ceasefire.api import today

        return today.today(self, since=since, on=on, days=days, limit=limit)

    def follow(
        self, *, interval: float = 2.0, seconds: float | None = None, limit: int | None = None
    ) -> Iterator[Answer]:
        """Yield what each filing from now on changes: statements, incidents, their names, and standing.

        Looks at the heads of the ledgers every `interval` seconds, and ends after `seconds` (None: never). Lists as `today`.
        """
        from ceasefire.api import changes

        return changes.follow(self, interval=interval, seconds=seconds, limit=limit)

    def proof(self, name: str, *, with_keys: bool = False) -> str:
        """Return the proof of a statement or batch row as text for `ceasefire.check_proof`; see `proofs.proof`."""
        from ceasefire.api import proofs

        return proofs.proof(self, name, with_keys=with_keys)

    def incidents(
        self,
        *,
        since: date | str | None = None,
        until: date | str | None = None,
        place: str | None = None,
        result: str | None = None,
        limit: int | None = None,
    ) -> "Page":
        """Return incidents in order of day with the result of the test; `place` is words of place or governorate.

        With a limit only so many rows, and in `total` how many there are. Raises BadArgument for what is no day or result.
        """
        from ceasefire.api import incident_list

        return incident_list.incidents(self, since=since, until=until, place=place, result=result, limit=limit)

    def hits(
        self,
        *,
        incident: str | None = None,
        instrument: str | None = None,
        provision: str | None = None,
        result: str | None = None,
        missing: str | None = None,
        touching: bool = False,
        as_coded_by: str | None = None,
        reading: str | None = None,
        limit: int | None = None,
    ) -> "HitPage":
        """Return tests of incidents against provisions, in scope first, each with its reason; BadArgument for a value that there is not.

        `incident` is an incident or any of its reports, `missing` what a test lacks; `touching` leaves out and counts what is out of
        scope. `as_coded_by` is whose coding answers, `reading` the rival reading (INSTRUMENT:ID) that is tested instead.
        """
        from ceasefire.api import answers

        only = answers.HitFilter(
            incident=incident,
            instrument=instrument,
            provision=provision,
            result=result,
            missing=missing,
            touching=touching,
        )
        return answers.hits(self, only, limit, answers.OtherLaw(as_coded_by=as_coded_by, reading=reading))

    def why_not(self, incident: str, provision: str) -> Answer:
        """Return one test in all its reasons, and what each element would need to be a yes; see `why_not.why_not`."""
        from ceasefire.api.why_not import why_not

        return why_not(self, incident, provision)

    def hits_with_grounds(self, incident: str) -> Answer:
        """Return the tests of one incident with all that they rest on, in the form that `recompute_hits` takes."""
        from ceasefire.api.answers import HitFilter
        from ceasefire.api.grounds import with_grounds

        return with_grounds(self, HitFilter(incident=incident))

    def recompute_hits(self, told: "Mapping[str, Any] | str | Path") -> "Recomputed":
        """Work out tests again on the grounds that they name: each the same, different and in what, or what is missing.

        Its incident and its grounds are compared with what the record now holds; see `grounds.recompute`.
        """
        from ceasefire.api.grounds import recompute

        return recompute(self, told)

    def compare_codings(self) -> list[Answer]:
        """Return the tests whose result differs between codings of an instrument, zone or list, as `codings.compare`."""
        from ceasefire.api.codings import compare

        return compare(self)

    def compare_readings(self) -> list[Answer]:
        """Return the tests whose result differs between the codings and their rival readings, as `readings.compare`."""
        from ceasefire.api.readings import compare

        return compare(self)

    def readings(
        self, instrument: str | None = None, *, on: date | str | None = None, limit: int | None = None
    ) -> list[Answer]:
        """Return for each rival reading of an instrument which tests and duties differ under it, as `readings.changes`."""
        from ceasefire.api.readings import changes

        return changes(self, instrument, on=on, limit=limit)

    def standing(self, *, incident: str | None = None, body: str | None = None, limit: int | None = None) -> "Page":
        """Return who holds what of each incident, axis by axis; raises BadArgument for a body nobody speaks for."""
        from ceasefire.api import answers

        return answers.standing(self, incident=incident, body=body, limit=limit)

    def conflicts(self, *, subject: str | None = None, kind: str | None = None) -> list[Answer]:
        """Return facts on which statements conflict, with their sources; `subject` is words in the fact.

        Raises BadArgument for a kind of conflict that there is not.
        """
        from ceasefire.api import answers

        return answers.conflicts(self, subject=subject, kind=kind)

    def matrix(self, *, by_day: bool = False) -> list[Answer]:
        """Return who confirms whose entries, with denominators."""
        from ceasefire.api import answers

        return answers.matrix(self, by_day=by_day)

    def confirmations(self) -> list[Answer]:
        """Return who confirmed whose entries over each period of the settings, or era by era where these name none."""
        from ceasefire.api import answers

        return answers.confirmations(self, self.tables.chosen().settings.spans)

    def duties(self, on: date | str | None = None) -> "pa.Table":
        """Return every duty with its deadline and what is said of it, as it stood on a day (default: today)."""
        return self.table("duties", on=on)

    def duty_runs(self, on: date | str | None = None, *, provision: str | None = None) -> "pa.Table":
        """Return every running of the clocks of duties as it stood on a day (default: today), of all or of one provision.

        `provision` is written as instrument/provision. Raises BadArgument for one that no coded agreement has.
        """
        from ceasefire.api import answers

        return answers.duty_runs(self, self.table("duty_runs", on=on), provision)

    def calendar(self, on: date | str | None = None) -> str:
        """Return the duties' deadlines as an iCalendar text (RFC 5545)."""
        from ceasefire.agreements.clocks.icalendar import ics

        return ics(self.duties(on))

    def compare_ledgers(self, measure: str | None = None) -> list[Answer]:
        """Return the two counters' lists compared, one row a period of the settings."""
        from ceasefire.api import publish, tally_comparison

        return tally_comparison.compare(self, self.counters(), publish.periods(self), measure)

    def counters(self) -> tuple[str, str] | None:
        """Return the two bodies whose daily lists are compared: as the settings say, else the two that count most often."""
        from ceasefire.api import publish

        return publish.counters(self, self.tables.chosen().settings)

    def tallies_of_day(self, day: date | str, measure: str | None = None) -> list[Answer]:
        """Return what every body stated for one day, with its source; raises BadArgument for what is no day."""
        from ceasefire.api import tally_comparison

        return tally_comparison.of_day(self, day, measure)

    def arithmetic_errors(self) -> list[Answer]:
        """Return bulletins that do not add up and running counters that fall."""
        from ceasefire.api import tally_comparison

        return tally_comparison.arithmetic_errors(self)

    def slips(self) -> list[Answer]:
        """Return what `arithmetic_errors` returns, under its former name, which goes with the next version."""
        warnings.warn("Record.slips is Record.arithmetic_errors now", DeprecationWarning, stacklevel=2)
        return self.arithmetic_errors()

    def incident_name(self, name: str) -> "IncidentName":
        """Return the incident meant by its name, a name it had before, or a report of it; see `names.incident`."""
        from ceasefire.api import names

        return names.incident(self, name)

    def report_id(self, name: str) -> str:
        """Return the id of the report meant by an id, its beginning, or its label."""
        from ceasefire.api import names

        return names.report(self, name)

    def sql(self, query: str) -> "pa.Table":
        """Return the answer to one SELECT over the tables of the house; raises QueryError."""
        from ceasefire.api.query import sql

        found = sql(self, query)
        self.warn_of_set_aside()
        return found
