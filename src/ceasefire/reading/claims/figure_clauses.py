"""The clause that a number and its noun stand in: whose object or subject they are, and whether it is told as done."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.claims.periods import of_report
from ceasefire.reading.frames import Reality
from ceasefire.reading.frames.clauses import Clause
from ceasefire.reading.frames.index import verb_words
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.frames.words import Words
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import alternation, forms, wordset
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence

PERSONS: Final = wordset("en", "casualties", "persons") | {"persons", "people", "households"}
_NO_THINGS: Final = wordset("en", "figures", "no_things")
_LASTING: Final = gated(rf"\b(?:so far|to date|since|{alternation('en', 'figures', 'over_a_time')})\b", re.I)
_WEEK: Final = 4
"""Days from the first to the last of the shortest time over which things are counted; chosen by hand, not measured."""
_IRREGULAR: Final = frozenset(
    (
        "people",
        "men",
        "women",
        "children",
        "police",
        "folk",
        "troops",
        "personnel",
        "cattle",
        "sheep",
        "aircraft",
        "staff",
    )
)
_OF_ITS: Final = re.compile(r" of (?:its|their|his|her|our|the) (?=[a-z])")
_APPOSED: Final = re.compile(
    r"(?: (?:of|from|in) [A-Z][\w'-]+)?, (?!and\b|or\b|but\b|who\b|while\b)[^,;.]{3,60}, (?=(?:have|has|had|were|was|are|is)\b)"
)
"""What a number and its noun are said to be beside: "1,200 residents of Orvan, half the town, have fled"."""
_MARKS: Final = frozenset(',;:.?!"(')
_LEAD: Final = frozenset("AD#")
_PARTICLES: Final = (["back"], ["home"], ["out"], ["away"])
"""What may stand between a verb and its object: "brought home 60 soldiers"."""
_TO_DO: Final = re.compile(
    r"(?P<over>\w+) to (?:[a-z]+ly )?(?!just|only|about|some|over|nearly|almost|around|the )[a-z]+ (?:[a-z]+ )?$"
)
"""A verb in the infinitive before a number, with the word that it hangs on."""
_WISHED: Final = re.compile(
    rf"\b(?:{forms('en', 'figures', 'wished')})"
    rf"(?: (?:another|a further|the|for|some|about|at least|only|up to)| [\d,]+(?: [a-z]+){{1,2}}(?:,| and))* $"
)
"""What stands before the number of things or persons that are wished for, allowed or led, and not counted."""
_ACHIEVED: Final = wordset("en", "figures", "achieved")
_LISTED: Final = frozenset("AD#NJ,CPW'()")
_LONGEST: Final = 40
"""Words of the longest list of things counted; chosen by hand."""


class Noun(msgspec.Struct, frozen=True):
    """The noun counted: its word, and the places of the words from the one after the number to the one after it."""

    word: str
    first: int
    after: int


def noun_of(text: str, words: Words, number: Number, *, any_thing: bool = False) -> Noun | None:
    """Return the noun in the plural after a number: "wells", "of its people"."""
    of_its = _OF_ITS.match(text, number.end)
    start = of_its.end() if of_its else number.end
    first = next((i for i, s in enumerate(words.starts) if s >= start), len(words.starts))
    after = first
    while after < len(words.tags) and words.tags[after] in "NJ" and not words.capital(after):
        if after > first and _ends_plural(words.lows[after - 1]) and _is_base(words.lows[after]):
            break
        after += 1
    if after == first or after - first > 4:
        return None
    word = words.lows[after - 1]
    return Noun(word, first, after) if _ends_plural(word) and (any_thing or word not in _NO_THINGS) else None


def _is_base(word: str) -> bool:
    """Whether a word is the plain form of a verb, which behind a plural is no noun: "340 people remain"."""
    return verb_words().get(word, ("",))[0] == word


def governed(sentence: Sentence, words: Words, first: int) -> Clause | None:
    """Return the clause whose verb a number is the object of."""
    for clause in reversed(sentence.analysis.clauses):
        start = clause.group.after + (words.lows[clause.group.after : clause.group.after + 1] in _PARTICLES)
        between = _unbracketed(words.tags[start:first])
        if start <= first and (set(between) <= _LEAD or _is_listed(between)):
            return clause
    return None


def governing(sentence: Sentence, words: Words, after: int) -> Clause | None:
    """Return the clause whose verb stands after a noun, with no mark between."""
    aside = _APPOSED.match(sentence.text, words.ends[after - 1]) if after else None
    stop = aside.end() if aside else 0
    clause = next(
        (c for c in sentence.analysis.clauses if c.group.first >= after and words.starts[c.group.first] >= stop), None
    )
    if aside and clause is not None:
        return None if words.starts[clause.group.first] != stop or only_is(clause, words) else clause
    if clause is None or _MARKS & set(words.tags[after : clause.group.first]) or only_is(clause, words):
        return None
    return clause


def is_meant(sentence: Sentence, number: Number) -> bool:
    """Say whether what is done to the things of a number is only meant, possible or to come: "agreed to free 400"."""
    if _WISHED.search(sentence.text, 0, number.start):
        return True
    to_do = _TO_DO.search(sentence.text, 0, number.start)
    if to_do is not None:
        return to_do["over"].lower() not in _ACHIEVED
    words = sentence.analysis.words
    clause = governed(
        sentence, words, next((i for i, end in enumerate(words.ends) if end > number.core), len(words.ends))
    )
    return clause is not None and (clause.group.modal >= 0 or clause.group.tense is Tense.FUTURE)


def _unbracketed(tags: list[str]) -> list[str]:
    """The tags that stand in no brackets; all of them where a bracket is open at the end."""
    opened = [i for i, tag in enumerate(tags) if tag == "("]
    closed = [i for i, tag in enumerate(tags) if tag == ")"]
    if not opened or len(opened) != len(closed):
        return tags
    return [tag for i, tag in enumerate(tags) if not any(a <= i <= b for a, b in zip(opened, closed, strict=True))]


def _is_listed(between: list[str]) -> bool:
    """Whether a number is a later item of a list that a verb governs: "recorded 104 arrests, 19 abductions and six raids"."""
    marks = [i for i, tag in enumerate(between) if tag in ",C"]
    opens = bool(marks) and set(between[marks[-1] + 1 :]) <= _LEAD
    return opens and "#" in between[: marks[0]] and set(between) <= _LISTED and len(between) <= _LONGEST


def only_is(clause: Clause, words: Words) -> bool:
    """Whether a clause only says what something is or has; "there were six" tells that they were."""
    if words.tags[clause.group.head] not in "BH":
        return False
    return not is_there(clause, words)


def is_there(clause: Clause, words: Words) -> bool:
    """Whether a clause says that there are things."""
    return clause.subject is not None and words.lows[clause.subject.first] == "there"


def over_a_time(sentence: Sentence) -> bool:
    """Say whether a sentence tells of a time of some days: "in April", "in the week to 14 May", "since then"."""
    if _LASTING.search(sentence.text):
        return True
    told = [d for d in sentence.event_dates if d.value]
    if told:
        return any((d.value.end - d.value.start).days >= _WEEK for d in told if d.value)
    return (
        sentence.thread.period is not None and (sentence.thread.period.end - sentence.thread.period.start).days >= _WEEK
    )


def in_report(sentence: Sentence) -> bool:
    """Whether a sentence that names no day stands in a report of some days."""
    period = of_report(sentence.thread)
    return period is not None and (period.end - period.start).days >= _WEEK and not sentence.event_dates


def _ends_plural(word: str) -> bool:
    return (
        (word.endswith("s") and not word.endswith(("ss", "us", "is")))
        or word in _IRREGULAR
        or word.endswith(("men", "women"))
    )


def is_plural(word: str) -> bool:
    return _ends_plural(word) and word not in _NO_THINGS


def is_done(sentence: Sentence, clause: Clause) -> bool:
    """Say whether a clause tells what was done as a fact, and neither denies it nor puts it as possible."""
    words, group = sentence.analysis.words, clause.group
    fact = sentence.analysis.reality_at(*words.span(group.head, group.after)) is Reality.FACT
    return fact and group.negation < 0 and group.modal < 0 and not _is_ahead(sentence, clause)


def _is_ahead(sentence: Sentence, clause: Clause) -> bool:
    """Whether a verb in the present tells of a day to come: "the first 40 monitors arrive next week"."""
    reference = sentence.thread.reference
    if reference is None or clause.group.tense is not Tense.PRESENT or clause.group.perfect:
        return False
    return any(d.value.start > reference for d in sentence.event_dates if d.value)


def persons_of(noun: Noun | None) -> str | None:
    """Return the word for the persons counted, where the noun is one."""
    return noun.word if noun and noun.word in PERSONS else None
