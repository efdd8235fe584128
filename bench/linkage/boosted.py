"""What the pairs of a world hold beyond the sum of bits: boosted trees and crowding, judged on the same pairs; see README.md.

`python bench/linkage/boosted.py --peers DIR --other DIR` writes one CSV row for each world and way of weighing. F1 is over pairs,
before any gathering, at the best threshold by the truth: a ceiling for every way, ours among them.
"""

import argparse
import csv
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bench.linkage import hands  # noqa: E402
from bench.linkage.peers import environment  # noqa: E402

from ceasefire.linkage.features import comparable  # noqa: E402
from ceasefire.linkage.features.given import given  # noqa: E402
from ceasefire.linkage.features.prepare import prepare  # noqa: E402
from ceasefire.linkage.grouping import source_competition as competition  # noqa: E402
from ceasefire.linkage.learning import unsupervised  # noqa: E402
from ceasefire.linkage.options import USUAL  # noqa: E402
from ceasefire.linkage.scoring import compare  # noqa: E402
from ceasefire.linkage.scoring.bits import UNIT  # noqa: E402
from ceasefire.linkage.scoring.fields import WITHIN  # noqa: E402
from ceasefire.linkage.scoring.pairs import Pairs, kilometres  # noqa: E402
from ceasefire.linkage.scoring.score import score  # noqa: E402

COLUMNS = ("world", "hand", "reports", "seed", "way", "f1")
NEAR_KM = 5.0
"""Kilometres within which reports of one day crowd each other."""
GAP_DAYS = 3
"""Days left out between the half of a world that trees learn from and the half that they are judged on."""
ENOUGH = 50
"""True pairs in either half of a world below which it says nothing of what half of the truth would teach."""
BITS, LEVELS, CROWD = "bits", "levels", "crowd"
WAYS = {
    "sum of bits": ((BITS,), ""),
    "bits and crowding, other hands": ((BITS, CROWD), "line others"),
    "trees on levels, other hands": ((LEVELS,), "trees others"),
    "trees on levels and bits, other hands": ((LEVELS, BITS), "trees others"),
    "trees on levels and bits, half of the truth": ((LEVELS, BITS), "trees half"),
    "trees on levels, bits and crowding, half of the truth": ((LEVELS, BITS, CROWD), "trees half"),
}
"""Each way: what of a pair it looks at, by what, and what truth it learns from."""
Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Compared:
    """The pairs above the floor of one world: `columns` float32 [pairs, ...] by what they tell, `day` of each, `true`, and how
    many true pairs there are on the days from `cut` on and in all, found or not."""

    world: hands.World
    columns: dict[str, Array]
    day: Array
    true: Array
    cut: int
    later: int
    whole: int

    def told(self, names: tuple[str, ...]) -> Array:
        """Return some of the columns side by side, float32 [pairs, ...]."""
        return np.concatenate([self.columns[name] for name in names], axis=1)


def compared(world: hands.World, reports: int, seed: int) -> Compared:
    """Return the pairs that linkage scores in a world, under what it learns from it."""
    held = world.make(reports, seed)
    table = given(held.reports).table
    learnt = unsupervised.learn_from(table, None, USUAL)
    data = prepare(table)
    features = comparable.features_of(data, learnt.codes, learnt.common)
    found = score(data, learnt, USUAL)
    i, j = found.i, found.j
    pairs = Pairs(data, features, i, j, kilometres(data, i, j))
    among = competition.competing(data.source, i, j)
    left = competition.reduced(among, len(data), i, j, found.score, found.source)
    truth = np.unique(held.truth, return_inverse=True)[1][data.order]
    cut = int(np.median(data.first[j]))
    columns = {
        BITS: np.stack([found.score, left], axis=1) / UNIT,
        LEVELS: np.stack(list(compare.levels(pairs).values()), axis=1),
        CROWD: crowding(pairs, found.source),
    }
    return Compared(
        world,
        {name: column.astype(np.float32) for name, column in columns.items()},
        data.first[j],
        truth[i] == truth[j],
        cut,
        _pairs(truth[data.first >= cut + GAP_DAYS]),
        _pairs(truth),
    )


