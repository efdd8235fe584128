"""Columns of words from numbers: lists of what is missing, and who claims an exemption, as Arrow arrays."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa

from ceasefire.agreements.three_valued import Reason, Reasons
from ceasefire.vocabulary.arrays import Bits, Bytes, Codes, Ints, Levels
from ceasefire.vocabulary.missing import MISSING
from ceasefire.vocabulary.tables import schema

Numbers = Ints | Codes | Levels | Bits | Bytes
"""Numbers into a short list, of whatever width."""
_BITS: Final = tuple(1 << i for i in range(len(MISSING)))


def table(name: str, arrays: dict[str, Any]) -> "pa.Table":
    """Return a table of the vocabulary from its columns by name."""
    return pa.table([arrays[n] for n in schema(name).names], schema=schema(name))


def take(values: Sequence[Any], which: Numbers, kind: "pa.DataType | None" = None) -> "pa.Array":
    """Return the values of these numbers, as text unless another type is given."""
    return pa.array(values, kind or pa.string()).take(pa.array(which))


def missing_lists(bits: Bits) -> "pa.Array":
    """Return the names of what each row misses, given as bits of MISSING."""
    found, which = distinct(bits, 1 << len(MISSING))
    names = [[m for m, b in zip(MISSING, _BITS, strict=True) if int(f) & b] for f in found]
    return take(names, which, pa.list_(pa.string()))


def distinct(codes: Numbers, size: int) -> tuple[Ints, Ints]:
    """Return the distinct codes below `size` and each row's number among them; no sorting, as codes are small."""
    used = np.zeros(size, bool)
    used[codes] = True
    return np.flatnonzero(used), (np.cumsum(used) - 1)[codes]


class Claims:
    """Who asserts an exemption, on what basis, who disputes it: nothing where nobody does."""

    def __init__(self, reasons: Reasons, codes: Codes) -> None:
        """Take the reason code of each row, -1 where there is none."""
        found, which = distinct(codes + 1, len(reasons.known) + 1)
        self._reasons = [reasons.known[c - 1] if c else None for c in found.tolist()]
        self._which = which

    def columns(self) -> dict[str, Any]:
        """Return the columns `asserted_by`, `basis` and `disputed_by`."""
        names = pa.list_(pa.string())
        return {
            "asserted_by": take([list(r.asserted_by) if r else [] for r in self._reasons], self._which, names),
            "basis": take([r.basis if r else None for r in self._reasons], self._which),
            "disputed_by": take([list(r.disputed_by) if r else [] for r in self._reasons], self._which, names),
        }

    def words(self) -> "pa.Array":
        """Return each claim in words; null where there is none."""
        return take([_claim(r) if r and r.asserted_by else None for r in self._reasons], self._which)


def _claim(reason: Reason) -> str:
    words = f"exemption claimed by {', '.join(reason.asserted_by)}, on the ground: {reason.basis}"
    return f"{words}; disputed by {', '.join(reason.disputed_by)}" if reason.disputed_by else words
