"""Tables in plain text: rows of cells under a header become incidents or counts."""

from __future__ import annotations

import re

import msgspec

from ceasefire.reading.claims.incident_kinds import kind_at
from ceasefire.reading.lexicon.load import kinds
from ceasefire.reading.mentions.numbers import value_of
from ceasefire.reading.mentions.sentence import Sentence
from ceasefire.reading.model import Basis, Claim, ClaimType, Count, DateRange

_COLUMNS = kinds("en", "tables", "column")
_MEASURES = kinds("en", "tables", "measure")
_NUMBER = re.compile(
    r"^(?:at least |over |c\. ?|approx\.? ?)?(?P<n>\d{1,3}(?:[, ]\d{3})+|\d{1,7})(?P<plus>\+)?(?: \(.*\))?$", re.I
)
_NIL = re.compile(r"^(?:-|--|nil|none|n/?a|0|)$", re.I)


class Cell(msgspec.Struct, frozen=True):
    """One cell: its words and where they stand in the row."""

    start: int
    end: int
    words: str


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
        roles = [_role(c.words) for c in cells]
        if not any(_NUMBER.match(c.words) for c in cells) and sum(r != "" for r in roles) >= 2 and not sentence.dates:
            self.header, self.labels = roles, [c.words for c in cells]
            return []
        if re.fullmatch(r"[-+=| :]*", sentence.text):
            return []
        if len(self.header) == len(cells):
            return self._row(sentence, cells)
        return _bare_row(sentence, cells) or _pair(sentence, cells, heading)

    def _row(self, sentence: Sentence, cells: list[Cell]) -> list[Claim]:
        named = {role: cell for role, cell in zip(self.header, cells, strict=True) if role and role != "skip"}
        told = named.get("text")
        kind = kind_at(told.words) if told else None
        if told and (kind or "killed" in named) and ("date" in named or "place" in named):
            return [_incident(sentence, named, kind[0] if kind else "attack")]
        return self._counts(sentence, cells)

    def _counts(self, sentence: Sentence, cells: list[Cell]) -> list[Claim]:
        place = next(
            (c.words for r, c in zip(self.header, cells, strict=True) if r in ("place", "who", "date")), cells[0].words
        )
        whole = re.match(r"(?:grand )?total|all|sum", place, re.I)
        claims = []
        for label, cell in zip(self.labels, cells, strict=True):
            match, measure = _NUMBER.match(cell.words), _measure(label)
            if match and measure:
                claims.append(_figure(sentence, cells[0].start, cell.end, measure, match, None if whole else place))
        return claims


def split_cells(text: str) -> list[Cell]:
    """The cells of a row parted by bars, tabs or wide gaps."""
    pattern = r"[^|]+" if "|" in text else r"[^\t]+" if "\t" in text else r"\S+(?: {1,2}\S+)*"
    cells = []
    for match in re.finditer(pattern, text):
        words = match[0].strip()
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        cells.append(Cell(start, start + len(words), words))
    if "|" in text:
        cells = cells[1 if cells and not cells[0].words else 0 :]
        cells = cells[:-1] if cells and not cells[-1].words else cells
    return cells


def _role(words: str) -> str:
    for role, body in _COLUMNS:
        if re.fullmatch(rf"(?:{body})s?(?: (?:of|and|/|\().{{0,30}})?", words.strip(), re.I):
            return role
    return "count" if _measure(words) and len(words) < 40 else ""


def _measure(label: str) -> str | None:
    return next((measure for measure, body in _MEASURES if re.search(rf"\b(?:{body})\b", label, re.I)), None)


def _count(cell: Cell | None) -> Count | None:
    if cell is None:
        return None
    if _NIL.match(cell.words):
        return Count(low=0, high=0) if cell.words in ("0", "nil", "Nil", "none", "None") else None
    match = _NUMBER.match(cell.words)
    value = value_of(match["n"]) if match else value_of(cell.words)
    if value is None:
        return None
    return Count(low=value) if match and match["plus"] else Count(low=value, high=value)


def _speaker(sentence: Sentence) -> dict[str, object]:
    author = sentence.thread.author
    return {"attribution": author, "basis": Basis.AUTHOR} if author else {}


def _incident(sentence: Sentence, named: dict[str, Cell], kind: str) -> Claim:
    date = _date(sentence, named.get("date")) or sentence.thread.heading_date
    place = named["place"].words if "place" in named else sentence.thread.heading_place
    who = named["who"].words if "who" in named and not _NIL.match(named["who"].words) else None
    slots = _speaker(sentence)
    if sentence.attributions:
        slots = {"attribution": sentence.attributions[-1].source, "basis": Basis.SENTENCE}
    if "source" in named:
        slots = {"attribution": named["source"].words, "basis": Basis.SENTENCE}
    killed, injured = _count(named.get("killed")), _count(named.get("injured"))
    if killed is None and injured is None:
        for toll in sentence.casualties:
            killed = toll.count if toll.measure == "killed" else killed
            injured = toll.count if toll.measure == "injured" else injured
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
        **slots,
    )


def _date(sentence: Sentence, cell: Cell | None) -> DateRange | None:
    found = [d for d in sentence.dates if d.value and (cell is None or cell.start <= d.start < cell.end)]
    return found[0].value if found else None


def _figure(sentence: Sentence, start: int, end: int, measure: str, match: re.Match[str], place: str | None) -> Claim:
    value = int(re.sub(r"[, ]", "", match["n"]))
    count = Count(low=value) if match["plus"] else Count(low=value, high=value)
    thread = sentence.thread
    return sentence.draft(
        ClaimType.FIGURE,
        start,
        end,
        "tables/count",
        measure=measure,
        value=count,
        place=place or thread.heading_place,
        period=thread.period or thread.heading_date,
        **_speaker(sentence),
    )


def _bare_row(sentence: Sentence, cells: list[Cell]) -> list[Claim]:
    """A row without a header whose first cells hold a date and whose longest cell tells of an incident."""
    told = max(cells, key=lambda c: len(c.words), default=None)
    kind = kind_at(told.words) if told else None
    if len(cells) < 3 or told is None or kind is None or _date(sentence, cells[0]) is None:
        return []
    place = next((c for c in cells[1:] if c is not told and re.match(r"[A-Z][a-z]", c.words)), None)
    named = {"date": cells[0], "text": told} | ({"place": place} if place else {})
    return [_incident(sentence, named, kind[0])]


def _pair(sentence: Sentence, cells: list[Cell], heading: str) -> list[Claim]:
    """A label and a number without a header: the heading above names what is counted."""
    if len(cells) != 2:
        return []
    match = _NUMBER.match(cells[1].words)
    measure = _measure(cells[0].words) or _measure(heading)
    if not match or not measure:
        return []
    place = None if _measure(cells[0].words) else cells[0].words
    return [_figure(sentence, cells[0].start, cells[1].end, measure, match, place)]
