"""What a report costs as the record grows, and how large its files become; see README.md.

python bench/publication/run.py [--sizes 1000 10000 100000] [--keep FOLDER] [--out FILE]
"""

import argparse
import csv
import math
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

EXAMPLE = "astana"
TYPES = ("shelling", "airstrike", "rocket", "ground_clash", "ied", "sniper")
ACTORS = ("Syrian government forces", "opposition armed groups", "Russian Armed Forces", "unidentified", "HTS")
COLUMNS = ("report_id", "source", "url", "event_date_start", "place", "admin1", "latitude", "longitude") + (
    *("where_precision", "event_type", "actor_alleged", "killed_low", "killed_high", "summary"),
)
FIELDS = (
    "reports",
    "incidents",
    "case",
    "cpu_s",
    "peak_mib",
    "files",
    "bytes",
    "largest_file_bytes",
    "figures",
    "exponent",
)


def made(path: Path, rows: int) -> Path:
    """Write made reports with words of the example, a few days and some tens of km apart, so that most stay single."""
    draw = random.Random(11)
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        for n in range(rows):
            day, dead = date(2017, 1, 1) + timedelta(days=draw.randrange(2500)), draw.randrange(60)
            point = [f"{low + draw.random() * wide:.4f}" for low, wide in ((32.5, 4.5), (35.8, 5.5))]
            told = [f"M{n:07d}", f"made source {n % 40}", f"https://made.example/{n}", day]
            told += [
                f"Made town {n % 900}",
                f"Made province {n % 14}",
                *point,
                1,
                draw.choice(TYPES),
                draw.choice(ACTORS),
            ]
            out.writerow([*told, dead, dead, "A made report for measuring, of about the length of a usual one."])
    return path


def record(folder: Path, reports: int) -> Path:
    """Make a record of the example's parties, sources, areas, texts and counts, and of made reports in one batch."""
    import ceasefire
    from ceasefire.api.example import EXAMPLES, manifest
    from ceasefire.api.filing import file_path

    place = folder / f"record-{reports}"
    if place.exists():
        return place
    with ceasefire.create(place, name=f"made-{reports}") as held:
        example = EXAMPLES / EXAMPLE
        told = manifest(example)
        for office in told.all_offices():
            held.init_office(office.name, office.party)
        for item in told.file:
            if item.path != "syria_incident_reports.csv":
                file_path(held, example / item.path, told.options(item, example))
        source = made(folder / f"made-{reports}.csv", reports)
        held.file(source, time_zone="Asia/Damascus", bulk=True, new_parties=True, office=told.office)
    return place


def work(case: str, place: Path, out: Path) -> None:
    """Do one case in this process: make the tables that a report asks for, or write the report over kept ones."""
    import ceasefire
    from ceasefire.api import publish

    with ceasefire.open(place, readonly=True) as held:
        if case == "tables":
            tables = publish.inputs(held).tables
            print(len(tables["incidents"]), 0)
            for name in tables:
                tables[name]
        else:
            print(held.table("incidents").num_rows, held.report(out / "report.html")["figures"])


def timed(case: str, place: Path, out: Path) -> dict[str, object]:
    """Run one case in a process of its own: processor seconds and peak memory of that process, start included."""
    command = [sys.executable, __file__, "--work", case, str(place), str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = process.stdout.read().split()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{case} ended with {process.returncode}")
    return {
        "case": case,
        "cpu_s": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_mib": usage.ru_maxrss // 1024,
        "incidents": int(told[0]),
        "figures": int(told[1]),
    }


def measure(folder: Path, reports: int) -> list[dict[str, object]]:
    """Return the rows of one size: making the tables, then the report over them."""
    place, out = record(folder, reports), folder / f"out-{reports}-{time.time_ns()}"
    out.mkdir()
    tables = timed("tables", place, out)
    written = timed("report", place, out)
    sizes = [path.stat().st_size for path in out.iterdir()]
    written |= {"files": len(sizes), "bytes": sum(sizes), "largest_file_bytes": max(sizes)}
    written["html_bytes"] = (out / "report.html").stat().st_size
    return [{"reports": reports, **row} for row in (tables, written)]


def with_exponents(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return the rows, each with the exponent of its processor seconds over the size before it."""
    before: dict[object, dict[str, object]] = {}
    for row in rows:
        if row["case"] in before:
            last = before[row["case"]]
            ratio = math.log(float(str(row["cpu_s"])) / float(str(last["cpu_s"])))
            row["exponent"] = round(ratio / math.log(int(str(row["reports"])) / int(str(last["reports"]))), 2)
        before[row["case"]] = row
    return rows


def main() -> None:
    """Measure every size and write the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    asked.add_argument("--keep", type=Path, help="folder in which the records are kept for the next run")
    asked.add_argument("--out", type=Path, default=Path(__file__).with_name("run.csv"))
    asked.add_argument("--work", nargs=3, metavar=("CASE", "RECORD", "OUT"), help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.work:
        work(given.work[0], Path(given.work[1]), Path(given.work[2]))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        os.environ.setdefault("CEASEFIRE_HOME", temporary)
        rows = []
        for reports in given.sizes:
            rows += measure(folder, reports)
            for row in rows[-2:]:
                print(row, flush=True)
    with given.out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, (*FIELDS[:-1], "html_bytes", FIELDS[-1]), restval="")
        writer.writeheader()
        writer.writerows(with_exponents(rows))


if __name__ == "__main__":
    main()
