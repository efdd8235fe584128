"""How many sources an incident's reports go back to, by the tables of sources and parties, read from finished links."""

from __future__ import annotations

import pyarrow as pa

from ceasefire.linkage import membership
from ceasefire.parties import Directory, Speaker, Speakers
from ceasefire.parties.speakers import distinct, independent


def with_sources(
    incidents: pa.Table, links: pa.Table, reports: pa.Table, parties: pa.Table, sources: pa.Table
) -> pa.Table:
    """Return the incidents with `sources` and `independent_sources` counted over the reports that belong to each.

    An incident of which no report names a source or a publisher counts none. `link` itself knows no table of sources: it
    counts by spelling, and leaves the independent ones open.
    """
    speakers = Speakers(sources, Directory.build(parties.to_pylist()))
    incident_of = membership.incident_of(links)
    heard: dict[str, set[Speaker]] = {}
    columns = (reports[name].to_pylist() for name in ("report_id", "source", "publisher"))
    for report, source, publisher in zip(*columns, strict=True):
        if report in incident_of:
            heard.setdefault(incident_of[report], set()).update(speakers.of(source, publisher))
    ids = incidents["incident_id"].to_pylist()
    for name, count in (("sources", distinct), ("independent_sources", independent)):
        column = pa.array([count(heard.get(i, ())) for i in ids], pa.int32())
        incidents = incidents.set_column(incidents.schema.get_field_index(name), name, column)
    return incidents
