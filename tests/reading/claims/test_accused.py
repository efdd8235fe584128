"""Nobody is blamed who answers fire, is cleared, or is not rightly accused; hearsay is no fact, and a speaker ends with his sentence."""

import datetime as dt

import pytest

from ceasefire.reading import Claim, ClaimType, read

DAY = dt.date(2031, 5, 15)


def incidents(text: str) -> list[Claim]:
    return [c for c in read(text, date=DAY).claims if c.type is ClaimType.INCIDENT]


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("The brigade returned fire after the Front shelled its camp at Kolvar on 9 May.", "the Front"),
        ("The garrison responded with fire after the Front shelled Kolvar on 9 May.", "the Front"),
        ("Soldiers fired back when the Front attacked a post in Kolvar on 9 May.", "the Front"),
        ("The army opened fire after it was attacked by the Front in Kolvar on 9 May.", "the Front"),
        (
            "Four men were killed in Kolvar on 9 May by the Front's mortars, which the army had shelled before.",
            "the Front",
        ),
        ("Raiders dressed as soldiers killed two men in Kolvar on 9 May.", None),
        ("Men posing as the militia killed two men in Kolvar on 9 May.", None),
        ("The bombing of Kolvar on 9 May, falsely attributed to the army, killed nine people.", None),
        ("Nobody blamed the army for the attack that killed four people in Kolvar on 9 May.", None),
        ("An inquiry cleared the militia of the raid that killed four people in Kolvar on 9 May.", None),
        ("The militia was blamed by nobody for the raid that killed four people in Kolvar on 9 May.", None),
    ],
)
def test_who_is_not_blamed(text: str, blamed: str | None) -> None:
    assert {claim.blamed for claim in incidents(text)} <= {blamed}


@pytest.mark.parametrize(
    "text",
    [
        "The militia was unfairly accused of killing four people in Kolvar on 9 May.",
        "The militia was exonerated of shelling Kolvar on 9 May.",
        "The court acquitted the army of killing four people in Kolvar on 9 May.",
        "The commander was found not guilty of killing four people in Kolvar on 9 May.",
        "The militia apologised for accusing the army of shelling Kolvar on 9 May.",
        "The charge that the militia had shelled Kolvar on 9 May was dropped.",
        "The observers did not accuse the militia of shelling Kolvar on 9 May.",
        "No party accused the militia of shelling Kolvar on 9 May.",
        "The observers did not find that the militia had shelled Kolvar on 9 May.",
        "The militia was reported to have shelled Kolvar on 9 May, but there was no attack.",
        "The militia shelled Kolvar on 9 May. None of this happened.",
        "The militia shelled Kolvar on 9 May. It later emerged that the story was untrue.",
        "The militia shelled Kolvar on 9 May, or so the army claimed.",
        "Four people were killed in Kolvar on 9 May, according to an article that was later withdrawn.",
        "A previous version of this report said that the army had killed four people in Kolvar on 9 May.",
        "The governor dismissed as gossip reports that the militia had kidnapped two teachers in Kolvar on 9 May.",
    ],
)
def test_what_nobody_rightly_charges_or_is_taken_back_is_no_incident(text: str) -> None:
    assert incidents(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The envoy welcomed an inquiry into allegations that the militia shelled Kolvar on 9 May.",
        "The militia allegedly shelled Kolvar on 9 May.",
        "Four people were reportedly killed in Kolvar on 9 May.",
        "The militia is said to have shelled Kolvar on 9 May.",
        "Rumours that the militia had killed four people in Kolvar on 9 May spread quickly.",
        "Word has it that the militia killed four people in Kolvar on 9 May.",
        "The suspected attack by the militia on Kolvar on 9 May killed four people.",
        "The militia was accused of killing four people in Kolvar on 9 May.",
        "An unverified clip purports to show the militia killing four people in Kolvar on 9 May.",
    ],
)
def test_hearsay_is_alleged(text: str) -> None:
    assert [str(claim.modality) for claim in incidents(text)] == ["alleged"]


@pytest.mark.parametrize(
    "text",
    [
        "The militia shelled Kolvar on 9 May.",
        "The militia shelled Kolvar on 9 May. It was a lie to say that nobody lived there.",
        "The army apologised for killing four people in Kolvar on 9 May.",
        "Sappers cleared the road of mines near Kolvar on 9 May and two were killed by a blast.",
        "Raiders attacked the post over the river at Kolvar on 9 May.",
    ],
)
def test_what_happened_is_held(text: str) -> None:
    assert [str(claim.modality) for claim in incidents(text)] == ["held"]


def test_why_it_was_done_may_be_left_unsaid() -> None:
    assert len(incidents("The militia did not say why it shelled Kolvar on 9 May.")) == 1


def test_a_signing_that_fell_through_is_no_agreement() -> None:
    told = read("The signing of a truce in Geneva on 9 May fell through.", date=DAY).claims
    assert [c for c in told if c.type is ClaimType.AGREEMENT] == []


