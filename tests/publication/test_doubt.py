"""A doubtful link names the neighbour: by its label, else by its number on the page."""

from dataclasses import replace

from ceasefire.linkage.membership import Doubt
from ceasefire.publication.views.accounts import incidents
from ceasefire.publication.views.report_data import gather

from .world import inputs


def test_a_neighbour_without_a_label_is_called_by_its_own_number() -> None:
    material = gather(inputs())
    one, other = sorted(material.reports)[:2]
    doubted = replace(material, doubts={one: Doubt(0.45, other)})
    label = material.reports[other]["label"]
    assert label
    assert f"link unsure, 0.45 with {label}" in {a.doubt for i in incidents(doubted) for a in i.accounts}
    material.reports[other]["label"] = None
    number = material.lineages.numbers[other]
    assert f"link unsure, 0.45 with {number}" in {a.doubt for i in incidents(doubted) for a in i.accounts}
