"""Columns of running text that stand side by side in a plain text, as a PDF printed "with its layout" has them."""

from __future__ import annotations

import re
from typing import Final

_GAP: Final = re.compile(r"(?<=\S) {3,}(?=\S)")
_FEWEST: Final = 4
"""Lines with one gap each at about the same place, from which they are columns and no accident."""
_PROSE: Final = 3
"""Words that each half has on most lines: a table's cells have fewer."""
_SLACK: Final = 2
"""Characters by which the second column may begin elsewhere."""
_MOST_LINES: Final = 20_000
WARNING: Final = "columns of text seem to stand side by side, and lines are read across them; make one column of them, or read the PDF itself"


def has_columns(text: str) -> bool:
    """Say whether two columns of sentences stand side by side somewhere in a text."""
    run: list[int] = []
    prose = 0
    for line in text.split("\n", _MOST_LINES)[:_MOST_LINES]:
        gap = _gap_of(line)
        if gap is None or (run and abs(gap[0] - run[0]) > _SLACK):
            run, prose = [], 0
        if gap is None:
            continue
        run.append(gap[0])
        prose += gap[1]
        if len(run) >= _FEWEST and prose * 3 >= len(run) * 2:
            return True
    return False


def _gap_of(line: str) -> tuple[int, bool] | None:
    """Return where the second half of a line in two begins, and whether both halves are sentences; None for another line."""
    if "|" in line or "\t" in line:
        return None
    gaps = list(_GAP.finditer(line.strip("\r ")[:400]))
    if len(gaps) != 1:
        return None
    begin = len(line) - len(line.lstrip())
    halves = (line[: gaps[0].start() + begin], line[gaps[0].end() + begin :])
    words = [re.findall(r"[^\W\d_]{2,}", half) for half in halves]
    small = all(sum(word[0].islower() for word in half) >= _PROSE for half in words)
    return gaps[0].end() + begin, small
