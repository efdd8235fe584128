"""Codes of sources and words of actors: one rule of spelling with the room of parties."""

import pyarrow as pa
import pytest

from ceasefire.linkage.features.strings import source_codes


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("SOHR", "sohr VIA AFP", True),
        ("SOHR (its head)", "SOHR citing witnesses", True),
        ("ＳＯＨＲ", "SOHR", True),
        ("SOHR", "SOHR / SANA", False),
        ("Television (state) and SOHR", "Television", False),
        ("SOHR", "SANA", False),
    ],
)
def test_reports_of_one_speaker_have_one_code(a: str, b: str, *, same: bool) -> None:
    one, other = source_codes(pa.table({"source": [a, b]}))
    assert bool(one == other) is same


def test_a_source_that_is_not_stated_has_no_code() -> None:
    assert source_codes(pa.table({"source": pa.array([None, " "], pa.string())})).tolist() == [0, 0]
