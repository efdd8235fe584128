"""What given names change in a reading: each claim that differs from the same text read without them."""

from collections.abc import Iterator

import msgspec

from ceasefire.api.reading import Read, read_document
from ceasefire.reading import Claim, Reading

_PLACED = ("quote", "start", "end", "also")
"""Fields that say where a claim stands."""


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """One difference: the words of the claim, the slot, and its value without and with the names; a whole claim has none."""

    type: str
    slot: str
    without: str
    given: str
    quote: str


def changes(one: Read) -> list[Changed]:
    """Return how the claims of a document differ from those read with the package's general names alone."""
    plain = read_document(one.document, language=one.reading.language).reading
    return list(_changes(plain, one.reading))


def _changes(plain: Reading, given: Reading) -> Iterator[Changed]:
    before = {(c.type, c.start, c.end): c for c in plain.claims}
    after = {(c.type, c.start, c.end): c for c in given.claims}
    for key in sorted(before.keys() | after.keys(), key=lambda one: (one[1], one[2], one[0])):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            yield from _whole(old, new)
        else:
            yield from _slots(old, new)


def _whole(old: Claim | None, new: Claim | None) -> Iterator[Changed]:
    for claim in filter(None, (old, new)):
        without, given = ("", "read") if old is None else ("read", "")
        yield Changed(type=claim.type.value, slot="claim", without=without, given=given, quote=claim.quote)


def _slots(old: Claim, new: Claim) -> Iterator[Changed]:
    for slot in Claim.__struct_fields__:
        was, now = getattr(old, slot), getattr(new, slot)
        if was != now and slot not in _PLACED:
            yield Changed(type=new.type.value, slot=slot, without=_told(was), given=_told(now), quote=new.quote)


def _told(value: object) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(msgspec.to_builtins(value))


__all__ = ["Changed", "changes"]
