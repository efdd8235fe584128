"""`checkpoint`, `show --proof`, `proof check`, `heads`, `key`: what is redirected into a file is what is checked."""

import errno
import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import ceasefire
from ceasefire.api import proofs, trust, verify_folder
from ceasefire.cli.main import cli, main
from ceasefire.record import key_files, note
from ceasefire.record.errors import (
    AlreadyThereError,
    KeyUnusableError,
    NotFoundError,
    RecordFullError,
    VerificationError,
)
from tests.small_record import record, reports

__all__ = ["record", "reports"]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(key_files, "COST", (1 << 10, 8, 1))
    monkeypatch.setenv("CEASEFIRE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CEASEFIRE_RECORD", str(tmp_path / "record"))
    monkeypatch.delenv("CEASEFIRE_PASSPHRASE", raising=False)
    monkeypatch.chdir(tmp_path)


def run(*args: str | Path, status: int = 0, given: str | None = None) -> Result:
    result = CliRunner().invoke(cli, [str(arg) for arg in args], input=given)
    shown = result.exit_code if not isinstance(result.exception, ceasefire.CeasefireError) else 2
    assert shown == status or result.exception, (args, result.output, result.exception)
    return result


@pytest.fixture
def filed(record: ceasefire.Record, reports: Path) -> ceasefire.Record:
    record.file(reports, time_zone="UTC")
    return record


def test_what_a_shell_redirects_is_the_proof_to_the_byte(filed: ceasefire.Record, tmp_path: Path) -> None:
    """As `show A1 --proof > FILE` and `checkpoint > FILE` do it, in processes of their own."""

    def redirected(*args: str) -> bytes:
        line = [sys.executable, "-m", "ceasefire.cli", *args]
        return subprocess.run(line, capture_output=True, check=True).stdout

    (identity,) = [entry.id for entry in filed.store.entries() if entry.statement.body.get("label") == "A1"]
    proof = redirected("show", "A1", "--proof")
    assert proof == filed.store.proof(identity).encode()
    (tmp_path / "p").write_bytes(proof)
    assert redirected("checkpoint") == filed.checkpoint().encode()
    (vkey,) = filed.vkeys()
    assert run("proof", "check", "p", "--vkey", vkey).output.startswith("proved:")
    assert ceasefire.check_proof(proof, vkeys=[vkey]).id == identity


def test_a_proof_is_checked_without_any_record(filed: ceasefire.Record, tmp_path: Path) -> None:
    vkey, key = filed.vkeys()[0], filed.offices()[0].key
    (tmp_path / "bare").write_text(filed.proof("A1"), "utf-8")
    (tmp_path / "carried").write_text(filed.proof("A1", with_keys=True), "utf-8")
    (tmp_path / "spoiled").write_text(filed.proof("A1") + "\n", "utf-8")
    filed.close()
    (tmp_path / "record" / "record.db").unlink()
    said = json.loads(run("proof", "check", "carried", "--key", trust.spoken(key).upper(), "--json").output)
    assert (said["holds"], said["signed_by"], said["position"]) == (True, key, 1)
    assert any("own" in line for line in said["not_proved"])
    assert "Aine" in run("proof", "check", "bare", "--vkey", vkey, "--statement").output
    assert "own signature" in run("proof", "check", "bare", "--vkey", vkey).output
    refused = run("proof", "check", "spoiled", "--vkey", vkey, status=1)
    assert refused.exit_code == 1
    assert "empty line" in refused.output
    assert json.loads(run("proof", "check", "carried", "--key", "0" * 64, "--json", status=1).output)["holds"] is False


