"""Values looked up in an index all at once are found where they are found one by one."""

import random

import pyarrow as pa
import pytest

from ceasefire.api.kept import index

NAMES = ["", "a", "b", "cc", "d", "é", "zz"]


@pytest.mark.parametrize("seed", range(20))
def test_many_values_at_once_are_found_as_one_by_one(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(seed)
    held = [draw.choice([*NAMES, None]) for _ in range(draw.choice([0, 1, 40]))]
    wanted = draw.sample([*NAMES, "0", "c", "zzz"], draw.randint(1, 10))
    text = pa.chunked_array([pa.array(held, pa.string())])
    lists = pa.chunked_array([pa.array([None if one is None else [one, "b"] for one in held], pa.list_(pa.string()))])
    for column in (text, lists):
        of = index.index_of(column)
        monkeypatch.setattr(index, "_MANY", len(wanted) + 1)
        singly = of.at(column, wanted).tolist()
        monkeypatch.setattr(index, "_MANY", 0)
        assert of.at(column, wanted).tolist() == singly
    assert singly == [row for row, one in enumerate(held) if one is not None and {one, "b"} & set(wanted)]
