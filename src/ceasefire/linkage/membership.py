"""Which reports an incident has: the one reading of the table `links` that every room uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow.compute as pc

if TYPE_CHECKING:
    import pyarrow as pa

UNSURE: Final = "unsure"
"""Kind of a link in doubt. It says how sure the link is, never that the report belongs nowhere."""


def incident_of(links: pa.Table) -> dict[str, str]:
    """Return the incident of each linked report.

    Every report belongs to exactly one incident, whatever the kind of its link: `unsure` describes a doubtful
    neighbour and takes no report out of its incident. Raises ValueError where a report is linked to two incidents.
    """
    rows = list(zip(links["report_id"].to_pylist(), links["incident_id"].to_pylist(), strict=True))
    found: dict[str, str] = dict(rows)
    for report, incident in rows if len(found) < len(rows) else ():
        if found[report] != incident:
            raise ValueError(f"report {report} is linked to two incidents, {incident} and {found[report]}")
    return found


def members(links: pa.Table) -> dict[str, tuple[str, ...]]:
    """Return the reports of each incident, sorted by id; no incident is without one.

    Raises ValueError where a report is linked to two incidents.
    """
    found: dict[str, list[str]] = {}
    for report, incident in incident_of(links).items():
        found.setdefault(incident, []).append(report)
    return {incident: tuple(sorted(reports)) for incident, reports in found.items()}


def within(links: pa.Table, incident: str) -> pa.Table:
    """Return the links of one incident, for `members` and `doubts` of it alone in a large record."""
    return links.filter(pc.equal(links["incident_id"], incident))


def holding(links: pa.Table, report: str) -> str | None:
    """Return the incident of one report, None for one that is not linked; as `incident_of`, without reading all links."""
    return incident_of(links.filter(pc.equal(links["report_id"], report))).get(report)


def doubts(links: pa.Table) -> dict[str, float]:
    """Return, for each report whose link is unsure, the probability that it belongs to its incident (0 to 1)."""
    columns = (links[name].to_pylist() for name in ("report_id", "link_kind", "probability"))
    return {report: told for report, kind, told in zip(*columns, strict=True) if kind == UNSURE}


def link_words(probability: float | None) -> str:
    """Return how a doubtful link is shown beside a report: "link unsure, 0.45"; empty for a link that is sure."""
    return "" if probability is None else f"link unsure, {probability:.2f}"
