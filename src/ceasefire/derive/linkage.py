"""Which reports speak of one incident, and the learnt set under which that is reckoned."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pyarrow as pa

from ceasefire.derive.graph import Tables, stage, value

if TYPE_CHECKING:
    from ceasefire.linkage.pinned.in_force import Pinned


@value
def linkage_parameters(parameters: pa.Table, *, blobs: Callable[[str], bytes]) -> "Pinned":
    """Return the learnt set that links are computed under: the one in force, which no report and no judgement changes."""
    from ceasefire.linkage.pinned.in_force import in_force

    return in_force(parameters, blobs)


@stage("links", "pairs", "incidents")
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
