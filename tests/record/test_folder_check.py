"""What lies in a record's folder: whatever a statement names is there and whole, and everything else is told."""

import os

import pytest

from ceasefire.record import Draft, RecordError, SourceRef, Store, backup
from ceasefire.record.folder_check import Beside
from ceasefire.record.reader import Reader
from tests.record.makings import blob_file, made, wheres

BESIDE = Beside(files={"rules.yaml": "is of old and is not read"}, own=("aside",), others=("demo",))


def blobs_of(kind, body):
    """Kind `drawing` names a blob."""
    return [body["outline"]] if kind == "drawing" else []


def examined(store):
    return Store.examine(store.path, reader=Reader(blobs_of=blobs_of, beside=BESIDE))


@pytest.fixture
def store(tmp_path):
    with made(tmp_path / "r") as found:
        yield found


@pytest.fixture
def outline(store):
    digest = store.put_blob(b"an outline")
    store.file("alpha", [Draft("drawing", {"outline": digest, "n": n}) for n in range(2)])
    return digest


@pytest.fixture
def text(store):
    digest = store.put_blob(b"a text that was read")
    store.file("alpha", [Draft("note", {"says": 1}, source=SourceRef(sha256=digest, span=(0, 6)))])
    return digest


def remarks(report):
    return {remark.where: remark.what for remark in report.remarks}


@pytest.mark.parametrize("harm", ["missing", "altered", "a link"])
@pytest.mark.parametrize("of", ["outline", "text"])
def test_a_blob_that_a_statement_names_must_be_there_and_whole(store, outline, text, of, harm, tmp_path):
    assert examined(store).ok
    digest = {"outline": outline, "text": text}[of]
    path = blob_file(store, digest)
    whole = path.read_bytes()
    path.unlink()
    if harm == "altered":
        path.write_bytes(whole + b"!")
    elif harm == "a link":
        (tmp_path / "same").write_bytes(whole)
        path.symlink_to(tmp_path / "same")
    report = examined(store)
    assert wheres(report) == [f"blob {digest}"]
    who = {"outline": "drawing", "text": "note"}[of]
    assert f"; {who} " in report.problems[0].what
    assert "of office alpha" in report.problems[0].what
    assert ("(and 1 more)" in report.problems[0].what) == (of == "outline")
    copied = backup(store.path, tmp_path / "copy", beside=BESIDE, blobs_of=blobs_of)
    assert f"blob {digest}" in {problem.where for problem in copied.left_out if "names it" in problem.what}
    assert [problem.where for problem in Store.examine(copied, reader=Reader(blobs_of=blobs_of)).problems] == [
        f"blob {digest}"
    ]
    assert blob_file(Store.open(copied.path, readonly=True), text if of == "outline" else outline).is_file()


def test_the_source_of_a_row_is_not_kept_and_not_missed(store):
    store.file("alpha", [Draft("note", {"says": 1}, source=SourceRef(sha256="ab" * 32, row=3))])
    assert examined(store).ok


def test_a_batch_that_names_a_list_for_its_blob_stops_neither_the_check_nor_a_copy(store, tmp_path):
    store.file("alpha", [Draft("batch", {"sha256": ["ab" * 32], "rows": 1}), Draft("note", {"says": "after it"})])
    report = examined(store)
    assert (report.ok, report.set_aside, report.statements) == (True, 1, sum(one.size for one in store.offices()))
    assert backup(store.path, tmp_path / "copy", beside=BESIDE, blobs_of=blobs_of).left_out == ()


def test_strangers_in_the_folder_are_told_and_links_are_a_fault(store, outline, tmp_path):
    (tmp_path / "private").write_text("of the reader")
    expected = {"rules.yaml": b"rules", "demo": b"", "aside/rows.csv": b""}
    strangers = {
        "stray.txt": b"x",
        "record.db.new": b"",
        "derived/links.parquet": b"",
        "keys/other.pem": b"",
        "blobs/incoming-rest": b"",
    }
    for name, content in (expected | strangers).items():
        (store.path / name).parent.mkdir(exist_ok=True)
        (store.path / name).write_bytes(content)
    unnamed = store.put_blob(b"nobody names this")
    report = examined(store)
    assert report.ok
    told = remarks(report)
    assert set(told) == {
        "rules.yaml",
        "stray.txt",
        "record.db.new",
        "derived",
        "keys/other.pem",
        "blobs/incoming-rest",
        "blobs",
    }
    assert told["rules.yaml"] == "is of old and is not read"
    assert "not read" in told["derived"]
    assert told["blobs"] == "1 are whole and no statement names them"
    for name in ("stray-link", "keys/link.pem", "blobs/zz"):
        (store.path / name).symlink_to(tmp_path / "private")
    os.mkfifo(store.path / "pipe")
    (store.path / "blobs" / unnamed[:2] / "stray").write_text("x")
    assert set(wheres(examined(store))) == {"stray-link", "pipe", "keys/link.pem", "blob zz", "blob stray"}


