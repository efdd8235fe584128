"""How much stands on one page: a record of any size gives a page that a browser opens, and files beside it for the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """Up to how much a report is one page, and how much of a longer one stands on its page.

    Chosen by what they weigh: 500 incidents with their accounts come to about 3 MB of HTML, 200 to about 1 MB; 3,000
    statements to about 1.5 MB. `rows` holds for every other list; a text is cut after `letters` on the page of a long report,
    and a figure names its statements there where they are no more than `named`.
    """

    incidents: int = 500
    statements: int = 5_000
    shown_incidents: int = 200
    shown_accounts: int = 20
    shown_statements: int = 3_000
    rows: int = 300
    years: int = 10
    letters: int = 1_000
    named: int = 12

    def cut(self, text: str) -> str:
        """Return a text as the page of a long report prints it; what is left out of it stands in the ledger."""
        return text if len(text) <= self.letters else text[: self.letters].rstrip() + " …"

    def first(self, rows: Sequence[T]) -> tuple[tuple[T, ...], str]:
        """Return the first rows of a list as the page prints it, and what is said of those that it leaves out."""
        if len(rows) <= self.rows:
            return tuple(rows), ""
        return tuple(rows[: self.rows]), (
            f"The first {self.rows:,} of {len(rows):,} stand here; all are in the tables that an export writes."
        )


USUAL: Final = Bounds()
