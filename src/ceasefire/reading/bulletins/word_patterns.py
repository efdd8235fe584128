"""One language's words of bulletins, compiled into the pattern that cuts a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import msgspec

from ceasefire.reading.bulletins.word_data import FIRST, LAST, Forms, Joined, WordData, word_data

LANGUAGES: Final = ("en", "ru", "ar", "tr")
_DIGITS: Final = r"\d{1,3}(?:[ ,.]\d{3})+(?!\d)|\d{1,6}"
_SKIP: Final = (
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}|№ ?\d+|\d+(?:[.,]\d+)?\s?%|[a-zа-я]+-\d+\w*"
    r"|\d+-?(?:th|st|nd|rd|й|го|я|е|ый|ая)\b"
)
"""Numbers of every language that are no counts: dates, clocks, shares, types of weapons, ordinals."""
_MARK: Final = r"(?P<mark>[,;:()\[\]\n-]|\.(?=\s|$)|[!?؟])"


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """One language's words, compiled.

    `pattern` has a group for each kind and value; `names` says which, and `states` which of them are states by name.
    `adjectives` are the English ones of the parties, as measures have them; `counts` finds any word of counting.
    """

    language: str
    pattern: re.Pattern[str]
    names: dict[str, tuple[str, str]]
    states: frozenset[str]
    numbers: dict[str, re.Pattern[str]]
    owners: dict[str, str]
    adjectives: dict[str, str]
    counts: re.Pattern[str]
    joined: Joined


class _Groups:
    """The groups of the pattern, in the order in which they are tried."""

    def __init__(self, data: WordData) -> None:
        self.data = data
        self.names: dict[str, tuple[str, str]] = {}
        self.parts: list[str] = []

    def add(self, kind: str, value: str, forms: Forms, *, attached: str | None = None) -> str:
        """Add the forms of a kind as a group, the longest first, and return its name; no forms, no group."""
        name = f"g{len(self.names)}"
        if forms:
            before, after = self.data.around(attached or kind)
            self.names[name] = (kind, value)
            self.parts.append(rf"(?P<{name}>{before}(?:{_joined(forms)}){after}(?!\w))")
        return name


@cache
def lexicon(language: str) -> Lexicon:
    """Return the compiled words of a language that is read here."""
    data = word_data(language)
    groups = _Groups(data)
    states = _add_all(groups, data)
    items = data.items
    return Lexicon(
        language=language,
        pattern=re.compile("|".join((_known_words(groups), _numbers(data), _MARK))),
        names=groups.names,
        states=states,
        owners=data.owners,
        adjectives=word_data("en").owners,
        counts=re.compile(rf"(?<!\w)(?:{'|'.join((*items['registered'], *items['not_registered'], *items['cases']))})"),
        numbers={value: re.compile("|".join(forms)) for value, forms in data.numbers.items()},
        joined=data.joined,
    )


def _add_all(groups: _Groups, data: WordData) -> frozenset[str]:
    """Add all words in the order in which they are looked for; return the groups of states."""
    groups.add("skip", "", (_SKIP,))
    groups.add("skip", "", _dates(data), attached="dates")
    for kind in FIRST:
        groups.add(kind, "", data.items.get(kind, ()))
    for party, forms in data.parties.items():
        groups.add("party", party, forms)
    states = frozenset(groups.add("party", party, forms) for party, forms in data.states.items())
    for place, forms in data.places.items():
        groups.add("place", place, forms)
    for party, adjective in data.owners.items():
        groups.add("owner", party, (rf"{adjective}\w*",))
    for value, forms in data.each_of.items():
        groups.add("each", value, forms)
    for kind in LAST:
        groups.add(kind, "", data.items.get(kind, ()))
    return states


def _joined(forms: Forms) -> str:
    return "|".join(sorted(forms, key=len, reverse=True))


def _dates(data: WordData) -> Forms:
    """Return days with their months, and numbers of hours, people, tons: numbers that count no cases."""
    months, units, number = "|".join(data.dates.months), f"(?:{'|'.join(data.dates.units)})", _number_words(data)
    return (
        rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{months})(?:'?\w*)?,? ?(?:\d{{4}})?(?!\d)",
        rf"(?:{months}) \d{{1,2}}(?:, \d{{4}})?(?!\d)",
        rf"(?:{_DIGITS}|{number})[ -]{units}",
        *(other.replace("UNITS", units).replace("NUMBER", number) for other in data.dates.others),
    )


def _number_words(data: WordData) -> str:
    forms = _joined(tuple(form for forms in data.numbers.values() for form in forms))
    return rf"(?:{forms})(?:{data.joint}(?:{forms})){{0,5}}"


def _known_words(groups: _Groups) -> str:
    """Return all groups as one pattern; the look behind stands once, so that the middles of words cost nothing."""
    return rf"(?<!\w)(?:{'|'.join(groups.parts)})"


def _numbers(data: WordData) -> str:
    digits, words = data.around("digits"), data.around("number")
    return rf"(?P<num>{digits[0]}(?:{_DIGITS}){digits[1]}|{words[0]}(?:{_number_words(data)}){words[1]})"
