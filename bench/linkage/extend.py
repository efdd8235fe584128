"""Whether reports that come in one after another are linked as one run links them, on every world; see README.md.

`python bench/linkage/extend.py --other DIR` links each world in one run, and in several steps by `extend` with the parameters of that
run, and compares digests of links, pairs, incidents and conflicts. Exit status 1 where any differs.
"""

import argparse
import hashlib
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bench.linkage import across, hands, ours  # noqa: E402

from ceasefire import linkage  # noqa: E402
from ceasefire.linkage.matching import Linked  # noqa: E402

COLUMNS = ("world", "size", "reports", "seed", "set", "order", "steps", "same", "digest", "one_run_s", "in_steps_s")
TABLES = {"links": ("report_id",), "pairs": ("a", "b"), "incidents": ("incident_id",), "conflicts": ()}
"""The tables compared and what their rows are sorted by: reports that come in another order stand in another order."""
STEPS = 5
Row = dict[str, Any]


def digest(linked: Linked) -> str:
    """Return sixteen hexadecimal digits that change with anything a user is told, whatever the order of rows."""
    found = hashlib.sha256()
    for name, keys in TABLES.items():
        table = getattr(linked, name)
        rows = table.sort_by([(key, "ascending") for key in keys]) if keys else table
        found.update(repr((name, table.schema.names)).encode())
        for column in rows.columns:
            found.update(repr(column.to_pylist()).encode())
    return found.hexdigest()[:16]


def orders(reports: pa.Table, seed: int) -> Iterator[tuple[str, pa.Table]]:
    """Yield the reports as they come in by day, and in a random order, so that each step lies amid the days before."""
    yield "by day", ours.first(reports, 1.0)
    yield "at random", reports.take(pa.array(np.random.default_rng(seed).permutation(len(reports))))


def in_steps(reports: pa.Table, parameters: linkage.Parameters) -> Linked:
    """Link a first part and extend it by the others, one after another."""
    edges = [round(k * len(reports) / STEPS) for k in range(STEPS + 1)]
    linked = linkage.link(reports.slice(0, edges[1]), options=ours.QUIET, parameters=parameters)
    for low, high in pairwise(edges[1:]):
        linked = linkage.extend(linked, reports.slice(0, low), reports.slice(low, high - low))
    return linked


def compared(reports: pa.Table, prior: linkage.Parameters, seed: int) -> Iterator[Row]:
    """Yield a row for each set and order of the reports."""
    for name, known in (("learnt on the record", None), ("shipped set", prior)):
        parameters = known or linkage.learn(reports, options=ours.QUIET)
        begun = time.process_time()
        whole = digest(linkage.link(reports, options=ours.QUIET, parameters=parameters))
        one_run = time.process_time() - begun
        for order, table in orders(reports, seed):
            begun = time.process_time()
            told = digest(in_steps(table, parameters))
            spent = {"one_run_s": one_run, "in_steps_s": time.process_time() - begun}
            yield {"set": name, "order": order, "steps": STEPS, "same": told == whole, "digest": whole} | spent


def main() -> None:
    """Compare on every world that can be had."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="40,1000,10000")
    parser.add_argument("--seed", type=int, default=across.SEED)
    parser.add_argument("--worlds", default="", help="names of worlds; all where none is given")
    parser.add_argument("--other", type=Path, help="folder with gen.py and conv.py: worlds of another hand")
    parser.add_argument("--shared", type=Path, default=hands.SHARED, help="folder that holds data/ with the real rows")
    parser.add_argument("--out", type=Path, default=HERE / "runs" / "extend.csv")
    asked = parser.parse_args()
    asked.out.unlink(missing_ok=True)
    differ = 0
    for size, world in hands.chosen(asked.worlds, asked.sizes, asked.other, asked.shared):
        held = world.make(size, asked.seed)
        for row in compared(held.reports, linkage.prior(), asked.seed):
            row = {"world": world.name, "size": size, "reports": len(held.reports), "seed": asked.seed} | row
            across.added(asked.out, COLUMNS, [row])
            differ += not row["same"]
            said = "the same" if row["same"] else "OTHER LINKS"
            print(f"{world.name[:22]:22} {size:>7} {row['set']:22} {row['order']:10} {said}", flush=True)
    print(f"{differ} of the comparisons differ")
    raise SystemExit(1 if differ else 0)


if __name__ == "__main__":
    main()
