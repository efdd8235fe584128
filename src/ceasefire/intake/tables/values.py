"""Cells to values: numbers, points, counts and text, strictly; every error says what was read and what is wanted."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_EVEN, Decimal
from math import ceil, floor
from typing import Final

from ceasefire.intake.model import SHOWN, CellError
from ceasefire.intake.tables.digits import ascii_digits

_PLAIN = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_SPACED = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u202f\u2009'\u2019\u066c]\d{3}){1,8}", re.ASCII)
_MARKED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3}){1,8}", re.ASCII)
_COMMA = re.compile(r"[+-]?\d{1,30},\d{1,30}", re.ASCII)
_GROUPED_DECIMAL = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})+([.,])\d{1,30}", re.ASCII)
_NOT_FINITE = frozenset({"nan", "inf", "+inf", "-inf", "infinity", "-infinity", "+infinity", "1.#inf", "#num!"})
_SHEET_ERRORS = frozenset({"#ref!", "#value!", "#div/0!", "#name?", "#n/a", "#null!", "#num!"})
_DMS = re.compile(
    r"(\d{1,3})[°\s:]\s*"
    r"(?:(\d{1,2}(?:\.\d+)?)['’′:\s]\s*)?(?:(\d{1,2}(?:\.\d+)?)(?:\"|”|″|'')?)?",
    re.ASCII,
)
_RANGE = re.compile(r"(\S+)\s*(?:-|–|—|\.\.|to|bis|до)\s*(\S+)")
_AT_LEAST = re.compile(r"(?:at least|over|more than|>=|≥|min\.?)\s*(\S+)|(\S+?)\s*\+", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:at most|up to|<=|≤|max\.?)\s*(\S+)", re.IGNORECASE)
VAGUE: Final = frozenset(
    {
        "dozens",
        "several",
        "many",
        "some",
        "hundreds",
        "scores",
        "a few",
        "few",
        "a number",
        "thousands",
        "unknown",
        "unspecified",
    }
)
LONGEST: Final = 60
"""Characters of the longest number that is read; longer cells are no numbers, and patterns never see them."""
MAX_WHOLE: Final = 2**53 - 1


def clean_text(text: str) -> str:
    """Return the text trimmed and in Unicode NFC; CellError for control characters, which no source prints."""
    said = text.strip()
    if said.isascii() and said.isprintable():
        return said
    for char in said:
        if (char < " " and char not in "\n\r\t") or char == "\x7f":
            raise CellError(f"holds the control character U+{ord(char):04X}")
        if "\ud800" <= char <= "\udfff":
            raise CellError("holds half of a character (a lone surrogate)")
    return unicodedata.normalize("NFC", said.replace("\r\n", "\n").replace("\r", "\n"))


def parse_decimal(text: str, decimal: str | None = None) -> Decimal:
    """Return the exact number in a cell; CellError when it is none, not finite, or can be read in two ways.

    `decimal` is the decimal mark of the file, '.' or ',', where it is known. Spaces and apostrophes group thousands.
    """
    said = _digits(text, "a number")
    _refuse_words(said, text)
    if _SPACED.fullmatch(said):
        return Decimal(re.sub(r"[^\d+-]", "", said))
    if match := _MARKED.fullmatch(said):
        return _marked(said, match[1], text, decimal)
    if match := _GROUPED_DECIMAL.fullmatch(said):
        if match[1] != match[2] and decimal in (None, match[2]):
            return Decimal(said.replace(match[1], "").replace(",", "."))
    elif _PLAIN.fullmatch(said) and not (decimal == "," and "." in said):
        return Decimal(said)
    elif _COMMA.fullmatch(said) and decimal != ".":
        return Decimal(said.replace(",", "."))
    raise CellError(f"{text[:SHOWN]!r} is not a number")


def _digits(text: str, wanted: str) -> str:
    if len(text) > LONGEST:
        raise CellError(f"{text[:SHOWN]!r} is {len(text):,} characters long, and no {wanted.partition(' ')[2]}")
    return ascii_digits(text.strip()).replace("\u066b", ".").replace("\u2212", "-")


def _refuse_words(said: str, text: str) -> None:
    if said.lower() in _SHEET_ERRORS:
        raise CellError(f"{text!r} is a spreadsheet's error, not a number")
    if said.lower() in _NOT_FINITE:
        raise CellError(f"{text!r} is not a finite number")
    if said[:1] in ("=", "@") or said[:2] in ("+=", "-="):
        raise CellError(f"{text[:SHOWN]!r} is a formula, not a value; paste the value")


def _marked(said: str, mark: str, text: str, decimal: str | None) -> Decimal:
    """Read 1,234 or 1.234 or 1,234,567, where the mark may group thousands or begin the decimals."""
    grouped = said.count(mark) > 1 or said.lstrip("+-").startswith("0") is False
    if decimal is not None:
        return Decimal(said.replace(mark, "") if mark != decimal else said.replace(",", "."))
    if said.count(mark) > 1:
        return Decimal(said.replace(mark, ""))
    if mark == "." or not grouped:
        return Decimal(said.replace(",", "."))
    raise CellError(
        f"{text!r} can be {said.replace(mark, '')} or {said.replace(mark, '.')}; "
        'state the decimal mark (a mapping file with decimal = "," or ".")'
    )


def parse_whole(text: str, decimal: str | None = None) -> int:
    """Return a whole number of at least 0 (12, 1 234, ١٢, 12.0); CellError for anything else."""
    if text.isascii() and text.isdigit() and len(text) < 16:
        return int(text)
    number = parse_decimal(text, decimal)
    if number < 0:
        raise CellError(f"{text!r} is below zero")
    if number != number.to_integral_value():
        raise CellError(f"{text!r} is not a whole number")
    if number > MAX_WHOLE:
        raise CellError(f"{text[:SHOWN]!r} is larger than 2**53 - 1")
    return int(number)


def parse_degrees(text: str, axis: str) -> int:
    """Return a latitude ('lat') or longitude ('lon') in 1e-7 degrees, rounded half to even; CellError out of range.

    Reads decimal degrees with point or comma, a hemisphere letter, and degrees, minutes and seconds.
    """
    limit, letters = (90, "NS") if axis == "lat" else (180, "EW")
    name = "latitude" if axis == "lat" else "longitude"
    said = _digits(text, f"a {name}")
    _refuse_words(said, text)
    sign = 1
    if len(said) > 1 and said[-1].upper() in letters:
        if said[0] in "+-":
            raise CellError(f"{text!r} has both a sign and a hemisphere")
        sign = -1 if said[-1].upper() in "SW" else 1
        said = said[:-1].strip()
    degrees = _degrees(said, text, name) * sign
    if not -limit <= degrees <= limit:
        raise CellError(f"{text!r} is outside {-limit} to {limit} degrees of {name}")
    return int((degrees * 10_000_000).to_integral_value(ROUND_HALF_EVEN))


def _degrees(said: str, text: str, name: str) -> Decimal:
    plain = said.rstrip("°").replace(",", ".")
    if re.fullmatch(r"[+-]?\d{1,3}(?:\.\d{0,30})?", plain, re.ASCII):
        return Decimal(plain)
    match = _DMS.fullmatch(said.lstrip("+-").replace(",", "."))
    if match is None:
        raise CellError(f"{text[:SHOWN]!r} is not a {name} in degrees")
    whole, minutes, seconds = (Decimal(part or 0) for part in match.groups())
    if minutes >= 60 or seconds >= 60:
        raise CellError(f"{text!r} has 60 or more minutes or seconds")
    value = whole + minutes / 60 + seconds / 3600
    return -value if said.startswith("-") else value


def parse_count(text: str, decimal: str | None = None, *, part: bool = False) -> dict[str, int | str]:
    """Return the parts of a `Count` that a cell tells: 12, 20-30, at least 30, 30+, up to 5, dozens.

    With `part`, a number with decimals (64.1 square kilometres) becomes its whole bounds and keeps the words.
    """
    said = text.strip()
    if len(said) > LONGEST:
        raise CellError(f"{said[:SHOWN]!r} is {len(said):,} characters long, and no count")
    if said.lower() in VAGUE:
        return {"vague": said}
    if match := _AT_LEAST.fullmatch(said):
        return {"low": parse_whole(match[1] or match[2], decimal), "vague": said}
    if match := _AT_MOST.fullmatch(said):
        return {"high": parse_whole(match[1], decimal), "vague": said}
    if not said.startswith("-") and (match := _RANGE.fullmatch(said)):
        return {"low": parse_whole(match[1], decimal), "high": parse_whole(match[2], decimal)}
    number = parse_decimal(said, decimal)
    if part and number >= 0 and number != number.to_integral_value():
        return {"low": floor(number), "high": ceil(number), "vague": said}
    whole = parse_whole(said, decimal)
    return {"low": whole, "high": whole}


def parse_flag(text: str) -> bool:
    """Return yes or no; CellError for other words."""
    said = text.strip().lower()
    if said in ("yes", "true", "1", "y"):
        return True
    if said in ("no", "false", "0", "n"):
        return False
    raise CellError(f"{text[:SHOWN]!r} is neither yes nor no")
