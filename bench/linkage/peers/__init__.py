"""Other tools on the same inputs, each in an environment of its own that is made on first use."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

HERE = Path(__file__).resolve().parent
NEEDS = {
    "splink4": ["splink==4.0.*", "duckdb==1.4.*", "pyarrow", "numpy", "pandas<3"],
    "splink5": ["splink==5.0.0", "pyarrow", "numpy", "pandas<3"],
    "others": ["scikit-learn", "recordlinkage", "pyarrow", "numpy", "pandas<3"],
    "goldenmatch": ["goldenmatch==3.22.0", "pyarrow", "numpy"],
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
LONGEST = 3_600
"""Seconds after which a peer is stopped."""


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


def asked(tool: str, folder: Path, path: Path, out: Path, *words: str) -> dict[str, Any] | str:
    """Run a tool on a file in a process of its own and return what it says of itself; a word where it fails."""
    home, script, setup = TOOLS[tool]
    python = environment(home, folder)
    if isinstance(python, str):
        return python
    command = [str(python), str(HERE / script), str(path), str(out), setup, *words]
    quiet = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"PYTHONWARNINGS": "ignore"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=quiet, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return f"stopped after {LONGEST} seconds"
    if done.returncode:
        return " ".join(done.stderr.strip().splitlines()[-1:])[:300] or f"exit status {done.returncode}"
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def read(path: str, ids: pa.Array) -> Any:
    """Return the incident of each report of a tool's answer; reports that it left out stand alone."""
    table = pq.read_table(path)
    at = pc.index_in(ids, value_set=table["report_id"].combine_chunks().cast(pa.string()))
    codes = table["incident_id"].combine_chunks().dictionary_encode().indices.take(at).cast(pa.int64())
    alone = np.arange(len(ids)) + len(table)
    return np.where(codes.is_null().to_numpy(False), alone, pc.fill_null(codes, 0).to_numpy())


@dataclass(frozen=True)
class Peers:
    """The tools asked for (all where none is named), their environments in `folder`."""

    folder: Path
    tools: list[str]

    def answers(self, reports: pa.Table) -> Iterator[tuple[str, list[Answer]]]:
        """Yield each tool with its answers in all its settings; one that cannot be had or fails is skipped with a word."""
        with tempfile.TemporaryDirectory() as work:
            path = Path(work) / "world.parquet"
            table = shaped(reports)
            pq.write_table(table, path)
            ids = table["report_id"].combine_chunks()
            for tool in self.tools or TOOLS:
                told = asked(tool, self.folder, path, Path(work) / "out")
                if isinstance(told, str):
                    print(f"{tool}: skipped, {told}", flush=True)
                    continue
                yield (
                    tool,
                    [
                        Answer(name, read(f"{work}/out.{name}", ids), told["cost"][name], name in told["usual"])
                        for name in told["thresholds"]
                    ],
                )
