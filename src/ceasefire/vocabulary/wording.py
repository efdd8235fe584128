"""Counts in words, the number and its noun in agreement, for every text that a person reads; and names as identifiers."""

import re
import unicodedata
from typing import Final

_IRREGULAR: Final = {"person": "people"}
_HEAD_FIRST: Final = re.compile(r"(\S+)( (?:of|with|without|in|from|killed|injured)\b.*)")
"""Nouns whose first word takes the plural: case of firing, person killed."""
_HISSING: Final = ("s", "x", "z", "ch", "sh")


def plural(count: float, noun: str) -> str:
    """Return a count with its noun, as `1 incident` or `2,914 statements`; a noun may be a unit such as `case_of_firing`."""
    return f"{count:,} {noun_for(count, noun)}"


def noun_for(count: float | None, noun: str) -> str:
    """Return the noun that agrees with a count, without the count: singular for exactly one, else plural."""
    words = noun.replace("_", " ")
    return words if count == 1 else plural_of(words)


def plural_of(noun: str) -> str:
    """Return the plural of an English noun or of a unit: `casualties`, `people killed`, `cases of firing`."""
    words = noun.replace("_", " ")
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
