"""Bodies of the statement kinds that say whose word counts: the charter, its acceptance, and what rests on them.

A charter is adopted when the bodies that it names have accepted it; what follows from that is told in `parties.authority`.
"""

from datetime import date
from typing import Annotated, Final, Literal

from msgspec import Meta

from ceasefire.vocabulary.codes import AXES, Role, Shared, Stand
from ceasefire.vocabulary.codes import Acceptance as AcceptanceStand
from ceasefire.vocabulary.duty_words import ActKind
from ceasefire.vocabulary.parts import Body, Digest, Id, Kept, Part, Ref, Short, Text, When, Whole

Origin = Annotated[str, Meta(pattern=r"^ceasefire(/[a-z0-9][a-z0-9._-]{0,63}){3}\Z")]
"""Name of a ledger: ceasefire/<record>/<party>/<office>."""
Axis = Literal["occurrence", "responsibility", "legal"]
Allowed = Literal["any", "none"] | tuple[Short, ...]
MOST_OFFICES: Final = 200
"""Offices of a charter at most, over all bodies; chosen by hand, far beyond any mechanism that was met."""


class Office(Part, frozen=True, kw_only=True):
    """One office: the origin of its ledger and the id of the statement key that the ledger begins with."""

    origin: Origin
    key: Digest


class CharterBody(Part, frozen=True, kw_only=True):
    """One body of a mechanism: its role there and the offices that speak for it."""

    body: Id
    role: Role
    offices: tuple[Office, ...] = ()
    note: Text | None = None


class Needs(Part, frozen=True, kw_only=True):
    """What something takes: the word of one, of `k`, or of all of the bodies `of`."""

    takes: Literal["one", "k_of_n", "consensus"]
    of: tuple[Id, ...]
    k: Annotated[int, Meta(ge=1)] | None = None

    def __post_init__(self) -> None:
        if not self.of or len(set(self.of)) != len(self.of):
            raise ValueError("`of` names one or more bodies, each once")
        if (self.takes == "k_of_n") != (self.k is not None):
            raise ValueError("`k` belongs to k_of_n, and k_of_n needs it")
        if self.k is not None and self.k > len(self.of):
            raise ValueError(f"{self.k} of {len(self.of)} can never be met")

    @property
    def number(self) -> int:
        """How many of the bodies are needed."""
        return self.k if self.k is not None else 1 if self.takes == "one" else len(self.of)

    @property
    def words(self) -> str:
        """In words: `one of A, B`, `2 of A, B, C`, `all of A, B`."""
        many = {"one": "one", "consensus": "all"}.get(self.takes, str(self.k))
        return f"{many} of {', '.join(self.of)}"


class ActNeeds(Part, frozen=True, kw_only=True):
    """What a kind of act takes, on one instrument or on all."""

    act: ActKind
    instrument: Id | None = None
    needs: Needs


class Depositary(Part, frozen=True, kw_only=True):
    """The office that keeps one piece of shared law: one thing by its id, or all of a kind."""

    of: Shared
    id: Id | None = None
    office: Office


class RoleSays(Part, frozen=True, kw_only=True):
    """What one role may say on each axis: any value, none, or those listed; some values need a standard of proof."""

    role: Role
    why: Text | None = None
    occurrence: Allowed = "none"
    responsibility: Allowed = "none"
    legal: Allowed = "none"
    proof_for: tuple[Short, ...] = ()

    def __post_init__(self) -> None:
        for axis, values in AXES.items():
            allowed = getattr(self, axis)
            unknown = set(allowed) - {v.value for v in values} if isinstance(allowed, tuple) else set()
            if unknown:
                raise ValueError(f"{axis} has no value {', '.join(sorted(unknown))}")


class Cut(Part, frozen=True, kw_only=True):
    """Where an office ends: entries of its ledger at `size` and above do not speak. `root` is the tree's root at that size."""

    origin: Origin
    key: Digest
    size: Whole
    root: Digest


class Charter(Body, frozen=True, kw_only=True):
    """The agreed founding statement of a mechanism: who is in it, who speaks for whom, and what its acts take.

    `changes` is what adopting this version takes, and a version that follows it; `follows` is the version before it, by
    statement id. `rules` is the file of decision rules (`ceasefire: rules/1`) that its decisions follow.
    """

    mechanism: Id
    title: Short
    follows: Digest | None = None
    bodies: tuple[CharterBody, ...]
    changes: Needs
    roles: tuple[RoleSays, ...] = ()
    acts: tuple[ActNeeds, ...] = ()
    depositaries: tuple[Depositary, ...] = ()
    rules: Kept | None = None
    cuts: tuple[Cut, ...] = ()
    source: Text | None = None


class Acceptance(Body, frozen=True, kw_only=True):
    """A body's office accepts a charter version or declines it."""

    charter: Digest
    of: Id
    stand: AcceptanceStand = AcceptanceStand.ACCEPT
    reason: Text | None = None


class RuleSet(Body, frozen=True, kw_only=True):
    """Decision rules with their worked cases, as a file named by hash (`ceasefire: rules/1`)."""

    mechanism: Id
    title: Short | None = None
    sha256: Kept


class SettingsSet(Body, frozen=True, kw_only=True):
    """How an office publishes: the file of its settings (TOML), named by hash."""

    sha256: Kept


class Finding(Body, frozen=True, kw_only=True):
    """What a body decided on an incident, or that it decided nothing: under which rule, on which positions, on which day."""

    mechanism: Id
    about: tuple[Ref, ...]
    rule: Id
    axis: Axis
    state: Literal["decided", "no_decision"]
    value: Short | None = None
    positions: tuple[Digest, ...] = ()
    decided_on: date
    reason: Text | None = None

    def __post_init__(self) -> None:
        if (self.state == "decided") != (self.value is not None):
            raise ValueError("what is decided has a value, and only that")


class Question(Body, frozen=True, kw_only=True):
    """Something other than an incident on which bodies take a stand."""

    id: Id
    text: Text
    options: tuple[Short, ...] = ()


class Stance(Body, frozen=True, kw_only=True):
    """What a body holds on a question, in its words."""

    question: Id
    of: Id
    words: Text
    stand: Stand | None = None
    option: Short | None = None
    said_by: Short | None = None
    when: When | None = None


class Complaint(Body, frozen=True, kw_only=True):
    """A body complains of an incident and asks for something; a remedy, a reply or a finding closes it."""

    by: Id
    about: tuple[Ref, ...]
    asks: Text
    against: Id | None = None
    received: date | None = None
