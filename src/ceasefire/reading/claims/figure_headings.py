"""What a heading, a label or a sentence without a number says that the numbers after it count."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_claims import claim_of
from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Basis, Claim, Count
from ceasefire.reading.text.segment import UnitKind

_NAMED_BELOW = re.compile(r"\(?[Ss]ources?: ?(?P<who>[A-Z][\w'. -]{1,60}?)\)?\.?$")
"""A line between a heading and its list that says whose counts they are."""
_SIZE = re.compile(r"\b\d[\d,]* [a-z-]+")
"""A number with its noun in a heading: how many there are, and not what the lines below count."""
_OUTCOMES: Final = lexis.OF_PERSONS | {"displaced", "returned"}
_NEXT_LABEL: Final = 60
"""Characters over which labels of a line go on from the first of them; chosen by hand."""
_TOPIC: Final = 16
"""Words and marks of the longest sentence that names what the numbers after it count; chosen by hand."""
_MARK: Final = 40
"""Characters that a number or a mark before such a heading takes at the most."""
_RUN_IN: Final = 9
"""Words and marks of the longest heading that opens a paragraph in its own line; chosen by hand."""


def listed_after(sentence: Sentence) -> Claim | None:
    """Return what a heading, or a sentence that ends with a colon, says that the lines below it count; else what an earlier one said."""
    listed = sentence.thread.listed
    if sentence.is_heading or sentence.text.endswith(":") or _is_run_in(sentence):
        return _heading(sentence)
    if sentence.unit.kind is not UnitKind.SENTENCE and not _is_of_other_line(sentence):
        return listed
    named = _NAMED_BELOW.match(sentence.text)
    if listed and named:
        return msgspec.structs.replace(listed, attribution=named["who"], basis=Basis.SENTENCE)
    return listed if listed and listed.rule == "figures/run-in" and not _is_of_other_line(sentence) else None


def _is_of_other_line(sentence: Sentence) -> bool:
    """Whether the heading that the lists below lean on opened another line than that of a sentence."""
    listed = sentence.thread.listed
    run_in = listed is not None and listed.rule == "figures/run-in"
    return listed is not None and run_in and sentence.thread.folded.find("\n", listed.end, sentence.unit.start) >= 0


def _is_run_in(sentence: Sentence) -> bool:
    """Whether a few words without a verb open a line as its heading: "Displacement.", "2. Incident register, May."."""
    folded, start = sentence.thread.folded, sentence.unit.start
    if not sentence.text.endswith(".") or len(sentence.analysis.words.lows) > _RUN_IN or sentence.numbers:
        return False
    before = folded[max(0, start - _MARK) : start].rpartition("\n")
    opens = bool(before[1] or start <= _MARK) and not re.search(r"[^\W\d_]{2}", before[2])
    return opens and not sentence.analysis.clauses


def _heading(sentence: Sentence) -> Claim | None:
    """What the lines below a heading count, with the time, place and speaker that it names for them."""
    measure = lexis.measure_in(_SIZE.sub("", sentence.text))
    if measure is None:
        return None
    rule = (
        "figures/run-in"
        if sentence.unit.kind is UnitKind.SENTENCE and not sentence.text.endswith(":")
        else "figures/heading"
    )
    whole = Counted(start=0, end=0, at=0, rule=rule, measure=measure, value=Count())
    return claim_of(sentence, whole, (0, len(sentence.text)), whole, ())


def topic_of(sentence: Sentence) -> Claim | None:
    """Return what a sentence without a count is about, for the numbers of those after it: "The violations have thinned."."""
    words = sentence.analysis.words
    subject = next((c.subject for c in sentence.analysis.clauses), None)
    free = any(sentence.text[n.start - 1 : n.start] != "(" for n in sentence.numbers)
    if subject is None or free or len(words.lows) > _TOPIC or sentence.unit.kind is not UnitKind.SENTENCE:
        return None
    measure = lexis.measure_in(sentence.text[slice(*words.span(subject.first, subject.core))])
    if measure is None:
        return None
    whole = Counted(start=0, end=0, at=0, rule="figures/about", measure=measure, value=Count())
    return claim_of(sentence, whole, (0, len(sentence.text)), whole, ())


def by_topic(sentence: Sentence, number: Number) -> Counted | None:
    """The count of people of whom a heading in the line tells what became of them: "Displacement: some 400 families came"."""
    label, listed = lexis.TOPIC.match(sentence.text), sentence.thread.listed
    run_in = listed.measure if listed and listed.rule == "figures/run-in" else None
    named = lexis.measure_in(label[0]) if label else run_in
    people = lexis.PEOPLE_AFTER.match(sentence.text, number.end) if named in _OUTCOMES and not sentence.future else None
    if people is None or number.plain == 1:
        return None
    return Counted(
        start=number.start,
        end=people.end(),
        at=number.core,
        rule="figures/topic",
        measure=str(named),
        value=number.count,
    )


def goes_on_listing(sentence: Sentence) -> bool:
    """Whether a line may go on with what was counted before: an item of a list, or a label behind a label of its line."""
    counted = sentence.thread.counted
    if sentence.unit.kind is UnitKind.BULLET or counted is None:
        return counted is not None
    between = sentence.thread.folded[counted.end : sentence.unit.start]
    labelled = counted.rule == "figures/label" or sentence.thread.folded.endswith(": ", 0, counted.start)
    return labelled and len(between) < _NEXT_LABEL and "\n" not in between
