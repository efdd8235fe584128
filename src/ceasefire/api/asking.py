"""Accounts of one list asked for among those of others: a file among another file, an account of a record among other sources."""

from pathlib import Path
from typing import TYPE_CHECKING

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


def ask_file(path: Path, among: Path, options: AskOptions | None = None) -> "tuple[pa.Table, list[Aside]]":
    """Return the candidates of each report of a file among those of another, as `linkage.candidates` does, and the rows of
    either that could not be read. Raises as `linking.link_file` does."""
    from ceasefire import linkage
    from ceasefire.api.linking import read_set
    from ceasefire.intake.report_tables import read_reports

    asked = options or AskOptions()
    parameters = None if asked.parameters is None else read_set(asked.parameters)
    mine, aside = read_reports(path, asked.mapping, asked.time_zone)
    others, more = read_reports(among, asked.among_mapping, asked.time_zone)
    return linkage.candidates(mine, others, parameters=parameters, most=asked.top), [*aside, *more]


def of_record(record: "HeldRecord", name: str, top: int | None = None) -> pa.Table:
    """Return the candidates of one account among those of each other source, under the learnt set in force.

    The other accounts of its source are asked for, too, for what one of them is another is less likely to be. Raises NotFound.
    """
    from ceasefire import linkage
    from ceasefire.api import names
    from ceasefire.api.learning import in_force

    report, reports = names.report(record, name), record.table("reports")
    source = pc.filter(reports["source"], pc.equal(reports["report_id"], report))[0]
    its = pc.equal(reports["source"], source) if source.is_valid else pc.equal(reports["report_id"], report)
    its = pc.fill_null(its, False)
    found = linkage.candidates(
        reports.filter(its), reports.filter(pc.invert(its)), parameters=in_force(record).parameters, most=top
    )
    return found.filter(pc.equal(found["report_id"], report))


def write(found: pa.Table, out: Path) -> None:
    """Write candidates to a CSV or Parquet file, by its ending; raises as `put_table` does."""
    put_table(found, out, "candidates")
