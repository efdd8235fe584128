"""The map: own zones with their uncertainty, a graticule, places from the reports. No tiles, no borders."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ceasefire.figures import Figure
from ceasefire.publication.inputs import Row
from ceasefire.publication.lineage import Lineages
from ceasefire.publication.report_figures import count_of
from ceasefire.publication.views.labels import Labels
from ceasefire.publication.views.places import Cell, Mark, cells
from ceasefire.publication.views.projection import Frame, Point, fit, graticule, scale_km
from ceasefire.publication.views.report_data import Material
from ceasefire.publication.views.svg import path_of, picture, tag, tenth, words

Rings = list[list[Point]]
Shapes = dict[str, Rings]
WIDTH, LOWEST, TALLEST = 640.0, 440.0, 940.0
COUNTRY = "nationwide_ceasefire"
MOST_LABELS, LONGEST_NAME = 40, 26


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
    nowhere = [i for i in material.incidents if i["lat"] is None or i["lon"] is None]
    last = material.inputs.options.end
    shown = latest_zones(material.zones, last)
    drawn = tuple(z for z in shown if z["wkb"] and z["area_type"] != COUNTRY)
    country = tuple(z for z in shown if z["wkb"] and z["area_type"] == COUNTRY)
    shapes = {z["zone_id"]: rings(z["wkb"]) for z in (*drawn, *country)}
    edges = [p for z in drawn for ring in shapes[z["zone_id"]] for p in ring]
    points = [*edges, *((c.lon, c.lat) for c in found)] or [p for r in shapes.values() for g in r for p in g]
    frame = fit(points, width=WIDTH, lowest=LOWEST, tallest=TALLEST)
    return Atlas(
        svg=_draw(frame, material.lineages, found, drawn, country, shapes, last),
        locator=_locator(frame, country, shapes),
        cells=found,
        drawn=drawn,
        described=tuple(z for z in material.zones if not z["wkb"]),
        country=country,
        cell_words=f"cells of about {tenth(side)} km" if side else "points as the reports print them",
        unplaced=count_of(
            nowhere,
            unit="incident",
            scope="incidents for which no report gives a point",
            method="linked incidents without a point",
            lineage=material.lineage(nowhere),
        ),
    )


def latest_zones(zones: Iterable[Row], last: date | None) -> tuple[Row, ...]:
    """Return the newest version of each zone that had begun by the last day."""
    newest: dict[str, Row] = {}
    for zone in sorted(zones, key=lambda z: (z["zone_id"], z["version"] or 0)):
        if last is None or zone["valid_from"] is None or zone["valid_from"] <= last:
            newest[zone["zone_id"]] = zone
    return tuple(newest[k] for k in sorted(newest))


def rings(wkb: bytes) -> Rings:
    """Return the rings of a polygon or multipolygon as `(lon, lat)` points; other geometries have none."""
    import shapely

    shape = shapely.from_wkb(wkb)
    polygons = shapely.get_parts(shape)
    found = [r for p in polygons if p.geom_type == "Polygon" for r in (p.exterior, *p.interiors)]
    return [[(float(x), float(y)) for x, y in ring.coords] for ring in found]


def _draw(
    frame: Frame,
    lineages: Lineages,
    found: tuple[Cell, ...],
    drawn: tuple[Row, ...],
    country: tuple[Row, ...],
    shapes: Shapes,
    last: date | None,
) -> Markup:
    layers = [tag("rect", class_="sea", width=frame.width, height=frame.height), *_grid(frame)]
    layers += [tag("path", class_="country", d=_screen(frame, shapes[z["zone_id"]])) for z in country]
    layers += [_zone(frame, z, shapes[z["zone_id"]], last) for z in drawn]
    layers += [m for cell in reversed(found) for m in _marks(frame, lineages, cell)]
    layers += _names(frame, found, drawn, shapes)
    desc = (
        "Own drawing. Filled shapes are our reading of the areas, with a band as wide as the uncertainty. Marks are "
        "places named in reports, their size follows the number of reports, their shape and colour the scope result."
    )
    edge = tag("rect", class_="edge", x=0.5, y=0.5, width=frame.width - 1, height=frame.height - 1)
    title = "Areas and places of reported incidents"
    return picture(frame.width, frame.height, *layers, *_scale(frame), edge, name="map", title=title, desc=desc)


def _names(frame: Frame, found: tuple[Cell, ...], drawn: tuple[Row, ...], shapes: Shapes) -> list[Markup]:
    labels = Labels(frame=frame)
    for cell in found:
        radii = [radius(m) for m in cell.marks]
        labels.mark(*frame.xy(cell.lon, cell.lat), sum(radii), max(radii))
    out = [
        labels.area(z["name"] or z["zone_id"], [frame.xy(*p) for ring in shapes[z["zone_id"]] for p in ring])
        for z in drawn
    ]
    for cell in found[:MOST_LABELS]:
        if cell.name and len(cell.name) <= LONGEST_NAME:
            x, y = frame.xy(cell.lon, cell.lat)
            out.append(labels.place(cell.name, x, y, sum(radius(m) for m in cell.marks)))
    return out


def _screen(frame: Frame, shape: Rings) -> str:
    return path_of([[frame.xy(*p) for p in ring[:-1]] for ring in shape])


def _grid(frame: Frame) -> list[Markup]:
    lons, lats = graticule(frame)
    out = []
    for lon in lons:
        x, _ = frame.xy(lon, frame.north)
        out.append(tag("path", class_="grid", d=f"M{tenth(x)},0V{tenth(frame.height)}"))
        out.append(tag("text", words(f"{abs(lon):g}°{'E' if lon >= 0 else 'W'}"), class_="axis", x=x + 3, y=11))
    for lat in lats:
        _, y = frame.xy(frame.west, lat)
        out.append(tag("path", class_="grid", d=f"M0,{tenth(y)}H{tenth(frame.width)}"))
        out.append(tag("text", words(f"{abs(lat):g}°{'N' if lat >= 0 else 'S'}"), class_="axis", x=4, y=y - 3))
    return out


def _zone(frame: Frame, zone: Row, shape: Rings, last: date | None) -> Markup:
    ended = zone["valid_to"] is not None and last is not None and zone["valid_to"] <= last
    d = _screen(frame, shape)
    band = 2 * (zone["uncertainty_km"] or 0) * frame.per_km
    title = f"{zone['name']}: our reading, give or take {tenth(zone['uncertainty_km'] or 0)} km"
    return tag(
        "g",
        tag("title", words(title)),
        tag("path", class_="band", d=d, stroke_width=band),
        tag("path", class_=f"zone {'ended' if ended else 'valid'} {zone['area_type'] or ''}", d=d),
    )


def _marks(frame: Frame, lineages: Lineages, cell: Cell) -> list[Markup]:
    x, y = frame.xy(cell.lon, cell.lat)
    radii = [radius(m) for m in cell.marks]
    left = x - sum(radii)
    out = []
    for mark, r in zip(cell.marks, radii, strict=True):
        out.append(_mark(lineages, cell, mark, left + r, y, r))
        left += 2 * r
    return out


def radius(mark: Mark) -> float:
    """Return the size of a mark: its area grows with the number of reports."""
    return 1.7 + 1.75 * math.sqrt(mark.weight)


def _mark(lineages: Lineages, cell: Cell, mark: Mark, x: float, y: float, r: float) -> Markup:
    shape = shape_of(mark.result, x, y, r)
    if mark.reports is None or mark.incidents is None:
        return shape
    said = (
        f"{cell.name or 'unnamed place'}: {mark.reports.text()} reports on {mark.incidents.text()} incidents, "
        f"{mark.result.replace('_', ' ')}"
    )
    return tag("a", tag("title", words(said)), shape, href=f"#{lineages.href(mark.reports)}")


def shape_of(result: str, x: float, y: float, r: float) -> Markup:
    """Return the mark of a scope result: disc, diamond, ring or square, so that colour is never the only sign."""
    css = f"mark {result}"
    if result == "out_of_scope":
        return tag("rect", class_=css, x=x - r * 0.85, y=y - r * 0.85, width=r * 1.7, height=r * 1.7)
    if result == "exemption_asserted":
        r *= 1.15
        return tag("path", class_=css, d=path_of([[(x, y - r), (x + r, y), (x, y + r), (x - r, y)]]))
    return tag("circle", class_=css, cx=x, cy=y, r=r)


def _scale(frame: Frame) -> list[Markup]:
    km = scale_km(frame)
    wide = km * frame.per_km
    x, y = frame.width - wide - 20, frame.height - 18
    bar = f"M{tenth(x)},{tenth(y - 5)}V{tenth(y)}H{tenth(x + wide)}V{tenth(y - 5)}"
    return [
        tag("path", class_="scale", d=bar),
        tag("text", words(f"{tenth(km)} km"), class_="axis", x=x + wide / 2, y=y - 6, text_anchor="middle"),
    ]


def _locator(frame: Frame, country: tuple[Row, ...], shapes: Shapes) -> Markup | None:
    edges = [p for z in country for ring in shapes[z["zone_id"]] for p in ring]
    if not edges or all(frame.holds(*p) for p in edges):
        return None
    small = fit(edges, width=180, lowest=140, tallest=140, pad_km=15)
    (left, top), (right, low) = small.xy(frame.west, frame.north), small.xy(frame.east, frame.south)
    window = tag("rect", class_="window", x=left, y=top, width=right - left, height=low - top)
    lands = [tag("path", class_="country", d=_screen(small, shapes[z["zone_id"]])) for z in country]
    return picture(
        180,
        140,
        tag("rect", class_="sea", width=180, height=140),
        *lands,
        window,
        name="locator",
        title="The whole country",
        desc="Our outline of the country, not a border; the window is the map.",
    )
