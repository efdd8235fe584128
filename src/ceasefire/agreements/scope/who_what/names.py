"""The names that the reports of one incident give, and which known parties they mean."""

from collections.abc import Iterable
from dataclasses import dataclass

from ceasefire.agreements.context import Context
from ceasefire.parties import Naming


@dataclass(frozen=True, slots=True)
class Names:
    """What the reports of one incident name, as sorted distinct texts."""

    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    exempt_by: tuple[str, ...] = ()
    exempt_basis: tuple[str, ...] = ()


def named(context: Context, texts: Iterable[str]) -> list[tuple[str, Naming]]:
    """Return each distinct text that is not blank with what it names, in alphabetical order."""
    return [(text, context.parties.naming(text)) for text in sorted(set(texts)) if text.strip()]


def accused_beside(context: Context, texts: Iterable[str]) -> list[str]:
    """Return the texts that name somebody whom no table knows, or by a label alone, where others name somebody known.

    They are another account of who it was. A text that says that nobody knows is none.
    """
    found = named(context, texts)
    return [t for t, n in found if n.label or (n.unknown and (n.named or n.described))]


def known_names(context: Context, texts: Iterable[str]) -> list[tuple[str, Naming]]:
    """Return the texts that name somebody; texts that name nobody known are left out where others do."""
    found = named(context, texts)
    return [(t, n) for t, n in found if not n.unknown and not n.label] or found
