"""No other process of this program runs code from the folder it was called in, and none is felled by a stranger's batch."""

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ceasefire.record import Draft, own_process
from ceasefire.record.batch import Cited, is_bearable
from ceasefire.record.batch_check import BatchCheck
from tests.record.makings import blob_file, made

NAMES = ("ceasefire", "pyarrow", "duckdb", "msgspec", "numpy", "json", "sitecustomize", "usercustomize", "cryptography")


@pytest.fixture
def store(tmp_path):
    with made(tmp_path / "r") as found:
        yield found


def parquet(table, **settings):
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd", **settings)
    return out.getvalue()


@pytest.mark.parametrize("path", [None, ""])
def test_a_folder_with_modules_of_our_names_runs_nothing_when_it_is_checked_from_inside(store, monkeypatch, path):
    for name in NAMES:
        (store.path / name).mkdir()
        trap = f"open({str(store.path / 'ran')!r}, 'w').write(__name__)"
        (store.path / name / "__init__.py").write_text(trap)
    digest = store.put_blob(b"PAR1 but not really")
    blob_file(store, digest).chmod(0o600)
    blob_file(store, digest).write_bytes(b"PAR1 and altered")
    store.file("alpha", [Draft("batch", {"sha256": digest, "rows": 1})])
    monkeypatch.chdir(store.path)
    if path is not None:
        monkeypatch.setenv("PYTHONPATH", path)
        monkeypatch.syspath_prepend("")
        monkeypatch.syspath_prepend(str(store.path))
    assert not store.verify().ok
    assert not (store.path / "ran").exists()
    assert str(store.path) not in own_process._places()


def strange():
    same = pa.DictionaryArray.from_arrays(pa.array(np.zeros(90_000, np.int32)), pa.array(["x" * 1_000_000]))
    yield "nulls", pa.table({"killed_low": pa.nulls(3_000_000, pa.int32())}), "claims 3,000,000 rows"
    yield "wide", pa.table({f"c{i}": [1] for i in range(501)}), "501 columns"
    yield "dictionary", pa.table({"a": same}), "cannot be read"
    yield "list", pa.table({"n": [[0] * (1 << 22), [0]]}), "items in the lists"
    yield "nested", pa.table({"n": [{"a": {"b": [1]}}]}), "cannot be read"


def test_a_small_blob_that_unpacks_to_any_size_is_a_fault_and_ends_nothing(store):
    with BatchCheck(store.path) as checking:
        for name, table, words in strange():
            data = parquet(table, row_group_size=1 << 20)
            assert len(data) < 400_000, name
            cited = Cited(sha256=store.put_blob(data), rows=table.num_rows, rows_root="0" * 64)
            found = checking.faults(cited, True, lambda _count: None)
            assert any(words in fault.what for fault in found), (name, found)


def test_a_process_that_ends_is_told_and_the_next_batch_is_checked(store):
    batch = store.write_batch(pa.table({"a": [1, 2]}))
    cited = Cited(sha256=batch.sha256, rows=2, rows_root=batch.rows_root)
    with BatchCheck(store.path) as checking:
        assert checking.faults(cited, True, lambda _count: None) == []
        checking._child.kill()
        checking._child.wait()
        assert ["ended the process" in fault.what for fault in checking.faults(cited, True, lambda _count: None)] == [
            True
        ]
        assert checking.faults(cited, True, lambda _count: None) == []


def test_a_blob_bears_the_rows_of_real_lists():
    assert is_bearable(1_000_000, 30, 65_000_000)
    assert is_bearable(100_000, 50, 2_000)
    assert not is_bearable(3_000_000, 1, 7_000)
