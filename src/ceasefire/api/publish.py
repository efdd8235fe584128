"""From a record to what is published: the inputs of a report, the report, the export, and its signed manifest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ceasefire import figures, publication
from ceasefire.api import settings
from ceasefire.api.arguments import looked_on, one_of
from ceasefire.api.cache_folder import code_digest
from ceasefire.api.learning import in_force
from ceasefire.api.tables import Tables
from ceasefire.api.telling import labels_by_id
from ceasefire.derive import GRAPH
from ceasefire.figures.comparison_terms import compared, spans
from ceasefire.figures.ledgers import PeriodComparison
from ceasefire.publication.annex import KINDS, beside, file_name
from ceasefire.publication.entering import entering
from ceasefire.publication.export import export_files
from ceasefire.publication.manifest import made_under
from ceasefire.publication.report import report_files
from ceasefire.publication.whole_files import MANIFEST, OutputRefusedError, put_files, put_folder, require_former
from ceasefire.record import Draft
from ceasefire.record.output_places import require_outside
from ceasefire.vocabulary import set_aside
from ceasefire.vocabulary.choices import FORMATS, Format
from ceasefire.vocabulary.errors import CeasefireError
from ceasefire.vocabulary.statements import Publication

if TYPE_CHECKING:
    import pyarrow as pa

    from ceasefire.api.held_record import HeldRecord


class PublishOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to publish: coarse in place unless `exact`, without the last `delay_days`, signed by an office or not.

    `on` is the day on which deadlines are looked at; by default the settings say it, or the last day of the record.
    With `incomplete` it is signed although files of the record are missing or altered.
    """

    title: str | None = None
    on: date | str | None = None
    exact: bool = False
    delay_days: int = 0
    sign: bool = False
    incomplete: bool = False
    office: str | None = None
    passphrase: str | None = None


class IncompleteError(CeasefireError):
    """What is to be signed would rest on less than the ledgers name; `incomplete` signs it all the same."""


def inputs(record: "HeldRecord", options: PublishOptions | None = None) -> "publication.ReportInputs":
    """Return everything a report of this record is computed from; raises BadArgument for what is no day."""
    asked = options or PublishOptions()
    record = record.recomputed() if asked.sign else record  # what is signed rests on no kept table
    chosen = record.tables.chosen().settings
    cut_off = looked_on(asked.on) or cut_off_day(record, chosen)
    as_published = publication.Options(
        title=asked.title or chosen.title or record.store.name,
        start=chosen.start,
        end=chosen.end,
        cut_off=cut_off,
        exact=asked.exact,
        delay_days=asked.delay_days,
        counters=counters(record, chosen),
        daily_unit=chosen.daily_unit,
        notes=chosen.notes,
    )
    tables, as_published = edition(record, as_published)
    return publication.ReportInputs(
        tables=tables,
        options=as_published,
        heads=record.heads(),
        comparisons=comparisons(record, chosen),
        parameters={**_under(record), "code": code_digest(), "linked_under": in_force(record).words}
        | _left_out(record, asked)
        | _texts_read(record, asked),
    )


def _texts_read(record: "HeldRecord", asked: PublishOptions) -> dict[str, str]:
    """Return how far the statements rest on texts that were read, and what was left of these; nothing of an edition that is late, for
    what is left out of it would be counted."""
    import pyarrow.compute as pc

    stated = record.table("statements")
    words = pc.and_(
        pc.is_valid(stated["source_sha256"]), pc.and_(pc.is_valid(stated["quote"]), pc.is_null(stated["row"]))
    )
    if asked.delay_days or not pc.any(words).as_py():
        return {}
    # here, for it imports the reader, a room of many modules
    from ceasefire.api.documents_read import documents_read, summed

    told = summed(documents_read(record))
    return {} if told is None else {"texts_read": told}


def _under(record: "HeldRecord") -> dict[str, str]:
    """Return what says whose word counts here: charter, pin, rules and settings, and what else the reader chose."""
    chosen = record.tables.chosen()
    here = [origin for origin, key in chosen.trusted.coded_by if chosen.first_keys.get(origin) == key]
    judged_by = chosen.trusted.asked.judged_by
    return (
        chosen.parameters
        | ({"coded_by": ", ".join(here)} if here else {})
        | ({"judged_by": ", ".join(chosen.judges)} if judged_by is not None else {})
    )


def _left_out(record: "HeldRecord", asked: PublishOptions) -> dict[str, str]:
    """Return what a manifest says of what is set aside; raises IncompleteError where it is not to be signed like that."""
    rows = record.table("set_aside").to_pylist()
    gone = set_aside.lost(rows) if asked.sign and not asked.incomplete else []
    if gone:
        named = set_aside.named(gone, labels_by_id(record.table("statements")), reasons=True)
        raise IncompleteError(
            f"not signed, nothing written: {named}. What is signed would be computed without it; put the file back "
            "(`ceasefire verify` says which), or sign it all the same with --incomplete (Python: incomplete=True)"
        )
    return set_aside.parameters(rows)


def edition(
    record: "HeldRecord", options: "publication.Options"
) -> "tuple[Mapping[str, pa.Table], publication.Options]":
    """Return the tables of an edition before its places are made coarse, and the options that say what entered how.

    They are the record's own but where they rest on rows that do not enter as filed: late ones, and accounts whose
    place is withheld. A link, a probability or a scope result computed from the exact place of such an account would
    tell of it, to whoever files reports beside it and reads the answers.
    """
    entered = entering({name: record.table(name) for name in GRAPH.stated}, options)
    tables = record.tables.computed_from(entered.tables, options.cut_off)
    return tables, replace(options, by_cell=entered.by_cell)


