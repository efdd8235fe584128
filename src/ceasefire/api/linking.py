"""Linking a file or a record: any table of reports in, links out."""

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pyarrow as pa

from ceasefire.api.codings import answering_rows
from ceasefire.api.learning import as_linked, heeded_judgements, in_force
from ceasefire.api.written_files import put_outside, put_table
from ceasefire.linkage.naming import name_incidents
from ceasefire.linkage.sources import with_sources
from ceasefire.vocabulary.choices import Engine

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.intake.model import Aside
    from ceasefire.linkage.matching import Linked
    from ceasefire.linkage.options import Parameters

OUT: Final = ("report_id", "incident_id", "probability", "link_kind")
Progress = Callable[[str, int, int], None]


class LinkOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a file of reports is read and linked: judgements on pairs, other names of columns, zone of its days.

    `parameters` is a file with a learnt set (JSON); without one a set is learnt from the reports of the file.
    """

    judgements: Path | None = None
    engine: Engine = "local"
    mapping: Path | None = None
    time_zone: str | None = None
    parameters: Path | None = None


def link_file(
    path: Path, options: LinkOptions | None = None, progress: Progress | None = None
) -> "tuple[Linked, pa.Table, list[Aside]]":
    """Return the links of a file of reports, the reports as read, and the rows that could not be read.

    The file may be any that `file` knows, or a CSV or Parquet with columns named as in the table `reports` or as other
    tables of this field name them. Rows of the file of judgements that could not be read are among those returned.
    Raises IntakeError or ValueError for a file that is no table of reports, of judgements, or no learnt set.
    """
    from ceasefire.intake.report_tables import read_judgements, read_reports

    asked = options or LinkOptions()
    parameters = None if asked.parameters is None else read_set(asked.parameters)
    reports, aside = read_reports(path, asked.mapping, asked.time_zone)
    judgements, more = (None, []) if asked.judgements is None else read_judgements(asked.judgements)
    with of_files({"reports": path}):
        linked = run(reports, judgements, asked.engine, parameters, progress)
    return linked, reports, [*aside, *more]


@contextmanager
def of_files(files: Mapping[str, Path]) -> Iterator[None]:
    """Say of an error in a table which file it was read from; `files` are by the name of the table that linkage gives it."""
    try:
        yield
    except ValueError as error:
        named = with_files(str(error), files)
        if named == str(error):
            raise
        raise ValueError(named) from None


def with_files(told: str, files: Mapping[str, Path]) -> str:
    """Return a message that begins with the name of a table so that it begins with the file's."""
    table, colon, rest = told.partition(": ")
    return f"{files[table].name}: {rest}" if colon and table in files else told


def read_set(path: Path) -> "Parameters":
    """Return the learnt set that a file holds; raises Unfit, a CeasefireError, for a file that holds none."""
    from ceasefire.linkage.pinned import limits

    with path.open("rb") as file:
        data = file.read(limits.MOST_BYTES + 1)
    try:
        return limits.read(data)
    except limits.Unfit as error:
        raise limits.Unfit(f"{path}: {error}") from None


def write_set(parameters: "Parameters", out: Path) -> None:
    """Write a learnt set as JSON, for `--parameters`; raises ValueError for another ending, else as `put_outside` does."""
    if out.suffix != ".json":
        raise ValueError(f"{out.name}: a learnt set is written as .json")
    put_outside(out, parameters.to_json(), b'{"calibration":')


def run(
    reports: pa.Table,
    judgements: pa.Table | None,
    engine: Engine,
    parameters: "Parameters | None" = None,
    progress: Progress | None = None,
) -> "Linked":
    """Return the links by the engine asked for; both engines give identical links. Without a set one is learnt."""
    from ceasefire import linkage

    if engine == "spark":
        from ceasefire.linkage.scale.spark import link as link_on_spark

        return link_on_spark(reports, judgements, parameters=parameters)
    return linkage.link(reports, judgements, parameters=parameters, progress=progress)


def of_record(record: "HeldRecord", engine: Engine = "local", progress: Progress | None = None) -> "Linked":
    """Return the links of a record's reports under its judgements and the learnt set in force, as in its own tables."""
    reports = as_linked(record)
    linked = run(reports, heeded_judgements(record), engine, in_force(record).parameters, progress)
    links, incidents = name_incidents(linked.links, linked.incidents, reports)
    parties, sources = answering_rows(record, "parties"), answering_rows(record, "sources")
    incidents = with_sources(incidents, links, reports, parties, sources)
    return dataclasses.replace(linked, links=links, incidents=incidents)


def write_links(links: pa.Table, out: Path) -> None:
    """Write one row a report to a CSV or Parquet file, by its ending; raises as `put_table` does."""
    put_table(links.select(list(OUT)), out, "links")


def pair_in(linked: "Linked", a: str, b: str) -> dict[str, Any]:
    """Return whether two reports share their incident, which incidents they are of, and the probability that they are one.

    The probability is null for a pair that `pairs` does not hold: it was not compared, too little speaks for it, or other
    accounts of their sources fit so much better that little is left. `contradictions` say in words why no incident holds both,
    however likely.
    """
    import pyarrow.compute as pc

    from ceasefire.linkage.grouping.contradiction import contradictions

    of = dict(zip(linked.links["report_id"].to_pylist(), linked.links["incident_id"].to_pylist(), strict=True))
    ends = pa.array([a, b], pa.string())
    both = pc.and_(pc.is_in(linked.pairs["a"], ends), pc.is_in(linked.pairs["b"], ends))
    found = linked.pairs.filter(both)["probability"].to_pylist()
    one, other = pc.index_in(ends, value_set=linked.index.ids).to_pylist()
    return {
        "linked": of[a] == of[b],
        "incidents": [of[a], of[b]],
        "probability": found[0] if found else None,
        "contradictions": list(contradictions(linked.index, one, other, linked.options)),
    }


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
        "notes": _with_labels(linked.notes, reports),
    }


def _with_labels(notes: tuple[str, ...], reports: pa.Table) -> list[str]:
    """Return notes that name reports by a statement's id with the labels of these instead, where they have one.

    A beginning that several ids share, as those of rows of one batch do, stays as it is.
    """
    from ceasefire.linkage.features.usable import LONGEST, shortened

    if not notes or "label" not in reports.column_names:
        return list(notes)
    labels: dict[str, str | None] = {}
    for name, label in zip(reports["report_id"].to_pylist(), reports["label"].to_pylist(), strict=True):
        short = shortened(str(name))
        labels[short] = None if short in labels else label
    return [
        re.sub(rf"[0-9a-f]{{{LONGEST}}}\.\.\.", lambda said: labels.get(said[0]) or said[0], note) for note in notes
    ]
