"""Shards in space and time give the links of one process: as plain functions, on local Spark, and on a real cluster."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from ceasefire import linkage
from ceasefire.linkage.features.given import given as given_
from ceasefire.linkage.features.prepare import ranked
from ceasefire.linkage.matching import link, settle
from ceasefire.linkage.scale import spark, spark_plan
from tests.linkage.worlds import world
from tests.soak import rounds

LOST = next((name for name in ("pyspark", "pandas") if importlib.util.find_spec(name) is None), None)
needs_spark = [
    pytest.mark.spark,
    pytest.mark.skipif(LOST is not None, reason=f"needs the extra spark: {LOST} is not installed"),
    pytest.mark.skipif(not os.environ.get("JAVA_HOME") and shutil.which("java") is None, reason="needs Java"),
]


def reports(seed: int, size: int = 240) -> pa.Table:
    """A small world, some reports with coarse days, coarse places, no point or no day at all."""
    table, _ = world(seed, size, per_day=25.0)
    rng = np.random.default_rng(seed)
    coarse = pa.array(rng.choice([1, 1, 1, 2, 3, 4], len(table)).astype("int8"))
    place = pa.array(rng.choice([1, 1, 1, 2, 3, 4, 5, 6], len(table)).astype("int8"))
    lost = pa.array(np.arange(len(table)) % 41 == 0)
    days = {
        name: pc.if_else(lost, pa.scalar(None, table[name].type), table[name])
        for name in ("date_start", "date_end", "published")
        if name in table.column_names
    }
    for name, column in {"date_precision": coarse, "place_precision": place, **days}.items():
        at = table.schema.get_field_index(name)
        table = table.set_column(at, name, column) if at >= 0 else table.append_column(name, column)
    return table


def same(one: linkage.Linked, two: linkage.Linked) -> bool:
    return (
        one.links.sort_by("report_id").equals(two.links.sort_by("report_id"))
        and one.pairs.equals(two.pairs)
        and one.incidents.equals(two.incidents)
        and one.notes == two.notes
    )


@cache
def known(seed: int, crowd: int) -> tuple[pa.Table, linkage.Parameters, linkage.Linked]:
    """Reports, what is learnt from them and their links in one process."""
    options = linkage.Options(words=False, crowd=crowd)
    table = reports(seed)
    parameters = linkage.learn(table, options=options)
    return table, parameters, link(table, parameters=parameters, options=options)


@settings(max_examples=rounds(4, 60), deadline=None, phases=(Phase.explicit, Phase.generate))
@example(seed=2, most=12, batch=7, crowd=3)
@given(
    seed=st.integers(1, 2),
    most=st.sampled_from([7, 30, 100, 10_000]),
    batch=st.sampled_from([7, 64, 1000]),
    crowd=st.sampled_from([600, 3]),
)
def test_any_plan_and_row_order_give_identical_links(
    tmp_path_factory: pytest.TempPathFactory, seed: int, most: int, batch: int, crowd: int
) -> None:
    options = linkage.Options(words=False, crowd=crowd)
    table, parameters, whole = known(seed, crowd)
    mixed = table.take(pa.array(np.random.default_rng(seed).permutation(len(table))))
    plan = spark_plan.plan(mixed, options, most)
    handed = spark._handed(mixed).to_batches(max_chunksize=batch)
    sent = pa.Table.from_batches(list(spark_plan.scatter(iter(handed), plan)))
    shards = [
        spark_plan.work(sent.filter(pa.array(sent["_shard"].to_numpy() == shard)), plan, parameters)
        for shard in np.unique(sent["_shard"].to_numpy())
    ]
    folder = tmp_path_factory.mktemp("found")
    pq.write_table(pa.concat_tables(reversed(shards)), folder / "part.parquet")
    register, scored = spark._gathered(folder, *ranked(mixed))
    assert same(settle(mixed, register, scored, None, parameters, options, given_(mixed).slips), whole)


def test_a_run_of_full_days_is_cut_in_space_but_not_where_a_cell_is_crowded() -> None:
    table = reports(1)
    plain = spark_plan.plan(table, linkage.Options(), 9)
    crowded = spark_plan.plan(table, linkage.Options(crowd=1), 9)
    assert any(plain.cuts)
    assert sum(map(len, crowded.cuts)) < sum(map(len, plain.cuts))


def test_a_report_that_a_shard_lost_is_missed(tmp_path: Path) -> None:
    table = reports(2, 60)
    plan = spark_plan.plan(table, linkage.Options(), 1000)
    sent = pa.Table.from_batches(list(spark_plan.scatter(iter(spark._handed(table).to_batches()), plan)))
    shard = sent["_shard"].to_numpy() == sent["_shard"].to_numpy().max()
    pq.write_table(
        spark_plan.work(sent.filter(pa.array(shard)).slice(1), plan, linkage.learn(table)), tmp_path / "part.parquet"
    )
    with pytest.raises(RuntimeError, match="reports back"):
        spark._gathered(tmp_path, *ranked(table))


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(ModuleNotFoundError, match=r"ceasefire\[spark\]"):
        spark.link(reports(1, 40))


def local(table: pa.Table) -> tuple[linkage.Parameters, linkage.Linked]:
    parameters = linkage.learn(table)
    return parameters, link(table, parameters=parameters, options=linkage.Options(words=False))


def on_spark(table: pa.Table, parameters: linkage.Parameters, master: str) -> linkage.Linked:
    options = linkage.Options(words=False)
    return spark.link(table, options=options, parameters=parameters, master=master, shard_reports=100)


class TestSpark:
    pytestmark = needs_spark

    def test_local_and_standalone_cluster_give_the_links_of_one_process(self, tmp_path: Path) -> None:
        table = reports(3, 600)
        parameters, whole = local(table)
        assert same(on_spark(table, parameters, "local[2]"), whole)
        with cluster(tmp_path) as master:
            assert same(on_spark(table, parameters, master), whole)


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """A standalone master with two workers on loopback, all of which end with the block."""
    import pyspark

    home = str(Path(pyspark.__file__).parent)
    source = str(Path(linkage.__file__).resolve().parents[2])
    environment = os.environ | {
        "SPARK_HOME": home,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(folder / "work"),
        "SPARK_DAEMON_MEMORY": "256m",
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": source,
    }
    port, page = free_port(), free_port()
    address = f"spark://127.0.0.1:{port}"
    deploy, host = "org.apache.spark.deploy", ["--host", "127.0.0.1"]
    with ExitStack() as ends:

        def start(name: str, *words: str) -> Path:
            log = folder / f"{name}.log"
            command = [f"{home}/bin/spark-class", *words]
            file = ends.enter_context(log.open("wb"))
            process = subprocess.Popen(command, env=environment, stdout=file, stderr=subprocess.STDOUT)
            ends.callback(finish, process)
            return log

        master = start("master", f"{deploy}.master.Master", *host, "--port", str(port), "--webui-port", str(page))
        until(master, "New state: ALIVE", 1)
        for name in ("one", "two"):
            size = ["--cores", "1", "--memory", "2g", "--webui-port", str(free_port())]
            start(name, f"{deploy}.worker.Worker", *host, *size, address)
        until(master, "Registering worker", 2)
        yield address


def until(log: Path, words: str, times: int) -> None:
    """Wait until a log has the words so many times; gives up after two minutes."""
    end = time.monotonic() + 120
    while log.read_text(errors="replace").count(words) < times:
        if time.monotonic() > end:
            raise TimeoutError(f"{log.name}: {words!r} not met {times} times")
        time.sleep(0.3)


def finish(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(30)
