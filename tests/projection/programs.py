"""Ledgers in memory, filled by small programs: entries of every kind that correct, name, copy and contradict each other."""

import hashlib
import io
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from ceasefire.record import Entry, keys, ledger
from ceasefire.record.envelope import Sealed
from ceasefire.record.errors import NotFoundError
from tests.projection.forging import sealed

LABELS = ("L0", "L1", "L2", "L3")
NOBODY = "0" * 64
BATCHES: tuple[dict[str, list[Any]], ...] = (
    {"label": ["L0", "L1", "L0"], "killed_low": [1, 2, 3]},
    {"label": ["L1", "L2", "L9"], "killed_low": [1, -2, 3], "event_type": ["shelling", "shelling", "cyber_attack"]},
    {"label": ["L3", "L3"], "lat": [35.0, 35.0], "lon": [36.0, None]},
)
_RING = [[0, 0], [10_000_000, 10_000_000], [10_000_000, 0], [0, 10_000_000], [0, 0]]


class Author:
    """A ledger as it grows, with a key that began it and one that it took up later."""

    def __init__(self, office: str, record: str = "r") -> None:
        self.first, self.later = keys.generate(), keys.generate()
        self.pair, self.key = self.first, keys.key_id(keys.public_bytes(self.first.statement))
        self.home = self.key
        origin = ledger.origin_of(record, "party", office)
        self.ledger = ledger.Ledger(number=0, origin=origin, party="party", office=office)
        self.entries: list[Entry] = []
        self.add(sealed(self, "key", self.enrolling(self.first)))  # type: ignore[arg-type]

    def enrolling(self, pair: Any) -> dict[str, Any]:
        body = ledger.key_body(keys.public_bytes(pair.statement), keys.public_bytes(self.first.log), self.ledger.origin)
        found: dict[str, Any] = msgspec.to_builtins(body)
        return found

    def add(self, one: Sealed) -> Entry:
        self.entries.append(
            Entry(
                id=one.id.hex(),
                origin=self.ledger.origin,
                office=self.ledger.office,
                party=self.ledger.party,
                seq=len(self.entries),
                kind=one.statement.kind,
                statement=one.statement,
                envelope=one.envelope,
            )
        )
        return self.entries[-1]

    def say(self, kind: str, body: dict[str, Any], *, rotated: bool = False, **fields: Any) -> Entry:
        self.pair = self.later if rotated else self.first
        self.key = keys.key_id(keys.public_bytes(self.pair.statement))
        return self.add(sealed(self, kind, body, **fields))  # type: ignore[arg-type]


class Blobs:
    """Files in memory; those of `hidden` have not come yet."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.hidden: set[str] = set()

    def put(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        self.files[digest] = data
        return digest

    def read_blob(self, sha256: str, limit: int = 1 << 30) -> bytes:
        if sha256 in self.hidden or sha256 not in self.files:
            raise NotFoundError("not here")
        return self.files[sha256]


class Record:
    """The entries of several ledgers, as `projection.restated` asks for them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = sorted(entries, key=lambda one: (one.office, one.origin, one.seq))
        self._at = {(one.origin, one.seq): one for one in self.entries}

    def entry_at(self, origin: str, seq: int) -> Entry | None:
        return self._at.get((origin, seq))

    def signed_with(self, key: str, *, first_only: bool) -> Collection[tuple[str, int]]:
        named = [one for one in self.entries if one.statement.key == key]
        return [(one.origin, one.seq) for one in named if one.seq == 0 or not first_only]

    def superseded_by(self, identity: str) -> Collection[str]:
        return [one.id for one in self.entries if (one.statement.supersedes or "").partition("#")[0] == identity]


def batch_body(blobs: Blobs, columns: dict[str, list[Any]]) -> dict[str, Any]:
    """Return the body of a batch of reports whose file lies among the blobs."""
    file, table = io.BytesIO(), pa.table(columns)
    pq.write_table(table, file)
    digest = blobs.put(file.getvalue())
    return {"sha256": digest, "rows": table.num_rows, "rows_root": NOBODY, "row_kind": "report"}


Op = tuple[int, int, int, int, int]
"""Which ledger, which kind, two names, and what is superseded: numbers that are taken modulo what there is."""


