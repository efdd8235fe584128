"""A count found in a sentence, and the stretch of the sentence that is its own."""

from __future__ import annotations

import itertools
import re

import msgspec

from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.model import Count, DateRange

_BREAK = re.compile(
    r"[;,:] (?:and |while |but |followed by |against |with )?"
    r"| (?:and|while|but|against|versus|or) | (?:up|down|compared (?:with|to)) | (?:from|to) (?=$)"
)
"""What can part one count from the next."""
COMPARED = re.compile(
    r"(?:\b(?:up|down|rising|falling|an increase|a rise|a decrease|a fall|a drop|change|changed) (?:from|on)"
    r"|\bcompared (?:with|to)|\bas against|\bagainst|\bversus|\bvs\.?|\bthan(?: the)?|\bafter|\bfrom|\binstead of"
    r"|\b(?:earlier|previously|first|initially|before|originally) (?:put|given|reported|estimated|counted|stated|set)? ?(?:at|as))"
    r"(?: only| just| about| some)? $",
    re.I,
)
"""What stands before the count of another time or place, told for comparison."""
_TURN = gated(r"; |[,]? while |, but |, whereas |: ")


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """A count: its words, where its number stands, what is counted and how many.

    `leans` says that it goes on from the count before it, whose place, period and speaker hold for it where its own
    words name none; `compared`, that it is told for another time than the rest of the sentence; `part`, that it is a
    share of the count before it.
    """

    start: int
    end: int
    at: int
    rule: str
    measure: str
    value: Count
    population: str | None = None
    leans: bool = False
    compared: bool = False
    part: bool = False
    place: str | None = None
    source: str | None = None
    period: DateRange | None = None


def zones(text: str, counts: list[Counted]) -> list[tuple[int, int]]:
    """Return the stretch of a sentence that belongs to each of its counts, which are given in reading order."""
    if not counts:
        return []
    edges = [_first(text, counts[0].at)]
    edges += [_between(text, before, after) for before, after in itertools.pairwise(counts)]
    edges.append(_last(text, counts[-1].end))
    return list(itertools.pairwise(edges))


def _first(text: str, at: int) -> int:
    return max((m.end() for m in _TURN.finditer(text, 0, at)), default=0)


def _last(text: str, end: int) -> int:
    found = _TURN.search(text, end)
    return found.start() if found else len(text)


def _between(text: str, before: Counted, after: Counted) -> int:
    """Where one count ends and the next begins: at the last mark between them."""
    gap = text[before.end : after.at]
    marks = list(_BREAK.finditer(gap))
    if not marks or before.end > after.at:
        return min(max(before.end, before.at + 1), after.at)
    # "; the day before, 11": what stands between the last two marks opens the second count
    opens = len(marks) > 1 and marks[-1].end() == len(gap) and marks[-1][0] == ", "
    return before.end + marks[-2 if opens else -1].start()


def clause_end(text: str, end: int) -> int:
    """Return where the clause that holds offset `end` stops, at most 90 characters on; else `end` itself."""
    match = re.search(r"[,;.:)(]| and | while | compared| as ", text[end:])
    return end + match.start() if match and match.start() <= 90 else end
