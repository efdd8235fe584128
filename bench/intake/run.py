"""Rows a second and peak memory of reading files into drafts and into record batches; see README.md."""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UCDP = ROOT.parent / "shared" / "data" / "ucdp_ged_syria.csv"
COLUMNS = (
    "case",
    "way",
    "rows",
    "kept",
    "aside",
    "seconds",
    "cpu_seconds",
    "rows_a_cpu_second",
    "peak_mib",
    "file_mib",
)


def generate(path: Path, rows: int, *, spoilt: str = "") -> Path:
    """Write reports that nobody ever made: distinct ids, places, points and sentences; the same for the same number."""
    import numpy as np

    random = np.random.default_rng(rows)
    places = [f"Village {n}" for n in range(4000)]
    kinds = ["airstrike", "shelling", "rocket", "ground_clash", "sniper", "ied", "other"]
    header = (
        "report_id,source,publisher,published,url,language,event_date_start,event_date_end,place,admin1,latitude,"
        "longitude,where_precision,event_type,weapon,actor_alleged,actor_target,killed_low,killed_high,"
        "killed_civilians,injured_low,injured_high,attribution_phrase,summary\n"
    )
    day = np.datetime64("2017-01-01")
    with path.open("w", encoding="utf-8") as file:
        file.write(header)
        for start in range(0, rows, 50_000):
            size = min(50_000, rows - start)
            days = day + random.integers(0, 1095, size)
            lat, lon = random.uniform(32.4, 37.2, size), random.uniform(35.8, 42.2, size)
            killed, place, kind = (random.integers(0, most, size) for most in (9, 4000, 7))
            for i in range(size):
                n = start + i
                file.write(
                    f"G{n:07},Source {n % 300},Publisher {n % 270},{days[i]},https://example.org/r/{n},en,{days[i]},"
                    f"{days[i]},{places[place[i]]},Governorate {place[i] % 14},{lat[i]:.4f},{lon[i]:.4f},1,"
                    f"{kinds[kind[i]]},mortar,,civilians,{killed[i]},{killed[i]},,,,"
                    f'no perpetrator named,"Report {n}: {killed[i]} killed, in {places[place[i]]}."\n'
                )
        file.write(spoilt)
    return path


def cases(folder: Path, largest: int) -> Iterator[tuple[str, Path, str]]:
    """Yield name, file and way of each case."""
    if UCDP.exists():
        for way in ("drafts", "batches"):
            yield "UCDP GED Syria", UCDP, way
    sizes = [n for n in (10_000, 100_000, 1_000_000) if n <= largest]
    for rows in sizes:
        path = generate(folder / f"{rows}.csv", rows)
        for way in ("drafts", "batches"):
            yield f"generated reports, {rows:,}", path, way
        if rows == 100_000:
            torn = generate(folder / "torn.csv", rows, spoilt='G9999999,"never closed')
            yield "generated reports, 100,000, last quote never closed", torn, "batches"
    long = folder / "long.csv"
    with long.open("wb") as file:
        for _ in range(200):
            file.write(b"x" * 1_000_000)
    yield "one line of 200 MB", long, "drafts"


def measure(path: Path, way: str) -> dict[str, float]:
    """Read one file in this process, and say how long it took and how much memory it held at most."""
    sys.path.insert(0, str(ROOT / "src"))
    from ceasefire import intake

    began, worked = time.perf_counter(), time.process_time()
    kept = aside = rows = 0
    try:
        source = intake.read(path)
        kept = sum(1 for _ in source.drafts()) if way == "drafts" else sum(b.num_rows for b in source.batches())
        aside, rows = len(source.aside), source.rows
    except intake.IntakeError:
        pass  # the line without end is refused; what it costs is what is measured
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "rows": rows,
        "kept": kept,
        "aside": aside,
        "seconds": seconds,
        "cpu": time.process_time() - worked,
        "peak_mib": used.ru_maxrss / 1024,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=1_000_000, help="rows of the largest generated file")
    parser.add_argument("--out", type=Path, default=None, help="CSV to write; printed only, without it")
    parser.add_argument("--one", nargs=2, metavar=("FILE", "WAY"), help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.one:
        print(json.dumps(measure(Path(told.one[0]), told.one[1])))
        return
    results = []
    with tempfile.TemporaryDirectory() as folder:
        for name, path, way in cases(Path(folder), told.largest):
            done = subprocess.run(
                [sys.executable, __file__, "--one", str(path), way], capture_output=True, text=True, check=True
            )
            found = json.loads(done.stdout)
            speed = round(found["rows"] / found["cpu"]) if found["rows"] else ""
            results.append(
                (
                    name,
                    way,
                    int(found["rows"]),
                    int(found["kept"]),
                    int(found["aside"]),
                    round(found["seconds"], 2),
                    round(found["cpu"], 2),
                    speed,
                    round(found["peak_mib"]),
                    round(path.stat().st_size / 2**20, 1),
                )
            )
            print(*results[-1], sep="\t", flush=True)
    if told.out:
        with told.out.open("w", newline="", encoding="utf-8") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow([*COLUMNS, f"Python {platform.python_version()}; {os.cpu_count()} cores"])
            out.writerows(results)


if __name__ == "__main__":
    main()
