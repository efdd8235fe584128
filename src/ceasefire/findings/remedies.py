"""Remedies: what was asked of whom, by when, what came back, and whether the complainant was told."""

from collections.abc import Mapping
from datetime import date
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

    incident_of = membership.incident_of(links)
    rows = [_state(row, incident_of, on, replied_on or {}) for row in asked.to_pylist()]
    rows.sort(key=lambda r: (r["state"] != "overdue", r["deadline"] or date.max, r["remedy_id"]))
    return pa.Table.from_pylist(rows, schema=schema("remedy_states"))


def _state(
    row: dict[str, Any], incident_of: Mapping[str, str], on: date, replied_on: Mapping[str, date]
) -> dict[str, Any]:
    deadline, reply = row["deadline"], row["reply_id"]
    day = replied_on.get(reply) if reply else None
    if reply is not None and (day is None or day <= on):
        late = deadline is not None and day is not None and day > deadline
        state = "replied_late" if late else "replied"
    elif deadline is None:
        state, reply = "no_deadline", None
    else:
        state, reply = ("overdue" if deadline < on else "waiting"), None
    told = {True: "told", False: "not_told", None: "not_known"}[row["told_complainant"] if reply else None]
    return {
        "remedy_id": row["remedy_id"],
        "asked_by": row["asked_by"],
        "asked_of": row["asked_of"],
        "what": row["what"],
        "deadline": deadline,
        "state": state,
        "replied_by": row["replied_by"] if reply else None,
        "reply": row["reply"] if reply else None,
        "told": told,
        "incident_ids": sorted({incident_of[r] for r in row["about"] or () if r in incident_of}),
        "lineage": [row["remedy_id"], *([reply] if reply else [])],
    }
