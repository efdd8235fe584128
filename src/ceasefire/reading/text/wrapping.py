"""Which lines go on in the next: told by the width of the text, not by a fixed number of columns.

A line was broken by the margin when the first word of the next had no room left on it. How much room there is, is
learnt from the pairs of lines that certainly belong together: the first ends within a sentence, the second begins in
lower case. The same test then holds for every other pair, so that short lines (headings, addresses, items without
marks, ends of paragraphs) stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ceasefire.reading.lexicon.calendar_names import MONTH_NUMBERS
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.text.lines import Line, LineKind

_ENDS = re.compile(r"[.!?:;\u061f\u06d4][\"')\]]{0,2}$")
_BROKEN = re.compile(r"\w[-\u00ad]$")
_ENTRY = re.compile(r"\d{1,4}[ .:/-]|[^:]{2,30}: ")
_OPEN_END = re.compile(r"[a-z,]$")
_SHORTEST: Final = 25
"""Length below which a line is not taken to be full, in characters."""
_ENOUGH: Final = 3
"""Certain pairs from which a stretch of lines tells its own width; with fewer the whole text's is taken."""
_USUALLY_FULL: Final = 40
"""Length from which a line that ends within a sentence goes on, however wide the others are."""
_WIDEST: Final = 160
_USUAL: Final = (60, 110)
"""Widths of full lines where the text shows too few certain pairs."""


def continued(lines: Sequence[Line]) -> list[bool]:
    """Return for each line whether it goes on from the line before it."""
    joins = [False] * len(lines)
    numbers = {line.item_number for line in lines if line.kind is LineKind.ITEM}
    runs = _runs(lines)
    everywhere = [pair for run in runs for pair in _certain(run)]
    for run in runs:
        own = _certain(run)
        if len(run) >= _ENOUGH and (_are_items(run) or (not own and _are_entries(run))):
            continue
        margin = _margin(own if len(own) >= _ENOUGH else everywhere)
        for at in range(1, len(run)):
            after = run[at + 1] if at + 1 < len(run) else None
            joins[run[at].index] = _goes_on(run[at - 1], run[at], after, margin, numbers)
    return joins


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the stretches of lines without a blank one or a row among them."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        if line.kind in (LineKind.BLANK, LineKind.ROW):
            runs.append([])
        else:
            runs[-1].append(line)
    return [run for run in runs if len(run) > 1]


def _are_entries(run: Sequence[Line]) -> bool:
    """Say whether lines of which none certainly goes on are entries of a log: all but one begin with a day, time or name."""
    return sum(_ENTRY.match(line.text) is not None for line in run) >= len(run) - 1


def _are_items(run: Sequence[Line]) -> bool:
    """Say whether lines are short items without marks: all begin in lower case, the first too, and none is long."""
    return all(
        line.text[0].islower() and len(line.text) < _USUALLY_FULL and not _ENDS.search(line.text) for line in run
    )


def _certain(run: Sequence[Line]) -> list[tuple[Line, Line]]:
    longest = max(len(line.text) for line in run)
    return [
        (line, after)
        for line, after in pairwise(run)
        if _SHORTEST <= len(line.text) <= _WIDEST and _within_sentence(line, after, longest)
    ]


def _within_sentence(line: Line, after: Line, longest: int) -> bool:
    """Say whether a sentence certainly goes on from one line to the next."""
    if after.kind is LineKind.ITEM or _ENDS.search(line.text):
        return False
    if _dangles(line, after):
        return True
    first = after.text.lstrip("\"'([")[:1]
    if _BROKEN.search(line.text) and first.isdigit() == line.text[-2].isdigit():
        return True
    if not first.isalpha():
        return first == "" or after.text[0] in ",;("
    if first.lower() == first.upper():
        return len(line.text) >= 0.8 * longest
    return first.islower()


def _dangles(line: Line, after: Line) -> bool:
    """Say whether a line ends with a word that asks for another, or with a day before a month."""
    last = line.text.rsplit(" ", 1)[-1].lower()
    if last.isdigit() and len(last) <= 2:
        return after.first_word.strip(".,").lower() in MONTH_NUMBERS
    return last in wordset("en", "lines", "dangling")


def _margin(pairs: Sequence[tuple[Line, Line]]) -> tuple[float, float] | None:
    """Return the length that a line and the next word reach where the margin broke it, and the longest line's."""
    if not pairs:
        return None
    needs = sorted(_need(line, after) for line, after in pairs)
    lengths = sorted(len(line.text) for line, _ in pairs)
    return needs[len(needs) // 10] - 1, 1.1 * lengths[-1 - len(lengths) // 20] + 2


def _need(line: Line, after: Line) -> int:
    return len(line.text) + 1 + len(after.first_word)


def _goes_on(
    line: Line, after: Line, later: Line | None, margin: tuple[float, float] | None, numbers: set[int | None]
) -> bool:
    if not _SHORTEST <= len(line.text) <= _WIDEST and not _BROKEN.search(line.text):
        return False
    if LineKind.FURNITURE in (line.kind, after.kind) and not _within_sentence(line, after, len(line.text)):
        return False
    if after.kind is LineKind.ITEM and _is_item(line, after, numbers):
        return False
    full = _is_full(line, after, margin)
    if _within_sentence(line, after, len(line.text)):
        return (
            full or len(line.text) >= _USUALLY_FULL or line.text[0].isupper() or _BROKEN.search(line.text) is not None
        )
    return full and not _stands_apart(line, after, later) and not _begins_heading(line, after, later, margin)


def _stands_apart(line: Line, after: Line, later: Line | None) -> bool:
    """Say whether a full line is one of its own kind: what opens a list, a field after a field, a numbered heading."""
    if line.text.endswith(":"):
        return not (after.text[0].islower() or (after.text[0].isdigit() and later is None))
    if line.kind is LineKind.ITEM and line.text.endswith(")"):
        return after.text[0].isupper()
    return after.kind is LineKind.FIELD and (line.kind is LineKind.FIELD or _ENDS.search(line.text) is not None)


def _is_full(line: Line, after: Line, margin: tuple[float, float] | None) -> bool:
    """Say whether the first word of the next line had no room on this one."""
    if margin is None:
        least, most = _USUAL
        return least <= len(line.text) <= most and bool(_OPEN_END.search(line.text)) and line.item_number is None
    return _need(line, after) >= margin[0] - _slack(line) and len(line.text) <= margin[1]


def _slack(line: Line) -> int:
    """Return how much room may be left on a full line; a line that ends within a sentence is seldom a short one."""
    if _ENDS.search(line.text):
        return 0
    return 12 if _OPEN_END.search(line.text) else 4


def _is_item(line: Line, after: Line, numbers: set[int | None]) -> bool:
    """Say whether a line with a mark begins an item; "May / 9. The" is the end of a sentence, not the ninth of a list."""
    number = after.item_number
    if number is None or _ENDS.search(line.text):
        return True
    return number == 1 or number - 1 in numbers or number + 1 in numbers


def _begins_heading(line: Line, after: Line, later: Line | None, margin: tuple[float, float] | None) -> bool:
    """Say whether a line after a finished sentence is a heading: short, without an end, and the next begins anew."""
    if not _ENDS.search(line.text) or _ENDS.search(after.text) or after.text.endswith(","):
        return False
    if later is None or margin is None:
        return later is None and margin is not None and len(after.text) < 0.7 * margin[0]
    return _need(after, later) < margin[0] and not later.text[:1].islower()
