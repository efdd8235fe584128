"""The parts of the agreement language: moments, terms, holders, grounds, each a typed, frozen model."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from ceasefire.vocabulary.codes import CATEGORIES, ActKind


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise ValueError(f"time zone {name!r} is not known") from fault
    return name


def _known_act(pattern: str) -> str:
    group, _, kind = pattern.partition("/")
    if group not in CATEGORIES:
        raise ValueError(f"{group!r} is not a group of acts (known: {', '.join(CATEGORIES)})")
    if kind != "*" and kind not in CATEGORIES[group]:
        raise ValueError(f"{kind!r} is not an act of the group {group!r} (known: *, {', '.join(CATEGORIES[group])})")
    return pattern


Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.:/#-]*$", max_length=120)]
Short = Annotated[str, Field(min_length=1, max_length=400)]
Words = Annotated[str, Field(min_length=1, max_length=4000)]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
TimeZone = Annotated[str, Field(max_length=60), AfterValidator(_known_zone)]
ActPattern = Annotated[str, Field(pattern=r"^[a-z]+/([a-z_]+|\*)$"), AfterValidator(_known_act)]
Offset = Annotated[int, Field(ge=0, le=100_000)]
Event = Annotated[str, Field(pattern=r"^(signature|in_force|deadline:[a-z0-9_.-]+|meeting:[a-z0-9_.-]+|act:[a-z_]+)$")]


class Model(BaseModel):
    """Unknown fields are refused and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Modality(StrEnum):
    """What the provision does."""

    MUST = "must"
    MUST_NOT = "must_not"
    MAY = "may"
    DECLARES = "declares"


class Confidence(StrEnum):
    """How sure our reading is: R the text itself was read, P a press or second-hand report was read, K not re-read."""

    R = "R"
    P = "P"
    K = "K"


class Source(Model):
    """The text that was read."""

    text: Short | None = None
    """Which text, in words: official English text, Interfax report of the same day ..."""
    publisher: Short | None = None
    address: Short | None = None
    quote: Annotated[str, Field(max_length=160)] | None = None
    """Exact words, at most twelve, only where the words matter."""


class Moment(Model):
    """A point in time: a date (and clock), or an event with an offset; exactly one of `date` and `after`.

    Without `at` a beginning falls on 00:00 and a deadline on the end of the day. Offsets in months, weeks and days
    count calendar days of the time zone; `hours` count from the event's own clock, which must then be known.
    """

    day: Annotated[date | None, Field(alias="date")] = None
    after: Event | None = None
    """signature, in_force, deadline:<provision>, meeting:<id>, or act:<kind> (first such act on this instrument)."""
    months: Offset = 0
    weeks: Offset = 0
    days: Offset = 0
    hours: Offset = 0
    at: Clock | None = None
    zone: TimeZone | None = None
    """Time zone of `at`; the instrument's when absent."""

    @model_validator(mode="after")
    def _one_way(self) -> "Moment":
        if (self.day is None) == (self.after is None):
            raise ValueError("give either `date` or `after`")
        if self.day is not None and (self.months or self.weeks or self.days or self.hours):
            raise ValueError("an offset needs `after`")
        if self.after is not None and self.after.startswith("act:") and self.after[4:] not in set(ActKind):
            raise ValueError(f"{self.after[4:]!r} is not a kind of act (known: {', '.join(ActKind)})")
        if self.hours and self.at is not None:
            raise ValueError("an offset in hours fixes the clock; leave out `at`")
        return self


class Term(Model):
    """How long it holds from its entry into force: exactly one of months, days, until."""

    months: Annotated[int, Field(ge=1, le=1200)] | None = None
    days: Annotated[int, Field(ge=1, le=100_000)] | None = None
    until: Moment | None = None
    """First moment no longer covered."""

    @model_validator(mode="after")
    def _one_length(self) -> "Term":
        if sum(x is not None for x in (self.months, self.days, self.until)) != 1:
            raise ValueError("give exactly one of `months`, `days` and `until`")
        return self


class Extension(Model):
    """How the term may be extended."""

    mode: Literal["automatic", "by_act"]
    """automatic: the text extends it by itself when its condition holds; by_act: only an act extends it."""
    needs: Literal["consensus", "unanimity", "decision", "nothing"]
    """What the text asks for. Unless `nothing`, a recorded act of kind `act` is looked for."""
    who: tuple[Id, ...] = ()
    act: ActKind = ActKind.EXTENSION
    confidence: Confidence | None = None
    text_ref: Short | None = None


class Precedence(Model):
    """Only where a text itself declares it: this instrument goes before another."""

    over: Id
    text_ref: Short
    confidence: Confidence = Confidence.K


class Bound(Model):
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
    words: Short | None = None
    """How the text names the holder, in our words."""

    @model_validator(mode="after")
    def _somebody(self) -> "Bound":
        if not (self.actors or self.classes or self.joined or self.supporting):
            raise ValueError("names nobody; write `bound: unspecified` when the text names no holder")
        if self.joined_classes and not self.joined:
            raise ValueError("`joined_classes` needs `joined`")
        return self


class Everywhere(Model):
    """A whole country; its outline is a zone that overshoots the border by up to its uncertainty."""

    outline: Id | None = None
    """Zone whose polygon goes round the country; without it every place is undetermined."""
    admin1: tuple[Short, ...] = ()
    """Names of first-level units: a report placed in one of them lies in the country."""


class Belt(Model):
    """Ground along the line of a zone. Without a width, or without a drawn line, it is undetermined."""

    along: Id
    side: Literal["inside", "outside", "both"] = "both"
    width_km: Annotated[float, Field(gt=0, le=500)] | None = None
    width_km_most: Annotated[float, Field(gt=0, le=500)] | None = None
    """Upper width where the text gives a range (15 to 20 km): between the two it is undetermined."""

    @model_validator(mode="after")
    def _range(self) -> "Belt":
        if self.width_km_most is not None and (self.width_km is None or self.width_km_most < self.width_km):
            raise ValueError("`width_km_most` needs a `width_km` not above it")
        return self


class Place(Model):
    """Where the provision holds: on any of these."""

    everywhere: Everywhere | None = None
    zones: tuple[Id, ...] = ()
    belts: tuple[Belt, ...] = ()
    undrawn: Short | None = None
    """Ground that the text describes and nobody has drawn: always undetermined."""

    @model_validator(mode="after")
    def _some_ground(self) -> "Place":
        if not (self.everywhere or self.zones or self.belts or self.undrawn):
            raise ValueError("names no ground")
        return self


class Window(Model):
    """A time of its own, narrower than the instrument's; half-open."""

    starts: Moment | None = None
    ends: Moment | None = None
