"""Who takes part: persons with their titles, states, bodies and armed groups."""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import NamedTuple

import msgspec

from ceasefire.reading.lexicon.calendar_names import MONTH_NAMES, WEEKDAY_NUMBERS
from ceasefire.reading.lexicon.load import alternation, wordset
from ceasefire.reading.mentions.names import Name

_TITLES = wordset("en", "people", "titles") | wordset("en", "people", "title_abbreviations")
_TITLES_ALONE = _TITLES - wordset("en", "people", "not_alone")
_ORGANISATIONS = wordset("en", "people", "organisations") | frozenset(MONTH_NAMES) | frozenset(WEEKDAY_NUMBERS)
_FUNCTION_WORDS = wordset("en", "people", "function_words")
_RUN = re.compile(
    r"\b[A-Z\u00c0-\u00de][\w'-]*\.?(?: (?:(?:al|el|bin|ben|de|van|der|von|da|del|dos|abu|ibn|ul"
    r"|la)[ -])?(?:[A-Z\u00c0-\u00de][\w'-]+|[A-Z]\.)){0,8}"
)
"""Capitalised words one after the other, with the small words that stand inside names."""
_WORD = re.compile(r"\S+")
_LAST_WORD = re.compile(r"([\w-]+)\.? $")
_BOUND_BEFORE = ("all-", "intra-", "anti-", "pro-", "inter-")
_PLACED = re.compile(rf"\b(?:{alternation('en', 'people', 'before_places')}) (?:the )?$")
_DESCRIBES = re.compile(rf"[ -](?:{alternation('en', 'people', 'after_adjectives')})")
_Spans = list[tuple[int, int]]


class Person(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A person in a text, by the name without title; `titled` when a title stands before it."""

    start: int
    end: int
    name: str
    titled: bool


class _Word(NamedTuple):
    """A word of a run of capitalised words, with its place in the sentence."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def bare(self) -> str:
        return self.text.lower().rstrip(".,")

    @property
    def stem(self) -> str:
        return self.bare.removesuffix("'s")


def find_people(text: str, names: tuple[Name, ...]) -> tuple[Person, ...]:
    """Find persons in a folded sentence.

    A run of capitalised words counts when what is left after titles and known names has two words or more and none of
    them belongs to bodies, places or the calendar; a single word counts only straight after a title.
    """
    taken = [(n.start, n.end) for n in names]
    found = (_person(text, match, taken) for match in _RUN.finditer(text))
    return tuple(person for person in found if person)


def _person(text: str, match: re.Match[str], taken: _Spans) -> Person | None:
    """Return the person that a run of capitalised words names, without titles and known names before it."""
    if match[0].lower() in _FUNCTION_WORDS:
        return None
    run = [_Word(match.start() + m.start(), m[0]) for m in _WORD.finditer(match[0])]
    titles = [at for at, word in enumerate(run) if word.bare in _TITLES]
    after_titles = list(dropwhile(_is_acronym, run[titles[-1] + 1 :] if titles else run))
    name = list(dropwhile(lambda word: _is_no_name(word, taken), after_titles))
    if not name:
        return None
    dropped = after_titles[: len(after_titles) - len(name)]
    titled = bool(titles) or _follows_title(text, match.start()) or any(word.stem in _TITLES for word in dropped)
    return _named(text, name, taken, titled=titled)


def _follows_title(text: str, at: int) -> bool:
    """Say whether the word before an offset is a title in small letters, as in "spokesman Peskov"."""
    before = _LAST_WORD.search(text[max(0, at - 22) : at])
    return before is not None and before[1] in _TITLES_ALONE


def _is_acronym(word: _Word) -> bool:
    return word.text.isupper() and len(word.text) > 1 and not word.text.endswith(".")


def _is_no_name(word: _Word, taken: _Spans) -> bool:
    """Say whether a word before a name is no part of it: a title, a known name, a function word, "Minister-designate"."""
    if word.stem in _TITLES or word.stem in _FUNCTION_WORDS or any(s <= word.start < e for s, e in taken):
        return True
    return "-" in word.stem and word.stem.split("-")[0] in _TITLES


def _named(text: str, words: list[_Word], taken: _Spans, *, titled: bool) -> Person | None:
    """Return the person whose name these words are, if they can be a name."""
    if len(words) < (1 if titled else 2):
        return None
    start, end = words[0].start, words[-1].end
    if any(word.stem in _ORGANISATIONS for word in words) or any(start < e and s < end for s, e in taken):
        return None
    if any(word.text.isupper() and len(word.text) > 2 for word in words):
        return None
    name = text[start:end].rstrip(".,").removesuffix("'s")
    return Person(start=start, end=start + len(name), name=name, titled=titled) if len(name) > 2 else None


def find_actors(names: tuple[Name, ...], text: str) -> tuple[tuple[int, int, str], ...]:
    """Find states and bodies that act in a folded sentence, as (start, end, canonical name).

    A state counts by its name or its adjective, but not where the text only puts something in it ("in Russia").
    """
    return tuple((name.start, name.end, name.entry.name) for name in names if _acts(name, text))


def _acts(name: Name, text: str) -> bool:
    before = text[max(0, name.start - 18) : name.start].lower()
    if before.endswith(_BOUND_BEFORE):
        return False
    kind = name.entry.kind
    if kind == "country":
        return not _PLACED.search(before)
    if kind == "demonym":
        return not _DESCRIBES.match(text[name.end : name.end + 22].lower())
    return name.is_actor and kind != "outlet"
