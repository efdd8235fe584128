"""Duties and their deadlines: one row a clause, and a line of time on which each deadline stands."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ceasefire.agreements.language.holders import listed
from ceasefire.publication.inputs import Row
from ceasefire.publication.views.report_data import Material
from ceasefire.publication.views.svg import picture, tag, tenth, words
from ceasefire.publication.words import phrase, plain_day
from ceasefire.vocabulary.duty_words import state_words

WIDTH, LEFT, ROW = 900.0, 230.0, 22.0
LONGEST = 34


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """One deadline of a duty, with its state and who says what."""

    due: date | None
    due_from: date | None
    due_why: str
    state: str
    said: tuple[str, ...]
    verified: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One duty of one clause with all its deadlines, in order.

    `holder` are the names of those that the text names; `holder_words` the whole of whom it means, where names alone do not
    say that; `owed` to whom it is owed.
    """

    clause: str
    title: str
    holder: tuple[str, ...]
    holder_words: str
    owed: str
    what: str
    assumes: str
    deadlines: tuple[Deadline, ...]

    @property
    def height(self) -> str:
        """Return the number of table rows it spans, as the text of an attribute."""
        return str(len(self.deadlines))


@dataclass(frozen=True, kw_only=True)
class Obligations:
    """The duties, those with a deadline first, and the picture of these."""

    duties: tuple[Duty, ...]
    svg: Markup | None
    left_out: str

    @property
    def any_verified(self) -> bool:
        """Return whether anybody verified anything."""
        return any(one.verified for duty in self.duties for one in duty.deadlines)


def obligations(material: Material) -> Obligations:
    """Return all duties by first deadline, and the line of time when at least one has a deadline."""
    grouped: dict[tuple[str, str], list[Row]] = {}
    for row in sorted(material.inputs.rows("duties"), key=_order):
        grouped.setdefault((_clause(row), row["what"] or ""), []).append(row)
    titles = {a["agreement_id"]: a["title"] or "" for a in material.inputs.rows("agreements")}
    first, left_out = material.bounds.first(list(grouped.items()))
    duties = tuple(_duty(material, titles, *terms, rows[: material.bounds.rows]) for terms, rows in first)
    dated = [d for d in duties if d.deadlines[0].due is not None]
    return Obligations(duties=duties, svg=_draw(dated) if dated else None, left_out=left_out)


def _order(row: Row) -> tuple[bool, str, str, str]:
    return row["due"] is None, str(row["due"] or ""), _clause(row), row["what"] or ""


def _clause(row: Row) -> str:
    return f"{row['instrument'] or ''} {row['provision'] or ''}".strip()


def _duty(material: Material, titles: dict[str, str], clause: str, what: str, rows: list[Row]) -> Duty:
    first = rows[0]
    ids = first["holder"] or []
    whole = first["holder_words"] or ""
    return Duty(
        clause=clause,
        title=titles.get(first["instrument"], ""),
        what=what,
        holder=tuple(material.called(one) for one in ids),
        holder_words="" if whole == listed(ids) else whole,
        owed=first["owed_words"] or "",
        assumes=first["assumes"] or "",
        deadlines=tuple(_deadline(r) for r in rows),
    )


def _deadline(row: Row) -> Deadline:
    return Deadline(
        due=row["due"],
        due_from=row["due_from"],
        due_why=row["due_why"] or "",
        state=row["state"] or "none_due",
        said=tuple(phrase(s) for s in row["said"] or ()),
        verified=tuple(phrase(s) for s in row["verified"] or ()),
    )


def _draw(dated: list[Duty]) -> Markup:
    every = sorted(d.due for duty in dated for d in duty.deadlines if d.due is not None)
    first, last = date(every[0].year, 1, 1), date(every[-1].year + 1, 1, 1)

    def x(when: date) -> float:
        return LEFT + (when - first).days / (last - first).days * (WIDTH - LEFT - 90)

    height = ROW * len(dated) + 30
    parts = []
    for year in range(first.year, last.year + 1):
        at = x(date(year, 1, 1))
        parts.append(tag("path", class_="grid", d=f"M{tenth(at)},18V{tenth(height - 6)}"))
        parts.append(tag("text", words(str(year)), class_="axis", x=at + 3, y=12))
    for n, duty in enumerate(dated):
        marks = [(d, x(d.due)) for d in duty.deadlines if d.due is not None]
        parts.append(_line(duty, marks, 34 + n * ROW))
    desc = "One row a duty with a deadline, one mark a deadline; the table below says the same in words."
    return picture(WIDTH, height, *parts, name="deadlines", title="Deadlines of the duties", desc=desc)


def _line(duty: Duty, marks: list[tuple[Deadline, float]], y: float) -> Markup:
    name = _short(duty.clause)
    last, end = marks[-1]
    day = plain_day(last.due) if last.due is not None else ""
    return tag(
        "g",
        tag("text", words(name), class_="row-name", x=0, y=y + 4),
        tag("path", class_="row-line", d=f"M{tenth(LEFT)},{tenth(y)}H{tenth(end)}"),
        *(_mark(duty, deadline, at, y) for deadline, at in marks),
        tag("text", words(day), class_="axis", x=end + 11, y=y + 4),
    )


def _short(clause: str) -> str:
    """Return a clause as it fits before its line: what is cut is the instrument, so that two clauses of one stay apart."""
    instrument, _, provision = clause.rpartition(" ")
    room = LONGEST - len(provision) - 2
    return clause if len(clause) <= LONGEST else f"{instrument[: max(room, 1)]}… {provision}"


def _mark(duty: Duty, deadline: Deadline, x: float, y: float) -> Markup:
    met = deadline.state in ("verified_met", "said_met", "late")
    shape = (
        tag("circle", cx=x, cy=y, r=5)
        if met
        else tag("path", d=f"M{tenth(x)},{tenth(y - 5.5)}l5.5,5.5l-5.5,5.5l-5.5,-5.5Z")
    )
    day = plain_day(deadline.due) if deadline.due is not None else ""
    said = tag("title", words(f"{duty.clause}: due {day}, {state_words(deadline.state)}"))
    return tag("g", said, shape, class_=f"duty {deadline.state}")
