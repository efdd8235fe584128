"""Candidate pairs compared field by field: every comparison is a level number, taken for all pairs at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ceasefire.linkage.block import reach_of
from ceasefire.linkage.fields import CODES, FIELDS, Field
from ceasefire.linkage.options import Options
from ceasefire.linkage.prepare import CODED, Prepared
from ceasefire.linkage.strings import Words

Array = npt.NDArray[Any]
U8 = np.uint8
Common = dict[str, dict[str, float]]
RARE = 0.02
"""A name held by fewer than this share of reports is rare."""

TEXT_WORDS = 12
"""Most telling words kept of a text."""

_KM_BIN = np.digitize(np.arange(201), [1, 3, 8, 20, 50, 120]).astype(U8)
_TOLL_BIN = np.digitize(np.arange(11), [1, 3, 10]).astype(U8)
_OVERLAP = np.array([0, 1, 1, 1, 2], U8)
_TEXT_EDGES = np.array([0.5, 5, 10, 18, 30], np.float32)


@dataclass(frozen=True, kw_only=True)
class Signs:
    """What comparing needs of each report, made once from the prepared reports and the learnt word counts."""

    code: dict[str, Array]
    type_code: Array
    place_again: Array
    place_first: Array
    place_mask: Array
    place_rare: Array
    place_whole: Array
    place_bigrams: Array
    actor_mask: Array
    actor_rare: Array
    target_mask: Array
    target_rare: Array
    weapon_mask: Array
    text: Array
    text_bits: Array
    text_mask: Array
    has_text: Array


def signs(data: Prepared, codes: dict[str, list[str]], common: Common) -> Signs:
    """Return the signs of every report; words counted as common weigh less, values not listed in `codes` are pooled."""
    place_share = shares(data.place, common, "place")
    rare_place = Words(data.place.start, data.place.code, np.where(place_share < RARE, data.place.table, 0))
    text, bits = _telling(data.text, common)
    return Signs(
        code=_codes(data, codes), type_code=_told_types(data), place_again=data.place.mask(seed=3), place_first=_first(rare_place), place_mask=data.place.mask(), place_rare=_rare_mask(rare_place),
        place_whole=data.place.whole(), place_bigrams=data.bigrams.mask(seed=7),
        actor_mask=data.actor.mask(), actor_rare=data.actor.least(shares(data.actor, common, "actor")) < RARE,
        target_mask=data.target.mask(), target_rare=data.target.least(shares(data.target, common, "target")) < RARE,
        weapon_mask=data.weapon.mask(), text=text, text_bits=bits,
        text_mask=_text_mask(text), has_text=text[:, 0] != 0,
    )


def shares(words: Words, common: Common, field: str) -> Array:
    """Share of reports holding each word of the table, 0 where it is not among the common ones."""
    told = common.get(field, {})
    keys = np.array(sorted(int(k, 16) for k in told), np.uint64)
    value = np.array([told[f"{int(k):016x}"] for k in keys])
    at = np.searchsorted(keys, words.table)
    found = np.zeros(len(words.table))
    if len(keys):
        hit = keys[np.minimum(at, len(keys) - 1)] == words.table
        found[hit] = value[at[hit]]
    return found


def _rare_mask(words: Words) -> Array:
    bit = np.where(words.table == 0, np.uint64(0), np.uint64(1) << (words.table % np.uint64(64)))
    return words._reduce(np.bitwise_or, bit)


def _first(words: Words) -> Array:
    """32-bit code of one rare word of each place name, 0 where it has none: the largest, whatever the order."""
    code = (words.table >> np.uint64(32)).astype(np.uint32)
    out = np.zeros(len(words), np.uint32)
    full = np.flatnonzero(words.counts())
    if len(full):
        out[full] = np.maximum.reduceat(code[words.code], words.start[full])
    return out


def _codes(data: Prepared, codes: dict[str, list[str]]) -> dict[str, Array]:
    """Code of each report's value in each coded column: 0 not told or not listed, 1 and up as listed."""
    found = {}
    for k, name in enumerate(CODED):
        known = {value: at + 1 for at, value in enumerate(codes[name])}
        table = np.array([known.get(value, 0) for value in data.named[name]], np.int32)
        found[name] = table[data.code[:, k]]
    return found


