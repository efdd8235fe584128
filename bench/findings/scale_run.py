"""One step at one size, in a process of its own: prints processor seconds, peak memory and a digest of the answer.

python scale_run.py STEP SIZE SHARE
"""

import datetime as dt
import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import made
import pyarrow as pa

from ceasefire import figures, findings
from ceasefire.figures.incident_counts import toll
from ceasefire.figures.tables import figures_table
from ceasefire.findings.positions import check_positions
from ceasefire.linkage import membership
from ceasefire.linkage.naming import name_incidents
from ceasefire.linkage.sources import with_sources
from ceasefire.vocabulary import schema

Step = Callable[[made.Made], Any]


def standing(of: made.Made) -> pa.Table:
    return findings.standing(
        incidents=of.incidents,
        links=of.links,
        reports=of.reports,
        scope=of.scope,
        positions=of.positions,
        parties=of.parties,
        sources=of.sources,
    )


def conflicts(of: made.Made) -> pa.Table:
    none = [schema(name).empty_table() for name in ("meetings", "assertions", "tallies")]
    return findings.conflicts(*none, of.reports, of.links, parties=of.parties)


def matrix(of: made.Made) -> pa.Table:
    checks = check_positions(of.positions, of.parties, links=of.links)
    return findings.matrix(schema("tallies").empty_table(), of.positions, of.links, of.reports, checks=checks)


def counted(of: made.Made) -> pa.Table:
    """As the stage `figures` does without tallies."""
    counts = figures.count_incidents(of.incidents, of.scope, of.links).values()
    return figures_table([*counts, toll(of.incidents, of.links)])


STEPS: dict[str, Step] = {
    "standing": standing,
    "with_sources": lambda of: with_sources(of.incidents, of.links, of.reports, of.parties, of.sources),
    "name_incidents": lambda of: name_incidents(of.links, of.incidents, of.reports)[0],
    "members": lambda of: pa.table({"n": [len(membership.members(of.links))]}),
    "conflicts": conflicts,
    "position_checks": lambda of: check_positions(of.positions, of.parties, links=of.links),
    "matrix": matrix,
    "remedies": lambda of: findings.remedies(of.remedies, of.links, dt.date(2018, 1, 1)),
    "figures": counted,
}


def digest(table: pa.Table) -> str:
    """Return a digest of the rows in their order, whatever pieces they come in."""
    found = hashlib.sha256()
    for batch in table.to_batches(max_chunksize=1000):
        for column in batch.columns:
            found.update(repr(column.to_pylist()).encode())
    return found.hexdigest()[:12]


def main(step: str, size: int, share: float) -> None:
    """Make a record, run one step and print what it took."""
    of = made.record(size, share)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.process_time()
    held = pa.total_allocated_bytes() / 2**20
    table = STEPS[step](of)
    cpu, peak = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = table.num_rows
    table = table.slice(0, 300_000).combine_chunks()
    print(
        json.dumps(
            {
                "cpu": round(cpu, 3),
                "peak_mib": round(peak),
                "made_mib": round(before),
                "tables_mib": round(held),
                "rows": rows,
                "digest": digest(table),
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
