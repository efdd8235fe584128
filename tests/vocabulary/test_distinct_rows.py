"""Distinct rows of columns: each row leads to the first row that holds the same."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.vocabulary import distinct_rows

rows = st.lists(st.tuples(st.sampled_from((None, "", "a", "b")), st.sampled_from((None, 0, 1)), st.none()), max_size=12)


@pytest.mark.parametrize("wide", [0, 4])
@given(rows)
def test_each_row_leads_to_the_first_that_holds_the_same(
    wide: int, told: list[tuple[str | None, int | None, None]]
) -> None:
    kinds = (pa.string(), pa.int64(), pa.null())
    columns = [pa.chunked_array([pa.array([row[k] for row in told], kind)]) for k, kind in enumerate(kinds)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distinct_rows, "WIDE", wide)
        found = distinct_rows.distinct_rows(columns)
    assert found.first[found.which].tolist() == [told.index(row) for row in told]
    assert sorted(set(found.which.tolist())) == list(range(len(found.first)))
