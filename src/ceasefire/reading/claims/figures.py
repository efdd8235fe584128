"""Figures: counts over a period, totals and tolls of a war, counts in lists."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.aggregates import is_aggregate
from ceasefire.reading.claims.figure_amounts import by_act, by_amount
from ceasefire.reading.claims.figure_before import asked_for, toll_before
from ceasefire.reading.claims.figure_claims import OLDER, claim_of, counted_earlier, with_leaning
from ceasefire.reading.claims.figure_clauses import over_a_time
from ceasefire.reading.claims.figure_counts import Counted, zones
from ceasefire.reading.claims.figure_elided import elided
from ceasefire.reading.claims.figure_frames import bare_verb, by_frame, outcome_in
from ceasefire.reading.claims.figure_headings import by_topic, goes_on_listing, listed_after, topic_of
from ceasefire.reading.claims.figure_items import by_item
from ceasefire.reading.claims.figure_listed import told_in_brackets, with_list, with_parts
from ceasefire.reading.claims.figure_lists import lines
from ceasefire.reading.claims.figure_none import none_counted
from ceasefire.reading.claims.figure_nouns import by_noun
from ceasefire.reading.claims.figure_ordinals import numbered
from ceasefire.reading.claims.figure_verbs import by_times, by_verb
from ceasefire.reading.claims.other_subjects import is_of_another
from ceasefire.reading.claims.told_as_fact import is_played, is_to_come
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.mentions.casualties import Casualties
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, Count
from ceasefire.reading.text.segment import UnitKind

_READ_AS_HEADING = re.compile(r"[A-Z][\w ]{2,28}: |\d[\d,.]* [a-z]")
"""What opens a line without a full stop that tells something: a field, or a number with its noun."""
_RELEASED: Final = ("released", "freed", "detained", "arrested")
_LASTING: Final = frozenset(("displaced", "released", "returned", "exchanged", "recruited", "missing", "repatriated"))
"""What is done to persons over a time, so that a count of it is a figure by itself."""
ANYBODY: Final = wordset("en", "figures", "anybody") | {"houses"}
_HOUSEHOLDS = re.compile(r"[^()]{0,30}\([\d,. ]+ (?:households?|families)\b")
"""The same persons once more, counted by households in brackets."""
_DONE = re.compile(r"\b(?:have|has|had|were|was)\b")
_DEADLY = re.compile(r"killed|died|dea(?:d|ths)|fatalit|loss of life|casualties")
_FEW: Final = 10
"""Fewer persons than this, without a time over which they are counted, are the detail of an event; chosen by hand."""
_STILL = re.compile(r"\b(?:still|remain(?:s|ing)?)\b")
_ASKED = gated(r"\b[Hh]ow $")


def read_figures(sentence: Sentence) -> list[Claim]:
    """Find the figures of a sentence, a bullet or a labelled count."""
    thread = sentence.thread
    told = _labelled(sentence)
    if told:
        return told
    thread.listed = listed_after(sentence)
    if sentence.is_heading and not _READ_AS_HEADING.match(sentence.text):
        return []
    counts = _counts(sentence)
    own = _own_zones(sentence, counts)
    claims = [claim_of(sentence, c, z, counts[0], _beside(counts, own, c)) for c, z in zip(counts, own, strict=True)]
    claims = with_leaning(claims, counts, [sentence.text[s:e] for s, e in own])
    if not claims:
        return _bracketed(sentence)
    if not OLDER.search(claims[0].quote):
        thread.counted = next((c for c, n in zip(claims, counts, strict=True) if not n.leans), None) or _whole(
            claims[0], counted_earlier(sentence) if counts[0].part else None
        )
    return with_list(sentence, claims)


def _labelled(sentence: Sentence) -> list[Claim]:
    """Return the counts of a line of labels and numbers, of which the first is what the next sentence may go on counting."""
    thread, carried = sentence.thread, _carried(sentence)
    listed = thread.listed.measure if thread.listed else carried if goes_on_listing(sentence) else None
    told = lines(sentence, listed, carried)
    claims = [claim for line in told for claim in with_parts(sentence, line)]
    if told and (sentence.unit.kind is UnitKind.SENTENCE or lexis.measure_in(sentence.text)):
        whole = lexis.measure_in(sentence.text[: told[0].start].rstrip(": "), whole=True)
        thread.counted = msgspec.structs.replace(claims[0], measure=whole or claims[0].measure)
    return claims


def _bracketed(sentence: Sentence) -> list[Claim]:
    """Return the counts in the brackets of a sentence without others, where it or one before says what is counted."""
    thread, before = sentence.thread, sentence.thread.counted
    thread.counted = topic_of(sentence) or before
    return told_in_brackets(sentence) if _carried(sentence) or thread.counted is not before else []


def _whole(part: Claim, of: Claim | None) -> Claim:
    """Return what a sentence of parts alone goes on counting: what they are parts of."""
    return msgspec.structs.replace(part, measure=of.measure, place=of.place) if of else part


def _beside(counts: list[Counted], own: list[tuple[int, int]], count: Counted) -> tuple[tuple[int, int], ...]:
    """Return the stretches whose places and times are not those of a count: of others of its kind and of its parts."""
    return tuple(
        zone
        for other, zone in zip(counts, own, strict=True)
        if other is not count and (other.measure == count.measure or other.compared or other.part)
    )


def _own_zones(sentence: Sentence, counts: list[Counted]) -> list[tuple[int, int]]:
    """Return the stretch of each count; numbers of which nothing is made part them too."""
    others = [
        Counted(start=n.start, end=n.end, at=n.core, rule="", measure="", value=n.count)
        for n in sentence.numbers
        if not any(c.start <= n.core < c.end for c in counts)
    ]
    parts = sorted([*counts, *others], key=lambda c: c.at)
    return [zone for part, zone in zip(parts, zones(sentence.text, parts), strict=True) if part.rule]


def _counts(sentence: Sentence) -> list[Counted]:
    """Return the counts of a sentence in reading order; those without a noun are looked for last."""
    text = sentence.text
    found = [_of_persons(sentence, c) for c in _harmed(sentence) if _is_figure(sentence, c)]
    taken = [(c.start, c.end) for c in sentence.casualties]
    rest = [n for n in sentence.numbers if not any(s <= n.core < e for s, e in taken) and not _is_labelled(text, n)]
    carried = _carried(sentence)
    for number in rest:
        carried = _last_measure(number, rest, found, carried)
        count = _count_of(sentence, number, found, carried)
        found += [count] if count else []
    found = [c for c in found if not is_played(sentence, c.start, c.end)]
    found += none_counted(sentence, found[-1].measure if found else carried) + numbered(sentence)
    return sorted(found, key=lambda c: c.at)


def _harmed(sentence: Sentence) -> list[Casualties]:
    """The tolls of a sentence that lie behind and are of no other thing."""
    harmed = [c for c in sentence.casualties if not is_to_come(sentence, c.start, c.end)]
    return [] if harmed and is_of_another(sentence) else harmed


def _count_of(sentence: Sentence, number: Number, found: list[Counted], carried: str | None) -> Counted | None:
    """Return the count of a number, by the first of the wordings that reads it; None where none does."""
    text = sentence.text
    count = (
        by_times(text, number)
        or by_act(sentence, number)
        or _of_noun(sentence, number, carried, found)
        or by_verb(text, number, carried or toll_before(sentence, number))
        or by_amount(sentence, number)
        or elided(sentence, number, found, carried)
        or by_frame(sentence, number)
        or by_item(sentence, number, found)
    )
    if count is not None and count.measure not in ANYBODY:
        return count
    state = outcome_in(text[count.end + 1 :]) if count is not None else None
    return msgspec.structs.replace(count, measure=state) if count and state else by_topic(sentence, number) or count


def _of_noun(sentence: Sentence, number: Number, carried: str | None, found: list[Counted]) -> Counted | None:
    """The count of a number and its noun; what became of persons or families says more than their noun."""
    framed = by_frame(sentence, number)
    return framed if framed and framed.rule == "figures/outcome" else by_noun(sentence, number, carried, found)


def _last_measure(number: Number, rest: list[Number], found: list[Counted], carried: str | None) -> str | None:
    """What was counted last before a number: nothing, where a number of which no count was made stands between."""
    before = [n for n in rest if n.core < number.core]
    counted = max((c for c in found if c.at < number.core), key=lambda c: c.at, default=None)
    if before and (counted is None or before[-1].core > counted.end):
        return None
    return counted.measure if counted else carried


def _carried(sentence: Sentence) -> str | None:
    """What was counted shortly before, or asked for, which a bare number may go on counting."""
    last = counted_earlier(sentence)
    return last.measure if last is not None else asked_for(sentence)


def _is_labelled(text: str, number: Number) -> bool:
    """True for the number of "abductions (612)", which is read with its label."""
    labelled = lexis.LABELLED.search(text[max(0, number.start - 40) : number.end + 1])
    inside = labelled is not None and text[number.start - 1 : number.start] == "("
    return inside and len(lexis.LABELLED.findall(text)) > 1


def _is_figure(sentence: Sentence, casualty: Casualties) -> bool:
    """Whether a toll is a figure: of a period or a war, of what lasts, or a count beside another's."""
    count = casualty.count
    if count.low == 0 and count.high == 0:
        return over_a_time(sentence) and casualty.measure == ("killed" if _DEADLY.search(casualty.verb) else "injured")
    if _is_known(sentence, casualty):
        return False
    few = count.plain is not None and count.plain < _FEW and not over_a_time(sentence)
    if casualty.measure in _LASTING or casualty.verb.startswith("held"):
        return not (few and not _goes_on(sentence, casualty)) and _is_past(sentence, count)
    return is_aggregate(sentence, casualty) or (casualty.measure == "casualties" and count.plain is not None)


