"""Complaints: who asked for what about which incident, and what closed it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ceasefire.findings.follow_up.replies import Answer, replies_to, told_by
from ceasefire.linkage import membership
from ceasefire.parties.authority import Authority
from ceasefire.parties.authority.speaking import AS_COMPILED
from ceasefire.vocabulary import schema

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
_FURTHEST: Final = ("found", "answered", "remedy_asked")


class _Step(NamedTuple):
    """Something that followed a complaint: how far it brings it (None: it is told, and brings it nowhere), and in words."""

    state: str | None
    id: str
    words: str


def complaint_states(
    complaints: "pa.Table",
    replies: "pa.Table",
    remedies: "pa.Table",
    finding_checks: "pa.Table",
    links: "pa.Table",
    *,
    authority: Authority,
) -> "pa.Table":
    """Return how far each complaint has come: table `complaint_states`, by complaint.

    A finding on its incident that comes out as signed brings it to `found`, a reply that names it to `answered`, a remedy
    about its incident to `remedy_asked`; else it is `open`. A remedy that stands before it in the same ledger is not asked for it; in another
    ledger nothing tells which came first, unless it cites the complaint, and `why` says so. What another tells of a body is
    named in `why` and closes nothing; where no charter is pinned all count as compiled, and `why` says so.
    """
    import pyarrow as pa

    rows = sorted(complaints.to_pylist(), key=lambda row: str(row["complaint_id"]))
    asked = remedies.to_pylist()
    about = chain.from_iterable(row["about"] or () for row in (*rows, *asked))
    after = _After(
        membership.incident_among(links, about),
        replies_to(replies, ((row["complaint_id"], row["ledger"], row["label"]) for row in rows), authority),
        asked,
        finding_checks.to_pylist(),
        authority,
    )
    return pa.Table.from_pylist([after.state(row) for row in rows], schema=schema("complaint_states"))


class _After(NamedTuple):
    """What can follow complaints."""

    incident_of: Mapping[str, str]
    replies: Mapping[str, list[Answer]]
    remedies: Sequence[Row]
    findings: Sequence[Row]
    authority: Authority

    def state(self, row: Row) -> Row:
        """Return the row of one complaint."""
        incidents = self._incidents(row)
        steps = [*self._found(incidents), *self._answered(row), *self._asked(row, incidents)]
        states = {one.state for one in steps}
        own = told_by(row, row["by"], self.authority)
        words = [*([AS_COMPILED] if not self.authority.pinned else []), *(one.words for one in steps)]
        return {
            "complaint_id": row["complaint_id"],
            "incident_ids": sorted(incidents),
            "by": row["by"],
            "told_by": own,
            "against": row["against"],
            "asks": row["asks"],
            "received": row["received"],
            "state": next((state for state in _FURTHEST if state in states), "open"),
            "closed_by": sorted({one.id for one in steps if one.state is not None}),
            "why": "; ".join(words) or None,
            "lineage": sorted({row["complaint_id"], *(one.id for one in steps)}),
        }

    def _incidents(self, row: Row) -> set[str]:
        return {self.incident_of[one] for one in row["about"] or () if one in self.incident_of}

    def _found(self, incidents: Iterable[str]) -> Iterator[_Step]:
        for one in self.findings:
            if one["incident_id"] in incidents:
                counts = one["state"] == "holds" or not self.authority.pinned
                told = f"finding {one['finding_id'][:12]} of {one['ledger']}: {one['state'].replace('_', ' ')}"
                yield _Step("found" if counts else None, one["finding_id"], told)

    def _answered(self, row: Row) -> Iterator[_Step]:
        for one in self.replies.get(row["complaint_id"], ()):
            told = f"answered by {one.by}" if one.told_by is None else f"reply of {one.by} told by {one.told_by}"
            yield _Step("answered" if one.counts(self.authority) else None, one.id, told)

    def _asked(self, row: Row, incidents: set[str]) -> Iterator[_Step]:
        for one in self.remedies:
            cites = row["complaint_id"] in (one["cites"] or ())
            same_ledger = one["ledger"] == row["ledger"]
            if not cites and (not incidents & self._incidents(one) or (same_ledger and one["seq"] < row["seq"])):
                continue
            own = told_by(one, one["asked_by"], self.authority)
            counts = own is None or not self.authority.pinned
            told = f"remedy asked of {one['asked_of']} by {one['asked_by']}" + (f", told by {own}" if own else "")
            unknown = "" if cites or same_ledger else ", before or after the complaint"
            yield _Step("remedy_asked" if counts else None, one["remedy_id"], told + unknown)
