"""What a check of a record found: how much was re-read, and every place that does not hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from ceasefire.record.errors import RecordError

MAX_NAMED = 1000
UNREADABLE_PIN = "pinned, but its first key cannot be read"
"""What is said of such a ledger: nothing shows that it is the pinned one, and nothing that it is another's."""


class Problem(msgspec.Struct, frozen=True, order=True):
    """A place that does not hold (`office compiler, entry 17 (ab12cd34ef56)`, `blob ... row 3`) and why."""

    where: str
    what: str


class LedgerState(msgspec.Struct, frozen=True, kw_only=True):
    """A ledger as it was re-read: its origin, the id of its first statement key, its size and root (hex).

    `pin` is the id of the key that the reader's trust file names for this origin, empty where it names none; `pinned`
    tells whether it is this key, None where none is named or the ledger's first key (`key`) cannot be read.
    """

    origin: str
    key: str
    size: int
    root: str
    pinned: bool | None = None
    pin: str = ""


def pin_words(pin: str, key: str) -> str:
    """Say whether a ledger that begins with `key` (empty: not readable) is the one pinned with `pin` (empty: none is)."""
    if pin and not key:
        return UNREADABLE_PIN
    return "not pinned" if not pin else "pinned" if pin == key else "pinned to another key"


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint that was held against the record: where it was kept, the ledger and size it signs, if it is extended.

    `fault` says why it is not (the problem's `what`), `older` that nothing else is amiss than that this machine kept the
    head of a later state itself.
    """

    where: str
    origin: str
    size: int
    holds: bool
    fault: str = ""
    older: bool = False


class VerifyReport(msgspec.Struct, frozen=True, kw_only=True):
    """How many statements, blobs and rows were re-read, and every problem; `ok` when there is none.

    `remarks` are no faults: statements that this version does not understand or that the reading sets aside since
    their body does not fit their kind (`set_aside` counts these), and what no signature covers. `checkpoints` are the
    kept heads that the ledgers were compared with.
    """

    statements: int
    blobs: int
    rows: int
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...] = ()
    ledgers: tuple[LedgerState, ...] = ()
    set_aside: int = 0
    checkpoints: tuple[Compared, ...] = ()

    @property
    def ok(self) -> bool:
        """True when everything that was re-read holds."""
        return not self.problems


class Tally:
    """Collects findings while a check runs; names at most 1,000 of each sort and counts the rest."""

    def __init__(self, progress: Callable[[int], None] | None) -> None:
        self.statements = 0
        self.blobs = 0
        self.rows = 0
        self.set_aside = 0
        self.ledgers: list[LedgerState] = []
        self.checkpoints: list[Compared] = []
        self._problems = _Named()
        self._remarks = _Named()
        self._progress = progress
        self._stopped: Exception | None = None

    def problem(self, where: str, what: str) -> None:
        """Note one place that does not hold."""
        self._problems.add(where, what)

    def remark(self, where: str, what: str, *, set_aside: bool = False) -> None:
        """Note something that a reader should know and that is no fault of the stored bytes."""
        self._remarks.add(where, what)
        self.set_aside += set_aside

    def compared(self, where: str, origin: str, size: int, fault: str | None, *, older: bool = False) -> None:
        """Note a kept checkpoint that was held against the record; `fault` says why it is not extended."""
        holds = fault is None
        self.checkpoints.append(
            Compared(where=where, origin=origin, size=size, holds=holds, fault=fault or "", older=older)
        )
        if fault is not None:
            self.problem(where, fault)

    def advance(self, statements: int = 0, rows: int = 0) -> None:
        """Count what was re-read and tell whoever waits."""
        self.statements += statements
        self.rows += rows
        if self._progress is not None:
            try:
                self._progress(self.statements + self.rows)
            except Exception as error:
                self._stopped = error
                raise

    @contextmanager
    def guarded(self, where: str) -> Iterator[None]:
        """Turn whatever damaged bytes make the block raise into a problem at this place.

        Any error counts, for nobody can list what hostile bytes bring about in all libraries below; a check that ends
        early would say less than one that names the place and goes on. Only what `progress` raised passes.
        """
        try:
            yield
        except Exception as error:
            if error is self._stopped:
                raise
            self.problem(where, f"cannot be read: {_words(error)}")

    def report(self) -> VerifyReport:
        """Return the findings as they stand."""
        return VerifyReport(
            statements=self.statements,
            blobs=self.blobs,
            rows=self.rows,
            problems=self._problems.listed("more places do not hold"),
            remarks=self._remarks.listed("more remarks"),
            ledgers=tuple(self.ledgers),
            set_aside=self.set_aside,
            checkpoints=tuple(self.checkpoints),
        )


def _words(error: Exception) -> str:
    """Return what an error says, with its type where its words are not made for people."""
    words = " ".join(str(error).split())[:200]
    return words if isinstance(error, (RecordError, sqlite3.Error, OSError)) else f"{type(error).__name__}: {words}"


class _Named:
    """Places with what there is to say of each: the first 1,000, and how many more."""

    def __init__(self) -> None:
        self._held: dict[Problem, None] = {}
        self._more = 0

    def add(self, where: str, what: str) -> None:
        if len(self._held) < MAX_NAMED:
            self._held[Problem(where, what)] = None
        else:
            self._more += 1

    def listed(self, rest: str) -> tuple[Problem, ...]:
        more = (Problem("record", f"{self._more:,} {rest}"),) if self._more else ()
        return (*self._held, *more)
