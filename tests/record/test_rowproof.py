"""One row of a batch proved to somebody who sees nothing else."""

import base64
import struct

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.record import Draft, batch_proof, note
from ceasefire.record.errors import NotFoundError, RecordError, VerificationError
from tests.record.makings import free, made

ROWS = 20_000


@pytest.fixture(scope="module")
def filed(tmp_path_factory):
    with made(tmp_path_factory.mktemp("rows") / "r") as store:
        numbers = range(ROWS)
        table = pa.table({"n": numbers, "lat": [i / 8 for i in numbers], "name": [f"witness {i}" for i in numbers]})
        batch = store.write_batch(table)
        body = {"sha256": batch.sha256, "rows": batch.rows, "rows_root": batch.rows_root}
        (receipt,) = store.file("alpha", [Draft("batch", body)])
        office = store.offices()[0]
        yield store, receipt.id, ([note.parse_vkey(text) for text in office.vkeys], office.origin)


@pytest.mark.parametrize("row", [0, 255, 256, 16_383, 16_384, ROWS - 1])
def test_a_row_is_proved_without_its_neighbours(filed, row):
    store, identity, trust = filed
    text = store.row_proof(f"{identity}#{row}")
    found = batch_proof.check(text, *trust)
    assert found.row == row
    assert found.statement.kind == "batch"
    assert found.cells == {
        "n": str(row).encode(),
        "lat": struct.pack(">d", row / 8).hex().encode(),
        "name": f"witness {row}".encode(),
    }
    shown = [base64.b64decode(line) for line in text.partition("\n\n")[0].split("\n")[2:]]
    assert sum(b"witness" in part for part in shown) == 1
    assert {len(part) for part in shown[1:]} == {32}


@pytest.fixture(scope="module")
def proof(filed):
    store, identity, _trust = filed
    return store.row_proof(f"{identity}#300")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_an_altered_row_proof_is_refused(filed, proof, data):
    text, trust = proof, filed[2]
    at = data.draw(st.integers(0, text.index("c2sp.org") - 1))
    changed = text[:at] + data.draw(st.characters(codec="ascii").filter(lambda c: c != text[at])) + text[at + 1 :]
    with pytest.raises(VerificationError):
        batch_proof.check(changed, *trust)


@pytest.mark.parametrize(
    "spelling", [b"1:a,", b"1:a,1:b", b"1:a,9:b,", b"01:a,1:b,", b":a,", b"1:\xff,1:b,", b"x", b"-1:,"]
)
def test_odd_spellings_are_refused(spelling):
    with pytest.raises(VerificationError):
        batch_proof._cells(spelling)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_refused_with_our_error_only(text):
    for given_text in (text, "ceasefire/row-proof@v1\n" + text, "ceasefire/row-proof@v1\nrow 1\n" + text):
        with pytest.raises(VerificationError):
            batch_proof.check(given_text, [], "origin")


def test_what_is_no_row_is_not_proved(filed):
    store, identity, _trust = filed
    (receipt,) = store.file("alpha", [free(1)])
    for reference in (identity, f"{identity}#x", f"{receipt.id}#0", "ab" * 32 + "#0"):
        with pytest.raises(NotFoundError):
            store.row_proof(reference)
    with pytest.raises(RecordError):
        store.row_proof(f"{identity}#{ROWS}")
