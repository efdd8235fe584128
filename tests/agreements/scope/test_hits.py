"""The hit test, element by element, on a made truce; every expected answer is written out by hand."""

from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc
import pytest
import shapely

from ceasefire.agreements import hits, scope_of
from ceasefire.agreements.scope.hit_tables import hit_batches
from ceasefire.agreements.scope.hit_test import HitTest
from ceasefire.agreements.scope.wanted import TOUCHING, Wanted
from tests.agreements.worlds import BLACK, JOINED, context, incident, incidents, truce, utc, zone

DRAWN_LATE = [zone(version=1, last=date(2020, 1, 20), shape=None), zone(version=2, first=date(2020, 1, 20))]


def hit(row, where=None, provision="t-1"):
    found = hits(incidents(row), where or context())
    return next(h for h in found.to_pylist() if h["provision"] == provision)


def scope(row, where=None):
    return scope_of(incidents(row), where or context()).to_pylist()[0]


def elements(found):
    return [found[e] for e in ("where_", "when_", "who", "what", "exempt")]


def test_all_five_elements_put_it_in_scope():
    found = hit(incident())
    assert elements(found) == ["yes", "yes", "yes", "yes", "no"]
    assert (found["result"], found["missing"]) == ("in_scope", [])
    assert found["why"] == (
        "where: inside area (version 1); when: in force since 2020-01-02; who: north is bound by name; "
        "what: fire/artillery is covered; exempt: civilians is not exempt"
    )


def test_an_id_with_a_slash_is_tested_as_any_other():
    where = context(
        ("ceasefire: agreement/1", "ceasefire: agreement/2"),
        ("id: truce", "id: un/truce"),
        (
            "confidence: K\nsource",
            "precedence: [{over: other, text_ref: art. 1, confidence: K}]\nconfidence: K\nsource",
        ),
    )
    assert scope(incident(), where)["clauses"] == ["un/truce/t-1"]


# where ---------------------------------------------------------------------------------------------------------------

NEAR = {"lat": 34.5, "lon": 36.0 + 3 / 91.6}
OUTSIDE = {"lat": 34.5, "lon": 35.5}


@pytest.mark.parametrize(
    ("place", "answer", "missing"),
    [
        (NEAR, "undetermined", "geometry"),
        ({"lat": 34.5, "lon": 36.0 - 3 / 91.6}, "undetermined", "geometry"),
        (OUTSIDE, "no", None),
        ({"place_precision": 4}, "undetermined", "place"),
        ({"place_precision": 2}, "yes", None),
        ({"place_precision": 6}, "undetermined", "place"),
        ({"lat": None, "lon": None}, "undetermined", "place"),
        ({"radius_km": 60.0}, "undetermined", "place"),
        (OUTSIDE | {"place_precision": 4}, "undetermined", "place"),
        ({"lat": 30.0, "lon": 30.0, "place_precision": 4}, "no", None),
    ],
)
def test_where(place, answer, missing):
    found = hit(incident(**place))
    assert found["where_"] == answer
    assert found["result"] == {"yes": "in_scope", "no": "out_of_scope", "undetermined": "undetermined"}[answer]
    assert found["missing"] == ([missing] if missing else [])


@pytest.mark.parametrize(
    ("zones", "when", "answer", "words"),
    [
        (DRAWN_LATE, "2020-01-15", "undetermined", "described only"),
        (DRAWN_LATE, "2020-01-20", "yes", "version 2"),
        ([zone(last=date(2020, 1, 20))], "2020-01-20", "undetermined", "ends on 2020-01-20"),
        ([zone(last=date(2020, 1, 20))], "2020-01-19", "yes", "inside"),
        ([zone(first=date(2020, 1, 20))], "2020-01-19", "undetermined", "no version yet"),
        ([], "2020-01-19", "undetermined", "no version of the zone area is recorded"),
        ([zone(shape=shapely.box(40, 40, 41, 41)), zone(version=2)], "2020-02-01", "yes", "version 2"),
    ],
)
def test_zones_in_time(zones, when, answer, words):
    row = incident(utc_start=utc(f"{when}T10:00"), utc_end=utc(f"{when}T11:00"))
    found = hits(incidents(row), context(zones=zones)).to_pylist()[0]
    assert found["where_"] == answer
    assert words in found["why"] or answer == "yes"


def test_a_zones_day_begins_at_local_midnight():
    """20 January in Damascus begins at 22:00 UTC of the 19th."""
    before = incident(utc_start=utc("2020-01-19T21:59"), utc_end=utc("2020-01-19T22:00"))
    after = incident(utc_start=utc("2020-01-19T22:00"), utc_end=utc("2020-01-19T22:01"))
    across = incident(utc_start=utc("2020-01-19T21:59"), utc_end=utc("2020-01-19T22:01"))
    where = context(zones=DRAWN_LATE)
    assert [hit(r, where)["where_"] for r in (before, after, across)] == ["undetermined", "yes", "undetermined"]


