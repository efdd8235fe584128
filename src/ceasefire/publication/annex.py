"""The files beside a long report: every incident, every statement, and the statements that each number rests on.

All are tables in CSV that a spreadsheet opens. They hold what the edition publishes and nothing else: their rows come from
the tables that were made coarse and late for the page.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ceasefire.publication.csv_tables import BYTE_ORDER_MARK, csv_bytes
from ceasefire.publication.inputs import Row
from ceasefire.publication.lineage import Lineages
from ceasefire.publication.views.report_data import Material, ordered
from ceasefire.vocabulary.scope import ScopeResult
from ceasefire.vocabulary.wording import noun_for, range_words

if TYPE_CHECKING:
    import pyarrow as pa

KINDS: Final[Mapping[str, str]] = {
    "incidents": "every incident in order of day: where, what, the toll as reported, the scope result with its reason, and "
    "the numbers and ids of its reports",
    "statements": "every statement by its number: what it says, who prints it, where, its incident, and its id",
    "figures": "every figure that has an entry on this page, with its terms and the name of its lineage",
    "lineage": "the statements of each lineage, one number a row",
}
"""Kinds of files with what they hold, in the words that the page prints."""
MOST_ROWS: Final = 1_000_000
"""Rows of one file; a spreadsheet opens 1,048,576."""
SCOPE: Final = ("result", "zone", "clauses", "asserted", "open", "missing", "why")
_HEADS: Final = {
    "incidents": b'"number","incident_id",',
    "statements": b'"number","statement_id",',
    "figures": b'"figure","text",',
    "lineage": b'"lineage","number"',
}
"""How each kind begins, by which a file of an earlier report is told from any other."""


class Annex(NamedTuple):
    """The tables of the files beside a page, by the names of these files."""

    tables: "dict[str, tuple[str, pa.Table]]"

    def rows(self) -> list[tuple[str, str, str]]:
        """Return of each file its name, what it holds, and how many rows, as text."""
        return [(name, KINDS[kind], f"{table.num_rows:,}") for name, (kind, table) in self.tables.items()]

    def files(self, words: str) -> dict[str, bytes]:
        """Return the files; `words` say how coarse the places are."""
        return {name: csv_bytes(table, words) for name, (_, table) in self.tables.items()}


def annex(material: Material, page: str) -> Annex:
    """Return the files beside a page of that name, once all its figures are printed."""
    made = {
        "incidents": _incidents(material),
        "statements": _statements(material),
        "figures": _figures(material.lineages),
        "lineage": _lineage(material.lineages),
    }
    parts: dict[str, tuple[str, pa.Table]] = {}
    for kind, table in made.items():
        for part, start in enumerate(range(0, max(table.num_rows, 1), MOST_ROWS), start=1):
            parts[file_name(page, kind, part)] = (kind, table.slice(start, MOST_ROWS))
    return Annex(parts)


def file_name(page: str, kind: str, part: int = 1) -> str:
    """Return the name of a file beside a page: `report.incidents.csv`, the second part of it `report.incidents-2.csv`."""
    return f"{Path(page).stem}.{kind}{'' if part == 1 else f'-{part}'}.csv"


def beside(page: Path) -> dict[Path, bool]:
    """Return what stands in the places of files beside a page, each with whether it is one of ours by its first line."""
    pattern = re.compile(rf"{re.escape(page.stem)}\.({'|'.join(KINDS)})(?:-[1-9][0-9]{{0,5}})?\.csv")
    found = {}
    for path in sorted(page.parent.glob("*.csv")) if page.parent.is_dir() else ():
        if named := pattern.fullmatch(path.name):
            found[path] = path.is_file() and not path.is_symlink() and _begins(path, _HEADS[named[1]])
    return found


def _begins(path: Path, head: bytes) -> bool:
    with path.open("rb") as file:
        begun = file.read(len(BYTE_ORDER_MARK) + len(head))
    return not begun or begun.removeprefix(BYTE_ORDER_MARK).startswith(head)


def _incidents(material: Material) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.compute as pc

    table = ordered(material.inputs.table("incidents"))
    scope = material.inputs.table("scope")
    at = pc.index_in(table["incident_id"].combine_chunks(), value_set=scope["incident_id"].combine_chunks())
    columns: dict[str, Any] = {"number": pa.array(range(1, table.num_rows + 1), pa.int64())}
    columns |= {name: table[name] for name in table.column_names}
    columns |= {f"scope_{name}": scope[name].combine_chunks().take(at) for name in SCOPE}
    columns["scope_result"] = pc.fill_null(columns["scope_result"], ScopeResult.NOT_TESTED.value)
    ids = [material.reports_of.get(i, ()) for i in table["incident_id"].to_pylist()]
    numbers = material.lineages.numbers
    columns["statements"] = pa.array([" ".join(str(numbers[r]) for r in reports) for reports in ids], pa.string())
    columns["report_ids"] = pa.array([list(reports) for reports in ids], pa.list_(pa.string()))
    return pa.table(columns)


def _statements(material: Material) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.compute as pc

    inputs = material.inputs
    ids = pa.array(material.lineages.numbers, pa.string())
    reports, tallies, signed = (inputs.table(name) for name in ("reports", "tallies", "statements"))
    words = pa.array([tally_words(row) for row in tallies.to_pylist()], pa.string())
    links = inputs.table("links")
    report, tally, statement, link = (
        _Found(ids, table, key)
        for table, key in (
            (reports, "report_id"),
            (tallies.append_column("words", words), "tally_id"),
            (signed, "statement_id"),
            (links, "report_id"),
        )
    )
    told = (report, tally, statement)
    kind = pc.if_else(tally.there, "tally", pc.if_else(report.there, "report", None))
    row = pc.struct_field(pc.extract_regex(ids, "#(?P<row>[0-9]+)$"), "row")
    columns = {
        "number": pa.array(range(1, len(ids) + 1), pa.int64()),
        "statement_id": ids,
        "kind": pc.coalesce(statement["kind"], kind),
        "ledger": pc.coalesce(*(one["ledger"] for one in told)),
        "label": pc.coalesce(*(one["label"] for one in told)),
        "date_start": pc.coalesce(report["date_start"], tally["date_start"]),
        "date_end": pc.coalesce(report["date_end"], tally["date_end"]),
        "place": pc.coalesce(report["place"], tally["place"]),
        "admin1": report["admin1"],
        "said_by": pc.coalesce(report["source"], tally["counted_by"]),
        "words": pc.coalesce(report["summary"], tally["words"]),
        "publisher": pc.coalesce(*(one["publisher"] for one in told)),
        "address": pc.coalesce(*(one["address"] for one in told)),
        "row": pc.coalesce(row, statement["row"].cast(pa.string())),
        "incident_id": link["incident_id"],
    }
    return pa.table(columns)


class _Found:
    """The rows of a table for some ids, in their order; empty where the table has none."""

    def __init__(self, ids: "pa.Array", table: "pa.Table", key: str) -> None:
        import pyarrow.compute as pc

        self._table = table
        self._at = pc.index_in(ids, value_set=table[key].combine_chunks())
        self.there = pc.is_valid(self._at)

    def __getitem__(self, column: str) -> "pa.Array":
        return self._table[column].combine_chunks().take(self._at)


def _figures(lineages: Lineages) -> "pa.Table":
    import pyarrow as pa

    rows = [
        {
            "figure": entry.anchor,
            "text": entry.figure.text(),
            "unit": entry.figure.noun,
            "scope": entry.figure.scope,
            "ledger": entry.figure.ledger,
            "coverage": entry.figure.coverage,
            "method": entry.figure.method,
            "statements": entry.count,
            "lineage": lineages.lists.get(entry.figure.lineage, ""),
        }
        for entry in lineages.entries.values()
    ]
    kinds = dict.fromkeys(("figure", "text", "unit", "scope", "ledger", "coverage", "method"), pa.string())
    return pa.Table.from_pylist(rows, pa.schema({**kinds, "statements": pa.int64(), "lineage": pa.string()}))


def _lineage(lineages: Lineages) -> "pa.Table":
    """Return the number of each statement of each lineage."""
    import numpy as np
    import pyarrow as pa

    sizes = np.fromiter((len(ids) for ids in lineages.lists), np.int64, len(lineages.lists))
    total = int(sizes.sum())
    numbers = np.fromiter(
        (n for ids in lineages.lists for n in sorted(lineages.numbers[one] for one in ids)), np.int64, total
    )
    names = pa.array(lineages.lists.values(), pa.string()).take(pa.array(np.repeat(np.arange(len(sizes)), sizes)))
    return pa.table({"lineage": names, "number": numbers})


def tally_words(body: Row) -> str:
    """Return what a tally says, in one line."""
    count = body["vague"] or range_words(body["low"], body["high"]) or "not told"
    unit = noun_for(body["low"] if body["low"] == body["high"] else None, body["unit"]) if body["unit"] else ""
    terms = (body["counted_by"], (body["measure"] or "").replace("_", " "), body["date_start"], body["place"])
    return f"{', '.join(str(term) for term in terms if term)}: {count} {unit}".rstrip()
