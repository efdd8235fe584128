"""A bulletin's text cut into the few kinds of words that its grammar knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from ceasefire.reading.bulletins.word_patterns import Lexicon

_MARKS = {
    ",": "comma",
    ";": "semi",
    ":": "colon",
    "(": "open",
    "[": "open",
    ")": "close",
    "]": "close",
    "-": "dash",
    "\n": "stop",
}
"""Mark -> its kind; all others are stops."""


class Item(msgspec.Struct, frozen=True):
    """A word that the grammar knows: its kind, its value, where it stands in the folded text; `bare`: a state and no part of it."""

    kind: str
    value: str
    start: int
    end: int
    bare: bool = False


def items_of(text: str, words: Lexicon) -> list[Item]:
    """Cut folded text into items; words that the grammar does not know leave no trace."""
    return [item for match in words.pattern.finditer(text) for item in _items(match, words)]


def _items(match: re.Match[str], words: Lexicon) -> Iterator[Item]:
    name = match.lastgroup or ""
    if name == "mark":
        yield Item(_MARKS.get(match[0], "stop"), match[0], match.start(), match.end())
    elif name == "num":
        yield from _number(match, words)
    else:
        yield from _word(match, words, *words.names[name], bare=name in words.states)


def _number(match: re.Match[str], words: Lexicon) -> Iterator[Item]:
    """Yield a number, after the "and" that is written in one word with it."""
    value = number_of(match[0], words)
    if value is None:
        return
    letter = words.joined.number_letter
    written_in = match[0][0] == letter and not match[0].startswith(words.joined.not_joined)
    if letter and (written_in or match.string[match.start() - 1 : match.start()] == letter):
        yield Item("conj", "", match.start(), match.start())
    yield Item("num", str(value), match.start(), match.end())


def _word(match: re.Match[str], words: Lexicon, kind: str, value: str, *, bare: bool) -> Iterator[Item]:
    """Yield a word, after the "and" that is written in one word with it; a dual is a two and the word."""
    if match[0][0] in words.joined.letters and kind in words.joined.kinds:
        yield Item("conj", "", match.start(), match.start())
    if kind == "cases_two":
        yield Item("num", "2", match.start(), match.end())
        kind = "cases"
    if kind != "skip":
        yield Item(kind, value, match.start(), match.end(), bare)


def number_of(told: str, words: Lexicon) -> int | None:
    """Return the number that digits or number words name; None when they name none."""
    digits = re.match(r"[\d ,.]*\d", told)
    if digits:
        return int(re.sub(r"\D", "", digits[0]))
    whole = _one(told, words)
    if whole is not None:
        return whole
    values = [v for v in (_one(part, words) for part in re.split(r"[ -]+", told.split("'")[0])) if v is not None]
    return _added(values) if values else None


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
    for left_off in range(words.joined.before_numbers + 1):
        for value, pattern in words.numbers.items():
            if pattern.fullmatch(word[left_off:]):
                return int(value)
    return None
