"""The format read by a program that shares no line with this one, on whole and on damaged records."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from ceasefire.record import Draft
from tests.record.makings import draft, free, made

READER = Path(__file__).with_name("second_reader.py")


def read_again(folder, *kept):
    run = subprocess.run([sys.executable, str(READER), str(folder), *map(str, kept)], capture_output=True, text=True)
    assert run.stderr == ""
    return run.returncode, run.stdout.splitlines()


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    folder = tmp_path_factory.mktemp("second") / "r"
    with made(folder, ["alpha", "beta"]) as store:
        store.file("alpha", [draft(i, text=f'Ḥalab \u2028 "quoted" \\ \u0007 \U0001f54a {i}') for i in range(700)])
        batch = store.write_batch(pa.table({"a": [1, 2, 3]}))
        body = {"sha256": batch.sha256, "rows": 3, "rows_root": batch.rows_root}
        store.file("beta", [free(1, cites=["ab" * 32]), Draft("batch", body)])
        (folder.parent / "kept").write_text(store.checkpoint("alpha"))
        heads = [f"{office.origin} {office.size} {office.root}" for office in store.offices()]
    return folder, heads


def test_both_readers_find_the_same_heads(record):
    folder, heads = record
    assert read_again(folder, folder.parent / "kept") == (0, [*heads, "everything holds"])


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("UPDATE entry SET envelope = replace(envelope, 'eyJ', 'eyK') WHERE ledger = 1 AND seq = 17", "alpha entry 17"),
        ("UPDATE entry SET envelope = (SELECT envelope FROM entry WHERE seq = 18) WHERE seq = 17", "alpha entry 17"),
        ("DELETE FROM entry WHERE ledger = 1 AND seq = 700", "alpha head"),
        ("DELETE FROM entry WHERE ledger = 1 AND seq = 5", "alpha entry 6"),
        ("UPDATE head SET size = 699 WHERE ledger = 1", "alpha head"),
    ],
)
def test_both_readers_name_what_was_changed(record, tmp_path, sql, names):
    from ceasefire.record import Store

    folder = tmp_path / "r"
    shutil.copytree(record[0], folder)
    db = sqlite3.connect(folder / "record.db")
    for trigger in ("entry_keep_update", "entry_keep_delete", "head_grows"):
        db.execute(f"DROP TRIGGER {trigger}")
    db.execute(
        sql.replace("replace(envelope", "CAST(replace(CAST(envelope AS TEXT)").replace("'eyK')", "'eyK') AS BLOB)")
    )
    db.commit()
    db.close()
    status, lines = read_again(folder)
    assert status == 1
    assert any(line.startswith(names) for line in lines)
    report = Store.examine(folder)
    assert any(problem.where.startswith("office alpha") for problem in report.problems)
