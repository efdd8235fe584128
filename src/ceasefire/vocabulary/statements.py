"""Bodies of the statement kinds of edition 1, one strict frozen structure a kind.

A reference to a statement (`Ref`) is its id, `id#row` for a row of a batch, or the label its office gave it.

A body is what an office says. Who says it, when it was signed and which source it retells stand in the envelope
(`record`). Edition 1 may gain kinds and optional fields; a field never changes its meaning.
"""

from datetime import date
from typing import Annotated, Final, Literal

from msgspec import Meta

from ceasefire.vocabulary.charters import (
    Acceptance,
    Axis,
    Charter,
    Complaint,
    Finding,
    Question,
    RuleSet,
    SettingsSet,
    Stance,
)
from ceasefire.vocabulary.codes import (
    EventType,
    MeetingKind,
    MeetingStatus,
    Purpose,
    Role,
    Stand,
    Verdict,
)
from ceasefire.vocabulary.law_statements import Accession, Act, Agreement, Designation, DutyReport, Zone
from ceasefire.vocabulary.parts import (
    Body,
    Count,
    Digest,
    Exemption,
    Head,
    Id,
    Kept,
    Language,
    Name,
    Output,
    Presence,
    Ref,
    Short,
    Text,
    When,
    Where,
    Whole,
)


class Party(Body, frozen=True, kw_only=True):
    """A body or group that signs, fights, watches or guarantees; `aliases` are spellings met in sources."""

    id: Id
    name: Short
    role: Role | None = None
    answers_for: tuple[Id, ...] = ()
    part_of: tuple[Id, ...] = ()
    classes: tuple[Id, ...] = ()
    names: tuple[Name, ...] = ()
    aliases: tuple[Short, ...] = ()


class Source(Body, frozen=True, kw_only=True):
    """Somebody whose accounts are retold: a monitor, an outlet, a ministry."""

    id: Id
    name: Short
    kind_of: Short | None = None
    country: Short | None = None
    related_to: tuple[Id, ...] = ()
    aliases: tuple[Short, ...] = ()


class Meeting(Body, frozen=True, kw_only=True):
    """A round, call or visit: who, where, when, in which role, with what outcome."""

    id: Id | None = None
    process: Short | None = None
    round: Annotated[int, Meta(ge=1, le=1000)] | None = None
    kind_of: MeetingKind = MeetingKind.TALKS
    status: MeetingStatus = MeetingStatus.HELD
    when: When | None = None
    where: Where | None = None
    present: tuple[Presence, ...] = ()
    outcome: Text | None = None
    said_by: Short | None = None
    publisher: Short | None = None
    published: date | None = None


class Report(Body, frozen=True, kw_only=True):
    """One source's account of one incident, as that source tells it."""

    source: Short | None = None
    publisher: Short | None = None
    language: Language | None = None
    published: date | None = None
    when: When | None = None
    where: Where | None = None
    event_type: EventType | None = None
    category: Short | None = None
    weapon: Short | None = None
    actor_alleged: Short | None = None
    actor_target: Short | None = None
    denied_by: Short | None = None
    exemption: Exemption | None = None
    killed: Count | None = None
    killed_civilians: Whole | None = None
    killed_children: Whole | None = None
    injured: Count | None = None
    count: Count | None = None
    count_unit: Id | None = None
    observation: Short | None = None
    direction: Short | None = None
    attribution: Short | None = None
    summary: Text | None = None
    origin: Where | None = None
    """From where it was done, as told; `where` is the place that it struck."""


class Tally(Body, frozen=True, kw_only=True):
    """A count that somebody states: measure, unit, period, place, low and high."""

    counted_by: Short | None = None
    measure: Short
    unit: Id
    period: When | None = None
    place: Short | None = None
    where: Where | None = None
    count: Count
    as_of: date | None = None
    said_by: Short | None = None
    publisher: Short | None = None
    published: date | None = None
    language: Language | None = None
    method: Short | None = None
    subject: Short | None = None
    breakdown: Literal["complete", "incomplete"] | None = None
    """Of a total: whether the source gives every part of it, as far as whoever files it knows."""


class Judgement(Body, frozen=True, kw_only=True):
    """A person's word on two reports: same, different, unsure, or a is part of b."""

    a: Ref
    b: Ref
    verdict: Verdict
    reason: Text | None = None


