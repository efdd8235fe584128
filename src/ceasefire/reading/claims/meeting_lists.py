"""Meetings that a list names by whom and when alone: "Who met whom / 28 July: the head of mission and the president, Orvan"."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims.dated_lists import Item, items_of
from ceasefire.reading.claims.meeting_slots import kind_of
from ceasefire.reading.claims.participants import participants
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType

_LABEL: Final = re.compile(
    r"(?!.{0,60}\b(?:next|coming|ahead|upcoming|planned|not|cancelled|postponed|requested|schedule)\b)[^:.;\d]{0,30}?"
    r"\b(?:met|meetings?|engagements?|sittings?|sat|talks|contacts|calls|sessions|liaison"
    r"|consultations|audiences|visits|key leaders?)\b[^:.;\d]{0,25}:",
    re.I,
)
_SAME: Final = re.compile(r"\W*(?:the )?(?:same|again|idem|ditto)\b", re.I)
_NONE: Final = re.compile(r"\b(?:attack|kill|wound|shell|mine|fire|sign|agree|arriv|patrol|report|letter)\w*", re.I)
"""What makes a line one of another thing than a meeting."""
_WHERE: Final = re.compile(r"[,(] ?(?:at |in )?(?P<x>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)\W*$")


def read_lists(sentence: Sentence) -> list[Claim]:
    """Find the meetings of a list below or behind a label that says that they are meetings."""
    return [_claim(sentence, item) for item in items_of(sentence, _LABEL) if not _NONE.search(sentence.text, *item[:2])]


def _claim(sentence: Sentence, item: Item) -> Claim:
    start, end, date = item
    words = sentence.text[start:end]
    places = [p.text for p in sentence.places if start <= p.start < end]
    last = _WHERE.search(words.rstrip(" ,;."))
    begin = start + len(words) - len(words.lstrip(" ,;"))
    return sentence.draft(
        ClaimType.MEETING,
        begin,
        end,
        "meetings/listed",
        kind=kind_of(words, words),
        date=date.value,
        place=places[-1] if places else last["x"] if last else None,
        actors=() if _SAME.match(words) else participants(sentence, start, end),
        status="held",
    )


__all__ = ["read_lists"]
