"""The hit test at one size, in a process of its own: prints times and peak memory as JSON.

python hits_run.py SIZE answers|scope|hits
"""

import json
import resource
import sys
import time
from collections import Counter

import world

from ceasefire.agreements.scope.hit_tables import hit_batches
from ceasefire.agreements.scope.hit_test import HitTest
from ceasefire.agreements.scope.results import IN, RESULTS
from ceasefire.agreements.scope.scope_table import scope_of
from ceasefire.agreements.scope.wanted import TOUCHING


def main(size: int, kind: str) -> None:
    test = HitTest(world.context())
    found: Counter[str] = Counter()
    wall = cpu = 0.0
    for chunk in world.incidents(size):
        began, began_cpu = time.perf_counter(), time.process_time()
        if kind == "scope":
            scope = scope_of(chunk, test)
            found.update({v["values"]: v["counts"] for v in scope["result"].value_counts().to_pylist()})
        elif kind == "hits":
            for hits in hit_batches(chunk, test, TOUCHING):
                found["hit rows"] += hits.num_rows
        else:
            for batch in test.batches(chunk):
                found[RESULTS[IN]] += sum(int((a.result == IN).sum()) for a in batch.answers)
        wall += time.perf_counter() - began
        cpu += time.process_time() - began_cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {
                "wall": wall,
                "cpu": cpu,
                "peak_mib": peak,
                "provisions": len(test.context.tested),
                "polygons": sum(len(v) for v in test.context.zones.values()),
                "found": dict(found),
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
