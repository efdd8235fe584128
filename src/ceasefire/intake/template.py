"""Tables to fill with one's own reports, tallies or judgements: each column, what it wants, an example not read."""

from __future__ import annotations

import csv
import zipfile
from html import escape
from pathlib import Path
from typing import Final

from ceasefire.intake.model import IntakeError
from ceasefire.intake.tables.mapping import Mapping, shapes
from ceasefire.intake.tables.sheets import column_name
from ceasefire.record.output_places import require_outside
from ceasefire.vocabulary.choices import FORMS
from ceasefire.vocabulary.tables_stated import TABLE_OF

_SHAPES: Final = {kind: TABLE_OF[kind] for kind in FORMS}
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def template(kind: str, path: str | Path) -> None:
    """Write a table to fill, for kind `report`, `tally` or `judgement`: `.csv`, or `.xlsx` with a second sheet README.

    Lines that begin with # are read by people alone, the example row is one of them. An existing file is left alone
    (IntakeError). Raises RecordError for a place inside a record's folder.
    """
    path = Path(path)
    require_outside(path)
    if kind not in _SHAPES:
        raise IntakeError(path.name, f"there is no template for {kind!r} (kinds: {', '.join(_SHAPES)})")
    if path.exists():
        raise IntakeError(path.name, "exists already; nothing was written")
    shape = shapes()[_SHAPES[kind]]
    if path.suffix.lower() == ".xlsx":
        _write_xlsx(path, shape, _SHAPES[kind])
    elif path.suffix.lower() == ".csv":
        _write_csv(path, shape)
    else:
        raise IntakeError(path.name, "a template is written as .csv or .xlsx")


def _example(shape: Mapping) -> list[str]:
    cells = [shape.example.get(column, "") for column in shape.columns]
    return [f"# example (not read): {cells[0]}", *cells[1:]]


def _words(shape: Mapping) -> list[tuple[str, str]]:
    needed = {column for column, field in shape.columns.items() if field in shape.filled}
    return [(column, ("needed: " if column in needed else "") + shape.docs.get(column, "")) for column in shape.columns]


def _write_csv(path: Path, shape: Mapping) -> None:
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        for column, words in _words(shape):
            out.writerow([f"# {column}: {words}"])
        out.writerow(shape.columns)
        out.writerow(_example(shape))


def _write_xlsx(path: Path, shape: Mapping, name: str) -> None:
    """Write the smallest workbook that spreadsheets open; all cells are text, and every byte is always the same."""
    sheets = {
        name: [list(shape.columns), _example(shape)],
        "README": [["column", "what it wants"], *[list(pair) for pair in _words(shape)]],
    }
    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _links(["officeDocument"], ["xl/workbook.xml"]),
        "xl/workbook.xml": _book(list(sheets)),
        "xl/_rels/workbook.xml.rels": _links(
            ["worksheet"] * len(sheets), [f"worksheets/sheet{i + 1}.xml" for i in range(len(sheets))]
        ),
    }
    parts |= {f"xl/worksheets/sheet{i + 1}.xml": _sheet(rows) for i, rows in enumerate(sheets.values())}
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            archive.writestr(zipfile.ZipInfo(part, _EPOCH), head + text)


def _types(count: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i + 1}.xml" ContentType="{kind}.worksheet+xml"/>'
        for i in range(count)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{sheets}</Types>'
    )


def _links(kinds: list[str], targets: list[str]) -> str:
    links = "".join(
        f'<Relationship Id="rId{i + 1}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(zip(kinds, targets, strict=True))
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _book(names: list[str]) -> str:
    sheets = "".join(f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(names, 1))
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _sheet(rows: list[list[str]]) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{column_name(i)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for i, text in enumerate(row)
            if text
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
