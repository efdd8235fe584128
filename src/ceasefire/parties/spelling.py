"""Spellings made comparable."""

import re
import unicodedata
from typing import Final

_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_QUOTES: Final = "\"'“”‘’«»„`"
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘‛ʼʻʹʾ`´′", "'"))
"""Marks that are written for one apostrophe within a name: Hay’at, Hayʼat, Hay`at."""
_ACUTE: Final = str.maketrans("´", "'")
"""The one of them that compatibility form would part into a space and an accent."""


def tidy(text: str) -> str:
    """Return a text in compatibility form with single spaces, its case kept."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_ACUTE)).split())


def fold(text: str) -> str:
    """Return a spelling for comparison: compatibility form, no case, single spaces, one kind of apostrophe."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).casefold().split())


def without_brackets(text: str) -> str:
    """Return a text without what stands in brackets, which says something about a name and is no part of it."""
    return tidy(_BRACKETS.sub(" ", text))


def in_brackets(text: str) -> tuple[str, ...]:
    """Return what stands in each pair of brackets, without them."""
    return tuple(found[0].strip()[1:-1].strip() for found in _BRACKETS.finditer(tidy(text)))


def hide_brackets(text: str) -> str:
    """Return a text of the same length in which nothing in brackets can be taken for a joint between names."""
    return _BRACKETS.sub(lambda found: re.sub(r"\S", "\ufffc", found[0]), text)


def unquoted(text: str) -> str:
    """Return a text without quotation marks at its ends, unless one of them is an apostrophe within the name."""
    return text.strip(_QUOTES + " ")
