"""From a record to what is published: the inputs of a report, the report, the export, and its signed manifest."""

from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ceasefire import figures, publication
from ceasefire.api import settings
from ceasefire.api.cache import code_digest
from ceasefire.derive import stages
from ceasefire.figures.ledgers import PeriodComparison
from ceasefire.publication.export import FORMATS, Format
from ceasefire.record import Draft, RecordError
from ceasefire.vocabulary.statements import Head

if TYPE_CHECKING:
    from ceasefire.api.record import Record


MANIFEST = "manifest.json"


def inputs(
    record: "Record",
    *,
    exact: bool = False,
    title: str | None = None,
    on: date | None = None,
    delay_days: int = 0,
) -> "publication.ReportInputs":
    """Return everything a report of this record is computed from; `on` is its cut-off day."""
    chosen = settings.read(record.path)
    cut_off = on or cut_off_day(record, chosen)
    options = publication.Options(
        title=title or chosen.title or record.store.name,
        start=chosen.start,
        end=chosen.end,
        cut_off=cut_off,
        exact=exact,
        delay_days=delay_days,
        counters=counters(record, chosen),
        daily_unit=chosen.daily_unit,
        notes=chosen.notes,
    )
    day = cut_off or date.today()
    tables = {name: record.table(name) for name in stages.OF}
    tables |= {name: stages.on_a_day(name, record, day) for name in stages.ON_A_DAY}
    return publication.ReportInputs(
        tables=tables,
        options=options,
        heads=heads(record),
        comparisons=comparisons(record, chosen),
        parameters={"settings": settings.digest(record.path), "code": code_digest()},
    )


def cut_off_day(record: "Record", chosen: settings.Settings) -> date | None:
    """Return the day on which reports look at deadlines: as set, else the last day anything is told of."""
    return chosen.cut_off or chosen.end or last_day(record)


def heads(record: "Record") -> tuple[Head, ...]:
    """Return the ledger heads that a publication of now rests on."""
    return tuple(Head(office=o.name, size=o.size, root=o.root) for o in record.offices())


def last_day(record: "Record") -> date | None:
    """Return the last day that any tally or report tells."""
    import pyarrow.compute as pc

    days = [pc.max(record.table(name)["date_end"]).as_py() for name in ("reports", "tallies")]
    return max((day for day in days if day is not None), default=None)


def counters(record: "Record", chosen: settings.Settings) -> tuple[str, str] | None:
    """Return the two bodies whose daily lists are compared: as set, else the two that count most often."""
    if chosen.counters is not None:
        return chosen.counters
    tallies = record.table("tallies")
    daily = [
        b
        for b, unit in zip(*(tallies[c].to_pylist() for c in ("counted_by", "unit")), strict=True)
        if b and unit == chosen.daily_unit
    ]
    ranked = sorted(set(daily), key=lambda body: (-daily.count(body), body))
    return (ranked[0], ranked[1]) if len(ranked) > 1 else None


def comparisons(record: "Record", chosen: settings.Settings) -> tuple[PeriodComparison, ...]:
    """Return the two counters' lists compared over each period of the settings."""
    pair = counters(record, chosen)
    if pair is None:
        return ()
    return figures.compare(record.table("tallies"), *pair, periods(record, chosen), measure=chosen.measure)


def periods(record: "Record", chosen: settings.Settings) -> "list[figures.Period]":
    """Return the periods of the settings, or one over all days."""
    return [figures.Period(name=p.name, start=p.start, end=p.end) for p in chosen.periods] or whole(record)


def whole(record: "Record") -> "list[figures.Period]":
    """Return one period over all tallies, or none."""
    import pyarrow.compute as pc

    days = record.table("tallies")["date_start"]
    first, last = pc.min(days).as_py(), pc.max(days).as_py()
    return [figures.Period(name="all days", start=first, end=last)] if first is not None else []


def report(
    record: "Record",
    out: Path,
    *,
    office: str | None = None,
    sign: bool = False,
    passphrase: str | None = None,
    **options: Any,
) -> dict[str, Any]:
    """Write the report and its manifest beside it; with `sign` file the manifest as a `publication` statement."""
    asked = inputs(record, **options)
    page = publication.report(asked)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(page)
    return _publish(record, asked, {out.name: page}, out.with_suffix(".manifest.json"), office, sign, passphrase)


def export(
    record: "Record",
    out: Path,
    *,
    formats: Iterable[Format] = FORMATS,
    exact: bool,
    office: str | None = None,
    sign: bool = False,
    passphrase: str | None = None,
    delay_days: int = 0,
) -> dict[str, Any]:
    """Write the tables as files into a folder with a manifest; coarse in place unless `exact`."""
    asked = inputs(record, exact=exact, delay_days=delay_days)
    _make_room(out)
    files = publication.export(
        asked.tables,
        out,
        formats=list(formats),
        exact=exact,
        cut_off=asked.options.cut_off,
        delay_days=delay_days,
    )
    named: dict[str, bytes | Path] = {str(path.relative_to(out)): path for path in files}
    return _publish(record, asked, named, out / MANIFEST, office, sign, passphrase)


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
    record: "Record",
    asked: "publication.ReportInputs",
    files: dict[str, Any],
    manifest: Path,
    office: str | None,
    sign: bool,
    passphrase: str | None,
) -> dict[str, Any]:
    body = publication.manifest(asked, files, code_version=version("ceasefire"))
    manifest.write_bytes(msgspec.json.format(msgspec.json.encode(body), indent=1) + b"\n")
    statement = None
    if sign:
        draft = Draft(kind="publication", body=body)
        statement = record.file_drafts(record.office(office), [draft], passphrase=passphrase)[0].id
    return {
        "files": [str(name) for name in files],
        "manifest": str(manifest),
        "statement": statement,
        "coarse": body.get("coarse", True),
        "figures": body.get("figures", 0),
    }


def summary(record: "Record", **options: Any) -> list[tuple[str, figures.Figure, str]]:
    """Return the lines a person reads in a minute: label, figure, remark."""
    return publication.summary(inputs(record, **options))
