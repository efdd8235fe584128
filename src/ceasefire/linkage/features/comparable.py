"""What comparing needs of each report, made once: short sets of words as bits, codes of common values, rare words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ceasefire.linkage.features.prepare import CODED, Prepared
from ceasefire.linkage.features.strings import Words
from ceasefire.vocabulary.arrays import Bools, Codes, Floats, Hashes, Levels, ShortHashes, Singles

Common = dict[str, dict[str, float]]
"""For each field of words, the share of reports that hold a word, by its hash in hexadecimal, for words not rare."""

RARE = 0.02
"""A name held by fewer than this share of reports is rare. Chosen by hand; not measured apart."""

TEXT_WORDS = 12
"""The rarest words kept of each text. Comparing costs the square of it (`compare._shared_bits`); not measured apart."""

LEAST_SHARE = 0.002
"""A word of a text rarer than one report in 500 counts as rare as this: nine bits. It is the share below which the
sample does not count words (`sampling.COMMON_SHARE`)."""

LEAST_BITS = 0.01
"""Weight of a word that every report holds: it tells nothing, but where two texts have it, they share a word."""

TELLING_BITS = 12.0
"""Bits of its own words that a text must have to count where it shares none with another: two rare words, or some that are
half common. Chosen by hand; not measured apart."""

_AGAIN, _BIGRAMS = 3, 7
"""Seeds of the second bits of place names and of the bits of their pairs of letters: any two numbers that differ from 0,
the seed of the first bits."""


@dataclass(frozen=True, kw_only=True)
class Features:
    """What comparing needs of each of n reports, made from the prepared reports and the learnt word counts.

    | array | dtype, shape | holds, and what stands for "not known" |
    |---|---|---|
    | code | int32 [n] for each name in `CODED` | place in the learnt list of common values, from 1; 0 also if not listed |
    | type_code | int32 [n] | number of the event type as written, from 1; 0 |
    | place_mask, place_again | uint64 [n] | place name as bits, by two hashes: both must share one; 0 |
    | place_rare | uint64 [n] | its rare words as bits; 0 also where it has none |
    | place_rarity | bool | whether any word of places is known to be common, so that others are known to be rare |
    | nowhere | bool [n] | whether it tells no place, or a first-level unit at most: neither point nor name nor unit below |
    | place_first | uint32 [n] | short hash of one of its rare words; 0 also where it has none |
    | place_whole | uint64 [n] | one hash of all its words; 0 |
    | place_bigrams | uint64 [n] | its pairs of letters as bits; 0 |
    | actor_mask, target_mask, weapon_mask | uint64 [n] | words of the name as bits; 0 |
    | actor_rare, target_rare | bool [n] | whether one of its words is rare; False, also where no common words are known |
    | text | uint32 [n, TEXT_WORDS] | short hashes of the rarest words of the summary; 0 past the last |
    | text_bits | float32 [n, TEXT_WORDS] | weight of each in bits, -log2 of the share of reports that hold it; 0 past the last |
    | text_mask | uint64 [n, 4] | the same words as bits (`_text_mask`); 0 |
    | has_text | bool [n] | whether the summary has any word |
    | text_tells | bool [n] | whether its words have `TELLING_BITS` in all |
    | kind | int8 [n] | family of the event type (`event_families`); 0 |
    """

    code: dict[str, Codes]
    type_code: Codes
    place_again: Hashes
    place_first: ShortHashes
    place_mask: Hashes
    place_rare: Hashes
    place_rarity: bool
    nowhere: Bools
    place_whole: Hashes
    place_bigrams: Hashes
    actor_mask: Hashes
    actor_rare: Bools
    target_mask: Hashes
    target_rare: Bools
    weapon_mask: Hashes
    text: ShortHashes
    text_bits: Singles
    text_mask: Hashes
    has_text: Bools
    text_tells: Bools
    kind: Levels


def features_of(data: Prepared, codes: dict[str, list[str]], common: Common) -> Features:
    """Return the features of every report; words counted as common weigh less, values not in `codes` are pooled."""
    place_share = shares(data.place, common, "place")
    rare_place = Words(data.place.start, data.place.code, np.where(place_share < RARE, data.place.table, 0))
    text, bits = _rarest(data.text, common)
    return Features(
        code=_codes(data, codes),
        type_code=_types(data),
        place_again=data.place.mask(seed=_AGAIN),
        place_first=_first(rare_place),
        place_mask=data.place.mask(),
        place_rare=_rare_mask(rare_place),
        place_rarity=bool(common.get("place")),
        nowhere=np.isnan(data.lat) & (data.place.counts() == 0) & (data.admin[:, 1:] == 0).all(axis=1),
        place_whole=data.place.whole(),
        place_bigrams=data.bigrams.mask(seed=_BIGRAMS),
        actor_mask=data.actor.mask(),
        actor_rare=_rare(data.actor, common, "actor"),
        target_mask=data.target.mask(),
        target_rare=_rare(data.target, common, "target"),
        weapon_mask=data.weapon.mask(),
        text=text,
        text_bits=bits,
        text_mask=_text_mask(text),
        has_text=text[:, 0] != 0,
        text_tells=bits.sum(axis=1) >= TELLING_BITS,
        kind=data.kind,
    )


def shares(words: Words, common: Common, field: str) -> Floats:
    """Return the share of reports holding each word of the table (float64 [words]), 0 where it is not common."""
    known = common.get(field, {})
    keys = np.array(sorted(int(k, 16) for k in known), np.uint64)
    value = np.array([known[f"{int(k):016x}"] for k in keys])
    at = np.searchsorted(keys, words.table)
    found = np.zeros(len(words.table))
    if len(keys):
        hit = keys[np.minimum(at, len(keys) - 1)] == words.table
        found[hit] = value[at[hit]]
    return found


def _rare(words: Words, common: Common, field: str) -> Bools:
    """Whether a name has a rare word: none is known to be rare where none is known to be common."""
    if not common.get(field):
        return np.zeros(len(words), bool)
    return np.asarray(words.least(shares(words, common, field)) < RARE)


def _rare_mask(words: Words) -> Hashes:
    bit = np.where(words.table == 0, np.uint64(0), np.uint64(1) << (words.table % np.uint64(64)))
    return words.reduce(np.bitwise_or, bit)


def _first(words: Words) -> ShortHashes:
    """32-bit code of one rare word of each place name, 0 where it has none: the largest, whatever the order."""
    code = (words.table >> np.uint64(32)).astype(np.uint32)
    out = np.zeros(len(words), np.uint32)
    full = np.flatnonzero(words.counts())
    if len(full):
        out[full] = np.maximum.reduceat(code[words.code], words.start[full])
    return out


def _codes(data: Prepared, codes: dict[str, list[str]]) -> dict[str, Codes]:
    """Code of each report's value in each coded column: 0 not stated or not listed, 1 and up as listed."""
    found = {}
    for k, name in enumerate(CODED):
        known = {value: at + 1 for at, value in enumerate(codes[name])}
        table = np.array([known.get(value, 0) for value in data.named[name]], np.int32)
        found[name] = table[data.code[:, k]]
    return found


