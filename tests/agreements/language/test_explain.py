from msgspec.structs import replace

from ceasefire.agreements import diff, explain
from tests.agreements.worlds import truce

PLAIN = """\
A made truce
Signed on 2020-01-01 by north and south. Times are those of Asia/Damascus unless said.
In force: 1 day after signature. Term: 6 months.
It is extended by itself; it needs consensus of north and south, shown by an act of extension.
Coded: not told which part. Reading: from background knowledge, not re-read; made for the tests.

t-1: No fire inside the area.
  Who: north; whoever joined or joins truce (of these: groups), from that day on must not do this.
  Forbidden: every kind of fire or air: strike.
  Where: inside area.
  Except: acts against outlaws, named in the text; acts against whoever is on black on that day; groups associated \
with them, where somebody asserts it.
  Reading: from background knowledge, not re-read.

t-2: The map is drawn.
  Who: north and south must do this.
  Where: not bound to a place.
  Deadline: 2 weeks after signature, end of the day.
  Verified by: the text does not say.
  Reading: from background knowledge, not re-read.
"""


def test_a_truce_in_plain_words():
    assert explain(truce()) == PLAIN


def lines(*swaps):
    return set(explain(truce(*swaps)).splitlines()) - set(PLAIN.splitlines())


def test_what_the_text_leaves_open_is_said_to_be_open():
    assert lines(("bound: {actors: [north, south]}", "bound: unspecified")) == {
        "  Who: Nobody is named as holder; somebody must do this."
    }
    assert lines(("signed: 2020-01-01\n", ""), ("in_force: {after: signature, days: 1}\nterm: {months: 6}\n", "")) == {
        "No signature told by north and south. Times are those of Asia/Damascus unless said.",
        "In force: not told. Term: not told.",
    }
    assert lines(("place: {zones: [area]}", "place: {belts: [{along: area}], undrawn: hills}")) == {
        "  Where: a belt along the line of area, of a width the text does not tell; or ground that nobody has drawn "
        "(hills)."
    }


def test_belts_clocks_and_exceptions_are_told():
    assert lines(
        ("place: {zones: [area]}", "place: {belts: [{along: area, side: inside, width_km: 15, width_km_most: 20}]}")
    ) == {"  Where: a belt of 15 to 20 km along the line of area (inside)."}
    assert "  Clock: within 72 hours of the call." in lines(
        ("deadline: {after: signature, weeks: 2}", "clock: {within_hours: 72, of: the call}")
    )
    assert "  Except: self-defence, where somebody asserts it (para. 3)." in lines(
        (
            "{kind: target, actors: [outlaws], lists: [black], associated: true}",
            "{kind: self_defence, text_ref: para. 3}",
        )
    )


def test_rival_readings_stand_beside_ours():
    rival = "weeks: 2}\n    rivals: [{about: deadline, says: ten days, date: 2020-01-11, source: {publisher: Gazette}}]"
    assert lines(("weeks: 2}", rival)) == {"  Rival reading of deadline: ten days (2020-01-11); Gazette."}


def test_no_change_is_no_difference():
    assert diff(truce(), truce()) == []


def test_a_difference_names_the_field():
    found = diff(
        truce(),
        truce(
            ("weeks: 2", "weeks: 3"),
            ("title: A made truce", "title: Another"),
            ("term: {months: 6}\n", ""),
            ("acts: [fire/*, air/strike]", "acts: [fire/*]"),
        ),
    )
    assert [str(c) for c in found] == [
        "~ provisions[t-1].acts: fire/*, air/strike -> fire/*",
        "~ provisions[t-2].deadline.weeks: 2 -> 3",
        "- term.months: 6",
        "~ title: A made truce -> Another",
    ]


def test_the_order_of_provisions_is_no_difference_and_a_new_one_is():
    one = truce()
    turned = replace(one, provisions=one.provisions[::-1])
    assert diff(one, turned) == []
    fewer = replace(one, provisions=one.provisions[:1])
    assert "+ provisions[t-2]: there" in [str(c) for c in diff(fewer, one)]
