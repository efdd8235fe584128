from datetime import date

import pytest
import shapely

from ceasefire.agreements import check
from ceasefire.agreements.language.files.loading import read
from tests.agreements.worlds import JOINED, TRUCE, context, truce, zone

EXCEPTION = "      - {kind: target, actors: [outlaws], lists: [black], associated: true}\n"


def rules(*swaps, weight=None, **tables):
    where = context(*swaps, **tables)
    return {(p.rule, p.path) for p in check(where.instruments.values(), where) if weight in (None, p.weight)}


def test_a_good_file_has_nothing_to_look_at():
    assert rules() == set()


@pytest.mark.parametrize(
    ("swap", "weight", "rule", "path"),
    [
        (("signatories: [north, south]", "signatories: [north, nowhere]"), "error", "dangling", "signatories"),
        (
            ("bound: {actors: [north, south]}", "bound: {actors: [nobody]}"),
            "error",
            "dangling",
            "provisions[1].bound.actors",
        ),
        (
            ("joined_classes: [groups]", "joined_classes: [guilds]"),
            "error",
            "dangling",
            "provisions[0].bound.joined_classes",
        ),
        (("actors: [outlaws]", "actors: [inlaws]"), "error", "dangling", "provisions[0].exceptions[0].actors"),
        (("who: [north, south]", "who: [nowhere]"), "error", "dangling", "extension"),
        (("lists: [black]", "lists: [white]"), "warning", "dangling", "provisions[0].exceptions[0].lists"),
        (("zones: [area]", "zones: [arena]"), "error", "dangling", "provisions[0].place.zones"),
        (
            ("place: {zones: [area]}", "place: {belts: [{along: arena, width_km: 5}]}"),
            "error",
            "dangling",
            "provisions[0].place.belts[0]",
        ),
        (
            ("place: {zones: [area]}", "place: {everywhere: {outline: arena}}"),
            "error",
            "dangling",
            "provisions[0].place.everywhere",
        ),
        (("confidence: K\nsource", "layered_on: [other]\nconfidence: K\nsource"), "warning", "dangling", "layered_on"),
        (
            ("confidence: K\nsource", "supersedes: [truce]\nconfidence: K\nsource"),
            "error",
            "self-reference",
            "supersedes",
        ),
        (
            ("confidence: K\nsource", "precedence: [{over: x, text_ref: y}]\nconfidence: K\nsource"),
            "warning",
            "dangling",
            "precedence[0]",
        ),
        (("joined: [truce]", "joined: [other]"), "warning", "dangling", "provisions[0].bound.joined"),
        (("joined: [truce]", "joined: [other]"), "note", "nobody-joined", "provisions[0].bound.joined"),
        (("{after: signature, weeks: 2}", "{each_meeting: talks}"), "warning", "dangling", "provisions[1].deadline"),
        (("{after: signature, weeks: 2}", "{after: 'deadline:t-7'}"), "error", "dangling", "provisions[1].deadline"),
        (("{after: signature, weeks: 2}", "{after: 'act:decision'}"), "note", "no-date", "provisions[1].deadline"),
        (
            ("{after: signature, weeks: 2}", "{date: 2019-06-01}"),
            "warning",
            "impossible-time",
            "provisions[1].deadline",
        ),
        (
            ("in_force: {after: signature, days: 1}", "in_force: {date: 2019-06-01}"),
            "warning",
            "impossible-time",
            "in_force",
        ),
        (("term: {months: 6}", "term: {until: {date: 2019-06-01}}"), "error", "impossible-time", "term"),
        (
            (
                "    exceptions:\n",
                "    window: {starts: {date: 2020-03-01}, ends: {date: 2020-03-01}}\n    exceptions:\n",
            ),
            "error",
            "impossible-time",
            "provisions[0].window",
        ),
        (
            ("    exceptions:\n", "    window: {ends: {date: 2019-03-01}}\n    exceptions:\n"),
            "error",
            "never-applies",
            "provisions[0]",
        ),
        (("in_force: {after: signature, days: 1}\n", ""), "note", "in-force", "the instrument"),
        (("bound: {actors: [north, south]}", "bound: unspecified"), "note", "no-holder", "provisions[1].bound"),
        (
            ("place: {zones: [area]}", "place: {belts: [{along: area}]}"),
            "note",
            "no-width",
            "provisions[0].place.belts[0]",
        ),
        (("zones: [area]", "zones: [area], undrawn: hills"), "note", "undrawn", "provisions[0].place.undrawn"),
        (("acts: [fire/*", "object: {words: ground}\n    acts: [fire/*"), "note", "untestable", "provisions[0].object"),
        (("acts: [fire/*", "acts: [fire/mortar, fire/*"), "note", "redundant", "provisions[0].acts"),
        (("    deadline: {after: signature, weeks: 2}\n", ""), "note", "untracked", "provisions[1]"),
        (
            ("acts: [fire/*", "object: {parties: {actors: [outlaws]}}\n    acts: [fire/*"),
            "error",
            "never-applies",
            "provisions[0].exceptions",
        ),
        (("source: {text: made for the tests}", f"source: {{quote: '{'word ' * 13}'}}"), "error", "quote", "source"),
        (
            ("weeks: 2}\n", "weeks: 2}\n    rivals: [{about: deadline, says: x, source: {}}]\n"),
            "warning",
            "no-source",
            "provisions[1].rivals[0].source",
        ),
    ],
)
def test_every_rule_finds_its_fault(swap, weight, rule, path):
    assert (rule, path) in rules(swap, weight=weight)


@pytest.mark.parametrize(
    ("zones", "rule"),
    [
        ([zone(shape=None)], "no-geometry"),
        ([zone(last=date(2019, 6, 1))], "no-geometry"),
        ([zone(), zone(version=2)], "overlapping-versions"),
        (
            [zone(last=date(2020, 2, 1)), zone(version=2, first=date(2020, 2, 1), shape=shapely.box(36, 34, 36.5, 35))],
            None,
        ),
    ],
)
def test_zones_are_looked_at_in_time(zones, rule):
    assert {r for r, _ in rules(zones=zones)} == ({rule} if rule else set())


def test_members_known_by_count_only_are_noted():
    assert ("count-only", "provisions[0].bound.joined") in rules(
        accessions=[*JOINED, JOINED[0] | {"joined": [], "members_known": False, "class_of": "groups"}]
    )


def test_a_file_gives_line_and_column():
    text = TRUCE.replace("zones: [area]", "zones: [arena]")
    found = check([read(text.encode(), file="t.yaml")], context(instruments=[truce()]))
    assert [str(p) for p in found] == [
        "t.yaml:19:13: error: no zone 'arena' is recorded; did you mean 'area'? at provisions[0].place.zones (t-1) [dangling]"
    ]


def test_without_a_table_of_parties_no_name_is_called_wrong():
    assert rules(parties=[], designations=[]) == {("dangling", "provisions[0].exceptions[0].lists")}
