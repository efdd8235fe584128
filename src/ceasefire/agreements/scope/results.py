"""The whole from the five elements: out of scope, undetermined, exemption asserted or in scope."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from ceasefire.agreements.scope.code_columns import CodeColumns
from ceasefire.agreements.three_valued import Reasons, State
from ceasefire.vocabulary.arrays import Bits, Bytes, Codes, Levels
from ceasefire.vocabulary.scope import ScopeResult

OUT, OPEN, ASSERTED, IN = range(4)
RESULTS: Final = (
    ScopeResult.OUT_OF_SCOPE,
    ScopeResult.UNDETERMINED,
    ScopeResult.EXEMPTION_ASSERTED,
    ScopeResult.IN_SCOPE,
)
"""Results by their number, weakest first: of several provisions the highest number decides."""


class Elements(NamedTuple):
    """The five elements of one provision, as numbers of arrays of reason codes; equal numbers mean the same array."""

    where: int
    when: int
    who: int
    what: int
    exempt: int


ELEMENTS: Final = Elements._fields
_BITS: Final = 3
"""Bits of one element's State in an index; the five take 15, and bit 15 says that the exemption is asserted."""
_ASSERTED_BIT: Final = _BITS * len(ELEMENTS)


class ResultTable:
    """Looks up the whole by every combination of the five answers.

    A no of where, when, who or what, or an excepted area, puts it out of scope. Else an open one of these four leaves
    it open. Else an asserted exemption is shown as such, an open one leaves it open, and what remains is in scope.
    """

    def __init__(self, reasons: Reasons, codes: CodeColumns | Sequence[Codes]) -> None:
        """Prepare for arrays of reason codes, int32 [n] each; `reasons` must hold all of them by now."""
        self._codes = codes
        self._missing_of = reasons.missing()
        states = reasons.states().astype(np.int32)
        self._index_of = [states << _BITS * e for e in range(len(ELEMENTS))]
        self._index_of[-1] += reasons.asserted().astype(np.int32) << _ASSERTED_BIT
        self._indexes: dict[tuple[int, int], Codes] = {}
        self._missing: dict[int, Bits] = {}

    def weigh(self, elements: Elements) -> tuple[Levels, Bits, Bytes]:
        """Return result (number in RESULTS), missing (bits of MISSING) and refused (bits of ELEMENTS), each [n]."""
        where, when, who, what, exempt = (self._index(e, k) for e, k in enumerate(elements))
        index = where + when + who + what + exempt
        result = _RESULT[index]
        where_m, when_m, who_m, what_m, exempt_m = map(self._missing_in, elements)
        missing = where_m | when_m | who_m | what_m | exempt_m
        missing[result != OPEN] = 0
        return result, missing, _REFUSED[index]

    def _index(self, element: int, number: int) -> Codes:
        """Return an element's part of the index; provisions that share an array share the look-up."""
        if (element, number) not in self._indexes:
            self._indexes[element, number] = self._index_of[element][self._codes[number]]
        return self._indexes[element, number]

    def _missing_in(self, number: int) -> Bits:
        if number not in self._missing:
            self._missing[number] = self._missing_of[self._codes[number]]
        return self._missing[number]


def _tabled() -> tuple[Levels, Bytes]:
    index = np.arange(1 << _ASSERTED_BIT + 1)
    where, when, who, what, exempt = ((index >> _BITS * e) & 7 for e in range(len(ELEMENTS)))
    four, asserted = where | when | who | what, (index >> _ASSERTED_BIT).astype(bool)
    area = (exempt == State.YES) & ~asserted
    result = np.full(len(index), IN, np.int8)
    result[exempt == State.UNDETERMINED] = OPEN
    result[exempt == State.YES] = ASSERTED
    result[(four & State.UNDETERMINED) != 0] = OPEN
    result[((four & State.NO) != 0) | area] = OUT
    refused = area.astype(np.uint8) << 4
    for bit, state in enumerate((where, when, who, what)):
        refused |= (state == State.NO).astype(np.uint8) << bit
    refused[result != OUT] = 0
    return result, refused


_RESULT, _REFUSED = _tabled()
