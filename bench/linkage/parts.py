"""How many reports are rightly said to tell a part of what another sums up, and what that does to the incidents; see README.md.

`python bench/linkage/parts.py` measures the made worlds of other hands, the two lists of `casebooks` alone, and the worlds of this
bench, which hold no sums, and writes `parts.csv`; `parts-frozen.csv` holds such a run beside those of the rules that were before.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.compute as pc

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from bench.linkage import made, measures, worlds  # noqa: E402
from bench.linkage.made import casebooks  # noqa: E402

from ceasefire import linkage  # noqa: E402
from ceasefire.linkage.output import wholes  # noqa: E402

COLUMNS = ("rule", "set", "seed", "reports", "said", "right", "true", "precision", "recall", "f1", "b3_f1")


def sets(reports: int, seed: int) -> Iterator[tuple[str, made.Made]]:
    """Yield the worlds by name."""
    for name in made.WORLDS:
        yield name, made.maker(name)(reports, seed)
    yield "casebooks: two lists", casebooks.listwise(reports, seed)[0]
    for name, what in worlds.WORLDS.items():
        table, truth = worlds.make(what, reports=reports, seed=seed)
        yield f"bench: {name}", made.Made(table, tuple(truth))


def measured(world: made.Made) -> dict[str, float | int]:
    """Link a world and compare the pairs said to be part and whole, and the incidents, with the truth."""
    found = linkage.link(world.reports, options=linkage.Options(words=False))
    pairs = found.pairs.filter(pc.equal(found.pairs["link_kind"], "part_of"))
    said, true = set(zip(pairs["a"].to_pylist(), pairs["b"].to_pylist(), strict=True)), set(world.parts)
    label, truth = np.array(found.links["incident_id"].to_pylist()), np.array(world.truth)
    return {
        "reports": len(truth),
        "said": len(said),
        "right": len(said & true),
        "true": len(true),
        "precision": round(len(said & true) / max(len(said), 1), 4),
        "recall": round(len(said & true) / max(len(true), 1), 4),
        "f1": round(float(measures.pairwise(label, truth).f1), 4),
        "b3_f1": round(float(measures.b_cubed(label, truth).f1), 4),
    }


def main() -> None:
    """Measure and write a row for each world and seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=6_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    parser.add_argument(
        "--rule", default="now", help="what the rows are named by; `none`: link as if there were no wholes"
    )
    parser.add_argument("--out", type=Path, default=HERE / "runs" / "parts.csv")
    given = parser.parse_args()
    if given.rule == "none":
        wholes.apart = lambda index, i, j, score, part: np.zeros(len(i), bool)
        wholes.parts = lambda index, i, j, score, free: np.zeros(len(i), np.int8)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    with given.out.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        out.writeheader()
        for seed in given.seeds:
            for name, world in sets(given.reports, seed):
                row = {"rule": given.rule, "set": name, "seed": seed} | measured(world)
                out.writerow(row)
                file.flush()
                print(row)


if __name__ == "__main__":
    main()
