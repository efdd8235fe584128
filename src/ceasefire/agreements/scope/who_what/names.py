"""The names that the reports of one incident give, and which known parties they mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ceasefire.agreements.context import Context
from ceasefire.parties import Naming

WHO: Final = "who did it"
TARGET: Final = "what or who was the target"


@dataclass(frozen=True, slots=True)
class Names:
    """What the reports of one incident name, as sorted distinct texts, and what they tell of civilians killed."""

    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    exempt_by: tuple[str, ...] = ()
    exempt_basis: tuple[str, ...] = ()
    deaths: int = 0
    """Marks of `who_what.deaths`."""


def named(context: Context, texts: Iterable[str]) -> list[tuple[str, Naming]]:
    """Return each distinct text that is not blank with what it names, in alphabetical order."""
    return [(text, context.parties.naming(text)) for text in sorted(set(texts)) if text.strip()]


def accused_beside(context: Context, texts: Iterable[str]) -> list[str]:
    """Return the texts that name somebody whom no table knows, or by a label alone, where others name somebody known.

    They are another account of who it was. A text that says that nobody knows is none.
    """
    found = named(context, texts)
    return [t for t, n in found if n.label or (n.unknown and (n.named or n.described))]


def known_names(context: Context, texts: Iterable[str], *, no_state: bool = False) -> list[tuple[str, Naming]]:
    """Return the texts that name somebody; texts that name nobody known are left out where others do.

    `no_state`: texts that name nobody, and surely no State, count as those that do.
    """
    found = named(context, texts)
    return [(t, n) for t, n in found if (not n.unknown and not n.label) or (no_state and n.no_state)] or found


def told_only_as(what: str, text: str, naming: Naming) -> str:
    """Return in words that a text tells somebody by no name that is known; `what` begins the sentence."""
    if any(clause.parties for clause in naming.clauses):
        return f"not all whom {text!r} may mean are named by a name on file"
    return f"{what} is told only as {text!r}, by which nobody on file is named"
