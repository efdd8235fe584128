"""What must hold of the hit test for every incident: order is no matter, and precision only ever decides."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from ceasefire.agreements import Context, hits, scope_of
from ceasefire.agreements.scope.hit_test import HitTest
from tests.agreements.worlds import BLACK, JOINED, PARTIES, context, incident, incidents, table, truce, utc, zone
from tests.soak import rounds

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


def answers(rows, where=WORLD):
    """Return the hits of each of some incidents, tested together: one call costs much, one more incident little."""
    named = [row | {"incident_id": f"i{n}"} for n, row in enumerate(rows)]
    found = hits(incidents(*named), where).to_pylist()
    return [[hit for hit in found if hit["incident_id"] == row["incident_id"]] for row in named]


def several(*more):
    """Draw five to eight incidents, each with what else is drawn for it."""
    return st.lists(st.tuples(drawn_incidents(), *more), min_size=5, max_size=8)


ELEMENTS = ("where_", "when_", "who", "what", "exempt")


def refined(before, after, elements=ELEMENTS):
    """Hold that what was certain before is certain in the same way, or open, but never the opposite."""
    for old, new in zip(before, after, strict=True):
        changed = [e for e in elements if {old[e], new[e]} == {"yes", "no"}]
        assert not changed, (old, new)
        if old["result"] == "in_scope" and new["result"] == "out_of_scope":
            assert any(old[e] != new[e] for e in elements)


@settings(max_examples=rounds(50, 600), deadline=None)
@given(several(st.floats(0, 1), st.floats(0, 1)))
def test_a_narrower_time_never_turns_an_answer_round(drawn):
    def narrowed(row, a, b):
        length = (row["utc_end"] - row["utc_start"]).total_seconds()
        first, last = sorted((int(a * length), int(b * length)))
        start = row["utc_start"]
        return row | {"utc_start": start + timedelta(seconds=first), "utc_end": start + timedelta(seconds=last)}

    narrow = [narrowed(*one) for one in drawn]
    for row, before, after in zip(narrow, answers([row for row, *_ in drawn]), answers(narrow), strict=True):
        refined(before, after)
        for old, new in zip(before, after, strict=True):
            if row["utc_start"] < row["utc_end"]:
                assert all(new[e] == old[e] for e in ("where_", "when_", "who") if old[e] != "undetermined")


@settings(max_examples=rounds(50, 600), deadline=None)
@given(several(st.floats(0, 1), st.floats(-1, 1), st.floats(-1, 1)))
def test_a_smaller_circle_inside_never_turns_an_answer_round(drawn):
    """The new circle lies within the old: its middle moves by no more than the radius it gives up."""

    def shrunk(row, share, east, north):
        radius = row["radius_km"] or 0.0
        room = radius * share / 111.195 / 1.5
        middle = {"lat": row["lat"] + north * room / 2, "lon": row["lon"] + east * room / 2}
        return row | middle | {"radius_km": radius * (1 - share)}

    outer = [row | {"radius_km": row["radius_km"] or 0.0} for row, *_ in drawn]
    for before, after in zip(answers(outer), answers([shrunk(*one) for one in drawn]), strict=True):
        refined(before, after)


NAMES = st.sampled_from(
    [
        ("North or South", "North"),
        ("North or South", "South"),
        ("North or Red Brigade", "Red Brigade"),
        ("unidentified", "Outlaws"),
        ("Rebels", "Blue Brigade"),
        ("Rebels", "Red Brigade"),
    ]
)


@settings(max_examples=rounds(35, 400), deadline=None)
@given(several(NAMES))
def test_a_more_exact_name_never_turns_an_answer_round(drawn):
    rough = answers([row | {"actors_alleged": [name]} for row, (name, _) in drawn])
    exact = answers([row | {"actors_alleged": [name]} for row, (_, name) in drawn])
    for before, after in zip(rough, exact, strict=True):
        refined(before, after)


EXACT_TARGETS = st.sampled_from(
    [
        ("Outlaws or Shadow", "Shadow"),
        ("Outlaws or Shadow", "Outlaws"),
        ("somebody", "civilians"),
        ("somebody", "Outlaws"),
    ]
)


@settings(max_examples=rounds(35, 400), deadline=None)
@given(several(EXACT_TARGETS))
def test_a_more_exact_target_never_turns_an_answer_round(drawn):
    rough = answers([row | {"exempt_by": [], "targets": [target]} for row, (target, _) in drawn])
    exact = answers([row | {"exempt_by": [], "targets": [target]} for row, (_, target) in drawn])
    for before, after in zip(rough, exact, strict=True):
        refined(before, after)


PLAIN = context(zones=ZONES, accessions=COUNTED)
MIST = context(
    ("zones: [area]", "zones: [mist, area, moor]"),
    zones=[*ZONES, zone("mist", shape=None), zone("moor", shape=None)],
    accessions=COUNTED,
)


@settings(max_examples=rounds(25, 300), deadline=None)
@given(several())
def test_an_undrawn_zone_never_takes_a_hit_away(drawn):
    rows = [row for (row,) in drawn]
    for before, after in zip(answers(rows, PLAIN), answers(rows, MIST), strict=True):
        for old, new in zip(before, after, strict=True):
            if old["result"] != "out_of_scope":
                assert new["result"] == old["result"]


@settings(max_examples=rounds(30, 600), deadline=None)
@given(st.data())
def test_order_is_no_matter(data):
    rows = [data.draw(drawn_incidents(number)) for number in range(4)]
    straight = {r["incident_id"]: r for r in scope_of(incidents(*rows), WORLD).to_pylist()}
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
    turned = replace(first, provisions=first.provisions[::-1])
    other = Context.build(data.draw(st.permutations([turned, SECOND])), **mixed)
    assert {r["incident_id"]: r for r in scope_of(incidents(*shuffled), other).to_pylist()} == straight


@settings(max_examples=rounds(40, 600), deadline=None)
@given(st.lists(st.tuples(drawn_incidents(), st.booleans()), min_size=1, max_size=12))
def test_some_incidents_have_the_rows_they_have_among_all(drawn):
    """Key-local: what is computed for any of the incidents equals what is computed for all, cut down to them."""
    rows = [row | {"incident_id": f"i{n:02}"} for n, (row, _) in enumerate(drawn)]
    some = [row for row, (_, kept) in zip(rows, drawn, strict=True) if kept]
    ids = {row["incident_id"] for row in some}
    for made in (hits, scope_of):
        whole = made(incidents(*rows), WORLD).to_pylist()
        assert made(incidents(*some), WORLD).to_pylist() == [row for row in whole if row["incident_id"] in ids]
        assert whole == [row for one in rows for row in made(incidents(one), WORLD).to_pylist()]


@settings(max_examples=rounds(20, 200), deadline=None)
@given(several())
def test_the_whole_follows_from_the_elements(drawn):
    for found in (hit for one in answers([row for (row,) in drawn]) for hit in one):
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
