"""Strings turned into numbers that mean the same in every run and every shard: stable hashes, never row positions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ceasefire.linkage.features import names
from ceasefire.parties import fold, says_unknown, says_unknown_whole
from ceasefire.parties.speakers import carried
from ceasefire.parties.spelling import speaker_root, speaker_roots
from ceasefire.vocabulary.arrays import Codes, Floats, Hashes, Ints, Wholes

U64 = np.uint64

_EMPTY_WORDS = """
forces force army armed group groups faction factions fighters fighter militants militant troops units unit military
the of and or in by with a an to from on at for their its was were is are said says
"""
_BARE = frozenset(_EMPTY_WORDS.split())
"""Words that tell no actor from another, and English function words. Chosen by hand; not measured. Who is unknown is not
said here: an actor's name that says so (`parties.says_unknown`) has no words at all."""
_STOP_WORDS = _BARE | {"unidentified", "unknown", "unspecified", "none"}
"""Words of a text that tell no incident from another. The last four are words of texts, not of names, so they are not
drawn from `parties/unknown.toml`: with its further words ("unclear", and those of other languages) in their place, a
trial gave the example 236 incidents instead of 233 (F1 .978 instead of .967). Not adopted, for it was measured on these
rows alone."""


@dataclass(frozen=True)
class Words:
    """For each of n reports a set of words; a report that names none has an empty set.

    | array | dtype, shape | holds |
    |---|---|---|
    | start | int64 [n + 1] | report i has the entries `start[i]:start[i + 1]` of `code` |
    | code | int32 [entries] | positions in `table`, ascending within a report |
    | table | uint64 [words] | stable hash (`digest`) of each distinct word; 0 where a word was taken out |
    """

    start: Ints
    code: Codes
    table: Hashes

    def __len__(self) -> int:
        return len(self.start) - 1

    def counts(self) -> Ints:
        """Return the number of words of each report, int64 [n]."""
        return np.diff(self.start)

    def take(self, order: Wholes) -> Words:
        """Return the sets of the reports `order` (positions), in that order."""
        sizes = self.counts()[order]
        start = np.concatenate([[0], np.cumsum(sizes)])
        at = np.repeat(self.start[:-1][order] - start[:-1], sizes) + np.arange(start[-1])
        return Words(start, self.code[at], self.table)

    def and_(self, more: Words) -> Words:
        """Return these sets and then those; a word that both know stands in the table twice."""
        start = np.concatenate([self.start, more.start[1:] + len(self.code)])
        code = np.concatenate([self.code, more.code + np.int32(len(self.table))])
        return Words(start, code, np.concatenate([self.table, more.table]))

    def mask(self, bits: int = 64, seed: int = 0) -> Hashes:
        """Return each set as bits of a uint64 [n], 0 for the empty set.

        Two words share a bit by chance once in `bits` times, which is rare for the handful of words that a name has.
        """
        bit = U64(1) << (mix(self.table + U64(seed)) % U64(bits)) if len(self.table) else self.table
        return self.reduce(np.bitwise_or, bit)

    def whole(self) -> Hashes:
        """Return one hash of each whole set, uint64 [n], 0 for the empty set."""
        return self.reduce(np.add, mix(self.table))

    def least(self, value: Floats) -> Floats:
        """Return the smallest `value` (one per entry of `table`) over each report's words; 1 where it has none."""
        out = np.ones(len(self))
        full = np.flatnonzero(self.counts())
        if len(full):
            out[full] = np.minimum.reduceat(value[self.code], self.start[full])
        return out

    def reduce(self, step: np.ufunc, value: Hashes) -> Hashes:
        """Return `step` over the values (one per entry of `table`) of each report's words; 0 where it has none."""
        out = np.zeros(len(self), U64)
        full = np.flatnonzero(self.counts())
        if len(full):
            out[full] = step.reduceat(value[self.code], self.start[full])
        return out


def mix(value: Hashes) -> Hashes:
    """Return uint64 numbers scrambled by the finaliser of SplitMix64 (Steele, Lea and Flood 2014, OOPSLA:453-472)."""
    value = (value ^ (value >> U64(30))) * U64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> U64(27))) * U64(0x94D049BB133111EB)
    return np.asarray(value ^ (value >> U64(31)))


