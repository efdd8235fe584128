"""How many sources an incident's reports go back to, by the tables of sources and parties, read from finished links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pyarrow as pa

from ceasefire.linkage import membership
from ceasefire.parties import Directory, Speaker, Speakers
from ceasefire.parties.speakers import distinct, independent
from ceasefire.vocabulary.arrays import Ints
from ceasefire.vocabulary.distinct_rows import distinct_rows


def with_sources(
    incidents: pa.Table, links: pa.Table, reports: pa.Table, parties: pa.Table, sources: pa.Table
) -> pa.Table:
    """Return the incidents with `sources` and `independent_sources` counted over the reports that belong to each.

    An incident of which no report names a source or a publisher counts none. `link` itself knows no table of sources: it
    counts by spelling, and leaves the independent ones open.
    """
    speakers = Speakers(sources, Directory.build(parties.to_pylist()))
    told = distinct_rows(reports[name] for name in ("source", "publisher"))
    names = reports.select(["source", "publisher"]).take(pa.array(told.first)).to_pylist()
    heard = [frozenset(speakers.of(name["source"], name["publisher"])) for name in names]
    ids = incidents["incident_id"].combine_chunks()
    incident = membership.incident_rows(reports, links, ids)
    for name, count in (("sources", distinct), ("independent_sources", independent)):
        column = pa.array(_counted(incident, told.which, heard, count, len(ids)), pa.int32())
        incidents = incidents.set_column(incidents.schema.get_field_index(name), name, column)
    return incidents


def _counted(
    incident: Ints, which: Ints, heard: Sequence[frozenset[Speaker]], count: Callable[[Iterable[Speaker]], int], n: int
) -> Ints:
    """Return for each of n incidents the count over those heard in its reports; once for each way of naming a source.

    `incident`: int64 [reports], -1 for none; `which`: int64 [reports], place in `heard`.
    """
    linked = incident >= 0
    incident, which = incident[linked], which[linked]
    each = np.array([count(speakers) for speakers in heard], np.int64)
    found = np.zeros(n, np.int64)
    found[incident] = each[which]
    company = (np.bincount(incident, minlength=n) > 1)[incident]
    every = len(heard)
    pairs = np.sort(incident[company] * every + which[company])
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    of, ways = pairs // every, pairs % every
    starts = np.flatnonzero(np.diff(of, prepend=-1))
    counts: dict[bytes, int] = {}
    for one, start, end in zip(of[starts].tolist(), starts.tolist(), [*starts[1:].tolist(), len(of)], strict=False):
        key = ways[start:end].tobytes()
        if key not in counts:
            counts[key] = count(frozenset[Speaker]().union(*(heard[way] for way in ways[start:end].tolist())))
        found[one] = counts[key]
    return found