def _told_types(data: Prepared) -> Array:
    """Number of each report's type as written, 0 not told."""
    none = len(data.named["type"]) - 1
    return np.where(data.code[:, 0] == none, 0, data.code[:, 0] + 1).astype(np.int32)


def _telling(words: Words, common: Common) -> tuple[Array, Array]:
    """The most telling words of each text as a fixed width table of 32-bit codes (0 empty) with their bits."""
    n = len(words)
    weight = -np.log2(np.maximum(shares(words, common, "text"), 0.002)).astype(np.float32)
    row = np.repeat(np.arange(n), words.counts())
    short = (words.table >> np.uint64(32)).astype(np.int64)
    rank = (9.0 - weight).clip(0, 15) * 4096
    order = np.argsort(row * (1 << 48) + (rank[words.code].astype(np.int64) << 32) + short[words.code], kind="stable")
    position = np.arange(len(order)) - words.start[row]
    kept = order[position < TEXT_WORDS]
    where = row[kept], position[position < TEXT_WORDS]
    code, bits = np.zeros((n, TEXT_WORDS), np.uint32), np.zeros((n, TEXT_WORDS), np.float32)
    code[where] = short[words.code[kept]]
    bits[where] = weight[words.code[kept]]
    return code, bits


@dataclass(frozen=True)
class Pairs:
    """Pairs (i, j) of canonical positions, i < j, at `km` kilometres (not a number: not known)."""

    data: Prepared
    sign: Signs
    i: Array
    j: Array
    km: Array

    def __len__(self) -> int:
        return len(self.i)

    def keep(self, kept: Array) -> Pairs:
        """Only the pairs that are marked."""
        return Pairs(self.data, self.sign, self.i[kept], self.j[kept], self.km[kept])

    def and_(self, more: Pairs) -> Pairs:
        """These pairs and then those."""
        i, j, km = ((np.concatenate(x)) for x in ((self.i, more.i), (self.j, more.j), (self.km, more.km)))
        return Pairs(self.data, self.sign, i, j, km)

    def both(self, column: Array) -> tuple[Array, Array]:
        """A column's values for both reports of each pair."""
        return column.take(self.i, axis=0), column.take(self.j, axis=0)

    @property
    def unknown(self) -> Array:
        """Pairs whose distance is not known."""
        return np.isnan(self.km)


def near(data: Prepared, sign: Signs, i: Array, j: Array, options: Options) -> Pairs:
    """Return the candidates (i, j) whose windows and places are as close as their precision allows."""
    gap = data.first.take(j) - np.minimum(data.last.take(i), data.last.take(j))
    kept = gap <= options.days_apart
    i, j = i[kept], j[kept]
    km = kilometres(data, i, j)
    reach = np.array([reach_of(level, options) for level in range(4)], np.float32)
    kept = ~(km > reach.take(np.maximum(data.level.take(i), data.level.take(j))))
    return Pairs(data, sign, i[kept], j[kept], km[kept])


def kilometres(data: Prepared, i: Array, j: Array) -> Array:
    """Straight-line distance of pairs, not a number where a point is not known."""
    total = np.zeros(len(i), np.float32)
    for axis in data.unit:
        delta = axis.take(i) - axis.take(j)
        total += delta * delta
    return np.sqrt(total)


def levels(pairs: Pairs) -> dict[str, Array]:
    """Return the level of every field."""
    return {name: find(pairs) for name, find in LEVEL.items()}


def cells(pairs: Pairs, level: dict[str, Array]) -> dict[str, Array]:
    """Return for each refined field the cell of its table of value pairs; 0 is no cell."""
    return {field.name: cell(field, pairs, level[field.name]) for field in FIELDS if field.refine}


def cell(field: Field, pairs: Pairs, level: Array) -> Array:
    """Return the cell of one refined field."""
    side = CODES[field.refine]
    a, b = pairs.both(pairs.sign.code[field.refine])
    found = np.minimum(a, b) * side + np.maximum(a, b)
    found *= (a > 0) & (b > 0)
    return found if field.refine == field.name else np.where(found > 0, found + level * np.int32(side * side), 0)


