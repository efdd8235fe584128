"""Which statements name reports by a label or an id, and in which fields."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ceasefire.vocabulary.labels import WHOLE_ID
from ceasefire.vocabulary.tables_stated import TABLE_OF

NAMES_REPORTS: Final[Mapping[str, tuple[str, ...]]] = {
    "positions": ("about", "evidence"),
    "remedies": ("about",),
    "judgements": ("a", "b"),
    "findings": ("about",),
    "complaints": ("about",),
    "duty_reports": ("about",),
}
"""Columns that name reports, by table; the fields of the bodies have the same names."""


def names_of_reports(kind: str, body: Mapping[str, Any]) -> list[str]:
    """Return the names, other than ids, by which a body of a statement names reports."""
    fields = NAMES_REPORTS.get(TABLE_OF.get(kind, ""), ())
    told = [name for field in fields for name in listed(body.get(field) or ())]
    return [name for name in told if not WHOLE_ID.fullmatch(name)]


def listed(held: str | Sequence[str]) -> Sequence[str]:
    """Return what a field of one name or several names."""
    return (held,) if isinstance(held, str) else held
