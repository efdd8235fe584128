"""Take the power away, or let the disk refuse, at every write point of making, enrolling and filing.

    python bench/record/power.py [--samples 8] [--seed 1] [--out FILE.csv]

Needs APSW. See README.md.
"""

import argparse
import contextlib
import csv
import hashlib
import random
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

# ruff: isort: off
from bench.record import small  # noqa: E402
from bench.record.crash_vfs import over, version  # noqa: E402
from bench.record.disk import MODES, Disk, Files, broken, watched, write_out  # noqa: E402
from ceasefire.record import RecordError, Store, backup, filing  # noqa: E402
from ceasefire.record.errors import AlreadyThereError  # noqa: E402

RECORD = "r"
COLUMNS = ("part", "point", "tried", "held", "failed")


@dataclass
class Told:
    """What the program has acknowledged so far."""

    made: bool = False
    offices: list[str] = field(default_factory=list)
    blobs: dict[str, bytes] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    under_way: tuple[int, ...] = ()
    """How many statements the transactions of the call under way hold, each all or nothing."""

    def copy(self) -> "Told":
        return Told(self.made, list(self.offices), dict(self.blobs), list(self.ids), self.under_way)


def drafts() -> list[list[filing.Draft]]:
    """The calls of `file`: one statement, a batch statement's size, several transactions in one call, a repeat."""
    return [
        [small.report(0)],
        [small.report(n, cites=["ab" * 32]) for n in range(1, 4)],
        [small.plain(n, "x" * (900 * n)) for n in range(8)],
        [small.report(2), small.report(77)],
    ]


TRANSACTION = 3
"""Statements in one transaction, so that a call of eight makes three."""


def story(root: Path, told: Told, again: Callable[[Callable[[], object]], object]) -> None:
    """Make a record, enrol two offices, keep blobs and file; `again` runs a step, and repeats it where it may fail."""
    folder = root / RECORD

    def make() -> None:
        try:
            Store.create(folder, name="power").close()
        except AlreadyThereError:
            Store.open(folder).close()  # a step that failed had happened
        told.made = True

    again(make)
    with Store.open(folder) as store:
        for office in small.OFFICES:
            again(lambda office=office: enrol(store, office, told))
        again(lambda: keep(store, told, b"a text" * 900))
        again(lambda: keep_batch(store, told))
        for call in drafts():
            again(lambda call=call: file(store, told, call))


def enrol(store: Store, office: str, told: Told) -> None:
    with contextlib.suppress(AlreadyThereError):
        store.enrol(office, f"party-{office}")
    told.offices.append(office)


def keep(store: Store, told: Told, data: bytes) -> None:
    told.blobs[store.put_blob(data)] = data


def keep_batch(store: Store, told: Told) -> None:
    sha256 = str(small.batch(store).body["sha256"])
    told.blobs[sha256] = store.read_blob(sha256)


def file(store: Store, told: Told, call: list[filing.Draft]) -> None:
    """File one call; each transaction counts as acknowledged when it is told."""
    stood = {entry.id for entry in store.entries("alpha")}
    new = [n for n in _sizes(call) if n]
    told.under_way = tuple(new)
    receipts = []
    for receipt in store.file("alpha", call, progress=lambda _n: _acknowledge(store, told, stood)):
        receipts.append(receipt.id)
    told.under_way = ()
    told.ids = sorted({*told.ids, *receipts})


def _sizes(call: list[filing.Draft]) -> list[int]:
    return [len(call[i : i + TRANSACTION]) for i in range(0, len(call), TRANSACTION)]


def _acknowledge(store: Store, told: Told, stood: set[str]) -> None:
    ids = {entry.id for entry in store.entries("alpha", kinds=["report"])}
    told.ids = sorted({*told.ids, *ids})
    told.under_way = told.under_way[1:]


# --- the power goes


def losses(
    root: Path, seed: int, samples: int, *, stands: bool, every: int = 1
) -> Iterator[tuple[str, str, Files, Told]]:
    """Yield what is left on the disk at each point of the story, so many times, with what had been acknowledged.

    `stands`: the record is made in an empty folder that was on the disk before. `every`: look at each so many points.
    """
    chance = random.Random(seed)
    if stands:
        (root / RECORD).mkdir()
    disk, told = Disk(root), Told()
    found: list[tuple[str, str, Files, Told]] = []

    def take(point: str, files: Files) -> None:
        found.append((_part(told), point, files, told.copy()))

    with sampled(disk, chance, samples, every, take), over(disk), patch.object(filing, "BATCH", TRANSACTION):
        story(root, told, lambda step: step())
    for mode in MODES:
        take("at the end", disk.left(chance, mode))
    yield from found


