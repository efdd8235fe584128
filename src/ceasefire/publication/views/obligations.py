"""Duties and their deadlines: a table, and a line of time on which each deadline stands."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ceasefire.publication.inputs import Row
from ceasefire.publication.views.material import Material
from ceasefire.publication.views.svg import picture, tag, tenth, words
from ceasefire.publication.words import plain_day

WIDTH, LEFT, ROW = 900.0, 210.0, 22.0


@dataclass(frozen=True, kw_only=True)
class Obligations:
    """The duties, dated ones first, and the picture of the dated ones."""

    rows: tuple[Row, ...]
    svg: Markup | None


def obligations(material: Material) -> Obligations:
    """Return all duties by deadline, and the line of time when at least one has a deadline."""
    rows = sorted(material.inputs.rows("duties"), key=_order)
    rows = [{**r, "holder": [material.called(h) for h in r["holder"] or ()]} for r in rows]
    dated = [r for r in rows if r["due"] is not None]
    return Obligations(rows=tuple(rows), svg=_draw(dated) if dated else None)


def _order(duty: Row) -> tuple[bool, str, str, str]:
    return duty["due"] is None, str(duty["due"] or ""), duty["instrument"] or "", duty["provision"] or ""


def _draw(dated: list[Row]) -> Markup:
    first, last = date(dated[0]["due"].year, 1, 1), date(dated[-1]["due"].year + 1, 1, 1)

    def x(when: date) -> float:
        return LEFT + (when - first).days / (last - first).days * (WIDTH - LEFT - 90)

    height = ROW * len(dated) + 30
    parts = []
    for year in range(first.year, last.year + 1):
        at = x(date(year, 1, 1))
        parts.append(tag("path", class_="grid", d=f"M{tenth(at)},18V{tenth(height - 6)}"))
        parts.append(tag("text", words(str(year)), class_="axis", x=at + 3, y=12))
    for n, duty in enumerate(dated):
        parts.append(_mark(duty, x(duty["due"]), 34 + n * ROW))
    return picture(
        WIDTH,
        height,
        *parts,
        name="deadlines",
        title="Deadlines of the duties",
        desc="One row a duty with a deadline; the table below says the same in words.",
    )


def _mark(duty: Row, x: float, y: float) -> Markup:
    state = duty["state"] or "none_due"
    label = f"{duty['instrument'] or ''} {duty['provision'] or ''}".strip()
    said = f"{label}: due {plain_day(duty['due'])}, {state.replace('_', ' ')}"
    good = state in ("verified_met", "said_met")
    shape = tag("circle", cx=x, cy=y, r=5.5) if good else tag("path", d=f"M{tenth(x)},{tenth(y - 6)}l6,6l-6,6l-6,-6Z")
    return tag(
        "g",
        tag("title", words(said)),
        tag("text", words(label if len(label) <= 30 else label[:29] + "…"), class_="row-name", x=0, y=y + 4),
        tag("path", class_="row-line", d=f"M{tenth(LEFT)},{tenth(y)}H{tenth(x)}"),
        shape,
        tag("text", words(plain_day(duty["due"])), class_="axis", x=x + 11, y=y + 4),
        class_=f"duty {state}",
    )
