"""What a check of a record found: how much was re-read, and every place that does not hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from ceasefire.record.errors import RecordError

MAX_NAMED = 1000


class Problem(msgspec.Struct, frozen=True, order=True):
    """A place that does not hold (`office compiler, entry 17 (ab12cd34ef56)`, `blob ... row 3`) and why."""

    where: str
    what: str


class VerifyReport(msgspec.Struct, frozen=True, kw_only=True):
    """How many statements, blobs and rows were re-read, and every problem; `ok` when there is none."""

    statements: int
    blobs: int
    rows: int
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """True when everything that was re-read holds."""
        return not self.problems


class Tally:
    """Collects findings while a check runs; names at most 1,000 and counts the rest."""

    def __init__(self, progress: Callable[[int], None] | None) -> None:
        self.statements = 0
        self.blobs = 0
        self.rows = 0
        self._problems: dict[Problem, None] = {}
        self._more = 0
        self._progress = progress

    def problem(self, where: str, what: str) -> None:
        """Note one place that does not hold."""
        if len(self._problems) < MAX_NAMED:
            self._problems[Problem(where, what)] = None
        else:
            self._more += 1

    def advance(self, statements: int = 0, rows: int = 0) -> None:
        """Count what was re-read and tell whoever waits."""
        self.statements += statements
        self.rows += rows
        if self._progress is not None:
            self._progress(self.statements + self.rows)

    @contextmanager
    def guarded(self, where: str) -> Iterator[None]:
        """Turn whatever damaged bytes make the block raise into a problem at this place."""
        try:
            yield
        except (sqlite3.Error, RecordError, OSError, OverflowError, UnicodeError, TypeError, ValueError) as error:
            self.problem(where, f"cannot be read: {' '.join(str(error).split())[:200]}")

    def report(self) -> VerifyReport:
        """Return the findings as they stand."""
        problems = list(self._problems)
        if self._more:
            problems.append(Problem("record", f"{self._more} more places do not hold"))
        return VerifyReport(statements=self.statements, blobs=self.blobs, rows=self.rows, problems=tuple(problems))
