import pytest
from msgspec.structs import replace

from ceasefire.agreements import diff, explain
from ceasefire.agreements.language.in_words.assumptions import assumptions
from tests.agreements.worlds import truce

PLAIN = """\
A made truce
Signed on 2020-01-01 by north and south. Times are those of Asia/Damascus unless said.
In force: 1 day after signature. Term: 6 months.
It is extended by itself; it needs consensus of north and south, shown by an act of extension.
Coded: not told which part. Reading: from background knowledge, not re-read; made for the tests.

t-1: No fire inside the area.
  Who: north; whoever joined or joins truce (of these: groups), from that day on must not do what is forbidden below.
  Forbidden: fire (every kind) or air (strike).
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

Assumptions that a lawyer must accept or challenge:
  1. Days are those of Asia/Damascus: what has no hour begins at 00:00 there, and a deadline ends with its day.
  2. Its dates, term and signatories are coded from background knowledge and not re-read.
  3. t-1: no list says which groups are associated: one is asserted to be exempt where somebody says so, and no more.
  4. t-1, t-2: it is coded from background knowledge and not re-read.
  5. t-2: the text does not say who verifies: anybody but the holder may verify.
"""
CERTAIN = ("agreement/1", "agreement/2"), ("confidence: K", "confidence: R")


def test_a_truce_in_plain_words():
    assert explain(truce()) == PLAIN


def lines(*swaps):
    """Return the lines of the truce so changed, assumptions left out, that the plain one has not."""
    return set(explain(truce(*swaps)).partition("\nAssumptions")[0].splitlines()) - set(PLAIN.splitlines())


def taken(*swaps):
    """Return what is taken for granted in a truce so changed that is not in one whose text was read."""
    plain = assumptions(truce(*CERTAIN))
    return [one for one in assumptions(truce(*CERTAIN, *swaps)) if one not in plain]


