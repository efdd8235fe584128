"""The language in which a mechanism writes down how it decides, and its evaluation.

Takes: a rules file (`ceasefire: rules/1`), positions with their dates, and the day on which one asks.
Gives: an outcome: decided, no decision or pending, with who is missing and since when, and the dissent.
Promises: order of positions never matters; no decision is an outcome with a date; dissent is kept.
Never: breaks a tie, counts silence or drops a member unless the mechanism's own text, as coded, says so.
"""

from ceasefire.findings.rules.cases import CaseResult, run_cases
from ceasefire.findings.rules.evaluate import decide
from ceasefire.findings.rules.language import Given, Mechanism, Outcome, Rule
from ceasefire.findings.rules.reading import RulesError, read_rules

__all__ = ["CaseResult", "Given", "Mechanism", "Outcome", "Rule", "RulesError", "decide", "read_rules", "run_cases"]