def _types(data: Prepared) -> Codes:
    """Number of each report's type as written, 0 not stated."""
    none = len(data.named["type"]) - 1
    return np.where(data.code[:, 0] == none, 0, data.code[:, 0] + 1).astype(np.int32)


def _rarest(words: Words, common: Common) -> tuple[ShortHashes, Singles]:
    """The rarest words of each text as a fixed width table of 32-bit codes (0 empty) with their bits."""
    n = len(words)
    share = np.maximum(shares(words, common, "text"), LEAST_SHARE)
    weight = np.maximum(-np.log2(share), LEAST_BITS).astype(np.float32)
    row = np.repeat(np.arange(n, dtype=np.int64), words.counts())
    short = (words.table >> np.uint64(32)).astype(np.uint32)
    rarity = np.empty(len(weight), np.int64)
    rarity[np.lexsort((short, -weight))] = np.arange(len(weight))
    order = np.argsort(row * max(len(weight), 1) + rarity[words.code])
    position = np.arange(len(order)) - words.start[row]
    kept = order[position < TEXT_WORDS]
    where = row[kept], position[position < TEXT_WORDS]
    code, bits = np.zeros((n, TEXT_WORDS), np.uint32), np.zeros((n, TEXT_WORDS), np.float32)
    code[where] = short[words.code[kept]]
    bits[where] = weight[words.code[kept]]
    return code, bits


def bit_of(word: ShortHashes) -> Hashes:
    """Return one bit of 64 for each short hash, none for 0.

    The last two bits of the hash are left out: they pick the set (`_text_mask`).
    """
    return np.where(word == 0, np.uint64(0), np.uint64(1) << (word >> np.uint32(2) & np.uint32(63)).astype(np.uint64))


def _text_mask(text: ShortHashes) -> Hashes:
    """Four 64-bit sets of the words of each text, picked by a word's last two bits: texts sharing a word share a bit.

    With twelve words in 256 bits most pairs of texts without a common word share none, and need not be looked at.
    """
    bit = bit_of(text)
    return np.stack(
        [np.bitwise_or.reduce(np.where(text & 3 == k, bit, np.uint64(0)), axis=1) for k in range(4)], axis=1
    )
