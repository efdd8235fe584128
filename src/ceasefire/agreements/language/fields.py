"""The parts of the agreement language: moments, terms, holders, grounds, each a typed, frozen model.

A model is what instruments are kept as and tested with. An author's file is first held against `file_faults`, which
reads these models and names every fault at once, in words.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from ceasefire.vocabulary.codes import CATEGORIES
from ceasefire.vocabulary.duty_words import ActKind
from ceasefire.vocabulary.parts import FIRST_YEAR, LAST_YEAR


def known_zone(name: str) -> str:
    """Return the name of a time zone; raises ValueError for one that this machine does not know."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise ValueError(f"time zone {name!r} is not known; {_zone_meant(name)}") from fault
    return name


def within_years(*days: date | None) -> None:
    """Raise ValueError for a day outside the years in which something may have happened, or be due."""
    for day in days:
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(f"{day} is outside the years {FIRST_YEAR} to {LAST_YEAR}")


def _zone_meant(name: str) -> str:
    """Return what to write instead of a name that is no time zone: the one most like it, as a whole or by its place."""
    from zoneinfo import available_timezones

    zones = ["UTC", *sorted(one for one in available_timezones() if "/" in one)]
    places = {one.rpartition("/")[2].lower(): one for one in zones}
    place = get_close_matches(name.rpartition("/")[2].replace(" ", "_").lower(), places, n=1, cutoff=0.75)
    near = get_close_matches(name, zones, n=1, cutoff=0.8) or [places[one] for one in place]
    return f"did you mean {near[0]}?" if near else "write the name of a place, such as Asia/Damascus, or UTC"


def known_act(pattern: str) -> str:
    """Return a pattern of acts; raises ValueError when there is no such group or no such act in it."""
    group, _, kind = pattern.partition("/")
    if group not in CATEGORIES:
        raise ValueError(f"{group!r} is not a group of acts (known: {', '.join(CATEGORIES)})")
    if kind != "*" and kind not in CATEGORIES[group]:
        raise ValueError(f"{kind!r} is not an act of the group {group!r} (known: *, {', '.join(CATEGORIES[group])})")
    return pattern


@dataclass(frozen=True, slots=True)
class Checked:
    """A rule that a value must pass beyond its form; `rule` raises ValueError with the reason.

    Whoever holds such a field calls the rule in `__post_init__`: a decoder of JSON reads the form alone.
    """

    rule: Callable[[str], str]


# A pattern ends in \Z, for $ would let a line break stand at the end.
# The description says in words what the pattern asks for.
Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9_.:/#-]*\Z",
        max_length=120,
        description="an id of small letters, digits and - _ . : / #, without spaces, such as memorandum-2017-05-04",
    ),
]
Short = Annotated[str, Meta(min_length=1, max_length=400)]
Words = Annotated[str, Meta(min_length=1, max_length=4000)]
Clock = Annotated[
    str,
    Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z", description='a clock of hours and minutes, such as "09:30"'),
]
TimeZone = Annotated[str, Meta(max_length=60), Checked(known_zone)]
ActPattern = Annotated[
    str,
    Meta(
        pattern=r"^[a-z]+/([a-z_]+|\*)\Z",
        description="a group and a kind of act, such as fire/mortar, or fire/* for every kind of the group",
    ),
    Checked(known_act),
]
Offset = Annotated[int, Meta(ge=0, le=100_000)]
Months = Annotated[int, Meta(ge=0, le=1200)]
Weeks = Annotated[int, Meta(ge=0, le=5200)]
Days = Annotated[int, Meta(ge=0, le=36_525)]
"""Offsets of a hundred years at most: a later day is a slip of the pen, and would leave the calendar."""
Event = Annotated[
    str,
    Meta(
        pattern=r"^(signature|in_force|((deadline|met|breached|meeting):[a-z0-9_.-]+)|act:[a-z_]+)\Z",
        description="signature, in_force, deadline:PROVISION, met:PROVISION, breached:PROVISION, meeting:ID or act:KIND, "
        "such as act:map_approval",
    ),
]


