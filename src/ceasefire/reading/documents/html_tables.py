"""Tables of a page: the cells of a row of data stand on one line, with tabs between them, as those of other documents do."""

from __future__ import annotations

import re
from typing import Any, Final

PARTED: Final = "\N{SYMBOL FOR HORIZONTAL TABULATION}"
"""Stands between two cells until the text is taken from the tree, which folds white space and drops what is not printed."""
_LONGEST: Final = 80
"""Characters of a cell of data; a page laid out by a table has longer ones; by hand."""


def with_rows(tree: Any) -> None:
    """Put each row of a table of data into one paragraph; tables that only lay a page out stay as they are."""
    for table in tree.xpath("//table[not(.//table)]"):
        rows = [[_words(cell) for cell in row.xpath("./td|./th")] for row in table.xpath(".//tr")]
        if any(len(row) > 1 for row in rows) and all(len(words) <= _LONGEST for row in rows for words in row):
            _replace(table, [_words(caption) for caption in table.xpath("./caption")], rows)


def with_tabs(text: str) -> str:
    """Return a text taken from such a tree with tabs between cells."""
    return re.sub(f" *{PARTED} ?", "\t", text)


def _words(node: Any) -> str:
    return " ".join(" ".join(node.itertext()).split())


def _replace(table: Any, captions: list[str], rows: list[list[str]]) -> None:
    tail = table.tail
    table.clear()
    table.tag, table.tail = "div", tail
    for line in (*captions, *(f"{PARTED}".join(row) for row in rows)):
        if line.strip(PARTED):
            paragraph = table.makeelement("p", {})
            paragraph.text = line
            table.append(paragraph)
