"""Made worlds by hands that have not seen the matcher: reports as sources really give them, with the truth beside them.

One module a world, each with `make(reports, seed)`; `WORLDS` names them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final

import pyarrow as pa

WORLDS: Final = ("front", "city", "wide", "casebooks")
"""A front with artillery; a city with sniping and raids; a wide country with bandits; two lists after real marginals."""


@dataclass(frozen=True)
class Made:
    """Reports and what is true of them.

    `reports`: a table with columns of the table `reports`; `truth`: the number of each report's incident, in the order of
    the rows; `parts`: pairs (part, whole) of report ids: the whole sums several incidents, the part tells one of these.
    """

    reports: pa.Table
    truth: tuple[int, ...]
    parts: tuple[tuple[str, str], ...] = ()


def maker(world: str) -> Callable[[int, int], Made]:
    """Return what makes a world from a number of reports and a seed; raises ModuleNotFoundError for an unknown name."""
    make: Callable[[int, int], Made] = import_module(f"{__name__}.{world}").make
    return make