def cut_off_day(record: "HeldRecord", chosen: settings.Settings) -> date | None:
    """Return the day on which reports look at deadlines: as set, else the last day anything is told of."""
    return chosen.cut_off or chosen.end or last_day(record)


def last_day(record: "HeldRecord") -> date | None:
    """Return the last day that any tally or report tells."""
    import pyarrow.compute as pc

    days = [pc.max(record.table(name)["date_end"]).as_py() for name in ("reports", "tallies")]
    return max((day for day in days if day is not None), default=None)


def counters(tables: Tables, chosen: settings.Settings) -> tuple[str, str] | None:
    """Return the two bodies whose daily lists are compared: as set, else the two that count most often."""
    return compared(tables.table("tallies"), chosen.counters, chosen.daily_unit)


def periods(record: "HeldRecord") -> "Sequence[figures.Period]":
    """Return the periods of the settings, or one over all days."""
    return spans(record.table("tallies"), record.tables.chosen().settings.spans)


def comparisons(record: "HeldRecord", chosen: settings.Settings) -> tuple[PeriodComparison, ...]:
    """Return the two counters' lists compared over each period of the settings."""
    pair = counters(record, chosen)
    if pair is None:
        return ()
    return figures.compare(record.table("tallies"), *pair, periods(record), measure=chosen.measure)


def report(record: "HeldRecord", out: Path, options: PublishOptions | None = None) -> dict[str, Any]:
    """Write the report and its manifest beside it; with `sign` file the manifest as a `publication` statement.

    The page of a long record has its tables in files beside it. All are written whole or not at all, and files of an
    earlier report that this one does not have are taken away. Raises CeasefireError where anything stands in their place
    but an earlier report with its files and manifest, RecordError for a place inside a record's folder, and
    IncompleteError with `sign` where files of the record are missing.
    """
    options = options or PublishOptions()
    manifest = out.with_suffix(".manifest.json")
    require_outside(out, record.path)
    require_former(out, manifest)
    former = _former_annex(out)
    asked = inputs(record, options)
    otherwise = _otherwise(manifest, asked)
    files = report_files(asked, out.name)
    body = _manifest(asked, files)
    annex = [(out.with_name(name), data) for name, data in files.items() if name != out.name]
    gone = {*former, *(out.with_name(file_name(out.name, kind)) for kind in KINDS)} - {path for path, _ in annex}
    put_files([*annex, (out, files[out.name]), (manifest, _json(body))], gone)
    return _published(record, body, manifest, options, otherwise)


def _otherwise(manifest: Path, asked: "publication.ReportInputs") -> str:
    """Return under what else than the publication whose manifest stands there this one is made; empty for none or alike."""
    try:
        former = msgspec.json.decode(manifest.read_bytes(), type=Publication)
    except (OSError, msgspec.MsgspecError):
        return ""
    return made_under(former.parameters, asked.parameters)


def _former_annex(page: Path) -> list[Path]:
    """Return the files of an earlier report beside a page; raises CeasefireError for one that is none of ours."""
    found = beside(page)
    for path, ours in found.items():
        if not ours:
            raise OutputRefusedError(
                f"{path} is there and is no file of a report of ours; move it or choose another name"
            )
    return list(found)


def export(
    record: "HeldRecord", out: Path, options: PublishOptions | None = None, formats: Iterable[Format] = FORMATS
) -> dict[str, Any]:
    """Write the tables as files into a folder with a manifest; coarse in place unless `exact`.

    The folder is written whole or not at all and takes the place of an earlier export, so that no exact file stays
    under a coarse manifest. Raises BadArgument for an unknown format, CeasefireError for a folder that holds
    anything but an earlier export, RecordError for one inside a record's folder, IncompleteError as `report` does.
    """
    options = options or PublishOptions()
    require_outside(out, record.path)
    chosen = [one for one in formats if one_of("format", one, FORMATS)]
    asked = inputs(record, options)
    files = export_files(asked.tables, asked.options, chosen)
    body = _manifest(asked, files)
    otherwise = _otherwise(out / MANIFEST, asked)
    put_folder(out, {**files, MANIFEST: _json(body)})
    return _published(record, body, out / MANIFEST, options, otherwise)


def _manifest(asked: "publication.ReportInputs", files: Mapping[str, bytes]) -> dict[str, Any]:
    return publication.manifest(asked, files, code_version=version("ceasefire"))


def _json(body: Mapping[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(body), indent=1) + b"\n"


def _published(
    record: "HeldRecord", body: Mapping[str, Any], manifest: Path, options: PublishOptions, otherwise: str
) -> dict[str, Any]:
    statement = None
    if options.sign:
        office = record.signer(options.office)
        draft = Draft(kind="publication", body=dict(body))
        statement = record.file_drafts(office, [draft], passphrase=options.passphrase)[0].id
    return {
        "files": [one["name"] for one in body["outputs"]],
        "manifest": str(manifest),
        "statement": statement,
        "coarse": body.get("coarse", True),
        "figures": body.get("figures", 0),
        "charter": body["parameters"]["charter"],
        "otherwise": otherwise,
    }


def summary(record: "HeldRecord", options: PublishOptions | None = None) -> list[tuple[str, figures.Figure, str]]:
    """Return the lines a person reads in a minute: label, figure, remark."""
    return publication.summary(inputs(record, options))
