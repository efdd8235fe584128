"""Bits fitted on the pairs of many made worlds at once: the learnt set that comes with the program; see README.md.

Logistic regression of "one incident" on the level of every field, of pairs of two sources and of one apart. Each hand counts
the same, however many worlds it made. The bits are held to the counted shares (`shares.toml`) and rise with the evidence.
"""

from typing import Any

import numpy as np
import pyarrow as pa
from bench.linkage import shares as counting
from scipy.optimize import minimize

from ceasefire.linkage.learning.unsupervised import WITHIN_BITS
from ceasefire.linkage.options import Parameters
from ceasefire.linkage.scoring import compare
from ceasefire.linkage.scoring.fields import BY_NAME, FIELDS, Field, stratum_of
from ceasefire.linkage.scoring.monotone import at_most, parted, rising
from ceasefire.linkage.scoring.shares import STRATA, Shares

PAIRS = 120_000
"""Pairs of a world that are looked at: all true ones, and of the others as many as make this up, each counting for more."""
HELD = 300.0
"""How hard each number is held to where it starts: weight of its squared change in nats, beside 20,000 pairs. Of 2, 30, 300 and
1,500 the last two did best in worlds of hands left out (mean F1 .690, .690, .702 at 2,000 reports): what the pairs of some hands say
beyond the shares does not carry over to others."""
STARTS = 1.0
"""Share of the bits of the counted shares, each field's scale taken, from which each number starts; .8 did a little worse."""
LIFT = (3.5, 3.5)
"""Bits added to the odds before looking, of pairs of two sources and of one. The fit takes them from the mean of all worlds, where
crowded ones have most pairs: in a sparse record one pair in seven is true, in a crowded one of a thousand. Of 1.5, 2.5 and 3.5 for two
sources the last did best (mean F1 .702, .731 at 2,000 reports; .735, .748 at 3,000), and still every world of every hand, left out in
turn, comes out better than linking nothing (README.md), a crowded front of 10,000 reports by .04 of B-cubed F1. One source gets as
much, so that one that raises its toll (1 to 2, 3 to 7) tells one incident."""
DAYS_APART, DAYS_APART_MOST = (
    ("a day apart", "two days apart", "further apart", "hours told, over a day apart"),
    -7.0,
)
"""Most bits of two reports of one source on two days: a source knows its own days, and three days of shelling of one town with three dead
each were one incident with three dead. It costs .000 to .003 of mean F1 at 12 to 2,000 reports. Sets learnt from a record have no
such bound: of a source that repeats the news of the day before they must learn it."""
THRESHOLD, CALIBRATION = -2.6, (1.0, 1.4)
"""Threshold in bits, slope and offset of calibration. No threshold was best in all worlds; from -3.5 on every world of every hand,
left out in turn, came out better than linking nothing (README.md). At -2.6 nothing is joined that is told less likely than the .3 from
which a link is unsure: against -3.5 precision rises by .02 to .04, recall falls by .04 to .05 and mean F1 by .01 to .03. Of slopes of
.6, .8 and 1 and offsets of .4 to 2.4 those of 1 were nearest to the truth over fourteen worlds of 2,000 reports (mean error .16 to .17
from 1.4 on); of these the least offset, which is never over-sure by more than .2: it is too cautious in sparse records rather than too
sure in crowded ones."""

Array = np.ndarray[Any, Any]
Pairs = tuple[Array, Array, Array, Array]
"""Of some pairs: the number of each field's level [pairs, fields], row of the tables, whether true, and weight."""

_FIRST = dict(zip((f.name for f in FIELDS), np.cumsum([0, *(len(f) for f in FIELDS)]).tolist(), strict=False))
_ALL = sum(len(f) for f in FIELDS)


def sampled(table: pa.Table, truth: Any, seed: int = 0) -> Pairs:
    """Return the pairs of one world that are looked at, as they are compared under a set that knows no common word."""
    pairs = counting.compared(table, words=False)
    of = np.unique(truth, return_inverse=True)[1][pairs.data.order]
    true = of[pairs.i] == of[pairs.j]
    others = np.random.default_rng(seed).permutation(np.flatnonzero(~true))
    kept = others[: max(PAIRS - int(true.sum()), int(true.sum()))]
    rows = np.concatenate([np.flatnonzero(true), kept])
    weight = np.where(true[rows], 1.0, len(others) / max(len(kept), 1)) / len(pairs.data)
    level = compare.levels(pairs)
    numbers = np.stack([_FIRST[f.name] + level[f.name][rows].astype(np.int32) for f in FIELDS], axis=1)
    return numbers, stratum_of(level["source"][rows]), true[rows].astype(float), weight