@pytest.mark.parametrize(
    ("after", "source"),
    [
        ("Three soldiers died in Besmir on 10 May.", None),
        ("He said three soldiers had died in Besmir on 10 May.", "the mayor"),
        ("Another three people were killed in Besmir on 10 May.", "the mayor"),
    ],
)
def test_a_speaker_ends_with_his_sentence(after: str, source: str | None) -> None:
    told = incidents(f"Two farmers were wounded in Kolvar on 9 May, the mayor said. {after}")
    assert [c.attribution for c in told] == ["the mayor", source]


def test_who_does_not_deny_denies_nothing() -> None:
    told = read("The militia did not deny that it shelled Kolvar on 9 May.", date=DAY).claims
    assert [c.denied_by for c in told if c.type is ClaimType.INCIDENT] == [None]
    assert [c for c in told if c.type is ClaimType.POSITION] == []


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("The mission attributed the strike on the Kolvar mill on 9 May to the Eastern Front.", "the Eastern Front"),
        ("Elders pinned the raid on the Kolvar mill on 9 May on the Eastern Front.", "the Eastern Front"),
        ("Responsibility for the ambush of 9 May rests with the Eastern Front, the panel found.", "the Eastern Front"),
        ("Elders hold the Armed Front of Greater Kolvar responsible for burning a store on 9 May.", "the Armed Front of Greater Kolvar"),
        ("Monitors faulted the Eastern Front for the shelling of Kolvar on 9 May.", "the Eastern Front"),
        ("The panel named the Eastern Front as the author of the raid on Kolvar on 9 May.", "the Eastern Front"),
        ("The Eastern Front stands accused of the killing of a herder near Kolvar on 9 May.", "The Eastern Front"),
        ("The Eastern Front owned up to Monday's mortar attack on the Kolvar barracks.", "The Eastern Front"),
        ("The envoy laid the raid on Kolvar on 9 May at the door of the Eastern Front.", "the Eastern Front"),
        ("A drone launched by the Eastern Front hit a water truck near Kolvar on 9 May.", "the Eastern Front"),
        ("The raid on Kolvar on 9 May was the Eastern Front's doing, the mayor said.", "the Eastern Front"),
        ("Police identified the men who robbed the Kolvar bank on 9 May as members of the Eastern Front.", "members of the Eastern Front"),
        ("The gunmen who stormed the post in Kolvar on 9 May were Eastern Front fighters, survivors said.", "Eastern Front fighters"),
        ("In a voice message, the Eastern Front claimed Friday's rocket attack on the barracks in Kolvar as its own.", "the Eastern Front"),
        ("The people who were killed in Kolvar on 9 May were members of the Eastern Front.", None),
        ("Clearing the mines around Kolvar, where a herder was killed on 9 May, is the Eastern Front's work.", None),
        ("Responsibility for security in Kolvar, where two men died on 9 May, lies with the police.", None),
        ("Two men were hurt in Kolvar on 9 May; monitors faulted the Front for failing to stop the raid.", None),
        ("Police arrested a member of the Front after the blast at Kolvar on 9 May.", None),
    ],
)  # fmt: skip
def test_who_is_accused(text: str, blamed: str | None) -> None:
    assert [claim.blamed for claim in incidents(text)] == [blamed]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("On 9 May a patrol of ours was ambushed by fighters of the Southern League.", "ambush"),
        ("An unidentified aircraft bombed the railway on 9 May.", "airstrike"),
        ("The two sides exchanged fire across the canal on 9 May.", "clash"),
        ("Monday's raid on the customs post was the work of the Southern League.", "attack"),
    ],
)
def test_an_act_of_no_town_is_known_by_its_day(text: str, kind: str) -> None:
    assert [(claim.kind, claim.place) for claim in incidents(text)] == [(kind, None)]


@pytest.mark.parametrize(
    "text",
    [
        "The talks exploded on Sunday over the order of the agenda.",
        "The opposition opened fire on the minister over his budget on 8 May.",
        "Prisoners captured in the fighting for the dam were exchanged on 9 May.",
        "Most of the valley, which the army had retaken on 9 May, was in their hands.",
    ],
)
def test_a_day_alone_makes_no_incident(text: str) -> None:
    assert incidents(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "blamed"),
    [
        ("The army is investigating the killing of a shepherd near the buffer line on 9 May.", "killing", None),
        ("The envoy voiced outrage at the shelling of a children's home on 9 May.", "shelling", None),
        ("Men belonging to the Eastern Brigade shot dead a cyclist in Kolvar on 9 May.", "small-arms fire", "Men belonging to the Eastern Brigade"),
        ("Both the army and the Front deny having fired the rocket that landed on a clinic in Kolvar on 9 May.", "rocket fire", None),
    ],
)  # fmt: skip
def test_a_noun_with_its_day_and_men_of_a_body(text: str, kind: str, blamed: str | None) -> None:
    assert [(claim.kind, claim.blamed) for claim in incidents(text)] == [(kind, blamed)]