def test_two_versions_that_agree_are_no_doubt():
    zones = [zone(last=date(2020, 2, 1)), zone(version=2, first=date(2020, 2, 1))]
    row = incident(utc_start=utc("2020-01-30T00:00"), utc_end=utc("2020-02-03T00:00"))
    assert hit(row, context(zones=zones))["where_"] == "yes"


def test_a_recorded_act_ends_the_clause_for_its_zone_alone():
    two = ("place: {zones: [area]}", "place: {zones: [area, other]}")
    zones = [zone(), zone("other", shape=shapely.box(38, 34, 39, 35))]
    acts = [
        {
            "act_id": "a",
            "act": "ending",
            "instrument": "truce",
            "zone": "area",
            "by": [],
            "date_start": date(2020, 1, 25),
            "date_end": date(2020, 1, 25),
        }
    ]
    where = context(two, zones=zones, acts=acts)
    assert hit(incident(), where)["where_"] == "no"
    assert hit(incident(lon=38.5), where)["where_"] == "yes"
    early = incident(utc_start=utc("2020-01-24T10:00"), utc_end=utc("2020-01-24T11:00"))
    assert hit(early, where)["where_"] == "yes"


def test_an_act_on_another_instrument_ends_nothing():
    acts = [
        {
            "act_id": "a",
            "act": "ending",
            "instrument": "other",
            "zone": "area",
            "by": [],
            "date_start": date(2020, 1, 25),
            "date_end": date(2020, 1, 25),
        }
    ]
    assert hit(incident(), context(acts=acts))["where_"] == "yes"


def test_an_undrawn_zone_never_takes_a_hit_away():
    undrawn = zone("mist", shape=None)
    with_it = context(("zones: [area]", "zones: [area, mist]"), zones=[zone(), undrawn])
    assert hit(incident(), with_it)["result"] == "in_scope"
    assert hit(incident(**OUTSIDE), with_it)["where_"] == "undetermined"
    words = context(("zones: [area]", "zones: [area], undrawn: the hills"))
    assert hit(incident(), words)["result"] == "in_scope"


def test_everywhere_is_open_where_the_outline_overshoots():
    where = context(
        ("place: {zones: [area]}", "place: {everywhere: {outline: land}}"), zones=[zone("land", uncertainty_km=20.0)]
    )
    assert hit(incident(), where)["where_"] == "yes"
    assert hit(incident(lon=36.1), where)["where_"] == "undetermined"
    assert hit(incident(**OUTSIDE), where)["where_"] == "no"
    assert scope(incident(), where)["zone"] is None


def test_a_unit_named_by_the_report_lies_in_the_country():
    where = context(
        ("place: {zones: [area]}", "place: {everywhere: {outline: land, admin1: [Plain]}}"),
        zones=[zone("land", uncertainty_km=20.0)],
    )
    assert hit(incident(lon=36.1, admin1="plain"), where)["where_"] == "yes"
    assert hit(incident(lat=None, lon=None, admin1="Plain"), where)["where_"] == "yes"
    assert hit(incident(lon=36.1, admin1="Coast"), where)["where_"] == "undetermined"
    assert hit(incident(admin1="Plain", **OUTSIDE), where)["where_"] == "undetermined"


def test_of_open_answers_the_line_close_by_is_told():
    ended = [zone("old", last=date(2020, 1, 20), shape=shapely.box(40, 40, 41, 41)), zone()]
    found = hit(incident(**NEAR), context(("zones: [area]", "zones: [area, old, mist]"), zones=ended))
    assert found["why"] == "where: near the line of area (version 1), within its uncertainty"


def test_all_who_may_be_meant_are_named():
    assert (
        "who: north is bound by name and red joined truce"
        in hit(incident(actors_alleged=["North or Red Brigade"]))["why"]
    )


def test_a_belt_without_a_width_is_open():
    where = context(("place: {zones: [area]}", "place: {belts: [{along: area}]}"))
    assert hit(incident(**OUTSIDE), where)["where_"] == "undetermined"


def test_no_place_in_the_text_is_no_matter():
    where = context(("    place: {zones: [area]}\n", ""))
    assert hit(incident(lat=None, lon=None), where)["result"] == "in_scope"


# when ----------------------------------------------------------------------------------------------------------------

ACT = {
    "act_id": "x",
    "act": "extension",
    "instrument": "truce",
    "by": ["north", "south"],
    "date_start": date(2020, 6, 20),
    "date_end": date(2020, 6, 20),
}
BY_ACT = ("mode: automatic, needs: consensus", "mode: by_act, needs: decision")
BY_ITSELF = ("needs: consensus", "needs: nothing")
NO_EXTENSION = ("extension: {mode: automatic, needs: consensus, who: [north, south]}\n", "")
OPEN_ENDED = ("term: {months: 6}", "term: open_ended")


