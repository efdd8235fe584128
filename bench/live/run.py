"""Measure what a filing costs until it is seen, on records of 10^4, 10^5 and 10^6 reports; see README.md.

python bench/live/run.py --folder DIR [--world crowded] [--sizes 10000,100000] [--baseline TREE] [--only before]
    [--rounds 3] [--kinds report,judgement] [--out FILE]
"""

import argparse
import csv
import json
import math
import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import world

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
EXAMPLE = ROOT / "src" / "ceasefire" / "examples" / "astana"

FIELDS = (
    "world",
    "tree",
    "reports",
    "way",
    "step",
    "filed",
    "n",
    "cpu_s",
    "cpu_s_least",
    "cpu_s_most",
    "peak_mib",
    "mib",
    "exponent",
)
KEY = FIELDS[:6]
COMPILED = {
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "ceasefire-live-pyc"),
}
"""Modules are compiled once, as where the program is installed, even where whoever measures has this switched off."""
REPORT_UP_TO = 100_000
"""Reports up to which `ceasefire report` is measured."""
LIVE = ("reports", "links", "pairs", "incidents", "scope", "standing")
FIRST = f"import sys, ceasefire; r = ceasefire.open(sys.argv[1]); [r.table(n).num_rows for n in {LIVE!r}]"
WARM = "import pathlib, py_compile, ceasefire; [py_compile.compile(p) for p in pathlib.Path(ceasefire.__file__).parent.rglob('*.py')]"
ABORTS = 3
Row = dict[str, Any]


class Tree:
    """A version of the program, and a record of its own with own folders of a reader beside it."""

    def __init__(self, name: str, root: Path, record: Path, folder: Path, world_: str) -> None:
        self.name, self.root, self.world = name, root, world_
        self.record, self.home = folder / f"{name}-record", folder / f"{name}-home"
        shutil.copytree(record, self.record)

    def run(self, *line: str) -> tuple[float, int, str]:
        """Run Python; return processor seconds, peak MiB and what it printed. Raises where it ends with an error.

        A process that the system aborts (a fault of a library) is told, and run again: it would cost a run of hours.
        """
        for _ in range(ABORTS):
            status, usage, text, error = self._once(*line)
            if not status:
                return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, text
            what = f"{self.name}: {' '.join(line)} ended with {os.waitstatus_to_exitcode(status)}\n{error[-2000:]}"
            print(f"# {what}", file=sys.stderr, flush=True)
            if os.waitstatus_to_exitcode(status) != -signal.SIGABRT:
                break
        raise RuntimeError(what)

    def _once(self, *line: str) -> tuple[int, resource.struct_rusage, str, str]:
        where = {"PYTHONPATH": str(self.root / "src"), "CEASEFIRE_HOME": str(self.home)} | COMPILED
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            process = subprocess.Popen([sys.executable, *line], env=os.environ | where, stdout=out, stderr=err)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = status
            texts = [file.seek(0) or file.read() for file in (out, err)]
        return status, usage, *texts

    def command(self, *words: str) -> tuple[float, int, str]:
        return self.run("-m", "ceasefire.cli", *words, "--record", str(self.record))


def size_of(folder: Path) -> float:
    """Return the MiB of all files in a folder."""
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20, 1)


def commands(size: int, label: str, incident: str) -> dict[str, tuple[str, ...]]:
    """Return the commands typed all day: about the newest days, the report just filed, and its incident."""
    since = str(world.last_day(size))
    return {
        "incidents --from DAY": ("incidents", "--from", since, "--json"),
        "hits REPORT": ("hits", label, "--json"),
        "standing REPORT": ("standing", label, "--json"),
        "show REPORT": ("show", label, "--json"),
        "show INCIDENT": ("show", incident, "--json"),
        "status": ("status", "--json"),
        "sql": ("sql", "select count(*) as n from incidents", "--json"),
    }


def by_command(tree: Tree, size: int, rounds: int, number: Iterator[int]) -> Iterator[Row]:
    """Yield what commands cost in processes of their own: the first of all, then each after a filing and again."""
    tree.run("-c", WARM)
    yield {"way": "start", "step": "import ceasefire.cli", "cpu_s": tree.run("-c", "import ceasefire.cli.main")[0]}
    seconds, peak, _ = tree.run("-c", FIRST, str(tree.record))
    yield {"way": "process", "step": "first building", "cpu_s": seconds, "peak_mib": peak, "mib": size_of(tree.home)}
    incident = json.loads(tree.command("incidents", "--limit", "1", "--json")[2])[0]["incident_id"]
    for _ in range(rounds):
        for step in commands(size, "", ""):
            label = f"N{(n := next(number)):07d}"
            file = one_report(tree, size, n, label)
            seconds, peak, _ = tree.command("file", str(file), "--office", world.OFFICE, "--time-zone", "UTC")
            yield {"way": "process", "step": "file", "filed": "", "cpu_s": seconds, "peak_mib": peak}
            line = commands(size, label, incident)[step]
            for filed in ("report", "nothing"):
                seconds, peak, _ = tree.command(*line)
                yield {"way": "process", "step": step, "filed": filed, "cpu_s": seconds, "peak_mib": peak}
    if size <= REPORT_UP_TO:
        page = tree.home.with_name("report.html")
        seconds, peak, _ = tree.command("report", "--out", str(page))
        written = round(page.stat().st_size / 2**20, 1)
        yield {"way": "process", "step": "report", "cpu_s": seconds, "peak_mib": peak, "mib": written}
    yield {"way": "disk", "step": "kept tables", "mib": size_of(tree.home)}
    yield {"way": "disk", "step": "record", "mib": size_of(tree.record)}


