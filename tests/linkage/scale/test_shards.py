"""Any cut into shards, any growth by new reports and any number of threads give the links of one run."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire import linkage
from ceasefire.linkage.scale import shards
from tests.linkage.worlds import world
from tests.soak import rounds

QUIET = linkage.Options(words=False)


def same(one: linkage.Linked, two: linkage.Linked) -> bool:
    return (
        one.links.sort_by("report_id").equals(two.links.sort_by("report_id"))
        and one.pairs.equals(two.pairs)
        and one.incidents.equals(two.incidents)
    )


@cache
def known(seed: int, crowd: int) -> tuple[pa.Table, linkage.Options, linkage.Parameters, linkage.Linked]:
    """Reports with days of any precision, what is learnt from them and their links, which runs of 37 reports give too."""
    options = linkage.Options(words=False, crowd=crowd)
    table, _ = world(seed, 500, per_day=20.0)
    table = table.append_column(
        "date_precision", pa.array(np.random.default_rng(seed).choice([1, 1, 1, 2, 3, 4], len(table)).astype("int8"))
    )
    parameters = linkage.learn(table, options=options)
    whole = linkage.link(table, parameters=parameters, options=options)
    walked = linkage.link(
        table, parameters=parameters, options=linkage.Options(words=False, crowd=crowd, run_reports=37)
    )
    assert same(walked, whole)
    return table, options, parameters, whole


@settings(max_examples=rounds(5, 80), deadline=None)
@given(cuts=st.integers(1, 12), seed=st.integers(0, rounds(1, 6)), crowd=st.sampled_from([600, 6]))
def test_any_cut_gives_identical_links(cuts: int, seed: int, crowd: int) -> None:
    table, options, parameters, whole = known(seed, crowd)
    parts = [
        shards.score_part(shards.part(table, shard, options), shard, parameters, options)
        for shard in shards.plan(table, -(-len(table) // cuts))
    ]
    assert same(shards.gather(table, reversed(parts), None, parameters, options), whole)


@settings(max_examples=rounds(10, 100), deadline=None)
@given(seed=st.integers(0, 6), share=st.floats(0.02, 0.9), crowd=st.sampled_from([600, 8]))
def test_extending_equals_linking_all_at_once(seed: int, share: float, crowd: int) -> None:
    options = linkage.Options(words=False, crowd=crowd)
    table, _ = world(seed, 400)
    mask = np.random.default_rng(seed).random(len(table)) < share
    old, new = table.filter(pa.array(~mask)), table.filter(pa.array(mask))
    parameters = linkage.learn(table, options=options)
    before = linkage.link(old, parameters=parameters, options=options)
    assert same(linkage.extend(before, old, new), linkage.link(table, parameters=parameters, options=options))


def test_extending_another_table_is_refused() -> None:
    table, _ = world(1, 60)
    linked = linkage.link(table, options=QUIET)
    with pytest.raises(ValueError, match="old"):
        linkage.extend(linked, table.slice(1), table.slice(0, 1))


@pytest.mark.parametrize(("workers", "chunk"), [(1, 1 << 17), (3, 999)])
def test_threads_and_chunks_do_not_matter(workers: int, chunk: int) -> None:
    table, _ = world(2, 1200)
    parameters = linkage.learn(table)
    options = linkage.Options(words=False, workers=workers, chunk_pairs=chunk)
    assert same(
        linkage.link(table, parameters=parameters, options=options),
        linkage.link(table, parameters=parameters, options=QUIET),
    )
