"""The periodic report: one HTML file that needs no network and no script, in which every number leads to statements."""

import hashlib
import json

from ceasefire.publication.inputs import ReportInputs, Row
from ceasefire.publication.lineage import short
from ceasefire.publication.render import page
from ceasefire.publication.summary import lines
from ceasefire.publication.views.accounts import incidents
from ceasefire.publication.views.areas import by_area, by_governorate, missing
from ceasefire.publication.views.atlas import atlas
from ceasefire.publication.views.material import Material, gather, tally_order
from ceasefire.publication.views.obligations import obligations
from ceasefire.publication.views.places import RESULTS
from ceasefire.publication.views.rivals import rivalries
from ceasefire.publication.views.series import series


def report(inputs: ReportInputs) -> bytes:
    """Return the report as one self-contained HTML file, equal bytes for equal inputs.

    Coarse in place unless `inputs.options.exact`. Nothing is loaded from anywhere: the page's own policy forbids it.
    Raises TypeError when something that is not a figure would be printed as a number, ValueError for a delay without
    a cut-off day.
    """
    material = gather(inputs)
    return page(
        material.lineages,
        {
            "options": inputs.options,
            "heads": inputs.heads,
            "results": RESULTS,
            "mark": mark(inputs),
            "lines": list(lines(material)),
            "map": atlas(material),
            "series": series(material),
            "comparisons": inputs.comparisons,
            "areas": by_area(material),
            "governorates": by_governorate(material),
            "missing": missing(material),
            "incidents": incidents(material),
            "obligations": obligations(material),
            "rivalries": rivalries(material),
            "slips": material.inputs.rows("slips"),
            "matrix": material.inputs.rows("matrix"),
            "statements": statement_rows(material),
            "parameters": sorted(inputs.parameters.items()),
        },
    ).encode("utf-8")


def mark(inputs: ReportInputs) -> str:
    """Return the digest of what the report was asked to be: heads, options and parameters. The manifest carries it too."""
    options = inputs.options
    asked = {
        "heads": [[h.office, h.size, h.root] for h in inputs.heads],
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
    """Return the numbered statements that are not printed under an incident: id, kind, words, publisher, address, row."""
    known = {s["statement_id"]: s for s in material.inputs.rows("statements")}
    tallies = {t["tally_id"]: t for t in sorted(material.inputs.rows("tallies"), key=tally_order)}
    under = {r for ids in material.reports_of.values() for r in ids}
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


def _words(body: Row) -> str:
    if "tally_id" not in body:
        return str(body.get("summary") or "")
    told = body["vague"] or (body["low"] if body["low"] == body["high"] else f"{body['low']} to {body['high']}")
    return (
        f"{body['counted_by']}, {body['date_start']}, {body['place']}: {told} {(body['unit'] or '').replace('_', ' ')}"
    )
