"""Which reports speak of one incident."""

import hashlib

import pyarrow as pa

from ceasefire.derive.graph import Tables, stage


@stage("links", "pairs", "incidents")
def link(reports: pa.Table, judgements: pa.Table) -> Tables:
    """Return the links between reports, the pairs weighed, and the incidents."""
    from ceasefire import linkage

    linked = linkage.link(reports, judgements)
    return {"links": _named(linked.links), "pairs": linked.pairs, "incidents": _named(linked.incidents)}


def _named(table: pa.Table) -> pa.Table:
    """Return the table with incidents under names of their own: linkage calls one by its smallest report's id.

    `i-` and 16 hex digits of that id's digest; so nobody takes an incident for a statement.
    """
    where = table.schema.get_field_index("incident_id")
    ids = table["incident_id"].combine_chunks().dictionary_encode()
    names = [f"i-{hashlib.sha256(i.encode()).hexdigest()[:16]}" for i in ids.dictionary.to_pylist()]
    return table.set_column(where, "incident_id", pa.array(names, pa.string()).take(ids.indices))
