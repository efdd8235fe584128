"""Linking a file or a record: any table of reports in, links out."""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pyarrow as pa

from ceasefire.api.written_files import put_outside
from ceasefire.linkage.naming import name_incidents
from ceasefire.linkage.sources import with_sources
from ceasefire.vocabulary.choices import Engine

if TYPE_CHECKING:
    from ceasefire.api.tables import Tables
    from ceasefire.intake.model import Aside
    from ceasefire.linkage.matching import Linked

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

    The file may be any that `file` knows, or a CSV or Parquet with columns named as in the table `reports` or as other
    tables of this field name them. Rows of the file of judgements that could not be read are among those returned.
    Raises IntakeError or ValueError for a file that is no table of reports, or of judgements.
    """
    from ceasefire.intake.report_tables import read_judgements, read_reports

    asked = options or LinkOptions()
    reports, aside = read_reports(path, asked.mapping, asked.time_zone)
    if asked.judgements is None:
        return run(reports, None, asked.engine, progress), reports, aside
    judgements, more = read_judgements(asked.judgements)
    return run(reports, judgements, asked.engine, progress), reports, [*aside, *more]


def run(reports: pa.Table, judgements: pa.Table | None, engine: Engine, progress: Progress | None = None) -> "Linked":
    """Return the links by the engine asked for; both engines give identical links."""
    from ceasefire import linkage

    if engine == "spark":
        from ceasefire.linkage.scale.spark import link as link_on_spark

        return link_on_spark(reports, judgements)
    return linkage.link(reports, judgements, progress=progress)


def of_record(tables: "Tables", engine: Engine = "local", progress: Progress | None = None) -> "Linked":
    """Return the links of a record's reports under its judgements, incidents named and counted as in its own tables."""
    reports = tables.table("reports")
    linked = run(reports, tables.table("judgements"), engine, progress)
    links, incidents = name_incidents(linked.links, linked.incidents, reports)
    incidents = with_sources(incidents, links, reports, tables.table("parties"), tables.table("sources"))
    return dataclasses.replace(linked, links=links, incidents=incidents)


def write_links(links: pa.Table, out: Path) -> None:
    """Write one row a report to a CSV or Parquet file, by its ending; raises as `put_outside` does."""
    chosen, sink = links.select(list(OUT)), pa.BufferOutputStream()
    if out.suffix == ".parquet":
        import pyarrow.parquet as pq

        pq.write_table(chosen, sink)
        begins = b"PAR1"
    elif out.suffix == ".csv":
        import pyarrow.csv as pc

        pc.write_csv(chosen, sink)
        begins = ",".join(f'"{name}"' for name in OUT).encode()
    else:
        raise ValueError(f"{out.name}: links are written as .csv or .parquet")
    put_outside(out, sink.getvalue().to_pybytes(), begins)


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
