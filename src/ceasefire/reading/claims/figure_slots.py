"""Where a count holds and who gives it: the place and the speaker of its own clause before those of the sentence."""

from __future__ import annotations

import re

from ceasefire.reading.claims.aggregates import PART_OF
from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.claims.figure_patterns import NOUN
from ceasefire.reading.lexicon.load import forms
from ceasefire.reading.mentions.places import NO_WHERE, Place, best_place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.mentions.speech import speaker_before
from ceasefire.reading.model import Basis, Claim

_COUNTER = re.compile(rf"\b(?:{forms('en', 'figures', 'counters')})\b", re.I)
_BEFORE_NUMBER = re.compile(r"[^.;:]{0,60}$")
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
    r"\b(?:The|Army|Front|Government|Council|Mission|Ministry|Movement|Forces|Police|We|They|He|She|It|I|Both|Most|None|Each|All)\b"
)
_ESTIMATES = re.compile(
    r"\b[Bb]y (?P<who>(?:most|some|all|conservative|official|several) (?:estimates|accounts|counts))\b"
)
_TRAILING = re.compile(
    r", (?P<who>(?:[Tt]he |[Aa]n? |[Ii]ts )?[A-Za-z][\w'.-]*(?: [\w'.()-]+){0,9}?) (?:calculat(?:es?|ed)|reckons?|reckoned|writes?|wrote"
    r"|counts|counted|holds|notes?|noted|finds?|found|shows?|showed|has it)\b"
)
"""Who gives a count after it: ", the charity calculates"."""
_OWN_COUNT = re.compile(
    r"(?:But |And |Yet )?(?P<who>(?:The |An? )?[A-Za-z][\w'-]*(?: [\w'-]+){0,4}?) (?:has|have|had|gives?|gave|puts?|offers?|cites?) an? "
    r"(?:much |far |slightly )?(?:lower|higher|different|smaller|larger|similar)\b"
)
"""Who has another number: "The ministry has a lower figure, three"."""
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
_BACKGROUND = re.compile(r",? (?:which|that|who) (?:has|have|had)\b[^,;]*$|, in which [^,;]*$")
_TOLLS = ("killed", "injured", "casualties")
_PARAGRAPH = 400
"""Characters over which a count goes on from the one before it in its paragraph; chosen by hand, not measured."""
_REACH = 4
"""Sentences over which a toll may lean back on its incident; chosen by hand, not measured."""
_OF_A_WAR = re.compile(
    r"\b(?:war|conflict|since|so far|to date|this (?:year|month)|uprising|in all|years?|months?)\b", re.I
)
_SUBJECT = re.compile(
    r"(?:^|[,;:] |\b(?:that|and|but|while|but) )(?P<who>(?:[Tt]he|[Aa]n?) [\w'-]+(?: (?!has\b|have\b|had\b|was\b|were\b|of\b)[\w'-]+){0,3}?)"
    r"(?: has| have| had| also| already| so far)* $"
)
_WE = re.compile(r"\b(?:we|I|they|he|she)$")
_NO_NAME = re.compile(
    r"(?:[Ss]ince|[Ii]n|[Oo]n|[Dd]uring|[Aa]fter|[Bb]efore|[Oo]ver|[Ww]ithin|[Bb]etween|[Ss]ays?|[Ss]aid|[Tt]hose|[Tt]hese|[Tt]he month|[Tt]he week) "
    r"|(?:[Tt]he|[Tt]his|[Aa]n?) (?:[a-z-]+ )?(?:cease-?fire|truce|agreement|accord|armistice|pact)(?= (?:with|of|between|in)\b|$)"
)
_EVENT = re.compile(r"\d+ times|\b(?:shelled|killed|attacked|wounded|fired|broke|violated)\b")
"""Words of a whole clause that was taken for a speaker."""
_SAID = re.compile(r" (?:said|says|told|announced|added|reported)\b")
_POSSESSIVE = (
    "his", "her", "its", "their", "our", "this", "that", "which", "who", "they", "we", "he", "she", "it", "i", "there", "us",
)  # fmt: skip
_ADJECTIVE = re.compile(
    r"(?:'s|\b(?:his|her|its|their|our|the|a|previous|earlier|own|first|last|latest|new|official|individual|total|death)) $",
    re.I,
)
_THINGS = re.compile(
    r"(?:the |all )?(?:\w+ )?(?:violations?|breaches|incidents|tolls?|numbers?|counts?|totals?|figures?|shelling|fighting)",
    re.I,
)
"""What is counted, and no speaker."""
_NO_SPEAKER = re.compile(
    r"\b(?:violations?|toll|number|count|total|war|conflict|fighting|shelling|figure|month|week|year|period)\b", re.I
)


