"""Where a count holds: the place of its own clause before those of the sentence, and before those of the count it goes on from."""

from __future__ import annotations

import re

from ceasefire.reading.claims.aggregates import PART_OF
from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.claims.figure_slots import COUNTER, EVENT, TRAILING
from ceasefire.reading.claims.periods import Zone
from ceasefire.reading.mentions.places import NO_WHERE, Place, best_place, is_no_place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim

_BARE_NAME = re.compile(r"(?:^|and |, |; )(?P<x>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}) $")
_HELD = re.compile(r"(?P<x>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}) \($")
_WITH = re.compile(
    r"(?P<x>[A-Z][\w'-]+(?: (?:[A-Z][\w'-]+|province|governorate|district|region|county|state))*)(?: comes (?:first|second|last))?"
    r" (?:with|had|saw|accounted for|for)(?: the (?:other|remaining))? $"
)
_HAD = re.compile(
    r" (?:alone )?(?:(?:has |had )?accounted for|had|has|saw|with|for|recorded|counted|suffered|topped|comes? (?:first|second|last))\b"
)
"""What stands after a place that has a count: "Orvan accounted for 190"."""
_LABEL = re.compile(
    r"(?P<x>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3} (?:region|province|district|governorate|county|oblast|state|city)): "
)
_NO_PLACE = re.compile(
    r"\b(?:The|From|In|Since|By|To|Until|Between|Army|Front|Government|Council|Mission|Ministry|Movement|Forces|Police|We|They|He|She|It|I|Both|Most|None|Each|All)\b"
)
_WITH_WHOM = re.compile(
    r"\b(?:cease-?fire|truce|agreement|accord|armistice|pact|peace|war|conflict|talks|deal|treaty) (?:with|against) (?:the )?$",
    re.I,
)
"""What stands before one with whom a truce is: it is a side and no place of what is counted."""
_THERE = re.compile(r"(?<!and )(?<!, )\bthere(?=[.,;]|$| (?:since|in|during|last|this|on|over|by|so far)\b)")
_THE_PLACE = re.compile(
    r"\b(?:in|across|of|throughout|for|within) (?:the|this|that|said) (?:same |said |whole )?"
    r"(?:region|district|province|area|governorate|city|town|village|county|valley|sector|zone)\b(?! of\b)"
    r"|\bthere(?=[.,;]|$| (?:since|in|during|last|this|on|over|by|so far)\b)",
    re.I,
)
"""A place named before, for a count that names none."""
ELSEWHERE = re.compile(
    r" (?:(?:were|was|took place|occurred) )?(?:elsewhere|in (?:the )?other (?:places|areas|parts|districts|towns|villages))\b"
)
_IN_A_WAR = re.compile(
    r"\b(?:in|of|during|by|through|amid|from) (?:an?|the|its|this|that|[\w-]+'s) (?:[\w-]+ ){0,3}"
    r"(?:war|conflict|uprising|insurgency|revolt|rebellion)\b"
    r"[^,;:.]{0,40},? (?:that|which)\b[^,;:.]*$"
)
"""Before the toll of a war that is told by the way: the place of the sentence is not that of the war."""
_MAINLY = re.compile(
    r"\b(?:most|half|many|some|the majority|the bulk) of (?:them|these|those|which|whom)(?: were)? (?:in|near|around|at|on) (?:the )?$"
    r"|\b(?:mainly|mostly|chiefly|largely|particularly|especially|notably|including) (?:in|near|around|at|on) (?:the )?$"
)
"""What stands before a place where only a share of what is counted was."""
_SAID_IN = re.compile(r"\w+(?: on [A-Z]\w+)?(?: (?:yesterday|today))? (?:in|at|from) ")
"""A verb of speech and where it was said."""
_HERE = re.compile(r"\bhere(?=[.,;]|$| (?:since|in|during|last|this|have|has|are|were)\b)")
_COUNTRY = 4
"""Level of a place that is a country."""
_LEFT = re.compile(
    r"\b(?:fled|flee|fleeing|left|leaving|abandoned|out of|driven from|uprooted from) (?:the )?(?:[a-z]+ (?:of )?)?$"
)
"""What stands before a place that those counted left."""
_NAME = r"(?:the )?(?P<x>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})"
_WENT_BACK = re.compile(rf"\b(?:return(?:ed|s|ing)?|home|back) to {_NAME}")
_FLED = re.compile(rf"\b(?:fled|fleeing|flee) {_NAME}")


def place_of(
    sentence: Sentence,
    count: Counted,
    zone: Zone,
    before: str | None,
    beside: tuple[Zone, ...] = (),
    incident: Claim | None = None,
) -> str | None:
    """Return the place of a count: told with it, else in its clause, else that of the count or incident it goes on from.

    Places in the stretches `beside` it belong to other counts alone.
    """
    text = sentence.text
    if count.place or ELSEWHERE.match(text, count.end):
        return count.place
    part = PART_OF.search(text, count.end)
    if part is not None and not count.part:
        zone, beside = (zone[0], max(zone[0], min(zone[1], part.start()))), (*beside, (part.start(), len(text)))
    own = _moved(sentence, count, zone) or _held(sentence, count, zone)
    war = _IN_A_WAR.search(text[: count.at])
    if war is not None and not own:
        return _of_zone(sentence, count, (war.start(), count.at))
    own = own or _of_zone(sentence, count, zone)
    return own or _from_before(sentence, count, zone, before, incident) or _of_rest(sentence, count, zone, beside)