def one_report(tree: Tree, size: int, number: int, label: str) -> Path:
    """Write a file with one report of the newest day."""
    told = next_reports(tree.world, size)[number]
    where = told["where"]
    row = {
        "report_id": label,
        "source": told["source"],
        "url": f"https://made.example/{label}",
        "event_date_start": told["when"]["start"],
        "place": where["name"],
        "admin1": where["admin1"],
        "latitude": where["lat_e7"] / 1e7,
        "longitude": where["lon_e7"] / 1e7,
        "where_precision": 1,
        "event_type": told["event_type"],
        "actor_alleged": told.get("actor_alleged", ""),
        "summary": told["summary"],
    }
    path = tree.home.with_name("one.csv")
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, list(row))
        out.writeheader()
        out.writerow(row)
    return path


@lru_cache(maxsize=1)
def next_reports(world_: str, size: int) -> list[Row]:
    """Return what comes in next in a record, by sources of the example."""
    return world.newest(world_, size, EXAMPLE, ["SOHR", "SANA", "SNHR", "local activists"])


def in_one_record(tree: Tree, size: int, rounds: int, kinds: str) -> Iterator[Row]:
    """Yield what questions cost in a record that stays open, by kind of statement filed before."""
    line = (str(HERE / "in_one_record.py"), str(tree.record), tree.world, str(size), str(rounds), kinds)
    _, _, text = tree.run(*line)
    yield from (json.loads(line) for line in text.splitlines())


def summed(found: list[Row]) -> list[Row]:
    """Return a row a measurement: the median of its rounds, least and most."""
    kept: dict[tuple[Any, ...], list[Row]] = {}
    for row in found:
        kept.setdefault(tuple(row.get(name, "") for name in KEY), []).append(row)
    return [_sum(key, rows) for key, rows in kept.items()]


def _sum(key: tuple[Any, ...], rows: list[Row]) -> Row:
    seconds = [row["cpu_s"] for row in rows if "cpu_s" in row]
    row: Row = dict(zip(KEY, key, strict=True)) | {"n": len(rows)}
    if seconds:
        of = {"cpu_s": statistics.median(seconds), "cpu_s_least": min(seconds), "cpu_s_most": max(seconds)}
        row |= {name: round(value, 4) for name, value in of.items()}
    return row | {
        name: max(r[name] for r in rows if name in r) for name in ("peak_mib", "mib") if any(name in r for r in rows)
    }


def with_exponents(rows: list[Row]) -> list[Row]:
    """Add how processor time grows from the next smaller size: seconds as reports to this power."""
    for row in rows:
        same = [r for r in rows if all(r[name] == row[name] for name in KEY if name != "reports")]
        smaller = [r for r in same if r["reports"] < row["reports"] and r.get("cpu_s")]
        if smaller and row.get("cpu_s"):
            less = max(smaller, key=lambda r: r["reports"])
            row["exponent"] = round(
                math.log(row["cpu_s"] / less["cpu_s"]) / math.log(row["reports"] / less["reports"]), 2
            )
    return rows


def record_of(folder: Path, world_: str, size: int) -> Path:
    """Return the record of a world and a size, made once."""
    path = folder / f"{world_}-{size}"
    if not path.exists():
        draft = folder / f"{world_}-{size}.new"
        shutil.rmtree(draft, ignore_errors=True)
        where = {"PYTHONPATH": str(ROOT / "src"), "CEASEFIRE_HOME": str(folder / "building-home")}
        subprocess.run(
            [sys.executable, str(HERE / "world.py"), str(draft), world_, str(size)], env=os.environ | where, check=True
        )
        draft.rename(path)
    return path


def measured(trees: list[tuple[str, Path]], args: argparse.Namespace, size: int) -> Iterator[Row]:
    """Yield every measurement of a size, the trees in turn, each on a copy of the record."""
    record = record_of(args.folder, args.world, size)
    with tempfile.TemporaryDirectory(dir=args.folder) as temporary:
        made = [Tree(name, root, record, Path(temporary), args.world) for name, root in trees]
        for measure in (
            lambda tree: by_command(tree, size, args.rounds, iter(range(10**6))),
            lambda tree: in_one_record(tree, size, args.rounds, args.kinds),
        ):
            for tree in made:
                for row in measure(tree):
                    yield {"world": args.world, "tree": tree.name, "reports": size, "filed": "", **row}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--folder", type=Path, required=True, help="where the records lie, or are made")
    asked.add_argument("--world", choices=world.WORLDS, default=world.WORLDS[0])
    asked.add_argument("--kinds", default="", help="what is filed into an open record, by commas; else every kind")
    asked.add_argument("--sizes", default="10000,100000,1000000")
    asked.add_argument("--baseline", type=Path, help="a checkout of an earlier version, measured as well")
    asked.add_argument("--only", choices=("before", "now"), help="measure only one of the two")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--out", type=Path, default=HERE / "run.csv")
    args = asked.parse_args()
    trees = [("now", ROOT), *([("before", args.baseline.resolve())] if args.baseline else [])]
    trees = [tree for tree in trees if args.only in (None, tree[0])]
    args.folder.mkdir(parents=True, exist_ok=True)
    found: list[Row] = []
    for size in (int(text) for text in args.sizes.split(",")):
        for row in measured(trees, args, size):
            print(json.dumps(row), flush=True)
            found.append(row)
        with args.out.open("w", newline="", encoding="utf-8") as file:
            out = csv.DictWriter(file, FIELDS)
            out.writeheader()
            out.writerows(with_exponents(summed(found)))


if __name__ == "__main__":
    main()
