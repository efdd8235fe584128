"""Measure what it costs to ask whose word counts: records of 10^3 to 10^5 positions, with a pinned charter and without; see README.md.

python bench/authority/run.py [--folder DIR] [--sizes 1000,10000,100000] [--rounds 3] [--crowd 10000] [--out FILE]
"""

import argparse
import csv
import json
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.charters import RULES, adopted, charter_of  # noqa: E402

import ceasefire  # noqa: E402
from ceasefire import Record  # noqa: E402
from ceasefire.api.record_settings import RecordSettings  # noqa: E402
from ceasefire.record import Draft  # noqa: E402
from ceasefire.vocabulary.parts import to_builtins  # noqa: E402

FIELDS: Final = (
    "positions",
    "crowd",
    "pin",
    "step",
    "n",
    "cpu_s",
    "cpu_s_least",
    "cpu_s_most",
    "peak_mib",
    "ratio",
    "exponent",
)
KEY: Final = ("positions", "crowd", "pin", "step")
BODIES: Final = {"alpha": "a", "beta": "b", "gamma": "c"}
STRANGER: Final = "x"
A_REPORT: Final = 10
"""Positions on one report: three bodies' own words at first, then later ones and what each tells of the others."""
FIRST: Final = date(2018, 1, 1)
BEFORE: Final = ("reports", "positions", "links", "incidents", "scope")
"""Tables that the measured ones rest on and that ask nobody whose word counts: made first."""
MEASURED: Final = ("position_checks", "standing", "decisions", "charter_states")
Row = dict[str, Any]


# --- the records


def made(folder: Path, positions: int, crowd: int) -> tuple[Path, str]:
    """Return a record of so many positions and so many strangers' charters and acceptances, and its charter's id."""
    path, told = folder / f"record-{positions}-{crowd}", folder / f"charter-{positions}-{crowd}"
    if not told.exists():
        with ceasefire.create(path, name="measured") as record:
            for body, office in (*BODIES.items(), ("stranger", STRANGER)):
                record.init_office(office, body)
            rules = record.store.put_blob(RULES.encode())
            charter = adopted(record, {body: [office] for body, office in BODIES.items()}, rules=rules)
            reports = [one.id for one in record.file_drafts("a", _reports(positions // A_REPORT))]
            for office in BODIES.values():
                record.file_drafts(office, _positions(office, reports, charter))
            record.file_drafts(STRANGER, _crowd(record, charter, crowd))
        told.write_text(charter)
    return path, told.read_text()


def _reports(many: int) -> Iterator[Draft]:
    """Yield reports of places and days far apart, so that each is an incident of its own."""
    for n in range(many):
        where = {"name": f"Place {n}", "lat_e7": (n * 7919 % 1000) * 500_000, "lon_e7": (n * 104729 % 1700) * 500_000}
        day = (FIRST + timedelta(days=n % 2000)).isoformat()
        yield Draft(kind="report", body={"label": f"R{n}", "when": {"start": day}, "where": where | {"precision": 1}})


def _positions(office: str, reports: list[str], charter: str) -> Iterator[Draft]:
    """Yield an office's positions: its own body's on each report, at times two, and what it tells of another body."""
    rng = random.Random(office)
    own = next(body for body, one in BODIES.items() if one == office)
    others = [body for body in BODIES if body != own]
    each = A_REPORT // len(BODIES)
    for number, report in enumerate(reports):
        more = number % len(BODIES) == list(BODIES).index(own)
        for nth in range(each + more):
            of = own if nth % 2 == 0 else rng.choice(others)
            value = rng.choice(("violation", "violation", "not_a_violation"))
            body = {"about": [report], "axis": "legal", "value": value, "of": of, "reason": f"{nth} of its own"}
            yield Draft(kind="position", body=body, cites=(report, charter))


def _crowd(record: Record, charter: str, crowd: int) -> Iterator[Draft]:
    """Yield a stranger's statements: half charters that follow the one in force, half acceptances of it."""
    alone = to_builtins(charter_of(record, {"alpha": [STRANGER]}, follows=charter))
    for n in range(crowd):
        if n % 2:
            yield Draft(kind="charter", body=alone | {"title": f"Charter {n}"})
        else:
            said = {"charter": charter, "of": "alpha", "reason": f"reason {n}"}
            yield Draft(kind="acceptance", body=said, cites=(charter,))


# --- one measurement, in a process of its own


def once(path: str, charter: str) -> None:
    """Print the processor seconds of each step, in a record that is opened anew, as JSON."""
    import time

    found: dict[str, float] = {}
    with ceasefire.open(path, charter=charter) as record:
        for name in ("charters", "acceptances"):
            record.table(name)
        chosen = record.tables.chosen()
        start = time.process_time()
        RecordSettings.authority.func(chosen)  # type: ignore[attr-defined]  # worked out anew: what is kept would cost nothing
        found["authority"] = time.process_time() - start
        for name in BEFORE:
            record.table(name)
        for name in MEASURED:
            start = time.process_time()
            record.table(name)
            found[name] = time.process_time() - start
        found["in all"] = sum(found.values())
        states = [row["state"] for row in record.table("position_checks").select(["state"]).to_pylist()]
    print(json.dumps({"seconds": found, "counted": states.count("counted"), "positions": len(states)}))


def run(folder: Path, path: Path, charter: str) -> tuple[Row, int]:
    """Return what `once` prints, and the peak MiB of its process; tables kept from before are not read."""
    home = folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    where = {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))), "CEASEFIRE_HOME": str(home)}
    line = [sys.executable, str(HERE / "run.py"), "--once", str(path), charter]
    with subprocess.Popen(line, env=os.environ | where, stdout=subprocess.PIPE, text=True) as process:
        text = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(line)} ended with {process.returncode}")
    return json.loads(text), usage.ru_maxrss // 1024


