"""Agreements as code: what a text asks of whom, where, when, with which exceptions, and whether an incident touches it.

Takes: coded instruments and the tables of parties, zones, accessions, designations, acts, meetings and incidents.
Gives: hits (incident x provision, with the reason), the scope of each incident, duties and their clocks.
Promises: "cannot tell yet" is a first-class answer; every answer names the element and the ground it rests on.
Never: rules on anything; infers who fired.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ceasefire.agreements.checks.check import check
    from ceasefire.agreements.clocks.duties import duties
    from ceasefire.agreements.context import Context
    from ceasefire.agreements.language.files.loading import load
    from ceasefire.agreements.language.in_words.difference import diff
    from ceasefire.agreements.language.in_words.explain import explain
    from ceasefire.agreements.scope.hit_tables import hits
    from ceasefire.agreements.scope.scope_table import scope_of

_HOME = {
    "Context": "context",
    "check": "checks.check",
    "diff": "language.in_words.difference",
    "duties": "clocks.duties",
    "explain": "language.in_words.explain",
    "hits": "scope.hit_tables",
    "load": "language.files.loading",
    "scope_of": "scope.scope_table",
}
__all__ = ["Context", "check", "diff", "duties", "explain", "hits", "load", "scope_of"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
