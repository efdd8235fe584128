"""The edges of decision rules that the worked cases do not touch."""

import os
import time
from typing import Any

from ceasefire.findings.rules import Given, Mechanism, Outcome, Rule, decide
from ceasefire.findings.rules.language import Clock, Gone, Held, Member, TieBreak
from ceasefire.findings.rules.moments import end, seen, start, written
from ceasefire.vocabulary.codes import Role

BODIES = (*(Member(body=b, role=Role.PARTY, component="all-four") for b in "abcd"), Member(body="z", role=Role.CHAIR))


def run(
    positions: str,
    *,
    now: str = "2017-01-31",
    opened: str = "2017-01-01",
    proposal: str | None = None,
    present: tuple[str, ...] | None = None,
    gone: tuple[Gone, ...] = (),
    **rule: Any,
) -> Outcome:
    """Run a rule on positions in a short form: "a=x@02 b!@03 c~@04" (holds x, dissents, abstains, on that day)."""
    told = []
    for word in positions.split():
        what, _, day = word.partition("@")
        body, stand = what[0], {"!": "dissent", "~": "abstain"}.get(what[1:2])
        told.append(Held(body=body, value=None if stand else what[2:], stand=stand, at=f"2017-01-{day}"))  # type: ignore[arg-type]
    one = Rule(**({"id": "r", "matter": "m", "members": ("all-four",), "needs": "consensus"} | rule))
    mechanism = Mechanism(ceasefire="rules/1", mechanism="m", title="t", bodies=BODIES, rules=(one,))
    return decide(
        mechanism,
        one,
        Given(opened=opened, now=now, proposal=proposal, present=present, gone=gone, positions=tuple(told)),
    )


def test_nobody_has_said_anything() -> None:
    found = run("")
    assert (found.state, found.at, [m.body for m in found.missing]) == ("pending", "2017-01-01", ["a", "b", "c", "d"])
    assert {m.since for m in found.missing} == {"2017-01-01"}


def test_all_abstain_is_no_consensus() -> None:
    found = run("a~@02 b~@02 c~@02 d~@02")
    assert (found.state, found.abstained, found.why) == ("pending", ("a", "b", "c", "d"), "nobody holds a value")


def test_a_majority_of_members_is_called_at_the_deciding_voice() -> None:
    found = run("a=x@02 b=x@03 c=x@05 d=y@09", needs="majority")
    assert (found.state, found.value, found.at) == ("decided", "x", "2017-01-05")
    assert [(h.body, h.at) for h in found.late] == [("d", "2017-01-09")]
    assert found.why == "3 of 4 members (more than 1/2)"


def test_half_of_the_members_is_not_more_than_half_but_is_at_least_half() -> None:
    assert run("a=x@02 b=x@02 c=y@03 d~@03", needs="majority").state == "no_decision"
    assert run("a=x@02 b=x@02 c=y@03 d~@03", needs="majority", share="at least 1/2").state == "decided"


def test_abstentions_count_in_the_base_of_members_and_not_of_votes() -> None:
    assert run("a=x@02 b=x@02 c=y@02 d~@02", needs="majority").state == "no_decision"
    found = run("a=x@02 b=x@02 c=y@02 d~@02", needs="majority", share_of="votes")
    assert (found.state, found.why) == ("decided", "2 of 3 votes (more than 1/2)")
    assert [h.body for h in found.dissent] == ["c"]


def test_a_majority_of_votes_waits_for_the_rest_while_they_can_change_it() -> None:
    assert run("a=x@02", needs="majority", share_of="votes").state == "pending"
    assert run("a=x@02 b=x@02", needs="majority", share_of="votes").state == "pending"
    assert run("a=x@02 b=x@02 c=x@03", needs="majority", share_of="votes").at == "2017-01-03"


def test_a_majority_of_votes_counts_the_votes_cast_when_the_clock_ends() -> None:
    found = run("a=x@02", needs="majority", share_of="votes", clock=Clock(days=5))
    assert (found.state, found.value, found.at) == ("decided", "x", "2017-01-07")
    assert found.why == "1 of 1 votes (more than 1/2)"


