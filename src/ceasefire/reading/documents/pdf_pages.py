"""The words of a PDF's pages, as lines: run by `pdf` as a process of its own, since PDFium is C++ and files are hostile.

Reads the file from standard input and writes {"pages": [...]}, null for a broken page, or {"reason": ...} as JSON. It
imports nothing of ours: the process starts fast, and what it may take is bounded before the file is touched.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any, NamedTuple

MAX_SECONDS = 120
MAX_MEMORY = 2 << 30
_CELL = 1.2
"""Gap between two words of one line, in heights of a line, from which they stand in two cells."""
_PARAGRAPH = 0.75
"""Gap between two lines, in heights of a line, from which a paragraph ends."""
_BACK = 6
"""How many lines back a cell may belong that is written after a cell of several lines."""
_COLUMN = 25
"""Usual length of a cell from which two cells a line are two columns of text and no table, in characters."""
_HYPHENS = ("\x02", "\ufffe")
"""What PDFium gives for a hyphen at the end of a line."""
_BREAKING = tuple(map(ord, _HYPHENS))


class Segment(NamedTuple):
    """Words of one line without a wide gap between them, and where they stand: left, right, bottom, top."""

    words: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


def main() -> None:
    """Read a PDF from standard input and write its pages."""
    _bound()
    raw = sys.stdin.buffer.read()
    most_pages, most_letters = int(sys.argv[1]), int(sys.argv[2])
    try:
        out: dict[str, Any] = {"pages": _pages(raw, most_pages, most_letters)}
    except MemoryError:
        out = {"reason": "the PDF takes too much memory"}
    except Exception as error:
        out = {"reason": _reason(error)}
    sys.stdout.buffer.write(json.dumps(out).encode())


def _bound() -> None:
    """Bound memory and time of the process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, most in (("RLIMIT_AS", MAX_MEMORY), ("RLIMIT_CPU", MAX_SECONDS), ("RLIMIT_CORE", 0)):
        kind = getattr(resource, name, None)
        hard = resource.getrlimit(kind)[1] if kind is not None else 0
        if kind is not None and (hard == resource.RLIM_INFINITY or hard >= most):
            resource.setrlimit(kind, (most, hard))


def _reason(error: Exception) -> str:
    words = str(error)
    if "assword" in words:
        return "the PDF needs a password"
    return words if isinstance(error, ValueError) else f"the PDF is broken ({words[:120] or type(error).__name__})"


def _pages(raw: bytes, most_pages: int, most_letters: int) -> list[str | None]:
    import pypdfium2

    document = pypdfium2.PdfDocument(raw)
    if len(document) > most_pages:
        raise ValueError(f"a PDF of {len(document):,} pages; at most {most_pages:,} are read")
    pages: list[str | None] = []
    letters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text = page_text(_segments(page.get_textpage()))
        except pypdfium2.PdfiumError:
            pages.append(None)
            continue
        page.close()
        letters += len(text)
        if letters > most_letters:
            raise ValueError(f"a PDF with more than {most_letters:,} characters")
        pages.append(text)
    return pages


# --- from letters to segments ----------------------------------------------------------------------------------------


def _segments(page: Any) -> list[Segment]:
    """Return the segments of a page in the order in which they are written."""
    from pypdfium2 import raw

    count = max(0, raw.FPDFText_CountChars(page))
    letters = [_letter(raw.FPDFText_GetUnicode(page, at)) for at in range(count)]
    found: list[Segment] = []
    start = 0
    for at in range(count + 1):
        # PDFium leaves out the line's end after a hyphen that breaks a word
        broken = at > start and raw.FPDFText_GetUnicode(page, at - 1) in _BREAKING
        if at < count and not letters[at].isspace() and not broken:
            continue
        if at > start:
            word = _word(page, letters, start, at, raw)
            if word is not None:
                _add(found, word)
        start = at if at < count and not letters[at].isspace() else at + 1
    return found


def _letter(code: int) -> str:
    letter = chr(code) if 0 < code < 0x110000 else " "
    return "-" if letter in _HYPHENS else letter


def _word(page: Any, letters: list[str], start: int, end: int, raw: Any) -> Segment | None:
    first, last = raw.FS_RECTF(), raw.FS_RECTF()
    for at, box in ((start, first), (end - 1, last)):
        if not raw.FPDFText_GetLooseCharBox(page, at, ctypes.byref(box)):
            return None
    words = "".join(letters[start:end]).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    left, right = min(first.left, last.left), max(first.right, last.right)
    return Segment(words, left, right, min(first.bottom, last.bottom), max(first.top, last.top))


