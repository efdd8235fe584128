"""What bodies hold of an incident, and what others say that they hold: two lists that are never mixed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from ceasefire.publication.inputs import Row
from ceasefire.publication.views.report_data import Material
from ceasefire.publication.words import phrase
from ceasefire.vocabulary.stand_words import held_words, told_by_ledger, told_words

PRINTED_ELSEWHERE: Final = ("source", "scope_test")
"""Kinds of bodies whose standing the accounts and the scope result already say."""
_BY_POSITION: Final = ("position", "silence")
"""Entries of standing that rest on positions; a silence is one beside the positions of others."""
NO_CHARTER: Final = "no_charter"


@dataclass(frozen=True, kw_only=True)
class Held:
    """What one body holds on one axis. `told_by` names the office that says so of it; empty: it is its own word."""

    body: str
    axis: str
    words: str
    against: tuple[str, ...]
    why: str
    told_by: str


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What one rule gives: its state in words, and the lists beside it, each with its heading; those without entries are left out.

    `charter` is the version whose rule it is; empty without one.
    """

    rule: str
    axis: str
    state: str
    value: str
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    why: str
    charter: str


class Holding(NamedTuple):
    """What bodies themselves hold, what others say that they hold, and whether positions of a later day are left out."""

    own: tuple[Held, ...]
    told: tuple[Held, ...]
    later: bool


def held(material: Material, standing: Iterable[Row]) -> Holding:
    """Return what bodies hold of one incident beyond what the accounts say, as it was known on the day of the report.

    In a long report no more of each list than the bound.
    """
    every = [row for row in standing if row["body_kind"] not in PRINTED_ELSEWHERE]
    rows = [row for row in every if row["entry"] not in _BY_POSITION or not material.later(row["lineage"])]
    later = len(rows) < len(every)
    own = tuple(_held(material, row) for row in rows if row["told_by"] is None)
    told = tuple(_held(material, row) for row in rows if row["told_by"] is not None)
    most = material.bounds.shown_accounts if material.long else None
    return Holding(own[:most], told[:most], later)


def _held(material: Material, row: Row) -> Held:
    teller, why = row["told_by"], row["why"] or ""
    return Held(
        body=material.called(row["body"]),
        axis=phrase(row["axis"]),
        words=held_words(row["value"], row["towards"]),
        against=tuple(row["against"] or ()),
        why=why.replace(f"{told_by_ledger(teller)}: ", "not counted: ") if teller else why,
        told_by=told_words(material.office(teller), teller) if teller else "",
    )


def ruling(row: Row) -> Ruling:
    """Return what a row of the table `decisions` says; why no charter is in force is said once, beside all of them."""
    lists = (
        ("dissent", row["dissent"]),
        ("missing", row["missing"]),
        ("heard", row["heard"]),
        ("silent, counted as consent", row["silent"]),
        ("told by others, not heard", row["told"]),
        ("came late", row["late"]),
        ("not counted", row["refused"]),
    )
    return Ruling(
        rule=row["rule"] or "",
        axis=phrase(row["axis"]),
        state="no charter" if row["state"] == NO_CHARTER else phrase(row["state"]),
        value=phrase(row["value"]),
        lists=tuple((head, tuple(words)) for head, words in lists if words),
        why="" if row["state"] == NO_CHARTER else row["why"] or "",
        charter=row["charter"] or "",
    )
