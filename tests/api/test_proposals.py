"""One office's judgement moves nothing of others: it stands beside, unless the office keeps the links or its view is asked for."""

import hashlib
import json
from pathlib import Path

import pytest

import ceasefire
from ceasefire import Record
from ceasefire.api.proposals import proposals, stands_beside
from ceasefire.cli.main import main
from ceasefire.linkage.membership import incident_of, members
from ceasefire.record import Draft
from ceasefire.vocabulary.charters import Depositary
from ceasefire.vocabulary.codes import Shared
from tests.charters import adopted, office_of
from tests.small_record import file_settings

LINKED = ("links", "pairs", "incidents")


@pytest.fixture
def two(record: Record, reports: Path) -> Record:
    """A record of two offices, in which the reports A1 and A2 speak of one incident; `watch` keeps the links."""
    record.file(reports, time_zone="UTC")
    record.init_office("desk", "army")
    return record


def together(record: Record) -> bool:
    of = incident_of(record.table("links"))
    return of[record.report_id("A1")] == of[record.report_id("A2")]


def how(record: Record) -> tuple[str, int]:
    [done] = [done for done in record.derive() if "links" in done["tables"]]
    return done["how"], done["rows"]


def test_a_judgement_of_another_office_changes_nothing_in_the_links(two: Record) -> None:
    before = {name: two.table(name) for name in LINKED}
    two.judge("A1", "A2", "different", office="desk")
    assert how(two) == ("incremental", 0)
    assert {name: two.table(name) for name in LINKED} == before
    two.rebuild()
    assert {name: two.table(name) for name in LINKED} == before
    assert together(two)
    two.judge("A1", "A2", "different", office="watch")
    assert not together(two)


def test_a_judgement_of_another_office_costs_later_filings_nothing(two: Record, reports: Path) -> None:
    two.table("links")
    two.file_drafts("desk", [Draft("judgement", {"a": "A1", "b": "no-such-label", "verdict": "same"})])
    reports.write_text(reports.read_text().replace("A3,", "A4,"), encoding="utf-8")
    two.file(reports, time_zone="UTC", office="watch")
    assert how(two)[0] == "incremental"


def test_who_keeps_the_links_is_the_judge_and_a_change_of_the_judge_links_all_anew(two: Record) -> None:
    two.judge("A1", "A2", "different", office="desk")
    assert together(two)
    file_settings(two, f'linkage_ledger = "{two.office("desk")}"')
    assert how(two)[0] == "full"
    assert not together(two)


def test_under_a_charter_its_depositary_of_links_is_the_judge(two: Record) -> None:
    two.judge("A1", "A2", "different", office="desk")
    keeper = Depositary(of=Shared.LINKS, office=office_of(two, "desk"))
    pin = adopted(two, {"ngo": ["watch"], "army": ["desk"]}, depositaries=(keeper,))
    assert together(two), "without a pin no charter says anything"
    with ceasefire.open(two.path, charter=pin, readonly=True) as under:
        assert under.tables.chosen().judges == (two.office("desk"),)
        assert not together(under)
        assert stands_beside(under, two.office("desk")) is None
    assert together(two)


def files(record: Record) -> dict[str, str]:
    folder = record.tables.cache.folder
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


def test_a_view_of_ones_own_differs_and_leaves_everybodys_tables_as_they_are(two: Record) -> None:
    two.judge("A1", "A2", "different", office="desk")
    assert together(two)
    before, everybodys = files(two), two.tables.cache.folder
    with ceasefire.open(two.path, judged_by="desk", readonly=True) as view:
        assert not together(view)
        assert view.tables.cache.folder != everybodys
        assert [row["office"] for row in proposals(view)] == []
        two.judge("A1", "A3", "same", office="watch")
        assert [(row["office"], row["verdict"], row["agrees"]) for row in proposals(view)] == [("watch", "same", False)]
    two.forget()
    with ceasefire.open(two.path, judged_by="desk", readonly=True) as view:
        assert not together(view)
    assert {name: before[name] for name in before.keys() & files(two).keys() if name.startswith("links")} == {
        name: files(two)[name] for name in before.keys() & files(two).keys() if name.startswith("links")
    }
    with ceasefire.open(two.path, readonly=True) as again:
        assert together(again)


