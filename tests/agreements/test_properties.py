"""What must hold of the hit test for every incident: order is no matter, and precision only ever decides."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.agreements import Context, hits
from ceasefire.agreements.scope.hit_test import HitTest
from tests.agreements.worlds import BLACK, JOINED, PARTIES, context, incident, incidents, table, truce, utc, zone

ZONES = [zone(version=1, last=date(2020, 1, 20), shape=None), zone(version=2, first=date(2020, 1, 20))]
COUNTED = [
    *JOINED,
    {
        "instrument": "truce",
        "joined": [],
        "class_of": "groups",
        "members_known": False,
        "date_start": date(2020, 2, 5),
        "date_end": date(2020, 2, 7),
    },
]
SECOND = truce(
    ("id: truce", "id: second"),
    ("in_force: {after: signature, days: 1}", "in_force: {date: 2020-02-01}"),
    ("bound: {actors: [north], joined: [truce], joined_classes: [groups]}", "bound: anyone"),
    ("place: {zones: [area]}", "place: {everywhere: {outline: area}}"),
)
WORLD = HitTest(context(instruments=[truce(), SECOND], zones=ZONES, accessions=COUNTED))
START = utc("2019-12-25T00:00")

ACTORS = st.sampled_from(
    [
        "North",
        "South",
        "Red Brigade",
        "Blue Brigade",
        "Rebels",
        "North or South",
        "North or Red Brigade",
        "North and Blue Brigade",
        "unidentified",
        "Outlaws",
    ]
)
TARGETS = st.sampled_from(
    [
        "civilians",
        "Outlaws",
        "Shadow",
        "Outlaw Wing",
        "somebody",
        "terrorists (as labelled)",
        "medical facility",
        "Outlaws or Shadow",
    ]
)
TYPES = st.sampled_from(["shelling", "airstrike", "ied", "other", "killing", "explosion", "abduction"])


@st.composite
def drawn_incidents(draw, number=1):
    start = START + timedelta(hours=draw(st.integers(0, 24 * 230)))
    return incident(
        number,
        utc_start=start,
        utc_end=start + timedelta(hours=draw(st.integers(0, 24 * 20))),
        lat=draw(st.floats(33.5, 35.5)),
        lon=draw(st.floats(35.5, 37.5)),
        place_precision=draw(st.integers(0, 7)),
        radius_km=draw(st.none() | st.floats(0, 60)),
        actors_alleged=draw(st.lists(ACTORS, max_size=2)),
        targets=draw(st.lists(TARGETS, max_size=2)),
        event_types=draw(st.lists(TYPES, max_size=2)),
        exempt_by=draw(st.sampled_from([[], [], [], ["North"]])),
    )


def answers(row, where=WORLD):
    return hits(incidents(row), where)[0].to_pylist()


ELEMENTS = ("where_", "when_", "who", "what", "exempt")


def refined(before, after, elements=ELEMENTS):
    """Hold that what was certain before is certain in the same way, or open, but never the opposite."""
    for old, new in zip(before, after, strict=True):
        changed = [e for e in elements if {old[e], new[e]} == {"yes", "no"}]
        assert not changed, (old, new)
        if old["result"] == "in_scope" and new["result"] == "out_of_scope":
            assert any(old[e] != new[e] for e in elements)


@settings(max_examples=300, deadline=None)
@given(drawn_incidents(), st.floats(0, 1), st.floats(0, 1))
def test_a_narrower_time_never_turns_an_answer_round(row, a, b):
    length = (row["utc_end"] - row["utc_start"]).total_seconds()
    first, last = sorted((int(a * length), int(b * length)))
    narrow = row | {
        "utc_start": row["utc_start"] + timedelta(seconds=first),
        "utc_end": row["utc_start"] + timedelta(seconds=last),
    }
    before, after = answers(row), answers(narrow)
    refined(before, after)
    for old, new in zip(before, after, strict=True):
        if first < last:
            assert all(new[e] == old[e] for e in ("where_", "when_", "who") if old[e] != "undetermined")


@settings(max_examples=300, deadline=None)
@given(drawn_incidents(), st.floats(0, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_a_smaller_circle_inside_never_turns_an_answer_round(row, share, east, north):
    """The new circle lies within the old: its middle moves by no more than the radius it gives up."""
    radius = row["radius_km"] or 0.0
    room = radius * share / 111.195 / 1.5
    inner = row | {
        "radius_km": radius * (1 - share),
        "lat": row["lat"] + north * room / 2,
        "lon": row["lon"] + east * room / 2,
    }
    refined(answers(row | {"radius_km": radius}), answers(inner))


@settings(max_examples=200, deadline=None)
@given(
    drawn_incidents(),
    st.sampled_from(
        [
            ("North or South", "North"),
            ("North or South", "South"),
            ("North or Red Brigade", "Red Brigade"),
            ("unidentified", "Outlaws"),
            ("Rebels", "Blue Brigade"),
            ("Rebels", "Red Brigade"),
        ]
    ),
)
def test_a_more_exact_name_never_turns_an_answer_round(row, names):
    rough, exact = names
    refined(answers(row | {"actors_alleged": [rough]}), answers(row | {"actors_alleged": [exact]}))


@settings(max_examples=200, deadline=None)
@given(
    drawn_incidents(),
    st.sampled_from(
        [
            ("Outlaws or Shadow", "Shadow"),
            ("Outlaws or Shadow", "Outlaws"),
            ("somebody", "civilians"),
            ("somebody", "Outlaws"),
        ]
    ),
)
def test_a_more_exact_target_never_turns_an_answer_round(row, names):
    rough, exact = names
    plain = row | {"exempt_by": []}
    refined(answers(plain | {"targets": [rough]}), answers(plain | {"targets": [exact]}))


@settings(max_examples=150, deadline=None)
@given(drawn_incidents())
def test_an_undrawn_zone_never_takes_a_hit_away(row):
    more = ("zones: [area]", "zones: [mist, area, moor]")
    mist = context(more, zones=[*ZONES, zone("mist", shape=None), zone("moor", shape=None)], accessions=COUNTED)
    plain = context(zones=ZONES, accessions=COUNTED)
    for old, new in zip(answers(row, plain), answers(row, mist), strict=True):
        if old["result"] != "out_of_scope":
            assert new["result"] == old["result"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_order_is_no_matter(data):
    rows = [data.draw(drawn_incidents(number)) for number in range(4)]
    straight = {r["incident_id"]: r for r in hits(incidents(*rows), WORLD)[1].to_pylist()}
    shuffled = data.draw(
        st.permutations(
            [
                row | {k: data.draw(st.permutations(row[k])) for k in ("actors_alleged", "targets", "event_types")}
                for row in rows
            ]
        )
    )
    given_ = {"parties": PARTIES, "zones": ZONES, "accessions": COUNTED, "designations": BLACK}
    mixed = {name: table(name, data.draw(st.permutations(found))) for name, found in given_.items()}
    first = truce()
    turned = first.model_copy(update={"provisions": first.provisions[::-1]})
    other = Context.build(data.draw(st.permutations([turned, SECOND])), **mixed)
    assert {r["incident_id"]: r for r in hits(incidents(*shuffled), other)[1].to_pylist()} == straight


@settings(max_examples=100, deadline=None)
@given(st.lists(drawn_incidents(), min_size=1, max_size=12))
def test_one_at_a_time_gives_the_rows_of_the_batch(rows):
    rows = [row | {"incident_id": f"i{n}"} for n, row in enumerate(rows)]
    together, scopes = hits(incidents(*rows), WORLD)
    alone = [hits(incidents(row), WORLD) for row in rows]
    assert together.to_pylist() == [r for one, _ in alone for r in one.to_pylist()]
    assert scopes.to_pylist() == [r for _, one in alone for r in one.to_pylist()]


@settings(max_examples=100, deadline=None)
@given(drawn_incidents())
def test_the_whole_follows_from_the_elements(row):
    for found in answers(row):
        four = [found[e] for e in ("where_", "when_", "who", "what")]
        if "no" in four:
            assert found["result"] == "out_of_scope"
        elif "undetermined" in four:
            assert found["result"] == "undetermined"
        else:
            assert (
                found["result"]
                == {"yes": "exemption_asserted", "no": "in_scope", "undetermined": "undetermined"}[found["exempt"]]
            )
        assert bool(found["missing"]) == (found["result"] == "undetermined")
        assert found["why"]
