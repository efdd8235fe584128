"""The small structures that several statement kinds share: when, where, how many."""

from datetime import date
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

Id = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_.:/#-]*\Z", max_length=160)]
Short = Annotated[str, Meta(min_length=1, max_length=400)]
Text = Annotated[str, Meta(min_length=1, max_length=8000)]
Ref = Annotated[str, Meta(min_length=1, max_length=200)]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", max_length=20)]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
KEPT: Final = {"kept": True}
Kept = Annotated[Digest, Meta(extra=KEPT)]
"""The digest of a file that is kept with the record: a statement that names it cannot be read without it."""
Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]\Z")]
TimeZone = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_+/-]+\Z", max_length=60)]
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
"""Years in which something may have begun: earlier and later ones are slips of the pen."""
Whole = Annotated[int, Meta(ge=0, le=2**53 - 1)]


class Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A strict, frozen part of a statement; unknown fields are refused, defaults are not written."""


class Body(Part, frozen=True, kw_only=True):
    """What every statement body has in common: the office's own stable `label` for the thing, and a note."""

    label: Short | None = None
    note: Text | None = None


class When(Part, frozen=True, kw_only=True):
    """The days a source tells, in the zone it tells them in.

    `end` is the last day, included; absent means the same day as `start`. `clock` and `end_clock` are local times of
    the first and last day. `precision` is UCDP date_prec (0 = not told).
    """

    start: date
    end: date | None = None
    precision: Annotated[int, Meta(ge=0, le=5)] = 1
    clock: Clock | None = None
    end_clock: Clock | None = None
    zone: TimeZone | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"ends ({self.end}) before it starts ({self.start})")
        if not FIRST_YEAR <= self.start.year <= LAST_YEAR:
            raise ValueError(f"year {self.start.year} is outside {FIRST_YEAR} to {LAST_YEAR}")

    @property
    def last(self) -> date:
        return self.end or self.start


class Where(Part, frozen=True, kw_only=True):
    """A place as told: names, codes, and a point in 1e-7 degrees with its precision (UCDP where_prec, 0 = not told)."""

    name: Short | None = None
    country: Short | None = None
    admin1: Short | None = None
    admin2: Short | None = None
    admin3: Short | None = None
    pcode: Short | None = None
    lat_e7: Annotated[int, Meta(ge=-900_000_000, le=900_000_000)] | None = None
    lon_e7: Annotated[int, Meta(ge=-1_800_000_000, le=1_800_000_000)] | None = None
    precision: Annotated[int, Meta(ge=0, le=7)] = 0
    radius_m: Annotated[int, Meta(ge=0, le=20_000_000)] | None = None

    def __post_init__(self) -> None:
        if (self.lat_e7 is None) != (self.lon_e7 is None):
            raise ValueError("a point needs both latitude and longitude")


class Count(Part, frozen=True, kw_only=True):
    """A number as told: at least `low`, at most `high`; equal when exact; `vague` keeps words such as 'dozens'."""

    low: Whole | None = None
    high: Whole | None = None
    vague: Short | None = None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None and self.vague is None:
            raise ValueError("a count needs low, high or the vague word")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low ({self.low}) is above high ({self.high})")

    @classmethod
    def exactly(cls, n: int) -> "Count":
        return cls(low=n, high=n)


class Name(Part, frozen=True, kw_only=True):
    """A name in one language or script."""

    language: Language
    text: Short


class Presence(Part, frozen=True, kw_only=True):
    """One body at a meeting: in which role, and whether it came."""

    party: Id
    role: Short | None = None
    attended: bool = True


class Exemption(Part, frozen=True, kw_only=True):
    """Somebody asserts that the target is exempt: by whom, and on what list or ground."""

    asserted_by: Short
    basis: Short
    designation: Id | None = None


class Output(Part, frozen=True, kw_only=True):
    """One published file, named by its digest."""

    name: Short
    sha256: Digest
    media_type: Short


class Head(Part, frozen=True, kw_only=True):
    """The ledger head that a publication rests on: `origin` and first statement key (`key`) say of which ledger."""

    office: Short
    size: Whole
    root: Digest
    origin: Short | None = None
    key: Digest | None = None


def to_builtins(part: Struct) -> dict[str, object]:
    """Return the plain mapping that is signed: defaults left out, dates as ISO text."""
    built = msgspec.to_builtins(part)
    assert isinstance(built, dict)
    return built
