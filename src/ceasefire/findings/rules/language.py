"""The structures of a rules file: a mechanism, its members, its rules and the cases that test them.

Times are ISO 8601: a day (`2017-05-04`) or a time with its zone (`2017-05-04T10:00Z`). What a day means at the edge of
a clock is said in `moments`.
"""

from fractions import Fraction
from typing import Annotated, Literal

from msgspec import Meta

from ceasefire.vocabulary.codes import Role
from ceasefire.vocabulary.parts import Id, Part, Short, Text, Whole

Time = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?\Z")]
Share = Annotated[str, Meta(pattern=r"^(more than|at least) [1-9]\d{0,3}/[1-9]\d{0,3}\Z")]
State = Literal["decided", "no_decision", "pending"]


class Member(Part, frozen=True, kw_only=True):
    """One body of the mechanism, its role there and the component it sits in."""

    body: Id
    role: Role
    component: Id | None = None
    note: Text | None = None


class Clock(Part, frozen=True, kw_only=True):
    """How long the rule waits, and what silence means when the time is up."""

    hours: Annotated[int, Meta(ge=1, le=100_000)] | None = None
    days: Annotated[int, Meta(ge=1, le=4_000)] | None = None
    silence: Literal["consent", "refusal", "nothing"] = "nothing"
    text: Text | None = None

    def __post_init__(self) -> None:
        if (self.hours is None) == (self.days is None):
            raise ValueError("a clock needs either hours or days")

    @property
    def total_hours(self) -> int:
        return self.hours if self.hours is not None else 24 * (self.days or 0)


class TieBreak(Part, frozen=True, kw_only=True):
    """Whose voice decides when votes are equal, and the text that says so; without the text there is no such voice."""

    by: Id
    text: Text


class Rule(Part, frozen=True, kw_only=True):
    """How one matter is decided. `stages` names the rules of a chain instead of saying what is needed."""

    id: Id
    matter: Short
    axis: Literal["occurrence", "responsibility", "legal"] | None = None
    values: tuple[Short, ...] = ()
    members: tuple[Id, ...] = ()
    asked_by: tuple[Id, ...] = ()
    needs: Literal["unanimity", "consensus", "majority"] | None = None
    share: Share = "more than 1/2"
    share_of: Literal["members", "votes"] = "members"
    quorum: dict[Id, Annotated[int, Meta(ge=1)]] = {}
    clock: Clock | None = None
    tie_break: TieBreak | None = None
    member_gone: Literal["ends", "remaining"] = "ends"
    stages: tuple[Id, ...] = ()
    text: Text | None = None
    confidence: Literal["R", "P", "K"] | None = None
    note: Text | None = None

    @property
    def strictly_more(self) -> bool:
        return self.share.startswith("more than")

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.share.rsplit(" ", 1)[1])


class Held(Part, frozen=True, kw_only=True):
    """A position as given to a rule: who, which value, with what stand, when, and on which stage of a chain."""

    body: Id
    value: Short | None = None
    stand: Literal["concur", "dissent", "abstain"] | None = None
    at: Time
    stage: Id | None = None
    reason: Text | None = None


class Heard(Held, frozen=True, kw_only=True):
    """A position of the record as given to a rule: which statement of which ledger, and its turn among those of one time.

    No rules file writes one. The later turn of a ledger follows the earlier one, though both tell the same time.
    """

    id: str = ""
    ledger: str = ""
    turn: int = 0


class Gone(Part, frozen=True, kw_only=True):
    """A member that left, and when."""

    body: Id
    at: Time


class Given(Part, frozen=True, kw_only=True):
    """Everything the evaluator may know of one matter."""

    opened: Time
    now: Time
    proposal: Short | None = None
    asked_by: Id | None = None
    present: tuple[Id, ...] | None = None
    positions: tuple[Held, ...] = ()
    gone: tuple[Gone, ...] = ()


class Missing(Part, frozen=True, kw_only=True):
    """Who is missing, and since when."""

    body: Id
    since: Time
    why: Short


class Refused(Part, frozen=True, kw_only=True):
    """A position that was not counted, and the rule that refused it."""

    body: Id
    at: Time
    rule: Short
    why: Short


class Presence(Part, frozen=True, kw_only=True):
    """A component's quorum: how many are there, how many are needed."""

    component: Id
    there: Whole
    needed: Whole


class Outcome(Part, frozen=True, kw_only=True):
    """What a rule gives on a day: its state, since when, and everything that a reader may ask of it.

    `at` is when it was decided, or since when there is no decision or the matter is pending. `due` is the clock's end.
    `heard` are the positions on which it rests; `silent` lists members counted as consenting because they said nothing;
    `late` positions came after the end.
    """

    rule: Id
    state: State
    at: Time
    why: Text
    value: Short | None = None
    stage: Id | None = None
    due: Time | None = None
    heard: tuple[Held, ...] = ()
    missing: tuple[Missing, ...] = ()
    dissent: tuple[Held, ...] = ()
    abstained: tuple[Id, ...] = ()
    silent: tuple[Id, ...] = ()
    late: tuple[Held, ...] = ()
    refused: tuple[Refused, ...] = ()
    quorum: tuple[Presence, ...] = ()
    gone: tuple[Gone, ...] = ()


class Expect(Part, frozen=True, kw_only=True):
    """What a case expects; only what is written is compared."""

    state: State
    value: Short | None = None
    at: Time | None = None
    stage: Id | None = None
    due: Time | None = None
    missing: tuple[Id, ...] | None = None
    dissent: tuple[Id, ...] | None = None
    silent: tuple[Id, ...] | None = None
    refused: tuple[Id, ...] | None = None
    late: tuple[Id, ...] | None = None


class Case(Part, frozen=True, kw_only=True):
    """One worked example of a rule: what is given, what must come out."""

    name: Short
    rule: Id
    given: Given
    expect: Expect
    note: Text | None = None


class Mechanism(Part, frozen=True, kw_only=True):
    """A rules file: the mechanism's bodies, its rules, and the cases that show them at work."""

    ceasefire: Literal["rules/1"]
    mechanism: Id
    title: Short
    source: Text | None = None
    bodies: tuple[Member, ...]
    rules: tuple[Rule, ...]
    cases: tuple[Case, ...] = ()
    note: Text | None = None

    @property
    def roles(self) -> dict[str, str]:
        """Return the role that each body has here, by the body."""
        return {member.body: member.role.value for member in self.bodies}

    def rule(self, rule_id: str) -> Rule:
        """Return a rule by its id; raises KeyError naming the rules there are."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(f"no rule {rule_id!r}; there are: {', '.join(r.id for r in self.rules)}")

    def component(self, name: str) -> tuple[str, ...]:
        """Return the bodies of a component, or the body itself where the name is a body."""
        inside = tuple(m.body for m in self.bodies if m.component == name)
        return inside or tuple(m.body for m in self.bodies if m.body == name)

    def expand(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the bodies behind names of bodies and components, each once, in the order of the file."""
        wanted = {body for name in names for body in self.component(name)}
        return tuple(m.body for m in self.bodies if m.body in wanted)
