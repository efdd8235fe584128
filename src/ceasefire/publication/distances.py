"""Distances in the words of pairs: told in no finer step than the cells in which the places are published."""

import re
from typing import TYPE_CHECKING, Final

from ceasefire.linkage.scoring.fields import COARSE, KM, KM_EDGES
from ceasefire.publication.cells import SENSITIVE_FACTOR

if TYPE_CHECKING:
    import pyarrow as pa

NEAR: Final = r" \(places (?:near|apart)\)"
"""What the comparison of names says of the distance, at 5 km."""
NEAR_KM: Final = 5


def in_steps(pairs: "pa.Table", protected: set[str], cell_km: float) -> "pa.Table":
    """Return the pairs with distances in steps of the cells; the wide ones where a report speaks of a protected site."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names = pa.array(sorted(protected), pa.string())
    wide = pc.or_(pc.is_in(pairs["a"], value_set=names), pc.is_in(pairs["b"], value_set=names))
    words = pc.if_else(wide, _stepped(pairs["words"], cell_km * SENSITIVE_FACTOR), _stepped(pairs["words"], cell_km))
    return pairs.set_column(pairs.column_names.index("words"), pairs.schema.field("words"), words)


def _stepped(words: "pa.ChunkedArray", side: float) -> "pa.ChunkedArray":
    import pyarrow.compute as pc

    finer = "|".join(re.escape(phrase) for phrase in finer_than(side))
    cells = f"in one cell or neighbouring cells of about {side:g} km"
    if finer:
        words = pc.replace_substring_regex(words, f"(?:{finer})(?:, {COARSE[0]})?", cells)
    return pc.replace_substring_regex(words, NEAR, "") if side > NEAR_KM else words


def finer_than(side: float) -> tuple[str, ...]:
    """Return the phrases of a distance below two cells: the centres of one cell and of its neighbours lie so far apart."""
    return tuple(phrase for phrase, upper in zip(KM, KM_EDGES, strict=False) if upper <= 2 * side)