Zone = tuple[int, int]


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
    held = _moved(sentence, count, zone) or _held(sentence, count, zone)
    if held:
        return held
    tied = _tied(sentence)
    own = tuple(p for p in tied if zone[0] <= p.start < zone[1])
    if own:
        return best_place(text, own, count.at)
    earlier = [p for p in tied if p.end <= zone[0]] if _THERE.search(text, *zone) else []
    if earlier:
        return earlier[-1].text
    taken_up = count.leans or _THE_PLACE.search(text, *zone) is not None
    told = _labelled(sentence, count, zone) or (before if taken_up else None) or (incident and incident.place)
    if told:
        return told
    tied = _tied(sentence, beside)
    if _HERE.search(text, *zone):
        return sentence.thread.here
    return _of_sentence(sentence, tied, count.at) or sentence.thread.heading_place


def _moved(sentence: Sentence, count: Counted, zone: Zone) -> str | None:
    """The place to which those counted went back, or that they left."""
    back = "return" in count.measure
    if not back and "displaced" not in count.measure:
        return None
    inside = [p for p in sentence.places if zone[0] <= p.start < zone[1] and p.level < _COUNTRY]
    told = (
        p.text
        for p in inside
        if p.prep == ("to" if back else "from") or (not back and _LEFT.search(sentence.text, 0, p.start))
    )
    return next(told, None)


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
    named = [a for a in sentence.attributions if not _EVENT.search(a.source)]
    if any(sentence.text.find(a.source) <= place.start < a.verb for a in named):
        return True
    if any(a.verb < place.start and _SAID_IN.fullmatch(sentence.text, a.verb, place.start) for a in named):
        return True
    trailing = _TRAILING.search(sentence.text)
    if trailing and trailing.start("who") <= place.start < trailing.end("who"):
        return True
    return any(place.end + 1 == m.start() for m in _COUNTER.finditer(sentence.text))


def _of_sentence(sentence: Sentence, tied: tuple[Place, ...], near: int) -> str | None:
    """The place that a sentence opens with ("In X, ..."), else the nearest one that no semicolon parts from the count."""
    text = sentence.text
    opening = [p for p in tied if p.start <= 24 and p.prep == "in" and "," in text[p.end : p.end + 2]]
    if opening:
        return opening[0].text
    inside = tuple(p for p in tied if ";" not in text[min(p.end, near) : max(p.start, near)])
    return best_place(text, inside, near) if inside else None


def of_incident(sentence: Sentence, count: Counted) -> Claim | None:
    """Return the incident told just before, where somebody gives its toll and names neither a day nor a place."""
    last = sentence.thread.incident
    if last is None or count.measure not in _TOLLS or sentence.index - last.sentence > _REACH:
        return None
    given = count.rule in (
        "figures/verb",
        "figures/rival",
        "figures/sum",
        "figures/persons",
        "figures/count",
    ) and not _OF_A_WAR.search(sentence.text)
    return last.claim if given and not sentence.event_dates else None


def source_of(
    sentence: Sentence, count: Counted, zone: tuple[int, int], before: tuple[str | None, Basis | None]
) -> tuple[str | None, Basis | None]:
    """Return who gives a count and how that is known: who counts it in its clause, else who speaks in the sentence."""
    text = sentence.text
    if count.source:
        return sentence.raw(count.source), Basis.SENTENCE
    counter = _counter(sentence, text[: count.at])
    told, basis = _speaker(sentence, count)
    spoken = told if basis is Basis.SENTENCE else None
    if counter and _goes_before(sentence, counter, spoken, zone):
        return counter, Basis.SENTENCE
    if basis is Basis.SENTENCE and _BACKGROUND.search(text[: count.start]):
        return (sentence.thread.author, Basis.AUTHOR) if sentence.thread.author else (None, None)
    own = _OWN_COUNT.match(text)
    if own and own.end() <= count.at and spoken is None:
        return sentence.raw(own["who"]), Basis.SENTENCE
    if told is None:
        return _further(sentence, count, before)
    return before if before[0] and count.leans and spoken is None else (told, basis)


def _goes_before(sentence: Sentence, counter: str, spoken: str | None, zone: Zone) -> bool:
    """Whether who counts is the source, and not who speaks in the sentence."""
    return not spoken or counter in spoken or _inside(sentence, zone) is None


