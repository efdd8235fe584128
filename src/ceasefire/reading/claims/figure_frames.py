"""Counts told by a clause whose verb says what was done to the things counted: "31 wells were repaired in May".

What can be counted is not listed: any noun in the plural after a number is a measure, where somebody counted it, where
it is counted over a time, or where the verb moves many persons.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_clauses import (
    PERSONS,
    Noun,
    governed,
    governing,
    in_report,
    is_done,
    is_meant,
    is_there,
    noun_of,
    only_is,
    over_a_time,
    persons_of,
)
from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.claims.incident_kinds import kind_at
from ceasefire.reading.frames import Voice
from ceasefire.reading.frames.clauses import Clause
from ceasefire.reading.frames.words import Words
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import forms, kinds, wordset
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.text.segment import UnitKind

_LASTING_STATES: Final = ("returned", "detained", "missing", "displaced", "stranded")
_NO_COUNTING: Final = frozenset(("meeting", "agreement", "speech", "talks"))
"""Groups of frames whose verbs do nothing to what is counted: "three delegations met"."""
_OUTCOMES: Final = tuple(
    (name, re.compile(rf"\b(?:{body})\b", re.I)) for name, body in kinds("en", "figures", "outcome")
)
_BEFALLS: Final = wordset("en", "figures", "befalls")
_HELD: Final = wordset("en", "figures", "held")
_GIVEN: Final = frozenset(("returned", "handed over", "crossed", "exchanged"))
"""Outcomes of those who were in the hands of the other side."""
_OF_PERSONS: Final = ("killed", "displaced", "released", "evacuated")
_MANY: Final = 5
"""From so many on, what is counted without a time is no detail of an event; chosen by hand, not measured."""
_REACH: Final = 70
"""Characters over which the words of a verb are looked for."""
_SHORT: Final = 120
"""Characters of the longest line that may be an item of a list; chosen by hand."""
_AS: Final = re.compile(r" (?:as |still |who are |to be )?(?P<what>missing|detained|displaced|abducted)\b")
_TAKEN_UP: Final = re.compile(r"\b(?:the|these|those|all|of) $", re.I)
_HAVE: Final = re.compile(r" (?:still |since |already )?(?:has|have|had|was|were|are)\b")
_STILL: Final = frozenset(("still", "remain", "remains"))
_COMPOSED: Final = gated(rf"\b(?:{forms('en', 'figures', 'composed')}) (?:[\w'-]+ ){{0,3}}$")
"""What stands before the number of those who make up a body."""
_EACH: Final = re.compile(r" (?:from|of|by|on|for) (?:each|either|both)\b| (?:apiece|each)\b")
_AUXILIARIES: Final = re.compile(
    r"(?:(?:has|have|had|is|are|was|were|been|still|considered|listed as|reported|being|already|since|then|also|now|\w+ly) )*"
)


class _Told(msgspec.Struct, frozen=True):
    """What a clause tells of a number: how many, what became of them, and whether they are things and an item of a list."""

    clause: Clause
    plain: int
    done: str | None
    thing: bool
    listed: bool


def by_frame(sentence: Sentence, number: Number) -> Counted | None:
    """Return the count that a number makes with its noun and the verb of their clause; None where nothing is counted."""
    plain = number.count.low if number.count.low is not None else number.count.high
    if plain is None or plain < 2 or _TAKEN_UP.search(sentence.text[: number.start]):
        return None
    if _COMPOSED.search(sentence.text, 0, number.start):
        return None
    return _framed(sentence, number, plain)


def _framed(sentence: Sentence, number: Number, plain: int) -> Counted | None:
    """Return the count of a number of two or more that takes up no other."""
    words = sentence.analysis.words
    noun = noun_of(sentence.text, words, number)
    after = noun.after if noun else _behind_bare(sentence, words, number)
    found = _clause(sentence, number, after) if after else None
    if noun and found is None and _is_item(sentence, number, noun):
        return _item(sentence, number, noun)
    if not after or found is None or (found[1] and is_meant(sentence, number)):
        return None
    if _EACH.match(sentence.text, words.ends[after - 1]):
        return None
    told = _told(sentence, number, noun, found, plain, words.ends[after - 1])
    if not (noun or told.done) or not _is_counted(sentence, told):
        return None
    stop = after if found[1] else told.clause.group.after
    return _made(sentence, number, noun, told, max(words.ends[stop - 1], number.end))


def _behind_bare(sentence: Sentence, words: Words, number: Number) -> int | None:
    """The word behind a number that is a subject or an object by itself."""
    return _bare_subject(sentence, words, number) or _bare_object(sentence, words, number)


def _told(
    sentence: Sentence, number: Number, noun: Noun | None, found: tuple[Clause, bool], plain: int, noun_end: int
) -> _Told:
    clause, is_object = found
    done = _outcome(sentence, clause) or _state(sentence, noun_end)
    return _Told(
        clause=clause,
        plain=plain,
        done=done or (_befallen(sentence, clause) if is_object and noun and noun.word in PERSONS else None),
        thing=is_object and noun is not None and noun.word not in PERSONS,
        listed=is_object and sentence.text[: number.start].endswith((" and ", ", ")),
    )


def _befallen(sentence: Sentence, clause: Clause) -> str | None:
    """What a subject names that befell the persons of the object: "forced displacement affected 900 people"."""
    words = sentence.analysis.words
    if clause.subject is None or words.lows[clause.group.head] not in _BEFALLS:
        return None
    named = lexis.measure_in(sentence.text[slice(*words.span(clause.subject.first, clause.subject.core))])
    return named if named in lexis.OF_PERSONS or named in ("displaced", "returned") else None


def _made(sentence: Sentence, number: Number, noun: Noun | None, told: _Told, end: int) -> Counted:
    """The count of a number with its noun and what became of the things or persons counted."""
    of_persons = told.done is not None and (noun is None or noun.word in PERSONS)
    return Counted(
        start=number.start,
        end=end,
        at=number.core,
        rule="figures/outcome" if of_persons else "figures/frame",
        measure=_measure(noun.word, told.clause, sentence.analysis.words, told.done) if noun else str(told.done),
        value=number.count,
        population=persons_of(noun) if told.done else None,
    )


def _is_item(sentence: Sentence, number: Number, noun: Noun) -> bool:
    """Whether a number and its noun are an item of a list of counts: "- 14 patrols to Orvan"."""
    listed = sentence.unit.kind is UnitKind.BULLET or len(sentence.text) <= _SHORT
    opens = not sentence.text[: number.start].strip(" -*") or sentence.text[: number.start].endswith((": ", "; ", ", "))
    told = [c for c in sentence.analysis.clauses if not c.group.tells_of("speech")]
    return listed and opens and not told and (over_a_time(sentence) or in_report(sentence))


def _item(sentence: Sentence, number: Number, noun: Noun) -> Counted:
    return Counted(
        start=number.start,
        end=sentence.analysis.words.ends[noun.after - 1],
        at=number.core,
        rule="figures/item",
        measure=lexis.measure_in(noun.word) or noun.word,
        value=number.count,
    )


def _state(sentence: Sentence, end: int) -> str | None:
    """What persons counted are said to be after their noun: "19 people as missing", "640 families sheltering in Orvan"."""
    match = _AS.match(sentence.text, end)
    return match["what"] if match else outcome_in(sentence.text[end + 1 : end + _REACH])


def _bare_subject(sentence: Sentence, words: Words, number: Number) -> int | None:
    """Return the place after a number that is a subject by itself: "31,000 have come back"."""
    after = next((i + 1 for i, end in enumerate(words.ends) if end >= number.end), None)
    verb = after is not None and "".join(words.tags[after : after + 2]).lstrip("A")[:1] == "V"
    return after if verb or _HAVE.match(sentence.text, number.end) else None


def _bare_object(sentence: Sentence, words: Words, number: Number) -> int | None:
    """Return the place after a number that is by itself what a verb did something to: "has driven 1.3 million from home"."""
    after = next((i + 1 for i, end in enumerate(words.ends) if end >= number.end), None)
    clause = (
        governed(sentence, words, next(i for i, end in enumerate(words.ends) if end > number.core)) if after else None
    )
    apart = after is not None and "".join(words.tags[after : after + 1]) in ("", "P", ",", ".", ";", "W")
    return after if clause is not None and apart and _outcome(sentence, clause) in _OF_PERSONS else None


def _clause(sentence: Sentence, number: Number, after: int) -> tuple[Clause, bool] | None:
    """Return the clause that a counted noun, which ends before a word, stands in, and whether it is the object."""
    words = sentence.analysis.words
    first = next(i for i, end in enumerate(words.ends) if end > number.core)
    object_of = governed(sentence, words, first)
    told = None if object_of and only_is(object_of, words) else object_of, governing(sentence, words, after)
    if told[1] is None:
        told = told[0], _being(sentence, after)
    if told[1] is not None and (told[0] is None or words.tags[told[1].group.first] in "BH" or _speaks(told[0])):
        return told[1], False
    return (told[0], True) if told[0] is not None else None


def _being(sentence: Sentence, after: int) -> Clause | None:
    """Return the clause that says right behind a noun what became of those counted: "37 soldiers are in our custody"."""
    clause = next((c for c in sentence.analysis.clauses if c.group.first == after), None)
    return clause if clause is not None and _outcome(sentence, clause) in _LASTING_STATES else None


def _speaks(clause: Clause) -> bool:
    return clause.group.tells_of("speech")


def _is_counted(sentence: Sentence, told: _Told) -> bool:
    """Whether a clause counts over a time, or many, and tells it as done."""
    groups = {t.frame.group for t in told.clause.group.triggers}
    counts = "count" in groups or told.done is not None
    if groups & _NO_COUNTING and not counts and (groups == {"speech"} or not told.thing):
        return False
    if not is_done(sentence, told.clause):
        return False
    if over_a_time(sentence) or ("count" in groups and told.listed) or _goes_on(sentence, told):
        return True
    return _is_reported(sentence) or (told.plain >= _MANY and (counts or _is_told_of(sentence, told)))


def _goes_on(sentence: Sentence, told: _Told) -> bool:
    """Whether what became of those counted is still so: "eight people are still missing"."""
    words, group = sentence.analysis.words, told.clause.group
    return told.done is not None and bool(_STILL & set(words.lows[group.first : group.after]))


def _is_reported(sentence: Sentence) -> bool:
    """Whether a short sentence stands in a report of some days and tells of no one act."""
    return len(sentence.text) <= _SHORT and in_report(sentence) and kind_at(sentence.text) is None


def _is_told_of(sentence: Sentence, told: _Told) -> bool:
    """Whether a report of some days, or "there are", tells of many things."""
    return in_report(sentence) or is_there(told.clause, sentence.analysis.words)


def _outcome(sentence: Sentence, clause: Clause) -> str | None:
    """What became of those counted, by the verb: "returned", "displaced", "handed over"."""
    start = sentence.analysis.words.starts[clause.group.first]
    return outcome_in(bare_verb(sentence.text[start : start + _REACH]))


def outcome_in(told: str) -> str | None:
    """Return what became of persons, by the words that open a text; None where they tell nothing of it."""
    return next((name for name, pattern in _OUTCOMES if pattern.match(told)), None)


def bare_verb(told: str) -> str:
    """Return the words of a verb without its auxiliaries."""
    match = _AUXILIARIES.match(told)
    return told[match.end() :] if match else told


def _measure(noun: str, clause: Clause, words: Words, done: str | None) -> str:
    """What is counted, with what was done to it where the verb says so."""
    if done:
        apart = noun not in PERSONS or (noun in _HELD and done in _GIVEN)
        return f"{noun} {done}" if apart else done
    told = {t.frame.group for t in clause.group.triggers}
    noun = lexis.of_stem(noun) or noun
    if clause.group.voice is Voice.PASSIVE and "count" not in told:
        return f"{noun} {words.lows[clause.group.head]}"
    return noun