def _when(pairs: Pairs) -> Array:
    (first, second), (last, other) = pairs.both(pairs.data.first), pairs.both(pairs.data.last)
    gap = second - np.minimum(last, other)
    span = np.maximum(last - first, other - second)
    overlap = np.minimum(span, 4)
    return np.where(gap <= 0, _OVERLAP.take(overlap), np.minimum(gap, 3) + 2).astype(U8)


def _where(pairs: Pairs) -> Array:
    klass = np.maximum(*pairs.both(pairs.data.place_class))
    bins = _KM_BIN.take(np.fmin(pairs.km, 200).astype(np.uint8))
    return np.where(klass == 4, 28, klass * 7 + bins).astype(U8)


def _place(pairs: Pairs) -> Array:
    sign = pairs.sign
    a, b = pairs.both(sign.place_mask)
    both = a & b
    alike = _jaccard(*pairs.both(sign.place_bigrams))
    level = (alike >= 0.5) * U8(1) + (alike >= 0.3)
    again, other = pairs.both(sign.place_again)
    shared = (both != 0) & ((again & other) != 0)
    level[shared] = 2
    at = np.flatnonzero(shared)
    rare = (sign.place_rare.take(pairs.i[at]) & sign.place_rare.take(pairs.j[at])) != 0
    within = (both[at] == a[at]) | (both[at] == b[at])
    level[at] = np.where(rare, np.where(within, 4, 3), 2)
    whole, another = pairs.both(sign.place_whole)
    level[whole == another] = 5
    context = np.where(pairs.unknown, 2, ~(pairs.km <= 5))
    none = (a == 0) | (b == 0)
    level = level + (6 * context).astype(U8)
    level[none] = 18 + _told(pairs.keep(none))
    return level


def _told(pairs: Pairs) -> Array:
    """Whether one report's text names the place of the other, where not both name one: 0 cannot be told, 1 no, 2 yes."""
    sign = pairs.sign
    told = np.zeros(len(pairs), U8)
    for one, text in ((pairs.i, pairs.j), (pairs.j, pairs.i)):
        name = sign.place_first.take(one)
        part = sign.text_mask.reshape(-1).take(4 * text + (name & 3))
        some = np.flatnonzero((part & _bit(name)) != 0)
        told[(name != 0) & sign.has_text.take(text) & (told == 0)] = 1
        told[some[(sign.text.take(text[some], axis=0) == name[some, None]).any(axis=1)]] = 2
    return told


def _jaccard(a: Array, b: Array) -> Array:
    return np.asarray(np.bitwise_count(a & b) / np.maximum(np.bitwise_count(a | b), 1).astype(np.float32))


def _admin(pairs: Pairs) -> Array:
    a, b = pairs.both(pairs.data.admin)
    told = (a != 0) & (b != 0)
    equal = told & (a == b)
    level = np.where(equal[:, 0], np.where(told[:, 1] & ~equal[:, 1], 1, 2), 0)
    level = np.where(equal[:, 1], 3, level)
    level = np.where(equal[:, 2] | equal[:, 3], 4, level)
    return np.where(told.any(axis=1), level + 5 * pairs.unknown, 10).astype(U8)


def _type(pairs: Pairs) -> Array:
    a, b = pairs.both(pairs.sign.type_code)
    return np.where((a == 0) | (b == 0), 2, a == b).astype(U8)


def _actor(pairs: Pairs) -> Array:
    sign = pairs.sign
    (a, b), (p, q) = pairs.both(sign.actor_mask), pairs.both(sign.target_mask)
    crossed = ((a & q) != 0) & ((b & p) != 0)
    level = np.where((a & b) != 0, 2, crossed)
    level = np.where(a == b, 3 + sign.actor_rare.take(pairs.i), level)
    return np.where((a == 0) | (b == 0), 5, level).astype(U8)


def _target(pairs: Pairs) -> Array:
    a, b = pairs.both(pairs.sign.target_mask)
    level = ((a & b) != 0).astype(U8)
    level = np.where(a == b, 2 + pairs.sign.target_rare.take(pairs.i), level)
    return np.where((a == 0) | (b == 0), 4, level).astype(U8)


