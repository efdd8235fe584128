"""What statements name by digest, and what lies beside the ledgers: verify covers it or says so, back-up takes it along."""

import json
import re
import shutil
from pathlib import Path

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api import verify_folder
from ceasefire.api.publish import IncompleteError
from ceasefire.record.errors import VerificationError
from ceasefire.vocabulary.errors import SetAsideWarning
from tests.small_record import RULES, file_settings, file_text


@pytest.fixture
def filed(record: Record, reports: Path) -> Record:
    record.file(reports, time_zone="UTC")
    file_text(record, "rules.yaml", RULES)
    file_settings(record, 'title = "A"')
    return record


def told(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for remark in verify_folder(path).remarks:
        found.setdefault(remark.where, []).append(remark.what)
    return found


def blob_of(record: Record, table: str) -> Path:
    [digest] = record.table(table)["sha256"].to_pylist()
    return record.path / "blobs" / digest[:2] / digest


def test_settings_and_rules_come_back_from_a_copy_without_anything_beside_the_ledgers(
    filed: Record, tmp_path: Path
) -> None:
    again = ceasefire.restore(ceasefire.backup(filed.path, tmp_path / "copy"), tmp_path / "again").path
    assert {path.name for path in again.iterdir()} == {"record.db", "blobs"}
    with ceasefire.open(again, readonly=True) as restored:
        chosen, before = restored.tables.chosen(), filed.tables.chosen()
        assert chosen.settings == before.settings
        assert chosen.settings.title == "A"
        assert chosen.mechanism == before.mechanism
        assert chosen.mechanism is not None
        assert chosen.parameters == before.parameters


@pytest.mark.parametrize("table", ["rules", "settings"])
@pytest.mark.parametrize("harm", ["changed", "deleted"])
def test_verify_names_a_changed_and_a_deleted_file_of_rules_or_settings(filed: Record, table: str, harm: str) -> None:
    assert verify_folder(filed.path).ok
    path = blob_of(filed, table)
    if harm == "deleted":
        path.unlink()
    else:
        path.chmod(0o644)
        path.write_bytes(path.read_bytes().replace(b"made for", b"altered in").replace(b"A", b"B"))
    [problem] = verify_folder(filed.path).problems
    assert problem.where == f"blob {path.name}"
    assert f"{table.removesuffix('s') if table == 'rules' else table} " in problem.what


def test_a_manifest_names_the_rules_and_settings_by_digest(filed: Record, tmp_path: Path) -> None:
    made = filed.report(tmp_path / "report.html", sign=True)
    parameters = json.loads(Path(made["manifest"]).read_text(encoding="utf-8"))["parameters"]
    for name in ("rules", "settings"):
        assert parameters[name] == blob_of(filed, name).name


def test_rules_that_lie_beside_the_ledgers_are_not_read_go_along_and_are_told(record: Record, tmp_path: Path) -> None:
    for name, text in (("rules.yaml", RULES), ("publication.toml", 'title = "B"\n')):
        (record.path / name).write_text(text, encoding="utf-8")
    assert record.tables.chosen().mechanism is None
    assert record.tables.chosen().settings.title == ""
    words = {
        name: f"lies beside the ledgers and is not read; file it: ceasefire file {name}"
        for name in ("publication.toml", "rules.yaml")
    }
    assert told(record.path) == {name: [text] for name, text in words.items()}
    assert record.status()["remarks"] == [f"{name} {text}" for name, text in words.items()]
    copy = ceasefire.backup(record.path, tmp_path / "copy").path
    for name in words:
        assert (copy / name).read_bytes() == (record.path / name).read_bytes()
    assert verify_folder(record.path).ok


def test_a_missing_agreement_is_named_by_verify_backup_and_restore(example_copy: Path, tmp_path: Path) -> None:
    path = example_copy / "demo" / "record"
    assert verify_folder(path).ok
    gone = sorted((path / "blobs").glob("??/*"))[:2]
    for blob in gone:
        blob.unlink()
    places = {f"blob {blob.name}" for blob in gone}
    problems = verify_folder(path).problems
    assert {problem.where for problem in problems} == places
    assert all(re.search("is missing; (agreement|rule|settings) ", problem.what) for problem in problems)
    copied = ceasefire.backup(path, tmp_path / "copy")
    assert {problem.where for problem in copied.left_out} == places
    with pytest.raises(VerificationError, match=r"restored to .*, but 2 places do not hold") as raised:
        ceasefire.restore(tmp_path / "copy", tmp_path / "again")
    assert all(place in str(raised.value) for place in places)
    assert {path.name for path in (tmp_path / "again" / "blobs").glob("??/*")} == {
        blob.name for blob in (path / "blobs").glob("??/*")
    }


def test_an_altered_agreement_is_not_read_and_not_published(example_copy: Path, tmp_path: Path) -> None:
    path = example_copy / "demo" / "record"
    blob = next(p for p in (path / "blobs").glob("??/*") if b"id: dea-2" in p.read_bytes())
    blob.chmod(0o644)
    blob.write_bytes(blob.read_bytes().replace(b"air/unspecified, air/strike, ", b""))
    shutil.rmtree(path / "derived", ignore_errors=True)
    with ceasefire.open(path) as record:
        record.tables.cache.clear()
        with pytest.warns(SetAsideWarning, match="its text is altered"):
            assert not [one for one in record.instruments() if any(p.id == "dea-2" for p in one.provisions)]
        with pytest.raises(IncompleteError, match="its text is altered"):
            record.report(tmp_path / "report.html", sign=True)
    assert not (tmp_path / "report.html").exists()


def test_a_record_of_which_only_statements_are_set_aside_is_restored(filed: Record, tmp_path: Path) -> None:
    from ceasefire.record import Draft, Store

    with Store.open(filed.path) as unchecked:
        unchecked.file("watch", [Draft(kind="tally", body={"measure": 3})])
    copied = ceasefire.restore(ceasefire.backup(filed.path, tmp_path / "copy"), tmp_path / "again")
    assert copied.set_aside == 1
    assert not copied.left_out
