"""Filing a file: read it, sort it by what is held, sign what is new, keep what does not fit beside its reason."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ceasefire import intake
from ceasefire.api.citing import Citing
from ceasefire.api.folder_files import ASIDE
from ceasefire.api.rules import require_accepted
from ceasefire.intake.model import Aside
from ceasefire.parties import Directory
from ceasefire.record import Draft, SourceRef, plain_files
from ceasefire.record.entries import passed_over
from ceasefire.record.errors import Ambiguous
from ceasefire.vocabulary.duty_words import ActKind
from ceasefire.vocabulary.labels import Labels
from ceasefire.vocabulary.reports_named import names_of_reports

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.api.held_record import HeldRecord
    from ceasefire.api.tables import Tables
    from ceasefire.record import Entry
    from ceasefire.record.batch import Batch

BULK_FROM: Final = 5000
"""Rows from which a file of reports or tallies is kept as one batch instead of one statement a row."""
READ_THROUGH: Final = 500
EACH_LABEL: Final = 3
"""A ledger of so many statements, and so many more for each label looked for, is read through: reading one takes 75 us,
finding one by its label in the tables about three times as much. Measured."""
LOOKED_UP: Final = 200
"""Labels of reports that are looked up one by one, at 2 ms each; beyond, all of them are read. Chosen by hand."""
Progress = Callable[[int], None]
"""Told, while work goes on, how many statements or rows are done."""


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file: statements filed, already held, superseding; rows set aside, and where they lie.

    `told` are those of its statements that are some body's word and not this office's to say: shown, never counted; `told_why`
    says why, each reason once. `notes` say what a statement leaves open that is likely a slip.
    """

    path: str
    format: str
    rows: int
    filed: int
    already: int
    superseding: int
    aside_count: int
    aside: tuple[Aside, ...] = ()
    aside_file: str | None = None
    batch: str | None = None
    columns_not_filed: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    dry_run: bool = False
    told: int = 0
    told_why: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class FileOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a file is filed: what is known about it (`reading`), through which office, and whether in one batch.

    `bulk` None keeps a file of reports or tallies as one batch from 5,000 rows on; `dry_run` files and writes nothing.
    """

    reading: intake.Options = msgspec.field(default_factory=intake.Options)
    office: str | None = None
    passphrase: str | None = None
    bulk: bool | None = None
    dry_run: bool = False


def file_path(
    record: "HeldRecord", path: Path, options: FileOptions | None = None, progress: Progress | None = None
) -> Filed:
    """File what a file holds through an office of the record, and say what became of every row.

    Raises IntakeError for a file of no known form, and as `rules.require_accepted`; a row that does not fit is set aside,
    in `aside/` of the record, and never costs another row.
    """
    options = options or FileOptions()
    office = record.signer(options.office)
    options = msgspec.structs.replace(options, office=office)
    reports = KnownReports(record, office)
    known = msgspec.structs.replace(options.reading, known_parties=known_parties(record), known_reports=reports)
    source = intake.read(path, options=known)
    require_accepted(source)
    if _in_bulk(source, options.bulk):
        return _file_batch(record, source, office, options, progress)
    return _file_rows(record, source, reports, options, progress)


def _file_rows(
    record: "HeldRecord",
    source: "intake.Intake",
    reports: "KnownReports",
    options: FileOptions,
    progress: Progress | None,
) -> Filed:
    office = reports.ledger
    fitting = _fitting(record, source, reports)
    sorted_ = intake.plan(fitting, held(record, office, [draft.body.get("label") for draft in fitting]))
    receipts = []
    if not options.dry_run:
        for blob in source.blobs.values():
            record.store.put_blob(blob)
        receipts = record.file_drafts(
            office, sorted_.new + sorted_.superseding, passphrase=options.passphrase, progress=progress
        )
    already = sum(receipt.already for receipt in receipts)
    told = Citing(lambda: record.tables, office).told(fitting)
    result = _result(
        source,
        dry_run=options.dry_run,
        filed=len(sorted_.new) + len(sorted_.superseding) - already,
        already=len(sorted_.unchanged) + already,
        superseding=len(sorted_.superseding),
        aside_file=None if options.dry_run else keep_aside(record, source),
        ids=tuple(receipt.id for receipt in receipts),
    )
    return msgspec.structs.replace(
        result, told=len(told), told_why=tuple(dict.fromkeys(told)), notes=_left_open(fitting)
    )


def _left_open(drafts: Iterable[Draft]) -> tuple[str, ...]:
    """Return, once for each instrument, that an act extends something and tells no new end."""
    acts = [one.body for one in drafts if one.kind == "act"]
    found = [body for body in acts if body["act"] == ActKind.EXTENSION and not body.get("term_to")]
    words = "an extension of {0} names no new end; write `term_to`, the first day no longer covered"
    return tuple(dict.fromkeys(words.format(body["instrument"]) for body in found))


def _fitting(record: "HeldRecord", source: "intake.Intake", reports: "KnownReports") -> list[Draft]:
    """Return the drafts that the record accepts; what it refuses is set aside with the record's own reason.

    So is a draft that names a report by a label of several other offices: it would speak of none of them.
    """
    drafts = list(source.drafts())
    refused = _unclear(drafts, reports) | Citing(lambda: record.tables, reports.ledger).refusals(drafts)
    refused |= {error.index: error.reason for error in record.store.prepare(reports.ledger, drafts)}
    for index, reason in sorted(refused.items()):
        row = drafts[index].source.row if drafts[index].source else None  # type: ignore[union-attr]
        source.aside.append(Aside(file=source.file, row=row, reason=reason))
    return [draft for index, draft in enumerate(drafts) if index not in refused]


def _unclear(drafts: Sequence[Draft], known: "KnownReports") -> dict[int, str]:
    """Return why drafts, by place, name a report that is not clear; labels of the file's own reports are clear."""
    own = {draft.body.get("label") for draft in drafts if draft.kind == "report"}
    found = {}
    for index, draft in enumerate(drafts):
        try:
            for name in names_of_reports(draft.kind, draft.body):
                if name not in own:
                    known.get(name)
        except Ambiguous as error:
            found[index] = str(error)
    return found


