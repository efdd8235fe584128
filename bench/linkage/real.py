"""Linkage on the real rows: with columns withheld, and learnt on one half of the incidents for the other; see README.md.

`python bench/linkage/real.py` writes one CSV row for each set and method, and says what our option with the rules of meltt finds on
meltt's own crash data beside the published answer. How the real rows fare beside other tools, `across.py` tells.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bench.linkage import across, judging, ours  # noqa: E402
from bench.linkage.hands import SHARED, Held, real_rows  # noqa: E402

from ceasefire import linkage  # noqa: E402
from ceasefire.linkage.compat import meltt  # noqa: E402

COLUMNS = ("set", "half", "method", "reports", *judging.PLAIN, *ours.COLUMNS)
Row = dict[str, Any]


def answer(held: Held, parameters: linkage.Parameters | None = None) -> Row:
    """Return our own answer on the reports whose incident is known, and how well its probabilities are calibrated."""
    found, more = ours.answer(held, parameters)
    return judging.judged(held, found) | more


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


def rows(held: Held) -> Iterator[Row]:
    """Yield our answer and those of both halves, with all columns and with some withheld."""
    for what, hidden in WITHHELD.items():
        seen = Held(held.reports.drop_columns([c for c in hidden if c in held.reports.column_names]), held.truth)
        yield {"set": f"real rows{what}", "method": "ceasefire"} | answer(seen)
        yield from ({"set": f"real rows{what}"} | row for row in halves(seen))


def halves(held: Held) -> Iterator[Row]:
    """Learn on one half of the incidents, with the answers of that half as judgements, and judge on the other half.

    Reports whose incident is not known stand in both.
    """
    half = np.random.default_rng(5).permutation(held.truth.max() + 1) % 2
    own = np.where(held.truth >= 0, half[held.truth], -1)
    for side in (0, 1):
        seen, kept = (
            Held(held.reports.filter(pa.array(some)), held.truth[some])
            for some in ((own == side) | (own < 0), own != side)
        )
        for method, said in (
            ("ceasefire, learnt on the other half", None),
            ("ceasefire, learnt on the other half with its answers", verdicts(seen)),
        ):
            parameters = linkage.learn(seen.reports, said, ours.QUIET)
            yield {"half": side, "method": method} | answer(kept, parameters)


def verdicts(held: Held) -> pa.Table:
    """Return the known answers as judgements: each report with the eleven that come next by incident, and then by id."""
    ids = held.reports["report_id"].to_pylist()
    order = sorted(np.flatnonzero(held.truth >= 0).tolist(), key=lambda k: (held.truth[k], ids[k]))
    pairs = [(a, b) for k, a in enumerate(order) for b in order[k + 1 : k + 12]]
    return judging.as_judgements(held.reports, pairs, [held.truth[a] == held.truth[b] for a, b in pairs])


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


def main() -> None:
    """Measure on the real rows and on the crash data."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder that holds data/ with the real rows")
    parser.add_argument("--out", type=Path, default=HERE / "runs" / "real.csv")
    asked = parser.parse_args()
    asked.out.unlink(missing_ok=True)
    held = real_rows(asked.shared)
    if isinstance(held, str):
        print(held)
    for row in () if isinstance(held, str) else rows(held):
        across.added(asked.out, COLUMNS, [{name: row[name] for name in COLUMNS if name in row}])
        said = f"F1 {row['f1']:.3f} B3 {row['b3_f1']:.3f} calibration {row['calibration_error']:.3f}"
        print(f"{row['set']:42} {row.get('half', ''):>2} {row['method']:53} {said}", flush=True)
    crash_data(asked.shared)


if __name__ == "__main__":
    main()
