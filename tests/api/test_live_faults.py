"""Kept tables after a crash, on a full or read-only disk, beside another process, damaged, or of another history."""

import errno
import os
import random
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import ceasefire
from ceasefire.api import own_folders
from ceasefire.derive import GRAPH
from tests.live.comparing import asked, differs_from_anew
from tests.live.ledgers import Ledgers, asked_once, ledgers
from tests.live.programs import Bulk, Say, Step
from tests.live.starts import SHELLING
from tests.soak import SOAK, rounds

pytestmark = pytest.mark.filterwarnings("ignore::ceasefire.vocabulary.errors.CeasefireWarning")
LATER: tuple[Step, ...] = (
    Say(0, "report", SHELLING | {"label": "A4", "source": "Watch South", "weapon": "mortars"}),
    Say(0, "judgement", {"a": "@0", "b": "@4", "verdict": "different"}),
    Say(1, "report", SHELLING | {"label": "A5"}, 0),
    Bulk(0, "report", [SHELLING | {"label": "A6"}, {"when": {"start": "2020-05-02"}}]),
    Say(0, "party", {"id": "force-a", "name": "Force A", "role": "guarantor"}),
)
"""Filings that change most tables."""


class Killed(BaseException):
    """Stands for the end of the process: nothing in the program may catch it and go on."""


@pytest.fixture
def made() -> Iterator[Ledgers]:
    """Two records of which every table was asked for once."""
    with ledgers(copied_from=asked_once()) as found:
        ask_all(found)
        yield found


def ask_all(made: Ledgers) -> None:
    for name in GRAPH.names:
        asked(made.record, name)


def anew(made: Ledgers) -> str:
    """Return how the tables of a record that is opened now differ from those that its ledgers give."""
    with ceasefire.open(made.here, readonly=True) as record:
        return differs_from_anew(record)


def at_each_replace(monkeypatch: pytest.MonkeyPatch, what: Callable[[int], None]) -> None:
    """Call `what` with its number before each file of an own folder gets its name; what goes into a record is let pass."""
    count, real = iter(range(1, 10**6)), os.replace
    home = os.environ[own_folders.HOME]

    def replace(source: str | Path, target: str | Path) -> None:
        if str(target).startswith(home):
            what(next(count))
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)


# --- crashes


