"""One side of the zone test, in a process of its own: reads points and polygons, writes pairs and times as JSON.

python zones.py ours|geopandas FOLDER
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import shapely

CHUNK = 1_000_000


def ours(x: np.ndarray, y: np.ndarray, shapes: list[Any]) -> tuple[dict[str, float], np.ndarray]:
    from ceasefire.agreements.scope.places.raster import ZoneGrid

    clock = Clock()
    grid = ZoneGrid(shapes)
    clock.lap("build")
    points, zones = grid.pairs(x, y)
    clock.lap("query")
    return clock.laps, points * len(shapes) + zones


def geopandas(x: np.ndarray, y: np.ndarray, shapes: list[Any]) -> tuple[dict[str, float], np.ndarray]:
    import geopandas as gpd

    zones = gpd.GeoDataFrame(geometry=shapes)
    clock, keys = Clock(), []
    for first in range(0, len(x), CHUNK):
        frame = gpd.GeoDataFrame(geometry=gpd.points_from_xy(x[first : first + CHUNK], y[first : first + CHUNK]))
        clock.lap("build")
        joined = gpd.sjoin(frame, zones, predicate="within", how="inner")
        clock.lap("query")
        keys.append((joined.index.to_numpy() + first) * len(shapes) + joined["index_right"].to_numpy())
    return clock.laps, np.concatenate(keys)


class Clock:
    """Adds up wall and CPU seconds by name."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def lap(self, name: str) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        for kind, spent in (("wall", wall - self._wall), ("cpu", cpu - self._cpu)):
            self.laps[f"{name}_{kind}"] = self.laps.get(f"{name}_{kind}", 0.0) + spent
        self._wall, self._cpu = time.perf_counter(), time.process_time()


def main(side: str, folder: Path) -> None:
    x, y = np.load(folder / "points.npy")
    shapes = list(shapely.from_wkb(np.load(folder / "polygons.npy", allow_pickle=True)))
    laps, keys = {"ours": ours, "geopandas": geopandas}[side](x, y, shapes)
    keys.sort()
    np.save(folder / f"{side}.npy", keys)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(laps | {"peak_mib": peak, "pairs": len(keys)}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