def _in_bulk(source: "intake.Intake", bulk: bool | None) -> bool:
    if bulk is not None or not source.format.bulk:
        return bool(bulk and source.format.bulk)
    return _more_rows_than(source, BULK_FROM)


def _more_rows_than(source: "intake.Intake", limit: int) -> bool:
    """Say whether a table has more rows, reading no further than it must."""
    return any(count > limit for count, _ in enumerate(source.table().rows, 1))


def _file_batch(
    record: "HeldRecord", source: "intake.Intake", office: str, options: FileOptions, progress: Progress | None
) -> Filed:
    from ceasefire.intake.bulk import batches

    made = batches(source)
    if options.dry_run:
        return _result(source, filed=sum(len(batch) for batch in made), dry_run=True)
    first = next(made, None)
    if first is None or (len(first) == 0 and not any(len(batch) for batch in made)):
        return _result(source, aside_file=keep_aside(record, source))
    written = record.store.write_batch(_counted(chain([first], made), progress))
    draft = _batch_draft(source, written)
    [receipt] = record.file_drafts(office, [draft], passphrase=options.passphrase)
    return _result(
        source,
        filed=0 if receipt.already else written.rows,
        already=written.rows if receipt.already else 0,
        aside_file=keep_aside(record, source),
        batch=receipt.id,
        ids=(receipt.id,),
    )


def _batch_draft(source: "intake.Intake", written: "Batch") -> Draft:
    """Return the statement that names the blob of a batch and the file that it was read from."""
    body: dict[str, Any] = {
        "row_kind": source.format.kind,
        "sha256": written.sha256,
        "rows": written.rows,
        "rows_root": written.rows_root,
        "columns": list(written.columns),
        "title": source.file[:400],
    }
    origin = SourceRef(
        address=source.options.address, publisher=source.options.publisher, sha256=source.sha256, cell="all rows"
    )
    return Draft(kind="batch", body=body, source=origin)


def _result(
    source: "intake.Intake",
    *,
    filed: int = 0,
    already: int = 0,
    superseding: int = 0,
    dry_run: bool = False,
    aside_file: str | None = None,
    batch: str | None = None,
    ids: tuple[str, ...] = (),
) -> Filed:
    """Return what became of a file that was read to its end."""
    return Filed(
        path=str(source.path),
        format=source.format.words,
        rows=source.rows,
        filed=filed,
        already=already,
        superseding=superseding,
        aside_count=len(source.aside),
        aside=tuple(source.aside[:100]),
        aside_file=aside_file,
        batch=batch,
        columns_not_filed=source.unfiled,
        ids=ids,
        dry_run=dry_run,
    )


