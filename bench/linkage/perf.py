"""How linkage grows with the number of reports, beside Splink 4 and 5 and on Spark; see README.md.

Every measurement runs in a process of its own. `perf.py` alone runs the sizes; `perf.py one WORLD.parquet ENGINE` is
what each process runs. `--other DIR` takes the dense world of another hand in place of that of this bench.
"""

import argparse
import csv
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

OURS = ("floor", "learnt", "shipped")
"""Reading, sorting and hashing the columns alone; linking with learning on the record; linking under the shipped set."""

SPLINK = {
    "splink4": "Splink 4, light",
    "splink4-best": "Splink 4, best",
    "splink5": "Splink 5, light",
    "splink5-best": "Splink 5, best",
}
THEIRS = {"splink4-other": ("splink4", "best", "0.2"), "splink5-other": ("splink5", "cc", "0.9")}
"""Splink in a light set-up by another hand (`peer_splink.py` of `--other`), gathered as that hand found best."""

ENGINES = (*OURS, *SPLINK, *THEIRS, "spark")
LONGEST = 3_600
"""Seconds after which an engine is stopped, where no other bound is asked for."""

COLUMNS = (
    "engine",
    "reports",
    "pairs",
    "start_s",
    "learn_s",
    "score_s",
    "settle_s",
    "wall_s",
    "cpu_s",
    "process_cpu_s",
    "peak_mib",
    "f1",
    "b3",
    "shuffle_mib",
    "same_links",
    "load",
    "why",
)


def peak_mib() -> float:
    """Peak resident memory of this process; what its parent used does not count."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def family_cpu() -> float:
    """Processor seconds of this process and all that descend from it, the Java machine and its workers among them."""
    tick, found = os.sysconf("SC_CLK_TCK"), {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found[int(entry.parent.name)] = int(words[1]), sum(int(w) for w in words[11:15]) / tick
    family = {os.getpid()}
    while more := {pid for pid, (parent, _) in found.items() if parent in family} - family:
        family |= more
    return sum(found[pid][1] for pid in family)


def one(path: Path, engine: str, out: Path | None) -> dict[str, Any]:
    """Link one file and say how long each stage took."""
    begun = time.time()
    import pyarrow.parquet as pq

    from ceasefire import linkage
    from ceasefire.linkage.matching import link

    table = pq.read_table(path)
    marks = {"start": time.time()}
    options = linkage.Options(words=False)
    cpu = time.process_time()
    if engine == "floor":
        return floor(path, table, begun)
    if engine == "spark":
        linked, more = on_spark(table, options, marks)
    else:
        say = lambda step, done, of: marks.__setitem__(step, time.time())  # noqa: E731
        known = linkage.prior() if engine == "shipped" else None
        linked, more = link(table, options=options, parameters=known, progress=say), {}
    end = time.time()
    scored = marks.get("scored", end)
    found = {
        "engine": engine, "reports": len(table), "pairs": len(linked.scored), "start_s": marks["start"] - begun,
        "learn_s": marks["learnt"] - marks["start"], "score_s": scored - marks["learnt"], "settle_s": end - scored,
        "wall_s": end - marks["start"], "cpu_s": time.process_time() - cpu, "peak_mib": peak_mib(), **more,
    }  # fmt: skip
    if out is not None:
        pq.write_table(linked.links.sort_by("report_id"), out)
    return found | judged(linked.links, path)


def floor(path: Path, table: Any, begun: float) -> dict[str, Any]:
    """Sort the reports by day and place and hash every column: what any method that reads them all must spend."""
    cpu, start = time.process_time(), time.time()
    table = table.sort_by([(name, "ascending") for name in ("date_start", "lat", "lon")])
    for name in table.column_names:
        table[name].dictionary_encode()
    end = time.time()
    return {
        "engine": "floor",
        "reports": len(table),
        "start_s": start - begun,
        "wall_s": end - start,
        "cpu_s": time.process_time() - cpu,
        "peak_mib": peak_mib(),
    }


def on_spark(table: Any, options: Any, marks: dict[str, float]) -> tuple[Any, dict[str, float]]:
    """Link on local Spark; start-up of the session stands under `start_s`, shuffle volume comes from its event log."""
    from pyspark.sql import SparkSession

    from ceasefire import linkage
    from ceasefire.linkage.scale import spark

    with tempfile.TemporaryDirectory() as log:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.master("local[2]")
        for name, value in spark.settings("local[2]").items():
            builder = builder.config(name, value)
        builder = (
            builder.config("spark.eventLog.enabled", "true")
            .config("spark.eventLog.compress", "false")
            .config("spark.eventLog.dir", f"file://{log}")
        )
        session = builder.config("spark.eventLog.rolling.enabled", "false").getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        session.range(10).count()
        marks["start"], before = time.time(), family_cpu()
        parameters = linkage.learn(table, options=options)
        marks["learnt"] = time.time()
        linked = spark.link(table, options=options, parameters=parameters)
        done, spent = time.time(), family_cpu() - before
        session.stop()
        events = [json.loads(line) for file in Path(log).iterdir() for line in file.open()]
    tasks = [e["Task Metrics"] for e in events if e["Event"] == "SparkListenerTaskEnd" and e.get("Task Metrics")]
    written = sum(task["Shuffle Write Metrics"]["Shuffle Bytes Written"] for task in tasks)
    marks["scored"] = done
    return linked, {"shuffle_mib": written / 2**20, "cpu_s": spent}


def judged(links: Any, path: Path) -> dict[str, float]:
    """Pairwise and B-cubed F1 of links against the truth beside the world."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq
    from bench.linkage import measures

    truth = pq.read_table(path.with_suffix(".truth"))
    at = pc.index_in(links["report_id"].combine_chunks(), value_set=truth["report_id"].combine_chunks())
    known = truth["truth"].take(at).to_numpy()
    found = links["incident_id"].combine_chunks().dictionary_encode().indices.to_numpy()
    return {"f1": measures.pairwise(found, known).f1, "b3": measures.b_cubed(found, known).f1}


