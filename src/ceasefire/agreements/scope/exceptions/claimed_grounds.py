"""On what ground an exemption is asserted, as far as its words say so: self-defence, notice, an area, a list, an association."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from ceasefire.agreements.language.exception_fields import Exception_
from ceasefire.parties.spelling import fold
from ceasefire.parties.words import read_lists

GROUNDS: Final = ("self_defence", "notified_exercise")
"""Kinds of exception that are claimed in words; the same names as in the language."""
AREA, TARGET, LISTED, ASSOCIATED = "area", "target", "listed", "associated"
"""Further grounds that words claim: ground that is excepted, who was the target, that it is listed, or associated with such."""
_ALL: Final = (*GROUNDS, AREA, TARGET, LISTED, ASSOCIATED)


def ground_of(exception: Exception_) -> str | None:
    """Return which ground an exception leaves room for; None for one of another kind."""
    kind = str(exception.__struct_config__.tag)
    return kind if kind in GROUNDS else None


def claims(ground: str, texts: Iterable[str]) -> bool:
    """Say whether any of these texts claims a ground by its words."""
    return any(_pattern(ground).search(fold(text)) for text in texts)


def claimed(text: str) -> frozenset[str]:
    """Return every ground that a text claims by its words."""
    return frozenset(ground for ground in _ALL if claims(ground, (text,)))


@cache
def _pattern(ground: str) -> re.Pattern[str]:
    phrases = sorted(_lists()[ground], key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")


@cache
def _lists() -> dict[str, frozenset[str]]:
    file = Path(__file__).with_name("claimed_grounds.toml")
    return read_lists(file.read_text(encoding="utf-8"), file.name, _ALL)
