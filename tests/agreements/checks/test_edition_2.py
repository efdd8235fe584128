"""What the checks say of the words that edition 2 brought: each rule on the smallest file that breaks it."""

import pytest
import shapely

from ceasefire.agreements import check
from ceasefire.agreements.checks.names import TABLES
from tests.agreements.worlds import context, zone

T1 = "    acts: [fire/*, air/strike]\n"
T2 = "    deadline: {after: signature, weeks: 2}\n"
EXCEPTION = "{kind: target, actors: [outlaws], lists: [black], associated: true}"
SOURCE = "source: {text: made for the tests}\n"
EDITION = ("agreement/1", "agreement/2")
POWER = """
  - id: t-3
    says: They may suspend it.
    modality: power
    bound: {actors: [north]}
    power: {to: suspend}
    confidence: K
"""
LINE = shapely.LineString([(36.0, 34.5), (37.0, 34.5)])


def found(*swaps, weight=None, **tables):
    where = context(EDITION, *swaps, **tables)
    return {(p.rule, p.path) for p in check(where.instruments.values(), where) if weight in (None, p.weight)}


def before(anchor: str, text: str) -> tuple[str, str]:
    return anchor, text + anchor


def with_power(**swaps: str) -> tuple[str, str]:
    text = POWER
    for old, new in swaps.items():
        old = {"power": "{to: suspend}", "bound": "{actors: [north]}"}[old]
        text = text.replace(old, new)
    return T2 + "    confidence: K\n", T2 + "    confidence: K" + text


def exceptions(*texts: str) -> tuple[str, str]:
    return f"      - {EXCEPTION}\n", "".join(f"      - {one}\n" for one in texts)


def test_edition_2_by_itself_changes_nothing():
    assert found() == set()
    assert found(with_power()) == set()


@pytest.mark.parametrize(
    ("swap", "weight", "rule", "path"),
    [
        (before(T1, "    then: [t-9]\n"), "error", "dangling", "provisions[0].then"),
        (before(T1, "    else: [t-9]\n"), "error", "dangling", "provisions[0].else"),
        (before(T1, "    else: [t-1]\n"), "error", "self-reference", "provisions[0].else"),
        (before(T2, "    in_return_for: [t-9]\n"), "error", "dangling", "provisions[1].in_return_for"),
        (with_power(power="{to: suspend, of: [t-9]}"), "error", "dangling", "provisions[2].power.of"),
        (with_power(power="{to: suspend, after: [t-9]}"), "error", "dangling", "provisions[2].power.after"),
        (with_power(power="{to: terminate, most_days: 3}"), "warning", "redundant", "provisions[2].power.most_days"),
        (with_power(power="{to: extend, needs: consensus}"), "note", "redundant", "provisions[2].power.needs"),
        (with_power(bound="unspecified"), "warning", "no-holder", "provisions[2].bound"),
        (("weeks: 2}", "weeks: 2}\n    then: [t-1]\n    else: [t-2]"), "error", "self-reference", "provisions[1].else"),
        ((T2, "    deadline: {after: 'met:t-9'}\n"), "error", "dangling", "provisions[1].deadline"),
        ((T2, "    deadline: {after: 'breached:t-9'}\n"), "error", "dangling", "provisions[1].deadline"),
        ((T2, "    deadline: {after: 'deadline:t-2'}\n"), "error", "circle", "provisions[1].deadline"),
        (("days: 1}", "days: 1, about_days: 3}"), "error", "about", "in_force"),
        (("term: {months: 6}", "term: {until: {date: 2020-09-01, about_days: 3}}"), "error", "about", "term.until"),
        (
            (T2, "    clock: {every: {weeks: 1}, starts: {after: 'meeting:talks-1'}}\n"),
            "note",
            "no-start",
            "provisions[1].clock",
        ),
        (
            (T2, "    phases: [{what: a, deadline: {date: 2020-03-01}}, {what: b, deadline: {date: 2020-02-01}}]\n"),
            "error",
            "order",
            "provisions[1].phases[1].deadline",
        ),
        (
            (
                T2,
                "    phases: [{what: a, percent: 50, deadline: {date: 2020-03-01}}, "
                "{what: b, percent: 50, deadline: {date: 2020-04-01}}]\n",
            ),
            "error",
            "order",
            "provisions[1].phases[1].percent",
        ),
        (
            before(T2, "    shown_by: {act: map_approval, zones: [arena]}\n"),
            "error",
            "dangling",
            "provisions[1].shown_by.zones",
        ),
        (before(T2, "    owed_to: {actors: [nobody]}\n"), "error", "dangling", "provisions[1].owed_to.actors"),
        (("actors: [north, south]}", "everyone: true, but: [nobody]}"), "error", "dangling", "provisions[1].bound.but"),
        (("actors: [north, south]}", "classes: [north]}"), "error", "party-for-class", "provisions[1].bound.classes"),
        (("actors: [north, south]}", "actors: [state]}"), "error", "class-for-party", "provisions[1].bound.actors"),
        (("actors: [outlaws]", "classes: [outlawed]"), "error", "dangling", "provisions[0].exceptions[0].classes"),
        (
            before(T2, "    untranslatable: {words: in good faith, why: no test}\n"),
            "error",
            "untranslatable",
            "provisions[1].untranslatable",
        ),
        (
            before(T2, "    untranslatable: {words: in good faith, why: no test, accepted_by: A. Lawyer}\n"),
            "note",
            "untranslatable",
            "provisions[1].untranslatable",
        ),
        (before(T2, "    offensive: {reading: presumed}\n"), "warning", "redundant", "provisions[1].offensive"),
        (before(SOURCE, 'paragraphs: ["1", "2"]\n'), "note", "not-coded", "paragraphs"),
        (before(T2, '    paragraphs: ["1"]\n'), "error", "dangling", "provisions[1].paragraphs"),
        (
            before(
                SOURCE, "rivals: [{about: term, says: x, id: r, reads: {deadline: {undated: x}}, source: {text: y}}]\n"
            ),
            "error",
            "other-level",
            "rivals[0].reads.deadline",
        ),
        (
            before(T2, "    rivals: [{about: other, says: x, id: r, reads: {term: open_ended}, source: {text: y}}]\n"),
            "error",
            "other-level",
            "provisions[1].rivals[0].reads.term",
        ),
        (
            before(SOURCE, "rivals: [{about: term, says: x, reads: {term: open_ended}, source: {text: y}}]\n"),
            "warning",
            "no-id",
            "rivals[0]",
        ),
        (
            before(
                T1,
                "    rivals: [{about: place, says: x, id: r, reads: {place: {zones: [arena]}}, source: {text: y}}]\n",
            ),
            "error",
            "dangling",
            "provisions[0].rivals[0].reads",
        ),
        (
            before(T2, "    rivals: [{about: acts, says: x, id: r, reads: {acts: [fire/*]}, source: {text: y}}]\n"),
            "error",
            "reading",
            "provisions[1].rivals[0].reads",
        ),
        (
            exceptions("{kind: area, zones: [area], id: a, over: [b]}"),
            "error",
            "dangling",
            "provisions[0].exceptions[0].over",
        ),
        (
            exceptions("{kind: act, acts: [fire/*], id: a, over: [b]}", "{kind: self_defence, id: b, over: [a]}"),
            "error",
            "circle",
            "provisions[0].exceptions[0].over",
        ),
        (
            exceptions("{kind: act, acts: [fire/*], id: a}", "{kind: self_defence, id: a}"),
            "error",
            "repeated",
            "provisions[0].exceptions[1].id",
        ),
        (
            exceptions(EXCEPTION, "{kind: target, kinds: [medical], effect: keeps_in}"),
            "warning",
            "unranked",
            "provisions[0].exceptions",
        ),
        (
            before(SOURCE, "cases: [{id: c, provision: t-9, on: 2020-02-01, state: due}]\n"),
            "error",
            "dangling",
            "cases[0].provision",
        ),
        (
            before(SOURCE, "cases: [{id: c, provision: t-2, on: 2020-02-01, state: dew}]\n"),
            "error",
            "unknown-word",
            "cases[0].state",
        ),
        (
            before(SOURCE, "cases: [{id: c, provision: t-2, incident: {}, expect: in_scope}]\n"),
            "error",
            "untestable",
            "cases[0].incident",
        ),
        (
            before(SOURCE, "cases: [{id: c, provision: t-1, incident: {}, expect: undetermined, missing: [plaice]}]\n"),
            "error",
            "unknown-word",
            "cases[0].missing",
        ),
    ],
)
def test_every_rule_finds_its_fault(swap, weight, rule, path):
    assert (rule, path) in found(swap, weight=weight)


