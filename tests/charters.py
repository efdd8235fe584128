"""A charter for tests: three or more offices, each for a body of its own, and its acceptances."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ceasefire.api.record import Record
from ceasefire.record import Draft
from ceasefire.vocabulary.charters import Acceptance, Charter, CharterBody, Needs, Office, RoleSays
from ceasefire.vocabulary.codes import Role
from ceasefire.vocabulary.parts import to_builtins

RULES: Final = """ceasefire: rules/1
mechanism: test-mechanism
title: Mechanism of the tests
source: made up
bodies:
  - {body: alpha, role: guarantor, component: all}
  - {body: beta, role: guarantor, component: all}
  - {body: gamma, role: guarantor, component: all}
rules:
  - id: ruling
    matter: whether an incident goes against the text
    axis: legal
    values: [violation, not_a_violation, out_of_scope]
    members: [all]
    needs: consensus
    text: the three agree
    confidence: P
"""
"""Rules of the mechanism of `charter_of` for alpha, beta and gamma: the three agree on the law."""


def office_of(record: Record, name: str) -> Office:
    """Return an office of the record, by its name, as a charter names it."""
    origin, key = record.first_key(name)
    return Office(origin=origin, key=key)


def charter_of(record: Record, bodies: Mapping[str, Sequence[str]], **terms: Any) -> Charter:
    """Return a charter in which these offices (by name) speak for each body, all guarantors that may say anything."""
    named = tuple(
        CharterBody(body=body, role=Role.GUARANTOR, offices=tuple(office_of(record, one) for one in offices))
        for body, offices in bodies.items()
    )
    anything = RoleSays(role=Role.GUARANTOR, occurrence="any", responsibility="any", legal="any")
    told: dict[str, Any] = {
        "mechanism": "test-mechanism",
        "title": "A charter of a test",
        "bodies": named,
        "changes": Needs(takes="consensus", of=tuple(bodies)),
        "roles": (anything,),
    }
    return Charter(**told | terms)


def propose(record: Record, office: str, charter: Charter) -> str:
    """File a charter through an office and return its id."""
    return record.file_drafts(office, [Draft(kind="charter", body=to_builtins(charter))])[0].id


def accept(record: Record, office: str, body: str, charter: str) -> str:
    """File a body's acceptance through an office and return its id."""
    said = to_builtins(Acceptance(charter=charter, of=body))
    return record.file_drafts(office, [Draft(kind="acceptance", body=said, cites=(charter,))])[0].id


def adopted(record: Record, bodies: Mapping[str, Sequence[str]], **terms: Any) -> str:
    """File a charter and the acceptance of every body, and return its id."""
    first = next(one for offices in bodies.values() for one in offices)
    found = propose(record, first, charter_of(record, bodies, **terms))
    for body, offices in bodies.items():
        if offices:
            accept(record, offices[0], body, found)
    return found
