"""Cases beside the text: given an incident or dated acts, what the coding must answer."""

from datetime import date
from typing import Annotated

from msgspec import Meta, field

from ceasefire.agreements.language.fields import Clock, Id, Model, Short, Words, within_years
from ceasefire.vocabulary.codes import EventType
from ceasefire.vocabulary.duty_words import ActKind, Fulfilment
from ceasefire.vocabulary.scope import ScopeResult

Degrees = Annotated[float, Meta(ge=-180, le=180)]


class GivenPlace(Model, frozen=True, kw_only=True):
    """A place as a report would tell it; everything may be left out."""

    name: Short | None = None
    lat: Annotated[float, Meta(ge=-90, le=90)] | None = None
    lon: Degrees | None = None
    precision: Annotated[int, Meta(ge=0, le=7)] = 1
    radius_km: Annotated[float, Meta(ge=0, le=20_000)] | None = None
    admin1: Short | None = None
    country: Short | None = None

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("a point needs both `lat` and `lon`")


class GivenIncident(Model, frozen=True, kw_only=True):
    """An incident as reports would tell it."""

    day: date | None = field(name="date", default=None)
    until: date | None = None
    """Last day, included."""
    at: Clock | None = None
    """Local time of the instrument; then the incident lasts a minute."""
    where: GivenPlace | None = None
    origin: GivenPlace | None = None
    """From where it was done."""
    event_type: EventType | None = None
    category: Short | None = None
    actors: tuple[Short, ...] = ()
    """Whom reports accuse, one text for each report; several texts are rival accounts, and one that names two is "A and B"."""
    targets: tuple[Short, ...] = ()
    """What reports say was struck, one text for each report; several texts are rival accounts. Whose a protected thing is
    stands before it and what it is in brackets, in one text: "Raiders (hospital)"."""
    exempt_by: Short | None = None
    exempt_basis: Short | None = None

    def __post_init__(self) -> None:
        within_years(self.day, self.until)


class GivenAct(Model, frozen=True, kw_only=True):
    """An act on this instrument."""

    act: ActKind
    day: date = field(name="date")
    by: tuple[Id, ...] = ()
    provision: Id | None = None
    zone: Id | None = None
    term_to: date | None = None
    """Of an extension: the new end, the first day no longer covered; without it the end stays open."""

    def __post_init__(self) -> None:
        within_years(self.day, self.term_to)


class GivenAccount(Model, frozen=True, kw_only=True):
    """Somebody's word on the duty (of `provision`, else of the one that the case is about)."""

    says: Fulfilment
    by: Short
    day: date = field(name="date")
    provision: Id | None = None
    phase: Annotated[int, Meta(ge=1, le=100)] | None = None
    about: Id | None = None
    """Which of the given `starts` it speaks of."""

    def __post_init__(self) -> None:
        within_years(self.day)


class GivenStart(Model, frozen=True, kw_only=True):
    """An incident or a complaint that starts a clock of its own under the provision."""

    id: Id
    day: date = field(name="date")
    at: Clock | None = None
    """Local time of the instrument; without it the clock starts at the end of the day."""

    def __post_init__(self) -> None:
        within_years(self.day)


class GivenMeeting(Model, frozen=True, kw_only=True):
    """A meeting that was held, or is expected."""

    id: Id
    process: Short | None = None
    day: date = field(name="date")
    expected: bool = False

    def __post_init__(self) -> None:
        within_years(self.day)


class Case(Model, frozen=True, kw_only=True):
    """One case of a provision: what is given, and what must be answered."""

    id: Id
    provision: Id
    says: Words | None = None
    """The case in a sentence."""
    incident: GivenIncident | None = None
    """Given: an incident, then `expect` is the result of its test."""
    on: date | None = None
    """Given: the day on which one looks, then `state` (and `due`) is expected of the duty."""
    acts: tuple[GivenAct, ...] = ()
    accounts: tuple[GivenAccount, ...] = ()
    meetings: tuple[GivenMeeting, ...] = ()
    starts: tuple[GivenStart, ...] = ()
    """What starts the clock of a provision that has one for each incident or complaint; those of the record do not count."""
    alone: bool = False
    """Only the acts, accounts and meetings given here count, not those that the record holds."""
    expect: ScopeResult | None = None
    missing: tuple[Short, ...] = ()
    """What an undetermined result must name as missing, at least."""
    state: Short | None = None
    """A state of `DUTY_STATES`."""
    due: date | None = None

    def __post_init__(self) -> None:
        within_years(self.on, self.due)
        if (self.incident is None) == (self.on is None):
            raise ValueError("give either `incident` or `on`")
        if (self.incident is None) != (self.expect is None):
            raise ValueError("an `incident` needs `expect`, and only that")
        if (self.on is None) != (self.state is None):
            raise ValueError("`on` needs `state`, and only that")
        if (self.due is not None or self.starts) and self.on is None:
            raise ValueError("`due` and `starts` need `on`")
        unknown = {one.about for one in self.accounts} - {None, *(one.id for one in self.starts)}
        if unknown:
            raise ValueError(f"`about` names none of `starts`: {', '.join(sorted(map(str, unknown)))}")
