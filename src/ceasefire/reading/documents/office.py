"""Word and OpenDocument texts: paragraphs, headings, items, table rows and footnotes as lines of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any, Final

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.model import MAX_TEXT, Bad, Found
from ceasefire.reading.documents.packages import Package, kind_of
from ceasefire.reading.documents.xml_names import local_name
from ceasefire.vocabulary.wording import plural

_GONE: Final = frozenset(
    ("del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "tracked-changes", "annotation")
) | {"table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index"}
"""Elements whose words are not, or no longer, of the text, or repeat it."""
_BREAKS: Final = {"br": "\n", "cr": "\n", "line-break": "\n", "tab": " ", "s": " ", "noBreakHyphen": "-"}
_NOTES: Final = frozenset(("footnote", "endnote", "note", "note-citation"))
_LISTS: Final = frozenset(("list", "ordered-list", "unordered-list", "list-item", "numbered-paragraph"))
_BOXES: Final = frozenset(("txbxContent", "text-box"))
"""Boxes of text, which hang on a paragraph and stand after it here."""
_EMBEDDED = re.compile(r"word/embeddings/.|Object [^/]*/content\.xml$")
_LONG_CELL: Final = 400
"""Length from which a cell is a piece of running text in a layout, in characters."""


def read_office(raw: bytes, name: str, *, address: str | None = None) -> Iterator[Found | Bad]:
    """Yield the text of a .docx or .odt, and its notes where they cannot be read.

    Raises IntakeError for any other archive, a broken one, or one past the bounds. Deleted words, comments, headers and footers are
    left out; no date is taken, since a file's own tells when it was made.
    """
    package = Package(raw, name)
    kind = kind_of(package, name)
    root = package.xml("word/document.xml" if kind == "docx" else "content.xml")
    lines = _Lines(name, _docx_paragraph if kind == "docx" else _odt_paragraph)
    lines.blocks(next((node for node in root if local_name(node) == "body"), ()))
    bad = list(_docx_notes(package, lines)) if kind == "docx" else []
    for note in root.iter("{*}note-body"):
        lines.blocks(note)
    if not lines.text().strip():
        raise IntakeError(name, "the document holds no text (pictures of pages need to be made text first)")
    closed = sum(1 for _ in root.iter("{*}altChunk")) + sum(bool(_EMBEDDED.match(one)) for one in package.members)
    notes = [f"{plural(closed, 'embedded document')} not opened"] if closed else []
    if "word/comments.xml" in package.members or next(root.iter("{*}annotation"), None) is not None:
        notes.append("comments not read")
    yield Found(text=lines.text(), kind=kind, address=address, notes=tuple(notes))
    yield from bad


def _docx_notes(package: Package, lines: _Lines) -> Iterator[Bad]:
    """Add the footnotes and endnotes, and yield what is broken of them: it costs the text nothing."""
    for member in ("word/footnotes.xml", "word/endnotes.xml"):
        if member not in package.members:
            continue
        try:
            root = package.xml(member)
        except IntakeError as error:
            yield Bad(part=member.removeprefix("word/"), reason=error.reason)
            continue
        for note in root:
            if _attribute(note, "type") in ("", "normal"):
                lines.blocks(note)


class _Lines:
    """The lines of a document in the making; raises IntakeError once they are longer than a text may be."""

    def __init__(self, name: str, paragraph: Callable[[Any], tuple[str, str]]) -> None:
        self._name = name
        self._paragraph = paragraph
        self._out: list[str] = []
        self._size = 0
        self._last = ""

    def blocks(self, nodes: Any, *, listed: bool = False) -> None:
        """Add paragraphs, lists and tables in their order; what holds others is gone into."""
        for node in nodes:
            tag = local_name(node)
            if tag in ("p", "h"):
                kind, words = self._paragraph(node)
                self._add("item" if listed else kind, words)
                for box in _nearest(node, _BOXES):
                    self.blocks(box)
            elif tag in ("tbl", "table"):
                self._table(node)
            elif tag not in _GONE:
                self.blocks(node, listed=tag in _LISTS or (listed and tag != "list-header"))

    def _table(self, node: Any) -> None:
        for row in _nearest(node, ("tr", "table-row")):
            cells = [" ".join(_cell(cell, self._paragraph)) for cell in _nearest(row, ("tc", "table-cell"))]
            if len(cells) == 1 or any(len(cell) > _LONG_CELL for cell in cells):
                for cell in cells:
                    self._add("paragraph", cell)
            elif any(cells):
                self._add("row", "\t".join(cells))

    def _add(self, kind: str, words: str) -> None:
        words = words.strip(" \n") if kind == "row" else words.strip()
        if not words:
            return
        if self._last and (kind != self._last or kind in ("paragraph", "heading")):
            self._out.append("")
        self._out.append(f"- {words}" if kind == "item" else words)
        self._last = kind
        self._size += len(words)
        if self._size > MAX_TEXT:
            raise IntakeError(self._name, f"a text of more than {MAX_TEXT:,} characters")

    def text(self) -> str:
        return "\n".join(self._out)


def _nearest(node: Any, names: Collection[str]) -> Iterator[Any]:
    """Yield the elements of some names in a node, none that lie in another of them."""
    for part in node:
        tag = local_name(part)
        if tag in names:
            yield part
        elif tag not in _GONE and tag not in _NOTES:
            yield from _nearest(part, names)


def _cell(cell: Any, paragraph: Callable[[Any], tuple[str, str]]) -> Iterator[str]:
    for node in _nearest(cell, ("p", "h")):
        words = " ".join(paragraph(node)[1].split())
        if words:
            yield words
        for box in _nearest(node, _BOXES):
            yield from _cell(box, paragraph)


def _docx_paragraph(node: Any) -> tuple[str, str]:
    """Return what a paragraph is (heading, item, paragraph) and its words."""
    style, listed, outline = "", False, False
    for told in node.iterfind("{*}pPr/*"):
        tag = local_name(told)
        style = _attribute(told, "val") if tag == "pStyle" else style
        listed = listed or tag == "numPr"
        outline = outline or (tag == "outlineLvl" and _attribute(told, "val") not in ("", "9"))
    if outline or re.match(r"(?:heading|title|subtitle)", style, re.I):
        return "heading", _words(node)
    return ("item" if listed or style.lower().startswith("list") else "paragraph"), _words(node)


def _odt_paragraph(node: Any) -> tuple[str, str]:
    return ("heading" if local_name(node) == "h" else "paragraph"), _words(node, mixed=True)


def _words(node: Any, *, mixed: bool = False) -> str:
    """Return the words of a paragraph: of its text elements, or with `mixed` of every element in it."""
    out: list[str] = []
    for part in node:
        tag = local_name(part)
        if tag in _GONE or tag in _NOTES:
            pass
        elif tag in _BREAKS:
            out.append(_BREAKS[tag])
        elif tag == "t":
            out.append(part.text or "")
        elif tag not in ("p", "tbl", "table"):
            out.append(_words(part, mixed=mixed))
        if mixed and part.tail:
            out.append(part.tail)
    head = (node.text or "") if mixed else ""
    return head + "".join(out)


def _attribute(node: Any, name: str) -> str:
    return next((str(value) for key, value in node.attrib.items() if key.rsplit("}", 1)[-1] == name), "")
