"""The shares that learning starts from: the file that comes with the program, and files that do not fit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ceasefire.linkage.scoring import shares as module
from ceasefire.linkage.scoring.fields import FIELDS
from ceasefire.linkage.scoring.shares import FILE, STRATA, read, shares

TEXT = Path(module.__file__).with_name(FILE).read_text(encoding="utf-8")


def test_the_file_is_read_whole() -> None:
    known = shares()
    assert known is shares()
    assert (known.pairs > 0).all()
    for table in (known.expected, known.chance):
        assert set(table) == {field.name for field in FIELDS}
        for field in FIELDS:
            assert table[field.name].shape == (len(STRATA), len(field))
            assert (table[field.name] > 0).all()


def test_shares_add_up_within_each_circumstance_of_each_kind_of_pair() -> None:
    for what in (shares().expected, shares().chance):
        for field in FIELDS:
            for circumstance in set(field.given):
                sums = what[field.name][:, np.array(field.given) == circumstance].sum(axis=1)
                np.testing.assert_allclose(sums, 1, atol=0.021, err_msg=field.name)


def test_each_level_is_told_in_its_words() -> None:
    for field in FIELDS:
        assert TEXT.count(f"\n{field.name} = [\n") == 4
    told = [line.partition("#")[2].strip() for line in TEXT.splitlines() if line.startswith("  ")]
    assert told == [word for field in FIELDS for word in field.words] * 4


@pytest.mark.parametrize("field", [field.name for field in FIELDS])
def test_a_field_that_is_missing_or_has_other_levels_is_refused(field: str) -> None:
    with pytest.raises(KeyError, match=field):
        read(TEXT.replace(f"\n{field} = [\n", f"\n{field}s = [\n", 1))
    with pytest.raises(ValueError, match=f"expected shares of {field} are not"):
        read(
            TEXT.replace(f"\n{field} = [\n", f"\n{field} = [\n  0.0,\n", 1).replace(
                f"\n{field} = [\n", f"\n{field} = [\n  0.0,\n"
            )
        )


def test_a_file_without_a_kind_of_pair_or_with_text_is_refused() -> None:
    with pytest.raises(KeyError, match="within"):
        read(TEXT.partition("[within]")[0])
    with pytest.raises(ValueError):
        read(TEXT.replace("pairs = ", 'pairs = "many" #', 1))
    with pytest.raises(ValueError):
        read("this is no table")
