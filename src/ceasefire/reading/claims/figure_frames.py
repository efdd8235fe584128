"""Counts told by a clause whose verb says what was done to the things counted: "31 wells were repaired in May".

What can be counted is not listed: any noun in the plural after a number is a measure, where somebody counted it, where
it is counted over a time, or where the verb moves many persons.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.claims.incident_kinds import kind_at
from ceasefire.reading.claims.periods import of_report
from ceasefire.reading.frames import Reality, Voice
from ceasefire.reading.frames.clauses import Clause
from ceasefire.reading.frames.verb_groups import Tense
from ceasefire.reading.frames.words import Words
from ceasefire.reading.lexicon.load import alternation, kinds, wordset
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.text.segment import UnitKind

_ACHIEVED: Final = wordset("en", "figures", "achieved")
_CHANGED: Final = wordset("en", "figures", "changed")
_PERSONS: Final = wordset("en", "casualties", "persons") | {"persons", "people", "households"}
_NO_THINGS: Final = wordset("en", "figures", "no_things")
_NO_COUNTING: Final = frozenset(("meeting", "agreement", "speech", "talks"))
"""Groups of frames whose verbs do nothing to what is counted: "three delegations met"."""
_OUTCOMES: Final = tuple(
    (name, re.compile(rf"\b(?:{body})\b", re.I)) for name, body in kinds("en", "figures", "outcome")
)
_LASTING: Final = re.compile(rf"\b(?:so far|to date|since|{alternation('en', 'figures', 'over_a_time')})\b", re.I)
_WEEK: Final = 4
"""Days from the first to the last of the shortest time over which things are counted; chosen by hand, not measured."""
_MANY: Final = 10
"""From so many on, what is counted without a time is no detail of an event; chosen by hand, not measured."""
_OF_ITS: Final = re.compile(r" of (?:its|their|his|her|our|the) (?=[a-z])")
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
_REACH: Final = 70
"""Characters over which the words of a verb are looked for."""
_SHORT: Final = 120
"""Characters of the longest line that may be an item of a list; chosen by hand."""
_AS: Final = re.compile(r" (?:as |still |who are |to be )?(?P<what>missing|detained|displaced|abducted)\b")
_TAKEN_UP: Final = re.compile(r"\b(?:the|these|those|all|of) $", re.I)
_HAVE: Final = re.compile(r" (?:still |since |already )?(?:has|have|had|was|were|are)\b")
_MARKS: Final = frozenset(',;:.?!"(')
_LEAD: Final = frozenset("AD#")
_PARTICLES: Final = (["back"], ["home"], ["in"], ["out"], ["over"], ["up"], ["off"], ["away"], ["down"])
"""What may stand between a verb and its object: "brought home 60 soldiers"."""
_ACT: Final = re.compile(
    r"\b(?:the |an? )?(?:\w+ )?(?P<act>[a-z]+(?:ment|tion|sion|[sv]al|cide|ing|ure|ance|ery)s?|arrests?|release|return|loss|theft) of $"
)
"""An act before the number of those to whom it was done."""
_TO_DO: Final = re.compile(
    r"(?P<over>\w+) to (?:[a-z]+ly )?(?!just|only|about|some|over|nearly|almost|around|the )[a-z]+ (?:[a-z]+ )?$"
)
"""A verb in the infinitive before a number, with the word that it hangs on."""
_LISTED: Final = frozenset("AD#NJ,CPW'()")
_LONGEST: Final = 40
"""Words of the longest list of things counted; chosen by hand."""


class _Noun(msgspec.Struct, frozen=True):
    """The noun counted: its word, and the places of the words from the one after the number to the one after it."""

    word: str
    first: int
    after: int


def by_frame(sentence: Sentence, number: Number) -> Counted | None:
    """Return the count that a number makes with its noun and the verb of their clause; None where nothing is counted."""
    plain = number.count.low if number.count.low is not None else number.count.high
    if plain is None or plain < 2 or _TAKEN_UP.search(sentence.text[: number.start]):
        return None
    return _framed(sentence, number, plain)


def _framed(sentence: Sentence, number: Number, plain: int) -> Counted | None:
    """Return the count of a number of two or more that takes up no other."""
    words = sentence.analysis.words
    noun = _noun(sentence.text, words, number)
    after = noun.after if noun else _bare_subject(sentence, words, number)
    found = _clause(sentence, number, after) if after else None
    if noun and found is None and _is_item(sentence, number, noun):
        return _item(sentence, number, noun)
    if not after or found is None:
        return None
    clause, is_object = found
    done = _outcome(sentence, clause)
    if is_object and is_meant(sentence, number):
        return None
    thing = is_object and noun is not None and noun.word not in _PERSONS
    listed = is_object and sentence.text[: number.start].endswith((" and ", ", "))
    if not (noun or done) or not _is_counted(sentence, clause, plain, done, thing=thing, listed=listed):
        return None
    stop = words.ends[after - 1] if is_object else words.ends[clause.group.after - 1]
    state = done or _state(sentence, words.ends[after - 1])
    return Counted(
        start=number.start,
        end=max(stop, number.end),
        at=number.core,
        rule="figures/outcome" if done and (noun is None or noun.word in _PERSONS) else "figures/frame",
        measure=_measure(noun.word, clause, words, state) if noun else str(done),
        value=number.count,
        population=_persons(noun) if done else None,
    )


def _persons(noun: _Noun | None) -> str | None:
    """The word for the persons counted, where the noun is one."""
    return noun.word if noun and noun.word in _PERSONS else None


def _is_item(sentence: Sentence, number: Number, noun: _Noun) -> bool:
    """Whether a number and its noun are an item of a list of counts: "- 14 patrols to Orvan"."""
    listed = sentence.unit.kind is UnitKind.BULLET or len(sentence.text) <= _SHORT
    opens = not sentence.text[: number.start].strip(" -*") or sentence.text[: number.start].endswith((": ", "; ", ", "))
    return listed and opens and not sentence.analysis.clauses and (over_a_time(sentence) or _in_report(sentence))


def _item(sentence: Sentence, number: Number, noun: _Noun) -> Counted:
    return Counted(
        start=number.start,
        end=sentence.analysis.words.ends[noun.after - 1],
        at=number.core,
        rule="figures/item",
        measure=lexis.measure_in(noun.word) or noun.word,
        value=number.count,
    )


def _state(sentence: Sentence, end: int) -> str | None:
    """What persons counted are said to be after their noun: "19 people as missing"."""
    match = _AS.match(sentence.text, end)
    return match["what"] if match else None


def _bare_subject(sentence: Sentence, words: Words, number: Number) -> int | None:
    """Return the place after a number that is a subject by itself: "31,000 have come back"."""
    after = next((i + 1 for i, end in enumerate(words.ends) if end >= number.end), None)
    verb = after is not None and words.tags[after : after + 1] == ["V"]
    return after if verb or _HAVE.match(sentence.text, number.end) else None


def _noun(text: str, words: Words, number: Number, *, any_thing: bool = False) -> _Noun | None:
    """Return the noun in the plural after a number: "wells", "of its people"."""
    of_its = _OF_ITS.match(text, number.end)
    start = of_its.end() if of_its else number.end
    first = next((i for i, s in enumerate(words.starts) if s >= start), len(words.starts))
    after = first
    while after < len(words.tags) and words.tags[after] in "NJ" and not words.capital(after):
        after += 1
    if after == first or after - first > 4:
        return None
    word = words.lows[after - 1]
    return _Noun(word, first, after) if _ends_plural(word) and (any_thing or word not in _NO_THINGS) else None


def _clause(sentence: Sentence, number: Number, after: int) -> tuple[Clause, bool] | None:
    """Return the clause that a counted noun, which ends before a word, stands in, and whether it is the object."""
    words = sentence.analysis.words
    first = next(i for i, end in enumerate(words.ends) if end > number.core)
    object_of = governed(sentence, words, first)
    told = None if object_of and _only_is(object_of, words) else object_of, _governing(sentence, words, after)
    if told[1] is not None and (told[0] is None or words.tags[told[1].group.first] in "BH" or _speaks(told[0])):
        return told[1], False
    return (told[0], True) if told[0] is not None else None


def governed(sentence: Sentence, words: Words, first: int) -> Clause | None:
    """Return the clause whose verb a number is the object of."""
    for clause in reversed(sentence.analysis.clauses):
        start = clause.group.after + (words.lows[clause.group.after : clause.group.after + 1] in _PARTICLES)
        between = _unbracketed(words.tags[start:first])
        if start <= first and (set(between) <= _LEAD or _is_listed(between)):
            return clause
    return None


def is_meant(sentence: Sentence, number: Number) -> bool:
    """Say whether what is done to the things of a number is only meant, possible or to come: "agreed to free 400"."""
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


def _governing(sentence: Sentence, words: Words, after: int) -> Clause | None:
    """Return the clause whose verb stands after a noun, with no mark between."""
    clause = next((c for c in sentence.analysis.clauses if c.group.first >= after), None)
    if clause is None or _MARKS & set(words.tags[after : clause.group.first]) or _only_is(clause, words):
        return None
    return clause


def _speaks(clause: Clause) -> bool:
    return any(t.frame.group == "speech" for t in clause.group.triggers)


def _only_is(clause: Clause, words: Words) -> bool:
    """Whether a clause only says what something is or has; "there were six" tells that they were."""
    if words.tags[clause.group.head] not in "BH":
        return False
    return not _is_there(clause, words)


def by_amount(sentence: Sentence, number: Number) -> Counted | None:
    """Return the count of "Detentions reached 208", "Violations fell by half in May, to 44": of what the subject names."""
    words = sentence.analysis.words
    first = next((i for i, end in enumerate(words.ends) if end > number.core), -1)
    clause = governed(sentence, words, first)
    if clause is None or "amount" not in {t.frame.name for t in clause.group.triggers}:
        clause = _changing(sentence, number)
    if clause is None or clause.subject is None:
        return None
    start = clause.subject.first
    word = words.lows[clause.subject.core - 1]
    if not _is_plural(word) or (words.capital(clause.subject.core - 1) and start != clause.subject.core - 1):
        return None
    if sentence.analysis.reality_at(*words.span(clause.group.head, clause.group.after)) is not Reality.FACT:
        return None
    return Counted(
        start=words.starts[start],
        end=number.end,
        at=number.core,
        rule="figures/frame",
        measure=lexis.measure_in(word) or word,
        value=number.count,
    )


def by_act(sentence: Sentence, number: Number) -> Counted | None:
    """Return the count of "recorded the arrest of 12 activists": of persons or things to whom an act was done."""
    act = _ACT.search(sentence.text, 0, number.start)
    words = sentence.analysis.words
    noun = _noun(sentence.text, words, number, any_thing=True) if act and number.count.plain is not None else None
    if act is None or noun is None:
        return None
    first = next(i for i, start in enumerate(words.starts) if start >= act.start("act"))
    clause = governed(sentence, words, first)
    counted = clause is not None and "count" in {t.frame.group for t in clause.group.triggers}
    if (
        clause is None
        or not (counted or over_a_time(sentence))
        or not _is_counted(sentence, clause, _MANY, None, thing=True)
    ):
        return None
    done = lexis.measure_in(act["act"]) or (f"{act['act']}" if noun.word in _PERSONS else f"{noun.word} {act['act']}")
    return Counted(
        start=act.start("act"),
        end=words.ends[noun.after - 1],
        at=number.core,
        rule="figures/act",
        measure=done,
        value=number.count,
        population=_persons(noun),
    )


def _changing(sentence: Sentence, number: Number) -> Clause | None:
    """Return the clause that says that something rose or fell to a number, or from it, whatever stands between."""
    words, before = sentence.analysis.words, sentence.text[: number.start]
    if not before.endswith((" to ", " from ", " to just ", " to only ")):
        return None
    told = [c for c in sentence.analysis.clauses if words.ends[c.group.after - 1] < number.start]
    changes = (
        told and words.lows[told[-1].group.head] in _CHANGED and ";" not in before[words.starts[told[-1].group.head] :]
    )
    return told[-1] if changes else None


def _ends_plural(word: str) -> bool:
    return (word.endswith("s") and not word.endswith(("ss", "us", "is"))) or word in _IRREGULAR


def _is_plural(word: str) -> bool:
    return _ends_plural(word) and word not in _NO_THINGS


def _is_counted(
    sentence: Sentence, clause: Clause, plain: int, done: str | None, *, thing: bool, listed: bool = False
) -> bool:
    """Whether a clause counts over a time, or many, and tells it as done."""
    words, group = sentence.analysis.words, clause.group
    told = {t.frame.group for t in group.triggers}
    if told & _NO_COUNTING and "count" not in told and done is None and (told == {"speech"} or not thing):
        return False
    start, end = words.span(group.head, group.after)
    if sentence.analysis.reality_at(start, end) is not Reality.FACT or group.negation >= 0 or group.modal >= 0:
        return False
    if over_a_time(sentence):
        return True
    if kind_at(sentence.text) is None and len(sentence.text) <= _SHORT and _in_report(sentence):
        return True
    if "count" in told and listed:
        return True
    return plain >= _MANY and ("count" in told or done is not None or _in_report(sentence) or _is_there(clause, words))


def _is_there(clause: Clause, words: Words) -> bool:
    """Whether a clause says that there are things."""
    return clause.subject is not None and words.lows[clause.subject.first] == "there"


def _in_report(sentence: Sentence) -> bool:
    """Whether a sentence that names no day stands in a report of some days."""
    period = of_report(sentence.thread)
    return period is not None and (period.end - period.start).days >= _WEEK and not sentence.event_dates


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


def _outcome(sentence: Sentence, clause: Clause) -> str | None:
    """What became of those counted, by the verb: "returned", "displaced", "handed over"."""
    start = sentence.analysis.words.starts[clause.group.first]
    told = _bare(sentence.text[start : start + _REACH])
    return next((name for name, pattern in _OUTCOMES if pattern.match(told)), None)


_AUXILIARIES: Final = re.compile(
    r"(?:(?:has|have|had|is|are|was|were|been|still|considered|listed as|reported|being|already|since|then|also|now|\w+ly) )*"
)


def _bare(told: str) -> str:
    """Return the words of a verb without its auxiliaries."""
    match = _AUXILIARIES.match(told)
    return told[match.end() :] if match else told


def _measure(noun: str, clause: Clause, words: Words, done: str | None) -> str:
    """What is counted, with what was done to it where the verb says so."""
    if done:
        return done if noun in _PERSONS else f"{noun} {done}"
    told = {t.frame.group for t in clause.group.triggers}
    if clause.group.voice is Voice.PASSIVE and "count" not in told:
        return f"{noun} {words.lows[clause.group.head]}"
    return noun
