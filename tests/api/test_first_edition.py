"""A record made by the first edition opens, holds, and answers as it did, but for faults that were mended."""

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api import names

DATA = Path(__file__).resolve().parents[1] / "data" / "record-760274c"
ANSWERS = sorted((DATA / "answers").glob("*.csv"))
NAME = re.compile(r"i-[0-9a-f]{16}")
DERIVED_IDS = {"conflicts": {"conflict_id"}, "figures": {"figure_id"}}
"""Columns that are digests over names of incidents: they change with them."""
RENAMED = {"standing": {"sources": "independent_sources"}}
"""Columns under a plainer name since."""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    folder = tmp_path_factory.mktemp("edition") / "record"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("answers", "mended"))
    with ceasefire.open(folder, readonly=True) as opened:
        yield opened


def before(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def now(record: Record, name: str, columns: list[str]) -> list[dict[str, str]]:
    renamed = RENAMED.get(name, {})
    chosen = ", ".join(f'"{renamed.get(column, column)}" as "{column}"' for column in columns)
    rows = record.sql(f"select {chosen} from {name}").to_pylist()
    return [{column: "" if row[column] is None else str(row[column]) for column in columns} for row in rows]


def test_the_record_still_holds() -> None:
    from ceasefire.api import verify_folder

    report = verify_folder(DATA)
    assert report.ok
    assert report.statements == 112


@pytest.mark.parametrize("path", ANSWERS, ids=[path.stem for path in ANSWERS])
def test_each_table_is_as_it_was(record: Record, path: Path) -> None:
    told = before(path)
    columns = [column for column in told[0] if column not in DERIVED_IDS.get(path.stem, ())] if told else []
    if not told:
        assert record.table(path.stem).num_rows == 0
        return
    renamed = {name: names.incident(record, name).id for name in set(NAME.findall(path.read_text(encoding="utf-8")))}
    expected = Counter(tuple((c, NAME.sub(lambda m: renamed[m[0]], row[c])) for c in columns) for row in told)
    for sign, row in mended(path.stem):
        change = tuple((c, row[c]) for c in columns)
        assert sign == "+" or expected[change], f"not an answer of the first edition: {row}"
        expected[change] += 1 if sign == "+" else -1
    assert Counter(tuple(r.items()) for r in now(record, path.stem, columns)) == +expected


def mended(name: str) -> list[tuple[str, dict[str, str]]]:
    """Rows that a mended fault takes away (-) or brings (+); tests/data/README.md says which fault."""
    path = DATA / "mended" / f"{name}.csv"
    return [(row.pop("change"), row) for row in before(path)] if path.exists() else []
