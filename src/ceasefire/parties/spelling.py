"""Spellings made comparable."""

import re
import unicodedata
from typing import Final

_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_QUOTES: Final = "\"'“”‘’«»„`"


def tidy(text: str) -> str:
    """Return a text in compatibility form with single spaces, its case kept."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def fold(text: str) -> str:
    """Return a spelling for comparison: compatibility form, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def without_brackets(text: str) -> str:
    """Return a text without what stands in brackets, which says something about a name and is no part of it."""
    return tidy(_BRACKETS.sub(" ", text))


def hide_brackets(text: str) -> str:
    """Return a text of the same length in which nothing in brackets can be taken for a joint between names."""
    return _BRACKETS.sub(lambda found: re.sub(r"\S", "\ufffc", found[0]), text)


def unquoted(text: str) -> str:
    """Return a text without quotation marks at its ends, unless one of them is an apostrophe within the name."""
    return text.strip(_QUOTES + " ")
