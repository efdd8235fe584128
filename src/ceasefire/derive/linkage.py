"""Which reports speak of one incident."""

import pyarrow as pa

from ceasefire.derive.graph import Tables, stage


@stage("links", "pairs", "incidents")
def link(reports: pa.Table, judgements: pa.Table, parties: pa.Table, sources: pa.Table) -> Tables:
    """Return the links between reports, the pairs weighed, and the incidents under their lasting names."""
    from ceasefire import linkage
    from ceasefire.linkage.naming import name_incidents

    linked = linkage.link(reports, judgements)
    links, incidents = name_incidents(linked.links, linked.incidents, reports)
    return {"links": links, "pairs": linked.pairs, "incidents": _sourced(incidents, links, reports, parties, sources)}


def _sourced(incidents: pa.Table, links: pa.Table, reports: pa.Table, parties: pa.Table, sources: pa.Table) -> pa.Table:
    """Return incidents with their sources counted by the tables of sources and parties, which linkage does not know."""
    from ceasefire.linkage import membership
    from ceasefire.parties import Directory, Speakers
    from ceasefire.parties.speakers import with_sources

    speakers = Speakers(sources, Directory.build(parties.to_pylist()))
    return with_sources(incidents, membership.incident_of(links), reports, speakers)
