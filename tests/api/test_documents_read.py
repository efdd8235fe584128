"""How much of a text the record holds is counted from the text and its statements, and stands beside the counts."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import ceasefire
from ceasefire.api.documents_read import summed
from ceasefire.api.record import Record
from ceasefire.cli.counts import tallies
from ceasefire.cli.queries import show
from ceasefire.cli.reading import read

WORDS = (
    "The mission counted 54 violations in Veldara between 1 May 2031 and 13 May 2031. "
    "The army counted 61 violations in Veldara between 1 May 2031 and 13 May 2031. The elders keep 17 lamps.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with ceasefire.create(tmp_path / "record", name="r") as made:
        made.init_office("desk", "monitor")
    (tmp_path / "a.txt").write_text(WORDS, "utf-8")
    arguments = [str(tmp_path / "a.txt"), "--date", "2031-05-15", "--record", str(tmp_path / "record"), "--file"]
    done = CliRunner().invoke(read, arguments)
    assert "2 filed, 0 already held (2 tally); read 2 claims; " in done.output
    return tmp_path / "record"


def documents(record: Record, **asked: object) -> list[dict[str, object]]:
    return record.documents_read(**asked)  # type: ignore[arg-type]


def test_a_text_is_told_with_its_statements_and_what_none_of_them_holds(folder: Path) -> None:
    with ceasefire.open(folder, readonly=True) as record:
        [one] = documents(record)
        assert (one["statements"], one["numbers_left"]) == (2, 1)
        assert str(one["coverage"]).startswith("read 2 claims; 1 number")
        assert documents(record, kind="report") == []
        ids = record.table("tallies")["tally_id"].to_pylist()
        assert documents(record, ids=ids[:1]) == [one]


def test_a_text_that_is_not_here_leaves_it_open(folder: Path) -> None:
    for blob in (folder / "blobs").rglob("*"):
        if blob.is_file():
            blob.unlink()
    with ceasefire.open(folder, readonly=True) as record:
        [one] = documents(record)
    assert (one["numbers_left"], one["coverage"]) == (None, "2 filed; the text is not here")
    assert summed([one]) == "rests on 1 text: 2 claims filed; 1 of the texts is not here"


def test_a_record_of_rows_rests_on_no_text(tmp_path: Path) -> None:
    with ceasefire.create(tmp_path / "record", name="r") as made:
        made.init_office("desk", "monitor")
        assert documents(made) == []
    assert summed([]) is None


def test_counts_and_a_statement_say_it_beside_them(folder: Path) -> None:
    done = CliRunner().invoke(tallies, ["--record", str(folder), "--periods"])
    assert done.output.rstrip().split("\n")[-1].startswith("rests on 1 text: read 2 claims; 1 number")
    with ceasefire.open(folder, readonly=True) as record:
        name = record.table("tallies")["tally_id"].to_pylist()[0]
    shown = CliRunner().invoke(show, [name, "--record", str(folder)])
    assert "text_read: read 2 claims; 1 number" in shown.output


def test_a_report_and_its_manifest_say_how_far_they_rest_on_texts(folder: Path, tmp_path: Path) -> None:
    with ceasefire.open(folder, readonly=True) as record:
        told = summed(documents(record))
        assert told is not None
        record.report(tmp_path / "now.html", on="2031-05-20")
        record.report(tmp_path / "late.html", on="2031-05-20", delay_days=3)
    written = {path.name: path.read_text("utf-8") for path in tmp_path.glob("*.*") if path.is_file()}
    assert told in written["now.html"]
    assert json.loads(written["now.manifest.json"])["parameters"]["texts_read"] == told
    assert not [name for name, text in written.items() if name.startswith("late") and "texts_read" in text]