def _of_zone(sentence: Sentence, count: Counted, zone: Zone) -> str | None:
    """The place in the stretch of a count, or the one before it in the sentence where that says "there"."""
    tied = _tied(sentence)
    own = tuple(p for p in tied if zone[0] <= p.start < zone[1])
    if own:
        return best_place(sentence.text, own, count.at)
    earlier = [p for p in tied if p.end <= zone[0]] if _THERE.search(sentence.text, *zone) else []
    return earlier[-1].text if earlier else None


def _from_before(
    sentence: Sentence, count: Counted, zone: Zone, before: str | None, incident: Claim | None
) -> str | None:
    """The place of a label, or of the count or incident that a count goes on from."""
    taken_up = count.leans or _THE_PLACE.search(sentence.text, *zone) is not None
    return _labelled(sentence, count, zone) or (before if taken_up else None) or (incident.place if incident else None)


def _of_rest(sentence: Sentence, count: Counted, zone: Zone, beside: tuple[Zone, ...]) -> str | None:
    """The place of the rest of the sentence, outside the stretches `beside` a count; "here" is that of the dateline."""
    if _HERE.search(sentence.text, *zone):
        return sentence.thread.here
    return _of_sentence(sentence, _tied(sentence, beside), count.at) or sentence.thread.heading_place


def _moved(sentence: Sentence, count: Counted, zone: Zone) -> str | None:
    """The place to which those counted went back, or that they left."""
    back = "return" in count.measure
    if not back and "displaced" not in count.measure:
        return None
    inside = [p for p in sentence.places if zone[0] <= p.start < zone[1] and p.level < _COUNTRY]
    tie = "to" if back else "from"
    told = (p.text for p in inside if p.prep == tie or (not back and _LEFT.search(sentence.text, 0, p.start)))
    return next(told, None) or _named_after(sentence, (_WENT_BACK if back else _FLED).search(sentence.text, *zone))


def _named_after(sentence: Sentence, match: re.Match[str] | None) -> str | None:
    """The name that follows words of going, where it is none of a body and no word that names no place."""
    if (
        match is None
        or is_no_place(match["x"])
        or any(s < match.end() and match.start("x") < e for s, e, _ in sentence.actors)
    ):
        return None
    return match["x"]


def _tied(sentence: Sentence, beside: tuple[Zone, ...] = ()) -> tuple[Place, ...]:
    """The places that a sentence ties to what happens in it, outside the stretches `beside` a count."""
    tied = (p for p in sentence.places if p.prep not in NO_WHERE and not _in_speaker(sentence, p))
    tied = (p for p in tied if not (_is_side(sentence.text, p.start) or _MAINLY.search(sentence.text, 0, p.start)))
    return tuple(p for p in tied if not any(s <= p.start < e for s, e in beside))


def _is_side(text: str, start: int) -> bool:
    """Whether a name is that of one with whom a truce is: "the ceasefire with Sarland"."""
    return _WITH_WHOM.search(text, 0, start) is not None


def _held(sentence: Sentence, count: Counted, zone: Zone) -> str | None:
    """The place beside a part of a count, or the one that held or came with what is counted, where it is no body."""
    text = sentence.text
    beside_it = _BARE_NAME.search(text[zone[0] : count.at]) if count.part or _is_named(sentence, count) else None
    held = beside_it or _HELD.search(text[: count.start]) or _WITH.search(text[zone[0] : count.start])
    if held is None or _NO_PLACE.search(held["x"]) or _is_side(text, text.find(held["x"])):
        return None
    is_body = any(s <= text.find(held["x"]) < e for s, e, _ in sentence.actors)
    return None if is_body else held["x"]


def _is_named(sentence: Sentence, count: Counted) -> bool:
    """Whether a known place stands right before a count that goes on from another: "Tarn had 14 and Orvan 12"."""
    return count.leans and any(p.end + 1 == count.start and p.known for p in sentence.places)


def _labelled(sentence: Sentence, count: Counted, zone: Zone) -> str | None:
    """The place that had what is counted ("Orvan had 12"), or with which the line begins as a label."""
    text = sentence.text
    named = next(
        (
            p
            for p in sentence.places
            if zone[0] <= p.start < count.at and _HAD.match(text, p.end) and not _is_side(text, p.start)
        ),
        None,
    )
    if named:
        return named.text
    label = _LABEL.match(text)
    return label["x"] if label and label.end() <= count.start else None


def _in_speaker(sentence: Sentence, place: Place) -> bool:
    """Whether a place is part of a speaker's name ("the prosecutor's office in Orvan counts ...")."""
    named = [a for a in sentence.attributions if not EVENT.search(a.source)]
    if any(sentence.text.find(a.source) <= place.start < a.verb for a in named):
        return True
    if any(a.verb < place.start and _SAID_IN.fullmatch(sentence.text, a.verb, place.start) for a in named):
        return True
    trailing = TRAILING.search(sentence.text)
    if trailing and trailing.start("who") <= place.start < trailing.end("who"):
        return True
    return any(place.end + 1 == m.start() for m in COUNTER.finditer(sentence.text))


def _of_sentence(sentence: Sentence, tied: tuple[Place, ...], near: int) -> str | None:
    """The place that a sentence opens with ("In X, ..."), else the nearest one that no semicolon parts from the count."""
    text = sentence.text
    opening = [p for p in tied if p.start <= 24 and p.prep == "in" and "," in text[p.end : p.end + 2]]
    if opening:
        return opening[0].text
    inside = tuple(p for p in tied if ";" not in text[min(p.end, near) : max(p.start, near)])
    return best_place(text, inside, near) if inside else None
