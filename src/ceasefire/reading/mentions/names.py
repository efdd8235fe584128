"""Names that the reader knows: places, countries and the bodies of ceasefires, found in one pass over the words."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from ceasefire.reading.known_names.bundle import Names
from ceasefire.reading.lexicon.gazetteer_names import ACTOR_KINDS, PLACE_KINDS, without_brackets
from ceasefire.reading.text.fold import fold

_TOKEN = re.compile(r"[^\W_]+(?:'(?!s\b)[^\W_]+)*")


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One known name: `kind` is a place kind, an actor kind or "demonym"; `within` is the country of a place."""

    name: str
    kind: str
    within: str = ""


class Name(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A known name in a text."""

    start: int
    end: int
    entry: Entry

    @property
    def is_place(self) -> bool:
        return self.entry.kind in PLACE_KINDS or self.entry.kind == "country"

    @property
    def is_actor(self) -> bool:
        return self.entry.kind in ACTOR_KINDS


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word of a text: where it is, in lower case, and whether it begins with a capital."""

    start: int
    end: int
    low: str
    capital: bool
    upper: bool


_Index = dict[str, list[tuple[tuple[str, ...], str, Entry]]]


def tokens(text: str) -> list[Token]:
    """Return the words of a text; hyphens and dots part words, a possessive ending is left off."""
    return [
        Token(m.start(), m.end(), word.lower(), word[0].isupper(), word.isupper())
        for m in _TOKEN.finditer(text)
        for word in (m[0],)
    ]


@lru_cache(maxsize=512)
def names_in(text: str, names: Names) -> tuple[Name, ...]:
    """Return the names of a bundle in a folded sentence; kept, as what is left unread is looked at again."""
    return find_names(text, tokens(text), names)


@lru_cache(maxsize=16)
def index_of(names: Names) -> _Index:
    """Return the names of a bundle by their first word, longest first; built once for each digest."""
    index: _Index = {}
    for known in names.known:
        _add(index, known.spellings, Entry(name=known.name, kind=known.kind, within=known.within))
    for bucket in index.values():
        bucket.sort(key=lambda item: -len(item[0]))
    return index


def _add(index: _Index, names: tuple[str, ...], entry: Entry) -> None:
    respelt = [n.replace("ization", "isation") for n in names if "ization" in n]
    for name in (*names, *respelt):
        written = fold(without_brackets(name))
        words = tuple(t.low for t in tokens(written))
        if words:
            index.setdefault(words[0], []).append((words, written, entry))


def find_names(text: str, words: list[Token], names: Names) -> tuple[Name, ...]:
    """Find the names of a bundle in a folded sentence, longest first at each word; overlapping shorter ones are dropped."""
    index, found, here = index_of(names), [], 0
    lows = [t.low for t in words]
    while here < len(words):
        hit = _match_at(text, words, lows, here, index)
        if hit is None:
            here += 1
            continue
        length, entry = hit
        found.append(Name(start=words[here].start, end=words[here + length - 1].end, entry=entry))
        here += length
    return tuple(found)


def _match_at(text: str, words: list[Token], lows: list[str], here: int, index: _Index) -> tuple[int, Entry] | None:
    for phrase, written, entry in index.get(lows[here], ()):
        size = len(phrase)
        if tuple(lows[here : here + size]) != phrase or not _close(text, words, here, size):
            continue
        if _case_fits(text, words[here : here + size], written):
            return size, entry
    return None


def _close(text: str, words: list[Token], here: int, size: int) -> bool:
    return all(
        words[i + 1].start - words[i].end <= 2 and "," not in text[words[i].end : words[i + 1].start]
        for i in range(here, here + size - 1)
    )


def _case_fits(text: str, run: list[Token], written: str) -> bool:
    """Say whether words have the capitals of a name: a name of one word as it is written, or all in capitals.

    Names of several words may be written with others ("Eastern" and "eastern"), where one of them has a capital; a name
    in small letters may begin a sentence.
    """
    surface = text[run[0].start : run[-1].end]
    if surface == written or surface == written[0].upper() + written[1:]:
        return True
    if written.lower() == written.upper():
        return False  # a script without capitals is compared letter by letter
    if len(run) == 1:
        return surface == written.replace(".", "") or (surface.title() == written and len(surface) > 4)
    return any(t.capital for t in run) and (not written[0].isupper() or run[0].capital)
