"""Lines joined to paragraphs again: hard-wrapped text, columns, hyphens at line ends; every place leads back.

A document is kept as it came. It is read in this form, and what is read points at the words as they came.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import Final

import msgspec

from ceasefire.reading.text.fold import fold
from ceasefire.reading.text.hyphens import Hyphens
from ceasefire.reading.text.lines import Line, LineKind, lines_of
from ceasefire.reading.text.wrapping import continued

_LONGEST: Final = 4_000
"""Longest paragraph that lines are joined to, in characters."""
_HYPHENS: Final = "-\u2010\u00ad"


class Piece(msgspec.Struct, frozen=True):
    """A stretch of the text as it came (`source`, `length`), and where it begins in the joined text (`start`)."""

    start: int
    source: int
    length: int


class Unwrapped:
    """A text with its paragraphs on lines of their own; `back` and `forth` lead between its places and those before."""

    def __init__(self, text: str, source: str, pieces: list[Piece]) -> None:
        self.text = text
        self.source = source
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]
        self._sources = [piece.source for piece in pieces]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the text as it came of a span of the joined text."""
        if end <= start:
            here = self._source_of(start)
            return here, here
        return self._source_of(start), self._source_of(end - 1) + 1

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the joined text of a span of the text as it came."""
        return self._joined_of(start), self._joined_of(end)

    def _source_of(self, at: int) -> int:
        piece = self._pieces[max(0, bisect_right(self._starts, at) - 1)]
        return piece.source + min(max(0, at - piece.start), piece.length)

    def _joined_of(self, at: int) -> int:
        piece = self._pieces[max(0, bisect_right(self._sources, at) - 1)]
        return piece.start + min(max(0, at - piece.source), piece.length)


class _Writer:
    """Puts stretches of the text one after another; double blanks and soft hyphens are left out on the way."""

    def __init__(self, text: str, folded: str) -> None:
        self._text = text
        self._folded = folded
        self._out: list[str] = []
        self._size = 0
        self.pieces: list[Piece] = []

    def copy(self, start: int, end: int) -> None:
        if end <= start:
            return
        last = self.pieces[-1] if self.pieces else None
        if last and last.source + last.length == start and last.start + last.length == self._size:
            self.pieces[-1] = Piece(last.start, last.source, last.length + end - start)
        else:
            self.pieces.append(Piece(self._size, start, end - start))
        self._out.append(self._text[start:end])
        self._size += end - start

    def put(self, words: str) -> None:
        self._out.append(words)
        self._size += len(words)

    def prose(self, start: int, end: int) -> None:
        """Copy a stretch with single blanks and without soft hyphens."""
        here = start
        for at in range(start, end):
            soft = self._text[at] == "\u00ad"
            if soft or (self._folded[at] == " " and at > start and self._folded[at - 1] == " "):
                self.copy(here, at)
                here = at + 1
        self.copy(here, end)

    def whole(self) -> str:
        return "".join(self._out)


def unwrap(text: str) -> Unwrapped:
    """Return the text with the lines of each paragraph joined; headings, items, rows and addresses stay apart."""
    folded = fold(text)
    lines = lines_of(folded)
    joins = continued(lines)
    writer = _Writer(text, folded)
    hyphens = Hyphens(folded)
    size = 0
    for line, following in pairwise([*lines, None]):
        assert line is not None
        size += len(line.text)
        joined = following is not None and joins[following.index] and size < _LONGEST
        end = line.end
        between = "\n" if following is not None else ""
        if joined and following is not None:
            end, between = _seam(text, hyphens, line, following)
        else:
            size = 0
        _write(writer, text, line, end)
        writer.put(between)
    return Unwrapped(writer.whole(), text, writer.pieces or [Piece(0, 0, 0)])


def _write(writer: _Writer, text: str, line: Line, end: int) -> None:
    """Write one line up to `end`; a row keeps its blanks, which part its cells."""
    if line.kind is LineKind.ROW or ("  " not in line.text and "\u00ad" not in line.text):
        writer.copy(line.start, end)
    else:
        writer.prose(line.start, end)


def _seam(text: str, hyphens: Hyphens, line: Line, following: Line) -> tuple[int, str]:
    """Return where the words of a line end that goes on, and what stands between it and the next."""
    last = text[line.end - 1]
    if last not in _HYPHENS or line.end - line.start < 2 or not text[line.end - 2].isalnum():
        return line.end, " "
    head = line.text[:-1].split(" ")[-1]
    tail = following.text.split(" ")[0]
    if last != "\u00ad" and hyphens.is_own(head, tail):
        return line.end, ""
    return line.end - 1, ""
