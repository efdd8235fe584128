"""Who says so."""

import pytest

from ceasefire.reading.mentions.speech import Stance, find_attributions


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Five people died, the Syrian Observatory for Human Rights said on Monday.",
            "the Syrian Observatory for Human Rights",
        ),
        ("According to the NGO that runs it, the store was emptied.", "the NGO"),
        ("Ten were hurt, according to local medics.", "local medics"),
        ("A military spokesman said that shells had landed.", "A military spokesman"),
        ("It will hold, said Stephane Dujarric, a spokesman.", "Stephane Dujarric"),
        ("The SMM recorded 128 ceasefire violations.", "The SMM"),
        ("Residents and aid workers reported that clashes went on.", "Residents and aid workers"),
        ("Two rounds of air strikes. Source: SOHR.", "SOHR"),
        ("13 dead. (White Helmets)", "White Helmets"),
        ("Over the same period the League recorded 104 arrests.", "the League"),
        ("In the two months before the truce we had documented 412.", "we"),
        ("The day before it had recorded 203.", "it"),
        ("In May the Ministry of the Interior reported 12 dead.", "the Ministry of the Interior"),
    ],
)
def test_speaker(text: str, source: str) -> None:
    assert source in [a.source for a in find_attributions(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The war, which began in 2011, has claimed the lives of 250,000 people.",
        "The patrol reported to base was late.",
        "The situation report was sent.",
    ],
)
def test_no_speaker(text: str) -> None:
    assert [a for a in find_attributions(text) if "began" in a.source or "war" in a.source.lower()] == []


def test_those_who_are_taken_up_or_believed_to_be_speak_of_nothing() -> None:
    assert not find_attributions("Those included three children, recorded on Monday.")
    assert not find_attributions("Four men believed to be from the Front killed a judge.")


def test_denial_and_blame() -> None:
    (denial,) = find_attributions("The RSF denied the charge.")
    assert (denial.source, denial.stance) == ("The RSF", Stance.DENY)
    blame = next(
        a for a in find_attributions("They blamed the Ukrainian army for the shelling.") if a.stance is Stance.BLAME
    )
    assert (blame.source, blame.target) == ("They", "the Ukrainian army")


def test_the_united_states_state_nothing() -> None:
    text = "The co-chairs - Russia, France and the United States - met in Vienna on Tuesday."
    assert find_attributions(text) == ()


def test_a_war_that_claims_lives_says_nothing() -> None:
    assert find_attributions("The war, which broke out in spring 2011, has claimed the lives of 250,000 people.") == ()


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The bureau said Sunday in a new toll that 14 had died.", ["The bureau"]),
        ("Moscow said its warplanes dropped bombs on a depot.", ["Moscow"]),
        ("Said army air strikes on Monday night killed nine.", []),
        ("Three men and two women Reuters news agency reported were killed.", []),
        ("Twelve people were killed by shells on Monday a monitor said.", ["a monitor"]),
        ("Twelve people were killed on Monday by the police said.", []),
    ],
)
def test_a_speaker_is_no_day_no_act_and_no_clause(text: str, sources: list[str]) -> None:
    assert [a.source for a in find_attributions(text)] == sources
