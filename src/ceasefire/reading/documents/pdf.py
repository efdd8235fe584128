"""PDF: the text of its pages, page by page; nothing in it is run or unpacked beyond the bounds."""

from __future__ import annotations

import io
import logging
from typing import Final

from ceasefire.intake.model import IntakeError
from ceasefire.reading.documents.model import MAX_TEXT, Found

MAX_PAGES: Final = 2_000


def read_pdf(raw: bytes, name: str, *, address: str | None = None) -> Found:
    """Return the text of a PDF, pages parted by an empty line; raises IntakeError when it is broken or has no text.

    No date is taken: a PDF's own dates tell when the file was made, not when it was published.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise IntakeError(name, "the PDF needs a password")
        pages = len(reader.pages)
        if pages > MAX_PAGES:
            raise IntakeError(name, f"a PDF of {pages:,} pages; at most {MAX_PAGES:,} are read")
        parts: list[str] = []
        for page in reader.pages:
            parts.append(page.extract_text() or "")
            if sum(map(len, parts[-1:])) + sum(map(len, parts)) > 2 * MAX_TEXT:
                raise IntakeError(name, f"a PDF with more than {MAX_TEXT:,} characters")
    except IntakeError:
        raise
    except Exception as error:
        # pypdf raises many kinds on broken files, from its own to KeyError and zlib.error
        raise IntakeError(name, f"the PDF is broken ({type(error).__name__}: {str(error)[:120]})") from None
    text = "\n\n".join(part.strip() for part in parts if part.strip())
    if not text:
        raise IntakeError(name, "the PDF holds no text (pictures of pages need to be made text first)")
    return Found(text=text.encode("utf-8", errors="replace").decode(), kind="pdf", address=address)
