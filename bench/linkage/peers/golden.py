"""GoldenMatch on a world: as it configures itself, and with blocks and comparisons given.

`golden.py WORLD.parquet OUT usual` writes OUT.<setting> with report_id and incident_id for several settings, so that the bench
can show the usual one (no settings at all, as its makers show first) and grant it the best. It calls no language model.
"""

import contextlib
import io
import json
import logging
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

logging.disable(logging.WARNING)
TEXT = ("place", "admin1", "event_type", "actor_alleged", "actor_target", "summary")
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)


def main(path: Path, out: Path, setup: str) -> None:
    """Write what each setting gives."""
    import goldenmatch

    table = pq.read_table(path)
    table = table.filter(pc.is_valid(table["date_start"]))
    data, given = shaped(table)
    cost: dict[str, float] = {}
    for name, settings in (("auto", {}), *((f"given-{t}", given | {"threshold": t}) for t in THRESHOLDS)):
        begun = time.process_time()
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                found = goldenmatch.dedupe_df(data, confidence_required=False, allow_red_config=True, **settings)
        except Exception as error:
            print(f"{name}: {type(error).__name__}: {error}"[:300], file=sys.stderr)
            continue
        labels = [f"r{k}" for k in range(len(table))]
        for number, cluster in found.clusters.items():
            for row in cluster["members"]:
                labels[row] = f"c{number}"
        cost[name] = time.process_time() - begun
        pq.write_table(pa.table({"report_id": table["report_id"], "incident_id": labels}), f"{out}.{name}")
    if not cost:
        raise SystemExit("no setting ran")
    usual = [name for name in ("auto",) if name in cost]
    print(json.dumps({"thresholds": list(cost), "usual": usual, "cost": cost}))


def shaped(table: pa.Table) -> tuple[Any, dict[str, Any]]:
    """Columns as text and the settings given: blocks of a day and a province (or half a degree), names by likeness."""
    lat, lon = (table[c].to_numpy(zero_copy_only=False).astype(float) for c in ("lat", "lon"))
    cell = [f"{a:.0f} {b:.0f}" if a == a and b == b else None for a, b in zip(lat * 2, lon * 2, strict=True)]
    columns = {
        "day": table["date_start"].cast(pa.string()),
        "cell": pa.array(cell, pa.string()),
        "killed": table["killed_low"].cast(pa.string()),
        **{name: table[name].cast(pa.string()) for name in ("source", *TEXT)},
        **{
            name: pa.array(np.round(v, 2), from_pandas=True).cast(pa.string())
            for name, v in (("lat", lat), ("lon", lon))
        },
    }
    told = {name: column for name, column in columns.items() if column.null_count < len(column)}
    region = "admin1" if "admin1" in told else "cell"
    fuzzy = {name: 1.0 for name in told if name not in ("day", "source", region)}
    return pa.table(told), {"blocking": ["day", region], "fuzzy": fuzzy}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