def test_a_majority_that_can_no_longer_be_reached_is_no_decision_at_once() -> None:
    found = run("a!@02 b!@03", needs="majority", proposal="x")
    assert (found.state, found.at, [m.body for m in found.missing]) == ("no_decision", "2017-01-03", ["c", "d"])
    assert run("a!@02 b=x@03", needs="majority", proposal="x").state == "pending"


def test_no_votes_decide_nothing() -> None:
    found = run("", needs="majority", share_of="votes", clock=Clock(days=5))
    assert (found.state, found.at) == ("no_decision", "2017-01-07")


def test_silence_as_refusal_names_the_silent_as_against() -> None:
    found = run("a=x@02 b=x@02 c=x@02", clock=Clock(hours=72, silence="refusal"))
    assert (found.state, found.at, found.why) == ("no_decision", "2017-01-05", "d dissents")
    assert [m.body for m in found.missing] == ["d"]


def test_silence_is_no_consent_where_two_values_are_held_or_none() -> None:
    clock = Clock(hours=72, silence="consent")
    assert run("a=x@02 b=y@02", clock=clock).state == "no_decision"
    nothing = run("", clock=clock)
    assert (nothing.state, [m.body for m in nothing.missing]) == ("no_decision", ["a", "b", "c", "d"])


def test_a_value_alone_is_adopted_by_silence() -> None:
    found = run("a=x@02", clock=Clock(hours=72, silence="consent"))
    assert (found.state, found.value, found.silent, found.at) == ("decided", "x", ("b", "c", "d"), "2017-01-05")


def test_what_comes_after_the_clock_changes_nothing() -> None:
    found = run("a=x@02 b=x@02 c=x@02 d=x@20", clock=Clock(days=3))
    assert (found.state, found.at, [h.body for h in found.late]) == ("no_decision", "2017-01-05", ["d"])
    assert found.why == "the clock ended with d unheard; waiting for d"


def test_a_clock_that_ends_without_quorum_is_no_decision() -> None:
    found = run("a=x@02 b=x@02 c=x@02 d=x@02", clock=Clock(days=3), quorum={"all": 4}, present=("a", "b", "c"))
    assert (found.state, found.at) == ("no_decision", "2017-01-05")
    assert found.why == "the clock ended; no quorum: all 3 of 4"
    assert [(m.body, m.why) for m in found.missing] == [("d", "is not present")]
    assert [(q.component, q.there, q.needed) for q in found.quorum] == [("all", 3, 4)]


def test_an_absent_member_does_not_block_where_a_quorum_governs() -> None:
    found = run("a=x@02 b=x@02 c=x@02", quorum={"all": 3}, present=("a", "b", "c"))
    assert (found.state, found.value) == ("decided", "x")
    assert run("a=x@02 b=x@02 c=x@02", present=("a", "b", "c")).state == "pending"


def test_the_position_of_an_absent_member_is_not_counted_under_a_quorum() -> None:
    found = run("a=x@02 b=x@02 c=x@02 d!@02", quorum={"all": 3}, present=("a", "b", "c"))
    assert (found.state, found.dissent) == ("decided", ())


def test_without_a_list_of_presence_those_who_spoke_are_there() -> None:
    assert run("a=x@02 b=x@02", needs="majority", share="at least 1/2", quorum={"all": 3}).state == "pending"
    assert run("a=x@02 b=x@02 c~@04", needs="majority", share="at least 1/2", quorum={"all": 3}).at == "2017-01-04"


def test_two_positions_of_one_day_are_dissent() -> None:
    found = run("a=x@02 a=y@02 b=x@02 c=x@02 d=x@02")
    assert (found.state, {h.body for h in found.dissent}) == ("no_decision", {"a"})
    assert len(found.dissent) == 2


def test_saying_the_same_twice_is_saying_it_once() -> None:
    assert run("a=x@02 a=x@02 b=x@02 c=x@02 d=x@03").at == "2017-01-03"


def test_concurring_with_nothing_is_no_support() -> None:
    one = Rule(id="r", matter="m", members=("a",), needs="unanimity")
    mechanism = Mechanism(ceasefire="rules/1", mechanism="m", title="t", bodies=BODIES, rules=(one,))
    told = Given(opened="2017-01-01", now="2017-01-09", positions=(Held(body="a", stand="concur", at="2017-01-02"),))
    assert decide(mechanism, one, told).state == "no_decision"
    assert (
        decide(
            mechanism, one, Given(opened="2017-01-01", now="2017-01-09", proposal="x", positions=told.positions)
        ).value
        == "x"
    )


