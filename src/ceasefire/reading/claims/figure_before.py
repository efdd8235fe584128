"""What a number without a noun goes on from: a count of its sentence, words before a colon, a question, an incident's toll."""

from __future__ import annotations

import re

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_counts import COMPARED, Counted
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Count

_OF_WHOLE = re.compile(
    r"Of (?:the |these |its |their |those |all )?(?:[\d,.]+|[a-z-]+) (?P<what>(?:[a-z-]+ ){0,3}?[a-z]+s)\b"
)
_OF_WHICH_WERE = re.compile(
    r"(?:^|[.;] )(?P<what>[^,;.]{3,60}), of (?:which|whom) there (?:are|were|had been|have been) (?:only |about |some )?$"
)
_HOW_MANY = re.compile(
    r"\b[Hh]ow many (?:of (?:our|your|their|the) |more |other )?(?P<what>[a-z][a-z-]+(?: [a-z-]+s)?)\b[^.!?]*\?[^?]*$"
)
_INCLUDING = re.compile(r"\b(?:includ(?:ing|es|ed)|among (?:them|these|which)(?: were| was)?)[^;()]*$")
_BESIDE = re.compile(r"[^;:()]{0,40}?(?:,| and|, and| or) |[^;:()]{0,20}\b(?:up|down|against|compared)\b[^;:()]{0,20}")
"""What stands between two kinds that are counted, and between a kind and its count at another time."""
_ASIDE = 80
"""Characters of the longest list of kinds; chosen by hand."""
_ASKED, _REACH = 400, 4
"""Characters over which an answer leans on its question, sentences over which a toll leans on its incident; chosen by hand."""


def counted_before(sentence: Sentence, number: Number, found: list[Counted]) -> Counted | None:
    """Return the count that a number may go on from; of "compared with four and nine" each goes on from its own.

    Where the sentence tells none before it, what the words before a colon, or "Of the 40 guns", are about; its rule is empty.
    """
    before = sorted((c for c in found if c.end <= number.start), key=lambda c: c.at)
    while len(before) > 1 and _is_aside(sentence.text, before[-1], number):
        before.pop()
    own, first = [c for c in before if not c.compared], first_of_two(sentence, number)
    if len(own) > 1 and COMPARED.search(sentence.text[: first.start]):
        if first is not number:
            return own[-1]
        followed = any(sentence.text[number.end : n.start] == " and " for n in sentence.numbers)
        return own[-2] if followed else before[-1]
    return before[-1] if before else _told_of(sentence, number) or _label(sentence, number) or _whole(sentence, number)


def _is_aside(text: str, count: Counted, number: Number) -> bool:
    """Whether a count is only a kind among those counted before it, of which a number behind it does not go on."""
    beside = _BESIDE.fullmatch(text, count.end, number.start)
    return beside is None and _INCLUDING.search(text, max(0, count.start - _ASIDE), count.start) is not None


def first_of_two(sentence: Sentence, number: Number) -> Number:
    """Return "four" for the nine of "four and nine", else the number itself."""
    return next((n for n in sentence.numbers if sentence.text[n.end : number.start] == " and "), number)


def _label(sentence: Sentence, number: Number) -> Counted | None:
    """What the words before a colon count, without a number of it: "Fewer violations were seen: the army six"."""
    colon = sentence.text.rfind(":", 0, number.start)
    measure = lexis.measure_in(sentence.text[:colon]) if colon > 0 and not sentence.future else None
    return _named(measure, colon) if measure else None


def _whole(sentence: Sentence, number: Number) -> Counted | None:
    """What a sentence tells parts of: "Of the 40 guns in the annex, 31 are in storage"."""
    whole = _OF_WHOLE.match(sentence.text)
    if whole is None or whole.end() > number.start:
        return None
    return _named(lexis.measure_in(whole["what"]) or whole["what"].split()[-1], whole.end())


def _told_of(sentence: Sentence, number: Number) -> Counted | None:
    """What a relative clause counts: "Clashes, of which there had been 114 in March, fell to twelve"."""
    match = _OF_WHICH_WERE.search(sentence.text, 0, number.start)
    measure = lexis.measure_in(match["what"], whole=True) if match else None
    return _named(measure, match.end("what")) if match and measure else None


def _named(measure: str, end: int) -> Counted:
    return Counted(start=0, end=end, at=0, rule="", measure=measure, value=Count())


def asked_for(sentence: Sentence) -> str | None:
    """Return what the question before a sentence asks the number of: "How many posts are left?"; None where it asks none."""
    before = sentence.thread.folded[max(0, sentence.unit.start - _ASKED) : sentence.unit.start]
    if "?" not in before:
        return None
    asked = _HOW_MANY.search(before)
    if asked is None:
        return lexis.measure_in(re.split(r"[.?!\n]", before[: before.rindex("?")])[-1])
    return lexis.measure_in(asked["what"]) or asked["what"].split()[-1].lower()


def toll_before(sentence: Sentence, number: Number) -> str | None:
    """Return what was done to the persons told of before a number, in its sentence or in an incident a few sentences back."""
    here = [c for c in sentence.casualties if c.end <= number.start]
    if here:
        return here[-1].measure
    last = sentence.thread.incident
    if last is None or not 0 < sentence.index - last.sentence <= _REACH:
        return None
    return "killed" if last.claim.killed else "injured" if last.claim.injured else None


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


def whole_end(text: str) -> int:
    """Return where "Of the 40 guns" at the head of a sentence ends; -1 where it tells no whole."""
    whole = _OF_WHOLE.match(text)
    return whole.end() if whole else -1
