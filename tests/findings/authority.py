"""Whose word counts in the tests of this room: every body of the plain tables has one office, under one charter."""

from collections.abc import Mapping
from typing import Any, Final

from ceasefire.findings import default_says
from ceasefire.parties.authority import Authority, Entry, Seen, resolve
from ceasefire.vocabulary.charters import Acceptance, Charter, CharterBody, Cut, Needs, Office
from ceasefire.vocabulary.codes import Role

CHARTER: Final = "c" * 64
ROLES: Final[Mapping[str, Role]] = {
    "north": Role.GUARANTOR,
    "south": Role.GUARANTOR,
    "watch": Role.MONITOR,
    "inquiry": Role.INVESTIGATOR,
    "board": Role.COMMISSION,
    "desk": Role.SECRETARIAT,
    "guest": Role.OBSERVER,
    "rebels": Role.PARTY,
    "scope test": Role.GUARANTOR,
}


def ledger(body: str, office: str = "desk") -> str:
    """Return the origin of an office's ledger."""
    return f"ceasefire/test/{body.replace(' ', '-')}/{office}"


def office(body: str, name: str = "desk") -> Office:
    """Return an office as a charter names it."""
    return Office(origin=ledger(body, name), key=f"key of {ledger(body, name)}")


def charter(offices: Mapping[str, tuple[str, ...]] | None = None, **terms: Any) -> Charter:
    """Return a charter in which each body of ROLES has the office `desk`, or those given, and may say what its role may."""
    named = offices or {}
    bodies = tuple(
        CharterBody(body=body, role=role, offices=tuple(office(body, one) for one in named.get(body, ("desk",))))
        for body, role in ROLES.items()
    )
    told: dict[str, Any] = {
        "mechanism": "m",
        "title": "t",
        "bodies": bodies,
        "changes": Needs(takes="one", of=("north",)),
        "roles": default_says(Role),
    }
    return Charter(**told | terms)


def chartered(
    offices: Mapping[str, tuple[str, ...]] | None = None, cuts: tuple[Cut, ...] = (), **terms: Any
) -> Authority:
    """Return the authority under an adopted charter; with `cuts` under a version that follows it and has these."""
    first = charter(offices, **terms)
    entries = [Entry(CHARTER, ledger("north"), 0, first), _accept("a1", CHARTER, 1)]
    pin = CHARTER
    if cuts:
        pin = "d" * 64
        following = charter(offices, follows=CHARTER, cuts=cuts, **terms)
        entries += [Entry(pin, ledger("north"), 2, following), _accept("a2", pin, 3)]
    keys = {one.origin: one.key for body in first.bodies for one in body.offices}
    return resolve(Seen(tuple(entries), keys, lambda origin, size: "r" * 64), pin)


def _accept(name: str, version: str, seq: int) -> Entry:
    return Entry(name, ledger("north"), seq, Acceptance(charter=version, of="north"), (version,))
