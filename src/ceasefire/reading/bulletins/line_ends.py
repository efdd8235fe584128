"""What the ends of lines mean: a new sentence, a new entry of a list, or nothing, where a line is only broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

_Mark = Literal["stop", "comma", "line", ""]
_BULLET: Final = re.compile(r"\s*(?:[-*•·▪◦]|\d{1,2}[.)])\s")
_WRAPPED: Final = 120
"""Characters of a line at most that was broken for its length; in a text with longer ones none was."""
_KEYED: Final = re.compile(r"[^:.,()]{1,40}:[^:]*$")
"""An entry of a list: what is counted, a colon, and how many."""
_SHORT: Final = 0.6
"""A line below this share of the longest one ends where it ends, and was not broken for its length."""


def line_ends(text: str) -> dict[int, _Mark]:
    """Return for the offset of each line end of a text what it means; "line": an entry of a list or a sentence ends."""
    lines = list(_lines(text))
    longest = max((len(line) for _, line in lines), default=0)
    return {
        at: _meaning(line, after, longest)
        for (at, line), (_, after) in zip(lines, [*lines[1:], (len(text), "")], strict=True)
    }


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with the offset of its end."""
    at = 0
    for line in text.split("\n"):
        at += len(line)
        yield at, line.strip()
        at += 1


def _meaning(line: str, after: str, longest: int) -> _Mark:
    if not line or not after or line[-1] in ".!?؟۔":
        return "stop"
    if line[-1] in ":,;،؛":
        return "comma"
    listed = _BULLET.match(after + " ")
    if listed and _BULLET.match(line + " "):
        return "comma"
    if listed:
        return "stop"
    return "line" if _is_whole(line, after, longest) else ""


def _is_whole(line: str, after: str, longest: int) -> bool:
    """Say whether a line that ends on no mark is whole, and not broken for its length."""
    listed = _KEYED.match(line) and _KEYED.match(after) and not after[0].islower()
    if longest > _WRAPPED or listed or (":" in line and line[-1].isdigit()):
        return True
    return not after[0].islower() and (len(line) < longest * _SHORT or line[-1] == ")" or line[-1].isdigit())