def _goes_on(sentence: Sentence, casualty: Casualties) -> bool:
    """Whether a few persons are counted: those who are still missing, or those of a tally."""
    return _STILL.search(sentence.text, casualty.start, casualty.end) is not None or is_aggregate(sentence, casualty)


def _is_past(sentence: Sentence, count: Count) -> bool:
    """Whether what lasts lies behind, or goes on, in a sentence that may look ahead, too."""
    return not sentence.future or (count.vague is None and bool(_DONE.search(sentence.text)))


def _is_known(sentence: Sentence, casualty: Casualties) -> bool:
    """Whether persons are asked for, counted by households too, or told before: "the two were released", "The 14 wounded"."""
    if _ASKED.search(sentence.text, 0, casualty.start):
        return True
    if _HOUSEHOLDS.match(sentence.text[casualty.start : casualty.end + 14]):
        return True
    told = sentence.text[max(0, casualty.start - 4) : casualty.start]
    papers = lexis.PAPERS.search(sentence.text, casualty.start, casualty.end + 40)
    released = casualty.verb in _RELEASED and (papers or re.search(r"\b[Tt]he $", told)) is not None
    return released or sentence.text.startswith("The ", casualty.start)


def _of_persons(sentence: Sentence, casualty: Casualties) -> Counted:
    rate = lexis.rate_in(sentence.text)
    people = lexis.PEOPLE_AFTER.match(sentence.text, casualty.end)
    behind = sentence.text[(people.end() if people else casualty.end) + 1 :]
    home = casualty.measure == "displaced" and outcome_in(bare_verb(behind)) == "returned"
    each = f" per {rate}" if rate else ""
    return Counted(
        start=casualty.start,
        end=casualty.end,
        at=casualty.start,
        rule="figures/persons",
        measure=("returned" if home else casualty.measure) + each,
        value=casualty.count,
        population=casualty.people.split()[-1] if casualty.people else None,
    )
