"""Who gives a count by a noun for a count: "by the army's reckoning", "in the Front's version", "by that of the church"."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.frames.words import Words
from ceasefire.reading.lexicon.load import forms
from ceasefire.reading.mentions.sentence import Sentence

_COUNT: Final = rf"(?:{forms('en', 'figures', 'count_of_somebody')})"
_WHO: Final = r"(?P<{}>(?:the |its |his |her )?(?!(?:our|their|that)\b)[\w.-]+(?: (?!(?:by|in|and|or|was|were|is|are)\b)[\w.()-]+){{0,5}}?)"
_BY: Final = re.compile(
    rf"\b(?:[Bb]y|[Ii]n|[Oo]n|[Aa]ccording to) {_WHO.format('a')}(?:'s|(?<=s)'|'s own|(?<=s)' own) (?:[a-z]+ )?{_COUNT}\b"
    rf"|\b[Bb]y the {_COUNT} of {_WHO.format('d')}(?=[,;.)]|$)"
    rf"|\b[Bb]y (?:that|those) of {_WHO.format('b')}(?=[,;.)]|$)"
    rf"|\b[Bb]y {_WHO.format('c')}(?:'s|(?<=s)')(?=[,;.)]|$)"
    rf"|\bif (?:one|you|we) (?:asks?|believes?|follows?|goes? by|listens? to|trusts?) {_WHO.format('e')}(?=[,;.)]|$)"
)
_OF: Final = re.compile(
    rf"\b(?!(?:[Bb]y|[Ii]n|[Oo]n) ){_WHO.format('a')}(?:'s|(?<=s)') (?:own )?{_COUNT}(?: for [^,;.]{{2,30}})?"
    r"(?: is| was| has| had| gives| lists| shows| stands at| stood at| would be|,| of)? $"
)
"""Who has the count that a number is: "the rebels' figure is 31"."""
SAID_BEHIND = re.compile(
    rf',"? (?:{forms("en", "figures", "said_behind")}) (?P<who>(?:the |an? )?[A-Za-z][\w\'-]*(?: (?!(?:when|after|in|and|to|as)\b)[\w\'-]+){{0,4}})'
)
"""Who gives the number right before: "Nine, corrects the Front"."""
GIVES = re.compile(
    rf"\b(?:{forms('en', 'figures', 'counters')}|reckons?|says?|said|thinks?|believes?)"
    r"(?: (?:it|them|that|those|the (?:figure|number|toll|total|count)) (?:at|to be|is|was))?"
    rf"(?: (?:{forms('en', 'figures', 'roughly')}))*(?: a)? $",
    re.I,
)
"""Words of somebody who counts, right before the number: "admits to", "puts it at", "reckons more like"."""
COUNTS = re.compile(rf"(?:{forms('en', 'figures', 'counters')})")
_NTH = re.compile(r"\b(?:first|second|third|fourth|fifth|rest|remainder|others?|balance)$")
"""Last words of what is no speaker: "the second 30"."""
_REACH: Final = 70
"""Characters from a number to the words for the count; chosen by hand."""


def giver_named(text: str, start: int, at: int, end: int) -> str | None:
    """Return who gives the count of the number at an offset by a noun for it, in the stretch of the count; None where nobody does."""
    own = _OF.search(text, start, at)
    behind = next(iter(_BY.finditer(text, at, end)), None)
    before = [m for m in _BY.finditer(text, start, at) if text[m.end() : m.end() + 1] in (",", " ")]
    match = own or (behind if behind and behind.start() - at < _REACH else None) or (before[-1] if before else None)
    return next((who.rstrip(".") for who in match.groups() if who), None) if match else None


def counts_too(sentence: Sentence, words: Words, before: int, own: tuple[int, int]) -> str | None:
    """Who gives a count in few words, as another gave the one before: "the army speaks of 12, the Front of nine", "the Front nine"."""
    start, stop = own
    if stop - start < 2 or words.tags[start] not in "DNO" or "W" in words.tags[start:stop]:
        return None
    text, last = sentence.text, words.tags[stop - 1]
    if last == "V" or (last == "P" and GIVES.search(text, 0, before)):
        return text[words.starts[start] : words.ends[stop - 2]]
    if last == "'" and not text.endswith(("'s ", "s' "), 0, before):
        return text[words.starts[start] : words.ends[stop - 2]]
    counter = re.search(rf"\b(?:{COUNTS.pattern})(?: \w+)? $", text[:before])
    who = text[words.starts[start] : words.ends[stop - 1]]
    placed = any(p.start < words.ends[stop - 1] and words.starts[start] < p.end for p in sentence.places)
    return who if counter and last == "N" and not placed and not _NTH.search(who) else None
