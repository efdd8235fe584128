"""Programs of filings and questions over a tiny record, and the ledgers in which they are carried out.

A program is plain data: what is filed where, ledgers that come in from another record, files that come late or change,
and questions in between, asked of records that are open for a shorter or longer time. So a failing one shrinks.
"""

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
from typing import Any, Final, NamedTuple

import pyarrow as pa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st

import ceasefire
from ceasefire import Record
from ceasefire.api import own_folders
from ceasefire.derive import GRAPH
from ceasefire.intake.tables.flat import batch_schema, flatten
from ceasefire.record import Draft, Store, filing, keys
from ceasefire.record.errors import DraftRefusedError
from ceasefire.vocabulary import check_body
from tests.live import statements
from tests.live.comparing import asked, differs_from_anew
from tests.live.joining import bring_files, join, origins
from tests.live.statements import BESIDE, DIM_REPORT, KINDS, ODD, READINGS, REPORT_BODY, Body
from tests.projection.forging import Forger, copied

HERE: Final = (("watch", "ngo"), ("post", "state-c"))
"""Offices of the record that is asked."""
THERE: Final = (("watch", "ngo"), ("far", "force-a"))
"""Offices of the record elsewhere, one of the same name: their ledgers come in later, in part and further."""
OUTLINE: Final = json.dumps(
    {"type": "Polygon", "coordinates": [[[36.0, 35.0], [37.0, 35.0], [37.0, 36.0], [36.0, 36.0], [36.0, 35.0]]]}
).encode()
START: Final[tuple[tuple[str, Body], ...]] = (
    ("party", {"id": "force-a", "name": "Force A", "role": "party", "classes": ["armed"]}),
    ("party", {"id": "force-b", "name": "Force B", "role": "party", "classes": ["armed"]}),
    ("source", {"id": "north", "name": "Watch North", "aliases": ["North News"]}),
    ("zone", {"id": "zone-1", "version": 1, "name": "Zone", "status": "drawn", "area_type": "de_escalation_area",
              "basis": "annex", "valid_from": "2020-01-01", "polygons": statements.square(36.0, 35.0, 1.0)}),
    ("agreement", {"id": "truce", "title": "Truce", "reading": "%0"}),
    ("meeting", {"process": "talks", "id": "m-0", "when": {"start": "2020-05-02"}}),
)  # fmt: skip
"""What most programs begin with, so that incidents meet provisions."""


# --- what a program consists of


class Say(NamedTuple):
    """A statement of the office numbered `by` (0 and 1 here, 2 and 3 elsewhere); it corrects the n-th of its kind."""

    by: int
    kind: str
    body: Body
    corrects: int | None = None
    with_file: bool = True


class Bulk(NamedTuple):
    """Rows of one kind in one batch."""

    by: int
    kind: str
    rows: list[Body]
    with_file: bool = True


class Odd(NamedTuple):
    """A statement that this program would not file."""

    by: int
    kind: str
    body: Body


class Join(NamedTuple):
    """A ledger from elsewhere comes in, as far as it has grown, with its files or without."""

    ledger: int
    with_files: bool = True


class Forge(NamedTuple):
    """Somebody puts copies of signed statements (of a ledger here or elsewhere) into a ledger of his own."""

    elsewhere: bool
    nth: int
    twice: bool = False


class Files(NamedTuple):
    """Every file that was held back arrives."""


class Beside(NamedTuple):
    """A file beside the ledgers changes, comes or goes."""

    nth: int


class Ask(NamedTuple):
    """Some tables are asked for: of the record open all along, of another that lags, or of one opened for this."""

    who: str
    tables: tuple[int, ...]


Step = Say | Bulk | Odd | Join | Forge | Files | Beside | Ask
Program = list[Step]
WHO: Final = ("open", "lagging", "new", "readonly")


# --- how programs are drawn


