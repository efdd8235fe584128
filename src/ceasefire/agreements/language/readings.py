"""Two readings of one text side by side: an instrument as a rival reading would have it."""

from collections.abc import Iterator

import msgspec

from ceasefire.agreements.language.model import Instrument, Provision, Reads, Rival

_OF_INSTRUMENT = ("in_force", "term", "extension")


def readings(instrument: Instrument) -> list[str]:
    """Return the ids of the rival readings that can be tested beside ours."""
    return [one.id for one, _ in _rivals(instrument) if one.id and one.reads]


def under(instrument: Instrument, reading: str) -> Instrument:
    """Return the instrument as one of its rival readings has it; raises KeyError where it has no such reading."""
    for rival, provision in _rivals(instrument):
        if rival.id == reading and rival.reads is not None:
            return _changed(instrument, provision, rival.reads)
    raise KeyError(reading)


def _rivals(instrument: Instrument) -> Iterator[tuple[Rival, Provision | None]]:
    yield from ((one, None) for one in instrument.rivals)
    yield from ((one, p) for p in instrument.provisions for one in p.rivals)


def _changed(instrument: Instrument, provision: Provision | None, reads: Reads) -> Instrument:
    told = {one.name: value for one in msgspec.structs.fields(reads) if (value := getattr(reads, one.name)) is not None}
    if provision is None:
        return msgspec.structs.replace(instrument, **{name: told[name] for name in _OF_INSTRUMENT if name in told})
    own = msgspec.structs.replace(provision, **{n: value for n, value in told.items() if n not in _OF_INSTRUMENT})
    held = tuple(own if one.id == provision.id else one for one in instrument.provisions)
    return msgspec.structs.replace(instrument, provisions=held)
