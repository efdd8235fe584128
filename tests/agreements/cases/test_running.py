"""Cases beside the text: the same tests as for any incident and duty, held against what is expected."""

import pytest

from ceasefire.agreements import load
from ceasefire.agreements.cases.covering import Coverage, coverage
from ceasefire.agreements.cases.running import Outcome, run
from ceasefire.agreements.language.files.loading import AgreementError
from ceasefire.agreements.language.model import Instrument
from tests.agreements.worlds import TRUCE, context, table, zone

SHELLING = (
    "date: 2020-02-01, where: {lat: 34.5, lon: 36.5}, event_type: shelling, actors: [North], targets: [civilians]"
)
CASES = f"""
cases:
  - {{id: yes, provision: t-1, incident: {{{SHELLING}}}, expect: in_scope}}
  - {{id: far, provision: t-1, incident: {{{SHELLING.replace("36.5", "39.5")}}}, expect: out_of_scope}}
  - {{id: who, provision: t-1, incident: {{{SHELLING.replace("North", "somebody")}}}, expect: undetermined, missing: [actor]}}
  - {{id: exempt, provision: t-1, incident: {{{SHELLING.replace("civilians", "Outlaws")}}}, expect: exemption_asserted}}
  - {{id: due, provision: t-2, on: 2020-01-10, state: due, due: 2020-01-15}}
  - id: met
    provision: t-2
    on: 2020-02-01
    accounts: [{{says: met, by: Council, date: 2020-01-12}}]
    state: said_met
"""


def coded(*swaps: tuple[str, str], cases: str = CASES) -> Instrument:
    text = TRUCE.replace("agreement/1", "agreement/2") + cases
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new)
    return load(text.encode(), file="truce.yaml")


def outcomes(instrument: Instrument, **tables: list[dict[str, object]]) -> dict[str, Outcome]:
    return {one.case: one for one in run(instrument, context(instruments=[instrument], **tables))}


def test_cases_hold_where_the_tests_give_what_they_expect() -> None:
    found = outcomes(coded())
    assert {name: (one.holds, one.came) for name, one in found.items()} == {
        "yes": (True, "in_scope"),
        "far": (True, "out_of_scope"),
        "who": (True, "undetermined for want of actor"),
        "exempt": (True, "exemption_asserted"),
        "due": (True, "due, due 2020-01-15"),
        "met": (True, "said_met, due 2020-01-15"),
    }


def test_a_case_that_expects_something_else_fails_with_what_came_and_why() -> None:
    found = outcomes(coded(("expect: in_scope", "expect: out_of_scope")))
    assert not found["yes"].holds
    assert (found["yes"].expected, found["yes"].came) == ("out_of_scope", "in_scope")
    assert "area" in found["yes"].why
    assert sum(one.holds for one in found.values()) == 5


def test_a_case_fails_where_something_else_is_missing_than_it_names() -> None:
    found = outcomes(coded(("missing: [actor]", "missing: [time]")))
    assert not found["who"].holds
    assert found["who"].missing == ("actor",)


def test_a_case_fails_where_the_deadline_falls_on_another_day() -> None:
    found = outcomes(coded(("due: 2020-01-15", "due: 2020-01-16")))
    assert not found["due"].holds
    assert (found["due"].expected, found["due"].came) == ("due, due 2020-01-16", "due, due 2020-01-15")


@pytest.mark.parametrize(("clock", "result"), [("23:59", "out_of_scope"), ("00:00", "in_scope")])
def test_clocks_are_local_times_of_the_instrument(clock: str, result: str) -> None:
    """The truce enters into force at midnight of Damascus, which is 22:00 UTC of the day before."""
    day = "2020-01-01" if clock == "23:59" else "2020-01-02"
    case = SHELLING.replace("date: 2020-02-01", f'date: {day}, at: "{clock}"')
    made = coded(cases=f"\ncases:\n  - {{id: a, provision: t-1, incident: {{{case}}}, expect: {result}}}\n")
    assert outcomes(made)["a"].holds


def test_without_a_day_the_time_is_open() -> None:
    case = SHELLING.replace("date: 2020-02-01, ", "")
    made = coded(
        cases=f"\ncases:\n  - {{id: a, provision: t-1, incident: {{{case}}}, expect: undetermined, missing: [time]}}\n"
    )
    assert outcomes(made)["a"].holds


