"""Documents made by hand for the tests: PDF pages with words at places, and .docx files of given XML."""

from __future__ import annotations

import zipfile
from io import BytesIO


def a_pdf_of(pages: list[list[tuple[float, float, str]]], size: float = 10) -> bytes:
    """Return a PDF whose pages have words at (x, y), in Helvetica."""
    streams = []
    for page in pages:
        shown = (f"BT /F1 {size} Tf {x} {y} Td ({_escaped(words)}) Tj ET" for x, y, words in page)
        streams.append("\n".join(shown).encode("cp1252"))
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(streams)))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(out))
    return out + head + table + tail


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def a_docx(body: str, **others: str | bytes) -> bytes:
    """Return a .docx with this XML in its body; `others` are further members, `__` for `/` and `_` for `.` in their names."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        for name, content in others.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def a_paragraph(words: str, style: str = "", listed: bool = False) -> str:
    """Return the XML of a paragraph."""
    told = f'<w:pStyle w:val="{style}"/>' if style else ""
    told += '<w:numPr><w:numId w:val="1"/></w:numPr>' if listed else ""
    return f"<w:p><w:pPr>{told}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
