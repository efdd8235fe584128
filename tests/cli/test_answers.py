"""Each command answers a program with one JSON document, and a wrong word with one clear line, on the example's record."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ceasefire.api.example import EXAMPLES
from ceasefire.cli.main import main
from tests.small_record import REPORTS

CODED = sorted(str(path) for path in (EXAMPLES / "astana" / "agreements").glob("*.yaml"))
INSTRUMENT = "memorandum-2017-05-04"
NO_ID = "0" * 64


class Answer(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))


Ask = Callable[..., Answer]


@pytest.fixture
def ask_any(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return what runs a command line in this process as the program does."""
    monkeypatch.delenv("CEASEFIRE_RECORD", raising=False)

    def ask(*args: str) -> Answer:
        with pytest.raises(SystemExit) as end:
            main(list(args))
        assert isinstance(end.value.code, int)
        return Answer(end.value.code, *capsys.readouterr())

    return ask


@pytest.fixture
def ask(ask_any: Ask, example_demo: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return the same for commands that look at the example's record."""
    monkeypatch.setenv("CEASEFIRE_RECORD", str(example_demo / "demo" / "record"))
    return ask_any


@pytest.fixture
def small(ask_any: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return the same for a record of one office with three reports in a batch."""
    monkeypatch.setenv("CEASEFIRE_RECORD", str(tmp_path / "record"))
    (tmp_path / "reports.csv").write_text(REPORTS, encoding="utf-8")
    assert ask_any("init", "--record", str(tmp_path / "record"), "--office", "watch", "--party", "ngo").status == 0
    assert ask_any("file", str(tmp_path / "reports.csv"), "--time-zone", "UTC", "--bulk").status == 0
    return ask_any


ROWS: list[tuple[tuple[str, ...], set[str]]] = [
    (("incidents",), {"incident_id", "place", "result"}),
    (("incidents", "--place", "Idlib", "--result", "undetermined"), {"incident_id", "admin1"}),
    (("hits",), {"incident_id", "instrument", "provision", "result", "why"}),
    (("hits", "--missing", "geometry"), {"missing"}),
    (("hits", "--instrument", INSTRUMENT), {"provision"}),
    (("standing",), {"incident_id", "body", "axis", "value"}),
    (("standing", "R0495"), {"body"}),
    (("conflicts",), {"fact", "kind", "values", "answers", "resolution"}),
    (("conflicts", "--subject", "round"), {"values"}),
    (("matrix",), {"by", "of"}),
    (("matrix", "--days"), {"date"}),
    (("matrix", "--periods"), {"what", "confirmed", "entries", "share"}),
    (("duties", "--on", "2017-06-05"), {"instrument", "provision", "due", "state"}),
    (("duties", "--on", "2018-10-16", "--state", "contested"), {"state"}),
    (("tallies",), {"period"}),
    (("tallies", "--day", "2017-02-14"), {"counted_by"}),
    (("tallies", "--periods"), {"from", "to", "counts", "compared"}),
    (("rates",), {"counted_by", "period", "unit", "days_with_list", "a_day_low", "coverage"}),
    (("rates", "--body", "turkey"), {"joins", "lineage"}),
    (("coverage",), {"instrument", "provision", "zone", "incidents", "days_watched", "coverage"}),
    (("tallies", "--arithmetic-errors"), {"statements"}),
    (("rules", "test"), {"case", "rule", "outcome"}),
    (("link", "--queue", "3"), {"a", "b", "probability"}),
    (("candidates", "R0413"), {"report_id", "source", "rank", "candidate", "probability", "bits", "toll"}),
    (("sql", "select label, place from reports limit 2"), {"label", "place"}),
]


@pytest.mark.parametrize(("args", "columns"), ROWS, ids=[" ".join(args) for args, _ in ROWS])
def test_rows_for_a_program_are_one_json_list(ask: Ask, args: tuple[str, ...], columns: set[str]) -> None:
    answer = ask(*args, "--json")
    assert (answer.status, answer.err) == (0, "")
    assert answer.json
    assert all(columns <= row.keys() for row in answer.json)


OBJECTS: list[tuple[tuple[str, ...], set[str]]] = [
    (("status",), {"record", "offices", "tables"}),
    (("show", "R0017"), {"kind", "id", "statement", "proof", "cited_by", "in_incident"}),
    (("verify",), {"statements", "problems"}),
    (("link",), {"reports", "incidents", "kinds", "set_aside"}),
    (("link", "--explain", "R0017", "R0021"), {"a", "b", "bits", "grounds"}),
]


@pytest.mark.parametrize(("args", "keys"), OBJECTS, ids=[" ".join(args) for args, _ in OBJECTS])
def test_one_thing_for_a_program_is_one_json_object(ask: Ask, args: tuple[str, ...], keys: set[str]) -> None:
    answer = ask(*args, "--json")
    assert (answer.status, answer.err) == (0, "")
    assert keys <= answer.json.keys()


def test_where_nobody_says_what_was_watched_it_is_not_known_and_never_zero(ask: Ask) -> None:
    rows = ask("coverage", "--json").json
    assert {row["days_watched"] for row in rows} == {None}
    assert all(row["coverage"].startswith("not known") for row in rows)
    assert "not known" in ask("coverage").out
    assert all(
        row["days_watched"] is None and row["coverage"].startswith("not known") for row in ask("rates", "--json").json
    )


def test_rounds_held_have_two_dated_answers(ask: Ask) -> None:
    [fact] = [f for f in ask("conflicts", "--subject", "astana: rounds held", "--json").json if f["kind"] == "rival"]
    assert [(a["as_of"], a["value"]) for a in fact["answers"]] == [("2017-08-31", "5"), ("2017-10-25", "6")]
    out = ask("conflicts", "--subject", "astana: rounds held").out
    assert "argued as of 2017-08-31: 5" in out
    assert "argued as of 2017-10-25: 6" in out


def test_confirmations_of_two_periods_are_not_joined(ask: Ask) -> None:
    rows = [row for row in ask("matrix", "--json").json if row["basis"] == "turkish_cases_confirmed_by_russia"]
    assert [(r["period"], r["agreed_high"], r["entries"]) for r in rows] == [
        ("nationwide truce", 6, 225),
        ("from 6 March 2020", 0, 123),
    ]


@pytest.mark.parametrize(
    "args",
    [
        ("tallies",),
        ("tallies", "--periods"),
        ("conflicts", "--subject", "rounds held"),
        ("matrix",),
        ("matrix", "--periods"),
        ("rates",),
    ],
)
def test_at_80_columns_no_word_is_broken(ask: Ask, args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    narrow = ask(*args).out
    monkeypatch.setenv("COLUMNS", "400")
    whole = set(re.findall(r"[^\W\d_]+", ask(*args).out))
    assert set(re.findall(r"[^\W\d_]+", narrow)) <= whole | {"rank", "more", "in", "common", "median", "to"}
    prose = ("argued", "  ")  # lines of words, which a terminal wraps
    assert all(len(line) <= 80 for line in narrow.splitlines() if not line.startswith(prose) and " joins " not in line)


def test_a_statement_leads_to_its_incident_and_back(ask: Ask) -> None:
    statement = ask("show", "R0017", "--json").json
    incident = ask("show", statement["in_incident"], "--json").json
    assert (statement["kind"], incident["kind"]) == ("statement", "incident")
    assert statement["id"] in {report["report_id"] for report in incident["reports"]}
    assert ask("show", statement["id"], "--proof").out.strip() == statement["proof"].strip()


def test_rules_without_positions_decide_nothing(ask: Ask) -> None:
    assert ask("rules", "outcomes", "--json").json == []
    assert "no rule" in ask("rules", "outcomes").out
    for words in (("rules", "findings"), ("questions",), ("complaints",)):
        assert (ask(*words).status, ask(*words, "--json").json) == (0, [])


def test_a_batch_row_is_shown_under_its_number(small: Ask) -> None:
    [row] = small("sql", "select report_id from reports where label = 'A2'", "--json").json
    shown = small("show", row["report_id"], "--json").json
    assert (shown["kind"], shown["row"]["label"]) == ("batch row", "A2")
    beyond = small("show", row["report_id"].partition("#")[0] + "#99")
    assert (beyond.status, beyond.out) == (2, "")
    assert beyond.err.startswith("ceasefire: no ")


def test_a_rebuild_changes_nothing(small: Ask) -> None:
    assert set(small("rebuild", "--json").json.values()) <= {"same", "new"}
    answer = small("rebuild", "--json")
    assert answer.status == 0
    assert set(answer.json.values()) == {"same"}


def test_sql_for_a_spreadsheet_and_for_a_program_says_the_same(ask: Ask) -> None:
    query = "select label, place, killed_low from reports where label < 'R0004' order by label"
    rows = list(csv.DictReader(io.StringIO(ask("sql", query, "--csv").out)))
    assert [row["label"] for row in rows] == ["R0001", "R0002", "R0003"]
    made = ask("sql", query, "--json").json
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in made] == rows


@pytest.mark.parametrize("args", [(), ("report",), ("--tables",), ("--tables", "tallies"), ("--graph",)])
def test_a_schema_is_one_json_object_without_a_record(ask_any: Ask, args: tuple[str, ...]) -> None:
    answer = ask_any("schema", *args)
    assert (answer.status, answer.err) == (0, "")
    assert answer.json


def test_each_table_rests_on_tables_of_the_graph(ask_any: Ask) -> None:
    graph = ask_any("schema", "--graph").json
    assert {below for table in graph.values() for below in table.get("rests_on", ())} <= graph.keys()
    assert graph["standing"]["rests_on"]


def test_agreements_are_checked_explained_and_compared(ask: Ask) -> None:
    assert ask("agreement", "check", CODED[0], "--json") == (0, "[]\n", "")
    assert ask("agreement", "diff", CODED[0], CODED[0], "--json").json == []
    differing = ask("agreement", "diff", CODED[0], CODED[1], "--json")
    assert differing.status == 1
    assert {"path", "old", "new"} <= differing.json[0].keys()
    of_file = ask("agreement", "explain", next(name for name in CODED if INSTRUMENT in name))
    assert of_file == ask("agreement", "explain", INSTRUMENT)
    assert "properties" in ask("agreement", "schema").json


def test_explain_ends_with_the_assumptions_and_gives_them_to_a_program(ask: Ask) -> None:
    [one] = ask("agreement", "explain", INSTRUMENT, "--json").json
    assert one["instrument"] == INSTRUMENT
    last = one["text"].partition("Assumptions that a lawyer must accept or challenge:\n")[2].splitlines()
    assert [line.partition(". ")[2] for line in last] == one["assumptions"]
    assert any("which groups are associated" in line for line in last)


def test_exceptions_are_shown_as_a_tree_of_a_file_or_of_a_record(ask: Ask) -> None:
    of_file = next(name for name in CODED if INSTRUMENT in name)
    found = ask("agreement", "exceptions", INSTRUMENT, "dea-2")
    assert found.out.startswith(f"{INSTRUMENT}/dea-2: forbidden are fire (every kind)")
    assert "takes out: acts against isil or nusra, named in the text" in found.out
    assert ask("agreement", "exceptions", of_file, "dea-2") == found
    [tree] = ask("agreement", "exceptions", INSTRUMENT, "dea-2", "--json").json
    assert [(branch["effect"], branch["before"]) for branch in tree["branches"]] == [("takes_out", [])]
    assert tree["unranked"] == []
    whole = ask("agreement", "exceptions", INSTRUMENT, "--json").json
    assert tree in whole


def test_faults_of_an_agreement_are_listed_with_their_lines(ask: Ask, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(Path(CODED[0]).read_text("utf-8").replace("provisions:", "provisos:"), encoding="utf-8")
    answer = ask("agreement", "check", str(bad), "--json")
    assert answer.status == 1
    assert all(fault["line"] >= 1 and fault["words"] for fault in answer.json)


WRONG: list[tuple[tuple[str, ...], str]] = [
    (("nothing",), "No such command 'nothing'"),
    (("statsu",), "Did you mean 'status'?"),
    (("incidents", "--from", "2017-02-31"), "'2017-02-31' is not a valid date"),
    (("incidents", "--result", "nothing"), "'nothing' is not one of 'in_scope'"),
    (("hits", "nothing"), "no incident, report, or position on an incident has the id or label 'nothing'"),
    (("hits", "--instrument", "nothing"), f"{INSTRUMENT}, "),
    (("hits", "--provision", "nothing"), "'nothing' is not a valid provision"),
    (("hits", "--missing", "nothing"), "choose from geometry, place"),
    (("hits", "--result", "nothing"), "'nothing' is not one of"),
    (("standing", "nothing"), "no incident, report, or position on an incident has the id or label 'nothing'"),
    (("standing", "--body", "nothing"), "'nothing' is not a valid body"),
    (("duties", "--state", "nothing"), "'nothing' is not one of 'none_due'"),
    (("rules", "outcomes", "--state", "nothing"), "'nothing' is not one of 'decided'"),
    (("duties", "--on", "soon"), "'soon' is not a valid date"),
    (("tallies", "--day", "soon"), "'soon' is not a valid date"),
    (("rates", "--body", "nothing"), "'nothing' is not a valid counted by"),
    (("coverage", "--provision", "nothing"), "'nothing' is not a valid provision"),
    (("show", "nothing"), "no statement, incident or label is called 'nothing'"),
    (("show", NO_ID), NO_ID),
    (("show", f"{NO_ID}#1"), f"{NO_ID}#1"),
    (("sql", "drop table reports"), "give one SELECT"),
    (("sql", "select * from nothing"), "nothing does not exist"),
    (("schema", "nothing"), "no statement kind 'nothing'"),
    (("schema", "--tables", "nothing"), "no table 'nothing'"),
    (("schema", "--graph", "nothing"), "no table 'nothing'"),
    (("rules", "test", "nothing.yaml"), "'nothing.yaml' does not exist"),
    (("rules", "outcomes", "--on", "soon"), "'soon' is not a valid date"),
    (("verify", "--checkpoint", "nothing"), "'nothing' does not exist"),
    (("link", "nothing.csv"), "'nothing.csv' does not exist"),
    (("link", "--engine", "nothing"), "'nothing' is not one of"),
    (("link", "--explain", "R0017", "nothing"), "no report with id or label 'nothing'"),
    (("candidates", "nothing"), "no report with id or label 'nothing'"),
    (("candidates", "R0413", "--parameters", CODED[0]), "--parameters goes with --among"),
    (("candidates", "nothing.csv", "--among", CODED[0]), "there is none at 'nothing.csv'"),
    (("candidates", "R0413", "--top", "0"), "0 is not in the range"),
    (("agreement", "check", "nothing.yaml"), "'nothing.yaml' does not exist"),
    (("agreement", "explain", "nothing"), "'nothing' is neither a file nor an instrument coded here"),
    (("agreement", "exceptions", "nothing"), "'nothing' is neither a file nor an instrument coded here"),
    (("agreement", "exceptions", CODED[0], "nothing"), "no provision 'nothing' there; its provisions are "),
    (("agreement", "diff", CODED[0], "nothing"), "'nothing' does not exist"),
    (("status", "--record", "nowhere"), "nowhere holds no record"),
    (("rebuild", "--record", "nowhere"), "nowhere holds no record"),
]


@pytest.mark.parametrize(("args", "words"), WRONG, ids=[" ".join(args) for args, _ in WRONG])
def test_a_wrong_word_ends_with_status_2_and_one_clear_line(ask: Ask, args: tuple[str, ...], words: str) -> None:
    answer = ask(*args)
    assert (answer.status, answer.out) == (2, "")
    assert "Traceback" not in answer.err
    usage, _, error = answer.err.rpartition("\n\nError: ")
    said = error if usage.startswith("Usage: ") else answer.err.removeprefix("ceasefire: ")
    first, *more = said.rstrip("\n").splitlines()
    assert answer.err != said
    assert words in first
    assert all(line.startswith("  ") for line in more)


def test_outcomes_are_listed_without_a_charter_as_with_one(small: Ask) -> None:
    report = REPORTS.splitlines()[1].split(",")[0]
    assert small("position", report, "legal", "violation").status == 0
    found = small("rules", "outcomes")
    assert (found.status, found.err) == (0, "")
    assert "no charter is pinned" in " ".join(found.out.split())
