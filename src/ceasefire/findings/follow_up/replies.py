"""Which replies answer what, and whose word each of them is."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ceasefire.findings.own_words import voice_of
from ceasefire.parties.authority import Authority
from ceasefire.vocabulary.labels import Labels

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


class Answer(NamedTuple):
    """One reply; `told_by` is the ledger that tells it of the body, None where it is the body's own word."""

    id: str
    by: str
    says: str
    day: date | None
    """The day that it tells; None where it tells none."""
    filed: date | None
    told_complainant: bool | None
    told_by: str | None

    def by_then(self, on: date) -> bool:
        """Say whether it was known on a day: by the day that it tells, else by its filing; of an unknown day it was."""
        day = self.day or self.filed
        return day is None or day <= on

    def counts(self, authority: Authority) -> bool:
        """Say whether it is a reply: the body's own word, or as compiled where no charter is pinned."""
        return self.told_by is None or not authority.pinned


def told_by(row: Row, body: str, authority: Authority) -> str | None:
    """Return the ledger that tells a thing of a body; None where it is the body's own word."""
    return None if voice_of(row, authority).speaks_for(body) else str(row["ledger"])


def replies_to(
    replies: "pa.Table", things: Iterable[tuple[str, str, str | None]], authority: Authority
) -> Mapping[str, list[Answer]]:
    """Return the replies to each thing, by its id, by day and then by ledger and place there.

    `things` are what can be answered: id, ledger and label of each. A label means the replying office's own thing before
    another's, and nothing where several others have it.
    """
    named = tuple(things)
    labels, ids = Labels(named), {one[0] for one in named}
    found: dict[str, list[Answer]] = {}
    for row in sorted(replies.to_pylist(), key=_order):
        meant = labels.meant(row["to"], row["ledger"])
        thing = row["to"] if row["to"] in ids else meant[0] if len(meant) == 1 else None
        if thing is not None:
            found.setdefault(thing, []).append(_answer(row, authority))
    return found


def _order(row: Row) -> tuple[date, str, int]:
    return row["date_start"] or date.max, row["ledger"], row["seq"]


def _answer(row: Row, authority: Authority) -> Answer:
    by = told_by(row, row["by"], authority)
    return Answer(
        row["reply_id"], row["by"], row["says"], row["date_start"], _day(row["claimed_at"]), row["told_complainant"], by
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told[:10]) if told else None
