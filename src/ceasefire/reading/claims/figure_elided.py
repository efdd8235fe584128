"""Counts that leave out what they count and take it from the count before: parts, series, comparisons, another speaker's.

One rule reads them all: a number without a noun of its own goes on counting, where only a name, a place, a time or
somebody who counts stands between it and the count before, or where its own verb or "of them" says what became of a part.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.claims.figure_before import bare, counted_before, first_of_two, toll_before, whole_end
from ceasefire.reading.claims.figure_clauses import governed, governing, is_done
from ceasefire.reading.claims.figure_counts import COMPARED, Counted
from ceasefire.reading.claims.figure_givers import COUNTS, GIVES, SAID_BEHIND, counts_too, giver_named
from ceasefire.reading.claims.figure_nouns import MANY
from ceasefire.reading.claims.figure_parts import (
    AFTER_BARE,
    CHANGED,
    CLOSES,
    JUDGED,
    OTHER_TIME,
    Around,
    among,
    around,
    is_bare,
    part_of,
    takes_up,
)
from ceasefire.reading.claims.figure_slots import clean
from ceasefire.reading.claims.incident_kinds import kind_at
from ceasefire.reading.claims.told_as_fact import KEPT
from ceasefire.reading.frames import Reality, Voice
from ceasefire.reading.frames.clauses import Clause
from ceasefire.reading.frames.words import Words
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import forms, wordset
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence

_SETS_BESIDE = re.compile(rf"(?:{forms('en', 'figures', 'sets_beside')})(?: only| just| about| some)? $", re.I)
_THINGS: Final = wordset("en", "figures", "no_speakers")
_NOBODY: Final = frozenset(("he", "she", "they", "we", "i", "it", "that", "this", "there", "which", "who"))
_OF_ITS_OWN = re.compile(r"'s (?:own )?(?:tables?|lists?|figures?|registers?|records?|books|count|log|tally)$")
_ON_RECORD = re.compile(r" on (?:record|file|(?:its|their|his) (?:list|books))\b")
_FALLS_TO = re.compile(rf"(?:, [^,;.:]{{3,60}},)? (?:{forms('en', 'figures', 'falls_to')})\b")
"""What a bare number that opens its sentence does, where it is a part of the count before: "Forty, mostly by night, fall to Orvan"."""
_JOINS: Final = frozenset(",;:C(-")
_ABLE = re.compile(
    r"\b(?:(?:have|has|had|were|was|\w+'(?:ve|s|d)) (?:so far |only )?(?:been )?able to|could(?: only| so far)?|managed to) $"
)
"""What stands before a verb of finding that was done: "have been able to confirm"."""
_VERBS: Final = frozenset("VBHXMT")
_NAMES: Final = frozenset("NOWJD")
_PASSED: Final = ("another", "with", "plus", "followed", "by")
_OWN, _LEAD, _LINE = 9, 160, 12
"""Words between a mark and its number, characters between two counts, and words of a line without a verb, up to which one
goes on from the other; chosen by hand, not measured."""
_UNIT = re.compile(
    rf"(?: |-)(?:{'|'.join(sorted(wordset('en', 'figures', 'no_things')))}|per ?cent|years?-old|(?:more|fewer|less) than)\b|%"
)
"""What follows a number that measures something or is a difference, and counts nothing: "four more than in April"."""
_OTHER_UNIT = gated(
    r"(?:\d ?%| per ?cent|\baged?|\b(?:half|third|quarter|most|majority)(?: of them)?(?: (?:are|were))? under"
    r"|\bvot\w+|\bscored?|\b(?:born|channel|route|highway|resolution))\b[^;:.]*$",
    re.I,
)
"""What a number without a noun goes on from where it counts no cases: shares, ages, votes, names of roads."""
_PLANNED = re.compile(
    r"\b(?:(?:all|none|everyone|nothing) (?:but|except|save)|except(?: for)?|save for|(?i:one|two|three|four|five|six|seven|eight|nine) in) $"
    r"|\b(?:planned|targeted|authori[sz]ed|promised|agreed|required|possible|(?:target|maximum|ceiling|quota) of) $"
)
_RIVAL: Final = 60
"""Characters behind a number in which somebody's count may be named; chosen by hand."""
_TOLD: Final = KEPT | {Reality.ZERO}


