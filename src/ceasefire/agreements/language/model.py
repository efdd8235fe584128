"""The agreement language, editions 1 and 2: one instrument a file, its provisions as typed, frozen models.

The models say what each word means; `loading` reads a file into them, `check` looks for what they cannot see.
"""

from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, field

from ceasefire.agreements.language.case_fields import Case
from ceasefire.agreements.language.duty_fields import (
    Deadline,
    Offensive,
    Phase,
    Power,
    ProcedureClock,
    ShownBy,
    Untranslatable,
    deadline_form,
)
from ceasefire.agreements.language.editions import later
from ceasefire.agreements.language.exception_fields import Exception_
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
    within_years,
)
from ceasefire.vocabulary.agreement_editions import FIRST, edition_of
from ceasefire.vocabulary.codes import ObjectKind

Holder = Bound | Literal["unspecified", "anyone"]
Length = Term | Literal["open_ended", "not_told"]


class Object(Model, frozen=True, kw_only=True):
    """What or whom the act is done to: any of these. `words` alone cannot be tested."""

    kinds: tuple[ObjectKind, ...] = ()
    parties: Bound | None = None
    words: Short | None = None


class Reads(Model, frozen=True, kw_only=True):
    """What a rival reading puts in the place of fields of ours, so that both can be tested side by side.

    Of an instrument: `in_force`, `term`, `extension`. Of a provision: the others.
    """

    in_force: Moment | None = None
    term: "Length | None" = None
    extension: Extension | None = None
    bound: "Holder | None" = None
    acts: tuple[ActPattern, ...] | None = None
    breached_by: tuple[ActPattern, ...] | None = None
    object: "Object | None" = None
    place: Place | None = None
    window: Window | None = None
    exceptions: tuple[Exception_, ...] | None = None
    deadline: Deadline | None = None
    clock: ProcedureClock | None = None


class Rival(Model, frozen=True, kw_only=True):
    """Another published reading of the same words; it stands beside ours and never replaces it silently."""

    about: Literal[
        "signed", "in_force", "term", "extension", "bound", "acts", "place", "window", "exceptions", "deadline", "other"
    ]
    says: Short
    day: date | None = field(name="date", default=None)
    """The date it comes to, where it is about a date."""
    id: Id | None = None
    """Unique in its file, where it can be tested beside ours (edition 2)."""
    reads: Reads | None = None
    """What it puts in the place of ours (edition 2)."""
    source: Source

    def __post_init__(self) -> None:
        within_years(self.day)


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
    owed_to: Bound | Literal["anyone"] | None = None
    """To whom the duty is owed, where the text says so (edition 2)."""
    paragraphs: tuple[Short, ...] = ()
    """Which of the instrument's `paragraphs` it codes, in part or whole (edition 2)."""
    acts: tuple[ActPattern, ...] = ()
    """must_not or may: the acts forbidden or allowed, as group/kind or group/*."""
    breached_by: tuple[ActPattern, ...] = ()
    """must: the acts that go against the duty (aid blocked, hospital hit)."""
    object: Object | None = None
    place: Place | None = None
    """Absent: the provision is not about a place (a meeting, a report)."""
    window: Window | None = None
    offensive: Offensive | None = None
    """Only offensive acts are forbidden (edition 2)."""
    exceptions: tuple[Exception_, ...] = ()
    deadline: Deadline | None = None
    clock: ProcedureClock | None = None
    phases: tuple[Phase, ...] = ()
    """Stages, in order, each with a deadline of its own (edition 2)."""
    shown_by: ShownBy | None = None
    """The act that shows it met (edition 2)."""
    in_return_for: tuple[Id, ...] = ()
    """Duties of the other side for which it is promised: shown side by side, none is excused by that (edition 2)."""
    power: Power | None = None
    """modality power: what may be done, by which act (edition 2)."""
    then: tuple[Id, ...] = ()
    """Provisions that open once this one is said to be met (edition 2)."""
    otherwise: tuple[Id, ...] = field(name="else", default=())
    """Provisions that open once this one is said to be missed or breached (edition 2)."""
    survives: bool = False
    """It goes on holding after the instrument ends: bodies of the dead, prisoners, mines (edition 2)."""
    untranslatable: Untranslatable | None = None
    """Words that this coding cannot say (edition 2)."""
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
        if (self.power is not None) != (self.modality is Modality.POWER):
            raise ValueError("modality power and the field `power` go together")
        if self.phases and self.deadline is not None:
            raise ValueError("`phases` have deadlines of their own; leave out `deadline`")
        for pattern in (*self.acts, *self.breached_by):
            known_act(pattern)

    @property
    def forbids(self) -> tuple[str, ...]:
        """The act patterns that an incident would have to match to go against this provision."""
        return self.acts if self.modality is Modality.MUST_NOT else self.breached_by

    @property
    def scheduled(self) -> bool:
        """Whether the text says by when, how often or in what stages it is done; "without undue delay" is such a word too."""
        return self.deadline is not None or self.clock is not None or bool(self.phases)

    @property
    def assumed(self) -> str | None:
        """What every answer says that it takes for granted: words that are left out, as somebody accepts; None without any."""
        return self.untranslatable.assumed if self.untranslatable is not None else None


class Instrument(Model, frozen=True, kw_only=True):
    """One agreement, statement, memorandum or resolution, as coded by us."""

    ceasefire: Literal["agreement/1", "agreement/2"]
    """Edition of this language."""
    id: Id
    title: Short
    symbol: Short | None = None
    """Document symbol: S/2016/1133, annex I."""
    language: (
        Annotated[
            str, Meta(pattern=r"^[a-z]{2,3}\Z", description="the code of a language in small letters, such as en")
        ]
        | None
    ) = None
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
    paragraphs: tuple[Short, ...] = ()
    """Every operative paragraph of the text, coded or not, as the text counts them (edition 2)."""
    confidence: Confidence
    """Of the instrument's own fields (dates, term, signatories)."""
    source: Source
    rivals: tuple[Rival, ...] = ()
    note: Words | None = None
    provisions: Annotated[tuple[Provision, ...], Meta(min_length=1, max_length=500)]
    cases: Annotated[tuple[Case, ...], Meta(max_length=5000)] = ()
    """What the coding must answer; `agreement test` holds it to them (edition 2)."""

    def __post_init__(self) -> None:
        known_zone(self.time_zone)
        within_years(self.signed)
        _no_repeats("provisions", self.provisions)
        _no_repeats("cases", self.cases)
        newer = next(later(self), None) if isinstance(self, Instrument) and self.edition == FIRST else None
        if newer is not None:
            raise ValueError(f"{newer[-1]!r} needs `ceasefire: agreement/2`")

    @property
    def edition(self) -> int:
        """The edition of the language in which it is coded."""
        return edition_of(self.ceasefire) or FIRST


def _no_repeats(what: str, parts: "tuple[Provision | Case, ...]") -> None:
    seen: set[str] = set()
    for one in parts:
        if one.id in seen:
            raise ValueError(f"two {what} have the id {one.id!r}")
        seen.add(one.id)


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
