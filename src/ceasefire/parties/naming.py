"""What a text that names somebody comes to: all-of, one-of, unknown and left open, kept apart."""

from dataclasses import dataclass, field
from typing import Final

from ceasefire.vocabulary.codes import ObjectKind

NOT_NAMED: Final = "somebody not named"


@dataclass(frozen=True, slots=True)
class Clause:
    """One body that a text names: at least one of `parties` (ids) and `names` (plain names in no table, as written).

    `open` when it may also be somebody whom no name stands for; a clause that is open and nothing else is unknown.
    """

    parties: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    open: bool = False

    bodies: frozenset[str] = field(init=False, compare=False, repr=False)
    """Ids and names together."""
    certain: str | None = field(init=False, compare=False, repr=False)
    """The one body that is named; None where there are several, or it may be somebody else."""

    def __post_init__(self) -> None:
        bodies = self.parties | self.names
        object.__setattr__(self, "bodies", bodies)
        object.__setattr__(self, "certain", next(iter(bodies)) if len(bodies) == 1 and not self.open else None)

    def __or__(self, other: "Clause") -> "Clause":
        return Clause(self.parties | other.parties, self.names | other.names, self.open or other.open)

    def __str__(self) -> str:
        if self.certain is not None:
            return self.certain
        several = [*sorted(self.bodies), *([NOT_NAMED] if self.open else [])]
        return several[0] if len(several) == 1 else f"one of {', '.join(several)}"


UNKNOWN: Final = Clause(open=True)


@dataclass(frozen=True, slots=True)
class Naming:
    """What one text names: every clause holds ("A and B"), each by at least one of its bodies ("A or B").

    `label` marks a name that is only the source's own label; `kinds` are the protected kinds of person or thing that
    the words name; `described` holds the source's words for somebody whom it describes and does not name: left open.
    """

    clauses: tuple[Clause, ...]
    label: bool = False
    kinds: frozenset[ObjectKind] = frozenset()
    described: tuple[str, ...] = ()
    no_state: bool = False
    """Whether whomever the words leave open is surely no State and acts for none: "rebels", "terrorist groups"."""

    named: tuple[Clause, ...] = field(init=False, compare=False, repr=False)
    """The clauses that name somebody, certain or as one of several. Kept: it is asked for each report."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "named", tuple(c for c in self.clauses if c.bodies))

    @property
    def firm(self) -> tuple[Clause, ...]:
        """The clauses that hold by one of the bodies they name, and by nobody else."""
        return tuple(c for c in self.named if not c.open)

    @property
    def settled(self) -> tuple[frozenset[str], ...]:
        """The clauses as sets of party ids; an empty set is somebody of whom the table of parties knows nothing."""
        found = tuple(frozenset() if c.open or c.names else c.parties for c in self.clauses)
        return () if self.kinds and not any(found) else tuple(dict.fromkeys(found))

    @property
    def unknown(self) -> bool:
        """Whether the words settle on no known party and on no protected kind."""
        return not self.kinds and not any(self.settled)

    def __str__(self) -> str:
        return "; ".join(dict.fromkeys(str(c) for c in self.named)) or NOT_NAMED
