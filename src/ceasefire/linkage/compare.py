"""Candidate pairs compared field by field: every comparison is a level number, taken for all pairs at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ceasefire.linkage.block import reach_of
from ceasefire.linkage.fields import CODES, FIELDS, KINDRED
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

_KM_EDGES = np.array([1, 3, 8, 20, 50, 120], np.float32)
_TEXT_EDGES = np.array([0.5, 5, 10, 18, 30], np.float32)


@dataclass(frozen=True, kw_only=True)
class Signs:
    """What comparing needs of each report, made once from the prepared reports and the learnt word counts."""

    code: dict[str, Array]
    kin: Array
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


def signs(data: Prepared, codes: dict[str, list[str]], common: Common) -> Signs:
    """Return the signs of every report; words counted as common weigh less, values not listed in `codes` are pooled."""
    place_share = shares(data.place, common, "place")
    rare_place = Words(data.place.start, data.place.code, np.where(place_share < RARE, data.place.table, 0))
    text, bits = _telling(data.text, common)
    return Signs(
        code=_codes(data, codes), kin=_kin(data), place_again=data.place.mask(seed=3), place_first=_first(rare_place), place_mask=data.place.mask(), place_rare=_rare_mask(rare_place),
        place_whole=data.place.whole(), place_bigrams=data.bigrams.mask(seed=7),
        actor_mask=data.actor.mask(), actor_rare=data.actor.least(shares(data.actor, common, "actor")) < RARE,
        target_mask=data.target.mask(), target_rare=data.target.least(shares(data.target, common, "target")) < RARE,
        weapon_mask=data.weapon.mask(), text=text, text_bits=bits,
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


def near(data: Prepared, i: Array, j: Array, options: Options) -> tuple[Array, Array, Array]:
    """Drop candidates further apart than their windows and places allow; return (i, j, kilometres or nan)."""
    gap = np.maximum(data.first[i], data.first[j]) - np.minimum(data.last[i], data.last[j])
    kept = gap <= options.days_apart
    i, j = i[kept], j[kept]
    km = kilometres(data, i, j)
    reach = np.array([reach_of(level, options) for level in range(4)], np.float32)[np.maximum(data.level[i], data.level[j])]
    kept = ~(km > reach)
    return i[kept], j[kept], km[kept]


def kilometres(data: Prepared, i: Array, j: Array) -> Array:
    """Straight-line distance of pairs, not a number where a point is not known."""
    delta = data.unit[i] - data.unit[j]
    km = np.sqrt(delta[:, 0] * delta[:, 0] + delta[:, 1] * delta[:, 1] + delta[:, 2] * delta[:, 2])
    unknown = (data.place_class[i] == 4) | (data.place_class[j] == 4)
    return np.where(unknown, np.float32(np.nan), km)


def levels(data: Prepared, sign: Signs, i: Array, j: Array, km: Array) -> dict[str, Array]:
    """Return the level of every field for pairs (i, j) at `km` kilometres (nan: not known)."""
    unknown = np.isnan(km)
    return {
        "when": _when(data, i, j), "where": _where(data, i, j, km, unknown), "place": _place(sign, i, j, km, unknown),
        "admin": _admin(data, i, j, unknown), "type": _type(data, sign, i, j), "actor": _actor(sign, i, j),
        "target": _target(sign, i, j), "killed": _toll(data.killed, i, j), "injured": _toll(data.injured, i, j),
        "detail": _detail(data, i, j), "weapon": _weapon(sign, i, j), "text": _text(sign, i, j), "source": _source(data, i, j),
    }


def cells(sign: Signs, level: dict[str, Array], i: Array, j: Array) -> dict[str, Array]:
    """Return for each refined field the cell of its table of value pairs; 0 is no cell."""
    found = {}
    for field in FIELDS:
        if field.refine:
            side = CODES[field.refine]
            a, b = sign.code[field.refine][i], sign.code[field.refine][j]
            cell = np.minimum(a, b) * side + np.maximum(a, b)
            cell = np.where((a == 0) | (b == 0), 0, cell)
            found[field.name] = cell if field.refine == field.name else np.where(cell > 0, level[field.name] * side * side + cell, 0)
    return found


def _when(data: Prepared, i: Array, j: Array) -> Array:
    gap = np.maximum(data.first[i], data.first[j]) - np.minimum(data.last[i], data.last[j])
    span = np.maximum(data.last[i] - data.first[i], data.last[j] - data.first[j])
    overlap = np.where(span == 0, 0, np.where(span <= 3, 1, 2))
    return np.where(gap <= 0, overlap, np.minimum(gap, 3) + 2).astype(U8)


def _where(data: Prepared, i: Array, j: Array, km: Array, unknown: Array) -> Array:
    klass = np.maximum(data.place_class[i], data.place_class[j]).astype(np.int16)
    return np.where(unknown, 28, klass * 7 + np.digitize(km, _KM_EDGES)).astype(U8)


def _place(sign: Signs, i: Array, j: Array, km: Array, unknown: Array) -> Array:
    a, b = sign.place_mask[i], sign.place_mask[j]
    both = a & b
    alike = _jaccard(sign.place_bigrams[i], sign.place_bigrams[j])
    level = np.where(alike >= 0.5, 2, np.where(alike >= 0.3, 1, 0))
    shared = (both != 0) & ((sign.place_again[i] & sign.place_again[j]) != 0)
    level = np.where(shared, 2, level)
    rare = shared & ((sign.place_rare[i] & sign.place_rare[j]) != 0)
    level = np.where(rare, 3, level)
    level = np.where(((both == a) | (both == b)) & rare, 4, level)
    level = np.where(sign.place_whole[i] == sign.place_whole[j], 5, level)
    context = np.where(unknown, 2, np.where(km <= 5, 0, 1))
    return np.where((a == 0) | (b == 0), 18 + _told(sign, i, j), level + 6 * context).astype(U8)


def _told(sign: Signs, i: Array, j: Array) -> Array:
    """Whether one report's text names the place of the other, where not both name one."""
    here, there = sign.place_first[i], sign.place_first[j]
    told = np.zeros(len(i), bool)
    for name, text in ((here, j), (there, i)):
        some = np.flatnonzero((name != 0) & ((here == 0) | (there == 0)))
        told[some] |= (sign.text[text[some]] == name[some, None]).any(axis=1)
    return told


