"""Rows as lines of text under one another, within the width of a terminal.

Written out here because every command prints a table, and a library that lays out text takes longer to load and to lay
one out than the question it belongs to.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

GAP: Final = "  "
SHORT: Final = 12
"""Columns no wider than this, or of single words up to twice it, are not folded while the others have as much; by hand."""
NARROW: Final = 5
"""What the other columns have at the least, so that these are left whole; by hand."""
LONG: Final = 30
"""A word wider than this, as an address or a digest is, may be broken anywhere; by hand."""
SENTENCE: Final = 40
"""How wide a column of sentences is at the least; by hand."""
INDENT: Final = "    "
"""Stands before a sentence under its row."""
_PARTS: Final = re.compile(r"(?<=[/_])(?=.)|(?<=\D-)(?=.)|(?<=-)(?=\D)")
"""Where a word may be parted: after a stroke or line, and after a hyphen but between digits, so that a day stays whole."""
_STROKES: Final = re.compile(r"(?<=/)(?=.)")
"""Where a path may be parted."""


def lines(
    header: Sequence[str], cells: Sequence[Sequence[str]], right: Sequence[bool], terminal: int
) -> Iterator[list[str]]:
    """Yield the lines of a table, each as its padded cells; the header comes first.

    `right` says which columns are set to the right. What is too wide is folded between words, or inside one that alone is
    too wide.
    """
    for row in folded_rows(header, cells, right, terminal):
        yield from row


def folded_rows(
    header: Sequence[str], cells: Sequence[Sequence[str]], right: Sequence[bool], terminal: int
) -> Iterator[list[list[str]]]:
    """Yield the rows of a table, the header first, each as its lines of padded cells."""
    columns = [[row[n] for row in cells] for n in range(len(header))]
    widest = [max(map(width, (name, *column))) for name, column in zip(header, columns, strict=True)]
    whole = [_whole(w, column) for w, column in zip(widest, columns, strict=True)]
    held = _widths(widest, whole, [_exact(w, column) for w, column in zip(widest, columns, strict=True)], terminal)
    least = _least(header, cells)
    if any(w < need for w, need in zip(held, least, strict=True)) and _room(least, terminal) >= 0:
        held = _spared(widest, least, terminal)
    for row in (header, *cells):
        folded = [_folded(cell, w) for cell, w in zip(row, held, strict=True)]
        yield [
            [
                _padded(*one)
                for one in zip([part[n] if n < len(part) else "" for part in folded], held, right, strict=True)
            ]
            for n in range(max(map(len, folded), default=0))
        ]


def words_below(
    header: Sequence[str], cells: Sequence[Sequence[str]], right: Sequence[bool], terminal: int
) -> Iterator[list[str]]:
    """Yield the lines of a table whose last column stands under each row, over the whole width."""
    shorter = [row[:-1] for row in cells]
    head, *rows = folded_rows(header[:-1], shorter, right[:-1], terminal)
    yield from head
    for row, cell in zip(rows, cells, strict=True):
        yield from ([*line[:-1], line[-1].rstrip()] for line in row)
        yield from ([INDENT + line] for line in _folded(cell[-1], max(terminal - len(INDENT), NARROW)) if line)


def stands_below(header: Sequence[str], cells: Sequence[Sequence[str]], terminal: int) -> bool:
    """Say whether the last column, which holds sentences, has no room beside the others, and these fit without it."""
    others = [max(width(row[n]) for row in (header, *cells)) for n in range(len(header) - 1)]
    room = _room([*(min(w, 2 * SHORT) for w in others), 0], terminal)
    cramped = room < min(SENTENCE, max((width(row[-1]) for row in cells), default=0))
    return cramped and fits(header[:-1], [row[:-1] for row in cells], terminal)


def fits(header: Sequence[str], cells: Sequence[Sequence[str]], terminal: int) -> bool:
    """Say whether a table stands within the width of a terminal without a broken word."""
    return _room(_least(header, cells), terminal) >= 0


def blocks(header: Sequence[str], cells: Sequence[Sequence[str]], terminal: int) -> Iterator[str]:
    """Yield the lines of a table that does not fit: each row by itself, a line for each cell that is not empty."""
    names = max(map(width, header), default=0)
    for number, row in enumerate(cells):
        if number:
            yield ""
        for name, cell in zip(header, row, strict=True):
            told = _folded(cell, max(terminal - names - len(GAP), NARROW)) if cell else []
            for n, part in enumerate(told):
                yield f"{_padded('' if n else name, names, right=False)}{GAP}{part}"


def _least(header: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    """Return for each column the width of the widest part of a word that is not to be broken."""
    return [max(_widest_part(row[n]) for row in (header, *cells)) for n in range(len(header))]


def _parts(word: str) -> list[str]:
    """Return the parts of a word between which a line may end; a path as `truce/clause-2` is parted after its strokes alone."""
    return _STROKES.split(word) if "/" in word else _PARTS.split(word)


@lru_cache(maxsize=4096)
def _widest_part(text: str) -> int:
    return max((min(width(part), LONG) for word in text.split(" ") for part in _parts(word)), default=0)


def _room(widths: Sequence[int], terminal: int) -> int:
    return terminal - sum(widths) - len(GAP) * (len(widths) - 1)


def _spared(widest: Sequence[int], least: Sequence[int], terminal: int) -> list[int]:
    """Return widths of which none breaks a word: the widest columns are cut to one measure, none below its least."""
    most = max(widest, default=0)
    while _room(found := [max(need, min(w, most)) for w, need in zip(widest, least, strict=True)], terminal) < 0:
        most -= 1
    return found


def width(text: str) -> int:
    """Return how many places a text takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_places, text))


