"""Whether what was read without set forms is a bulletin, and not news of a truce."""

from __future__ import annotations

from typing import Final

from ceasefire.reading.bulletins.loose_sentences import Sentence
from ceasefire.reading.bulletins.model import CASES, Entry
from ceasefire.vocabulary.codes import WHOLE

_HIGHEST: Final = 100_000
"""Numbers from this one on are clocks and numbers to call."""
_SURE: Final = 0.8
_FEW: Final = 3
_LISTED: Final = 2
_SOME: Final = 4
_DENSE: Final = 0.5
"""How many counts a bulletin has for each of its numbers and sentences at least; news of a truce has fewer."""
_HEADED: Final = 0.3
"""The same, under a head that names who issues it."""
_LONGEST_HEAD: Final = 120


def holds(pieces: list[Sentence], entries: list[Entry], text: str, firm: int) -> bool:
    """Say whether it is a bulletin: somebody who is known counts cases in so many words, and of places or of none too."""
    cases = [e for e in entries if e.measure.startswith(CASES)]
    numbers = sum(i.kind == "num" and int(i.value) < _HIGHEST for s in pieces for i in s.items)
    told_in = sum(not s.ends_open for s in pieces)
    share = _HEADED if _is_headed(pieces, text) else _DENSE
    dense = len(entries) >= share * max(numbers, told_in)
    parts = len({e.place for e in cases} - {WHOLE})
    return bool(cases) and dense and _is_told(pieces, entries, text, firm, parts, numbers)


def _is_headed(pieces: list[Sentence], text: str) -> bool:
    """Say whether a short first line names who issues, as that of no news does."""
    head = text.lstrip().split("\n", 1)
    first = pieces[0] if pieces else None
    return (
        len(head) > 1 and len(head[0]) < _LONGEST_HEAD and first is not None and not first.line and first.has("party")
    )


def _is_told(pieces: list[Sentence], entries: list[Entry], text: str, firm: int, parts: int, numbers: int) -> bool:
    """Say whether cases are counted in so many words; a text in one piece, as news is, must say so twice."""
    if "\n" in text.strip():
        return firm > 0 or parts > 1 or _is_headed(pieces, text)
    sure = firm > 0 and len(entries) > _SURE * numbers and len(pieces) <= _FEW
    varied = len(entries) > _SOME and len({e.unit for e in entries} - {"formation"}) > 1
    return sure or varied or firm > 1 or (firm > 0 and parts > _LISTED)
