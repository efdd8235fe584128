# ruff: noqa: E501 - sentences that are read stay on one line
"""Across documents: one truce, one round, one count over several texts; rival values stand side by side."""

import datetime as dt
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import ceasefire
from ceasefire.api.reading import file_readings, read_document, read_paths
from ceasefire.reading.model import DateRange
from ceasefire.reading.statements.across_documents import Joined, Known, Truce, slug
from ceasefire.record import key_files
from tests.reading.statements.test_drafts import text_of
from tests.shared import shared

EXACT = "Russia, Iran and Turkey were the initiators of the ceasefire of December 30, 2016 in Syria. The sixth round of the Astana talks was held on September 14."
ROUGH = "Russia and Turkey brokered an all-Syria ceasefire in December 2016. The war in Syria goes on. A seventh round is expected."
OTHER = "Qatar and Kenya brokered a ceasefire in March 2019. The war in Sudan goes on and the fighting in Sudan has not stopped."


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def subjects(joined: Joined, index: int) -> dict[str, str]:
    return {one.property: one.subject for one in joined.stated(joined.texts[index])}


def test_a_rough_date_finds_the_exact_truce_whatever_the_order() -> None:
    one, two, three = (
        text_of(EXACT, day=day("2017-10-25")),
        text_of(ROUGH, day=day("2017-01-28")),
        text_of(OTHER, day=day("2019-04-01")),
    )
    for texts in ([one, two, three], [three, two, one], [two, three, one]):
        joined = Joined(texts)
        named = [subjects(joined, n)["authors"] for n in range(3)]
        assert named[texts.index(one)] == named[texts.index(two)] == "ceasefire-syria-2016-12-30"
        assert named[texts.index(three)] == "ceasefire-sudan-2019-03"


def test_a_truce_that_the_record_knows_keeps_its_id() -> None:
    known = Known(
        truces=(
            Truce(
                id="ceasefire-2016-12-29", country=None, when=DateRange(start=day("2016-12-29"), end=day("2016-12-29"))
            ),
        )
    )
    joined = Joined([text_of(EXACT, day=day("2017-10-25"))], known)
    assert subjects(joined, 0)["authors"] == "ceasefire-2016-12-29"


def test_a_truce_that_could_be_either_of_two_is_given_to_neither() -> None:
    two = tuple(
        Truce(id=f"ceasefire-{n}", country="Syria", when=DateRange(start=day(n), end=day(n)))
        for n in ("2016-02-27", "2016-09-12")
    )
    joined = Joined([], Known(truces=two))
    assert joined.truce("Syria", DateRange(start=day("2016-01-01"), end=day("2016-12-31"))) is None
    assert joined.truce("Syria", DateRange(start=day("2016-09-11"), end=day("2016-09-11"))) == "ceasefire-2016-09-12"
    assert joined.truce("Syria", None) is None


def test_the_round_of_a_body_set_up_on_a_day_is_that_of_the_round_held_then() -> None:
    dated = (
        "The Astana talks ended on January 24. On January 24 in Astana, Iran, Russia and Turkey agreed to establish a trilateral mechanism to monitor the ceasefire. "
        "The Astana talks were hailed."
    )
    rounds = "The first round of the Astana talks was held on January 23-24, 2017. The second round of the Astana talks was held on February 15-16."
    one, two = text_of(dated, day=day("2017-01-28")), text_of(rounds, day=day("2017-03-01"), name="b.txt")
    told = {s.property: s.value for s in Joined([one, two]).stated(one)}
    assert told.get("created_in_round") == "1"
    assert "created_in_round" not in {s.property for s in Joined([one]).stated(one)}


def test_what_is_expected_and_what_was_held_meet_only_where_both_are_told() -> None:
    plan = text_of(
        "The fifth round of the Astana talks was held on July 4. A sixth round of the Astana talks is expected in mid-September.",
        day=day("2017-08-24"),
    )
    held = text_of(EXACT, day=day("2017-10-25"), name="b.txt")
    both = Joined([plan, held])
    days = {s.value: s.note for text in (plan, held) for s in both.stated(text) if s.property == "days_told"}
    assert days == {"2017-09-11/2017-09-20": "expected", "2017-09-14": "told as held"}
    assert not [s for s in Joined([plan]).stated(plan) if s.property == "days_told"]


