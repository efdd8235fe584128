"""Agreements, resolutions, truces and monitoring bodies that the text tells as made, in force, or not reached."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.claims import agreement_patterns as lexis
from ceasefire.reading.claims.agreement_dates import date_for, day_made, days_in_force, start_of, value_of, verb_of
from ceasefire.reading.claims.agreement_doubts import is_doubtful
from ceasefire.reading.claims.agreement_makers import makers_of, mediators_of
from ceasefire.reading.claims.told_as_fact import is_played
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.ordinals import find_rounds
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange, Modality


def read_agreements(sentence: Sentence) -> list[Claim]:
    """Find what a sentence says was agreed, adopted or put in force."""
    text = sentence.text
    if _RESOLVED.search(text):
        sentence.thread.resolved_at = sentence.index
    low = text.lower()
    if sentence.is_heading or not any(letters in low for letters in lexis.BEGINNINGS):
        return []
    if lexis.NO_DEAL.search(text):
        return _no_deal(sentence)
    clause = _resolved(sentence)
    if clause:
        return [clause]
    found: list[tuple[int, int, Claim]] = []
    for pattern, rule in lexis.RULES:
        for match in pattern.finditer(text):
            start, end = _core(match, rule)
            if any(s < end and start < e for s, e, _ in found):
                continue
            claim = _claim(sentence, match, rule)
            if claim:
                found.append((start, end, claim))
    return _apart(sentence, found)


_RESOLVED = re.compile(r"\b(?:agreed?|decided?|resolved?|undert(?:ake|ook|aken)|committed)\b[^.]{0,90}:$", re.I)
_TO_DO = re.compile(
    r"(?:\w+[.):] )?To (?P<verb>extend|renew|prolong|establish|create|set up|halt|cease|suspend|withdraw|release|open|allow|facilitate)\b",
    re.I,
)


def _resolved(sentence: Sentence) -> Claim | None:
    """A clause "To extend the ceasefire ..." under "the parties have agreed:"."""
    thread = sentence.thread
    match = _TO_DO.match(sentence.text)
    if not match or not 0 < sentence.index - thread.resolved_at <= 14 or not lexis.NOUN_ONLY.search(sentence.text):
        return None
    noun = lexis.NOUN_ONLY.search(sentence.text)
    until = next((d.value for d in sentence.event_dates if d.value and d.role in ("until", "till", "through")), None)
    kind = next((k for k, p in lexis.KINDS if noun and p.search(noun[0])), "agreement")
    return sentence.draft(
        ClaimType.AGREEMENT,
        0,
        len(sentence.text),
        "agreements/clause",
        kind=kind,
        expires=until,
        date=None,
        status=_status(match["verb"].lower() + "ed", "agreements/clause"),
        provisions=(sentence.text[match.start("verb") :],),
    )


def _core(match: re.Match[str], rule: str) -> tuple[int, int]:
    """The words of a match from its last noun to its verb, so that one noun is not read for another's verb."""
    if rule != "agreements/in-force":
        return match.span()
    inner = [m.start() for m in lexis.NOUN_ONLY.finditer(match["gap"])]
    return (match.start("gap") + inner[-1] if inner else match.start(), match.end())


def _apart(sentence: Sentence, found: list[tuple[int, int, Claim]]) -> list[Claim]:
    """Give each of several agreements of one sentence a quote of its own."""
    found.sort(key=lambda item: item[0])
    if len(found) < 2 or (found[0][2].provisions and found[0][2].rule == "agreements/agreed-to" and len(found) == 1):
        return [claim for _, _, claim in found]
    claims = []
    for index, (start, end, claim) in enumerate(found[:3]):
        begin = 0 if index == 0 else start
        stop = found[index + 1][0] if index + 1 < len(found) else len(sentence.text)
        fresh = sentence.draft(ClaimType.AGREEMENT, begin, max(end, stop), claim.rule)
        claims.append(msgspec.structs.replace(claim, quote=fresh.quote, start=fresh.start, end=fresh.end))
    return claims


def _word_end(text: str, at: int) -> int:
    """The end of the word that stands at an offset."""
    blank = text.find(" ", at)
    return blank if 0 < blank < len(text) else len(text)


def _no_deal(sentence: Sentence) -> list[Claim]:
    match = lexis.NO_DEAL.search(sentence.text)
    if (
        match is None
        or sentence.future
        or not re.search(
            r"agreement|deal|talks|agree|sign", match[0] + sentence.text[match.end() : match.end() + 40], re.I
        )
    ):
        return []
    return [
        sentence.draft(
            ClaimType.AGREEMENT,
            0,
            _word_end(sentence.text, match.end() + 60),
            "agreements/none",
            kind="none",
            status="no agreement",
            modality=Modality.NOT_CONCLUDED,
            date=sentence.thread.meeting_date,
        )
    ]


