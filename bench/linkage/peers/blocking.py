"""BlockingPy on a world: blocks of reports whose texts are one another's nearest, taken for incidents.

`blocking.py WORLD.parquet OUT usual` writes OUT.<setting> with report_id and incident_id for several settings, so that the bench
can show the usual one (its own blocks, of all that a report tells) and grant it the best.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

FACTS = ("place", "admin1", "admin2", "event_type", "actor_alleged", "actor_target")
DISTANCES = (np.inf, 0.5, 0.3, 0.2, 0.1, 0.05)
"""Distances (of the cosine) above which two nearest texts are not taken for one incident; its own blocks know no such limit."""
USUAL = "all-inf"


def main(path: Path, out: Path, setup: str) -> None:
    """Write what each setting gives."""
    table = pq.read_table(path)
    table = table.filter(pc.is_valid(table["date_start"]))
    cost = {}
    for name, labels, spent in settings(table):
        pq.write_table(pa.table({"report_id": table["report_id"], "incident_id": labels}), f"{out}.{name}")
        cost[name] = spent
    print(json.dumps({"thresholds": list(cost), "usual": [USUAL], "cost": cost}))


def settings(table: pa.Table) -> Iterator[tuple[str, list[str], float]]:
    """Yield the groups of reports for each text and distance, and processor seconds."""
    from blockingpy import Blocker
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    for name, text in texts(table).items():
        begun = time.process_time()
        found = Blocker().block(x=text, random_seed=1).result
        spent = time.process_time() - begun
        for distance in DISTANCES:
            some = found[found["dist"] <= distance]
            graph = coo_array((np.ones(len(some), np.int8), (some["x"], some["y"])), shape=(len(text), len(text)))
            yield f"{name}-{distance:g}", [f"c{c}" for c in connected_components(graph)[1]], spent


def texts(table: pa.Table) -> dict[str, pd.Series]:
    """Return what each report tells as one text: with its summary, and its day and names alone."""
    days = table["date_start"].cast(pa.string()).to_pylist()
    facts = [
        [day, *(value for value in row if value)]
        for day, row in zip(days, zip(*(table[name].to_pylist() for name in FACTS), strict=True), strict=True)
    ]
    words = zip(facts, table["killed_low"].to_pylist(), table["summary"].to_pylist(), strict=True)
    whole = [[*row, f"{killed or 0} killed", text or ""] for row, killed, text in words]
    return {name: pd.Series([" ".join(row) for row in rows]) for name, rows in (("all", whole), ("facts", facts))}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
