"""What is compared: each field's levels, in words, and the order in which they speak for one incident.

A level belongs to a circumstance (`given`); bits are learnt within a circumstance, so that a missing value, which is
the only level of its circumstance, is no evidence either way (Fellegi and Sunter 1969, JASA 64:1183-1210). How pairs are
expected to fall on the levels before any learning stands in `shares`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ceasefire.vocabulary.arrays import Bytes, Ints

CODES = {"type": 30, "actor": 60, "target": 60, "source": 16}
"""How many of the commonest values of each column get a table of pairs of their own, which learns other names for one actor
and sources that lag; one less than this, as code 0 is "not stated or not listed". A table has the square of this many
cells, times the levels of its field where that is another. Chosen by hand; not measured."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """The levels of one comparison.

    `words` says each level in words; `given` numbers the circumstance of each. `rising` are runs of levels, each from the
    one that speaks least for one incident to the one that speaks most: bits never fall along a run, whatever is learnt.
    At the levels `agreeing`, which are the upper ends of their runs, the two reports have something in common: bits there
    are never below 0, however common it is in the reports that were learnt from.
    `scale` says how far the learnt bits are trusted beside other fields, 1 in full: fields that repeat what others say get
    less. `refine` names the column of `CODES` whose pairs of values are weighed one by one.
    """

    name: str
    words: tuple[str, ...]
    given: tuple[int, ...]
    rising: tuple[tuple[int, ...], ...]
    agreeing: tuple[int, ...] = ()
    scale: float = 1.0
    refine: str = ""

    def __len__(self) -> int:
        return len(self.words)

    @property
    def cells(self) -> int:
        """How many cells the table of value pairs of a refined field has, cell 0 included."""
        side = CODES[self.refine] ** 2
        return side if self.refine == self.name else side * len(self)


KM = (
    "within 300 m",
    "300 m to 1 km apart",
    "1-3 km apart",
    "3-8 km apart",
    "8-20 km apart",
    "20-50 km apart",
    "50-120 km apart",
    "over 120 km apart",
)
"""Levels of distance."""

KM_EDGES = (0.3, 1, 3, 8, 20, 50, 120)
"""Kilometres at which the next level of `KM` begins: one fewer than there are levels. Chosen by hand; not measured apart."""

COARSE = ("both places exact", "a place within 25 km", "a district", "a governorate or coarser")
"""The coarser of two places, by its class."""

_FROM_FAR = tuple(tuple(len(KM) * k + step for step in reversed(range(len(KM)))) for k in range(len(COARSE)))
# Near one another a coarse place says less than an exact one, far apart it speaks less against.
_NEAR_FINER = tuple(tuple(len(KM) * k + step for k in reversed(range(len(COARSE)))) for step in range(3))
_FAR_COARSER = tuple(tuple(len(KM) * k + step for k in range(len(COARSE))) for step in range(4, len(KM)))
_NAME = (
    "names unlike",
    "names a little alike",
    "names alike or a common word shared",
    "a telling word shared",
    "one name within the other",
    "same name",
)
_NEAR = ("places near", "places apart", "no distance")
_UNITS = (
    "other governorate",
    "same governorate, other district",
    "same governorate",
    "same district",
    "same sub-district",
)
_TOLL = (
    "over ten times as many",
    "four to ten times as many",
    "twice to four times as many",
    "told otherwise",
    "close",
    "both none",
    "same, 1 or 2",
    "same, 3 to 9",
    "same, 10 or more",
)
_TOLLS_RISING = ((0, 1, 2, 3, 4, 6, 7, 8), (0, 1, 2, 3, 5))
# The scales are rounded from logistic regressions on the pairs of the made worlds of bench/linkage, each world left out in
# turn (bench/linkage/README.md): names and units of places repeat what the distance says.

FIELDS: tuple[Field, ...] = (
    Field(
        name="when",
        words=(
            "same day",
            "short windows overlap",
            "long or unknown windows overlap",
            "a day apart",
            "two days apart",
            "further apart",
            "same hour",
            "one to three hours apart",
            "three to eight hours apart",
            "eight to 24 hours apart",
            "hours told, over a day apart",
        ),
        given=(0,) * 6 + (1,) * 5,
        rising=((5, 4, 3, 0), (5, 4, 3, 1), (5, 4, 3, 2), (10, 9, 8, 7, 6)),
        scale=0.9,
        refine="source",
    ),
    Field(
        name="where",
        words=(*(f"{km}, {how}" for how in COARSE for km in KM), "distance not known"),
        given=(*(k for k in range(len(COARSE)) for _ in KM), len(COARSE)),
        rising=(*_FROM_FAR, *_NEAR_FINER, *_FAR_COARSER),
        scale=0.8,
    ),
    Field(
        name="place",
        words=(
            *(f"{name} ({near})" for near in _NEAR for name in _NAME),
            "place not named",
            "place of one not in the other's text",
            "place of one named in the other's text",
        ),
        given=(*(k for k in range(3) for _ in _NAME), 3, 4, 4),
        rising=(*(tuple(range(6 * k, 6 * k + 6)) for k in range(3)), (19, 20)),
        scale=0.8,
    ),
    Field(
        name="admin",
        words=(*(f"{what} ({how})" for how in ("points known", "no points") for what in _UNITS), "unit not told"),
        given=(0,) * 5 + (1,) * 5 + (2,),
        rising=((0, 1, 2, 3, 4), (5, 6, 7, 8, 9)),
        scale=0.5,
    ),
    Field(
        name="type",
        words=("other types", "types that can be one", "same type", "type not told"),
        given=(0, 0, 0, 1),
        rising=((0, 1, 2),),
        scale=0.75,
        refine="type",
    ),
    Field(
        name="actor",
        words=(
            "other actors alleged",
            "the one's target is the other's actor",
            "alleged actors overlap",
            "same actor alleged",
            "same rare actor alleged",
            "actor not told",
        ),
        given=(0,) * 5 + (1,),
        rising=((0, 2, 3, 4), (0, 1)),
        scale=0.9,
        refine="actor",
    ),
    Field(
        name="target",
        words=("other targets", "targets overlap", "same target", "same rare target", "target not told"),
        given=(0,) * 4 + (1,),
        rising=((0, 1, 2, 3),),
        scale=0.8,
        refine="target",
    ),
    Field(
        name="killed",
        words=(*(f"killed: {w}" for w in _TOLL), "deaths not told"),
        given=(0,) * 9 + (1,),
        rising=_TOLLS_RISING,
        scale=0.9,
    ),
    Field(
        name="injured",
        words=(*(f"injured: {w}" for w in _TOLL), "injured not told"),
        given=(0,) * 9 + (1,),
        rising=_TOLLS_RISING,
        scale=0.8,
    ),
    Field(
        name="detail",
        words=("other counts of civilians or children", "same count of civilians or children", "not told"),
        given=(0, 0, 1),
        rising=((0, 1),),
        scale=0.5,
    ),
    Field(
        name="weapon",
        words=("other weapons", "weapon words shared", "same weapon", "weapon not told"),
        given=(0, 0, 0, 1),
        rising=((0, 1, 2),),
        scale=0.7,
    ),
    Field(
        name="text",
        words=(
            "none of the rarer words shared",
            "only common words shared",
            "some words shared",
            "telling words shared",
            "many telling words shared",
            "four telling words or more shared",
            "no text, or too short to tell",
        ),
        given=(0,) * 6 + (1,),
        rising=((0, 1, 2, 3, 4, 5),),
        agreeing=(1, 2, 3, 4, 5),
        scale=0.8,
    ),
    Field(
        name="source",
        words=(
            "different sources",
            "different sources in one text",
            "same source in another outlet",
            "same source again",
            "same source in one text",
        ),
        given=(0, 0, 1, 1, 1),
        rising=((3, 2), (4, 2)),
    ),
)
WITHIN = 2
"""Level of `source` from which a pair is of one source. Such a pair is weighed by tables of its own: what two reports of
one source share by habit (its types, its places, its way to write) is no evidence of one incident."""


def stratum_of(source: Bytes) -> Ints:
    """Return the row of the tables of each pair by its level of `source`: 1 for a pair of one source, else 0; int64 [pairs]."""
    return np.asarray((source >= WITHIN).astype(np.int64))


SAME_SOURCE = 3
"""Level of `source` from which one source may report one incident twice with no other outlet to show for it."""

BY_NAME = {field.name: field for field in FIELDS}
