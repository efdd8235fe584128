"""Which reports an incident has: the one reading of the table `links` that every room uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.vocabulary.arrays import Ints
from ceasefire.vocabulary.distinct_rows import codes

UNSURE: Final = "unsure"
"""Kind of a link in doubt. It says how sure the link is, never that the report belongs nowhere."""


def incident_of(links: pa.Table) -> dict[str, str]:
    """Return the incident of each linked report.

    Every report belongs to exactly one incident, whatever the kind of its link: `unsure` describes a doubtful
    neighbour and takes no report out of its incident. Raises ValueError where a report is linked to two incidents.
    """
    reports, incidents = links["report_id"].to_pylist(), links["incident_id"].to_pylist()
    found: dict[str, str] = dict(zip(reports, incidents, strict=True))
    for report, incident in zip(reports, incidents, strict=True) if len(found) < len(reports) else ():
        if found[report] != incident:
            raise ValueError(f"report {report} is linked to two incidents, {incident} and {found[report]}")
    return found


def incident_among(links: pa.Table, reports: Iterable[str]) -> dict[str, str]:
    """Return the incident of each of some reports that is linked: `incident_of`, whatever the size of the record."""
    wanted = pa.array(sorted(set(reports)), pa.string())
    return incident_of(links.filter(pc.is_in(links["report_id"], wanted)))


def incident_rows(reports: pa.Table, links: pa.Table, incidents: pa.Array) -> Ints:
    """Return for each report the place of its incident in `incidents` (distinct ids); -1 where it is none of them.

    Raises ValueError where a report is linked to two incidents.
    """
    _only_one_each(links)
    link = pc.index_in(reports["report_id"], links["report_id"].combine_chunks()).combine_chunks()
    place = pc.index_in(links["incident_id"], incidents).combine_chunks()
    found: Ints = pc.fill_null(place.take(link), -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return found


def members(links: pa.Table) -> dict[str, tuple[str, ...]]:
    """Return the reports of each incident, sorted by id; no incident is without one.

    Raises ValueError where a report is linked to two incidents.
    """
    if not _only_one_each(links):
        links = links.group_by(["report_id", "incident_id"], use_threads=False).aggregate([])
    names = links["incident_id"].combine_chunks().dictionary_encode()
    of = np.asarray(names.indices.to_numpy(zero_copy_only=False), np.int64)
    held = links["report_id"].combine_chunks().take(pa.array(np.argsort(of, kind="stable"))).to_pylist()
    ends = np.cumsum(np.bincount(of, minlength=len(names.dictionary))).tolist()
    runs = zip(names.dictionary.to_pylist(), [0, *ends], ends, strict=False)
    return {incident: tuple(sorted(held[a:b]) if b - a > 1 else held[a:b]) for incident, a, b in runs}


def in_company(links: pa.Table) -> pa.Table:
    """Return the links of the incidents that several reports tell of; most incidents of a large record have one."""
    places = codes(links["incident_id"])
    found: pa.Table = links.filter(pa.array((np.bincount(places) > 1)[places] if len(places) else [], pa.bool_()))
    return found


def _only_one_each(links: pa.Table) -> bool:
    """Return whether no report is linked twice; raises ValueError where one is linked to two incidents."""
    once: bool = pc.count_distinct(links["report_id"]).as_py() == len(links)
    if not once:
        incident_of(links)
    return once


def holding(links: pa.Table, report: str) -> str | None:
    """Return the incident of one report, None for one that is not linked; as `incident_of`, without reading all links."""
    return incident_of(links.filter(pc.equal(links["report_id"], report))).get(report)


def doubts(links: pa.Table) -> dict[str, float]:
    """Return, for each report whose link is unsure, the probability that it belongs to its incident (0 to 1)."""
    unsure = links.filter(pc.equal(links["link_kind"], UNSURE))
    return dict(zip(unsure["report_id"].to_pylist(), unsure["probability"].to_pylist(), strict=True))


class Doubt(NamedTuple):
    """The probability that a report and its doubtful neighbour speak of one incident (0 to 1), and the neighbour."""

    probability: float
    neighbour: str


def doubtful(links: pa.Table, pairs: pa.Table) -> dict[str, Doubt]:
    """Return, for each report whose link is unsure, the neighbour that makes it so and how likely the two go together.

    Of an incident with several reports the neighbour is the likeliest of these, of a report alone the likeliest of all;
    of equally likely ones the last by id. A report of which no pair tells is left out. `links` may be those of one incident
    alone.
    """
    unsure = pa.array(sorted(doubts(links)), pa.string())
    near = pairs.filter(pc.or_(pc.is_in(pairs["a"], unsure), pc.is_in(pairs["b"], unsure)))
    of = incident_among(links, chain(unsure.to_pylist(), *(near[name].to_pylist() for name in ("a", "b"))))
    size = Counter(
        incident_of(
            links.filter(pc.is_in(links["incident_id"], pa.array(sorted(set(of.values())), pa.string())))
        ).values()
    )
    found: dict[str, Doubt] = {}
    for own, other in (("a", "b"), ("b", "a")):
        mine = near.filter(pc.is_in(near[own], unsure))
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
