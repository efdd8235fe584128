"""The agreement language, edition 1: one instrument a file, its provisions as typed, frozen models.

The models say what each word means; `loading` reads a file into them, `check` looks for what they cannot see.
"""

from abc import ABC
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import Meta, field

from ceasefire.agreements.language.fields import (
    ActPattern,
    Bound,
    Clock,
    Confidence,
    Extension,
    Id,
    Modality,
    Model,
    Moment,
    Offset,
    Place,
    Precedence,
    Short,
    Source,
    Term,
    TimeZone,
    Window,
    Words,
    known_act,
    known_zone,
)
from ceasefire.vocabulary.codes import ObjectKind


class ByTarget(Model, frozen=True, kw_only=True, tag_field="kind", tag="target"):
    """Acts against these are excepted: named in the text, on a designation list (its version of the day), or both."""

    actors: tuple[Id, ...] = ()
    lists: tuple[Id, ...] = ()
    associated: bool = False
    """The text adds groups "associated" with them, without a list of its own: only an assertion can claim it."""
    text_ref: Short | None = None


class ByArea(Model, frozen=True, kw_only=True, tag_field="kind", tag="area"):
    """Ground that is excepted; `undrawn` ground excepts only what somebody asserts."""

    zones: tuple[Id, ...] = ()
    undrawn: Short | None = None
    text_ref: Short | None = None


class SelfDefence(Model, frozen=True, kw_only=True, tag_field="kind", tag="self_defence"):
    """Excepted when asserted, in the measure the text allows."""

    proportionate: bool = True
    text_ref: Short | None = None


class NotifiedExercise(Model, frozen=True, kw_only=True, tag_field="kind", tag="notified_exercise"):
    """Excepted when notified in advance."""

    notice_hours: Offset | None = None
    text_ref: Short | None = None


Exception_ = ByTarget | ByArea | SelfDefence | NotifiedExercise


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

Holder = Bound | Literal["unspecified", "anyone"]
Length = Term | Literal["open_ended", "not_told"]


def deadline_form(value: object) -> type[Moment | EachMeeting | Undated]:
    """Return what the fields of a deadline make of it."""
    if isinstance(value, EachMeeting) or (isinstance(value, dict) and "each_meeting" in value):
        return EachMeeting
    if isinstance(value, Undated) or (isinstance(value, dict) and "undated" in value):
        return Undated
    return Moment


class Object(Model, frozen=True, kw_only=True):
    """What or whom the act is done to: any of these. `words` alone cannot be tested."""

    kinds: tuple[ObjectKind, ...] = ()
    parties: Bound | None = None
    words: Short | None = None


class ProcedureClock(Model, frozen=True, kw_only=True):
    """A clock that starts with each event (within) or runs by itself (every): exactly one of the two."""

    within_hours: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    of: Short | None = None
    """What starts it: the incident, the complaint, the request."""
    every_hours: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    cut_off: Clock | None = None
    zone: TimeZone | None = None

    def __post_init__(self) -> None:
        if (self.within_hours is None) == (self.every_hours is None):
            raise ValueError("give either `within_hours` or `every_hours`")
        if self.zone is not None:
            known_zone(self.zone)


class Rival(Model, frozen=True, kw_only=True):
    """Another published reading of the same words; it stands beside ours and never replaces it silently."""

    about: Literal[
        "signed", "in_force", "term", "extension", "bound", "acts", "place", "window", "exceptions", "deadline", "other"
    ]
    says: Short
    day: date | None = field(name="date", default=None)
    """The date it comes to, where it is about a date."""
    source: Source


