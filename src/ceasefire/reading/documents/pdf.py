"""PDF: the text of its pages, page by page, taken out by a process of its own with bounds on time and memory."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents import pdf_pages
from ceasefire.reading.documents.model import MAX_TEXT, Bad, Found
from ceasefire.vocabulary.wording import noun_for

MAX_PAGES: Final = 2_000
_WAIT: Final = pdf_pages.MAX_SECONDS + 60
_FEWEST_PAGES: Final = 3
"""Pages on which a line stands at the edge before it is taken for a running head."""
_OPEN = re.compile(r"[\w,;-]$")


def read_pdf(raw: bytes, name: str, *, address: str | None = None) -> Iterator[Found | Bad]:
    """Yield the text of a PDF, cells of a row parted by tabs, and its broken pages; raises IntakeError when it has no text.

    Running heads and page numbers are left out after the first page that has them. No date is taken: a PDF's own dates
    tell when the file was made, not when it was published.
    """
    pages = _pages(raw, name)
    text = _joined(_without_heads([page or "" for page in pages]))
    if not text:
        raise IntakeError(name, "the PDF holds no text (pictures of pages need to be made text first)")
    blank = [number for number, page in enumerate(pages, 1) if page is not None and not page.strip()]
    notes = (f"no text on {_listed(blank)} of {len(pages):,} (a picture needs to be made text first)",) if blank else ()
    yield Found(text=text.encode("utf-8", errors="replace").decode(), kind="pdf", address=address, notes=notes)
    for number, page in enumerate(pages, 1):
        if page is None:
            yield Bad(part=f"page-{number}", reason=f"page {number} of {len(pages):,} is broken")


def _listed(numbers: list[int]) -> str:
    """Return page numbers in words: "page 3", "pages 2, 4-6"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
    return f"{noun_for(len(numbers), 'page')} {words}"


def _pages(raw: bytes, name: str) -> list[str | None]:
    # -P: a file of this folder must not be taken for a module of the standard library
    command = [sys.executable, "-P", str(Path(pdf_pages.__file__)), str(MAX_PAGES), str(2 * MAX_TEXT)]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=_WAIT, check=False)
    except subprocess.TimeoutExpired:
        raise IntakeError(name, f"the PDF takes more than {pdf_pages.MAX_SECONDS} seconds to read") from None
    try:
        told = json.loads(done.stdout)
    except ValueError:
        raise IntakeError(name, f"the PDF is broken (its reader ended with {done.returncode})") from None
    if "reason" in told:
        raise IntakeError(name, str(told["reason"]))
    return [None if page is None else str(page) for page in told["pages"]]


def _without_heads(pages: list[str]) -> list[list[str]]:
    """Return the lines of each page without first and last lines that stand on at least half of the pages."""
    split = [page.split("\n") for page in pages if page.strip()]
    edges = Counter(_bare(lines[at]) for lines in split for at in {0, len(lines) - 1})
    heads = {line for line, times in edges.items() if times >= max(_FEWEST_PAGES, len(split) / 2)}
    seen: set[str] = set()
    return [_cut(lines, heads, seen) for lines in split]


def _bare(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _cut(lines: list[str], heads: set[str], seen: set[str]) -> list[str]:
    kept = list(lines)
    for at in (-1, 0):
        bare = _bare(kept[at]) if kept else ""
        if bare in heads:
            if bare in seen or not re.search(r"[^\W\d_]{3}", bare):
                kept.pop(at)
            seen.add(bare)
    return kept


def _joined(pages: list[list[str]]) -> str:
    """Return the pages one after another; a sentence that goes on over the page has no empty line in it."""
    out = ""
    for lines in pages:
        page = "\n".join(lines).strip()
        if not page:
            continue
        goes_on = bool(_OPEN.search(out)) and page[:1].islower()
        out += ("\n" if goes_on else "\n\n" if out else "") + page
    return out
