"""Change every file of a record's folder in every way, and count what `verify` says of it.

    python bench/record/mutants.py [--count 100000] [--seed 1] [--workers 2] [--out FILE.csv]
    python bench/record/mutants.py --one NUMBER          (what one mutant is, and what is said of it)

For each change either `verify` names a problem, or everything the record says is read again past its own code and
compared with what it said before. A run that was stopped goes on where it was. See README.md.
"""

import argparse
import os
import shutil
import sqlite3
import sys
import time
import traceback
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

# ruff: isort: off
from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: E402

from bench.record import many, mutations, small  # noqa: E402
from bench.record.mutations import DB, JOURNAL, PAGE, Base, Change, Folder, Link  # noqa: E402
from ceasefire.api.folder import NoRecord  # noqa: E402
from ceasefire.api.opening import verify_folder  # noqa: E402
from ceasefire.record import RecordError, Store  # noqa: E402
from ceasefire.record.errors import NotFoundError  # noqa: E402
from ceasefire.vocabulary import check_body  # noqa: E402

COLUMNS = (
    "file",
    "kind",
    "tried",
    "named",
    "shown",
    "slack",
    "added",
    "missed",
    "unread",
    "raised",
    "wrote",
    "crashed",
)
OUTCOMES = COLUMNS[3:]
FAULTS = ("missed", "unread", "raised", "wrote", "crashed")
HUGE_BYTES = 64 << 20


def base_of(folder: Path) -> tuple[Base, list[str]]:
    """Make the record; return its files at two moments and in the middle of a write, and the checkpoints kept of it."""
    with small.drawn(1):
        small.make(folder)
        older = (folder / DB).read_bytes()
        with Store.open(folder, check=check_body) as store:
            store.file("beta", [small.report(9)])
        files = small.files(folder)
        with Store.open(folder, check=check_body) as store:
            notes = [store.checkpoint(office) for office in small.OFFICES]
            store.file("alpha", [small.report(10), small.report(11)])
        later = (folder / DB).read_bytes()
    (folder / DB).write_bytes(files[DB])
    hot = {**files, DB: later, JOURNAL: journal(files[DB], later)}
    return Base(files, older, hot), notes


