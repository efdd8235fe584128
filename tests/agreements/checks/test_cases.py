"""What the checks say of cases: what can never hold, and names that mean nobody."""

import pytest

from ceasefire.agreements import check
from ceasefire.agreements.language.files.loading import read
from tests.agreements.worlds import TRUCE, context

POWER = """\
  - id: t-3
    says: They may suspend it.
    modality: power
    bound: {actors: [north]}
    power: {to: suspend}
    confidence: K
"""
INCIDENT = "incident: {date: 2018-03-10, actors: [north]}"


def found(case: str) -> list[tuple[str, str, str]]:
    text = TRUCE.replace("agreement/1", "agreement/2") + POWER + f"cases:\n  - {{id: c-1, {case}}}\n"
    problems = check([read(text.encode(), file="a.yaml")], context())
    return [(one.weight, one.path, one.words) for one in problems if one.path.startswith("cases")]


@pytest.mark.parametrize(
    ("case", "path", "words"),
    [
        (
            "provision: t-3, on: 2018-03-10, state: not_open",
            "provision",
            "a power has no state; give an incident under a suspension",
        ),
        (
            f"provision: t-3, {INCIDENT}, expect: in_scope",
            "incident",
            "t-3 forbids no acts: no incident is tested against it",
        ),
        (
            "provision: t-1, on: 2018-03-10, state: overdue",
            "provision",
            "t-1 has no deadline and no clock, and so no state",
        ),
        (
            f"provision: t-1, {INCIDENT}, expect: no_act",
            "expect",
            "no test of one provision comes to no_act; expect one of in_scope",
        ),
        (f"provision: t-1, {INCIDENT}, expect: not_tested", "expect", "no test of one provision comes to not_tested"),
    ],
)
def test_a_case_that_can_never_hold_is_an_error(case, path, words):
    [(weight, where, told)] = found(case)
    assert (weight, where) == ("error", f"cases[0].{path}")
    assert words in told


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("actors: [Nroth]", "'Nroth' names no party known here; did you mean 'north'?"),
        ("actors: [groups]", "'groups' is a class of parties, and no report names one"),
        ("actors: [north], targets: [civlians]", "'civlians' names no party known here; did you mean 'civilians'?"),
        (
            "actors: [north], targets: [the old mill]",
            "'the old mill' names no party known here; it is read as somebody unknown",
        ),
    ],
)
def test_a_name_in_a_case_that_means_nobody_is_a_warning(names, words):
    [(weight, where, told)] = found(f"provision: t-1, incident: {{date: 2018-03-10, {names}}}, expect: undetermined")
    assert weight == "warning"
    assert where.startswith("cases[0].incident.")
    assert words in told


@pytest.mark.parametrize(
    "names", ["[north]", "[unknown]", "[civilians]", "[a hospital]", "['']", "[unidentified gunmen]"]
)
def test_a_party_a_protected_kind_and_nobody_in_words_are_no_slip(names):
    assert (
        found(
            f"provision: t-1, incident: {{date: 2018-03-10, targets: {names.replace(chr(39) * 2, 'n/a')}}}, expect: in_scope"
        )
        == []
    )


def test_who_gives_an_account_need_be_no_party_but_a_name_much_like_one_is_told():
    account = "accounts: [{says: met, by: %s, date: 2018-03-10}]"
    case = f"provision: t-2, on: 2018-03-10, state: said_met, {account}"
    assert found(case % "a newspaper") == []
    [(weight, _, words)] = found(case % "Nroth")
    assert weight == "warning"
    assert "did you mean 'north'?" in words


def test_words_that_a_comment_cuts_short_are_a_warning_at_their_line():
    text = TRUCE.replace("title: A made truce", "title: A made truce #2")
    text = text.replace("time_zone: Asia/Damascus", "time_zone: Asia/Damascus # no words of one's own")
    text = text.replace(
        "source: {text: made for the tests}", "source:\n  text: 'made # for the tests' # quoted\n# a line of its own", 1
    )
    cut = [one for one in check([read(text.encode(), file="a.yaml")], context()) if one.rule == "comment"]
    assert [(one.weight, one.path) for one in cut] == [("warning", "title")]
    assert "everything after # is dropped; put the words in quotes" in cut[0].words
    assert text.splitlines()[cut[0].line - 1].startswith("title:")


def test_a_place_in_a_clause_is_told_with_the_id_of_the_clause():
    [one] = [
        p
        for p in check([read(TRUCE.replace("[north, south]", "[north, suoth]").encode(), file="a.yaml")], context())
        if p.clause
    ]
    assert "(t-1)" in str(one) or "(t-2)" in str(one)