def digest(text: str) -> int:
    """Return a 64-bit number for a string, the same everywhere; never 0."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1


def hashes(texts: list[str]) -> Hashes:
    """Return `digest` of each string, uint64 [len(texts)]."""
    return np.array([digest(text) for text in texts], U64)


def factor(reports: pa.Table, name: str, written: Callable[[str], str] = str.strip) -> tuple[Codes, list[str]]:
    """Return the code of each report (int32 [n]) and the distinct values of a string column that the codes index.

    Values are as `written` writes them, sorted but for the last, which is "" and stands for a value that is not stated.
    """
    n = len(reports)
    if name not in reports.column_names or not n:
        return np.zeros(n, np.int32), [""]
    column = pc.fill_null(pc.cast(reports[name], pa.string()), "")
    encoded = column.combine_chunks().dictionary_encode()
    values = [written(v) for v in encoded.dictionary.to_pylist()]
    distinct = [*sorted(set(values) - {""}), ""]
    place = {value: k for k, value in enumerate(distinct)}
    recode = np.array([place[v] for v in values], np.int32)
    return recode[encoded.indices.to_numpy()], distinct


def _by_value(reports: pa.Table, name: str, make: Callable[[str], int]) -> Hashes:
    codes, values = factor(reports, name)
    return np.array([make(v) if v else 0 for v in values], U64)[codes]


def plain_codes(reports: pa.Table, name: str) -> Hashes:
    """Return a stable code of each value, folded (case, spaces, compatibility forms), uint64 [n]; 0 where not stated."""
    return _by_value(reports, name, lambda v: digest(fold(v)))


def name_codes(reports: pa.Table, name: str) -> Hashes:
    """Return a stable code of each name by its sound keys, uint64 [n]; 0 where not stated."""
    return _by_value(reports, name, lambda v: digest(" ".join(found)) if (found := _tokens(v)) else 0)


def source_codes(reports: pa.Table) -> Hashes:
    """Return a stable code of who says so, uint64 [n]; 0 where not stated.

    By spelling alone (`parties.spelling.speaker_root`), for linkage knows no table of sources. Several who speak together
    ("A / B") are one code of their own: their report competes with neither's.
    """
    return _by_value(reports, "source", lambda v: digest(speaker_root(v)))


def speakers(reports: pa.Table) -> Words:
    """Return who speaks in each report by spelling alone: its source, or where none is stated, whom the publisher carries."""
    codes, values = factor(reports, "source")
    carriers, published = factor(reports, "publisher")
    sets = [tuple(sorted(speaker_roots(v))) for v in (*values, *(carried(v) or "" for v in published))]
    return _sets(np.where(codes == len(values) - 1, len(values) + carriers, codes), sets)


def _words(reports: pa.Table, name: str, split: Callable[[str], tuple[str, ...]]) -> Words:
    codes, values = factor(reports, name)
    return _sets(codes, [split(v) for v in values])


def _sets(codes: Codes, sets: list[tuple[str, ...]]) -> Words:
    """Return the set of each report, whose words ascend, given by its position in `sets`."""
    vocabulary = sorted({word for found in sets for word in found})
    where = {word: k for k, word in enumerate(vocabulary)}
    start = np.concatenate([[0], np.cumsum([len(found) for found in sets])]).astype(np.int64)
    flat = np.array([where[word] for found in sets for word in found], np.int32)
    return Words(start, flat, hashes(vocabulary)).take(codes)


def name_words(reports: pa.Table, name: str) -> Words:
    """Return the sound keys of place names; a name that says that none is known has none."""
    return _words(reports, name, _tokens)


def _tokens(value: str) -> tuple[str, ...]:
    return () if says_unknown_whole(value) else names.tokens(value)


def _bigrams(value: str) -> tuple[str, ...]:
    found = (f"^{word}$" for word in _tokens(value))
    return tuple(sorted({word[k : k + 2] for word in found for k in range(len(word) - 1)}))


def bigram_words(reports: pa.Table, name: str) -> Words:
    """Return the pairs of neighbouring letters in the sound keys of place names, for spellings that differ."""
    return _words(reports, name, _bigrams)


def _actor(value: str) -> tuple[str, ...]:
    if says_unknown(value):
        return ()
    found = set(names.words(value))
    return tuple(sorted({names.key(word) for word in found - _BARE} or {names.key(word) for word in found}))


def actor_words(reports: pa.Table, name: str) -> Words:
    """Return the words of an actor's or weapon's name without "forces", "group" and the like; an unidentified actor has
    none."""
    return _words(reports, name, _actor)


def text_words(reports: pa.Table, name: str) -> Words:
    """Return the words of a text by sound key, each once.

    Arrow splits the texts, and only distinct words are looked at one by one: this is most of the time of `prepare`.
    """
    n = len(reports)
    if name not in reports.column_names or not n:
        return Words(np.zeros(n + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, U64))
    column = pc.utf8_lower(pc.fill_null(pc.cast(reports[name], pa.string()), "")).combine_chunks()
    split = pc.split_pattern_regex(column, r"[^\pL\pN\pM]+")
    encoded = split.flatten().dictionary_encode()
    row = np.repeat(np.arange(n, dtype=np.int64), pc.list_value_length(split).to_numpy())
    keys = [_text_key(word) for word in encoded.dictionary.to_pylist()]
    vocabulary = sorted(set(keys) - {""})
    where = {word: k for k, word in enumerate(vocabulary)}
    recode = np.array([where.get(word, -1) for word in keys], np.int64)
    code = recode[encoded.indices.to_numpy()]
    kept = code >= 0
    pairs = np.sort(row[kept] << 32 | code[kept])
    pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])] if len(pairs) else pairs
    start = np.searchsorted(pairs >> 32, np.arange(n + 1))
    return Words(start.astype(np.int64), (pairs & 0xFFFFFFFF).astype(np.int32), hashes(vocabulary))


def _text_key(word: str) -> str:
    if len(word) < 2 or word in _STOP_WORDS:
        return ""
    return " ".join(names.key(part) for part in names.words(word)) if not word.isascii() else names.key(word)
