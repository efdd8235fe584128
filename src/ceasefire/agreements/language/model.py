"""The agreement language, edition 1: one instrument a file, its provisions as typed, frozen models.

The models say what each word means; `loading` reads a file into them, `check` looks for what they cannot see.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

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
)
from ceasefire.vocabulary.codes import ObjectKind


class ByTarget(Model):
    """Acts against these are excepted: named in the text, on a designation list (its version of the day), or both."""

    kind: Literal["target"]
    actors: tuple[Id, ...] = ()
    lists: tuple[Id, ...] = ()
    associated: bool = False
    """The text adds groups "associated" with them, without a list of its own: only an assertion can claim it."""
    text_ref: Short | None = None


class ByArea(Model):
    """Ground that is excepted; `undrawn` ground excepts only what somebody asserts."""

    kind: Literal["area"]
    zones: tuple[Id, ...] = ()
    undrawn: Short | None = None
    text_ref: Short | None = None


class SelfDefence(Model):
    """Excepted when asserted, in the measure the text allows."""

    kind: Literal["self_defence"]
    proportionate: bool = True
    text_ref: Short | None = None


class NotifiedExercise(Model):
    """Excepted when notified in advance."""

    kind: Literal["notified_exercise"]
    notice_hours: Offset | None = None
    text_ref: Short | None = None


Exception_ = Annotated[ByTarget | ByArea | SelfDefence | NotifiedExercise, Field(discriminator="kind")]


class EachMeeting(Model):
    """Due at each meeting of a series of talks."""

    each_meeting: Short
    """The `process` of the meetings."""


class Undated(Model):
    """The text promises a date or sets none that can be reckoned; the words say which."""

    undated: Short


def _deadline_form(value: object) -> str:
    if isinstance(value, EachMeeting) or (isinstance(value, dict) and "each_meeting" in value):
        return "each_meeting"
    if isinstance(value, Undated) or (isinstance(value, dict) and "undated" in value):
        return "undated"
    return "moment"


def _word_or_fields(value: object) -> str:
    return "word" if isinstance(value, str) else "fields"


Deadline = Annotated[
    Annotated[Moment, Tag("moment")] | Annotated[EachMeeting, Tag("each_meeting")] | Annotated[Undated, Tag("undated")],
    Discriminator(_deadline_form),
]
Holder = Annotated[
    Annotated[Bound, Tag("fields")] | Annotated[Literal["unspecified", "anyone"], Tag("word")],
    Discriminator(_word_or_fields),
]
Length = Annotated[
    Annotated[Term, Tag("fields")] | Annotated[Literal["open_ended", "not_told"], Tag("word")],
    Discriminator(_word_or_fields),
]


class Object(Model):
    """What or whom the act is done to: any of these. `words` alone cannot be tested."""

    kinds: tuple[ObjectKind, ...] = ()
    parties: Bound | None = None
    words: Short | None = None


class ProcedureClock(Model):
    """A clock that starts with each event (within) or runs by itself (every): exactly one of the two."""

    within_hours: Annotated[int, Field(ge=1, le=100_000)] | None = None
    of: Short | None = None
    """What starts it: the incident, the complaint, the request."""
    every_hours: Annotated[int, Field(ge=1, le=100_000)] | None = None
    cut_off: Clock | None = None
    zone: TimeZone | None = None

    @model_validator(mode="after")
    def _one_clock(self) -> "ProcedureClock":
        if (self.within_hours is None) == (self.every_hours is None):
            raise ValueError("give either `within_hours` or `every_hours`")
        return self


class Rival(Model):
    """Another published reading of the same words; it stands beside ours and never replaces it silently."""

    about: Literal[
        "signed", "in_force", "term", "extension", "bound", "acts", "place", "window", "exceptions", "deadline", "other"
    ]
    says: Short
    day: Annotated[date | None, Field(alias="date")] = None
    """The date it comes to, where it is about a date."""
    source: Source


class Provision(Model):
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

    @model_validator(mode="after")
    def _acts_fit(self) -> "Provision":
        if self.acts and self.modality not in (Modality.MUST_NOT, Modality.MAY):
            raise ValueError("`acts` belong to must_not and may; a must is `breached_by` acts")
        if self.breached_by and self.modality is not Modality.MUST:
            raise ValueError("`breached_by` belongs to must")
        if self.modality is Modality.MUST_NOT and not self.acts:
            raise ValueError("a must_not needs `acts`")
        return self

    @property
    def forbids(self) -> tuple[str, ...]:
        """The act patterns that an incident would have to match to go against this provision."""
        return self.acts if self.modality is Modality.MUST_NOT else self.breached_by


class Instrument(Model):
    """One agreement, statement, memorandum or resolution, as coded by us."""

    ceasefire: Literal["agreement/1"]
    """Edition of this language."""
    id: Id
    title: Short
    symbol: Short | None = None
    """Document symbol: S/2016/1133, annex I."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] | None = None
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
    provisions: Annotated[tuple[Provision, ...], Field(min_length=1, max_length=500)]

    @model_validator(mode="after")
    def _ids_differ(self) -> "Instrument":
        seen: set[str] = set()
        for p in self.provisions:
            if p.id in seen:
                raise ValueError(f"two provisions have the id {p.id!r}")
            seen.add(p.id)
        return self


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of one agreement file, for editors (YAML language servers read it too)."""
    schema = Instrument.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Ceasefire agreement, edition 1"
    return schema