class Provision(Model, frozen=True, kw_only=True):
    """One duty, prohibition, permission or declaration."""

    id: Id
    """Unique in its file, small letters: dea-2."""
    text_ref: Short | None = None
    """Where it stands in the text: para. 2, annex I, item 3."""
    says: Words
    """The provision in our own words, one or two sentences."""
    modality: Modality
    bound: Holder
    """unspecified: the text names no holder (passive voice). anyone: it binds every party."""
    acts: tuple[ActPattern, ...] = ()
    """must_not or may: the acts forbidden or allowed, as group/kind or group/*."""
    breached_by: tuple[ActPattern, ...] = ()
    """must: the acts that go against the duty (aid blocked, hospital hit)."""
    object: Object | None = None
    place: Place | None = None
    """Absent: the provision is not about a place (a meeting, a report)."""
    window: Window | None = None
    exceptions: tuple[Exception_, ...] = ()
    deadline: Deadline | None = None
    clock: ProcedureClock | None = None
    evidence: Short | None = None
    """What would show that it was done."""
    verified_by: tuple[Id, ...] = ()
    """Who verifies, where the text says so; empty: the text does not say."""
    confidence: Confidence
    source: Source | None = None
    """Where it differs from the instrument's."""
    rivals: tuple[Rival, ...] = ()
    note: Words | None = None

    def __post_init__(self) -> None:
        if self.acts and self.modality not in (Modality.MUST_NOT, Modality.MAY):
            raise ValueError("`acts` belong to must_not and may; a must is `breached_by` acts")
        if self.breached_by and self.modality is not Modality.MUST:
            raise ValueError("`breached_by` belongs to must")
        if self.modality is Modality.MUST_NOT and not self.acts:
            raise ValueError("a must_not needs `acts`")
        for pattern in (*self.acts, *self.breached_by):
            known_act(pattern)

    @property
    def forbids(self) -> tuple[str, ...]:
        """The act patterns that an incident would have to match to go against this provision."""
        return self.acts if self.modality is Modality.MUST_NOT else self.breached_by


class Instrument(Model, frozen=True, kw_only=True):
    """One agreement, statement, memorandum or resolution, as coded by us."""

    ceasefire: Literal["agreement/1"]
    """Edition of this language."""
    id: Id
    title: Short
    symbol: Short | None = None
    """Document symbol: S/2016/1133, annex I."""
    language: Annotated[str, Meta(pattern=r"^[a-z]{2,3}\Z")] | None = None
    """Language of the text that was read."""
    signed: date | None = None
    signed_at: Clock | None = None
    signatories: tuple[Id, ...] = ()
    time_zone: TimeZone = "UTC"
    """Time zone of every date and clock in this file that names none itself."""
    in_force: Moment | None = None
    """Absent: not told."""
    term: Length = "not_told"
    extension: Extension | None = None
    layered_on: tuple[Id, ...] = ()
    supersedes: tuple[Id, ...] = ()
    precedence: tuple[Precedence, ...] = ()
    covers: Short | None = None
    """Which part of the text is coded: whole, paragraphs 1 to 6."""
    confidence: Confidence
    """Of the instrument's own fields (dates, term, signatories)."""
    source: Source
    rivals: tuple[Rival, ...] = ()
    note: Words | None = None
    provisions: Annotated[tuple[Provision, ...], Meta(min_length=1, max_length=500)]

    def __post_init__(self) -> None:
        known_zone(self.time_zone)
        seen: set[str] = set()
        for p in self.provisions:
            if p.id in seen:
                raise ValueError(f"two provisions have the id {p.id!r}")
            seen.add(p.id)


def from_json(stored: bytes | str) -> Instrument:
    """Return the instrument of JSON in the fields of the language; raises ValueError for anything that is not one."""
    try:
        return _decoder().decode(stored)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
        raise ValueError(f"not an agreement: {fault}") from fault


@lru_cache(maxsize=1)
def _decoder() -> msgspec.json.Decoder[Instrument]:
    return msgspec.json.Decoder(Instrument, dec_hook=lambda _, value: msgspec.convert(value, deadline_form(value)))


def plain(part: Model) -> dict[str, Any]:
    """Return the fields of a model as JSON would hold them, without those that stand at their default."""
    kind = part.__struct_config__.tag
    found: dict[str, Any] = {str(part.__struct_config__.tag_field): kind} if kind is not None else {}
    for one in msgspec.structs.fields(part):
        value = getattr(part, one.name)
        if one.default is msgspec.NODEFAULT or value != one.default:
            found[one.encode_name] = _plain(value)
    return found


def _plain(value: object) -> Any:
    if isinstance(value, Model):
        return plain(value)
    return [_plain(one) for one in value] if isinstance(value, tuple) else msgspec.to_builtins(value)