def test_what_the_text_leaves_open_is_said_to_be_open():
    assert lines(("bound: {actors: [north, south]}", "bound: unspecified")) == {
        "  Who: the text names no holder of this duty."
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


T1 = "    acts: [fire/*, air/strike]\n"
DEADLINE = "    deadline: {after: signature, weeks: 2}\n"


@pytest.mark.parametrize(
    ("swap", "line"),
    [
        ((DEADLINE, "    owed_to: {actors: [red]}\n" + DEADLINE), "Owed to: red."),
        ((T1, "    survives: true\n" + T1), "It goes on holding after the instrument ends."),
        (
            (T1, "    offensive: {reading: presumed}\n" + T1),
            "Of these: only offensive acts; one counts as offensive unless somebody asserts defence.",
        ),
        (
            (T1, "    offensive: {reading: to_be_shown, words: offensive operations}\n" + T1),
            "Of these: only offensive acts (in the text: offensive operations); it stays open whether one was until somebody says so.",
        ),
        (
            ("{zones: [area]}", "{sides: [{of: river, side: north, within: area}]}"),
            "Where: the ground north of the line river, as far as area reaches.",
        ),
        (("{zones: [area]}", "{zones: [area], of: origin}"), "Where (from where it was done): inside area."),
        (
            ("weeks: 2}", "months: 1, about_days: 5}"),
            "Deadline: 1 month after signature, 5 days either way, end of the day.",
        ),
        (
            ("{after: signature, weeks: 2}", "{after: 'met:t-1', days: 3}"),
            "Deadline: 3 days after the first day on which t-1 is said to be met, end of the day.",
        ),
        (
            (DEADLINE, "    clock: {every: {weeks: 1}, starts: {date: 2020-02-03}}\n"),
            "Clock: every week, the first beginning 2020-02-03.",
        ),
        ((DEADLINE, "    clock: {every: {months: 2}}\n"), "Clock: every 2 months."),
        (
            (DEADLINE, "    clock: {within_hours: 72, each: incident}\n"),
            "Clock: within 72 hours of each incident; each incident has a clock of its own.",
        ),
        (
            (DEADLINE, "    phases: [{what: half of them, percent: 50, deadline: {date: 2020-03-01}}]\n"),
            "Phase 1: half of them, 50 percent of the whole by then: 2020-03-01, end of the day.",
        ),
        (
            (DEADLINE, DEADLINE + "    shown_by: {act: map_approval, zones: [a, b]}\n"),
            "Shown by an act: in our reading a recorded act of map approval shows it met, one for each of a and b.",
        ),
        (
            (DEADLINE, DEADLINE + "    in_return_for: [t-1]\n"),
            "Promised in return for t-1; neither is excused by the other.",
        ),
        ((DEADLINE, DEADLINE + "    then: [t-1]\n"), "Once it is said to be met, t-1 opens."),
        (
            (DEADLINE, DEADLINE + "    then: [t-1]\n"),
            "It opens once t-2 is said to be met; before that it is not open.",
        ),
        (
            (DEADLINE, DEADLINE + "    else: [t-1]\n"),
            "It opens once t-2 is said to be missed or breached; before that it is not open.",
        ),
        (
            (DEADLINE, DEADLINE + "    untranslatable: {words: in good faith, why: no test}\n"),
            "Not coded: in good faith (no test; accepted by nobody).",
        ),
        (
            (
                "{kind: target, actors: [outlaws], lists: [black], associated: true}",
                "{kind: target, id: h, kinds: [medical], classes: [civilian], effect: keeps_in, over: [x, y]}",
            ),
            "Kept in, whatever is excepted [h]: acts against any civilian; acts against medical; it goes before x and y.",
        ),
        (
            (
                "    modality: must\n",
                "    modality: power\n    power: {to: suspend, of: [t-1], needs: consensus, after: [t-1], notice_days: 7, most_days: 30}\n",
            ),
            "Power: to suspend t-1, by an act of suspension of all of them, by consensus; only after t-1 is said to be breached; "
            "with 7 days of notice; for at most 30 days.",
        ),
        (
            (
                DEADLINE,
                DEADLINE
                + "    rivals: [{about: deadline, id: ten, says: ten days, reads: {deadline: {undated: x}}, source: {publisher: Gazette}}]\n",
            ),
            "Rival reading of deadline: ten days; Gazette. It can be tested beside ours: ten.",
        ),
    ],
)
def test_every_word_of_edition_2_is_said(swap, line):
    assert f"  {line}" in lines(CERTAIN[0], swap)


def test_self_defence_is_proportionate_only_where_the_text_says_so():
    target = "{kind: target, actors: [outlaws], lists: [black], associated: true}"
    bare, coded = ("{kind: self_defence, text_ref: para. 4}", "{kind: self_defence, proportionate: true}")
    assert "proportionate" not in explain(truce((target, bare)))
    assert "  Except: proportionate self-defence, where somebody asserts it." in lines((target, coded))


@pytest.mark.parametrize(
    ("swap", "words"),
    [
        (
            ("actors: [north], joined", "supporting: [south], joined"),
            "t-1: south count among the supporting forces (bound), which the text does not name.",
        ),
        (
            ("bound: {actors: [north, south]}", "bound: unspecified"),
            "t-2: the text names no holder and we name none: whom it binds stays open.",
        ),
        (
            ("term: {months: 6}", "term: open_ended"),
            "The text sets no end: it is taken to hold until an act that ends it is recorded.",
        ),
        (
            ("term: {months: 6}", "term: not_told"),
            "Its term is not told: it is taken to hold until an act that ends it is recorded.",
        ),
        (
            (T1, "    offensive: {reading: presumed}\n" + T1),
            "t-1: an act is presumed to be offensive unless somebody asserts defence.",
        ),
        (
            ("weeks: 2}", "weeks: 4, about_days: 5}"),
            't-2: "about" (4 weeks after signature) is read as 5 days either way.',
        ),
        (
            (DEADLINE, DEADLINE + "    untranslatable: {words: in good faith, why: no test, accepted_by: A. Lawyer}\n"),
            't-2: the words "in good faith" are not coded (no test); A. Lawyer accepts that they are left out.',
        ),
        (
            (DEADLINE, DEADLINE + "    untranslatable: {words: in good faith, why: no test}\n"),
            't-2: the words "in good faith" are not coded (no test), and nobody has accepted that: every test stays open.',
        ),
        (
            (
                "associated: true}\n",
                "associated: true}\n      - {kind: target, id: h, kinds: [medical], effect: keeps_in}\n",
            ),
            "t-1: the text does not say which goes before, the exception of target or exception h: where both fit it stays open.",
        ),
        (
            ("zones: [area]", "zones: [area], undrawn: hills"),
            "t-1: nobody has drawn hills: whether an act lies there stays open.",
        ),
        (("    place: {zones: [area]}\n", ""), "t-1: it is read as bound to no place: an act anywhere counts."),
        (
            (DEADLINE, DEADLINE + "    rivals: [{about: deadline, says: ten days, source: {publisher: Gazette}}]\n"),
            "t-2: the deadline is tested as we read it, not as Gazette does: ten days.",
        ),
        (
            ("source: {text: made", 'paragraphs: ["1"]\nsource: {text: made'),
            "Paragraph 1 of the text is coded by no provision: nothing is tested against it.",
        ),
    ],
)
def test_what_a_coding_takes_for_granted_is_listed(swap, words):
    assert words in taken(swap)


def test_a_reading_of_the_text_itself_is_no_assumption():
    assert not any("re-read" in one for one in assumptions(truce(*CERTAIN)))


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
        "~ provisions[t-1].acts: fire (every kind) or air (strike) -> fire (every kind)",
        "~ provisions[t-2].deadline: 2 weeks after signature, end of the day -> 3 weeks after signature, end of the day",
        "~ term: 6 months -> not told",
        "~ title: A made truce -> Another",
    ]


