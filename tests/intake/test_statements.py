"""Statements YAML: short forms, lines in every message, and the traps of YAML."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire import intake
from ceasefire.intake.documents.nodes import load_yaml
from ceasefire.intake.model import IntakeError
from tests.intake.making import PARTIES, write

HEAD = "ceasefire: statements/1\norigin: own\nkind: meeting\nsource: {address: a, publisher: Daily}\nitems:\n"


def _drafts(tmp_path: Path, items: str, head: str = HEAD) -> "intake.Intake":
    source = intake.read(write(tmp_path / "s.yaml", head + items))
    source.found = list(source.drafts())  # type: ignore[attr-defined]
    return source


def _one(tmp_path: Path, items: str) -> dict[str, object]:
    source = _drafts(tmp_path, items)
    assert source.aside == []
    [draft] = source.found  # type: ignore[attr-defined]
    return dict(draft.body)


def test_short_forms_become_full_structures(tmp_path: Path) -> None:
    body = _one(
        tmp_path,
        """
  - label: talks-1
    when: 2017-01-23/2017-01-24
    where: {name: Astana, lat: 51.1694, lon: "71.4491", precision: 1}
    round: 1
    present: [northland, {party: southland, attended: false}]
""",
    )
    assert body == {
        "label": "talks-1",
        "round": 1,
        "when": {"start": "2017-01-23", "end": "2017-01-24"},
        "where": {"name": "Astana", "lat_e7": 511694000, "lon_e7": 714491000, "precision": 1},
        "present": ({"party": "northland"}, {"party": "southland", "attended": False}),
    }


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ("2017-01-23", {"start": "2017-01-23"}),
        ("2016-02", {"start": "2016-02-01", "end": "2016-02-29", "precision": 4}),
        ("2017", {"start": "2017-01-01", "end": "2017-12-31", "precision": 5}),
        (
            "{start: 2017-01-23, clock: '12:00', zone: Asia/Almaty}",
            {"start": "2017-01-23", "clock": "12:00", "zone": "Asia/Almaty"},
        ),
    ],
)
def test_times(tmp_path: Path, told: str, when: dict[str, object]) -> None:
    assert _one(tmp_path, f"  - when: {told}\n")["when"] == when


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ("12", {"low": 12, "high": 12}),
        ("{low: 400000}", {"low": 400000}),
        ("{vague: dozens}", {"vague": "dozens"}),
        ("at least 30", {"low": 30, "vague": "at least 30"}),
    ],
)
def test_counts(tmp_path: Path, told: str, count: dict[str, object]) -> None:
    body = _one(tmp_path, f"  - {{kind: tally, measure: m, unit: group, count: {told}}}\n")
    assert body["count"] == count


def test_sources_of_the_file_and_of_the_item_are_joined(tmp_path: Path) -> None:
    source = _drafts(tmp_path, "  - {label: a}\n  - {label: b, source: {address: b, quote: 'in force'}}\n")
    refs = [d.source for d in source.found]  # type: ignore[attr-defined]
    assert [(r.address, r.publisher, r.quote, r.row) for r in refs] == [
        ("a", "Daily", None, 1),
        ("b", "Daily", "in force", 2),
    ]
    assert (source.origin, refs[0].sha256) == ("own", source.sha256)


@pytest.mark.parametrize(
    ("item", "line", "field", "words"),
    [
        ("{label: b, wehn: 2017}", 7, "wehn", "is no field of a meeting"),
        ("{label: b, when: 2017-02-31}", 7, "when", "no day of the calendar"),
        ("{label: b, when: 2017-01-24/2017-01-23}", 7, "when", "before it starts"),
        ("{label: b, kind: rumour}", 7, "kind", "is no kind of statement"),
        ("{label: b, round: first}", 7, "round", "Expected `int | null`, got `str`"),
        ("{label: b, source: {adress: x}}", 7, "source.adress", "is no field of a source"),
        ("{label: b, supersedes: yesterday}", 7, "supersedes", "not a statement id"),
        ("{label: b, where: {lat: 33.5}}", 7, "where", "both latitude and longitude"),
        ("{label: b, where: {lat: 99, lon: 1}}", 7, "where", "outside -90 to 90"),
        ("{label: a}", 7, "label", "stands on item 1 already"),
        ("just words", None, "item", "not a mapping"),
    ],
)
def test_an_item_that_does_not_fit_costs_itself_alone(
    tmp_path: Path, item: str, line: int, field: str, words: str
) -> None:
    source = _drafts(tmp_path, f"  - {{label: a}}\n  - {item}\n  - {{label: c}}\n")
    assert [d.body["label"] for d in source.found] == ["a", "c"]  # type: ignore[attr-defined]
    [aside] = source.aside
    assert (aside.row, aside.line, aside.field) == (2, line, field)
    assert words in aside.reason


def test_a_party_that_is_not_on_file_costs_its_item_alone(tmp_path: Path) -> None:
    items = (
        "  - {label: a, present: [northland]}\n  - {label: b, present: [northland, {party: nortland}]}\n"
        "  - {label: c, kind: act, act: decision, instrument: truce, by: [westland]}\n"
        "  - {label: d, kind: party, id: westland, name: Westland}\n"
        "  - {label: e, kind: position, about: [x], axis: legal, value: undecided, of: nobody}\n"
    )
    path = write(tmp_path / "s.yaml", HEAD + items)
    source = intake.read(path, options=intake.Options(known_parties=PARTIES))
    assert [d.body["label"] for d in source.drafts()] == ["a", "c", "d"]
    assert [(a.row, a.field) for a in source.aside] == [(2, "present"), (5, "of")]
    assert "the party 'nortland' is not known here" in source.aside[0].reason
    for options in (intake.Options(), intake.Options(known_parties=PARTIES, new_parties=True)):
        assert len(list(intake.read(path, options=options).drafts())) == 5


BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ceasefire: statements/1\nitems: []\nwrong: 1\n", "line 3: 'wrong' is no field"),
        ("ceasefire: statements/1\nkind: party\nkind: act\nitems: [{}]\n", "line 3: 'kind' stands twice"),
        ("ceasefire: statements/1\n" + BOMB, "once its anchors are followed"),
        ("ceasefire: statements/1\nitems: &a [*a]\n", "an anchor inside itself"),
        ("ceasefire: statements/1\nitems: " + "[" * 5000 + "]" * 5000, "nested deeper"),
        ("ceasefire: statements/1\nitems: !!python/object:os.system [x]\n", "is not allowed"),
        ("ceasefire: statements/1\nitems: *nowhere\n", "names no anchor above it"),
        ("ceasefire: statements/1\n---\nitems: []\n", "a second document"),
        ("ceasefire: statements/1\nitems: [{a: .nan}]\n", "not a finite number"),
        ("ceasefire: statements/1\nitems: [{a: 1]\n", "not YAML: line 2"),
        ("ceasefire: statements/1\nitems:\n  - &b {a: 1}\n  - {<<: *b}\n", "a key must be plain text"),
        ("ceasefire: statements/1\n", "has no items"),
    ],
)
def test_a_file_with_a_trap_is_refused_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(IntakeError, match=words) as error:
        list(intake.read(write(tmp_path / "s.yaml", text)).drafts())
    assert str(error.value).startswith("s.yaml")


def test_scalars_are_those_of_yaml_1_2_and_decimals_stay_exact() -> None:
    found = load_yaml(b"a: no\nb: 010\nc: 12:30\nd: 33.5595\ne: 2017-01-05\nf: true\ng: 7\nh:\n", "s.yaml")
    assert dict(found) == {
        "a": "no",
        "b": "010",
        "c": "12:30",
        "d": "33.5595",
        "e": "2017-01-05",
        "f": True,
        "g": 7,
        "h": None,
    }


@given(st.text(max_size=200))
def test_any_text_is_a_mapping_or_an_error_of_ours(text: str) -> None:
    with contextlib.suppress(IntakeError):
        load_yaml(text.encode("utf-8", "surrogatepass"), "s.yaml")


def test_the_largest_file_is_bounded() -> None:
    with pytest.raises(IntakeError, match="larger than"):
        load_yaml(b"a: " + b"x" * 4_500_000, "s.yaml")
