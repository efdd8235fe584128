"""Names of a record: its parties, sources, areas and places; descriptions and shared spellings are left out."""

from ceasefire.reading.known_names.in_record import names_of_record

PARTIES = [
    {"party_id": "guard", "name": "Northern Guard (NG)", "role": "party", "aliases": ["NG", "government forces"]},
    {
        "party_id": "front",
        "name": "Marsh Front",
        "role": "party",
        "aliases": ["rebels", "rebels in Orbeke", "Front, allied"],
    },
    {"party_id": "reds", "name": "Reds", "role": None, "aliases": ["rebels"]},
    {"party_id": "watch", "name": "Truce Watch", "role": "monitor", "aliases": None},
]


def kinds(**tables: object) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {one.name: (one.kind, one.spellings) for one in names_of_record(**tables).known}  # type: ignore[arg-type]


def test_parties_are_known_by_their_aliases_but_not_by_descriptions_or_by_words_that_two_share() -> None:
    assert kinds(parties=PARTIES) == {
        "Northern Guard": ("party", ("Northern Guard", "NG", "government forces")),
        "Marsh Front": ("party", ("Marsh Front",)),
        "Reds": ("party", ("Reds",)),
        "Truce Watch": ("monitor", ("Truce Watch",)),
    }


def test_sources_are_press_offices_or_watchers() -> None:
    rows = [
        {"name": "Orbeke Post", "kind_of": "newspaper and press agency", "aliases": ["Post via Wire"]},
        {"name": "Ministry of the North", "kind_of": "ministry", "aliases": []},
        {"name": "Rights Desk", "kind_of": "monitor", "aliases": ["RD"]},
    ]
    assert [kind for kind, _ in kinds(sources=rows).values()] == ["outlet", "government", "monitor"]
    assert kinds(sources=rows)["Orbeke Post"][1] == ("Orbeke Post",)


def test_groups_of_a_list_that_are_no_party_are_known_by_what_the_list_calls_them() -> None:
    assert kinds(parties=PARTIES, designations=[{"members": ["reds", "Sons of Dawn"]}])["Sons of Dawn"][0] == "group"


def test_places_of_reports_and_areas_are_known_where_they_are_names() -> None:
    reports = [
        {"place": "Orbeke", "admin1": "Lower Marsh", "country": "Freeland"},
        {"place": "road near Orbeke", "admin1": "Orbeke", "country": "Freeland"},
        {"place": "Orbeke (market)", "admin1": None, "country": None},
        {"place": "القرية", "admin1": "X1", "country": None},
    ]
    found = kinds(reports=reports, zones=[{"name": "Western Belt"}, {"name": "Nationwide ceasefire"}, {"name": None}])
    assert {name: kind for name, (kind, _) in found.items()} == {
        "Orbeke": "city",
        "القرية": "city",
        "Lower Marsh": "admin",
        "Western Belt": "area",
    }
