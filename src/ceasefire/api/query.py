"""Read-only SQL over the documented tables, answered in a process of its own that can be ended at any moment.

DuckDB bounds what its own buffers hold and can be interrupted between its pieces of work, but one function call may run
for minutes and fill the memory. So the query runs in a child process, whose memory is watched and which is ended when
its time is over.
"""

import json
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from typing import IO, TYPE_CHECKING, Any, Final

from ceasefire.api.tables import Tables
from ceasefire.derive import GRAPH
from ceasefire.record import own_process
from ceasefire.vocabulary.errors import CeasefireError
from ceasefire.vocabulary.sql_views import COUNTS, FROM, MEASURED, counts_sql

if TYPE_CHECKING:
    import pyarrow as pa

NOTE: Final = "ceasefire.note"
UNSEEN: Final = "a sum is taken where units cannot be seen, as over a pivot, and they are not checked: the view counts has one column a unit"
_SCRIPT: Final = Path(__file__).with_name("query_process.py")
_UNITS: Final = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000, "KI": 1 << 10, "MI": 1 << 20, "GI": 1 << 30}
_OWN: Final = 200_000_000
"""Bytes that the process takes before it does anything, libraries and threads included; about 110 MB measured."""
_LOOK: Final = 0.02
"""Seconds between two looks at the process; memory grows by about 50 MB in that time."""


class QueryError(CeasefireError, ValueError):
    """The SQL cannot be run: not one SELECT, something in it does not exist, or it takes more than it may."""


def sql(tables: Tables, query: str, *, memory: str = "2GB", seconds: float = 120) -> "pa.Table":
    """Return the answer to one SELECT over the tables of `vocabulary.TABLES` and the view `counts` (`sql_views`).

    Whatever adds a column that has a unit, over rows of several units, is refused with the units named: every function of
    many rows that is not known to count, pick or list in words. Where a form of query hides the units, `notes` of the
    answer says so.
    Only the tables that the text names are computed. The query can reach no file, no network and no setting, writes
    nothing to disk, and ends after `seconds`. It works in at most `memory` (as 500MB or 2GB) beside the tables, and the
    answer may take a quarter of that. Raises QueryError for anything but one SELECT, for one that takes longer or more
    memory, and for all that DuckDB and Arrow refuse.
    """
    most = _bytes(memory)
    with _started() as child:
        chosen = {name: tables.table(name) for name in _named(query)}
        views = {COUNTS: counts_sql(_units(chosen["tallies"]))} if COUNTS in _words(query) else {}
        watch = _Watch(child, most + sum(table.nbytes for table in chosen.values()) + _OWN, seconds)
        order = {
            "query": query,
            "memory": memory,
            "seconds": seconds,
            "answer_bytes": most // 4,
            "tables": len(chosen),
            "views": views,
            "measured": {name: columns for name, columns in MEASURED.items() if name in chosen},
        }
        try:
            return _asked(child, order, chosen)
        except _Told as error:
            raise QueryError(f"{error}\n(tables: {', '.join(GRAPH.names)})") from None
        except (_Ended, OSError, EOFError, ValueError) as error:
            # the pipe breaks, or the stream in it does, when the process is ended
            child.kill()
            child.wait()
            raise QueryError(_why(watch, error, memory, seconds)) from None


def rows(answer: "pa.Table") -> Iterator[tuple[Any, ...]]:
    """Yield the rows of an answer as Python values; raises QueryError for a value that Python has no form for."""
    import pyarrow as pa

    for batch in answer.to_batches(max_chunksize=1_000):
        try:
            columns = [column.to_pylist() for column in batch.columns]
        except (ArithmeticError, ValueError, TypeError, pa.ArrowException, ImportError) as error:
            words = f"a value in the answer cannot be shown ({error}); cast its column to varchar"
            raise QueryError(words) from None
        yield from zip(*columns, strict=True)


class _Told(Exception):
    """What the process says of the query."""


class _Ended(Exception):
    """The process ended before its answer did."""


class _TooMuch(_Ended):
    """The process says itself that memory ran out."""


@contextmanager
def _started() -> Iterator[Popen[bytes]]:
    """Start the process; it is gone when the block ends, however that ends."""
    child = own_process.started(_SCRIPT, ARROW_DEFAULT_MEMORY_POOL="system")
    try:
        yield child
    finally:
        own_process.end(child)


def _asked(child: Popen[bytes], order: dict[str, Any], chosen: "dict[str, pa.Table]") -> "pa.Table":
    import pyarrow as pa

    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(json.dumps(order).encode() + b"\n")
        for name, table in chosen.items():
            child.stdin.write(name.encode() + b"\n")
            with pa.ipc.new_stream(child.stdin, table.schema) as out:
                out.write_table(table)
        child.stdin.close()
    except BrokenPipeError:
        pass  # it has said already that it will not answer; or it was ended, and says nothing
    _heard(child.stdout)
    try:
        answer = pa.ipc.open_stream(child.stdout).read_all()
    except pa.ArrowException as error:
        raise _Ended(str(error)) from None
    unseen = _heard(child.stdout).get("unseen")
    return answer.replace_schema_metadata({NOTE: UNSEEN}) if unseen else answer


def notes(answer: "pa.Table") -> list[str]:
    """Return in words what a reader of an answer must know of it: that its sums were taken where no unit could be seen."""
    found = (answer.schema.metadata or {}).get(NOTE.encode())
    return [found.decode()] if found else []


def _heard(told: IO[bytes]) -> dict[str, Any]:
    """Read one line of the process; raises what it says that went wrong."""
    line = told.readline()
    if not line:
        raise _Ended("no answer")
    said = json.loads(line)
    if said.get("memory"):
        raise _TooMuch(said.get("error") or "no memory")
    if "error" in said:
        raise _Told(said["error"])
    return dict(said)


def _why(watch: "_Watch", error: Exception, memory: str, seconds: float) -> str:
    if watch.late:
        return f"the query took longer than {seconds:g} seconds"
    if watch.large or isinstance(error, _TooMuch):
        return f"the query took more memory than {memory}"
    return "the query cannot be run: it ended the process that runs it"


class _Watch:
    """Looks at a process from a thread, and ends it when its time is over or its memory too large."""

    def __init__(self, child: Popen[bytes], most: int, seconds: float) -> None:
        self.late = False
        self.large = False
        self._child = child
        self._most = most
        self._until = time.monotonic() + seconds
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while self._child.poll() is None:
            self.late = time.monotonic() > self._until
            self.large = _resident(self._child.pid) > self._most
            if self.late or self.large:
                return self._child.kill()
            time.sleep(_LOOK)
        return None


def _resident(pid: int) -> int:
    """Return the bytes of memory that are a process's own; 0 on systems that do not tell it as Linux does."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            words = file.read().split()
    except OSError:
        return 0
    return (int(words[1]) - int(words[2])) * os.sysconf("SC_PAGE_SIZE") if len(words) > 2 else 0


def _bytes(memory: str) -> int:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMG]?I?)B?\s*", memory.upper())
    if match is None or match[2] not in _UNITS:
        raise QueryError(f"{memory!r} is not an amount of memory such as 500MB or 2GB")
    return int(float(match[1]) * _UNITS[match[2]])


def _named(query: str) -> list[str]:
    words = _words(query)
    words |= {table for view, made_from in FROM.items() if view in words for table in made_from}
    return [name for name in GRAPH.names if name in words]


def _words(query: str) -> set[str]:
    return set(re.findall(r"[a-z_]+", query.lower()))


def _units(tallies: "pa.Table") -> list[str]:
    return [unit for unit in tallies["unit"].unique().to_pylist() if unit]