def crowding(pairs: Any, source: Array) -> Array:
    """How many reports of its own and of other sources lie near each report of a pair on its days: log2, float [pairs, 5]."""
    data, i, j = pairs.data, pairs.i, pairs.j
    near = (data.first[j] <= data.last[i]) & (pairs.km <= NEAR_KM)
    own = source >= WITHIN
    found = [own.astype(np.float64)]
    for kind in (near & own, near & ~own):
        count = np.bincount(i[kind], minlength=len(data)) + np.bincount(j[kind], minlength=len(data))
        a, b = np.log2(1 + count[i]), np.log2(1 + count[j])
        found += [np.minimum(a, b), np.maximum(a, b)]
    return np.stack(found, axis=1)


def _pairs(truth: Array) -> int:
    count = np.bincount(truth).astype(np.int64)
    return int((count * (count - 1) // 2).sum())


def best_f1(score: Array, true: Array, all_true: int) -> float:
    """Return pairwise F1 at the threshold that is best by the truth."""
    right = np.cumsum(true[np.argsort(-score, kind="stable")])
    return float((2 * right / (np.arange(1, len(right) + 1) + all_true)).max())


def asked(python: Path, by: str, train: list[tuple[Array, Array]], judge: Array) -> Array:
    """Return what is learnt from the pairs of `train`, each world of the same weight, of the pairs `judge`: log-odds."""
    x, y = (np.concatenate(part) for part in zip(*train, strict=True))
    weight = np.concatenate([np.full(len(true), 1 / max(int(true.sum()), 1)) for _, true in train])
    with tempfile.TemporaryDirectory() as folder:
        pairs, out = Path(folder) / "in.npz", Path(folder) / "out.npy"
        np.savez(pairs, x=x, y=y, weight=weight / weight.mean(), judge=judge)
        script = HERE / "peers" / "boosted_trees.py"
        subprocess.run([python, script, by, pairs, out], check=True, env={"OMP_NUM_THREADS": "2"})
        return np.asarray(np.load(out))


def measured(worlds: list[Compared], one: Compared, python: Path) -> dict[str, float]:
    """Return F1 by way: in the later half of the world where trees saw the earlier one, else in all of it."""
    found = {}
    early, later = one.day < one.cut, one.day >= one.cut + GAP_DAYS
    for way, (told, how) in WAYS.items():
        mine, (by, _, truth) = one.told(told), how.partition(" ")
        if not by:
            found[way] = best_f1(one.columns[BITS][:, 1], one.true, one.whole)
        elif truth == "others":
            others = [(w.told(told), w.true) for w in worlds if w.world.hand != one.world.hand]
            found[way] = best_f1(asked(python, by, others, mine), one.true, one.whole)
        elif min(one.true[early].sum(), one.true[later].sum()) >= ENOUGH:
            score = asked(python, by, [(mine[early], one.true[early])], mine[later])
            found["sum of bits, the later half"] = best_f1(one.columns[BITS][later, 1], one.true[later], one.later)
            found[way] = best_f1(score, one.true[later], one.later)
    return found


def main() -> None:
    """Measure every world that can be had."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--other", type=Path, help="folder with gen.py and conv.py: worlds of another hand")
    parser.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir()) / "ceasefire-peers")
    parser.add_argument("--out", type=Path, default=HERE / "runs" / "boosted.csv")
    chosen = parser.parse_args()
    python = environment("others", chosen.peers)
    if isinstance(python, str):
        raise SystemExit(f"scikit-learn: {python}")
    found, missing = hands.all_worlds(chosen.other)
    print("\n".join(missing))
    worlds = [compared(world, chosen.reports, chosen.seed) for world in found if not world.fixed]
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    with chosen.out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for one in worlds:
            for way, f1 in measured(worlds, one, python).items():
                writer.writerow((one.world.name, one.world.hand, chosen.reports, chosen.seed, way, round(f1, 4)))
                print(f"{one.world.name:16} {way:54} {f1:.3f}", flush=True)


if __name__ == "__main__":
    main()
