"""Ground that an agreement names: zones that must be known, drawn in time, and lines or areas as the clause needs them."""

from functools import cached_property
from itertools import pairwise
from typing import Literal

from ceasefire.agreements.checks.names import NOT_CHECKED, Seen, near
from ceasefire.agreements.checks.problem import Findings, Path
from ceasefire.agreements.clocks.calendar_time import END, Timeline, midnight
from ceasefire.agreements.clocks.holding import hold
from ceasefire.agreements.context import ZoneVersion
from ceasefire.agreements.language.exception_fields import ByArea
from ceasefire.agreements.language.fields import Belt, Place
from ceasefire.agreements.language.model import Instrument, Provision
from ceasefire.agreements.three_valued import State

_OF_A_LINE = ("north", "south", "east", "west")
Needed = Literal["area", "line", "any"]


def ground(instrument: Instrument, provision: Provision, seen: Seen) -> Findings:
    """Yield what is wrong or open with the zones of a provision: its place, its exceptions, what shows it done."""
    looked = _Looked(instrument, provision, seen)
    if provision.place is not None:
        yield from _place(provision.place, looked)
    for number, one in enumerate(provision.exceptions):
        for zone in one.zones if isinstance(one, ByArea) else ():
            yield from looked.zone(zone, ("exceptions", number, "zones"), "area")
    for zone in provision.shown_by.zones if provision.shown_by else ():
        yield from looked.known(zone, ("shown_by", "zones"))


def _place(place: Place, looked: "_Looked") -> Findings:
    for zone in place.zones:
        yield from looked.zone(zone, ("place", "zones"), "area")
    for number, belt in enumerate(place.belts):
        yield from _belt(belt, looked, ("place", "belts", number))
    for number, side in enumerate(place.sides):
        at = ("place", "sides", number)
        yield from looked.zone(side.of, (*at, "of"), "line")
        if side.within:
            yield from looked.zone(side.within, (*at, "within"), "area")
    if place.everywhere and place.everywhere.outline:
        yield from looked.zone(place.everywhere.outline, ("place", "everywhere"), "area")
    if place.undrawn:
        words = "ground in words only: the place of every report stays open there"
        yield "note", ("place", "undrawn"), "undrawn", words


def _belt(belt: Belt, looked: "_Looked", at: Path) -> Findings:
    needs: Needed = "line" if belt.side in _OF_A_LINE else "any" if belt.side == "both" else "area"
    yield from looked.zone(belt.along, at, needs)
    if belt.width_km is None:
        yield "note", at, "no-width", f"the width of the belt along {belt.along} is not told"


class _Looked:
    """The zones of one provision, looked at in the time in which it holds."""

    def __init__(self, instrument: Instrument, provision: Provision, seen: Seen) -> None:
        self.instrument, self.provision, self.seen = instrument, provision, seen

    def known(self, zone: str, path: Path) -> Findings:
        """Yield a zone that is not known."""
        held = self.seen.context.zones
        if zone in held:
            return
        if "zones" not in self.seen.known:
            yield "note", path, NOT_CHECKED, f"zones:{zone}"
        else:
            yield "error", path, "dangling", f"no zone {zone!r} is recorded{near(zone, held)}"

    def zone(self, zone: str, path: Path, needs: Needed) -> Findings:
        """Yield what is wrong with a zone: not known, not drawn in time, drawn as a line where an area is needed."""
        yield from self.known(zone, path)
        versions = self.seen.context.zones.get(zone, ())
        drawn = [one for one in versions if one.geometry is not None]
        if versions and not drawn:
            yield "warning", path, "no-geometry", f"no version of {zone} is drawn"
        elif drawn and not any(map(self._overlaps, drawn)):
            yield "warning", path, "no-geometry", f"no drawn version of {zone} holds while the provision does"
        if drawn:
            yield from _as_needed(zone, drawn, path, needs)
        for one, two in pairwise(versions):
            if one.valid_to is None or one.valid_to > two.valid_from:
                words = (
                    f"versions {one.version} and {two.version} of {zone} hold on the same days; the higher goes before"
                )
                yield "warning", path, "overlapping-versions", words

    def _overlaps(self, version: ZoneVersion) -> bool:
        zone = self.instrument.time_zone
        first = midnight(version.valid_from, zone)
        last = midnight(version.valid_to, zone) if version.valid_to else END
        return self._holds.over(first, last).state is not State.NO

    @cached_property
    def _holds(self) -> Timeline:
        return hold(self.seen.context, self.instrument, self.provision)


def _as_needed(zone: str, drawn: list[ZoneVersion], path: Path, needs: Needed) -> Findings:
    lines = [one.is_line for one in drawn]
    if needs == "line" and not any(lines):
        yield (
            "error",
            path,
            "needs-a-line",
            f"{zone} is drawn as an area; north, south, east and west are sides of a line",
        )
    elif needs == "area" and all(lines):
        yield "error", path, "needs-an-area", f"{zone} is drawn as a line, which has no inside; use `sides` or `belts`"
