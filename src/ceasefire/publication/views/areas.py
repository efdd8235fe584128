"""Incidents by area and scope result, and what is missing where the scope cannot be determined."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from ceasefire.figures import Figure
from ceasefire.publication.inputs import Row
from ceasefire.publication.report_figures import count_of
from ceasefire.publication.views.report_data import Material
from ceasefire.publication.views.svg import tag
from ceasefire.publication.words import clean
from ceasefire.vocabulary.calendar import MONTHS
from ceasefire.vocabulary.missing import missing_words
from ceasefire.vocabulary.scope import ScopeResult, result_words

NO_AREA = "no single area is certain"
NOT_TESTED = "not tested: the record holds no agreement"
NO_DAY = "no day told"
EARLIER = "earlier months together"
OTHERS = "all others together"
NO_GOVERNORATE = "governorate not told"


@dataclass(frozen=True, kw_only=True)
class AreaRow:
    """One area with its incidents by scope result, in the order of `Material.results`, and a bar of them."""

    name: str
    total: Figure | None
    results: tuple[Figure | None, ...]
    bar: Markup


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One thing that is missing for a decision, and how many incidents wait for it."""

    what: str
    waiting: Figure | None


def by_area(material: Material) -> tuple[AreaRow, ...]:
    """Return the incidents by the area in which each certainly lies, by the scope test."""
    names = {z["zone_id"]: z["name"] or z["zone_id"] for z in material.zones}

    def area(incident: Row) -> str:
        if material.result(incident) is ScopeResult.NOT_TESTED:
            return NOT_TESTED
        zone = material.scope[incident["incident_id"]].get("zone")
        return str(names.get(zone, zone)) if zone else NO_AREA

    return _rows(material, [(area(i), i) for i in material.incidents], last=NO_AREA)


def by_governorate(material: Material) -> tuple[AreaRow, ...]:
    """Return the incidents by the governorate that their reports name."""
    return _rows(material, [(i["admin1"] or NO_GOVERNORATE, i) for i in material.incidents], last=NO_GOVERNORATE)


def counted_by_month(material: Material) -> tuple[AreaRow, ...]:
    """Return the incidents by the month in which each begins, in order; the first months together where there are many."""
    months = [(i["date_start"], i) for i in material.incidents]
    named = [(f"{MONTHS[day.month - 1]} {day.year}" if day else NO_DAY, i) for day, i in months]
    order = list(dict.fromkeys(name for name, _ in named))
    early = set(order[: max(len(order) - material.bounds.rows, 0)])
    return _rows(material, [(EARLIER if name in early else name, i) for name, i in named], by_size=False)


def missing(material: Material) -> tuple[Missing, ...]:
    """Return what undetermined incidents wait for, most frequent first; one incident may wait for several things."""
    waiting: dict[str, list[Row]] = {}
    for incident in material.incidents:
        if material.result(incident) is ScopeResult.UNDETERMINED:
            for what in material.scope[incident["incident_id"]]["missing"] or ():
                waiting.setdefault(what, []).append(incident)
    order = sorted(waiting, key=lambda w: (-len(waiting[w]), w))
    return tuple(
        Missing(what=missing_words(w), waiting=_count(material, waiting[w], f"undetermined, missing: {w}"))
        for w in order
    )


def _rows(
    material: Material, named: list[tuple[str, Row]], last: str = "", *, by_size: bool = True
) -> tuple[AreaRow, ...]:
    """Return a row a name, the largest first or in the order given; the smallest together where there are too many."""
    grouped: dict[str, list[Row]] = {}
    for name, incident in named:
        grouped.setdefault(name, []).append(incident)
    order = sorted(grouped, key=lambda n: (n == last, -len(grouped[n]), n)) if by_size else list(grouped)
    if by_size and len(order) > material.bounds.rows:
        rest = [name for name in order if name != last][material.bounds.rows :]
        grouped[OTHERS] = [row for name in rest for row in grouped.pop(name)] + grouped.pop(OTHERS, [])
        order = [*(name for name in order if name in grouped and name not in (last, OTHERS)), OTHERS]
        order += [last] if last in grouped else []
    most = max((len(rows) for rows in grouped.values()), default=1)
    return tuple(_row(material, name, grouped[name], most) for name in order)


def _row(material: Material, name: str, rows: list[Row], most: int) -> AreaRow:
    counts = Counter(material.result(r) for r in rows)
    results = tuple(
        _count(material, [r for r in rows if material.result(r) is result], f"{name}, {result}")
        for result in material.results
    )
    return AreaRow(name=name, total=_count(material, rows, name), results=results, bar=_bar(name, counts, most))


def _count(material: Material, rows: list[Row], scope: str) -> Figure | None:
    return count_of(
        rows, unit="incident", scope=scope, method="linked incidents, by the scope test", lineage=material.lineage(rows)
    )


def _bar(name: str, counts: Counter[ScopeResult], most: int) -> Markup:
    x, parts = 0.0, []
    for result in ScopeResult:
        wide = counts[result] / most * 300
        if wide:
            parts.append(tag("rect", class_=f"slice {result}", x=x, y=1, width=max(wide - 1, 0.6), height=12))
        x += wide
    said = ", ".join(f"{counts[r]} {result_words(r)}" for r in ScopeResult if counts[r])
    picture = Markup(
        '<svg class="rowbar" viewBox="0 0 300 14" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
    )
    return picture.format(clean(f"{name}: {said}"), Markup("").join(parts))
