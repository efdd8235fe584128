"""What comparing needs of each report, made once: short sets of words as bits, codes of common values, telling
words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ceasefire.linkage.features.prepare import CODED, Prepared
from ceasefire.linkage.features.strings import Words

Array = npt.NDArray[Any]
U8 = np.uint8
Common = dict[str, dict[str, float]]
RARE = 0.02
"""A name held by fewer than this share of reports is rare."""

TEXT_WORDS = 12
"""Most telling words kept of a text."""


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
        code=_codes(data, codes),
        type_code=_told_types(data),
        place_again=data.place.mask(seed=3),
        place_first=_first(rare_place),
        place_mask=data.place.mask(),
        place_rare=_rare_mask(rare_place),
        place_whole=data.place.whole(),
        place_bigrams=data.bigrams.mask(seed=7),
        actor_mask=data.actor.mask(),
        actor_rare=data.actor.least(shares(data.actor, common, "actor")) < RARE,
        target_mask=data.target.mask(),
        target_rare=data.target.least(shares(data.target, common, "target")) < RARE,
        weapon_mask=data.weapon.mask(),
        text=text,
        text_bits=bits,
        text_mask=_text_mask(text),
        has_text=text[:, 0] != 0,
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
    row = np.repeat(np.arange(n, dtype=np.int64), words.counts())
    short = (words.table >> np.uint64(32)).astype(np.uint32)
    telling = np.empty(len(weight), np.int64)
    telling[np.lexsort((short, -weight))] = np.arange(len(weight))
    order = np.argsort(row * max(len(weight), 1) + telling[words.code])
    position = np.arange(len(order)) - words.start[row]
    kept = order[position < TEXT_WORDS]
    where = row[kept], position[position < TEXT_WORDS]
    code, bits = np.zeros((n, TEXT_WORDS), np.uint32), np.zeros((n, TEXT_WORDS), np.float32)
    code[where] = short[words.code[kept]]
    bits[where] = weight[words.code[kept]]
    return code, bits


def bit_of(word: Array) -> Array:
    """One bit of 64 for each 32-bit word, none for the empty one."""
    return np.where(word == 0, np.uint64(0), np.uint64(1) << (word >> np.uint32(2) & np.uint32(63)).astype(np.uint64))


def _text_mask(text: Array) -> Array:
    """Four 64-bit sets of the words of each text, picked by a word's last two bits: texts sharing a word share a
    bit."""
    bit = bit_of(text)
    return np.stack(
        [np.bitwise_or.reduce(np.where(text & 3 == k, bit, np.uint64(0)), axis=1) for k in range(4)], axis=1
    )
