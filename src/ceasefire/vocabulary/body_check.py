"""The strict check of a body before it is signed here; what others filed is read by `understanding`."""

import msgspec

from ceasefire.vocabulary.codes import EDITION
from ceasefire.vocabulary.parts import Body
from ceasefire.vocabulary.statements import BODIES, RESERVED


def check_body(kind: str, edition: int, body: bytes) -> Body:
    """Return the typed body, or raise ValueError saying which field does not fit.

    `body` is JSON; the check is strict both ways: it must decode into the kind's structure, and that structure must
    encode to the same bytes, so that nothing the structure does not know can be signed. It is for what is filed here;
    what others filed is read by `understanding`.
    """
    if edition != EDITION:
        raise ValueError(f"edition {edition} is not known here (known: {EDITION})")
    struct = BODIES.get(kind)
    if struct is None:
        state = "reserved" if kind in RESERVED else "not known"
        raise ValueError(f"statement kind {kind!r} is {state} in edition {EDITION}")
    typed = msgspec.json.decode(body, type=struct)
    if msgspec.json.encode(typed, order="sorted") != body:
        raise ValueError(f"{kind} body is not in its canonical form")
    return typed
