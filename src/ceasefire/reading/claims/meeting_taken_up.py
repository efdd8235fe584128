"""A meeting that the sentence before asks of or names, told on by "it": "Is the round over?" "It ended on Saturday"."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims.meeting_slots import kind_of, place_of
from ceasefire.reading.claims.meeting_tellings import Telling
from ceasefire.reading.frames import Reality
from ceasefire.reading.mentions.ordinals import find_rounds
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, Modality

_IT: Final = re.compile(
    r"(?:[^\W\d_][\w. ]{0,25}: )?(?:(?:Yes|No|Not quite|Well)[,.] )?(?:It|This one|That one|That|(?:The )?[Pp]roceedings|The (?:session"
    r"|sitting|meeting|delegations|parties|two sides))"
    r" (?:was held|took place|(?:had )?(?P<v>opened|began|begun|started"
    r"|ended|closed|finished|concluded|resumed|wrapped up|wound up|broke up|adjourned|came to an end|lasted|ran))\b"
)
_BACK: Final = 160
"""Characters before "it" within which the meeting stands; chosen by hand, not measured."""
_LAST: Final = re.compile(r"(?:[.!]|\n)\s+(?=\S)")
_GATHERING: Final = re.compile(
    r"\b(?:rounds?|cycles?|talks|negotiations|summit|conference|session|consultations|meeting|plenary)\b(?! (?:room|hall|place))",
    re.I,
)
_DIGIT: Final = re.compile(r"\d")


def taken_up(sentence: Sentence) -> list[Claim]:
    """Find what "it" tells of a meeting that the words right before name without a day."""
    match = _IT.match(sentence.text)
    before = _sentence_before(sentence) if match else ""
    if match is None or not _GATHERING.search(before) or (_DIGIT.search(before) and "?" not in before):
        return []
    date = next((d for d in sentence.event_dates if d.value and d.start >= match.end()), None)
    if date is None or not sentence.has_gone_by(date):
        return []
    telling = Telling(
        start=match.start(),
        end=match.end(),
        core="meeting",
        role="subject",
        verb=match["v"] or "",
        clause=(0, len(sentence.text)),
        tail=match.end(),
        reality=Reality.FACT,
    )
    rounds = find_rounds(before)
    return [
        sentence.draft(
            ClaimType.MEETING,
            0,
            len(sentence.text),
            "meetings/taken-up",
            kind=kind_of(before) if not rounds else "round",
            date=date.value,
            place=place_of(sentence, telling),
            status="held",
            modality=Modality.HELD,
        )
    ]


def _sentence_before(sentence: Sentence) -> str:
    """Return the last sentence before one, without the speaker's name that stands between a question and its answer."""
    start = sentence.unit.start
    words = sentence.thread.folded[max(0, start - _BACK) : start].rstrip()
    words = re.sub(r"\s[^\n.?!]{1,30}:$", "", words)
    return _LAST.split(words)[-1]
