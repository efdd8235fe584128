"""One language's words of bulletins, compiled into the patterns that cut a text."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import msgspec

from ceasefire.reading.bulletins.word_data import (
    FIRST,
    LAST,
    LOOSE_FIRST,
    LOOSE_LAST,
    Forms,
    Joined,
    NameForms,
    WordData,
    word_data,
)
from ceasefire.reading.bulletins.word_items import PROVED, REFUSED, TOLD

_DIGITS: Final = r"\d{1,3}(?:[ ,.]\d{3})+(?!\d)|\d{1,6}"
_DECIMAL: Final = r"\d{1,5}[.,]\d{1,2}(?!\d|[.,]\d)"
_SKIP: Final = (
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,4}-\d{3,}(?:-\d+)*|\d+-\d+-\d+(?:-\d+)*"
    r"|\d{1,2}:\d{2}(?!\d)|0\d{3}(?!\d)|№ ?\d+|(?:n[or]\.?|n°|nº) ?\d+|#\d+"
    r"|\d+(?:[.,]\d+)?\s?%|%\s?\d+(?:[.,]\d+)?|[a-zа-я]+-\d+\w*|\d+/\d+(?:/\d+)*|\d+-?(?:th|st|nd|rd|й|го|я|е|ый|ая|er|eme|e)\b"
)
"""Numbers of every language that are no counts: dates, clocks, shares, types of weapons, ordinals."""
_VALUED: Final = {"proved": ("confirmed", PROVED), "refused": ("denied", REFUSED), "complaints": ("cases", TOLD)}
"""Words of the loose grammar that are of another kind, with a value that tells them apart."""
_MARK: Final = r"(?P<mark>[,;:()\[\]\n|-]|\.(?=\s|$)|[!?؟۔])"


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """One language's words, compiled.

    `first` finds the words that go before names of parties and places, `rest` those that come after, numbers and marks;
    each has a group for each kind and value, and `names` says which. `counts` finds any word of counting.
    """

    language: str
    first: re.Pattern[str]
    rest: re.Pattern[str]
    names: dict[str, tuple[str, str]]
    numbers: dict[str, tuple[re.Pattern[str], ...]]
    joint: re.Pattern[str]
    months: dict[str, re.Pattern[str]]
    counts: re.Pattern[str]
    joined: Joined
    forms: NameForms


class _Groups:
    """The groups of the patterns, in the order in which they are tried."""

    def __init__(self, data: WordData) -> None:
        self.data = data
        self.names: dict[str, tuple[str, str]] = {}
        self.parts: list[str] = []

    def add(self, kind: str, value: str, forms: Forms, *, attached: str | None = None) -> None:
        """Add the forms of a kind as a group, the longest first; no forms, no group."""
        name = f"g{len(self.names)}"
        if forms:
            before, after = self.data.around(attached or kind)
            self.names[name] = (kind, value)
            self.parts.append(rf"(?P<{name}>{before}(?:{_joined(forms)}){after}(?!\w))")

    def taken(self) -> str:
        """Return the groups so far as one pattern; the look behind stands once, so that the middles of words cost nothing."""
        parts, self.parts = self.parts, []
        return rf"(?<!\w)(?:{'|'.join(parts)})"


@cache
def lexicon(language: str, *, loose: bool = False) -> Lexicon:
    """Return the compiled words of a language that is read here, with those of the loose grammar if asked for."""
    data = _loosened(word_data(language)) if loose else word_data(language)
    groups = _Groups(data)
    first = _first(groups, data)
    rest = _rest(groups, data)
    items = data.items
    counting = (*items["registered"], *items["not_registered"], *items["cases"], *data.two.get("cases", ()))
    before = data.around("cases")[0]
    return Lexicon(
        language=language,
        first=re.compile(first),
        rest=re.compile("|".join((rest, _numbers(data), _MARK))),
        names=groups.names,
        counts=re.compile(rf"(?<!\w){before}(?:{'|'.join(counting)})"),
        joint=re.compile(data.joint),
        numbers={value: tuple(map(re.compile, forms)) for value, forms in data.numbers.items()},
        months={month: re.compile(rf"(?<!\w)(?:{_joined(names)})") for month, names in data.months.items()},
        joined=data.joined,
        forms=data.names,
    )


def _loosened(data: WordData) -> WordData:
    """Return the words of a language with those of the loose grammar among them."""
    kinds = (*data.items, *(kind for kind in data.loose if kind not in data.items))
    items = {kind: tuple(dict.fromkeys((*data.items.get(kind, ()), *data.loose.get(kind, ())))) for kind in kinds}
    return msgspec.structs.replace(data, items=items)


def _first(groups: _Groups, data: WordData) -> str:
    """Return the pattern of what goes before names: dates, lengths of time, and the words that say what is counted how."""
    groups.add("date", "iso", (r"\d{4}-\d{2}-\d{2}(?!\d)",), attached="dates")
    groups.add("date", "dots", (r"\d{1,2}[./]\d{1,2}[./]\d{4}(?!\d)",), attached="dates")
    groups.add("skip", "", (_SKIP,))
    day = f"(?:{'|'.join(form for names in data.months.values() for form in _days(names, data.dates.to))})"
    month = f"(?:{_joined(tuple(form for names in data.months.values() for form in names))})"
    for start, forms in data.since.items():
        groups.add("since", start, tuple(form.replace("DAY", day).replace("MONTH", month) for form in forms))
    for number, names in data.months.items():
        groups.add("date", number, _days(names, data.dates.to), attached="dates")
    groups.add("skip", "", _lengths(data), attached="dates")
    for kind in (*LOOSE_FIRST, *FIRST):
        groups.add(*_VALUED.get(kind, (kind, "")), data.items.get(kind, ()))
    return groups.taken()


def _rest(groups: _Groups, data: WordData) -> str:
    """Return the pattern of what comes after names."""
    for value, forms in data.each_of.items():
        groups.add("each", value, forms)
    for noun, forms in data.two.items():
        groups.add("two", noun, forms)
    for kind in (*LOOSE_LAST, *LAST):
        groups.add(*_VALUED.get(kind, (kind, "")), data.items.get(kind, ()))
    return groups.taken()


def _joined(forms: Forms) -> str:
    return "|".join(sorted(forms, key=len, reverse=True))


def _days(names: Forms, to: str) -> Forms:
    """Return days of a month, or the first and last of several, with the year where it is told."""
    month = _joined(names)
    first = rf"(?:\d{{1,2}}(?:st|nd|rd|th|er)? ?(?:-|{to}) ?)?"
    return (
        rf"{first}\d{{1,2}}(?:st|nd|rd|th|er)? (?:of |de )?(?:{month})(?:'?\w*)?,?(?: (?:\d{{4}})(?!\d)| (?=\D)|(?!\w))",
        rf"(?:{month}) \d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,? \d{{4}}(?!\d))?",
        rf"{first}\d{{1,2}} (?:{month})",
    )


def _lengths(data: WordData) -> Forms:
    """Return numbers of hours, days, kilometres: numbers that count no cases."""
    units, number = f"(?:{'|'.join(data.dates.units)})", _number_words(data)
    return (
        rf"(?:{_DIGITS}|{number})[ -]?{units}",
        *(other.replace("UNITS", units).replace("NUMBER", rf"{_DIGITS}|{number}") for other in data.dates.others),
    )


def _number_words(data: WordData) -> str:
    forms = _joined(tuple(form for forms in data.numbers.values() for form in forms))
    return rf"(?:{forms})(?:{data.joint}(?:{forms})){{0,5}}"


def _numbers(data: WordData) -> str:
    digits, words = data.around("digits"), data.around("number")
    return (
        rf"(?P<decimal>{digits[0]}{_DECIMAL})"
        rf"|(?P<num>{digits[0]}(?:{_DIGITS}){digits[1]}|{words[0]}(?:{_number_words(data)}){words[1]})"
    )
