"""What is not signed and what is named by digest: verify covers it or says so, back-up takes it along."""

import shutil
from pathlib import Path

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api import folder_files, verify_folder
from ceasefire.api.publish import IncompleteError
from ceasefire.record.errors import VerificationError
from ceasefire.vocabulary.errors import SetAsideWarning

RULES = """\
ceasefire: rules/1
mechanism: m
title: made for this test
bodies: [{body: ngo, role: guarantor}]
rules: [{id: one, matter: whether it goes against the text, members: [ngo], needs: consensus}]
"""


@pytest.fixture
def filed(record: Record, reports: Path) -> Record:
    record.file(reports, time_zone="UTC")
    (record.path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (record.path / "publication.toml").write_text('title = "A"\n', encoding="utf-8")
    return record


def told(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for remark in verify_folder(path).remarks:
        found.setdefault(remark.where, []).append(remark.what)
    return found


def test_settings_and_rules_go_along_with_a_copy(filed: Record, tmp_path: Path) -> None:
    again = ceasefire.restore(ceasefire.backup(filed.path, tmp_path / "copy"), tmp_path / "again").path
    for name in ("rules.yaml", "publication.toml"):
        assert (again / name).read_bytes() == (filed.path / name).read_bytes()
    assert folder_files.digests(again) == folder_files.digests(filed.path)


def test_settings_and_rules_are_told_by_digest_and_compared_with_what_was_published(
    filed: Record, tmp_path: Path
) -> None:
    made = filed.report(tmp_path / "report.html", sign=True)
    assert all("is not signed; its SHA-256 is" in what for told_of in told(filed.path).values() for what in told_of)
    manifest = Path(made["manifest"]).read_text(encoding="utf-8")
    assert all(digest in manifest for digest in folder_files.digests(filed.path).values())
    (filed.path / "rules.yaml").write_text(RULES.replace("made for", "altered in"), encoding="utf-8")
    (filed.path / "publication.toml").unlink()
    found = told(filed.path)
    assert (
        f"is not the one that publication {made['statement'][:12]} of office watch was made with" in found["rules.yaml"]
    )
    assert "is not here, and is one that publication" in found["publication.toml"][0]
    assert verify_folder(filed.path).ok


def test_a_missing_agreement_is_named_by_verify_backup_and_restore(example_copy: Path, tmp_path: Path) -> None:
    path = example_copy / "demo" / "record"
    assert verify_folder(path).ok
    gone = sorted((path / "blobs").glob("??/*"))[:2]
    for blob in gone:
        blob.unlink()
    places = {f"blob {blob.name}" for blob in gone}
    problems = verify_folder(path).problems
    assert {problem.where for problem in problems} == places
    assert all("is missing; agreement" in problem.what for problem in problems)
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
