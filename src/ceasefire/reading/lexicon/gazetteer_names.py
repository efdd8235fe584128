"""Load the gazetteer: names of places, countries and bodies in CSV, refused where they are not as they must be.

Names of one thing are parted by `=` in places.csv and by `|` elsewhere; the first is the one it is called by here. What
stands in brackets tells two of one name apart and is no part of the name.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

import msgspec

from ceasefire.reading.lexicon.common_words import common_word
from ceasefire.reading.lexicon.load import LexiconError

PLACE_KINDS: Final = frozenset(("city", "admin", "area"))
ACTOR_KINDS: Final = frozenset(("body", "monitor", "mediator", "outlet", "group", "forces", "government", "party"))
MAX_NAMES: Final = 50_000
"""Spellings in one table."""
_JOINERS: Final = frozenset("\u200c\u200d")
"""The marks that nobody sees and that are of the spelling of some scripts; no other stands in a name of a text."""
MAX_NAME: Final = 200
"""Characters of one spelling."""


class KnownName(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that has a name: what it is called here, all its `spellings`, its kind, and the country of a place.

    Kinds are those of places and actors, "country", and "demonym" for a country's adjectives and people.
    """

    name: str
    kind: str
    within: str = ""
    spellings: tuple[str, ...]


class _Row(NamedTuple):
    """A row of a file, with its cells by column and the line it ends on."""

    line: int
    cells: dict[str, str]


_Seen = dict[tuple[str, ...], tuple[int, str]]
"""The names of a table without capitals, each with the line and spelling in which it was met."""


def known_names() -> Iterator[KnownName]:
    """Yield all names: places, then countries, then bodies; raises LexiconError with file and line of a wrong row."""
    yield from places(*_text("places.csv"))
    yield from countries(*_text("countries.csv"))
    yield from actors(*_text("actors.csv"))


def places(file: str, text: str) -> Iterator[KnownName]:
    """Yield the places of a table with the columns kind, within and names."""
    seen: _Seen = {}
    for row in _rows(file, text, ("kind", "within", "names")):
        kind, within = _kind(file, row, PLACE_KINDS), row.cells["within"]
        for group in row.cells["names"].split("|"):
            spellings = _once(group.split("="))
            _check_new(file, row, seen, "names", ((kind, within, name) for name in spellings))
            yield KnownName(name=without_brackets(spellings[0]), kind=kind, within=within, spellings=spellings)


def countries(file: str, text: str) -> Iterator[KnownName]:
    """Yield the countries of a table with the columns name, demonyms and aliases, and their demonyms."""
    seen: _Seen = {}
    for row in _rows(file, text, ("name", "demonyms", "aliases")):
        name, demonyms = row.cells["name"], _listed(row.cells["demonyms"])
        spellings = (name, *_listed(row.cells["aliases"]))
        _check_new(file, row, seen, "name, demonyms, aliases", ((word,) for word in (*spellings, *demonyms)))
        yield KnownName(name=name, kind="country", spellings=spellings)
        yield KnownName(name=name, kind="demonym", spellings=demonyms)


def actors(file: str, text: str) -> Iterator[KnownName]:
    """Yield the bodies of a table with the columns name, kind and aliases."""
    seen: _Seen = {}
    for row in _rows(file, text, ("name", "kind", "aliases")):
        spellings = _once((row.cells["name"], *_listed(row.cells["aliases"])))
        _check_new(file, row, seen, "name, aliases", ((word,) for word in spellings))
        yield KnownName(name=spellings[0], kind=_kind(file, row, ACTOR_KINDS), spellings=spellings)


@cache
def demonyms() -> tuple[str, ...]:
    """Return the adjectives of the package's countries, the longest first."""
    found = {word for one in countries(*_text("countries.csv")) if one.kind == "demonym" for word in one.spellings}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def without_brackets(name: str) -> str:
    """Return a name without what tells it apart from another: "Tripoli (Lebanon)" is written "Tripoli"."""
    return re.sub(r" \(.*\)", "", name)


def _text(file: str) -> tuple[str, str]:
    """Return what errors call a table of the package, and its text."""
    text = resources.files("ceasefire.reading.lexicon.gazetteer").joinpath(file).read_text("utf-8")
    return f"lexicon/gazetteer/{file}", text


def _error(file: str, line: int, what: str) -> LexiconError:
    return LexiconError(f"{file}:{line}: {what}")


def _rows(file: str, text: str, columns: tuple[str, ...]) -> Iterator[_Row]:
    """Yield the rows of a file whose header and number of cells are right, none of them twice there."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    seen: set[tuple[str, ...]] = set()
    try:
        header = tuple(next(reader, ()))
        if header != columns:
            raise _error(file, 1, f"columns {', '.join(header)}; they must be {', '.join(columns)}")
        for cells in reader:
            row = tuple(cells)
            if any(map(str.strip, row)):
                _check_row(file, reader.line_num, row, columns, seen)
                seen.add(row)
                yield _Row(reader.line_num, dict(zip(columns, row, strict=True)))
    except csv.Error as error:
        longest = f"a cell of more than {csv.field_size_limit():,} characters"
        told = longest if "field larger" in str(error) else str(error)
        raise _error(file, reader.line_num, told) from None


def _check_row(
    file: str, line: int, row: tuple[str, ...], columns: tuple[str, ...], seen: set[tuple[str, ...]]
) -> None:
    if len(row) != len(columns):
        raise _error(file, line, f"{len(row)} cells; there are {len(columns)} columns")
    if row in seen:
        raise _error(file, line, f"the row of {row[0]!r} stands twice")


def _kind(file: str, row: _Row, kinds: frozenset[str]) -> str:
    kind = row.cells["kind"]
    if kind not in kinds:
        raise _error(file, row.line, f"kind: unknown kind {kind!r} (choose from {', '.join(sorted(kinds))})")
    return kind


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _once(spellings: Iterable[str]) -> tuple[str, ...]:
    """Return the spellings of one thing, each once: two languages may write it alike."""
    return tuple(dict.fromkeys(spellings))


def _check_new(file: str, row: _Row, seen: _Seen, column: str, names: Iterable[tuple[str, ...]]) -> None:
    """Raise LexiconError for a name that cannot be one or that another row has, in capitals or not; add the others to `seen`."""
    for name in names:
        key = (*name[:-1], name[-1].lower())
        line, spelling = seen.get(key, (0, ""))
        wrong = _no_name(name[-1])
        if spelling == name[-1] or line not in (0, row.line):
            wrong = wrong or f"{name[-1]!r} stands twice" + (f" (as {spelling!r})" if spelling != name[-1] else "")
        if wrong:
            raise _error(file, row.line, f"{column}: {wrong}")
        seen[key] = (row.line, name[-1])
        if len(seen) > MAX_NAMES:
            raise _error(file, row.line, f"more than {MAX_NAMES:,} names")


def _no_name(word: str) -> str | None:
    """Return why a spelling is none, or None where it is one."""
    if not word.strip():
        return "an empty name"
    if word != word.strip():
        return f"{word!r} begins or ends with a blank"
    if len(word) > MAX_NAME:
        return f"a name of {len(word)} characters; at most {MAX_NAME}"
    if not without_brackets(word).strip() or not any(char.isalnum() for char in without_brackets(word)):
        return f"{word!r} has no letter outside brackets"
    if any(unicodedata.category(c) in ("Cc", "Cf") and c not in _JOINERS for c in word):
        return f"{word!r} holds a control character, or another that nobody sees"
    return common_word(without_brackets(word))
