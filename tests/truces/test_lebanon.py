"""A third truce as data alone: its cases hold, and its record goes through every stage without a word of another truce."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.agreements import load
from ceasefire.agreements.cases.running import run
from ceasefire.agreements.language.readings import readings, under
from ceasefire.api.agreement_cases import CasesRun, run_cases
from ceasefire.api.agreement_index import index
from ceasefire.api.example import load_example
from ceasefire.api.folder_context import of_folder

TRUCE = Path(__file__).with_name("lebanon")
SIXTY_DAYS = "sixty-days"


@pytest.fixture(scope="module")
def tested() -> CasesRun:
    return run_cases([str(TRUCE)])


def test_every_case_holds(tested: CasesRun) -> None:
    failing = [
        f"{c.case}: expected {c.expected}; came {c.came}: {c.why}" for one in tested.instruments for c in one.failing
    ]
    assert failing == []
    assert tested.aside == ()
    assert sum(one.cases for one in tested.instruments) >= 75


def test_every_provision_has_a_case_for_every_answer_it_can_have(tested: CasesRun) -> None:
    short = [
        (c.provision, c.cases, c.lacks) for one in tested.instruments for c in one.coverage if c.lacks or not c.cases
    ]
    assert short == []


def test_a_changed_text_fails_its_cases() -> None:
    """Each change is one that a coder might make by mistake."""
    found = of_folder(TRUCE)
    text = (TRUCE / "agreements" / "announcement-2024-11-26.yaml").read_text()
    for old, new, case in (
        ("of: origin}", "of: impact}", "fire-yes"),
        ("but: [israel]", "but: [israel, hezbollah]", "fire-yes"),
        ("side: south", "side: north", "arms-yes"),
        ("days: 60}\n    else", "days: 61}\n    else", "withdrawal-due"),
        ('at: "04:00"', 'at: "02:00"', "fire-no-before"),
        ("else: [an-explain]", "then: [an-explain]", "explain-open"),
    ):
        assert old in text
        instrument = load(text.replace(old, new).encode(), file="changed.yaml")
        failing = [one.case for one in run(instrument, found.context, found.duty_reports) if not one.holds]
        assert case in failing, (new, failing)


def test_two_readings_of_its_term_stand_side_by_side() -> None:
    found = of_folder(TRUCE)
    [ours] = [one for one in found.instruments if one.id == "announcement-2024-11-26"]
    assert readings(ours) == [SIXTY_DAYS]
    failing = [one.case for one in run(under(ours, SIXTY_DAYS), found.context, found.duty_reports) if not one.holds]
    assert {"strikes-yes", "strikes-yes-after-sixty-days", "fire-yes"} <= set(failing)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    folder = tmp_path_factory.mktemp("lebanon")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CEASEFIRE_HOME", str(folder / "home"))
        with ceasefire.create(folder / "record", name="lebanon") as made:
            asides = [str(one) for filed in load_example(made, str(TRUCE)) for one in filed.aside]
            assert asides == []
            yield made


def test_its_incidents_are_linked_and_tested(record: Record) -> None:
    reports, incidents = record.table("reports").num_rows, record.table("incidents").num_rows
    assert 0 < incidents < reports
    results = {(h["provision"], h["result"]) for h in record.table("hits").to_pylist()}
    for wanted in (
        ("an-fire", "in_scope"),
        ("an-fire", "out_of_scope"),
        ("an-strikes", "in_scope"),
        ("an-strikes", "exemption_asserted"),
        ("an-fire", "undetermined"),
        ("ru-flights", "out_of_scope"),
    ):
        assert wanted in results, wanted


def test_its_duties_stand_as_its_people_say(record: Record) -> None:
    states = {d["provision"]: (d["state"], d["due"]) for d in record.duties(on="2025-02-20").to_pylist()}
    assert states["an-withdrawal"][0] == "partly_met"
    assert str(states["an-withdrawal"][1]) == "2025-02-18"
    assert states["an-explain"][0] == "not_open"
    before = {d["provision"]: d for d in record.duties(on="2025-01-20").to_pylist()}
    assert str(before["an-withdrawal"]["due"]) == "2025-01-26"


def test_the_cases_hold_in_the_record_as_in_the_folder(record: Record, tested: CasesRun) -> None:
    assert [(one.instrument, one.hold) for one in run_cases([], record).instruments] == [
        (one.instrument, one.hold) for one in sorted(tested.instruments, key=lambda one: one.instrument)
    ]


def test_the_index_tells_how_much_of_the_text_is_coded(record: Record) -> None:
    words = {one.instrument: one.words for one in index(record)}
    assert words["announcement-2024-11-26"].startswith("8 of 13 paragraphs coded, 7 of 7 provisions testable")
    assert words["rules-simulated"].startswith("11 of 12 paragraphs coded")


def test_its_report_has_no_word_of_another_truce(record: Record, tmp_path: Path) -> None:
    record.report(tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "The whole text" in page
    told = Counter(re.findall(r"syria|astana|idlib|ghouta|damascus|guarantors|doha|kivu|congo", page, re.IGNORECASE))
    assert not told
