"""Linkage: which reports speak of one incident.

Takes: reports with whatever they tell of day, place, type, actors, toll and text, and human judgements on pairs.
Gives: links, the pairs behind them with their evidence, and incidents summed up from their reports.
Promises: reversible, independent of the order of rows, explains each link, obeys judgements.
Never: merges or rewrites a report.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ceasefire.linkage.learning import learn
    from ceasefire.linkage.matching import Linked, link
    from ceasefire.linkage.options import Options, Parameters

_HOME = {"link": "matching", "Linked": "matching", "learn": "learning", "Options": "options", "Parameters": "options"}
__all__ = ["Linked", "Options", "Parameters", "learn", "link"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
