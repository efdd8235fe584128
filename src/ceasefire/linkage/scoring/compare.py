"""Candidate pairs compared field by field: every comparison is a level number, taken for all pairs at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ceasefire.linkage.features.comparable import TEXT_WORDS, Signs, bit_of
from ceasefire.linkage.features.prepare import Prepared
from ceasefire.linkage.options import Options
from ceasefire.linkage.scoring.block import reach_of
from ceasefire.linkage.scoring.fields import CODES, FIELDS, Field

Array = npt.NDArray[Any]
U8 = np.uint8
_KM_BIN = np.digitize(np.arange(201), [1, 3, 8, 20, 50, 120]).astype(U8)
_TOLL_BIN = np.digitize(np.arange(11), [1, 3, 10]).astype(U8)
_WHEN = np.array([[0, 1, 1, 1, 2], [3] * 5, [4] * 5, [5] * 5], U8).reshape(-1)
_WHERE = np.array([[min(k * 7 + km, 28) for km in range(8)] for k in range(5)], U8).reshape(-1)
_TEXT_EDGES = np.array([0.5, 5, 10, 18, 30], np.float32)


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
        return self.at(np.flatnonzero(kept))

    def at(self, rows: Array) -> Pairs:
        """Only the pairs at these rows."""
        return Pairs(self.data, self.sign, self.i.take(rows), self.j.take(rows), self.km.take(rows))

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
    kept = np.flatnonzero(gap <= options.days_apart)
    i, j = i.take(kept), j.take(kept)
    reach = np.array([reach_of(level, options) for level in range(4)], np.float32)
    most = reach.take(np.maximum(data.level.take(i), data.level.take(j)))
    pairs = Pairs(data, sign, i, j, kilometres(data, i, j))
    return pairs.keep(~(pairs.km > most))


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
    if field.refine == field.name:
        return found
    return np.asarray((found + level * np.int32(side * side)) * (found > 0))


def _rules(flags: int, decide: Callable[..., int]) -> Array:
    """Level for every combination of so many yes-or-no findings."""
    return np.array([decide(*(bool(code >> k & 1) for k in range(flags))) for code in range(1 << flags)], U8)


def _by(rules: Array, *flags: Array) -> Array:
    """Look up the level of each pair by its findings: far faster than choosing pair by pair."""
    code = flags[0].view(U8).copy()
    for k, flag in enumerate(flags[1:], start=1):
        code |= flag.view(U8) << U8(k)
    return np.asarray(rules.take(code))


_TYPE = _rules(2, lambda same, none: 2 if none else int(same))
_ACTOR = _rules(5, lambda over, cross, same, rare, none: 5 if none else 3 + rare if same else 2 if over else int(cross))
_TARGET = _rules(4, lambda over, same, rare, none: 4 if none else 2 + rare if same else int(over))
_WEAPON = _rules(3, lambda over, same, none: 3 if none else 2 if same else int(over))
_SOURCE = _rules(3, lambda same, text, other: (4 if text else 2 if other else 3) if same else int(text))
_ALIKE = _rules(4, lambda half, third, shared, whole: 5 if whole else 2 if shared or half else int(third))
_NOT_TOLD = U8(7)


def _when(pairs: Pairs) -> Array:
    (first, second), (last, other) = pairs.both(pairs.data.first), pairs.both(pairs.data.last)
    gap = second - np.minimum(last, other)
    span = np.maximum(last - first, other - second)
    return np.asarray(_WHEN.take(np.maximum(np.minimum(gap, 3), 0) * 5 + np.minimum(span, 4)))


def _where(pairs: Pairs) -> Array:
    klass = np.maximum(*pairs.both(pairs.data.place_class))
    return np.asarray(_WHERE.take(klass * 8 + _KM_BIN.take(np.fmin(pairs.km, 200).astype(np.uint8))))


def _place(pairs: Pairs) -> Array:
    sign = pairs.sign
    a, b = pairs.both(sign.place_mask)
    both = a & b
    alike = _jaccard(*pairs.both(sign.place_bigrams))
    (again, other), (whole, another) = pairs.both(sign.place_again), pairs.both(sign.place_whole)
    shared = (both != 0) & ((again & other) != 0)
    same = whole == another
    level = _by(_ALIKE, alike >= 0.5, alike >= 0.3, shared, same)
    at = np.flatnonzero(shared & ~same)
    own, its = sign.place_rare.take(pairs.i[at]), sign.place_rare.take(pairs.j[at])
    rare, within = (own & its) != 0, (both[at] == a[at]) | (both[at] == b[at])
    elsewhere = (own != 0) & (its != 0)
    level[at] = np.where(rare, 3 + within, np.where(elsewhere, 0, 2))
    level += U8(6) * (pairs.km > 5) + U8(12) * pairs.unknown
    none = np.flatnonzero((a == 0) | (b == 0))
    level[none] = 18 + _told(pairs.at(none))
    return level


def _told(pairs: Pairs) -> Array:
    """Whether one report's text names the place of the other, where not both name one: 0 cannot be told, 1 no, 2
    yes."""
    sign = pairs.sign
    told, found = np.zeros(len(pairs), bool), np.zeros(len(pairs), bool)
    for one, text in ((pairs.i, pairs.j), (pairs.j, pairs.i)):
        name = sign.place_first.take(one)
        part = sign.text_mask.reshape(-1).take(4 * text + (name & 3))
        some = np.flatnonzero((part & bit_of(name)) != 0)
        told |= (name != 0) & sign.has_text.take(text)
        found[some[(sign.text.take(text[some], axis=0) == name[some, None]).any(axis=1)]] = True
    return told.astype(U8) + found


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
    return _by(_TYPE, a == b, (a == 0) | (b == 0))


def _actor(pairs: Pairs) -> Array:
    sign = pairs.sign
    (a, b), (p, q) = pairs.both(sign.actor_mask), pairs.both(sign.target_mask)
    crossed = ((a & q) != 0) & ((b & p) != 0)
    return _by(_ACTOR, (a & b) != 0, crossed, a == b, sign.actor_rare.take(pairs.i), (a == 0) | (b == 0))


def _target(pairs: Pairs) -> Array:
    a, b = pairs.both(pairs.sign.target_mask)
    return _by(_TARGET, (a & b) != 0, a == b, pairs.sign.target_rare.take(pairs.i), (a == 0) | (b == 0))


def _toll(low: Array, high: Array, pairs: Pairs) -> Array:
    """Bounds compared: equal lower bounds first, then how far the intervals lie apart as a ratio."""
    (a, b), (top_a, top_b) = pairs.both(low), pairs.both(high)
    ratio = (np.maximum(a, b) + 1) / (np.minimum(top_a, top_b) + 1)
    size = _TOLL_BIN.take(np.fmax(np.fmin(a, 10), 0).astype(U8))
    level = (ratio <= 3).view(U8) + (ratio <= 1.35)
    same = (a == b).view(U8)
    level += same * (3 + size - level)
    return np.asarray(np.maximum(level, _NOT_TOLD * np.isnan(ratio)))


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
    return _by(_WEAPON, (a & b) != 0, a == b, (a == 0) | (b == 0))


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
    return np.asarray(np.maximum(level, U8(6) * ~(told & other)))


def _shared_bits(sign: Signs, i: Array, j: Array) -> Array:
    a, b, weight = (
        sign.text.take(i, axis=0),
        np.ascontiguousarray(sign.text.take(j, axis=0).T),
        sign.text_bits.take(i, axis=0),
    )
    shared = np.zeros(len(i), np.float32)
    for k in range(TEXT_WORDS):
        word = np.ascontiguousarray(a[:, k])
        hit = b[0] == word
        for other in range(1, TEXT_WORDS):
            hit |= b[other] == word
        shared += hit * weight[:, k]
    return shared


def _source(pairs: Pairs) -> Array:
    data = pairs.data
    (a, b), (x, y), (p, q) = pairs.both(data.source), pairs.both(data.address), pairs.both(data.publisher)
    same, text = (a == b) & (a != 0), (x == y) & (x != 0)
    other = (p != q) & (p != 0) & (q != 0)
    return _by(_SOURCE, same, text, other)


LEVEL: dict[str, Callable[[Pairs], Array]] = {
    "source": _source,
    "when": _when,
    "where": _where,
    "type": _type,
    "actor": _actor,
    "target": _target,
    "killed": _killed,
    "place": _place,
    "admin": _admin,
    "injured": _injured,
    "detail": _detail,
    "weapon": _weapon,
    "text": _text,
}
"""How each field is compared, the cheapest first."""
