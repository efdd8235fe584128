"""Load the language data of the reader: word lists, mappings and records in TOML, refused where they are not as declared.

A file `lexicon/<language>/<file>.toml` begins with what it may hold:

    schema.lists = ["titles"]          # titles = ["minister", "general"]
    schema.mappings = ["measures"]     # [measures] with word = "kind" on each line
    schema.records = ["event"]         # [[event]] with the fields of a class

Anything else in it, anything declared and missing, a word or a key that stands twice in its table, and a kind that
is not known are errors that name the file and the line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final, TypeVar

import msgspec

_FOLDER: Final = "ceasefire.reading.lexicon"
_SHAPES: Final = ("lists", "mappings", "records")
_Record = TypeVar("_Record", bound=msgspec.Struct)
_Table = TypeVar("_Table")


class LexiconError(ValueError):
    """A file of language data that is not as declared; the message begins with its name and the line."""


class Lines(msgspec.Struct, frozen=True):
    """The lines of a file, in which the places of errors are looked up; tomllib keeps no lines. Lines count from 1."""

    name: str
    lines: tuple[str, ...]

    def error(self, line: int, what: str) -> LexiconError:
        """Return the error of a line."""
        return LexiconError(f"{self.name}:{line}: {what}")

    def table(self, table: str) -> int:
        """Return the line on which a list, a mapping or the first record of a table begins."""
        return self._nth(rf"\s*(?:\[\[?\s*{re.escape(table)}\s*\]|\"?{re.escape(table)}\"?\s*=)", 1, 0)

    def record(self, table: str, index: int) -> int:
        """Return the line on which a record begins; the first has index 0."""
        return self._nth(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]", 1, index)

    def key(self, key: str, *, after: int) -> int:
        """Return the first line from `after` on that gives a value to a key."""
        return self._nth(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", after, 0)

    def word(self, word: str, *, after: int, index: int = 0) -> int:
        """Return the line from `after` on on which a quoted word stands; `index` 1 for the second time it stands there."""
        escaped = word.replace("\\", "\\\\").replace('"', '\\"')
        pattern = rf"\"{re.escape(escaped)}\"|'{re.escape(word)}'"
        found = [n for n, line in enumerate(self.lines, 1) if n >= after for _ in re.finditer(pattern, line)]
        return found[index] if index < len(found) else after

    def _nth(self, pattern: str, after: int, index: int) -> int:
        found = [n for n, line in enumerate(self.lines, 1) if n >= after and re.match(pattern, line)]
        return found[index] if index < len(found) else after


class LexiconFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file of language data as it was read: its lines, and its tables by their shape."""

    lines: Lines
    lists: Mapping[str, tuple[str, ...]]
    mappings: Mapping[str, Mapping[str, str]]
    records: Mapping[str, tuple[Mapping[str, object], ...]]


@cache
def words(language: str, file: str, table: str) -> tuple[str, ...]:
    """Return a word list in the order of the file; raises LexiconError, as all functions here do."""
    found = load(language, file)
    return _named(found, found.lists, table)


@cache
def wordset(language: str, file: str, table: str) -> frozenset[str]:
    """Return a word list as a set."""
    return frozenset(words(language, file, table))


@cache
def mapping(language: str, file: str, table: str, kinds: frozenset[str] | None = None) -> Mapping[str, str]:
    """Return a mapping in the order of the file; a value that is none of `kinds`, where they are given, is an error."""
    found = load(language, file)
    values = _named(found, found.mappings, table)
    wrong = next((key for key, kind in values.items() if kinds is not None and kind not in kinds), None)
    if wrong is not None:
        line = found.lines.key(wrong, after=found.lines.table(table))
        raise found.lines.error(line, f"unknown kind {values[wrong]!r} in [{table}]")
    return values


@cache
def alternation(language: str, file: str, table: str) -> str:
    """Return a word list as the body of a pattern: each word escaped, the longest first, joined by `|`."""
    return "|".join(re.escape(word) for word in sorted(words(language, file, table), key=len, reverse=True))


