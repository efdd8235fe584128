"""How well linkage finds which reports speak of one incident, on every world, by every method; see README.md.

`python bench/linkage/across.py --peers DIR --other DIR` writes one CSV row for each world, size, seed and method, and beside it
(`-bins.csv`) the bins of told probabilities; `python bench/linkage/across.py --markdown FILE` prints such a CSV as the tables of
README.md.
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

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bench.linkage import hands, judging, left_out, ours, rules, tables  # noqa: E402
from bench.linkage.hands import SMALL  # noqa: E402
from bench.linkage.judging import judged  # noqa: E402
from bench.linkage.peers import LONGEST, TOOLS, Answer, Peers  # noqa: E402

SEED = 11
"""The reported seed. 1, 2 and 101 are those that the method was worked on and counted by, and are refused."""
WORKED_ON = (1, 2, 101)
SMALL_SEEDS = tuple(range(11, 31))
"""Below `SMALL` reports one world says nothing: a row is the mean over these seeds."""

HEAD = ("world", "hand", "size", "reports", "seed", "method", "choice", "why")
COLUMNS = (*HEAD, *judging.COLUMNS, *ours.COLUMNS, "cpu_s", "load")
BINS = ("world", "size", "seed", "method", "from", "pairs", "told", "true")
Row = dict[str, Any]


def ours_and_rules(held: hands.Held, without: ours.Without | None, known: bool) -> Iterator[Row]:
    """Yield a row for each method of ours and each rule; `known`: ours as the program comes, too, though it knows the hand."""
    for name, found, more in ours.answers(held, without, known):
        yield {"method": name} | judged(held, found) | more
    for name, found in rules.answers(held.reports):
        yield {"method": name} | ({"why": found} if isinstance(found, str) else judged(held, found))


def of_tools(name: str, worlds: list[hands.Held], peers: Peers) -> Iterator[Row]:
    """Yield the rows of each tool, means over the worlds, or one that says why there are none."""
    told: dict[str, list[list[Answer] | str]] = {}
    for tool, _, some in peers.answers(name, [held.reports for held in worlds]):
        told.setdefault(tool, []).append(some)
        if len(told[tool]) == len(worlds):
            yield from chosen(tool, worlds, told.pop(tool))


def chosen(tool: str, worlds: list[hands.Held], told: list[list[Answer] | str]) -> Iterator[Row]:
    """Yield a tool's answer in its usual setting, and the best of all its settings by the truth, which flatters it."""
    failed = [some for some in told if isinstance(some, str)]
    why = {"why": f"{len(failed)} of {len(told)} worlds: {failed[0]}" if len(told) > 1 else failed[0]} if failed else {}
    by_setting: dict[tuple[str, bool], list[Row]] = {}
    for held, some in zip(worlds, told, strict=True):
        for one in some if isinstance(some, list) else ():
            row = judged(held, one.found) | {"cpu_s": one.cpu_s}
            by_setting.setdefault((one.setting, one.usual), []).append(row)
    if not by_setting:
        yield {"method": tool} | why
        return
    rows = {key: {"method": tool} | why | mean(some) for key, some in by_setting.items()}
    yield from (row | {"choice": f"usual: {setting}"} for (setting, usual), row in rows.items() if usual)
    full = max(map(len, by_setting.values()))
    setting, best = max(
        ((key[0], row) for key, row in rows.items() if len(by_setting[key]) == full),
        key=lambda pair: pair[1]["f1"] + pair[1]["b3_f1"],
    )
    yield best | {"choice": f"best by the truth: {setting}"}


def measured(
    world: hands.World, size: int, seeds: list[int], without: ours.Without | None, peers: Peers | None, known: bool
) -> Iterator[Row]:
    """Yield the rows of one world at one size: one for each seed, or below `SMALL` the mean over `SMALL_SEEDS`."""
    small = size < SMALL and not world.fixed
    for some in [SMALL_SEEDS] if small else [(seed,) for seed in seeds]:
        made = [world.make(size, seed) for seed in some]
        head = {"seed": f"{some[0]} to {some[-1]}" if small else some[0]}
        by_method: dict[str, list[Row]] = {}
        for held in made:
            for row in ours_and_rules(held, without, known):
                by_method.setdefault(row["method"], []).append(row)
        yield from (head | mean(rows) for rows in by_method.values())
        yield from (head | row for row in (of_tools(world.name, made, peers) if peers else ()))