@contextlib.contextmanager
def sampled(
    disk: Disk, chance: random.Random, samples: int, every: int, take: Callable[[str, Files], None]
) -> Iterator[None]:
    """Within the block, hand `take` what the disk would hold before and after each point."""

    def sample(when: str) -> Callable[[str, str], None]:
        def look(what: str, path: str) -> None:
            if disk.points % every == 0:
                for at in range(samples):
                    mode = MODES[(disk.points // every + at) % len(MODES)]
                    take(f"{when} {what} {_plain(path)}", disk.left(chance, mode))

        return look

    disk.at_point, disk.after_point = sample("before"), sample("after")
    with watched(disk):
        yield


def losses_again(
    states: Iterable[tuple[str, str, Files, Told]], root: Path, seed: int
) -> Iterator[tuple[str, str, Files, Told]]:
    """Yield what is left when the power goes a second time, while an interrupted write is being taken back."""
    chance = random.Random(seed)
    for part, point, files, told in states:
        if not files.get(f"{RECORD}/record.db-journal"):
            continue
        shutil.rmtree(root, ignore_errors=True)
        write_out(files, root)
        disk = Disk(root)
        found: list[Files] = []
        with sampled(disk, chance, 1, 1, lambda _point, left, found=found: found.append(left)), over(disk):
            Store.open(root / RECORD).close()
        for left in found:
            yield f"{part} and again on opening", point, left, told


def losses_of_copy(source: Path, root: Path, seed: int, samples: int) -> Iterator[tuple[str, str, str]]:
    """Yield what does not hold of a back-up that the power interrupted, at each point of making it."""
    chance = random.Random(seed)
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    disk = Disk(root)
    found: list[tuple[str, Files, bool]] = []
    with sampled(disk, chance, samples, 1, lambda point, left: found.append((point, left, False))):
        backup(source, root / "copy", keys=True)
    found += [("at the end", disk.left(chance, mode), True) for mode in MODES]
    wanted = small.files(source)
    place = root.parent / "copied"
    for point, files, told in found:
        shutil.rmtree(place, ignore_errors=True)
        write_out(files, place)
        yield "power lost while backing up", point, _copy_holds(place / "copy", wanted, told)


def _copy_holds(copy: Path, wanted: dict[str, bytes], told: bool) -> str:
    if not (copy / "record.db").exists():
        return "the copy is gone" if told else ""
    report = Store.examine(copy)
    if not report.ok:
        return f"{report.problems[0]}"
    here = small.files(copy)
    missing = [name for name, data in wanted.items() if name.startswith(("blobs/", "keys/")) and here.get(name) != data]
    return f"without {missing[0]}" if missing else ""


def _part(told: Told) -> str:
    if not told.made:
        return "making"
    if len(told.offices) < 2:
        return "enrolling"
    return "blobs" if len(told.blobs) < 2 else "filing"


def _plain(path: str) -> str:
    """Return a path without what is random in it."""
    name = path.partition("/")[2]
    if name.startswith("blobs/"):
        return "blobs/*"
    return "keys/*" if name.startswith("keys/") else name or path


_known: dict[tuple[object, ...], str] = {}


def held(files: Files, told: Told, place: Path) -> str:
    """Return what does not hold after a loss of power; nothing when all of it does. The same state is looked at once."""
    key = (_digest(files), told.made, tuple(told.offices), tuple(told.blobs), tuple(told.ids), told.under_way)
    if key not in _known:
        _known[key] = _held(files, told, place)
    return _known[key]


def _digest(files: Files) -> bytes:
    return hashlib.sha256(repr(sorted(files.items())).encode()).digest()


def _held(files: Files, told: Told, place: Path) -> str:
    shutil.rmtree(place, ignore_errors=True)
    write_out(files, place)
    folder = place / RECORD
    if not (folder / "record.db").exists():
        if told.made:
            return "the record is gone"
        try:
            Store.create(folder, name="power").close()
        except RecordError as error:
            return f"cannot be made again: {error}"
        return ""
    return _holds(folder, told)


def _holds(folder: Path, told: Told) -> str:
    before = small.files(folder)
    try:
        report = Store.examine(folder)
    except Exception as error:
        return f"checking it raised {type(error).__name__}: {error}"
    if not report.ok:
        return f"before it is opened: {report.problems[0]}"
    wrote = "" if small.files(folder) == before else "checking it writes into it"
    return _opened(folder, told) or wrote


def _opened(folder: Path, told: Told) -> str:
    with Store.open(folder) as store:
        ids = {entry.id for entry in store.entries(kinds=["report"])}
        lost = set(told.ids) - ids
        more = len(ids - set(told.ids))
        whole = [sum(told.under_way[:n]) for n in range(len(told.under_way) + 1)]
        if lost:
            return f"{len(lost)} acknowledged statements are gone"
        if told.under_way and more not in whole and more not in {n - 1 for n in whole}:
            return f"{more} statements of transactions of {told.under_way}"
        offices = {office.name for office in store.offices()}
        if not set(told.offices) <= offices:
            return "an acknowledged office is gone"
        for sha256, data in told.blobs.items():
            try:
                if store.read_blob(sha256) != data:
                    return "an acknowledged blob has other bytes"
            except RecordError:
                return "an acknowledged blob is gone"
        report = store.verify()
        if not report.ok:
            return f"{report.problems[0]}"
        return _goes_on(store, told)


def _goes_on(store: Store, told: Told) -> str:
    """File everything again: each statement stands once, and what was acknowledged keeps its id."""
    try:
        for office in small.OFFICES:
            with contextlib.suppress(AlreadyThereError):
                store.enrol(office, f"party-{office}")
        receipts = [receipt for call in drafts() for receipt in store.file("alpha", call)]
    except RecordError as error:
        return f"cannot go on: {type(error).__name__} {error}"
    ids = {receipt.id for receipt in receipts}
    if len(ids) != 13 or not set(told.ids) <= ids:
        return f"filing again makes {len(ids)} statements"
    report = store.verify()
    return "" if report.ok else f"after filing again: {report.problems[0]}"


# --- the disk refuses


def refusals(root: Path, place: Path, how: str, every: int = 1) -> Iterator[tuple[str, str, str]]:
    """Yield for each point of the story what happens when the disk refuses there: part, point and what does not hold.

    `every`: look at each so many points.
    `how`: `not done`, `done all the same`, or `for good` (every later one as well, until the record is opened anew).
    """
    at = 1 - every
    while True:
        at += every
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        disk, told, point = Disk(root), Told(), []

        def refuse(what: str, path: str, disk: Disk = disk, at: int = at, point: list[str] = point) -> None:
            if disk.points == at or (how == "for good" and disk.points > at and not point[1:]):
                point[:1] = point[:1] or [f"{what} {_plain(path)}"]
                raise broken()

        if how == "done all the same":
            disk.after_point = refuse
        else:
            disk.at_point = refuse
        wrong = _refused(root, disk, told, point)
        if not point:
            return
        yield _part(told), point[0], wrong or held(_all(root), told, place)


def _refused(root: Path, disk: Disk, told: Told, point: list[str]) -> str:
    """Run the story on a disk that refuses once: each step may fail with an error of ours, and is then done again."""

    def again(step: Callable[[], object]) -> object:
        try:
            return step()
        except RecordError:
            point[1:] = ["seen"]
            return step()

    try:
        with watched(disk), over(disk), patch.object(filing, "BATCH", TRANSACTION):
            story(root, told, again)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _all(root: Path) -> Files:
    files: Files = {}
    for path in sorted(root.rglob("*")):
        files[str(path.relative_to(root))] = path.read_bytes() if path.is_file() else None
    return files


# --- all of it


PARTS = ("losses", "copies", "not done", "done all the same", "for good")


def run(scratch: Path, seed: int, samples: int, parts: Sequence[str] = PARTS) -> Iterator[tuple[str, str, str]]:
    """Yield (part, point, what does not hold) for every loss and every refusal."""
    shutil.rmtree(scratch, ignore_errors=True)
    root, place = scratch / "disk", scratch / "after"
    if "losses" in parts:
        yield from _all_losses(root, place, seed, samples)
    if "copies" in parts:
        small.make(scratch / "source")
        yield from losses_of_copy(scratch / "source", root, seed, samples)
    for how in PARTS[2:]:
        if how in parts:
            for part, point, wrong in refusals(root, place, how):
                yield f"refused while {part}, {how}", point, wrong


def _all_losses(root: Path, place: Path, seed: int, samples: int) -> Iterator[tuple[str, str, str]]:
    for stands in (False, True):
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        where = "in a folder that stands" if stands else "in a new folder"
        states = list(losses(root, seed, samples, stands=stands))
        for part, point, files, told in states:
            yield f"power lost while {part}, {where}", point, held(files, told, place)
    for part, point, files, told in losses_again(states[:: max(1, samples * 10)], root, seed):
        yield f"power lost while {part}", point, held(files, told, place)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samples", type=int, default=8, help="what is left is drawn so often at each point")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("power.csv"))
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--scratch", type=Path, default=Path("/dev/shm/power"))
    given = parser.parse_args()
    print(version())
    tried, failed, said = Counter(), Counter(), {}
    with small.quick():
        for part, point, wrong in run(given.scratch, given.seed, given.samples, given.parts):
            tried[part, point] += 1
            if wrong:
                failed[part, point] += 1
                said.setdefault((part, point, wrong[:100]), 0)
                said[part, point, wrong[:100]] += 1
    with given.out.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for key in sorted(tried):
            writer.writerow([*key, tried[key], tried[key] - failed[key], failed[key]])
    for (part, point, wrong), count in sorted(said.items()):
        print(f"{count:5} {part}: {point}: {wrong}")
    print(f"{tried.total()} tried, {failed.total()} do not hold")
    shutil.rmtree(given.scratch, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
