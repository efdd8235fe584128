"""What answers are computed without is said wherever answers go: to whoever asks, on the page, in README and manifest."""

import json
import os
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api import linking, publish
from ceasefire.cli.main import main
from ceasefire.record import Draft
from ceasefire.vocabulary.errors import SetAsideWarning

WORDS = r"^1 statement of this record is set aside: batch [0-9a-f]{12}: its file of rows is missing\. What follows is "


@pytest.fixture
def short(record: Record, reports: Path) -> Path:
    """A record whose batch of reports has lost its file; nothing of it was kept before."""
    record.file(reports, office="watch", time_zone="UTC", bulk=True)
    record.file(reports, office="watch", time_zone="UTC", bulk=False)
    for blob in (record.path / "blobs").rglob("*"):
        if blob.is_file():
            os.unlink(blob)
    record.tables.cache.clear()
    return record.path


def test_each_question_warns_once_for_each_state_of_the_ledgers(short: Path) -> None:
    questions: tuple[Callable[[Record], object], ...] = (
        Record.incidents,
        Record.duties,
        Record.hits,
        linking.of_record,
    )
    for ask in questions:
        with ceasefire.open(short, readonly=True) as record:
            with pytest.warns(SetAsideWarning, match=WORDS):
                ask(record)
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                ask(record)


def test_filing_and_status_do_not_warn_and_a_whole_record_never_does(short: Path, reports: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with ceasefire.open(short) as record:
            record.file(reports, office="watch", time_zone="UTC")
            assert record.status()["set_aside"] == {"blob_missing": 1}
        with ceasefire.create(short.parent / "whole", name="whole") as whole:
            assert whole.incidents() == []


def test_commands_say_it_on_standard_error_and_in_json(short: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["incidents", "--json", "--limit", "1", "--record", str(short)])
    told = capsys.readouterr()
    assert not ended.value.code
    assert told.err.count("ceasefire: warning: 1 statement of this record is set aside: batch ") == 1
    assert "its file of rows is missing" in json.dumps(json.loads(told.out))


@pytest.mark.filterwarnings("ignore::ceasefire.vocabulary.errors.SetAsideWarning")
def test_what_is_published_says_it(short: Path, tmp_path: Path) -> None:
    with ceasefire.open(short, readonly=True) as record:
        [batch] = [row["statement_id"] for row in record.table("set_aside").to_pylist()]
        with pytest.warns(SetAsideWarning):
            record.report(tmp_path / "r.html")
        record.export(tmp_path / "out", formats=["csv"])
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    top = page[page.index("<header") : page.index("</header>")]
    assert "Not all of the record is in this report." in top
    assert f"1 statement of the record is set aside: batch {batch[:12]}: its file of rows is missing." in top
    assert "If this report was signed, a publication statement" in page
    for place in (tmp_path / "r.manifest.json", tmp_path / "out" / "manifest.json"):
        told = json.loads(place.read_bytes())["parameters"]
        assert (told["set_aside"], told["set_aside_ids"]) == ("1", batch)
    readme = " ".join((tmp_path / "out" / "README.txt").read_text(encoding="utf-8").split())
    assert "Not all of the record is in these tables. 1 statement of the record is set aside: batch" in readme


@pytest.mark.filterwarnings("ignore::ceasefire.vocabulary.errors.SetAsideWarning")
def test_what_lacks_a_file_is_signed_only_when_asked_for(short: Path, tmp_path: Path) -> None:
    with ceasefire.open(short) as record:
        for write in (record.report, record.export):
            with pytest.raises(publish.IncompleteError, match=r"file of rows is missing.*--incomplete"):
                write(tmp_path / "x", sign=True)
        assert not list(tmp_path.glob("x*"))
        assert record.report(tmp_path / "x.html", sign=True, incomplete=True)["statement"]


def test_the_same_manifest_is_filed_once(record: Record, reports: Path, tmp_path: Path) -> None:
    record.file(reports, office="watch", time_zone="UTC")
    first = record.report(tmp_path / "a.html", sign=True)
    body = json.loads((tmp_path / "a.manifest.json").read_bytes())
    [again] = record.file_drafts(record.office("watch"), [Draft(kind="publication", body=body)])
    assert (again.id, again.already) == (first["statement"], True)
    later = record.report(tmp_path / "a.html", sign=True)
    assert later["statement"] != first["statement"], "it rests on a longer ledger: the first publication stands in it"
