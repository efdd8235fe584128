"""Figures: counts over a period, totals and tolls of a war, counts in lists."""

from __future__ import annotations

import re
from typing import Final

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.aggregates import is_aggregate
from ceasefire.reading.claims.figure_shares import clause_end, continued
from ceasefire.reading.claims.periods import period_of
from ceasefire.reading.claims.told_as_fact import is_played
from ceasefire.reading.lexicon.calendar_names import ANY_MONTH
from ceasefire.reading.mentions.casualties import Casualties
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.places import best_place
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, Count

_FIELD = re.compile(r"[A-Z][\w ]{2,28}: ")
_TOLD = re.compile(r"\b(?:recorded|registered|reported|were|was|has|have)\b")
_ROUNDS_HELD = re.compile(r"\b(?:held|took place|seen)\b")
_MAY_BE_ONE: Final = frozenset(("ceasefire violations", "explosions", "incidents"))
"""Measures of which a count of one is a figure; "one patrol" is not."""
_NO_COUNT = re.compile(
    r"(?:page|tel|phone|figure|table|annex|no|issue|report|section|article|resolution|week|day|" + ANY_MONTH + r")\b"
)
"""Labels of numbers that count nothing."""


def read_figures(sentence: Sentence) -> list[Claim]:
    """Find the figures of a sentence, a bullet or a labelled count."""
    claims = _labelled(sentence)
    if claims or (sentence.is_heading and not _FIELD.match(sentence.text)):
        return claims
    claims = [_from_casualties(sentence, c) for c in sentence.casualties if _is_figure(sentence, c)]
    taken = [(c.start - sentence.unit.start, c.end - sentence.unit.start) for c in claims]
    taken += [(c.start, c.end) for c in sentence.casualties]
    for number in sentence.numbers:
        if not any(start <= number.core < end for start, end in taken):
            claim = _counted(sentence, number)
            claims += [claim] if claim and not _is_labelled(sentence.text, number) else []
    return [*claims, *_listed_beside(sentence, claims[0])] if claims else []


def _is_labelled(text: str, number: Number) -> bool:
    """True for the number of "abductions (612)", which is read with its label."""
    labelled = lexis.LABELLED.search(text[max(0, number.start - 40) : number.end + 1])
    return labelled is not None and text[number.start - 1 : number.start] == "("


def _listed_beside(sentence: Sentence, whole: Claim) -> list[Claim]:
    return [*_parts(sentence, whole, _listed(sentence)), *_kinds_listed(sentence, whole)]


def _kinds_listed(sentence: Sentence, whole: Claim) -> list[Claim]:
    """ "abductions (612), extortion (508) and killings (9)": what was counted, with its counts."""
    found = list(lexis.LABELLED.finditer(sentence.text))
    if len(found) < 2:
        return []
    return [
        sentence.draft(
            ClaimType.FIGURE,
            m.start("label"),
            m.end(),
            "figures/kind",
            measure=m["label"],
            value=Count(low=int(m["n"]), high=int(m["n"])),
            place=whole.place,
            period=whole.period,
            attribution=whole.attribution,
            basis=whole.basis,
        )
        for m in found
    ]


def _is_figure(sentence: Sentence, casualty: Casualties) -> bool:
    if (casualty.count.low == 0 and casualty.count.high == 0) or is_played(sentence, casualty.start, casualty.end):
        return False
    if casualty.count.vague and not (sentence.attributions and re.search(r"\d", sentence.text)):
        return False
    if (
        casualty.verb in ("released", "freed", "detained", "arrested")
        and re.search(r"\b[Tt]he $", sentence.text[max(0, casualty.start - 4) : casualty.start])
    ) or re.match(r"The ", sentence.text[casualty.start :]):
        return False
    if casualty.measure in ("displaced", "released", "returnees", "exchanged", "recruited", "missing", "repatriated"):
        return not sentence.future or (
            casualty.count.vague is None and bool(re.search(r"\b(?:have|has|had|were|was)\b", sentence.text))
        )
    return is_aggregate(sentence, casualty) or (casualty.measure == "casualties" and casualty.count.plain is not None)


def _from_casualties(sentence: Sentence, casualty: Casualties) -> Claim:
    population = casualty.people.split()[-1] if casualty.people else None
    sentence.thread.measure = casualty.measure
    return _claim(
        sentence, casualty.start, casualty.end, "figures/persons", casualty.measure, casualty.count, population
    )


def _counted(sentence: Sentence, number: Number) -> Claim | None:
    text, count = sentence.text, number.count
    share = None if count.vague else continued(sentence, number)
    if share:
        return _claim(sentence, *share, count, None)
    match = lexis.NOUN.match(text, number.end)
    if not match or count.vague or count.plain is None:
        return None
    measure = next(m for i, (m, _) in enumerate(lexis.MEASURES) if match[f"m{i}"])
    told = _is_told(sentence) and not is_played(sentence, number.start, match.end())
    if not told or not _counts_so(measure, match, number, text):
        return None
    measure = _refined(measure, match, text)
    sentence.thread.measure = measure
    return _claim(sentence, number.start, match.end(), "figures/count", measure, count, None)


