"""What an incident's reports tell together: categories are kept, and "at least" more leaves the toll open above."""

import datetime as dt

import pyarrow as pa
import pytest

from ceasefire.linkage import link


def reports(*tolls: tuple[int | None, int | None]) -> pa.Table:
    rows = [
        {
            "report_id": f"r{n}",
            "source": f"source {n}",
            "date_start": dt.date(2020, 5, 1),
            "date_end": dt.date(2020, 5, 1),
            "date_precision": 1,
            "place": "Aine",
            "lat": 35.5,
            "lon": 36.5,
            "place_precision": 1,
            "event_type": "shelling",
            "category": "fire/mortar" if n else None,
            "actor_alleged": "Force A",
            "killed_low": low,
            "killed_high": high,
        }
        for n, (low, high) in enumerate(tolls)
    ]
    types = pa.schema(
        [
            ("killed_low", pa.int32()),
            ("killed_high", pa.int32()),
            ("date_precision", pa.int8()),
            ("place_precision", pa.int8()),
        ]
    )
    table = pa.Table.from_pylist(rows)
    for field in types:
        table = table.set_column(
            table.schema.get_field_index(field.name), field.name, table[field.name].cast(field.type)
        )
    return table


@pytest.mark.parametrize(
    ("tolls", "low", "high"),
    [
        (((3, 3), (2, 4)), 2, 4),
        (((3, 3), (5, None)), 3, None),
        (((5, 5), (3, None)), 3, 5),
        (((None, None), (None, None)), None, None),
    ],
)
def test_bounds_of_the_dead(
    tolls: tuple[tuple[int | None, int | None], ...], low: int | None, high: int | None
) -> None:
    judged = pa.table(
        {
            "a": ["r0"],
            "b": ["r1"],
            "verdict": ["same"],
            "office": ["o"],
            "reason": ["r"],
            "judgement_id": ["j"],
            "claimed_at": ["2020-05-02T00:00:00Z"],
            "superseded": [False],
        }
    )
    [found] = link(reports(*tolls), judged).incidents.to_pylist()
    assert (found["killed_low"], found["killed_high"]) == (low, high)
    assert found["categories"] == ["fire/mortar"]
