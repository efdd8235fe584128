"""Small tables, lists and files that tests of the linkage bench are written with."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
from bench.linkage.lists import Lists


def reports(*rows: tuple[str, str | None, float | None, float | None, str | None]) -> pa.Table:
    """Reports by id, first day, latitude, longitude and place."""
    ids, days, lat, lon, places = zip(*rows, strict=True)
    return pa.table(
        {
            "report_id": pa.array(ids, pa.string()),
            "source": pa.array(["a"] * len(ids)),
            "date_start": pa.array([d and date.fromisoformat(d) for d in days], pa.date32()),
            "lat": pa.array(lat, pa.float64()),
            "lon": pa.array(lon, pa.float64()),
            "place": pa.array(places, pa.string()),
        }
    )


def written(folder: Path, name: str, rows: list[dict[str, object]]) -> None:
    pc.write_csv(pa.Table.from_pylist(rows), folder / name)


LISTS = Lists(
    name="two",
    asked=reports(("c1", "2020-01-01", 35.0, 36.0, None), ("c2", "2020-01-02", 35.0, 36.0, None)),
    events=reports(
        ("e1", "2020-01-01", 35.0, 36.0, None),
        ("e2", "2020-01-01", 35.0, 36.0, None),
        ("e3", "2020-01-02", 36.0, 36.0, None),
    ),
    cited=frozenset({("c1", "e1"), ("c2", "e3"), ("c2", "e1")}),
)