def _toll(low: Array, high: Array, pairs: Pairs) -> Array:
    """Bounds compared: equal lower bounds first, then how far the intervals lie apart as a ratio."""
    (a, b), (top_a, top_b) = pairs.both(low), pairs.both(high)
    ratio = (np.maximum(a, b) + 1) / (np.minimum(top_a, top_b) + 1)
    level = (ratio <= 3).astype(U8) + (ratio <= 1.35)
    same = a == b
    level[same] = 3 + _TOLL_BIN.take(np.minimum(a[same], 10).astype(np.uint8))
    level[np.isnan(ratio)] = 7
    return level


def _killed(pairs: Pairs) -> Array:
    return _toll(pairs.data.killed[0], pairs.data.killed[1], pairs)


def _injured(pairs: Pairs) -> Array:
    return _toll(pairs.data.injured[0], pairs.data.injured[1], pairs)


def _detail(pairs: Pairs) -> Array:
    a, b = pairs.both(pairs.data.detail)
    told = ~np.isnan(a) & ~np.isnan(b) & ((a > 0) | (b > 0))
    equal = (a == b) & told
    return np.where(told.any(axis=1), equal.any(axis=1).astype(U8), 2).astype(U8)


def _weapon(pairs: Pairs) -> Array:
    a, b = pairs.both(pairs.sign.weapon_mask)
    level = np.where(a == b, 2, (a & b) != 0)
    return np.where((a == 0) | (b == 0), 3, level).astype(U8)


def _text(pairs: Pairs) -> Array:
    """Bits of the telling words shared; a word rarer than one report in 500 counts nine bits."""
    sign = pairs.sign
    a, b = pairs.both(sign.text_mask)
    a &= b
    maybe = (a[:, 0] | a[:, 1] | a[:, 2] | a[:, 3]) != 0
    some = np.flatnonzero(maybe)
    level = np.zeros(len(pairs), U8)
    level[some] = np.digitize(_shared_bits(sign, pairs.i[some], pairs.j[some]), _TEXT_EDGES)
    told, other = pairs.both(sign.has_text)
    level[~(told & other)] = 6
    return level


def _shared_bits(sign: Signs, i: Array, j: Array) -> Array:
    a, b, weight = sign.text.take(i, axis=0), np.ascontiguousarray(sign.text.take(j, axis=0).T), sign.text_bits.take(i, axis=0)
    shared = np.zeros(len(i), np.float32)
    for k in range(TEXT_WORDS):
        word = np.ascontiguousarray(a[:, k])
        hit = b[0] == word
        for other in range(1, TEXT_WORDS):
            hit |= b[other] == word
        shared += hit * weight[:, k]
    return shared


def _bit(word: Array) -> Array:
    """One bit of 64 for each 32-bit word, none for the empty one."""
    return np.where(word == 0, np.uint64(0), np.uint64(1) << (word >> np.uint32(2) & np.uint32(63)).astype(np.uint64))


def _text_mask(text: Array) -> Array:
    """Four 64-bit sets of the words of each text, picked by a word's last two bits: texts sharing a word share a bit."""
    bit = _bit(text)
    return np.stack([np.bitwise_or.reduce(np.where(text & 3 == k, bit, np.uint64(0)), axis=1) for k in range(4)], axis=1)


def _source(pairs: Pairs) -> Array:
    data = pairs.data
    (a, b), (x, y), (p, q) = pairs.both(data.source), pairs.both(data.address), pairs.both(data.publisher)
    same, text = (a == b) & (a != 0), (x == y) & (x != 0)
    other = (p != q) & (p != 0) & (q != 0)
    return np.where(same, np.where(text, 4, np.where(other, 2, 3)), text).astype(U8)


LEVEL: dict[str, Callable[[Pairs], Array]] = {
    "source": _source, "when": _when, "where": _where, "type": _type, "actor": _actor, "target": _target, "killed": _killed,
    "place": _place, "admin": _admin, "injured": _injured, "detail": _detail, "weapon": _weapon, "text": _text,
}
"""How each field is compared, the cheapest first."""
