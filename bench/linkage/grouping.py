"""Rules for gathering reports into incidents, side by side on made worlds: which one holds together what belongs together.

    `python bench/linkage/grouping.py [reports] [learnt|shipped] [rule ...]`

Each line is one rule: pairwise precision, recall and F1 and B-cubed F1, means over seeds 1 and 2 and then over worlds, of the
four made worlds and of those of `worlds.py`; the largest share of incidents that hold two reports which contradict each
other; and the least gain of B-cubed F1 over linking nothing, of all worlds and seeds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.linkage import made, worlds
from bench.linkage.measures import b_cubed, pairwise

from ceasefire.linkage import Options, Parameters, prior
from ceasefire.linkage.features import event_families
from ceasefire.linkage.features.given import given
from ceasefire.linkage.features.report_index import ReportIndex
from ceasefire.linkage.grouping import cluster, contradiction, source_competition
from ceasefire.linkage.grouping.members import Members
from ceasefire.linkage.learning import unsupervised
from ceasefire.linkage.scoring.bits import FLOOR, UNIT
from ceasefire.linkage.scoring.in_runs import score_in_runs
from ceasefire.linkage.scoring.score import Scored

Array = np.ndarray[Any, Any]
OPTIONS = Options(words=False)
SEEDS = (1, 2)
NAMES = (*made.WORLDS, *(f"bench {name}" for name in worlds.WORLDS))
NOTHING: dict[str, Any] = {
    "_KM": np.full(5, np.inf),
    "_HOURS_APART": 1 << 40,
    "_SEASON_DAYS": 1 << 40,
    "_TOLL_RATIO": np.inf,
}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule: whether contradictions bar, the lead asked for (bits), what else is asked of every pair, other constants."""

    bars: bool = True
    lead: float = cluster.LEAD / UNIT
    least: float | None = None
    raw: bool = False
    more: float = 0.0
    types: bool = True
    constants: tuple[tuple[str, Any], ...] = ()


def _with(**constants: Any) -> Rule:
    return Rule(constants=tuple(constants.items()))


RULES: dict[str, Rule] = {
    "pairs alone": Rule(bars=False),
    "contradictions bar": Rule(lead=-99),
    **{f"and a lead of {bits} bits": Rule(lead=bits) for bits in (0, 1, 2, 3, 5)},
    **{f"no pair below {bits} bits": Rule(least=bits) for bits in (-7.9, -6, -4, -3)},
    **{f"no pair below {bits} bits before competition": Rule(least=bits, raw=True) for bits in (-7.9, -6, -4)},
    **{f"threshold {bits} bits higher": Rule(more=bits) for bits in (0.5, 1, 2)},
    "types contradict nothing": Rule(types=False),
    "types alone contradict": _with(**NOTHING),
    **{f"tolls {ratio} times": _with(_TOLL_RATIO=ratio) for ratio in (4, 10)},
    **{f"hours {hours} apart": _with(_HOURS_APART=3600 * hours) for hours in (12, 24)},
    "places 20, 40, 80, 200 km": _with(_KM=np.array([20, 40, 80, 200, np.inf])),
    "places 60, 80, 150, 400 km": _with(_KM=np.array([60, 80, 150, 400, np.inf])),
}


@dataclass(frozen=True)
class Case:
    """A world with its truth by position, scored."""

    world: str
    index: ReportIndex
    scored: Scored
    truth: Array
    parameters: Parameters


def cases(reports: int, how: str) -> Iterator[Case]:
    """Yield every world and seed, scored under the set learnt from it or the shipped one."""
    for name in NAMES:
        for seed in SEEDS:
            table, truth = _made(name, reports, seed)
            learnt = prior() if how == "shipped" else unsupervised.learn(table, None, OPTIONS)
            index, scored = score_in_runs(table, learnt, OPTIONS)
            yield Case(name, index, scored, np.unique(truth, return_inverse=True)[1][index.order], learnt)


