"""Other tools on the same inputs, each in an environment of its own that is made on first use."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from bench.linkage.peers.each import MARK

HERE = Path(__file__).resolve().parent
NEEDS = {
    "splink4": ["splink==4.0.*", "duckdb==1.4.*", "pyarrow", "numpy", "pandas<3"],
    "splink5": ["splink==5.0.0", "pyarrow", "numpy", "pandas<3"],
    "others": ["scikit-learn", "recordlinkage", "pyarrow", "numpy", "pandas<3"],
    "goldenmatch": ["goldenmatch==3.22.0", "pyarrow", "numpy"],
    "blockingpy": ["blockingpy==0.2.8", "pyarrow<22", "numpy"],
    "spark": ["pyspark>=4.3,<5", "pandas>=2.2,<3", "-e", str(HERE.parents[2])],
}
TOOLS = {
    "Splink 4, light": ("splink4", "splinks.py", "light"),
    "Splink 4, best": ("splink4", "splinks.py", "best"),
    "Splink 5, light": ("splink5", "splinks.py", "light"),
    "Splink 5, best": ("splink5", "splinks.py", "best"),
    "recordlinkage, light": ("others", "others.py", "recordlink-light"),
    "recordlinkage, best": ("others", "others.py", "recordlink"),
    "DBSCAN": ("others", "others.py", "dbscan"),
    "GoldenMatch": ("goldenmatch", "golden.py", "usual"),
    "BlockingPy": ("blockingpy", "blocking.py", "usual"),
}
"""Each tool and set-up: its environment, its script here, and the set-up by the script's name for it."""

COLUMNS = {
    "report_id": pa.string(),
    "source": pa.string(),
    "date_start": pa.date32(),
    "date_end": pa.date32(),
    "place": pa.string(),
    "admin1": pa.string(),
    "admin2": pa.string(),
    "lat": pa.float64(),
    "lon": pa.float64(),
    "place_precision": pa.int8(),
    "event_type": pa.string(),
    "actor_alleged": pa.string(),
    "actor_target": pa.string(),
    "killed_low": pa.int32(),
    "killed_high": pa.int32(),
    "summary": pa.string(),
}
"""The columns a peer is given: all that any of them compares, null where a world has none."""
LONGEST = 1_800
"""Seconds after which a tool is stopped on one world, where no other bound is asked for."""
LATE = "stopped after {:g} seconds"


@dataclass(frozen=True)
class Answer:
    """What a tool finds in one setting.

    `found`: int64 [rows], the incident of each; `usual`: whether the tool's makers show this setting, or it stands for theirs
    """

    setting: str
    found: Any
    cpu_s: float
    usual: bool


def environment(name: str, folder: Path) -> Path | str:
    """Return the Python of a peer's environment, made when it is not there; a word where it cannot be had."""
    python = folder / name / "bin" / "python"
    if python.exists():
        return python
    folder.mkdir(parents=True, exist_ok=True)
    for command in (
        [sys.executable, "-m", "venv", str(folder / name)],
        [str(python), "-m", "pip", "install", "-q", *NEEDS[name]],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            python.unlink(missing_ok=True)
            return f"its environment cannot be made: {done.stderr.strip().splitlines()[-1:]}"
    return python


def shaped(table: pa.Table) -> pa.Table:
    """Return the columns that peers are given, in one type each."""
    return pa.table(
        {
            name: table[name].cast(kind) if name in table.column_names else pa.nulls(len(table), kind)
            for name, kind in COLUMNS.items()
        }
    )


def asked(
    tool: str, folder: Path, path: Path, out: Path, *words: str, longest: float = LONGEST
) -> dict[str, Any] | str:
    """Run a tool on a file in a process of its own and return what it says of itself; a word where it fails."""
    return asked_each(tool, folder, [(str(path), str(out), *words)], longest)[0]


def asked_each(
    tool: str, folder: Path, plan: Sequence[tuple[str, ...]], longest: float = LONGEST
) -> list[dict[str, Any] | str]:
    """Run a tool on several files (world, out, words) in one process; of each what it says of itself, or why it says nothing.

    `longest`: seconds for each of them; once they are all over the process is stopped, and the rest go without an answer
    """
    home, script, setup = TOOLS[tool]
    python = environment(home, folder)
    if isinstance(python, str):
        return [python] * len(plan)
    quiet = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PYTHONWARNINGS": "ignore"}
    with tempfile.TemporaryDirectory() as work:
        todo, printed, complaints = (Path(work) / name for name in ("todo", "printed", "complaints"))
        todo.write_text(json.dumps(plan))
        command = [str(python), str(HERE / "each.py"), Path(script).stem, setup, str(todo)]
        with printed.open("w") as out, complaints.open("w") as bad:
            try:
                status = subprocess.run(
                    command, stdout=out, stderr=bad, check=False, env=quiet, timeout=longest * len(plan)
                ).returncode
                why = " ".join(complaints.read_text().strip().splitlines()[-1:])[:300] or f"exit status {status}"
            except subprocess.TimeoutExpired:
                why = LATE.format(longest)
        told = [
            json.loads(line.removeprefix(MARK)) for line in printed.read_text().splitlines() if line.startswith(MARK)
        ]
    answers = [one.get("failed") or one for one in told]
    return [*answers, *[why] * (len(plan) - len(answers))]


def read(path: str, ids: pa.Array) -> Any:
    """Return the incident of each report of a tool's answer; reports that it left out stand alone."""
    table = pq.read_table(path)
    at = pc.index_in(ids, value_set=table["report_id"].combine_chunks().cast(pa.string()))
    codes = table["incident_id"].combine_chunks().dictionary_encode().indices.take(at).cast(pa.int64())
    alone = np.arange(len(ids)) + len(table)
    return np.where(codes.is_null().to_numpy(False), alone, pc.fill_null(codes, 0).to_numpy())


@dataclass
class Peers:
    """The tools asked for (all where none is named), their environments in `folder`, and the seconds each may take on a world.

    `late`: tools that were stopped by the clock, by name of the world: they are not asked again on a larger one of that name
    """

    folder: Path
    tools: list[str]
    longest: float = LONGEST
    late: set[tuple[str, str]] = field(default_factory=set)

    def answers(self, name: str, worlds: Sequence[pa.Table]) -> Iterator[tuple[str, int, list[Answer] | str]]:
        """Yield for each tool and world (by its number) the answers in all settings, or why there are none."""
        with tempfile.TemporaryDirectory() as work:
            tables = [shaped(table) for table in worlds]
            plan = [(f"{work}/{k}.parquet", f"{work}/{k}") for k in range(len(worlds))]
            for (path, _), table in zip(plan, tables, strict=True):
                pq.write_table(table, path)
            for tool in self.tools or TOOLS:
                for k, told in enumerate(self._told(tool, name, plan)):
                    ids = tables[k]["report_id"].combine_chunks()
                    yield tool, k, told if isinstance(told, str) else _answers(told, plan[k][1], ids)

    def _told(self, tool: str, name: str, plan: list[tuple[str, str]]) -> list[dict[str, Any] | str]:
        if (tool, name) in self.late:
            return ["it was stopped by the clock on a smaller world of this name"] * len(plan)
        told = asked_each(tool, self.folder, plan, self.longest)
        if LATE.format(self.longest) in told:
            self.late.add((tool, name))
        return told


def _answers(told: dict[str, Any], out: str, ids: pa.Array) -> list[Answer]:
    return [
        Answer(name, read(f"{out}.{name}", ids), told["cost"][name], name in told["usual"])
        for name in told["thresholds"]
    ]
