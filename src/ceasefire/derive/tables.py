"""The stages of the house, over the tables that restate the ledgers."""

from typing import Final

from ceasefire.derive import agreements, authority, coded, figures, findings, linkage, shared_law
from ceasefire.derive.graph import Graph
from ceasefire.derive.shared_law import of_what_answers
from ceasefire.projection import STATED

GRAPH: Final = Graph(
    STATED,
    (
        authority.charter_states,
        linkage.linkage_parameters,
        of_what_answers(linkage.link),
        coded.coded,
        shared_law.instrument_law,
        shared_law.instruments,
        agreements.set_aside,
        agreements.named_meetings,
        agreements.opening_accounts,
        shared_law.shared_law,
        shared_law.codings,
        shared_law.act_states,
        agreements.scope_context,
        agreements.context,
        agreements.scope,
        agreements.clock_starts,
        agreements.hits,
        of_what_answers(findings.standing),
        findings.position_checks,
        of_what_answers(findings.conflicts),
        figures.bulletin_checks,
        figures.counter_falls,
        findings.matrix,
        figures.figures,
        figures.series,
        agreements.duties,
        agreements.duty_runs,
        agreements.grounds,
        agreements.provision_index,
        findings.remedy_states,
        findings.decisions,
        findings.finding_checks,
        findings.stances_held,
        findings.complaint_states,
    ),
)
"""Every computed table of the vocabulary is made by exactly one of these."""
