"""Counts that leave out what they count: "210 violations in 2028, 340 in 2029"; "54, up from 31"; "nine in Veldara"."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.claims.figure_counts import COMPARED, Counted
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim

_OTHER_TIME = re.compile(
    r"[^,;.]{0,40}?\b(?:the (?:day|week|month|year|quarter|period) before|(?:last|previous|preceding|past|same|earlier)"
    r" (?:\w+ ){0,2}?(?:day|week|month|year|quarter|period|report|round|fortnight)"
    r"|(?:first|second|opening) (?:day|week|month|round))\b"
)
"""What makes a number that is compared with a count of its own, of another time, and not the older state of it."""
_CHANGE = re.compile(
    r"\b(?:rose|risen|fell|fallen|increas\w+|decreas\w+|declin\w+|dropp\w+|climb\w+|grew|grown|jump\w+|revis\w+|rais\w+"
    r"|went (?:up|down)|lower\w+|correct\w+)\b",
    re.I,
)
_TO = re.compile(r"\bto(?: only| just| about| some)? $")
_JOIN = r"(?:, (?:and |but |while |followed by |then )?| and | while | but |; (?:and )?|: |, of which )"
_FRONTED = (
    r"(?P<fronted>(?:in|on|for|at|during|from|over|near) (?:the )?[\w'.-]+(?: [\w'.-]+){0,4},? "
    r"|the (?:day|week|month|year) (?:before|after),? )"
)
_NAMED = (
    r"(?P<named>(?:the )?[A-Z][\w'-]+(?: [A-Za-z][\w'-]+){0,3}(?: comes (?:first|second|last))?"
    r" (?:with|had|has|saw|recorded|counted|reported|suffered) )"
)
_THERE = r"(?:there were |there had been |it was |they were |only )?"
_GOES_ON = re.compile(
    rf"{_JOIN}(?:another |a further |only |just )?(?:{_FRONTED}|{_NAMED})?{_THERE}(?:another |only )?$"
)
_ALONE = re.compile(rf"(?:{_FRONTED}|{_NAMED}){_THERE}", re.I)
_MORE = re.compile(r"(?:another|a further|an additional) ", re.I)
_FREE = re.compile(
    r"$|[,.;:)]| (?:times|in|on|for|at|during|from|over|near|and|or|to|between|since|by|the|a|last|this|one|two|more"
    r"|further|followed|recorded|reported|registered|documented|logged|counted|observed|received)\b"
)
_HAD = re.compile(r" (?:had|has|have|were|was)\b")
_RECORD = re.compile(r" on (?:record|file|(?:its|their|his) (?:list|books))\b")
_OF_THEM = re.compile(r",? (?:of|among) (?:them|these|those|whom|which)\b")
_MARK = re.compile(r"[,;.:]| and (?=[\w-]+ (?:in|on|at|for)\b)|$")
_DAY_BEFORE = re.compile(r"the (?:day|week|month|year) (?:before|after)")
_RIVAL = re.compile(
    r"(?:[\w' ]{0,20}[;:] |But |And |Yet |Still, )?(?P<who>(?:[Tt]he |[Ii]ts |[Tt]heir )?[A-Z\w][\w'.-]*(?: [\w'.-]+){0,6}?) "
    r"(?:alone |itself |only |itself only )?(?:says?|said|has|have|had|puts? it at|put it at|puts? the (?:figure|number|toll) at"
    r"|acknowledges?|acknowledged|admits?|admitted|concedes?|counts?|counted|claims?|claimed|reports?|reported|speaks? of|spoke of"
    r"|talks? of|talked of|gives?|gave|knows? of|lists?|listed|recorded|logged|confirms?|confirmed|found|insists? on|mentions?)"
    r" (?:only |just |it was |there were |no more than )?$"
)
"""Another speaker and the verb by which a number is given, at the beginning of a sentence."""
_LABEL = re.compile(
    r"(?:[(;,.] ?|^|: )(?P<time>[A-Za-z0-9][\w' -]{2,28}?)(?: total| figure)?(?::| was| were| had| -|,)? (?:about |some |at least )?$"
)
"""A label with a time before the number of another time."""
_SUM = re.compile(
    r"(?:the )?(?:cumulative(?:ly)?|running total|total to date|total so far|since the (?:start|beginning)|to date|so far this year)",
    re.I,
)
_BEFORE = re.compile(
    r"(?:the )?(?:previous|last|prior|preceding) (?:day|week|month|quarter|year|period|report|reporting period)", re.I
)
_CLOSES = re.compile(r"[);,.]|$")
_NOBODY = ("it", "he", "she", "they", "this", "that", "which", "who", "there", "we", "i", "question", "answer")
_NO_COUNTER = re.compile(
    r"\b(?:violations?|toll|number|count|total|war|conflict|fighting|village|town|city|district)\b", re.I
)
_PART = re.compile(
    r"(?: [a-z]+ed)? (?:from|by|in|on|at|against|among|along|near)\b|,? (?:and|of the|of them)\b|[,.;)]|$"
)
"""What stands after a part of a count, which names where, by whom or when it was and no other thing."""
_FARTHEST = 160
"""Characters between a count and the one that goes on from it; chosen by hand, not measured."""


def goes_on(sentence: Sentence, number: Number, before: Counted) -> Counted | None:
    """Return the count of a number without a noun that goes on from the count before it in the sentence; else None.

    It must be told for a place or a time of its own, or as what the other count is compared with.
    """
    text, lead = sentence.text, sentence.text[before.end : number.start]
    if not _stands_free(text, number) or len(lead) > _FARTHEST or re.search(r"[.!?] ", lead):
        return None
    own = _has_own(sentence, number, before.end)
    compared = COMPARED.search(lead) is not None
    if compared and not (own or _OTHER_TIME.match(text[number.end :])):
        return None
    changed = _TO.search(lead) is not None and _CHANGE.search(text[: number.start]) is not None
    if not compared and not changed and not (own and _GOES_ON.search(lead)):
        return None
    another = _OTHER_TIME.match(text[number.end :]) is not None
    return _bare(number, before.measure, compared=compared or changed or another)


def alone(sentence: Sentence, number: Number, carried: str | None) -> Counted | None:
    """Return the count of a number that goes on counting what the sentence before counted: "In Orvan there were 20"."""
    text = sentence.text
    if carried is None or not _stands_free(text, number):
        return None
    starts = [p.start for p in sentence.places] + [d.start for d in sentence.dates]
    told = any(at < number.start for at in starts)
    if not (told and _ALONE.fullmatch(text[: number.start])) and not _MORE.match(text[number.start : number.core]):
        return None
    return _bare(number, carried)


def on_record(text: str, number: Number, carried: str | None) -> Counted | None:
    """Return the count of "Their colleagues have 28 on record": of what was counted before."""
    match = _RECORD.match(text, number.end)
    if not match or not carried or number.count.plain is None:
        return None
    return Counted(
        start=number.start,
        end=match.end(),
        at=number.core,
        rule="figures/record",
        measure=carried,
        value=number.count,
        leans=True,
    )


def _bare(number: Number, measure: str, *, compared: bool = False) -> Counted:
    return Counted(
        start=number.start,
        end=number.end,
        at=number.core,
        rule="figures/compared" if compared else "figures/series",
        measure=measure,
        value=number.count,
        leans=True,
        compared=compared,
    )


def _stands_free(text: str, number: Number) -> bool:
    """Whether no noun of its own follows a number, and it is no part of "of them"."""
    later = _HAD.match(text, number.end) is not None and _OTHER_TIME.match(text[number.end :]) is not None
    free = later or _FREE.match(text, number.end) is not None
    return number.count.plain is not None and free and not _OF_THEM.match(text, number.end)


def _has_own(sentence: Sentence, number: Number, since: int) -> bool:
    """Whether a place or a time is told with a number: after it up to the next mark, or before it after the last."""
    text = sentence.text
    told = [p.start for p in sentence.places] + [d.start for d in sentence.dates]
    mark = _MARK.search(text, number.end)
    if _OTHER_TIME.match(text[number.end :]):
        return True
    if any(number.end <= at < (mark.start() if mark else len(text)) for at in told):
        return True
    join = _GOES_ON.search(text[since : number.start])
    if join is None or join["fronted"] is None:
        return join is not None and join["named"] is not None
    start, end = (since + at for at in join.span("fronted"))
    return _DAY_BEFORE.match(join["fronted"]) is not None or any(start <= at < end for at in told)


def in_brackets(sentence: Sentence, number: Number, carried: str | None) -> Counted | None:
    """Return the count of "(last week: 25)", "(all of 2027: 58)" and "cumulative 18,250", of what was counted before."""
    text = sentence.text
    label = _LABEL.search(text[: number.start])
    if carried is None or label is None or number.count.plain is None or not _CLOSES.match(text, number.end):
        return None
    words, start = label["time"], label.start("time")
    timed = _SUM.fullmatch(words) or _OTHER_TIME.match(words) or _BEFORE.fullmatch(words)
    if not timed and not any(start <= d.start < number.start for d in sentence.dates):
        return None
    return msgspec.structs.replace(_bare(number, carried, compared=True), start=start)


def rival(sentence: Sentence, number: Number, carried: str | None) -> Counted | None:
    """Return the count of "The Front says 30": another body's number of what was counted before."""
    text = sentence.text
    told = _RIVAL.match(text[: number.start])
    if carried is None or told is None or not _FREE.match(text, number.end) or number.count.plain is None:
        return None
    if told["who"].lower() in _NOBODY or _NO_COUNTER.search(told["who"]):
        return None
    return _bare(number, carried, compared=_OTHER_TIME.match(text[number.end :]) is not None)


