"""A column of a table, and the short notation the tables are written in."""

from typing import NamedTuple


class Column(NamedTuple):
    """One column: its name, its type in the short notation of `tables.schema`, and what it holds."""

    name: str
    type: str
    doc: str


def columns(text: str) -> tuple[Column, ...]:
    """Return the columns of a table written one a line: name, type, meaning."""
    rows = (line.split(None, 2) for line in text.splitlines() if line.strip())
    return tuple(Column(*row) for row in rows)
