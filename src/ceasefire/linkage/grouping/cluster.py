"""Reports gathered into incidents: average linkage in rounds, all components at once, within bars.

Two groups join when the mean evidence over all their pairs is above the threshold and each is the other's best.
Average linkage is reducible, so joining every such couple at once gives what joining one by one would (Murtagh 1983,
Computer Journal 26:354-359). In a trial on made worlds pairwise F1 was higher by .06 (dense) and .05 (sparse) than that of
connected components.

A bar looks at whole groups: two never join when any report of the one is barred from any of the other, compared or not,
so an account that knows little makes no bridge. A group that fits either of two groups barred from each other about
equally well joins neither: which of them it belongs to is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from ceasefire.linkage.grouping.members import Members
from ceasefire.linkage.grouping.source_competition import repeats
from ceasefire.linkage.grouping.unbarred import joined
from ceasefire.linkage.scoring.bits import FLOOR, UNIT
from ceasefire.vocabulary.arrays import Bools, Ints, Wholes

Apart = Callable[[Ints, Ints], Bools]
"""Marks (bool [pairs]) which of some pairs of reports can never share a group, whether they were compared or not."""

Alike = Callable[[Ints], Ints]
"""Numbers (int [reports]) some reports: those of one number are barred from the same ones, and from each other all or none."""

LEAD = 1 * UNIT
"""Mean evidence in 1/1024 bit by which the better of two groups that are barred from each other must lead. Of 0 to 5 bits one did
best over made worlds of 12 to 6,000 reports (docs/decisions/0114)."""


@dataclass(frozen=True)
class _Edges:
    """Pairs of groups a < b, each once, in order.

    `total` and `number` (int64) are sum and number of the scores listed between them; `bar` (bool), whether any pair of
    their reports is known to be barred; `asked` (bool), whether those that are not listed were asked for, too.
    """

    a: Ints
    b: Ints
    total: Ints
    number: Ints
    bar: Bools
    asked: Bools

    def at(self, rows: Ints | Bools) -> _Edges:
        """Return these rows."""
        numbers = (self.a[rows], self.b[rows], self.total[rows], self.number[rows])
        return _Edges(*numbers, self.bar[rows], self.asked[rows])


def cluster(
    start: Ints,
    i: Wholes,
    j: Wholes,
    score: Wholes,
    barred: Bools,
    threshold: int,
    apart: Apart | None = None,
    lead: int = LEAD,
    alike: Alike | None = None,
) -> Ints:
    """Return for each of n reports the smallest report of its group, int64 [n].

    `start` (int64 [n]) are the groups to begin with, by their smallest members; `score` (whole 1/1024 bits, as
    `threshold` and `lead`) and `barred` (bool) belong to the pairs i < j; barred pairs never share a group, and no pair
    that `apart` marks, listed or not; without it listed pairs alone are barred, and no group is torn. A pair that is not
    listed counts as the floor. `alike` spares asking for all pairs of many reports that say the same. Ties go to the
    smaller positions, so positions must be in an order that depends on content alone.
    """
    n = len(start)
    label = start.astype(np.int64)
    rows = _within_reach(label, i, j, score > threshold)
    bar = barred[rows] if apart is None else barred[rows] | apart(i[rows].astype(np.int64), j[rows].astype(np.int64))
    ones = np.ones(len(rows), np.int64)
    edges = _merged(_Edges(label[i[rows]], label[j[rows]], score[rows].astype(np.int64), ones, bar, bar))
    for turn in count(1):
        if not len(edges.a):
            break
        groups = Members.of(label)
        edges, mean = _open(groups, edges, threshold, apart)
        if turn in _PATIENCE:
            label, followed = _followed(label, groups, edges, mean, threshold, _Bars(apart, alike))
            rest = ~followed[edges.a] & ~followed[edges.b]
            groups, edges, mean = Members.of(label), edges.at(rest), mean[rest]
        left, right = _couples(groups, edges, mean, apart, lead)
        if not len(left):
            break
        to, changed = np.arange(n, dtype=np.int64), np.zeros(n, bool)
        to[right], changed[left] = left, True
        label = to[label]
        edges = _merged(replace(edges, a=to[edges.a], b=to[edges.b]))
        edges = replace(edges, asked=edges.asked & ~changed[edges.a] & ~changed[edges.b])
    return label


def _within_reach(label: Ints, i: Wholes, j: Wholes, strong: Bools) -> Ints:
    """Return the pairs of reports that chains of strong pairs and the groups to begin with (`label`) hold together.

    A mean evidence above the threshold takes a pair above it, so no other pair ever matters.
    """
    some = np.flatnonzero(strong)
    chain = repeats(len(label), label[i[some]], label[j[some]], np.ones(len(some), bool)).astype(np.int32)[label]
    return np.flatnonzero(chain[i] == chain[j])


def _open(groups: Members, edges: _Edges, threshold: int, apart: Apart | None) -> tuple[_Edges, Ints]:
    """The pairs of groups of which either can join another, and their mean evidence; the least number where they cannot.

    All pairs of reports of two groups are asked for. They are few: a mean above the threshold takes a good share of pairs
    that are listed.
    """
    pairs = groups.size[edges.a] * groups.size[edges.b]
    mean = (edges.total + FLOOR * (pairs - edges.number)) // pairs
    bar, asked = edges.bar.copy(), edges.asked.copy()
    new = np.flatnonzero(~bar & ~asked & (mean > threshold))
    if apart is not None:
        some = new[edges.number[new] < pairs[new]]
        bar[some] = _any_apart(groups, edges.a[some], edges.b[some], apart)
    asked[new] = True
    joins = ~bar & (mean > threshold)
    live = np.zeros(len(groups.size), bool)
    live[edges.a[joins]] = live[edges.b[joins]] = True
    kept = live[edges.a] & live[edges.b]
    return replace(edges, bar=bar, asked=asked).at(kept), np.where(joins, mean, _NEVER)[kept]


_PATIENCE = (12, 48, 192)
"""Rounds before which groups that nothing bars are followed join by join. Chosen by hand: made worlds take 6 to 15 rounds."""

_MOST_ASKED = 4_096
"""Reports of a component, alike ones aside, of which all pairs are asked for: two seconds at the most. Rounds would take some
thirty times as long."""


def _followed(
    label: Ints, groups: Members, edges: _Edges, mean: Ints, threshold: int, bars: _Bars
) -> tuple[Ints, Bools]:
    """Return each report's group once all is joined of the components that nothing bars, and the groups of these (bool [n]).

    A component is what pairs that can join hold together; what cannot join now never can, for a mean evidence is never above both
    that it is made of.
    """
    n = len(label)
    component = repeats(n, edges.a, edges.b, mean > _NEVER)
    to, done = np.arange(n), np.zeros(n, bool)
    for rows in _by_value(component[edges.a], np.flatnonzero(component[edges.a] == component[edges.b])):
        inner = edges.at(rows)
        of = np.unique(np.concatenate([inner.a, inner.b]))
        if inner.bar.any() or bars.any(groups, of):
            continue
        columns = (column.tolist() for column in (inner.a, inner.b, inner.total, inner.number))
        sizes = dict(zip(of.tolist(), groups.size[of].tolist(), strict=True))
        for group, head in sorted(joined(sizes, zip(*columns, strict=True), threshold).items()):
            to[group] = to[head]
        done[of] = True
    return to[label], done


def _by_value(values: Ints, rows: Ints) -> list[Ints]:
    """Return these rows, those of each value together."""
    rows = rows[np.argsort(values[rows], kind="stable")]
    return np.split(rows, np.flatnonzero(np.diff(values[rows])) + 1) if len(rows) else []


@dataclass(frozen=True)
class _Bars:
    """What bars reports from each other whether they are listed or not, as `cluster` is given it."""

    apart: Apart | None
    alike: Alike | None

    def any(self, groups: Members, of: Ints) -> bool:
        """Whether any two reports of these groups are barred; also where they are too many to ask."""
        if self.apart is None:
            return False
        reports = np.concatenate(
            [groups.order[groups.start[g] : groups.start[g] + groups.size[g]] for g in of.tolist()]
        )
        if self.alike is not None:
            reports = _two_of_each(reports, self.alike(reports))
        if len(reports) > _MOST_ASKED:
            return True
        return any(self.apart(reports[:-k], reports[k:]).any() for k in range(1, len(reports)))


def _two_of_each(reports: Ints, number: Ints) -> Ints:
    """Return two of the reports of each number, or the one that there is."""
    order = np.argsort(number, kind="stable")
    third = np.zeros(len(order), bool)
    third[2:] = number[order[2:]] == number[order[:-2]]
    return reports[order[~third]]


_NEVER = np.iinfo(np.int64).min
"""Stands for the mean evidence of two groups that cannot join."""


def _any_apart(groups: Members, a: Ints, b: Ints, apart: Apart) -> Bools:
    found = np.zeros(len(a), bool)
    for k, i, j in groups.crossed(a, b):
        found[k[apart(i, j)]] = True
    return found


def _couples(groups: Members, edges: _Edges, mean: Ints, apart: Apart | None, lead: int) -> tuple[Ints, Ints]:
    """Couples in which each is the other's best; of equals the one with the smaller position is best."""
    n, ends = len(groups.size), np.flatnonzero(mean > _NEVER)
    a, b, mean = edges.a[ends], edges.b[ends], mean[ends]
    if apart is not None:
        torn = _torn(groups, edges, a, b, mean, apart, lead)
        free = ~torn[a] & ~torn[b]
        a, b, mean = a[free], b[free], mean[free]
    best, _ = _best(n, a, b, mean)
    mutual = (best[a] == b) & (best[b] == a)
    return a[mutual], b[mutual]


