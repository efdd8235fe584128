"""How broadly a provision is drawn, so that of several that an incident touches the most specific is named first."""

from ceasefire.agreements.language.fields import Term
from ceasefire.agreements.language.model import Instrument, Provision


def breadth(instrument: Instrument, provision: Provision) -> tuple[int, int]:
    """Return how broad a provision is in place, then in time; a lower number is narrower.

    In place: ground of its own, a whole country, no place at all. In time: a window of its own or a term with an end, no end.
    """
    place = provision.place
    where = 2 if place is None else 1 if place.everywhere is not None else 0
    ends = isinstance(instrument.term, Term) or (provision.window is not None and provision.window.ends is not None)
    return where, 0 if ends else 1
