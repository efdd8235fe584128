"""The kinds of words that the grammar of bulletins works on."""

from __future__ import annotations

from typing import Final

import msgspec

CONFIRMING: Final = ("confirmed", "not_confirmed", "denied")
"""Kinds of words by which one party answers the counts of another."""
TOLD: Final = "told"
"""The value of a word for cases that says who told of them, "complaints", and not who did them."""
PROVED: Final = "proved"
"""The value of a word for confirming that has no subject who confirms: "one of them is true"."""
REFUSED: Final = "refused"
"""The value of a word for denying that says of what it does not accept: "accepts none" as much as "does not accept any"."""
YEARS: Final = range(1900, 2101)
"""A number of these is a count only beside the word for cases."""


class Item(msgspec.Struct, frozen=True):
    """A word that the grammar knows: its kind, its value, where it stands in the folded text.

    `bare`: a party's name alone, without a word for "side"; `place`: what the same words name as a place; `adjective`:
    a name in the form of an adjective; `possessor`: a name in the form that says whose a thing is.
    """

    kind: str
    value: str
    start: int
    end: int
    bare: bool = False
    place: str = ""
    adjective: bool = False
    possessor: bool = False


class Stretch(msgspec.Struct, frozen=True):
    """Items that stand together."""

    items: tuple[Item, ...]

    def has(self, *kinds: str) -> bool:
        """Say whether an item of one of the kinds stands there."""
        return any(item.kind in kinds for item in self.items)
