"""Counts of what another is made up of, told behind a colon: "18 acts of violence: seven murders, six threats and one arrest"."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence

_KIND: Final = re.compile(
    r" (?P<what>(?!(?:by|in|at|on|of|from|were|was|to|for|against|elsewhere|more|others?)\b)[a-z][a-z' -]{2,40}?)(?=[,;.]| and |$)"
)
"""What an item counts, up to the next."""


def by_item(sentence: Sentence, number: Number, found: list[Counted]) -> Counted | None:
    """Return the count of one of the kinds that add up to the count before the colon; None where they do not."""
    text = sentence.text
    colon = text.rfind(": ", 0, number.start)
    whole = next((c for c in reversed(found) if c.end <= colon), None)
    kind = _KIND.match(text, number.end)
    if colon < 0 or whole is None or kind is None or not _adds_up(sentence, colon, whole):
        return None
    return Counted(
        start=number.start,
        end=kind.end(),
        at=number.core,
        rule="figures/item",
        measure=lexis.measure_in(kind["what"]) or kind["what"],
        value=number.count,
    )


def _adds_up(sentence: Sentence, colon: int, whole: Counted) -> bool:
    """Whether the numbers behind a colon are two or more and add up to the count before it."""
    stop = next(
        (at for at in (sentence.text.find(mark, colon + 1) for mark in (";", ". ")) if at > 0), len(sentence.text)
    )
    items = [n.count.plain for n in sentence.numbers if colon < n.start < stop]
    return len(items) > 1 and None not in items and sum(n for n in items if n) == whole.value.plain
