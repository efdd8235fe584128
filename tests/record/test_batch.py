"""Batches: rows in bulk under one statement, each row named when it does not hold."""

import datetime
import hashlib
import os

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ceasefire.record import Draft, RecordError, blobs
from ceasefire.record.batch import GROUP
from ceasefire.record.errors import DamagedError
from tests.record.makings import blob_file, made

TABLE = pa.table(
    {
        "label": ["R1", "R2", None],
        "lat": pa.array([35.5, None, -0.0]),
        "day": [datetime.date(2017, 2, 14), None, datetime.date(1970, 1, 1)],
        "start": pa.array([1487030400, None, 0], pa.timestamp("s", "UTC")),
        "killed": pa.array([12, 0, None], pa.int32()),
        "exempt": [True, False, None],
        "clauses": [["a", "bé"], [], None],
    }
)
# The spellings by hand, as docs/reference/record-format.md describes them. 35.5 is 0x4041c00000000000; -0.0 is 0x80...
SPELLED = [
    "5:label,2:R1,3:lat,16:4041c00000000000,3:day,5:17211,5:start,16:1487030400000000,6:killed,2:12,"
    "6:exempt,4:true,7:clauses,10:1:a,3:bé,,",
    "5:label,2:R2,6:killed,1:0,6:exempt,5:false,7:clauses,0:,",
    "3:lat,16:8000000000000000,3:day,1:0,5:start,1:0,",
]


def sha(data):
    return hashlib.sha256(data).digest()


def root_by_hand():
    a, b, c = (sha(b"\x00" + row.encode()) for row in SPELLED)
    return sha(b"\x01" + sha(b"\x01" + a + b) + c).hex()


def filed(store, table):
    batch = store.write_batch(table)
    body = {"row_kind": "report", "sha256": batch.sha256, "rows": batch.rows, "rows_root": batch.rows_root}
    (receipt,) = store.file("alpha", [Draft("batch", body)])
    return batch, receipt


@pytest.fixture
def store(tmp_path):
    with made(tmp_path / "r") as found:
        yield found


def long_table(rows=40_000):
    numbers = range(rows)
    return pa.table({"n": numbers, "text": [f"words about place {i % 97}" for i in numbers]})


def test_the_root_is_the_one_spelled_by_hand(store):
    batch, receipt = filed(store, TABLE)
    assert (batch.rows, batch.rows_root) == (3, root_by_hand())
    assert batch.columns == tuple(TABLE.column_names)
    digests = pq.read_table(blob_file(store, batch.sha256)).column("row_sha256").to_pylist()
    assert digests == [sha(b"\x00" + row.encode()) for row in SPELLED]
    report = store.verify()
    assert report.ok
    assert report.rows == 3
    assert store.get(receipt.id + "#2").kind == "batch"


def test_rows_come_back_as_they_went(store):
    batch, _receipt = filed(store, TABLE)
    back = pa.Table.from_batches(store.read_batch(batch.sha256))
    assert back.cast(TABLE.schema).equals(TABLE)
    assert next(store.read_batch(batch.sha256, ["lat", "label"])).schema.names == ["label", "lat"]


@pytest.mark.parametrize("pieces", [7, 999, 16_384, 40_000])
def test_the_root_does_not_depend_on_how_rows_arrive(store, pieces):
    table = long_table()
    whole = store.write_batch(table)
    parts = store.write_batch(iter(table.to_batches(max_chunksize=pieces)))
    assert parts == whole


def test_types_that_say_the_same_have_the_same_root(store):
    plain = pa.table({"a": pa.array([1, 2], pa.int8()), "t": ["x", None], "at": pa.array([5, 6], pa.timestamp("s"))})
    wide = pa.table(
        {
            "a": pa.array([1, 2], pa.int64()),
            "t": pa.array(["x", None]).dictionary_encode(),
            "at": pa.array([5000, 6000], pa.timestamp("ms")),
        }
    )
    assert store.write_batch(plain).rows_root == store.write_batch(wide).rows_root