@pytest.mark.parametrize(
    ("start", "end", "swaps", "acts", "answer"),
    [
        ("2020-01-01T21:59", "2020-01-01T22:00", [], [], "no"),  # in force from 2 January 00:00 Damascus
        ("2020-01-01T22:00", "2020-01-01T22:01", [], [], "yes"),
        ("2020-01-01T21:59", "2020-01-01T22:01", [], [], "undetermined"),
        ("2020-07-01T20:59", "2020-07-01T21:00", [], [], "yes"),  # six months on: 2 July 00:00, summer time
        ("2020-07-01T21:00", "2020-07-01T21:01", [], [], "undetermined"),
        ("2020-07-01T20:59", "2020-07-01T21:01", [], [], "undetermined"),
        ("2020-07-01T21:00", "2020-07-01T21:01", [BY_ACT], [], "no"),
        ("2020-07-01T21:00", "2020-07-01T21:01", [NO_EXTENSION], [], "no"),
        ("2020-07-01T21:00", "2020-07-01T21:01", [BY_ITSELF], [], "yes"),
        ("2020-07-01T21:00", "2020-07-01T21:01", [OPEN_ENDED], [], "yes"),
        ("2020-07-01T21:00", "2020-07-01T21:01", [("term: {months: 6}\n", "")], [], "yes"),
        ("2020-07-01T21:00", "2020-07-01T21:01", [], [ACT | {"term_to": date(2021, 1, 2)}], "yes"),
        ("2021-01-01T21:59", "2021-01-01T22:00", [], [ACT | {"term_to": date(2021, 1, 2)}], "yes"),
        ("2021-01-01T22:00", "2021-01-01T22:01", [], [ACT | {"term_to": date(2021, 1, 2)}], "undetermined"),
        ("2021-01-01T22:00", "2021-01-01T22:01", [BY_ACT], [ACT | {"term_to": date(2021, 1, 2)}], "no"),
        ("2020-07-01T21:00", "2020-07-01T21:01", [], [ACT | {"term_to": date(2020, 5, 1)}], "undetermined"),
        ("2020-06-01T21:00", "2020-06-01T21:01", [], [ACT | {"term_to": date(2020, 5, 1)}], "yes"),
        ("2020-08-01T21:00", "2020-08-01T21:01", [BY_ACT], [ACT], "undetermined"),
        (
            "2020-07-01T21:00",
            "2020-07-01T21:01",
            [],
            [ACT | {"instrument": "other", "term_to": date(2021, 1, 2)}],
            "undetermined",
        ),
        ("2020-02-01T10:00", "2020-02-01T11:00", [("in_force: {after: signature, days: 1}\n", "")], [], "undetermined"),
        (
            "2020-02-01T10:00",
            "2020-02-01T11:00",
            [("{after: signature, days: 1}", "{after: 'act:decision'}")],
            [],
            "undetermined",
        ),
        (
            "2020-02-01T10:00",
            "2020-02-01T11:00",
            [],
            [ACT | {"act": "ending", "date_start": date(2020, 2, 1), "date_end": date(2020, 2, 1)}],
            "no",
        ),
        (
            "2020-01-31T21:59",
            "2020-01-31T22:00",
            [],
            [ACT | {"act": "ending", "date_start": date(2020, 2, 1), "date_end": date(2020, 2, 1)}],
            "yes",
        ),
        (
            "2020-02-01T10:00",
            "2020-02-01T11:00",
            [],
            [ACT | {"act": "ending", "date_start": date(2020, 1, 31), "date_end": date(2020, 2, 3)}],
            "undetermined",
        ),
        (
            "2020-02-01T10:00",
            "2020-02-01T11:00",
            [],
            [
                ACT
                | {"act": "ending", "provision": "t-2", "date_start": date(2020, 1, 31), "date_end": date(2020, 1, 31)}
            ],
            "yes",
        ),
        (
            "2020-02-01T10:00",
            "2020-02-01T11:00",
            [
                (
                    "    place: {zones: [area]}\n    exc",
                    "    place: {zones: [area]}\n    window: {starts: {date: 2020-03-01}}\n    exc",
                )
            ],
            [],
            "no",
        ),
        (
            "2020-02-01T10:00",
            "2020-02-01T11:00",
            [
                (
                    "    place: {zones: [area]}\n    exc",
                    "    place: {zones: [area]}\n    window: {ends: {date: 2020-02-01, at: '12:00'}}\n    exc",
                )
            ],
            [],
            "no",
        ),
        (
            "2020-02-01T09:00",
            "2020-02-01T10:00",
            [
                (
                    "    place: {zones: [area]}\n    exc",
                    "    place: {zones: [area]}\n    window: {ends: {date: 2020-02-01, at: '12:00'}}\n    exc",
                )
            ],
            [],
            "yes",
        ),
        (None, None, [], [], "undetermined"),
        ("2020-02-01T10:00", None, [], [], "undetermined"),
    ],
)
def test_when(start, end, swaps, acts, answer):
    row = incident(utc_start=start and utc(start), utc_end=end and utc(end), actors_alleged=["north"])
    assert hit(row, context(*swaps, acts=acts))["when_"] == answer


