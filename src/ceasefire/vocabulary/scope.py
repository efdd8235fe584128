"""What the scope test says of an incident, and the word it is shown by in every room."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from ceasefire.vocabulary.wording import spaced


class ScopeResult(StrEnum):
    """The result of an incident's test against the agreements, strongest first.

    NO_ACT is of an incident alone, never of one provision: what was done is aid delivered or people evacuated, and no
    clause that is tested speaks of such acts; such an incident is counted apart from those out of scope. NOT_TESTED stands in
    no table: an incident without a row in `scope` has it, because the record holds no agreement.
    """

    IN_SCOPE = "in_scope"
    EXEMPTION_ASSERTED = "exemption_asserted"
    UNDETERMINED = "undetermined"
    OUT_OF_SCOPE = "out_of_scope"
    NO_ACT = "no_act"
    NOT_TESTED = "not_tested"


TESTED: Final = tuple(r for r in ScopeResult if r not in (ScopeResult.NO_ACT, ScopeResult.NOT_TESTED))
"""The results that a test against one provision can have, strongest first: the column `result` of the table `hits`."""
OF_INCIDENTS: Final = (*TESTED, ScopeResult.NO_ACT)
"""The results that an incident which was tested can have: the column `result` of the table `scope`."""
_WORDS: Final = {ScopeResult.NO_ACT: "aid or evacuation"}


def scope_result(row: Mapping[str, Any] | None) -> ScopeResult:
    """Return the result in an incident's row of the table `scope`; without a row, or without a result, NOT_TESTED.

    A result that this version does not know is UNDETERMINED: the incident was tested, and nobody here can say more.
    """
    value = row.get("result") if row else None
    if value is None:
        return ScopeResult.NOT_TESTED
    return ScopeResult(value) if value in OF_INCIDENTS else ScopeResult.UNDETERMINED


def result_words(result: str) -> str:
    """Return a scope result in words: `in scope`, `aid or evacuation`, `not tested`."""
    one = ScopeResult(result)
    return _WORDS.get(one, spaced(one.value))


def shown_results(found: "set[ScopeResult]") -> tuple[ScopeResult, ...]:
    """Return the results that a table or legend shows, given those found: all of TESTED, and any other where it occurs.

    Where nothing was tested, only NOT_TESTED: columns of a test that was never made would be empty.
    """
    if found == {ScopeResult.NOT_TESTED}:
        return (ScopeResult.NOT_TESTED,)
    return tuple(r for r in ScopeResult if r in TESTED or r in found)
