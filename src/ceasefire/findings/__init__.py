"""Findings: who says what of an incident, decided how, and where statements of one fact disagree.

Takes: the tables of the house and a mechanism's rules, as data.
Gives: standing on three axes for each body, outcomes of decision rules, agreement between bodies, conflicts, remedies.
Promises: dissent is kept; no decision is visible and dated; a refused entry names the rule that refused it.
Never: makes one score of the three axes; infers who fired; breaks a tie that the text does not break.
"""

from ceasefire.findings.conflicts import conflicts
from ceasefire.findings.decisions import decisions
from ceasefire.findings.matrix import matrix
from ceasefire.findings.positions import may_enter
from ceasefire.findings.remedies import remedies
from ceasefire.findings.rules import read_rules, run_cases
from ceasefire.findings.standing import standing

__all__ = ["conflicts", "decisions", "matrix", "may_enter", "read_rules", "remedies", "run_cases", "standing"]
