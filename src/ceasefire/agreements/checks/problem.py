"""One thing to look at in a coded agreement: how much it weighs, where it stands, and what it is, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ceasefire.agreements.language.files.loading import Step

Weight = Literal["error", "warning", "note"]
Path = tuple[Step, ...]
Finding = tuple[Weight, Path, str, str]
"""Weight, path in the instrument, rule, and words."""
Findings = Iterator[Finding]


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing to look at: an error cannot be meant, a warning is likely a slip, a note is open by the text itself."""

    weight: Weight
    instrument: str
    path: str
    rule: str
    words: str
    file: str = ""
    line: int = 0
    column: int = 0
    clause: str = ""
    """Id of the provision or case in which it stands; empty where in none."""

    def __str__(self) -> str:
        at = f"{self.file}:{self.line}:{self.column}: " if self.line else f"{self.file or self.instrument}: "
        where = (f" at {self.path}" if self.path else "") + (f" ({self.clause})" if self.clause else "")
        return f"{at if at != ': ' else ''}{self.weight}: {self.words}{where} [{self.rule}]"