def test_given_acts_change_the_answer_of_their_own_case_alone() -> None:
    late = SHELLING.replace("date: 2020-02-01", "date: 2020-08-01")
    act = "{act: extension, date: 2020-06-20, by: [north, south], term_to: 2020-12-01}"
    cases = f"""
cases:
  - {{id: without, provision: t-1, incident: {{{late}}}, expect: undetermined, missing: [extension_act]}}
  - {{id: with, provision: t-1, incident: {{{late}}}, acts: [{act}], expect: in_scope}}
  - {{id: half, provision: t-1, incident: {{{late}}}, acts: [{act.replace(", south", "")}], expect: undetermined}}
"""
    found = outcomes(coded(cases=cases))
    assert [one.came for one in found.values()] == [
        "undetermined for want of extension_act",
        "in_scope",
        "undetermined for want of extension_act",
    ]
    assert all(one.holds for one in found.values())


def test_a_case_alone_does_not_heed_what_the_record_holds() -> None:
    told = {"duty_report_id": "x", "instrument": "truce", "provision": "t-2", "says": "met", "said_by": "Council"}
    held = table("duty_reports", [told | {"claimed_at": "2020-01-12T00:00:00Z"}])
    cases = """
cases:
  - {id: with, provision: t-2, on: 2020-02-01, state: said_met}
  - {id: alone, provision: t-2, on: 2020-02-01, alone: true, state: overdue}
"""
    made = coded(cases=cases)
    assert [one.came for one in run(made, context(instruments=[made]), held)] == [
        "said_met, due 2020-01-15",
        "overdue, due 2020-01-15",
    ]


def test_an_account_may_speak_of_another_provision_than_the_case() -> None:
    cases = """
cases:
  - id: other
    provision: t-2
    on: 2020-02-01
    accounts: [{says: met, by: Council, date: 2020-01-12, provision: t-1}]
    state: overdue
"""
    assert outcomes(coded(cases=cases))["other"].holds


def test_the_coding_of_the_file_is_tested_not_that_of_the_record() -> None:
    ours = coded()
    theirs = coded(("fire/*, air/strike", "air/strike"))
    found = run(ours, context(instruments=[theirs]))
    assert all(one.holds for one in found)
    assert [one.case for one in run(theirs, context(instruments=[ours])) if not one.holds] == ["yes", "who", "exempt"]


@pytest.mark.parametrize(
    ("case", "came", "why"),
    [
        (f"provision: t-9, incident: {{{SHELLING}}}, expect: in_scope", "not_tested", "no provision t-9"),
        (f"provision: t-2, incident: {{{SHELLING}}}, expect: in_scope", "not_tested", "no act is coded"),
        ("provision: t-1, on: 2020-02-01, state: due", "no duty", "no deadline and no clock"),
    ],
)
def test_a_case_of_what_cannot_be_tested_fails_and_says_why(case: str, came: str, why: str) -> None:
    found = outcomes(coded(cases=f"\ncases:\n  - {{id: a, {case}}}\n"))["a"]
    assert not found.holds
    assert found.came == came
    assert why in found.why


def test_an_incident_that_ends_before_it_begins_is_refused() -> None:
    case = SHELLING.replace("date: 2020-02-01", "date: 2020-02-01, until: 2020-01-01")
    made = coded(cases=f"\ncases:\n  - {{id: a, provision: t-1, incident: {{{case}}}, expect: in_scope}}\n")
    with pytest.raises(ValueError, match="truce, case a: ends"):
        outcomes(made)


def covered(instrument: Instrument, **tables: list[dict[str, object]]) -> tuple[Coverage, ...]:
    return coverage(instrument, context(instruments=[instrument], **tables))


def test_ground_that_is_drawn_nowhere_lets_nothing_be_sure() -> None:
    undrawn = covered(coded(cases=""), zones=[zone(shape=None)])
    assert undrawn[0].lacks == ("no", "cannot tell")
    assert covered(coded(cases=""), zones=[])[0].lacks == ("yes", "no", "cannot tell", "exempt")


def test_coverage_names_what_no_case_asks_for() -> None:
    assert covered(coded()) == (
        Coverage(instrument="truce", provision="t-1", cases=4, lacks=()),
        Coverage(instrument="truce", provision="t-2", cases=2, lacks=()),
    )
    none = covered(coded(cases=""))
    assert [(one.cases, one.lacks) for one in none] == [(0, ("yes", "no", "cannot tell", "exempt")), (0, ("duty",))]


BOUND = "bound: {actors: [north], joined: [truce], joined_classes: [groups]}"
EXCEPTION = "      - {kind: target, actors: [outlaws], lists: [black], associated: true}"