def test_the_chair_breaks_a_tie_only_between_the_two() -> None:
    tie = TieBreak(by="z", text="t")
    votes = "a=x@02 b=x@02 c=y@02 d=y@02"
    assert run(f"{votes} z=y@03", needs="majority", tie_break=tie).value == "y"
    assert run(f"{votes} z=w@03", needs="majority", tie_break=tie).state == "no_decision"
    assert run(f"{votes} z~@03", needs="majority", tie_break=tie).state == "pending"
    waiting = run(votes, needs="majority", tie_break=tie)
    assert (waiting.state, waiting.why) == ("pending", "votes were equal; waiting for z")
    assert [(m.body, m.why) for m in waiting.missing] == [("z", "has the casting vote and has not cast it")]


def test_the_chair_has_no_voice_where_votes_are_not_equal() -> None:
    found = run("a=x@02 b=x@02 c=x@02 d=y@02 z=y@02", needs="majority", tie_break=TieBreak(by="z", text="t"))
    assert found.value == "x"
    found = run("a=x@02 b=y@02 c=w@02 d~@02 z=y@02", needs="majority", tie_break=TieBreak(by="z", text="t"))
    assert found.state == "no_decision"


def test_a_tie_on_a_proposal_is_broken_for_it_only_by_its_supporter() -> None:
    tie = TieBreak(by="z", text="t")
    votes = "a=x@02 b=x@02 c!@02 d!@02"
    assert run(f"{votes} z=x@03", needs="majority", tie_break=tie, proposal="x").value == "x"
    assert run(f"{votes} z=y@03", needs="majority", tie_break=tie, proposal="x").state == "no_decision"
    assert run(votes, needs="majority", tie_break=tie, proposal="x", clock=Clock(days=5)).state == "no_decision"


def test_a_member_that_left_ends_the_rule_or_leaves_the_rest_to_decide() -> None:
    gone = (Gone(body="d", at="2017-01-04"),)
    ended = run("a=x@02 b=x@02 c=x@02", gone=gone)
    assert (ended.state, ended.at, [(m.body, m.since, m.why) for m in ended.missing][:1]) == (
        "no_decision",
        "2017-01-04",
        [("d", "2017-01-04", "has left")],
    )
    rest = run("a=x@02 b=x@02 c=x@02", gone=gone, member_gone="remaining")
    assert (rest.state, rest.at, [g.body for g in rest.gone]) == ("decided", "2017-01-04", ["d"])


def test_what_was_decided_before_a_member_left_stands() -> None:
    found = run("a=x@02 b=x@02 c=x@02 d=x@03", gone=(Gone(body="d", at="2017-01-04"),))
    assert (found.state, found.at, found.gone) == ("decided", "2017-01-03", ())


def test_a_body_that_is_no_member_may_leave_without_effect() -> None:
    found = run("a=x@02 b=x@02 c=x@02 d=x@05", gone=(Gone(body="z", at="2017-01-03"),), member_gone="remaining")
    assert (found.state, found.gone) == ("decided", ())


def test_a_matter_that_needs_asking_waits_until_a_body_that_may_has_asked() -> None:
    one = Rule(id="r", matter="m", members=("a",), asked_by=("b",), needs="unanimity")
    mechanism = Mechanism(ceasefire="rules/1", mechanism="m", title="t", bodies=BODIES, rules=(one,))

    def asked(by: str | None) -> Outcome:
        voice = Held(body="a", value="x", at="2017-01-02")
        return decide(mechanism, one, Given(opened="2017-01-01", now="2017-01-09", asked_by=by, positions=(voice,)))

    assert asked("b").value == "x"
    assert (asked(None).state, asked(None).why) == ("pending", "nobody has asked; b may")
    assert asked("c").why == "c may not ask; b may"


def test_values_outside_the_closed_list_are_refused() -> None:
    found = run("a=x@02 b=x@02 c=x@02 d=w@02", values=("x", "y"))
    assert [(r.body, r.rule) for r in found.refused] == [("d", "r")]
    assert "none of the values of this rule: x, y" in found.refused[0].why
    assert [m.body for m in found.missing] == ["d"]


