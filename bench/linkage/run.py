"""Linkage on the real rows, in halves and with columns withheld, and the published answer of meltt; see README.md.

One CSV row for each set and method. After it come all worlds and methods at their usual sizes (`across.py`).
"""

import argparse
import csv
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bench.linkage import measures  # noqa: E402
from bench.linkage.hands import SHARED, Held, real_rows  # noqa: E402
from bench.linkage.ours import QUIET, answer  # noqa: E402

from ceasefire import linkage  # noqa: E402
from ceasefire.linkage.compat import meltt  # noqa: E402

COLUMNS = (
    "set",
    "seed",
    "method",
    "reports",
    "precision",
    "recall",
    "f1",
    "b3_precision",
    "b3_recall",
    "b3_f1",
    "calibration_error",
)
Row = dict[str, Any]


def score(found: Any, truth: Any) -> Row:
    """Pairwise and B-cubed scores of one answer."""
    pair, cube = measures.pairwise(found, truth), measures.b_cubed(found, truth)
    return {
        "reports": len(truth),
        "precision": pair.precision,
        "recall": pair.recall,
        "f1": pair.f1,
        "b3_precision": cube.precision,
        "b3_recall": cube.recall,
        "b3_f1": cube.f1,
    }


def ours(table: pa.Table, truth: dict[str, Any], parameters: linkage.Parameters | None = None) -> Row:
    """Our own answer and how well its probabilities are calibrated, on the reports whose incident is known."""
    number = {name: k for k, name in enumerate(sorted(set(truth.values())))}
    held = Held(table, np.array([number[truth[i]] if i in truth else -1 for i in table["report_id"].to_pylist()]))
    found, more = answer(held, parameters)
    known = held.truth >= 0
    return score(found[known], held.truth[known]) | {"calibration_error": more["calibration_error"]}


def syria(shared: Path = SHARED) -> tuple[pa.Table, dict[str, int]] | None:
    """Real reports and the incident of those that carry one; None, and a word, where the file is absent."""
    held = real_rows(shared)
    if isinstance(held, str):
        print(held)
        return None
    ids = held.reports["report_id"].to_pylist()
    return held.reports, {i: int(t) for i, t in zip(ids, held.truth, strict=True) if t >= 0}


WITHHELD = {
    "": [],
    ", no coordinates or provinces": ["lat", "lon", "place_precision", "admin1"],
    ", names and dates only": [
        "lat",
        "lon",
        "place_precision",
        "admin1",
        "summary",
        "weapon",
        "event_type",
        "actor_alleged",
        "actor_target",
        "attribution",
        "killed_low",
        "killed_high",
        "killed_civilians",
        "killed_children",
        "injured_low",
        "injured_high",
        "address",
    ],
}


def halves(shared: Path) -> list[Row]:
    """Our answer and cross-validated halves on the real rows, with all columns and with some withheld."""
    found = syria(shared)
    if found is None:
        return []
    table, gold = found
    rows = []
    for what, hidden in WITHHELD.items():
        seen = table.drop_columns([c for c in hidden if c in table.column_names])
        rows.append({"set": f"real rows{what}", "method": "ceasefire"} | ours(seen, gold))
        rows += crossed(seen, gold, f"real rows{what}")
    return rows


def crossed(table: pa.Table, gold: dict[str, int], what: str) -> list[Row]:
    """Learn on one half of the incidents, with the answers of that half as judgements, and judge on the other half."""
    names = sorted(set(gold.values()))
    half = dict(zip(names, np.random.default_rng(5).permutation(len(names)) % 2, strict=True))
    rows = []
    for side in (0, 1):
        train = {r: g for r, g in gold.items() if half[g] == side}
        test = {r: g for r, g in gold.items() if half[g] != side}
        rest = [r for r in table["report_id"].to_pylist() if r not in gold]
        pick = lambda wanted: table.filter(pa.array([i in wanted for i in table["report_id"].to_pylist()]))  # noqa: E731
        seen, kept = pick(set(train) | set(rest)), pick(set(test) | set(rest))
        for method, ruled in (
            ("ceasefire, learnt on the other half", None),
            ("ceasefire, learnt on the other half with its answers", verdicts(train)),
        ):
            parameters = linkage.learn(seen, ruled, QUIET)
            rows.append({"set": what, "seed": side, "method": method} | ours(kept, test, parameters))
    return rows


def verdicts(gold: dict[str, int]) -> pa.Table:
    """The known answers as judgements: pairs of one incident, and as many of neighbouring ones."""
    from ceasefire.vocabulary import schema

    ids = sorted(gold, key=lambda r: (gold[r], r))
    pairs = [(a, b) for k, a in enumerate(ids) for b in ids[k + 1 : k + 12]]
    shape = schema("judgements")
    made = [
        {
            "judgement_id": f"j{n}",
            "a": a,
            "b": b,
            "verdict": "same" if gold[a] == gold[b] else "different",
            "office": "bench",
            "superseded": False,
        }
        for n, (a, b) in enumerate(pairs)
    ]
    return pa.Table.from_pylist([{f.name: row.get(f.name) for f in shape} for row in made], schema=shape)


def crash_data(shared: Path) -> None:
    """The published answer of meltt on its crash data, by our option."""
    folder = shared / "data" / "meltt"
    if not folder.exists():
        print(f"meltt's crash data: skipped, there is no {folder}")
        return
    kinds = {n: pa.string() for n in ("model_tax", "color_tax", "damage_tax", "base.categories")}
    read = lambda n: pc.read_csv(folder / f"{n}.csv", convert_options=pc.ConvertOptions(column_types=kinds))  # noqa: E731
    taxonomies = {n: read(f"taxonomy_{n}") for n in ("color_tax", "damage_tax", "model_tax")}
    found = meltt.match([read(f"crash_data{k}") for k in (1, 2, 3)], taxonomies, days=2, km=4.0)
    matches = Counter(row["match"] for row in found.matches.to_pylist())
    print(f"meltt's crash data: {len(matches)} matches, {len(found.unique)} unique (published: 34 and 140)")
    print("the R package meltt itself: skipped, R is not part of this bench")


def say(row: Row) -> None:
    """Print a row as it comes."""
    print(
        f"{row['set']:34} {row.get('seed', ''):>3} {row['method']:52} F1 {row['f1']:.3f}  B3 {row.get('b3_f1', float('nan')):.3f}"
        f"  P {row['precision']:.3f} R {row['recall']:.3f}  cal {row.get('calibration_error', float('nan')):.3f}",
        flush=True,
    )


def main() -> None:
    """Measure on the real rows, then across all worlds with the usual settings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that holds data/ with the real rows")
    parser.add_argument("--only-real", action="store_true", help="no other worlds")
    parser.add_argument("--out", type=Path, default=HERE / "run.csv")
    chosen = parser.parse_args()
    chosen.out.unlink(missing_ok=True)
    for row in halves(chosen.shared):
        kept(row, chosen.out)
    crash_data(chosen.shared)
    if not chosen.only_real:
        from bench.linkage import across

        across.main(["--shared", str(chosen.shared)])


def kept(row: Row, out: Path) -> None:
    """Print a row and add it to the CSV as it comes, so that a run that is cut short keeps what it found."""
    say(row)
    new = not out.exists()
    with out.open("a", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        if new:
            writer.writeheader()
        writer.writerow({k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()})


if __name__ == "__main__":
    main()
