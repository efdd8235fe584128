"""What linking reports that tell no day is worth, by when they were filed; see README.md.

`python bench/linkage/undated.py --other DIR` takes the day from one report in ten and links each world four times: with all days, with
none filed (these reports are compared with none), filed up to three weeks after the day, and all filed on one day of years later. Of
`undated` reports it counts the pairs alone that have such a report in them.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bench.linkage import across, hands, measures, ours  # noqa: E402

from ceasefire.linkage import link  # noqa: E402

COLUMNS = (
    *("world", "size", "reports", "seed", "set", "filed", "precision", "recall", "f1", "b3_f1", "b3_gain"),
    *("undated", "undated_found", "undated_right", "undated_true"),
)
SHARE, LAG = 0.1, 21
"""Share of reports that lose their day, and days within which they are filed where they are filed at once."""
LATER = "2040-01-01"
DAYS = ("date_start", "date_end", "utc_start", "utc_end", "published")
Row = dict[str, Any]


def without_days(reports: pa.Table, lost: Any, filed: pa.Array) -> pa.Table:
    """Return the reports with no day on the rows marked, and when each was filed."""
    for name in DAYS:
        if name in reports.column_names:
            column = reports[name]
            reports = reports.set_column(
                reports.column_names.index(name), name, pc.if_else(pa.array(lost), pa.scalar(None, column.type), column)
            )
    return reports.append_column("first_filed", filed)


def filings(reports: pa.Table, seed: int) -> Iterator[tuple[str, pa.Array]]:
    """Yield each way of filing and the day of each report's filing."""
    yield "never", pa.nulls(len(reports), pa.string())
    late = np.random.default_rng(seed).integers(0, LAG + 1, len(reports))
    days = pc.add(reports["date_start"].cast(pa.int32()), pa.array(late, pa.int32())).cast(pa.date32())
    yield "within three weeks", pc.cast(days, pa.string()).combine_chunks()
    yield "years later", pa.array([LATER] * len(reports))


def pairs_with(found: Any, truth: Any, lost: Any) -> tuple[int, int, int]:
    """Return how many pairs with an undated report were found, how many of these are right, and how many there are."""
    told, right, true = (0, 0, 0)
    for row in np.flatnonzero(lost):
        mate, own = found == found[row], truth == truth[row]
        mate[row] = own[row] = False
        told, right, true = told + int(mate.sum()), right + int((mate & own).sum()), true + int(own.sum())
    return told, right, true


def rows(held: hands.Held, seed: int) -> Iterator[Row]:
    """Yield a row for each set and way of filing."""
    lost = np.random.default_rng(seed).random(len(held.reports)) < SHARE
    lost &= held.reports["date_start"].is_valid().to_numpy()
    tables = {"all days told": held.reports}
    tables |= {name: without_days(held.reports, lost, filed) for name, filed in filings(held.reports, seed)}
    for name, prior in ((ours.LEARNT, None), (ours.SHIPPED, ours.shipped.prior())):
        for filed, table in tables.items():
            linked = link(table, options=ours.QUIET, parameters=prior)
            found = pc.index_in(linked.links["incident_id"], pc.unique(linked.links["incident_id"])).to_numpy()
            cube = measures.b_cubed(found, held.truth)
            nothing = measures.b_cubed(np.arange(len(found)), held.truth).f1
            row = dict(zip(("precision", "recall", "f1"), measures.pairwise(found, held.truth), strict=True))
            row |= {"set": name, "filed": filed, "b3_f1": cube.f1, "b3_gain": cube.f1 - nothing}
            counts = pairs_with(found, held.truth, lost)
            yield row | dict(zip(COLUMNS[-4:], (int(lost.sum()), *counts), strict=True))


def main() -> None:
    """Measure on every world that can be had and whose every report has an answer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--seed", type=int, default=across.SEED)
    parser.add_argument("--worlds", default="", help="names of worlds; all where none is given")
    parser.add_argument("--other", type=Path, help="folder with gen.py and conv.py: worlds of another hand")
    parser.add_argument("--shared", type=Path, default=hands.SHARED, help="folder that holds data/ with the real rows")
    parser.add_argument("--out", type=Path, default=HERE / "runs" / "undated.csv")
    asked = parser.parse_args()
    asked.out.unlink(missing_ok=True)
    for size, world in hands.chosen(asked.worlds, asked.sizes, asked.other, asked.shared):
        if world.fixed:
            continue
        held = world.make(size, asked.seed)
        for row in rows(held, asked.seed):
            head = {"world": world.name, "size": size, "reports": len(held.reports), "seed": asked.seed}
            across.added(asked.out, COLUMNS, [head | row])
            print(
                f"{world.name[:16]:16} {size:>6} {row['set'][11:]:22} {row['filed']:20} F1 {row['f1']:.3f} B3 {row['b3_f1']:.3f} "
                f"undated {row['undated_right']}/{row['undated_found']} of {row['undated_true']}",
                flush=True,
            )


if __name__ == "__main__":
    main()
