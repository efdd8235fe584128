"""Word and OpenDocument texts: paragraphs, headings, items, table rows and footnotes as lines of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.model import MAX_TEXT, Found
from ceasefire.reading.documents.packages import Package, kind_of
from ceasefire.reading.documents.xml_names import local_name

_GONE: Final = frozenset(
    ("del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "tracked-changes", "annotation")
)
"""Elements whose words are not, or no longer, of the text."""
_BREAKS: Final = {"br": "\n", "cr": "\n", "line-break": "\n", "tab": " ", "s": " ", "noBreakHyphen": "-"}
_NOTES: Final = frozenset(("footnote", "endnote", "note", "note-citation"))
_CONTAINERS: Final = frozenset(
    ("sdt", "sdtContent", "ins", "moveTo", "customXml", "section", "text", "body", "smartTag", "list-header")
)
_LONG_CELL: Final = 400
"""Length from which a cell is a piece of running text in a layout, in characters."""


def read_office(raw: bytes, name: str, *, address: str | None = None) -> Found:
    """Return the text of a .docx or .odt; raises IntakeError for any other archive, a broken one, or one past the bounds.

    Deleted words, comments, headers and footers are left out; no date is taken, since a file's own tells when it was made.
    """
    package = Package(raw, name)
    kind = kind_of(package, name)
    text = _docx(package, name) if kind == "docx" else _odt(package, name)
    if not text.strip():
        raise IntakeError(name, "the document holds no text (pictures of pages need to be made text first)")
    return Found(text=text, kind=kind, address=address)


def _docx(package: Package, name: str) -> str:
    body = next((node for node in package.xml("word/document.xml") if local_name(node) == "body"), None)
    lines = _Lines(name, _docx_paragraph)
    lines.blocks(body if body is not None else ())
    for member in ("word/footnotes.xml", "word/endnotes.xml"):
        if member in package.members:
            for note in package.xml(member):
                if _attribute(note, "type") in ("", "normal"):
                    lines.blocks(note)
    return lines.text()


def _odt(package: Package, name: str) -> str:
    root = package.xml("content.xml")
    lines = _Lines(name, _odt_paragraph)
    body = next((node for node in root if local_name(node) == "body"), ())
    for part in body:
        lines.blocks(part)
    for note in root.iter("{*}note-body"):
        lines.blocks(note)
    return lines.text()


class _Lines:
    """The lines of a document in the making; raises IntakeError once they are longer than a text may be."""

    def __init__(self, name: str, paragraph: Callable[[Any], tuple[str, str]]) -> None:
        self._name = name
        self._paragraph = paragraph
        self._out: list[str] = []
        self._size = 0
        self._last = ""

    def blocks(self, nodes: Any) -> None:
        """Add paragraphs, lists and tables in their order; what holds others is gone into."""
        for node in nodes:
            tag = local_name(node)
            if tag in ("p", "h"):
                self._add(*self._paragraph(node))
            elif tag == "tbl" or tag == "table":
                self._table(node)
            elif tag in ("list", "list-item"):
                self._items(node)
            elif tag in _CONTAINERS:
                self.blocks(node)

    def _items(self, node: Any) -> None:
        for part in node:
            if local_name(part) in ("list", "list-item"):
                self._items(part)
            elif local_name(part) in ("p", "h"):
                self._add("item", self._paragraph(part)[1])

    def _table(self, node: Any) -> None:
        for row in _rows(node):
            cells = [" ".join(_cell(cell, self._paragraph)) for cell in row if local_name(cell) in ("tc", "table-cell")]
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


def _rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a table, those in its groups of heads and rows too, but none of a table in a cell."""
    for part in table:
        tag = local_name(part)
        if tag in ("tr", "table-row"):
            yield part
        elif tag in ("table-rows", "table-header-rows", "table-row-group", *_CONTAINERS):
            yield from _rows(part)


def _cell(cell: Any, paragraph: Callable[[Any], tuple[str, str]]) -> Iterator[str]:
    for node in cell.iter("{*}p", "{*}h"):
        words = " ".join(paragraph(node)[1].split())
        if words:
            yield words


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
