"""Exceptions that take out and exceptions that keep in: which goes before, and what follows where nobody says so."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.agreements.language.exception_fields import ByTarget
from ceasefire.agreements.law.codings import Contest
from ceasefire.agreements.scope.exceptions.ranking import Applied, weighed
from ceasefire.agreements.three_valued import Reason, State, no, undetermined, yes
from tests.agreements.scope.test_hits import hit
from tests.agreements.worlds import context, incident, zone

TWO = ("agreement/1", "agreement/2")
OWN = "      - {kind: target, actors: [outlaws], lists: [black], associated: true}\n"


def excepting(*lines, **tables):
    return context(TWO, (OWN, "".join(f"      - {line}\n" for line in lines)), **tables)


HOSPITALS = "{kind: target, kinds: [medical], effect: keeps_in, id: care"


def test_what_the_text_takes_out_and_keeps_in_without_a_rank_cannot_be_told_and_both_are_named():
    area = excepting("{kind: area, zones: [area], text_ref: para. 3}", HOSPITALS + "}")
    found = hit(incident(targets=["a hospital"]), area)
    assert (found["exempt"], found["result"], found["missing"]) == ("undetermined", "undetermined", ["ranking"])
    assert "the exception of para. 3 takes it out, exception care keeps it in" in found["why"]


@pytest.mark.parametrize(
    ("area", "care", "result"),
    [
        ("", "", "undetermined"),
        ("", ", over: [ground]", "in_scope"),
        (", over: [care]", "", "out_of_scope"),
        (", over: [care]", ", over: [ground]", "undetermined"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_exception_that_the_text_ranks_over_the_other_decides(area, care, result, turned):
    lines = [f"{{kind: area, zones: [area], id: ground{area}}}", HOSPITALS + care + "}"]
    where = excepting(*(reversed(lines) if turned else lines))
    assert hit(incident(targets=["a hospital"]), where)["result"] == result
    assert hit(incident(targets=["North"]), where)["result"] == "out_of_scope"


def test_an_asserted_exception_is_kept_in_where_the_text_ranks_it_so():
    lines = ("{kind: self_defence, id: defence}", HOSPITALS + ", over: [defence]}")
    row = {"exempt_by": ["North"], "exempt_basis": ["in defence"]}
    assert hit(incident(targets=["a hospital"], **row), excepting(*lines))["result"] == "in_scope"
    assert hit(incident(targets=["South"], **row), excepting(*lines))["result"] == "exemption_asserted"
    assert hit(incident(targets=["a hospital"]), excepting(*lines))["result"] == "in_scope"
    unknown = hit(incident(targets=["somebody"], **row), excepting(*lines))
    assert (unknown["result"], unknown["missing"]) == ("undetermined", ["target"])


@pytest.mark.parametrize(
    ("event", "result"),
    [("airstrike", "out_of_scope"), ("shelling", "in_scope"), ("drone", "out_of_scope")],
)
def test_an_act_that_is_excepted_is_out_of_scope_without_anybodys_word(event, result):
    where = context(
        TWO, ("acts: [fire/*, air/strike]", "acts: [fire/*, air/*]"), (OWN, "      - {kind: act, acts: [air/*]}\n")
    )
    found = hit(incident(event_types=[event]), where)
    assert found["result"] == result
    assert found["exempt"] == ("yes" if result == "out_of_scope" else "no")


@pytest.mark.parametrize(
    ("given", "target", "result"),
    [
        ("classes: [groups]", "Red Brigade", "exemption_asserted"),
        ("classes: [groups]", "North", "in_scope"),
        ("kinds: [monitors]", "observers", "exemption_asserted"),
        ("kinds: [monitors]", "North", "in_scope"),
        ("kinds: [monitors]", "observers and Red Brigade", "in_scope"),
        ("kinds: [monitors, civilians]", "civilians", "exemption_asserted"),
    ],
)
def test_targets_are_excepted_by_class_and_by_kind(given, target, result):
    where = excepting(f"{{kind: target, {given}}}")
    assert hit(incident(targets=[target]), where)["result"] == result


def test_ground_that_keeps_in_takes_nothing_out():
    other = zone("other", shape=shapely.box(36.4, 34.4, 36.6, 34.6))
    lines = ("{kind: area, zones: [area], id: all}", "{kind: area, zones: [other], effect: keeps_in, over: [all]}")
    where = excepting(*lines, zones=[zone(), other])
    assert hit(incident(), where)["result"] == "in_scope"
    assert hit(incident(lat=34.2, lon=36.2), where)["result"] == "out_of_scope"


@pytest.mark.parametrize(
    ("line", "result", "missing"),
    [
        ("{kind: area, undrawn: the hills, effect: keeps_in, over: [all]}", "undetermined", ["geometry"]),
        ("{kind: self_defence, effect: keeps_in, over: [all]}", "out_of_scope", []),
    ],
)
def test_what_keeps_in_on_undrawn_ground_is_open_and_by_a_claim_is_nothing(line, result, missing):
    found = hit(incident(), excepting("{kind: area, zones: [area], id: all}", line))
    assert (found["result"], found["missing"]) == (result, missing)


def test_an_exception_that_only_keeps_in_takes_out_nothing():
    found = hit(incident(targets=["a hospital"]), excepting(HOSPITALS + "}"))
    assert (found["exempt"], found["result"]) == ("no", "in_scope")


@pytest.mark.parametrize(
    ("target", "result", "missing"),
    [("Shadow", "undetermined", ["coding"]), ("civilians", "out_of_scope", [])],
)
def test_a_contested_list_keeps_in_whom_it_may_name_but_names_no_civilians(target, result, missing):
    lines = ("{kind: area, zones: [area], id: all}", "{kind: target, lists: [black], effect: keeps_in, over: [all]}")
    contest = Contest("coded differently by one office and another")
    found = hit(incident(targets=[target]), excepting(*lines).with_contested(lists={"black": contest}))
    assert (found["result"], found["missing"]) == (result, missing)


# the algebra ----------------------------------------------------------------------------------------------------------

REASONS = st.sampled_from(
    [
        no("n"),
        undetermined("u", "target"),
        yes("y"),
        Reason(state=State.YES, words="claimed", asserted_by=("north",), basis="word"),
    ]
)
ONE = st.builds(
    lambda number, effect, over, reason: Applied(
        ByTarget(id=f"e{number}", effect=effect, over=tuple(f"e{n}" for n in over)), reason
    ),
    st.integers(0, 3),
    st.sampled_from(["takes_out", "keeps_in"]),
    st.lists(st.integers(0, 3), max_size=2),
    REASONS,
)
SETS = st.lists(ONE, max_size=4, unique_by=lambda one: one.exception.id)


@given(SETS)
def test_an_answer_does_not_depend_on_the_order_of_exceptions(held):
    assert weighed(held).state == weighed(held[::-1]).state


@given(SETS)
def test_nothing_is_taken_out_where_nothing_that_takes_out_fits(held):
    fits = any(one.exception.effect == "takes_out" and one.reason.state is not State.NO for one in held)
    assert fits or weighed(held).state is State.NO


@given(SETS)
def test_without_what_keeps_in_the_answer_is_the_strongest(held):
    out = [one for one in held if one.exception.effect == "takes_out"]
    assert weighed(out).state == max((one.reason.state for one in out), default=State.NO)


@given(SETS)
def test_what_keeps_in_never_takes_out(held):
    out = [one for one in held if one.exception.effect == "takes_out"]
    assert weighed(held).state <= weighed(out).state


@given(SETS)
def test_ranking_is_missing_only_where_both_surely_fit(held):
    if weighed(held).missing == "ranking":
        assert {one.exception.effect for one in held if one.reason.state is State.YES} == {"takes_out", "keeps_in"}
