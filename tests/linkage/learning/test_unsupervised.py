"""Learning: the known parameters of a world are recovered, and the result is one stable piece of JSON."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from ceasefire import linkage
from ceasefire.linkage.scoring.fields import BY_NAME
from tests.linkage.worlds import world


def test_parameters_survive_json_and_do_not_change_from_run_to_run() -> None:
    table, _ = world(21, 600)
    learnt = linkage.learn(table)
    assert linkage.Parameters.from_json(learnt.to_json()) == learnt
    assert linkage.learn(table).to_json() == learnt.to_json()
    with pytest.raises(msgspec.ValidationError):
        linkage.Parameters.from_json(b'{"edition": 1}')


def test_the_share_of_true_pairs_is_recovered_without_labels() -> None:
    table, truth = world(22, 3000, per_day=5.0)
    learnt = linkage.learn(table)
    counts = np.bincount(truth)
    true = (counts * (counts - 1) // 2).sum()
    share = 1 / (1 + 2**-learnt.prior_bits)
    assert 0.6 < share * learnt.pairs / true < 1.5


def test_sources_that_code_types_otherwise_are_learnt() -> None:
    table, _ = world(23, 4000, per_day=5.0)
    learnt = linkage.learn(table)
    side, names, words = 30, learnt.codes["type"], BY_NAME["type"].words

    def more(one: str, other: str) -> float:
        a, b = sorted((names.index(one) + 1, names.index(other) + 1))
        return learnt.refined["type"][a * side + b]

    def bits(one: str, other: str, level: str) -> float:
        return learnt.weights["type"][words.index(level)] + more(one, other)

    assert bits("sniper", "sniper", "same type") > bits("shelling", "shelling", "same type") > 0
    could_be_one = bits("state-based", "shelling", "types that can be one")
    assert bits("airstrike", "shelling", "other types") < could_be_one - 1
    # of types that could be one by their names, the reports themselves teach which are: a sniper's shot is one-sided here
    assert more("one-sided", "sniper") > more("state-based", "sniper") + 1


def test_another_name_for_one_actor_is_learnt() -> None:
    table, _ = world(24, 4000, per_day=5.0)
    learnt = linkage.learn(table)
    names = learnt.codes["actor"]
    a, b = sorted((names.index("coast guard corps") + 1, names.index("coastal corps") + 1))
    x, y = sorted((names.index("coast guard corps") + 1, names.index("northern army") + 1))
    assert learnt.refined["actor"][a * 60 + b] > learnt.refined["actor"][x * 60 + y]


def test_nothing_to_learn_from_is_no_trouble() -> None:
    table, _ = world(25, 100)
    assert linkage.learn(table.slice(0, 0)).pairs == 0
