"""The worlds that speed is measured on, as files: made once, with the truth and the columns of the peers beside each."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from bench.linkage import hands, peers, worlds

MADE = 1_000_000
"""Larger worlds are this one several times, one after the other."""


def world_file(folder: Path, size: int, seed: int, other: Path | None = None) -> Path:
    """Make a dense world of about `size` reports once, the truth and the columns of the peers beside it."""
    path = folder / f"{'other' if other else 'dense'}-{size}-{seed}.parquet"
    if path.exists():
        return path
    if other:
        raw, given = hands.other_files(other, 60, size, seed, folder)
        held = hands.read_other(raw, given)
        raw.rename(path.with_suffix(".raw"))
        given.unlink()
    elif size > MADE:
        repeated(world_file(folder, MADE, seed), path, size // MADE)
        held = None
    else:
        held = hands.Held(*worlds.make(worlds.WORLDS["dense"], reports=size, seed=seed))
    if held is not None:
        pq.write_table(
            pa.table({"report_id": held.reports["report_id"], "truth": held.truth}), path.with_suffix(".truth")
        )
        pq.write_table(held.reports, path)
    pq.write_table(peers.shaped(pq.read_table(path)), path.with_suffix(".shaped"))
    return path


def repeated(base: Path, path: Path, times: int) -> Path:
    """Write a world so many times one after the other in time, with ids and truth of its own each time."""
    table, truth = pq.read_table(base), pq.read_table(base.with_suffix(".truth"))
    first, last = (edge(table["date_start"].cast(pa.int32())).as_py() for edge in (pc.min, pc.max))
    for name, source in (("", table), (".truth", truth)):
        with pq.ParquetWriter(path.with_suffix(name) if name else path, source.schema) as out:
            for k in range(times):
                out.write_table(moved(source, k, k * (last - first + 30)))
    return path


def moved(table: Any, copy: int, days: int) -> Any:
    """One copy of a world: ids and truth renamed, days later."""
    change = {
        "report_id": lambda c: pc.binary_join_element_wise(c, f"{copy:02d}", "-"),
        "truth": lambda c: pc.add(c, copy * 10**9),
        **dict.fromkeys(
            ("date_start", "date_end"),
            lambda c: pc.add(c.cast(pa.int32()), pa.scalar(days, pa.int32())).cast(pa.date32()),
        ),
    }
    columns = [change[n](table[n]).cast(table[n].type) if n in change else table[n] for n in table.column_names]
    return pa.table(columns, schema=table.schema)
