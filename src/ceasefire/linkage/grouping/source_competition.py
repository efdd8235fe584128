"""Competition: one source rarely reports an incident twice, so its reports compete for the same partner.

p(i, j) = odds / (1 + odds + odds of i's other partners in j's source + odds of j's other partners in i's source).
Reports that one source plainly repeats stand together and do not compete. Sums are of whole numbers, hence exact.

Without competition pairwise F1 was lower by .04 (dense) and .02 (sparse) in a trial on made worlds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ceasefire.linkage.features.days_and_places import UNDATED
from ceasefire.linkage.scoring.bits import FLOOR, TOP, UNIT
from ceasefire.linkage.scoring.fields import SAME_SOURCE
from ceasefire.vocabulary.arrays import Bools, Bytes, Codes, Floats, Hashes, Ints, Wholes

_FRACTION_BITS = 20
EVEN_ODDS = 1 << _FRACTION_BITS
"""Odds of 1 to 1, as whole numbers: the least odds that differ from none are those of -`TOP`."""

_POWERS = np.exp2(np.arange(UNIT) / UNIT)
"""2 to the power of each 1/1024 bit."""

_UNIT_BITS = UNIT.bit_length() - 1

_REPEATS_ABOVE = 1 * UNIT
"""Evidence in 1/1024 bit above which two reports of one source repeat each other. Chosen by hand; not measured."""

_MASK_BITS = 64

_LISTED_TWICE_ABOVE = 6 * UNIT
"""Evidence in 1/1024 bit up to which two reports of one source in one text are kept apart: 64 to 1. Chosen by hand. A bar
against all unlike reports of one source was tried, too, and was less accurate in every world. One against those that came out on one
day, up to `_REPEATS_ABOVE`, gained .000 to .014 of B-cubed F1 in four made worlds (3,000 reports, seed 1; .002 less in one, under the
shipped set) and changed nothing on the real rows learnt; up to 3 and 6 bits it cost the real rows .004."""


class Entries(Protocol):
    """Reports as a list shows them, with dtypes as in `ReportIndex`: name of the place, and day of publication."""

    @property
    def spot(self) -> Hashes: ...
    @property
    def issued(self) -> Codes: ...


@dataclass(frozen=True)
class Competing:
    """Who competes with whom in a list of pairs (i, j).

    `left`: int32 [pairs], the number of i's partners in the source of j; `right`: that of j's partners in the source of i: pairs
    of one number compete, whichever of their reports stands first.
    `known`: bool [pairs], whether both sources are known: only such pairs compete.
    """

    left: Codes
    right: Codes
    known: Bools


def odds_of(score: Wholes) -> Ints:
    """Return the odds of a score in 1/1024 bit, as whole numbers of which `EVEN_ODDS` are 1 to 1, between 2^-20 and 2^20."""
    clipped = np.clip(score, -TOP, TOP).astype(np.int64)
    whole, part = clipped >> _UNIT_BITS, clipped & (UNIT - 1)
    return np.asarray(np.rint(np.ldexp(_POWERS[part], whole + _FRACTION_BITS)), np.int64)


def groups(high: Wholes, low: Wholes) -> Codes:
    """Number (int32, from 0) the distinct combinations of two columns of whole numbers from 0 to 2^31, in sorted order.

    Where the low ones are few a set of bits for each high one spares the sorting, which takes twice as long and three times the memory.
    """
    words = int(low.max(initial=0)) // _MASK_BITS + 1
    if (int(high.max(initial=0)) + 1) * words <= len(high):
        return _ranks(high, low, words)
    key = high.astype(np.int64) << 32 | low
    order = np.argsort(key)
    ordered = key[order]
    new = np.zeros(len(key), bool)
    new[1:] = ordered[1:] != ordered[:-1]
    found = np.empty(len(key), np.int32)
    found[order] = np.cumsum(new, dtype=np.int32)
    return found


_AT_ONCE = 1 << 20
"""Combinations looked at together, which bounds memory."""


def _ranks(high: Wholes, low: Wholes, words: int) -> Codes:
    """The number of each combination, from a set of `words` times 64 bits for each high number: how many bits stand before it."""
    met = np.zeros((int(high.max(initial=0)) + 1) * words, np.uint64)
    parts = [slice(at, at + _AT_ONCE) for at in range(0, len(high), _AT_ONCE)]
    for part in parts:
        np.bitwise_or.at(met, *_cells(high[part], low[part], words))
    size = np.bitwise_count(met)
    before = np.cumsum(size, dtype=np.int32)
    before -= size
    found = np.empty(len(high), np.int32)
    for part in parts:
        cell, bit = _cells(high[part], low[part], words)
        found[part] = before.take(cell) + np.bitwise_count(met.take(cell) & (bit - np.uint64(1)))
    return found


def _cells(high: Wholes, low: Wholes, words: int) -> tuple[Ints, Hashes]:
    """Where the set of each high number holds the low one (int64), and its bit there (uint64)."""
    return high * np.int64(words) + low // _MASK_BITS, np.uint64(1) << (low % _MASK_BITS).astype(np.uint64)


def competing(source: Hashes, i: Wholes, j: Wholes) -> Competing:
    """Return who competes with whom among pairs (i, j); `source` (uint64 [n]) is each report's source, 0 not stated."""
    names, number = np.unique(source, return_inverse=True)
    number = number.astype(np.int32)
    a, b = number[i], number[j]
    known = names != 0
    left, right = np.split(groups(np.concatenate([i, j]), np.concatenate([b, a])), 2)
    return Competing(left, right, known[a] & known[b])


