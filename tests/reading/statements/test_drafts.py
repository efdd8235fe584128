# ruff: noqa: E501 - sentences that are read stay on one line
"""Drafts: what was read becomes statements that the vocabulary takes, each on its words in the stored text."""

import datetime as dt
import hashlib
import json

import msgspec
import pytest

from ceasefire.reading import read
from ceasefire.reading.bulletins import read_bulletin
from ceasefire.reading.documents.opening import Document
from ceasefire.reading.model import Count, DateRange
from ceasefire.reading.statements.across_documents import Joined, Text
from ceasefire.reading.statements.bodies import count_of, measure_of, other_name, when_of
from ceasefire.reading.statements.drafts import UNFIT, Maker
from ceasefire.reading.statements.process import process_facts
from ceasefire.reading.statements.proposals import Drafted, drafts_of
from ceasefire.record import Draft
from ceasefire.vocabulary import BODIES, check_body
from tests.reading.bulletins.known import SYRIA


def text_of(
    words: str, *, day: dt.date | None = dt.date(2017, 8, 24), publisher: str | None = "The Daily", name: str = "a.txt"
) -> Text:
    document = Document(name=name, text=words, date=day, date_basis="argument" if day else "none", publisher=publisher, kind="text",
                        address="https://example.org/a", sha256=hashlib.sha256(words.encode()).hexdigest())  # fmt: skip
    reading = read(words, date=day, publisher=publisher)
    return Text(document=document, reading=reading, facts=process_facts(words, reading))


def drafted(words: str, **options: object) -> Drafted:
    text = text_of(words, **options)  # type: ignore[arg-type]
    return drafts_of(text, Joined([text]), bulletin=read_bulletin(words, names=SYRIA, date=text.reading.reference))


def bodies(words: str, kind: str, **options: object) -> list[dict[str, object]]:
    return [dict(d.body) for d in drafted(words, **options).drafts if d.kind == kind]


ROUNDS = (
    "Talks on Syria were held in Astana. Four rounds of the Astana talks were held on January 23-24, on February 15-16, on March 14-15, on May 3-4 and on July 4-5. "
    "A sixth round of the Astana talks is expected to be held on September 14."
)
STRIKE = "At least 12 civilians were killed and 30 injured in an airstrike in Idlib on 3 August 2017, the Syrian Observatory for Human Rights said."
BULLETIN = "The Russian side registered 3 cases of firing in Hama (2) and Idlib (1). The Turkish side registered no violations."


def test_rounds_become_meetings_with_one_id_each() -> None:
    told = {b["id"]: (b.get("status", "held"), b["when"]) for b in bodies(ROUNDS, "meeting") if "id" in b}
    assert told["astana-1"] == ("held", {"start": "2017-01-23", "end": "2017-01-24"})
    assert told["astana-5"] == ("held", {"start": "2017-07-04", "end": "2017-07-05"})
    assert told["astana-6"] == ("expected", {"start": "2017-09-14"})


def test_a_number_of_rounds_is_a_property_of_the_process() -> None:
    [told] = [b for b in bodies(ROUNDS, "assertion") if b["property"] == "rounds_held"]
    assert (told["subject"], told["value"], told["as_of"], told["said_by"]) == (
        "astana",
        "4",
        "2017-08-24",
        "The Daily",
    )


def test_an_incident_becomes_a_report_of_its_source() -> None:
    [told] = bodies(STRIKE, "report")
    assert told["event_type"] == "airstrike"
    assert told["killed"] == {"low": 12}
    assert told["when"] == {"start": "2017-08-03"}
    assert "Observatory" in str(told["source"])
    assert told["publisher"] == "The Daily"


def test_a_bulletin_becomes_tallies_by_party_and_place() -> None:
    told = {(b["counted_by"], b["place"]): b["count"] for b in bodies(BULLETIN, "tally")}
    zero, two, one, three = ({"low": n, "high": n} for n in (0, 2, 1, 3))
    assert told == {
        ("Russia", "ALL"): three,
        ("Russia", "Hama"): two,
        ("Russia", "Idlib"): one,
        ("Turkey", "ALL"): zero,
    }


