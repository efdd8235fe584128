import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ceasefire.agreements import diff
from ceasefire.agreements.language.files import file_faults, part_words
from ceasefire.agreements.language.files.loading import AgreementError, load
from ceasefire.agreements.language.model import from_json
from tests.agreements.worlds import TRUCE
from tests.soak import rounds

DEADLINE = "{after: signature, weeks: 2}"
BOUND = "bound: {actors: [north, south]}"
JARGON = re.compile(
    r"Input should|model_type|Extra inputs|\bstr\b|\bint\b|\bdict\b|\bNone\b|\bbool\b|\bfloat\b|Traceback|Expected `|\\Z|\^\[|"
    r"\[a-z|msgspec|pydantic|class '|object at 0x|\(\?"
)


def told(old: str, new: str) -> str:
    assert old in TRUCE, old
    with pytest.raises(AgreementError) as caught:
        load(TRUCE.replace(old, new, 1).encode(), file="a.yaml")
    return "\n".join(map(str, caught.value.faults))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (DEADLINE, "{undated: a, b}", 'a comma ends the words of `undated`; put them in quotes: undated: "a, b"'),
        (DEADLINE, "{undated: a, b, c d}", 'put them in quotes: undated: "a, b, c d"'),
        (DEADLINE, "2017-05-18", "a date alone where a deadline belongs; write {date: 2017-05-18}"),
        (DEADLINE, "by the autumn", 'write {undated: "by the autumn"}'),
        ("in_force: {after: signature, days: 1}", "in_force: 2017-05-06", "write {date: 2017-05-06}"),
        ("term: {months: 6}", "term: 2017-11-06", "write {until: {date: 2017-11-06}}, or open_ended or not_told"),
        ("term: {months: 6}", "term: open-ended", "did you mean open_ended?"),
        (BOUND, "bound: israel", "write {actors: [israel]}, or unspecified or anyone"),
        (BOUND, "bound: [north, south]", "write {actors: [north, south]}, or unspecified or anyone"),
        (BOUND, "bound: unspecifed", "did you mean unspecified?"),
        (BOUND, "bound: {actors: north}", "the word 'north' where a list belongs; write [north]"),
        ("place: {zones: [area]}", "place: area", "write {zones: [area]}"),
        ("id: t-2", "id: Truce 2", "write an id of small letters, digits and - _ . : / #, without spaces"),
        ("modality: must_not", "modality: must not", "did you mean must_not?"),
        ("fire/*", "mortar", "'mortar' is no group/kind; did you mean fire/mortar?"),
        ("fire/*", "fire", "did you mean fire/*?"),
        ("kind: target", "kind: targets", "did you mean target?"),
        ("kind: target, ", "", "an exception needs the field `kind`: one of target, area, act, self_defence"),
        ("    deadline:", "    dedline:", "there is no field `dedline` in a provision; did you mean `deadline`?"),
        ("    deadline:", "    time_zone: UTC\n    deadline:", "it is a field of an agreement"),
        ("title: A made truce", "title: 2254", 'put it in quotes: "2254"'),
        ("title: A made truce", "title: Truce: a made one", "words with a colon in them; put them in quotes"),
        ("title: A made truce\n", "", "an agreement needs the field `title`: words"),
        ("kind: target", "kind: [target]", "a list is not known here"),
        (DEADLINE, "{date: 2017-02-31}", "'2017-02-31' is no day of the calendar"),
        (DEADLINE, "{after: 2017-02-01}", "a date stands in the field `date`"),
        (DEADLINE, "{after: signature, at: 9h}", 'write a clock of hours and minutes, such as "09:30"'),
        ("months: 6", "months: '6'", "write a whole number without quotes"),
        ("months: 6", "months: 0", "0 is too small; at least 1"),
        ("months: 6", "months: 6 months", "write the number alone, in what the field counts: 6"),
        ("months: 6", "months: 50%", "write the number alone, in what the field counts: 50"),
        ("months: 6", "days: thirty", "write it in digits: 30"),
        ("months: 6", "days: a while", "write a whole number in digits"),
        ("term: {months: 6}", "term: 30 days", "write {days: 30}, or open_ended or not_told"),
        ("weeks: 2}", "weeks: 2, zone: Asia/Damscus}", "did you mean Asia/Damascus?"),
        ("weeks: 2}", "weeks: 2, zone: Damascus}", "did you mean Asia/Damascus?"),
        ("weeks: 2}", "weeks: 2, zone: local time}", "write the name of a place, such as Asia/Damascus, or UTC"),
        (
            f"deadline: {DEADLINE}",
            "clock: {within: 24h}",
            "there is no field `within` in a clock; did you mean `within_hours`?",
        ),
        ("title: A made truce", "title: 'the town's truce'", "use double quotes around words with an apostrophe"),
        ("title: A made truce", 'title: "the "made" truce"', "inside double quotes write single ones"),
        ("kind: target, ", "kind: 'the town's', ", "a quote ends here, before the words do"),
        ("  - id: t-1\n", "  -id: t-1\n", "write a space after the dash: - id: t-1"),
        ("  - id: t-2\n", "  -id: t-2\n", "write a space after the dash: - id: t-2"),
        ("    modality: must_not\n", "    modality:must_not\n", "write a space after the colon: `modality: ...`"),
        ("    modality: must_not\n", "     modality: must_not\n", "write 4 spaces before `modality: must_not`"),
        ("    modality: must_not\n", "   modality: must_not\n", "write 4 spaces before `modality: must_not`"),
        ("  - id: t-2\n", "   - id: t-2\n", "write 2 spaces before `- id: t-2`"),
    ],
)
def test_a_slip_is_told_with_what_to_write_instead(old, new, words):
    found = told(old, new)
    assert words in found
    assert not JARGON.search(found), found


