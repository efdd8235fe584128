"""Answers of which only so many rows are made: the first ones, and how many there are in all."""

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from ceasefire.vocabulary.wording import plural

Answer = dict[str, Any]


class Page(list[Answer]):
    """The rows of an answer up to a limit; `total` says how many there are without it: None where only more is known."""

    def __init__(self, rows: Iterable[Answer], total: int | None) -> None:
        """Take the rows that are shown, and how many there are in all (None: more, not counted)."""
        super().__init__(rows)
        self.total = total

    def words(self, noun: str) -> str:
        """Return how many rows of how many there are, as "40 of 212 tests"."""
        return (
            f"{len(self)} of {plural(self.total, noun)}" if self.total is not None else f"the first {len(self)} {noun}s"
        )


def page(table: pa.Table, limit: int | None) -> Page:
    """Return the first rows of a table, all without a limit; no row beyond it becomes a Python object."""
    return Page(table.slice(0, limit).to_pylist() if limit is not None else table.to_pylist(), table.num_rows)


def cut(table: pa.Table, limit: int | None) -> Answer:
    """Return the first rows of a table, as `page`, as a list within a larger answer: `{"total", "rows"}`."""
    shown = page(table, limit)
    return {"total": shown.total, "rows": list(shown)}


def listed(rows: Sequence[Any], limit: int | None) -> Answer:
    """Return the first of some rows in the same form."""
    return {"total": len(rows), "rows": list(rows[:limit])}
