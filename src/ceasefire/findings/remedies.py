"""Remedies: what was asked of whom, by when, what came back, and whether the complainant was told."""

from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from ceasefire.linkage import membership
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    import pyarrow as pa


def remedies(
    asked: "pa.Table", links: "pa.Table", on: date, *, replied_on: Mapping[str, date] | None = None
) -> "pa.Table":
    """Return each remedy with its state on a day: table `remedy_states`, the overdue first, then by deadline.

    `replied_on` gives the day of a reply by its statement id, where it is known; a reply after the deadline is
    `replied_late`. Without it a reply counts as a reply. Whether the complainant was told is told, not_told, or
    not_known: silence is not a yes.
    """
    import pyarrow as pa

    told = asked.to_pylist()
    incident_of = membership.incident_among(links, chain.from_iterable(row["about"] or () for row in told))
    rows = [_state(row, incident_of, on, replied_on or {}) for row in told]
    rows.sort(key=lambda r: (r["state"] != "overdue", r["deadline"] or date.max, r["remedy_id"]))
    return pa.Table.from_pylist(rows, schema=schema("remedy_states"))


def _reply_by(reply: str | None, on: date, replied_on: Mapping[str, date]) -> str | None:
    """Return the reply that stood on a day; one of an unknown day counts as given."""
    day = replied_on.get(reply) if reply else None
    return reply if day is None or day <= on else None


def _state_of(deadline: date | None, reply: str | None, on: date, replied_on: Mapping[str, date]) -> str:
    if reply is not None:
        day = replied_on.get(reply)
        return "replied_late" if deadline is not None and day is not None and day > deadline else "replied"
    if deadline is None:
        return "no_deadline"
    return "overdue" if deadline < on else "waiting"


def _state(
    row: dict[str, Any], incident_of: Mapping[str, str], on: date, replied_on: Mapping[str, date]
) -> dict[str, Any]:
    reply = _reply_by(row["reply_id"], on, replied_on)
    told = {True: "told", False: "not_told", None: "not_known"}[row["told_complainant"] if reply else None]
    return {
        "remedy_id": row["remedy_id"],
        "asked_by": row["asked_by"],
        "asked_of": row["asked_of"],
        "what": row["what"],
        "deadline": row["deadline"],
        "state": _state_of(row["deadline"], reply, on, replied_on),
        "replied_by": row["replied_by"] if reply else None,
        "reply": row["reply"] if reply else None,
        "told": told,
        "incident_ids": sorted({incident_of[r] for r in row["about"] or () if r in incident_of}),
        "lineage": [row["remedy_id"], *([reply] if reply else [])],
    }
