"""Decision rules: the worked cases, the language's errors, and what holds for all rules and positions."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.findings.rules import Given, Mechanism, Outcome, Rule, RulesError, decide, read_rules, run_cases
from ceasefire.findings.rules.language import Clock, Gone, Held, Member, TieBreak
from ceasefire.vocabulary.codes import Role
from tests.soak import rounds

SEEN = Path(__file__).parent / "data" / "seen.yaml"
TEXT = SEEN.read_text(encoding="utf-8")
HEAD = """ceasefire: rules/1
mechanism: m
title: t
bodies:
  - {body: a, role: guarantor, component: g}
  - {body: b, role: guarantor, component: g}
  - {body: o, role: observer}
  - {body: c, role: chair}
rules:
"""


@pytest.mark.parametrize("result", run_cases(read_rules(TEXT)), ids=lambda r: r.case)
def test_every_case_of_the_rules_met_comes_out_as_written(result: Any) -> None:
    assert result.differences == ()


def test_a_case_that_fails_says_what_was_expected_and_why() -> None:
    wrong = TEXT.replace("expect: {state: decided, value: stop}", "expect: {state: no_decision, missing: [gov-1]}")
    [failed] = [r for r in run_cases(read_rules(wrong)) if not r.passed]
    assert failed.differences[0].startswith("state: expected no_decision, got decided (consensus of")
    assert "missing: expected gov-1, got nobody" in failed.differences[1]


@pytest.mark.parametrize(
    ("rule", "line", "words"),
    [
        ("  - {id: r, matter: x, needs: unanimity, members: [g, z]}", 10, "z is neither a body nor a component"),
        ("  - {id: r, matter: x, needs: unanimity, members: [g, o]}", 10, "o is observer here and has no voice"),
        ("  - {id: r, matter: x, needs: unanimity}", 10, "names the members"),
        ("  - {id: r, matter: x, members: [g]}", 10, "says what it needs"),
        ("  - {id: r, matter: x, needs: unanimity, members: [g], quorum: {g: 3}}", 10, "never be met by 2 members"),
        ("  - {id: r, matter: x, needs: unanimity, members: [g], quorum: {o: 1}}", 10, "names no member of this rule"),
        ("  - {id: r, matter: x, needs: consensus, members: [g], tie_break: {by: c, text: x}}", 10, "no meaning"),
        ("  - {id: r, matter: x, needs: majority, members: [g], tie_break: {by: z, text: x}}", 10, "z is no body"),
        (
            "  - {id: r, matter: x, needs: majority, members: [g], tie_break: {by: c}}",
            10,
            "missing required field `text`",
        ),
        ("  - {id: r, matter: x, needs: majority, members: [g], share: more than 1/1}", 10, "can never be reached"),
        ("  - {id: r, matter: x, needs: majority, members: [g], share: at least 3/2}", 10, "can never be reached"),
        ("  - {id: r, matter: x, needs: majority, members: [g], share: at least 1/3}", 10, "two opposite values"),
        ("  - {id: r, matter: x, needs: majority, members: [g], share: at least 1/2}", 10, "two opposite values"),
        (
            "  - {id: r, matter: x, needs: majority, members: [g], share: half}",
            10,
            "share is written as `more than 1/2`",
        ),
        ("  - {id: R r, matter: x, needs: unanimity, members: [g]}", 10, "id is a short name"),
        ("  - {id: r, matter: x, needs: majority, members: [g], clock: {}}", 10, "either hours or days"),
        (
            "  - {id: r, matter: x, needs: majority, members: [g], clock: {hours: 1, days: 1}}",
            10,
            "either hours or days",
        ),
        ("  - {id: r, matter: x, stages: [s]}", 10, "s is not a rule given before"),
        ("  - {id: r, matter: x, needs: unanimity, members: [g], asked_by: [z]}", 10, "z is neither"),
        (
            "  - {id: r, matter: x, needs: unanimity, members: [g]}\n"
            "  - {id: r, matter: y, needs: unanimity, members: [g]}",
            11,
            "r is given 2 times",
        ),
        (
            "  - {id: r, matter: x, needs: unanimity, members: [g]}\n  - {id: s, matter: y, stages: [r], members: [g]}",
            11,
            "a chain only names its stages",
        ),
        ("  - {id: r, matter: x, needs: unanimity, members: [g], colour: red}", 10, "unknown field `colour`"),
        ("  - {id: r, matter: x, needs: unanimity, members: &a [g]}", 10, "anchors, aliases and tags"),
        ("  - {id: r, matter: x, needs: unanimity, members: !!python/object []}", 10, "anchors, aliases and tags"),
        ("  - {id: r, id: s}", 10, "duplicate key"),
        ("  - {id: r, matter: x, needs: [unanimity}", 10, "expected"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(rule: str, line: int, words: str) -> None:
    with pytest.raises(RulesError, match=words) as refused:
        read_rules(HEAD + rule + "\n", "wrong.yaml")
    assert refused.value.problems[0][0] == line
    assert str(refused.value).startswith(f"wrong.yaml:{line}:")


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("rule: z, given: {opened: 2017-01-01, now: 2017-01-01}", "z is no rule"),
        ("rule: r, given: {opened: 2017-02-30, now: 2017-01-01}", "2017-02-30: day is out of range"),
        (
            "rule: r, given: {opened: 2017-01-01, now: 2017-01-01, positions: [{body: a, at: 2017-01-01}]}",
            "takes a stand",
        ),
        ("rule: r, given: {opened: 2017-01-01, now: 2017-01-01, gone: [{body: a, at: 2017-13-01}]}", "2017-13-01"),
        ("rule: r, given: {opened: 1 May, now: 2017-01-01}", "opened is a day such as 2017-05-04"),
        (
            "rule: s, given: {opened: 2017-01-01, now: 2017-01-01, positions: [{body: a, value: x, at: 2017-01-01}]}",
            "names its stage, one of: r",
        ),
    ],
)
def test_a_wrong_case_is_refused(case: str, words: str) -> None:
    rules = "  - {id: r, matter: x, needs: unanimity, members: [g]}\n  - {id: s, matter: x, stages: [r]}\n"
    with pytest.raises(RulesError, match=words):
        read_rules(f"{HEAD}{rules}cases:\n  - {{name: n, {case}, expect: {{state: pending}}}}\n")


BLOCKS = """ceasefire: rules/1
mechanism: m
title: t
bodies:
  - {body: a, role: guarantor, component: g}
  - {body: a, role: guarantor, component: g}
  - {body: o, role: observer}