def _is_told(sentence: Sentence) -> bool:
    """Whether a sentence tells a count, and not one to come."""
    told = not sentence.future or _TOLD.search(sentence.text)
    return bool(told and lexis.WITH_VERB.search(sentence.text))


def _counts_so(measure: str, match: re.Match[str], number: Number, text: str) -> bool:
    """Whether a number and a noun make a figure of a measure."""
    if measure == "settlements" and "settlements" not in match["m"].lower():
        return False
    if number.plain is not None and number.plain < 2 and measure not in _MAY_BE_ONE:
        return False
    return measure != "rounds" or bool(_ROUNDS_HELD.search(text))


def _refined(measure: str, match: re.Match[str], text: str) -> str:
    """The measure in the text's own words where they say more: what was done to prisoners, which weapons."""
    noun = match["m"].lower()
    if measure == "prisoners":
        done = next((word for verb, word in lexis.PRISONER_VERBS.items() if verb in text.lower()), "")
        return f"{noun} {done}".strip()
    if measure in lexis.WITH_LEAD:
        return f"{match['lead'].strip()} {noun}".strip() if len(match["lead"]) < 30 else noun
    return measure


def _claim(
    sentence: Sentence, start: int, end: int, rule: str, measure: str, value: Count, population: str | None
) -> Claim:
    text = sentence.text
    source, basis = sentence.source(start)
    period, as_of = period_of(sentence, start)
    place = _where(sentence, start)
    lone = len(sentence.numbers) <= 1
    quote_start, quote_end = (0, len(text)) if lone and len(text) <= 330 else (start, clause_end(text, end))
    return sentence.draft(
        ClaimType.FIGURE,
        quote_start,
        quote_end,
        rule,
        measure=measure,
        value=value,
        population=population,
        period=period,
        as_of=as_of,
        place=place,
        attribution=source,
        basis=basis,
    )


def _where(sentence: Sentence, near: int) -> str | None:
    """The place a figure is about: the one the sentence opens with ("In X, ..."), else the nearest one tied to it."""
    held = re.search(r"(?P<x>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}) \($", sentence.text[:near])
    if held:
        return held["x"]
    places = tuple(p for p in sentence.places if p.prep not in ("", "by", "from", "to"))
    opening = [p for p in places if p.start <= 24 and p.prep == "in" and "," in sentence.text[p.end : p.end + 2]]
    if opening:
        return opening[0].text
    inside = [p for p in places if not re.search(r"[;]", sentence.text[min(p.end, near) : max(p.start, near)])]
    if inside:
        return best_place(sentence.text, tuple(inside), near)
    return sentence.thread.heading_place or sentence.thread.country


def _labelled(sentence: Sentence) -> list[Claim]:
    """ "Ceasefire violations: 45" in a bullet or a line of its own."""
    match = lexis.LABEL.match(sentence.text.strip())
    if not match:
        return []
    label = match["label"].strip().lower()
    if _label_measure(label) is None or _NO_COUNT.match(label):
        return []
    value = int(re.sub(r"[, ]", "", match["n"]))
    if 1900 <= value <= 2100 and "," not in match["n"] and not re.search(r"kill|injur|violation|displac|explos", label):
        return []
    measure = _label_measure(label)
    if measure is None:
        return []
    return [_claim(sentence, 0, len(sentence.text), "figures/label", measure, Count(low=value, high=value), None)]


def _label_measure(label: str) -> str | None:
    by_stem = next((measure for stem, measure in lexis.LABEL_STEMS.items() if stem in label), None)
    if by_stem:
        return by_stem
    found = next((m for m, body in lexis.MEASURES if re.search(rf"\b(?:{body})\b", label, re.I)), None)
    return label if found in lexis.OWN_LABEL else found


def _listed(sentence: Sentence) -> list[tuple[int, int, str, int]]:
    """ "Damascus (8), Aleppo (7) and Latakia (2)": places with their counts."""
    found = [(m.start(), m.end(), m["place"], int(m["n"] or m["n2"])) for m in lexis.IN_LIST.finditer(sentence.text)]
    return found if len(found) >= 2 else []


def _parts(sentence: Sentence, whole: Claim, listed: list[tuple[int, int, str, int]]) -> list[Claim]:
    return [
        sentence.draft(
            ClaimType.FIGURE,
            start,
            end,
            "figures/part",
            measure=whole.measure,
            value=Count(low=n, high=n),
            place=place,
            period=whole.period,
            attribution=whole.attribution,
            basis=whole.basis,
        )
        for start, end, place, n in listed
    ]