def _jaccard(a: Array, b: Array) -> Array:
    joint = np.bitwise_count(a | b)
    return np.asarray(np.bitwise_count(a & b) / np.maximum(joint, 1), np.float32)


def _admin(data: Prepared, i: Array, j: Array, unknown: Array) -> Array:
    a, b = data.admin[i], data.admin[j]
    told = (a != 0) & (b != 0)
    equal = told & (a == b)
    level = np.where(equal[:, 0], np.where(told[:, 1] & ~equal[:, 1], 1, 2), 0)
    level = np.where(equal[:, 1], 3, level)
    level = np.where(equal[:, 2] | equal[:, 3], 4, level)
    return np.where(told.any(axis=1), level + 5 * unknown, 10).astype(U8)


def _type(data: Prepared, sign: Signs, i: Array, j: Array) -> Array:
    a, b = data.code[i, 0], data.code[j, 0]
    none = len(data.named["type"]) - 1
    level = np.where(a == b, 2, (sign.kin[i] == sign.kin[j]) & (sign.kin[i] > 0))
    return np.where((a == none) | (b == none), 3, level).astype(U8)


def _kin(data: Prepared) -> Array:
    """Number of the kind each report's type belongs to, 0 for none."""
    kinds = {kind: k + 1 for k, kind in enumerate(sorted(set(KINDRED.values())))}
    table = [kinds.get(KINDRED.get(name.casefold().replace(" ", "_"), ""), 0) for name in data.named["type"]]
    return np.array(table, np.int8)[data.code[:, 0]]


def _actor(sign: Signs, i: Array, j: Array) -> Array:
    a, b = sign.actor_mask[i], sign.actor_mask[j]
    crossed = ((a & sign.target_mask[j]) != 0) & ((b & sign.target_mask[i]) != 0)
    level = np.where((a & b) != 0, 2, np.where(crossed, 1, 0))
    level = np.where(a == b, np.where(sign.actor_rare[i], 4, 3), level)
    return np.where((a == 0) | (b == 0), 5, level).astype(U8)


def _target(sign: Signs, i: Array, j: Array) -> Array:
    a, b = sign.target_mask[i], sign.target_mask[j]
    level = np.where((a & b) != 0, 1, 0)
    level = np.where(a == b, np.where(sign.target_rare[i], 3, 2), level)
    return np.where((a == 0) | (b == 0), 4, level).astype(U8)


def _toll(toll: Array, i: Array, j: Array) -> Array:
    """Bounds compared: equal lower bounds first, then how far the intervals lie apart as a ratio."""
    a, b = toll[i], toll[j]
    low = np.maximum(a[:, 0], b[:, 0])
    top_a, top_b = np.fmax(a[:, 0], a[:, 1]), np.fmax(b[:, 0], b[:, 1])
    high = np.fmin(top_a, top_b)
    ratio = (low + 1) / (high + 1)
    level = np.where(ratio <= 1.35, 2, np.where(ratio <= 3, 1, 0))
    level = np.where(a[:, 0] == b[:, 0], 3 + np.digitize(a[:, 0], [1, 3, 10]), level)
    return np.where(np.isnan(low), 7, level).astype(U8)


def _detail(data: Prepared, i: Array, j: Array) -> Array:
    a, b = data.detail[i], data.detail[j]
    told = ~np.isnan(a) & ~np.isnan(b) & ((a > 0) | (b > 0))
    equal = (a == b) & told
    return np.where(told.any(axis=1), equal.any(axis=1).astype(U8), 2).astype(U8)


def _weapon(sign: Signs, i: Array, j: Array) -> Array:
    a, b = sign.weapon_mask[i], sign.weapon_mask[j]
    level = np.where(a == b, 2, (a & b) != 0)
    return np.where((a == 0) | (b == 0), 3, level).astype(U8)


def _text(sign: Signs, i: Array, j: Array) -> Array:
    """Bits of the telling words shared; a word rarer than one report in 500 counts nine bits."""
    a, b, weight = sign.text[i], sign.text[j], sign.text_bits[i]
    shared = np.zeros(len(i), np.float32)
    for k in range(TEXT_WORDS):
        shared += np.where((a[:, k : k + 1] == b).any(axis=1), weight[:, k], 0)
    level = np.digitize(shared, _TEXT_EDGES)
    return np.where((a[:, 0] == 0) | (b[:, 0] == 0), 6, level).astype(U8)


def _source(data: Prepared, i: Array, j: Array) -> Array:
    same = (data.source[i] == data.source[j]) & (data.source[i] != 0)
    text = (data.address[i] == data.address[j]) & (data.address[i] != 0)
    p, q = data.publisher[i], data.publisher[j]
    other = (p != q) & (p != 0) & (q != 0)
    return np.where(same, np.where(text, 4, np.where(other, 2, 3)), text.astype(U8)).astype(U8)
