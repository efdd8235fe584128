"""Make the learnt set that comes with the program, and measure what links cost under it; see README.md.

`python bench/linkage/prior.py make` writes `src/ceasefire/linkage/pinned/prior.toml`, the same bytes each time.
`python bench/linkage/prior.py measure` writes `prior.csv`: one row per world and set.
"""

import argparse
import csv
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bench.linkage import pooled, run, shares, worlds  # noqa: E402

from ceasefire import linkage  # noqa: E402
from ceasefire.linkage.options import Parameters  # noqa: E402
from ceasefire.linkage.pinned import limits, shipped  # noqa: E402
from ceasefire.linkage.scoring.fields import FIELDS  # noqa: E402
from ceasefire.linkage.scoring.shares import read  # noqa: E402

OUT = ROOT / "src" / "ceasefire" / "linkage" / "pinned" / shipped.FILE
REPORTS, SEED = 3_000, 101
COLUMNS = ("set", "reports", "learnt", "precision", "recall", "f1", "b3_f1", "cpu_s")
SMALL = (25, 50, 100, 200, 400, 1_000)
"""Reports of a record's first days: from how many on is learning better than the shipped set?"""
HEAD = """\
# The learnt set that comes with the program: links are computed under it until a set is filed.
# Made by `python bench/linkage/prior.py make`: fitted on the pairs of made worlds, without words and names.
# Bits say how much a level speaks for (above 0) or against one incident; what they mean: `linkage.options.Parameters`.
"""


def shipped_set(hands: tuple[str, ...] = shares.HANDS) -> Parameters:
    """Return the set that comes with the program, made again, from the worlds of these hands."""
    worlds_of = [[pooled.sampled(*world) for world in shares.tables(hand)] for hand in hands]
    return pooled.parameters(worlds_of, read(shares.made_shares(hands)))


def as_toml(found: Parameters) -> str:
    """Return a set without words and names as TOML, each level's bits beside its words."""
    single = (
        "edition",
        "prior_bits",
        "within_prior_bits",
        "threshold_bits",
        "calibration",
        "reports",
        "pairs",
        "labels",
    )
    lines = [HEAD, *(f"{name} = {_plain(getattr(found, name))}" for name in single)]
    lines += ["", "[scale]", *(f"{field.name} = {found.scale[field.name]}" for field in FIELDS)]
    lines += ["", "[refined]", "", "[codes]", *(f"{name} = []" for name in found.codes)]
    lines += ["", *(f"[common.{name}]" for name in found.common)]
    for what in ("weights", "within"):
        lines += ["", f"[{what}]"]
        for field in FIELDS:
            bits = zip(getattr(found, what)[field.name], field.words, strict=True)
            lines += [f"{field.name} = [", *(f"  {b},  # {words}" for b, words in bits), "]"]
    return "\n".join(lines) + "\n"


def _plain(value: Any) -> str:
    return str(list(value)) if isinstance(value, tuple) else str(value)


# --- what it costs --------------------------------------------------------------------------------------------------


def tables(other: Path | None) -> Iterator[tuple[str, pa.Table, Any]]:
    """Yield made worlds with their truth: those of this bench (other seeds than those learnt on), and those of another
    hand, made beforehand as `in_N_RATE.parquet` with `raw_N_RATE.parquet` in a folder."""
    for name, what in worlds.WORLDS.items():
        yield (f"bench: {name}", *worlds.make(what, reports=10_000, seed=11))
    for path in sorted(other.glob("in_*.parquet")) if other else ():
        truth = pq.read_table(path.with_name(path.name.replace("in_", "raw_", 1)), columns=["truth"])
        yield f"another hand: {path.stem[3:]}", pq.read_table(path), truth["truth"].to_numpy()


def in_order_of_days(table: pa.Table, truth: Any) -> tuple[pa.Table, Any]:
    """Return the reports as they come in, by day."""
    order = pc.sort_indices(table, sort_keys=[("date_start", "ascending"), ("report_id", "ascending")]).to_numpy()
    return table.take(pa.array(order)), truth[order]


def sets_for(table: pa.Table) -> Iterator[tuple[str, Parameters]]:
    """Yield the sets that a record of these reports may be linked under."""
    yield "shipped", linkage.prior()
    yield "expected shares alone", linkage.learn(table.slice(0, 0))
    for share in (0.1, 0.5, 1.0):
        first = table.slice(0, round(share * len(table)))
        yield "all reports" if share == 1 else f"the first {share:.0%}", linkage.learn(first, options=run.QUIET)


def scored(what: str, table: pa.Table, truth: Any, learnt: str, parameters: Parameters) -> run.Row:
    """Return how well the reports are linked under one set."""
    began = time.process_time()
    links = linkage.link(table, options=run.QUIET, parameters=parameters).links
    spent = time.process_time() - began
    names = dict(zip(*(links[c].to_pylist() for c in ("report_id", "incident_id")), strict=True))
    found = run.score(np.array([names[i] for i in table["report_id"].to_pylist()]), truth)
    return {"set": what, "learnt": learnt, "cpu_s": round(spent, 2)} | {k: v for k, v in found.items() if k in COLUMNS}


def rows(other: Path | None) -> Iterator[run.Row]:
    """Yield every row of the measurement."""
    for what, table, truth in tables(other):
        table, truth = in_order_of_days(table, truth)
        for learnt, parameters in sets_for(table):
            yield scored(what, table, truth, learnt, parameters)
    yield from first_days()
    yield from real_rows()


def first_days() -> Iterator[run.Row]:
    """Yield how small records are linked under the shipped set and under what they teach themselves: the mean of ten."""
    for name, what in worlds.WORLDS.items():
        for size in SMALL:
            found: dict[str, list[run.Row]] = {"shipped": [], "all reports": []}
            for seed in range(21, 31):
                table, truth = worlds.make(what, reports=size, seed=seed)
                for learnt, parameters in (("shipped", linkage.prior()), ("all reports", linkage.learn(table))):
                    found[learnt].append(scored(f"first days: {name}", table, truth, learnt, parameters))
            for told in found.values():
                numbers = ("precision", "recall", "f1", "b3_f1", "cpu_s")
                yield told[0] | {"reports": size} | {k: float(np.mean([row[k] for row in told])) for k in numbers}


def real_rows() -> Iterator[run.Row]:
    """Yield the hand-coded reports of the example, where they lie beside the project."""
    held = run.syria()
    for learnt, parameters in (("shipped", linkage.prior()), ("all reports", None)) if held else ():
        assert held is not None
        found = run.ours(*held, parameters)
        yield {"set": "real rows", "learnt": learnt} | {k: v for k, v in found.items() if k in COLUMNS}


def main() -> None:
    """Make the set, or measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("make", "measure"))
    parser.add_argument("--other", type=Path, help="folder with worlds of another hand")
    parser.add_argument("--out", type=Path, default=HERE / "prior.csv")
    chosen = parser.parse_args()
    if chosen.what == "make":
        OUT.write_text(as_toml(limits.fitting(shipped_set())), encoding="utf-8")
        return
    with chosen.out.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for row in rows(chosen.other):
            writer.writerow({k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()})
            file.flush()


if __name__ == "__main__":
    main()
