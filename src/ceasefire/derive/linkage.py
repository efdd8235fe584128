"""Which reports speak of one incident, and the learnt set under which that is reckoned."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pyarrow as pa

from ceasefire.derive.graph import Get, Tables, stage, value
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.deltas import Delta, Held

if TYPE_CHECKING:
    from ceasefire.linkage.pinned.in_force import Pinned


@value
def linkage_parameters(parameters: pa.Table, *, blobs: Callable[[str], bytes]) -> "Pinned":
    """Return the learnt set that links are computed under: the one in force, which no report and no judgement changes."""
    from ceasefire.linkage.pinned.in_force import in_force

    return in_force(parameters, blobs)


def _step(changes: Mapping[str, Delta], held: Held, get: Get) -> Mapping[str, Delta] | None:
    """Return what changes in links, pairs and incidents: around the reports and judgements that changed alone.

    Other parties or sources link nothing anew: they only change how many sources an incident has.
    """
    from ceasefire.linkage.scale.local import relink

    pinned: Pinned = get("linkage_parameters")  # type: ignore[assignment]
    parties, sources = held.whole("parties"), held.whole("sources")
    if changes.keys() & {"parties", "sources"}:
        return None
    reports, judgements = (changes.get(name) or _none(name) for name in ("reports", "judgements"))
    return relink(reports, judgements, parties, sources, held, pinned.parameters)


def _none(table: str) -> Delta:
    empty = schema(table).empty_table()
    return Delta(empty, empty)


@stage("links", "pairs", "incidents", live=True, step=_step)
def link(
    reports: pa.Table, judgements: pa.Table, parties: pa.Table, sources: pa.Table, linkage_parameters: "Pinned"
) -> Tables:
    """Return the links between reports, the pairs weighed, and the incidents under their lasting names."""
    from ceasefire import linkage
    from ceasefire.linkage.naming import name_incidents
    from ceasefire.linkage.sources import with_sources

    linked = linkage.link(reports, judgements, parameters=linkage_parameters.parameters)
    links, incidents = name_incidents(linked.links, linked.incidents, reports)
    incidents = with_sources(incidents, links, reports, parties, sources)
    return {"links": links, "pairs": linked.pairs, "incidents": incidents}
