"""What is wrong with a charter version though every field has the right type: then nobody can adopt it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ceasefire.parties.authority.cuts import OfficeKey
from ceasefire.vocabulary.charters import MOST_OFFICES, Charter


def unfit(charter: Charter, before: Charter | None) -> str | None:
    """Return why a version cannot be adopted, None where it can; `before` is the version that it follows."""
    return next(faults(charter, before), None)


def faults(charter: Charter, before: Charter | None) -> Iterator[str]:
    """Yield everything that is wrong with a version."""
    names = {one.body for one in charter.bodies}
    yield from _twice("bodies", (one.body for one in charter.bodies))
    yield from _twice("roles", (one.role.value for one in charter.roles))
    acts = (f"{one.act.value} of {one.instrument or 'every instrument'}" for one in charter.acts)
    yield from _twice("acts", acts)
    yield from _offices(charter)
    for what, of in _needs(charter):
        yield from (f"{what}: {name} is no body of this charter" for name in of if name not in names)
    yield from _changes(charter)
    roles = {one.role for one in charter.roles}
    for role in sorted({one.role for one in charter.bodies if one.offices} - roles):
        yield f"roles: what the role of {role.value.replace('_', ' ')} may say is not written"
    if before is not None:
        yield from _after(charter, before)


def _twice(what: str, names: Iterable[str]) -> Iterator[str]:
    """Yield what is said more than once: two sayings may differ, and then none of them is clear."""
    yield from (f"{what}: {name} stands there {n} times" for name, n in Counter(names).items() if n > 1)


def _changes(charter: Charter) -> Iterator[str]:
    """Yield what makes the acceptances that `changes` takes impossible: a body without an office cannot accept."""
    heard = {one.body for one in charter.bodies if one.offices}
    able = [body for body in charter.changes.of if body in heard]
    if len(able) < charter.changes.number:
        silent = ", ".join(body for body in charter.changes.of if body not in heard)
        yield f"changes: takes {charter.changes.number} acceptances, and {silent} has no office to accept"


def _offices(charter: Charter) -> Iterator[str]:
    held: dict[OfficeKey, str] = {}
    if sum(len(one.offices) for one in charter.bodies) > MOST_OFFICES:
        yield f"bodies: more than {MOST_OFFICES} offices"
    for one in charter.bodies:
        for office in one.offices:
            if (office.origin, office.key) in held:
                yield f"bodies: {office.origin} speaks for {held[office.origin, office.key]} and {one.body}; an office speaks for one body"
            held[office.origin, office.key] = one.body
    of_origin = Counter(origin for origin, _ in held)
    for origin, n in of_origin.items():
        if n > 1:
            yield f"bodies: {origin} stands there with {n} keys"


def _needs(charter: Charter) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "changes", charter.changes.of
    for one in charter.acts:
        yield f"acts: {one.act.value}", one.needs.of


def _after(charter: Charter, before: Charter) -> Iterator[str]:
    if charter.mechanism != before.mechanism:
        yield f"mechanism: {charter.mechanism} does not follow {before.mechanism}"
    cut = {(one.origin, one.key) for one in charter.cuts}
    for body, office in sorted(_pairs(before) - _pairs(charter)):
        if office not in cut:
            yield f"cuts: {office[0]} no longer speaks for {body}, and no cut says from where on"


def _pairs(charter: Charter) -> set[tuple[str, OfficeKey]]:
    return {(one.body, (office.origin, office.key)) for one in charter.bodies for office in one.offices}
