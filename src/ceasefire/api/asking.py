"""Accounts of one list asked for among those of others: a file among another file, an account of a record among other sources."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.api.written_files import put_table
from ceasefire.vocabulary.choices import CANDIDATES

if TYPE_CHECKING:
    from ceasefire.api.held_record import HeldRecord
    from ceasefire.intake.model import Aside


class AskOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How two files of reports are read and held against each other: other names of columns, zone of their days.

    `parameters` is a file with a learnt set (JSON); without one a set is learnt from the reports of both files. `top` is how many
    candidates of each account and list are wanted.
    """

    mapping: Path | None = None
    among_mapping: Path | None = None
    time_zone: str | None = None
    parameters: Path | None = None
    top: int = CANDIDATES


class Asked(NamedTuple):
    """Candidates, the rows that could not be read, and notes on what could not be used or was compared with none, by file."""

    table: pa.Table
    aside: "list[Aside]"
    notes: tuple[str, ...]


def ask_file(path: Path, among: Path, options: AskOptions | None = None) -> Asked:
    """Return the candidates of each report of a file among those of another, as `linkage.candidates` does.

    Raises as `linking.link_file` does, naming the file.
    """
    from ceasefire.api.linking import of_files, read_set, with_files
    from ceasefire.intake.report_tables import read_reports
    from ceasefire.linkage.listwise.asking import ask

    asked = options or AskOptions()
    parameters = None if asked.parameters is None else read_set(asked.parameters)
    mine, aside = read_reports(path, asked.mapping, asked.time_zone)
    others, more = read_reports(among, asked.among_mapping, asked.time_zone)
    files = {"asked": path, "among": among}
    with of_files(files):
        found = ask(mine, others, parameters=parameters, most=asked.top)
    return Asked(found.table, [*aside, *more], tuple(with_files(note, files) for note in found.notes))


def of_record(record: "HeldRecord", name: str, top: int | None = None) -> pa.Table:
    """Return the candidates of one account among those of each other source, under the learnt set in force.

    The other accounts of its source, however spelt, are asked for, too: what one of them is another is less likely to be.
    Raises NotFound.
    """
    from ceasefire import linkage
    from ceasefire.api import names
    from ceasefire.api.learning import as_linked, in_force
    from ceasefire.linkage.features.strings import source_codes

    report, reports = names.report(record, name), as_linked(record)
    sources, own = source_codes(reports), pc.equal(reports["report_id"], report)
    source = sources[pc.index(own, True).as_py()]
    its = own if source == 0 else pa.array(sources == source)
    found = linkage.candidates(
        reports.filter(its), reports.filter(pc.invert(its)), parameters=in_force(record).parameters, most=top
    )
    return found.filter(pc.equal(found["report_id"], report))


def write(found: pa.Table, out: Path) -> None:
    """Write candidates to a CSV or Parquet file, by its ending; raises as `put_table` does."""
    put_table(found, out, "candidates")
