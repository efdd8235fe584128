"""Standing made in columns is standing made incident by incident, and that of some incidents needs only their own rows."""

from collections.abc import Collection, Iterator
from datetime import date
from importlib import import_module
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.findings import read_rules, standing
from ceasefire.findings.accounts import REPORT_COLUMNS, Account, Row, row, rows_of_reports
from ceasefire.findings.positions import check_positions, reports_named
from ceasefire.findings.retold import Retold
from ceasefire.findings.standing import _held
from ceasefire.findings.standing_rows import order
from ceasefire.linkage import membership
from ceasefire.parties import Directory, Speakers
from ceasefire.vocabulary import schema
from tests.findings.authority import chartered, ledger
from tests.findings.tables import parties, position, sources, table
from tests.soak import rounds

SOURCES = (
    None,
    "OBS",
    "OBS via WA",
    "OBS / WA",
    "Northern Ministry",
    "Joint Radio",
    "a doctor",
    "scope test",
    "all sources",
    " ",
)
ACTORS = (None, "North", "Northern forces or South", "gunmen", "terrorist groups (as labelled)", "unidentified")
RESULTS = ("in_scope", "out_of_scope", "exemption_asserted", "undetermined")

report = st.fixed_dictionaries(
    {
        "source": st.sampled_from(SOURCES),
        "publisher": st.sampled_from((None, "Daily (WA)", "Rebels")),
        "published": st.sampled_from((None, date(2017, 3, 1), date(2017, 3, 2))),
        "actor_alleged": st.sampled_from(ACTORS),
        "denied_by": st.sampled_from((None, None, "Northern Ministry", "OBS / Rebels")),
        "incident": st.integers(0, 5),
        "link_kind": st.sampled_from(("same", "unsure")),
        "ledger": st.sampled_from((ledger("north"), ledger("watch"), "ceasefire/test/elsewhere/desk")),
    }
)
scoped = st.fixed_dictionaries(
    {
        "result": st.sampled_from(RESULTS),
        "clauses": st.sampled_from((None, [], ["m/1"], ["m/1", "m/2"])),
        "why": st.sampled_from((None, "", "in force")),
    }
)
entry = st.tuples(
    st.sampled_from(("north", "south", "watch", "scope test")),
    st.sampled_from((("occurrence", "verified"), ("responsibility", "admitted"), ("legal", "violation"))),
    st.sets(st.integers(0, 11), max_size=3),
    st.sampled_from(("2017-03-01", "2017-03-05")),
    st.sampled_from((None, "concur", "dissent", "abstain")),
    st.sampled_from((None, None, "north", "south")),
)
AUTHORITY = chartered()
MECHANISM = read_rules("""ceasefire: rules/1
mechanism: m
title: t
bodies: [{body: north, role: guarantor}, {body: south, role: guarantor}, {body: rebels, role: party}]
rules:
  - {id: law, matter: law, axis: legal, members: [north, south, rebels], needs: consensus}
  - {id: fact, matter: fact, axis: occurrence, members: [north, rebels], needs: consensus}
""")


def stood(of: dict[str, pa.Table]) -> list[Row]:
    """Return the standing under the charter and the rules of these tests."""
    found = standing(**of, authority=AUTHORITY, mechanism=MECHANISM)
    assert found.schema.equals(schema("standing"))
    rows: list[Row] = found.to_pylist()
    return rows


def made(reports: list[Row], scope: list[Row], entered: list[tuple[Any, ...]]) -> dict[str, pa.Table]:
    """Return the inputs of standing for drawn reports, scope rows (of incidents from 0 up) and positions."""
    told = [{k: v for k, v in one.items() if k != "incident"} | {"report_id": f"r{n}"} for n, one in enumerate(reports)]
    link = [
        {"report_id": f"r{n}", "incident_id": f"i{r['incident']}", "link_kind": r["link_kind"], "probability": 0.4}
        for n, r in enumerate(reports)
    ]
    names = sorted({r["incident_id"] for r in link} | {"i9"})
    return {
        "incidents": table("incidents", [{"incident_id": name} for name in reversed(names)]),
        "links": table("links", link),
        "reports": table("reports", [{k: v for k, v in r.items() if k != "link_kind"} for r in told]),
        "scope": table("scope", [one | {"incident_id": f"i{n}"} for n, one in enumerate(scope)]),
        "positions": table(
            "positions",
            [
                position(
                    n,
                    of,
                    axis,
                    value,
                    day,
                    about=sorted(f"r{k}" for k in about),
                    stand=stand,
                    ledger=ledger(signer or of),
                )
                for n, (of, (axis, value), about, day, stand, signer) in enumerate(entered)
            ],
        ),
        "parties": parties(),
        "sources": sources(),
    }


drawn = st.builds(made, st.lists(report, max_size=12), st.lists(scoped, max_size=6), st.lists(entry, max_size=6))


def scope_row(one: Row) -> list[Row]:
    """The row of the scope test, spelt out: the test's own words, else the clauses, else the result."""
    if one["result"] == "undetermined":
        return []
    why = one["why"] or ", ".join(one["clauses"] or ()) or one["result"].replace("_", " ")
    asserted = "an exemption is asserted; " if one["result"] == "exemption_asserted" else ""
    value = "out_of_scope" if one["result"] == "out_of_scope" else "in_scope_not_ruled"
    return [row("scope test", "scope_test", "legal", value, [], why=asserted + why, entry="scope")]


