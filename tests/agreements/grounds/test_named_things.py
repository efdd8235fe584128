from ceasefire.agreements import load
from ceasefire.agreements.grounds.named_things import named_things

PACT = b"""
ceasefire: agreement/2
id: pact
title: A made pact
confidence: K
source: {text: made for the tests}
provisions:
  - id: p-1
    says: No fire north of the line, nor near the road.
    modality: must_not
    bound: {joined: [truce]}
    acts: [fire/*]
    place: {zones: [area], belts: [{along: road, width_km: 2}], sides: [{of: line, side: north, within: district}]}
    window: {starts: {after: "meeting:first-round"}}
    exceptions:
      - {kind: target, lists: [black]}
      - {kind: area, zones: [base]}
    confidence: K
  - id: p-2
    says: No flights over the country.
    modality: must_not
    bound: anyone
    acts: [air/*]
    place: {everywhere: {outline: country}}
    confidence: K
"""


def test_a_provision_names_every_zone_its_tests_may_rest_on() -> None:
    pact = load(PACT, file="pact.yaml")
    first, second = pact.provisions
    found = named_things(first)
    assert found.zones == {"area", "road", "line", "district", "base"}
    assert (found.lists, found.joined, found.meetings) == ({"black"}, {"truce"}, {"first-round"})
    assert named_things(second).zones == {"country"}
    assert named_things(pact).zones == found.zones | {"country"}
