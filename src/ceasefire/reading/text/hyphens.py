"""Words broken at the end of a line: whether the hyphen is the word's own."""

from __future__ import annotations

import re

from ceasefire.reading.lexicon.load import wordset

_EDGES = "\"'()[]{}.,;:!?"


def keeps_hyphen(head: str, tail: str, folded: str) -> bool:
    """Say whether the hyphen between the end of a line and the next line belongs to the word.

    It does before a capital or a digit and after words that make compounds; else the text itself decides, by how it
    writes the word elsewhere, and where it does not, the hyphen is the printer's.
    """
    head, tail = head.strip(_EDGES), tail.strip(_EDGES)
    if not head or not tail or not head[-1].isalpha() or not tail[0].islower():
        return True
    if "-" in head or "-" in tail or head.lower() in wordset("en", "lines", "compound_heads"):
        return True
    if tail.lower() in wordset("en", "lines", "compound_tails"):
        return True
    if _stands(f"{head}-{tail}", folded):
        return True
    return not _stands(f"{head}{tail}", folded) and _stands(head, folded) and _stands(tail, folded)


def _stands(word: str, folded: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", folded, re.I) is not None
