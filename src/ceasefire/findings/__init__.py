"""Findings: who says what of an incident, decided how, and where statements of one fact disagree.

Takes: the tables of the house and a mechanism's rules, as data.
Gives: standing on three axes for each body, outcomes of decision rules, agreement between bodies, conflicts, remedies.
Promises: dissent is kept; no decision is visible and dated; a refused entry names the rule that refused it.
Never: makes one score of the three axes; infers who fired; breaks a tie that the text does not break.
"""

from ceasefire.findings.rules import decide, read_rules, run_cases

__all__ = ["decide", "read_rules", "run_cases"]
