"""The claims of lists: lines with a label, and counts in brackets behind names."""

from __future__ import annotations

import msgspec

from ceasefire.reading.claims import figure_patterns as lexis
from ceasefire.reading.claims.figure_claims import claim_of, with_leaning
from ceasefire.reading.claims.figure_counts import Counted
from ceasefire.reading.claims.figure_elided import elided
from ceasefire.reading.claims.figure_lists import Line
from ceasefire.reading.claims.figure_slots import clean
from ceasefire.reading.claims.periods import period_of
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Claim, ClaimType, Count


def _of_line(sentence: Sentence, line: Line) -> Claim:
    """Return the claim of a line of a list, under the place and day of its heading."""
    thread = sentence.thread
    source, basis = clean(sentence.source(line.start))
    period, as_of = period_of(sentence, line.start)
    head = thread.listed
    if source is not None and source in sentence.text[line.start : line.end]:
        source, basis = None, None
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


def with_parts(sentence: Sentence, line: Line) -> list[Claim]:
    """Return the claim of a line, and those of the parts that "of whom" makes of it: "Killed: 127, of whom 71 civilians"."""
    own = _of_line(sentence, line)
    inside = [n for n in sentence.numbers if line.start <= n.core < line.end]
    if line.whole or len(inside) < 2 or inside[0].count != line.value:
        return [own]
    first = inside[0]
    counts = [
        Counted(start=line.start, end=first.end, at=first.core, rule=own.rule, measure=line.measure, value=line.value)
    ]
    for number in inside[1:]:
        part = elided(sentence, number, counts, None)
        counts += [part] if part and part.part else []
    parts = [claim_of(sentence, c, (c.start, line.end), c, ()) for c in counts[1:]]
    return with_leaning([own, *parts], counts, ["" for _ in counts])


def with_list(sentence: Sentence, claims: list[Claim]) -> list[Claim]:
    """Return the claims with those of a list in brackets beside them; the whole is in none of the places listed."""
    parts = _parts(sentence, claims[0], _listed(sentence))
    if any(part.place == claims[0].place for part in parts):
        claims = [msgspec.structs.replace(claims[0], place=None), *claims[1:]]
    return [*claims, *parts, *_kinds_listed(sentence, claims[0])]


def told_in_brackets(sentence: Sentence) -> list[Claim]:
    """Return the counts of "They rose between April (24) and May (48)", of what was counted last."""
    about = sentence.thread.counted
    listed = [m for m in _listed(sentence) if sentence.text[m[1] - 1] == ")"]
    return _parts(sentence, about, listed) if about and len(listed) > 1 else []


def _kinds_listed(sentence: Sentence, whole: Claim) -> list[Claim]:
    """ "abductions (612), extortion (508) and killings (9)": what was counted, with its counts."""
    found = list(lexis.LABELLED.finditer(sentence.text))
    if len(found) < 2:
        return []
    return [_part(sentence, whole, (m.start("label"), m.end()), int(m["n"]), m["label"], whole.place) for m in found]


def _listed(sentence: Sentence) -> list[tuple[int, int, str, int]]:
    """Return places with their counts: "Orvan (8), Tarn (7) and Lesk (2)"."""
    found = [(m.start(), m.end(), m["place"], int(m["n"] or m["n2"])) for m in lexis.IN_LIST.finditer(sentence.text)]
    return found if len(found) >= 2 else []


def _parts(sentence: Sentence, whole: Claim, listed: list[tuple[int, int, str, int]]) -> list[Claim]:
    months = {d.start: d.value for d in sentence.dates}
    parts = [_part(sentence, whole, (start, end), n, whole.measure, place) for start, end, place, n in listed]
    return [
        msgspec.structs.replace(part, place=whole.place, period=months[start]) if start in months else part
        for part, (start, *_) in zip(parts, listed, strict=True)
    ]


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