class Model(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Unknown fields are refused and nothing changes after reading."""


class Modality(StrEnum):
    """What the provision does."""

    MUST = "must"
    MUST_NOT = "must_not"
    MAY = "may"
    DECLARES = "declares"
    POWER = "power"
    """Those bound may suspend, resume, extend or end something, by an act (edition 2)."""


class Confidence(StrEnum):
    """How sure our reading is: R the text itself was read, P a press or second-hand report was read, K not re-read."""

    R = "R"
    P = "P"
    K = "K"


class Source(Model, frozen=True, kw_only=True):
    """The text that was read."""

    text: Short | None = None
    """Which text, in words: official English text, Interfax report of the same day ..."""
    publisher: Short | None = None
    address: Short | None = None
    quote: Annotated[str, Meta(max_length=160)] | None = None
    """Exact words, at most twelve, only where the words matter."""

    @property
    def reader(self) -> str | None:
        """Whose reading it is: the publisher, else the text; None where neither is told."""
        return self.publisher or self.text


class Moment(Model, frozen=True, kw_only=True):
    """A point in time: a date (and clock), or an event with an offset; exactly one of `date` and `after`.

    Without `at` a beginning falls on 00:00 and a deadline on the end of the day. Offsets in months, weeks and days
    count calendar days of the time zone; `hours` count from the event's own clock, which must then be known.
    """

    day: date | None = field(name="date", default=None)
    after: Event | None = None
    """signature, in_force, deadline:<provision>, meeting:<id>, or act:<kind> (first such act on this instrument).

    Edition 2: met:<provision> (first day on which it is said to be met), breached:<provision> (said to be missed)."""
    months: Months = 0
    weeks: Weeks = 0
    days: Days = 0
    hours: Offset = 0
    about_days: Days = 0
    """Days either way that "about" is read as; only in a deadline, which then falls between two days."""
    at: Clock | None = None
    zone: TimeZone | None = None
    """Time zone of `at`; the instrument's when absent."""

    def __post_init__(self) -> None:
        within_years(self.day)
        if (self.day is None) == (self.after is None):
            raise ValueError("give either `date` or `after`")
        if self.day is not None and (self.months or self.weeks or self.days or self.hours):
            raise ValueError("an offset needs `after`")
        if self.after is not None and self.after.startswith("act:") and self.after[4:] not in set(ActKind):
            raise ValueError(f"{self.after[4:]!r} is not a kind of act (known: {', '.join(ActKind)})")
        if self.hours and self.at is not None:
            raise ValueError("an offset in hours fixes the clock; leave out `at`")
        if self.zone is not None:
            known_zone(self.zone)


class Term(Model, frozen=True, kw_only=True):
    """How long it holds from its entry into force: exactly one of months, days, until."""

    months: Annotated[int, Meta(ge=1, le=1200)] | None = None
    days: Annotated[int, Meta(ge=1, le=36_525)] | None = None
    until: Moment | None = None
    """First moment no longer covered."""

    def __post_init__(self) -> None:
        if sum(x is not None for x in (self.months, self.days, self.until)) != 1:
            raise ValueError("give exactly one of `months`, `days` and `until`")


class Extension(Model, frozen=True, kw_only=True):
    """How the term may be extended.

    How long an extension lasts the act itself tells: its `term_to` is the new end, the first day no longer covered. After an
    act that tells none, whether the instrument still holds is undetermined.
    """

    mode: Literal["automatic", "by_act"]
    """automatic: the text extends it by itself when its condition holds; by_act: only an act extends it."""
    needs: Literal["consensus", "unanimity", "decision", "nothing"]
    """What the text asks for. Unless `nothing`, a recorded act of kind `act` is looked for."""
    who: tuple[Id, ...] = ()
    act: ActKind = ActKind.EXTENSION
    confidence: Confidence | None = None
    text_ref: Short | None = None


class Precedence(Model, frozen=True, kw_only=True):
    """Only where a text itself declares it: this instrument goes before another."""

    over: Id
    text_ref: Short
    confidence: Confidence = Confidence.K


class Bound(Model, frozen=True, kw_only=True):
    """Who holds the duty: everyone who fits any of the lists."""

    actors: tuple[Id, ...] = ()
    """Party ids that the text names."""
    classes: tuple[Id, ...] = ()
    """Classes of parties (see the `classes` of the party statements)."""
    joined: tuple[Id, ...] = ()
    """Instruments: whoever joined one of them, from the day of joining on ("joined or will join")."""
    joined_classes: tuple[Id, ...] = ()
    """Of those who joined, only members of these classes (armed groups, not the guarantors who signed as well)."""
    supporting: tuple[Id, ...] = ()
    """Party ids that our reading counts among the unnamed "forces supporting them"."""
    everyone: bool = False
    """Everybody, but for those in `but`."""
    but: tuple[Id, ...] = ()
    """Party ids or classes that the text leaves out of all the above ("everybody but X")."""
    words: Short | None = None
    """How the text names the holder, in our words."""

    def __post_init__(self) -> None:
        if not (self.actors or self.classes or self.joined or self.supporting or self.everyone):
            raise ValueError("names nobody; write `bound: unspecified` when the text names no holder")
        if self.joined_classes and not self.joined:
            raise ValueError("`joined_classes` needs `joined`")


class Everywhere(Model, frozen=True, kw_only=True):
    """A whole country; its outline is a zone that overshoots the border by up to its uncertainty."""

    outline: Id | None = None
    """Zone whose polygon goes round the country; without it every place is undetermined."""
    admin1: tuple[Short, ...] = ()
    """Names of first-level units: a report placed in one of them lies in the country."""
    country: tuple[Short, ...] = ()
    """Names and codes that reports give the country; a report that names another one lies outside."""


class Belt(Model, frozen=True, kw_only=True):
    """Ground along the line of a zone. Without a width, or without a drawn line, it is undetermined."""

    along: Id
    side: Literal["inside", "outside", "both", "north", "south", "east", "west"] = "both"
    """inside and outside are of an area; north, south, east and west of a line (edition 2)."""
    width_km: Annotated[float, Meta(gt=0, le=500)] | None = None
    width_km_most: Annotated[float, Meta(gt=0, le=500)] | None = None
    """Upper width where the text gives a range (15 to 20 km): between the two it is undetermined."""

    def __post_init__(self) -> None:
        if self.width_km_most is not None and (self.width_km is None or self.width_km_most < self.width_km):
            raise ValueError("`width_km_most` needs a `width_km` not above it")


class LineSide(Model, frozen=True, kw_only=True):
    """All ground on one side of a line; beyond the ends of the line it is undetermined."""

    of: Id
    """A zone that is a line."""
    side: Literal["north", "south", "east", "west"]
    within: Id | None = None
    """Only as far as this area reaches."""


class Place(Model, frozen=True, kw_only=True):
    """Where the provision holds: on any of these."""

    everywhere: Everywhere | None = None
    zones: tuple[Id, ...] = ()
    belts: tuple[Belt, ...] = ()
    sides: tuple[LineSide, ...] = ()
    undrawn: Short | None = None
    """Ground that the text describes and nobody has drawn: always undetermined."""
    of: Literal["impact", "origin"] = "impact"
    """Of which place of an act the text speaks: where it struck, or from where it was done."""

    def __post_init__(self) -> None:
        if not (self.everywhere or self.zones or self.belts or self.sides or self.undrawn):
            raise ValueError("names no ground")


class Window(Model, frozen=True, kw_only=True):
    """A time of its own, narrower than the instrument's; half-open."""

    starts: Moment | None = None
    ends: Moment | None = None

    def __post_init__(self) -> None:
        if any(one is not None and one.about_days for one in (self.starts, self.ends)):
            raise ValueError("`about_days` belongs in a deadline")
