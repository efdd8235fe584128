"""Bodies that a truce has made: a committee, panel or team that somebody sets up, or in which somebody no longer sits."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_dates import days_of
from ceasefire.reading.claims.agreement_makers import makers_of
from ceasefire.reading.claims.agreement_pacts import Pact, find_pacts
from ceasefire.reading.claims.agreement_patterns import Act
from ceasefire.reading.claims.agreement_places import place_of
from ceasefire.reading.claims.agreement_tellings import OF_AGREEING, SETS_UP, Telling, over_of
from ceasefire.reading.claims.told_as_fact import KEPT
from ceasefire.reading.frames import Mention, Voice
from ceasefire.reading.frames.analysis import Span
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange, Modality

_BORN: Final = frozenset(("come into being", "enter into being", "be born"))
_HEAD: Final = re.compile(
    r"(?P<name>[^,;:()]*?)(?= (?:of|on|for|to|in|at|with|under|between|composed|itself|made|which|that) |[,;:()]|$)"
)
_QUALIFIED: Final = re.compile(
    r"\b(?:joint|bilateral|tripartite|trilateral|mixed|cease-?fire|truce|monitoring|verification|liaison|contact|coordination|follow-up"
    r"|observers?|deconfliction|de-escalation|disengagement|missing|prisoners?|detainees?|crossing|fact-finding|facilitation)\b",
    re.I,
)
"""What makes a committee one of a truce, where it has no name in capitals."""
_DECIDED: Final = re.compile(r"\b(?:decisions?|agreements?|accord|deal|consensus)\b[^;:]{0,60}? to $", re.I)
_SEAT: Final = re.compile(
    r"(?:its|their|his|her|the|all) (?:\w+ )?(?:participation|membership|presence|part|seats?|work|cooperation)"
    r" (?:in|of|on|with|at) (?:the )?(?P<name>(?:[\w'-]+ ){0,5}[\w'-]+)"
)
_NEAR: Final = 60
"""Characters before "to establish" within which its day stands; chosen by hand, not measured."""
_LEFT: Final = frozenset(("suspend", "freeze", "end", "terminate", "withdraw", "halt", "renounce"))


def read_bodies(sentence: Sentence) -> list[Claim]:
    """Find the bodies that a sentence tells as set up, and those in which somebody is told to sit no longer."""
    low = sentence.text.lower()
    if not any(map(low.__contains__, lexis.BODIES)):
        return []
    claims = (_claim(sentence, m) for m in sentence.analysis.of("agreement") if m.part == "verb" and not m.gapped)
    return [claim for claim in claims if claim]


def _claim(sentence: Sentence, mention: Mention) -> Claim | None:
    if mention.lemma in _LEFT:
        return _left(sentence, mention)
    body = _body(sentence, mention) if mention.lemma in SETS_UP | _BORN else None
    if body is None or not _is_told(sentence, mention):
        return None
    telling = Telling(pact=body, act=Act.MADE, start=mention.trigger[0], end=mention.trigger[1], mention=mention)
    days = days_of(sentence, body, [telling], _others(sentence, mention))
    made = days.made or _day(sentence, mention)
    paper = lexis.NOUN.search(sentence.text, *mention.by) if mention.by else None
    if paper and _has_its_day(sentence, paper.end()):
        return None  # "set up by the accord of 4 May" tells of the accord
    makers = () if paper else makers_of(sentence, body, [telling])
    if not (made or days.effective or makers or sentence.thread.meeting_date):
        return None
    return _drafted(sentence, mention, body, made, days.effective, makers)


def _others(sentence: Sentence, mention: Mention) -> tuple[Pact, ...]:
    """Return the agreements that a sentence names, but for the one that sets a body up."""
    by = mention.by or (0, 0)
    return tuple(p for p in find_pacts(sentence) if not by[0] <= p.noun < by[1])


def _has_its_day(sentence: Sentence, end: int) -> bool:
    """Return whether "of" and a day follow the name of a paper that ends at an offset."""
    return any(sentence.text.startswith(" of ", d.start - 4) and d.start < end + 8 for d in sentence.dates)


def _drafted(
    sentence: Sentence,
    mention: Mention,
    body: Pact,
    made: DateRange | None,
    effective: DateRange | None,
    makers: tuple[str, ...],
) -> Claim:
    telling = Telling(pact=body, act=Act.MADE, start=mention.trigger[0], end=mention.trigger[1], mention=mention)
    days = [d.end for d in sentence.dates if mention.trigger[1] <= d.start <= mention.trigger[1] + 60]
    return sentence.draft(
        ClaimType.AGREEMENT,
        min(body.start, mention.trigger[0]),
        max(body.end, mention.trigger[1], *days[:1]),
        "agreements/body",
        kind="monitoring body",
        date=made,
        effective=effective,
        place=place_of(sentence, body, [telling]),
        actors=makers,
        status="agreed" if mention.under in OF_AGREEING else "established",
        modality=Modality.HELD,
    )


def _is_told(sentence: Sentence, mention: Mention) -> bool:
    """Return whether a body is told as set up, or as what was agreed to be so: "the decision to establish a panel"."""
    if mention.finite or mention.voice is Voice.PASSIVE:
        return mention.reality in KEPT
    if mention.under in OF_AGREEING:
        over = over_of(sentence, mention)
        return mention.under in ("decide", "vote") or (over is not None and over.finite)
    return _DECIDED.search(sentence.text, 0, mention.trigger[0]) is not None


def _day(sentence: Sentence, mention: Mention) -> DateRange | None:
    """Return the day that stands before "to establish" or labels the line, and that of the text where it sets a body up itself."""
    at, reference = mention.trigger[0], sentence.thread.reference
    before = [d.value for d in sentence.event_dates if d.value and at - _NEAR < d.end < at]
    if before and not mention.finite:
        return before[-1]
    hereby = " hereby " in sentence.text[:at] and reference is not None
    return DateRange(start=reference, end=reference) if hereby and reference else None


def _body(sentence: Sentence, mention: Mention) -> Pact | None:
    """Return the body that is set up: the object of the active, the subject of the passive or what stands right before."""
    passive = mention.voice is Voice.PASSIVE or mention.lemma in _BORN
    span = mention.subject if passive else mention.object
    if span is not None and passive and sentence.text[slice(*span)] in ("itself", "which", "that"):
        span = (0, span[0] - 1)
    return _named(sentence, span) if span else None


def _named(sentence: Sentence, span: Span) -> Pact | None:
    match = _HEAD.match(sentence.text, span[0], max(span[1], span[0]))
    name = match["name"].rstrip() if match else ""
    words = name.split()
    if not words or words[-1].lower() not in lexis.BODIES or not _is_of_truce(name):
        return None
    end = span[0] + len(name)
    return Pact(
        start=span[0],
        noun=end - len(words[-1]),
        end=end,
        words=name,
        definite=words[0].lower() == "the",
        head=words[-1],
    )


def _is_of_truce(name: str) -> bool:
    """Return whether a body has a name in capitals, or words that make it one of a truce."""
    return any(word[:1].isupper() for word in name.split()[1:]) or _QUALIFIED.search(name) is not None


def _left(sentence: Sentence, mention: Mention) -> Claim | None:
    """Return that somebody sits no longer in a body: "froze its participation in the Follow-up Committee"."""
    seat = _SEAT.match(sentence.text, mention.object[0]) if mention.object and mention.is_fact else None
    body = _named(sentence, seat.span("name")) if seat else None
    if body is None:
        return None
    telling = Telling(pact=None, act=Act.MADE, start=mention.trigger[0], end=mention.trigger[1], mention=mention)
    days = days_of(sentence, None, [telling], ())
    drafted = _drafted(sentence, mention, body, days.made, None, makers_of(sentence, None, [telling]))
    return None if days.made is None else drafted
