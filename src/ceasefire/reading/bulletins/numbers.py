"""Numbers in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ceasefire.reading.bulletins.word_patterns import Lexicon

_MOST_DIGITS: Final = 15
"""Of a number that anybody counts; a longer one is a serial number, or made to break the reader."""


def number_of(text: str, start: int, end: int, words: Lexicon) -> int | None:
    """Return the number that digits or number words name at a place in a folded text; None where they name none."""
    told = text[start:end]
    digits = re.match(r"[^\W\d]?(\d[\d ,.]*\d|\d)", told)
    if digits:
        told = re.sub(r"\D", "", digits[1])
        return int(told) if len(told) <= _MOST_DIGITS else None
    whole = _one(told, words) if len(_parts(told, words)) == 1 else None
    if whole is None:
        whole = next((int(v) for v, forms in words.numbers.items() if _stands(forms, text, start, end)), None)
    if whole is not None:
        return whole
    values = _values([part for word in re.split(r"[ -]+", told.split("'")[0]) for part in _parts(word, words)], words)
    return _added(values[:1] if _is_range(values, told) else values) if values else None


_AND: Final = re.compile(r" (?:and|et|ve|و)")


def _is_range(values: list[int], told: str) -> bool:
    """Say whether two number words are two numbers joined by "and": "between three and five", "eight and ten"."""
    highest = 20 if _AND.search(told) else 10
    return len(values) == 2 and 0 < values[0] < 10 and 0 < values[1] < highest


def _stands(forms: tuple[re.Pattern[str], ...], text: str, start: int, end: int) -> bool:
    """Say whether one of the forms takes just these words of a text; it may look at what follows them."""
    return any((found := form.match(text, start)) is not None and found.end() == end for form in forms)


def _parts(word: str, words: Lexicon) -> tuple[str, ...]:
    """Return the two number words that are written in one, "onbir"; a word that is one number as it is."""
    if re.search("[ -]", word) or _exactly(word, words):
        return (word,)
    cuts = ((word[: joint.start()], word[joint.end() :]) for joint in words.joint.finditer(word))
    return next((cut for cut in cuts if _exactly(cut[0], words) and _one(cut[1], words) is not None), (word,))


def _exactly(word: str, words: Lexicon) -> bool:
    """Say whether a word is one number with no letter more."""
    return any(form.fullmatch(word) for forms in words.numbers.values() for form in forms)


def _values(parts: list[str], words: Lexicon) -> list[int]:
    """Return the values of number words, those of two words ("quatre-vingt") before those of one."""
    found: list[int] = []
    at = 0
    while at < len(parts):
        pair = _one("-".join(parts[at : at + 2]), words) if at + 1 < len(parts) else None
        value = pair if pair is not None else _one(parts[at], words)
        found += [value] if value is not None else []
        at += 2 if pair is not None else 1
    return found


def _added(values: Iterable[int]) -> int:
    """Return the number that the values of its words make: hundreds and thousands multiply, all others add."""
    total, part = 0, 0
    for value in values:
        if value == 1000:
            total, part = total + max(part, 1) * 1000, 0
        elif value == 100:
            part = max(part, 1) * 100
        else:
            part += value
    return total + part


def _one(word: str, words: Lexicon) -> int | None:
    """Return the value of a number word, with as many letters left off before and after it as the language allows."""
    alone = not re.search("[ -]", word)
    for before in range(words.joined.before_numbers + 1 if alone else 1):
        for after in range(words.joined.after_numbers + 1 if alone else 1):
            bare = word[before : len(word) - after]
            for value, patterns in words.numbers.items():
                if bare and any(form.fullmatch(bare) for form in patterns):
                    return int(value)
    return None
