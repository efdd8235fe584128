"""Bodies of the statements that tell of texts and what was done under them: zones, instruments, acts, duties."""

from datetime import date
from typing import Annotated, Final

from msgspec import Meta

from ceasefire.vocabulary.codes import AreaType, ZoneStatus
from ceasefire.vocabulary.duty_words import ActKind, Fulfilment
from ceasefire.vocabulary.parts import Body, Count, Id, Kept, Ref, Short, Text, When, Whole

Ring = tuple[tuple[int, int], ...]
Polygon = tuple[Ring, ...]
MOST_POINTS: Final = 10_000
"""Points of one geometry that are read. Whether an outline crosses itself takes time that grows with the square of its points
at worst: 3 s for a comb of 8,000, 38 s for 32,000. 10,000 points are one every 100 m along 1,000 km. Chosen by hand."""


class Zone(Body, frozen=True, kw_only=True):
    """One version of an area or line: half-open days `valid_from` to `valid_to`; drawn, or described only.

    `polygons` holds rings of (longitude, latitude) in 1e-7 degrees; a larger geometry, and every line, is a GeoJSON blob by hash.
    `country`, `admin1` and `hull` say how far it reaches at most, drawn or not: outside any of them that is given it surely is not.
    `admin1_whole` and `lies_in` say what it holds and where it lies by the text, drawn or not.
    """

    id: Id
    version: Annotated[int, Meta(ge=1)]
    name: Short
    status: ZoneStatus
    area_type: AreaType
    basis: Text
    valid_from: date
    valid_to: date | None = None
    uncertainty_m: Whole | None = None
    polygons: tuple[Polygon, ...] = ()
    geometry_blob: Kept | None = None
    country: tuple[Short, ...] = ()
    """Names or codes of the countries in which it lies."""
    admin1: tuple[Short, ...] = ()
    """Names of every first-level unit that it may touch."""
    hull: tuple[Polygon, ...] = ()
    """An outer line beyond which it surely does not reach, in 1e-7 degrees."""
    admin1_whole: tuple[Short, ...] = ()
    """Names of every first-level unit that the text puts into it whole."""
    lies_in: tuple[Id, ...] = ()
    """Zones in each of which it lies whole by the text: what is outside one of them is outside of it."""

    def __post_init__(self) -> None:
        drawn = bool(self.polygons) or self.geometry_blob is not None
        if drawn != (self.status is ZoneStatus.DRAWN):
            raise ValueError(f"status is {self.status} but geometry is {'given' if drawn else 'missing'}")
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("valid_to is not after valid_from")
        if self.admin1 and not set(self.admin1_whole) <= set(self.admin1):
            raise ValueError("`admin1_whole` names a unit that `admin1` does not")


class Agreement(Body, frozen=True, kw_only=True):
    """An instrument as coded: the YAML file is a blob, named by hash; its provisions are read from there."""

    id: Id
    title: Short
    symbol: Short | None = None
    signed: date | None = None
    reading: Kept
    language_edition: Annotated[int, Meta(ge=1)] = 1


class Accession(Body, frozen=True, kw_only=True):
    """Who joined (or left) an instrument, when, announced by whom; `members_known` false means a count only."""

    instrument: Id
    joined: tuple[Id, ...] = ()
    class_of: Id | None = None
    when: When | None = None
    announced_by: Short | None = None
    withdrew: bool = False
    count: Count | None = None
    members_known: bool = True


class Designation(Body, frozen=True, kw_only=True):
    """One version of a list of exempt or designated groups: half-open days, members, and whose list it is."""

    list: Id
    version: Annotated[int, Meta(ge=1)]
    name: Short
    by: Short
    valid_from: date
    valid_to: date | None = None
    members: tuple[Id, ...] = ()
    members_known: bool = True
    count: Count | None = None
    basis: Text | None = None


class Act(Body, frozen=True, kw_only=True):
    """A formal act on an instrument: extension, map approval, objection, withdrawal, ending, decision.

    `term_to` is the new end that an extension sets: the first day no longer covered, of the term, or of the deadline of `provision`.
    """

    act: ActKind
    instrument: Id
    provision: Id | None = None
    by: tuple[Id, ...] = ()
    when: When | None = None
    term_to: date | None = None
    zone: Id | None = None
    outcome: Text | None = None


class DutyReport(Body, frozen=True, kw_only=True):
    """Somebody says that a duty was met, missed or under way; what is said and what is verified never merge.

    `about` are reports of the incident whose clock it speaks of; `phase` counts the stages of a duty from 1; `percent`
    is how much is done by then.
    """

    instrument: Id
    provision: Id
    says: Fulfilment
    said_by: Short
    holder: Id | None = None
    when: When | None = None
    method: Short | None = None
    about: tuple[Ref, ...] = ()
    phase: Annotated[int, Meta(ge=1, le=100)] | None = None
    percent: Annotated[int, Meta(ge=0, le=100)] | None = None
