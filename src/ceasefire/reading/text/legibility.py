"""How much of a text looks like words: scans that were read by a machine, and files that hold none."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

HARDLY: Final = 0.6
"""Share of words below which a text is hardly words."""
_FEWEST: Final = 20
"""Tokens below which nothing is said of a text."""
_SAMPLE: Final = 20_000
_NUMBER = re.compile(
    r"[(\[\"'#+-]*[\d\u0660-\u0669\u06f0-\u06f9][\d.,:/%\u2013\u2014()+-]*(?:st|nd|rd|th|km|mm|m|kg|h|am|pm)?[.,;:)\]%\"']*$"
)
_EDGES = "\"'()[]{}.,;:!?\u2026\u201c\u201d\u2018\u2019\u00ab\u00bb*\u2022-\u2013\u2014\u2019|"
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+$")
_VOWEL = re.compile(r"[aeiouyAEIOUY\u00c0-\u024f]")
_CASE = re.compile(r"[a-z][A-Z]{2}|[a-z]{2}[A-Z][a-z]?[A-Z]|^[a-z]+[A-Z]+$")
_CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxz]{6}", re.I)
_PARTS = re.compile(r"['\u2019\-/.\u2010]")
_ALONE = frozenset("aAiIoOeEyYuUwWzZ&")
"""Letters that are words in one language or another."""


def share_of_words(text: str) -> float:
    """Return the share of a text's tokens that look like words or numbers; 1 for a text of fewer than 20 tokens."""
    tokens = text[:_SAMPLE].split()
    if len(tokens) < _FEWEST:
        return 1.0
    return sum(map(_is_word, tokens)) / len(tokens)


@lru_cache(maxsize=8192)
def _is_word(token: str) -> bool:
    if _NUMBER.match(token) or "://" in token or "@" in token:
        return True
    bare = token.strip(_EDGES)
    if not bare:
        return len(token) == 1 and token in "-\u2013\u2014\u2022*|/&"
    parts = _PARTS.split(bare)
    return all(_is_plain(part) for part in parts if len(part) > 1 or len(parts) == 1)


def _is_plain(word: str) -> bool:
    if word.isdigit():
        return True
    if not word.isalpha():
        # marks of Arabic, Hebrew and Indic scripts are no letters but stand inside words
        return all(c.isalpha() or ord(c) > 0x2FF for c in word) and len(word) > 1
    if not _LATIN.match(word):
        return True
    if len(word) == 1:
        return word in _ALONE or word.isupper()
    if word.isupper():
        return len(word) <= 12 or bool(_VOWEL.search(word))
    return len(word) <= 30 and bool(_VOWEL.search(word)) and not _CASE.search(word) and not _CLUSTER.search(word)