def _torn(groups: Members, edges: _Edges, a: Ints, b: Ints, mean: Ints, apart: Apart, lead: int) -> Bools:
    """Mark (bool [n]) the groups whose best is barred from one that is about as good."""
    n = len(groups.size)
    best, top = _best(n, a, b, mean)
    who, whom, mean = np.concatenate([a, b]), np.concatenate([b, a]), np.concatenate([mean, mean])
    near = np.flatnonzero((whom != best[who]) & (mean >= top[who] - lead))
    who, one, other = who[near], whom[near], best[who[near]]
    torn = np.zeros(n, bool)
    torn[who[_barred(groups, edges, np.minimum(one, other), np.maximum(one, other), apart)]] = True
    return torn


def _barred(groups: Members, edges: _Edges, a: Ints, b: Ints, apart: Apart) -> Bools:
    """Mark (bool [pairs]) the pairs of groups a < b that are barred; those not asked for yet are asked for."""
    if not len(a):
        return np.zeros(0, bool)
    keys, wanted = edges.a << 32 | edges.b, a << 32 | b
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    listed = keys[at] == wanted
    found = listed & edges.bar[at]
    rest = np.flatnonzero(~found & ~(listed & edges.asked[at]))
    found[rest] = _any_apart(groups, a[rest], b[rest], apart)
    return np.asarray(found, bool)