def _claim(sentence: Sentence, match: re.Match[str], rule: str) -> Claim | None:
    date = date_for(sentence, match, rule)
    if not _plausible(sentence, match, rule, date):
        return None
    start, end = _extent(sentence, match, date)
    made, effective, expires = _days(sentence, match, rule, date)
    status = _status(verb_of(match), rule)
    return sentence.draft(
        ClaimType.AGREEMENT,
        start,
        end,
        rule,
        kind=_kind(match, sentence.text[start:end]),
        date=made,
        effective=effective,
        expires=expires,
        place=_place(sentence, match),
        actors=makers_of(sentence, match),
        provisions=_provisions(match),
        mediators=mediators_of(sentence),
        status=status,
        modality=Modality.IN_FORCE if status == "in force" else Modality.HELD,
    )


def _days(
    sentence: Sentence, match: re.Match[str], rule: str, date: DateMention | None
) -> tuple[DateRange | None, DateRange | None, DateRange | None]:
    """The day an agreement was made, and from when until when it is in force."""
    effective, expires = days_in_force(sentence, match, date)
    if rule == "agreements/from":
        effective, date = start_of(sentence, match), None
    made = value_of(date)
    if rule == "agreements/dated" and lexis.TRUCE.search(match["noun"]):
        effective = effective or made
    elif made == effective:
        made = None
    if made is None and effective is None and rule != "agreements/in-force":
        made = day_made(sentence, match)
    return made, effective, expires


def _plausible(sentence: Sentence, match: re.Match[str], rule: str, date: DateMention | None) -> bool:
    if rule == "agreements/from" and start_of(sentence, match) is None:
        return False
    if is_played(sentence, match.start(), match.end()):
        return False
    return not is_doubtful(sentence.text, match, rule, date, acted=bool(makers_of(sentence, match)))


def _extent(sentence: Sentence, match: re.Match[str], date: DateMention | None) -> tuple[int, int]:
    text = sentence.text
    marks = [text.rfind(m, 0, match.start()) for m in (";", '"', ", while ", ", but ")]
    start = max(m + 1 for m in marks)
    after = max(match.end(), date.end if date and date.start > match.start() else 0)
    stops = [text.find(m, after) for m in (";", ", while ", ", but ", ". ")]
    end = min((s for s in stops if s > 0), default=len(text))
    if end - start > 300:
        start = max(start, match.start() - 80)
        start = text.find(" ", start) + 1 if start else 0
        end = min(end, after + 120)
        end = text.rfind(" ", 0, end) if end < len(text) else end
    return min(start, match.start()), max(end, match.end())


def _kind(match: re.Match[str], words: str) -> str:
    core = match["noun"] if "noun" in match.re.groupindex else match["what"][:70]
    if "gap" in match.re.groupindex and (inner := lexis.NOUN_ONLY.findall(match["gap"])):
        core = inner[-1]
    for source in (core, words):
        for kind, pattern in lexis.KINDS:
            if pattern.search(source):
                return kind
    return "agreement"


def _status(verb: str, rule: str) -> str:
    if re.search(lexis.FORCE, verb, re.I) or re.search(r"observed|respected|holding|honou?red|began|begun", verb):
        return "in force"
    if rule == "agreements/from":
        return "agreed"
    for status in lexis.STATUSES:
        if status in verb:
            return status
    return "in force" if rule == "agreements/dated" else "agreed"


def _place(sentence: Sentence, match: re.Match[str]) -> str | None:
    verb = match.start("verb") if "verb" in match.re.groupindex else match.start()
    for place in sentence.places:
        if (
            place.prep in ("in", "at")
            and 0 <= place.start - verb <= 30
            and "," not in sentence.text[verb : place.start]
        ):
            return place.text
    for place in sentence.places:
        if (
            place.prep in ("in", "at")
            and place.level == 1
            and not re.search(r"\bto\b|\bon\b|\bzones?\b|\bareas?\b", sentence.text[verb : place.start])
        ):
            return place.name if place.known else place.text
    for place in sentence.places:
        if place.prep in ("in", "across", "throughout") and place.level >= 2:
            return place.name
    return sentence.thread.process_place if find_rounds(sentence.text) else None


def _provisions(match: re.Match[str]) -> tuple[str, ...]:
    if "what" not in match.re.groupindex:
        return ()
    return tuple(
        piece.strip() for piece in re.split(r", and |; |, (?=[a-z]+ing )", match["what"]) if len(piece.strip()) > 3
    )[:6]