def test_a_lapsed_term_says_that_an_act_is_missing():
    found = hit(incident(utc_start=utc("2020-08-01T10:00"), utc_end=utc("2020-08-01T11:00")))
    assert (found["result"], found["missing"]) == ("undetermined", ["extension_act"])
    assert "lapsed for want of it" in found["why"]


# who -----------------------------------------------------------------------------------------------------------------

COUNT_ONLY = [
    *JOINED,
    {
        "instrument": "truce",
        "joined": [],
        "class_of": "groups",
        "date_start": date(2020, 1, 5),
        "date_end": date(2020, 1, 5),
        "members_known": False,
        "low": 7,
    },
]
LEFT = [
    *JOINED,
    {
        "instrument": "truce",
        "joined": ["red"],
        "withdrew": True,
        "date_start": date(2020, 1, 20),
        "date_end": date(2020, 1, 20),
        "members_known": True,
    },
]


@pytest.mark.parametrize(
    ("actors", "accessions", "answer", "missing"),
    [
        (["North"], JOINED, "yes", None),
        (["Northern army"], JOINED, "yes", None),
        (["South"], JOINED, "no", None),
        (["Red Brigade"], JOINED, "yes", None),
        (["Blue Brigade"], JOINED, "no", None),
        (["Rebels"], JOINED, "undetermined", "membership"),
        (["Outlaws"], JOINED, "no", None),
        (["Blue Brigade"], COUNT_ONLY, "undetermined", "membership"),
        (["Outlaws"], COUNT_ONLY, "no", None),
        (["Red Brigade"], COUNT_ONLY, "yes", None),
        (["Red Brigade"], [], "undetermined", "membership"),
        (["Red Brigade"], LEFT, "no", None),
        ([], JOINED, "undetermined", "actor"),
        (["unidentified"], JOINED, "undetermined", "actor"),
        (["terrorists (as labelled)"], JOINED, "undetermined", "actor"),
        (["unidentified", "North"], JOINED, "yes", None),
        (["North", "South"], JOINED, "undetermined", "actor"),
        (["North", "Red Brigade"], JOINED, "yes", None),
        (["North or South"], JOINED, "undetermined", "actor"),
        (["North or Red Brigade"], JOINED, "yes", None),
        (["South or Outlaws"], JOINED, "no", None),
        (["North and South"], JOINED, "yes", None),
        (["South and somebody"], JOINED, "undetermined", "actor"),
        (["South and Outlaws"], JOINED, "no", None),
    ],
)
def test_who(actors, accessions, answer, missing):
    found = hit(incident(actors_alleged=actors), context(accessions=accessions))
    assert found["who"] == answer
    assert found["missing"] == ([missing] if missing else [])


@pytest.mark.parametrize(
    ("start", "end", "answer"),
    [
        ("2020-01-09T21:59", "2020-01-09T22:00", "no"),
        ("2020-01-09T22:00", "2020-01-09T22:01", "yes"),
        ("2020-01-09T21:59", "2020-01-09T22:01", "undetermined"),
        ("2020-01-19T21:59", "2020-01-19T22:00", "yes"),
        ("2020-01-19T22:00", "2020-01-19T22:01", "no"),
    ],
)
def test_who_joined_is_bound_from_that_day_until_leaving(start, end, answer):
    row = incident(actors_alleged=["red"], utc_start=utc(start), utc_end=utc(end))
    assert hit(row, context(accessions=LEFT))["who"] == answer


def test_a_day_of_joining_that_is_not_told_exactly_leaves_it_open():
    joined = [JOINED[0] | {"date_end": date(2020, 1, 12)}]
    row = incident(actors_alleged=["red"], utc_start=utc("2020-01-11T10:00"), utc_end=utc("2020-01-11T11:00"))
    assert hit(row, context(accessions=joined))["who"] == "undetermined"
    never = [JOINED[0] | {"date_start": None, "date_end": None}]
    assert hit(incident(actors_alleged=["red"]), context(accessions=never))["who"] == "undetermined"


def test_one_who_joined_but_is_of_another_class_is_not_bound_by_joining():
    joined = [*JOINED, JOINED[0] | {"joined": ["south"]}]
    assert hit(incident(actors_alleged=["south"]), context(accessions=joined))["who"] == "no"
    everyone = (", joined_classes: [groups]", "")
    assert hit(incident(actors_alleged=["south"]), context(everyone, accessions=joined))["who"] == "yes"


