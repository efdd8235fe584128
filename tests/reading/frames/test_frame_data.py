"""The frames in the data: each finds its own examples, and a faulty file is refused."""

import pytest

from ceasefire.reading.frames import Voice, analyse
from ceasefire.reading.frames.cues import Cue, cues
from ceasefire.reading.frames.frame_data import Frame, frames, frames_in
from ceasefire.reading.frames.inflection import noun_forms, verb_forms
from ceasefire.reading.lexicon.load import LexiconError

EXAMPLES = [(f, form, text) for f in frames() for form, texts in f.example.items() for text in texts]
GOOD = 'schema.records = ["frame"]\n[[frame]]\nname = "n"\nkind = "k"\ngroup = "harm"\nverbs = ["kill"]\nexample.active = ["X."]\n'


@pytest.mark.parametrize(("frame", "form", "text"), EXAMPLES, ids=[f"{f.name}-{text[:30]}" for f, _, text in EXAMPLES])
def test_a_frame_is_found_in_each_of_its_examples(frame: Frame, form: str, text: str) -> None:
    found = [m for m in analyse(text).mentions if m.frame is frame]
    assert found
    assert all(m.is_fact for m in found)
    if form in ("active", "passive"):
        assert Voice(form) in {m.voice for m in found if m.part == "verb"}
    if form == "nominal":
        assert any(m.part == "noun" for m in found)


@pytest.mark.parametrize(("cue", "text"), [(c, text) for c in cues() for text in c.example])
def test_a_cue_decides_its_examples(cue: Cue, text: str) -> None:
    assert cue.reality in {m.reality for m in analyse(text).mentions}


def test_a_good_file_is_read() -> None:
    assert [f.verbs for f in frames_in("f.toml", GOOD)] == [("kill",)]


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('kind = "k"', 'kind = "k"\ncolour = "red"', "unknown key 'colour'"),
        ('["kill"]', '["kill", "slay", "kill"]', "'kill' stands twice"),
        ('verbs = ["kill"]', 'verbs = ["kill"]\nroles.subject = "baker"', "unknown role 'baker'"),
        ('verbs = ["kill"]', 'verbs = ["kill"]\nroles.beneath = "doer"', "unknown place of a role 'beneath'"),
        ("example.active", "example.sung", "unknown form of an example 'sung'"),
        ('example.active = ["X."]', "", "no example"),
        ('group = "harm"', 'group = "weather"', "Invalid enum value"),
        ('["kill"]', '["kill", ""]', "an empty word"),
        ('["kill"]', '["kill", "  "]', "an empty word"),
        ('["kill"]', '["grenade(((("]', "not of words in small letters"),
        ('["kill"]', '["* on"]', "not of words in small letters"),
        ('["kill"]', '["put * * on"]', "not of words in small letters"),
        ('["kill"]', '["kill "]', "not of words in small letters"),
        ('["kill"]', '["Kill"]', "not of words in small letters"),
        ('["kill"]', '["the"]', "'the' is a common word"),
        ('verbs = ["kill"]', 'nouns = ["on"]', "'on' is a common word"),
        ('verbs = ["kill"]', 'adjectives = [" "]', "an empty word"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(old: str, new: str, word: str) -> None:
    with pytest.raises(LexiconError, match=r"f\.toml:\d+: .*" + word):
        frames_in("f.toml", GOOD.replace(old, new))


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("shell", "shell shells shelled shelling"),
        ("die", "die dies died dying"),
        ("ratify", "ratify ratifies ratified ratifying"),
        ("clash", "clash clashes clashed clashing"),
        ("stop", "stop stops stopped stopping"),
        ("agree", "agree agrees agreed agreeing"),
        ("sit", "sit sits sat sitting"),
        ("strike", "strike strikes struck striking"),
        ("overfly", "overfly overflies overflew overflown overflying"),
        ("attack", "attack attacks attacked attacking"),
        ("raid", "raid raids raided raiding"),
        ("confer", "confer confers conferred conferring"),
        ("open", "open opens opened opening"),
    ],
)
def test_forms_of_verbs(lemma: str, forms: str) -> None:
    assert set(verb_forms(lemma)) == set(forms.split())


def test_forms_of_nouns() -> None:
    assert noun_forms("exchange of fire") == ("exchange of fire", "exchanges of fire")
    assert noun_forms("clash") == ("clash", "clashes")


@pytest.mark.parametrize(
    "fire", ["artillery fire", "mortar fire", "small-arms fire", "sniper fire", "rebel fire", "army artillery fire"]
)
def test_the_fire_that_hit_somebody_is_no_verb_of_theirs(fire: str) -> None:
    analysis = analyse(f"Two persons were killed by {fire} in Orvan on 27 May.")
    assert [m.frame.name for m in analysis.mentions if m.part == "verb"] == ["kill"]


@pytest.mark.parametrize(
    "text", ["Soldiers at the post fire on the crowd.", "Two were hit as soldiers fire on the crowd."]
)
def test_who_fires_in_the_present_does(text: str) -> None:
    assert "fire" in [m.frame.name for m in analyse(text).mentions if m.part == "verb"]
