"""The worlds that linkage is measured on, by the hand that made each: with known truth, and the real rows of the example.

A hand is whoever wrote a world; what is counted on worlds of one hand is judged on worlds of the others (`ours`).
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
from bench.linkage import made, worlds

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
OTHER = "another hand"
REAL = "real rows"
RATES = {"other dense": 60, "other sparse": 6}
"""Incidents a day in the worlds of another hand."""

SMALL = 1_000
"""Reports below which one world says nothing."""

RENAMED = {
    "url": "address",
    "event_date_start": "date_start",
    "event_date_end": "date_end",
    "latitude": "lat",
    "longitude": "lon",
    "where_precision": "place_precision",
    "attribution_phrase": "attribution",
}


@dataclass(frozen=True)
class Held:
    """Reports whose truth is known.

    `reports`: columns of the table `reports`; `truth`: the incident of each row, a whole number, -1 where it is not known
    """

    reports: pa.Table
    truth: Any


@dataclass(frozen=True)
class World:
    """A world by its name and hand, made by `make(reports, seed)`; one that is `fixed` is the same whatever is asked for."""

    name: str
    hand: str
    make: Callable[[int, int], Held]
    fixed: bool = False


def all_worlds(other: Path | None = None, shared: Path = SHARED) -> tuple[list[World], list[str]]:
    """Return every world that can be had, and a line for each that cannot.

    `other`: folder with `gen.py` and `conv.py` of another hand; `shared`: folder that holds `data/` with the real rows
    """
    found = [World(name, name, _made(name)) for name in made.WORLDS]
    found += [
        World(name if name not in made.WORLDS else f"bench {name}", "bench", _bench(name)) for name in worlds.WORLDS
    ]
    missing = []
    if other is not None and all((other / name).exists() for name in ("gen.py", "conv.py")):
        found += [World(name, OTHER, _other(other, rate)) for name, rate in RATES.items()]
    else:
        missing.append(f"worlds of another hand: skipped, give the folder with gen.py and conv.py by --other ({other})")
    rows = real_rows(shared)
    if isinstance(rows, str):
        missing.append(rows)
    else:
        found.append(World(REAL, "Syria 2017-2018", lambda reports, seed: rows, fixed=True))
    return found, missing


def chosen(names: str, sizes: str, other: Path | None, shared: Path) -> Iterator[tuple[int, World]]:
    """Yield each size with each world asked for by name (all where none is given), the smallest size first.

    A world of one size stands once, at the first size of `SMALL` and more. Says in a line which worlds cannot be had.
    """
    found, missing = all_worlds(other, shared)
    print("\n".join(missing), flush=True)
    wanted = [name for name in names.split(",") if name]
    if unknown := set(wanted) - {world.name for world in found}:
        raise SystemExit(f"no world {', '.join(sorted(unknown))}; there are {', '.join(world.name for world in found)}")
    counts = sorted(int(text) for text in sizes.split(",") if text)
    once = min((size for size in counts if size >= SMALL), default=counts[-1])
    for size in counts:
        yield from (
            (size, world)
            for world in found
            if (not wanted or world.name in wanted) and (not world.fixed or size == once)
        )


def real_rows(shared: Path) -> Held | str:
    """Return the hand-coded reports of the example, or why they cannot be had."""
    path = shared / "data" / "syria_incident_reports.csv"
    if not path.exists():
        return f"{REAL}: skipped, there is no {path}; say where the folder `data` lies by --shared"
    table, gold = hand_coded(path)
    number = {name: k for k, name in enumerate(sorted({g for g in gold if g}))}
    return Held(table, np.array([number[g] if g else -1 for g in gold]))


def hand_coded(path: Path) -> tuple[pa.Table, list[str | None]]:
    """Return the hand-coded reports under the names of the table `reports`, and the incident that the coder told of each row."""
    table = pc.read_csv(path, convert_options=pc.ConvertOptions(strings_can_be_null=True))
    gold = [incident or None for incident in table["incident_gold"].to_pylist()]
    table = table.rename_columns([RENAMED.get(name, name) for name in table.column_names])
    return table.drop_columns(["incident_gold", "zone"]), gold


def _made(name: str) -> Callable[[int, int], Held]:
    def make(reports: int, seed: int) -> Held:
        world = made.maker(name)(reports, seed)
        return Held(world.reports, np.array(world.truth))

    return make


def _bench(name: str) -> Callable[[int, int], Held]:
    return lambda reports, seed: Held(*worlds.make(worlds.WORLDS[name], reports=reports, seed=seed))


def _other(folder: Path, rate: int) -> Callable[[int, int], Held]:
    def make(reports: int, seed: int) -> Held:
        with tempfile.TemporaryDirectory() as work:
            return read_other(*other_files(folder, rate, reports, seed, Path(work)))

    return make


def other_files(folder: Path, rate: int, reports: int, seed: int, work: Path) -> tuple[Path, Path]:
    """Make a world of another hand as two files in `work`, as its maker writes it and in our columns; kept if there."""
    raw, path = (work / f"{what}-{rate}-{reports}-{seed}.parquet" for what in ("raw", "in"))
    if not path.exists():
        _run(folder / "gen.py", str(reports), str(raw), "--seed", str(seed), "--rate", str(rate))
        _run(folder / "conv.py", str(raw), str(path))
    return raw, path


def read_other(raw: Path, path: Path) -> Held:
    """Return a world of another hand from its two files; only columns of the table `reports`, no truth among them."""
    return Held(pq.read_table(path), pq.read_table(raw, columns=["truth"])["truth"].to_numpy())


def _run(script: Path, *words: str) -> None:
    done = subprocess.run([sys.executable, script, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{script.name} of the other hand failed: {done.stderr.strip().splitlines()[-1:]}")
