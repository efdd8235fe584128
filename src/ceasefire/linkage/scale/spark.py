"""Linking on Apache Spark: the functions of one process run shard by shard, with identical links.

Reports are handed over and scored pairs handed back as Parquet in one folder; between the two, Arrow batches go through
`spark_plan.scatter` (one map), one shuffle by shard, and `spark_plan.work` (one group). Parameters are learnt once and
broadcast. Competition and incidents are settled over all pairs by the process that asked.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from ceasefire.linkage.features.given import given
from ceasefire.linkage.features.party_names import IN_LATIN
from ceasefire.linkage.features.prepare import ranked
from ceasefire.linkage.features.report_index import KINDS, ReportIndex, sorted_index
from ceasefire.linkage.matching import settle, under
from ceasefire.linkage.options import USUAL, Options, Parameters
from ceasefire.linkage.output.linked import Linked
from ceasefire.linkage.scale import spark_plan
from ceasefire.linkage.scale.spark_plan import FOUND, ROW, SHARD, Plan
from ceasefire.linkage.scoring.score import Scored
from ceasefire.vocabulary import schema
from ceasefire.vocabulary.arrays import Codes

EXTRA = "the engine spark needs the extra of that name: pip install 'ceasefire[spark]'"
SHARD_REPORTS = 50_000
"""Reports a shard: one task of some seconds. Chosen by hand; not measured."""
_ROWS_WRITTEN = 50_000
"""Rows of a Parquet group, which Spark reads as one piece. As many as a shard; not measured."""
_UNUSED = {"label", "ledger", "language", "attribution"}


def link(
    reports: pa.Table,
    judgements: pa.Table | None = None,
    *,
    options: Options = USUAL,
    parameters: Parameters | None = None,
    master: str | None = None,
    exchange: Path | None = None,
    shard_reports: int = SHARD_REPORTS,
) -> Linked:
    """Return the very links of `linkage.link`, compared on Spark in shards of about `shard_reports` reports.

    An active Spark session is used as it is; else one is started at `master` (default: this machine, all cores) and
    stopped at the end. `exchange` is a folder that this process and all workers see; on one machine a temporary one
    does. Workers need this package. Raises ModuleNotFoundError without the extra `spark`, RuntimeError without Java,
    ValueError as `linkage.link` does.
    """
    _needed()
    reports, slips = given(reports)
    ids, rank = ranked(reports)
    learnt = under(parameters, reports, judgements, options)
    plan = spark_plan.plan(reports, options, shard_reports)
    with tempfile.TemporaryDirectory(prefix="ceasefire-", dir=exchange) as folder, _session(master) as session:
        sent, found = Path(folder) / "reports.parquet", Path(folder) / "found"
        pq.write_table(_handed(reports), sent, row_group_size=_ROWS_WRITTEN, compression="zstd")
        _run(session, sent, found, plan, learnt)
        index, scored = _gathered(found, ids, rank)
    return settle(reports, index, scored, judgements, learnt, options, slips)


def _handed(reports: pa.Table) -> pa.Table:
    """The columns that linking reads, and the number of each row; columns without a type tell nothing."""
    wanted = {*schema("reports").names, *IN_LATIN.values()} - _UNUSED
    kept = [f.name for f in reports.schema if f.name in wanted and not pa.types.is_null(f.type)]
    return reports.select(kept).append_column(ROW, pa.array(np.arange(len(reports)), pa.int64()))


def _run(session: Any, sent: Path, found: Path, plan: Plan, parameters: Parameters) -> None:
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import IntegerType, StructType

    shared = session.sparkContext.broadcast((plan, parameters.to_json()))
    frame = session.read.parquet(f"file://{sent}")
    shape = StructType(list(frame.schema.fields)).add(SHARD, IntegerType()).add(spark_plan.HOME, IntegerType())

    def scattered(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return spark_plan.scatter(batches, shared.value[0])

    def worked(table: pa.Table) -> pa.Table:
        return spark_plan.work(table, shared.value[0], Parameters.from_json(shared.value[1]))

    pieces = max(plan.shards, session.sparkContext.defaultParallelism)
    shards = frame.mapInArrow(scattered, shape).repartition(pieces, SHARD).groupBy(SHARD)
    answer = shards.applyInArrow(worked, from_arrow_schema(FOUND))
    answer.write.mode("overwrite").parquet(f"file://{found}")
    shared.destroy()


def _gathered(found: Path, ids: pa.Array, rank: Codes) -> tuple[ReportIndex, Scored]:
    """The index of all reports and all scored pairs, from what the shards gave; raises RuntimeError when a report
    is missing or met twice."""
    answer = ds.dataset(found, schema=FOUND, format="parquet").to_table()
    lone = pc.is_null(answer["b"])
    at_home = answer.filter(lone).sort_by("a").combine_chunks()
    if not np.array_equal(at_home["a"].to_numpy(), np.arange(len(ids))):
        raise RuntimeError(f"spark gave {len(at_home)} reports back where {len(ids)} were sent")
    column = {name: at_home[name].to_numpy(zero_copy_only=False).view(kind) for name, kind in KINDS.items()}
    index = sorted_index(column, np.arange(len(ids), dtype=np.int32), ids, rank)
    pairs = answer.filter(pc.invert(lone))
    place = np.empty(len(ids), np.int32)
    place[index.order] = np.arange(len(ids), dtype=np.int32)
    a, b = place[pairs["a"].to_numpy()], place[pairs["b"].to_numpy()]
    level = pairs["level"].to_numpy().astype(np.uint8)
    crowded = int(pc.sum(at_home["crowded"]).as_py() or 0)
    some = Scored(np.minimum(a, b), np.maximum(a, b), pairs["score"].to_numpy(), level, crowded)
    return index, Scored.join([Scored.none(), some])


def _needed() -> None:
    """Raise a clear error where Spark cannot run."""
    try:
        import pandas  # noqa: F401  (Spark's Arrow functions refuse to run without it)
        import pyspark  # noqa: F401
    except ImportError as missing:
        raise ModuleNotFoundError(EXTRA) from missing
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        raise RuntimeError("the engine spark needs Java 17 or later: neither JAVA_HOME nor java is found")


@contextmanager
def _session(master: str | None) -> Iterator[Any]:
    """The active session, else a new one that is stopped at the end."""
    from pyspark.sql import SparkSession

    active = SparkSession.getActiveSession()
    if active is not None:
        yield active
        return
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master or "local[*]").appName("ceasefire")
    for name, value in settings(master or "local[*]").items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def settings(master: str) -> dict[str, str]:
    """Return the settings of a session that is started here: Arrow in large batches, days in UTC, no web pages."""
    found = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.memory": "2g",
        "spark.executor.memory": "2g",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "50000",
        "spark.executorEnv.PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "spark.sql.adaptive.enabled": "false",
    }
    near = master.startswith("local") or "//127.0.0.1" in master or "//localhost" in master
    here = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }
    return found | (here if near else {})