def says(kinds: tuple[str, ...]) -> st.SearchStrategy[Step]:
    """Return statements of these kinds; each kind is drawn as often as it is named."""
    by, corrects = st.integers(0, 3), st.none() | st.integers(0, 3)
    return st.sampled_from(kinds).flatmap(
        lambda kind: st.builds(Say, by, st.just(kind), KINDS[kind], corrects, st.booleans())
    )


def bulk() -> st.SearchStrategy[Step]:
    """Return batches of reports, and of tallies."""
    by, whole = st.integers(0, 3), st.booleans()
    reports = st.lists(REPORT_BODY | DIM_REPORT, min_size=1, max_size=4)
    tallies = st.lists(KINDS["tally"], min_size=1, max_size=2)
    return st.builds(Bulk, by, st.just("report"), reports, whole) | st.builds(
        Bulk, by, st.just("tally"), tallies, whole
    )


OFTEN: Final = ("report",) * 8 + ("judgement",) * 4 + ("position",) * 4 + ("tally", "remedy", "reply") * 2
ASKS: Final = st.builds(
    Ask, st.sampled_from(WHO), st.lists(st.integers(0, len(GRAPH.names) - 1), min_size=1, max_size=3).map(tuple)
)
STEPS: Final = st.one_of(
    says(OFTEN),
    says(OFTEN),
    says(tuple(KINDS)),
    says(tuple(KINDS)),
    bulk(),
    st.integers(2, 3).flatmap(lambda n: st.builds(Join, st.just(n), st.booleans())),
    st.builds(lambda odd, by: Odd(by, *odd), ODD, st.integers(0, 3)),
    st.one_of(
        st.builds(Forge, st.booleans(), st.integers(0, 7), st.booleans()),
        st.builds(Files),
        st.builds(Beside, st.integers(0, len(BESIDE) - 1)),
    ),
    ASKS,
    ASKS,
)
PROGRAMS: Final = st.lists(STEPS, min_size=4, max_size=16)


# --- carrying a program out


class Ledgers:
    """A record here and one elsewhere, each with two offices; keys and nonces are the same each time, so ids are too."""

    def __init__(self, folder: Path) -> None:
        self.here, self.there = folder / "here", folder / "there"
        self.record = ceasefire.open(self.here)
        self.lagging = ceasefire.open(self.here, readonly=True)
        self._elsewhere = Store.open(self.there, check=check_body)
        self._said: dict[str, list[str]] = {"report": [], "remedy": []}
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
        held = self._said.get(kind) or [None]
        self._file(by, Draft(kind, told, supersedes=None if corrects is None else held[corrects % len(held)]))

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
            for receipt in store.file((HERE + THERE)[by][0], [Draft(kind, body, claimed_at=self._now())]):
                self._said.setdefault(kind, []).append(receipt.id)

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

    def _beside(self, nth: int) -> None:
        name, text = BESIDE[nth]
        path = self.here / name
        path.unlink(missing_ok=True) if text is None else path.write_text(text, encoding="utf-8")

    def _ask(self, who: str, tables: tuple[int, ...]) -> None:
        record = self.opened(who)
        for number in tables:
            asked(record, GRAPH.names[number])
        if record not in (self.record, self.lagging):
            record.close()

    # what they share

    def _file(self, by: int, draft: Draft, rows: int | None = None) -> None:
        draft = Draft(draft.kind, draft.body, supersedes=draft.supersedes, claimed_at=self._now())
        office = (HERE + THERE)[by][0]
        try:
            if by < 2:
                [receipt] = self.record.file_drafts(_origin(by), [draft])
            else:
                [receipt] = self._elsewhere.file(office, [draft])
        except DraftRefusedError:
            return
        if not receipt.already:
            names = [receipt.id] if rows is None else [f"{receipt.id}#{n}" for n in range(rows)]
            self._said.setdefault("report" if rows is not None else draft.kind, []).extend(names)

    def _now(self) -> str:
        self._minutes += 1
        return f"2020-07-01T{self._minutes // 60:02}:{self._minutes % 60:02}:00Z"

    def _placed(self, by: int, told: Any, with_file: bool) -> Any:
        """Return a drawn body with ids and digests in the place of `@n`, `~n` and `%name`."""
        if isinstance(told, dict):
            return {name: self._placed(by, value, with_file) for name, value in told.items()}
        if isinstance(told, list):
            return [self._placed(by, value, with_file) for value in told]
        if isinstance(told, str) and told[:1] == "%":
            return self._digest(by, told[1:], with_file)
        if isinstance(told, str) and told[:1] in "@~" and told:
            held = self._said["report" if told[0] == "@" else "remedy"]
            return held[int(told[1:]) % len(held)] if held else "0" * 64
        return told

    def _digest(self, by: int, name: str, with_file: bool) -> str:
        content = OUTLINE if name == "outline" else READINGS[int(name)].encode()
        if with_file:
            (self.record.store if by < 2 else self._elsewhere).put_blob(content)
        else:
            self._held_back.append(content)
        return hashlib.sha256(content).hexdigest()


