"""A column of a table, and the short notation the tables are written in."""

from typing import NamedTuple


class Column(NamedTuple):
    """One column: its name, its type in the short notation of `tables.schema`, what it holds, and where it comes from.

    `source` is where in a statement the column of a stated table comes from (the notation stands in
    `tables_stated`); of a computed table it is the column's own name and says nothing.
    """

    name: str
    type: str
    doc: str
    source: str


def columns(text: str) -> tuple[Column, ...]:
    """Return the columns of a table written one a line: name or name=source, type, meaning."""
    return tuple(_column(*line.split(None, 2)) for line in text.splitlines() if line.strip())


def _column(name: str, kind: str, doc: str) -> Column:
    name, _, source = name.partition("=")
    return Column(name, kind, doc, source or name)