def test_every_part_of_the_language_has_a_name_and_an_example_that_fits():
    for part in file_faults._all_parts():
        example = YAML(typ="safe", pure=True).load(part_words.example_of(part).replace("...", "x"))
        plain = json.loads(json.dumps(example, default=str))
        wrong = [one for one in file_faults._value(part, plain, ()) if one.rule != "missing"]
        assert wrong == [], part
        assert part_words.name_of(part)


GOOD = json.loads(
    json.dumps(
        YAML(typ="safe", pure=True).load(
            TRUCE.replace("agreement/1", "agreement/2")
            + """    rivals: [{id: r, about: deadline, says: x, reads: {deadline: {undated: "a, b"}}, source: {publisher: y}}]
  - id: t-3
    says: A power.
    modality: power
    bound: anyone
    owed_to: anyone
    power: {to: suspend, of: [t-1], most_days: 5}
    then: [t-1]
    else: [t-2]
    untranslatable: {words: w, why: y}
    phases: [{what: half, percent: 50, deadline: {each_meeting: talks}}]
    clock: {every: {weeks: 1}, starts: {date: 2020-02-01}, cut_off: "09:30"}
    place: {everywhere: {country: [X]}, belts: [{along: z, width_km: 5}], sides: [{of: z, side: north}]}
    exceptions: [{kind: area, undrawn: x}, {kind: act, acts: [fire/*]}, {kind: notified_exercise, notice_hours: 5}]
    confidence: K
paragraphs: ["1"]
cases:
  - {id: c, provision: t-1, incident: {date: 2020-02-01, where: {lat: 1.5, lon: 2}}, expect: in_scope}
"""
        ),
        default=str,
    )
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "x", "must", "north", "2020-01-01", "09:30", "fire/*", "unspecified", "target", "A b"]),
    st.text(st.characters(codec="utf-8"), max_size=5),
    st.just([]),
    st.just({}),
    st.just(["x"]),
    st.just({"x": None}),
    st.just({"date": "2020-01-01"}),
)


def spots(value, path=()):
    yield path
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from spots(inner, (*path, step))


def changed(value, path, how):
    if not path:
        return how(value)
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(value[path[0]], path[1:], how)
    return copy


SPOTS = [path for path in spots(GOOD) if path]


def dropped(path):
    def drop(holder):
        if isinstance(holder, list):
            return holder[: path[-1]] + holder[path[-1] + 1 :]
        return {key: one for key, one in holder.items() if key != path[-1]}

    return changed(GOOD, path[:-1], drop)


def test_the_good_file_of_these_tests_is_good():
    assert file_faults.wrong(GOOD) == []
    assert from_json(json.dumps(GOOD)).edition == 2


@settings(max_examples=rounds(300, 5000), deadline=None)
@given(st.sampled_from(SPOTS), VALUES, st.sampled_from(["put", "drop", "add"]))
def test_what_is_wrong_is_found_as_the_models_do_and_told_without_jargon(path, value, how):
    """The words of the models themselves are never needed: whatever they refuse is found first, and in plain English."""
    if how == "drop":
        plain = dropped(path)
    elif how == "add":
        plain = changed(
            GOOD, path[:-1], lambda one: one | {"colour": value} if isinstance(one, dict) else [*one, value]
        )
    else:
        plain = changed(GOOD, path, lambda _: value)
    found = file_faults.wrong(plain)
    try:
        from_json(json.dumps(plain))
        fits = True
    except ValueError:
        fits = False
    assert fits == (not found), found
    for one in found:
        assert one.words
        assert not JARGON.search(one.words), one


@settings(max_examples=rounds(200, 3000), deadline=None)
@given(st.sampled_from(SPOTS), VALUES)
def test_no_change_of_a_coding_is_lost_in_the_difference(path, value):
    plain = changed(GOOD, path, lambda _: value)
    if file_faults.wrong(plain):
        return
    one, two = from_json(json.dumps(GOOD)), from_json(json.dumps(plain))
    assert bool(diff(one, two)) == (one != two)