class Position(Body, frozen=True, kw_only=True):
    """A body's stand on an incident, on one axis; the incident is named by any of its reports."""

    about: tuple[Ref, ...]
    axis: Axis
    value: Short
    of: Id
    role: Role | None = None
    stand: Stand | None = None
    against: Id | None = None
    standard_of_proof: Short | None = None
    reason: Text | None = None
    evidence: tuple[Ref, ...] = ()
    when: When | None = None


class Coverage(Body, frozen=True, kw_only=True):
    """What was watched: posts, patrols, hours, and access denied, so that zero reported is not read as quiet."""

    by: Short
    when: When | None = None
    where: Where | None = None
    zone: Id | None = None
    posts: Whole | None = None
    patrols: Whole | None = None
    hours: Whole | None = None
    denied: Whole | None = None
    means: Short | None = None


class Remedy(Body, frozen=True, kw_only=True):
    """A remedy asked of a party about an incident, with its deadline."""

    about: tuple[Ref, ...]
    asked_by: Id
    asked_of: Id
    what: Text
    deadline: date | None = None
    when: When | None = None


class Reply(Body, frozen=True, kw_only=True):
    """A party's reply to a remedy or complaint, and whether the complainant was told."""

    to: Ref
    by: Id
    says: Text
    when: When | None = None
    told_complainant: bool | None = None


class Assertion(Body, frozen=True, kw_only=True):
    """Somebody states a property of a thing that is no incident and no count: when it began, who made it, where it is.

    `resolves` marks the compiler's own argued answer between rival assertions; `ground` then says why.
    """

    subject: Id
    property: Id
    value: Short
    said_by: Short | None = None
    publisher: Short | None = None
    published: date | None = None
    when: When | None = None
    as_of: date | None = None
    resolves: bool = False
    ground: Text | None = None


class Batch(Body, frozen=True, kw_only=True):
    """Rows of one kind in a Parquet blob cited by hash; a row is addressed `id#row`, counted from 0.

    `rows_root` is the Merkle tree hash (RFC 9162) over the rows' digests, so that one row can be proved or named.
    """

    row_kind: Literal["report", "tally"]
    sha256: Kept
    rows: Whole
    rows_root: Digest
    columns: tuple[Short, ...] = ()
    mapping: Short | None = None
    title: Short | None = None
    licence: Short | None = None


class LearntSet(Body, frozen=True, kw_only=True):
    """A set of parameters that was learnt: links are computed under it until its office files another.

    The set is a file named by hash (JSON, its form counted by `form`), learnt from all that stood below `heads`.
    `reports` are those the record held then; `pairs` and `labels` are the pairs of reports that were compared to learn
    it, and the judged ones among these.
    """

    purpose: Purpose
    sha256: Kept
    form: Annotated[int, Meta(ge=1)] = 1
    heads: tuple[Head, ...]
    method: Text
    reports: Whole = 0
    pairs: Whole = 0
    labels: Whole = 0


class Publication(Body, frozen=True, kw_only=True):
    """The manifest of a published document: heads, outputs and parameters from which it recomputes byte for byte."""

    title: Short
    heads: tuple[Head, ...]
    outputs: tuple[Output, ...]
    figures: Whole = 0
    coarse: bool = True
    code_version: Short | None = None
    parameters: dict[str, str] = {}


BODIES: Final[dict[str, type[Body]]] = {
    "party": Party,
    "source": Source,
    "zone": Zone,
    "agreement": Agreement,
    "accession": Accession,
    "designation": Designation,
    "act": Act,
    "meeting": Meeting,
    "report": Report,
    "tally": Tally,
    "judgement": Judgement,
    "position": Position,
    "duty_report": DutyReport,
    "coverage": Coverage,
    "remedy": Remedy,
    "reply": Reply,
    "assertion": Assertion,
    "batch": Batch,
    "parameters": LearntSet,
    "publication": Publication,
    "charter": Charter,
    "acceptance": Acceptance,
    "rule": RuleSet,
    "settings": SettingsSet,
    "finding": Finding,
    "question": Question,
    "stance": Stance,
    "complaint": Complaint,
}
"""Statement kinds an office may file in edition 1."""

RESERVED: Final = frozenset({"key", "revocation", "observed", "sealed", "shredded", "fork"})
"""Kinds whose names are kept: `key` is the record's own, the others are refused until their issue defines them."""