def test_what_stands_beside_is_listed_with_what_the_links_say(two: Record) -> None:
    two.judge("A1", "A2", "different", office="desk", reason="two craters")
    two.judge("A1", "A3", "different", office="desk")
    two.judge("A2", "A3", "unsure", office="desk")
    two.judge("A1", "A2", "same", office="watch")
    two.file_drafts("desk", [Draft("judgement", {"a": two.report_id("A1"), "b": "later", "verdict": "same"})])
    found = {(row["a_label"], row["b_label"]): row for row in proposals(two)}
    said = {pair: (row["verdict"], row["links_say"], row["agrees"]) for pair, row in found.items()}
    assert said == {
        ("A1", "A2"): ("different", "one incident", False),
        ("A1", "A3"): ("different", "two incidents", True),
        ("A2", "A3"): ("unsure", "two incidents", None),
        ("A1", None): ("same", None, None),
    }
    assert {(row["office"], row["ledger"]) for row in found.values()} == {("desk", two.office("desk"))}
    incident = two.show(incident_of(two.table("links"))[two.report_id("A1")])
    assert {(row["a_label"], row["b_label"]) for row in incident["proposals"]} == set(said)
    alone = two.show(incident_of(two.table("links"))[two.report_id("A3")])
    assert len(alone["proposals"]) == 2


def test_a_superseded_proposal_stands_no_more(two: Record) -> None:
    two.judge("A1", "A2", "different", office="desk")
    two.judge("A1", "A2", "same", office="desk")
    assert [(row["verdict"], row["agrees"]) for row in proposals(two)] == [("same", True)]


def test_a_set_is_learnt_from_the_judgements_that_links_follow(two: Record) -> None:
    two.judge("A1", "A2", "different", office="desk")
    assert two.learn().labels == 0
    two.judge("A1", "A2", "same", office="watch")
    assert two.learn().labels == 1


def test_the_commands_say_that_it_is_a_proposal(two: Record, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*words: str) -> tuple[str, str]:
        with pytest.raises(SystemExit) as ended:
            main([*words, "--record", str(two.path)])
        assert ended.value.code == 0
        found = capsys.readouterr()
        return found.out, found.err

    assert run("link", "--proposals")[0] == "no judgement stands beside the links\n"
    out, err = run("judge", "A1", "A2", "different", "--office", "desk", "--reason", "two craters")
    assert out.startswith("judgement ")
    assert "note: filed as a proposal: the links follow the judgements of watch" in err
    assert "--judged-by desk" in err
    assert run("judge", "A1", "A2", "same", "--office", "watch")[1] == ""
    assert json.loads(run("judge", "A1", "A3", "unsure", "--office", "watch", "--json")[0])["note"] is None
    listed = run("link", "--proposals")[0]
    for words in ("A1", "A2", "different", "desk", "one incident", "two craters"):
        assert words in listed
    assert [row["verdict"] for row in json.loads(run("link", "--proposals", "--json")[0])] == ["different"]


def test_one_hostile_judgement_moves_no_incident_of_the_example(example_copy: Path) -> None:
    """A strike told by four reports is not taken apart by a desk that says two of them differ."""
    with ceasefire.open(example_copy / "demo" / "record") as record:
        one = incident_of(record.table("links"))[record.report_id("R0365")]
        before = {name: record.table(name) for name in LINKED}
        assert record.report_id("R0366") in members(before["links"])[one]
        record.init_office("desk", "syrian-desk")
        record.judge("R0365", "R0366", "different", office="desk")
        assert {name: record.table(name) for name in LINKED} == before
        assert [row["agrees"] for row in proposals(record)] == [False]
        with ceasefire.open(record.path, judged_by="desk", readonly=True) as view:
            own = incident_of(view.table("links"))
            assert own[record.report_id("R0365")] != own[record.report_id("R0366")]
        assert {name: record.table(name) for name in LINKED} == before
