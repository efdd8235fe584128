"""Findings: who says what of an incident, decided how, and where statements of one fact disagree.

Takes: the tables of the house, whose word counts, and a mechanism's rules, as data.
Gives: standing on three axes for each body, outcomes of decision rules, agreement between bodies, conflicts, remedies, complaints.
Promises: dissent is kept and never counts as agreement; no decision is visible and dated; a refused entry names its rule.
Never: counts for a body what another says of it; makes one score of the three axes; infers who fired; breaks a tie that the text does not break.
"""

from ceasefire.findings.conflicts import conflicts
from ceasefire.findings.decisions import decisions
from ceasefire.findings.follow_up import remedies
from ceasefire.findings.matrix import matrix
from ceasefire.findings.permissions import default_says
from ceasefire.findings.rules import read_rules, run_cases
from ceasefire.findings.standing import standing

__all__ = ["conflicts", "decisions", "default_says", "matrix", "read_rules", "remedies", "run_cases", "standing"]
