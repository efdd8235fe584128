"""Count how pairs of reports fall on the levels of each field, in made worlds whose truth is known; see README.md.

`python bench/linkage/shares.py` writes `src/ceasefire/linkage/scoring/shares.toml`, the same bytes each time. Each hand counts the
same, however many worlds it made, and each world of a hand; `--without HAND` leaves one out, to judge links on its worlds.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bench.linkage import made, worlds  # noqa: E402

from ceasefire.linkage.features import comparable  # noqa: E402
from ceasefire.linkage.features.given import given  # noqa: E402
from ceasefire.linkage.features.prepare import prepare  # noqa: E402
from ceasefire.linkage.learning import sampling  # noqa: E402
from ceasefire.linkage.learning.unsupervised import evened  # noqa: E402
from ceasefire.linkage.options import Options  # noqa: E402
from ceasefire.linkage.scoring import block, compare  # noqa: E402
from ceasefire.linkage.scoring.fields import FIELDS, stratum_of  # noqa: E402
from ceasefire.linkage.scoring.pairs import Pairs, near  # noqa: E402
from ceasefire.linkage.scoring.shares import FILE, STRATA  # noqa: E402

OUT = ROOT / "src" / "ceasefire" / "linkage" / "scoring" / FILE
REPORTS, SEED = 4_000, 101
HANDS = (*made.WORLDS, "bench")
"""The hands whose worlds are counted: those of `made`, one world each, and the worlds of this bench."""
ENOUGH, LEAST = 20, 0.002
"""True pairs from which a circumstance of one world counts, and the least share of a level, so that none is impossible."""
HEAD = """\
# How pairs of reports fall on the levels of each field (`scoring.fields`), of one incident and of others near by, within each
# circumstance. Made by `python bench/linkage/shares.py` from made worlds whose truth is known; each hand counts the same.
"""

Counts = dict[str, np.ndarray[Any, Any]]


def tables(hand: str) -> Iterator[tuple[pa.Table, Any]]:
    """Yield the worlds of a hand with their truth, of a seed that no bench reports on."""
    if hand == "bench":
        yield from (worlds.make(what, reports=REPORTS, seed=SEED) for what in worlds.WORLDS.values())
    else:
        world = made.maker(hand)(REPORTS, SEED)
        yield world.reports, np.array(world.truth)


def compared(table: pa.Table, *, words: bool = True) -> Pairs:
    """Return all pairs of a table that are near enough to be compared; without `words` no word counts as common."""
    data = prepare(given(table).table)
    rows = np.arange(len(data))
    common = {name: sampling.common_words(getattr(data, name), rows) for name in sampling.WORDS_OF} if words else {}
    features = comparable.features_of(data, {name: [] for name in ("type", "actor", "target", "source")}, common)
    options = Options()
    parts = [near(data, features, i, j, options) for i, j in block.candidates(data, options)]
    i, j, km = (np.concatenate([getattr(part, name) for part in parts]) for name in ("i", "j", "km"))
    return Pairs(data, features, i, j, km)


def counted(table: pa.Table, truth: Any) -> tuple[Counts, Counts, Any]:
    """Return true and untrue pairs by field ([2, levels] each) and true pairs for each report ([2])."""
    pairs = compared(table)
    of = np.unique(truth, return_inverse=True)[1][pairs.data.order]
    same = of[pairs.i] == of[pairs.j]
    level = compare.levels(pairs)
    row = stratum_of(level["source"])

    def by_level(some: Any) -> Counts:
        return {
            f.name: np.bincount(row[some] * len(f) + level[f.name][some], minlength=len(STRATA) * len(f))
            .reshape(len(STRATA), len(f))
            .astype(float)
            for f in FIELDS
        }

    return by_level(same), by_level(~same), np.bincount(row[same], minlength=len(STRATA)) / len(pairs.data)


def mean(counts: list[Counts], enough: float) -> Counts:
    """Return the mean share of each level within its circumstance, over those in which that has `enough` pairs."""
    found = {}
    for field in FIELDS:
        given = np.array(field.given)
        total = np.full((len(STRATA), len(field)), 1e-6)
        for one in counts:
            sums = np.stack([one[field.name][:, given == g].sum(axis=1) for g in range(given.max() + 1)], axis=1)
            total += evened(field, one[field.name]) * (sums >= enough)[:, given]
        found[field.name] = np.where(total > 1e-5, evened(field, total), 0)
    return found


def whole(shares: Counts) -> Counts:
    """Return shares of which none is nothing; a circumstance that no pair of one kind met is taken to be like the other's."""
    found = {}
    for field in FIELDS:
        given, table = np.array(field.given), shares[field.name]
        bare = np.stack([table[:, given == g].sum(axis=1) for g in range(given.max() + 1)], axis=1) == 0
        table = np.where(bare[:, given], table[::-1], table)
        found[field.name] = evened(field, table + LEAST)
    return found


def made_shares(hands: tuple[str, ...] = HANDS) -> str:
    """Return the file of shares, counted on the worlds of these hands."""
    by_hand = [[counted(*world) for world in tables(hand)] for hand in hands]
    expected, chance = (
        whole(mean([mean([world[k] for world in one], ENOUGH) for one in by_hand], 0.5)) for k in (0, 1)
    )
    pairs = np.mean([np.mean([world[2] for world in one], axis=0) for one in by_hand], axis=0)
    lines = [HEAD]
    for k, kind in enumerate(STRATA):
        lines += [f"[{kind}]", f"pairs = {pairs[k]:.3f}  # true pairs for each report", ""]
        for what, table in (("expected", expected), ("chance", chance)):
            lines.append(f"[{kind}.{what}]")
            for field in FIELDS:
                shares = zip(table[field.name][k], field.words, strict=True)
                lines += [f"{field.name} = [", *(f"  {share:.4f},  # {words}" for share, words in shares), "]"]
            lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", default="", help="a hand whose worlds are left out")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    asked.out.write_text(made_shares(tuple(h for h in HANDS if h != asked.without)), encoding="utf-8")