def test_filing_a_batch_again_after_another_writer_is_filing_it_once(store):
    batch, receipt = filed(store, TABLE)
    other = store.put_blob(b"the same rows as another release of the writer would spell them")
    body = {"row_kind": "report", "sha256": other, "rows": batch.rows, "rows_root": batch.rows_root}
    (again,) = store.file("alpha", [Draft("batch", body)])
    assert (again.id, again.already, again.differs) == (receipt.id, True, False)


@pytest.mark.parametrize(
    "table",
    [
        pa.table({"x": pa.array([{"a": 1}])}),
        pa.table({"x": pa.array([[[1]]])}),
        pa.table({"x": pa.array([b"bytes"])}),
        pa.table({"row_sha256": ["x"]}),
        pa.table({"x": [1.0, float("nan")]}),
        pa.table({"x": [1.0, float("inf")]}),
        pa.table({"x": [["a", None]]}),
        pa.table({}),
        pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["x", "x"]),
    ],
    ids=lambda t: str(t.schema).replace("\n", " ")[:40],
)
def test_what_a_batch_cannot_hold_is_refused_and_leaves_nothing(store, table):
    with pytest.raises(RecordError):
        store.write_batch(table)
    assert list((store.path / "blobs").iterdir()) == []


def overwrite(store, batch, data):
    path = blob_file(store, batch.sha256)
    path.chmod(0o644)
    path.write_bytes(data)


def rewritten(store, batch, change):
    """The blob with one value changed by somebody who can write Parquet, digests left as they were."""
    table = pq.read_table(blob_file(store, batch.sha256))
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    change(columns)
    altered = pa.table([pa.array(columns[f.name], f.type) for f in table.schema], schema=table.schema)
    pq.write_table(altered, store.path / "altered.parquet", row_group_size=GROUP)
    overwrite(store, batch, (store.path / "altered.parquet").read_bytes())


@pytest.mark.parametrize("row", [0, 16_383, 16_384, 39_999])
def test_the_row_of_a_changed_value_is_named(store, row):
    batch, receipt = filed(store, long_table())
    rewritten(store, batch, lambda columns: columns["n"].__setitem__(row, -1))
    problems = store.verify().problems
    places = [p.where for p in problems]
    assert places[0] == f"blob {batch.sha256}"
    assert f"blob {batch.sha256} row {row} (batch {receipt.id[:12]})" in places
    assert not any("row " + str(other) + " " in where for where in places for other in (1, 20_000))


def test_rows_that_are_missing_or_too_many_are_counted(store):
    batch, _receipt = filed(store, long_table())
    pq.write_table(pq.read_table(blob_file(store, batch.sha256)).slice(1), store.path / "short.parquet")
    overwrite(store, batch, (store.path / "short.parquet").read_bytes())
    assert any("holds 39999 rows, its statement says 40000" in p.what for p in store.verify().problems)


def test_a_statement_that_lies_about_its_blob_is_named(store):
    batch = store.write_batch(TABLE)
    body = {"row_kind": "report", "sha256": batch.sha256, "rows": 4, "rows_root": "ab" * 32}
    store.file("alpha", [Draft("batch", body)])
    whats = [p.what for p in store.verify().problems]
    assert any("holds 3 rows, its statement says 4" in what for what in whats)
    assert any("root over its rows" in what for what in whats)


def test_a_missing_blob_and_one_that_is_no_parquet_are_named(store):
    batch, _receipt = filed(store, TABLE)
    blob_file(store, batch.sha256).unlink()
    (problem,) = store.verify().problems
    assert "is missing" in problem.what
    name = store.put_blob(b"PAR1 but not really PAR1")
    store.file("alpha", [Draft("batch", {"sha256": name, "rows": 1}), Draft("batch", {"sha256": "x", "rows": 1})])
    whats = [p.what for p in store.verify().problems]
    assert any("cannot be read as Parquet" in what for what in whats)
    assert ["names no blob" in remark.what for remark in store.verify().remarks] == [True]