def elided(sentence: Sentence, number: Number, found: list[Counted], carried: str | None) -> Counted | None:
    """Return the count of a number without a noun, of what one `found` in its sentence counts, else of what was `carried`."""
    if not _may_go_on(sentence.text, number):
        return None
    before, near = counted_before(sentence, number, found), around(sentence, number)
    if (number.count.vague and near.follows not in CLOSES) or _is_hour(sentence, number):
        return None
    told = among(sentence, number, before) if before else None
    if told is not None:
        return told
    if not (is_bare(sentence.text, number, near) or _the_other(sentence, number)):
        return None
    told = _after(sentence, number, near, before) if before else None
    if told is not None:
        return told
    if carried is not None:
        return _alone(sentence, number, near, carried)
    toll = toll_before(sentence, number) if before is None else None
    return _rival(sentence, number, near, toll) if toll else None


def _may_go_on(text: str, number: Number) -> bool:
    """Whether a number may go on counting what was counted before: it is no plan, "some" of nothing, or of another unit."""
    vague = number.count.vague
    if _PLANNED.search(text, 0, number.start) or (vague and not MANY.match(vague)):
        return False
    return not (_OTHER_UNIT.search(text, max(0, number.core - _LEAD), number.core) or _UNIT.match(text, number.end))


def _is_hour(sentence: Sentence, number: Number) -> bool:
    """Whether four digits of a line of a few words, or before its days, are an hour or a year: "Closed 1640.", "2031, 6 May"."""
    few = len(sentence.analysis.words.lows) <= _LINE and not any(c.subject for c in sentence.analysis.clauses)
    return few and re.fullmatch(r"\d{4}", sentence.text[number.core : number.end]) is not None


def _the_other(sentence: Sentence, number: Number) -> bool:
    """Whether a number is that of another time, told with it: "against the 140 of September"."""
    if not sentence.text.endswith(" the ", 0, number.start):
        return False
    day = next((d for d in sentence.dates if d.start >= number.end), None)
    return day is not None and sentence.text[number.end : day.start] in (" of ", " in ", " for ", " recorded in ", " ")


def _rival(sentence: Sentence, number: Number, near: Around, measure: str) -> Counted | None:
    """The toll that another speaker gives: "the church says 31"."""
    if giver_named(sentence.text, number.core, number.core, min(len(sentence.text), number.end + _RIVAL)):
        return msgspec.structs.replace(bare(number, measure), rule="figures/rival", leans=False)
    said = _said_behind(sentence, number, measure)
    if said is not None:
        return msgspec.structs.replace(said, rule="figures/rival", leans=False)
    clause = governed(sentence, near.words, near.first)
    if clause is None or not {t.frame.group for t in clause.group.triggers} & {"count", "speech"}:
        clause = _giver(sentence, number)
    if clause is None or near.follows not in CLOSES or number.plain == 1:
        return None
    given = _given(sentence, number, near, clause, measure)
    return msgspec.structs.replace(given, rule="figures/rival", leans=False) if given else None


def _giver(sentence: Sentence, number: Number) -> Clause | None:
    """The clause of one who gives a number by more words than a verb: "admits to nine", "puts it at eleven"."""
    told = GIVES.search(sentence.text, 0, number.start)
    if told is None:
        return None
    words = sentence.analysis.words
    before = [c for c in sentence.analysis.clauses if words.starts[c.group.head] < told.end()]
    inside = [c for c in before if told.start() <= words.starts[c.group.head]]
    able = before if _ABLE.search(sentence.text, 0, told.start()) else []
    return next(reversed(inside or able), None)


def _after(sentence: Sentence, number: Number, near: Around, before: Counted) -> Counted | None:
    """The count that goes on from the one before it in its sentence."""
    text, words = sentence.text, near.words
    lead = text[before.end : number.start]
    since = next((i for i, start in enumerate(words.starts) if start >= before.end), near.first)
    if len(lead) > _LEAD or any(t in ".?!" for t in words.tags[since : near.first]):
        return None
    if takes_up(text, number):
        return part_of(sentence, number, near, before.measure)
    if not before.rule and before.end <= whole_end(text):
        clause = governed(sentence, words, near.first)
        if clause is None and (done := governing(sentence, words, near.after)) is not None:
            return bare(number, before.measure, part=True) if is_done(sentence, done) else None
        return _given(sentence, number, near, clause, before.measure) if clause else None
    return _beside(sentence, number, near, before, since)


