"""From a record to what is published: the inputs of a report, the report, the export, and its signed manifest."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ceasefire import figures, publication
from ceasefire.api import folder_files, settings
from ceasefire.api.arguments import day_or_none, one_of
from ceasefire.api.cache import code_digest
from ceasefire.api.tables import Tables
from ceasefire.derive import GRAPH
from ceasefire.figures.comparison_terms import compared, spans
from ceasefire.figures.ledgers import PeriodComparison
from ceasefire.record import Draft, RecordError
from ceasefire.vocabulary.choices import FORMATS, Format
from ceasefire.vocabulary.parts import Head

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord


MANIFEST = "manifest.json"


class PublishOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to publish: coarse in place unless `exact`, without the last `delay_days`, signed by an office or not.

    `on` is the day on which deadlines are looked at; by default the settings say it, or the last day of the record.
    """

    title: str | None = None
    on: date | str | None = None
    exact: bool = False
    delay_days: int = 0
    sign: bool = False
    office: str | None = None
    passphrase: str | None = None


def inputs(record: "HeldRecord", options: PublishOptions | None = None) -> "publication.ReportInputs":
    """Return everything a report of this record is computed from; raises BadArgument for what is no day."""
    asked = options or PublishOptions()
    record = record.recomputed() if asked.sign else record  # what is signed rests on no kept table
    chosen = settings.read(record.path)
    cut_off = day_or_none(asked.on) or cut_off_day(record, chosen)
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
    return publication.ReportInputs(
        tables={name: record.table(name, on=cut_off) for name in GRAPH.names},
        options=as_published,
        heads=heads(record),
        comparisons=comparisons(record, chosen),
        parameters={**folder_files.digests(record.path), "code": code_digest()},
    )


def cut_off_day(record: "HeldRecord", chosen: settings.Settings) -> date | None:
    """Return the day on which reports look at deadlines: as set, else the last day anything is told of."""
    return chosen.cut_off or chosen.end or last_day(record)


def heads(record: "HeldRecord") -> tuple[Head, ...]:
    """Return the ledger heads that a publication of now rests on."""
    return tuple(
        Head(office=o.name, size=o.size, root=o.root, origin=o.origin, key=o.first_key) for o in record.offices()
    )


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
    return spans(record.table("tallies"), settings.Beside(record.path).periods)


def comparisons(record: "HeldRecord", chosen: settings.Settings) -> tuple[PeriodComparison, ...]:
    """Return the two counters' lists compared over each period of the settings."""
    pair = counters(record, chosen)
    if pair is None:
        return ()
    return figures.compare(record.table("tallies"), *pair, periods(record), measure=chosen.measure)


def report(record: "HeldRecord", out: Path, options: PublishOptions | None = None) -> dict[str, Any]:
    """Write the report and its manifest beside it; with `sign` file the manifest as a `publication` statement."""
    options = options or PublishOptions()
    asked = inputs(record, options)
    page = publication.report(asked)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(page)
    return _publish(record, asked, {out.name: page}, out.with_suffix(".manifest.json"), options)


def export(
    record: "HeldRecord", out: Path, options: PublishOptions | None = None, formats: Iterable[Format] = FORMATS
) -> dict[str, Any]:
    """Write the tables as files into a folder with a manifest; coarse in place unless `exact`.

    Raises BadArgument for an unknown format, and RecordError for a folder that holds anything but an earlier export.
    """
    options = options or PublishOptions()
    chosen = [one for one in formats if one_of("format", one, FORMATS)]
    asked = inputs(record, options)
    _make_room(out)
    files = publication.export(
        asked.tables,
        out,
        formats=chosen,
        exact=options.exact,
        cut_off=asked.options.cut_off,
        delay_days=options.delay_days,
    )
    named: dict[str, bytes | Path] = {str(path.relative_to(out)): path for path in files}
    return _publish(record, asked, named, out / MANIFEST, options)


def _make_room(out: Path) -> None:
    """Take away what an earlier export left in the folder, so that no exact file stays under a coarse manifest.

    Only files that the manifest there names are removed; a folder with other files in it is refused with RecordError.
    """
    if not out.is_dir() or not any(out.iterdir()):
        return
    try:
        before = msgspec.json.decode((out / MANIFEST).read_bytes())
        named = [out / str(one["name"]) for one in before["outputs"]]
    except (OSError, msgspec.DecodeError, KeyError, TypeError):
        raise RecordError(f"{out} is not empty and holds no export of ours; choose an empty folder") from None
    for path in (*named, out / MANIFEST):
        if path.parent.resolve().is_relative_to(out.resolve()):
            path.unlink(missing_ok=True)


def _publish(
    record: "HeldRecord",
    asked: "publication.ReportInputs",
    files: Mapping[str, bytes | Path],
    manifest: Path,
    options: PublishOptions,
) -> dict[str, Any]:
    body = publication.manifest(asked, files, code_version=version("ceasefire"))
    manifest.write_bytes(msgspec.json.format(msgspec.json.encode(body), indent=1) + b"\n")
    statement = None
    if options.sign:
        draft = Draft(kind="publication", body=body)
        office = record.office(options.office)
        statement = record.file_drafts(office, [draft], passphrase=options.passphrase)[0].id
    return {
        "files": [str(name) for name in files],
        "manifest": str(manifest),
        "statement": statement,
        "coarse": body.get("coarse", True),
        "figures": body.get("figures", 0),
    }


def summary(record: "HeldRecord", options: PublishOptions | None = None) -> list[tuple[str, figures.Figure, str]]:
    """Return the lines a person reads in a minute: label, figure, remark."""
    return publication.summary(inputs(record, options))
