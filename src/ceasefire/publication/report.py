"""The periodic report: one HTML file that needs no network and no script, in which every number leads to statements."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from ceasefire.figures import Figure
from ceasefire.figures.ledgers import PeriodComparison
from ceasefire.publication.annex import KINDS as FILES
from ceasefire.publication.annex import Annex, annex, file_name, tally_words
from ceasefire.publication.bounds import USUAL
from ceasefire.publication.coarse import place_only_words, place_words
from ceasefire.publication.inputs import Options, ReportInputs, Row
from ceasefire.publication.lineage import short
from ceasefire.publication.render import page
from ceasefire.publication.summary import ALONE, groups, scope_label
from ceasefire.publication.views.accounts import Incident, by_month, incidents
from ceasefire.publication.views.areas import AreaRow, Missing, by_area, by_governorate, counted_by_month, missing
from ceasefire.publication.views.atlas import Atlas, atlas
from ceasefire.publication.views.authority.decided import Judged, judged
from ceasefire.publication.views.authority.shared_law import SharedLaw, shared_law
from ceasefire.publication.views.authority.whose_word import WhoseWord, whose_word
from ceasefire.publication.views.checks import Checks, checks
from ceasefire.publication.views.ledger_chart import LedgerChart, ledger_chart
from ceasefire.publication.views.obligations import Obligations, obligations
from ceasefire.publication.views.rates import Rates, rates
from ceasefire.publication.views.report_data import Material, gather, only
from ceasefire.publication.views.rivals import KINDS, Rivalry, rivalries
from ceasefire.publication.views.scope_by_instrument import InstrumentRow, by_instrument
from ceasefire.publication.views.whole_text import WholeTexts, whole_texts
from ceasefire.vocabulary.offices import office_labels
from ceasefire.vocabulary.parts import Head
from ceasefire.vocabulary.scope import ScopeResult

PAGE = "report.html"
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
    instruments: tuple[InstrumentRow, ...]
    rates: Rates
    areas: tuple[AreaRow, ...]
    governorates: tuple[AreaRow, ...]
    missing: tuple[Missing, ...]
    called: Callable[[str | None], str]
    long: bool
    beside: Mapping[str, str]
    by_month: tuple[AreaRow, ...]
    months: list[tuple[str, list[Incident]]]
    obligations: Obligations
    whole: WholeTexts
    rivalries: dict[str, tuple[tuple[Rivalry, ...], str]]
    kinds: dict[str, str]
    checks: Checks
    word: WhoseWord
    law: SharedLaw
    judged: Judged
    parameters: list[tuple[str, str]]


def report(inputs: ReportInputs) -> bytes:
    """Return the page of a report: HTML that loads nothing, equal bytes for equal inputs.

    That of a short record holds everything; that of a long one leads to the files of `report_files`. Raises as these do.
    """
    return report_files(inputs)[PAGE]


def report_files(inputs: ReportInputs, name: str = PAGE) -> dict[str, bytes]:
    """Return the files of a report whose page has this name: the page, and of a long record the files beside it.

    Coarse in place unless `inputs.options.exact`. Nothing is loaded from anywhere: the page's own policy forbids it.
    Raises TypeError when something that is not a figure would be printed as a number, ValueError for a delay without
    a cut-off day.
    """
    material = gather(inputs)
    content = _content(inputs, material, name)
    made = Annex({})

    def last() -> Mapping[str, object]:
        nonlocal made
        made = annex(material, name) if material.long else made
        return {"statements": statement_rows(material), "files": made.rows()}

    whole = page(material.lineages, {f.name: getattr(content, f.name) for f in fields(content)}, last)
    return {name: whole.encode("utf-8"), **made.files(place_words(inputs.options))}


def _content(inputs: ReportInputs, material: Material, name: str) -> Page:
    return Page(
        options=inputs.options,
        heads=labelled(inputs.heads),
        mark=mark(inputs),
        set_aside=inputs.set_aside_words(),
        place_words=place_only_words(inputs.options).partition(": ")[2],
        results=material.results,
        tiles=[[(label, figure, remark, _result(label)) for label, figure, remark in g] for g in groups(material)],
        map=atlas(material),
        series=ledger_chart(material),
        comparisons=inputs.comparisons,
        instruments=by_instrument(material),
        rates=rates(material),
        areas=by_area(material),
        governorates=by_governorate(material),
        missing=missing(material),
        called=material.called,
        long=material.long,
        beside={kind: file_name(name, kind) for kind in FILES},
        by_month=counted_by_month(material) if material.long else (),
        months=by_month(incidents(material)),
        obligations=obligations(material),
        whole=whole_texts(material),
        rivalries={kind: material.bounds.first(found) for kind, found in rivalries(material).items()},
        kinds=KINDS,
        checks=checks(material),
        word=whose_word(material),
        law=shared_law(material),
        judged=judged(material),
        parameters=sorted(inputs.parameters.items()),
    )


def labelled(heads: Sequence[Head]) -> tuple[tuple[str, Head], ...]:
    """Return each head with what people call its office; without an origin that is the office's name."""
    labels = office_labels(head.origin for head in heads if head.origin is not None)
    return tuple((labels.get(head.origin or "", head.office), head) for head in heads)


def _result(label: str) -> str:
    return ScopeResult.IN_SCOPE.value if label.startswith(ALONE) else _RESULT_OF_LABEL.get(label, "")


def mark(inputs: ReportInputs) -> str:
    """Return the digest of what the report was asked to be: heads, options, parameters. The manifest has it too."""
    options = inputs.options
    asked: dict[str, object] = {
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
    if options.bounds != USUAL:
        asked["bounds"] = asdict(options.bounds)
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def statement_rows(material: Material) -> list[Row]:
    """Return the numbered statements that stand on the page by themselves: id, kind, words, publisher, address, row."""
    lineages = material.lineages
    under = {r for incident in material.printed.values() for r in material.accounts(incident["incident_id"])}
    ids = [one for one in (lineages.placed if material.long else lineages.numbers) if one not in under]
    known, reports, tallies = (
        {row[key]: material.cut(row) for row in only(material.inputs.table(name), key, ids).to_pylist()}
        for name, key in (("statements", "statement_id"), ("reports", "report_id"), ("tallies", "tally_id"))
    )
    return [
        _statement_row(one, lineages.numbers[one], known.get(one, {}), tallies.get(one) or reports.get(one, {}))
        for one in sorted(ids, key=lineages.numbers.__getitem__)
    ]


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


def _words(body: Row) -> str:
    if "tally_id" in body:
        return tally_words(body)
    return ": ".join(str(body[k]) for k in ("source", "summary") if body.get(k))
