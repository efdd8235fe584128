"""How pairs are expected to fall on the levels before any learning: shares counted on made worlds whose truth is known.

The file `shares.toml` is made by `bench/linkage/shares.py`, which says on which worlds, by which hands.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from ceasefire.linkage.scoring.fields import FIELDS, Field
from ceasefire.vocabulary.arrays import Floats

FILE: Final = "shares.toml"

STRATA: Final = ("between", "within")
"""Pairs of two sources, and pairs of one source (`fields.WITHIN`): each kind is weighed by tables of its own."""


@dataclass(frozen=True)
class Shares:
    """Shares by field and level, within each circumstance; and true pairs for each report.

    expected, chance: float64 [2, levels] by field, of pairs of one incident and of others near in time and place; the first
    row is of pairs of two sources, the second of pairs of one source
    pairs: float64 [2], true pairs for each report, of two sources and of one
    """

    expected: dict[str, Floats]
    chance: dict[str, Floats]
    pairs: Floats


@cache
def shares() -> Shares:
    """Return the shares that come with the program."""
    return read(Path(__file__).with_name(FILE).read_text(encoding="utf-8"))


def read(text: str) -> Shares:
    """Return the shares that a file tells; raises KeyError or ValueError where it does not name each level of each field."""
    told = tomllib.loads(text)
    tables = {what: {f.name: _rows(told, what, f) for f in FIELDS} for what in ("expected", "chance")}
    return Shares(tables["expected"], tables["chance"], np.array([told[kind]["pairs"] for kind in STRATA], np.float64))


def _rows(told: dict[str, Any], what: str, field: Field) -> Floats:
    rows = [told[kind][what][field.name] for kind in STRATA]
    if any(len(row) != len(field) for row in rows):
        raise ValueError(f"{what} shares of {field.name} are not {len(field)} numbers for each kind of pair")
    return np.array(rows, np.float64)
