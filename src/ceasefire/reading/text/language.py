"""The language of a text, paragraph by paragraph: English at a glance, any other by its letters and syllables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import msgspec

from ceasefire.reading.lexicon.load import mapping, wordset

UNKNOWN: Final = "und"
UNCODED: Final = "mis"
"""A script of which no language is told apart here."""
_FEWEST: Final = 30
"""Letters below which a paragraph does not show its language; it is taken to be in that of its neighbours."""
_SURE: Final = 0.8
"""Share of the probability from which a language is believed."""
_ENGLISH_SHARE: Final = 0.12
_SAMPLE: Final = 4_000
_WORD = re.compile(r"[^\W\d_]+")


class Part(msgspec.Struct, frozen=True):
    """A paragraph, `text[start:end]`, and the language it is in."""

    start: int
    end: int
    language: str


class Languages(msgspec.Struct, frozen=True, kw_only=True):
    """What a text is written in: the language of most of it, how many letters of each, and each paragraph's."""

    main: str
    letters: Mapping[str, int]
    parts: tuple[Part, ...]


def languages_of(folded: str) -> Languages:
    """Return the languages of a folded text whose paragraphs stand on lines of their own; `und` where none is known."""
    found = [Part(start, end, _language(folded[start:end])) for start, end in _paragraphs(folded)]
    if all(part.language == UNKNOWN for part in found):
        whole = _language(folded[:_SAMPLE], fewest=8)
        whole = UNCODED if whole == UNKNOWN and not _is_latin(folded[:_SAMPLE]) else whole
        found = [msgspec.structs.replace(part, language=whole) for part in found]
    parts = _inherited(found)
    letters: Counter[str] = Counter()
    for part in parts:
        letters[part.language] += sum(map(str.isalpha, folded[part.start : part.end]))
    main = max(letters, key=lambda name: letters[name], default=UNKNOWN)
    return Languages(main=main, letters=dict(letters.most_common()), parts=tuple(parts))


def language_at(found: Languages, at: int) -> str:
    """Return the language of the paragraph that a place lies in."""
    here = bisect_right(found.parts, at, key=lambda part: part.start) - 1
    return found.parts[here].language if here >= 0 else found.main


def may_be_english(language: str) -> bool:
    """Say whether a text is to be read as English: it is, or it shows no language."""
    return language.lower().split("-")[0] in ("en", UNKNOWN)


def name_of(code: str) -> str:
    """Return what a language is called in English."""
    names = mapping("en", "language", "names")
    return names.get(code.split("-")[0].lower(), "a language that is not known" if code in (UNKNOWN, UNCODED) else code)


def _paragraphs(folded: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^\n]*[^\s][^\n]*", folded)]


def _language(words: str, *, fewest: int = _FEWEST) -> str:
    tokens = _WORD.findall(words[:_SAMPLE].lower())
    if sum(map(len, tokens)) < fewest:
        return UNKNOWN
    known = sum(map(wordset("en", "language", "function_words").__contains__, tokens))
    if known >= 2 and known >= _ENGLISH_SHARE * len(tokens):
        return "en"
    code, share = _identifier().classify(" ".join(tokens))
    return str(code) if share >= _SURE else UNKNOWN


def _is_latin(words: str) -> bool:
    """Say whether at least half of the letters are Latin ones, or there are hardly any."""
    letters = [c for c in words if c.isalpha()]
    return len(letters) < 8 or 2 * sum(c < "\u0250" for c in letters) >= len(letters)


def _inherited(parts: list[Part]) -> list[Part]:
    """Give paragraphs that do not show their language that of the one before, the first ones that of the one after."""
    last = next((part.language for part in parts if part.language != UNKNOWN), UNKNOWN)
    out: list[Part] = []
    for part in parts:
        last = part.language if part.language != UNKNOWN else last
        out.append(msgspec.structs.replace(part, language=last))
    return out


@cache
def _identifier() -> Any:
    """Return the identifier, restricted to the languages that have a name; loading its model takes half a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages(list(mapping("en", "language", "names")))
    return made
