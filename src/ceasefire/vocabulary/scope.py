"""What the scope test says of an incident, and the word it is shown by in every room."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final


class ScopeResult(StrEnum):
    """The result of an incident's test against the agreements, strongest first.

    NOT_TESTED stands in no table: an incident without a row in `scope` has it, because the record holds no agreement.
    """

    IN_SCOPE = "in_scope"
    EXEMPTION_ASSERTED = "exemption_asserted"
    UNDETERMINED = "undetermined"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_TESTED = "not_tested"


TESTED: Final = tuple(r for r in ScopeResult if r is not ScopeResult.NOT_TESTED)
"""The results that a test can have: the values of the column `result` of the tables `hits` and `scope`."""


def scope_result(row: Mapping[str, Any] | None) -> ScopeResult:
    """Return the result in an incident's row of the table `scope`; without a row, or without a result, NOT_TESTED.

    A result that this version does not know is UNDETERMINED: the incident was tested, and nobody here can say more.
    """
    value = row.get("result") if row else None
    if value is None:
        return ScopeResult.NOT_TESTED
    return ScopeResult(value) if value in TESTED else ScopeResult.UNDETERMINED


def result_words(result: str) -> str:
    """Return a scope result in words: `in scope`, `not tested`."""
    return ScopeResult(result).value.replace("_", " ")


def shown_results(found: "set[ScopeResult]") -> tuple[ScopeResult, ...]:
    """Return the results that a table or legend shows, given those found: all of TESTED, and NOT_TESTED where it occurs.

    Where nothing was tested, only NOT_TESTED: columns of a test that was never made would be empty.
    """
    if ScopeResult.NOT_TESTED not in found:
        return TESTED
    return (ScopeResult.NOT_TESTED,) if len(found) == 1 else (*TESTED, ScopeResult.NOT_TESTED)
