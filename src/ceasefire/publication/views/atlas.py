"""The map: own zones with their uncertainty, a graticule, places from the reports. No tiles, no borders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ceasefire.figures import Figure
from ceasefire.publication.inputs import Row
from ceasefire.publication.report_figures import count_of
from ceasefire.publication.views.map_drawing import Sheet, draw, edges, locator, rings
from ceasefire.publication.views.map_projection import fit
from ceasefire.publication.views.places import Cell, cells
from ceasefire.publication.views.report_data import Material
from ceasefire.publication.views.svg import tenth

WIDTH, LOWEST, TALLEST = 640.0, 440.0, 940.0
COUNTRY = "nationwide_ceasefire"


@dataclass(frozen=True, kw_only=True)
class Atlas:
    """The drawn map with what stands beside it."""

    svg: Markup
    locator: Markup | None
    cells: tuple[Cell, ...]
    drawn: tuple[Row, ...]
    described: tuple[Row, ...]
    country: tuple[Row, ...]
    cell_words: str
    unplaced: Figure | None


def atlas(material: Material) -> Atlas:
    """Return the map of the material's incidents and zones, latest version of each zone within the period."""
    found, side = cells(material)
    last = material.inputs.options.end
    sheet = _sheet(found, latest_zones(material.zones, last), last)
    return Atlas(
        svg=draw(sheet, material.lineages),
        locator=locator(sheet),
        cells=found,
        drawn=sheet.drawn,
        described=tuple(z for z in material.zones if not z["wkb"]),
        country=sheet.country,
        cell_words=f"cells of about {tenth(side)} km" if side else "points as the reports print them",
        unplaced=_unplaced(material),
    )


def _sheet(found: tuple[Cell, ...], zones: tuple[Row, ...], last: date | None) -> Sheet:
    with_lines = [z for z in zones if z["wkb"]]
    drawn = tuple(z for z in with_lines if z["area_type"] != COUNTRY)
    country = tuple(z for z in with_lines if z["area_type"] == COUNTRY)
    shapes = {z["zone_id"]: rings(z["wkb"]) for z in with_lines}
    points = [*edges(drawn, shapes), *((c.lon, c.lat) for c in found)] or edges(country, shapes)
    frame = fit(points, width=WIDTH, lowest=LOWEST, tallest=TALLEST)
    return Sheet(frame=frame, cells=found, drawn=drawn, country=country, shapes=shapes, last=last)


def _unplaced(material: Material) -> Figure | None:
    nowhere = [i for i in material.incidents if i["lat"] is None or i["lon"] is None]
    return count_of(
        nowhere,
        unit="incident",
        scope="incidents for which no report gives a point",
        method="linked incidents without a point",
        lineage=material.lineage(nowhere),
    )


def latest_zones(zones: Iterable[Row], last: date | None) -> tuple[Row, ...]:
    """Return the newest version of each zone that had begun by the last day."""
    newest: dict[str, Row] = {}
    for zone in sorted(zones, key=lambda z: (z["zone_id"], z["version"] or 0)):
        if last is None or zone["valid_from"] is None or zone["valid_from"] <= last:
            newest[zone["zone_id"]] = zone
    return tuple(newest[k] for k in sorted(newest))
