"""Own sentences about several truces: each tells of the incidents that stand beside it, and of no others."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceasefire.reading import Claim, ClaimType, read
from ceasefire.reading.known_names.bundle import Layer, joined
from ceasefire.reading.lexicon.gazetteer_names import KnownName
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
        ("Men in Eastern Front uniforms abducted a nurse in Kolvar on 9 May.", "Men in Eastern Front uniforms", None),
        ("Kadra's guns, the observers found, hit a mill in Kolvar on 9 May.", "Kadra", None),
        ("Accused by the army of bombing the mill in Kolvar on 9 May, the Eastern Front kept silent.", "the Eastern Front", None),
        ("A salvo launched by the Eastern Front killed two women in Kolvar on 9 May.", "the Eastern Front", None),
        ("The Eastern Front began the shelling of Kolvar on 9 May, the army says.", "The Eastern Front", None),
        ("The Eastern Front carried out a night raid in Kolvar on 9 May.", "The Eastern Front", None),
        ("Two nurses died in Kolvar on 9 May at the hands of the Eastern Front.", "the Eastern Front", None),
        ("The Eastern Front, say the elders of Kolvar, burned a mill there on 9 May.", "The Eastern Front", None),
        ("They shot two nurses in Kolvar on 9 May, the Relief Guard said.", None, None),
        ("Its men shot two nurses in Kolvar on 9 May, the Relief Guard said.", None, None),
        ("The Eastern Front entered Kolvar on 9 May; once inside, they shot two nurses.", "The Eastern Front", None),
        ("Kadra admitted that its drone had struck a mill in Kolvar on 9 May.", "Kadra", None),
        ("The mayor says that Kadra is to blame for the shelling of Kolvar on 9 May.", "Kadra", None),
        ("A soldier shot himself in Kolvar on 9 May.", None, None),
        ("The mayor asked the Eastern Front who shot two nurses in Kolvar on 9 May.", None, None),
        ("The army initially blamed the Eastern Front for the shelling of Kolvar on 9 May.", None, None),
        ("The Front denied a part in the murder of a nurse in Kolvar on 9 May after Kadra charged it with that.", "The Front", "The Front"),
        ("Riders loyal to Kadra burned a mill in Kolvar on 9 May.", "Riders loyal to Kadra", None),
        ("Orsun jets bombed a mill in Kolvar on 9 May.", "Orsun jets", None),
        ("Mirage jets bombed a mill in Kolvar on 9 May.", None, None),
        ("The murder of two nurses in Kolvar on 9 May bears the hallmarks of the Eastern Front.", "the Eastern Front", None),
        ("A report names the Eastern Front as perpetrator of the killing of two nurses in Kolvar on 9 May.", "the Eastern Front", None),
        ("Police tied the Eastern Front to the killing of two nurses in Kolvar on 9 May.", "the Eastern Front", None),
        ("Gunmen killed two men in Kolvar on 9 May. The governor laid the attack at the door of the Eastern Front.", "the Eastern Front", None),
        ("Two men were killed in a raid on Kolvar on 9 May. The Eastern Front called the charge a lie.", None, "The Eastern Front"),
        ("The Eastern Front's shelling of Kolvar on 9 May killed three people.", "The Eastern Front", None),
        ("Residents say soldiers burned a clinic in Kolvar on 9 May.", "soldiers", None),
        ("Gunmen killed two men in Kolvar on 9 May.", "Gunmen", None),
        ("Militants killed two men in Kolvar on 9 May.", "Militants", None),
        ("A group of armed men killed two teachers in Kolvar on 9 May.", "A group of armed men", None),
        ("Two teachers were killed in Kolvar on 9 May by unidentified gunmen.", None, None),
        ("A group of masked men killed two teachers in Kolvar on 9 May.", None, None),
        ("Two teachers were killed in Kolvar on 9 May by persons unknown.", None, None),
        ("Two men were shot dead in Kolvar on 9 May. Presumed perpetrators: armed men.", "armed men", None),
        ("Two men were shot dead in Kolvar on 9 May. Presumed perpetrators: unidentified armed men.", None, None),
        ("A water engineer was taken from his office in Kolvar by armed men on 9 May.", "armed men", None),
        ("A patrol of the Northern Alliance struck a mine near Kolvar on 9 May; one soldier died.", None, None),
        ("The army attributed the shelling of Kolvar on 9 May to the Eastern Front.", "the Eastern Front", None),
        ("Two people died in Kolvar on 9 May in what residents described as an Eastern Front attack.", "Eastern Front", None),
        ("The Eastern Front claims to have killed five soldiers in an ambush near Kolvar on 9 May.", "The Eastern Front", None),
        ("An army drone strike on a bus in Kolvar on 9 May killed two people.", "army", None),
        ("Two men were shot dead in Kolvar on 9 May. Presumed perpetrators: the Eastern Front.", "the Eastern Front", None),
        ("Two men were shot dead in Kolvar on 9 May. Presumed perpetrators: unknown.", None, None),
        ("A grenade killed a nurse in Kolvar on 9 May. The Eastern Front, which is bound by no truce, is suspected.", "The Eastern Front", None),
        ("Two died in Kolvar on 9 May. The army said the rebels had fired from a hill. The rebels denied it.", "the rebels", "The rebels"),
        ("Rockets killed a nurse in Kolvar on 9 May. The mayor blames \"rebel snipers\".", "rebel snipers", None),
        ("The mayor accuses the Eastern Front of killing a judge in Kolvar on 9 May, a charge it denies.", "the Eastern Front", "the Eastern Front"),
        ("A bomb hit Kolvar on 9 May. The mayor accuses the Eastern Front, which denies any part.", "the Eastern Front", "the Eastern Front"),
        ("The army shelled Kolvar on 9 May. Army press office: \"pure invention\".", "The army", "Army press office"),
        ("Raiders shelled Kolvar on 9 May. The rebels denied access to the site.", "Raiders", None),
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


NAMES = joined(
    Layer(
        origin="names",
        known=(
            KnownName(name="Ostrian Armed Forces", kind="forces", spellings=("Ostrian Armed Forces", "the army")),
            KnownName(name="Front of the Lakes", kind="group", spellings=("Front of the Lakes", "FOL", "the Front")),
        ),
    )
)


@pytest.mark.parametrize(
    ("text", "blamed", "denied"),
    [
        ("FOL fighters abducted two fishermen near Kolvar on 9 May.", "Front of the Lakes", None),
        ("On the night of 8 to 9 May FOL fighters abducted two fishermen near Kolvar.", "Front of the Lakes", None),
        ("An army patrol fired on a boat near Kolvar on 9 May.", "Ostrian Armed Forces", None),
        ("A boat was fired upon near Kolvar on 9 May by FOL dissidents.", "FOL dissidents", None),
        ("Two men died in a raid on Kolvar on 9 May. The mayor says it was the Front.", "Front of the Lakes", None),
        ("Army shelling killed two men in Kolvar on 9 May. A spokesman for the army denied it.", "Ostrian Armed Forces", "Ostrian Armed Forces"),
        ("Front blamed as bomb kills two in Kolvar", "Front of the Lakes", None),
    ],
)  # fmt: skip
def test_a_known_body_is_called_by_its_name(text: str, blamed: str, denied: str | None) -> None:
    [one] = [c for c in read(text, date=DAY, names=NAMES).claims if c.type is ClaimType.INCIDENT]
    assert (one.blamed, one.denied_by) == (blamed, denied)


@pytest.mark.parametrize(
    "text",
    [
        "Prices exploded in Kolvar in May.",
        "Kolvar were bombarded by corner kicks on Saturday.",
        "The team was massacred 6-0 in Kolvar on Saturday.",
        "The senator came under fire in Kolvar on Monday over his remarks.",
        "The delegate was ambushed by reporters outside a hotel in Kolvar.",
        "The general fired three officers in Kolvar on Monday.",
        "A goal by Omar killed the match in Kolvar on Sunday.",
        "The strike of bakers in Kolvar on 9 May went on.",
        "Four men went on trial on Monday for the killing of a judge in Kolvar.",
        "A 1998 massacre at Kolvar in which 113 people lost their lives is commemorated today.",
        "The rumour that a bus was shelled near Kolvar on 9 May is without foundation.",
        "The mission found nothing to support the claim that 12 people were executed in Kolvar on 9 May.",
        "A shot was heard in Kolvar on 9 May; it was a hunter.",
        "For the table-top test, participants were told that a drone had struck Kolvar and killed eight.",
        "Killed: 0. Injured: 0. Sector quiet.",
        "Officers met in Kolvar on Friday to swap the bodies of 16 fighters.",
        "The deal that two clans struck at Kolvar on 9 May seems to hold.",
    ],
)
def test_what_is_no_incident(text: str) -> None:
    assert incidents(text) == []


def told(text: str) -> list[tuple[str | None, str, str | None]]:
    return [(c.kind, _day(c.date), c.place) for c in incidents(text)]


def test_a_log_by_the_hour_gives_place_and_day_to_the_words_behind_it() -> None:
    log = "Sitrep 14, 14 May 2031\n0715 - Kolvar. Landmine. Herder dead.\n0940 - Besmir. Shelling from the north. No casualties.\n"
    assert told(log) == [
        ("mine explosion", "2031-05-14", "Kolvar"),
        ("shelling", "2031-05-14", "Besmir"),
    ]


def test_an_answer_is_of_the_place_and_day_of_its_question() -> None:
    talk = "Q: What happened in Kolvar on 9 May?\n\nA: A grenade was thrown at a bus. Two women were hurt.\n"
    assert told(talk) == [("wounding", "2031-05-09", "Kolvar")]


def test_the_columns_of_a_log_are_read_under_their_headings() -> None:
    sheet = (
        "Daily sheet. Period: 8 May 2031, 0600 - 9 May 2031, 0600\n\n"
        "Ser | Time | Place | Observation | Casualties | Remarks\n"
        "1 | 1010 | Kolvar | Tank fire, 2 rounds | nil | protest lodged\n"
        "2 | 1700 | Besmir | Two men wounded by hand grenade | 2 injured | -\n"
    )
    assert [(c.kind, c.place, _number(c.killed), _number(c.injured)) for c in incidents(sheet)] == [
        ("shelling", "Kolvar", "0", "0"),
        ("explosion", "Besmir", "", "2"),
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


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("On 9 May a mine went off under a cart outside Kolvar, killing the carter and his daughter.", 2, None),
        ("A house in Kolvar was hit by two rockets on 9 May, and its owner was injured.", None, 1),
        ("9 May, Kolvar road: IED under lorry, driver dead, mate lightly hurt.", 1, 1),
        ("Shots fired at a minibus near Kolvar on 9 May killed its driver and a passenger.", 2, None),
    ],
)
def test_one_person_by_a_trade(text: str, killed: int | None, injured: int | None) -> None:
    [claim] = incidents(text)
    assert ((claim.killed or Count()).low, (claim.injured or Count()).low) == (killed, injured)


def test_the_items_of_a_sentence_are_an_incident_each() -> None:
    text = "The chair went through the list. (a) 5 May, Kolvar road: exchange of fire, one corporal killed. (b) 7 May, Besmir: nine dead."
    assert [(c.place, _day(c.date), _number(c.killed)) for c in incidents(text)] == [
        ("Kolvar road", "2031-05-05", "1"),
        ("Besmir", "2031-05-07", "9"),
    ]
