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


def test_the_civilians_among_the_dead_are_bounded_too_and_children_are_civilians() -> None:
    table = reports((9, 9), (9, 9), (9, 9), (9, 9))
    table = table.append_column("killed_civilians", pa.array([None, 3, 1, None], pa.int32()))
    table = table.append_column("killed_children", pa.array([0, None, 5, None], pa.int32()))
    [found] = link(table, judgements=of_one(4)).incidents.to_pylist()
    assert (found["civilians_killed_low"], found["civilians_killed_high"]) == (3, 5)
    [bare] = link(reports((9, 9), (9, 9)), judgements=of_one(2)).incidents.to_pylist()
    assert (bare["civilians_killed_low"], bare["civilians_killed_high"]) == (None, None)


def of_one(reports: int) -> pa.Table:
    """Return judgements that so many reports tell of one incident."""
    rows = [
        {"a": "r0", "b": f"r{n}", "verdict": "same", "office": "o", "reason": "r", "judgement_id": f"j{n}"}
        for n in range(1, reports)
    ]
    return pa.Table.from_pylist([row | {"claimed_at": "2020-05-02T00:00:00Z", "superseded": False} for row in rows])


SAME = pa.table(
    {
        "a": ["r0", "r1"],
        "b": ["r1", "r2"],
        "verdict": ["same", "same"],
        "office": ["o", "o"],
        "reason": ["r", "r"],
        "judgement_id": ["j", "k"],
        "claimed_at": ["2020-05-02T00:00:00Z"] * 2,
        "superseded": [False, False],
    }
)


def with_origins(*told: tuple[str | None, str | None, float | None, int]) -> pa.Table:
    """Return as many reports with the place, province, latitude and precision of their origin; longitude is 36."""
    table = reports(*[(1, 1)] * len(told))
    places, units, lats, precisions = zip(*told, strict=True)
    table = table.append_column("origin_place", pa.array(places, pa.string()))
    table = table.append_column("origin_admin1", pa.array(units, pa.string()))
    table = table.append_column("origin_lat", pa.array(lats, pa.float64()))
    table = table.append_column("origin_lon", pa.array([lat and 36.0 for lat in lats], pa.float64()))
    return table.append_column("origin_precision", pa.array(precisions, pa.int8()))


NONE: tuple[None, None, None, int] = (None, None, None, 0)
ROUGH, EXACT = (None, "South", 35.0, 4), ("Post 4", "North", 35.9, 1)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((NONE, ROUGH, EXACT), EXACT),
        ((EXACT, ROUGH, NONE), EXACT),
        ((NONE, ROUGH, NONE), ROUGH),
        ((NONE, (None, "West", None, 0), NONE), (None, "West", None, 0)),
        ((NONE, (None, "West", None, 0), ROUGH), ROUGH),
        ((NONE, NONE, NONE), NONE),
    ],
)
def test_the_origin_is_that_of_the_report_that_tells_it_most_precisely(told: object, expected: object) -> None:
    [row] = link(with_origins(*told), judgements=SAME).incidents.to_pylist()
    assert tuple(row[f"origin_{name}"] for name in ("place", "admin1", "lat", "precision")) == expected


def test_of_origins_told_alike_one_is_taken_whole_whatever_the_order_of_rows() -> None:
    west = (None, "West", 35.2, 4)
    table = with_origins(ROUGH, west, NONE)
    found = []
    for rows in ([0, 1, 2], [2, 1, 0]):
        [row] = link(table.take(rows), judgements=SAME).incidents.to_pylist()
        found.append(tuple(row[f"origin_{name}"] for name in ("place", "admin1", "lat", "precision")))
    assert found[0] == found[1]
    assert found[0] in (ROUGH, west)


def test_an_origin_is_never_taken_from_direction_actor_or_place() -> None:
    table = reports((1, 1)).append_column("direction", pa.array(["from the north"]))
    [row] = link(table).incidents.to_pylist()
    assert {value for name, value in row.items() if name.startswith("origin_")} <= {None, 0}
