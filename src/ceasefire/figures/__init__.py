"""Figures: counts that hold, each with its unit, scope, ledger, coverage, method and lineage.

Takes: the tables of the house (tallies, incidents, scope, links) and, as data, the bodies and periods to compare.
Gives: figures, the arithmetic of every bulletin, two ledgers side by side, series, running counters that fall.
Promises: unlike units are never added; no number without the statements it rests on; a day without a list is missing.
Never: prints a bare number; averages two ledgers into one truth; takes a gap for quiet.
"""

from ceasefire.figures.bulletins import check_bulletins
from ceasefire.figures.comparison_terms import Period
from ceasefire.figures.counters import falls
from ceasefire.figures.figure import Figure, rate, total
from ceasefire.figures.incident_counts import count_incidents
from ceasefire.figures.ledgers import compare

__all__ = ["Figure", "Period", "check_bulletins", "compare", "count_incidents", "falls", "rate", "total"]