rules:
  - id: one
    matter: x
    members:
      - g
      - z
    asked_by:
      - y
    needs: consensus
    quorum:
      g: 9
      w: 1
    share: at least 1/3
    tie_break:
      by: q
      text: t
  - id: two
    matter: x
    needs: majority
    members:
      - o
    share: more than 2/2
  - id: three
    matter: x
    stages:
      - one
      - later
    needs: majority
cases:
  - name: n
    rule: nowhere
    given:
      opened: 2017-02-30
      now: 2017-02-31
      positions:
        - body: a
          at: 2017-13-01
      gone:
        - body: a
          at: 2017-14-01
    expect: {state: pending}
  - name: n
    rule: three
    given:
      opened: 2017-02-01
      now: 2017-02-01
      positions:
        - body: a
          value: v
          at: 2017-01-01
    expect: {state: pending}
"""


def test_a_quorum_of_all_counts_every_member() -> None:
    rule = "  - {id: r, matter: x, needs: unanimity, members: [g], quorum: {all: 2}}\n"
    assert read_rules(HEAD + rule).rule("r").quorum == {"all": 2}
    with pytest.raises(RulesError, match="a quorum of 3 can never be met by 2 members"):
        read_rules(HEAD + rule.replace("all: 2", "all: 3"))


def test_every_problem_is_told_at_its_own_line() -> None:
    with pytest.raises(RulesError) as refused:
        read_rules(BLOCKS)
    assert [(line, words.split(";")[0][:30]) for line, _, words in sorted(refused.value.problems)] == [
        (6, "a is given 2 times"),
        (13, "z is neither a body nor a comp"),
        (15, "y is neither a body nor a comp"),
        (18, "a quorum of 9 can never be met"),
        (19, "w names no member of this rule"),
        (20, "with a share of at least 1/3 t"),
        (21, "a casting vote has no meaning "),
        (22, "q is no body of this mechanism"),
        (27, "o is observer here and has no "),
        (29, "a share of more than 2/2 can ne"[:30]),
        (30, "a chain only names its stages"),
        (34, "later is not a rule given befo"),
        (38, "nowhere is no rule of this file"[:30]),
        (40, "2017-02-30: day is out of rang"),
        (41, "2017-02-31: day is out of rang"),
        (43, "a position holds a value or ta"),
        (44, "2017-13-01: month must be in 1"),
        (47, "2017-14-01: month must be in 1"),
        (55, "a chain's position names its s"),
    ]


def test_a_file_too_long_or_too_deep_is_refused() -> None:
    with pytest.raises(RulesError, match="longer than"):
        read_rules("#" * 2_000_001)
    with pytest.raises(RulesError, match="nested deeper"):
        read_rules("[" * 30 + "]" * 30)
    with pytest.raises(RulesError):
        read_rules("")


def test_a_rule_is_found_by_its_id_or_the_others_are_named() -> None:
    mechanism = read_rules(TEXT)
    assert mechanism.rule("zones").needs == "consensus"
    with pytest.raises(KeyError, match="there are: meeting, zones"):
        mechanism.rule("nothing")


# --- what holds for every rule -------------------------------------------------------------------------------------

BODIES = ("a", "b", "c", "d", "e")
MEMBERS = tuple(Member(body=b, role=Role.PARTY, component="left" if b in "ab" else "right") for b in BODIES)
DAYS = [f"2017-01-{d:02}" for d in range(1, 15)]


def mechanism_of(rule: Rule) -> Mechanism:
    chair = Member(body="chair", role=Role.CHAIR)
    return Mechanism(ceasefire="rules/1", mechanism="m", title="t", bodies=(*MEMBERS, chair), rules=(rule,))


held = st.builds(
    Held,
    body=st.sampled_from(BODIES),
    value=st.none() | st.sampled_from(["x", "y"]),
    stand=st.none() | st.sampled_from(["concur", "dissent", "abstain"]),
    at=st.sampled_from(DAYS),
)
agreeing = st.sets(st.sampled_from(BODIES), min_size=3).flatmap(
    lambda bodies: st.tuples(
        *(st.builds(Held, body=st.just(b), value=st.just("x"), at=st.sampled_from(DAYS[:5])) for b in sorted(bodies))
    )
)
"""Nearly all hold the same, so that one more voice turns the outcome; drawn one by one, voices seldom come to that."""
clocks = st.none() | st.builds(
    Clock, days=st.integers(1, 12), silence=st.sampled_from(["consent", "refusal", "nothing"])
)
quorums = st.dictionaries(st.sampled_from(["left", "right", "all"]), st.integers(1, 2), max_size=2)
together = st.builds(
    Rule,
    id=st.just("r"),
    matter=st.just("m"),
    members=st.just(("left", "right")),
    needs=st.sampled_from(["unanimity", "consensus"]),
    clock=clocks,
    quorum=quorums,
    member_gone=st.sampled_from(["ends", "remaining"]),
)
majority = st.builds(
    Rule,
    id=st.just("r"),
    matter=st.just("m"),
    members=st.just(("left", "right")),
    needs=st.just("majority"),
    share=st.sampled_from(["more than 1/2", "at least 2/3"]),
    share_of=st.sampled_from(["members", "votes"]),
    clock=clocks,
    tie_break=st.none() | st.just(TieBreak(by="chair", text="t")),
)
givens = st.builds(
    Given,
    opened=st.just("2017-01-01"),
    now=st.sampled_from(DAYS),
    proposal=st.none() | st.just("x"),
    present=st.none() | st.sets(st.sampled_from(BODIES)).map(lambda s: tuple(sorted(s))),
    positions=st.lists(held, max_size=9).map(tuple) | agreeing,
    gone=st.lists(st.builds(Gone, body=st.sampled_from(BODIES), at=st.sampled_from(DAYS)), max_size=1).map(tuple),
)


def outcome(rule: Rule, told: Given, positions: Sequence[Held] | None = None, **changes: Any) -> Outcome:
    import msgspec

    if positions is not None:
        changes["positions"] = tuple(positions)
    return decide(mechanism_of(rule), rule, msgspec.structs.replace(told, **changes))


@settings(max_examples=rounds(400, 4000), deadline=None)
@given(together | majority, givens, st.randoms(use_true_random=False))
def test_the_order_of_positions_never_matters(rule: Rule, told: Given, random: Any) -> None:
    shuffled = list(told.positions)
    random.shuffle(shuffled)
    assert outcome(rule, told, shuffled) == outcome(rule, told)


@settings(max_examples=rounds(600, 6000), deadline=None)
@given(together, givens, st.sampled_from(BODIES), st.sampled_from(DAYS))
def test_one_more_dissent_never_helps_a_consensus(rule: Rule, told: Given, body: str, day: str) -> None:
    before = outcome(rule, told)
    after = outcome(rule, told, [*told.positions, Held(body=body, stand="dissent", at=day)])
    if after.state == "decided":
        assert before.state == "decided"


@settings(max_examples=rounds(400, 4000), deadline=None)
@given(
    st.builds(
        Rule,
        id=st.just("r"),
        matter=st.just("m"),
        members=st.just(("left", "right")),
        needs=st.just("majority"),
        share=st.sampled_from(["more than 1/2", "at least 2/3"]),
        clock=clocks,
    ),
    givens,
    st.sampled_from(BODIES),
    st.sampled_from(DAYS),
)
def test_one_more_dissent_never_helps_a_majority_of_members(rule: Rule, told: Given, body: str, day: str) -> None:
    before = outcome(rule, told)
    after = outcome(rule, told, [*told.positions, Held(body=body, stand="dissent", at=day)])
    if after.state == "decided":
        assert before.state == "decided"


@settings(max_examples=rounds(300, 3000), deadline=None)
@given(together | majority, givens)
def test_what_is_decided_stays_decided_on_every_later_day(rule: Rule, told: Given) -> None:
    first = outcome(rule, told)
    if first.state == "decided":
        later = outcome(rule, told, now="2017-03-01")
        assert (later.state, later.value, later.at) == ("decided", first.value, first.at)


@settings(max_examples=rounds(300, 3000), deadline=None)
@given(together | majority, givens)
def test_an_outcome_says_what_a_reader_needs(rule: Rule, told: Given) -> None:
    found = outcome(rule, told)
    assert found.at >= "2017-01-01"
    assert (found.value is not None) == (found.state == "decided")
    assert found.why
    assert (found.due is not None) == (rule.clock is not None)
    if found.state == "decided" and rule.needs != "majority":
        assert not found.dissent
    if found.state == "pending":
        assert found.missing or found.value is None


@settings(max_examples=rounds(300, 3000), deadline=None)
@given(together | majority, givens, st.sampled_from(["observer", "stranger"]))
def test_a_stranger_never_changes_the_outcome(rule: Rule, told: Given, body: str) -> None:
    import msgspec

    before = outcome(rule, told)
    after = outcome(rule, told, [*told.positions, Held(body=body, value="y", at="2017-01-01")])
    assert [r.body for r in after.refused if r.body == body] == [body]
    assert msgspec.structs.replace(after, refused=before.refused) == before
