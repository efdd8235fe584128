"""A bulletin's text cut into the few kinds of words that its grammar knows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from ceasefire.reading.bulletins.folding import folded
from ceasefire.reading.bulletins.line_ends import line_ends
from ceasefire.reading.bulletins.name_forms import Found, NameTable, find_names, name_table
from ceasefire.reading.bulletins.numbers import numbers_of
from ceasefire.reading.bulletins.sides import Page, with_sides
from ceasefire.reading.bulletins.unknown_places import with_unknown_places
from ceasefire.reading.bulletins.word_items import Item
from ceasefire.reading.bulletins.word_patterns import Lexicon
from ceasefire.reading.lexicon.gazetteer_names import KnownName

_MARKS = {
    ",": "comma",
    ";": "semi",
    ":": "colon",
    "(": "open",
    "[": "open",
    ")": "close",
    "]": "close",
    "-": "dash",
    "|": "dash",
}
"""Mark -> its kind; all others are stops."""
_SHORT: Final = 4
"""Letters that an abbreviation has at most which may be a word, too. Chosen by hand."""
_GONE = "\x00"
"""Stands for a character that is part of a word found before."""


def items_of(text: str, words: Lexicon, names: tuple[KnownName, ...], *, by_line: bool = False) -> list[Item]:
    """Cut a text into items at offsets of the folded text; words that the grammar does not know leave no trace.

    `by_line`: the ends of lines stay in the text as stops, each a line break.
    """
    plain, places = folded(text)
    ends = line_ends(text)
    told = _named(text, plain, places, name_table(words.language, names), names)
    began, found = _names_first(list(words.first.finditer(plain)), told)
    left = _without(plain, began)
    left = _without(left, [name for name in found if name.kind != "weak"])
    items = [item for match in began for item in _word(match, words)]
    others = list(words.rest.finditer(left))
    for match in others:
        items += _items(match, words, ends.get(places[match.start()], "stop"))
    taken = {at for match in others for at in range(*match.span())}
    items += [item for name in found if name.kind != "weak" or name.start not in taken for item in _name(name, words)]
    items.sort(key=lambda item: (item.start, item.end))
    page = Page(text, plain, places, words)
    lined = items if by_line else _with_lines(items)
    return with_unknown_places(with_sides(_once(lined), page), page)


def _named(text: str, plain: str, places: Sequence[int], table: NameTable, names: tuple[KnownName, ...]) -> list[Found]:
    """Return the names in a text, without words in small letters that are one in capitals alone."""
    begins = [not (text[at].isalpha() and text[at].islower()) for at in places[: len(plain)]]
    short = _abbreviations(names)
    return [
        name
        for name in find_names(plain, table, begins)
        if plain[name.start : name.end] not in short or text[places[name.start] : places[name.end - 1] + 1].isupper()
    ]


@lru_cache(maxsize=32)
def _abbreviations(names: tuple[KnownName, ...]) -> frozenset[str]:
    """Return the short spellings that are written in capitals alone, folded: "au" and "un" of a text are no unions of states."""
    every = {spelling for name in names for spelling in name.spellings}
    capital = {folded(one)[0] for one in every if len(one) <= _SHORT and one.isupper()}
    return frozenset(capital - {folded(one)[0] for one in every if not one.isupper()})


def _with_lines(items: list[Item]) -> list[Item]:
    """Return items in which the end of a line is a comma between entries of a list of places, and a stop elsewhere."""
    out: list[Item] = []
    for at, item in enumerate(items):
        if item.kind == "line":
            after = items[at + 1].kind if at + 1 < len(items) else ""
            before = items[at - 1].kind if at else ""
            listed = after in ("place", "either") and before in ("num", "close", "none", "cases")
            item = msgspec.structs.replace(item, kind="comma" if listed else "stop")
        out.append(item)
    return out


def _once(items: list[Item]) -> list[Item]:
    """Leave out a number that stands once more in brackets: "fifteen (15)"."""
    out: list[Item] = []
    at = 0
    while at < len(items):
        out.append(items[at])
        kinds = [i.kind for i in items[at : at + 4]]
        twice = kinds == ["num", "open", "num", "close"] and items[at].value == items[at + 2].value
        at += 4 if twice else 1
    return out


def _names_first(words: list[re.Match[str]], names: list[Found]) -> tuple[list[re.Match[str]], list[Found]]:
    """Return words without those that are part of a longer name, "Verification Mission", and names without those in a word."""
    gone: set[int] = set()
    kept: list[Found] = []
    ends = [word.end() for word in words]
    for name in names:
        first = bisect_right(ends, name.start)
        inside = range(first, next((n for n in range(first, len(words)) if words[n].start() >= name.end), len(words)))
        longer = all(name.start <= words[n].start() and words[n].end() <= name.end for n in inside)
        if not inside or (longer and sum(len(words[n][0]) for n in inside) < name.end - name.start):
            kept.append(name)
            gone.update(inside)
    return [word for n, word in enumerate(words) if n not in gone], kept


def _without(plain: str, found: Iterable[re.Match[str] | Found]) -> str:
    """Return a text with what was found blanked out, each character standing where it stood."""
    parts, at = [], 0
    for one in found:
        start, end = (one.start, one.end) if isinstance(one, Found) else one.span()
        start += plain[start:end][:1] == " "
        parts += [plain[at:start], _GONE * (end - start)]
        at = end
    return "".join([*parts, plain[at:]])


def _items(match: re.Match[str], words: Lexicon, line_end: str) -> Iterator[Item]:
    name = match.lastgroup or ""
    if name == "mark":
        kind = line_end if match[0] == "\n" else _MARKS.get(match[0], "stop")
        if kind:
            yield Item(kind, match[0], match.start(), match.end())
    elif name == "decimal":
        yield Item("decimal", match[0].replace(",", "."), match.start(), match.end())
    elif name == "num":
        yield from _number(match, words)
    else:
        yield from _word(match, words)


def _number(match: re.Match[str], words: Lexicon) -> Iterator[Item]:
    """Yield the numbers of some words, each after the "and" that stands before it or is written in one word with it."""
    end = match.start()
    for told in numbers_of(match.string, *match.span(), words):
        if _has_and(match.string, told.start, end, words):
            yield Item("conj", "", told.start, told.start)
        yield Item("num", str(told.value), told.start, told.end)
        end = told.end


def _has_and(text: str, start: int, end: int, words: Lexicon) -> bool:
    """Say whether "and" stands between two numbers, or is written in one word with a number."""
    letter, told = words.joined.number_letter, text[start:]
    if letter and told[:1] == letter and not told.startswith(words.joined.not_joined):
        return True
    return bool(text[end:start].strip(" -")) or bool(letter and text[start - 1 : start] == letter)


def _word(match: re.Match[str], words: Lexicon) -> Iterator[Item]:
    """Yield a word, after the "and" that is written in one word with it; a dual is a two and the word."""
    kind, value = words.names[match.lastgroup or ""]
    start, end = match.span()
    if match[0][0] in words.joined.letters and kind in words.joined.kinds:
        yield Item("conj", "", start, start)
    if kind == "two":
        yield Item("num", "2", start, end)
        yield Item(value, "", start, end)
    elif kind == "date" or (kind == "since" and value == "day"):
        yield Item(kind, _day(match[0], value, words), start, end)
    elif value == "past_month":
        month = next((number for number, names in words.months.items() if names.search(match[0])), "")
        yield Item(kind, f"month {month}".strip(), start, end)
    elif kind != "skip":
        yield Item("comma" if kind == "break" else kind, value, start, end)


def _day(told: str, form: str, words: Lexicon) -> str:
    """Return a day as "2031-05-14", or "05-14" where no year is told; of several days the last one."""
    if form == "iso":
        return told
    numbers = re.findall(r"\d+", told)
    if form == "dots":
        day, month, year = numbers
    else:
        month = next(number for number, names in words.months.items() if names.search(told))
        year = numbers.pop() if len(numbers[-1]) == 4 else ""
        day = numbers[-1]
    return f"{year}-{int(month):02}-{int(day):02}".lstrip("-")


def _name(name: Found, words: Lexicon) -> Iterator[Item]:
    if name.before[:1] and name.before[0] in words.joined.letters and "name" in words.joined.kinds:
        yield Item("conj", "", name.start, name.start)
    kind = name.kind
    if kind == "party" and name.adjective:
        kind = "owner"
    yield Item(kind, name.value, name.start, name.end, bare=True, place=name.place, adjective=name.adjective)