def journal(before: bytes, after: bytes) -> bytes:
    """Return the rollback journal that leads from a database back to what it was (sqlite.org/fileformat2.html §3)."""
    pages = [at for at in range(0, len(before), PAGE) if before[at : at + PAGE] != after[at : at + PAGE]]
    nonce = 0x1234567
    head = bytes.fromhex("d9d505f920a163d7") + b"".join(
        n.to_bytes(4, "big") for n in (len(pages), nonce, len(before) // PAGE, 512, PAGE)
    )
    records = []
    for at in pages:
        page = before[at : at + PAGE]
        total = nonce + sum(page[i] for i in range(PAGE - 200, 0, -200))
        records.append((at // PAGE + 1).to_bytes(4, "big") + page + (total & 0xFFFFFFFF).to_bytes(4, "big"))
    return head.ljust(512, b"\0") + b"".join(records)


class Judge:
    """A working folder in memory, and what the record said there before any change."""

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.folder, self.outside = folder / "r", folder / "outside"
        self.base, self.notes = base_of(self.folder)
        self.outside.mkdir()
        self._settle()
        self.said = small.rows_in(self.base.files[DB])
        self.later = small.rows_in(self.base.hot[DB])
        self.read = small.through(self.folder)
        self.left: dict[str, Any] = {}
        self.spared: Any = None
        self.report = self._verified()
        if not self.report.ok:
            raise SystemExit(f"the record does not hold before any change: {self.report.problems[:3]}")

    def _verified(self) -> Any:
        return verify_folder(self.folder, checkpoint=self.notes)  # type: ignore[arg-type]

    def _settle(self) -> None:
        """Put the folder back as it was before any change."""
        shutil.rmtree(self.folder)
        for name, data in self.base.files.items():
            _write(self.folder / name, data)

    def place(self, change: Change) -> None:
        """Make the change, in a folder that is as it was."""
        for at, (name, wanted) in enumerate(sorted(change.files.items())):
            path = self.folder / name
            path.unlink(missing_ok=True)
            if isinstance(wanted, Link):
                target = self.outside / str(at)
                target.write_bytes(wanted.bytes_outside)
                path.symlink_to(target)
            elif isinstance(wanted, Folder):
                path.mkdir()
            elif wanted is not None:
                _write(path, wanted)

    def undo(self, change: Change) -> None:
        """Take the change back."""
        whole = any(
            not isinstance(wanted, bytes) or name not in self.base.files for name, wanted in change.files.items()
        )
        if whole or self._seen(self.folder).keys() != self.base.files.keys():
            shutil.rmtree(self.outside)
            self.outside.mkdir()
            self._settle()
        else:
            for name in change.files:
                _write(self.folder / name, self.base.files[name])

    def judge(self, change: Change) -> tuple[str, str]:
        """Return what becomes of a change, with a word on it where it is a fault."""
        self.place(change)
        links = any(isinstance(wanted, Link) for wanted in change.files.values())
        before = self._seen(self.folder), self._seen(self.outside) if links else {}
        outcome, detail = self._judged(change)
        after = self._seen(self.folder), self._seen(self.outside) if links else {}
        self.left = after[0]
        if outcome in ("raised", "missed", "unread") or before == after:
            return outcome, detail
        changed = {
            name for x, y in zip(before, after, strict=True) for name in x.keys() | y if x.get(name) != y.get(name)
        }
        return "wrote", f"{sorted(changed)} (then {outcome})"

    def _judged(self, change: Change) -> tuple[str, str]:
        try:
            report = self._verified()
        except many.TooLate:
            return "raised", "it takes too long"
        except (NotFoundError, NoRecord) as error:
            return ("raised", type(error).__name__) if (self.folder / DB).is_file() else ("named", "")
        except Exception as error:
            return "raised", f"{type(error).__name__}: {error} at {_last_line(error)}"
        if not report.ok:
            return "named", ""
        shown = any(getattr(report, name, ()) != getattr(self.report, name, ()) for name in ("remarks", "ledgers"))
        if shown:
            return "shown", ""
        if change.adds:
            return ("added", "") if self._same() == "" else ("missed", self._same())
        differs = self._same()
        if differs:
            return "missed", differs
        return self._read_again()

    def _same(self) -> str:
        """Return what of the record says something else than before, read past its own code; nothing if all is same."""
        if not (self.folder / DB).is_file():
            return "no database"
        try:
            if self._rows() not in (self.said, self.later):
                return "rows"
        except sqlite3.Error as error:
            return f"rows cannot be read: {error}"
        for name, data in self.base.files.items():
            if name != DB and not self._stands(name, data):
                return name
        return ""

    def _rows(self) -> tuple[Any, ...]:
        data = _held(str(self.folder / DB))
        if (self.folder / JOURNAL).is_file():
            scratch = self.outside.parent / "scratch"
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir()
            for name in (DB, JOURNAL):
                shutil.copyfile(self.folder / name, scratch / name)
            db = sqlite3.connect(scratch / DB)
            try:
                return small.rows_of(db)
            finally:
                db.close()
        # A database in WAL mode cannot be read from memory; without its log it is the same rows.
        return small.rows_in(data[:18] + b"\1\1" + data[20:] if data[18:20] == b"\2\2" else data)

    def _stands(self, name: str, data: bytes) -> bool:
        """Tell whether a file still says what it said: its bytes, or, of a key, the key in it."""
        path = self.folder / name
        if path.is_symlink() or not path.is_file():
            return False
        here = path.read_bytes()
        return here == data or (name.startswith("keys/") and _key(here) == _key(data))

    def _read_again(self) -> tuple[str, str]:
        """Compare what the record room itself reads, where its database is another than before."""
        if _held(str(self.folder / DB)) == self.base.files[DB] and not (self.folder / JOURNAL).exists():
            return "slack", ""
        try:
            read = small.through(self.folder)
        except RecordError as error:
            return "unread", f"{type(error).__name__}: {error}"
        except Exception as error:
            return "raised", f"while reading: {type(error).__name__}: {error} at {_last_line(error)}"
        if read == self.read or len(read[2]) == len(self.read[2]) + 2:
            return "slack", ""
        return "missed", "it reads otherwise than it is stored"

    def _seen(self, folder: Path) -> dict[str, Any]:
        """Return every file below a folder with its bytes, or where it leads."""
        found: dict[str, Any] = {}
        _walk(str(folder), "", found)
        return found


def _walk(folder: str, below: str, found: dict[str, Any]) -> None:
    with os.scandir(folder) as each:
        for one in each:
            if one.is_symlink():
                found[below + one.name] = os.readlink(one.path)
            elif one.is_dir():
                _walk(one.path, f"{below}{one.name}/", found)
            else:
                found[below + one.name] = _held(one.path)


def _held(path: str) -> bytes:
    """Return the bytes of a file; of a huge one, which none of ours is, the size in words."""
    size = os.path.getsize(path)
    if size > HUGE_BYTES:
        return b"%d bytes" % size
    with open(path, "rb") as file:
        return file.read()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_bytes(data)
    if path.parent.name == "keys":
        path.chmod(0o600)


def _key(pem: bytes) -> bytes:
    try:
        return load_pem_private_key(pem, None).private_bytes_raw()  # type: ignore[union-attr]
    except Exception:
        return b""


def _last_line(error: BaseException) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def one(seed: int, number: int, scratch: Path) -> None:
    """Print one mutant and leave its folder for a look."""
    with small.quick():
        judge = Judge(scratch / "one")
        change = mutations.draw(seed, number, judge.base)
        print(change.file, "|", change.kind, "|", change.detail, "|", sorted(change.files), flush=True)
        print(*judge.judge(change), flush=True)
        judge._settle()
        judge.place(change)
        print(judge.folder, flush=True)
        print(judge._verified())


def trial(seed: int, folder: Path) -> many.Trial:
    """Return what judges one mutant after another, by number."""
    spared = small.quick()
    spared.__enter__()  # for as long as this process lives
    judge = Judge(folder)
    judge.spared = spared

    def one_of(number: int) -> many.Answer:
        change = mutations.draw(seed, number, judge.base)
        outcome, words = judge.judge(change)
        judge.undo(change)
        return change.file, change.kind, outcome, f"{change.detail} | {words}"

    return one_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("mutants.csv"))
    parser.add_argument("--scratch", type=Path, default=Path("/dev/shm/mutants"))
    parser.add_argument("--one", type=int)
    given = parser.parse_args()
    os.environ["CEASEFIRE_HOME"] = str(given.scratch / "home")
    if given.one is not None:
        one(given.seed, given.one, given.scratch)
        return
    began = time.monotonic()
    make = partial(trial, given.seed)
    plan = many.Plan(make, OUTCOMES, FAULTS, given.count, given.workers, given.out, given.scratch)
    print(f"{many.told(many.run(plan))}, in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
