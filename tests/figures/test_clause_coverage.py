"""What was watched beside the incidents of each clause."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pyarrow as pa

from ceasefire.agreements.language.fields import Belt, Everywhere, Place
from ceasefire.figures import Period
from ceasefire.figures.clause_coverage import clause_coverage, zones_of
from ceasefire.vocabulary import schema

D = date.fromisoformat
MARCH = Period(name="March", start=D("2026-03-01"), end=D("2026-03-31"))
APRIL = Period(name="April", start=D("2026-04-01"), end=D("2026-04-30"))


def table(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema(name))


def instrument(**places: Place | None) -> Any:
    provisions = tuple(SimpleNamespace(id=name, place=place) for name, place in places.items())
    return SimpleNamespace(id="truce", provisions=provisions)


ONE, TWO = Place(zones=("idlib",)), Place(zones=("idlib", "south"))
ALL = Place(everywhere=Everywhere())


def rows(
    inside: dict[str, tuple[str, str]],
    coverage: list[dict[str, Any]],
    *,
    zone_of: dict[str, str] | None = None,
    periods: tuple[Period, ...] = (MARCH,),
    **places: Place | None,
) -> list[dict[str, Any]]:
    """Return the rows of incidents given as id: (provision, day)."""
    hits = [
        {"incident_id": one, "instrument": "truce", "provision": provision, "result": "in_scope"}
        for one, (provision, _) in inside.items()
    ]
    hits += [{"incident_id": "far", "instrument": "truce", "provision": "p1", "result": "out_of_scope"}]
    days = [{"incident_id": one, "date_start": D(day), "date_end": D(day)} for one, (_, day) in inside.items()]
    scope = [{"incident_id": one, "zone": (zone_of or {}).get(one)} for one in inside]
    links = [{"report_id": f"r-{one}", "incident_id": one} for one in inside]
    zones = [{"zone_id": "idlib", "name": "Idlib area", "admin1": ["Idlib"]}, {"zone_id": "south", "name": "South"}]
    found: list[dict[str, Any]] = clause_coverage(
        *(table("hits", hits), table("incidents", days), table("links", links), table("scope", scope)),
        *(table("coverage", coverage), table("zones", zones)),
        instruments=[instrument(**places)],
        periods=periods,
    ).to_pylist()
    return found


def watch(n: int, zone: str | None, start: str, end: str, **more: Any) -> dict[str, Any]:
    return {"coverage_id": f"c{n}", "by": "mission", "zone": zone, "date_start": D(start), "date_end": D(end)} | more


def test_beside_the_incidents_of_a_clause_stands_what_was_watched_denied_and_not_watched() -> None:
    coverage = [
        watch(1, "idlib", "2026-03-01", "2026-03-07", patrols=9, posts=3),
        watch(2, "idlib", "2026-03-08", "2026-03-09", denied=2),
        watch(3, "south", "2026-03-01", "2026-03-31", patrols=50),
    ]
    [row] = rows({"i1": ("p1", "2026-03-03"), "i2": ("p1", "2026-03-20")}, coverage, p1=ONE)
    assert (row["zone"], row["incidents"], row["days"]) == ("idlib", 2, 31)
    assert (row["days_watched"], row["days_denied"], row["days_not_watched"]) == (7, 2, 22)
    assert (row["patrols"], row["posts"], row["denied"], row["watched_by"]) == (9, 3, 2, ["mission"])
    assert row["lineage"] == ["c1", "c2", "r-i1", "r-i2"]


def test_without_a_statement_of_coverage_it_says_not_known_and_never_zero() -> None:
    [row] = rows({"i1": ("p1", "2026-03-03")}, [], p1=ONE)
    assert row["coverage"].startswith("not known")
    assert (row["days_watched"], row["days_denied"], row["days_not_watched"], row["denied"]) == (None, None, None, None)
    assert row["watched_by"] is None


def test_coverage_by_place_counts_where_the_place_is_the_zone_or_a_province_of_it() -> None:
    coverage = [
        watch(1, None, "2026-03-01", "2026-03-02", place="idlib"),
        watch(2, None, "2026-03-05", "2026-03-06", place="Homs"),
    ]
    [row] = rows({"i1": ("p1", "2026-03-03")}, coverage, p1=ONE)
    assert row["days_watched"] == 2
    [row] = rows({"i1": ("p2", "2026-03-03")}, coverage, p2=ALL)
    assert (row["zone"], row["days_watched"]) == (None, 4)


def test_a_clause_with_several_zones_has_a_row_for_each_and_one_for_what_lies_in_none_for_certain() -> None:
    inside = {"i1": ("p1", "2026-03-03"), "i2": ("p1", "2026-03-04"), "i3": ("p1", "2026-03-05")}
    found = rows(
        inside, [watch(1, "south", "2026-03-01", "2026-03-02")], zone_of={"i1": "idlib", "i2": "south"}, p1=TWO
    )
    assert [(r["zone"], r["incidents"], r["days_watched"]) for r in found] == [
        (None, 1, 2),
        ("idlib", 1, None),
        ("south", 1, 2),
    ]


def test_periods_come_from_the_settings_else_all_days() -> None:
    inside = {"i1": ("p1", "2026-03-03"), "i2": ("p1", "2026-04-03")}
    found = rows(inside, [], periods=(MARCH, APRIL), p1=ONE)
    assert [(r["period"], r["incidents"]) for r in found] == [("March", 1), ("April", 1)]
    [row] = rows(inside, [watch(1, "idlib", "2026-02-27", "2026-02-27")], periods=(), p1=ONE)
    assert (row["period"], row["date_start"], row["incidents"]) == ("all days", D("2026-02-27"), 2)


def test_the_zones_of_a_place_are_its_areas_and_the_lines_of_its_belts() -> None:
    assert zones_of(Place(zones=("a",), belts=(Belt(along="b", width_km=5.0), Belt(along="a")))) == ("a", "b")
    assert zones_of(None) == zones_of(ALL) == ()


def test_a_provision_without_a_place_and_without_incidents_has_no_row() -> None:
    assert rows({}, [watch(1, "idlib", "2026-03-01", "2026-03-02")], p1=None) == []
