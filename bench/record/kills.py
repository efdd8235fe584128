"""Kill writers at random moments of their work, and read the record again each time.

    python bench/record/kills.py [--kills 1000] [--seed 1] [--folder FOLDER]

Each writer is forked from a process that has imported everything, so that a kill takes some hundredths of a second. It
files, keeps blobs and enrols, and tells each thing that was acknowledged through a pipe. See README.md.
"""

import argparse
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

# ruff: isort: off
from bench.record import small  # noqa: E402
from ceasefire.record import RecordError, Store  # noqa: E402

KILLS_OF_ONE_RECORD = 20
LONGEST_SECONDS = 0.06
SYSCALLS = {
    "74": "fsync",
    "75": "fdatasync",
    "18": "pwrite",
    "1": "write",
    "87": "unlink",
    "82": "rename",
    "running": "its own code",
}
"""Linux on x86-64; elsewhere where a writer was when it was killed is not known."""


@dataclass
class Seen:
    """What a loop of kills found."""

    kills: int = 0
    statements: int = 0
    blobs: int = 0
    offices: int = 0
    unacknowledged: int = 0
    """Kills after which a whole transaction was there that nobody had been told of."""
    inside: Counter[str] = field(default_factory=Counter)
    """Where the writer was when it was killed."""


def writer(folder: Path, start: int, pipe: int) -> None:
    """File, keep blobs and enrol until killed; tell what was acknowledged."""
    chance = random.Random(start)
    with Store.open(folder) as store:
        for number in range(start, start + 10**6, 100):
            turn = chance.random()
            if turn < 0.1:
                lines = [f"blob {store.put_blob(chance.randbytes(chance.randrange(1, 60_000)))}"]
            elif turn < 0.14:
                store.enrol(f"office-{number}", "party")
                lines = [f"office office-{number}"]
            else:
                drafts = [
                    small.plain(number + i, "x" * chance.randrange(900)) for i in range(chance.choice((1, 1, 7, 40)))
                ]
                lines = [f"id {receipt.id}" for receipt in store.file("alpha", drafts)]
            os.write(pipe, ("\n".join(lines) + "\n").encode())


def kill_one(folder: Path, start: int, chance: random.Random, seen: Seen) -> list[str]:
    """Fork a writer, kill it, and return the lines that it told whole."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            writer(folder, start, writing)
        finally:
            os._exit(1)
    os.close(writing)
    told = b""
    waits = chance.choice((0.0, chance.random() * LONGEST_SECONDS, chance.random() * LONGEST_SECONDS))
    if waits:
        select.select([reading], [], [], 20.0)  # it is at work
        told += os.read(reading, 1 << 20)
        time.sleep(waits)
    else:
        time.sleep(chance.random() * 0.02)  # it is opening the record
    seen.inside[_inside(child)] += 1
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while piece := os.read(reading, 1 << 20):
        told += piece
    os.close(reading)
    seen.kills += 1
    return told[: told.rfind(b"\n") + 1].decode().split("\n")[:-1]


def _inside(child: int) -> str:
    try:
        number = Path(f"/proc/{child}/syscall").read_text().split()[0]
    except (OSError, IndexError):
        return "not known"
    return SYSCALLS.get(number, "another call")


def check(folder: Path, told: list[str], seen: Seen, *, verify: bool) -> None:
    """Raise AssertionError where something that was acknowledged is not there, or the record does not hold."""
    if verify:
        report = Store.examine(folder)
        assert report.ok, report.problems[:3]
    wanted: dict[str, set[str]] = {"id": set(), "blob": set(), "office": set()}
    for line in told:
        what, _, name = line.partition(" ")
        wanted[what].add(name)
    with Store.open(folder) as store:
        ids = {entry.id for entry in store.entries("alpha", kinds=["report"])}
        offices = {office.name for office in store.offices()}
        lost = [*(wanted["id"] - ids), *(wanted["office"] - offices)]
        for sha256 in wanted["blob"]:
            try:
                store.read_blob(sha256)
            except RecordError:
                lost.append(sha256)
    assert not lost, f"{len(lost)} acknowledged and lost"
    seen.unacknowledged += bool(ids - wanted["id"])


def loop(base: Path, kills: int, seed: int) -> Seen:
    """Kill so many writers; a new record is begun every twentieth kill. Raises AssertionError on the first loss."""
    chance = random.Random(seed)
    seen = Seen()
    told: list[str] = []
    folder = base / "r"
    for turn in range(kills):
        if turn % KILLS_OF_ONE_RECORD == 0:
            _count(told, seen)
            told = []
            shutil.rmtree(folder, ignore_errors=True)
            with Store.create(folder, name="kills") as store:
                store.enrol("alpha", "party-alpha")
        before = len(told)
        told += kill_one(folder, turn * 10**7, chance, seen)
        with small.quick():
            check(folder, told, seen, verify=turn % 4 == 3 or turn == kills - 1 or len(told) == before)
    _count(told, seen)
    return seen


def _count(told: list[str], seen: Seen) -> None:
    kinds = Counter(line.partition(" ")[0] for line in told)
    seen.statements += kinds["id"]
    seen.blobs += kinds["blob"]
    seen.offices += kinds["office"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to work (a real disk, so that syncing takes its time)")
    given = parser.parse_args()
    base = given.folder or Path(tempfile.mkdtemp(prefix="kills-"))
    began = time.monotonic()
    seen = loop(base, given.kills, given.seed)
    shutil.rmtree(base, ignore_errors=True)
    print(f"{seen} in {time.monotonic() - began:.0f} s; 0 acknowledged and lost")


if __name__ == "__main__":
    main()