def _beside(sentence: Sentence, number: Number, near: Around, before: Counted, since: int) -> Counted | None:
    """The count that is set beside the one before it, from the word `since` on."""
    text, words = sentence.text, near.words
    lead = text[before.end : number.start]
    timed = _is_of_other_time(sentence, number, before.end) or _the_other(sentence, number)
    stretch = before.end, first_of_two(sentence, number).start
    if COMPARED.search(text, *stretch):
        return bare(number, before.measure, compared=True) if timed or _SETS_BESIDE.search(text, *stretch) else None
    if CHANGED.search(lead) or ("from" in lead and CHANGED.search(text, 0, number.start)):
        return bare(number, before.measure, compared=True)
    own = _own(words, since, near.first)
    return _joined(sentence, number, near, before, own, timed=timed) if own else None


def _is_of_other_time(sentence: Sentence, number: Number, since: int) -> bool:
    """Whether a day or a time stands between a count and the next, or right behind that."""
    text = sentence.text
    if OTHER_TIME.match(text[number.end :]) or OTHER_TIME.search(text[since : number.start]):
        return True
    stop = min((p for p in (text.find(m, number.end) for m in ",;.") if p >= 0), default=len(text))
    return any(since <= d.start < stop for d in sentence.dates)


def _own(words: Words, since: int, first: int) -> tuple[int, int] | None:
    """The words between the last mark before a number and the number; those before it where it parts off the number."""
    joins = [i for i in range(since, first) if words.tags[i] in _JOINS or words.lows[i] == "while"]
    if not joins:
        return None
    start, stop = joins[-1] + 1, first
    while start < stop and (words.tags[start] == "A" or words.lows[start] in _PASSED):
        start += 1
    if start == stop and len(joins) > 1 and words.tags[joins[-1]] in ",:C" and joins[-1] - joins[-2] > 1:
        start, stop = joins[-2] + 1, joins[-1]
    return start, stop


def _joined(
    sentence: Sentence, number: Number, near: Around, before: Counted, own: tuple[int, int], *, timed: bool
) -> Counted | None:
    """The count of a number whose own words may stand between it and the count before."""
    text, (start, stop) = sentence.text, own
    label = near.words.starts[start] if start < stop and timed else number.start
    if OTHER_TIME.match(text[label : number.start]):
        return msgspec.structs.replace(bare(number, before.measure, compared=True), start=label)
    if start < stop and not _names(near.words, start, stop, timed=timed):
        if stop == near.first or not _is_told_behind(text, near, number):
            return None
        start = stop
    if start == stop and before.rule and not timed and not _tells(text, near, number):
        return None
    count = bare(number, before.measure, compared=timed, part=start == stop and near.follows in _VERBS)
    who = None if timed else _teller(sentence, near.words, before, own)
    return msgspec.structs.replace(count, source=who) if who else count


def _is_told_behind(text: str, near: Around, number: Number) -> bool:
    """Whether a preposition behind a number tells by whom, where or against what it is."""
    return near.follows == "P" and _tells(text, near, number)


def _teller(sentence: Sentence, words: Words, before: Counted, own: tuple[int, int]) -> str | None:
    """Who gives a number by the words right before it: "the Front says"; nobody where these name no speaker."""
    who = counts_too(sentence, words, before.start, own)
    return who if who is not None and who.lower() not in _NOBODY and clean((who, None))[0] is not None else None


def _names(words: Words, start: int, stop: int, *, timed: bool) -> bool:
    """Whether the words before a number are no more than who, where or when, with a verb right before it or none."""
    tags = words.tags[start:stop]
    if stop - start == 1 and tags == ["V"] and COUNTS.fullmatch(words.lows[start]):
        return True
    verbs = [i for i in range(start, stop) if words.tags[i] in _VERBS]
    if stop - start > _OWN or (verbs and verbs[-1] != stop - 1):
        return False
    told = bool(_NAMES & set(tags)) or (timed and tags[0] == "P")
    return told and (tags[0] != "P" or len(tags) > 1)


def _tells(text: str, near: Around, number: Number) -> bool:
    """Whether the words after a number say what the part is: its verb, or by whom, where and against what."""
    words, after = near.words, near.after
    if near.follows == "P" and words.tags[after + 1 : after + 2] not in (["#"], []):
        return True
    if (after < len(words.lows) and words.lows[after] in AFTER_BARE) or JUDGED.match(text, number.end):
        return True
    return near.follows in "VB" and number.plain != 1