def _made(name: str, reports: int, seed: int) -> tuple[pa.Table, Array]:
    if name in made.WORLDS:
        found = made.maker(name)(reports, seed)
        return given(found.reports).table, np.asarray(found.truth)
    table, truth = worlds.make(worlds.WORLDS[name.removeprefix("bench ")], reports=reports, seed=seed)
    return given(table).table, np.asarray(truth)


def gathered(case: Case, rule: Rule) -> Array:
    """Return the groups that a rule makes."""
    n, i, j = len(case.index), case.scored.i, case.scored.j
    among = source_competition.competing(case.index.source, i, j)
    bits = source_competition.reduced(among, n, i, j, case.scored.score, case.scored.source)
    final = np.maximum(bits, FLOOR)
    barred = source_competition.barred(case.index, i, j, case.scored.score, case.scored.source)
    threshold = round((case.parameters.threshold_bits + rule.more) * UNIT)
    apart = _apart(case, rule, case.scored.score if rule.raw else final) if rule.bars else None
    with ExitStack() as stack:
        for name, value in rule.constants:
            stack.enter_context(patch.object(contradiction, name, value))
        if not rule.types:
            for name in ("_TABLE", "_SORT_OF"):
                stack.enter_context(patch.object(event_families, name, np.zeros_like(getattr(event_families, name))))
        return cluster.cluster(np.arange(n), i, j, final, barred, threshold, apart, round(rule.lead * UNIT))


def _apart(case: Case, rule: Rule, bits: Array) -> Callable[[Array, Array], Array]:
    keys = case.scored.i.astype(np.int64) << 32 | case.scored.j

    def apart(a: Array, b: Array) -> Array:
        found = contradiction.contradict(case.index, a, b, OPTIONS)
        if rule.least is not None and len(keys):
            wanted = np.minimum(a, b).astype(np.int64) << 32 | np.maximum(a, b)
            at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            found |= (keys[at] != wanted) | (bits[at] < rule.least * UNIT)
        return found

    return apart


def contradicting(index: ReportIndex, label: Array) -> float:
    """Return the share of incidents of several reports that hold two which contradict each other."""
    members = Members.of(label)
    heads = np.flatnonzero(members.size > 1)
    bad = np.zeros(len(heads), bool)
    for k, a, b in members.crossed(heads, heads):
        bad[k[contradiction.contradict(index, a, b, OPTIONS)]] = True
    return float(bad.mean()) if len(bad) else 0.0


def measured(case: Case, rule: Rule) -> list[float]:
    """Return pairwise precision, recall, F1, B-cubed F1, its gain over linking nothing, share of contradictions."""
    label = gathered(case, rule)
    whole = b_cubed(label, case.truth).f1
    alone = b_cubed(np.arange(len(label)), case.truth).f1
    return [*map(float, pairwise(label, case.truth)), whole, whole - alone, contradicting(case.index, label)]


def main(reports: str = "6000", how: str = "learnt", *names: str) -> None:
    """Print a line for each rule, all of them when none is named."""
    all_cases = list(cases(int(reports), how))
    for name in names or RULES:
        by_world: dict[str, list[list[float]]] = {}
        for case in all_cases:
            by_world.setdefault(case.world, []).append(measured(case, RULES[name]))
        mean = {world: np.mean(rows, axis=0) for world, rows in by_world.items()}
        ours, theirs = (
            np.mean([v for w, v in mean.items() if (w in made.WORLDS) == own], axis=0) for own in (True, False)
        )
        each = " ".join(f"{world} {mean[world][2]:.3f}/{mean[world][3]:.3f}" for world in made.WORLDS)
        worst, least = max(v[5] for v in mean.values()), min(row[4] for rows in by_world.values() for row in rows)
        print(
            f"{name:42} {each} | made P {ours[0]:.3f} R {ours[1]:.3f} F {ours[2]:.3f} B {ours[3]:.3f} | bench P"
            f" {theirs[0]:.3f} R {theirs[1]:.3f} F {theirs[2]:.3f} B {theirs[3]:.3f} | contradicting {worst:.3f},"
            f" least gain {least:+.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
