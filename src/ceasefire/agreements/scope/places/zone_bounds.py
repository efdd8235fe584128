"""How far a zone reaches, drawn or not: at most its first-level units, its countries, its outer line; at least what it holds whole.

What a version tells holds while that version does. While no version holds, a bound is the union of what all versions
tell, and there is none of a kind that any of them leaves out.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from ceasefire.agreements.context import ZoneVersion

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class Bounds(NamedTuple):
    """What surely lies outside a zone in one period: whatever lies outside any of these that is given.

    `hull` is the number of a zone shape, `lines` those of the zone's drawn lines of any time, `drawn` says whether one of
    them holds in the period; `whole` are units that surely lie inside; `rests` are the statements of the versions that say so.
    """

    zone: str
    admin1: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    hull: int | None = None
    lines: tuple[int, ...] = ()
    drawn: bool = False
    rests: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.admin1 or self.country or self.hull is not None)

    @property
    def inner(self) -> "Bounds":
        """The units that surely lie inside, as bounds of their own."""
        return Bounds(self.zone, self.whole, rests=self.rests)


UNBOUNDED: Final = Bounds("")


def names(told: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the union of what versions name, in order; empty where one of them names nothing."""
    found = list(told)
    return tuple(dict.fromkeys(name for one in found for name in one)) if all(found) else ()


def common(told: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what each of these versions names, in order."""
    found = list(told)
    return tuple(name for name in dict.fromkeys(found[0] if found else ()) if all(name in one for one in found))


def hull(versions: Iterable[ZoneVersion]) -> "BaseGeometry":
    """Return the union of the versions' outer lines; those without one are left out."""
    import shapely

    return shapely.union_all([version.hull for version in versions if version.hull is not None])
