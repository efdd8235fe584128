"""The trust file: read strictly, written whole, and heeded by `verify` and `status`; an office whose name was taken."""

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from ceasefire import NoRecord, Record
from ceasefire.api import trust, verify_folder
from ceasefire.api.folder import LedgerChosen
from ceasefire.cli import cli
from ceasefire.record import Store
from tests.record.impostors import Impostor, opened

GENUINE = "ceasefire/test/ngo/watch"
KEY = "0123456789abcdef" * 4


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CEASEFIRE_HOME", str(tmp_path / "home"))
    return trust.place()


def wrote(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.parent.chmod(0o700)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, args)
    return done.exit_code, done.output if done.exception is None or done.exit_code else str(done.exception)


# --- the file


def test_what_is_entered_comes_back_and_goes(own: Path) -> None:
    assert trust.listed() == ()
    assert trust.add(GENUINE, trust.spoken(KEY).upper(), 'read "aloud" \\ by A. \x7f\n\u202e')
    assert not trust.add(GENUINE, KEY)
    trust.add("ceasefire/a/b/c", KEY)
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    assert [pin.origin for pin in trust.listed()] == ["ceasefire/a/b/c", GENUINE]
    assert trust.listed()[1].note == 'read "aloud" \\ by A. \x7f\n\u202e'
    with pytest.raises(trust.TrustError, match="remove it first"):
        trust.add(GENUINE, "f" * 64)
    assert trust.remove(GENUINE).key == KEY
    assert trust.pins() == {"ceasefire/a/b/c": KEY}
    with pytest.raises(trust.TrustError, match="is not in"):
        trust.remove(GENUINE)
    assert [path.name for path in own.parent.iterdir()] == [own.name]