@pytest.mark.parametrize(
    ("bound", "actor", "answer"),
    [
        ("unspecified", "North", "undetermined"),
        ("anyone", "Outlaws", "yes"),
        ("anyone", "", "yes"),
        ("{classes: [groups]}", "Blue Brigade", "yes"),
        ("{classes: [groups]}", "North", "no"),
        ("{actors: [north], supporting: [shadow]}", "Shadow", "yes"),
    ],
)
def test_other_holders(bound, actor, answer):
    where = context(("{actors: [north], joined: [truce], joined_classes: [groups]}", bound))
    found = hit(incident(actors_alleged=[actor]), where)
    assert found["who"] == answer
    assert ("holder" in found["missing"]) == (bound == "unspecified")


# what ----------------------------------------------------------------------------------------------------------------

ACTS = "[fire/*, air/strike]"


@pytest.mark.parametrize(
    ("types", "acts", "answer"),
    [
        (["shelling"], ACTS, "yes"),
        (["airstrike"], ACTS, "yes"),
        (["overflight"], ACTS, "no"),
        (["ied"], ACTS, "no"),
        (["other"], ACTS, "undetermined"),
        ([], ACTS, "undetermined"),
        (["other", "shelling"], ACTS, "yes"),
        (["shelling", "ied"], ACTS, "undetermined"),
        (["shelling", "airstrike"], ACTS, "yes"),
        (["killing"], ACTS, "undetermined"),
        (["abduction"], ACTS, "no"),
        (["explosion"], "[explosives/ied]", "undetermined"),
        (["explosion"], "[explosives/*]", "yes"),
        (["aid_delivery"], ACTS, "no"),
        (["no such type"], ACTS, "undetermined"),
        (["shelling"], "[civilians/*]", "yes"),
        (["shelling"], "[civilians/arrest]", "undetermined"),
        (["shelling"], "[protected/hospital]", "no"),
        (["ground_clash"], "[ground/seizure]", "no"),
    ],
)
def test_what(types, acts, answer):
    assert hit(incident(event_types=types), context((ACTS, acts)))["what"] == answer


FORCE = "fire/*, air/unspecified, air/strike, air/helicopter, air/uav_strike, ground/attack, explosives/*"


@pytest.mark.parametrize(
    ("types", "acts", "answer"),
    [
        (["fatal_violence"], f"[{FORCE}, civilians/killing]", "yes"),
        (["fatal_violence", "other"], f"[{FORCE}, civilians/*]", "yes"),
        (["fatal_violence"], f"[{FORCE}]", "undetermined"),
        (["fatal_violence"], "[fire/*, civilians/killing]", "undetermined"),
        (["fatal_violence"], "[fire/artillery]", "undetermined"),
        (["fatal_violence", "abduction"], f"[{FORCE}, civilians/killing]", "no"),
    ],
)
def test_deadly_violence_without_its_means_is_covered_where_every_means_is(types, acts, answer):
    assert hit(incident(event_types=types), context((ACTS, acts)))["what"] == answer


@pytest.mark.parametrize(
    ("target", "answer"),
    [("medical facility", "yes"), ("civilians", "no"), (None, "undetermined"), ("Outlaws", "no")],
)
def test_an_effect_is_read_from_the_target(target, answer):
    row = incident(targets=[target] if target else [])
    where = context(
        (ACTS, "[protected/hospital]"),
        ("      - {kind: target, actors: [outlaws], lists: [black], associated: true}\n", ""),
        ("    exceptions:\n", ""),
    )
    found = hit(row, where)
    assert found["what"] == answer
    assert found["missing"] == (["target"] if answer == "undetermined" else [])


@pytest.mark.parametrize(
    ("target", "about", "answer"),
    [
        ("civilians", "{kinds: [civilians]}", "yes"),
        ("Blue Brigade", "{kinds: [civilians]}", "no"),
        (None, "{kinds: [civilians]}", "undetermined"),
        ("somebody", "{kinds: [civilians]}", "undetermined"),
        ("Blue Brigade", "{parties: {classes: [groups]}}", "yes"),
        ("South", "{parties: {classes: [groups]}}", "no"),
        ("Red Brigade", "{parties: {joined: [truce], actors: [south]}}", "yes"),
        ("civilians", "{kinds: [civilians], parties: {actors: [south]}}", "yes"),
        ("South", "{words: ground of others}", "undetermined"),
    ],
)
def test_what_is_done_to_whom(target, about, answer):
    where = context(("    acts: [fire", f"    object: {about}\n    acts: [fire"))
    assert hit(incident(targets=[target] if target else []), where)["what"] == answer


def test_reports_that_name_different_targets_leave_the_object_open():
    where = context(("    acts: [fire", "    object: {kinds: [civilians]}\n    acts: [fire"))
    assert hit(incident(targets=["civilians", "South"]), where)["what"] == "undetermined"


