"""Own sentences about several truces: each tells of the incidents that stand beside it, and of no others."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.reading import Claim, ClaimType, read
from ceasefire.reading.model import Count, DateRange

DAY = dt.date(2031, 5, 15)
TEXTS = tomllib.loads((Path(__file__).parent / "incident_sentences.toml").read_text(encoding="utf-8"))["text"]


def incidents(text: str) -> list[Claim]:
    return [c for c in read(text, date=DAY).claims if c.type is ClaimType.INCIDENT]


def _number(count: Count | None) -> str:
    if count is None:
        return ""
    return f"{count.low}" if count.low == count.high else f"{count.low}+"


def _day(date: DateRange | None) -> str:
    if date is None:
        return ""
    return str(date.start) if date.start == date.end else f"{date.start}/{date.end}"


def _told(claim: Claim) -> list[str]:
    words = (claim.kind, _day(claim.date), claim.place, _number(claim.killed), _number(claim.injured))
    return [word or "" for word in (*words, claim.blamed, claim.attribution)]


def _agrees(slot: int, wanted: str, told: str) -> bool:
    return wanted in ("?", told) or (slot == 2 and bool(wanted) and wanted in told)


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["says"][:60])
def test_the_incidents_of_a_sentence(case: dict[str, object]) -> None:
    told = [_told(claim) for claim in incidents(str(case["says"]))]
    wanted = [[part.strip() for part in line.split("|")] for line in case["tells"]]  # type: ignore[attr-defined]
    wrong = [(w, t) for w, t in zip(wanted, told, strict=False) if not all(map(_agrees, range(7), w, t))]
    assert (len(told), wrong) == (len(wanted), [])


@pytest.mark.parametrize(
    ("text", "blamed", "denied"),
    [
        ("Two men were killed in a raid on Kolvar on 9 May. The army blamed the Eastern Front for the attack.", "the Eastern Front", None),
        ("The army shelled Kolvar on 9 May. A spokesman for the army denied any responsibility.", "The army", "A spokesman for the army"),
        ("Two men were killed in a raid on Kolvar on 9 May. The raid was attributed to the militia.", "the militia", None),
        ("Two men were killed in a raid on Kolvar on 9 May. Officials in Besmir blamed the militia for the raid.", "the militia", None),
        ("Two men were killed in a raid on Kolvar on 9 May. The Front is blamed for a blast in Besmir.", None, None),
        ("Artillery of the Northern Alliance fired on houses in Kolvar on 9 May.", "the Northern Alliance", None),
        ("Fire from army positions wounded a boy in Kolvar on 9 May.", None, None),
        ("Three soldiers were killed in Kolvar on 9 May.", None, None),
        ("A convoy of the Northern Alliance was hit by a mine in Kolvar on 9 May.", None, None),
        ("A boy was hurt by sniper fire in Kolvar on 9 May.", None, None),
        ("A raid by Kadra on the village of Kolvar on 9 May left three people dead.", "Kadra", None),
        ("Kadra's raid on Kolvar on 9 May left three people dead.", "Kadra", None),
        ("Tuesday's bombing of the bridge in Kolvar killed three people.", None, None),
        ("A Monday strike on Kolvar killed two people.", None, None),
        ("Two men were killed on 9 May in an Ostrian air strike on Kolvar.", "Ostrian", None),
        ("The bombing of the bridge in Kolvar on 9 May was carried out by the Eastern Front, police said.", "the Eastern Front", None),
        ("A bus was hit near Kolvar on 9 May; the police suspect the Eastern Front.", "the Eastern Front", None),
        ("Unknown men abducted a nurse in Kolvar on 9 May.", None, None),
        ("Gunmen killed two men in Kolvar on 9 May. The governor laid the attack at the door of the Eastern Front.", "the Eastern Front", None),
        ("Two men were killed in a raid on Kolvar on 9 May. The Eastern Front called the charge a lie.", None, "The Eastern Front"),
        ("The Eastern Front's shelling of Kolvar on 9 May killed three people.", "The Eastern Front", None),
        ("Residents say soldiers burned a clinic in Kolvar on 9 May.", "soldiers", None),
    ],
)  # fmt: skip
def test_only_the_accused_are_blamed(text: str, blamed: str | None, denied: str | None) -> None:
    [one] = incidents(text)
    assert (one.blamed, one.denied_by) == (blamed, denied)


def test_a_log_gives_its_day_to_its_lines() -> None:
    log = "Post Seven\nLog of 7 May 2031\n\n05:10 - two mortar rounds near Kolvar\n09:45 - sniper fire, Besmir bridge, one man wounded\n"
    assert [(c.kind, c.place, _day(c.date), _number(c.injured)) for c in incidents(log)] == [
        ("shelling", "Kolvar", "2031-05-07", ""),
        ("sniper fire", "Besmir bridge", "2031-05-07", "1"),
    ]


WORDS = (
    "Kolvar",
    "the army",
    "shelled",
    "killed",
    "two",
    "men",
    "and",
    ",",
    ";",
    "on 9 May",
    "in",
    "wounding",
    "a mine",
    "was",
    "by",
    ".",
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_any_words_are_read_and_no_quote_lies_beside_the_text(parts: list[str]) -> None:
    text = " ".join(parts)
    for claim in incidents(text):
        assert text[claim.start : claim.end] == claim.quote
