"""Tables in plain text: rows of cells under a header become incidents or counts."""

from __future__ import annotations

import re

from ceasefire.reading.claims.incident_dates import of_hour
from ceasefire.reading.claims.incident_kinds import kind_at
from ceasefire.reading.claims.table_cells import (
    Cell,
    count_of,
    is_empty,
    is_number,
    is_total,
    is_year,
    measure_of,
    role_of,
    split_cells,
)
from ceasefire.reading.claims.table_counts import counts_of, figure, named_measure, speaker
from ceasefire.reading.lexicon.load import forms
from ceasefire.reading.mentions.blame import in_field
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Basis, Claim, ClaimType, Count, DateRange

_NOTHING = re.compile(forms("en", "tables", "nothing"), re.I)
_LONGEST_LABEL = 40
"""Characters of a heading over a column; what is longer is a row of its own; chosen by hand."""


class Table:
    """The header in force while rows are read one after another."""

    def __init__(self) -> None:
        self.header: list[str] = []
        self.labels: list[str] = []
        self.block = -9

    def read(self, sentence: Sentence, heading: str) -> list[Claim]:
        """Read one row; a header row is kept and yields nothing."""
        cells = split_cells(sentence.raw_text)
        if sentence.unit.block - self.block > 1:
            self.header, self.labels = [], []
        self.block = sentence.unit.block
        if re.fullmatch(r"[-+=|: ]*", sentence.text):
            return []
        if self._is_header(sentence, cells):
            self.header, self.labels = [role_of(c.words) for c in cells], [c.words for c in cells]
            return []
        if len(self.header) == len(cells):
            return self._row(sentence, cells)
        return _bare_row(sentence, cells) or _pair(sentence, cells, heading)

    def _is_header(self, sentence: Sentence, cells: list[Cell]) -> bool:
        """Whether a row names columns: known ones, or, where none is named yet, short words and years over others."""
        if any(is_number(c.words) and not (i and is_year(c.words)) for i, c in enumerate(cells)):
            return False
        known = sum(role_of(c.words) != "" for c in cells) >= 2 and not sentence.dates
        if known or self.header:
            return known
        told = len(cells) >= 3 and kind_at(cells[-1].words) is not None and bool(sentence.dates)
        return len(cells) >= 2 and all(map(_is_label, cells)) and not told and _only_times(sentence, cells)

    def _row(self, sentence: Sentence, cells: list[Cell]) -> list[Claim]:
        columns = list(zip(self.header, cells, strict=True))
        named = {role: cell for role, cell in reversed(columns) if role and role != "skip"}
        if _is_of_nothing(named):
            return []
        told = named.get("text")
        told = None if told is None or is_number(told.words) else told
        kind = kind_at(told.words) if told else None
        if (
            told
            and (kind or "killed" in named)
            and ("date" in named or "place" in named)
            and not is_total(cells[0].words)
        ):
            return [_incident(sentence, named, kind[0] if kind else "attack")]
        return counts_of(sentence, self.labels, self.header, cells)


def _is_label(cell: Cell) -> bool:
    """Whether a cell can name a column."""
    return 0 < len(cell.words) <= _LONGEST_LABEL and cell.words[-1] not in ".;:"


def _only_times(sentence: Sentence, cells: list[Cell]) -> bool:
    """Whether the dates of a row are whole cells after the first, as in a header of months."""
    spans = {(c.start, c.end) for c in cells[1:]}
    return all(any(s <= d.start and d.end <= e for s, e in spans) for d in sentence.dates)


def _incident(sentence: Sentence, named: dict[str, Cell], kind: str) -> Claim:
    date = _date(sentence, named.get("date")) or sentence.thread.heading_date or of_hour(sentence)
    place = named["place"].words if "place" in named else sentence.thread.heading_place
    who = in_field(named["who"].words, sentence.thread.names) if "who" in named else None
    source, basis = speaker(sentence)
    if sentence.attributions:
        source, basis = sentence.attributions[-1].source, Basis.SENTENCE
    if "source" in named and not is_empty(named["source"].words):
        source, basis = named["source"].words, Basis.SENTENCE
    killed, injured = _tolls(sentence, named)
    return sentence.draft(
        ClaimType.INCIDENT,
        0,
        len(sentence.text),
        "tables/incident",
        kind=kind,
        date=date,
        place=place,
        killed=killed,
        injured=injured,
        blamed=who,
        attribution=source,
        basis=basis,
    )


def _is_of_nothing(named: dict[str, Cell]) -> bool:
    """Whether a row says that nothing happened: "none" or a dash where others tell what did, and nobody harmed."""
    told = named.get("text")
    if told is None or not (is_empty(told.words) or _NOTHING.fullmatch(told.words)):
        return False
    harm = (count_of(named[role].words) for role in ("killed", "injured", "toll") if role in named)
    return not any(count is not None and count.high != 0 for count in harm)


def _tolls(sentence: Sentence, named: dict[str, Cell]) -> tuple[Count | None, Count | None]:
    """Return how many a row says were killed and hurt: by its columns, by "nil" under "Casualties", else by its words."""
    killed, injured = (count_of(named[k].words) if k in named else None for k in ("killed", "injured"))
    none = count_of(named["toll"].words) if "toll" in named else None
    if none is not None and none.high == 0:
        return none, none
    if killed is None and injured is None:
        for toll in sentence.casualties:
            killed = toll.count if toll.measure == "killed" else killed
            injured = toll.count if toll.measure == "injured" else injured
    return killed, injured


def _date(sentence: Sentence, cell: Cell | None) -> DateRange | None:
    found = [d for d in sentence.dates if d.value and (cell is None or cell.start <= d.start < cell.end)]
    return found[0].value if found else None


def _bare_row(sentence: Sentence, cells: list[Cell]) -> list[Claim]:
    """A row without a header whose first cells hold a date and whose longest cell tells of an incident."""
    told = next((c for c in sorted(cells, key=lambda c: -len(c.words)) if kind_at(c.words)), None)
    kind = kind_at(told.words) if told else None
    if len(cells) < 3 or told is None or kind is None or _date(sentence, cells[0]) is None:
        return []
    place = next((c for c in cells[1:] if c is not told and re.match(r"[A-Z][a-z]", c.words)), None)
    named = {"date": cells[0], "text": told} | ({"place": place} if place else {})
    return [_incident(sentence, named, kind[0])]


def _pair(sentence: Sentence, cells: list[Cell], heading: str) -> list[Claim]:
    """A label and a number without a header: the heading above names what is counted."""
    value = count_of(cells[1].words) if len(cells) == 2 and is_number(cells[1].words) else None
    listed = sentence.thread.listed
    named = named_measure(cells[0].words) if len(cells) == 2 else None
    measure = named or (listed.measure if listed else None) or measure_of(heading)
    if value is None or measure is None:
        return []
    whole = is_total(cells[0].words)
    place = None if named or whole else cells[0].words
    return [figure(sentence, (cells[0].start, cells[1].end), measure, value, place, whole=whole)]
