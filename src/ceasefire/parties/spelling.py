"""Spellings made comparable."""

import re
import unicodedata
from typing import Final

_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_OPEN: Final = re.compile(r"\s*[(\[].*\Z")
_CARRIER: Final = re.compile(r"\s*[,;]?\s+(?:via|citing|quoting)(?:\s.*)?\Z", re.IGNORECASE)
"""What says who carried a text or whom it retells. Words met in the example; not measured on other records."""
_SLASH: Final = re.compile(r"\s*/\s*")
_QUOTES: Final = "\"'“”‘’«»„`"
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘‛ʼʻʹʾ`´′", "'"))
"""Marks that are written for one apostrophe within a name: Hay’at, Hayʼat, Hay`at."""
_ACUTE: Final = str.maketrans("´", "'")
"""The one of them that compatibility form would part into a space and an accent."""


def tidy(text: str) -> str:
    """Return a text in compatibility form with single spaces, its case kept, and no brackets within brackets."""
    return _one_level(" ".join(unicodedata.normalize("NFKC", text.translate(_ACUTE)).split()))


def _one_level(text: str) -> str:
    """Return a text whose inner brackets are gone, and its outer ones too where they hold the whole text."""
    kept, depth = [], 0
    for mark in text:
        inner = depth > (1 if mark in ")]" else 0)
        depth += (mark in "([") - (mark in ")]" and depth > 0)
        if mark not in "()[]" or not inner:
            kept.append(mark)
    flat = "".join(kept)
    whole = re.fullmatch(r"[(\[]([^()\[\]]*)[)\]]", flat)
    return whole[1].strip() if whole and whole[1].strip() else flat


def fold(text: str) -> str:
    """Return a spelling for comparison: compatibility form, no case, single spaces, one kind of apostrophe."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).casefold().split())


def without_brackets(text: str) -> str:
    """Return a text without what stands in brackets, which says something about a name and is no part of it."""
    return " ".join(_BRACKETS.sub(" ", tidy(text)).split())


def in_brackets(text: str) -> tuple[str, ...]:
    """Return what stands in each pair of brackets, without them."""
    return tuple(found[0].strip()[1:-1].strip() for found in _BRACKETS.finditer(tidy(text)))


def hide_brackets(text: str) -> str:
    """Return a text of the same length in which nothing in brackets can be taken for a joint between names."""
    return _BRACKETS.sub(lambda found: re.sub(r"\S", "\ufffc", found[0]), text)


def unquoted(text: str) -> str:
    """Return a text without quotation marks at its ends, unless one of them is an apostrophe within the name."""
    return text.strip(_QUOTES + " ")


def without_carrier(text: str) -> str:
    """Return a source's name up to "via X" or "citing X": who carried or is quoted by a speaker is not the speaker."""
    return _CARRIER.sub("", text)


def slash_parts(name: str) -> list[str]:
    """Return the names that slashes join, without what stands in brackets."""
    return [part for part in _SLASH.split(without_brackets(name)) if part]


def speaker_root(text: str) -> str:
    """Return the folded name of who speaks: no carrier ("via X") and nothing from brackets, unless nothing else is there.

    "SOHR via AFP", "SOHR (its head)" and "sohr (its" and "(SOHR)" are all "sohr".
    """
    bare = _OPEN.sub("", without_brackets(text))
    return fold(without_carrier(bare)) or fold(text)


def speaker_roots(text: str) -> tuple[str, ...]:
    """Return the distinct speakers of a source by spelling alone, in order: several only where slashes join them.

    "A and B" may be one body's name, so whoever knows no bodies takes it for one speaker.
    """
    parts = slash_parts(without_carrier(text))
    return tuple(dict.fromkeys(speaker_root(part) for part in (parts if len(parts) > 1 else [text]) if fold(part)))