def test_a_group_too_large_to_read_is_named_and_not_read(store):
    rows = (1 << 20) + 1
    noise = pa.array(np.random.default_rng(1).integers(0, 250, rows), pa.uint8())
    pq.write_table(pa.table({"a": noise}), store.path / "wide.parquet", row_group_size=rows, use_dictionary=False)
    name = store.put_blob(store.path / "wide.parquet")
    store.file("alpha", [Draft("batch", {"sha256": name, "rows": rows, "rows_root": "ab" * 32})])
    (problem,) = store.verify().problems
    assert "larger than a reader accepts" in problem.what


def test_what_lies_in_the_place_of_a_blob_and_is_no_file_is_named(store):
    place = store.path / "blobs" / "ab" / ("ab" * 32)
    place.mkdir(parents=True)
    (place.parent / ("ab" * 31 + "cd")).symlink_to("/dev/zero")
    os.mkfifo(place.parent / ("ab" * 31 + "ef"))
    assert [p.what for p in store.verify().problems] == ["is not a plain file"] * 3


def test_every_flipped_byte_of_a_blob_is_named(store):
    batch, _receipt = filed(store, long_table(3000))
    data = blob_file(store, batch.sha256).read_bytes()
    located = 0
    steps = range(0, len(data), len(data) // 6)
    for at in steps:
        overwrite(store, batch, data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
        problems = store.verify().problems
        assert problems[0].where == f"blob {batch.sha256}"
        located += any(p.where.startswith(f"blob {batch.sha256} row") for p in problems[1:])
    assert located >= len(steps) // 2


def test_an_altered_blob_is_never_read(store):
    batch, receipt = filed(store, long_table(3000))
    path = blob_file(store, batch.sha256)
    data = path.read_bytes()
    overwrite(store, batch, data[:-1] + bytes([data[-1] ^ 1]))
    for attempt in (
        lambda: store.read_blob(batch.sha256),
        lambda: next(store.read_batch(batch.sha256)),
        lambda: store.row_proof(f"{receipt.id}#1"),
    ):
        with pytest.raises(DamagedError, match=f"blob {batch.sha256} is altered"):
            attempt()


@pytest.mark.parametrize("of", ["file", "folder", "all"])
def test_a_link_in_the_place_of_a_blob_is_not_followed(store, tmp_path, of):
    name = store.put_blob(b"of this record")
    path = {"file": blob_file(store, name), "folder": blob_file(store, name).parent, "all": store.path / "blobs"}[of]
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DamagedError, match="symbolic link"):
        store.read_blob(name)


def test_a_pipe_in_the_place_of_a_blob_is_not_waited_for(store):
    name = store.put_blob(b"of this record")
    blob_file(store, name).unlink()
    os.mkfifo(blob_file(store, name))
    with pytest.raises(DamagedError, match="a pipe"):
        store.read_blob(name)


def test_bytes_that_change_after_they_were_hashed_are_not_read(store):
    content = bytes(3 * blobs.CHUNK + 5)
    name = store.put_blob(content)
    blob_file(store, name).chmod(0o600)
    with store.open_blob(name) as file:
        with blob_file(store, name).open("r+b") as other:
            other.seek(blobs.CHUNK + 7)
            other.write(b"!")
        assert file.read(blobs.CHUNK) == content[: blobs.CHUNK]
        file.seek(-5, os.SEEK_END)
        assert file.read() == bytes(5)
        file.seek(blobs.CHUNK)
        with pytest.raises(DamagedError, match="is altered"):
            file.read(1)


def test_a_blob_larger_than_asked_for_is_not_taken_into_memory(store):
    name = store.put_blob(b"12345")
    assert store.read_blob(name, 5) == b"12345"
    with pytest.raises(DamagedError, match="5 bytes, more than the 4"):
        store.read_blob(name, 4)
