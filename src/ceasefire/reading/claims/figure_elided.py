"""Counts that leave out what they count and take it from what stands before: another speaker's, an answer, parts, brackets."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.claims.figure_series import FREE, OTHER_TIME, bare
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim

_RIVAL = re.compile(
    r"(?:[\w' ]{0,20}[;:] |But |And |Yet |Still, )?(?P<who>(?:[Tt]he |[Ii]ts |[Tt]heir )?[A-Z\w][\w'.-]*(?: [\w'.-]+){0,6}?) "
    r"(?:alone |itself |only |itself only )?(?:says?|said|has|have|had|puts? it at|put it at"
    r"|puts? the (?:figure|number|toll) at"
    r"|acknowledges?|acknowledged|admits?|admitted|concedes?|counts?|counted|claims?|claimed|reports?|reported|speaks? of|spoke of"
    r"|talks? of|talked of|gives?|gave|knows? of|admits? to|admitted to|reckons?|reckoned|told us|tells us|estimates?|estimated"
    r"|own list has|lists?|listed|recorded|logged|confirms?|confirmed|found|insists? on|mentions?)"
    r" (?:only |just |it was |there were |no more than )?$"
)
"""Another speaker and the verb by which a number is given, at the beginning of a sentence."""
_LABEL = re.compile(
    r"(?:[(;,.] ?|^|: )(?P<time>[A-Za-z0-9][\w' .-]{2,28}?)(?: total| figure)?(?::| was| were| had| -|,)? (?:about |some |at least )?$"
)
"""A label with a time before the number of another time."""
_SUM = re.compile(
    r"(?:the )?(?:cumulative(?:ly)?|running total|total to date|total so far|since the (?:start|beginning)|to date|so far this year)",
    re.I,
)
_BEFORE = re.compile(
    r"(?:the )?(?:prev\.?|previous|(?:previous|last|prior|preceding) (?:day|week|month|quarter|year|period|report|reporting period))",
    re.I,
)
_CLOSES = re.compile(r"[);,.]|$")
_ASKED_AT = 220
_ASKED = re.compile(
    r"\b[Hh]ow many (?:of (?:our|your|their|the) |more |other )?(?P<what>[a-z][a-z-]+(?: [a-z-]+s)?)\b[^.!?]{0,120}\?[^?]{0,60}$"
)
_ANSWER = re.compile(
    r"(?:[A-Z][\w .'()-]{1,40}: ?)?(?:(?:By|On|According to|From) [\w' ]{3,30}, |At the last count,? |Only |Just |About |Some )?"
)
_AFTER_MARK = re.compile(r"[,;] (?:and |but |while )?[tT]he [\w' ]{2,50}$")
_OF_ITS_OWN = re.compile(r"'s (?:own )?(?:tables?|lists?|figures?|registers?|records?|books|count|log|tally)$")
_NOBODY = ("it", "he", "she", "they", "this", "that", "which", "who", "there", "we", "i", "question", "answer")
_NO_COUNTER = re.compile(
    r"\b(?:violations?|toll|number|count|total|war|conflict|fighting|village|town|city|district)\b", re.I
)
_PART = re.compile(
    r"(?: [a-z]+ed)? (?:from|by|in|on|at|against|among|along|near)\b|,? (?:and|of the|of them)\b|[,.;)]|$"
)
"""What stands after a part of a count, which names where, by whom or when it was and no other thing."""


def answered(sentence: Sentence, number: Number) -> Counted | None:
    """Return the count of an answer, of what was asked just before it: "How many posts are left? - Twenty-seven."."""
    text = sentence.text
    before = sentence.thread.folded[max(0, sentence.unit.start - _ASKED_AT) : sentence.unit.start].replace("\n", " ")
    asked = list(_ASKED.finditer(before))
    if (
        not asked
        or number.count.vague
        or not _ANSWER.fullmatch(text[: number.start])
        or not FREE.match(text, number.end)
    ):
        return None
    return bare(number, lexis.measure_in(asked[-1]["what"]) or asked[-1]["what"].split()[-1].lower())


def in_brackets(sentence: Sentence, number: Number, carried: str | None) -> Counted | None:
    """Return the count of "(last week: 25)", "(all of 2027: 58)" and "cumulative 18,250", of what was counted before."""
    text = sentence.text
    label = _LABEL.search(text[: number.start])
    if carried is None or label is None or number.count.plain is None or not _CLOSES.match(text, number.end):
        return None
    words, start = label["time"], label.start("time")
    timed = _SUM.fullmatch(words) or OTHER_TIME.match(words) or _BEFORE.fullmatch(words)
    if not timed and not any(start <= d.start < number.start for d in sentence.dates):
        return None
    return msgspec.structs.replace(bare(number, carried, compared=True), start=start)


def rival(sentence: Sentence, number: Number, carried: str | None) -> Counted | None:
    """Return the count of "The Front says 30": another body's number of what was counted before."""
    text = sentence.text
    tail = (
        max(text.rfind(mark, 0, number.start) + len(mark) for mark in (", ", "; "))
        if _AFTER_MARK.search(text[: number.start])
        else 0
    )
    told = _RIVAL.match(text[: number.start]) or _RIVAL.match(text[tail : number.start])
    if carried is None or told is None or not FREE.match(text, number.end) or number.count.plain is None:
        return None
    if told["who"].lower() in _NOBODY or _NO_COUNTER.search(told["who"]):
        return None
    count = bare(number, carried, compared=OTHER_TIME.match(text[number.end :]) is not None)
    return msgspec.structs.replace(count, source=_OF_ITS_OWN.sub("", told["who"]))


def parts_of(sentence: Sentence, rest: list[Number], found: list[Counted]) -> list[Counted]:
    """Return the numbers after a count that add up to it: "33 complaints: 20 lodged by the army, 13 by the Front"."""
    parts: list[Counted] = []
    for whole in found:
        low = whole.value.plain
        later = [n for n in rest if n.core >= whole.end and not any(c.start <= n.core < c.end for c in found)]
        size = _adding_up([n.plain or 0 for n in later], low) if low is not None else 0
        if size and all(_PART.match(sentence.text, n.end) for n in later[:size]):
            parts += [msgspec.structs.replace(bare(n, whole.measure), part=True) for n in later[:size]]
    return parts


def parts_of_last(sentence: Sentence, rest: list[Number], found: list[Counted], last: Claim | None) -> list[Counted]:
    """Return the numbers of a sentence that add up to the count told last: "Orvan had 10 and Veldara six"."""
    if last is None or last.measure is None or last.value is None or len(rest) != len(sentence.numbers):
        return []
    whole = last.value.plain
    if whole is None or _adding_up([n.plain or 0 for n in rest], whole) != len(rest):
        return []
    alone = [n for n in rest if not any(c.start <= n.core < c.end for c in found)]
    if not all(_PART.match(sentence.text, n.end) for n in alone):
        return []
    return [msgspec.structs.replace(bare(n, last.measure), part=True) for n in alone]


def _adding_up(values: list[int], whole: int) -> int:
    """Return how many of the first values add up to a whole; 0 where none do, or one alone does."""
    total = 0
    for size, value in enumerate(values, 1):
        total += value
        if total >= whole:
            return size if total == whole and size > 1 and min(values[:size]) > 0 else 0
    return 0
