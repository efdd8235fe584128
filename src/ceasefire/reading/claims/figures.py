"""Figures: counts over a period, totals and tolls of a war, counts in lists."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.aggregates import is_aggregate
from ceasefire.reading.claims.figure_amounts import by_act, by_amount
from ceasefire.reading.claims.figure_before import asked_for
from ceasefire.reading.claims.figure_clauses import over_a_time
from ceasefire.reading.claims.figure_counts import Counted, clause_end, zones
from ceasefire.reading.claims.figure_elided import elided
from ceasefire.reading.claims.figure_frames import by_frame, outcome_in
from ceasefire.reading.claims.figure_items import by_item
from ceasefire.reading.claims.figure_lists import Line, lines
from ceasefire.reading.claims.figure_none import none_counted
from ceasefire.reading.claims.figure_nouns import by_noun
from ceasefire.reading.claims.figure_places import ELSEWHERE, place_of
from ceasefire.reading.claims.figure_slots import clean, of_incident, source_of
from ceasefire.reading.claims.figure_verbs import by_times, by_verb
from ceasefire.reading.claims.other_subjects import is_of_another
from ceasefire.reading.claims.periods import of_report, period_of
from ceasefire.reading.claims.told_as_fact import is_played, is_to_come
from ceasefire.reading.lexicon.gated import gated
from ceasefire.reading.lexicon.load import wordset
from ceasefire.reading.mentions.casualties import Casualties
from ceasefire.reading.mentions.dates.beside import beside as time_beside
from ceasefire.reading.mentions.numbers import Number
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Basis, Claim, ClaimType, Count, DateRange, Modality
from ceasefire.reading.text.segment import UnitKind

_FIELD = re.compile(r"[A-Z][\w ]{2,28}: ")
_RELEASED: Final = ("released", "freed", "detained", "arrested")
_LASTING: Final = frozenset(("displaced", "released", "returned", "exchanged", "recruited", "missing", "repatriated"))
"""What is done to persons over a time, so that a count of it is a figure by itself."""
_ANYBODY: Final = wordset("en", "figures", "anybody") | {"houses"}
_OUTCOMES: Final = lexis.OF_PERSONS | {"displaced", "returned"}
_SIZE = re.compile(r"\b\d[\d,]* [a-z-]+")
"""A number with its noun in a heading: how many there are, and not what the lines below count."""
_HOUSEHOLDS = re.compile(r"[^()]{0,30}\([\d,. ]+ (?:households?|families)\b")
"""The same persons once more, counted by households in brackets."""
_DONE = re.compile(r"\b(?:have|has|had|were|was)\b")
_OLDER = re.compile(
    r"\b(?:previous|earlier|last|former|old) (?:\w+ )?(?:count|estimate|figure|number|tally|toll|total)\b", re.I
)
_DEADLY = re.compile(r"killed|dea(?:d|ths)|fatalit|loss of life|casualties")
_FEW: Final = 10
"""Fewer persons than this, without a time over which they are counted, are the detail of an event; chosen by hand."""
_NAMED_BELOW = re.compile(r"\(?[Ss]ources?: ?(?P<who>[A-Z][\w'. -]{1,60}?)\)?\.?$")
"""A line between a heading and its list that says whose counts they are."""
_STILL = re.compile(r"\b(?:still|remain(?:s|ing)?)\b")
_ASKED = gated(r"\b[Hh]ow $")
_REACH: Final = 700
"""Characters over which a bare number goes on from a count; chosen by hand, not measured."""
_NEXT_LABEL: Final = 60
"""Characters over which labels of a line go on from the first of them; chosen by hand."""
_RUN_IN: Final = 9
"""Words and marks of the longest heading that opens a paragraph in its own line; chosen by hand."""
_SHORTEST: Final = 4
"""Characters of the shortest quote that the gate takes."""


def read_figures(sentence: Sentence) -> list[Claim]:
    """Find the figures of a sentence, a bullet or a labelled count."""
    thread = sentence.thread
    carried = _carried(sentence)
    told = lines(
        sentence, thread.listed.measure if thread.listed else carried if _goes_on_listing(sentence) else None, carried
    )
    if told:
        claims = [_of_line(sentence, line) for line in told]
        if sentence.unit.kind is UnitKind.SENTENCE:
            whole = lexis.measure_in(sentence.text[: told[0].start].rstrip(": "), whole=True)
            thread.counted = msgspec.structs.replace(claims[0], measure=whole or claims[0].measure)
        return claims
    _follow_list(sentence)
    if sentence.is_heading and not _FIELD.match(sentence.text):
        return []
    counts = _counts(sentence)
    own = _own_zones(sentence, counts)
    claims = [_claim(sentence, c, z, counts[0], _beside(counts, own, c)) for c, z in zip(counts, own, strict=True)]
    claims = _with_leaning(claims, counts, [sentence.text[s:e] for s, e in own])
    if claims and not _OLDER.search(claims[0].quote):
        whole = next((c for c, n in zip(claims, counts, strict=True) if not n.leans), None)
        told = _before(sentence) if counts[0].part else None
        parts = msgspec.structs.replace(claims[0], measure=told.measure, place=told.place) if told else claims[0]
        thread.counted = whole or parts
    return _with_list(sentence, claims) if claims else []


def _goes_on_listing(sentence: Sentence) -> bool:
    """Whether a line may go on with what was counted before: an item of a list, or a label behind a label of its line."""
    counted = sentence.thread.counted
    if sentence.unit.kind is UnitKind.BULLET or counted is None:
        return counted is not None
    between = sentence.thread.folded[counted.end : sentence.unit.start]
    return counted.rule == "figures/label" and len(between) < _NEXT_LABEL and "\n" not in between


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


def _follow_list(sentence: Sentence) -> None:
    """Keep what a heading, or a sentence that ends with a colon, says that the lines below it count."""
    if sentence.is_heading or sentence.text.endswith(":") or _is_run_in(sentence):
        sentence.thread.listed = _heading(sentence)
    elif sentence.unit.kind is UnitKind.SENTENCE or _is_of_other_line(sentence):
        named, listed = _NAMED_BELOW.match(sentence.text), sentence.thread.listed
        if listed and named:
            listed = msgspec.structs.replace(listed, attribution=named["who"], basis=Basis.SENTENCE)
        elif listed and (listed.rule != "figures/run-in" or _is_of_other_line(sentence)):
            listed = None
        sentence.thread.listed = listed


def _is_of_other_line(sentence: Sentence) -> bool:
    """Whether the heading that the lists below lean on opened another line than that of a sentence."""
    listed = sentence.thread.listed
    run_in = listed is not None and listed.rule == "figures/run-in"
    return listed is not None and run_in and "\n" in sentence.thread.folded[listed.end : sentence.unit.start]


def _is_run_in(sentence: Sentence) -> bool:
    """Whether a few words without a verb open a line as its heading: "Displacement.", "2. Incident register, May."."""
    folded, start = sentence.thread.folded, sentence.unit.start
    opens = not re.search(r"[^\W\d_]{2}", folded[folded.rfind("\n", 0, start) + 1 : start])
    few = len(sentence.analysis.words.lows) <= _RUN_IN and not sentence.analysis.clauses
    return opens and few and sentence.text.endswith(".") and not sentence.numbers


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
    return _claim(sentence, whole, (0, len(sentence.text)), whole, ())


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
    found = [c for c in found if not is_played(sentence, c.start, c.end)] + none_counted(sentence)
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
        or by_verb(text, number, carried)
        or by_amount(sentence, number)
        or elided(sentence, number, found, carried)
        or by_frame(sentence, number)
        or by_item(sentence, number, found)
    )
    if count is not None and count.measure not in _ANYBODY:
        return count
    state = outcome_in(text[count.end + 1 :]) if count is not None else None
    return msgspec.structs.replace(count, measure=state) if count and state else _of_topic(sentence, number) or count


def _of_topic(sentence: Sentence, number: Number) -> Counted | None:
    """The count of people of whom a heading in the line tells what became of them: "Displacement: some 400 families came"."""
    label, listed = lexis.TOPIC.match(sentence.text), sentence.thread.listed
    named = (
        lexis.measure_in(label[0][:-2], whole=True)
        if label
        else listed.measure
        if listed and listed.rule == "figures/run-in"
        else None
    )
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
    last = _before(sentence)
    return last.measure if last is not None else asked_for(sentence)


def _before(sentence: Sentence) -> Claim | None:
    """The count told shortly before a sentence, where no question stands between."""
    counted = sentence.thread.counted
    between = sentence.unit.start - counted.end if counted is not None else -1
    if counted is None or not 0 <= between <= _REACH:
        return None
    return None if "?" in sentence.thread.folded[counted.end : sentence.unit.start] else counted


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
    each = f" per {rate}" if rate else ""
    return Counted(
        start=casualty.start,
        end=casualty.end,
        at=casualty.start,
        rule="figures/persons",
        measure=casualty.measure + each,
        value=casualty.count,
        population=casualty.people.split()[-1] if casualty.people else None,
    )


def _claim(
    sentence: Sentence, count: Counted, zone: tuple[int, int], first: Counted, beside: tuple[tuple[int, int], ...]
) -> Claim:
    """Return the claim of a count, with the period, place and speaker of its own clause."""
    told = _before(sentence)
    before = told if count.leans and first is count else None
    past = before.period if before and not count.compared else None
    source, basis = source_of(sentence, count, zone, (before.attribution, before.basis) if before else (None, None))
    incident = of_incident(sentence, count)
    period, as_of = _times(sentence, count, zone, beside, incident)
    lone = len(sentence.numbers) <= 1 and len(sentence.text) <= 330
    quote = (0, len(sentence.text)) if lone else _words_of(sentence.text, count, zone)
    return sentence.draft(
        ClaimType.FIGURE,
        *quote,
        count.rule,
        measure=count.measure,
        value=count.value,
        population=count.population,
        period=count.period or period or past,
        as_of=as_of,
        place=place_of(sentence, count, zone, told.place if told and first is count else None, beside, incident),
        attribution=source,
        basis=basis,
        modality=Modality.ALLEGED if lexis.SUPPOSED.search(sentence.text, count.at, count.end) else Modality.HELD,
    )


def _times(
    sentence: Sentence,
    count: Counted,
    zone: tuple[int, int],
    beside: tuple[tuple[int, int], ...],
    incident: Claim | None,
) -> tuple[DateRange | None, DateRange | None]:
    """Return the period of a count and the day as of which it counts: those of its incident, its clause or beside it."""
    period, as_of = period_of(sentence, count.at, zone, own=count.compared, beside=() if count.compared else beside)
    if incident is not None:
        period = incident.date or period
    elif count.rule == "figures/verb" and period and (period.start == period.end or _OLDER.search(sentence.text)):
        period, as_of = None, as_of or period
    period = None if _is_background(sentence, count, period) else period
    if count.compared or period is None or lexis.OF_BEFORE.search(sentence.text, *zone):
        other = _time_beside(sentence, zone)
        period = (time_beside(sentence.text[slice(*zone)], other) if other else None) or period
    return period, as_of


def _is_background(sentence: Sentence, count: Counted, period: DateRange | None) -> bool:
    """Whether a toll is that of a war told in passing ("the battles that killed 5,000"), and a time that of another clause."""
    passing = lexis.THAT_KILLED.search(sentence.text, 0, count.end)
    return (
        passing is not None
        and period is not None
        and passing.end() > count.start - 24
        and any(d.value == period and d.start < passing.start() for d in sentence.event_dates)
    )


def _time_beside(sentence: Sentence, zone: tuple[int, int]) -> DateRange | None:
    """The time that the rest of a sentence tells, else that of the count before it, else that of the report."""
    outside = [d.value for d in sentence.event_dates if d.value and not zone[0] <= d.start < zone[1]]
    counted = _before(sentence)
    return (outside[0] if outside else None) or (counted.period if counted else None) or of_report(sentence.thread)


def _words_of(text: str, count: Counted, zone: tuple[int, int]) -> tuple[int, int]:
    """The words that a count stands on; those of its whole stretch where the number is all it has."""
    end = clause_end(text, count.end)
    if end - count.start >= _SHORTEST:
        return count.start, end
    return zone if zone[1] - zone[0] > _SHORTEST + 4 else (max(0, text.rfind(",", 0, zone[0] - 1)), zone[1])


def _with_leaning(claims: list[Claim], counts: list[Counted], words: list[str]) -> list[Claim]:
    """Give each count that goes on from the one before it in the sentence what its own words leave open."""
    done: list[Claim] = []
    for claim, count, told in zip(claims, counts, words, strict=True):
        if count.leans and done:
            last = done[-1] if claim.attribution is None or claim.attribution not in told else claim
            place, period = None if ELSEWHERE.search(told) else done[-1].place, done[-1].period
            if count.part and period:
                claim = msgspec.structs.replace(claim, period=period)
            claim = msgspec.structs.replace(
                claim,
                place=claim.place or place,
                period=claim.period or (None if count.compared else period),
                attribution=last.attribution or claim.attribution,
                basis=last.basis or claim.basis,
            )
        done.append(claim)
    return done


def _of_line(sentence: Sentence, line: Line) -> Claim:
    """Return the claim of a line of a list, under the place and day of its heading."""
    thread = sentence.thread
    source, basis = clean(sentence.source(line.start))
    period, as_of = period_of(sentence, line.start)
    head = thread.listed
    if head is not None and source is None:
        source, basis = head.attribution, head.basis
    return sentence.draft(
        ClaimType.FIGURE,
        line.start,
        line.end,
        "figures/total" if line.whole else "figures/label",
        measure=line.measure,
        value=line.value,
        place=line.place or (head.place if head else None) or thread.heading_place or thread.country,
        period=line.period or (None if line.other else (head.period if head else None) or period),
        as_of=as_of,
        attribution=source,
        basis=basis,
    )


def _with_list(sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    """Return the claims with those of a list in brackets beside them; the whole is in none of the places listed."""
    parts = _parts(sentence, claims[0], _listed(sentence))
    if any(part.place == claims[0].place for part in parts):
        claims = [msgspec.structs.replace(claims[0], place=None), *claims[1:]]
    return [*claims, *parts, *_kinds_listed(sentence, claims[0])]


def _kinds_listed(sentence: Sentence, whole: Claim) -> list[Claim]:
    """ "abductions (612), extortion (508) and killings (9)": what was counted, with its counts."""
    found = list(lexis.LABELLED.finditer(sentence.text))
    if len(found) < 2:
        return []
    return [_part(sentence, whole, (m.start("label"), m.end()), int(m["n"]), m["label"], whole.place) for m in found]


def _listed(sentence: Sentence) -> list[tuple[int, int, str, int]]:
    """ "Damascus (8), Aleppo (7) and Latakia (2)": places with their counts."""
    found = [(m.start(), m.end(), m["place"], int(m["n"] or m["n2"])) for m in lexis.IN_LIST.finditer(sentence.text)]
    return found if len(found) >= 2 else []


def _parts(sentence: Sentence, whole: Claim, listed: list[tuple[int, int, str, int]]) -> list[Claim]:
    return [_part(sentence, whole, (start, end), n, whole.measure, place) for start, end, place, n in listed]


def _part(
    sentence: Sentence, whole: Claim, span: tuple[int, int], n: int, measure: str | None, place: str | None
) -> Claim:
    """Return the claim of one count of a list in brackets."""
    return sentence.draft(
        ClaimType.FIGURE,
        *span,
        "figures/part" if measure == whole.measure else "figures/kind",
        measure=measure,
        value=Count(low=n, high=n),
        place=place,
        period=whole.period,
        attribution=whole.attribution,
        basis=whole.basis,
    )
