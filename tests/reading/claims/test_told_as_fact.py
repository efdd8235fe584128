"""What is denied, asked, supposed, played or feared is no claim, and nobody is accused whom the text does not accuse."""

import datetime as dt

import pytest

from ceasefire.reading import Claim, ClaimType, read

DAY = dt.date(2031, 5, 15)


def claims(text: str, kind: ClaimType) -> list[Claim]:
    return [c for c in read(text, date=DAY).claims if c.type is kind]


@pytest.mark.parametrize(
    "text",
    [
        "The patrol reported no shelling in the town of Veldara on 9 May 2031.",
        "There was no shelling in the town of Orvan on 9 May 2031.",
        "The mission heard no explosions in the town of Orvan on 9 May 2031.",
        "It is not true that 9 soldiers were killed near Kessel on 8 May 2031.",
        "Is it true that 7 civilians were killed near Orvan on 7 May 2031?",
        "If 9 soldiers were killed near Orvan on 8 May 2031, the truce would end.",
        "A film about 9 soldiers killed near Veldara on 8 May 2031 won a prize.",
        "The army denied that 6 men were killed in the town of Orvan on 8 May 2031.",
        "The ministry withdrew its claim that 6 men were killed in Orvan on 8 May 2031.",
        "Residents feared that 20 people would be killed in Orvan on 8 May 2031.",
        "In a drill near Orvan on 8 May 2031, 20 people were wounded by a mock bomb.",
        "Police foiled an attack on the town of Orvan on 8 May 2031.",
    ],
)
def test_what_is_not_told_as_fact_is_no_incident(text: str) -> None:
    assert claims(text, ClaimType.INCIDENT) == []


@pytest.mark.parametrize(
    "text",
    [
        "Did the parties sign a ceasefire agreement in Orvan on 8 May 2031?",
        "The rebels denied that they signed a ceasefire agreement in Orvan on 8 May 2031.",
        "It is not true that the parties signed a ceasefire agreement in Orvan on 8 May 2031.",
    ],
)
def test_what_is_not_told_as_fact_is_no_agreement(text: str) -> None:
    assert claims(text, ClaimType.AGREEMENT) == []


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("Three UN soldiers were killed in an ambush near Orvan on 9 May 2031.", None),
        ("Peacekeeping troops were attacked by gunmen in Veldara on 10 May 2031, and two were wounded.", None),
        ("Two rebel fighters were killed by the army in Tarn on 12 May 2031.", "the army"),
        ("Three soldiers were killed in Orvan on 9 May.", None),
        ("UN troops were hit by a mine in Orvan on 9 May and two were killed.", None),
        ("Two people were killed by shells fired from rebel-held ground near Orvan on 9 May.", None),
    ],
)
def test_only_whom_the_text_accuses_is_blamed(text: str, blamed: str | None) -> None:
    assert [c.blamed for c in claims(text, ClaimType.INCIDENT)] == [blamed]
