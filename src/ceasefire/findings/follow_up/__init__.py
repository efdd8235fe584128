"""What follows a complaint or a decision: remedies, replies and findings, and stands on questions; each with whose word it is.

Takes: the stated tables of these kinds, and whose word counts.
Gives: how far each remedy and complaint has come, whether each finding comes out as signed, who holds what on a question.
Promises: what another tells of a body closes nothing of it, and is shown with its ledger.
Never: takes silence for a yes; drops what it cannot check.
"""

from ceasefire.findings.follow_up.complaints import complaint_states
from ceasefire.findings.follow_up.finding_checks import finding_checks
from ceasefire.findings.follow_up.questions import stances_held
from ceasefire.findings.follow_up.remedies import remedies

__all__ = ["complaint_states", "finding_checks", "remedies", "stances_held"]
