"""The stages of the house, over the tables that restate the ledgers."""

from typing import Final

from ceasefire.derive import agreements, authority, figures, findings, linkage
from ceasefire.derive.graph import Graph
from ceasefire.projection import STATED

GRAPH: Final = Graph(
    STATED,
    (
        authority.charter_states,
        linkage.linkage_parameters,
        linkage.link,
        agreements.coded,
        agreements.instruments,
        agreements.set_aside,
        agreements.named_meetings,
        agreements.scope_context,
        agreements.context,
        agreements.scope,
        agreements.hits,
        findings.standing,
        findings.position_checks,
        findings.conflicts,
        figures.bulletin_checks,
        figures.counter_falls,
        findings.matrix,
        figures.figures,
        figures.series,
        agreements.duties,
        findings.remedy_states,
        findings.decisions,
        findings.finding_checks,
        findings.stances_held,
        findings.complaint_states,
    ),
)
"""Every computed table of the vocabulary is made by exactly one of these."""
