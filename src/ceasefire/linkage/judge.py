"""What people decided between reports, obeyed, carried through chains, and shown where offices disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ceasefire.linkage.prepare import Prepared
from ceasefire.linkage.score import Scored

Array = npt.NDArray[Any]
CONFLICTS = pa.schema([(name, pa.string()) for name in ("a", "b", "says", "office", "against", "against_office", "why")])


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Scored pairs with the judged ones among them; `verdict` is 1 same, -1 different, 0 not decided."""

    scored: Scored
    verdict: Array
    office: pa.Array
    conflicts: pa.Table


def judge(data: Prepared, scored: Scored, judgements: pa.Table | None) -> Judged:
    """Return the pairs with human verdicts laid over them."""
    n = len(scored)
    return Judged(scored=scored, verdict=np.zeros(n, np.int8), office=pa.nulls(n, pa.string()), conflicts=CONFLICTS.empty_table())
