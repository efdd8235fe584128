"""Names on the map, each where it covers no mark and no other name."""

from dataclasses import dataclass, field

from markupsafe import Markup

from ceasefire.publication.views.map_projection import Frame, Point
from ceasefire.publication.views.svg import tag, words

Box = tuple[float, float, float, float]
Spot = tuple[float, float, str]
TOP, FOOT, SIDE = 14.0, 30.0, 4.0


@dataclass
class Labels:
    """Places names one after the other; what stands already is never covered."""

    frame: Frame
    marks: list[Box] = field(default_factory=list)
    names: list[Box] = field(default_factory=list)

    def mark(self, x: float, y: float, half_wide: float, half_tall: float) -> None:
        """Remember a mark that no name may cover."""
        self.marks.append((x - half_wide, y - half_tall, x + half_wide, y + half_tall))

    def area(self, name: str, points: list[Point]) -> Markup:
        """Return the name of an area beside its shape, over as few marks as can be; always somewhere."""
        if not points:
            return Markup("")
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        left, right, top, low = min(xs) - 9, max(xs) + 9, min(ys) - 10, max(ys) + 19
        middle, across = (left + right) / 2, (top + low) / 2
        spots = [
            (left, across, "end"),
            (left, top + 24, "end"),
            (left, low - 28, "end"),
            (right, across, "start"),
            (middle, top, "middle"),
            (middle, low, "middle"),
            (right, top + 24, "start"),
            (right, low - 28, "start"),
        ]
        boxed = [(spot, box) for spot in spots if self._inside(box := _box(spot, len(name) * 7.4))]
        free = [(spot, box) for spot, box in boxed if not _hits(box, self.names)]
        if not free:
            return Markup("")
        spot, box = min(free, key=lambda found: sum(_cross(found[1], mark) for mark in self.marks))
        return self._put(name, spot, box, "zone-name")

    def place(self, name: str, x: float, y: float, r: float) -> Markup:
        """Return the name of a place right or left of its mark, or nothing where there is no room."""
        for spot in ((x + r + 4, y + 4, "start"), (x - r - 4, y + 4, "end")):
            box = _box(spot, len(name) * 6.1)
            if self._inside(box) and not _hits(box, self.names) and not _hits(box, self.marks):
                return self._put(name, spot, box, "place-name")
        return Markup("")

    def _put(self, name: str, spot: Spot, box: Box, css: str) -> Markup:
        self.names.append(box)
        return tag("text", words(name), class_=css, x=spot[0], y=spot[1], text_anchor=spot[2])

    def _inside(self, box: Box) -> bool:
        wide, tall = self.frame.width, self.frame.height
        return box[0] >= SIDE and box[2] <= wide - SIDE and box[1] >= TOP and box[3] <= tall - FOOT


def _box(spot: Spot, wide: float) -> Box:
    x, y, anchor = spot
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return left - 2, y - 10, left + wide + 2, y + 3


def _cross(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _hits(box: Box, others: list[Box]) -> bool:
    return any(_cross(box, other) for other in others)
