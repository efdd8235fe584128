"""DBSCAN (scikit-learn) and recordlinkage on a world.

`others.py WORLD.parquet OUT dbscan|recordlink|recordlink-light` writes OUT.<setting> with report_id and incident_id for several
settings, so that the bench can show the usual one and grant each tool the best.
"""

import json
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

warnings.simplefilter("ignore")
MOST_PAIRS = 30_000_000
"""Pairs above which recordlinkage is not asked: each takes hundreds of bytes."""
USUAL = {"dbscan": "dbscan-3km-0.4d", "recordlink": "recordlinkage-0.5", "recordlink-light": "recordlinkage-0.5"}
"""DBSCAN has no usual reach: 3 km on one day stand for it. recordlinkage calls a pair a match above one half."""


def main(path: Path, out: Path, setup: str) -> None:
    """Write what each setting gives."""
    table = pq.read_table(path)
    table = table.filter(pc.is_valid(table["date_start"]))
    tool = dbscan(table) if setup == "dbscan" else recordlink(table, setup == "recordlink")
    cost = {}
    for name, labels, spent in tool:
        pq.write_table(pa.table({"report_id": table["report_id"], "incident_id": labels}), f"{out}.{name}")
        cost[name] = spent
    print(json.dumps({"thresholds": list(cost), "usual": [USUAL[setup]], "cost": cost}))


def dbscan(table: pa.Table) -> Iterator[tuple[str, list[str], float]]:
    """DBSCAN, two neighbours are a cluster, over kilometres and days, with and without equal types."""
    from sklearn.cluster import DBSCAN

    lat, lon = (table[c].to_numpy(zero_copy_only=False) for c in ("lat", "lon"))
    if np.isnan(lat).all():
        raise SystemExit("no coordinates to cluster")
    day = table["date_start"].cast(pa.int32()).to_numpy().astype(float)
    kind = np.unique(np.array(table["event_type"].to_pylist(), dtype=object).astype(str), return_inverse=True)[1]
    put = np.flatnonzero(~np.isnan(lat) & ~np.isnan(lon))
    wide = 111.195 * np.cos(np.radians(np.nanmean(lat)))
    for km in (1.0, 3.0, 10.0, 20.0):
        for days in (0.4, 1.01):
            for typed in (False, True):
                begun = time.process_time()
                x = np.stack([lat * 111.195 / km, lon * wide / km, day / days, kind * (10.0 if typed else 0.0)], axis=1)
                label = np.full(len(lat), -1)
                label[put] = DBSCAN(eps=1.0, min_samples=2, metric="chebyshev").fit_predict(x[put])
                spent = time.process_time() - begun
                names = [f"c{c}" if c >= 0 else f"r{k}" for k, c in enumerate(label.tolist())]
                yield f"dbscan-{km:g}km-{days:g}d{'-type' if typed else ''}", names, spent


def recordlink(table: pa.Table, best: bool) -> Iterator[tuple[str, list[str], float]]:
    """recordlinkage: binary comparisons within blocks, ECM, components.

    Light: blocks of a day and a province (or half a degree), exact comparisons. Best: blocks of a day, names by likeness.
    """
    import recordlinkage as rl
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    begun = time.process_time()
    columns = ["event_type", "actor_alleged", "actor_target", "admin1", "admin2", "place", "source"]
    data = pd.DataFrame({c: table[c].to_pylist() for c in columns})
    data["day"] = table["date_start"].cast(pa.int32()).to_numpy()
    data["killed"] = table["killed_low"].to_pandas().astype(float).fillna(-99)
    for c in ("lat", "lon"):
        data[c] = table[c].to_numpy(zero_copy_only=False)
    data["cell"] = np.floor(data["lat"] * 2) * 1000 + np.floor(data["lon"] * 2)
    region = "admin1" if data["admin1"].notna().any() else "cell"
    by = ["day"] if best else ["day", region]
    sizes = data.groupby(by).size().to_numpy()
    if (sizes * (sizes - 1) // 2).sum() > MOST_PAIRS:
        raise SystemExit(f"more than {MOST_PAIRS} pairs")
    indexer = rl.Index()
    indexer.block(by)
    pairs = indexer.index(data)
    compare = rl.Compare()
    for c in ("event_type", "actor_alleged", "actor_target", "admin1", "admin2"):
        if data[c].notna().any() and c not in by:
            compare.exact(c, c, label=c)
    if data["place"].notna().any():
        told = {"method": "jarowinkler", "threshold": 0.85} if best else {}
        (compare.string if best else compare.exact)("place", "place", label="place", **told)
    compare.numeric("killed", "killed", method="step", offset=1 if best else 0.1, label="killed")
    if data["lat"].notna().any():
        for km in (3, 15) if best else (5,):
            compare.geo("lat", "lon", "lat", "lon", method="step", offset=km, label=f"within {km} km")
    features = (compare.compute(pairs, data) > 0).astype(int)
    features = features.loc[:, features.nunique() > 1]
    model = rl.ECMClassifier(init="jaro", atol=1e-4)
    model.fit(features)
    p = model.prob(features)
    learnt = time.process_time() - begun
    for threshold in (0.2, 0.5, 0.9, 0.99, 0.999):
        begun = time.process_time()
        kept = p.index[p > threshold]
        i, j = kept.get_level_values(0).to_numpy(), kept.get_level_values(1).to_numpy()
        graph = coo_array((np.ones(len(i), np.int8), (i, j)), shape=(len(data), len(data)))
        names = [f"c{c}" for c in connected_components(graph)[1]]
        yield f"recordlinkage-{threshold:g}", names, learnt + time.process_time() - begun


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
