"""Candidate pairs compared field by field: every comparison is a level number, taken for all pairs at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ceasefire.linkage.features.comparable import LEAST_BITS, TEXT_WORDS, Features, bit_of
from ceasefire.linkage.features.days_and_places import HOURS_TOLD
from ceasefire.linkage.features.event_families import ANY
from ceasefire.linkage.scoring.fields import CODES, FIELDS, KM, KM_EDGES, Field
from ceasefire.linkage.scoring.pairs import Pairs
from ceasefire.vocabulary.arrays import Bools, Bytes, Codes, Hashes, Singles, Wholes

U8 = np.uint8

# Edges between the levels of `fields`, which name them in words. All were chosen by hand; none was measured apart.

_SAME_PLACE_KM = 5
"""Kilometres up to which places count as near where their names are compared."""

_PLACE_ALIKE = (0.3, 0.5)
"""Share of common pairs of letters (Jaccard index of two 64-bit sets) from which names are a little alike, and alike."""

TOLL_EDGES = (1, 3, 10)
"""Persons from which an equal toll falls on the next level: an equal large number is rarer by chance than an equal small."""

TOLL_RATIOS = (1.35, 2.0, 4.0, 10.0)
"""Ratio of (toll + 1) between the nearer bounds up to which tolls are close, and at which the next level below begins."""

_TEXT_EDGES = np.array([LEAST_BITS, 5, 10, 18, 30], np.float32)
"""Bits of shared words (-log2 of their share of reports) at which the next level of `text` begins."""

_HOURS = (1, 3, 8, 24)
"""Hours between two windows at which the next level of `when` begins, where both tell hours."""

_DAY_HOURS, _SHORT_HOURS = 30, 5 * 24
"""Hours up to which the longer of two windows is a day (a day and its night), and a short window."""

_OVERLAP = 0.4
"""Share of the shorter window from which two windows overlap: a day counted in UTC and the next one counted by the clocks of
the place have some hours in common, and are two days."""

_KM_MOST, _PER_KM, _TOLL_MOST = 200, 10, 10
"""Values from which all fall on the last level, and steps of a kilometre, so that levels are looked up in short tables;
unknown distances, too, whose class has one level for all."""

# Levels looked up by what was found, which is far faster than choosing pair by pair.
_KM_BIN = np.digitize(np.arange(_KM_MOST * _PER_KM + 1) / _PER_KM, KM_EDGES).astype(U8)
_TOLL_BIN = np.digitize(np.arange(_TOLL_MOST + 1), TOLL_EDGES).astype(U8)
# Rows: coarser class of the two places, 4 without a point; columns: level of distance.
_WHERE = np.array([[min(k * len(KM) + km, 4 * len(KM)) for km in range(len(KM))] for k in range(5)], U8).reshape(-1)

Levels = Bytes
"""Level of a field for each pair, uint8 [pairs]: the position of its words in `fields.Field.words`."""


def levels(pairs: Pairs) -> dict[str, Levels]:
    """Return the level of every field, uint8 [pairs] by its name."""
    return {name: find(pairs) for name, find in LEVEL.items()}


def cells(pairs: Pairs, level: dict[str, Levels]) -> dict[str, Codes]:
    """Return for each refined field the cell of its table of value pairs, int32 [pairs]; 0 is no cell."""
    return {field.name: cell(field, pairs, level[field.name]) for field in FIELDS if field.refine}


def cell(field: Field, pairs: Pairs, level: Levels) -> Codes:
    """Return the cell of one refined field, int32 [pairs]; 0 where either value is not stated or not common.

    A cell is smaller code x `CODES` + larger code; where the values are another column's, a table for each level.
    """
    side = CODES[field.refine]
    a, b = pairs.both(pairs.features.code[field.refine])
    found = np.minimum(a, b) * side + np.maximum(a, b)
    found *= (a > 0) & (b > 0)
    if field.refine == field.name:
        return np.asarray(found)
    return np.asarray((found + level * np.int32(side * side)) * (found > 0))


def _rules(flags: int, decide: Callable[..., int]) -> Bytes:
    """Level for every combination of so many yes-or-no findings."""
    return np.array([decide(*(bool(code >> k & 1) for k in range(flags))) for code in range(1 << flags)], U8)


def _by(rules: Bytes, *flags: Bools) -> Levels:
    """Look up the level of each pair by its findings: far faster than choosing pair by pair."""
    code = flags[0].view(U8).copy()
    for k, flag in enumerate(flags[1:], start=1):
        code |= flag.view(U8) << U8(k)
    return np.asarray(rules.take(code))


_TYPE = _rules(3, lambda same, kin, none: 3 if none else 2 if same else int(kin))
_ACTOR = _rules(5, lambda over, cross, same, rare, none: 5 if none else 3 + rare if same else 2 if over else int(cross))
_TARGET = _rules(4, lambda over, same, rare, none: 4 if none else 2 + rare if same else int(over))
_WEAPON = _rules(3, lambda over, same, none: 3 if none else 2 if same else int(over))
_SOURCE = _rules(3, lambda same, text, other: (4 if text else 2 if other else 3) if same else int(text))
_ALIKE = _rules(3, lambda half, third, whole: 5 if whole else 2 if half else int(third))
_NO_TOLL = U8(9)
_NAMED = U8(20)
"""Level of `place` of a pair of which one's text names the place of the other."""
_SHARED = U8(5)
"""Level of `text` of a pair whose texts share four telling words or more: so much in common that the place is, too."""


