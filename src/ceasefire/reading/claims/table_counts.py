"""The counts of a table: of each cell what its row or its column counts, and the place or time that the other names."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.claims.figure_lists import is_by_kind
from ceasefire.reading.claims.incident_kinds import kind_at
from ceasefire.reading.claims.periods import of_report
from ceasefire.reading.claims.table_bodies import bodies_of
from ceasefire.reading.claims.table_cells import Cell, count_of, is_number, is_total, is_year, measure_of
from ceasefire.reading.mentions.dates.calendar_math import year_range
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Basis, Claim, ClaimType, Count, DateRange

_WORDY = re.compile(r"[A-Za-z][A-Za-z '/()-]{3,40}$")
_PART_OF_TIME = re.compile(r"(?:week|day|month|quarter|q|period|number|no|count|figure|value|share|%)\b", re.I)
_CORE = ("ceasefire violations", "killed", "injured", "casualties", "displaced", "incidents", "abductions")
"""Measures that a label may name in other words; a label of another kind of incident is kept as it is."""
_NUMBERED_TIME = re.compile(r"(?:week|day|month|quarter|q|period) ?\d", re.I)
_NOT_COUNTED = ("skip", "date", "time", "place", "text", "who", "source")


def counts_of(sentence: Sentence, labels: list[str], roles: list[str], cells: list[Cell]) -> list[Claim]:
    """Return the counts of a row under its header; the first cell in words is the label of the row."""
    at = next((i for i, c in enumerate(cells) if roles[i] != "skip" and not is_number(c.words)), None)
    if at is None:
        return []
    claims = []
    label, day = _label_and_day(sentence, roles, cells, at)
    bodies = bodies_of(sentence, labels)
    for i, cell in enumerate(cells):
        numeric = is_number(cell.words) or cell.words.lower() in ("nil", "none")
        if i == at or not numeric or (roles[i] in _NOT_COUNTED and not measure_of(labels[i])):
            continue
        claim = _cell(sentence, (cells[label], roles[label]), labels[i], cell)
        if claim is not None:
            # a count of none accuses nobody
            told = {} if claim.value == Count(low=0, high=0) and "blamed" in bodies[i] else bodies[i]
            claims.append(msgspec.structs.replace(claim, period=day or claim.period, **told))
    return claims


def _label_and_day(sentence: Sentence, roles: list[str], cells: list[Cell], at: int) -> tuple[int, DateRange | None]:
    """Return which cell is the label of a row and the day that the row names: of a day and a place the place is the label."""
    if "date" not in roles or not cells[roles.index("date")].words:
        return at, None
    day = _date(sentence, cells[roles.index("date")])
    place = roles.index("place") if "place" in roles and roles[at] == "date" else at
    return (place if day and cells[place].words else at), day


def _cell(sentence: Sentence, row: tuple[Cell, str], column: str, cell: Cell) -> Claim | None:
    label, role = row
    measure, place = _measure(sentence, label.words, column)
    value = count_of(cell.words)
    if measure is None or value is None:
        return None
    whole = is_total(label.words) or is_total(column)
    period = _date(sentence, label) or _year(column)
    named = place if role != "who" and _is_place(sentence, label, place) else None
    claim = figure(sentence, (label.start, cell.end), measure, value, named, period, whole=whole)
    # "Week 2" is a part of the time told over the table, and nobody says which days it has
    return msgspec.structs.replace(claim, period=period) if _NUMBERED_TIME.match(column) else claim


def _is_place(sentence: Sentence, label: Cell, words: str) -> bool:
    """Whether the label that is not the measure says where: it is no total and no time."""
    dated = words == label.words and _date(sentence, label) is not None
    return not (dated or is_by_kind(sentence) or is_total(words) or _PART_OF_TIME.match(words) or is_year(words))


def _measure(sentence: Sentence, row: str, column: str) -> tuple[str | None, str]:
    """Return what a cell counts, and which of its two labels says where."""
    of_column = None if is_total(column) else named_measure(column)
    if of_column:
        return of_column, row
    of_row = None if is_total(row) else named_measure(row)
    if of_row:
        return of_row, column
    listed = sentence.thread.listed
    if listed is not None and listed.measure:
        return listed.measure, row
    wordy = _WORDY.match(column) and not is_total(column) and not _PART_OF_TIME.match(column)
    named = wordy and column[1:].islower() and (" " in column or column.endswith("s"))
    return (column.lower() if named else None), row


def named_measure(label: str) -> str | None:
    """Return the measure that a label names, or the label itself where it names a kind of incident."""
    measure = measure_of(label)
    return measure if measure in _CORE or not kind_at(label) else label.lower()


def _date(sentence: Sentence, cell: Cell) -> DateRange | None:
    return next((d.value for d in sentence.dates if d.value and cell.start <= d.start < cell.end), None)


def _year(column: str) -> DateRange | None:
    """The year that a column stands for; other times in a header are not resolved."""
    return year_range(int(column)) if is_year(column) else None


def speaker(sentence: Sentence) -> tuple[str | None, Basis | None]:
    """Return who speaks in a table, and how that is known: whoever its heading names, else the author of the report."""
    listed, author = sentence.thread.listed, sentence.thread.author
    if listed is not None and listed.attribution:
        return listed.attribution, listed.basis
    return (author, Basis.AUTHOR) if author else (None, None)


def figure(
    sentence: Sentence,
    span: tuple[int, int],
    measure: str,
    value: Count,
    place: str | None,
    period: DateRange | None = None,
    *,
    whole: bool = False,
) -> Claim:
    """Return the claim of one cell, under the place and period of the table's heading."""
    thread = sentence.thread
    listed = thread.listed
    source, basis = speaker(sentence)
    return sentence.draft(
        ClaimType.FIGURE,
        *span,
        "tables/total" if whole else "tables/count",
        measure=measure,
        value=value,
        place=place or (listed.place if listed else None) or thread.heading_place,
        period=period or (listed.period if listed else None) or of_report(thread),
        attribution=source,
        basis=basis,
    )