def silences(own: set[tuple[str, str]], reported: set[tuple[str, str]]) -> Iterator[Row]:
    """Who is silent, spelt out: a member that neither took a position nor reports, where another member took one."""
    for axis, members in (("legal", ("north", "south", "rebels")), ("occurrence", ("north", "rebels"))):
        if any((body, axis) in own for body in members):
            for body in members:
                if (body, axis) not in own | reported:
                    yield row(body, "party", axis, "silent", [], why="", entry="silence", stand="silence")


def one_by_one(of: dict[str, pa.Table]) -> list[Row]:
    """Standing as rows, each incident worked out by itself."""
    directory = Directory.build(of["parties"].to_pylist())
    speakers, doubts = Speakers(of["sources"], directory), membership.doubts(of["links"])
    incident_of = membership.incident_of(of["links"])
    held = _held(of["positions"], check_positions(of["positions"], of["links"], AUTHORITY), of["links"])
    told = of["reports"].select(REPORT_COLUMNS).to_pylist()
    tested = {one["incident_id"]: one for one in of["scope"].to_pylist()}
    found: list[Row] = []
    for incident in sorted(of["incidents"]["incident_id"].to_pylist()):
        accounts = [Account(*one.values()) for one in told if incident_of.get(one["report_id"]) == incident]
        entered = held.get(incident, [])
        own = {(r["body"], r["axis"]) for r in entered if r["told_by"] is None}
        told_or_own = rows_of_reports(accounts, speakers, directory, doubts, Retold.of(AUTHORITY))
        spoken = [r for r in told_or_own if r["told_by"] is not None or (r["body"], r["axis"]) not in own]
        scope = scope_row(tested[incident]) if incident in tested else []
        silent = silences(own, {(r["body"], r["axis"]) for r in spoken if r["told_by"] is None})
        found += [{"incident_id": incident} | r for r in sorted([*spoken, *scope, *entered, *silent], key=order)]
    return [{name: one[name] for name in schema("standing").names} for one in found]


@given(drawn, st.sampled_from((1, 3, 50_000)))
@settings(max_examples=rounds(25, 2000))
def test_rows_made_in_columns_are_those_of_each_incident_by_itself(of: dict[str, pa.Table], chunk: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("ceasefire.findings.standing"), "CHUNK", chunk)
        found = stood(of)
    assert [without_words(one) for one in found] == [without_words(one) for one in one_by_one(of)]


def without_words(one: Row) -> Row:
    """A row of silence without what it rests on, which the rows beside it tell."""
    return one | {"why": None, "lineage": None} if one["entry"] == "silence" else one


def restricted(of: dict[str, pa.Table], incidents: Collection[str]) -> dict[str, pa.Table]:
    """Return the inputs of some incidents alone, and the links of what the positions on them name besides."""
    wanted = pa.array(sorted(incidents), pa.string())
    own = of["links"].filter(pc.is_in(of["links"]["incident_id"], wanted))
    named = own["report_id"].to_pylist() + sorted(reports_named(of["positions"], own["report_id"].to_pylist()))
    return of | {
        "incidents": of["incidents"].filter(pc.is_in(of["incidents"]["incident_id"], wanted)),
        "links": of["links"].filter(pc.is_in(of["links"]["report_id"], pa.array(named, pa.string()))),
        "reports": of["reports"].filter(pc.is_in(of["reports"]["report_id"], own["report_id"].combine_chunks())),
        "scope": of["scope"].filter(pc.is_in(of["scope"]["incident_id"], wanted)),
    }


@given(drawn, st.sets(st.sampled_from([f"i{n}" for n in range(6)])))
@settings(max_examples=rounds(25, 2000))
def test_some_incidents_stand_as_in_the_whole_record(of: dict[str, pa.Table], incidents: set[str]) -> None:
    assert stood(restricted(of, incidents)) == [r for r in stood(of) if r["incident_id"] in incidents]


def test_a_position_on_two_incidents_needs_the_links_of_both() -> None:
    reports = [{"source": "OBS", "incident": n, "link_kind": "same"} for n in (0, 1, 1)]
    entered = [
        ("north", ("legal", "violation"), {0, 1}, "2017-03-01", None, None),
        ("north", ("legal", "undecided"), {0, 2}, "2017-03-05", None, None),
    ]
    of = made(reports, [], entered)
    [held] = [r["value"] for r in stood(restricted(of, {"i0"})) if r["entry"] == "position"]
    assert held == "undecided"
    assert reports_named(of["positions"], ["r0"]) == {"r0", "r1", "r2"}
    assert reports_named(of["positions"], ["r1"]) == {"r0", "r1"}
    assert reports_named(of["positions"], ["r9"]) == set()


def test_the_same_words_of_many_reports_are_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []
    accused = Directory.accused
    monkeypatch.setattr(Directory, "accused", lambda self, text: asked.append(text) or accused(self, text))
    reports = [
        {"source": "OBS", "actor_alleged": ("North", "South")[n % 2], "incident": n, "link_kind": "same"}
        for n in range(50)
    ]
    assert len(standing(**made(reports, [], []))) == 4 * 50
    assert len(asked) == 2
