"""Files for the tests, spelt out by hand: nothing here uses the code under test."""

import zipfile
from pathlib import Path
from typing import Any

from ceasefire.parties import Directory

HEADER = (
    "report_id,source,publisher,published,url,event_date_start,event_date_end,time_zone,place,admin1,latitude,"
    "longitude,where_precision,event_type,actor_alleged,killed_low,killed_high,injured_low,summary"
)
ROW = (
    "{id},Post 4,Daily,2020-03-02,https://example.org/{id},2020-03-01,2020-03-01,,Harasta,North,33.5595,"
    "36.3650,1,shelling,,1,2,,One shell fell."
)
TALLY_HEADER = "report_date,party,province,violations,publisher,url,retrieved_language,note"
NORTHLAND = {"party_id": "northland", "name": "Northland", "aliases": ["North"]}
PARTIES = Directory.build([NORTHLAND])


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def reports(path: Path, *rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    """A reports file with these rows, one line each."""
    return write(path, "\n".join([header, *rows]) + "\n", encoding)


def row(name: str, **cells: str) -> str:
    """A good row with some cells replaced, quoted where it needs it."""
    told = dict(zip(HEADER.split(","), ROW.format(id=name).split(","), strict=True)) | cells
    return ",".join(f'"{c.replace(chr(34), chr(34) * 2)}"' if any(x in c for x in ',"\n') else c for c in told.values())


def xlsx(path: Path, sheets: dict[str, str], *, extra: dict[str, bytes] | None = None) -> Path:
    """A workbook whose sheets are given as the XML of their rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = list(sheets)
    parts: dict[str, Any] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            + "".join(f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(names, 1))
            + "</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(
                f'<Relationship Id="rId{i}" Type="{office}/worksheet" Target="worksheets/sheet{i}.xml"/>'
                for i, _ in enumerate(names, 1)
            )
            + f'<Relationship Id="rId99" Type="{office}/styles" Target="styles.xml"/></Relationships>'
        ),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
            "</cellXfs></styleSheet>"
        ),
    }
    for i, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**parts, **(extra or {})}.items():
            archive.writestr(name, text)
    return path


def sheet_row(number: int, cells: list[str]) -> str:
    """One row of text cells, A to Z."""
    places = [(f"{chr(65 + i)}{number}", text) for i, text in enumerate(cells) if text]
    told = "".join(f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in places)
    return f'<row r="{number}">{told}</row>'
