"""Names the damaged rows of one blob, a JSON line each (`python -m ceasefire.record.locate`, its own process)."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from ceasefire.record import batch


def main(arguments: list[str]) -> None:
    """Print `[where, what]` for each fault of the blob at the first argument, against the batch in the second."""
    cited = msgspec.json.decode(arguments[1], type=batch.Cited)
    for fault in batch.faults(Path(arguments[0]), cited, lambda _count: None):
        sys.stdout.write(msgspec.json.encode([fault.where, fault.what]).decode() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
