"""Computed tables on disk: written once per state of the ledgers, deleted and rebuilt at will.

Trusted: nothing. A cache file whose stamp does not name the present ledgers and the present code is not read.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ceasefire.vocabulary import schema

_STAMP = "stamp.json"


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return one digest over the program's own source and data, so that a new version never reads old tables."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.suffix in {".py", ".yaml", ".csv", ".toml"} and p.is_file()):
        if "examples" not in path.relative_to(root).parts:
            digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


class Cache:
    """Parquet files under one folder, valid for one stamp.

    The stamp joins the digest of all ledger heads, the digest of the code, and the options given.
    """

    def __init__(self, folder: Path, heads: str, options: str = "") -> None:
        self.folder = folder
        self.stamp = {"heads": heads, "code": code_digest(), "options": options}

    def read(self, name: str) -> pa.Table | None:
        """Return the table if it was made from these very ledgers by this very code, else None."""
        path = self.folder / f"{name}.parquet"
        if not path.exists() or not self._valid():
            return None
        try:
            return pq.read_table(path).cast(schema(name))  # Parquet renames the items of lists
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, KeyError, ValueError, OSError):
            return None  # a torn or foreign file is no table: it is made again

    def write(self, tables: Iterable[tuple[str, pa.Table]]) -> None:
        """Keep the tables; a read-only or full folder is no error, the tables are only not kept."""
        try:
            if not self._valid():
                self.clear()
                self.folder.mkdir(parents=True, exist_ok=True)
                self._put(_STAMP, json.dumps(self.stamp, sort_keys=True).encode())
            for name, table in tables:
                self._put_table(name, table)
        except OSError:
            return

    def clear(self) -> None:
        """Delete every computed table."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _valid(self) -> bool:
        try:
            return bool(json.loads((self.folder / _STAMP).read_bytes()) == self.stamp)
        except (OSError, ValueError):
            return False

    def _put(self, name: str, data: bytes) -> None:
        handle, temporary = tempfile.mkstemp(dir=self.folder)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        os.replace(temporary, self.folder / name)

    def _put_table(self, name: str, table: pa.Table) -> None:
        handle, temporary = tempfile.mkstemp(dir=self.folder)
        os.close(handle)
        pq.write_table(table, temporary)
        os.replace(temporary, self.folder / f"{name}.parquet")
