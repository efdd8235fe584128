"""The incidents one by one: who says what, on which axis, under which clause, and with which source."""

from dataclasses import dataclass
from typing import TypedDict

from ceasefire.figures import Figure
from ceasefire.linkage.membership import link_words
from ceasefire.publication.inputs import Row
from ceasefire.publication.lineage import short
from ceasefire.publication.report_figures import count_of, told
from ceasefire.publication.views.authority.held import Held, Ruling, held, ruling
from ceasefire.publication.views.report_data import Material
from ceasefire.publication.views.rivals import differing
from ceasefire.publication.words import month_words, phrase
from ceasefire.vocabulary.codes import PLACE_PRECISION
from ceasefire.vocabulary.scope import ScopeResult, scope_result


class Terms(TypedDict):
    """What the figures of one incident or one report have in common."""

    scope: str
    lineage: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Account:
    """What one report says of the incident."""

    anchor: str
    number: str
    row: Row
    short_id: str
    killed: Figure | None
    injured: Figure | None
    doubt: str


@dataclass(frozen=True, kw_only=True)
class Incident:
    """One incident as printed. `all_here` says whether all of its accounts are, `fits` and `open` are the clauses of its
    scope where the hits are not printed one by one.
    `own` is what bodies hold, `told` what others say that they hold, `later` whether positions came after the day of the report."""

    anchor: str
    row: Row
    result: str
    scope: Row | None
    hits: tuple[Row, ...]
    own: tuple[Held, ...]
    told: tuple[Held, ...]
    later: bool
    rulings: tuple[Ruling, ...]
    types: tuple[str, ...]
    precision: str
    accounts: tuple[Account, ...]
    reports: Figure | None
    sources: Figure | None
    killed: Figure | None
    all_here: bool
    fits: tuple[str, ...]
    open: tuple[str, ...]
    differ: tuple[str, ...]


def incidents(material: Material) -> tuple[Incident, ...]:
    """Return the incidents that are printed one by one, each with its accounts, in order of day."""
    names = ("hits", "standing", "decisions")
    about = {name: _by_incident(material.about(name)) for name in names}
    differ = differing(material)
    found = []
    for n, row in material.printed.items():
        own = {name: about[name].get(row["incident_id"], ()) for name in names}
        found.append(_incident(material, n, row, own, differ.get(row["incident_id"], ())))
    return tuple(found)


def by_month(found: tuple[Incident, ...]) -> list[tuple[str, list[Incident]]]:
    """Return the incidents under the month in which each begins, in the order given."""
    grouped: dict[str, list[Incident]] = {}
    for one in found:
        grouped.setdefault(month_words(one.row["date_start"]), []).append(one)
    return list(grouped.items())


def _precision(row: Row) -> str:
    """Return how well the place is told, where that is worse than near a named place."""
    precision = row["place_precision"] or 0
    return f"place told as: {PLACE_PRECISION.get(precision, PLACE_PRECISION[0])}" if precision > 2 else ""


def _by_incident(rows: list[Row]) -> dict[str, tuple[Row, ...]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["incident_id"], []).append(row)
    return {k: tuple(v) for k, v in grouped.items()}


def _incident(
    material: Material, n: int, row: Row, about: dict[str, tuple[Row, ...]], differ: tuple[str, ...]
) -> Incident:
    ids = material.reports_of.get(row["incident_id"], ())
    members = [material.reports[i] for i in material.accounts(row["incident_id"])]
    scope = material.scope.get(row["incident_id"])
    brief = scope if material.long and scope is not None else {}
    holding = held(material, about["standing"])
    return Incident(
        anchor=f"i{n}",
        row=material.cut(row),
        result=material.result(row),
        scope=scope,
        fits=tuple(brief.get("clauses") or ()),
        open=tuple(brief.get("open") or ()),
        hits=_hits(about["hits"], material.result(row)),
        own=holding.own,
        told=holding.told,
        later=holding.later,
        rulings=tuple(ruling(d) for d in about["decisions"]),
        differ=tuple(phrase(d) for d in differ),
        types=tuple(phrase(t) for t in row["event_types"] or ()),
        precision=_precision(row),
        accounts=tuple(_account(material, r) for r in members),
        all_here=len(members) == len(ids),
        **_figures(row, ids),
    )


def _hits(hits: tuple[Row, ...], result: ScopeResult) -> tuple[Row, ...]:
    """Return the hits but those that do not fit, in scope first; the first where none does, none where there is no act."""
    if result is ScopeResult.NO_ACT:
        return ()
    touching = (h for h in hits if h["result"] != ScopeResult.OUT_OF_SCOPE)
    return tuple(sorted(touching, key=lambda h: list(ScopeResult).index(scope_result(h)))) or hits[:1]


def _figures(row: Row, ids: tuple[str, ...]) -> dict[str, Figure | None]:
    terms: Terms = {"scope": "this incident", "lineage": ids}
    return {
        "reports": count_of(ids, unit="report", method="linked reports", **terms),
        "sources": count_of(
            range(row["sources"] or 0), unit="source", method="distinct sources, spellings of one as one", **terms
        ),
        "killed": told(
            row["killed_low"],
            row["killed_high"],
            unit="person_killed",
            method="smallest lower bound to largest bound told by any report",
            **terms,
        ),
    }


def _account(material: Material, row: Row) -> Account:
    number = material.lineages.numbers[row["report_id"]]
    terms: Terms = {"scope": "one report", "lineage": (row["report_id"],)}
    method = "as this source tells it"
    return Account(
        anchor=f"s{number}",
        number=str(number),
        row=row,
        short_id=short(row["report_id"]),
        killed=told(row["killed_low"], row["killed_high"], unit="person_killed", method=method, **terms),
        injured=told(row["injured_low"], row["injured_high"], unit="person_injured", method=method, **terms),
        doubt=_doubt(material, row["report_id"]),
    )


def _doubt(material: Material, report: str) -> str:
    """Return the words of a doubtful link, with the neighbour's label, or its number on the page."""
    doubt = material.doubts.get(report)
    if doubt is None:
        return ""
    neighbour = material.reports.get(doubt.neighbour)
    return link_words(
        doubt, None if neighbour is None else neighbour["label"] or str(material.lineages.numbers[doubt.neighbour])
    )
