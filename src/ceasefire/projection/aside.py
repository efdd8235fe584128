"""What the reading sets aside: a statement, a row or a part that cannot be read stops nothing else and is never lost."""

from typing import Any, NamedTuple

import pyarrow as pa

from ceasefire.vocabulary import schema
from ceasefire.vocabulary.codes import AsideState

MOST_WORDS = 300
"""Characters of a reason: it may repeat what a stranger wrote."""


class SetAside(Exception):
    """Something cannot be read, in the words of `reason`; the reading goes on without it."""

    def __init__(self, state: AsideState, reason: str) -> None:
        super().__init__(reason)
        self.state, self.reason = state, reason


class Spot(NamedTuple):
    """Which statement: its id, and where it stands; a whole ledger has neither id nor position."""

    id: str | None
    origin: str
    seq: int | None
    kind: str


def shortened(reason: str) -> str:
    """Return a reason as it stands in a table: on one line, cut where it is too long."""
    words = " ".join(reason.split())
    return words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1] + "…"


class Aside:
    """Collects what one reading sets aside."""

    def __init__(self) -> None:
        self._rows: list[dict[str, Any]] = []

    def add(self, spot: Spot, state: AsideState, reason: str, row: int | None = None) -> None:
        """Note one statement, or one row of a batch, with the reason."""
        self._rows.append(
            {
                "statement_id": spot.id if row is None else f"{spot.id}#{row}",
                "ledger": spot.origin,
                "seq": spot.seq,
                "kind": spot.kind,
                "state": str(state),
                "reason": shortened(reason),
            }
        )

    def table(self) -> pa.Table:
        """Return the table `unread`."""
        return pa.Table.from_pylist(self._rows, schema=schema("unread"))