# exempt --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("targets", "given", "exempt", "result"),
    [
        (["civilians"], {}, "no", "in_scope"),
        (["Outlaws"], {}, "yes", "exemption_asserted"),
        (["Outlaw Wing"], {}, "yes", "exemption_asserted"),
        (["Shadow"], {}, "no", "in_scope"),  # on the list from March only
        (
            ["Shadow"],
            {"utc_start": utc("2020-04-01T10:00"), "utc_end": utc("2020-04-01T11:00")},
            "yes",
            "exemption_asserted",
        ),
        (
            ["Shadow"],
            {"utc_start": utc("2020-02-29T21:59"), "utc_end": utc("2020-02-29T22:01")},
            "undetermined",
            "undetermined",
        ),
        ([], {}, "undetermined", "undetermined"),
        (["somebody"], {}, "undetermined", "undetermined"),
        (["terrorists (as labelled)"], {}, "yes", "exemption_asserted"),
        (["Outlaws", "civilians"], {}, "yes", "exemption_asserted"),
        (["civilians"], {"exempt_by": ["North"]}, "yes", "exemption_asserted"),
        (["Outlaws or Shadow"], {}, "undetermined", "undetermined"),
        (["Outlaws and Blue Brigade"], {}, "no", "in_scope"),
        (["Outlaws and somebody"], {}, "undetermined", "undetermined"),
        (["Outlaws and civilians"], {}, "no", "in_scope"),
        (["Outlaws (hospital)"], {}, "no", "in_scope"),
    ],
)
def test_exempt(targets, given, exempt, result):
    found = hit(incident(targets=targets, **given))
    assert (found["exempt"], found["result"]) == (exempt, result)


def test_an_exemption_says_by_whom_on_what_list_and_who_disputes_it():
    found = hit(
        incident(targets=["Shadow", "civilians"], utc_start=utc("2020-04-01T10:00"), utc_end=utc("2020-04-01T11:00"))
    )
    assert found["asserted_by"] == ["reports naming 'Shadow' as the target"]
    assert found["basis"] == "shadow is on black version 2 (Council)"
    assert found["disputed_by"] == ["reports naming 'civilians' as the target"]
    claimed = hit(incident(exempt_by=["North"]))
    assert (claimed["asserted_by"], claimed["basis"]) == (["North"], "not told")


def test_a_provision_without_exceptions_knows_none():
    exception = "      - {kind: target, actors: [outlaws], lists: [black], associated: true}\n"
    where = context((f"    exceptions:\n{exception}", ""))
    found = hit(incident(targets=["Outlaws"], exempt_by=["North"]), where)
    assert (found["exempt"], found["result"]) == ("no", "in_scope")


@pytest.mark.parametrize(
    ("lists", "target", "exempt"),
    [
        ([], "Shadow", "undetermined"),
        ([], "Outlaws", "yes"),
        ([], "civilians", "no"),
        ([BLACK[0] | {"members_known": False}], "Shadow", "undetermined"),
        ([BLACK[0] | {"members_known": False}], "civilians", "no"),
        ([BLACK[0] | {"valid_to": date(2020, 1, 5)}], "Shadow", "undetermined"),
    ],
)
def test_a_list_that_is_not_known_leaves_it_open(lists, target, exempt):
    assert hit(incident(targets=[target]), context(designations=lists))["exempt"] == exempt


TARGET = "{kind: target, actors: [outlaws], lists: [black], associated: true}"


def test_a_drawn_excepted_area_puts_it_out_of_scope_and_an_undrawn_one_needs_somebodys_word():
    drawn = context(
        (TARGET, "{kind: area, zones: [hole]}"),
        zones=[zone(), zone("hole", uncertainty_km=1.0, shape=shapely.box(36.4, 34.4, 36.6, 34.6))],
    )
    assert hit(incident(), drawn)["result"] == "out_of_scope"
    assert hit(incident(lon=36.4), drawn)["exempt"] == "undetermined"
    assert hit(incident(lon=36.2), drawn)["result"] == "in_scope"
    undrawn = context((TARGET, "{kind: area, undrawn: where others fight}"))
    assert hit(incident(), undrawn)["result"] == "in_scope"
    assert hit(incident(exempt_by=["North"]), undrawn)["result"] == "exemption_asserted"


@pytest.mark.parametrize("kind", ["{kind: self_defence}", "{kind: notified_exercise, notice_hours: 72}"])
def test_self_defence_and_exercises_count_when_asserted(kind):
    where = context((TARGET, kind))
    assert hit(incident(targets=[]), where)["result"] == "in_scope"
    assert hit(incident(targets=[], exempt_by=["North"]), where)["result"] == "exemption_asserted"


def test_a_hit_names_the_statements_it_rests_on():
    where = context(
        zones=[zone() | {"statement_id": "zone-1"}],
        accessions=[JOINED[0] | {"statement_id": "join-1"}],
        designations=[v | {"statement_id": f"list-{v['version']}"} for v in BLACK],
        acts=[ACT | {"term_to": date(2021, 1, 2)}],
    )
    found = hit(incident(actors_alleged=["red"], targets=["Shadow"]), where)
    assert found["rests_on"] == ["join-1", "list-1", "x", "zone-1"]
    across = incident(utc_start=utc("2020-02-28T10:00"), utc_end=utc("2020-03-02T11:00"), targets=["Shadow"])
    assert hit(across, where)["rests_on"] == ["list-1", "list-2", "x", "zone-1"]
    assert hit(incident(targets=["medical facility"], actors_alleged=["South"]))["rests_on"] == []


