"""The learnt set that comes with the program, under which links are computed until somebody files one."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from ceasefire.linkage.options import Parameters
from ceasefire.linkage.pinned.limits import fitting

FILE: Final = "prior.toml"


@cache
def prior() -> Parameters:
    """Return the shipped set: fitted on the pairs of made worlds, without words or names (`bench/linkage/prior.py`).

    It knows no common word and no other name of anybody, so it links less well than a set learnt from the record's own
    reports: by how much stands in `bench/linkage/README.md`. Raises ValueError where its file was damaged.
    """
    text = Path(__file__).with_name(FILE).read_text(encoding="utf-8")
    return fitting(msgspec.convert(tomllib.loads(text), Parameters))


def digest(parameters: Parameters) -> str:
    """Return the SHA-256 of a set as JSON, in hexadecimal: equal sets have equal digests."""
    return hashlib.sha256(parameters.to_json()).hexdigest()
