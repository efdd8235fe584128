"""Which reports an incident has: the one reading of the table `links` that every room uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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


def doubts(links: pa.Table) -> dict[str, float]:
    """Return, for each report whose link is unsure, the probability that it belongs to its incident (0 to 1)."""
    columns = (links[name].to_pylist() for name in ("report_id", "link_kind", "probability"))
    return {report: told for report, kind, told in zip(*columns, strict=True) if kind == UNSURE}


def doubtful_neighbour(pairs: pa.Table, report: str) -> str | None:
    """Return the report that a report may or may not go with: the likeliest of its unsure pairs; None without one.

    pairs: table `pairs`; of pairs equally likely the last by id decides.
    """
    import pyarrow.compute as pc

    mine = pc.or_(pc.equal(pairs["a"], report), pc.equal(pairs["b"], report))
    beside = pairs.filter(pc.and_(mine, pc.equal(pairs["link_kind"], UNSURE))).to_pylist()
    nearest = max(beside, key=lambda pair: (pair["probability"], pair["a"], pair["b"]), default=None)
    if nearest is None:
        return None
    return str(nearest["b"] if nearest["a"] == report else nearest["a"])


def link_words(probability: float | None) -> str:
    """Return how a doubtful link is shown beside a report: "link unsure, 0.45"; empty for a link that is sure."""
    return "" if probability is None else f"link unsure, {probability:.2f}"