def _when(pairs: Pairs) -> Levels:
    """Level by the time between two windows: in hours where both tell hours, else by days."""
    (begin, start), (end, stop) = pairs.both(pairs.data.begin), pairs.both(pairs.data.end)
    longer, shorter = np.maximum(end - begin, stop - start), np.minimum(end - begin, stop - start)
    gap = np.maximum(begin, start) - np.minimum(end, stop)
    hours = gap / np.float32(3600)
    apart = 3 + np.digitize(hours, (24, 48)).astype(U8)
    span = np.digitize(longer, (_DAY_HOURS * 3600 + 1, _SHORT_HOURS * 3600 + 1)).astype(U8)
    level = np.where(-gap >= _OVERLAP * shorter, span, apart)
    told = longer <= HOURS_TOLD * 3600
    return np.asarray(np.where(told, 6 + np.digitize(hours, _HOURS).astype(U8), level), U8)


def _where(pairs: Pairs) -> Levels:
    klass = np.maximum(*pairs.both(pairs.data.place_class))
    tenths = np.fmin(pairs.km, _KM_MOST) * _PER_KM
    return np.asarray(_WHERE.take(klass * len(KM) + _KM_BIN.take(tenths.astype(np.uint16))))


def _place(pairs: Pairs) -> Levels:
    """Level by likeness of the names, 6 further where the points lie apart and 12 where a distance is not known.

    A common word in both is no likeness where each also has words of its own: "Post Lima" and "Post Kilo" are two. Where no word is
    known to be common, any may be: so are "Kafr Nabl" and "Kafr Zita".
    """
    features = pairs.features
    a, b = pairs.both(features.place_mask)
    both = a & b
    alike = _jaccard(*pairs.both(features.place_bigrams))
    (again, other), (whole, another) = pairs.both(features.place_again), pairs.both(features.place_whole)
    shared = (both != 0) & ((again & other) != 0)
    same = whole == another
    level = _by(_ALIKE, alike >= _PLACE_ALIKE[1], alike >= _PLACE_ALIKE[0], same)
    at = np.flatnonzero(shared & ~same)
    own, its = features.place_rare.take(pairs.i[at]), features.place_rare.take(pairs.j[at])
    rare, within = (own & its) != 0, (both[at] == a[at]) | (both[at] == b[at])
    if features.place_rarity:
        level[at] = np.where(rare, 3 + within, np.where(within & ((own == 0) | (its == 0)), 2, 0))
    else:
        level[at] = np.where(within, 4, 0)
    level += U8(6) * (pairs.km > _SAME_PLACE_KM) + U8(12) * pairs.unknown
    none = np.flatnonzero((a == 0) | (b == 0))
    level[none] = 18 + _named_in_text(pairs.at(none))
    return level


def nowhere(pairs: Pairs) -> Bools:
    """Mark (bool [pairs]) the pairs of which one tells no place or a governorate at most, unless its text names the other's place or
    shares many words with it."""
    one, other = pairs.both(pairs.features.nowhere)
    rows = np.flatnonzero(one | other)
    some, found = pairs.at(rows), np.zeros(len(pairs), bool)
    found[rows] = (_place(some) != _NAMED) & (_text(some) != _SHARED)
    return found


def _named_in_text(pairs: Pairs) -> Levels:
    """Whether one report's text names the place of the other, where not both name one: 0 cannot be told, 1 no, 2
    yes."""
    features = pairs.features
    known, found = np.zeros(len(pairs), bool), np.zeros(len(pairs), bool)
    for one, text in ((pairs.i, pairs.j), (pairs.j, pairs.i)):
        name = features.place_first.take(one)
        part = features.text_mask.reshape(-1).take(4 * text + (name & 3))
        some = np.flatnonzero((part & bit_of(name)) != 0)
        known |= (name != 0) & features.has_text.take(text)
        found[some[(features.text.take(text[some], axis=0) == name[some, None]).any(axis=1)]] = True
    return known.astype(U8) + found


def _jaccard(a: Hashes, b: Hashes) -> Singles:
    return np.asarray(np.bitwise_count(a & b) / np.maximum(np.bitwise_count(a | b), 1).astype(np.float32))