def test_a_ledger_that_was_taken_away_is_seen_against_a_kept_head(tmp_path):
    with made(tmp_path / "r", ["alpha", "beta"], entries=3) as store:
        kept = store.checkpoint("beta")
        backup(store.path, tmp_path / "copy")
    with Store.open(tmp_path / "copy") as copy:
        for name, _ in copy._db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall():
            copy._db.execute(f"DROP TRIGGER {name}")
        number = copy._db.execute("SELECT ledger FROM ledger WHERE office = 'beta'").fetchone()[0]
        for table in ("entry", "tile", "head", "reference", "ledger"):
            copy._db.execute(f"DELETE FROM {table} WHERE ledger = ?", (number,))
        assert not copy.verify(checkpoint=kept).ok
        assert any("no such ledger is here" in problem.what for problem in copy.verify(checkpoint=kept).problems)


def test_what_lies_beside_goes_along_and_what_is_the_offices_own_only_with_its_keys(store, outline, tmp_path):
    (store.path / "rules.yaml").write_text("rules")
    (store.path / "aside").mkdir()
    (store.path / "aside" / "rows.csv").write_text("a row that did not fit")
    (store.path / "stray.txt").write_text("x")
    without = backup(store.path, tmp_path / "without", beside=BESIDE).path
    assert sorted(os.listdir(without)) == ["blobs", "record.db", "rules.yaml"]
    own = backup(store.path, tmp_path / "own", keys=True, beside=BESIDE).path
    assert (own / "aside" / "rows.csv").read_text() == "a row that did not fit"
    (store.path / "rules.yaml").unlink()
    (store.path / "rules.yaml").symlink_to(tmp_path / "own" / "rules.yaml")
    copied = backup(store.path, tmp_path / "linked", beside=BESIDE)
    assert [problem.where for problem in copied.left_out] == ["rules.yaml"]
    assert not (copied.path / "rules.yaml").exists()


@pytest.mark.parametrize("passphrase", [None, "open sesame"])
def test_a_private_key_that_cannot_be_used_is_told_and_is_no_fault_of_the_record(tmp_path, passphrase):
    with Store.create(tmp_path / "r") as store:
        store.enrol("alpha", "p", passphrase=passphrase)
        store.enrol("beta", "p")
        ours, theirs = (sorted((store.path / "keys").glob(f"{name}.log.*"))[0] for name in ("alpha", "beta"))
        name, whole = f"keys/{ours.name}", ours.read_bytes()
        assert not [where for where in remarks(store.verify()) if where.startswith("keys/")]
        told = {}
        for harm, data in {"another": theirs.read_bytes(), "short": whole[:-40], "empty": b"", "no key": b"x"}.items():
            ours.write_bytes(data)
            report = store.verify()
            assert report.ok
            told[harm] = remarks(report)[name]
        ours.write_bytes(whole)
        ours.chmod(0o644)
        told["open"] = remarks(store.verify())[name]
    assert "another key" in told["another"]
    assert all("cannot be used" in told[harm] for harm in ("short", "empty", "no key", "open")), told


def test_files_of_holes_are_named_and_never_read_to_their_end(store, outline, tmp_path):
    blob = blob_file(store, outline)
    blob.chmod(0o644)
    for path in (store.path / "rules.yaml", blob):
        path.touch()
        os.truncate(path, 1 << 40)
    report = examined(store)
    assert "rules.yaml" in remarks(report), "it is not read, so it is no fault"
    assert f"blob {outline}" in wheres(report)
    copied = backup(store.path, tmp_path / "copy", beside=BESIDE, blobs_of=blobs_of)
    told = [problem.where for problem in copied.left_out if "it was not copied" in problem.what]
    assert set(told) == {"rules.yaml", f"blobs/{outline[:2]}/{outline}"}


def test_a_pipe_in_the_place_of_the_mark_of_a_copy_is_not_waited_for(store, tmp_path):
    (tmp_path / "copy").mkdir()
    os.mkfifo(tmp_path / "copy" / "backup-unfinished")
    with pytest.raises(RecordError, match="a pipe"):
        backup(store.path, tmp_path / "copy")
