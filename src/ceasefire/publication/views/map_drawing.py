"""The drawing of the map: layers of country, areas, marks and names, with a graticule and a scale."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ceasefire.publication.inputs import Row
from ceasefire.publication.lineage import Lineages
from ceasefire.publication.views.labels import Labels
from ceasefire.publication.views.map_projection import Frame, Point, fit, graticule, scale_km
from ceasefire.publication.views.places import Cell, Mark
from ceasefire.publication.views.svg import path_of, picture, tag, tenth, words
from ceasefire.vocabulary.scope import result_words

Rings = list[list[Point]]
Shapes = dict[str, Rings]
MOST_LABELS, LONGEST_NAME = 40, 26
"""Names of places on the map, and the letters of the longest: chosen by eye for a picture 640 wide; not measured."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What is drawn and where: the frame, the cells, the areas and the country with their shapes, the last day."""

    frame: Frame
    cells: tuple[Cell, ...]
    drawn: tuple[Row, ...]
    country: tuple[Row, ...]
    shapes: Shapes
    last: date | None


def rings(wkb: bytes) -> Rings:
    """Return the rings of an area as `(lon, lat)` points; a line is a ring that goes along it and back."""
    import shapely

    shape = shapely.from_wkb(wkb)
    found: list[list[tuple[float, float]]] = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            found += [list(ring.coords) for ring in (part.exterior, *part.interiors)]
        elif part.geom_type == "LineString":
            found.append([*part.coords, *part.coords[-2::-1]])
    return [[(float(x), float(y)) for x, y in ring] for ring in found]


def edges(zones: Iterable[Row], shapes: Shapes) -> list[Point]:
    """Return all points of the zones' rings."""
    return [p for z in zones for ring in shapes[z["zone_id"]] for p in ring]


def draw(sheet: Sheet, lineages: Lineages) -> Markup:
    """Return the map as a picture in which each mark leads to its reports."""
    frame = sheet.frame
    layers = [tag("rect", class_="sea", width=frame.width, height=frame.height), *_grid(frame)]
    layers += [tag("path", class_="country", d=_screen(frame, sheet.shapes[z["zone_id"]])) for z in sheet.country]
    layers += [_zone(frame, z, sheet.shapes[z["zone_id"]], sheet.last) for z in sheet.drawn]
    layers += [m for cell in reversed(sheet.cells) for m in _marks(frame, lineages, cell)]
    layers += _names(sheet)
    desc = (
        "Own drawing. Filled shapes are our reading of the areas, with a band as wide as the uncertainty. Marks are "
        "places named in reports, their size follows the number of reports, their shape and colour the scope result."
    )
    edge = tag("rect", class_="edge", x=0.5, y=0.5, width=frame.width - 1, height=frame.height - 1)
    title = "Areas and places of reported incidents"
    return picture(frame.width, frame.height, *layers, *_scale(frame), edge, name="map", title=title, desc=desc)


def _names(sheet: Sheet) -> list[Markup]:
    frame = sheet.frame
    labels = Labels(frame=frame)
    for cell in sheet.cells:
        radii = [radius(m) for m in cell.marks]
        labels.mark(*frame.xy(cell.lon, cell.lat), sum(radii), max(radii))
    out = [
        labels.area(z["name"] or z["zone_id"], [frame.xy(*p) for p in edges((z,), sheet.shapes)]) for z in sheet.drawn
    ]
    for cell in sheet.cells[:MOST_LABELS]:
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
    counts = f"{mark.reports.text(unit=True)} on {mark.incidents.text(unit=True)}"
    said = f"{cell.name or 'unnamed place'}: {counts}, {result_words(mark.result)}"
    return tag("a", tag("title", words(said)), shape, href=f"#{lineages.href(mark.reports)}")


def shape_of(result: str, x: float, y: float, r: float) -> Markup:
    """Return the mark of a scope result: disc, diamond, ring, square or triangle, so that colour is never the only sign."""
    css = f"mark {result}"
    if result == "out_of_scope":
        return tag("rect", class_=css, x=x - r * 0.85, y=y - r * 0.85, width=r * 1.7, height=r * 1.7)
    if result == "no_act":
        return tag("path", class_=css, d=path_of([[(x, y - r), (x + r, y + r * 0.8), (x - r, y + r * 0.8)]]))
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


def locator(sheet: Sheet) -> Markup | None:
    """Return a small picture of the whole country with the window of the map; None where the map shows all of it."""
    frame, outline = sheet.frame, edges(sheet.country, sheet.shapes)
    if not outline or all(frame.holds(*p) for p in outline):
        return None
    small = fit(outline, width=180, lowest=140, tallest=140, pad_km=15)
    (left, top), (right, low) = small.xy(frame.west, frame.north), small.xy(frame.east, frame.south)
    window = tag("rect", class_="window", x=left, y=top, width=right - left, height=low - top)
    lands = [tag("path", class_="country", d=_screen(small, sheet.shapes[z["zone_id"]])) for z in sheet.country]
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
