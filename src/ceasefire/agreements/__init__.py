"""Agreements as code: what a text asks of whom, where, when, with which exceptions, and whether an incident touches it.

Takes: coded instruments and the tables of parties, zones, accessions, designations, acts, meetings and incidents.
Gives: hits (incident x provision, with the reason), the scope of each incident, duties and their clocks.
Promises: "cannot tell yet" is a first-class answer; every answer names the element and the ground it rests on.
Never: rules on anything; infers who fired.
"""

from ceasefire.agreements.check import check
from ceasefire.agreements.clocks.duties import duties
from ceasefire.agreements.context import Context
from ceasefire.agreements.language.difference import diff
from ceasefire.agreements.language.explain import explain
from ceasefire.agreements.language.loading import load
from ceasefire.agreements.language.model import Instrument
from ceasefire.agreements.scope.hit_tables import hits

__all__ = ["Context", "Instrument", "check", "diff", "duties", "explain", "hits", "load"]
