"""A record made by the first edition opens, holds, and answers as it did, but for faults that were mended."""

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import ceasefire
from ceasefire import Record, linkage
from ceasefire.api import names
from ceasefire.linkage.pinned import shipped

DATA = Path(__file__).resolve().parents[1] / "data" / "record-760274c"
ANSWERS = sorted((DATA / "answers").glob("*.csv"))
NAME = re.compile(r"i-[0-9a-f]{16}")
DERIVED_IDS = {"conflicts": {"conflict_id"}, "figures": {"figure_id"}}
"""Columns that are digests over names of incidents: they change with them."""
LEDGERS = {"judgements": "office", "pairs": "judged"}
"""Columns that hold ledgers under another name than `ledger`: by the office's name then, by origin now."""
NOT_LEDGERS = {"figures"}
"""Tables whose column `ledger` is the list of a body."""
EXPONENTIALS = {"probability"}
"""Columns whose last digits depend on the processor; twelve are compared."""
RENAMED = {"standing": {"sources": "independent_sources"}, "judgements": {"office": "ledger"}}
"""Columns under a plainer name since."""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    folder = tmp_path_factory.mktemp("edition") / "record"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("answers", "mended"))
    # the first edition obeyed every judgement: all are of one office here, in whose view links are what they were
    with (
        ceasefire.open(folder, readonly=True, judged_by="secretariat") as opened,
        pytest.MonkeyPatch.context() as patch,
    ):
        # it learnt its set from the record at each linking: under that set they are as well
        learnt = linkage.learn(opened.table("reports"), opened.table("judgements"))
        patch.setattr(shipped, "prior", lambda: learnt)
        yield opened


def before(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def now(record: Record, name: str, columns: list[str]) -> list[dict[str, str]]:
    renamed = RENAMED.get(name, {})
    chosen = ", ".join(f'"{renamed.get(column, column)}" as "{column}"' for column in columns)
    rows = record.sql(f"select {chosen} from {name}").to_pylist()
    return [{column: said(column, row[column]) for column in columns} for row in rows]


def said(column: str, value: object) -> str:
    if value in (None, ""):
        return ""
    return f"{float(str(value)):.12g}" if column in EXPONENTIALS else str(value)


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
    origins = {office.name: office.origin for office in record.offices()}
    told = [by_origin(path.stem, row, origins) for row in told]
    expected = Counter(tuple((c, NAME.sub(lambda m: renamed[m[0]], said(c, row[c]))) for c in columns) for row in told)
    for sign, row in mended(path.stem):
        row = by_origin(path.stem, row, origins)
        change = tuple((c, row[c]) for c in columns)
        assert sign == "+" or expected[change], f"not an answer of the first edition: {row}"
        expected[change] += 1 if sign == "+" else -1
    assert Counter(tuple(r.items()) for r in now(record, path.stem, columns)) == +expected


def by_origin(table: str, row: dict[str, str], origins: dict[str, str]) -> dict[str, str]:
    """The row with ledgers named as they are now; raises KeyError for an office that the record does not hold."""
    column = LEDGERS.get(table, "ledger")
    if table in NOT_LEDGERS or not row.get(column):
        return row
    return row | {column: ", ".join(origins[name] for name in row[column].split(", "))}


def mended(name: str) -> list[tuple[str, dict[str, str]]]:
    """Rows that a mended fault takes away (-) or brings (+); tests/data/README.md says which fault."""
    path = DATA / "mended" / f"{name}.csv"
    return [(row.pop("change"), row) for row in before(path)] if path.exists() else []