# the whole -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "result"),
    [
        (OUTSIDE | {"targets": ["Outlaws"]}, "out_of_scope"),
        (NEAR | {"targets": ["Outlaws"]}, "undetermined"),
        (OUTSIDE | {"actors_alleged": []}, "out_of_scope"),
        ({"actors_alleged": [], "targets": []}, "undetermined"),
    ],
)
def test_a_no_goes_before_an_open_answer_and_that_before_a_claim(given, result):
    assert hit(incident(**given))["result"] == result


def test_scope_lists_all_clauses_hit_and_those_open():
    second = truce(("id: truce", "id: second"), ("joined: [truce]", "joined: [second]"))
    where = context(instruments=[truce(), second])
    found = scope(incident(actors_alleged=["red", "north"]), where)
    assert (found["result"], found["clauses"], found["open"]) == ("in_scope", ["truce/t-1"], ["second/t-1"])
    assert found["missing"] == []
    assert found["zone"] == "area"


def test_scope_tells_what_is_missing_and_the_nearest_no():
    assert scope(incident(actors_alleged=[], **NEAR))["missing"] == ["geometry", "actor"]
    far = scope(incident(event_types=["ied"]))
    assert (far["result"], far["why"]) == ("out_of_scope", "no provision is touched; the nearest fails on what")


def test_precedence_is_said_only_where_a_text_declares_it():
    second = truce(
        ("id: truce", "id: second"),
        ("joined: [truce]", "joined: [second]"),
        ("confidence: K\nsource", "precedence: [{over: truce, text_ref: para. 9}]\nconfidence: K\nsource"),
    )
    found = scope(incident(), context(instruments=[truce(), second]))
    assert found["clauses"] == ["second/t-1", "truce/t-1"]
    assert found["why"].endswith("; second goes before truce (para. 9)")


def test_no_instruments_touch_nothing():
    rows, where = incidents(incident()), context(instruments=[])
    assert hits(rows, where).num_rows == 0
    assert scope_of(rows, where).to_pylist()[0]["result"] == "out_of_scope"


def test_no_incidents_give_empty_tables():
    assert (hits(incidents(), context()).num_rows, scope_of(incidents(), context()).num_rows) == (0, 0)


def test_touching_leaves_out_what_is_out_of_scope():
    rows = incidents(incident(1), incident(2, **OUTSIDE))
    assert hits(rows, context(), TOUCHING)["incident_id"].to_pylist() == ["i1"]
    assert scope_of(rows, context())["incident_id"].to_pylist() == ["i1", "i2"]


def test_slices_give_the_same_rows_as_the_whole():
    actors = [["North"], ["red"], []]
    rows = incidents(*(incident(i, lon=35.5 + i / 10, actors_alleged=actors[i % 3]) for i in range(25)))
    assert pa.concat_tables(hit_batches(rows, context(), batch=7)).equals(hits(rows, context()))
    assert scope_of(rows, context(), batch=7).equals(scope_of(rows, context()))


def some_of_each():
    actors, targets = [["North"], ["red"], [], ["South"]], [["civilians"], ["Outlaws"], []]
    return [
        incident(i, lon=35.5 + i / 20, actors_alleged=actors[i % 4], targets=targets[i % 3], place_precision=i % 3)
        for i in range(40)
    ]


SECOND = (
    ("id: truce", "id: second"),
    ("bound: {actors: [north]", "bound: {actors: [south]"),
    ("- id: t-1", "- id: s-1"),
)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(instrument="second"),
        Wanted(provision="t-1"),
        Wanted(instrument="second", provision="t-1"),
        Wanted(results=("exemption_asserted",)),
        Wanted(missing="actor"),
        Wanted(instrument="truce", results=("undetermined", "in_scope"), missing="target"),
        TOUCHING,
    ],
)
def test_wanted_rows_are_those_of_the_whole_that_fit(wanted):
    where = context(instruments=[truce(), truce(*SECOND)])
    rows = incidents(*some_of_each())
    fitting = [
        row
        for row in hits(rows, where).to_pylist()
        if wanted.instrument in (None, row["instrument"])
        and wanted.provision in (None, row["provision"])
        and row["result"] in wanted.results
        and (wanted.missing is None or wanted.missing in row["missing"])
    ]
    assert hits(rows, where, wanted).to_pylist() == fitting
    assert hits(rows, HitTest(where), wanted).to_pylist() == fitting
    for limit in (0, 1, 3, len(fitting), len(fitting) + 1):
        cut = [r for t in hit_batches(rows, where, wanted, limit=limit, batch=6) for r in t.to_pylist()]
        assert cut == fitting[:limit]


