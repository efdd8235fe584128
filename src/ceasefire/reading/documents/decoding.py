"""Bytes to text by strict trial: a byte order mark, then UTF-8, then the old code page whose letters look like words."""

from __future__ import annotations

import codecs
from typing import Final

from ceasefire.intake.model import IntakeError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_USUAL: Final = {
    "cp1251": frozenset("оеаинтсрвлкмдпуяызьбгчйхжшюцщэф"),
    "cp1256": frozenset("اليمونرتبعدسفهكقحجشصطخذضثزغظةىأإآؤئء،؟"),
    "cp1254": frozenset("ığüşöçİĞÜŞÖÇâî’‘“”–"),
    "cp1252": frozenset("éèêëàâäùûüôöïîçñáíóúãõåæøßÉÄÖÜ’‘“”–—…«»€"),
}
_SAMPLE: Final = 200_000
_PICTURE: Final = "a picture; make it text first (OCR)"
_PICTURE_BOXES: Final = (b"ftypheic", b"ftypheif", b"ftypavif", b"ftypmif1")
_PACKED: Final = "which is never unpacked here; unpack it and name the documents in it"
_OTHER: Final = (
    (b"PK\x05\x06", f"a zip archive, {_PACKED}"),
    (b"\x1f\x8b", f"a gzip file, {_PACKED}"),
    (b"BZh", f"a bzip2 file, {_PACKED}"),
    (b"\xfd7zXZ\x00", f"an xz file, {_PACKED}"),
    (b"7z\xbc\xaf\x27\x1c", f"a 7z archive, {_PACKED}"),
    (b"Rar!", f"a rar archive, {_PACKED}"),
    (b"\xd0\xcf\x11\xe0", "an old office file, or one with a password; save it as .docx, PDF or plain text"),
    (b"{\\rtf", "an RTF file; save it as .docx, PDF or plain text"),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file; its rows are filed, not read: ceasefire file"),
)
"""First bytes of what is no document, and what is said of it."""


def refuse_packed(raw: bytes, name: str) -> None:
    """Raise IntakeError for archives, pictures and other files that are not text; nothing is ever unpacked."""
    what = next((what for magic, what in _OTHER if raw.startswith(magic)), None)
    if what is None and (raw[4:12] in _PICTURE_BOXES or (raw[:4] == b"RIFF" and raw[8:12] == b"WEBP")):
        what = _PICTURE
    if what:
        raise IntakeError(name, f"it cannot be read as a document: it is {what}")


def decoded(raw: bytes, name: str, *, charset: str | None = None) -> str:
    """Return the text of bytes; raises IntakeError when they are not text in any encoding that is tried.

    Tried, strictly and in this order: the byte order mark, UTF-16 by its pattern of zero bytes, UTF-8, the character set
    that a page names, then Windows code pages 1251, 1256, 1254 and 1252 by the share of letters usual in them.
    """
    encoding = encoding_of(raw, charset)
    if encoding is None:
        raise IntakeError(name, "it is not text in UTF-8, UTF-16 or a known Windows code page")
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise IntakeError(
            name, f"it begins as {encoding} but is not valid to the end ({error.__class__.__name__})"
        ) from None
    if text.count("\x00", 0, 10_000) > 8:
        raise IntakeError(name, "it contains zero bytes, so it is not text")
    return text


def encoding_of(raw: bytes, charset: str | None = None) -> str | None:
    """Return the encoding that the bytes are read in, or None."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    zeros = _zeros(raw[:4_096])
    if zeros is not None:
        return zeros
    named = _known(charset)
    for encoding in ("utf-8", named) if named else ("utf-8",):
        if _fits(raw, encoding):
            return encoding
    return _code_page(raw)


def _zeros(head: bytes) -> str | None:
    """UTF-16 without a mark shows a zero in every second byte of Latin text."""
    if len(head) < 8:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def _known(charset: str | None) -> str | None:
    try:
        return codecs.lookup(charset).name if charset else None
    except (LookupError, ValueError):
        return None


def _fits(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _code_page(raw: bytes) -> str | None:
    sample = raw[:_SAMPLE]
    best, score = None, 0.0
    for encoding, usual in _USUAL.items():
        try:
            high = [c for c in sample.decode(encoding) if ord(c) > 127]
        except UnicodeDecodeError:
            continue
        share = sum(c in usual for c in high) / max(1, len(high))
        dense = len(high) / max(1, len(sample))
        latin = encoding in ("cp1254", "cp1252")
        share *= 1.0 if latin == (dense < 0.25) else 0.3
        if share > score:
            best, score = encoding, share
    return best if score >= 0.4 else None
