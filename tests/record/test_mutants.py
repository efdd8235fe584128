"""Every change of a record's files is named by verify, or it changes nothing that the record says."""

from collections import Counter

import pytest
from bench.record import mutants, mutations, small

from tests.soak import rounds

NOT_COVERED = ("keys",)
"""Files that no signature covers: what verify says of them is a remark."""


@pytest.fixture(scope="module")
def judge(tmp_path_factory):
    with small.quick():
        yield mutants.Judge(tmp_path_factory.mktemp("mutants") / "m")


def judged(judge, seed, count):
    """How many mutants ended how, and those that no mutant may be."""
    outcomes, wrong = Counter(), []
    for number in range(count):
        change = mutations.draw(seed, number, judge.base)
        outcome, words = judge.judge(change)
        judge.undo(change)
        outcomes[outcome] += 1
        if outcome in mutants.FAULTS and change.file not in NOT_COVERED:
            wrong.append((number, change.file, change.kind, change.detail, outcome, words))
    return outcomes, wrong


@pytest.mark.longer
def test_a_changed_file_is_named_or_says_the_same(judge):
    outcomes, wrong = judged(judge, 11, rounds(60, 20_000))
    assert wrong == []
    assert outcomes["named"] > outcomes["slack"] > 0


def test_a_change_that_nobody_named_would_be_seen(judge, monkeypatch):
    silent = judge.report
    monkeypatch.setattr(judge, "_verified", lambda: silent)
    outcomes, wrong = judged(judge, 12, 30)
    assert outcomes["missed"] + outcomes["unread"] > 10
    assert wrong


def test_the_same_mutant_is_drawn_each_time(judge):
    assert all(mutations.draw(1, n, judge.base) == mutations.draw(1, n, judge.base) for n in range(20))