def _counted(batches: "Iterable[pa.RecordBatch]", progress: Progress | None) -> "Iterator[pa.RecordBatch]":
    """Yield the batches on, telling after each how many rows are done."""
    done = 0
    for batch in batches:
        done += len(batch)
        if progress is not None:
            progress(done)
        yield batch


def keep_aside(record: "HeldRecord", source: "intake.Intake") -> str | None:
    """Write the rows set aside into the record's `aside/` folder; return where, or None when there are none."""
    if not source.aside:
        return None
    folder = record.path / ASIDE
    plain_files.require_folder(folder)
    folder.mkdir(exist_ok=True)
    path = folder / f"{source.path.stem[:60]}-{source.sha256[:8]}.csv"
    plain_files.require_file(path)
    intake.write_aside(path, source.aside)
    return str(path)


def held(
    record: "HeldRecord", office: str, labels: Iterable[object]
) -> dict[tuple[str, str], tuple[str, dict[str, Any], bool]]:
    """Return the newest statement of each (kind, label) of these that an office holds: id, body, whether it is superseded.

    Only the office itself can supersede its statements; what another says of them is not looked at.
    """
    found: dict[tuple[str, str], Entry] = {}
    wanted = {label for label in labels if isinstance(label, str)}
    for entry in _labelled(record, office, wanted) if wanted else ():
        found[entry.kind, str(entry.statement.body["label"])] = entry
    superseded = record.store.superseded_by
    return {key: (one.id, dict(one.statement.body), bool(superseded(one.id))) for key, one in found.items()}


def _labelled(record: "HeldRecord", office: str, labels: set[str]) -> "Iterator[Entry]":
    """Yield an office's statements under these labels, in the order of its ledger.

    A short ledger is read through, of a long one the statements alone that the record's tables find.
    """
    [size] = [one.size for one in record.offices() if one.origin == office]
    if size <= READ_THROUGH + EACH_LABEL * len(labels):
        yield from (one for one in record.store.entries(office) if one.statement.body.get("label") in labels)
        return
    named = record.rows("statements", "label", labels).select(["ledger", "seq"]).to_pylist()
    for seq in sorted(row["seq"] for row in named if row["ledger"] == office):
        entry = record.store.entry_at(office, seq)
        if entry is not None and entry.statement.body.get("label") in labels:
            yield entry


def known_parties(record: "HeldRecord") -> Directory | None:
    """Return the parties that the record knows by any spelling; None while it knows no party.

    They are read again only when a statement on parties was filed.
    """
    entries = list(record.store.entries(kinds=("key", "party"), aside=passed_over))
    if all(entry.kind != "party" for entry in entries):
        return None
    told = tuple((entry.origin, entry.id) for entry in entries)
    if record.parties_met is None or record.parties_met[0] != told:
        from ceasefire.projection import build  # with Arrow, which a record without parties can be filed into without

        rows = build(entries, record.store)["parties"].to_pylist()
        record.parties_met = (told, Directory.build(rows) if rows else None)
    return record.parties_met[1]


class KnownReports(Mapping[str, str]):
    """The id of each report by its label, as a ledger means it, for files of judgements; read when one is asked for.

    Asking for a label that is several ledgers' and not the own one's raises Ambiguous with the reports. They are those
    that are there at the first question.
    """

    def __init__(self, tables: "Tables", ledger: str) -> None:
        self._tables, self.ledger = tables, ledger
        self._asked: dict[str, tuple[str, ...]] = {}

    @cached_property
    def _labels(self) -> Labels:
        from ceasefire.projection.references import labels_of

        return labels_of(self._tables.table("reports"), self._tables.table("statements"))

    def _meant(self, label: str) -> tuple[str, ...]:
        """Return what a label means: the first of a file are looked up one by one, for many all are read."""
        if label not in self._asked:
            from ceasefire.api import names

            few = len(self._asked) < LOOKED_UP
            self._asked[label] = (
                names.labelled(self._tables, "reports", label, self.ledger)
                if few
                else self._labels.meant(label, self.ledger)
            )
        return self._asked[label]

    def __getitem__(self, label: str) -> str:
        found = self._meant(label)
        if not found:
            raise KeyError(label)
        from ceasefire.api import names

        return names.only(found, label, "reports", self._tables)

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels)

    def __len__(self) -> int:
        return len(self._labels)
