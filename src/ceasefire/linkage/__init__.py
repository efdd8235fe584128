"""Linkage: which reports speak of one incident.

Takes: reports with whatever they state of day, place, type, actors, toll and text, and human judgements on pairs.
Gives: links, the pairs behind them with their evidence, and incidents summed up from their reports.
Promises: reversible, independent of the order of rows, explains each link, obeys judgements.
Never: merges or rewrites a report.

Each line imports only from lines above it:

| module | idea |
|---|---|
| `membership`, `naming`, `sources` | which reports an incident has, what it is called, who speaks of it; read from finished links |
| `options` | what a caller may set, and what was learnt |
| `features/` | reports turned once into arrays |
| `scoring/` | pairs near in time and place, compared and weighed |
| `grouping/` | pairs to incidents, under judgements and the competition of one source's reports |
| `learning/` | weights from the reports themselves, and from judged pairs |
| `pinned/` | the learnt set in force: the shipped one, or one that was filed; what a set must be |
| `output/` | the answer as tables, in words, and as pairs to look at |
| `deciding` | scored pairs to groups |
| `matching` | all of it in one call: `link` |
| `listwise/` | each account of one list asked for among those of another: `candidates` |
| `scale/` | the same links by shards, on Spark, for what changed alone, and drawn at random |
| `compat/` | matching with the semantics of other tools; imports none of the above |
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ceasefire.linkage.features.names import tokens as tokens
    from ceasefire.linkage.learning.unsupervised import learn
    from ceasefire.linkage.listwise.asking import candidates as candidates
    from ceasefire.linkage.matching import link
    from ceasefire.linkage.options import Options, Parameters
    from ceasefire.linkage.output.evidence import explain
    from ceasefire.linkage.output.linked import Linked as Linked
    from ceasefire.linkage.output.review import review_queue
    from ceasefire.linkage.pinned.shipped import prior as prior
    from ceasefire.linkage.scale.incremental import extend
    from ceasefire.linkage.scale.resampling import sample

_HOME = {
    "link": "matching",
    "candidates": "listwise.asking",
    "Linked": "output.linked",
    "learn": "learning.unsupervised",
    "extend": "scale.incremental",
    "explain": "output.evidence",
    "sample": "scale.resampling",
    "review_queue": "output.review",
    "Options": "options",
    "Parameters": "options",
    "tokens": "features.names",
    "prior": "pinned.shipped",
}
__all__ = ["Options", "Parameters", "explain", "extend", "learn", "link", "review_queue", "sample"]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