@lru_cache(maxsize=4096)
def _places(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _whole(widest: int, column: Sequence[str]) -> bool:
    """Say whether a column's cells are short enough, or single words short enough, to stay on one line."""
    return widest <= SHORT or (widest <= 2 * SHORT and not any(" " in cell for cell in column))


def _exact(widest: int, column: Sequence[str]) -> bool:
    """Say whether a column is of ids, days or numbers: broken in two they cannot be read or given to the next command."""
    return (
        widest <= SHORT
        and bool(column)
        and all(cell.isascii() and " " not in cell for cell in column)
        and any(map(any, ([c.isdigit() for c in cell] for cell in column)))
    )


def _widths(widest: Sequence[int], whole: Sequence[bool], exact: Sequence[bool], terminal: int) -> list[int]:
    """Return the widths of the columns: the widest are cut to one measure until the table fits."""
    room = terminal - len(GAP) * (len(widest) - 1)
    fixed = sum(w for w, kept in zip(widest, whole, strict=True) if kept)
    if (
        fixed + SHORT * whole.count(False) > room
    ):  # a narrow terminal: ids, days and numbers alone are spared, if they can be
        fixed = sum(w for w, kept in zip(widest, exact, strict=True) if kept)
        whole = exact if fixed + NARROW * exact.count(False) <= room else [False] * len(widest)
        fixed *= whole is exact
    open_ = [w for w, kept in zip(widest, whole, strict=True) if not kept]
    most = max(open_, default=0)
    while most > 1 and sum(min(w, most) for w in open_) > room - fixed:
        most -= 1
    return [w if kept else max(1, min(w, most)) for w, kept in zip(widest, whole, strict=True)]


def _folded(text: str, most: int) -> list[str]:
    """Return a text in lines of a width at most; a single character of two places stands though there is one."""
    if width(text) <= most:
        return [text]
    found = [""]
    for word in text.split(" "):
        longer = f"{found[-1]} {word}" if found[-1] else word
        if width(longer) <= most:
            found[-1] = longer
            continue
        broken = _parted(word, most)
        found = [*found, *broken] if found[-1] else [*found[:-1], *broken]
    return found


def _parted(word: str, most: int) -> list[str]:
    """Return a word in pieces, parted where it may be, and where a part is too wide inside it."""
    found = [""]
    narrow = [one for part in _parts(word) for one in ([part] if width(part) <= most else _PARTS.split(part))]
    for part in narrow:
        if width(found[-1] + part) <= most:
            found[-1] += part
        else:
            broken = _broken(part, most)
            found = [*found, *broken] if found[-1] else broken
    return found


def _broken(word: str, most: int) -> list[str]:
    """Return a word in pieces, each as wide as there is room for; a path is broken after its last `/` that fits."""
    pieces, taken = [""], 0
    for character in word:
        places = _places(character)
        if taken + places > most and pieces[-1]:
            whole, slash, rest = pieces[-1].rpartition("/")
            pieces[-1:] = [whole + slash, rest] if rest and whole else [pieces[-1], ""]
            taken = width(pieces[-1])
        pieces[-1] += character
        taken += places
    return pieces


def _padded(text: str, to: int, right: bool) -> str:
    space = " " * max(0, to - width(text))
    return space + text if right else text + space