def fitted(worlds: list[list[Pairs]], known: Shares, row: int) -> tuple[dict[str, list[float]], float]:
    """Return the bits of each level by field, and the bits before looking, for one row of the tables.

    `worlds` are the pairs of each world, by the hand that made it.
    """
    parts = [(n[r == row], y[r == row], w[r == row] / len(hand)) for hand in worlds for n, r, y, w in hand]
    numbers, true, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    weight = weight * 20_000 / weight[true == 1].sum()
    start = _start(known, row)

    def loss(at: Array) -> tuple[float, Array]:
        p = _chance(at[numbers].sum(axis=1) + at[_ALL])
        wrong = weight * (p - true)
        slope = np.append(sum(np.bincount(column, wrong, _ALL) for column in numbers.T), wrong.sum())
        moved = np.append(at[:_ALL] - start[:_ALL], 0)
        likely = weight @ (true * np.log(p + 1e-12) + (1 - true) * np.log(1 - p + 1e-12))
        return float(HELD * (moved**2).sum() - likely), slope + 2 * HELD * moved

    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x / np.log(2)
    seen, untrue = (sum(np.bincount(column, w, _ALL) for column in numbers.T) for w in (weight, weight * (1 - true)))
    limits = WITHIN_BITS if row else (-10.0, 10.0)
    bits = {f.name: _rising(f, found, np.asarray(seen), np.asarray(untrue), limits) for f in FIELDS}
    if row:
        bits["when"] = at_most(BY_NAME["when"], np.array(bits["when"]), DAYS_APART, DAYS_APART_MOST).tolist()
    told = np.concatenate([bits[f.name] for f in FIELDS])[numbers].sum(axis=1)
    return bits, round(_before(told, true, weight) + LIFT[row], 2)


def _chance(nats: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(nats, -40, 40))))


def _before(told: Array, true: Array, weight: Array) -> float:
    """Return the bits before looking that give as many true pairs as there are, beside the bits told (bisection)."""
    low, high = -20.0, 0.0
    for _ in range(40):
        middle = (low + high) / 2
        many = float(weight @ _chance((told + middle) * np.log(2))) > float(weight @ true)
        low, high = (low, middle) if many else (middle, high)
    return low


def _start(known: Shares, row: int) -> Array:
    """Where each number starts, in nats."""
    start = np.full(_ALL + 1, -4.0)
    for field in FIELDS:
        at = slice(_FIRST[field.name], _FIRST[field.name] + len(field))
        start[at] = STARTS * np.log(known.expected[field.name][row] / known.chance[field.name][row]) * field.scale
    return start


def _rising(field: Field, found: Array, seen: Array, untrue: Array, limits: tuple[float, float]) -> list[float]:
    """Return the bits of a field's levels: how odds change within a circumstance, never by the circumstance itself.

    Whether a text is told at all says how a world was made, not whether two reports are one incident: so untrue pairs of each
    circumstance gain no odds on the whole.
    """
    at = slice(_FIRST[field.name], _FIRST[field.name] + len(field))
    given, bits = np.array(field.given), found[at].copy()
    for circumstance in range(given.max() + 1):
        mine = given == circumstance
        share = (untrue[at][mine] + 1e-9) / (untrue[at][mine] + 1e-9).sum()
        bits[mine] -= np.log2(share @ np.exp2(bits[mine]))
    bits = parted(field, rising(field, np.clip(bits, *limits), seen[at] + 1))
    return [round(float(b), 2) + 0.0 for b in bits]


def parameters(worlds: list[list[Pairs]], known: Shares) -> Parameters:
    """Return the learnt set of these worlds, without words and names."""
    (between, prior), (within, prior_within) = (fitted(worlds, known, row) for row in range(len(STRATA)))
    pairs = [one for hand in worlds for one in hand]
    return Parameters(
        prior_bits=prior,
        weights=between,
        within_prior_bits=prior_within,
        within=within,
        scale={f.name: 1.0 for f in FIELDS},
        refined={},
        codes={name: [] for name in ("type", "actor", "target", "source")},
        common={name: {} for name in ("place", "actor", "target", "text")},
        threshold_bits=THRESHOLD,
        calibration=CALIBRATION,
        reports=counting.REPORTS * len(pairs),
        pairs=sum(len(one[2]) for one in pairs),
        labels=sum(len(one[2]) for one in pairs),
    )
