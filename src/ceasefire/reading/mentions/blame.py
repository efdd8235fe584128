"""Whom a text itself names as the one who did it, and who denies it; never inferred from anything else."""

from __future__ import annotations

import re

from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.mentions.speech import Stance

_BY = re.compile(
    r"\b(?:killed|dead|wounded|injured|fired|attacked|hit|shelled|bombed|struck|abducted|detained|arrested|looted|burned"
    r"|raided|targeted|carried out|launched|attacks?|raids?|shelling|strikes?|ambush|offensive|shot|shooting|gunfire|fire"
    r"|executed|murdered|refused|denied|blocked|stopped|violence|violations?|committed)\b[^,;]{0,40}\b(?:by|from) (?:suspected |alleged "
    r"|unidentified |fighters of |members of |forces of |the |a |an )*$"
)
_FORCES = re.compile(
    r"[\w' .-]{2,45}?(?:-led coalition |\w+ )?(?:warplanes|jets|artillery|forces|fighters|gunmen|troops|soldiers|drones?"
    r"|air ?strikes?|shelling|rebels|militants|rockets|mortars)\b"
)
_DID = re.compile(
    r"\b(?:killed|struck|hit|shelled|bombed|fired|attacked|targeted|opened fire|killing|raided|abducted|ambushed)\b"
)
_SUBJECT = re.compile(
    r"(?:^|[,;:] |\bwhen |\bthat |\bas |\bafter )(?:On [^,]{3,20},? |suspected |alleged |the "
    r"|a )*(?P<np>(?:[A-Z][\w/-]+ |anti-\w+ |pro-\w+ |government |opposition |army |rebel ){1,3}"
    r"(?:fighters|militiamen|militia|gunmen|soldiers|troops|forces|elements|militants|rebels|warplanes|artillery"
    r"|jets|guerrillas|units|policemen|police))"
    r" (?:\w+ ){0,3}?(?:killed|murdered|shot|attacked|shelled|bombed|stormed|raided|ambushed|abducted|kidnapped"
    r"|detained|fired|opened fire|executed|burned|looted|seized|took|captured|targeted|struck|hit)\b"
)
_NOT_DOER = re.compile(r"[^ ]*(?:'s)? (?:count|side|account|province|region|city|border)")
_BARE_DOER = re.compile(
    r"[\w/-]+ (?:then |later |again )?(?:attacked|shelled|bombed|seized|captured|raided|stormed|fired|abducted|killed|took)\b"
)


def blamed_by_text(sentence: Sentence) -> str | None:
    """Return whom the sentence accuses, or names as the subject or agent of a harmful act; else None."""
    text = sentence.text
    for speech in sentence.attributions:
        if speech.stance is Stance.BLAME and speech.target:
            return speech.target
    for start, _, name in sentence.actors:
        after = text[start : start + 70]
        agent = _BY.search(text[max(0, start - 110) : start]) and not _NOT_DOER.match(after)
        if agent or (_FORCES.match(after) and _DID.search(text[start : start + 120])) or _BARE_DOER.match(after):
            return name
    subject = _SUBJECT.search(text)
    if subject:
        return subject["np"]
    return None


def denied_in_text(sentence: Sentence) -> str | None:
    """Return who denies it in the same sentence; else None."""
    for speech in sentence.attributions:
        if speech.stance is Stance.DENY:
            return sentence.raw(speech.source)
    return None
