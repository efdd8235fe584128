"""What a label means: an office's own name for a thing, which another office may use for another thing.

The rule: the label of the ledger that asks or signs comes first, else one that only one ledger uses, else the label is
ambiguous. Of the things that one ledger holds under one label the last is meant.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

SHORTEST: Final = 8
"""Characters that the beginning of an id must have at least: as many as `record.entries` asks for (32 bits)."""

WHOLE_ID: Final = re.compile(r"[0-9a-f]{64}(#\d+)?")
"""A statement or a row of a batch. It is never read as a label: else an office that takes the id of another's report
for a label would draw to itself what is said of that report."""


def statement_of(identity: str) -> str:
    """Return the id of the statement that holds a thing: of a row of a batch, `id#row`, that of the batch."""
    return identity.partition("#")[0]


class Labels:
    """Which things a label means, seen from a ledger or from none."""

    def __init__(self, labelled: Iterable[tuple[str, str, str | None]]) -> None:
        """Take (id, ledger, label) of things of one kind, each ledger's in its order; None is no label."""
        self._of: dict[str, dict[str, str]] = {}
        for thing, ledger, label in labelled:
            if label is not None and not WHOLE_ID.fullmatch(label):
                self._of.setdefault(label, {})[ledger] = thing

    def meant(self, label: str, ledger: str | None = None) -> tuple[str, ...]:
        """Return the ids that a label can mean, sorted: one where it is clear, none where nothing has that label.

        `ledger` is the one that asks or signs; without one, a label has to be that of a single ledger.
        """
        of = self._of.get(label, {})
        own = of.get(ledger) if ledger is not None else None
        return (own,) if own is not None else tuple(sorted(of.values()))

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)