def _admin(pairs: Pairs) -> Levels:
    a, b = pairs.both(pairs.data.admin)
    both = (a != 0) & (b != 0)
    equal = both & (a == b)
    level = np.where(equal[:, 0], np.where(both[:, 1] & ~equal[:, 1], 1, 2), 0)
    level = np.where(equal[:, 1], 3, level)
    level = np.where(equal[:, 2] | equal[:, 3], 4, level)
    return np.where(both.any(axis=1), level + 5 * pairs.unknown, 10).astype(U8)


def _type(pairs: Pairs) -> Levels:
    (a, b), (kind, other) = pairs.both(pairs.features.type_code), pairs.both(pairs.features.kind)
    kin = (kind == other) | (kind == ANY) | (other == ANY)
    return _by(_TYPE, a == b, kin, (a == 0) | (b == 0))


def _actor(pairs: Pairs) -> Levels:
    features = pairs.features
    (a, b), (p, q) = pairs.both(features.actor_mask), pairs.both(features.target_mask)
    crossed = ((a & q) != 0) & ((b & p) != 0)
    return _by(_ACTOR, (a & b) != 0, crossed, a == b, features.actor_rare.take(pairs.i), (a == 0) | (b == 0))


def _target(pairs: Pairs) -> Levels:
    a, b = pairs.both(pairs.features.target_mask)
    return _by(_TARGET, (a & b) != 0, a == b, pairs.features.target_rare.take(pairs.i), (a == 0) | (b == 0))


def _toll(low: Singles, high: Singles, pairs: Pairs) -> Levels:
    """Bounds compared: equal lower bounds first, then how far the intervals lie apart as a ratio."""
    (a, b), (top_a, top_b) = pairs.both(low), pairs.both(high)
    ratio = (np.maximum(a, b) + 1) / (np.minimum(top_a, top_b) + 1)
    size = _TOLL_BIN.take(np.fmax(np.fmin(a, _TOLL_MOST), 0).astype(U8))
    level = U8(4) - np.digitize(ratio, TOLL_RATIOS, right=True).astype(U8)
    same = (a == b).view(U8)
    level += same * (5 + size - level)
    return np.where(np.isnan(ratio), _NO_TOLL, level).astype(U8)


def _killed(pairs: Pairs) -> Levels:
    return _toll(pairs.data.killed[0], pairs.data.killed[1], pairs)


def _injured(pairs: Pairs) -> Levels:
    return _toll(pairs.data.injured[0], pairs.data.injured[1], pairs)


def _detail(pairs: Pairs) -> Levels:
    a, b = pairs.both(pairs.data.detail)
    both = ~np.isnan(a) & ~np.isnan(b) & ((a > 0) | (b > 0))
    equal = (a == b) & both
    return np.where(both.any(axis=1), equal.any(axis=1).astype(U8), 2).astype(U8)


def _weapon(pairs: Pairs) -> Levels:
    a, b = pairs.both(pairs.features.weapon_mask)
    return _by(_WEAPON, (a & b) != 0, a == b, (a == 0) | (b == 0))


def _text(pairs: Pairs) -> Levels:
    """Level by the bits of the rare words shared (`comparable.LEAST_SHARE`: nine bits a word at the most).

    To share no word at all counts only where both texts have words enough that tell something.
    """
    features = pairs.features
    a, b = pairs.both(features.text_mask)
    a &= b
    maybe = (a[:, 0] | a[:, 1] | a[:, 2] | a[:, 3]) != 0
    some = np.flatnonzero(maybe)
    level = np.zeros(len(pairs), U8)
    level[some] = np.digitize(_shared_bits(features, pairs.i[some], pairs.j[some]), _TEXT_EDGES)
    own, other = pairs.both(features.has_text)
    tells, also = pairs.both(features.text_tells)
    silent = ~(own & other) | ((level == 0) & ~(tells & also))
    return np.where(silent, U8(6), level).astype(U8)


def _shared_bits(features: Features, i: Wholes, j: Wholes) -> Singles:
    """Weights of the words of i that j has, too, added up: every word of one text held against every one of the other."""
    a, b, weight = (
        features.text.take(i, axis=0),
        np.ascontiguousarray(features.text.take(j, axis=0).T),
        features.text_bits.take(i, axis=0),
    )
    shared = np.zeros(len(i), np.float32)
    for k in range(TEXT_WORDS):
        word = np.ascontiguousarray(a[:, k])
        hit = b[0] == word
        for other in range(1, TEXT_WORDS):
            hit |= b[other] == word
        shared += hit * weight[:, k]
    return shared


def _source(pairs: Pairs) -> Levels:
    data = pairs.data
    (a, b), (x, y), (p, q) = pairs.both(data.source), pairs.both(data.address), pairs.both(data.publisher)
    same, text = (a == b) & (a != 0), (x == y) & (x != 0)
    other = (p != q) & (p != 0) & (q != 0)
    return _by(_SOURCE, same, text, other)


LEVEL: dict[str, Callable[[Pairs], Levels]] = {
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
