"""A record here and one elsewhere, in which programs are carried out; and the law, asked at the end of each."""

import atexit
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import ceasefire
from ceasefire import Record
from ceasefire.api import own_folders, trust
from ceasefire.derive import GRAPH
from ceasefire.intake.tables.flat import batch_schema, flatten
from ceasefire.record import Draft, Store, filing, keys
from ceasefire.record.errors import DraftRefusedError
from ceasefire.vocabulary import check_body
from tests.live.comparing import asked, differs_from_anew
from tests.live.joining import bring_files, join, origins
from tests.live.programs import Ask, Program, Say, Step
from tests.live.starts import STARTS
from tests.live.statements import FILES, Body
from tests.projection.forging import Forger, copied

HERE: Final = (("watch", "ngo"), ("post", "state-c"))
"""Offices of the record that is asked."""
THERE: Final = (("watch", "ngo"), ("far", "force-a"))
"""Offices of the record elsewhere, one of the same name: their ledgers come in later, in part and further."""
OUTLINE: Final = json.dumps(
    {"type": "Polygon", "coordinates": [[[36.0, 35.0], [37.0, 35.0], [37.0, 36.0], [36.0, 36.0], [36.0, 35.0]]]}
).encode()

MEANT: Final = {"@": "report", "~": "remedy", "^": "charter", "!": "complaint", "$": "position"}
"""The kind that a mark in a drawn body means."""
USE_AUTHORITY: Final = frozenset(
    {"position", "acceptance", "stance", "complaint", "finding", "reply", "act", "accession"}
)
"""Kinds whose statements cite the charter version that they speak under."""