def _origin(by: int) -> str:
    office, party = HERE[by]
    return f"ceasefire/here/{party}/{office}"


# --- a record to begin with


@contextmanager
def same_each_time(what: str) -> Iterator[None]:
    """Make keys, nonces and times follow from a count, so that a program gives the same ids whenever it runs."""
    numbers = (hashlib.sha256(f"{what} {n}".encode()).digest() for n in count())
    before = filing.nonce, filing.now, keys.generate

    def generate() -> keys.KeyPair:
        statement, log = (Ed25519PrivateKey.from_private_bytes(next(numbers)) for _ in range(2))
        return keys.KeyPair(statement=statement, log=log)

    filing.nonce, filing.now, keys.generate = lambda: next(numbers).hex()[:32], lambda: "2020-07-01T00:00:00Z", generate
    try:
        yield
    finally:
        filing.nonce, filing.now, keys.generate = before


@lru_cache(maxsize=2)
def template(begun: bool) -> Path:
    """Make the two records once a run: with the first statements filed, or with none."""
    folder = Path(tempfile.mkdtemp(prefix="ceasefire-live-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with same_each_time("template"):
        _make(folder, begun)
    return folder


def _make(folder: Path, begun: bool) -> None:
    for name, offices in (("here", HERE), ("there", THERE)):
        with Store.create(folder / name, name=name, check=check_body) as store:
            for office, party in offices:
                store.enrol(office, party)
            if begun and name == "here":
                store.put_blob(READINGS[0].encode())
                digest = hashlib.sha256(READINGS[0].encode()).hexdigest()
                store.file("watch", [Draft(k, b | {"reading": digest} if k == "agreement" else b) for k, b in START])


@contextmanager
def ledgers(begun: bool = True) -> Iterator[Ledgers]:
    """Yield the two records in a folder of their own, with own folders of the reader beside them."""
    folder, home = Path(tempfile.mkdtemp(prefix="ceasefire-live-")), os.environ[own_folders.HOME]
    for name in ("here", "there"):
        shutil.copytree(template(begun) / name, folder / name)
    with same_each_time("program"):
        os.environ[own_folders.HOME] = str(folder / "home")
        made = Ledgers(folder)
        try:
            yield made
        finally:
            made.close()
            os.environ[own_folders.HOME] = home
            shutil.rmtree(folder)


def run(program: Program, begun: bool, last: str = "open", *, each_time: bool = False) -> str:
    """Carry out a program; return in words how the tables asked of `last` differ from those made anew, at the end.

    With `each_time` the tables of the record open all along are compared after every question as well.
    """
    with ledgers(begun) as made:
        for step in program:
            made.do(step)
            if each_time and isinstance(step, Ask) and (told := differs_from_anew(made.record)):
                return f"after {step}:\n{told}"
        record = made.opened(last)
        told = differs_from_anew(record)
        if last in ("new", "readonly"):
            record.close()
        return told
