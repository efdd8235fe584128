"""Kinds of event: one list from which reader, prefilter and filing derive."""

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import ceasefire
from ceasefire.cli.main import cli
from ceasefire.reading import read
from ceasefire.reading.lexicon import events as lexicon
from ceasefire.reading.lexicon import load as loader
from ceasefire.reading.lexicon.events import Event, event_type_of, events, kind_at, says_as_much
from ceasefire.reading.model import ClaimType
from ceasefire.vocabulary.codes import CATEGORY_OF_EVENT, EventType

NOT_IN_TEXTS = {EventType.FATAL_VIOLENCE: "UCDP's word for any of its events; no text says which kind it was"}
FORMS = [pytest.param(event, form, id=f"{event.name}: {form[:40]}") for event in events() for form in event.forms]
QUIET = settings(derandomize=True, database=None, deadline=None, max_examples=100)


def test_each_event_type_that_a_text_can_tell_is_reached() -> None:
    assert {event.event_type for event in events()} == set(EventType) - set(NOT_IN_TEXTS)


@pytest.mark.parametrize("event", events(), ids=lambda e: e.name)
def test_a_kind_has_the_category_of_its_type(event: Event) -> None:
    assert event.category == CATEGORY_OF_EVENT.get(event.event_type)


@pytest.mark.parametrize("event", events(), ids=lambda e: e.name)
def test_the_example_of_a_kind_is_read_as_an_incident_of_that_kind(event: Event) -> None:
    found = [c for c in read(event.example, date=dt.date(2018, 3, 5)).claims if c.type is ClaimType.INCIDENT]
    assert [c.kind for c in found] == [event.name]
    assert found[0].date is not None
    assert found[0].date.start == found[0].date.end == dt.date(2018, 3, 3)
    assert found[0].place


@pytest.mark.parametrize(("event", "form"), FORMS)
def test_each_form_names_its_kind_in_some_words(event: Event, form: str) -> None:
    def is_read(words: str) -> bool:
        spot = lexicon.kind_at(f"a {words} b")
        return spot is not None and spot[0] == event.name

    try:
        find(st.from_regex(form, fullmatch=True), is_read, settings=QUIET)
    except NoSuchExample:
        pytest.fail(f"no words of {form!r} are read as {event.name!r}: an earlier kind takes them all")


@settings(QUIET, max_examples=300)
@given(
    st.sampled_from([form for event in events() for form in event.forms]).flatmap(
        lambda f: st.from_regex(f, fullmatch=True)
    )
)
def test_the_prefilter_passes_all_that_the_forms_match(words: str) -> None:
    assert lexicon.kind_at(f"a {words} b") is not None


@pytest.mark.parametrize("event", events(), ids=lambda e: e.name)
def test_a_kind_and_its_further_names_file_its_type(event: Event) -> None:
    assert {event_type_of(name) for name in (event.name, *event.also, event.name.upper())} == {event.event_type}


def test_words_of_others_are_filed_by_the_kind_they_tell_of() -> None:
    assert event_type_of("mortar attack") is EventType.SHELLING
    assert event_type_of("land mine") is EventType.MINE
    assert event_type_of("something else") is EventType.OTHER
    assert event_type_of(None) is None


def test_a_name_is_kept_beside_a_type_that_says_less() -> None:
    assert says_as_much("territory change")
    assert not says_as_much("ambush")
    assert not says_as_much("attack")


def test_an_explosion_is_found_by_its_verb() -> None:
    """The list of beginnings that was kept by hand beside the forms lacked that of "exploded"."""
    assert kind_at("Two soldiers were injured when a tripwire device exploded close to Troitske.") == (
        "explosion",
        49,
        57,
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ('name = "ambush"', 'name = "clash"', "clash", "the name 'clash' stands twice"),
        ('"freedom of movement",', '"ambush(?:ed|es)?",', "ambush", "the form 'ambush(?:ed|es)?' stands twice"),
        ('category = "ground/seizure"', 'category = "ground/siezure"', "siezure", "unknown category 'ground/siezure'"),
        (
            'event_type = "territory_change"',
            'event_type = "teritory"',
            "territory change",
            "Invalid enum value 'teritory'",
        ),
        ("example =", "exmaple =", "exmaple", "unknown key 'exmaple'"),
    ],
)
def test_a_faulty_list_is_refused_with_its_line(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str, line: str, what: str
) -> None:
    whole = "\n".join(loader.load("en", "events").lines.lines)
    found = loader.parse("lexicon/en/events.toml", whole.replace(old, new))
    monkeypatch.setattr(loader, "load", lambda language, file: found)
    monkeypatch.setattr(lexicon, "load", lambda language, file: found)
    loader.records.cache_clear()
    try:
        with pytest.raises(loader.LexiconError) as caught:
            events.__wrapped__()
    finally:
        loader.records.cache_clear()
    at = int(str(caught.value).split(":")[1])
    assert line in "\n".join(found.lines.lines[at - 1 : at + 1])
    assert what in str(caught.value)


@pytest.mark.parametrize(
    ("sentence", "event_type"),
    [
        ("Two people were killed on 3 March 2018 when they stepped on a landmine near the town of Inkhil.", "mine"),
        ("Government forces captured the town of Nawa on 3 March 2018.", "territory_change"),
        ("Three soldiers were killed in an ambush near the town of Nawa on 3 March 2018.", "ground_clash"),
        ("Observers were denied access to a checkpoint in the town of Nawa on 3 March 2018.", "access_denied"),
        ("Warplanes overflew the town of Nawa on 3 March 2018.", "overflight"),
        ("A boy was killed by a sniper in the town of Nawa on 3 March 2018.", "sniper"),
        ("A roadside bomb wounded three soldiers near the town of Nawa on 3 March 2018.", "ied"),
    ],
)
def test_a_text_that_is_read_and_filed_gives_the_event_type(tmp_path: Path, sentence: str, event_type: str) -> None:
    text, record = tmp_path / "a.txt", str(tmp_path / "record")
    text.write_text(sentence, encoding="utf-8")
    for words in (
        ("init", "--record", record, "--office", "watch", "--party", "ngo"),
        ("read", str(text), "--file", "--record", record, "--date", "2018-03-05"),
    ):
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 0, (words, done.output)
    with ceasefire.open(record) as opened:
        assert opened.sql("select event_type from reports").column("event_type").to_pylist() == [event_type]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("two men were captured in the town of nawa", None),
        ("three civilians were captured near the village of nawa", None),
        ("protests took place in district five of nawa", None),
        ("a child was lost in the city of nawa", None),
        ("the town of nawa was captured by government forces", "territory change"),
        ("rebels seized control of the strategic hill", "territory change"),
        ("government forces captured the town of nawa", "territory change"),
    ],
)
def test_people_captured_in_a_town_are_no_town_captured(sentence: str, kind: str | None) -> None:
    found = kind_at(sentence)
    assert (found[0] if found else None) == kind