ENTRY = f'[[ledger]]\norigin = "{GENUINE}"\nkey = "{KEY}"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ledger = [", "is not TOML"),
        ("x = 1\n", "'x' is not known"),
        ('ledger = "x"\n', "one entry each"),
        ("ledger = [3]\n", "ledger 1: is not an entry"),
        (ENTRY + ENTRY, f"ledger 2, origin: {GENUINE} stands there twice"),
        (ENTRY + 'since = "May"\n', "ledger 1, 'since': is not known"),
        (ENTRY.replace(KEY, KEY[:-1]), "ledger 1, key: "),
        (ENTRY.replace(KEY, KEY.upper()), "ledger 1, key: "),
        (ENTRY.replace(f'"{KEY}"', "7"), "ledger 1, key: is not text"),
        (ENTRY.replace("ceasefire/", "seasefire/"), "ledger 1, origin: "),
        (ENTRY.replace("watch", "a/b"), "ledger 1, origin: "),
        (f'[[ledger]]\norigin = "{GENUINE}"\n', "ledger 1, key: '' is not"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(own: Path, text: str, words: str) -> None:
    wrote(own, text)
    with pytest.raises(trust.TrustError) as refused:
        trust.listed()
    assert words in str(refused.value)
    assert str(own) in str(refused.value)
    with pytest.raises(trust.TrustError):
        trust.add("ceasefire/a/b/c", KEY)
    assert own.read_text(encoding="utf-8") == text


def test_a_file_that_somebody_else_may_have_written_is_refused(own: Path, tmp_path: Path) -> None:
    wrote(own, ENTRY)
    assert trust.pins() == {GENUINE: KEY}
    for path, mode in ((own, 0o620), (own, 0o602), (own.parent, 0o770), (own.parent, 0o777)):
        before = stat.S_IMODE(path.stat().st_mode)
        path.chmod(mode)
        with pytest.raises(trust.TrustError, match="written by others"):
            trust.pins()
        path.chmod(before)
    own.rename(tmp_path / "elsewhere")
    own.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(trust.TrustError, match="is a link"):
        trust.pins()
    own.unlink()
    os.mkfifo(own, 0o600)
    with pytest.raises(trust.TrustError, match="not a plain file"):
        trust.pins()
    own.unlink()
    wrote(own, "#" * ((1 << 20) + 1))
    with pytest.raises(trust.TrustError, match="larger than"):
        trust.pins()


# --- a record in which a name was taken


def taken(record: Record, reports: Path, *, number: int | None, origin: str = "ceasefire/aaa/ngo/watch") -> str:
    """File reports, and let somebody add a ledger of the same name that claims to correct one; return the report."""
    record.file(reports, time_zone="UTC")
    victim = next(row["report_id"] for row in record.table("reports").to_pylist() if row["label"] == "A1")
    body = dict(record.get(victim).statement.body) | {"label": "FORGED"}
    with opened(record.path) as db:
        Impostor(db, origin, number=number).say("report", body, supersedes=victim)
    record.forget()
    return victim


@pytest.mark.parametrize("number", [-1, None], ids=["before the genuine ledger", "after it"])
def test_a_forged_ledger_takes_nothing_over(record: Record, reports: Path, number: int | None) -> None:
    victim = taken(record, reports, number=number)
    rows = {row["label"]: row["ledger"] for row in record.table("reports").to_pylist()}
    assert rows == {"A1": GENUINE, "A2": GENUINE, "A3": GENUINE, "FORGED": "ceasefire/aaa/ngo/watch"}
    assert [
        row["statement_id"]
        for row in record.sql("select * from statements where superseded_by is not null").to_pylist()
    ] == []
    shown = record.show("A1")
    assert (shown["origin"], shown["superseded_by"]) == (GENUINE, None)
    [words] = shown["not_heeded"]
    assert words.startswith("another office, ceasefire/aaa/ngo/watch, claims to supersede it")
    assert GENUINE in shown["proof"]
    with pytest.raises(NoRecord, match="2 ledgers are called 'watch'"):
        record.office("watch")  # whose private key lies here says nothing to a reader
    with pytest.warns(LedgerChosen, match=f"{GENUINE}, whose key lies here"):
        judged = record.judge("A1", "A2", "different", office="watch")
    assert record.get(judged.id).origin == GENUINE
    (record.path / "keys").rename(record.path.parent / "keys")
    with pytest.raises(NoRecord, match="2 ledgers are called 'watch'"):
        record.signer("watch")
    assert victim in {row["report_id"] for row in record.table("reports").to_pylist()}


def test_verify_and_status_say_which_of_two_is_pinned(record: Record, reports: Path) -> None:
    folder, origin = str(record.path), "ceasefire/test/other/watch"
    status, said = run("trust", "add", "--office", "watch", "--record", folder)
    assert status == 0, said
    [office] = record.offices()
    assert trust.spoken(office.first_key) in said
    assert run("verify", "--record", folder)[0] == 0
    taken(record, reports, number=None, origin=origin)
    status, said = run("verify", "--record", folder)
    assert status == 1
    assert f"2 ledgers have this name: {GENUINE} (pinned), {origin} (not pinned)" in said
    assert f"ledger {GENUINE}: 4 statements, key {office.first_key[:16]}, pinned\n" in said
    told = {one["label"]: one["pinned"] for one in record.status()["offices"]}
    assert told == {"watch (ngo)": True, "watch (other)": None}
    status, said = run("status", "--record", folder)
    assert (status, "office watch (other) of other" in said, "(not pinned)" in said, "(pinned)" in said) == (0,) + (
        True,
    ) * 3
    trust.remove(GENUINE)
    trust.add(GENUINE, KEY)
    assert [one.pinned for one in verify_folder(folder).ledgers] == [False, None]
    assert "the trust file names another key for it" in run("verify", "--record", folder)[1]


def test_a_key_put_into_the_folder_says_to_no_reader_which_ledger_is_meant(record: Record, reports: Path) -> None:
    folder, forged = str(record.path), "ceasefire/aaa/ngo/watch"
    genuine = record.offices()[0].first_key
    taken(record, reports, number=None, origin=forged)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Store, "signs_here", lambda store, origin: origin == forged)
        for args in (("trust", "add"), ("checkpoint",)):
            assert run(*args, "--office", "watch", "--record", folder)[0] != 0
        assert trust.listed() == ()
        for asked in (record.first_key, record.checkpoint, record.vkeys):
            with pytest.raises(NoRecord, match=rf"{forged} \(not pinned\), {GENUINE} \(not pinned\)"):
                asked("watch")
        with pytest.warns(LedgerChosen, match=f"mean {forged}"):
            assert record.signer("watch") == forged
        trust.add(GENUINE, genuine)
        with pytest.raises(NoRecord, match=rf"{GENUINE} \(pinned\)"):
            record.checkpoint("watch")
        with pytest.warns(LedgerChosen, match=f"mean {GENUINE}, which is pinned"):
            assert record.signer("watch") == GENUINE
        trust.remove(GENUINE)
        trust.add(forged, KEY)
        with pytest.raises(NoRecord, match="pinned to another key"):
            record.signer("watch")


def test_the_command_line_lists_adds_and_removes(record: Record) -> None:
    assert run("trust", "list")[1].startswith("no ledger is pinned")
    assert run("trust", "add", GENUINE)[0] == 2
    assert run("trust", "add", GENUINE, "xyz")[0] != 0
    status, said = run("trust", "add", GENUINE, *trust.spoken(KEY).split(), "--note", "by A.")
    assert status == 0
    assert f"remove it with: ceasefire trust remove {GENUINE}" in said
    assert "pinned already" in run("trust", "add", GENUINE, trust.spoken(KEY).upper())[1]
    assert trust.spoken(KEY) in run("trust", "list")[1]
    assert f'"key": "{KEY}"' in run("trust", "list", "--json")[1]
    assert run("trust", "remove", GENUINE)[0] == 0
    assert trust.pins() == {}


@pytest.mark.parametrize("note", ["n" * 501, "a\udcffb"])
def test_a_note_that_could_not_be_read_back_is_refused(own: Path, note: str) -> None:
    with pytest.raises(trust.TrustError, match="a note is text"):
        trust.add("ceasefire/a/b/c", "0" * 64, note)
    assert trust.listed() == ()


def test_a_number_of_thousands_of_digits_is_not_toml(own: Path) -> None:
    wrote(trust.place(), "ledger = " + "9" * 5000)
    with pytest.raises(trust.TrustError, match="is not TOML"):
        trust.listed()
