"""Who may enter what: the matrix that new charters are filled in with, and the one rule for filing and checking."""

import pytest

from ceasefire.findings import default_says
from ceasefire.findings.permissions import refusal
from ceasefire.vocabulary.charters import RoleSays
from ceasefire.vocabulary.codes import AXES, Role, Stand

SAYS = {one.role.value: one for one in default_says(Role)}


@pytest.mark.parametrize(
    ("role", "axis", "value", "refused"),
    [
        ("guarantor", "legal", "violation", None),
        ("party", "responsibility", "denied", None),
        ("party", "responsibility", "attributed", "party.responsibility: the role of party may not enter attributed"),
        ("monitor", "occurrence", "verified", None),
        ("monitor", "responsibility", "attributed", "reports what was seen and does not attribute"),
        ("monitor", "responsibility", "unattributed", None),
        ("monitor", "legal", "violation", "monitor.legal"),
        ("observer", "occurrence", "alleged", "observer.occurrence: the role of observer may enter nothing"),
        ("companion", "legal", "violation", "attends and may not verify, evaluate or judge"),
        ("secretariat", "legal", "violation", "cannot rule"),
        ("secretariat", "legal", "out_of_scope", None),
        ("investigator", "legal", "violation", "does not rule"),
        ("commission", "legal", "violation", None),
        ("liaison_officer", "legal", "violation", "does not rule"),
        ("complainant", "occurrence", "alleged", None),
        ("complainant", "occurrence", "verified", "complainant.occurrence"),
        ("compiler", "occurrence", "alleged", "invents nobody's position"),
        (
            "emperor",
            "occurrence",
            "alleged",
            "emperor.occurrence: the charter says nothing of what the role of emperor",
        ),
        ("guarantor", "legal", "guilty", "guilty is no value of this axis"),
        ("observer", "legal", None, "observer.legal"),
        ("guarantor", "legal", None, None),
    ],
)
def test_what_each_role_may_enter(role: str, axis: str, value: str | None, refused: str | None) -> None:
    found = refusal(SAYS, role, axis, value)
    if refused is None:
        assert found is None
    else:
        assert refused in (found or "")


def test_an_unknown_axis_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="the axes are occurrence, responsibility, legal"):
        refusal(SAYS, "guarantor", "guilt", "high")


def test_every_role_of_the_vocabulary_has_its_row_and_some_are_given_for_some() -> None:
    assert [one.role for one in default_says(Role)] == list(Role)
    assert [one.role for one in default_says(["monitor", "guarantor", "monitor"])] == [Role.GUARANTOR, Role.MONITOR]
    with pytest.raises(ValueError, match="emperor"):
        default_says(["emperor"])


def test_attribution_needs_a_standard_of_proof() -> None:
    assert "only with a standard of proof" in (refusal(SAYS, "investigator", "responsibility", "attributed") or "")
    assert refusal(SAYS, "investigator", "responsibility", "attributed", standard_of_proof="x") is None


@pytest.mark.parametrize("stand", [Stand.DISSENT, Stand.ABSTAIN])
def test_who_dissents_or_abstains_enters_no_value_and_needs_a_word_on_the_axis(stand: Stand) -> None:
    assert refusal(SAYS, "party", "responsibility", "attributed", stand=stand) is None
    assert refusal(SAYS, "investigator", "responsibility", "attributed", stand=stand) is None
    assert "may enter nothing" in (refusal(SAYS, "monitor", "legal", "violation", stand=stand) or "")
    assert refusal(SAYS, "party", "responsibility", "attributed", stand=Stand.CONCUR) is not None


@pytest.mark.parametrize("axis", AXES)
def test_the_charter_alone_says_what_a_role_may(axis: str) -> None:
    own = {"observer": RoleSays(role=Role.OBSERVER, occurrence=("alleged",))}
    assert (refusal(own, "observer", axis, None) is None) == (axis == "occurrence")
    assert refusal(own, "guarantor", axis, None) is not None