def test_what_lies_after_the_day_one_asks_on_is_not_seen() -> None:
    found = run("a=x@02 b=x@02 c=x@02 d=x@05", now="2017-01-04")
    assert (found.state, [m.body for m in found.missing]) == ("pending", ["d"])
    assert run("a=x@02 b=x@02 c=x@02 d=x@05", now="2017-01-05").state == "decided"


def test_different_values_are_named() -> None:
    assert run("a=x@02 b=y@03").why == "members hold different values: x, y"


def test_dissents_without_a_proposal_can_make_a_majority_impossible() -> None:
    assert run("c!@02 d!@02", needs="majority").state == "no_decision"
    assert run("d!@02", needs="majority").state == "pending"


def test_abstentions_shrink_the_votes_that_could_still_be_cast() -> None:
    assert run("a~@02 b~@02 c=x@02", needs="majority", share_of="votes").state == "pending"
    assert run("a!@02 b!@02 c=x@02", needs="majority", share_of="votes", proposal="x").state == "no_decision"


def test_the_chair_cannot_carry_a_minority() -> None:
    tie = TieBreak(by="z", text="t")
    assert run("a=x@02 b!@02 c!@02 d~@02 z=x@03", needs="majority", tie_break=tie, proposal="x").state == "no_decision"
    assert run("a!@02 b~@02 c~@02 d~@02 z=x@03", needs="majority", tie_break=tie, proposal="x").state == "no_decision"


def test_equal_votes_are_named_and_one_against_one_is_a_tie() -> None:
    assert run("a=x@02 b=x@02 c=y@02 d=y@02", needs="majority").why == "equal votes for x, y"
    tie = TieBreak(by="z", text="t")
    assert run("a=x@02 b!@02 c~@02 d~@02 z=x@03", needs="majority", tie_break=tie, proposal="x").value == "x"


def test_no_vote_for_and_none_against_is_no_tie() -> None:
    tie = TieBreak(by="z", text="t")
    assert run("a~@02 b~@02 c~@02 d~@02 z=x@03", needs="majority", tie_break=tie, proposal="x").state == "no_decision"


def test_nobody_is_missing_from_what_is_decided() -> None:
    found = run("a=x@02 b=x@03 c=x@05", needs="majority")
    assert (found.state, found.missing) == ("decided", ())


def test_the_chair_may_cast_by_concurring_with_a_value() -> None:
    votes = [Held(body=b, value=v, at="2017-01-02") for b, v in zip("abcd", "xxyy", strict=True)]
    one = Rule(id="r", matter="m", members=("all-four",), needs="majority", tie_break=TieBreak(by="z", text="t"))
    mechanism = Mechanism(ceasefire="rules/1", mechanism="m", title="t", bodies=BODIES, rules=(one,))
    cast = Held(body="z", value="y", stand="concur", at="2017-01-03")
    told = Given(opened="2017-01-01", now="2017-01-09", positions=(*votes, cast))
    assert decide(mechanism, one, told).value == "y"


def test_leaving_and_objecting_at_the_very_moment_one_asks_is_seen() -> None:
    moment = "2017-01-04T10:00Z"
    found = run("a=x@02 b=x@02 c=x@02", gone=(Gone(body="d", at=moment),), now=moment)
    assert (found.state, found.at) == ("no_decision", moment)


def test_days_at_the_edge_of_a_clock() -> None:
    assert start("2017-01-02").isoformat() == "2017-01-02T00:00:00+00:00"
    assert end("2017-01-02").isoformat() == "2017-01-03T00:00:00+00:00"
    assert seen("2017-01-02").isoformat() == "2017-01-02T23:59:59.999999+00:00"
    assert start("2017-01-02T01:30+03:00") == end("2017-01-01T22:30Z") == seen("2017-01-01T22:30:00Z")
    assert written(start("2017-01-02")) == "2017-01-02"
    assert written(start("2017-01-02T03:04Z")) == "2017-01-02T03:04:00Z"


def test_a_day_means_the_same_whatever_the_zone_of_the_machine() -> None:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "America/New_York"
    time.tzset()
    try:
        assert start("2017-01-02").isoformat() == "2017-01-02T00:00:00+00:00"
        assert end("2017-01-02").isoformat() == "2017-01-03T00:00:00+00:00"
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()