def repeated(score: Wholes, source: Bytes) -> Bools:
    """Mark (bool [pairs]) the pairs of reports that one source plainly repeats."""
    return np.asarray((score > _REPEATS_ABOVE) & (source >= SAME_SOURCE - 1))


def repeats(n: int, i: Wholes, j: Wholes, strong: Bools) -> Ints:
    """Return for each report (int64 [n]) the smallest of those that one source plainly repeats with it, through chains;
    `strong` marks such pairs.

    Chains are followed by numpy alone: scipy does it as fast, but takes .2 s to be imported.
    """
    label = np.arange(n, dtype=np.int64)
    ends, at = np.unique(np.concatenate([i[strong], j[strong]]), return_inverse=True)
    a, b = np.split(at, 2)
    least = np.arange(len(ends))
    while len(a):
        np.minimum.at(least, np.maximum(least[a], least[b]), np.minimum(least[a], least[b]))
        while not np.array_equal(least, further := least[least]):
            least = further
        apart = least[a] != least[b]
        a, b = a[apart], b[apart]
    label[ends] = ends[least]
    return label


def shared_probability(among: Competing, i: Wholes, j: Wholes, odds: Ints, repeat: Ints) -> Floats:
    """Return the probability of each pair after competition, float64 [pairs]; `odds` as `odds_of` gives them."""
    weight = np.where(among.known, odds, 0)
    sums = np.zeros(max(int(one.max(initial=-1)) for one in (among.left, among.right)) + 1, np.int64)
    for side in (among.left, among.right):
        np.add.at(sums, side, weight)
    rest = sums.take(among.left) + sums.take(among.right) - 2 * weight
    _not_against_repeats(rest, among, (j, i), weight, repeat)
    return np.asarray(odds / (EVEN_ODDS + odds + np.where(among.known, rest, 0)))


def _not_against_repeats(
    rest: Ints, among: Competing, partners: tuple[Wholes, Wholes], weight: Ints, repeat: Ints
) -> None:
    """Take out of what competes with each pair what only repeats its partner: few pairs have such a partner."""
    chained = np.bincount(repeat, minlength=len(repeat)) > 1
    sides = [np.flatnonzero(chained.take(repeat).take(partner)) for partner in partners]
    if not any(map(len, sides)):
        return
    partner = np.concatenate([repeat[all_of[rows]] for all_of, rows in zip(partners, sides, strict=True)])
    of = np.concatenate([all_of[rows] for all_of, rows in zip((among.left, among.right), sides, strict=True)])
    own = np.concatenate([weight[rows] for rows in sides])
    more = sums_of(groups(partner, of), own) - own
    for rows, some in zip(sides, np.split(more, [len(sides[0])]), strict=True):
        rest[rows] -= some


def sums_of(group: Codes, odds: Ints) -> Ints:
    """Return the sum of odds over each group, for each of its members, int64 [n]."""
    sums = np.zeros(int(group.max(initial=-1)) + 1, np.int64)
    np.add.at(sums, group, odds)
    return np.asarray(sums.take(group))


def reduced(among: Competing, n: int, i: Wholes, j: Wholes, score: Wholes, source: Bytes) -> Ints:
    """Return the evidence for each of the pairs after competition, in 1/1024 bit, int64; never more than before.

    `source` is the level of the field of that name: reports that one source plainly repeats do not compete.
    """
    repeat = repeats(n, i, j, repeated(score, source))
    p = np.clip(shared_probability(among, i, j, odds_of(score), repeat), 2.0 ** (FLOOR // UNIT), 1 - 1 / EVEN_ODDS)
    bits = np.rint(np.log2(p / (1 - p)) * UNIT).astype(np.int64)
    return np.asarray(np.clip(bits, FLOOR, np.maximum(score, FLOOR)))


def barred(reports: Entries, i: Wholes, j: Wholes, score: Wholes, source: Bytes) -> Bools:
    """Mark (bool [pairs]) the pairs of one source that are two entries of a list: in one text, or out on one day.

    Two in one text are one incident only where they are nearly equal and name no two places, for a text spells one place one
    way. Two that came out on one day elsewhere, as entries of one log, are one only where the source plainly repeats itself.
    """
    spot, issued = reports.spot, reports.issued
    elsewhere = (spot[i] != spot[j]) & (spot[i] != 0) & (spot[j] != 0)
    one_text = (source > SAME_SOURCE) & ((score <= _LISTED_TWICE_ABOVE) | elsewhere)
    one_day = (source == SAME_SOURCE) & (issued[i] == issued[j]) & (issued[i] != UNDATED)
    return np.asarray(one_text | (one_day & (score <= _REPEATS_ABOVE)))
