"""Standing: three axes, body by body, from reports, positions and the scope test."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from ceasefire.findings import read_rules, standing
from ceasefire.parties.authority import Authority
from tests.findings.authority import chartered, ledger
from tests.findings.tables import links, parties, position, sources, table


def stand(
    reports: list[dict[str, Any]],
    *,
    positions: list[dict[str, Any]] | None = None,
    scope: list[dict[str, Any]] | None = None,
    linked: pa.Table | None = None,
    **more: Any,
) -> list[dict[str, Any]]:
    told = [{"report_id": f"r{n}"} | r for n, r in enumerate(reports, start=1)]
    link = linked if linked is not None else links(i1=" ".join(r["report_id"] for r in told))
    incidents = table("incidents", [{"incident_id": i} for i in sorted(set(link["incident_id"].to_pylist()))])
    found: list[dict[str, Any]] = standing(
        incidents=incidents,
        links=link,
        reports=table("reports", told),
        scope=table("scope", scope or []),
        positions=table("positions", positions or []),
        parties=parties(),
        sources=sources(),
        **{"authority": chartered()} | more,
    ).to_pylist()
    return found


def value(rows: list[dict[str, Any]], body: str, axis: str) -> str | None:
    found = [r["value"] for r in rows if r["body"] == body and r["axis"] == axis]
    assert len(found) < 2
    return found[0] if found else None


def test_one_source_alleges_and_two_independent_ones_report() -> None:
    one = stand([{"source": "OBS"}])
    assert value(one, "all sources", "occurrence") == "alleged"
    two = stand([{"source": "OBS"}, {"source": "World Agency"}])
    [row] = [r for r in two if r["body"] == "all sources" and r["axis"] == "occurrence"]
    assert (row["value"], row["independent_sources"], row["why"]) == ("reported", 2, "2 independent sources")
    assert row["lineage"] == ["r1", "r2"]


def test_a_source_retold_by_an_agency_is_one_source() -> None:
    rows = stand(
        [{"source": "OBS"}, {"source": "OBS via World Agency"}, {"source": "The Observatory (its head) via WA"}]
    )
    assert value(rows, "all sources", "occurrence") == "alleged"
    assert {r["body"] for r in rows} == {"all sources", "observatory"}


def test_two_texts_of_one_agency_are_one_and_the_publisher_speaks_where_no_source_is_told() -> None:
    rows = stand([{"publisher": "Daily Paper (World Agency)"}, {"publisher": "Evening Paper (WA text)"}])
    assert value(rows, "all sources", "occurrence") == "alleged"
    assert value(rows, "agency", "occurrence") == "alleged"


def test_media_of_one_state_are_not_independent_of_each_other_or_of_its_ministry() -> None:
    rows = stand([{"source": "Northern Agency"}, {"source": "Northern Television"}, {"source": "Northern Ministry"}])
    assert value(rows, "all sources", "occurrence") == "alleged"
    assert {r["body"]: r["body_kind"] for r in rows} == {
        "all sources": "all_sources",
        "north-agency": "source",
        "north-tv": "source",
        "north": "party",
    }


def test_a_source_of_two_owners_is_independent_of_neither() -> None:
    alone = stand([{"source": "Joint Radio"}, {"source": "OBS"}])
    assert value(alone, "all sources", "occurrence") == "reported"
    beside = stand([{"source": "Joint Radio"}, {"source": "Northern Agency"}])
    assert value(beside, "all sources", "occurrence") == "alleged"


def test_an_encyclopaedia_is_independent_of_nobody() -> None:
    assert value(stand([{"source": "Encyclopaedia"}, {"source": "OBS"}]), "all sources", "occurrence") == "alleged"
    assert value(stand([{"source": "Encyclopaedia"}]), "all sources", "occurrence") == "alleged"


def test_who_is_in_no_table_stands_for_itself_and_is_counted_as_such() -> None:
    rows = stand([{"source": "a village doctor"}, {"source": "OBS"}])
    [row] = [r for r in rows if r["body"] == "all sources" and r["axis"] == "occurrence"]
    assert row["why"] == "2 independent sources, 1 of them not in the table of sources"


def test_a_joint_claim_is_each_ones() -> None:
    rows = stand([{"source": "OBS / World Agency"}, {"source": "OBS and World Agency"}])
    assert {r["body"] for r in rows} == {"all sources", "observatory", "agency"}


def test_nobody_is_inferred_where_nobody_is_named() -> None:
    rows = stand([{"source": "OBS", "direction": "from the north"}, {"source": "WA", "actor_alleged": "unidentified"}])
    assert value(rows, "all sources", "responsibility") == "unattributed"
    assert value(rows, "agency", "responsibility") == "unattributed"
    assert all(r["against"] == [] for r in rows)


def test_a_named_actor_is_alleged_and_a_rival_name_contests() -> None:
    one = stand([{"source": "OBS", "actor_alleged": "Northern forces"}, {"source": "WA"}])
    [row] = [r for r in one if r["body"] == "all sources" and r["axis"] == "responsibility"]
    assert (row["value"], row["against"], row["lineage"]) == ("alleged", ["north"], ["r1"])
    two = stand(
        [
            {"source": "OBS", "actor_alleged": "Northern forces"},
            {"source": "WA", "actor_alleged": "South"},
            {"source": "Joint Radio", "actor_alleged": "Southern forces"},
        ]
    )
    [row] = [r for r in two if r["body"] == "all sources" and r["axis"] == "responsibility"]
    assert (row["value"], row["against"]) == ("contested", ["north", "south"])


def test_a_coarser_name_of_the_same_actor_is_no_quarrel() -> None:
    rows = stand(
        [{"source": "OBS", "actor_alleged": "First Brigade"}, {"source": "WA", "actor_alleged": "armed groups"}]
    )
    assert value(rows, "all sources", "responsibility") == "alleged"
    either = stand(
        [
            {"source": "OBS", "actor_alleged": "Northern forces or Southern forces"},
            {"source": "WA", "actor_alleged": "North"},
        ]
    )
    assert value(either, "all sources", "responsibility") == "alleged"


def together(rows: list[dict[str, Any]], axis: str = "responsibility") -> dict[str, Any]:
    [row] = [r for r in rows if r["body"] == "all sources" and r["axis"] == axis]
    return row


@pytest.mark.parametrize(
    ("describer", "words", "accused", "value"),
    [
        ("Northern Agency", "terrorist groups (as labelled)", "North", "contested"),
        ("Northern Ministry", "armed groups near the river", "Northern forces", "contested"),
        ("Northern Television", "gunmen", "North and South", "alleged"),
        ("Northern Television", "gunmen", "North or South", "alleged"),
        ("Northern Television", "gunmen", "North and militants", "alleged"),
        ("Northern Television", "gunmen", "South", "alleged"),
        ("Northern Television", "soldiers", "North", "alleged"),
        ("Northern Television", "unidentified gunmen", "North", "alleged"),
        ("Northern Television", "North (per hostile media)", "North", "alleged"),
        ("Joint Radio", "gunmen", "North", "alleged"),
        ("World Agency", "gunmen", "North", "alleged"),
        ("First Brigade", "gunmen", "First Brigade", "contested"),
        ("Rebels", "gunmen", "First Brigade", "contested"),
        ("First Brigade", "gunmen", "Rebels", "alleged"),
    ],
)
def test_who_describes_others_clashes_with_who_accuses_its_own_side_alone(
    describer: str, words: str, accused: str, value: str
) -> None:
    rows = stand([{"source": describer, "actor_alleged": words}, {"source": "OBS", "actor_alleged": accused}])
    assert together(rows)["value"] == value
    assert together(rows)["lineage"] == (["r1", "r2"] if value == "contested" else ["r2"])


def test_every_body_that_describes_is_quoted_beside_who_names() -> None:
    reports = [
        {"source": "Northern Agency", "actor_alleged": "terrorist groups (as labelled)"},
        {"source": "World Agency", "actor_alleged": "gunmen"},
        {"source": "OBS", "actor_alleged": "North"},
    ]
    row = together(stand(reports))
    assert row["against"] == ["north"]
    assert row["why"] == (
        "the only body that names somebody; north-agency describes somebody else than its own side; "
        "described otherwise by agency: “gunmen”; "
        "described otherwise by north-agency: “terrorist groups (as labelled)”"
    )


@pytest.mark.parametrize(
    ("one", "other", "value", "why"),
    [
        ("North", "Northern forces", "alleged", "the bodies that name somebody name the same"),
        ("North or South", "North or South", "alleged", "the bodies that name somebody name the same"),
        (
            "North",
            "North or South",
            "alleged",
            "the bodies that name somebody do not name the same, and all can be true",
        ),
        (
            "Rebels",
            "First Brigade",
            "alleged",
            "the bodies that name somebody do not name the same, and all can be true",
        ),
        ("North", "South", "contested", "sources name different actors"),
    ],
)
def test_the_same_is_said_only_of_equal_names(one: str, other: str, value: str, why: str) -> None:
    row = together(stand([{"source": "OBS", "actor_alleged": one}, {"source": "WA", "actor_alleged": other}]))
    assert (row["value"], row["why"]) == (value, why)


def test_a_vaguer_second_text_of_one_body_hides_no_clash() -> None:
    reports = [
        {"source": "OBS", "actor_alleged": "Northern forces"},
        {"source": "OBS", "actor_alleged": "North or South"},
        {"source": "WA", "actor_alleged": "Southern forces"},
    ]
    assert together(stand(reports))["value"] == "contested"


def test_rows_of_all_sources_say_where_they_rest_on_an_unsure_link() -> None:
    sure, unsure = {"incident_id": "i1", "link_kind": "same"}, {"incident_id": "i1", "link_kind": "unsure"}
    linked = table("links", [sure | {"report_id": "r1"}, unsure | {"report_id": "r2", "probability": 0.43}])
    rows = stand([{"source": "OBS", "actor_alleged": "North"}, {"source": "WA"}], linked=linked)
    assert together(rows, "occurrence")["why"] == "2 independent sources; rests on an unsure link (0.43)"
    assert together(rows)["why"] == "the only body that names somebody"
    both = table("links", [unsure | {"report_id": r, "probability": 0.43} for r in ("r1", "r2")])
    rows = stand([{"source": "OBS"}, {"source": "WA"}], linked=both)
    assert together(rows, "occurrence")["why"] == "2 independent sources; rests on unsure links (0.43, 0.43)"
    assert all("rests" not in r["why"] for r in rows if r["body"] != "all sources")


def test_a_party_that_names_itself_admits_and_its_media_only_allege() -> None:
    rows = stand(
        [
            {"source": "Northern Ministry", "actor_alleged": "Northern forces"},
            {"source": "Northern Agency", "actor_alleged": "Northern forces"},
        ]
    )
    assert value(rows, "north", "responsibility") == "admitted"
    assert value(rows, "north-agency", "responsibility") == "alleged"


def test_a_denial_contests_and_is_the_denying_bodys_own_row() -> None:
    rows = stand(
        [
            {
                "source": "OBS",
                "actor_alleged": "Northern forces",
                "denied_by": "Northern Ministry",
                "published": date(2017, 3, 2),
            }
        ]
    )
    assert value(rows, "all sources", "responsibility") == "contested"
    [row] = [r for r in rows if r["body"] == "north"]
    assert (row["axis"], row["value"], row["why"], row["date"]) == (
        "responsibility",
        "denied",
        "denies it, as told by OBS",
        date(2017, 3, 2),
    )


def test_the_scope_test_speaks_on_the_legal_axis_only() -> None:
    results = {
        "in_scope": "in_scope_not_ruled",
        "out_of_scope": "out_of_scope",
        "exemption_asserted": "in_scope_not_ruled",
        "undetermined": None,
    }
    for result, expected in results.items():
        rows = stand([{"source": "OBS"}], scope=[{"incident_id": "i1", "result": result, "why": "because"}])
        assert value(rows, "scope test", "legal") == expected
    [row] = [
        r
        for r in stand(
            [{"source": "OBS"}], scope=[{"incident_id": "i1", "result": "exemption_asserted", "why": "because"}]
        )
        if r["axis"] == "legal"
    ]
    assert row["why"] == "an exemption is asserted; because"


def test_a_position_replaces_what_the_same_bodys_reports_say_on_that_axis() -> None:
    rows = stand(
        [{"source": "Northern Ministry", "actor_alleged": "Southern forces"}],
        positions=[position(1, "north", "responsibility", "denied", reason="not ours", against="south")],
    )
    [row] = [r for r in rows if r["body"] == "north" and r["axis"] == "responsibility"]
    assert (row["value"], row["entry"], row["why"], row["against"], row["lineage"]) == (
        "denied",
        "position",
        "not ours",
        ["south"],
        ["p1"],
    )
    assert value(rows, "north", "occurrence") == "alleged"


def test_verified_by_a_monitor_stands_beside_not_above_the_reports() -> None:
    rows = stand([{"source": "OBS"}], positions=[position(1, "watch", "occurrence", "verified", reason="site visit")])
    assert value(rows, "watch", "occurrence") == "verified"
    assert value(rows, "all sources", "occurrence") == "alleged"


def test_a_refused_position_is_left_out_and_dissent_is_kept() -> None:
    rows = stand(
        [{"source": "OBS"}],
        positions=[
            position(1, "guest", "legal", "violation"),
            position(2, "north", "legal", "violation"),
            position(3, "south", "legal", "not_a_violation", reason="self-defence"),
        ],
    )
    assert value(rows, "guest", "legal") is None
    assert (value(rows, "north", "legal"), value(rows, "south", "legal")) == ("violation", "not_a_violation")


def test_rival_positions_of_one_body_are_both_shown() -> None:
    rows = stand(
        [{"source": "OBS"}],
        positions=[
            position(1, "north", "legal", "violation"),
            position(2, "north", "legal", "undecided", ledger=ledger("north", "mission")),
        ],
        authority=chartered({"north": ("desk", "mission")}),
    )
    found = [(r["value"], r["told_by"], r["why"]) for r in rows if r["body"] == "north"]
    assert [(v, t) for v, t, _ in found] == [("undecided", None), ("violation", None)]
    assert all("which speaks for the same body, differs" in why for *_, why in found)


@pytest.mark.parametrize("axis", ["occurrence", "responsibility"])
def test_what_another_tells_of_a_body_stands_beside_its_own_word_and_reports_and_replaces_neither(axis: str) -> None:
    reports = [{"source": "Northern Ministry", "actor_alleged": "Southern forces"}]
    told = position(
        1, "north", axis, "cannot_be_determined" if axis == "occurrence" else "denied", ledger=ledger("south")
    )
    before, after = stand(reports), stand(reports, positions=[told])
    assert [r for r in after if r["told_by"] is None] == before
    [beside] = [r for r in after if r["told_by"] is not None]
    assert (beside["body"], beside["axis"], beside["told_by"], beside["entry"]) == (
        "north",
        axis,
        ledger("south"),
        "position",
    )
    own = position(2, "north", axis, "verified" if axis == "occurrence" else "admitted")
    [mine, theirs] = [r for r in stand(reports, positions=[told, own]) if r["body"] == "north" and r["axis"] == axis]
    assert (mine["told_by"], mine["value"]) == (None, own["value"])
    assert theirs == beside


def test_a_dissent_holds_otherwise_and_an_abstention_holds_nothing() -> None:
    rows = stand(
        [{"source": "OBS"}],
        positions=[
            position(1, "north", "legal", "violation", stand="dissent"),
            position(2, "south", "legal", "violation", stand="abstain"),
            position(3, "board", "legal", "violation", stand="concur"),
        ],
    )
    found = {r["body"]: (r["value"], r["stand"], r["towards"]) for r in rows if r["axis"] == "legal"}
    assert found == {
        "north": ("holds_otherwise", "dissent", "violation"),
        "south": ("abstains", "abstain", "violation"),
        "board": ("violation", "concur", None),
    }


RULES = read_rules("""ceasefire: rules/1
mechanism: m
title: t
bodies: [{body: north, role: guarantor}, {body: south, role: guarantor}]
rules: [{id: ruling, matter: law, axis: legal, members: [north, south], needs: consensus}]
""")


def test_a_member_that_says_nothing_where_another_spoke_is_silent_whatever_is_told_of_it() -> None:
    own = position(1, "north", "legal", "violation")
    told = position(2, "south", "legal", "violation", ledger=ledger("north"))
    rows = stand([{"source": "OBS"}], positions=[own, told], mechanism=RULES)
    [silent] = [r for r in rows if r["entry"] == "silence"]
    assert (silent["body"], silent["value"], silent["stand"], silent["told_by"]) == ("south", "silent", "silence", None)
    assert (silent["why"], silent["lineage"]) == ("has said nothing; 1 rule waits for its word: ruling", ["p1"])


@pytest.mark.parametrize(
    ("entries", "more"),
    [
        ([], {}),
        ([position(1, "board", "legal", "violation")], {}),
        ([position(1, "north", "legal", "violation", ledger=ledger("south"))], {}),
        ([position(1, "north", "occurrence", "verified")], {}),
        ([position(1, "north", "legal", "violation"), position(2, "south", "legal", "violation", stand="abstain")], {}),
        ([position(1, "north", "legal", "violation")], {"authority": Authority(pin=None)}),
        ([position(1, "north", "legal", "violation")], {"mechanism": None}),
    ],
    ids=["nobody spoke", "no member spoke", "told alone", "another axis", "all spoke", "no charter", "no rules"],
)
def test_nobody_is_silent_where_no_rule_waits(entries: list[dict[str, Any]], more: dict[str, Any]) -> None:
    assert "silent" not in [
        r["value"] for r in stand([{"source": "OBS"}], positions=entries, **{"mechanism": RULES} | more)
    ]


def test_positions_stand_on_an_incident_whose_links_are_unsure() -> None:
    unsure = table("links", [{"report_id": "r1", "incident_id": "i1", "link_kind": "unsure", "probability": 0.45}])
    entries = [
        position(1, "north", "legal", "violation"),
        position(2, "south", "legal", "violation", ledger=ledger("north")),
    ]
    found = [
        (r["body"], r["told_by"])
        for r in stand([{"source": "OBS"}], linked=unsure, positions=entries)
        if r["axis"] == "legal"
    ]
    assert found == [("north", None), ("south", ledger("north"))]


def test_a_position_reaches_its_incident_through_any_of_its_reports() -> None:
    rows = stand(
        [{"source": "OBS"}, {"source": "WA"}],
        linked=links(i1="r1", i2="r2"),
        positions=[position(1, "north", "legal", "violation", about=["r2"])],
    )
    assert [r["incident_id"] for r in rows if r["axis"] == "legal"] == ["i2"]


def test_a_report_in_doubt_speaks_of_its_own_incident() -> None:
    unsure = table("links", [{"report_id": "r1", "incident_id": "i1", "link_kind": "unsure", "probability": 0.45}])
    assert stand([{"source": "OBS"}], linked=unsure) == stand([{"source": "OBS"}]) != []


def test_nothing_told_gives_nothing() -> None:
    assert stand([{}]) == []


def test_the_order_of_the_tables_never_matters() -> None:
    reports = [
        {"source": s, "actor_alleged": a, "published": date(2017, 3, d)}
        for s, a, d in [
            ("OBS", "North", 3),
            ("WA", "South", 2),
            ("Northern Agency", None, 1),
            ("OBS via WA", "North", 2),
        ]
    ]
    told = [{"report_id": f"r{n}"} | r for n, r in enumerate(reports, start=1)]
    link = links(i1="r1 r2 r3 r4")
    found = [
        standing(
            incidents=table("incidents", [{"incident_id": "i1"}]),
            links=link,
            reports=table("reports", some),
            scope=table("scope"),
            positions=table("positions"),
            parties=parties(),
            sources=sources(),
        ).to_pylist()
        for some in (told, told[::-1])
    ]
    assert found[0] == found[1]