def _best(n: int, a: Ints, b: Ints, mean: Ints) -> tuple[Ints, Ints]:
    """Each group's best (int64 [n]; n for none) and the mean evidence with it."""
    who, whom, mean = np.concatenate([a, b]), np.concatenate([b, a]), np.concatenate([mean, mean])
    top = np.full(n, _NEVER)
    np.maximum.at(top, who, mean)
    first = mean == top[who]
    best = np.full(n, n, np.int64)
    np.minimum.at(best, who[first], whom[first])
    return best, top


def _merged(edges: _Edges) -> _Edges:
    """Each pair of groups once: scores added up, a bar where any was barred, asked where all were."""
    apart = edges.a != edges.b
    edges = edges if apart.all() else edges.at(apart)
    low, high = np.minimum(edges.a, edges.b), np.maximum(edges.a, edges.b)
    key = low << 32 | high
    if (key[1:] > key[:-1]).all():
        return replace(edges, a=low, b=high)
    order = np.argsort(key, kind="stable")  # which is quick where most stand in order already
    key = key[order]
    at = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    del key
    first = order[at]
    return _Edges(
        low[first],
        high[first],
        np.add.reduceat(edges.total[order], at),
        np.add.reduceat(edges.number[order], at),
        np.logical_or.reduceat(edges.bar[order], at),
        np.logical_and.reduceat(edges.asked[order], at),
    )
