"""Words broken at the end of a line: whether the hyphen is the word's own."""

from __future__ import annotations

import re
from functools import cached_property

from ceasefire.reading.lexicon.load import wordset

_EDGES = "\"'()[]{}.,;:!?"
_WORD = re.compile(r"(?<![\w-])\w++(?:-\w++)*+(?![\w-])")
"""A word with its hyphens, but not the first half of a broken one."""


class Hyphens:
    """The spelling of one text, asked for each word that a line end broke; its words are gathered once, when first asked."""

    def __init__(self, folded: str) -> None:
        self._folded = folded

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self._folded.lower()))

    def is_own(self, head: str, tail: str) -> bool:
        """Say whether the hyphen between the end of a line and the next line belongs to the word.

        It does before a capital or a digit and after words that make compounds; else the text itself decides, by how it
        writes the word elsewhere, and where it does not, the hyphen is the printer's.
        """
        head, tail = head.strip(_EDGES).lower(), tail.strip(_EDGES)
        if not head or not tail or not head[-1].isalpha() or not tail[0].islower():
            return True
        tail = tail.lower()
        if "-" in head or "-" in tail or head in wordset("en", "lines", "compound_heads"):
            return True
        if tail in wordset("en", "lines", "compound_tails") or f"{head}-{tail}" in self._words:
            return True
        return f"{head}{tail}" not in self._words and head in self._words and tail in self._words
