"""Texts that a spreadsheet would run: how they begin, the apostrophe that stops it, and its removal."""

import unicodedata
from typing import Final

SIGNS: Final = "=+-@\t\r\n\u2212\u207a\u207b\u207c\u208a\u208b\u208c\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
"""How a text must begin for some spreadsheet to run it: the signs of OWASP's advice on CSV injection, and the forms that
compatibility turns into them: minus, raised, lowered, small and full-width."""
SKIPPED: Final = "'\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\ufe00-\ufe0f"
"""Characters that show nothing, beside spaces and controls, as a class of a regular expression; and the apostrophe, so that
one of the text's own is told from one set here."""
RUNS: Final = rf"^[\pZ\p{{Cc}}\p{{Cf}}{SKIPPED}]*[{SIGNS.replace('-', '')}-]"
"""The same as `may_run` as a regular expression (RE2), for a column at once."""
_SKIPPED: Final = frozenset(SKIPPED.replace("\ufe00-\ufe0f", "")) | {chr(n) for n in range(0xFE00, 0xFE10)}
_BLANK: Final = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf"))


def may_run(text: str) -> bool:
    """Tell whether some spreadsheet may run a text: what shows first is a sign, after whatever shows nothing."""
    for mark in text:
        if mark in SIGNS:
            return True
        if mark not in _SKIPPED and unicodedata.category(mark) not in _BLANK:
            return False
    return False


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs: an apostrophe before what may run, nothing else changed."""
    return f"'{text}" if may_run(text) else text
