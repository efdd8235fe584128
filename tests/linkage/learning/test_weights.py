"""Pairs of two sources and pairs of one are counted apart, and each kind has bits of its own."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pyarrow as pa

from ceasefire import linkage
from ceasefire.linkage.features.prepare import prepare
from ceasefire.linkage.learning.sampling import sample
from ceasefire.linkage.options import Options
from ceasefire.linkage.scoring.fields import BY_NAME, FIELDS
from tests.linkage.worlds import world


def test_a_pair_belongs_to_the_row_of_its_sources() -> None:
    data = prepare(world(27, 400)[0])
    seen = sample(data, Options(), np.zeros(0, np.int64))[0]
    source = seen.data.source
    row = seen.row
    assert set(row.tolist()) == {0, 1}
    assert row.tolist() == ((source[seen.i] == source[seen.j]) & (source[seen.i] != 0)).astype(int).tolist()


def test_reports_of_one_source_alone_leave_the_bits_between_sources_as_expected() -> None:
    table, _ = world(27, 400)
    one = table.set_column(table.column_names.index("source"), "source", pa.array(["only"] * len(table)))
    learnt, nothing = linkage.learn(one, words=False), linkage.learn(one.slice(0, 0), words=False)
    unlike = [
        words in ("names unlike (no distance)", "names a little alike (no distance)")
        for words in BY_NAME["place"].words
    ]
    few, many = ([b for b, u in zip(s.weights["place"], unlike, strict=True) if u] for s in (nothing, learnt))
    assert max(few) < max(many) < -5  # of so few reports none can have taught how often one place has two names
    for one, other in zip(unlike, range(len(unlike)), strict=True):
        assert one or learnt.weights["place"][other] == nothing.weights["place"][other]
    assert learnt.weights | {"place": []} == nothing.weights | {"place": []}
    assert learnt.within != nothing.within


def test_learnt_bits_rise_with_the_evidence_in_both_tables() -> None:
    for table in (world(28, 300)[0], world(28, 300)[0].slice(0, 12), world(28, 2)[0]):
        learnt = linkage.learn(table)
        for field in FIELDS:
            for bits in (learnt.weights[field.name], learnt.within[field.name]):
                assert len(bits) == len(field)
                assert all(bits[a] <= bits[b] for run in field.rising for a, b in pairwise(run))
                assert all(bits[level] >= 0 for level in field.agreeing)
