"""Filing a file: read it, sort it by what is held, sign what is new, keep what does not fit beside its reason."""

from collections.abc import Callable, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ceasefire import intake
from ceasefire.intake.model import Aside
from ceasefire.parties import Directory
from ceasefire.projection.stated_tables import build
from ceasefire.record import Draft

if TYPE_CHECKING:
    from ceasefire.api.record import Record

BULK_FROM: Final = 5000
"""Rows from which a file of reports or tallies is kept as one batch instead of one statement a row."""
ASIDE = "aside"


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file: statements filed, already held, superseding; rows set aside, and where they lie."""

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


def file_path(
    record: "Record",
    path: Path,
    *,
    office: str | None = None,
    dry_run: bool = False,
    kind: str | None = None,
    mapping: Path | None = None,
    time_zone: str | None = None,
    address: str | None = None,
    publisher: str | None = None,
    reading: Mapping[str, Any] | None = None,
    new_parties: bool = False,
    bulk: bool | None = None,
    passphrase: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Filed:
    """File what a file holds through an office of the record, and say what became of every row.

    With `dry_run` nothing is filed or written. Raises IntakeError for a file of no known form; a row that does not
    fit is set aside, in `aside/` of the record, and never costs another row.
    """
    office = record.office(office)
    options = intake.Options(
        kind=kind,
        mapping=mapping,
        time_zone=time_zone,
        address=address,
        publisher=publisher,
        new_parties=new_parties,
        known_parties=known_parties(record),
        **(reading or {}),
    )
    source = intake.read(path, options=options)
    if source.format.kind == "judgement":  # only judgements name reports; others need not read them all
        source = intake.read(path, options=msgspec.structs.replace(options, known_reports=known_reports(record)))
    if _in_bulk(source, bulk):
        return _file_batch(record, source, office, dry_run, passphrase, progress)
    sorted_ = intake.plan(_fitting(record, source, office), held(record, office))
    receipts = []
    if not dry_run:
        for blob in source.blobs.values():
            record.store.put_blob(blob)
        receipts = record.file_drafts(
            office, sorted_.new + sorted_.superseding, passphrase=passphrase, progress=progress
        )
    already = sum(receipt.already for receipt in receipts)
    return Filed(
        path=str(path),
        format=source.format.words,
        rows=source.rows,
        dry_run=dry_run,
        filed=len(sorted_.new) + len(sorted_.superseding) - already,
        already=len(sorted_.unchanged) + already,
        superseding=len(sorted_.superseding),
        aside_count=len(source.aside),
        aside=tuple(source.aside[:100]),
        columns_not_filed=source.unfiled,
        aside_file=None if dry_run else keep_aside(record, source),
        ids=tuple(receipt.id for receipt in receipts),
    )


def _fitting(record: "Record", source: "intake.Intake", office: str) -> list[Draft]:
    """Return the drafts that the record accepts; what it refuses is set aside with the record's own reason."""
    drafts = list(source.drafts())
    refused = {error.index: error for error in record.store.prepare(office, drafts)}
    for index, error in sorted(refused.items()):
        row = drafts[index].source.row if drafts[index].source else None  # type: ignore[union-attr]
        source.aside.append(Aside(file=source.file, row=row, reason=error.reason))
    return [draft for index, draft in enumerate(drafts) if index not in refused]


def _in_bulk(source: "intake.Intake", bulk: bool | None) -> bool:
    if bulk is not None or not source.format.bulk:
        return bool(bulk and source.format.bulk)
    return _more_rows_than(source, BULK_FROM)


def _more_rows_than(source: "intake.Intake", limit: int) -> bool:
    """Say whether a table has more rows, reading no further than it must."""
    return any(count > limit for count, _ in enumerate(source.table().rows, 1))


def _file_batch(
    record: "Record",
    source: "intake.Intake",
    office: str,
    dry_run: bool,
    passphrase: str | None,
    progress: Callable[[int], None] | None,
) -> Filed:
    from ceasefire.intake.bulk import batches
    from ceasefire.record import SourceRef

    made = batches(source)
    if dry_run:
        return _said(source, filed=sum(len(batch) for batch in made), dry_run=True)
    first = next(made, None)
    if first is None or (len(first) == 0 and not any(len(batch) for batch in made)):
        return _said(source, aside_file=keep_aside(record, source))
    written = record.store.write_batch(_told(chain([first], made), progress))
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
    [receipt] = record.file_drafts(office, [Draft(kind="batch", body=body, source=origin)], passphrase=passphrase)
    return _said(
        source,
        filed=0 if receipt.already else written.rows,
        already=written.rows if receipt.already else 0,
        aside_file=keep_aside(record, source),
        batch=receipt.id,
        ids=(receipt.id,),
    )


def _said(source: "intake.Intake", *, filed: int = 0, already: int = 0, **more: Any) -> Filed:
    """Return what became of a file that was read to its end."""
    return Filed(
        path=str(source.path),
        format=source.format.words,
        rows=source.rows,
        filed=filed,
        already=already,
        superseding=0,
        aside_count=len(source.aside),
        aside=tuple(source.aside[:100]),
        columns_not_filed=source.unfiled,
        **more,
    )


def _told(batches: Any, progress: Callable[[int], None] | None) -> Any:
    done = 0
    for batch in batches:
        done += len(batch)
        if progress is not None:
            progress(done)
        yield batch


def keep_aside(record: "Record", source: "intake.Intake") -> str | None:
    """Write the rows set aside into the record's `aside/` folder; return where, or None when there are none."""
    if not source.aside:
        return None
    folder = record.path / ASIDE
    folder.mkdir(exist_ok=True)
    path = folder / f"{source.path.stem[:60]}-{source.sha256[:8]}.csv"
    intake.write_aside(path, source.aside)
    return str(path)


def held(record: "Record", office: str) -> dict[tuple[str, str], tuple[str, dict[str, Any], bool]]:
    """Return the newest statement of each (kind, label) that an office holds: id, body, whether it is superseded."""
    successors = record.store.successors()
    found: dict[tuple[str, str], tuple[str, dict[str, Any], bool]] = {}
    for entry in record.store.entries(office):
        label = entry.statement.body.get("label")
        if isinstance(label, str):
            found[entry.kind, label] = (entry.id, dict(entry.statement.body), entry.id in successors)
    return found


def known_parties(record: "Record") -> dict[str, str] | None:
    """Return every spelling of a party that the record knows, with its id; None while it knows no party."""
    parties = build(record.store.entries(kinds=("party",)), record.store)["parties"].to_pylist()
    return dict(Directory.build(parties).spellings) if parties else None


def known_reports(record: "Record") -> dict[str, str]:
    """Return the id of each report by its label, for files of judgements."""
    reports = record.table("reports").select(["label", "report_id"])
    return {
        label: report
        for label, report in zip(*(reports[c].to_pylist() for c in ("label", "report_id")), strict=True)
        if label
    }
