"""The periodic report: one HTML file that needs no network and no script, in which every number leads to statements."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

from ceasefire.figures import Figure
from ceasefire.figures.ledgers import PeriodComparison
from ceasefire.publication.coarse import place_only_words
from ceasefire.publication.inputs import Options, ReportInputs, Row
from ceasefire.publication.lineage import short
from ceasefire.publication.render import page
from ceasefire.publication.summary import groups, scope_label
from ceasefire.publication.views.accounts import Incident, by_month, incidents
from ceasefire.publication.views.areas import AreaRow, Missing, by_area, by_governorate, missing
from ceasefire.publication.views.atlas import Atlas, atlas
from ceasefire.publication.views.checks import Checks, checks
from ceasefire.publication.views.ledger_chart import LedgerChart, ledger_chart
from ceasefire.publication.views.obligations import Obligations, obligations
from ceasefire.publication.views.report_data import Material, gather, tally_order
from ceasefire.publication.views.rivals import KINDS, Rivalry, rivalries
from ceasefire.vocabulary.offices import office_labels
from ceasefire.vocabulary.parts import Head
from ceasefire.vocabulary.scope import ScopeResult
from ceasefire.vocabulary.wording import noun_for, range_words

LONG = 2_000
"""Incidents beyond which the page prints one line an incident: chosen by hand; not measured."""
_RESULT_OF_LABEL = {scope_label(result, count): result.value for result in ScopeResult for count in (1, 2)}


@dataclass(frozen=True, kw_only=True)
class Page:
    """Everything the templates may print. A number among it is a Figure; a bare one does not type-check."""

    options: Options
    heads: tuple[tuple[str, Head], ...]
    mark: str
    set_aside: str
    place_words: str
    results: tuple[str, ...]
    tiles: list[list[tuple[str, Figure, str, str]]]
    map: Atlas
    series: LedgerChart
    comparisons: tuple[PeriodComparison, ...]
    areas: tuple[AreaRow, ...]
    governorates: tuple[AreaRow, ...]
    missing: tuple[Missing, ...]
    called: Callable[[str | None], str]
    long: bool
    months: list[tuple[str, list[Incident]]]
    obligations: Obligations
    rivalries: dict[str, tuple[Rivalry, ...]]
    kinds: dict[str, str]
    checks: Checks
    statements: list[Row]
    parameters: list[tuple[str, str]]


def report(inputs: ReportInputs) -> bytes:
    """Return the report as one self-contained HTML file, equal bytes for equal inputs.

    Coarse in place unless `inputs.options.exact`. Nothing is loaded from anywhere: the page's own policy forbids it.
    Raises TypeError when something that is not a figure would be printed as a number, ValueError for a delay without
    a cut-off day.
    """
    material = gather(inputs)
    options = inputs.options
    content = Page(
        options=options,
        heads=labelled(inputs.heads),
        mark=mark(inputs),
        set_aside=inputs.set_aside_words(),
        place_words=place_only_words(options).partition(": ")[2],
        results=material.results,
        tiles=[[(label, figure, remark, _result(label)) for label, figure, remark in g] for g in groups(material)],
        map=atlas(material),
        series=ledger_chart(material),
        comparisons=inputs.comparisons,
        areas=by_area(material),
        governorates=by_governorate(material),
        missing=missing(material),
        called=material.called,
        long=is_long(material),
        months=by_month(incidents(material)),
        obligations=obligations(material),
        rivalries=rivalries(material),
        kinds=KINDS,
        checks=checks(material),
        statements=statement_rows(material),
        parameters=sorted(inputs.parameters.items()),
    )
    return page(material.lineages, {f.name: getattr(content, f.name) for f in fields(content)}).encode("utf-8")


def labelled(heads: Sequence[Head]) -> tuple[tuple[str, Head], ...]:
    """Return each head with what people call its office; without an origin that is the office's name."""
    labels = office_labels(head.origin for head in heads if head.origin is not None)
    return tuple((labels.get(head.origin or "", head.office), head) for head in heads)


def _result(label: str) -> str:
    return _RESULT_OF_LABEL.get(label, "")


def mark(inputs: ReportInputs) -> str:
    """Return the digest of what the report was asked to be: heads, options, parameters. The manifest has it too."""
    options = inputs.options
    asked = {
        "heads": [[h.origin or h.office, h.size, h.root] for h in inputs.heads],
        "title": options.title,
        "exact": options.exact,
        "start": str(options.start),
        "end": str(options.end),
        "cut_off": str(options.cut_off),
        "cell_km": str(options.cell_km),
        "delay_days": options.delay_days,
        "parameters": dict(inputs.parameters),
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def statement_rows(material: Material) -> list[Row]:
    """Return the numbered statements not printed under an incident: id, kind, words, publisher, address, row."""
    known = {s["statement_id"]: s for s in material.inputs.rows("statements")}
    tallies = {t["tally_id"]: t for t in sorted(material.inputs.rows("tallies"), key=tally_order)}
    under = set() if is_long(material) else {r for ids in material.reports_of.values() for r in ids}
    rows = []
    for one, number in material.lineages.numbers.items():
        if one not in under:
            rows.append(
                _statement_row(one, number, known.get(one, {}), tallies.get(one) or material.reports.get(one, {}))
            )
    return rows


def _statement_row(one: str, number: int, statement: Row, body: Row) -> Row:
    batch_row = one.partition("#")[2]
    return {
        "anchor": f"s{number}",
        "number": str(number),
        "short": short(one),
        "label": body.get("label") or statement.get("label"),
        "kind": statement.get("kind") or ("tally" if "tally_id" in body else "report"),
        "words": _words(body),
        "publisher": body.get("publisher") or statement.get("publisher"),
        "address": body.get("address") or statement.get("address"),
        "row": batch_row or str(statement.get("row") or ""),
    }


def is_long(material: Material) -> bool:
    """Tell whether there are too many incidents for each to carry its accounts in the page."""
    return len(material.incidents) > LONG


def _words(body: Row) -> str:
    if "tally_id" not in body:
        return ": ".join(str(body[k]) for k in ("source", "summary") if body.get(k))
    count = body["vague"] or range_words(body["low"], body["high"]) or "not told"
    unit = noun_for(body["low"] if body["low"] == body["high"] else None, body["unit"]) if body["unit"] else ""
    terms = (body["counted_by"], (body["measure"] or "").replace("_", " "), body["date_start"], body["place"])
    return f"{', '.join(str(term) for term in terms if term)}: {count} {unit}".rstrip()
