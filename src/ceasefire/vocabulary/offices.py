"""What people call an office: the short label that is printed for the origin of its ledger.

A ledger's origin, `ceasefire/<record>/<party>/<office>`, is its one name. The office's name alone is a label, which
anybody may give to a ledger of their own.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

_NAME: Final = r"([a-z0-9][a-z0-9._-]{0,63})"
_ORIGIN: Final = re.compile(f"ceasefire/{_NAME}/{_NAME}/{_NAME}")
"""As `record.ledger.is_origin`, which this room may not ask; a test holds the two together."""
_BETWEEN: Final = ", "
"""Between origins in one cell of a table, as of the offices that judged a pair."""


def office_labels(origins: Iterable[str]) -> dict[str, str]:
    """Return what people call the office of each origin: its name, or `name (party)` where ledgers share the name.

    Where they share the party too it is the whole origin; one that is not made as an origin is said to be none.
    """
    forms = {origin: _forms(origin) for origin in origins}
    used = Counter(form for some in forms.values() for form in some)
    return {origin: next((form for form in some if used[form] == 1), origin) for origin, some in forms.items()}


def words_of(cell: str, labels: Mapping[str, str]) -> str:
    """Return a cell that holds an origin, or several, as people read it."""
    return _BETWEEN.join(labels.get(origin, origin) for origin in cell.split(_BETWEEN))


def _forms(origin: str) -> tuple[str, ...]:
    """Return what an office may be called, the shortest first; the last is one that no two ledgers share."""
    made = _ORIGIN.fullmatch(origin)
    if made is None:
        return (f"{origin} (not an origin)",)
    _, party, office = made.groups()
    return (office, f"{office} ({party})", origin)
