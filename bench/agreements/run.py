"""Runs the bench of the hit test and of the zone test, each measurement in a process of its own; writes CSV.

python bench/agreements/run.py hits  --sizes 100000 1000000 10000000 --out hits.csv
python bench/agreements/run.py hits  --kinds scope --sizes 10000 100000 1000000 --out scope.csv
python bench/agreements/run.py zones --peer-python /path/to/python-with-geopandas --sizes 1000000 --out zones.csv
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import world

HERE = Path(__file__).resolve().parent
KINDS = ["answers", "scope", "hits"]


def measured(*command: str) -> dict[str, Any]:
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def hits(size: int, kinds: list[str]) -> list[dict[str, Any]]:
    rows = []
    for kind in kinds:
        got = measured(sys.executable, "hits_run.py", str(size), kind)
        rows.append(
            {
                "incidents": size,
                "what": kind,
                "provisions": got["provisions"],
                "polygons": got["polygons"],
                "wall_s": round(got["wall"], 2),
                "cpu_s": round(got["cpu"], 2),
                "incidents_per_wall_s": round(size / got["wall"]),
                "incidents_per_cpu_s": round(size / got["cpu"]),
                "peak_mib": round(got["peak_mib"]),
                "load": round(os.getloadavg()[0], 1),
                "found": "; ".join(f"{k} {v}" for k, v in sorted(got["found"].items())),
            }
        )
    return rows


def zones(size: int, peer: str) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        np.save(folder / "points.npy", np.array(world.points(size)))
        np.save(folder / "polygons.npy", np.array(shapely.to_wkb(world.polygons()), object), allow_pickle=True)
        got = {
            "ours": measured(sys.executable, "zones.py", "ours", name),
            "geopandas": measured(peer, "zones.py", "geopandas", name),
        }
        same = bool(np.array_equal(*(np.load(folder / f"{side}.npy") for side in got)))
    slow = got["geopandas"]
    return [
        {
            "points": size,
            "side": side,
            "pairs": one["pairs"],
            "same_answers": same,
            "build_cpu_s": round(one["build_cpu"], 2),
            "query_cpu_s": round(one["query_cpu"], 2),
            "query_wall_s": round(one["query_wall"], 2),
            "peak_mib": round(one["peak_mib"]),
            "query_cpu_ratio": round(slow["query_cpu"] / one["query_cpu"], 1),
            "whole_cpu_ratio": round(
                (slow["build_cpu"] + slow["query_cpu"]) / (one["build_cpu"] + one["query_cpu"]), 1
            ),
            "load": round(os.getloadavg()[0], 1),
        }
        for side, one in got.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("which", choices=["hits", "zones"], nargs="?", default="hits")
    parser.add_argument("--sizes", nargs="+", type=int, default=[100_000, 1_000_000])
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--peer-python", default="")
    parser.add_argument("--out", type=Path, help="CSV to write (default: in runs/)")
    told = parser.parse_args()
    out = told.out or HERE / "runs" / f"{told.which}.csv"
    out.parent.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, Any]] = []
    for size in told.sizes:
        rows += hits(size, told.kinds) if told.which == "hits" else zones(size, told.peer_python)
        print(rows[-2:], flush=True)
        with out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
