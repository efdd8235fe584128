"""SQL reads the documented tables and reaches nothing else."""

from pathlib import Path

import pytest

from ceasefire import Record
from ceasefire.api.query import QueryError


def test_a_select_over_tables(record: Record, reports: Path) -> None:
    record.file(reports, time_zone="UTC")
    answer = record.sql("select place, count(*) as n from reports group by place order by place")
    assert answer.to_pylist() == [{"place": "Aine", "n": 2}, {"place": "Bourj", "n": 1}]


@pytest.mark.parametrize(
    "query",
    [
        "drop table reports",
        "select 1; select 2",
        "select * from read_csv('record.db')",
        "select * from '/etc/hostname'",
        "copy (select 1) to 'x.csv'",
        "attach 'x.db'",
        "install spatial",
        "set enable_external_access = true",
        "select * from record",
        "select nothing from reports",
        "",
    ],
)
def test_anything_but_one_select_over_the_tables_is_refused(record: Record, query: str, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(QueryError):
        record.sql(query)
    assert sorted(tmp_path.iterdir()) == before


def test_a_query_that_never_ends_is_stopped_and_leaves_nothing_on_disk(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ceasefire.api.query import sql

    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(QueryError, match=r"longer than|emory"):
        sql(
            record,
            "select count(*) from range(1000000000) a, range(1000000000) b where a.range = b.range + 1",
            seconds=1,
        )
    assert sorted(tmp_path.iterdir()) == before
