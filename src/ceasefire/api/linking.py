"""Linking a file or a record: any table of reports in, links out."""

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec
import pyarrow as pa

from ceasefire.linkage.features.column_names import NAMES, columns_of, renamed
from ceasefire.linkage.naming import name_incidents
from ceasefire.linkage.sources import with_sources
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    from ceasefire.api import names
    from ceasefire.intake.model import Aside
    from ceasefire.linkage.matching import Linked

Engine = Literal["local", "spark"]
NEEDED: Final = frozenset({"report_id", "date_start"})
OUT: Final = ("report_id", "incident_id", "probability", "link_kind")
Progress = Callable[[str, int, int], None]


class LinkOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a file of reports is read and linked: judgements on pairs, other names of columns, zone of its days."""

    judgements: Path | None = None
    engine: Engine = "local"
    mapping: Path | None = None
    time_zone: str | None = None


def link_file(
    path: Path, options: LinkOptions | None = None, progress: Progress | None = None
) -> "tuple[Linked, pa.Table, list[Aside]]":
    """Return the links of a file of reports, the reports as read, and the rows that could not be read.

    The file may be any that `file` knows, or a CSV or Parquet with columns named as in the table `reports` or as in
    `NAMES`. Raises IntakeError or ValueError for a file that is no table of reports.
    """
    asked = options or LinkOptions()
    reports, aside = read_reports(path, asked.mapping, asked.time_zone)
    ruled = None if asked.judgements is None else read_judgements(asked.judgements)
    return run(reports, ruled, asked.engine, progress), reports, aside


def run(reports: pa.Table, judgements: pa.Table | None, engine: Engine, progress: Progress | None = None) -> "Linked":
    """Return the links by the engine asked for; both engines give identical links."""
    from ceasefire import linkage

    if engine == "spark":
        from ceasefire.linkage.scale.spark import link as link_on_spark

        return link_on_spark(reports, judgements)
    return linkage.link(reports, judgements, progress=progress)


def of_record(tables: "names.Tables", engine: Engine = "local", progress: Progress | None = None) -> "Linked":
    """Return the links of a record's reports under its judgements, incidents named and counted as in its own tables."""
    reports = tables.table("reports")
    linked = run(reports, tables.table("judgements"), engine, progress)
    links, incidents = name_incidents(linked.links, linked.incidents, reports)
    incidents = with_sources(incidents, links, reports, tables.table("parties"), tables.table("sources"))
    return dataclasses.replace(linked, links=links, incidents=incidents)


def read_reports(path: Path, mapping: Path | None, time_zone: str | None) -> "tuple[pa.Table, list[Aside]]":
    """Return a file's reports with the columns of the table `reports`, and the rows set aside with their reasons.

    `report_id` is the file's own id, or the row's number where the file has none.
    """
    from ceasefire import intake
    from ceasefire.intake.bulk import batches

    plain = None if mapping else _named_as_ours(path, exactly=True)
    if plain is not None:
        return plain, []
    try:
        options = intake.Options(mapping=mapping, time_zone=time_zone or "UTC", new_parties=True)
        source = intake.read(path, options=options)
        table = pa.Table.from_batches(list(batches(source)))
    except intake.IntakeError:
        plain = None if mapping else _named_as_ours(path, exactly=False)
        if plain is None:
            raise
        return plain, []
    return table.add_column(0, "report_id", _ids(table)), source.aside


def _ids(table: pa.Table) -> pa.Array:
    labels = table["label"].to_pylist() if "label" in table.column_names else [None] * table.num_rows
    if None in labels or len(set(labels)) < len(labels):
        return pa.array([f"row {n + 1}" for n in range(table.num_rows)])
    return pa.array(labels, pa.string())


def _columns_named(held: list[str], exactly: bool) -> dict[str, str]:
    return columns_of(held, {} if exactly else NAMES)


def _named_as_ours(path: Path, *, exactly: bool) -> pa.Table | None:
    """Return a CSV or Parquet whose columns are called as in `reports`, or unless `exactly` as in `NAMES`, else None."""
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        found = pq.read_table(path)
        columns = _columns_named(found.column_names, exactly)
        return renamed(found, columns) if NEEDED.issubset(columns) else None
    if path.suffix != ".csv":
        return None
    import pyarrow.csv as pc

    try:
        head = path.open(encoding="utf-8-sig").readline(1_000_000)
    except UnicodeDecodeError:
        return None
    columns = _columns_named([name.strip('"') for name in head.strip().split(",")], exactly)
    if not NEEDED.issubset(columns):
        return None
    types = {columns[f.name]: f.type for f in schema("reports") if f.name in columns and not f.name.startswith("utc_")}
    options = pc.ConvertOptions(column_types=types, strings_can_be_null=True)
    try:
        found = pc.read_csv(path, convert_options=options)
    except pa.ArrowInvalid:
        found = _read_slowly(path, options)
    return renamed(found, columns)


def _read_slowly(path: Path, options: Any) -> pa.Table:
    """Read a CSV on one thread: only then does the reader know the row that it cannot read."""
    import pyarrow.csv as pc

    try:
        return pc.read_csv(path, read_options=pc.ReadOptions(use_threads=False), convert_options=options)
    except pa.ArrowInvalid as error:
        names = path.open(encoding="utf-8-sig").readline(1_000_000).strip().split(",")
        fault = re.sub(r"CSV column #(\d+)", lambda found: f"column {names[int(found[1])]}", str(error))
        fault = re.sub(r"Row #(\d+)", lambda found: f"row {int(found[1]) - 1}", fault)
        raise ValueError(f"{path.name}: {fault}") from error


def read_judgements(path: Path) -> pa.Table:
    """Return a CSV of judgements (a, b, verdict, and if told office, reason, claimed_at) as the table `judgements`."""
    import csv

    with path.open(encoding="utf-8-sig", newline="") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file))
    for number, row in enumerate(rows, 1):
        missing = [name for name in ("a", "b", "verdict") if not row.get(name)]
        if missing:
            raise ValueError(f"{path.name}, row {number}: {', '.join(missing)} missing")
        row |= {"judgement_id": f"row {number}", "superseded": False, "office": row.get("office") or path.name}
    names = schema("judgements").names
    return pa.Table.from_pylist([{k: row.get(k) for k in names} for row in rows], schema=schema("judgements"))


def write_links(links: pa.Table, out: Path) -> None:
    """Write one row a report to a CSV or Parquet file, by its ending."""
    chosen = links.select(list(OUT))
    if out.suffix == ".parquet":
        import pyarrow.parquet as pq

        pq.write_table(chosen, out)
    elif out.suffix == ".csv":
        import pyarrow.csv as pc

        pc.write_csv(chosen, out)
    else:
        raise ValueError(f"{out.name}: links are written as .csv or .parquet")


def counts(linked: "Linked", reports: pa.Table) -> dict[str, Any]:
    """Return how many reports, incidents and pairs there are, and how many reports have each kind of link."""
    kinds: dict[str, int] = {}
    for kind in linked.links["link_kind"].to_pylist():
        kinds[kind] = kinds.get(kind, 0) + 1
    return {
        "reports": reports.num_rows,
        "incidents": linked.incidents.num_rows,
        "pairs": linked.pairs.num_rows,
        "kinds": kinds,
        "notes": list(linked.notes),
    }
