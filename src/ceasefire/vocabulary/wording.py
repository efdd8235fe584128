"""Counts and bounds in words, a number and its noun in agreement, for every text a person reads; names as identifiers."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_IRREGULAR: Final = {"person": "people"}
_HEAD_FIRST: Final = re.compile(r"(\S+)( (?:of|with|without|in|from|killed|injured)\b.*)")
"""Nouns whose first word takes the plural: case of firing, person killed."""
_HISSING: Final = ("s", "x", "z", "ch", "sh")


def spaced(code: str) -> str:
    """Return a code as words: `partly_met` as "partly met"."""
    return code.replace("_", " ")


def plural(count: float, noun: str) -> str:
    """Return a count with its noun, as `1 incident` or `2,914 statements`; a noun may be a unit such as `case_of_firing`."""
    return f"{count:,} {noun_for(count, noun)}"


def number_words(value: float) -> str:
    """Return a number as it is printed: thousands parted by commas; a float with two decimals."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def against_list_words(values: Sequence[str]) -> str:
    """Return in words that a text counts fewer things than it lists: its count first, then what it lists."""
    count, *listed = values
    return f"counts {count}, lists {len(listed):,} ({', '.join(listed)})"


def range_words(low: float | None, high: float | None, *, count: bool = True) -> str:
    """Return bounds in words: `2`, `2 to 5`, `at least 3`, `at most 1,500`; nothing where neither end says anything.

    None is no bound. No count is below 0, so 0 at the low end says nothing of a count: 0 to 5 is `at most 5`.
    `count=False` is for what may be below 0, where 0 is a bound like any other.
    """
    if count and low == 0 and high != 0:
        low = None
    if low is None:
        return "" if high is None else f"at most {number_words(high)}"
    if high is None:
        return f"at least {number_words(low)}"
    return number_words(low) if low == high else f"{number_words(low)} to {number_words(high)}"


def noun_for(count: float | None, noun: str) -> str:
    """Return the noun that agrees with a count, without the count: singular for exactly one, else plural."""
    words = spaced(noun)
    return words if count == 1 else plural_of(words)


def plural_of(noun: str) -> str:
    """Return the plural of an English noun or of a unit: `casualties`, `people killed`, `cases of firing`."""
    words = spaced(noun)
    if found := _HEAD_FIRST.fullmatch(words):
        return _one_word(found[1]) + found[2]
    before, space, last = words.rpartition(" ")
    return before + space + _one_word(last)


def _one_word(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_HISSING) else f"{word}s"


def identifier(text: str, longest: int) -> str:
    """Return a text as an identifier of at most `longest` characters: small ASCII letters and digits, else hyphens.

    Anything between letters and digits becomes one hyphen; a text without any of them gives an empty one.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest]
