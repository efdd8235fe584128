"""SQL reads the documented tables, reaches nothing else, and stays within its limits whatever is asked."""

import io
import json
import os
import re
import time
from pathlib import Path

import pyarrow as pa
import pytest

from ceasefire import Record
from ceasefire.api import query as asking
from ceasefire.api import query_process
from ceasefire.api.query import QueryError, sql


def test_a_select_over_tables(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    answer = record.sql("select place, count(*) as n from reports group by place order by place")
    assert answer.to_pylist() == [{"place": "Aine", "n": 2}, {"place": "Bourj", "n": 1}]


def test_what_is_refused_is_told_with_the_names_of_the_tables(record: Record) -> None:
    with pytest.raises(QueryError, match=r"(?s)nothing.*tables: statements, unread, zones"):
        record.sql("select nothing from reports")


# --- what it reaches: asked of the process's own code, without starting it ------------------------------------------


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> object:
    """Return a function that answers a query over one table, `reports`, and returns the lines before the answer."""
    monkeypatch.setattr(query_process, "limit_process", lambda seconds: None)

    def ask(query: str, answer_bytes: int = 1_000_000) -> list[dict[str, object]]:
        table = pa.table({"place": ["Aine", "Bourj"]})
        order = {"query": query, "memory": "500MB", "seconds": 5, "answer_bytes": answer_bytes, "tables": 1}
        asked, out = io.BytesIO(), io.BytesIO()
        asked.write(json.dumps(order).encode() + b"\nreports\n")
        with pa.ipc.new_stream(asked, table.schema) as stream:
            stream.write_table(table)
        asked.seek(0)
        query_process.main(asked, out)
        lines = re.findall(rb'\{"(?:answer|end|error|memory)": .*\}\n', out.getvalue())
        return [json.loads(line) for line in lines]

    return ask


@pytest.mark.parametrize(
    "query",
    [
        "drop table reports",
        "select 1; select 2",
        "select * from read_csv('record.db')",
        "select * from '/etc/hostname'",
        "select * from read_text('/etc/hostname')",
        "select * from glob('/etc/*')",
        "select * from 'http://127.0.0.1:1/a.csv'",
        "select * from sqlite_scan('record.db', 'entry')",
        "select * from duckdb_extensions()",
        "select getenv('HOME')",
        "copy (select 1) to 'x.csv'",
        "attach 'x.db'",
        "install spatial",
        "set enable_external_access = true",
        "pragma database_list",
        "explain select 1",
        "create table x (y int)",
        "insert into reports values ('x')",
        "select * from record",
        "select * from asked",
        "select nothing from reports",
        "select 'a'::int",
        "select " + "(" * 3_000 + "1" + ")" * 3_000,
        "select \ud800",
        "",
    ],
)
def test_anything_but_one_select_over_the_tables_is_refused(query: str, told: object, tmp_path: Path) -> None:
    os.chdir(tmp_path)
    [said] = told(query)  # type: ignore[operator]
    assert said["error"]
    assert list(tmp_path.iterdir()) == []


def test_a_select_is_answered_and_a_large_answer_cut_off(told: object) -> None:
    assert told("select place from reports") == [{"answer": True}, {"end": True}]  # type: ignore[operator]
    begun, ended = told("select * from range(1000000)", answer_bytes=100_000)  # type: ignore[operator]
    assert begun == {"answer": True}
    assert "larger than 100,000 bytes" in ended["error"]


def test_every_type_of_value_is_answered(told: object) -> None:
    assert told("select * from test_all_types()")[-1] == {"end": True}  # type: ignore[operator]


# --- its limits, in the process ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "seconds", "reason"),
    [
        # one call that DuckDB does not interrupt
        ("select levenshtein(repeat('a', 300000), repeat('b', 300000))", 1, "longer than 1 seconds"),
        ("select repeat('x', 250000000)", 60, "more memory"),
        ("select repeat('x', 1000000) from range(6000)", 60, "more memory"),
        ("select list(range) from range(2000000000)", 60, "more memory"),
    ],
)
def test_a_query_that_takes_too_much_is_ended_and_leaves_nothing_on_disk(
    query: str, seconds: float, reason: str, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_OWN", 120_000_000)
    monkeypatch.chdir(tmp_path)
    before, begun = sorted(tmp_path.iterdir()), time.monotonic()
    with pytest.raises(QueryError, match=reason):
        sql(record, query, seconds=seconds, memory="60MB")
    assert time.monotonic() - begun < seconds + 5
    assert sorted(tmp_path.iterdir()) == before


def test_a_process_that_ends_by_itself_is_told(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "ends.py"
    script.write_text("import os\nos.abort()\n")
    monkeypatch.setattr(asking, "_SCRIPT", script)
    with pytest.raises(QueryError, match="ended the process"):
        record.sql("select 1")


def test_an_amount_of_memory_is_read_as_duckdb_reads_it(record: Record) -> None:
    assert [asking._bytes(text) for text in ("2GB", "1.5 kb", "1GiB")] == [2_000_000_000, 1_500, 1 << 30]
    with pytest.raises(QueryError, match="amount of memory"):
        sql(record, "select 1", memory="much")


def test_a_value_that_has_no_form_in_python_is_a_plain_error() -> None:
    with pytest.raises(QueryError, match="cast its column"):
        list(asking.rows(pa.table({"day": pa.array([10**8], pa.date32())})))
    assert list(asking.rows(pa.table({"a": [1, 2], "b": ["x", None]}))) == [(1, "x"), (2, None)]