def child(python: Path, longest: float, *words: str) -> dict[str, Any]:
    """Run a measurement in a process of its own; what it prints last is the answer. Raises Unanswered where it fails or is late."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE.parents[1] / "src"), str(HERE.parents[1])])}
    before = os.times()
    answer: dict[str, Any] = json.loads(printed([python, *words], environment, longest).strip().splitlines()[-1])
    spent = since(before)
    return {"cpu_s": spent} | answer | {"process_cpu_s": spent, "load": os.getloadavg()[0]}


class Unanswered(Exception):
    """An engine that cannot be had, fails or is stopped by the clock; the reason in words."""


def printed(command: list[Any], environment: dict[str, str], longest: float) -> str:
    """Run a command and return what it prints; raises Unanswered where it fails or takes longer (seconds)."""
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=longest)
    except subprocess.TimeoutExpired:
        raise Unanswered(f"stopped after {longest:g} seconds") from None
    if done.returncode:
        raise Unanswered(" ".join(done.stderr.strip().splitlines()[-1:])[:300] or f"exit status {done.returncode}")
    return done.stdout


def since(before: Any) -> float:
    """Processor seconds of children that ended since then."""
    after = os.times()
    return float(after.children_user + after.children_system - before.children_user - before.children_system)


def growth(rows: list[dict[str, Any]]) -> list[str]:
    """Growth exponent of wall and processor time between neighbouring sizes of one engine."""
    said = []
    for engine in dict.fromkeys(row["engine"] for row in rows):
        mine = sorted((r for r in rows if r["engine"] == engine and r.get("cpu_s")), key=lambda r: r["reports"])
        for low, high in pairwise(mine):
            power = math.log(high["cpu_s"] / low["cpu_s"]) / math.log(high["reports"] / low["reports"])
            said.append(f"{engine} {low['reports']} to {high['reports']}: processor time grows as n^{power:.2f}")
    return said


def main() -> None:
    """Run the sizes asked for and write one row each as it comes."""
    from bench.linkage import perf_worlds  # here, for no process that is measured makes a world

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--other", type=Path, help="folder with gen.py and conv.py: the dense world of another hand")
    parser.add_argument("--worlds", type=Path, default=Path(tempfile.gettempdir()) / "ceasefire-worlds")
    parser.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir()) / "ceasefire-peers")
    parser.add_argument("--longest", type=float, default=LONGEST, help="seconds after which an engine is stopped")
    parser.add_argument("--out", type=Path, default=HERE / "runs" / "perf.csv")
    chosen = parser.parse_args()
    chosen.worlds.mkdir(exist_ok=True)
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.unlink(missing_ok=True)
    rows: list[dict[str, Any]] = []
    for size in (int(text) for text in chosen.sizes.split(",")):
        path = perf_worlds.world_file(chosen.worlds, size, chosen.seed, chosen.other)
        for engine in chosen.engines.split(","):
            if engine in THEIRS and not chosen.other:
                continue
            found = measure(engine, path, chosen)
            rows.append(found)
            told = {name: found[name] for name in COLUMNS if name in found}
            print(json.dumps({k: round(v, 4) if isinstance(v, float) else v for k, v in told.items()}), flush=True)
            append(chosen.out, found)
    print("\n".join(growth(rows)))


def measure(engine: str, path: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    """One engine on one world; a row that says why, where there is no answer."""
    import pyarrow.parquet as pq

    try:
        return answer(engine, path, chosen)
    except Unanswered as error:
        many = pq.read_metadata(path).num_rows
        return {"engine": engine, "reports": many, "load": os.getloadavg()[0], "why": str(error)}


def answer(engine: str, path: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    """One engine on one world; raises Unanswered where there is no answer."""
    from bench.linkage.peers import environment

    links = path.with_suffix(f".{engine}.links")
    if engine in OURS:
        words = ("one", str(path), engine, str(links))
        return child(Path(sys.executable), chosen.longest, str(Path(__file__)), *words)
    if engine in SPLINK:
        return by_splink(engine, path, links, chosen)
    home, *words = THEIRS.get(engine, (engine,))
    python = environment(home, chosen.peers)
    if isinstance(python, str):
        raise Unanswered(python)
    if engine in THEIRS:
        return by_other(engine, python, words, path, chosen)
    found = child(python, chosen.longest, str(Path(__file__)), "one", str(path), "spark", str(links))
    beside = path.with_suffix(".learnt.links")
    return found | {"same_links": beside.exists() and beside.read_bytes() == links.read_bytes()}


def by_splink(engine: str, path: Path, links: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    """Splink in a set-up of this bench; F1 and B-cubed are those of its best setting, which flatters it."""
    import pyarrow.parquet as pq
    from bench.linkage import peers

    before = os.times()
    found = peers.asked(SPLINK[engine], chosen.peers, path.with_suffix(".shaped"), links, longest=chosen.longest)
    if isinstance(found, str):
        raise Unanswered(found)
    spent = since(before) - found["other_ways_s"]  # a user would gather once
    best = max(
        (judged(pq.read_table(f"{links}.{k}"), path) for k in found["thresholds"]), key=lambda x: x["f1"] + x["b3"]
    )
    return found | best | {"engine": engine, "process_cpu_s": spent, "load": os.getloadavg()[0]}


def by_other(engine: str, python: Path, words: list[str], path: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    """Splink as another hand set it up, on its own columns of the same world; one way of gathering."""
    import numpy as np
    import pyarrow.parquet as pq
    from bench.linkage import measures

    raw = path.with_suffix(".raw")
    with tempfile.TemporaryDirectory() as out:
        before, begun = os.times(), time.time()
        quiet = os.environ | {"BF_OUT": out, "PYTHONPATH": str(chosen.other), "PYTHONWARNINGS": "ignore"}
        printed([python, chosen.other / "peer_splink.py", *words, raw], quiet, chosen.longest)
        spent, wall = since(before), time.time() - begun
        inner, labels = json.loads((Path(out) / "inner.json").read_text()), np.load(Path(out) / "labels.npy")
    truth = pq.read_table(raw, columns=["truth"])["truth"].to_numpy()
    return {
        "engine": engine,
        "reports": len(truth),
        "pairs": inner["pairs_kept"],
        "start_s": wall - inner["match_s"],
        "wall_s": inner["match_s"],
        "cpu_s": spent,
        "process_cpu_s": spent,
        "f1": measures.pairwise(labels, truth).f1,
        "b3": measures.b_cubed(labels, truth).f1,
        "load": os.getloadavg()[0],
    }


def append(out: Path, row: dict[str, Any]) -> None:
    """Add a row to the CSV, with the header when it is new."""
    new = not out.exists()
    with out.open("a", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
        if new:
            writer.writeheader()
        writer.writerow({k: round(v, 3) if isinstance(v, float) else v for k, v in row.items()})


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] == "one":
        print(json.dumps(one(Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]) if len(sys.argv) > 4 else None)))
    else:
        main()
