"""DBSCAN (scikit-learn) and recordlinkage on a world.

`others.py WORLD.parquet OUT` writes OUT.<setting> with report_id and incident_id for several settings, so that the bench
can grant each tool the best of them.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

warnings.simplefilter("ignore")


def main(path: Path, out: Path) -> None:
    """Write what each setting of each tool gives."""
    table = pq.read_table(path)
    told, skipped = [], {}
    for tool in (dbscan, recordlink):
        try:
            for name, labels in tool(table):
                pq.write_table(pa.table({"report_id": table["report_id"], "incident_id": labels}), f"{out}.{name}")
                told.append(name)
        except Exception as error:
            skipped[tool.__name__] = f"{type(error).__name__}: {error}"[:200]
    print(json.dumps({"thresholds": told, "skipped": skipped}))


def dbscan(table: pa.Table) -> list[tuple[str, list[str]]]:
    """DBSCAN, two neighbours are a cluster, over kilometres and days, with and without equal types."""
    from sklearn.cluster import DBSCAN

    lat, lon = (table[c].to_numpy(zero_copy_only=False) for c in ("lat", "lon"))
    if np.isnan(lat).all():
        raise ValueError("no coordinates to cluster")
    day = table["date_start"].cast(pa.int32()).to_numpy().astype(float)
    kind = np.unique(np.array(table["event_type"].to_pylist(), dtype=object).astype(str), return_inverse=True)[1]
    put = np.flatnonzero(~np.isnan(lat))
    found = []
    for km in (1.0, 3.0, 10.0, 20.0):
        for days in (0.4, 1.01):
            for typed in (False, True):
                x = np.stack([lat * 111.195 / km, lon * 91.2 / km, day / days, kind * (10.0 if typed else 0.0)], axis=1)
                label = np.full(len(lat), -1)
                label[put] = DBSCAN(eps=1.0, min_samples=2, metric="chebyshev").fit_predict(x[put])
                names = [f"c{c}" if c >= 0 else f"r{k}" for k, c in enumerate(label.tolist())]
                found.append((f"dbscan-{km:g}km-{days:g}d{'-type' if typed else ''}", names))
    return found


def recordlink(table: pa.Table) -> list[tuple[str, list[str]]]:
    """recordlinkage: blocks of a day and a province or day and a place, binary comparisons, ECM, components."""
    import recordlinkage as rl
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    columns = ["event_type", "actor_alleged", "actor_target", "admin1", "admin2", "place", "source"]
    data = pd.DataFrame({c: table[c].to_pylist() for c in columns})
    data["day"] = table["date_start"].cast(pa.int32()).to_numpy()
    data["killed"] = table["killed_low"].to_pandas().astype(float).fillna(-99)
    for c in ("lat", "lon"):
        data[c] = table[c].to_numpy(zero_copy_only=False)
    indexer = rl.Index()
    indexer.block(["day", "admin1"])
    pairs = indexer.index(data)
    compare = rl.Compare()
    for c in ("event_type", "actor_alleged", "actor_target", "admin2"):
        compare.exact(c, c, label=c)
    compare.string("place", "place", method="jarowinkler", threshold=0.85, label="place")
    compare.numeric("killed", "killed", method="step", offset=1, label="killed")
    if data["lat"].notna().any():
        compare.geo("lat", "lon", "lat", "lon", method="step", offset=3, label="near")
    features = (compare.compute(pairs, data) > 0).astype(int)
    model = rl.ECMClassifier(init="jaro", atol=1e-4)
    model.fit(features)
    p = model.prob(features)
    found = []
    for threshold in (0.2, 0.5, 0.9, 0.99, 0.999):
        kept = p.index[p > threshold]
        i, j = kept.get_level_values(0).to_numpy(), kept.get_level_values(1).to_numpy()
        graph = coo_array((np.ones(len(i), np.int8), (i, j)), shape=(len(data), len(data)))
        found.append((f"recordlinkage-{threshold:g}", [f"c{c}" for c in connected_components(graph)[1]]))
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
