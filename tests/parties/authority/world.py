"""Charters, acceptances and ledgers for tests of authority, without a record: short ids, and positions in ledgers by hand."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ceasefire.parties.authority import Entry, Seen
from ceasefire.vocabulary.charters import Acceptance, Charter, CharterBody, Cut, Needs, Office, RoleSays
from ceasefire.vocabulary.codes import Acceptance as Stand
from ceasefire.vocabulary.codes import Role

ANYTHING = RoleSays(role=Role.GUARANTOR, occurrence="any", responsibility="any", legal="any")
ROOT = "the tree that all saw"
SIZE = 10
"""Entries that each ledger has here."""


def origin(name: str) -> str:
    """Return the origin of an office's ledger."""
    return f"ceasefire/test/{name}/office"


def office(name: str, key: str | None = None) -> Office:
    """Return an office; without a key, with the one that its ledger begins with."""
    return Office(origin=origin(name), key=key or f"key of {name}")


def body(name: str, *offices: str | Office) -> CharterBody:
    """Return a guarantor with its offices, given by name."""
    named = tuple(office(one) if isinstance(one, str) else one for one in offices)
    return CharterBody(body=name, role=Role.GUARANTOR, offices=named)


def needs(text: str) -> Needs:
    """Return what `one a b`, `2 a b c` or `all a b` takes."""
    takes, *of = text.split()
    if takes.isdecimal():
        return Needs(takes="k_of_n", of=tuple(of), k=int(takes))
    return Needs(takes="one" if takes == "one" else "consensus", of=tuple(of))


def cut(name: str, size: int, root: str = ROOT, key: str | None = None) -> Cut:
    """Return the cut of an office; its root is that of the ledger here, unless another is given."""
    one = office(name, key)
    return Cut(origin=one.origin, key=one.key, size=size, root=root)


def terms(bodies: Iterable[CharterBody], changes: str, **more: Any) -> Charter:
    """Return a charter in which guarantors may say anything."""
    told: dict[str, Any] = {"mechanism": "m", "title": "t", "roles": (ANYTHING,)}
    return Charter(bodies=tuple(bodies), changes=needs(changes), **told | more)


def charter(name: str, bodies: Iterable[CharterBody], changes: str, *, by: str = "a", **more: Any) -> Entry:
    """Return a charter as an entry; its position in its ledger says nothing."""
    return Entry(name, origin(by), 0, terms(bodies, changes, **more))


def accept(name: str, seq: int, of: str, version: str, **more: Any) -> Entry:
    """Return an office's acceptance of a version for a body at a position of its ledger (`stand`, `cites` as given)."""
    stand = more.get("stand", Stand.ACCEPT)
    said = Acceptance(charter=version, of=of, stand=stand)
    entry_id = f"{name} {seq} {stand.value} {version} for {of}"
    return Entry(entry_id, origin(name), seq, said, more.get("cites", (version,)))


def seen(
    entries: Sequence[Entry], keys: Mapping[str, str] | None = None, sizes: Mapping[str, int] | None = None
) -> Seen:
    """Return what is seen: ledgers of eight offices, `a` to `h`, with ten entries each unless `sizes` says otherwise."""
    held = {origin(name): f"key of {name}" for name in "abcdefgh"} | {origin(n): k for n, k in (keys or {}).items()}
    length = {origin(name): size for name, size in (sizes or {}).items()}

    def root(of: str, size: int) -> str | None:
        return ROOT if of in held and size <= length.get(of, SIZE) else None

    return Seen(tuple(entries), held, root)
