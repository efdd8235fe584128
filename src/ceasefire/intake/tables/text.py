"""Bytes to lines: which encoding, in bounded memory, and which lines do not decode."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from ceasefire.intake.model import MAX_LINE, IntakeError

SAMPLE: Final = 64 * 1024
_BLOCK: Final = 1024 * 1024
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC: Final = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (save it as XLSX or CSV)"),
    (b"PAR1", "a Parquet file"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
)
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")


class Line(NamedTuple):
    """One line of the file, numbered from 1, without its end; `problem` says why it could not be decoded."""

    number: int
    text: str
    problem: str | None = None


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def what_binary(head: bytes) -> str | None:
    """Return what a file that begins so is, when it is no text; None when it may be text."""
    for magic, words in _MAGIC:
        if head.startswith(magic):
            return words
    if any(head.startswith(bom) for bom, _ in _BOMS) or _looks_utf16(head):
        return None
    odd = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return "binary data" if odd > max(8, len(head) // 50) else None


def _looks_utf16(head: bytes) -> str | None:
    """Tell UTF-16 without a mark: nearly every second byte is zero, as in Latin text and all separators."""
    if len(head) < 8:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.4 and even < half * 0.02:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.02:
        return "utf-16-be"
    return None


def detect_encoding(path: Path) -> str:
    """Return the encoding of a text file: by its mark, else UTF-8, else Western cp1252; IntakeError when unclear.

    Where some lines are UTF-8 and others are not, it is UTF-8 and the others are set aside. A file of long runs of
    high bytes (Cyrillic or Arabic in a one-byte encoding) is never guessed.
    """
    with path.open("rb") as file:
        head = file.read(SAMPLE)
        for bom, name in _BOMS:
            if head.startswith(bom):
                return name
        if guess := _looks_utf16(head):
            return guess
        if words := what_binary(head):
            raise IntakeError(path.name, f"this is {words}, not a table in text")
        file.seek(0)
        return _by_lines(file.read, path)


def _by_lines(read: object, path: Path) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    assert callable(read)
    while block := read(_BLOCK):
        try:
            decoder.decode(block)
        except UnicodeDecodeError:
            return _one_byte(path)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _one_byte(path)
    return "utf-8"


def _one_byte(path: Path) -> str:
    """Decide between UTF-8 with spoilt lines and a one-byte encoding, for a file that is not all UTF-8."""
    runs = spoilt = sound = 0
    for raw in _raw_lines(path):
        if raw.isascii():
            continue
        try:
            raw.decode("utf-8")
            sound += 1
        except UnicodeDecodeError:
            spoilt += 1
            runs += bool(_HIGH_RUN.search(raw))
    if sound:
        return "utf-8"
    if runs * 4 > spoilt:
        raise IntakeError(
            path.name,
            "not UTF-8, nor Western text in one byte; "
            'save it as UTF-8, or state encoding = "cp1251" or such in a mapping file',
        )
    return "cp1252"


def _raw_lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while raw := file.readline(MAX_LINE):
            yield raw


def lines(path: Path, encoding: str) -> Iterator[Line]:
    """Yield the lines of a file; IntakeError where one is longer than `MAX_LINE`, so that memory stays bounded."""
    if encoding.startswith(("utf-16", "utf-32")) or _old_mac(path):
        yield from _decoded_lines(path, encoding)
    else:
        yield from _byte_lines(path, "utf-8" if encoding == "utf-8-sig" else encoding, encoding == "utf-8-sig")


def _old_mac(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    return b"\r" in head and b"\n" not in head


def _byte_lines(path: Path, encoding: str, marked: bool) -> Iterator[Line]:
    with path.open("rb") as file:
        if marked:
            file.read(3)
        number = 0
        while raw := file.readline(MAX_LINE + 1):
            number += 1
            if len(raw) > MAX_LINE:
                raise too_long(path, number)
            raw = raw.rstrip(b"\r\n")
            try:
                yield Line(number, raw.decode(encoding), "holds a NUL byte" if b"\0" in raw else None)
            except UnicodeDecodeError as error:
                byte = raw[error.start]
                yield Line(
                    number,
                    raw.decode(encoding, "replace"),
                    f"byte 0x{byte:02X} at position {error.start + 1} is not {encoding.upper()}",
                )


def _decoded_lines(path: Path, encoding: str) -> Iterator[Line]:
    try:
        with path.open("r", encoding=encoding, newline=None) as file:
            number = 0
            while text := file.readline(MAX_LINE + 1):
                number += 1
                if len(text) > MAX_LINE:
                    raise too_long(path, number)
                yield Line(number, text.rstrip("\n"), "holds a NUL character" if "\0" in text else None)
    except UnicodeError as error:
        raise IntakeError(path.name, f"does not decode as {encoding}: {error}") from None


def too_long(path: Path, number: int) -> IntakeError:
    return IntakeError(path.name, f"line {number} is longer than {MAX_LINE:,} characters; this is no table in text")