def parts_of(sentence: Sentence, rest: list[Number], found: list[Counted]) -> list[Counted]:
    """Return the numbers after a count that add up to it: "33 complaints: 20 lodged by the army, 13 by the Front"."""
    parts: list[Counted] = []
    for whole in found:
        low = whole.value.plain
        later = [n for n in rest if n.core >= whole.end and not any(c.start <= n.core < c.end for c in found)]
        size = _adding_up([n.plain or 0 for n in later], low) if low is not None else 0
        if size and all(_PART.match(sentence.text, n.end) for n in later[:size]):
            parts += [msgspec.structs.replace(_bare(n, whole.measure), part=True) for n in later[:size]]
    return parts


def parts_of_last(sentence: Sentence, rest: list[Number], found: list[Counted], last: Claim | None) -> list[Counted]:
    """Return the numbers of a sentence that add up to the count told last: "Orvan had 10 and Veldara six"."""
    whole = last.value.plain if last is not None and last.value is not None else None
    if last is None or last.measure is None or whole is None or len(rest) != len(sentence.numbers):
        return []
    if _adding_up([n.plain or 0 for n in rest], whole) != len(rest):
        return []
    bare = [n for n in rest if not any(c.start <= n.core < c.end for c in found)]
    if not all(_PART.match(sentence.text, n.end) for n in bare):
        return []
    return [msgspec.structs.replace(_bare(n, last.measure), part=True) for n in bare]


def _adding_up(values: list[int], whole: int) -> int:
    """Return how many of the first values add up to a whole; 0 where none do, or one alone does."""
    total = 0
    for size, value in enumerate(values, 1):
        total += value
        if total >= whole:
            return size if total == whole and size > 1 and min(values[:size]) > 0 else 0
    return 0
