"""Who may enter what, and which entries stand."""

import pytest

from ceasefire.findings import may_enter
from ceasefire.findings.positions import check_positions, default_roles, known_roles, read_roles, refusal
from ceasefire.findings.rules import RulesError
from ceasefire.vocabulary.codes import AXES, Role
from tests.findings.tables import links, parties, position, table


@pytest.mark.parametrize(
    ("role", "axis", "value", "refusal"),
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
        ("investigator", "responsibility", "attributed", None),
        ("investigator", "legal", "violation", "does not rule"),
        ("commission", "legal", "violation", None),
        ("liaison_officer", "legal", "violation", "does not rule"),
        ("complainant", "occurrence", "alleged", None),
        ("complainant", "occurrence", "verified", "complainant.occurrence"),
        ("compiler", "occurrence", "alleged", "invents nobody's position"),
        (None, "occurrence", "alleged", "no role told; only a role may enter"),
        ("emperor", "occurrence", "alleged", "emperor is no role"),
        ("guarantor", "legal", "guilty", "guilty is no value of this axis"),
        ("observer", "legal", None, "observer.legal"),
        ("guarantor", "legal", None, None),
    ],
)
def test_what_each_role_may_enter(role: str | None, axis: str, value: str | None, refusal: str | None) -> None:
    found = may_enter(role, axis, value)
    if refusal is None:
        assert found is None
    else:
        assert refusal in (found or "")


def test_an_unknown_axis_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="the axes are occurrence, responsibility, legal"):
        may_enter("guarantor", "guilt", "high")


def test_every_role_of_the_vocabulary_has_its_row() -> None:
    assert set(default_roles().roles) == set(Role)


def test_attribution_needs_a_standard_of_proof_when_it_is_filed() -> None:
    assert "only with a standard of proof" in (
        may_enter("investigator", "responsibility", "attributed", proof_asked=True) or ""
    )
    assert may_enter("investigator", "responsibility", "attributed", proof_asked=True, standard_of_proof="x") is None


def test_a_mechanism_gives_roles_before_the_table_of_parties() -> None:
    assert known_roles(parties())["north"] == "guarantor"
    assert known_roles(parties(), {"north": "observer", "newcomer": "party"}) == known_roles(parties()) | {
        "north": "observer",
        "newcomer": "party",
    }


@pytest.mark.parametrize("known", [None, *Role])
@pytest.mark.parametrize("named", [None, *Role])
@pytest.mark.parametrize("proof", [None, "balance of probabilities"])
def test_what_is_refused_at_the_door_is_what_the_check_refuses(
    known: Role | None, named: Role | None, proof: str | None
) -> None:
    """Every axis and value, with the role that a body has and the one that it names: one rule for both."""
    role_of = table("parties", [{"party_id": "body", "role": known}])
    terms = {"role": named, "standard_of_proof": proof}
    rows = [
        position(n, "body", axis, value, **terms)
        for n, (axis, value) in enumerate((axis, value) for axis, values in AXES.items() for value in values)
    ]
    for row, check in zip(rows, check_positions(table("positions", rows), role_of).to_pylist(), strict=True):
        refused = refusal(row["axis"], row["value"], known=known, named=named, standard_of_proof=proof)
        assert (refused is not None) == (check["state"] == "refused")
        assert refused is None or refused == f"{check['rule']}: {check['why']}"


def test_a_mechanism_may_bring_its_own_matrix() -> None:
    own = read_roles(
        "ceasefire: roles/1\ntitle: t\nroles:\n  observer: {why: may say what it saw, occurrence: [alleged]}\n"
    )
    assert may_enter("observer", "occurrence", "alleged", roles=own) is None
    assert may_enter("guarantor", "occurrence", "alleged", roles=own) is not None


@pytest.mark.parametrize(
    "text",
    [
        "ceasefire: roles/1\ntitle: t\nroles: {emperor: {why: x}}",
        "ceasefire: roles/1\ntitle: t\nroles: {observer: {why: x, legal: [guilty]}}",
        "ceasefire: roles/2\ntitle: t\nroles: {}",
        "title: t",
    ],
)
def test_a_wrong_matrix_is_refused(text: str) -> None:
    with pytest.raises(RulesError):
        read_roles(text)


def states(*rows: dict[str, object], **more: object) -> list[tuple[str, str | None]]:
    found = check_positions(table("positions", rows), parties(), **more)  # type: ignore[arg-type]
    return list(zip(found["state"].to_pylist(), found["rule"].to_pylist(), strict=True))


def test_a_refused_entry_says_which_rule_refused_it() -> None:
    rows = [
        position(1, "guest", "legal", "violation"),
        position(2, "watch", "responsibility", "attributed"),
        position(3, "desk", "legal", "violation"),
        position(4, "inquiry", "responsibility", "attributed"),
    ]
    assert states(*rows) == [
        ("refused", "observer.legal"),
        ("refused", "monitor.responsibility"),
        ("refused", "secretariat.legal"),
        ("refused", "investigator.responsibility.proof"),
    ]


def test_a_borrowed_role_gives_no_power_and_a_given_role_rules() -> None:
    assert states(position(1, "guest", "legal", "violation", role="commission"))[0][0] == "refused"
    assert states(position(1, "north", "legal", "violation", role="observer"))[0] == ("refused", "observer.legal")
    assert states(position(1, "guest", "legal", "violation"), given={"guest": "guarantor"})[0][0] == "counted"


def test_a_body_without_a_role_enters_nothing_unless_the_entry_names_one() -> None:
    assert states(position(1, "brigade", "occurrence", "alleged"))[0][0] == "refused"
    assert states(position(1, "brigade", "occurrence", "alleged", role="party"))[0][0] == "counted"


def test_the_latest_position_of_a_body_counts() -> None:
    rows = [
        position(1, "north", "legal", "violation", "2017-03-05"),
        position(2, "north", "legal", "undecided", "2017-03-01"),
        position(3, "south", "legal", "undecided", "2017-03-01"),
        position(4, "north", "occurrence", "alleged", "2017-01-01"),
    ]
    assert [s for s, _ in states(*rows)] == ["counted", "superseded", "counted", "counted"]


def test_superseded_statements_are_marked_and_rivals_of_one_date_are_both_kept() -> None:
    assert states(position(1, "north", "legal", "violation", superseded=True))[0][0] == "superseded"
    rows = [position(1, "north", "legal", "violation"), position(2, "north", "legal", "undecided")]
    assert [s for s, _ in states(*rows)] == ["rival", "rival"]
    assert [s for s, _ in states(rows[0], rows[1] | {"value": "violation"})] == ["counted", "counted"]


def test_two_reports_of_one_incident_are_one_matter_once_linked() -> None:
    rows = [
        position(1, "north", "legal", "violation", "2017-03-05"),
        position(2, "north", "legal", "undecided", "2017-03-01", about=["r2"]),
    ]
    assert [s for s, _ in states(*rows)] == ["counted", "counted"]
    assert [s for s, _ in states(*rows, links=links(i1="r1 r2"))] == ["counted", "superseded"]
