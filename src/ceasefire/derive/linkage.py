"""Which reports speak of one incident."""

import pyarrow as pa

from ceasefire.derive.graph import Tables, stage


@stage("links", "pairs", "incidents", live=True)
def link(reports: pa.Table, judgements: pa.Table, parties: pa.Table, sources: pa.Table) -> Tables:
    """Return the links between reports, the pairs weighed, and the incidents under their lasting names."""
    from ceasefire import linkage
    from ceasefire.linkage.naming import name_incidents
    from ceasefire.linkage.sources import with_sources

    linked = linkage.link(reports, judgements)
    links, incidents = name_incidents(linked.links, linked.incidents, reports)
    incidents = with_sources(incidents, links, reports, parties, sources)
    return {"links": links, "pairs": linked.pairs, "incidents": incidents}