def _add(found: list[Segment], word: Segment) -> None:
    """Add a word to the last segment where it follows in the same line; right to left follows too."""
    last = found[-1] if found else None
    if last is None or not same_line(last, word) or _gap(last, word) > _CELL * last.height:
        found.append(word)
        return
    found[-1] = Segment(
        f"{last.words} {word.words}", min(last.left, word.left), max(last.right, word.right),
        min(last.bottom, word.bottom), max(last.top, word.top),
    )  # fmt: skip


def _gap(one: Segment, other: Segment) -> float:
    return max(other.left - one.right, one.left - other.right)


def same_line(one: Segment, other: Segment) -> bool:
    """Say whether two segments stand on one line: they overlap by half of the lower one's height."""
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    beside = _gap(one, other) > -min(one.height, other.height)
    return beside and shared >= 0.5 * min(one.height, other.height)


# --- from segments to lines ------------------------------------------------------------------------------------------


def page_text(segments: list[Segment]) -> str:
    """Return the text of a page: a line a line, cells parted by tabs, an empty line where a paragraph ends."""
    lines = _lines(segments)
    if _in_columns(lines):
        lines = [[line[0]] for line in lines] + [[line[1]] for line in lines if len(line) > 1]
    out: list[str] = []
    for at, line in enumerate(lines):
        if at and _ends_paragraph(lines[at - 1], line):
            out.append("")
        out.append("\t".join(cell.words for cell in line))
    return "\n".join(out)


def _lines(segments: list[Segment]) -> list[list[Segment]]:
    lines: list[list[Segment]] = []
    for segment in segments:
        row = next((line for line in reversed(lines[-_BACK:]) if _is_cell_of(line, segment, lines)), None)
        if row is not None:
            row.append(segment)
        elif lines and _continues_cell(lines[-1], segment):
            _continue_cell(lines[-1], segment)
        else:
            lines.append([segment])
    return [sorted(line, key=lambda cell: cell.left) if len(line) > 1 else line for line in lines]


def _is_cell_of(line: list[Segment], segment: Segment, lines: list[list[Segment]]) -> bool:
    """Say whether a segment stands to the right of a line, on its height; further back only in a row of cells."""
    if not all(same_line(cell, segment) for cell in line[-1:]) or segment.left < line[-1].right:
        return line is lines[-1] and same_line(line[-1], segment)
    return line is lines[-1] or len(line) > 1


def _continues_cell(line: list[Segment], segment: Segment) -> bool:
    """Say whether a segment is the next line of a cell: right under one that is not the first, in lower case."""
    if len(line) < 2 or not segment.words[:1].islower():
        return False
    return any(abs(cell.left - segment.left) < 2 and _space(cell, segment) < _PARAGRAPH for cell in line[1:])


def _continue_cell(line: list[Segment], segment: Segment) -> None:
    at = next(n for n, cell in enumerate(line) if n and abs(cell.left - segment.left) < 2)
    cell = line[at]
    line[at] = cell._replace(words=f"{cell.words} {segment.words}", right=max(cell.right, segment.right))


def _space(upper: Segment, lower: Segment) -> float:
    """Return the space between two lines in heights of a line; below zero where the second stands higher."""
    return (upper.bottom - lower.top) / min(upper.height, lower.height)


def _ends_paragraph(line: list[Segment], after: list[Segment]) -> bool:
    if len(line) > 1 or len(after) > 1:
        return len(line) != len(after) and _space(line[0], after[0]) >= _PARAGRAPH / 2
    return _space(line[0], after[0]) >= _PARAGRAPH


def _in_columns(lines: list[list[Segment]]) -> bool:
    """Say whether a page whose lines are written across is two columns of text: most lines have two long cells."""
    pairs = [line for line in lines if len(line) == 2]
    if len(pairs) < 5 or len(pairs) < 0.6 * len(lines) or any(len(line) > 2 for line in lines):
        return False
    lengths = sorted(len(cell.words) for line in pairs for cell in line)
    edges = [line[1].left for line in pairs]
    return lengths[len(lengths) // 4] >= _COLUMN and max(edges) - min(edges) < 6


if __name__ == "__main__":
    main()