def measured(folder: Path, positions: int, crowd: int, rounds: int) -> Iterator[Row]:
    """Yield a row for each step with the pin and without, in turn."""
    path, charter = made(folder, positions, crowd)
    seconds: dict[tuple[str, str], list[float]] = {}
    peaks: dict[str, int] = {}
    for _ in range(rounds):
        for pin, given in (("none", "none"), ("pinned", charter)):
            told, peak = run(folder, path, given)
            peaks[pin] = max(peak, peaks.get(pin, 0))
            print(f"# {positions} {crowd} {pin}: {told}", file=sys.stderr, flush=True)
            for step, took in told["seconds"].items():
                seconds.setdefault((pin, step), []).append(took)
    for (pin, step), took in seconds.items():
        without = statistics.median(seconds["none", step])
        yield {
            "positions": positions,
            "crowd": crowd,
            "pin": pin,
            "step": step,
            "n": rounds,
            "cpu_s": statistics.median(took),
            "cpu_s_least": min(took),
            "cpu_s_most": max(took),
            "peak_mib": peaks[pin],
            "ratio": "" if pin == "none" or not without else round(statistics.median(took) / without, 2),
        }


def with_growth(rows: list[Row]) -> list[Row]:
    """Return the rows with the power of the positions by which each step grew from the next smaller size."""
    held = {tuple(row[name] for name in KEY): row for row in rows}
    sizes = sorted({row["positions"] for row in rows})
    for small, large in pairwise(sizes):
        for row in rows:
            before = held.get((small, *(row[name] for name in KEY[1:])))
            if row["positions"] == large and before and before["cpu_s"] > 0 and row["cpu_s"] > 0:
                row["exponent"] = round(math.log(row["cpu_s"] / before["cpu_s"]) / math.log(large / small), 2)
    return rows


def main() -> None:
    """Measure what is asked for and write it as CSV."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--folder", type=Path)
    options.add_argument("--sizes", default="1000,10000,100000")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--crowd", type=int, default=0)
    options.add_argument("--out", type=Path)
    options.add_argument("--once", nargs=2)
    given = options.parse_args()
    if given.once:
        return once(*given.once)
    with tempfile.TemporaryDirectory() as anew:
        folder = given.folder or Path(anew)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["CEASEFIRE_HOME"] = str(folder / "home-made")
        sizes = [int(size) for size in given.sizes.split(",")]
        rows = [row for size in sizes for row in measured(folder, size, given.crowd, given.rounds)]
    with given.out.open("w", newline="") if given.out else sys.stdout as file:
        out = csv.DictWriter(file, FIELDS)
        out.writeheader()
        for row in with_growth(rows):
            out.writerow({name: round(v, 4) if isinstance(v, float) else v for name, v in row.items()})
    return None


if __name__ == "__main__":
    main()