class Ledgers:
    """A record here and one elsewhere, each with two offices; keys and nonces are the same each time, so ids are too."""

    def __init__(self, folder: Path) -> None:
        self.here, self.there = folder / "here", folder / "there"
        self.record = ceasefire.open(self.here)
        self.lagging = ceasefire.open(self.here, readonly=True)
        self._elsewhere = Store.open(self.there, check=check_body)
        self.said: dict[str, list[tuple[int, str]]] = {}
        self._held_back: list[bytes] = []
        self._minutes = 0
        self._forger: Forger | None = None

    def close(self) -> None:
        for one in (self.record, self.lagging, self._elsewhere):
            one.close()

    def do(self, step: Step) -> None:
        """Carry out one step; what the record itself refuses is left out."""
        getattr(self, f"_{type(step).__name__.lower()}")(*step)

    def opened(self, who: str) -> Record:
        """Return the record to be asked; one that is opened for the question is closed by `ask`."""
        if who in ("new", "readonly"):
            return ceasefire.open(self.here, readonly=who == "readonly")
        return self.record if who == "open" else self.lagging

    # each step by its name

    def _say(self, by: int, kind: str, body: Body, corrects: int | None, with_file: bool) -> None:
        told = self._placed(by, body, with_file)
        self._file(by, Draft(kind, told, cites=self._cited(kind), supersedes=self._corrected(by, kind, corrects)))

    def _cited(self, kind: str) -> tuple[str, ...]:
        """Return the charter that a statement speaks under: the first, where there is one."""
        held = self.said.get("charter", ()) if kind in USE_AUTHORITY else ()
        return tuple(name for _, name in held[:1])

    def _corrected(self, by: int, kind: str, corrects: int | None) -> str | None:
        """Return the office's own n-th statement of a kind; below zero anybody's, which is not heeded."""
        held = [name for who, name in self.said.get(kind, ()) if corrects is not None and (who == by or corrects < 0)]
        return held[(corrects or 0) % len(held)] if held else None

    def _bulk(self, by: int, kind: str, rows: list[Body], with_file: bool) -> None:
        flat = [flatten(kind, row, {}) | {"source_row": n + 1} for n, row in enumerate(rows)]
        table = pa.Table.from_pylist(flat, schema=batch_schema(kind))
        folder = self.here if by < 2 else self.there
        written = (self.record.store if by < 2 else self._elsewhere).write_batch(table)
        body = {"row_kind": kind, "sha256": written.sha256, "rows": written.rows, "rows_root": written.rows_root}
        self._file(by, Draft("batch", body), rows=len(rows) if kind == "report" else 0)
        if not with_file:
            path = folder / "blobs" / written.sha256[:2] / written.sha256
            self._held_back.append(path.read_bytes())
            path.unlink()

    def _odd(self, by: int, kind: str, body: Body) -> None:
        with Store.open(self.here if by < 2 else self.there, check=None) as store:
            for receipt in store.file(_origin(by), [Draft(kind, body, claimed_at=self._now())]):
                self.said.setdefault(kind, []).append((by, receipt.id))

    def _join(self, ledger: int, with_files: bool) -> None:
        join(self.there, self.here, origins(self.there)[ledger - 2])
        if with_files:
            bring_files(self.there, self.here)

    def _forge(self, elsewhere: bool, nth: int, twice: bool) -> None:
        store = self._elsewhere if elsewhere else self.record.store
        held = [entry for entry in store.entries() if entry.kind != "key"]
        if held:
            self._forger = self._forger or Forger(self.here, record="zzz")
            self._forger.append([copied(held[nth % len(held)])] * (1 + twice))

    def _files(self) -> None:
        for content in self._held_back:
            self.record.store.put_blob(content)
        bring_files(self.there, self.here)

    def _pin(self, nth: int | None) -> None:
        for pinned in trust.held().charters:
            trust.unpin_charter(pinned.id)
        held = self.said.get("charter", ())
        if nth is not None and held:
            trust.pin_charter(held[nth % len(held)][1], "tests")

    def _ask(self, who: str, tables: tuple[int, ...]) -> None:
        record = self.opened(who)
        for number in tables:
            asked(record, GRAPH.names[number])
        if record not in (self.record, self.lagging):
            record.close()

    # what they share

    def _file(self, by: int, draft: Draft, rows: int | None = None) -> None:
        draft = Draft(draft.kind, draft.body, draft.cites, draft.supersedes, claimed_at=self._now())
        try:
            file = self.record.file_drafts if by < 2 else self._elsewhere.file
            [receipt] = file(_origin(by), [draft])
        except DraftRefusedError:
            return
        if not receipt.already:
            names = [receipt.id] if rows is None else [f"{receipt.id}#{n}" for n in range(rows)]
            kind = "report" if rows is not None else draft.kind
            self.said.setdefault(kind, []).extend((by, name) for name in names)

    def _now(self) -> str:
        self._minutes += 1
        return f"2020-07-01T{self._minutes // 60:02}:{self._minutes % 60:02}:00Z"

    def _placed(self, by: int, told: Any, with_file: bool) -> Any:
        """Return a drawn body with ids, offices and digests in the place of what `statements` writes for them."""
        if isinstance(told, dict):
            return {name: self._placed(by, value, with_file) for name, value in told.items()}
        if isinstance(told, list):
            return [self._placed(by, value, with_file) for value in told]
        if isinstance(told, str) and told[:1] == "%":
            return self._digest(by, told[1:], with_file)
        if isinstance(told, str) and told[:1] == "&":
            return self._office(int(told[1:]))
        if isinstance(told, str) and told[:1] in MEANT:
            held = self.said.get(MEANT[told[0]])
            return held[int(told[1:]) % len(held)][1] if held else "0" * 64
        return told

    def _office(self, by: int) -> dict[str, str]:
        store = self.record.store if by < 2 else self._elsewhere
        return {"origin": _origin(by), "key": store.first_keys()[_origin(by)]}

    def _digest(self, by: int, name: str, with_file: bool) -> str:
        content = OUTLINE if name == "outline" else FILES[name].encode()
        if with_file:
            (self.record.store if by < 2 else self._elsewhere).put_blob(content)
        else:
            self._held_back.append(content)
        return hashlib.sha256(content).hexdigest()