def test_no_more_incidents_are_looked_at_than_a_limit_needs():
    bad = incident(99, utc_start=utc("2020-02-01T10:00"), utc_end=utc("2020-02-01T09:00"))
    rows = incidents(*some_of_each(), bad)
    assert sum(t.num_rows for t in hit_batches(rows, context(), limit=5, batch=10)) == 5
    with pytest.raises(ValueError, match="i99"):
        list(hit_batches(rows, context(), limit=500, batch=10))


def test_an_unknown_result_or_missing_thing_is_refused():
    with pytest.raises(ValueError, match="sometimes"):
        Wanted(results=("sometimes",))
    with pytest.raises(ValueError, match="weather"):
        Wanted(missing="weather")


def test_hits_of_a_few_incidents_are_those_of_these_alone():
    rows = incidents(*some_of_each())
    some = hits(rows.filter(pc.is_in(rows["incident_id"], pa.array(["i7", "i3", "nobody"]))), context())
    assert some["incident_id"].to_pylist() == ["i3", "i7"]
    assert some.equals(hits(incidents(some_of_each()[3], some_of_each()[7]), context()))


def test_a_test_of_some_provisions_gives_no_scope():
    where = context(instruments=[truce(), truce(*SECOND)])
    with pytest.raises(ValueError, match="some of the provisions"):
        scope_of(incidents(incident()), HitTest(where, where.tested[:1]))


def test_forgetting_names_between_batches_changes_nothing():
    rows = incidents(
        *(incident(i, actors_alleged=[f"name {i}", "North"][i % 2 :], targets=[f"x{i}"]) for i in range(9))
    )
    forgetful = HitTest(context(), most_names=2)
    assert pa.concat_tables(hit_batches(rows, forgetful, batch=3)).equals(hits(rows, context()))
    assert scope_of(rows, forgetful, batch=3).equals(scope_of(rows, context()))


def test_answers_keep_their_meaning_whatever_is_asked_later():
    test = HitTest(context(), most_names=1)
    first = next(test.batches(incidents(incident())))
    said = [[first.reasons.known[c] for c in codes.tolist()] for a in first.answers for codes in a.codes]
    for n in range(5):
        next(test.batches(incidents(incident(actors_alleged=[f"name {n}"], lon=40.0, targets=[f"x{n}"]))))
    assert said == [[first.reasons.known[c] for c in codes.tolist()] for a in first.answers for codes in a.codes]


def test_a_prepared_test_answers_as_its_context_does():
    test, rows = HitTest(context()), incidents(*(incident(i, lon=35.5 + i / 10) for i in range(10)))
    for _ in range(2):
        assert hits(rows, test).equals(hits(rows, context()))
        assert scope_of(rows, test).equals(scope_of(rows, context()))


def test_a_chunked_and_sliced_table_is_read_the_same():
    rows = incidents(*(incident(i, lon=35.5 + i / 10) for i in range(10)))
    chunked = pa.concat_tables([rows.slice(0, 3), rows.slice(3)])
    assert hits(chunked.slice(2), context()).equals(hits(rows, context()).slice(2))


@pytest.mark.parametrize("column", ["utc_start", "targets", "lat"])
def test_a_missing_column_is_named(column):
    with pytest.raises(ValueError, match=column):
        hits(incidents(incident()).drop_columns([column]), context())


def test_an_incident_that_ends_before_it_starts_is_named():
    bad = incident(7, utc_start=utc("2020-02-01T10:00"), utc_end=utc("2020-02-01T09:00"))
    with pytest.raises(ValueError, match="i7"):
        hits(incidents(bad), context())


def test_null_elements_in_lists_are_dropped():
    assert hit(incident(actors_alleged=[None, "North"], targets=[None]))["who"] == "yes"


def test_a_second_context_does_not_see_the_first():
    assert hit(incident(), context())["result"] == "in_scope"
    assert hit(incident(), context(zones=[zone(shape=shapely.box(40, 40, 41, 41))]))["result"] == "out_of_scope"


def test_two_instruments_of_one_id_are_refused():
    with pytest.raises(ValueError, match="truce"):
        context(instruments=[truce(), truce()])


@pytest.mark.parametrize(
    ("wkb", "words"),
    [
        (b"junk", "cannot be read"),
        (shapely.to_wkb(shapely.Point(1, 2)), "not an area"),
        (shapely.to_wkb(shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])), "area"),
    ],
)
def test_a_bad_geometry_is_named(wkb, words):
    with pytest.raises(ValueError, match=f"area.*{words}|zone 'area'"):
        context(zones=[zone() | {"wkb": wkb}])


def test_an_incident_of_no_length_is_a_moment():
    at = utc("2020-01-01T22:00")
    assert hit(incident(utc_start=at, utc_end=at))["when_"] == "yes"
    assert hit(incident(utc_start=at - timedelta(seconds=1), utc_end=at))["when_"] == "no"