def _alone(sentence: Sentence, number: Number, near: Around, carried: str) -> Counted | None:
    """The count of a number that goes on from the sentence before: "Nine were upheld", "The Front says 90"."""
    text, words = sentence.text, near.words
    if takes_up(text, number):
        return part_of(sentence, number, near, carried)
    told = _said_behind(sentence, number, carried)
    if told is not None or not sentence.analysis.clauses:
        return told or _of_line(sentence, number, near, carried)
    if number.plain == 1 or sentence.future:
        return None
    clause = governed(sentence, words, near.first) or _giver(sentence, number)
    if clause is not None and _ON_RECORD.match(text, number.end):
        return bare(number, carried)
    if clause is not None:
        return _given(sentence, number, near, clause, carried)
    return (
        bare(number, carried, part=True)
        if _is_fronted(text, number, near) or _is_subject(sentence, number, near)
        else None
    )


def _said_behind(sentence: Sentence, number: Number, carried: str) -> Counted | None:
    """The number that opens a sentence or half of one and is closed off by its speaker: "Nine, corrects the Front"."""
    lead = sentence.text[: number.start].strip(' "')
    said = SAID_BEHIND.match(sentence.text, number.end) if not lead or lead.endswith(";") else None
    return msgspec.structs.replace(bare(number, carried), source=said["who"]) if said and number.plain != 1 else None


def _is_fronted(text: str, number: Number, near: Around) -> bool:
    """Whether nothing but where or when stands before a number in its clause: "In Orvan 12 were upheld"."""
    words = near.words
    start = max(text.rfind(mark, 0, number.start) + len(mark) for mark in ("; ", ": ")) if number.start else 0
    own = [i for i in range(near.first) if words.starts[i] >= start - 1 and words.ends[i] <= number.start]
    while own and words.tags[own[0]] in "AC,D":
        own = own[1:]
    if not own or len(own) > _OWN:
        return False
    return words.tags[own[0]] == "P" and not any(words.tags[i] in _VERBS for i in own)


def _is_subject(sentence: Sentence, number: Number, near: Around) -> bool:
    """Whether a bare number that opens its sentence is a part of the count told in the sentence before: "Nine were upheld"."""
    last, words = sentence.thread.counted, near.words
    clause = next((c for c in sentence.analysis.clauses if c.group.first >= near.after), None)
    if last is None or any(t not in "AC,D#" for t in words.tags[: near.first]):
        return False
    between = sentence.thread.folded[last.end : sentence.unit.start].strip()
    if "\n\n" in between or re.search(r"[.!?] \S", between):
        return False
    if _FALLS_TO.match(sentence.text, number.end):
        return True
    if clause is None or near.follows not in "BHA" or kind_at(sentence.text) is not None:
        return False
    return clause.group.voice is Voice.PASSIVE or words.tags[clause.group.head] == "B"


def _given(sentence: Sentence, number: Number, near: Around, clause: Clause, carried: str) -> Counted | None:
    """The number that somebody gives for what was counted before, and who gives it."""
    words, group = near.words, clause.group
    other = OTHER_TIME.match(sentence.text[number.end :]) is not None
    able = _ABLE.search(sentence.text, 0, words.starts[group.head])
    if (
        sentence.analysis.reality_at(*words.span(group.head, group.after)) not in _TOLD and not able
    ) or group.negation >= 0:
        return None
    if (
        near.follows not in CLOSES
        and near.follows not in "PWCS"
        and not (other or JUDGED.match(sentence.text, number.end))
    ):
        return None
    count = bare(number, carried, compared=other)
    if clause.subject is None:
        return count
    low, (start, end) = words.lows[clause.subject.core - 1], words.span(clause.subject.first, clause.subject.core)
    if low in _THINGS:
        return None
    placed = any(p.start < end and start < p.end for p in sentence.places)
    if words.tags[group.head] == "B" or low in _NOBODY or placed:
        return count
    who = sentence.text[slice(*words.span(clause.subject.first, clause.subject.after))]
    return msgspec.structs.replace(count, source=_OF_ITS_OWN.sub("", who))


def _of_line(sentence: Sentence, number: Number, near: Around, carried: str) -> Counted | None:
    """The number of a line without a verb: "September, 140", "So: seventeen"."""
    text = sentence.text
    if text.isupper() and not number.core and not re.search(r"\d", text):
        return None
    dated = bool(sentence.dates) or OTHER_TIME.search(text) is not None
    short = len(near.words.lows) <= _LINE and near.follows in CLOSES
    told = dated or near.first == 0 or text[: number.start].rstrip().endswith((":", ","))
    return bare(number, carried, compared=dated) if short and told else None
