"""The kinds of words that the grammar of bulletins works on."""

from __future__ import annotations

import msgspec


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