def mean(rows: list[Row]) -> Row:
    """Return the mean of each measure over several worlds, of those that have it; what stands alike in all is kept."""
    if len(rows) == 1:
        return rows[0]
    found: Row = {}
    for name in dict.fromkeys(name for row in rows for name in row):
        told = [row[name] for row in rows if name in row]
        if isinstance(told[0], int | float):
            numbers = [value for value in told if value == value]
            found[name] = float(np.mean(numbers)) if numbers else float("nan")
        elif name != "bins":
            found[name] = told[0]
    return found


def written(row: Row, out: Path) -> None:
    """Print a row and add it to the CSV as it comes, so that a run that is cut short keeps what it found."""
    print(f"{row['world'][:22]:22} {row['size']:>7} {row['method'][:46]:46} {_said(row)}", flush=True)
    bins = [dict(zip(BINS[4:], one, strict=True)) for one in row.get("bins", ())]
    added(out, COLUMNS, [{name: row[name] for name in COLUMNS if name in row}])
    added(out.with_name(f"{out.stem}-bins.csv"), BINS, [{name: row[name] for name in BINS[:4]} | one for one in bins])


def _said(row: Row) -> str:
    if "f1" not in row:
        return f"no answer: {row['why']}"
    said = f"{row.get('choice', '')[:34]:34} F1 {row['f1']:.3f} B3 {row['b3_f1']:.3f} ({row['b3_gain']:+.3f})"
    return f"{said} day {row['daily_error']:.2f} cpu {row.get('cpu_s', 0):.1f} {row.get('why', '')}"


def added(out: Path, columns: tuple[str, ...], rows: list[Row]) -> None:
    """Add rows to a CSV, with its head where it is new."""
    out.parent.mkdir(parents=True, exist_ok=True)
    new = not out.exists()
    with out.open("a", newline="") as file:
        writer = csv.DictWriter(file, columns)
        if new:
            writer.writeheader()
        writer.writerows({k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()} for row in rows)


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
    parser.add_argument("--longest", type=float, default=LONGEST, help="seconds that a peer may take on one world")
    parser.add_argument(
        "--small-peers", action="store_true", help=f"ask the peers below {SMALL:,} reports, too (hours)"
    )
    parser.add_argument("--reported", action="store_true", help="leave out our rows that know the hand judged")
    parser.add_argument("--kept", type=Path, default=Path(tempfile.gettempdir()) / "ceasefire-without")
    parser.add_argument("--out", type=Path, default=HERE / "runs" / "across.csv")
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="print the tables of this CSV and measure nothing"
    )
    asked = parser.parse_args(arguments)
    if asked.markdown:
        print(tables.markdown(asked.markdown))
        return
    seeds = [int(n) for n in asked.seeds.split(",")]
    refuse(seeds)
    measure(asked, seeds)


def refuse(seeds: list[int]) -> None:
    """Leave where a seed is one of those that the method was worked on."""
    if set(seeds) & set(WORKED_ON):
        raise SystemExit(f"seeds {', '.join(map(str, WORKED_ON))} are those that the method was worked on: take others")


def measure(asked: argparse.Namespace, seeds: list[int]) -> None:
    """Measure every world asked for, the smallest size first."""
    for path in (asked.out, asked.out.with_name(f"{asked.out.stem}-bins.csv")):
        path.unlink(missing_ok=True)
    tools = [name for name in asked.tools.split(";") if name]
    if unknown := set(tools) - set(TOOLS):
        raise SystemExit(f"no tool {'; '.join(sorted(unknown))}; there are {'; '.join(TOOLS)}")
    peers = Peers(asked.peers, tools, asked.longest) if asked.peers else None
    for size, world in hands.chosen(asked.worlds, asked.sizes, asked.other, asked.shared):
        without = left_out.without(world.hand, asked.kept)
        some = peers if size >= SMALL or world.fixed or asked.small_peers else None
        for row in measured(world, size, seeds, without, some, not asked.reported):
            head = {"world": world.name, "hand": world.hand, "size": size, "load": os.getloadavg()[0]}
            written(head | row, asked.out)


if __name__ == "__main__":
    main()
