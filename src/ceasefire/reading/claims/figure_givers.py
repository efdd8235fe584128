"""Who gives a count by a noun for a count: "by the army's reckoning", "in the Front's version", "by that of the church"."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.lexicon.load import forms

_COUNT: Final = rf"(?:{forms('en', 'figures', 'count_of_somebody')})"
_WHO: Final = r"(?P<{}>(?:the |its |his |her )?(?!(?:our|their|that)\b)[\w.-]+(?: (?!(?:by|in|and|or|was|were|is|are)\b)[\w.()-]+){{0,5}}?)"
_BY: Final = re.compile(
    rf"\b(?:[Bb]y|[Ii]n|[Oo]n|[Aa]ccording to) {_WHO.format('a')}(?:'s|(?<=s)'|'s own|(?<=s)' own) (?:[a-z]+ )?{_COUNT}\b"
    rf"|\b[Bb]y the {_COUNT} of {_WHO.format('d')}(?=[,;.)]|$)"
    rf"|\b[Bb]y (?:that|those) of {_WHO.format('b')}(?=[,;.)]|$)"
    rf"|\b[Bb]y {_WHO.format('c')}(?:'s|(?<=s)')(?=[,;.)]|$)"
)
_OF: Final = re.compile(
    rf"{_WHO.format('a')}(?:'s|(?<=s)') (?:own )?{_COUNT}(?: for [^,;.]{{2,30}})?(?: is| was| stands at| stood at| would be|,| of)? $"
)
"""Who has the count that a number is: "the rebels' figure is 31"."""
_IN_BRACKETS: Final = re.compile(r" \((?P<a>(?:the )?[A-Za-z][\w' -]{1,40}?)(?:, [^()]{2,30})?\)(?=[;,.]|$| and)")
"""Who gives the number before brackets: "24 (the mission); 35 (the ombudsman)"."""
_REACH: Final = 70
"""Characters from a number to the words for the count; chosen by hand."""


def giver_named(text: str, start: int, at: int, end: int) -> str | None:
    """Return who gives the count of the number at an offset by a noun for it, in the stretch of the count; None where nobody does."""
    own = _OF.search(text, start, at)
    behind = next(iter(_BY.finditer(text, at, end)), None)
    before = [m for m in _BY.finditer(text, start, at) if text[m.end() : m.end() + 1] in (",", " ")]
    match = own or (behind if behind and behind.start() - at < _REACH else None) or (before[-1] if before else None)
    return next((who for who in match.groups() if who), None) if match else None
