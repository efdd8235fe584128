"""What a caller sets is checked: options out of range and sets that do not fit are refused, naming the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pytest

from ceasefire import linkage
from ceasefire.linkage.features.prepare import prepare
from ceasefire.linkage.options import Parameters
from ceasefire.linkage.scale import shards
from ceasefire.linkage.scoring import block
from ceasefire.linkage.scoring.pairs import kilometres
from tests.linkage.helpers import partition
from tests.linkage.worlds import world

TABLE, _ = world(4, 120)
PRIOR = linkage.prior()
NAN, INF = float("nan"), float("inf")
WRONG: dict[str, tuple[Any, ...]] = {
    "days_apart": (-1, 1.5, "2", None, True, 10**9),
    "reach_km": (-1.0, 0, NAN, INF, 0.5, "40", None),
    "threshold_bits": (NAN, INF, -INF, 65.0, "1"),
    "crowd": (0, -1, 600.0),
    "sample_reports": (0, -5, NAN),
    "rounds": (-1, 2.5),
    "unsure": ((0.7, 0.3), (-0.1, 0.5), (0.5, NAN), (0.5,), None, [0.3, 0.7], ("a", "b")),
    "chunk_pairs": (0, -1, 1e5),
    "workers": (-1, 1.5),
    "words": (None, 1, "yes"),
    "run_reports": (0, -1, INF),
}


def test_every_option_is_tried() -> None:
    assert WRONG.keys() == set(linkage.Options.__struct_fields__)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_an_option_out_of_its_range_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"options: {name} is "):
        linkage.Options(**{name: value})
    with pytest.raises(ValueError, match=f"options: {name} is "):
        msgspec.structs.replace(linkage.Options(), **{name: value})


@pytest.mark.parametrize(
    "options",
    [
        {"workers": 0},
        {"days_apart": 0},
        {"rounds": 0},
        {"crowd": 1},
        {"chunk_pairs": 1},
        {"run_reports": 1},
        {"sample_reports": 1},
        {"threshold_bits": 3},
        {"days_apart": np.int64(2), "reach_km": np.float32(40.0)},
        {"unsure": (0, 1)},
    ],
)
def test_the_ends_of_the_ranges_are_linked(options: dict[str, Any]) -> None:
    linked = linkage.link(TABLE.slice(0, 40), options=linkage.Options(words=False, **options))
    assert len(linked.links) == 40


@pytest.mark.parametrize("reach", [1, 20_000])
def test_at_the_ends_of_the_reach_the_search_finds_what_lies_in_it(reach: float) -> None:
    rng = np.random.default_rng(3)
    n, options = 60, linkage.Options(words=False, reach_km=reach, workers=1)
    table = pa.table(
        {
            "report_id": [f"r{k:02}" for k in range(n)],
            "date_start": pa.array([17_000] * n, pa.int32()).cast(pa.date32()),
            "lat": [*rng.uniform(-90, 90, n // 2), *(89.999 + rng.uniform(0, 0.001, n // 2))],
            "lon": rng.uniform(-180, 180, n),
            "place_precision": pa.array([1] * n, pa.int8()),
        }
    )
    data = prepare(table)
    i, j = np.triu_indices(n, 1)
    near = kilometres(data, i, j) <= reach * 0.99
    found = {pair for a, b in block.candidates(data, options) for pair in zip(a.tolist(), b.tolist(), strict=True)}
    assert set(zip(i[near].tolist(), j[near].tolist(), strict=True)) <= found


def changed(**fields: Any) -> Parameters:
    return msgspec.structs.replace(PRIOR, **fields)


UNFIT: dict[str, Parameters] = {
    "weights of when": changed(weights={**PRIOR.weights, "when": [0.0, 1.0]}),
    "weights of killed": changed(weights={**PRIOR.weights, "killed": [NAN] * 10}),
    "within of text": changed(within={**PRIOR.within, "text": [INF] * 7}),
    "weights does not name": changed(weights={"day": [0.0]}),
    "scale of type": changed(scale={**PRIOR.scale, "type": NAN}),
    "prior_bits": changed(prior_bits=NAN),
    "within_prior_bits": changed(within_prior_bits=INF),
    "threshold_bits": changed(threshold_bits=NAN),
    "calibration": changed(calibration=(NAN, 0.0)),
    "form 3": changed(edition=3),
    "no learnt set.*weights": changed(weights={**PRIOR.weights, "when": ["much"] * 11}),
    "no learnt set.*common": changed(common=None),
}


def linked(parameters: Parameters) -> object:
    return linkage.link(TABLE, parameters=parameters)


def explained(parameters: Parameters) -> object:
    return linkage.explain(*TABLE["report_id"].to_pylist()[:2], TABLE, parameters)


def in_shards(parameters: Parameters) -> object:
    run = shards.plan(TABLE, 60)[0]
    return shards.score_part(shards.part(TABLE, run, linkage.Options()), run, parameters, linkage.Options())


def gathered(parameters: Parameters) -> object:
    return shards.gather(TABLE, [], None, parameters, linkage.Options())


@pytest.mark.parametrize("call", [linked, explained, in_shards, gathered])
@pytest.mark.parametrize("reason", UNFIT)
def test_a_set_that_does_not_fit_is_refused_by_every_call_naming_the_field(
    call: Callable[[Parameters], object], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        call(UNFIT[reason])


def test_a_set_that_fits_is_taken_as_it_is() -> None:
    assert linkage.link(TABLE, parameters=PRIOR).parameters is PRIOR
    assert partition(linkage.link(TABLE, parameters=PRIOR).links)
