"""The process that checks batches and nothing else; `batch_check` starts it, feeds it and watches it.

Run by its path. For each line of JSON from standard input (folder, what is cited, whether the blob is whole) it writes
lines of JSON: `[rows]` as it goes on, `[where, what]` for each fault, and `[]` at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from ceasefire.record import batch, blobs
from ceasefire.record.errors import RecordError

MOST_MEMORY = 3 << 30
"""Bytes of addresses that the process may take; a batch of 10^6 reports takes a third of that. Chosen by hand."""


class Order(msgspec.Struct, frozen=True, array_like=True):
    """One batch to check: in which record, what its statement says, and whether the blob's bytes hold."""

    folder: str
    cited: batch.Cited
    whole: bool


def main() -> None:
    """Answer each order on standard input until there is no more."""
    _limit()
    for line in sys.stdin.buffer:
        order = msgspec.json.decode(line, type=Order)
        for fault in _faults(order):
            _tell(fault.where, fault.what)
        _tell()


def _limit() -> None:
    """Bound the memory, where the system can: a stranger's blob of some kilobytes may unpack to any size."""
    try:
        import resource
    except ImportError:
        return
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_CORE):
        most = resource.getrlimit(kind)[1]
        wanted = MOST_MEMORY if kind == resource.RLIMIT_AS else 0
        resource.setrlimit(kind, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def _faults(order: Order) -> Iterator[batch.Fault]:
    folder = Path(order.folder)
    try:
        if order.whole:
            with blobs.opened(folder, order.cited.sha256) as file:
                yield from batch.faults(file, order.cited, _tell)
        else:
            yield from batch.faults(blobs.path_of(folder, order.cited.sha256), order.cited, _tell)
    except RecordError as error:
        yield batch.Fault("", str(error))
    except MemoryError:
        yield batch.Fault("", batch.TOO_MUCH)


def _tell(*words: Any) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(words) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
