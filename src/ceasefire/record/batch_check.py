"""Checks batches against their blobs in a process of its own: a stranger's bytes may crash a parser or fill the memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ceasefire.record.batch import TOO_MUCH, Cited, Fault

if TYPE_CHECKING:
    from subprocess import Popen

_SCRIPT: Final = Path(__file__).with_name("batch_process.py")
_SILENT_SECONDS: Final = 60.0
"""So long the process may say nothing: 4,096 reports take 30 ms. Chosen by hand."""
_MOST_FAULTS: Final = 1000
"""Faults of one batch that are named; a bound on what a stranger's blob can make us print. Chosen by hand."""


class BatchCheck:
    """The process, started for the first batch and again after one that ended it; gone when the block ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._child: Popen[bytes] | None = None

    def __enter__(self) -> BatchCheck:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def faults(self, cited: Cited, whole: bool, progress: Callable[[int], None]) -> list[Fault]:
        """Return what in a batch's blob does not fit its statement; `whole` says that its bytes are those of its name.

        What ends the process, or keeps it silent for a minute, is a fault as well.
        """
        found: list[Fault] = []
        try:
            if self._child is None:
                from ceasefire.record import own_process

                self._child = own_process.started(_SCRIPT, ARROW_DEFAULT_MEMORY_POOL="system", MALLOC_ARENA_MAX="2")
            for said in _answers(self._child, [str(self._folder), cited, whole]):
                if len(said) == 1:
                    progress(int(said[0]))
                elif len(found) < _MOST_FAULTS:
                    found.append(Fault(*map(str, said)))
        except (OSError, EOFError, ValueError, TypeError):
            self._end()
            found.append(Fault("", TOO_MUCH if whole else "no further row could be named"))
        return found

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            from ceasefire.record import own_process

            own_process.end(child)


def _answers(child: Popen[bytes], order: list[object]) -> Iterator[list[Any]]:
    """Yield what the process says of one batch; raises EOFError where it ends before it is done."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(msgspec.json.encode(order) + b"\n")
    child.stdin.flush()
    while True:
        watch = threading.Timer(_SILENT_SECONDS, child.kill)
        watch.daemon = True
        watch.start()
        try:
            line = child.stdout.readline()
        finally:
            watch.cancel()
        if not line:
            raise EOFError
        said = msgspec.json.decode(line, type=list[Any])
        if not said:
            return
        yield said
