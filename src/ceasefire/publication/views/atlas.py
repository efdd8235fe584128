"""The map: own zones with their uncertainty, a graticule, places from the reports. No tiles, no borders."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ceasefire.figures import Figure
from ceasefire.publication.counted import count_of
from ceasefire.publication.inputs import Row
from ceasefire.publication.lineage import Lineages
from ceasefire.publication.views.material import Material
from ceasefire.publication.views.places import Cell, Mark, cells
from ceasefire.publication.views.projection import Frame, fit, graticule, scale_km
from ceasefire.publication.views.svg import path_of, picture, tag, tenth, words

WIDTH, HEIGHT = 640.0, 800.0
COUNTRY = "nationwide_ceasefire"
MOST_LABELS = 16


@dataclass(frozen=True, kw_only=True)
class Atlas:
    """The drawn map with what stands beside it."""

    svg: Markup
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
    frame = fit(
        [*edges, *((c.lon, c.lat) for c in found)] or [p for r in shapes.values() for g in r for p in g],
        width=WIDTH,
        height=HEIGHT,
    )
    return Atlas(
        svg=_draw(frame, material.lineages, found, drawn, country, shapes, last),
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


def rings(wkb: bytes) -> list[list[tuple[float, float]]]:
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
    shapes: dict[str, list[list[tuple[float, float]]]],
    last: date | None,
) -> Markup:
    boxes: list[tuple[float, float, float, float]] = []
    layers = [tag("rect", class_="sea", width=WIDTH, height=HEIGHT), *_grid(frame)]
    layers += [tag("path", class_="country", d=_screen(frame, shapes[z["zone_id"]])) for z in country]
    layers += [_zone(frame, z, shapes[z["zone_id"]], last) for z in drawn]
    marks = [m for cell in reversed(found) for m in _marks(frame, lineages, cell)]
    labels = [_zone_label(frame, z, shapes[z["zone_id"]], boxes) for z in drawn]
    labels += [_place_label(frame, c, boxes) for c in found[: MOST_LABELS * 2]][: MOST_LABELS * 2]
    desc = (
        "Own drawing. Filled shapes are our reading of the areas, with a band as wide as the uncertainty. Marks are "
        "places named in reports, their size follows the number of reports, their shape and colour the scope result."
    )
    inner = tag("svg", *layers, *marks, *labels, width=WIDTH, height=HEIGHT, x=0, y=0)
    return picture(
        WIDTH,
        HEIGHT,
        inner,
        *_scale(frame),
        *_locator(frame, country, shapes),
        tag("rect", class_="edge", x=0.5, y=0.5, width=WIDTH - 1, height=HEIGHT - 1),
        name="map",
        title="Areas and places of reported incidents",
        desc=desc,
    )


def _screen(frame: Frame, shape: list[list[tuple[float, float]]]) -> str:
    return path_of([[frame.xy(*p) for p in ring[:-1]] for ring in shape])


def _grid(frame: Frame) -> list[Markup]:
    lons, lats = graticule(frame)
    out = []
    for lon in lons:
        x, _ = frame.xy(lon, frame.north)
        out.append(tag("path", class_="grid", d=f"M{tenth(x)},0V{tenth(HEIGHT)}"))
        out.append(tag("text", words(f"{abs(lon):g}°{'E' if lon >= 0 else 'W'}"), class_="axis", x=x + 3, y=11))
    for lat in lats:
        _, y = frame.xy(frame.west, lat)
        out.append(tag("path", class_="grid", d=f"M0,{tenth(y)}H{tenth(WIDTH)}"))
        out.append(tag("text", words(f"{abs(lat):g}°{'N' if lat >= 0 else 'S'}"), class_="axis", x=4, y=y - 3))
    return out


def _zone(frame: Frame, zone: Row, shape: list[list[tuple[float, float]]], last: date | None) -> Markup:
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
    return 1.8 + 1.9 * math.sqrt(mark.weight)


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


def _zone_label(
    frame: Frame, zone: Row, shape: list[list[tuple[float, float]]], boxes: list[tuple[float, float, float, float]]
) -> Markup:
    points = [frame.xy(*p) for ring in shape for p in ring]
    if not points:
        return Markup("")
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    middle = (min(xs) + max(xs)) / 2
    spots = [
        (min(xs) - 10, (min(ys) + max(ys)) / 2, "end"),
        (middle, min(ys) - 12, "middle"),
        (middle, max(ys) + 20, "middle"),
        (max(xs) + 10, (min(ys) + max(ys)) / 2, "start"),
    ]
    return _label(zone["name"] or zone["zone_id"], spots, "zone-name", 7.2, boxes)


def _place_label(frame: Frame, cell: Cell, boxes: list[tuple[float, float, float, float]]) -> Markup:
    if not cell.name or len(cell.name) > 26 or len(boxes) > MOST_LABELS:
        return Markup("")
    x, y = frame.xy(cell.lon, cell.lat)
    r = sum(radius(m) for m in cell.marks)
    spots = [(x + r + 3, y + 4, "start"), (x - r - 3, y + 4, "end")]
    return _label(cell.name, spots, "place-name", 6.0, boxes)


def _label(
    text: str,
    spots: list[tuple[float, float, str]],
    css: str,
    per_letter: float,
    boxes: list[tuple[float, float, float, float]],
) -> Markup:
    wide = len(text) * per_letter
    for x, y, anchor in spots:
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        box = (left - 2, y - 11, left + wide + 2, y + 4)
        inside = box[0] >= 4 and box[2] <= WIDTH - 4 and box[1] >= 14 and box[3] <= HEIGHT - 30
        if inside and not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in boxes):
            boxes.append(box)
            return tag("text", words(text), class_=css, x=x, y=y, text_anchor=anchor)
    return Markup("")


def _scale(frame: Frame) -> list[Markup]:
    km = scale_km(frame)
    wide = km * frame.per_km
    x, y = WIDTH - wide - 20, HEIGHT - 18
    bar = f"M{tenth(x)},{tenth(y - 5)}V{tenth(y)}H{tenth(x + wide)}V{tenth(y - 5)}"
    return [
        tag("path", class_="scale", d=bar),
        tag("text", words(f"{tenth(km)} km"), class_="axis", x=x + wide / 2, y=y - 6, text_anchor="middle"),
    ]


def _locator(
    frame: Frame, country: tuple[Row, ...], shapes: dict[str, list[list[tuple[float, float]]]]
) -> list[Markup]:
    edges = [p for z in country for ring in shapes[z["zone_id"]] for p in ring]
    if not edges or all(frame.holds(*p) for p in edges):
        return []
    small = fit(edges, width=150, height=120, pad_km=15)
    (left, top), (right, low) = small.xy(frame.west, frame.north), small.xy(frame.east, frame.south)
    inner = tag(
        "svg",
        tag("rect", class_="sea", width=150, height=120),
        *(tag("path", class_="country", d=_screen(small, shapes[z["zone_id"]])) for z in country),
        tag("rect", class_="window", x=left, y=top, width=right - left, height=low - top),
        width=150,
        height=120,
    )
    return [
        tag(
            "g",
            inner,
            tag("rect", class_="edge", width=150, height=120),
            tag("text", words("our outline, not a border"), class_="axis", x=6, y=114),
            transform=f"translate({tenth(WIDTH - 158)} 8)",
        )
    ]
