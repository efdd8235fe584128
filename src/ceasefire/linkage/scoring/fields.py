"""What is compared: each field's levels, in words, and how pairs are expected to fall on them before any learning.

A level belongs to a circumstance (`given`); bits are learnt within a circumstance, so that a missing value, which is
the only level of its circumstance, is no evidence either way (Fellegi and Sunter 1969, JASA 64:1183-1210).
"""

from __future__ import annotations

from dataclasses import dataclass

# Where the numbers of this module come from: every share and scale was set by hand, with the 257 hand-coded reports of
# Syria 2017-2018 whose incident is known in view, so that figures on those reports flatter a little
# (docs/explanation/linkage.md). They only start the learning: expected shares count as `learning.unsupervised.SEEN` pairs,
# those by chance as `CHANCE_SEEN`. None was measured apart, nor how far results hang on the start.

CODES = {"type": 30, "actor": 60, "target": 60, "source": 16}
"""How many of the commonest values of each column get a table of pairs of their own, which learns other names for one actor
and sources that lag; one less than this, as code 0 is "not stated or not listed". A table has the square of this many
cells, times the levels of its field where that is another. Chosen by hand; not measured."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """The levels of one comparison.

    `words` says each level in words; `given` numbers the circumstance of each. Within a circumstance `expected` is the
    share of pairs of one incident on each level, `chance` that of other pairs near in time and place; each adds up to
    about 1, and learning evens it out. `scale` says how far the learnt bits are trusted beside other fields, 1 in full:
    fields that repeat what others say get less. `refine` names the column of `CODES` whose pairs of values are weighed
    one by one.
    """

    name: str
    words: tuple[str, ...]
    given: tuple[int, ...]
    expected: tuple[float, ...]
    chance: tuple[float, ...]
    scale: float = 1.0
    refine: str = ""

    def __len__(self) -> int:
        return len(self.words)

    @property
    def cells(self) -> int:
        """How many cells the table of value pairs of a refined field has, cell 0 included."""
        side = CODES[self.refine] ** 2
        return side if self.refine == self.name else side * len(self)


_KM = (
    "within 1 km",
    "1-3 km apart",
    "3-8 km apart",
    "8-20 km apart",
    "20-50 km apart",
    "50-120 km apart",
    "over 120 km apart",
)
_COARSE = ("both places exact", "a place within 25 km", "a district", "a governorate or coarser")
# Rows: the coarser of the two places, as in _COARSE; columns: distance, as in _KM.
_WHERE = (
    (0.66, 0.12, 0.10, 0.07, 0.04, 0.008, 0.002),
    (0.42, 0.10, 0.14, 0.18, 0.12, 0.03, 0.01),
    (0.22, 0.06, 0.09, 0.20, 0.28, 0.13, 0.02),
    (0.13, 0.03, 0.05, 0.10, 0.27, 0.32, 0.10),
)
_BY_CHANCE = (
    (0.22, 0.07, 0.08, 0.17, 0.42, 0.03, 0.01),
    (0.08, 0.03, 0.10, 0.31, 0.46, 0.01, 0.01),
    (0.05, 0.03, 0.08, 0.13, 0.24, 0.46, 0.01),
    (0.02, 0.01, 0.02, 0.10, 0.10, 0.20, 0.55),
)
_NAME = (
    "names unlike",
    "names a little alike",
    "names alike or a common word shared",
    "a telling word shared",
    "one name within the other",
    "same name",
)
# Rows: distance of the points, as in _NEAR; columns: likeness of the names, as in _NAME.
_NAMES = (
    (0.06, 0.03, 0.05, 0.06, 0.10, 0.70),
    (0.45, 0.10, 0.12, 0.10, 0.10, 0.13),
    (0.07, 0.04, 0.06, 0.08, 0.12, 0.63),
)
_NAMES_BY_CHANCE = (
    (0.15, 0.02, 0.08, 0.02, 0.03, 0.70),
    (0.82, 0.06, 0.04, 0.01, 0.02, 0.05),
    (0.75, 0.05, 0.08, 0.02, 0.02, 0.08),
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
    "over three times as many",
    "told otherwise",
    "close",
    "both none",
    "same, 1 or 2",
    "same, 3 to 9",
    "same, 10 or more",
)
# Columns: as in _TOLL, for deaths and injuries alike.
_TOLLS_BY_CHANCE = (0.28, 0.42, 0.09, 0.08, 0.10, 0.02, 0.01)
_TOLLS = (0.07, 0.22, 0.22, 0.10, 0.12, 0.15, 0.12)

FIELDS: tuple[Field, ...] = (
    Field(
        name="when",
        words=(
            "same single day",
            "short windows overlap",
            "long windows overlap",
            "a day apart",
            "two days apart",
            "further apart",
        ),
        given=(0,) * 6,
        expected=(0.70, 0.13, 0.08, 0.065, 0.02, 0.005),
        chance=(0.20, 0.08, 0.08, 0.35, 0.28, 0.01),
        refine="source",
    ),
    Field(
        name="where",
        words=(*(f"{km}, {how}" for how in _COARSE for km in _KM), "distance not known"),
        given=(*(k for k in range(4) for _ in _KM), 4),
        expected=(*(p for row in _WHERE for p in row), 1.0),
        chance=(*(p for row in _BY_CHANCE for p in row), 1.0),
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
        expected=(*(p for row in _NAMES for p in row), 1.0, 0.6, 0.4),
        chance=(*(p for row in _NAMES_BY_CHANCE for p in row), 1.0, 0.98, 0.02),
        scale=0.8,
    ),
    Field(
        name="admin",
        words=(*(f"{what} ({how})" for how in ("points known", "no points") for what in _UNITS), "unit not told"),
        given=(0,) * 5 + (1,) * 5 + (2,),
        expected=(0.05, 0.07, 0.4, 0.2, 0.28) * 2 + (1.0,),
        chance=(0.30, 0.15, 0.45, 0.06, 0.04) * 2 + (1.0,),
        scale=0.5,
    ),
    Field(
        name="type",
        words=("other types", "same type", "type not told"),
        given=(0, 0, 1),
        expected=(0.16, 0.84, 1.0),
        chance=(0.75, 0.25, 1.0),
        scale=0.9,
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
        expected=(0.20, 0.03, 0.18, 0.42, 0.17, 1.0),
        chance=(0.56, 0.01, 0.13, 0.28, 0.02, 1.0),
        scale=0.8,
        refine="actor",
    ),
    Field(
        name="target",
        words=("other targets", "targets overlap", "same target", "same rare target", "target not told"),
        given=(0,) * 4 + (1,),
        expected=(0.16, 0.25, 0.37, 0.22, 1.0),
        chance=(0.58, 0.12, 0.28, 0.02, 1.0),
        scale=0.7,
        refine="target",
    ),
    Field(
        name="killed",
        words=(*(f"killed: {w}" for w in _TOLL), "deaths not told"),
        given=(0,) * 7 + (1,),
        expected=(*_TOLLS, 1.0),
        chance=(*_TOLLS_BY_CHANCE, 1.0),
        scale=0.9,
    ),
    Field(
        name="injured",
        words=(*(f"injured: {w}" for w in _TOLL), "injured not told"),
        given=(0,) * 7 + (1,),
        expected=(*_TOLLS, 1.0),
        chance=(*_TOLLS_BY_CHANCE, 1.0),
        scale=0.8,
    ),
    Field(
        name="detail",
        words=("other counts of civilians or children", "same count of civilians or children", "not told"),
        given=(0, 0, 1),
        expected=(0.55, 0.45, 1.0),
        chance=(0.85, 0.15, 1.0),
        scale=0.5,
    ),
    Field(
        name="weapon",
        words=("other weapons", "weapon words shared", "same weapon", "weapon not told"),
        given=(0, 0, 0, 1),
        expected=(0.42, 0.35, 0.23, 1.0),
        chance=(0.68, 0.28, 0.04, 1.0),
        scale=0.7,
    ),
    Field(
        name="text",
        words=(
            "no word shared",
            "hardly a word shared",
            "some words shared",
            "telling words shared",
            "many telling words shared",
            "nearly one text",
            "no text",
        ),
        given=(0,) * 6 + (1,),
        expected=(0.16, 0.15, 0.28, 0.21, 0.14, 0.06, 1.0),
        chance=(0.48, 0.33, 0.13, 0.04, 0.015, 0.005, 1.0),
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
        given=(0,) * 5,
        expected=(0.80, 0.04, 0.12, 0.02, 0.02),
        chance=(0.78, 0.01, 0.04, 0.14, 0.03),
    ),
)
SAME_SOURCE = 3
"""Level of `source` from which one source may report one incident twice with no other outlet to show for it."""

BY_NAME = {field.name: field for field in FIELDS}