@pytest.mark.parametrize("words", [ROUNDS, STRIKE, BULLETIN])
def test_every_draft_stands_on_its_words_and_is_taken_by_the_vocabulary(words: str) -> None:
    drafts = drafted(words).drafts
    assert drafts
    for draft in drafts:
        assert draft.source is not None
        assert draft.source.span is not None
        start, end = draft.source.span
        assert words[start:end].startswith(str(draft.source.quote))
        assert draft.source.sha256 == hashlib.sha256(words.encode()).hexdigest()
        assert draft.source.address == "https://example.org/a"
        check_body(
            draft.kind, 1, json.dumps(draft.body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        )


def test_no_two_drafts_share_a_spot_so_that_none_is_lost_in_filing() -> None:
    def spot(draft: Draft) -> tuple[object, ...]:
        assert draft.source is not None
        return draft.kind, draft.source.span, draft.source.cell

    drafts = drafted(f"{ROUNDS}\n{STRIKE}\n{BULLETIN}").drafts
    assert len(set(map(spot, drafts))) == len(drafts)


def test_without_a_day_relative_dates_stay_open_and_nobody_is_named_for_an_unknown_publisher() -> None:
    [call] = bodies(
        "Foreign Minister Sergei Lavrov met Mohammad Javad Zarif in Moscow on Tuesday.",
        "meeting",
        day=None,
        publisher=None,
    )
    assert "when" not in call
    assert call["said_by"] == "not told (a.txt)"
    assert "published" not in call


def test_a_toll_of_the_war_is_told_apart_from_a_toll_of_a_day() -> None:
    words = "The Syrian conflict began in March 2011. More than 250,000 people have been killed in the conflict since March 2011, according to the United Nations."
    [told] = bodies(words, "tally", day=dt.date(2015, 12, 8))
    assert (told["subject"], told["place"], told["measure"], told["count"]) == (
        "syria-war",
        "Syria",
        "people killed",
        {"low": 250_000},
    )
    assert told["period"] == {"start": "2011-03-01", "end": "2015-12-08", "precision": 5}


def test_figures_that_may_count_different_things_are_not_made_rivals() -> None:
    words = "At least 45 people were killed in Aleppo over the past week, activists said. In all 12,000 people have been displaced and 300 shells fell on the town."
    tallies = bodies(words, "tally")
    assert tallies
    for told in tallies:
        assert told.get("counted_by") or str(told.get("subject", "")).startswith(("figure-", "syria-war"))


def test_what_no_statement_can_hold_is_left_with_the_reason() -> None:
    left = drafted(
        "The government denied that its aircraft had carried out the attack, and rebels accused the army of shelling Homs."
    ).left
    assert all(reason for _, reason in left)


def test_slots_in_the_words_of_the_vocabulary() -> None:
    day = dt.date(2017, 5, 1)
    assert when_of(DateRange(start=day, end=day)) == {"start": "2017-05-01"}
    assert when_of(DateRange(start=day, end=dt.date(2017, 5, 31))) == {
        "start": "2017-05-01",
        "end": "2017-05-31",
        "precision": 4,
    }
    assert when_of(DateRange(start=day, end=dt.date(2017, 5, 10), approx=True)) == {
        "start": "2017-05-01",
        "end": "2017-05-10",
        "precision": 4,
    }
    assert count_of(Count(low=3)) == {"low": 3}
    assert count_of(Count(vague="dozens")) == {"vague": "dozens"}
    assert count_of(Count()) is None
    assert measure_of("ceasefire violations", None) == ("alleged ceasefire violations", "breach")
    assert measure_of("helicopters", None) is None
    assert measure_of("killed", "civilians") == ("civilians killed", "person_killed")
    assert measure_of("killed", "terrorists") == ("people killed", "person_killed")
    assert (other_name("terrorists"), other_name("civilians"), other_name("people"), other_name(None)) == (
        "terrorists",
        None,
        None,
        None,
    )


def test_every_body_made_here_is_of_a_known_kind() -> None:
    for draft in drafted(f"{ROUNDS}\n{STRIKE}\n{BULLETIN}").drafts:
        assert isinstance(msgspec.convert(draft.body, type=BODIES[draft.kind]), BODIES[draft.kind])


def test_a_part_of_a_count_is_kept_apart_from_the_whole() -> None:
    words = "The mission recorded 45 ceasefire violations in May 2017. Of these, 30 were attributed to the army."
    whole, part = bodies(words, "tally")
    assert (whole["count"], "subject" in whole) == ({"low": 45, "high": 45}, False)
    assert (part["count"], "subject" in part) == ({"low": 30, "high": 30}, True)


@pytest.mark.parametrize(
    ("measure", "filed"),
    [
        ("shelling", ("shelling incidents", "incident")),
        ("shells", ("shells", "shell")),
        ("air violations", ("alleged air violations", "breach")),
        ("killed per day", None),
        ("ceasefire violations per day", None),
    ],
)
def test_kinds_of_violations_keep_their_names_and_rates_are_not_added(
    measure: str, filed: tuple[str, str] | None
) -> None:
    assert measure_of(measure, None) == filed


def test_nothing_seen_is_filed_as_a_count_of_none() -> None:
    [told] = bodies("The patrol reported no shelling in Nawa on 9 August 2017.", "tally")
    assert (told["measure"], told["count"], told["place"]) == ("shelling incidents", {"low": 0, "high": 0}, "Nawa")
    assert not bodies("The patrol reported no shelling in Nawa on 9 August 2017.", "report")


def test_a_value_that_no_statement_holds_is_the_reason_of_its_claim_alone() -> None:
    text = text_of(STRIKE)
    maker = Maker(text, Joined([text]), {})
    [claim] = text.reading.claims
    early = msgspec.structs.replace(claim, date=DateRange(start=dt.date(1850, 5, 12), end=dt.date(1850, 5, 12)))
    assert isinstance(maker.made(claim), tuple)
    assert str(maker.made(early)).startswith(f"{UNFIT}year 1850 is outside")
    reading = msgspec.structs.replace(text.reading, claims=(claim, early))
    told = msgspec.structs.replace(text, reading=reading)
    found = drafts_of(told, Joined([told]))
    assert (len(found.drafts), len(found.unfit), found.left) == (1, 1, ())
