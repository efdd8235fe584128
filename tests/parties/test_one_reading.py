"""Every room reads the actor texts of the example in the same way: through one directory and one list of unknown words."""

import csv
from importlib.resources import files
from typing import Any

import pyarrow as pa
import pytest
from ruamel.yaml import YAML

from ceasefire.agreements import Context
from ceasefire.findings import conflicts, standing
from ceasefire.linkage.features.strings import actor_words
from ceasefire.parties import Directory, Naming, says_unknown
from ceasefire.vocabulary import schema

EXAMPLE = files("ceasefire.examples").joinpath("astana")


def rows_of_parties() -> list[dict[str, Any]]:
    items = YAML(typ="safe").load(EXAMPLE.joinpath("parties.yaml").read_text(encoding="utf-8"))["items"]
    return [
        {"party_id": one["id"]} | {k: one.get(k) for k in ("name", "part_of", "classes", "aliases")} for one in items
    ]


def texts(column: str) -> list[str]:
    with EXAMPLE.joinpath("syria_incident_reports.csv").open(encoding="utf-8-sig") as handle:
        return sorted({row[column].strip() for row in csv.DictReader(handle)} - {""})


PARTIES = pa.Table.from_pylist(rows_of_parties(), schema=schema("parties"))
DIRECTORY = Directory.build(PARTIES.to_pylist())
ACTORS, TARGETS = texts("actor_alleged"), texts("actor_target")


def table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema(name))


def named_in_findings() -> dict[str, list[str]]:
    """Return whom a report with each text names in standing, each text in an incident of its own."""
    reports = [{"report_id": f"r{n}", "source": "Observer", "actor_alleged": t} for n, t in enumerate(ACTORS)]
    links = [{"report_id": r["report_id"], "incident_id": r["report_id"], "link_kind": "alone"} for r in reports]
    found = standing(
        incidents=table("incidents", [{"incident_id": r["report_id"]} for r in reports]),
        links=table("links", links),
        reports=table("reports", reports),
        scope=table("scope", []),
        positions=table("positions", []),
        parties=PARTIES,
        sources=table("sources", []),
    ).to_pylist()
    mine = {r["incident_id"]: r["against"] for r in found if r["axis"] == "responsibility" and r["body"] == "observer"}
    return {text: mine[f"r{n}"] for n, text in enumerate(ACTORS)}


def expected(naming: Naming) -> list[str]:
    return sorted({str(clause) for clause in naming.named})


def test_no_actor_text_of_the_example_is_read_differently_by_two_rooms() -> None:
    findings = named_in_findings()
    tested = Context.build([], parties=PARTIES).parties
    differ = [
        t for t in ACTORS if findings[t] != expected(DIRECTORY.accused(t)) or tested.naming(t) != DIRECTORY.naming(t)
    ]
    assert len(ACTORS) > 80
    assert differ == []


def test_no_reader_of_names_but_the_directory_names_a_body() -> None:
    """Whatever standing holds against somebody is a party, or words of the text that are a plain name."""
    ids = set(PARTIES["party_id"].to_pylist())
    bodies = {b for t in ACTORS for c in DIRECTORY.naming(t).named for b in c.bodies}
    assert bodies - ids == set()


def test_linkage_takes_a_text_for_nobody_where_the_list_of_unknown_words_says_so() -> None:
    every = [*ACTORS, *TARGETS, "n/a", "none", "unknown"]
    counts = actor_words(pa.table({"actor_alleged": every}), "actor_alleged").counts()
    assert [t for t, n in zip(every, counts, strict=True) if (n == 0) != says_unknown(t)] == []


def test_two_spellings_of_one_actor_are_no_conflict() -> None:
    reports = [
        {"report_id": "r1", "source": "A", "publisher": "A", "actor_alleged": "Syrian army"},
        {"report_id": "r2", "source": "B", "publisher": "B", "actor_alleged": "Syrian government forces"},
    ]
    links = [{"report_id": r["report_id"], "incident_id": "i1", "link_kind": "same"} for r in reports]
    none = [table(name, []) for name in ("meetings", "assertions", "tallies")]
    assert conflicts(*none, table("reports", reports), table("links", links), parties=PARTIES).num_rows == 0
    reports[1]["actor_alleged"] = "Russian forces"
    found = conflicts(*none, table("reports", reports), table("links", links), parties=PARTIES).to_pylist()
    assert [(r["property"], r["value"], r["normal"]) for r in found] == [
        ("actor_alleged", "Russian forces", "russia"),
        ("actor_alleged", "Syrian army", "syrian-government"),
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("HTS, TIP, Ahrar al-Sham and FSA", "hts; tip; ahrar-al-sham; free-syrian-army"),
        ("Syrian government or Russian forces", "one of russia, syrian-government"),
        ("Russian forces or US-led coalition", "one of russia, us-led-coalition"),
        ("Fateh al-Sham / HTS and Faylaq al-Rahman", "hts; faylaq-al-rahman"),
        ("Jaysh al-Islam; Fateh al-Sham and Faylaq al-Rahman", "jaysh-al-islam; nusra; faylaq-al-rahman"),
        ("HTS and FSA groups (Jaysh Muhammad)", "hts; jaysh-muhammad"),
        ("US and UK (one Syrian newspaper)", "somebody not named"),
        ("al-Nusra Front / HTS, allegedly US-instigated", "hts"),
        ("opposition factions led by HTS", "hts"),
        ("rebels including Islamist factions", "armed-opposition"),
        ("civilians and unknown armed elements", "civilians"),
        ("armed groups in Eastern Ghouta (Nusra, Jaysh al-Islam)", "one of jaysh-al-islam, nusra"),
        ("terrorists (as labelled)", "somebody not named"),
        ("YPG (inferred by outlet)", "somebody not named"),
        ("Israel (Al-Akhbar)", "somebody not named"),
        ("opposition armed groups (per pro-government sites)", "somebody not named"),
        ("unidentified (terrorists)", "somebody not named"),
        ("gunmen (unspecified)", "somebody not named"),
        ("Islamic factions", "somebody not named"),
    ],
)
def test_the_telling_texts_of_the_example(text: str, named: str) -> None:
    assert text in ACTORS
    assert str(DIRECTORY.naming(text)) == named
