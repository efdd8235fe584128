"""What becomes of each column in a coarse edition: read from `columns.toml`, where every decision stands with its reason."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from ceasefire.vocabulary.tables import TABLES

TREATMENTS: Final[Mapping[str, str]] = {
    "keep": "published as it stands",
    "computed": "reckoned from what this edition publishes",
    "point": "moved to the centre of the cell",
    "public": "withheld unless the row retells a public address",
    "site": "withheld unless the row retells a public address and speaks of no protected site",
    "account": "withheld unless the statement retells a public address or is part of the shared law and lists",
    "citation": "withheld where it is a file name, or an address that is not public; the title of a text stays",
    "reference": "as `account`, and then as `citation`",
    "source": "without a public address: replaced by `source not named, N` unless the shared lists hold the name",
    "known": "without a public address: withheld unless the shared lists or codes hold the word",
    "governorate": "without a public address: replaced by `place not named, N` unless it is the whole or a governorate "
    "that its ledger names",
    "area": "without a public address: replaced by `place not named, N` unless a row with a public address or the shared "
    "lists name the area",
    "name": "ids and published names stay; replaced by `not named, N` where it is the label of a row whose label is "
    "withheld, and without a public address wherever the shared law and lists do not hold it",
    "subject": "replaced by `not named, N` where it is the label of a row whose label is withheld",
    "word": "without a public address: replaced by `not named, N` unless the shared law and lists, the codes or a row with "
    "a public address hold it",
    "term": "without a public address: withheld unless the codes, the shared lists or a row with a public address hold it",
    "printed": "withheld unless a report of the incident with a public address prints it",
    "distance": "distances in steps no finer than the cell",
    "never": "withheld",
}
"""What a treatment does, in the words of the documentation."""


class Rule(NamedTuple):
    """The decision on one column: the treatment, and why it is the right one."""

    treatment: str
    why: str


UNDECIDED: Final = Rule("never", "no decision yet")


@cache
def rules() -> Mapping[str, Mapping[str, Rule]]:
    """Return the decision on every column of every table; a column without one is withheld.

    Raises ValueError as `collected` does.
    """
    found = collected(as_filed())
    return {table: {c.name: found[table].get(c.name, UNDECIDED) for c in columns} for table, columns in TABLES.items()}


def as_filed() -> Mapping[str, list[dict[str, str]]]:
    """Return the decisions as they stand in the file: blocks of columns by table."""
    return tomllib.loads(_text())


def decisions_digest() -> str:
    """Return the SHA-256 of the decisions, by which a manifest says which ones shaped a coarse edition."""
    return hashlib.sha256(_text().encode()).hexdigest()


def _text() -> str:
    return files("ceasefire.publication").joinpath("columns.toml").read_text(encoding="utf-8")


def checked(read: Mapping[str, list[dict[str, str]]]) -> dict[str, dict[str, Rule]]:
    """Return decisions by table and column; raises ValueError as `collected` does, and for a column without one."""
    found = collected(read)
    for table, columns in TABLES.items():
        if odd := {c.name for c in columns} - found[table].keys():
            raise ValueError(f"columns.toml: {table}.{min(odd)} has no decision")
    return found


def collected(read: Mapping[str, list[dict[str, str]]]) -> dict[str, dict[str, Rule]]:
    """Return decisions by table and column.

    Raises ValueError for a table or column that the vocabulary does not have, a treatment that is not known, and a
    column with two decisions.
    """
    found: dict[str, dict[str, Rule]] = {table: {} for table in TABLES}
    for table, blocks in read.items():
        if table not in found:
            raise ValueError(f"columns.toml: there is no table {table}")
        names = {c.name for c in TABLES[table]}
        for column, rule in (pair for block in blocks for pair in _decided(block)):
            if column not in names:
                raise ValueError(f"columns.toml: {table}.{column} is no column")
            if column in found[table]:
                raise ValueError(f"columns.toml: {table}.{column} is decided twice")
            found[table][column] = rule
    return found


def columns_with(table: str, treatment: str) -> tuple[str, ...]:
    """Return the columns of a table that have a treatment, in the order of the file."""
    return tuple(name for name, rule in rules()[table].items() if rule.treatment == treatment)


def as_markdown() -> str:
    """Return all decisions as a table for the documentation, one line a table and decision."""
    lines = ["| table | columns | what becomes of them | why |", "|---|---|---|---|"]
    for table, columns in rules().items():
        together: dict[Rule, list[str]] = {}
        for name, rule in columns.items():
            together.setdefault(rule, []).append(f"`{name}`")
        lines += [
            f"| {table} | {' '.join(names)} | {rule.treatment} | {rule.why} |" for rule, names in together.items()
        ]
    lines += ["", "| word | what it means |", "|---|---|"]
    lines += [f"| {name} | {does} |" for name, does in TREATMENTS.items()]
    return "\n".join(lines) + "\n"


def _decided(block: dict[str, str]) -> Iterator[tuple[str, Rule]]:
    why = block.get("why", "")
    named = {name: columns for name, columns in block.items() if name != "why"}
    if not why or len(named) != 1:
        raise ValueError(f"columns.toml: a decision has one treatment and a reason, not {block}")
    [(treatment, columns)] = named.items()
    if treatment not in TREATMENTS:
        raise ValueError(f"columns.toml: {treatment} is no treatment")
    yield from ((column, Rule(treatment, why)) for column in columns.split())