def _speaker(sentence: Sentence, count: Counted) -> tuple[str | None, Basis | None]:
    """Who speaks at a count; nobody where the words of the count were taken for a speaker."""
    told, basis = clean(sentence.source(count.at))
    if told is None:
        others = (
            clean((a.source, Basis.SENTENCE)) for a in sentence.attributions if a.source != sentence.source(count.at)[0]
        )
        told, basis = next((o for o in others if o[0]), (told, basis))
    is_count = told and basis is Basis.SENTENCE and sentence.text[count.start : count.end] in told
    return (None, None) if is_count else (told, basis)


def _further(
    sentence: Sentence, count: Counted, before: tuple[str | None, Basis | None]
) -> tuple[str | None, Basis | None]:
    """Who is named behind a count or by an estimate, else who gave the count before."""
    trailing = _TRAILING.search(sentence.text, count.at)
    if trailing:
        return sentence.raw(trailing["who"]), Basis.SENTENCE
    estimates = _ESTIMATES.search(sentence.text)
    if estimates:
        return estimates["who"], Basis.SENTENCE
    return before if before[0] else _of_paragraph(sentence, count)


def _plain_subject(before: str) -> str:
    """The subject of a verb of counting, whatever its noun: "the observatory", "an aid group"."""
    match = _SUBJECT.search(before)
    return match["who"] if match else ""


def _after_date(sentence: Sentence, before: str) -> str | None:
    """The subject after a time that no comma closes: "In October sources confirmed ..."."""
    ends = [d.end for d in sentence.dates if d.end < len(before)]
    words = before[max(ends) :] if ends else ""
    who = re.sub(r"(?: has| have| had| also| already)+ *$", "", words).strip()
    return who if words.startswith(" ") and re.fullmatch(r"[\w'()-]+(?: [\w'()-]+){0,5}", who) else None


def _of_paragraph(sentence: Sentence, count: Counted) -> tuple[str | None, Basis | None]:
    """Who gave the count before, of the same things and in the same paragraph."""
    last = sentence.thread.counted
    if last is None or not last.attribution or not 0 <= sentence.unit.start - last.end <= _PARAGRAPH:
        return None, None
    apart = "\n" in sentence.thread.folded[last.end : sentence.unit.start]
    return (None, None) if apart or last.measure != count.measure else (last.attribution, Basis.CARRIED)


def is_thing(who: str) -> bool:
    """Say whether words taken for a speaker are what is counted: "IDPs", "the number"."""
    noun = NOUN.match(" " + who)
    return _THINGS.fullmatch(who) is not None or (
        noun is not None and noun.end() == len(who) + 1 and who[:4].lower() != "the "
    )


def clean(source: tuple[str | None, Basis | None]) -> tuple[str | None, Basis | None]:
    """Return a speaker without the hour of a log before it; None for words that begin in the middle of a number."""
    who, basis = source
    if who is not None and (
        _WE.search(who) or _NO_NAME.match(who) or _EVENT.search(who) or who.lower() in _POSSESSIVE or is_thing(who)
    ):
        return None, None
    if who is None or not who[:1].isdigit():
        return source
    rest = re.sub(r"^\d{1,2}(?:[:.]\d\d)? (?=(?:[Tt]he )?[A-Z])", "", who)
    return (rest, basis) if rest != who else (None, None)


def _inside(sentence: Sentence, zone: tuple[int, int]) -> str | None:
    """The speaker whose verb stands in the clause of a count."""
    return next((a.source for a in sentence.attributions if zone[0] <= a.verb < zone[1]), None)


def _counter(sentence: Sentence, before: str) -> str | None:
    """The subject of a verb of counting that governs the number after `before`."""
    verbs = [m for m in _COUNTER.finditer(before) if _BEFORE_NUMBER.fullmatch(before[m.end() :])]
    if not verbs:
        return None
    at = verbs[-1].start()
    found = speaker_before(before[:at])
    who = _after_date(sentence, before[:at]) or (found[1] if found else _plain_subject(before[:at]))
    if (
        not who
        or _NO_SPEAKER.search(who)
        or len(who) > 90
        or _NO_NAME.match(who)
        or who.lower() in _POSSESSIVE
        or is_thing(who)
        or _ADJECTIVE.search(before[:at])
    ):
        return None
    author = sentence.thread.author
    who = _SAID.split(who)[0]
    who = re.sub(r"^\d{1,2}(?:[:.]\d\d)? ", "", who)
    return None if author and who.lower() in ("the mission", "the mechanism", "it", "teams") else sentence.raw(who)
