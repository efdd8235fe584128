"""How the words of a mechanism say that one body's count confirms another's."""

from msgspec import Struct


class Confirms(Struct, frozen=True, kw_only=True):
    """A measure that says how many of one body's entries another confirmed: "cases of `of` confirmed by `by`".

    `entries` is the measure in which `of` states its own total; by default the one it breaks down by place.
    """

    measure: str
    by: str
    of: str
    entries: str | None = None
