"""How well linkage finds which reports speak of one incident, on every world, by every method; see README.md.

`python bench/linkage/across.py --peers DIR --other DIR` writes one CSV row for each world, size, seed and method;
`python bench/linkage/across.py --markdown FILE` prints such a CSV as the tables of README.md.
"""

import argparse
import csv
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bench.linkage import hands, left_out, measures, ours, rules, tables  # noqa: E402
from bench.linkage.peers import TOOLS, Answer, Peers  # noqa: E402

SEED = 11
"""The reported seed. 1, 2 and 101 are those that the method was worked on and counted by, and are refused."""
WORKED_ON = (1, 2, 101)
SMALL, SMALL_SEEDS = 1_000, range(11, 31)
"""Below so many reports one world says nothing: a row is the mean over these seeds, and the peers are not asked."""

COLUMNS = (
    "world", "hand", "size", "reports", "seed", "method", "choice",
    "precision", "recall", "f1", "b3_precision", "b3_recall", "b3_f1", "b3_nothing", "b3_gain",
    "calibration_error", "daily_error", "weekly_error", "cpu_s", "load",
)  # fmt: skip
Row = dict[str, Any]


def judged(held: hands.Held, found: Any) -> Row:
    """Return every measure of one answer (the incident of each row) on the reports whose incident is known."""
    known = held.truth >= 0
    found, truth, day, place = found[known], held.truth[known], _days(held.reports)[known], _provinces(held.reports)
    pair, cube = measures.pairwise(found, truth), measures.b_cubed(found, truth)
    nothing = measures.b_cubed(np.arange(len(truth)), truth).f1
    week = np.where(day == measures.NO_DAY, day, day // 7)
    row = dict(zip(("precision", "recall", "f1"), pair, strict=True))
    row |= dict(zip(("b3_precision", "b3_recall", "b3_f1"), cube, strict=True))
    row |= {"b3_nothing": nothing, "b3_gain": cube.f1 - nothing}
    row["daily_error"] = measures.series_error(found, truth, day)
    if place is not None:
        row["weekly_error"] = measures.series_error(found, truth, week, place[known])
    return row | {"reports": int(known.sum())}


def _days(table: pa.Table) -> Any:
    return pc.fill_null(table["date_start"].cast(pa.int32()).cast(pa.int64()), int(measures.NO_DAY)).to_numpy()


def _provinces(table: pa.Table) -> Any | None:
    """Return the first-level province of each row as a number (-1: none told); None where no report tells one."""
    if "admin1" not in table.column_names or table["admin1"].null_count == len(table):
        return None
    codes = table["admin1"].combine_chunks().dictionary_encode().indices
    return np.asarray(pc.fill_null(codes.cast(pa.int64()), -1).to_numpy())


def answers(held: hands.Held, without: ours.Without | None, peers: Peers | None, known: bool) -> Iterator[Row]:
    """Yield a row for each method on one world; `known`: ours as the program comes, too, though it knows the hand."""
    for name, found, more in ours.answers(held, without, known):
        yield {"method": name} | judged(held, found) | more
    for name, found in rules.answers(held.reports):
        yield {"method": name} | judged(held, found)
    for tool, some in peers.answers(held.reports) if peers else ():
        yield from chosen(held, tool, some)


def chosen(held: hands.Held, tool: str, some: list[Answer]) -> Iterator[Row]:
    """Yield a peer's answer in its usual setting, and the best of all its settings by the truth, which flatters it."""
    rows = [judged(held, a.found) | {"cpu_s": a.cpu_s, "method": f"{tool}", "choice": a.setting} for a in some]
    usual = [row for row, a in zip(rows, some, strict=True) if a.usual]
    yield from (row | {"choice": f"usual: {row['choice']}"} for row in usual)
    best = max(rows, key=lambda row: row["f1"] + row["b3_f1"])
    yield best | {"choice": f"best by the truth: {best['choice']}"}


def measured(
    world: hands.World, size: int, seeds: list[int], without: ours.Without | None, peers: Peers | None, known: bool
) -> Iterator[Row]:
    """Yield the rows of one world at one size: one for each seed, or below `SMALL` the mean over `SMALL_SEEDS`."""
    if size < SMALL and not world.fixed:
        yield from means([list(answers(world.make(size, seed), without, None, known)) for seed in SMALL_SEEDS])
        return
    for seed in seeds:
        for row in answers(world.make(size, seed), without, peers, known):
            yield {"seed": seed} | row


def means(runs: list[list[Row]]) -> Iterator[Row]:
    """Yield the mean row of each method over several runs; a measure that a run lacks is left out of its mean."""
    by_method: dict[str, list[Row]] = {}
    for row in (row for run in runs for row in run):
        by_method.setdefault(row["method"], []).append(row)
    for method, rows in by_method.items():
        found: Row = {"method": method, "seed": f"{SMALL_SEEDS[0]} to {SMALL_SEEDS[-1]}"}
        for name in COLUMNS:
            told = [row[name] for row in rows if isinstance(row.get(name), int | float) and name != "seed"]
            told = [value for value in told if value == value]
            if told:
                found[name] = float(np.mean(told))
        yield found


def written(row: Row, out: Path) -> None:
    """Print a row and add it to the CSV as it comes, so that a run that is cut short keeps what it found."""
    told = {k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()}
    print(
        f"{row['world'][:22]:22} {row['size']:>7} {row['method'][:44]:44} {row.get('choice', '')[:34]:34} F1 {row['f1']:.3f}"
        f" B3 {row['b3_f1']:.3f} ({row['b3_gain']:+.3f}) day {row['daily_error']:.2f} cpu {row.get('cpu_s', 0):.1f}",
        flush=True,
    )
    new = not out.exists()
    with out.open("a", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        if new:
            writer.writeheader()
        writer.writerow(told)


def main(arguments: list[str] | None = None) -> None:
    """Measure what is asked for, or print the tables of a measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="12,40,1000,10000", help="reports; 100000 on request")
    parser.add_argument("--seeds", default=str(SEED))
    parser.add_argument("--worlds", default="", help="names of worlds; all where none is given")
    parser.add_argument("--other", type=Path, help="folder with gen.py and conv.py: worlds of another hand")
    parser.add_argument("--shared", type=Path, default=hands.SHARED, help="folder that holds data/ with the real rows")
    parser.add_argument("--peers", type=Path, help="folder for the peers' environments; without it no peers run")
    parser.add_argument("--tools", default="", help="peers by name, with ; between; all where none is given")
    parser.add_argument("--reported", action="store_true", help="leave out our rows that know the hand judged")
    parser.add_argument("--kept", type=Path, default=Path(tempfile.gettempdir()) / "ceasefire-without")
    parser.add_argument("--out", type=Path, default=HERE / "across.csv")
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="print the tables of this CSV and measure nothing"
    )
    asked = parser.parse_args(arguments)
    if asked.markdown:
        print(tables.markdown(asked.markdown))
        return
    sizes, seeds = ([int(n) for n in text.split(",") if n] for text in (asked.sizes, asked.seeds))
    if set(seeds) & set(WORKED_ON):
        raise SystemExit(f"seeds {', '.join(map(str, WORKED_ON))} are those that the method was worked on: take others")
    measure(asked, sizes, seeds)


def measure(asked: argparse.Namespace, sizes: list[int], seeds: list[int]) -> None:
    """Measure every world asked for, the smallest size first."""
    found, missing = hands.all_worlds(asked.other, asked.shared)
    print("\n".join(missing))
    names = [name for name in asked.worlds.split(",") if name]
    if unknown := set(names) - {world.name for world in found}:
        raise SystemExit(f"no world {', '.join(sorted(unknown))}; there are {', '.join(world.name for world in found)}")
    asked.out.unlink(missing_ok=True)
    tools = [name for name in asked.tools.split(";") if name]
    if unknown := set(tools) - set(TOOLS):
        raise SystemExit(f"no tool {'; '.join(sorted(unknown))}; there are {'; '.join(TOOLS)}")
    peers = Peers(asked.peers, tools) if asked.peers else None
    done: set[str] = set()
    for size in sizes:
        for world in (w for w in found if not names or w.name in names):
            if world.fixed and world.name in done:
                continue
            done.add(world.name)
            without = left_out.without(world.hand, asked.kept)
            for row in measured(world, size, seeds, without, peers, not asked.reported):
                head = {"world": world.name, "hand": world.hand, "size": size, "load": os.getloadavg()[0]}
                written(head | row, asked.out)


if __name__ == "__main__":
    main()
