"""Agreements, resolutions, truces and monitoring bodies that the text tells as made, in force, or not reached."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.claims import agreement_words as lexis
from ceasefire.reading.claims.agreement_doubts import is_doubtful
from ceasefire.reading.mentions.dates.calendar_math import shift, single
from ceasefire.reading.mentions.dates.in_sentence import DateMention
from ceasefire.reading.mentions.ordinals import find_rounds
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, DateRange, Modality


def read_agreements(sentence: Sentence) -> list[Claim]:
    """Find what a sentence says was agreed, adopted or put in force."""
    text = sentence.text
    if _RESOLVED.search(text):
        sentence.thread.resolved_at = sentence.index
    if sentence.is_heading or not re.search(
        r"agree|deal|accord|truce|cease|pact|treaty|protocol|armistice|memorandum|statement|declaration"
        r"|resolution|pause|zone|mechanism|pledg|hostilit|communiqu|road ?map|monitoring|undert|commit|code of"
        r"|charter|arrang|understanding|joint",
        text,
        re.I,
    ):
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
    kind = next((k for k, p in lexis.KINDS if noun and re.search(p, noun[0], re.I)), "agreement")
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
    text = sentence.text
    date = _date_for(sentence, match, rule)
    if not _plausible(sentence, match, rule, date):
        return None
    start, end = _extent(sentence, match, date)
    words = text[start:end]
    verb = match["verb"].lower() if "verb" in match.re.groupindex else ""
    effective, expires = _force_dates(sentence, match, verb, date)
    if rule == "agreements/from":
        effective, date = _starts(sentence, match), None
    made = None if effective is not None and date is not None and date.value == effective else _value(date)
    if rule == "agreements/dated" and lexis.TRUCE.search(match["noun"]):
        effective = effective or _value(date)
        made = _value(date)
    if made is None and effective is None and rule != "agreements/in-force":
        made = _meeting_date(sentence) or _said_on(sentence, match)
    return sentence.draft(
        ClaimType.AGREEMENT,
        start,
        end,
        rule,
        kind=_kind(match, words),
        date=made,
        effective=effective,
        expires=expires,
        place=_place(sentence, match),
        actors=_actors(sentence, match),
        provisions=_provisions(match),
        mediators=_mediators(sentence),
        status=_status(verb, rule),
        modality=Modality.IN_FORCE if _status(verb, rule) == "in force" else Modality.HELD,
    )


def _plausible(sentence: Sentence, match: re.Match[str], rule: str, date: DateMention | None) -> bool:
    if rule == "agreements/from" and _starts(sentence, match) is None:
        return False
    return not is_doubtful(sentence.text, match, rule, date, acted=bool(_actors(sentence, match)))


def _starts(sentence: Sentence, match: re.Match[str]) -> DateRange | None:
    return next((d.value for d in sentence.event_dates if d.value and -2 <= d.start - match.end() <= 40), None)


def _value(date: DateMention | None) -> DateRange | None:
    return date.value if date else None


def _date_for(sentence: Sentence, match: re.Match[str], rule: str) -> DateMention | None:
    spoken = "verb" in match.re.groupindex and re.match(r"announc|declar", match["verb"], re.I)
    usable = [
        d
        for d in (sentence.dates if spoken else sentence.event_dates)
        if d.form not in ("window",) and d.role not in ("until", "by", "no later than", "till", "before")
    ]
    if rule == "agreements/dated":
        for d in usable:
            gap_after = sentence.text[match.end("noun") : d.start].lstrip("\"'")
            gap_before = sentence.text[d.end : match.start()]
            if d.start >= match.end("noun") and re.fullmatch(
                r",? ?\(?(?:\([\w/ -]+\) )?(?:of|from|dated|signed on|reached on|signed in|reached in|signed"
                r"|concluded on|on)? ?(?:the )?",
                gap_after,
            ):
                return d
            if (
                d.end <= match.start()
                and re.fullmatch(r"(?:'s)? ?(?:[\w-]+ ){0,3}", gap_before)
                and d.form in ("mdy", "dmy", "my", "y", "m")
            ):
                return d
        return None
    after = [d for d in usable if d.start >= match.start() and d.start - match.end() <= 110]
    if after:
        return after[0]
    before = [d for d in usable if d.end <= match.start()]
    return before[-1] if before else None


def _meeting_date(sentence: Sentence) -> DateRange | None:
    if find_rounds(sentence.text) or re.search(r"\b(?:talks|meeting|round|summit)\b", sentence.text[:120]):
        return sentence.thread.meeting_date
    return None


def _said_on(sentence: Sentence, match: re.Match[str]) -> DateRange | None:
    """The day an agreement was announced, where the sentence dates nothing but the announcement."""
    if not re.search(r"agree|announc|reach|sign", match[0], re.I):
        return None
    return next((d.value for d in sentence.dates if d.start in sentence.speech_dates and d.value), None)


def _runs_out(sentence: Sentence, match: re.Match[str], base: DateRange | None) -> DateRange | None:
    """The day on which "for 72 hours" from the day it was made or took effect ends."""
    for length in sentence.durations:
        told = re.search(r"for|lasting|period|-", sentence.text[max(0, length.start - 12) : length.end])
        if base and told and length.start > match.start() - 40 and length.lead in ("for", "lasting", "a", "an", "the"):
            end = shift(base.start, length.amount, length.unit)
            return single(end) if end else None
    return None


def _force_dates(
    sentence: Sentence, match: re.Match[str], verb: str, date: DateMention | None
) -> tuple[DateRange | None, DateRange | None]:
    text, effective, expires = sentence.text, None, None
    hit = re.search(
        rf"\b{lexis.FORCE}\b|\beffective (?:from|on|as of)|\b(?:starting|beginning|to (?:begin|start)|from midnight"
        rf"|starts|start|begin|begins|commenc\w+)\b",
        text[match.start() :],
        re.I,
    )
    if hit:
        at = match.start() + hit.end()
        later = [
            d
            for d in sentence.event_dates
            if d.value and at - 12 <= d.start <= at + 60 and d.role not in ("until", "till", "through")
        ]
        effective = later[0].value if later else _value(date) if re.search(lexis.FORCE, verb or "", re.I) else None
    elif (
        "noun" in match.re.groupindex
        and date is not None
        and (date.role in ("since", "from", "starting", "as of", "starting from") or verb in ("began", "begun"))
        and re.search(r"ceasefire|truce|hostilities", match["noun"], re.I)
    ):
        effective = _value(date)
    for d in sentence.event_dates:
        if (d.role in ("until", "till", "through", "ending") and d.value and d.start > match.start()) or re.search(
            r"expir\w+ (?:on|at|in)(?: \w+)? ?$", text[max(0, d.start - 20) : d.start], re.I
        ):
            expires = d.value
    if expires is None:
        expires = _runs_out(sentence, match, effective or _value(date))
    return effective, expires


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
            if re.search(pattern, source, re.I):
                return kind
    return "agreement"


def _status(verb: str, rule: str) -> str:
    if re.search(lexis.FORCE, verb, re.I) or re.search(r"observed|respected|holding|honou?red|began|begun", verb):
        return "in force"
    if rule == "agreements/from":
        return "agreed"
    for status in ("signed", "extended", "adopted", "renewed", "announced", "expired", "collapsed", "declared"):
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


def _actors(sentence: Sentence, match: re.Match[str]) -> tuple[str, ...]:
    mediators = set(_mediators(sentence))
    verb = match.start("verb") if "verb" in match.re.groupindex else match.start()
    speakers = [
        (a.start, a.verb + 1)
        for a in sentence.attributions
        if a.verb >= a.start
        and not match.start() <= a.verb < match.end()
        and not re.match(r"[^,;]{0,30}\b(?:they|it|he|she)\b", sentence.text[a.verb : a.verb + 60])
    ]
    subjects: list[str] = []
    others: list[str] = []
    for start, end, name in sentence.actors:
        following, before = sentence.text[end : end + 10], sentence.text[max(0, start - 60) : start]
        if (
            name in mediators
            or re.match(r"-(?:brokered|mediated|spons)", following)
            or (any(s <= start < e for s, e in speakers) and name not in subjects)
        ):
            continue
        if start < verb and name not in subjects:
            subjects.append(name)
        elif (
            start >= verb
            and start < match.end() + 120
            and re.search(r"\b(?:between|by|among|with|involving)\b[^.;]{0,60}$", before)
            and name not in others
        ):
            others.append(name)
    return tuple(dict.fromkeys([*subjects, *others]))


def _mediators(sentence: Sentence) -> tuple[str, ...]:
    found: list[str] = []
    for pattern in (lexis.NON_PARTY, lexis.MEDIATED_ADJ):
        for match in pattern.finditer(sentence.text):
            found.extend(
                name for s, _, name in sentence.actors if match.start("np") <= s < match.end("np") and name not in found
            )
    return tuple(found)


def _provisions(match: re.Match[str]) -> tuple[str, ...]:
    if "what" not in match.re.groupindex:
        return ()
    return tuple(
        piece.strip() for piece in re.split(r", and |; |, (?=[a-z]+ing )", match["what"]) if len(piece.strip()) > 3
    )[:6]
