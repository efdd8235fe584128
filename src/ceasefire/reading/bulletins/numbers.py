"""Numbers in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ceasefire.reading.bulletins.word_patterns import Lexicon

_MOST_DIGITS: Final = 15
"""Of a number that anybody counts; a longer one is a serial number, or made to break the reader."""
_TEN: Final = 10
_SIX: Final = 6
_SCORES: Final = (60, 80)
"""Tens that a language without 70 and 90 adds the numbers up to 19 to."""


class Told(NamedTuple):
    """A number and where it stands in the folded text."""

    value: int
    start: int
    end: int


def numbers_of(text: str, start: int, end: int, words: Lexicon) -> list[Told]:
    """Return the numbers that digits or number words name at a place in a folded text.

    Words that make no number together are several: "nine and eight", "dix et sept".
    """
    told = text[start:end]
    digits = re.match(r"[^\W\d]?(\d[\d ,.]*\d|\d)", told)
    if digits:
        figures = re.sub(r"\D", "", digits[1])
        return [Told(int(figures), start, end)] if len(figures) <= _MOST_DIGITS else []
    whole = _one(told, words) if len(_parts(told, words)) == 1 else None
    if whole is None:
        whole = next((int(v) for v, forms in words.numbers.items() if _stands(forms, text, start, end)), None)
    return [Told(whole, start, end)] if whole is not None else list(_split(text, start, end, words))


def _split(text: str, start: int, end: int, words: Lexicon) -> Iterator[Told]:
    """Yield the numbers that several words make, each as long as its words make one."""
    tokens = [(start + t.start(), start + t.end()) for t in re.finditer(r"[^ -]+", text[start:end])]
    at = 0
    while at < len(tokens):
        for stop in range(len(tokens), at, -1):
            value = _made(text, tokens[at:stop], words)
            if value is not None:
                yield Told(value, tokens[at][0], tokens[stop - 1][1])
                at = stop
                break
        else:
            at += 1


def _made(text: str, tokens: list[tuple[int, int]], words: Lexicon) -> int | None:
    """Return the number that words make together; None where they make none, or more than one."""
    told = [text[start:end].split("'")[0] for start, end in tokens]
    values = _values([part for word in told for part in _parts(word, words)], words)
    return _joined(values, words)


def _joined(values: list[int], words: Lexicon) -> int | None:
    """Return the number that values in a row make: hundreds and thousands multiply, tens and units add."""
    for least in (1000, 100):
        at = next((n for n, v in enumerate(values) if v >= least), None)
        if at is not None:
            return _scaled(values, at, words)
    return _small(values, words)


def _scaled(values: list[int], at: int, words: Lexicon) -> int | None:
    """Return the number that values make around a hundred or a thousand: how many of it, and what is added."""
    unit = values[at]
    times = _joined(values[:at], words) if at else 1
    more = _joined(values[at + 1 :], words) if at + 1 < len(values) else 0
    if times is None or more is None or more >= unit:
        return None
    return None if at and (times >= unit or unit not in (100, 1000)) else times * unit + more


def _small(values: list[int], words: Lexicon) -> int | None:
    """Return the number below a hundred that values make, units before tens where the language puts them so."""
    if len(values) < 2:
        return values[0] if values and values[0] < 100 else None
    first, rest = values[0], _small(values[1:], words)
    if rest is None or first >= 100:
        return None
    if words.joined.units_first:
        return first + rest if first < 10 and rest % 10 == 0 else None
    return first + rest if first % 10 == 0 and _fits(first, rest, words) else None


def _fits(tens: int, more: int, words: Lexicon) -> bool:
    """Say whether a language adds a number to tens: those up to nine, or up to nineteen where it has no word for 70 and 90."""
    if tens == _TEN:
        return more < _TEN and ("11" not in words.numbers or (more > _SIX and "17" not in words.numbers))
    return 0 < more < _TEN or (tens in _SCORES and "70" not in words.numbers and more < 2 * _TEN)


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
