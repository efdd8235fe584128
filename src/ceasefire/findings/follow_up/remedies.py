"""Remedies: what was asked of whom, by when, what came back, and whether the complainant was told."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from ceasefire.findings.follow_up.replies import Answer, replies_to
from ceasefire.linkage import membership
from ceasefire.parties.authority import Authority
from ceasefire.parties.authority.speaking import AS_COMPILED
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


def remedies(
    asked: "pa.Table", replies: "pa.Table", links: "pa.Table", on: date, *, authority: Authority
) -> "pa.Table":
    """Return each remedy with its state on a day: table `remedy_states`, the overdue first, then by deadline.

    A remedy is replied to where the body that it asks something of replies by an office of its own; what another tells of
    a reply, or another body's reply, is shown in `why` and leaves it open. Where no charter is pinned replies count as
    compiled, and `why` says so. A reply after the deadline is `replied_late`. What was asked or replied after the day is not
    seen: a statement that tells no day counts from its filing, one of an unknown day as given. Whether the complainant was
    told is told, not_told, or not_known: silence is not a yes.
    """
    import pyarrow as pa

    told = [row for row in asked.to_pylist() if _is_asked(row, on)]
    incident_of = membership.incident_among(links, chain.from_iterable(row["about"] or () for row in told))
    answers = replies_to(replies, ((row["remedy_id"], row["ledger"], row["label"]) for row in told), authority)
    rows = [_state(row, answers.get(row["remedy_id"], ()), incident_of, on, authority) for row in told]
    rows.sort(key=lambda r: (r["state"] != "overdue", r["deadline"] or date.max, r["remedy_id"]))
    return pa.Table.from_pylist(rows, schema=schema("remedy_states"))


def _is_asked(row: Row, on: date) -> bool:
    """Return whether a remedy was asked for by a day: the one that it tells, else that of its filing."""
    day = row["date_start"] or (date.fromisoformat(row["claimed_at"][:10]) if row["claimed_at"] else None)
    return day is None or day <= on


def _state(row: Row, answers: Sequence[Answer], incident_of: Mapping[str, str], on: date, authority: Authority) -> Row:
    there = [one for one in answers if one.by_then(on)]
    own = [one for one in there if _is_reply(one, row["asked_of"], authority)]
    reply = own[0] if own else None
    return {
        "remedy_id": row["remedy_id"],
        "asked_by": row["asked_by"],
        "asked_of": row["asked_of"],
        "what": row["what"],
        "deadline": row["deadline"],
        "state": _state_of(row["deadline"], reply, on),
        "replied_by": reply.by if reply else None,
        "reply": reply.says if reply else None,
        "told": {True: "told", False: "not_told", None: "not_known"}[reply.told_complainant if reply else None],
        "why": "; ".join(_why(there, own, authority)) or None,
        "incident_ids": sorted({incident_of[r] for r in row["about"] or () if r in incident_of}),
        "lineage": [row["remedy_id"], *(one.id for one in there)],
    }


def _is_reply(one: Answer, asked_of: str, authority: Authority) -> bool:
    return one.counts(authority) and (not authority.pinned or one.by == asked_of)


def _state_of(deadline: date | None, reply: Answer | None, on: date) -> str:
    if reply is not None:
        return "replied_late" if deadline is not None and reply.day is not None and reply.day > deadline else "replied"
    if deadline is None:
        return "no_deadline"
    return "overdue" if deadline < on else "waiting"


def _why(there: Sequence[Answer], own: Sequence[Answer], authority: Authority) -> list[str]:
    if not authority.pinned:
        return [AS_COMPILED] if own else []
    others = [one for one in there if one not in own]
    return [
        f"reply of {one.by} told by {one.told_by}" if one.told_by else f"{one.by} replied, of whom it is not asked"
        for one in others
    ]