@pytest.mark.parametrize("nth", range(1, 41) if SOAK else (2, 21))
def test_a_crash_while_tables_are_kept_costs_nothing(made: Ledgers, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
    def crash(number: int) -> None:
        if number == nth:
            raise Killed

    for step in LATER[:3]:
        made.do(step)
    with monkeypatch.context() as patch:
        at_each_replace(patch, crash)
        with suppress(Killed):
            ask_all(made)
    assert anew(made) == ""
    assert differs_from_anew(made.record) == "", "the record in which it happened"


FILE_AND_DIE = """
import os, signal, sys
import ceasefire
from ceasefire.record import Draft
record = ceasefire.open(sys.argv[1])
record.table("incidents")
record.file_drafts("ceasefire/here/ngo/watch", [Draft("report", {"label": "A4", "when": {"start": "2020-05-01"}})])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.longer
def test_a_process_that_dies_after_it_filed_leaves_the_next_question_right(made: Ledgers) -> None:
    before = made.record.table("reports").num_rows
    done = subprocess.run([sys.executable, "-c", FILE_AND_DIE, str(made.here)], check=False, capture_output=True)
    assert done.returncode < 0, done.stderr
    assert made.record.table("reports").num_rows == before + 1
    assert (differs_from_anew(made.record), anew(made)) == ("", "")


ASK = """
import sys, warnings
import ceasefire
from ceasefire.derive import GRAPH
warnings.simplefilter("ignore")
with ceasefire.open(sys.argv[1], readonly=True) as record:
    for name in GRAPH.kept:
        record.table(name)
"""


@pytest.mark.soak
def test_processes_killed_at_any_moment_leave_the_next_question_right(made: Ledgers) -> None:
    rng = random.Random()
    for turn in range(rounds(1, 30)):
        made.do(Say(turn % 2, "report", SHELLING | {"label": f"K{turn}", "source": f"Watch {turn}"}))
        process = subprocess.Popen([sys.executable, "-c", ASK, str(made.here)])
        try:
            process.wait(0.3 + 2 * rng.random())
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert anew(made) == "", turn


# --- others at work at the same time


@pytest.mark.parametrize("nth", range(1, 41, 2) if SOAK else (4,))
def test_another_process_derives_in_the_midst_of_it(made: Ledgers, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
    """The other files as well, so that it keeps newer tables, over which the slower one then writes older ones."""
    told = []

    def meanwhile(number: int) -> None:
        if number == nth:
            made.do(LATER[2])
            told.append(anew(made))

    made.do(LATER[0])
    made.do(LATER[1])
    with monkeypatch.context() as patch:
        at_each_replace(patch, meanwhile)
        ask_all(made)
    assert set(told) <= {""}
    assert (differs_from_anew(made.record), anew(made)) == ("", "")


def test_two_ask_at_once(made: Ledgers) -> None:
    told: list[str] = []
    both = threading.Barrier(2)

    def ask() -> None:
        with ceasefire.open(made.here, readonly=True) as record:
            both.wait()
            told.append(differs_from_anew(record))

    for step in LATER[:2]:
        made.do(step)
        told.clear()
        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert told == ["", ""]
    assert anew(made) == ""


# --- disks


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_where_nothing_can_be_kept_answers_are_right(
    made: Ledgers, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(_: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        at_each_replace(patch, full)
        for step in LATER[:2]:
            made.do(step)
        assert differs_from_anew(made.record) == ""
        made.do(LATER[2])
        assert anew(made) == ""
    assert anew(made) == ""


def test_a_disk_that_fills_in_the_midst_of_it_leaves_answers_right(
    made: Ledgers, monkeypatch: pytest.MonkeyPatch
) -> None:
    for nth in range(2, 30, 3) if SOAK else (3,):

        def full(number: int, nth: int = nth) -> None:
            if number >= nth:
                raise OSError(errno.ENOSPC, "full")

        made.do(Say(0, "report", SHELLING | {"label": f"F{nth}", "source": f"Watch {nth}"}))
        with monkeypatch.context() as patch:
            at_each_replace(patch, full)
            assert differs_from_anew(made.record) == ""
        assert anew(made) == ""


# --- files that are not as they were written


def kept_files() -> list[Path]:
    return sorted(path for path in own_folders.cache().rglob("*") if path.is_file())


def damaged(path: Path, how: str, other: Path) -> None:
    """Damage a file as disks, people and other programs do."""
    data = path.read_bytes()
    path.chmod(0o600)
    if how == "gone":
        path.unlink()
    elif how == "another's":
        path.write_bytes(other.read_bytes())
    else:
        at = len(data) // 2
        flipped = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] if data else b"x"
        path.write_bytes({"cut short": data[:at], "empty": b"", "altered": flipped, "longer": data + b"\0"}[how])


HOW = ("gone", "cut short", "empty", "altered", "longer", "another's")


@pytest.mark.parametrize("how", HOW)
def test_a_kept_file_that_is_not_as_it_was_written_is_not_believed(made: Ledgers, how: str) -> None:
    """Several at once, some before and some after a filing; nothing has them open."""
    rng = random.Random(HOW.index(how))
    for _ in range(rounds(1, 15)):
        made.do(Say(0, "report", SHELLING | {"source": f"Watch {rng.randrange(10**9)}"}))
        assert anew(made) == ""
        if rng.random() < 0.5:
            made.do(Say(1, "report", SHELLING | {"source": f"Watch {rng.randrange(10**9)}"}))
        files = kept_files()
        assert files
        for path in rng.sample(files, min(len(files), rng.choice((1, 3, 9)))):
            damaged(path, how, rng.choice([other for other in files if other.exists()]))
        assert anew(made) == ""
        assert anew(made) == "", "and once more, with what was kept since"


def test_older_kept_files_put_back_are_not_taken_for_new_ones(made: Ledgers, tmp_path: Path) -> None:
    shutil.copytree(own_folders.cache(), tmp_path / "old")
    for step in LATER[:3]:
        made.do(step)
    assert anew(made) == ""
    some = random.Random(1).sample(sorted(path for path in (tmp_path / "old").rglob("*") if path.is_file()), 8)
    for path in some:
        shutil.copy(path, own_folders.cache() / path.relative_to(tmp_path / "old"))
    assert anew(made) == ""
    shutil.rmtree(own_folders.cache())
    shutil.copytree(tmp_path / "old", own_folders.cache())
    made.do(LATER[3])
    assert anew(made) == ""


# --- a record that is not the one the tables were kept of


def test_an_older_copy_put_back_and_filed_into_otherwise_has_tables_of_its_own(tmp_path: Path) -> None:
    """Another history of the same ledgers, of the same sizes, in the same place."""
    with ledgers("reports") as made:
        database = made.here / "record.db"
        made.close()
        shutil.copy(database, tmp_path / "record.db")
        for steps in (LATER[:2], (), (LATER[2], LATER[0])):
            shutil.copy(tmp_path / "record.db", database)
            again = Ledgers(made.here.parent)
            again.said = {kind: list(names) for kind, names in made.said.items()}
            for step in steps:
                again.do(step)
            told = differs_from_anew(again.record)
            again.close()
            assert told == ""
            assert anew(made) == ""


def test_a_record_that_moved_or_was_copied_has_right_tables(made: Ledgers, tmp_path: Path) -> None:
    shutil.copytree(made.here, tmp_path / "copy")
    made.do(LATER[0])
    assert anew(made) == ""
    with ceasefire.open(tmp_path / "copy", readonly=True) as copy:
        assert differs_from_anew(copy) == ""
    shutil.move(made.here, tmp_path / "moved")
    shutil.move(tmp_path / "copy", made.here)
    assert anew(made) == ""
