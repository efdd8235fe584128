"""What a duty says of time and of being done: deadlines, clocks, phases, powers, consequences."""

from abc import ABC
from typing import TYPE_CHECKING, Annotated, Final, Literal

from msgspec import Meta

from ceasefire.agreements.language.fields import Clock, Days, Id, Model, Moment, Short, TimeZone, known_zone
from ceasefire.vocabulary.duty_words import ActKind


class EachMeeting(Model, frozen=True, kw_only=True):
    """Due at each meeting of a series of talks."""

    each_meeting: Short
    """The `process` of the meetings."""


class Undated(Model, frozen=True, kw_only=True):
    """The text promises a date or sets none that can be reckoned; the words say which."""

    undated: Short


if TYPE_CHECKING:
    Deadline = Moment | EachMeeting | Undated
else:

    class Deadline(ABC):  # noqa: B024  # it only says which classes it stands for
        """A `Moment`, an `EachMeeting` or an `Undated`; a decoder knows no choice without a tag: see `deadline_form`."""

    for _one in (Moment, EachMeeting, Undated):
        Deadline.register(_one)


def deadline_form(value: object) -> type[Moment | EachMeeting | Undated]:
    """Return what the fields of a deadline make of it."""
    if isinstance(value, EachMeeting) or (isinstance(value, dict) and "each_meeting" in value):
        return EachMeeting
    if isinstance(value, Undated) or (isinstance(value, dict) and "undated" in value):
        return Undated
    return Moment


class Every(Model, frozen=True, kw_only=True):
    """The length of a period of the calendar: exactly one of months, weeks, days."""

    months: Annotated[int, Meta(ge=1, le=1200)] | None = None
    weeks: Annotated[int, Meta(ge=1, le=5000)] | None = None
    days: Annotated[int, Meta(ge=1, le=36_000)] | None = None

    def __post_init__(self) -> None:
        if sum(one is not None for one in (self.months, self.weeks, self.days)) != 1:
            raise ValueError("give exactly one of `months`, `weeks` and `days`")

    @property
    def length(self) -> tuple[int, str]:
        """The number and the unit that it gives: 2, "week"."""
        if self.months is not None:
            return self.months, "month"
        return (self.weeks, "week") if self.weeks is not None else (self.days or 0, "day")


class ProcedureClock(Model, frozen=True, kw_only=True):
    """A clock that starts with each event (`within_hours`) or runs by itself (`every_hours`, `every`): exactly one."""

    within_hours: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    of: Short | None = None
    """What starts it: the incident, the complaint, the request."""
    each: Literal["incident", "complaint"] | None = None
    """What starts it, so that each of them has a clock of its own (edition 2)."""
    every_hours: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    every: Every | None = None
    """Periods of the calendar (edition 2)."""
    starts: Moment | None = None
    """When the first period begins; the entry into force when absent (edition 2)."""
    cut_off: Clock | None = None
    zone: TimeZone | None = None

    def __post_init__(self) -> None:
        if sum(one is not None for one in (self.within_hours, self.every_hours, self.every)) != 1:
            raise ValueError("give exactly one of `within_hours`, `every_hours` and `every`")
        if self.each is not None and self.within_hours is None:
            raise ValueError("`each` needs `within_hours`")
        if self.starts is not None and self.within_hours is not None:
            raise ValueError("`starts` belongs to a clock that runs by itself")
        if self.zone is not None:
            known_zone(self.zone)


class Phase(Model, frozen=True, kw_only=True):
    """One stage of a duty that is done in stages."""

    what: Short
    percent: Annotated[int, Meta(ge=1, le=100)] | None = None
    """How much of the whole is done by then, all earlier stages included."""
    deadline: Deadline


class ShownBy(Model, frozen=True, kw_only=True):
    """The text itself says which act shows that the duty is met; with zones, one act for each of them."""

    act: ActKind
    zones: tuple[Id, ...] = ()


ACT_OF_POWER: Final = {
    "suspend": ActKind.SUSPENSION,
    "resume": ActKind.RESUMPTION,
    "extend": ActKind.EXTENSION,
    "terminate": ActKind.ENDING,
}
"""The kind of act by which a power is exercised."""


class Power(Model, frozen=True, kw_only=True):
    """What those bound may do to the instrument, or to some of its provisions; exercised by an act (`ACT_OF_POWER`)."""

    to: Literal["suspend", "resume", "extend", "terminate"]
    of: tuple[Id, ...] = ()
    """Provisions of this instrument; empty: the whole."""
    needs: Literal["any_one", "consensus", "decision"] = "any_one"
    """Of those bound."""
    after: tuple[Id, ...] = ()
    """Only after one of these is said to be missed or breached."""
    notice_days: Days | None = None
    most_days: Annotated[int, Meta(ge=1, le=36_000)] | None = None
    """How long it lasts at most, where the text says so."""


class Offensive(Model, frozen=True, kw_only=True):
    """The text forbids "offensive" acts alone."""

    reading: Literal["presumed", "to_be_shown"]
    """presumed: an act counts as offensive unless somebody asserts defence; to_be_shown: it stays open until told."""
    words: Short | None = None


class Untranslatable(Model, frozen=True, kw_only=True):
    """Words of the text that this language cannot say. Until somebody accepts them by name, nothing is answered."""

    words: Short
    """In our words."""
    why: Short
    accepted_by: Short | None = None
    """Who accepts by name that the coding leaves them out; every result then says so."""

    @property
    def closes(self) -> bool:
        """Whether nothing is answered: nobody accepts by name that the words are left out."""
        return not self.accepted_by

    @property
    def account(self) -> str:
        """The words, why they are not coded, and who accepts that."""
        return f"{self.words} ({self.why}; accepted by {self.accepted_by or 'nobody'})"

    @property
    def assumed(self) -> str | None:
        """What every answer of the provision says that it takes for granted; None where it answers nothing."""
        return None if self.closes else self.account