@pytest.mark.parametrize(
    ("swap", "lacks"),
    [
        ((EXCEPTION, "      - {kind: act, acts: [air/strike]}"), ("yes", "no", "cannot tell")),
        ((BOUND, "bound: unspecified"), ("no", "cannot tell")),
        (("place: {zones: [area]}", "place: {undrawn: the hills}"), ("no", "cannot tell")),
        (("place: {zones: [area]}", "place: {belts: [{along: area}]}"), ("no", "cannot tell")),
        (
            (f"    exceptions:\n{EXCEPTION}\n", "    offensive: {reading: presumed}\n"),
            ("yes", "no", "cannot tell", "exempt"),
        ),
        ((f"    exceptions:\n{EXCEPTION}\n", ""), ("yes", "no", "cannot tell")),
    ],
)
def test_only_answers_that_a_provision_can_have_are_asked_for(swap: tuple[str, str], lacks: tuple[str, ...]) -> None:
    assert covered(coded(swap, cases=""))[0].lacks == lacks


CLOCK = (
    "    deadline: {after: signature, weeks: 2}",
    "    clock: {within_hours: 24, of: a complaint, each: complaint}",
)


@pytest.mark.parametrize(
    ("at", "day"), [(', at: "09:00"', "2020-01-11"), ("", "2020-01-11"), (', at: "00:00"', "2020-01-10")]
)
def test_a_clock_runs_from_what_the_case_gives_to_start_it(at: str, day: str) -> None:
    cases = f"""
cases:
  - {{id: none, provision: t-2, on: 2020-01-10, state: none_due}}
  - id: due
    provision: t-2
    on: 2020-01-10
    starts: [{{id: c-1, date: 2020-01-10{at}}}]
    state: due
    due: {day}
  - id: answered
    provision: t-2
    on: 2020-01-20
    starts: [{{id: c-1, date: 2020-01-10{at}}}, {{id: c-2, date: 2020-01-12}}]
    accounts: [{{says: met, by: Council, date: 2020-01-10, about: c-1}}, {{says: met, by: Council, date: 2020-01-12, about: c-2}}]
    state: said_met
"""
    assert {name: one.came for name, one in outcomes(coded(CLOCK, cases=cases)).items()} == {
        "none": "none_due",
        "due": f"due, due {day}",
        "answered": "said_met, due 2020-01-13",
    }


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (f"incident: {{{SHELLING}}}, expect: in_scope, starts: [{{id: c-1, date: 2020-01-10}}]", "`starts` need `on`"),
        (
            "on: 2020-01-10, state: due, accounts: [{says: met, by: A, date: 2020-01-10, about: c-9}]",
            "names none of `starts`: c-9",
        ),
    ],
)
def test_starts_that_cannot_be_meant_are_refused(case: str, words: str) -> None:
    with pytest.raises(AgreementError, match=words):
        coded(cases=f"\ncases:\n  - {{id: a, provision: t-2, {case}}}\n")


OPENED = (
    "    says: The map is drawn.\n",
    "    says: The map is drawn.\n    then: [t-1]\n",
)


def test_the_accounts_of_a_case_open_what_hangs_on_them() -> None:
    met = "accounts: [{says: met, by: Council, date: 2020-01-12, provision: t-2}]"
    cases = f"""
cases:
  - {{id: closed, provision: t-1, incident: {{{SHELLING}}}, expect: out_of_scope}}
  - {{id: open, provision: t-1, incident: {{{SHELLING}}}, {met}, expect: in_scope}}
"""
    assert all(one.holds for one in outcomes(coded(OPENED, cases=cases)).values())


def test_a_power_that_the_text_does_not_grant_suspends_nothing() -> None:
    act = "acts: [{act: suspension, date: 2020-01-20, by: [north, south]}]"
    cases = f"\ncases:\n  - {{id: a, provision: t-1, incident: {{{SHELLING}}}, {act}, expect: in_scope}}\n"
    assert outcomes(coded(cases=cases))["a"].holds


KEPT = (
    "      - {kind: target, actors: [outlaws], lists: [black], associated: true}",
    "      - {kind: target, id: out, actors: [outlaws]}\n      - {kind: target, id: in, kinds: [medical], effect: keeps_in, over: [out]}",
)


def test_one_text_tells_whose_a_protected_thing_is_and_several_are_rival_accounts() -> None:
    outlaws, hospital, rivals = (
        f"  - {{id: {name}, provision: t-1, incident: {{{SHELLING.replace('civilians', told)}}}, expect: in_scope}}\n"
        for name, told in (("a", "Outlaws"), ("b", "Outlaws (hospital)"), ("c", "'Outlaws', 'medical'"))
    )
    found = outcomes(coded(KEPT, cases="cases:\n" + outlaws + hospital + rivals))
    assert {name: one.came.split()[0] for name, one in found.items()} == {
        "a": "exemption_asserted",
        "b": "in_scope",
        "c": "undetermined",
    }
