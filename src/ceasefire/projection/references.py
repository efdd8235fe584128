"""References by label: a file coded by hand names a report or remedy by its own label, the tables name it by id.

What a label means is settled in `vocabulary.labels`. A name that is neither id nor a clear label stays as it is: it may
be a statement that has not arrived here yet.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.projection.statement_rows import Row, Said
from ceasefire.vocabulary.labels import Labels
from ceasefire.vocabulary.reports_named import NAMES_REPORTS, listed

Placed = tuple[Said, Row]
"""A statement with the row that it fills."""


def labels_of(things: pa.Table, statements: pa.Table) -> Labels:
    """Return what labels mean among the rows of a stated table with the columns `label` and `ledger`, its id first.

    The order within a ledger is that of its statements (`seq`), then that of the rows of a batch.
    """
    rows = list(zip(*(things[name].to_pylist() for name in (things.column_names[0], "ledger", "label")), strict=True))
    parts = {thing: thing.partition("#") for thing, _, _ in rows}
    wanted = pa.array(sorted({base for base, _, _ in parts.values()}), pa.string())
    held = statements.filter(pc.is_in(statements["statement_id"], wanted))
    seq = dict(zip(held["statement_id"].to_pylist(), held["seq"].to_pylist(), strict=True))
    return Labels(sorted(rows, key=lambda row: (seq[parts[row[0]][0]], int(parts[row[0]][2] or 0))))


def resolve(
    placed: Mapping[str, Sequence[Placed]],
    reports: pa.Table,
    statements: pa.Table,
    standing: Callable[[str], str] = str,
) -> None:
    """Put the ids of reports that stand now where positions, remedies and judgements name reports, in place.

    A report is named by label, or by the id of a statement that was corrected since: what was said of it holds of the
    correction (`standing` gives it), or a correction would make every word on the report vanish. What a position cites
    as evidence stays the statement that was cited.
    """
    named = {name for _, row, column in _referring(placed) for name in listed(row[column])}
    if not named:
        return
    called = reports.filter(pc.is_in(reports["label"], pa.array(sorted(named), pa.string())))
    labels = labels_of(called, statements)
    for said, row, column in _referring(placed):
        ids = [id_or_name(labels, name, said.origin) for name in listed(row[column])]
        if column != "evidence":
            ids = list(dict.fromkeys(standing(i) for i in ids))
        row[column] = ids[0] if isinstance(row[column], str) else ids


def id_or_name(labels: Labels, name: str, ledger: str) -> str:
    """Return the id that a name means to a ledger, or the name itself where it is no clear label."""
    found = labels.meant(name, ledger)
    return found[0] if len(found) == 1 else name


def _referring(placed: Mapping[str, Sequence[Placed]]) -> Iterator[tuple[Said, Row, str]]:
    for table, columns in NAMES_REPORTS.items():
        yield from ((said, row, column) for said, row in placed[table] for column in columns)