def test_the_order_of_provisions_is_no_difference_and_a_new_one_is():
    one = truce()
    turned = replace(one, provisions=one.provisions[::-1])
    assert diff(one, turned) == []
    fewer = replace(one, provisions=one.provisions[:1])
    assert "+ provisions[t-2]: The map is drawn." in [str(c) for c in diff(fewer, one)]


def test_a_difference_in_the_words_of_edition_2_reads_as_explain_does():
    found = diff(
        truce(CERTAIN[0]),
        truce(
            CERTAIN[0],
            (T1, "    survives: true\n" + T1),
            ("modality: must\n", "modality: power\n    power: {to: suspend, of: [t-1]}\n"),
            (
                "associated: true}\n",
                "associated: true}\n      - {kind: target, id: h, kinds: [medical], effect: keeps_in}\n",
            ),
            (DEADLINE, "    else: [t-1]\n" + DEADLINE),
            ("source: {text", "cases: [{id: c, provision: t-2, on: 2020-02-01, state: due}]\nsource: {text"),
        ),
    )
    assert [str(c) for c in found] == [
        "+ cases[c]: t-2, on 2020-02-01: due",
        "+ provisions[t-1].exceptions[h]: Kept in, whatever is excepted [h]: acts against medical.",
        "+ provisions[t-1].survives: yes",
        "+ provisions[t-2].else: t-1",
        "~ provisions[t-2].modality: must -> power",
        "+ provisions[t-2].power: to suspend t-1, by an act of suspension of any one of them",
    ]


def test_what_explain_does_not_say_is_still_a_difference():
    one, two = ("{zones: [area]}", "{everywhere: {outline: x}}"), ("{zones: [area]}", "{everywhere: {outline: y}}")
    assert [str(c) for c in diff(truce(one), truce(two))] == ["~ provisions[t-1].place.everywhere.outline: x -> y"]


def test_who_is_left_out_reads_as_one_holder():
    everyone = "bound: {everyone: true, but: [south, rebels]}"
    assert "  Who: everyone but south and rebels must do this." in lines(
        CERTAIN[0], ("bound: {actors: [north, south]}", everyone)
    )
    some = "bound: {classes: [state], but: [south]}"
    told = lines(CERTAIN[0], ("bound: {actors: [north, south]}", some))
    assert "  Who: every member of state (but not south) must do this." in told


def test_a_ban_is_breached_and_never_missed():
    told = lines(CERTAIN[0], ("    acts: [fire/*", "    else: [t-2]\n    acts: [fire/*"))
    assert {
        "  Once it is said to be breached, t-2 opens.",
        "  It opens once t-1 is said to be breached; before that it is not open.",
    } <= told