@pytest.mark.parametrize("given", [(), ("--vkey", "x"), ("--key", "12")])
def test_without_a_usable_key_nothing_is_proved(
    filed: ceasefire.Record, tmp_path: Path, given: tuple[str, ...]
) -> None:
    (tmp_path / "carried").write_text(filed.proof("A1", with_keys=True), "utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["proof", "check", "carried", *given])
    assert ended.value.code == 2


def test_the_trust_file_takes_the_place_of_a_key(filed: ceasefire.Record) -> None:
    text, office = filed.proof("A1", with_keys=True), filed.offices()[0]
    with pytest.raises(proofs.NothingTrusted):
        ceasefire.check_proof(text)
    trust.add(office.origin, office.key)
    assert ceasefire.check_proof(text).first_key == office.key
    trust.remove(office.origin)
    trust.add(office.origin, "0" * 64)
    for vkeys in ([], list(office.vkeys)):
        with pytest.raises(VerificationError, match="not the one trusted"):
            ceasefire.check_proof(text, vkeys=vkeys)


def test_a_row_of_a_batch_is_proved(record: ceasefire.Record, reports: Path, tmp_path: Path) -> None:
    batch = record.file(reports, time_zone="UTC", bulk=True).batch
    text = record.proof(f"{batch}#1", with_keys=True)
    found = ceasefire.check_proof(text, keys=[record.offices()[0].key])
    assert (found.row, found.statement.kind) == (1, "batch")
    (tmp_path / "row").write_text(text, "utf-8")
    said = json.loads(run("proof", "check", "row", "--vkey", record.vkeys()[0], "--json").output)
    assert said["cells"]["label"] == "A2"


def test_checkpoints_are_written_and_never_over_one_another(filed: ceasefire.Record, tmp_path: Path) -> None:
    filed.init_office("second", "other")
    both = run("checkpoint", "--office", "watch", "--out", "one")
    assert "verifier key" in both.stderr
    assert (tmp_path / "one").read_text("utf-8") == filed.checkpoint("watch")
    run("checkpoint", "--out", "all")
    assert len(note.split_notes((tmp_path / "all").read_text("utf-8"))) == 2
    (tmp_path / "kept").mkdir()
    files = json.loads(run("checkpoint", "--out", "kept", "--json").output)[0]["files"]
    assert sorted(Path(file).name for file in files) == [
        "test+ngo+watch@4.checkpoint",
        "test+other+second@1.checkpoint",
    ]
    run("checkpoint", "--out", "kept")
    filed.judge("A1", "A2", "same", office="watch")
    with pytest.raises(SystemExit) as ended:
        main(["checkpoint", "--office", "watch", "--out", "one"])
    assert ended.value.code == 2
    said = run("verify", "--checkpoint", "one", "--checkpoint", "kept").output
    assert said.count("the ledger extends it") == 5
    (row,) = json.loads(run("checkpoint", "--office", "watch", "--json").output)
    assert (row["key"], tuple(row["vkeys"])) == (filed.store.first_keys()[row["origin"]], filed.vkeys("watch"))
    assert run("checkpoint", "--office", "watch", "--vkey").stdout == filed.vkeys("watch")[0] + "\n"


def test_a_full_disk_leaves_no_checkpoint_that_would_block_the_next(
    filed: ceasefire.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = proofs.checkpoints(filed)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(RecordFullError):
            proofs.keep_checkpoints(rows, tmp_path / "one")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("one")] == []
    with monkeypatch.context() as patched:  # as on a stick that knows no hard links
        patched.setattr(os, "link", lambda *names: full(0))
        assert proofs.keep_checkpoints(rows, tmp_path / "one") == [tmp_path / "one"]
        with pytest.raises(AlreadyThereError):
            proofs.keep_checkpoints([rows[0] | {"checkpoint": "another"}], tmp_path / "one")
    assert (tmp_path / "one").read_text("utf-8") == filed.checkpoint()


def test_a_first_key_is_shown_as_it_is_read_aloud(filed: ceasefire.Record) -> None:
    spoken = trust.spoken(filed.offices()[0].first_key)
    assert f"first key {spoken}" in run("status").output
    assert f"first statement key {spoken}" in run("checkpoint").stderr
    made = run("init", "--record", "new", "--office", "watch", "--party", "ngo").output
    with ceasefire.open("new") as other:
        assert trust.spoken(other.offices()[0].first_key) in made


def test_an_older_copy_is_called_one_once_and_warned_of_only_where_something_is_signed(
    filed: ceasefire.Record, tmp_path: Path
) -> None:
    ceasefire.backup(filed.path, tmp_path / "old")
    filed.judge("A1", "A2", "same")
    with pytest.warns(ceasefire.BehindKeptHead) as warned:
        ceasefire.restore(tmp_path / "old", tmp_path / "again")
    words = "an older copy: 4 statements here, this machine kept the head of 5 on"
    [restored] = [str(one.message) for one in warned]
    assert words in restored
    assert "take the newest copy before filing" in restored
    done = run("verify", "--record", "again", status=1)
    assert done.exit_code == 1
    assert done.output.count(restored) == done.output.count("older copy:") == 1
    assert done.output.endswith(": all hold; an older copy\n")
    assert "DOES NOT HOLD" not in done.output
    with warnings.catch_warnings(), ceasefire.open(tmp_path / "again") as again:
        warnings.simplefilter("error")  # no key lies there, so nothing can be signed
        with pytest.raises(KeyUnusableError):
            again.judge("A1", "A2", "different")


def test_verify_says_what_matters_beside_all_hold(filed: ceasefire.Record, tmp_path: Path) -> None:
    assert run("verify").output.endswith(": all hold\n")
    trust.add("ceasefire/elsewhere/a/b", "0" * 64)
    assert run("verify").output.endswith(": all hold; 1 ledger not pinned\n")
    trust.add("ceasefire/test/a/gone", "0" * 64)
    done = run("verify", status=1)
    assert "DOES NOT HOLD: ledger ceasefire/test/a/gone: is pinned, and not in this record\n" in done.output
    assert done.output.splitlines()[-1].startswith("Leave the folder as it is, work on a copy")
    (tmp_path / "emptyd").mkdir()
    done = run("verify", "--checkpoint", "emptyd", status=1)
    assert "kept checkpoint emptyd: cannot be read: no checkpoint in emptyd" in done.output
    with pytest.raises(ceasefire.NoRecord) as refused:
        verify_folder(tmp_path / "emptyd")
    assert "init" not in str(refused.value)


def test_an_incident_has_no_proof_and_its_reports_are_named(filed: ceasefire.Record) -> None:
    incident = filed.incident_name("A3").id
    with pytest.raises(NotFoundError, match=f"an incident is no statement; .*: {filed.report_id('A3')[:12]}"):
        filed.proof(incident)


def test_filing_behind_a_kept_head_is_said_on_standard_error_and_in_json(
    filed: ceasefire.Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ceasefire.backup(filed.path, tmp_path / "old", keys=True)
    filed.judge("A1", "A2", "same")
    with pytest.raises(SystemExit) as ended:
        main(["judge", "A1", "A2", "different", "--record", "old", "--json"])
    assert ended.value.code == 0
    told = capsys.readouterr()
    assert "ceasefire: warning: the ledger ceasefire/test/ngo/watch" in told.err
    assert "older copy" in json.loads(told.out)["warnings"][0]
    assert "kept" in run("heads").output
    assert json.loads(run("heads", "--json").output)[0]["size"] == 5
    with pytest.raises(SystemExit) as ended:
        main(["judge", "A1", "A3", "different", "--json"])
    assert "warnings" not in json.loads(capsys.readouterr().out)


def test_a_passphrase_comes_from_a_file_and_can_be_changed(tmp_path: Path) -> None:
    (tmp_path / "first").write_text("open sesame\nmore\n", "utf-8")
    (tmp_path / "second").write_text("another\n", "utf-8")
    (tmp_path / "empty").write_text("\n", "utf-8")
    run("init", "--office", "watch", "--party", "ngo", "--passphrase-file", "first")
    refused = run("init", "--office", "other", "--party", "ngo", "--passphrase-file", "empty", status=2)
    assert "not a passphrase" in refused.output
    run("key", "passphrase", "--passphrase", "open sesame", "--new-passphrase-file", "second")
    with ceasefire.open(tmp_path / "record") as record:
        assert record.store.signer("watch", "another")
    run("key", "passphrase", "--passphrase-file", "-", "--remove", given="another\n")
    with ceasefire.open(tmp_path / "record") as record:
        assert record.store.signer("watch")
