"""Three counts with three names: reports, distinct sources, independent sources."""

import csv
import datetime as dt
from importlib.resources import files
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ceasefire.findings import standing
from ceasefire.linkage import link
from ceasefire.linkage.sources import with_sources
from ceasefire.parties import Directory, Speakers
from ceasefire.parties.speakers import distinct, independent
from ceasefire.vocabulary import schema
from tests.findings.tables import parties, sources, table
from tests.soak import rounds

EXAMPLE = files("ceasefire.examples").joinpath("astana")


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
    links = table("links", [{"report_id": r, "incident_id": i, "link_kind": "same"} for r, i in of.items()])
    counted = with_sources(incidents, links, reports, parties(), sources())
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
    counted = with_sources(incidents, table("links", links), reports, parties_, sources_).to_pylist()
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


SAID = ("OBS", "OBS via WA", "OBS (its head)", "OBS / WA", " ", None, "ＯＢＳ")
CARRIED = (None, "Daily", None, None, "Daily (WA)", None, None)


def test_a_file_linked_without_a_record_counts_sources_by_spelling_as_empty_tables_do() -> None:
    n = len(SAID)
    reports = pa.table(
        {
            "report_id": [f"r{k}" for k in range(n)],
            "date_start": [dt.date(2020, 5, 1)] * n,
            "source": pa.array(SAID),
            "publisher": pa.array(CARRIED),
        }
    )
    judged = [{"a": "r0", "b": f"r{k}", "verdict": "same", "superseded": False} for k in range(1, n)]
    linked = link(reports, table("judgements", judged))
    empty = (schema("parties").empty_table(), schema("sources").empty_table())
    counted = with_sources(linked.incidents, linked.links, reports, *empty)
    assert linked.incidents["sources"].to_pylist() == counted["sources"].to_pylist() == [2]
    assert linked.incidents["independent_sources"].to_pylist() == [None]


def test_an_incident_whose_reports_name_nobody_counts_no_source() -> None:
    reports = pa.table({"report_id": ["r1"], "date_start": [dt.date(2020, 5, 1)]})
    assert link(reports).incidents["sources"].to_pylist() == [0]


told = st.lists(
    st.tuples(st.sampled_from((*SAID, "Northern Agency", "Joint Radio")), st.sampled_from(CARRIED), st.integers(-1, 4)),
    max_size=14,
)


@settings(max_examples=rounds(25, 1000))
@given(told, st.sets(st.sampled_from([f"i{n}" for n in range(5)])))
def test_sources_counted_in_columns_are_those_of_each_incident_and_of_some_alone(
    rows: list[tuple[str | None, str | None, int]], some: set[str]
) -> None:
    reports = table(
        "reports", [{"report_id": f"r{n}", "source": s, "publisher": p} for n, (s, p, _) in enumerate(rows)]
    )
    links = table("links", [{"report_id": f"r{n}", "incident_id": f"i{i}"} for n, (*_, i) in enumerate(rows) if i >= 0])
    incidents = table("incidents", [{"incident_id": f"i{n}"} for n in range(5)])
    speakers = Speakers(sources(), Directory.build(parties().to_pylist()))
    counted = with_sources(incidents, links, reports, parties(), sources())
    for n, row in enumerate(counted.to_pylist()):
        heard = {speaker for s, p, i in rows if i == n for speaker in speakers.of(s, p)}
        assert (row["sources"], row["independent_sources"]) == (distinct(heard), independent(heard))
    wanted = pa.array(sorted(some), pa.string())
    alone = incidents.filter(pc.is_in(incidents["incident_id"], wanted))
    own = links.filter(pc.is_in(links["incident_id"], wanted))
    near = reports.filter(pc.is_in(reports["report_id"], own["report_id"].combine_chunks()))
    found = with_sources(alone, own, near, parties(), sources())
    assert found.equals(counted.filter(pc.is_in(counted["incident_id"], wanted)))