@pytest.mark.parametrize(
    ("words", "made"), [("United Nations", "united-nations"), ("Côte d'Ivoire", "cote-d-ivoire"), ("«»", "unnamed")]
)
def test_names_become_ids(words: str, made: str) -> None:
    assert slug(words) == made


def test_the_five_articles_alone_show_their_conflicts(tmp_path: Path) -> None:
    """With nothing coded by hand, the record of the five articles names what they tell in rival ways."""
    reads = []
    for gold in sorted(shared("reading/seeds_gold").glob("*.json")):
        head = json.loads(gold.read_text("utf-8"))
        [text] = shared("seeds").glob(f"{gold.stem}_*.txt")
        reads += list(read_paths([text], date=day(head["reference_date"]), publisher=head["source"]["publisher"]))
    with ceasefire.create(tmp_path / "record", name="five") as record:
        record.init_office("desk", "compiler")
        filed = file_readings(record, reads)  # type: ignore[arg-type]
        assert not [reason for one in filed for reason in one.refused]
        found: dict[tuple[str, str, str], set[str]] = {}
        for row in record.table("conflicts").to_pylist():
            found.setdefault((row["kind"], row["subject"], row["property"]), set()).add(row["value"])
    assert found["rival", "astana", "rounds_held"] == {"4", "5", "6"}
    assert {"4", "round 5"} <= found["count_against_list", "astana", "rounds_held"]
    assert found["rival", "astana-5", "held_on"] == {"2017-07-04", "2017-07-04/2017-07-05"}
    assert found["rival", "monitoring-mechanism", "created_in_round"] == {"1", "2"}
    assert found["over_time", "de-escalation-areas", "number_of_areas"] == {"3 created", "4 agreed"}
    assert found["bounds_differ", "syria-war, Syria", "people killed"] == {"at least 250,000", "at least 400,000"}
    assert "2016-12-30" in found["coarser", "ceasefire-syria-2016-12-30", "in_force_from"]
    assert found["coarser", "astana-6", "days_told"] == {"2017-09-11/2017-09-20", "2017-09-14"}
    assert "no agreement" in found["rival", "astana-5", "result"]


def test_reading_twice_files_once_and_keeps_the_text_by_its_digest(tmp_path: Path) -> None:
    one = read_document(text_of(EXACT, day=day("2017-10-25")).document)
    with ceasefire.create(tmp_path / "record", name="twice") as record:
        record.init_office("desk", "compiler")
        [first] = file_readings(record, [one])
        [again] = file_readings(record, [one])
        assert first.filed > 0
        assert (again.filed, again.already) == (0, first.filed)
        assert record.store.read_blob(one.document.sha256).decode() == EXACT
        sources = [row.statement.source for row in record.store.entries("desk") if row.kind != "key"]
        assert sources
        for source in sources:
            if source is not None and source.span is not None:
                assert EXACT[source.span[0] : source.span[1]].startswith(str(source.quote))


def test_a_guarded_key_is_opened_once_however_many_texts_are_filed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = (EXACT, ROUGH, "Nothing of note.", OTHER)
    reads = [read_document(text_of(text, day=day("2019-10-25")).document) for text in texts]
    opened: list[str] = []
    unlock = key_files.unlock

    def counted(data: bytes, name: str, passphrase: str | None) -> Ed25519PrivateKey:
        opened.append(name)
        return unlock(data, name, passphrase)

    with ceasefire.create(tmp_path / "record", name="many") as record:
        record.init_office("desk", "compiler", passphrase="a long passphrase")
        monkeypatch.setattr(key_files, "unlock", counted)
        filed = file_readings(record, reads, passphrase="a long passphrase")
        assert len(opened) == 2  # one for statements, one for the log
        assert [one.filed > 0 for one in filed] == [True, True, False, True]
        for one, read in zip(filed, reads, strict=True):
            sources = [record.store.get(statement).statement.source for statement in one.ids]
            assert {source.sha256 for source in sources if source} <= {read.document.sha256}
