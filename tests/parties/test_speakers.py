"""Three counts with three names: reports, distinct sources, independent sources."""

import csv
from importlib.resources import files
from typing import Any

import pyarrow.compute as pc
import pytest
from ruamel.yaml import YAML

from ceasefire.findings import standing
from ceasefire.parties import Directory, Speakers
from ceasefire.parties.speakers import distinct, independent, with_sources
from ceasefire.vocabulary import schema
from tests.findings.tables import parties, sources, table

EXAMPLE = files("ceasefire.examples").joinpath("astana")
SPEAKERS = Speakers(sources(), Directory.build(parties().to_pylist()))


@pytest.mark.parametrize(
    ("names", "sources_", "independent_"),
    [
        (["OBS", "The Observatory", "OBS via World Agency", "OBS (its head)"], 1, 1),
        (["OBS", "WA"], 2, 2),
        (["Northern Agency", "Northern Television", "Northern Ministry"], 3, 1),
        (["OBS / World Agency"], 2, 2),
        (["OBS (its head) and World Agency"], 2, 2),
        (["OBS and a village doctor"], 1, 1),
        (["Joint Radio", "Northern Agency"], 2, 1),
        (["Encyclopaedia", "OBS"], 2, 1),
        (["Encyclopaedia"], 1, 1),
        (["a village doctor", "A Village  Doctor"], 1, 1),
        ([], 0, 0),
    ],
)
def test_sources_are_spellings_read_as_one_and_independent_ones_are_families(
    names: list[str], sources_: int, independent_: int
) -> None:
    heard = [speaker for name in names for speaker in SPEAKERS.of(name)]
    assert (distinct(heard), independent(heard)) == (sources_, independent_)


def test_incidents_count_the_sources_of_the_reports_that_belong_to_them() -> None:
    reports = table(
        "reports",
        [
            {"report_id": "r1", "source": "OBS"},
            {"report_id": "r2", "source": "OBS via WA"},
            {"report_id": "r3", "source": "Northern Agency"},
            {"report_id": "r4", "publisher": "Daily (Northern Television)"},
            {"report_id": "r5"},
            {"report_id": "r6", "source": "WA"},
        ],
    )
    incidents = table("incidents", [{"incident_id": i, "sources": 9} for i in ("i1", "i2", "i3")])
    of = {"r1": "i1", "r2": "i1", "r3": "i1", "r4": "i1", "r5": "i2"}
    counted = with_sources(incidents, of, reports, SPEAKERS)
    assert counted.select(["sources", "independent_sources"]).to_pylist() == [
        {"sources": 3, "independent_sources": 2},
        {"sources": 0, "independent_sources": 0},
        {"sources": 0, "independent_sources": 0},
    ]
    assert counted.schema.equals(schema("incidents"))


def items(name: str) -> list[dict[str, Any]]:
    text = EXAMPLE.joinpath(name).read_text(encoding="utf-8")
    found: list[dict[str, Any]] = YAML(typ="safe").load(text)["items"]
    return found


def test_incidents_and_standing_count_the_same_independent_sources_over_the_example() -> None:
    party = [
        {"party_id": p["id"]} | {k: p.get(k) for k in ("name", "part_of", "aliases")} for p in items("parties.yaml")
    ]
    spoken = [
        {"source_id": s["id"]} | {k: s.get(k) for k in ("name", "kind_of", "related_to", "aliases")}
        for s in items("sources.yaml")
    ]
    with EXAMPLE.joinpath("syria_incident_reports.csv").open(encoding="utf-8-sig") as f:
        told = [r for r in csv.DictReader(f) if r["incident_gold"]]
    reports = table("reports", [{k: r[k] or None for k in ("report_id", "source", "publisher")} for r in told])
    of = {r["report_id"]: r["incident_gold"] for r in told}
    incidents = table("incidents", [{"incident_id": i} for i in sorted(set(of.values()))])
    links = [{"report_id": r, "incident_id": i, "link_kind": "same"} for r, i in of.items()]
    parties_, sources_ = table("parties", party), table("sources", spoken)
    speakers = Speakers(sources_, Directory.build(party))
    counted = with_sources(incidents, of, reports, speakers).to_pylist()
    stood = standing(
        incidents=incidents,
        links=table("links", links),
        reports=reports,
        scope=table("scope"),
        positions=table("positions"),
        parties=parties_,
        sources=sources_,
    )
    together = pc.field("body") == "all sources"
    held = stood.filter(together & (pc.field("axis") == "occurrence")).to_pylist()
    assert {r["incident_id"]: r["independent_sources"] for r in held} == {
        r["incident_id"]: r["independent_sources"] for r in counted
    }
    assert all(0 < r["independent_sources"] <= r["sources"] for r in counted)
