"""Rival statements of one fact."""

from datetime import date
from typing import Any

from ceasefire.findings import conflicts
from tests.findings.tables import links, table

D = date.fromisoformat


def find(
    assertions: list[dict[str, Any]] | None = None,
    *,
    meetings: list[dict[str, Any]] | None = None,
    tallies: list[dict[str, Any]] | None = None,
    reports: list[dict[str, Any]] | None = None,
    linked: str = "",
) -> list[dict[str, Any]]:
    def numbered(name: str, rows: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
        return [{name: f"{name[0]}{n}"} | row for n, row in enumerate(rows or [], start=1)]

    found: list[dict[str, Any]] = conflicts(
        table("meetings", numbered("meeting_id", meetings)),
        table("assertions", numbered("assertion_id", assertions)),
        table("tallies", numbered("tally_id", tallies)),
        table("reports", numbered("report_id", reports)),
        links(i1=linked),
    ).to_pylist()
    return found


def said(value: str, by: str = "Outlet", **extra: Any) -> dict[str, Any]:
    return {"subject": "talks", "property": "rounds_held", "value": value, "said_by": by, "publisher": by} | extra


def kinds(rows: list[dict[str, Any]]) -> set[str]:
    return {r["kind"] for r in rows}


def test_two_values_of_one_fact_stand_side_by_side_with_their_sources() -> None:
    rows = find([said("4", "A", address="https://a.example"), said("5", "B")])
    assert [(r["kind"], r["value"], r["said_by"], r["address"]) for r in rows] == [
        ("rival", "4", "A", "https://a.example"),
        ("rival", "5", "B", None),
    ]
    assert len({r["conflict_id"] for r in rows}) == 1
    assert [r["statement_id"] for r in rows] == ["a1", "a2"]


def test_agreeing_statements_and_other_predicates_are_no_conflict() -> None:
    assert find([said("4", "A"), said("4", "B")]) == []
    assert (
        find(
            [
                said("4", "A", property="areas_agreed"),
                said("3", "B", property="areas_established"),
                said("5", "B", subject="areas"),
            ]
        )
        == []
    )


def test_the_answer_stands_beside_the_rivals_with_its_ground_and_is_no_rival_itself() -> None:
    answer = said("5", "compiler", resolves=True, ground="five have dates")
    rows = find([said("4", "A"), said("5", "B"), answer])
    assert [(r["answer"], r["value"], r["ground"]) for r in rows] == [
        (False, "4", None),
        (False, "5", None),
        (True, "5", "five have dates"),
    ]
    assert find([said("4", "A"), answer]) == []


def test_a_number_that_grows_with_time_is_no_rival_but_one_that_falls_is() -> None:
    grows = [said("5", "A", as_of=D("2017-08-31")), said("6", "B", as_of=D("2017-10-25"))]
    assert kinds(find(grows)) == {"series"}
    falls = [said("5", "A", as_of=D("2017-08-01")), said("4", "B", as_of=D("2017-08-31"))]
    assert kinds(find(falls)) == {"rival"}
    same_day = [said("5", "A", as_of=D("2017-08-31")), said("4", "B", as_of=D("2017-08-31"))]
    assert kinds(find(same_day)) == {"rival"}
    one_speaker = [said("5", "A", as_of=D("2017-08-31")), said("6", "A", as_of=D("2017-10-25"))]
    assert find(one_speaker) == []


def test_running_counts_as_of_several_days_are_one_series_and_no_rivals() -> None:
    since = {
        "date_start": D("2024-11-27"),
        "place": "ALL",
        "measure": "breaches",
        "unit": "breach",
        "counted_by": "north",
    }
    told = [
        count(54, said_by="A", date_end=D("2024-12-01"), as_of=D("2024-12-01")) | since,
        count(816, said_by="B", date_end=D("2024-12-22"), as_of=D("2024-12-22")) | since,
    ]
    rows = find(tallies=told)
    assert [(r["kind"], r["value"], r["as_of"], r["rival"]) for r in rows] == [
        ("series", "54", D("2024-12-01"), False),
        ("series", "816", D("2024-12-22"), False),
    ]
    assert len({r["conflict_id"] for r in rows}) == 1
    same_day = count(60, said_by="B", date_end=D("2024-12-01"), as_of=D("2024-12-01")) | since
    rows = find(tallies=[*told, same_day])
    assert {(r["kind"], r["value"], r["rival"]) for r in rows} == {
        ("rival", "54", True),
        ("rival", "60", True),
        ("rival", "816", False),
    }
    fewer_later = count(700, said_by="A", date_end=D("2024-12-30"), as_of=D("2024-12-30")) | since
    rows = find(tallies=[*told, fewer_later])
    assert {(r["value"], r["rival"]) for r in rows} == {("54", False), ("816", True), ("700", True)}
    for other in ({"counted_by": "south"}, {"unit": "report"}, {"measure": "drones"}):
        assert find(tallies=[told[0], told[1] | other]) == []


def test_two_dated_answers_are_two_answers_each_with_its_day() -> None:
    august, october = D("2017-08-31"), D("2017-10-25")
    rows = find(
        [
            said("4", "A", as_of=august),
            said("5", "B", as_of=august),
            said("6", "C", as_of=october),
            said("5", "compiler", as_of=august, resolves=True, ground="five have dates"),
            said("6", "compiler", as_of=october, resolves=True, ground="a sixth was held"),
        ]
    )
    assert [(r["value"], r["as_of"], r["ground"]) for r in rows if r["answer"]] == [
        ("5", august, "five have dates"),
        ("6", october, "a sixth was held"),
    ]
    assert [(r["value"], r["rival"]) for r in rows if not r["answer"]] == [("4", True), ("5", True), ("6", False)]


def test_a_coarser_date_can_hold_beside_a_finer_one() -> None:
    assert kinds(find([said("2016-12", "A"), said("2016-12-30", "B")])) == {"coarser"}
    assert kinds(find([said("2016-12", "A"), said("2016-12-30", "B"), said("2016-12-31", "C")])) == {"rival"}


def test_a_set_of_parties_is_compared_as_a_set() -> None:
    assert find([said("Iran; Russia; Turkey", "A"), said("russia; turkey; iran", "B")]) == []
    assert kinds(find([said("Iran; Russia; Turkey", "A"), said("Russia; Turkey", "B")])) == {"rival"}


def test_meetings_conflict_with_each_other_and_with_assertions_on_the_same_day() -> None:
    meeting = {"thing": "talks-5", "process": "talks", "round": 5, "date_precision": 1, "status": "held"}
    rows = find(
        [said("2017-06-04/2017-06-05", "C", subject="talks-5", property="held_on")],
        meetings=[
            meeting | {"date_start": D("2017-07-04"), "date_end": D("2017-07-05"), "said_by": "A", "place": "Astana"},
            meeting | {"date_start": D("2017-07-04"), "said_by": "B", "place": "astana"},
        ],
    )
    assert [(r["normal"], r["said_by"]) for r in rows] == [
        ("2017-06-04/2017-06-05", "C"),
        ("2017-07-04", "B"),
        ("2017-07-04/2017-07-05", "A"),
    ]
    assert {r["property"] for r in rows} == {"held_on"}


def test_a_meeting_without_an_id_goes_by_process_and_round_and_one_expected_is_not_one_held() -> None:
    first = {"process": "talks", "round": 6, "date_precision": 1}
    rows = find(
        meetings=[
            first | {"date_start": D("2017-08-25"), "status": "expected", "said_by": "A"},
            first | {"date_start": D("2017-09-14"), "status": "held", "said_by": "B"},
        ]
    )
    assert rows == []
    rows = find(
        meetings=[
            first | {"date_start": D("2017-09-14"), "said_by": "A"},
            first | {"place": "Sochi"},
            first | {"date_start": D("2017-09-15"), "said_by": "B", "place": "Astana"},
        ]
    )
    assert {(r["subject"], r["property"]) for r in rows} == {("talks-6", "held_on"), ("talks-6", "held_in")}


def test_a_text_that_counts_four_and_dates_five_contradicts_itself() -> None:
    meetings = [
        {
            "process": "talks",
            "round": n,
            "date_start": D(f"2017-0{n}-04"),
            "date_precision": 1,
            "said_by": "A",
            "publisher": "A",
            "status": "held",
        }
        for n in range(1, 6)
    ]
    rows = [r for r in find([said("4", "A")], meetings=meetings) if r["kind"] == "count_against_list"]
    assert rows[0]["ground"] == "the same text dates 5 rounds: 1, 2, 3, 4, 5"
    assert [r["statement_id"] for r in rows] == ["a1", "m1", "m2", "m3", "m4", "m5"]
    for fine in ("5", "6", "over 4"):
        assert find([said(fine, "A")], meetings=meetings) == []
    assert find([said("4", "B")], meetings=meetings) == []
    assert (
        find([said("4", "A")], meetings=[m | {"status": "expected"} if m["round"] == 5 else m for m in meetings]) == []
    )


def count(low: int | None, text: str = "A", **extra: Any) -> dict[str, Any]:
    return {
        "counted_by": "north",
        "measure": "firing",
        "unit": "case_of_firing",
        "date_start": D("2017-03-12"),
        "date_end": D("2017-03-12"),
        "place": "Hama",
        "low": low,
        "high": low,
        "publisher": text,
        "address": text,
    } | extra


def test_outlets_that_print_one_count_differently() -> None:
    rows = find(tallies=[count(1, "A"), count(2, "B")])
    assert [(r["kind"], r["subject"], r["value"]) for r in rows] == [
        ("outlets_differ", "north, 2017-03-12, Hama", "1"),
        ("outlets_differ", "north, 2017-03-12, Hama", "2"),
    ]


def test_counts_of_other_bodies_days_places_units_and_measures_are_other_facts() -> None:
    for other in (
        {"counted_by": "south"},
        {"date_start": D("2017-03-13"), "date_end": D("2017-03-13")},
        {"place": "Homs"},
        {"unit": "shell"},
        {"measure": "confirmed"},
    ):
        assert find(tallies=[count(1, "A"), count(2, "B", **other)]) == []


def test_two_full_breakdowns_that_name_other_places_conflict() -> None:
    rows = find(
        tallies=[
            count(5, "A", place="ALL"),
            count(5, "A", place="Damascus"),
            count(5, "B", place="ALL"),
            count(4, "B", place="Idlib"),
            count(1, "B", place="Hama"),
        ]
    )
    assert [(r["property"], r["value"]) for r in rows] == [
        ("firing by place", "Damascus 5"),
        ("firing by place", "Hama 1, Idlib 4"),
    ]
    partial = [count(5, "A", place="ALL"), count(5, "A", place="Damascus"), count(5, "B", place="ALL"), count(4, "B")]
    assert find(tallies=partial) == []


def test_totals_of_a_war_differ_as_bounds_or_over_time_and_are_listed_with_their_days() -> None:
    deaths = {
        "subject": "war",
        "measure": "people killed",
        "unit": "person_killed",
        "counted_by": None,
        "place": "ALL",
        "date_start": D("2011-03-01"),
    }
    told = [
        count(250_000, high=None, said_by="U", date_end=D("2015-12-08"), as_of=D("2015-12-08")) | deaths,
        count(400_000, high=None, said_by="E", date_end=D("2016-08-31"), as_of=D("2016-08-31")) | deaths,
    ]
    rows = find(tallies=told)
    assert [(r["kind"], r["value"], r["said_by"], r["as_of"]) for r in rows] == [
        ("bounds_differ", "at least 250,000", "U", D("2015-12-08")),
        ("bounds_differ", "at least 400,000", "E", D("2016-08-31")),
    ]
    exact = [told[0] | {"high": 250_000}, told[1] | {"high": 400_000}]
    assert kinds(find(tallies=exact)) == {"series"}
    assert kinds(find(tallies=[exact[0] | {"low": 500_000, "high": 500_000}, exact[1]])) == {"rival"}
    assert find(tallies=[t | {"said_by": "U"} for t in told]) == []


def test_a_vague_count_is_compared_with_nothing() -> None:
    assert find(tallies=[count(None, "A", vague="dozens"), count(2, "B")]) == []


def test_reports_of_one_incident_that_differ() -> None:
    one = {
        "source": "OBS",
        "date_start": D("2017-03-12"),
        "date_precision": 1,
        "killed_low": 44,
        "killed_high": 44,
        "event_type": "airstrike",
        "actor_alleged": "Northern forces",
    }
    two = {
        "source": "WA",
        "date_start": D("2017-03-13"),
        "date_precision": 1,
        "killed_low": 18,
        "killed_high": 18,
        "event_type": "shelling",
        "actor_alleged": "Southern forces",
    }
    rows = find(reports=[one, two], linked="r1 r2")
    assert {r["property"] for r in rows} == {"killed", "date", "event_type", "actor_alleged"}
    assert kinds(rows) == {"reports_differ"}
    assert {r["subject"] for r in rows} == {"i1"}
    assert find(reports=[one, two], linked="r1") == []
    assert (
        find(
            reports=[
                one,
                one | {"source": "WA", "killed_high": None, "actor_alleged": "unidentified", "event_type": "other"},
            ],
            linked="r1 r2",
        )
        == []
    )


def test_the_order_of_statements_never_matters() -> None:
    told = [said("4", "A"), said("5", "B"), said("6", "C", as_of=D("2017-10-25"))]
    ids = [{"assertion_id": f"x{n}"} | row for n, row in enumerate(told)]
    assert find(ids) == find(ids[::-1])
