"""Measure filing and verifying from the command line; see README.md."""

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

UCDP = Path(__file__).resolve().parents[3] / "shared" / "data" / "ucdp_ged_syria.csv"
FIELDS = ("case", "way", "step", "rows", "wall_s", "cpu_s", "rows_per_cpu_s", "peak_mib", "status")
TYPES = ("shelling", "airstrike", "rocket", "ground_clash", "ied", "sniper")


def made(path: Path, rows: int) -> Path:
    """Write generated reports, plainly named as made."""
    rng = random.Random(7)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(
            [
                "report_id",
                "source",
                "url",
                "event_date_start",
                "place",
                "admin1",
                "latitude",
                "longitude",
                "where_precision",
                "event_type",
                "actor_alleged",
                "killed_low",
                "killed_high",
                "summary",
            ]
        )
        for n in range(rows):
            day = date(2017, 1, 1) + timedelta(days=rng.randrange(1000))
            dead = rng.randrange(5)
            out.writerow(
                [
                    f"M{n:07d}",
                    f"made source {n % 40}",
                    f"https://made.example/{n}",
                    day,
                    f"Made town {n % 900}",
                    f"Made province {n % 14}",
                    f"{33 + rng.random() * 4:.4f}",
                    f"{36 + rng.random() * 5:.4f}",
                    1,
                    rng.choice(TYPES),
                    f"Made force {n % 6}",
                    dead,
                    dead,
                    "A made report for measuring.",
                ]
            )
    return path


def timed(args: list[str]) -> dict[str, object]:
    """Run one command of ours; return wall, processor seconds, peak memory and status."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "ceasefire.cli", *args]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    return {
        "wall_s": round(time.perf_counter() - began, 2),
        "cpu_s": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_mib": usage.ru_maxrss // 1024,
        "status": os.waitstatus_to_exitcode(status),
    }


def measure(case: str, source: Path, rows: int, bulk: bool, folder: Path) -> list[dict[str, object]]:
    """Make a record, file the source into it, verify it."""
    record = folder / f"{case}-{'bulk' if bulk else 'single'}"
    timed(["init", "--record", str(record), "--office", "bench", "--party", "bench"])
    way = "one batch" if bulk else "one statement a row"
    steps = {
        "file": [
            "file",
            str(source),
            "--record",
            str(record),
            "--time-zone",
            "UTC",
            "--new-parties",
            "--bulk" if bulk else "--no-bulk",
        ],
        "verify": ["verify", "--record", str(record)],
    }
    found = []
    for step, args in steps.items():
        taken = timed(args)
        rate = round(rows / float(str(taken["cpu_s"])))
        found.append({"case": case, "way": way, "step": step, "rows": rows, "rows_per_cpu_s": rate, **taken})
        print(found[-1], flush=True)
    return found


def main() -> None:
    """Run every case and write the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--most", type=int, default=1_000_000, help="most rows in a batch")
    asked.add_argument("--out", type=Path, default=Path(__file__).parent / "filing-frozen.csv")
    args = asked.parse_args()
    found: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if UCDP.exists():
            for bulk in (False, True):
                found += measure("ucdp", UCDP, 16_566, bulk, folder)
        else:
            print("ucdp: skipped, ../shared/data/ucdp_ged_syria.csv is not here")
        for rows in (10_000, 100_000, 1_000_000):
            if rows <= args.most:
                source = made(folder / f"made-{rows}.csv", rows)
                for bulk in (False, True) if rows <= 100_000 else (True,):
                    found += measure(f"made-{rows}", source, rows, bulk, folder)
    with args.out.open("w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, FIELDS)
        out.writeheader()
        out.writerows(found)


if __name__ == "__main__":
    main()