def _origin(by: int) -> str:
    office, party = (HERE + THERE)[by]
    return f"ceasefire/{'here' if by < 2 else 'there'}/{party}/{office}"


# --- a record to begin with


@contextmanager
def same_each_time(what: str) -> Iterator[None]:
    """Make keys, nonces and times follow from a count, so that a program gives the same ids whenever it runs."""
    numbers = (hashlib.sha256(f"{what} {n}".encode()).digest() for n in count())
    before = filing.nonce, filing.now, keys.generate, keys.require_sound

    def generate() -> keys.KeyPair:
        statement, log = (Ed25519PrivateKey.from_private_bytes(next(numbers)) for _ in range(2))
        return keys.KeyPair(statement=statement, log=log)

    filing.nonce, filing.now = lambda: next(numbers).hex()[:32], lambda: "2020-07-01T00:00:00Z"
    # a question looks at each ledger's keys: a fourth of the time, and not what is tried here
    keys.generate, keys.require_sound = generate, lru_cache(keys.require_sound)
    try:
        yield
    finally:
        filing.nonce, filing.now, keys.generate, keys.require_sound = before


@lru_cache(maxsize=len(STARTS))
def template(begun: str) -> Path:
    """Make the two records once a run, with the first statements filed; return their folder."""
    folder = Path(tempfile.mkdtemp(prefix="ceasefire-live-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with same_each_time("template"):
        for name, offices in (("here", HERE), ("there", THERE)):
            with Store.create(folder / name, name=name, check=check_body) as store:
                for office, party in offices:
                    store.enrol(office, party)
        made = Ledgers(folder)
        for office, kind, body in STARTS[begun]:
            made.do(Say([name for name, _ in HERE].index(office), kind, body))
        made.close()
    (folder / "said.json").write_text(json.dumps(made.said))
    return folder


@contextmanager
def ledgers(begun: str = "reports", copied_from: tuple[Path, Path] | None = None) -> Iterator[Ledgers]:
    """Yield the two records in a folder of their own, with own folders of the reader beside them.

    `copied_from` is a folder with both, own folders included, and where it must lie, since those are of that place.
    """
    before, place = copied_from or (template(begun), Path(tempfile.mkdtemp(prefix="ceasefire-live-")))
    folder, home = place, os.environ[own_folders.HOME]
    shutil.copytree(before, folder, dirs_exist_ok=True)
    with same_each_time("program"):
        os.environ[own_folders.HOME] = str(folder / "home")
        made = Ledgers(folder)
        made.said = json.loads((folder / "said.json").read_text())
        try:
            yield made
        finally:
            made.close()
            os.environ[own_folders.HOME] = home
            shutil.rmtree(folder)


@lru_cache(maxsize=1)
def asked_once() -> tuple[Path, Path]:
    """Return a folder with the two records, of which every table was asked for, and where a copy of it must lie."""
    saved = Path(tempfile.mkdtemp(prefix="ceasefire-live-"))
    atexit.register(shutil.rmtree, saved, ignore_errors=True)
    with ledgers("reports") as made:
        for name in GRAPH.names:
            asked(made.record, name)
        place = made.here.parent
        shutil.copytree(place, saved, dirs_exist_ok=True)
    return saved, place


def run(
    program: Program,
    begun: str,
    last: str = "open",
    *,
    each_time: bool = False,
    names: tuple[str, ...] = GRAPH.names,
) -> str:
    """Carry out a program; return in words how tables asked of `last` differ from those made anew, at the end.

    With `each_time` the tables of the record open all along are compared after every question as well.
    """
    with ledgers(begun) as made:
        for step in program:
            made.do(step)
            if each_time and isinstance(step, Ask) and (told := differs_from_anew(made.record)):
                return f"after {step}:\n{told}"
        record = made.opened(last)
        told = differs_from_anew(record, names)
        if last in ("new", "readonly"):
            record.close()
        return told
