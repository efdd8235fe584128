"""What of a zone a text means: the zone, a belt along its line, a side of it, or the country that it goes round."""

from dataclasses import dataclass
from typing import Final

from ceasefire.agreements.context import ZoneVersion
from ceasefire.agreements.language.fields import Belt, Everywhere
from ceasefire.agreements.law.codings import Contest
from ceasefire.agreements.scope.places.flat_ground import OPPOSITE, Side

_COMPASS: Final = tuple(OPPOSITE)


@dataclass(frozen=True, slots=True)
class Ground:
    """What of a zone is meant: all within, a belt along its line, all on a side of it, or the country that it goes round."""

    zone: str
    versions: tuple[ZoneVersion, ...] = ()
    belt: Belt | None = None
    everywhere: Everywhere | None = None
    contest: Contest | None = None
    side: Side | None = None
    inner: tuple[str, ...] = ()
    """Zones that lie in this one, where it is asked for what lies outside of it."""

    @property
    def is_zone(self) -> bool:
        """Whether it is all within the zone, and the zone is no country's outline."""
        return self.side is None and self.belt is None and self.everywhere is None

    @property
    def whole(self) -> bool:
        """Whether nothing of it lies outside the zone itself."""
        return self.side is None and (self.belt is None or self.belt.side == "inside")

    @property
    def edge(self) -> str:
        """What being near its line is, in words around its name."""
        if self.side is not None or (self.belt is not None and self.belt.side in _COMPASS):
            return "near the line or beyond its ends: {}"
        return "near the line of {}, within its uncertainty"

    def name(self, version: ZoneVersion) -> str:
        """Return what is meant by a version, in words."""
        name = f"{self.zone} (version {version.version})"
        if self.side is not None:
            return f"the ground {self.side} of {name}"
        if self.belt is None:
            return name
        where = f" {self.belt.side} of" if self.belt.side in _COMPASS else " along"
        return f"the belt of {self.belt.width_km:g} km{where} {name}"

    def unfit(self, version: ZoneVersion) -> str | None:
        """Return why what is drawn has no such ground; None where it has."""
        name = f"{self.zone} (version {version.version})"
        compass = self.side or (self.belt.side if self.belt and self.belt.side in _COMPASS else None)
        if compass and not version.is_line:
            return f"{name} is an area: it has no side to the {compass}"
        if not version.is_line or compass or (self.belt and self.belt.side == "both"):
            return None
        return f"{name} is a line: " + ("it has no in- and outside" if self.belt else "a line is no ground")
