"""References by label: a file coded by hand names a report or remedy by its own label, the tables name it by id.

A label of the same ledger comes first, then one that only one ledger of the record uses. A name that is neither id nor
such a label stays as it is: it may be a statement that has not arrived here yet.
"""

from collections.abc import Iterable, Mapping, Sequence

from ceasefire.projection.statement_rows import Row, Said

Placed = tuple[Said, Row]
"""A statement with the row that it fills."""


class Labels:
    """Which statement a label means, seen from a ledger."""

    def __init__(self, statements: Iterable[tuple[str, str, str | None]]) -> None:
        """Take (id, ledger, label) in ledger order; of one ledger's statements under one label the last is meant."""
        self._own: dict[tuple[str, str], str] = {}
        self._any: dict[str, dict[str, str]] = {}
        for statement, ledger, label in statements:
            if label is not None:
                self._own[ledger, label] = statement
                self._any.setdefault(label, {})[ledger] = statement

    def id(self, name: str, ledger: str) -> str:
        """Return the id that a name means, or the name itself."""
        own = self._own.get((ledger, name))
        if own is not None:
            return own
        found = self._any.get(name, {})
        return next(iter(found.values())) if len(found) == 1 else name


NAMES_REPORTS = {"positions": ("about", "evidence"), "remedies": ("about",), "judgements": ("a", "b")}
"""Columns that name reports, by table."""


def resolve(placed: Mapping[str, Sequence[Placed]], reports: Iterable[tuple[str, str, str | None]]) -> None:
    """Put ids where positions, remedies and judgements name reports by label, in place."""
    if not any(placed[table] for table in NAMES_REPORTS):
        return
    labels = Labels(reports)
    for table, columns in NAMES_REPORTS.items():
        for said, row in placed[table]:
            for column in columns:
                held = row[column]
                row[column] = (
                    labels.id(held, said.office)
                    if isinstance(held, str)
                    else [labels.id(name, said.office) for name in held]
                )