def test_a_clock_from_an_entry_into_force_that_nobody_knows_has_no_start():
    force = ("in_force: {after: signature, days: 1}", "in_force: {after: 'act:decision'}")
    assert ("no-start", "provisions[1].clock") in found(
        force, (T2, "    clock: {every: {weeks: 1}}\n"), weight="warning"
    )


def test_what_opens_itself_over_others_is_a_circle_and_the_way_is_told():
    where = context(EDITION, before(T1, "    then: [t-2]\n"), before(T2, "    else: [t-1]\n"))
    told = {p.words for p in check(where.instruments.values(), where) if p.rule == "circle"}
    assert told == {
        "it opens itself in the end, so that none of these ever opens: t-1 -> t-2 -> t-1",
        "it opens itself in the end, so that none of these ever opens: t-2 -> t-1 -> t-2",
    }


def test_a_chain_without_a_circle_is_none():
    assert not any(rule == "circle" for rule, _ in found(before(T1, "    else: [t-2]\n")))


def test_ranked_exceptions_are_not_called_unranked():
    ranked = exceptions(
        EXCEPTION.replace("target,", "target, id: groups,"),
        "{kind: target, kinds: [medical], effect: keeps_in, over: [groups]}",
    )
    assert found(ranked) == set()


SIDE = ("place: {zones: [area]}", "place: {sides: [{of: area, side: north}]}")
BELT = ("place: {zones: [area]}", "place: {belts: [{along: area, side: north, width_km: 5}]}")


@pytest.mark.parametrize(
    ("swap", "path"), [(SIDE, "provisions[0].place.sides[0].of"), (BELT, "provisions[0].place.belts[0]")]
)
def test_north_of_an_area_is_refused(swap, path):
    assert found(swap, weight="error") == {("needs-a-line", path)}


def test_a_table_that_nothing_holds_gives_one_note_and_no_error():
    where = context(EDITION, parties=[], zones=[], designations=[])
    [one] = check(where.instruments.values(), where, known=frozenset())
    assert (one.weight, one.rule) == ("note", "not-checked")
    assert one.words.startswith(
        "not checked: 4 parties, 1 zone, 1 list, 1 list of joiners named here; nothing given holds any"
    )
    assert "dangling" in {p.rule for p in check(where.instruments.values(), where, known=TABLES)}


def test_zones_are_looked_up_where_they_are_known_though_lists_are_not():
    where = context(EDITION, ("zones: [area]", "zones: [arena]"), zones=[zone()], designations=[])
    told = check(where.instruments.values(), where, known={"zones"})
    assert [(p.weight, p.rule) for p in told] == [("error", "dangling"), ("note", "not-checked")]