class Program:
    """Runs operations; every number is a valid operation, so that a failing program shrinks well."""

    def __init__(self, authors: Sequence[Author]) -> None:
        self.authors, self.blobs = authors, Blobs()
        self.bodies = [batch_body(self.blobs, columns) for columns in BATCHES]
        self.all: list[Entry] = [entry for author in authors for entry in author.entries]
        self.hostile = False

    def run(self, op: Op) -> None:
        number, what, first, second, third = op
        author = self.authors[number % len(self.authors)]
        a, b = self._name(first), self._name(second)
        kinds = self._bodies(a, b, first)
        if what % 40 == 39:
            self._copy(author, first)
        else:
            kind, body = kinds[what % len(kinds)]
            old = self._old(author, kind, third)
            cites = (self.all[third % len(self.all)].id,) if first % 2 else ()
            self.all.append(author.say(kind, body, cites=cites, supersedes=old, rotated=third % 7 == 6))

    def _bodies(self, a: str, b: str, n: int) -> list[tuple[str, dict[str, Any]]]:
        label = LABELS[n % len(LABELS)]
        said = {"axis": "occurrence", "value": "verified", "of": "ngo"}
        report = ("report", {"label": label, "summary": f"Told {n}."})
        judgement = ("judgement", {"a": a, "b": b, "verdict": "same"})
        position = ("position", {"about": [a, b], "evidence": [b]} | said)
        remedy = ("remedy", {"label": label, "about": [a], "asked_by": "x", "asked_of": "y", "what": f"w{n}"})
        reply = ("reply", {"to": b, "by": "y", "says": f"Says {n}."})
        batch = ("batch", self.bodies[n % len(self.bodies)])
        zone = {"id": "z", "version": 1, "name": "z", "status": "drawn", "area_type": "other", "basis": "b"}
        return [
            report,
            report,
            judgement,
            position,
            remedy,
            reply,
            batch,
            report,
            judgement,
            ("report", {"label": label, "event_type": "cyber_attack"}),
            ("report", {"label": LABELS[0], "killed": {"low": 2**40}}),
            ("report", {"label": 7}),
            ("tally", {"measure": "m", "unit": "u", "count": {"low": n % 5}}),
            ("party", {"id": "p", "name": f"P{n}"}),
            ("zone", zone | {"valid_from": "2017-01-01", "polygons": [[_RING]]}),
            ("agreement", {"id": "g", "title": "t", "reading": self.bodies[n % len(self.bodies)]["sha256"]}),
            ("position", {"about": [b], "evidence": [a], "later": n} | said),
            ("kind_of_tomorrow", {"label": label}),
            ("key", {"odd": n}),
            *self._on_authority(a, b, n),
        ]

    def _on_authority(self, a: str, b: str, n: int) -> list[tuple[str, dict[str, Any]]]:
        """Return bodies of the kinds that say whose word counts, and of what rests on them; some name a file."""
        label, file = LABELS[n % len(LABELS)], self.bodies[n % len(self.bodies)]["sha256"]
        version = next((one.id for one in reversed(self.all) if one.kind == "charter"), NOBODY)
        needs = {"takes": "consensus", "of": ["x", "y"]}
        bodies = [{"body": "x", "role": "guarantor"}, {"body": "y", "role": "party"}]
        charter = {"mechanism": "m", "title": f"T{n}", "bodies": bodies, "changes": needs, "rules": file}
        found = {"mechanism": "m", "rule": "r", "axis": "legal", "decided_on": "2020-01-01"}
        return [
            ("charter", charter | ({"follows": version} if n % 2 else {})),
            ("acceptance", {"charter": version, "of": "xy"[n % 2]} | ({"stand": "decline"} if n % 3 else {})),
            ("rule", {"label": "m", "mechanism": "m", "sha256": file}),
            ("settings", {"label": "settings", "sha256": file}),
            ("question", {"label": label, "id": "q", "text": f"Q{n}?", "options": ["yes", "no"]}),
            ("stance", {"question": "q", "of": "x", "words": f"W{n}", "option": "yes"}),
            ("complaint", {"label": label, "by": "x", "about": [a, b], "asks": f"A{n}"}),
            ("finding", found | {"about": [b], "state": "no_decision"}),
            ("finding", found | {"about": [a], "state": "decided"}),
            ("reply", {"to": b, "by": "x", "says": f"To what is complained of {n}."}),
        ]

    def _name(self, n: int) -> str:
        """Return a label, an id, or a row of a batch."""
        if n % 3 == 0:
            return LABELS[(n // 3) % len(LABELS)]
        if n % 11 == 1:
            return NOBODY
        entry = self.all[(n // 3) % len(self.all)]
        return f"{entry.id}#{n % 4}" if entry.kind == "batch" or n % 13 == 1 else entry.id

    def _old(self, author: Author, kind: str, n: int) -> str | None:
        """Return what is superseded: mostly something of the same kind and ledger, or a row of a batch."""
        if n % 2:
            return None
        same = [one.id for one in author.entries if one.kind == kind]
        rows = [f"{one.id}#{n % 3}" for one in author.entries if one.kind == "batch"]
        pools = [same, rows, [one.id for one in self.all], same, [one.id for one in author.entries]]
        pool = pools[(n // 2) % len(pools)]
        return pool[(n // 10) % len(pool)] if pool else None

    def _copy(self, author: Author, n: int) -> None:
        """Put what somebody signed, perhaps of another ledger, into this one once more."""
        self.hostile = True
        entry = self.all[n % len(self.all)]
        author.add(Sealed(id=bytes.fromhex(entry.id), statement=entry.statement, payload=b"", envelope=entry.envelope))