@cache
def records(language: str, file: str, table: str, kind: type[_Record]) -> tuple[_Record, ...]:
    """Return the records of a table as structs of a class; a field that the class does not have is an error."""
    found = load(language, file)
    return tuple(_record(found.lines, table, i, raw, kind) for i, raw in enumerate(_named(found, found.records, table)))


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind, and the patterns that name it, in the order in which they are tried."""

    name: str
    forms: tuple[str, ...]


@cache
def forms(language: str, file: str, table: str) -> str:
    """Return a list of patterns as the body of one: in the order of the file, joined by `|`, nothing escaped."""
    return "|".join(words(language, file, table))


@cache
def kinds(language: str, file: str, table: str) -> tuple[tuple[str, str], ...]:
    """Return each kind of a table with the body of its pattern, in the order of the file."""
    lines = load(language, file).lines
    found = records(language, file, table, Kind)
    for index, kind in enumerate(found):
        twice = next((form for i, form in enumerate(kind.forms) if form in kind.forms[:i]), None)
        if twice is not None:
            line = lines.word(twice, after=lines.record(table, index), index=1)
            raise lines.error(line, f"{twice!r} stands twice in {kind.name!r}")
    return tuple((kind.name, "|".join(kind.forms)) for kind in found)


@cache
def load(language: str, file: str) -> LexiconFile:
    """Return the file `lexicon/<language>/<file>.toml`, checked."""
    name = f"lexicon/{language}/{file}.toml"
    path = resources.files(_FOLDER).joinpath(language, f"{file}.toml")
    if not path.is_file():
        raise LexiconError(f"{name}:1: there is no such file")
    return parse(name, path.read_text("utf-8"))


def parse(name: str, text: str) -> LexiconFile:
    """Return the tables of a file, checked against the schema at its head; `name` is what errors call the file."""
    lines = Lines(name, tuple(text.splitlines()))
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+)", str(error))
        raise lines.error(int(at[1]) if at else len(lines.lines), str(error)) from None
    declared = _declared(lines, raw.pop("schema", None))
    _check_names(lines, raw, declared)
    of = {shape: [t for t, s in declared.items() if s == shape] for shape in _SHAPES}
    return LexiconFile(
        lines=lines,
        lists={t: _list(lines, t, raw[t]) for t in of["lists"]},
        mappings={t: _mapping(lines, t, raw[t]) for t in of["mappings"]},
        records={t: _records(lines, t, raw[t]) for t in of["records"]},
    )


def _declared(lines: Lines, schema: object) -> dict[str, str]:
    """Return the shape of each table that the schema declares."""
    if not isinstance(schema, dict):
        raise lines.error(1, "the file does not begin with its schema")
    out: dict[str, str] = {}
    for shape, tables in schema.items():
        line = lines.key(f"schema.{shape}", after=1)
        if shape not in _SHAPES:
            raise lines.error(line, f"unknown key 'schema.{shape}' (choose from {', '.join(_SHAPES)})")
        for table in _list(lines, f"schema.{shape}", tables):
            if table in out:
                raise lines.error(line, f"{table!r} is declared twice")
            out[table] = shape
    return out


def _check_names(lines: Lines, raw: Mapping[str, object], declared: Mapping[str, str]) -> None:
    unknown = next((table for table in raw if table not in declared), None)
    if unknown is not None:
        raise lines.error(lines.table(unknown), f"unknown key {unknown!r}; the schema does not declare it")
    missing = next((table for table in declared if table not in raw), None)
    if missing is not None:
        raise lines.error(lines.word(missing, after=1), f"{missing!r} is declared and missing")


def _list(lines: Lines, table: str, value: object) -> tuple[str, ...]:
    start = lines.table(table)
    if not isinstance(value, list) or not value or not all(isinstance(word, str) and word for word in value):
        raise lines.error(start, f"{table!r} must be a list of words")
    twice = next((word for i, word in enumerate(value) if word in value[:i]), None)
    if twice is not None:
        raise lines.error(lines.word(twice, after=start, index=1), f"{twice!r} stands twice in {table!r}")
    return tuple(value)


def _mapping(lines: Lines, table: str, value: object) -> Mapping[str, str]:
    if not isinstance(value, dict) or not value or not all(isinstance(kind, str) and kind for kind in value.values()):
        raise lines.error(lines.table(table), f"[{table}] must map words to kinds")
    return MappingProxyType(value)


def _records(lines: Lines, table: str, value: object) -> tuple[Mapping[str, object], ...]:
    if not isinstance(value, list) or not value or not all(isinstance(record, dict) for record in value):
        raise lines.error(lines.table(table), f"[[{table}]] must be a list of records")
    return tuple(value)


def _named(found: LexiconFile, tables: Mapping[str, _Table], table: str) -> _Table:
    if table not in tables:
        raise found.lines.error(1, f"there is no {table!r} of this shape (choose from {', '.join(tables)})")
    return tables[table]


def _record(lines: Lines, table: str, index: int, raw: Mapping[str, object], kind: type[_Record]) -> _Record:
    start = lines.record(table, index)
    unknown = next((key for key in raw if key not in kind.__struct_fields__), None)
    if unknown is not None:
        raise lines.error(lines.key(unknown, after=start), f"unknown key {unknown!r} in [[{table}]]")
    try:
        return msgspec.convert(raw, type=kind)
    except msgspec.ValidationError as error:
        raise lines.error(start, f"{error} in [[{table}]]") from None
