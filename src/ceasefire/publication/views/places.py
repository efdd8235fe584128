"""Reports gathered in cells for the map: how many, with which scope result, under which name."""

from collections import Counter
from dataclasses import dataclass

from ceasefire.figures import Figure
from ceasefire.publication.cells import coarse_points
from ceasefire.publication.inputs import Row
from ceasefire.publication.report_figures import count_of
from ceasefire.publication.views.report_data import Material
from ceasefire.vocabulary.scope import ScopeResult, result_words

MOST_CELLS = 500
"""Marks beyond which cells are joined: chosen by eye for a readable map; not measured."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The incidents drawn at one point: a name from the reports, and the reports and incidents of each scope result."""

    lon: float
    lat: float
    name: str
    admin1: str
    marks: tuple["Mark", ...]

    @property
    def size(self) -> float:
        return sum(m.weight for m in self.marks)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One scope result in one cell."""

    result: str
    incidents: Figure | None
    reports: Figure | None
    weight: int


def cells(material: Material) -> tuple[tuple[Cell, ...], float]:
    """Return the cells, largest first, and their side in km: doubled until the map stays readable.

    Exact output still gathers reports that print the same point; its side is 0.
    """
    placed = [i for i in material.incidents if i["lat"] is not None and i["lon"] is not None]
    side = 0.0 if material.inputs.options.exact else material.inputs.options.cell_km
    points = [(i["lat"], i["lon"]) for i in placed]
    drawn = points
    while len(set(drawn)) > MOST_CELLS:
        side = max(side * 2, 5.0)
        drawn = coarse_points(points, side)
    grouped: dict[tuple[float, float], list[Row]] = {}
    for point, incident in zip(drawn, placed, strict=True):
        grouped.setdefault(point, []).append(incident)
    found = [_cell(material, point, rows) for point, rows in grouped.items()]
    return tuple(sorted(found, key=lambda c: (-c.size, c.lat, c.lon))), side


def _cell(material: Material, point: tuple[float, float], rows: list[Row]) -> Cell:
    name = _most_frequent(rows, "place")
    marks = (
        _mark(material, name, result, [r for r in rows if material.result(r) is result]) for result in material.results
    )
    return Cell(
        lat=point[0],
        lon=point[1],
        name=name,
        marks=tuple(m for m in marks if m.weight),
        admin1=_most_frequent(rows, "admin1"),
    )


def _most_frequent(rows: list[Row], column: str) -> str:
    """Return the name that most rows give, the first in the alphabet of several; nothing where none gives one."""
    names = Counter(str(r[column]) for r in rows if r[column])
    return min(names, key=lambda n: (-names[n], n), default="")


def _mark(material: Material, name: str, result: ScopeResult, rows: list[Row]) -> Mark:
    lineage = material.lineage(rows)
    scope = f"incidents drawn at {name or 'an unnamed place'}, scope result {result_words(result)}"
    return Mark(
        result=result,
        weight=max(len(lineage), len(rows)),
        incidents=count_of(rows, unit="incident", scope=scope, method="linked incidents in the cell", lineage=lineage),
        reports=count_of(lineage, unit="report", scope=scope, method="reports of these incidents", lineage=lineage),
    )
