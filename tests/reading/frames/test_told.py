"""Own sentences by kind of the unreal: what is not told as a fact is none, and the fact beside it is kept."""

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from ceasefire.reading import Claim, ClaimType, read
from ceasefire.reading.frames import Reality, analyse

FOLDER = Path(__file__).parent
TOLD = tomllib.loads((FOLDER / "told.toml").read_text("utf-8"))
PLAIN = tomllib.loads((FOLDER / "plain.toml").read_text("utf-8"))
DAY = dt.date(2031, 5, 15)
MARK = re.compile(r"\{(?P<unreal>[^}]*)\}|\[(?P<fact>[^]]*)\]|<(?P<other>[^>]*)>")
SENTENCES = [(kind, sentence) for kind, listed in TOLD.items() for sentence in listed]


def marked(sentence: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a sentence without its marks, and where the marked words stand."""
    text, marks, last = "", [], 0
    for match in MARK.finditer(sentence):
        text += sentence[last : match.start()]
        word = match[match.lastgroup or ""]
        marks.append((len(text), len(text) + len(word), match.lastgroup or ""))
        text, last = text + word, match.end()
    return text + sentence[last:], marks


def tells_harm(claim: Claim) -> bool:
    """Return whether a claim tells of an incident or count with anybody harmed, or with no count of the harmed."""
    counts = [c for c in (claim.killed, claim.injured, claim.value) if c]
    kinds = (ClaimType.INCIDENT, ClaimType.FIGURE)
    return claim.type in kinds and (not counts or any(c.high is None or c.high > 0 for c in counts))


@pytest.mark.parametrize(("kind", "sentence"), SENTENCES)
def test_what_is_told_as_fact(kind: str, sentence: str) -> None:
    text, marks = marked(sentence)
    analysis = analyse(text)
    for start, end, told in marks:
        found = analysis.between(start, end)
        reality = found[0].reality if found else analysis.reality_at(start, end)
        assert told == "other" or (reality is Reality.FACT) == (told == "fact"), text[start:end]


@pytest.mark.parametrize(("kind", "sentence"), SENTENCES)
def test_what_becomes_a_claim(kind: str, sentence: str) -> None:
    text, marks = marked(sentence)
    claims = read(text, date=DAY).claims
    if any(told == "fact" for *_, told in marks):
        assert [c for c in claims if c.type in (ClaimType.INCIDENT, ClaimType.FIGURE)]
    else:
        assert not [c for c in claims if tells_harm(c)]


@pytest.mark.parametrize("text", PLAIN["unreal"])
def test_what_is_no_fact_is_no_claim(text: str) -> None:
    assert not [c for c in read(text, date=DAY).claims if tells_harm(c)]


@pytest.mark.parametrize("text", PLAIN["facts"])
def test_what_is_a_fact_is_a_claim(text: str) -> None:
    assert [c for c in read(text, date=DAY).claims if tells_harm(c)]


@pytest.mark.parametrize("text", PLAIN["nobody"])
def test_nobody_is_blamed_whom_the_words_do_not_accuse(text: str) -> None:
    assert [c.blamed for c in read(text, date=DAY).claims if c.blamed] == []


@pytest.mark.parametrize(("text", "doer"), PLAIN["named"])
def test_who_is_accused_is_kept(text: str, doer: str) -> None:
    claims = [c for c in read(text, date=DAY).claims if c.type is ClaimType.INCIDENT]
    assert {c.blamed for c in claims} <= {doer, None}


@pytest.mark.parametrize(
    ("text", "incidents"),
    [
        ("A bus overturned near the town of Orvan on 8 May 2031. Nine people were killed.", 0),
        ("A bus overturned near the town of Orvan on 8 May 2031. Later shells killed nine people in Tarn.", 1),
        ("A bus overturned near the town of Orvan.\n\nNine people were killed in the town of Tarn on 8 May 2031.", 1),
    ],
)
def test_a_paragraph_goes_on_with_its_subject(text: str, incidents: int) -> None:
    assert len([c for c in read(text, date=DAY).claims if c.type is ClaimType.INCIDENT]) == incidents


def test_what_a_mail_repeats_is_not_read() -> None:
    text = "Two men were killed in the town of Orvan on 8 May 2031.\n\n> Nine men were killed in the town of Tarn."
    assert [c.killed.low for c in read(text, date=DAY).claims if c.killed] == [2]
