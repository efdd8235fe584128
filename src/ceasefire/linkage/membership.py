"""Which reports an incident has: the one reading of the table `links` that every room uses."""

from __future__ import annotations

from typing import Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

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


class Doubt(NamedTuple):
    """The probability that a report and its doubtful neighbour speak of one incident (0 to 1), and the neighbour."""

    probability: float
    neighbour: str


def doubtful(links: pa.Table, pairs: pa.Table) -> dict[str, Doubt]:
    """Return, for each report whose link is unsure, the neighbour that makes it so and how likely the two go together.

    Of an incident with several reports the neighbour is the likeliest of these, of a report alone the likeliest of all;
    of equally likely ones the last by id. A report of which no pair tells is left out. `links` may be those of one incident
    (`within`).
    """
    of, size = incident_of(links), {incident: len(ids) for incident, ids in members(links).items()}
    unsure = pa.array(sorted(doubts(links)), pa.string())
    found: dict[str, Doubt] = {}
    for own, other in (("a", "b"), ("b", "a")):
        mine = pairs.filter(pc.is_in(pairs[own], unsure))
        for report, *rest in zip(*(mine[name].to_pylist() for name in (own, "probability", other)), strict=True):
            doubt = Doubt(*rest)
            if size[of[report]] == 1 or of.get(doubt.neighbour) == of[report]:
                found[report] = max(doubt, found.get(report, doubt))
    return found


def link_words(doubt: Doubt | None, called: str | None = None) -> str:
    """Return how a doubtful link is shown beside a report: "link unsure, 0.45 with R0416"; empty for a link that is sure.

    `called` is what the neighbour is called where that can be said.
    """
    if doubt is None:
        return ""
    return f"link unsure, {doubt.probability:.2f}" + (f" with {called}" if called else "")
