"""Counts that leave out what they count and take it from the count before: parts, series, comparisons, another speaker's.

One rule reads them all: a number without a noun of its own goes on counting, where only a name, a place, a time or
somebody who counts stands between it and the count before, or where its own verb or "of them" says what became of a part.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_counts import COMPARED, Counted
from ceasefire.reading.claims.figure_frames import governed
from ceasefire.reading.claims.incident_kinds import kind_at
from ceasefire.reading.frames import Reality, Voice
from ceasefire.reading.frames.clauses import Clause
from ceasefire.reading.frames.words import Words
from ceasefire.reading.lexicon.load import alternation, forms, wordset
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Count

OTHER_TIME = re.compile(
    r"[^,;.]{0,40}?\b(?:the (?:day|week|month|year|quarter|period) before|(?:last|previous|preceding|past|same|earlier)"
    r" (?:\w+ ){0,2}?(?:day|week|month|year|quarter|period|report|round|fortnight)"
    r"|(?:first|second|third|fourth|opening|final) (?:day|week|month|quarter|round)|(?:a|one) (?:day|week|fortnight|month|quarter|year) (?:before|earlier|ago))\b"
)
"""What makes a number that is compared with a count of its own, of another time, and not the older state of it."""
_SETS_BESIDE = re.compile(rf"(?:{forms('en', 'figures', 'sets_beside')})(?: only| just| about| some)? $", re.I)
_CHANGED = re.compile(
    rf"\b(?:{alternation('en', 'figures', 'changed')})\b[^;.]*\bto(?: only| just| about| some)? $", re.I
)
_OF_THEM = re.compile(rf"(?:, | )?(?:of|among) (?:{forms('en', 'figures', 'taken_up')})\b", re.I)
_OF_WHICH = re.compile(
    rf"\b(?:(?:of|among) (?:{forms('en', 'figures', 'taken_up')})|including|includes?)(?: were)?,? $", re.I
)
_RESTS: Final = frozenset(("remaining", "other", "further", "another", "additional"))
_AFTER_BARE: Final = wordset("en", "figures", "after_bare")
_OF_THESE = re.compile(rf"Of (?:{forms('en', 'figures', 'taken_up')})\b", re.I)
_OF_WHOLE = re.compile(
    r"Of (?:the |these |its |their |those |all )?(?:[\d,.]+|[a-z-]+) (?P<what>(?:[a-z-]+ ){0,3}?[a-z]+s)\b"
)
_DEFINITE: Final = wordset("en", "figures", "definite")
_THINGS: Final = wordset("en", "figures", "no_speakers")
_NOBODY: Final = frozenset(("he", "she", "they", "we", "i", "it", "that", "this", "there", "which", "who"))
_OF_ITS_OWN = re.compile(r"'s (?:own )?(?:tables?|lists?|figures?|registers?|records?|books|count|log|tally)$")
_ON_RECORD = re.compile(r" on (?:record|file|(?:its|their|his) (?:list|books))\b")
_JOINS: Final = frozenset(",;:C(-")
_CLOSES: Final = frozenset(",;:.?!)(-\"'")
_VERBS: Final = frozenset("VBHXMT")
_WHO = re.compile(
    r",? (?:were |are |had |have |died |(?:[\w-]+ ){0,2}(?:women|children|civilians|soldiers|minors|men|girls|boys|police\w*|fighters|combatants)\b)"
)
_CLASSED = re.compile(r" (?:as|(?:were|was|are|have been)(?: classified as| considered| counted as)?) ")
_GOES_ON: Final = frozenset("VBHCSRPW!")
_OWN, _LEAD, _LINE, _NEAR, _REACH = 9, 160, 12, 350, 4
"""Words between a mark and its number, characters between two counts, words of a line without a verb, and characters
between two sentences, up to which one goes on from the other, and sentences over which a toll leans on its incident; chosen by hand, not measured."""
_ASKED = re.compile(
    r"\b[Hh]ow many (?:of (?:our|your|their|the) |more |other )?(?P<what>[a-z][a-z-]+(?: [a-z-]+s)?)\b[^.!?]*\?[^?]*$"
)
_ASKED_AT: Final = 400
"""Characters over which an answer leans on what was asked; chosen by hand, not measured."""
_NOUNS: Final = ("deaths", "dead", "killed", "injured", "wounded")
_ANY_KIND: Final = frozenset(("incidents", "cases", "attacks"))
"""Measures that take up what was counted before, whatever it is."""
_TOLD_NOW: Final = (Reality.FACT, Reality.GENERAL, Reality.ZERO, Reality.ENDED)


class _Around(msgspec.Struct, frozen=True):
    """The words of a sentence round a number: the first of the number, and the one after it."""

    words: Words
    first: int
    after: int

    @property
    def follows(self) -> str:
        """The tag of the word after the number; a full stop at the end."""
        return self.words.tags[self.after] if self.after < len(self.words.tags) else "."


def elided(sentence: Sentence, number: Number, found: list[Counted], carried: str | None) -> Counted | None:
    """Return the count of a number without a noun, of what one `found` in its sentence counts, else of what was `carried`."""
    before = _counted_before(sentence, number, found)
    toll = None if before or carried else _toll_before(sentence, number)
    if number.count.plain is None or (before is None and carried is None and toll is None):
        return None
    words = sentence.analysis.words
    first = next((i for i, end in enumerate(words.ends) if end > number.core), len(words.ends))
    after = next((i for i, start in enumerate(words.starts) if start >= number.end), len(words.starts))
    around = _Around(words, first, after)
    if before and before.measure in lexis.OF_PERSONS and _who_among(sentence.text, number, before):
        return bare(number, before.measure, part=True)
    if not _is_bare(sentence.text, number, around):
        return None
    found = _after(sentence, number, around, before) if before else None
    if found or (carried is None and toll is None):
        return found
    return _alone(sentence, number, around, carried) if carried else _rival(sentence, number, around, toll or "")


def _who_among(text: str, number: Number, before: Counted) -> bool:
    """Whether a number says how many of the persons counted were women, children and the like: "among them five children"."""
    near = before.end <= number.start and number.start - before.end < _NEAR // 4
    return near and number.plain != 1 and bool(_OF_WHICH.search(text, 0, number.start) and _WHO.match(text, number.end))


def _toll_before(sentence: Sentence, number: Number) -> str | None:
    """Return what was done to the persons told of before a number, in its sentence or in an incident a few sentences back."""
    here = [c for c in sentence.casualties if c.end <= number.start]
    if here:
        return here[-1].measure
    last = sentence.thread.incident
    if last is None or not 0 < sentence.index - last.sentence <= _REACH:
        return None
    return "killed" if last.claim.killed else "injured" if last.claim.injured else None


def _rival(sentence: Sentence, number: Number, around: _Around, measure: str) -> Counted | None:
    """Return the toll that another speaker gives: "the church says 31"."""
    clause = governed(sentence, around.words, around.first)
    if (
        clause is None
        or not {t.frame.group for t in clause.group.triggers} & {"count", "speech"}
        or around.follows not in _CLOSES
    ):
        return None
    given = _given(sentence, number, around, clause, measure)
    return msgspec.structs.replace(given, rule="figures/rival", leans=False) if given and number.plain != 1 else None


def _counted_before(sentence: Sentence, number: Number, found: list[Counted]) -> Counted | None:
    """Return the count that a number may go on from; of "compared with four and nine" each goes on from its own."""
    before = sorted((c for c in found if c.end <= number.start), key=lambda c: c.at)
    own, first = [c for c in before if not c.compared], _first_of_two(sentence, number)
    if len(own) > 1 and COMPARED.search(sentence.text[: first.start]):
        followed = any(sentence.text[number.end : n.start] == " and " for n in sentence.numbers)
        return own[-2] if followed and first is number else own[-1] if first is not number else before[-1]
    return before[-1] if before else _label(sentence, number) or _of_these(sentence, number)


def _of_these(sentence: Sentence, number: Number) -> Counted | None:
    """Return what a sentence tells parts of: "Of the 40 guns in the annex, 31 are in storage"."""
    whole = _OF_WHOLE.match(sentence.text)
    if whole is None or whole.end() > number.start:
        return None
    measure = lexis.measure_in(whole["what"]) or whole["what"].split()[-1]
    return Counted(start=0, end=whole.end(), at=0, rule="", measure=measure, value=Count())


def _label(sentence: Sentence, number: Number) -> Counted | None:
    """Return what the words before a colon count, without its number: "Fewer violations were seen: the army six"."""
    colon = sentence.text.rfind(":", 0, number.start)
    measure = lexis.measure_in(sentence.text[:colon]) if colon > 0 and not sentence.future else None
    return Counted(start=0, end=colon, at=0, rule="", measure=measure, value=Count()) if measure else None


def _first_of_two(sentence: Sentence, number: Number) -> Number:
    """Return "four" for the nine of "four and nine", else the number itself."""
    return next((n for n in sentence.numbers if sentence.text[n.end : number.start] == " and "), number)


def bare(number: Number, measure: str, *, compared: bool = False, part: bool = False) -> Counted:
    """Return the count of a number without a noun."""
    return Counted(
        start=number.start,
        end=number.end,
        at=number.core,
        rule="figures/compared" if compared else "figures/share" if part else "figures/series",
        measure=measure,
        value=number.count,
        leans=True,
        compared=compared,
        part=part,
    )


def asked_for(sentence: Sentence) -> str | None:
    """Return what the question before a sentence asks the number of: "How many posts are left?"; None where it asks none."""
    before = sentence.thread.folded[max(0, sentence.unit.start - _ASKED_AT) : sentence.unit.start]
    if "?" not in before:
        return None
    asked = _ASKED.search(before)
    if asked is None:
        return lexis.measure_in(re.split(r"[.?!\n]", before[: before.rindex("?")])[-1])
    return lexis.measure_in(asked["what"]) or asked["what"].split()[-1].lower()


def _is_bare(text: str, number: Number, around: _Around) -> bool:
    """Whether a number has no noun, and is none of things told before ("the two"), nor of a name ("Post 4")."""
    words, before = around.words, around.first - 1
    if before >= 0 and words.ends[before] > number.start:
        before = next(i for i, end in enumerate(words.ends) if end > number.start) - 1
    if before >= 0 and (words.lows[before] in _DEFINITE or _is_clock(words, before)):
        return False
    if before >= 0 and words.lows[before] in _RESTS and around.follows not in "NJ#":
        return True
    if text[number.end : number.end + 1] == ":" and text[number.end + 1 : number.end + 2].isdigit():
        return False
    if around.follows in _CLOSES:
        return True
    if _OF_THEM.match(text, number.end) or (around.follows not in "NJ#" and OTHER_TIME.match(text[number.end :])):
        return True
    low = words.lows[around.after]
    if low == "of":
        return False
    return around.follows in _GOES_ON or low in ("can", "could", "cannot") or low in _AFTER_BARE


def _is_clock(words: Words, at: int) -> bool:
    """Whether "at" before a number is that of an hour and not of "stands at"."""
    return words.lows[at] == "at" and (at == 0 or words.tags[at - 1] not in "VB")


def _after(sentence: Sentence, number: Number, around: _Around, before: Counted) -> Counted | None:
    """Return the count that goes on from the one before it in its sentence."""
    text, words = sentence.text, around.words
    lead = text[before.end : number.start]
    since = next((i for i, start in enumerate(words.starts) if start >= before.end), around.first)
    if len(lead) > _LEAD or any(t in ".?!" for t in words.tags[since : around.first]):
        return None
    if _takes_up(text, number):
        return _part(sentence, number, around, before.measure)
    another = bool(OTHER_TIME.match(text[number.end :]) or OTHER_TIME.search(lead)) or _names_time(
        sentence, before.end, number
    )
    stretch = before.end, _first_of_two(sentence, number).start
    if COMPARED.search(text, *stretch):
        return bare(number, before.measure, compared=True) if another or _SETS_BESIDE.search(text, *stretch) else None
    if _CHANGED.search(lead) or ("from" in lead and _CHANGED.search(text, 0, number.start)):
        return bare(number, before.measure, compared=True)
    own = _own(words, since, around.first)
    if own is None:
        return None
    label = words.starts[own[0]] if own[0] < own[1] and another else number.start
    if OTHER_TIME.match(text[label : number.start]):
        return msgspec.structs.replace(bare(number, before.measure, compared=True), start=label)
    opens = own[0] == own[1] and not before.rule
    if not opens and not _may_join(words, own, around, number, timed=another):
        return None
    return bare(number, before.measure, compared=another, part=own[0] == own[1] and around.follows in _VERBS)


def _takes_up(text: str, number: Number) -> bool:
    """Whether "of them" or "of which" stands with a number."""
    return bool(_OF_THEM.match(text, number.end) or _OF_WHICH.search(text, 0, number.start) or _OF_THESE.match(text))


def _part(sentence: Sentence, number: Number, around: _Around, measure: str) -> Counted | None:
    """Return the count of "nine of them", "of which nine" and "19 of the injured"; of persons, where it says who they were."""
    text = sentence.text
    told = _OF_THEM.match(text, number.end)
    end = told.end() if told else number.end
    named = lexis.measure_in(told[0]) if told else None
    named = (None if named in _ANY_KIND else named) or _classed(text, end)
    if (named or measure) in lexis.OF_PERSONS and not (told and told[0].endswith(_NOUNS)):
        who = _WHO.match(text, end)
        if number.plain == 1 or (who is None and governed(sentence, around.words, around.first) is None):
            return None
    return bare(number, named or measure, part=True)


def _classed(text: str, end: int) -> str | None:
    """What the things of a part were: "690 of them were explosions"."""
    kind = _CLASSED.match(text, end)
    noun = lexis.NOUN.match(" " + text[kind.end() :]) if kind else None
    return next((m for i, (m, _) in enumerate(lexis.MEASURES) if noun and noun[f"m{i}"]), None)


def _own(words: Words, since: int, first: int) -> tuple[int, int] | None:
    """Return the words between the last mark before a number and the number; those before it where it parts off the number."""
    joins = [i for i in range(since, first) if words.tags[i] in _JOINS or words.lows[i] == "while"]
    if not joins:
        return None
    start, stop = joins[-1] + 1, first
    while start < stop and (words.tags[start] in "A" or words.lows[start] in ("another", "with", "plus")):
        start += 1
    if start == stop and len(joins) > 1 and words.tags[joins[-1]] in ",:C" and joins[-1] - joins[-2] > 1:
        start, stop = joins[-2] + 1, joins[-1]
    return start, stop


def _may_join(words: Words, own: tuple[int, int], around: _Around, number: Number, *, timed: bool) -> bool:
    """Whether the words before a number are no more than who, where or when, or none, and its own say what the part is."""
    start, stop = own
    if stop - start > _OWN:
        return False
    tags = words.tags[start:stop]
    if start == stop:
        part = around.follows == "P" and words.tags[around.after + 1 : around.after + 2] not in (["#"], [])
        said = around.after < len(words.lows) and words.lows[around.after] in _AFTER_BARE
        return timed or part or said or (around.follows in "VB" and number.plain != 1)
    verbs = [i for i in range(start, stop) if words.tags[i] in _VERBS]
    if verbs and verbs[-1] != stop - 1:
        return False
    return (timed or bool({"N", "O", "W", "J", "D"} & set(tags))) and (tags[0] != "P" or len(tags) > 1)


def _names_time(sentence: Sentence, since: int, number: Number) -> bool:
    """Whether a day or a time stands between a count and the next, or right behind that."""
    stop = min((p for p in (sentence.text.find(m, number.end) for m in ",;.") if p >= 0), default=len(sentence.text))
    return any(since <= d.start < stop for d in sentence.dates)


def _alone(sentence: Sentence, number: Number, around: _Around, carried: str) -> Counted | None:
    """Return the count of a number that goes on from the sentence before: "Nine were upheld", "The Front says 90"."""
    text, words = sentence.text, around.words
    start = max(text.rfind(mark, 0, number.start) + len(mark) for mark in ("; ", ": ", "")) if number.start else 0
    if _takes_up(text, number):
        return _part(sentence, number, around, carried)
    own = [i for i in range(around.first) if words.starts[i] >= start and words.ends[i] <= number.start]
    if not sentence.analysis.clauses:
        return _of_line(sentence, number, around, carried)
    if number.plain == 1 or sentence.future:
        return None
    clause = governed(sentence, words, around.first)
    if clause is not None and _ON_RECORD.match(text, number.end):
        return bare(number, carried)
    if clause is not None:
        return _given(sentence, number, around, clause, carried)
    while own and words.tags[own[0]] in "AC,D":
        own = own[1:]
    if own and (words.tags[own[0]] != "P" or any(words.tags[i] in _VERBS for i in own) or len(own) > _OWN):
        return None
    return bare(number, carried, part=True) if own or _is_subject(sentence, around) else None


def _is_subject(sentence: Sentence, around: _Around) -> bool:
    """Whether a bare number that opens its sentence is a part of the count told in the sentence before: "Nine were upheld"."""
    last = sentence.thread.counted
    clause = next((c for c in sentence.analysis.clauses if c.group.first >= around.after), None)
    if last is None or last.value is None or last.value.plain is None or clause is None or around.follows not in "BHA":
        return False
    between = sentence.thread.folded[last.end : sentence.unit.start].strip()
    part = clause.group.voice is Voice.PASSIVE or around.words.tags[clause.group.head] == "B"
    return part and "\n\n" not in between and not re.search(r"[.!?] \S", between) and kind_at(sentence.text) is None


def _given(sentence: Sentence, number: Number, around: _Around, clause: Clause, carried: str) -> Counted | None:
    """The number that somebody gives for what was counted before, and who gives it."""
    words = around.words
    start, end = words.span(clause.group.head, clause.group.after)
    if sentence.analysis.reality_at(start, end) not in _TOLD_NOW or clause.group.negation >= 0:
        return None
    if around.follows not in _CLOSES | {"P", "W", "C", "S"} and not OTHER_TIME.match(sentence.text[number.end :]):
        return None
    if clause.subject is None:
        return bare(number, carried)
    who = sentence.text[slice(*words.span(clause.subject.first, clause.subject.after))]
    low = words.lows[clause.subject.core - 1]
    if low in _THINGS:
        return None
    count = bare(number, carried, compared=OTHER_TIME.match(sentence.text[number.end :]) is not None)
    copula = words.tags[clause.group.head] == "B"
    if (
        copula
        or low in _NOBODY
        or any(
            p.start < words.ends[clause.subject.core - 1] and p.end > words.starts[clause.subject.first]
            for p in sentence.places
        )
    ):
        return count
    return msgspec.structs.replace(count, source=_OF_ITS_OWN.sub("", who))


def _of_line(sentence: Sentence, number: Number, around: _Around, carried: str) -> Counted | None:
    """The number of a line without a verb: "September, 140", "So: seventeen", "Mor 31, Stara 22"."""
    text = sentence.text
    dated = bool(sentence.dates) or OTHER_TIME.search(text) is not None
    short = len(around.words.lows) <= _LINE and around.follows in _CLOSES
    told = dated or len(sentence.numbers) > 1 or around.first == 0 or {":", ","} & set(text[: number.start])
    return bare(number, carried, compared=dated) if short and told else None
