"""`charter` and `trust` on the command line: what a person reads, what a program reads, and with which status it ends."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ceasefire import Record
from ceasefire.api import trust
from ceasefire.cli.main import COMMANDS, cli
from ceasefire.cli.text_table import width
from tests.api.charter_forms import FORM, adopted, following, with_offices, written
from tests.small_record import record, reports

__all__ = ["record", "reports"]

Run = Callable[..., Result]


@pytest.fixture
def three(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    monkeypatch.setenv("CEASEFIRE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CEASEFIRE_RECORD", str(record.path))
    return with_offices(record)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "250")  # else words are broken over lines

    def call(*args: str, status: int = 0) -> Result:
        result = CliRunner().invoke(cli, list(args))
        assert result.exit_code == status, (args, result.output, result.exception)
        return result

    return call


def test_from_a_form_to_a_pin(three: Record, tmp_path: Path, run: Run) -> None:
    path = str(written(tmp_path, FORM))
    assert "nothing is filed" in run("charter", "propose", path, "--office", "a", "--dry-run").output
    said = run("charter", "propose", path, "--office", "a", "--accept").output
    assert "filled in: what these roles may say" in said
    assert "proposed: proposed by a; accepted by alpha; not yet by beta, gamma" in said
    charter = json.loads(run("charter", "show", "--json").output)["charters"][0]["id"]
    assert "beta accepts the charter" in run("charter", "accept", charter[:10], "--office", "b").output
    said = run("charter", "trust", charter[:10], "--note", "read to me").output
    for words in ("adopted: proposed by a; accepted by alpha, beta", "for you alone", "gamma (monitor) through c"):
        assert words in said
    assert trust.spoken(charter)[:39] in said
    assert trust.held().charters[0].note == "read to me"
    assert "(test-mechanism, pinned, in force)" in run("charter", "show").output
    assert "without a charter nobody's word counts" in run("charter", "trust", "test-mechanism", "--remove").output
    assert trust.held().charters == ()


def test_a_form_with_faults_ends_with_status_2_and_names_each_on_standard_error(
    three: Record, tmp_path: Path, run: Run
) -> None:
    form = FORM.replace("of: [alpha, beta]}}", "of: [alpha, delta]}}").replace("offices: [c]", "offices: [b]")
    path = written(tmp_path, form)
    done = subprocess.run(
        [sys.executable, "-m", "ceasefire.cli", "charter", "propose", str(path), "--office", "a"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    told = [line.split(": ")[:2] for line in done.stderr.splitlines()]
    assert told == [
        ["ceasefire", "charter.yaml:4:1"],
        ["  charter.yaml:9:1", "acts"],
    ]


def test_a_word_that_does_not_count_ends_with_status_3(three: Record, tmp_path: Path, run: Run) -> None:
    charter = adopted(three, tmp_path)
    said = run("charter", "accept", charter, "--office", "b", "--decline", "--reason", "no more", status=3)
    assert "it does not count: beta accepted this version before" in said.stderr
    told = json.loads(run("charter", "accept", charter, "--office", "b", "--decline", "--json", status=3).stdout)
    assert (told["stand"], told["of"]) == ("decline", "beta")


def test_the_new_pin_says_which_one_it_replaces(three: Record, tmp_path: Path, run: Run) -> None:
    first = adopted(three, tmp_path)
    second = three.propose_charter(written(tmp_path, following(first)), office="a")["id"]
    run("charter", "trust", first)
    said = run("charter", "trust", second).output
    assert f"It replaces the pin on {first[:16]}." in said
    assert "nobody's word counts until it is adopted" in said
    told = json.loads(run("charter", "trust", first, "--json").output)
    assert (told["replaces"]["id"], told["charter"]["pinned"]) == (second, True)


def test_comparing_ends_with_status_1_where_versions_differ(three: Record, tmp_path: Path, run: Run) -> None:
    first = adopted(three, tmp_path)
    second = three.propose_charter(written(tmp_path, following(first)), office="a")["id"]
    said = run("charter", "compare", second[:12], status=1).output
    assert "what a change takes" in said
    assert "2 of alpha, beta, gamma" in said
    assert json.loads(run("charter", "compare", second, "--json", status=1).output)["before"] == first
    assert "0 changes" in run("charter", "compare", first, first).output


@pytest.mark.parametrize("columns", [80, 130])
def test_what_is_printed_of_a_charter_fits_a_terminal(
    three: Record, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    """But for lines of running text, which a terminal folds by itself."""
    monkeypatch.setenv("COLUMNS", str(columns))
    first = adopted(three, tmp_path)
    second = adopted(three, tmp_path, following(first))
    adopted(three, tmp_path, following(first).replace("Another", "A rival"))
    run("charter", "trust", first)
    lines = run("charter", "show", second).output.splitlines()
    assert any("FORK: " in line for line in lines)
    assert any(line.startswith("none is in force: the charter forks") for line in lines)
    assert any("cut: ceasefire/test/gamma/c speaks no more from entry" in line for line in lines)
    running = ("none is in force", "cut: ", "  FORK")
    assert [line for line in lines if width(line.rstrip()) > columns and not line.startswith(running)] == []


def test_every_reading_command_takes_the_charter_and_the_view_and_the_others_do_not() -> None:
    import click

    def options(*path: str) -> set[str]:
        command: click.Command = cli
        context = click.Context(cli)
        for name in path:
            assert isinstance(command, click.Group)
            found = command.get_command(context, name)
            assert found is not None
            command = found
        return {one for param in command.params for one in param.opts if one in ("--charter", "--judged-by")}

    both = {"--charter", "--judged-by"}
    reading = ("hits", "duties", "standing", "matrix", "conflicts", "status", "today", "follow", "incidents", "tallies")
    for name in (*reading, "show", "sql", "derive", "rebuild", "report", "export"):
        assert options(name) == both, name
    for name in ("file", "judge", "position", "read"):
        assert options(name) == {"--charter"}, name
    for name in ("verify", "backup", "checkpoint", "init"):
        assert options(name) == set(), name
    assert options("charter", "show") == {"--charter"}
    assert "charter" in COMMANDS


def test_the_options_reach_the_record(three: Record, tmp_path: Path, run: Run, reports: Path) -> None:
    three.file(reports, time_zone="UTC", office="watch")
    charter = adopted(three, tmp_path)
    said = run("position", "A1", "legal", "violation", "--office", "a", "--charter", charter[:12]).output
    assert f"filed for alpha as guarantor, under the charter {charter[:16]}" in said
    query = "select in_force from charter_states"
    for given, want in ((charter[:8], True), ("none", False)):
        found = json.loads(run("sql", query, "--charter", given, "--json").output)
        assert found == [{"in_force": want}]
    three.judge("A1", "A3", "same", office="b")
    count = "select count(*) as n from incidents"
    assert json.loads(run("sql", count, "--json", "--judged-by", "b").output) == [{"n": 1}]
    assert json.loads(run("sql", count, "--json").output) == [{"n": 2}]
    result = CliRunner().invoke(cli, ["incidents", "--judged-by", "nobody"])
    assert "'nobody' is not in this record" in str(result.exception)


def test_a_position_says_as_whose_word_it_is_filed(three: Record, tmp_path: Path, run: Run, reports: Path) -> None:
    three.file(reports, time_zone="UTC", office="watch")
    entry = ("position", "A1", "legal", "violation", "--office", "a")
    assert "as told by ceasefire/test/alpha/a: not counted (no charter is pinned" in run(*entry).output
    three.trust_charter(adopted(three, tmp_path))
    said = run(*entry, "--of", "beta").output
    assert "as told by ceasefire/test/alpha/a: not counted (it speaks for alpha, not for beta)" in said
    told = json.loads(run(*entry, "--json").output)
    assert (told["of"], told["role"], told["told"]) == ("alpha", "guarantor", None)
    assert "No such option" in CliRunner().invoke(cli, [*entry, "--role", "guarantor"]).output


def test_the_trust_file_is_listed_whole_and_who_codes_comes_and_goes(three: Record, tmp_path: Path, run: Run) -> None:
    charter = adopted(three, tmp_path)
    run("charter", "trust", charter)
    run("trust", "add", "--office", "a")
    assert "in place 1: ceasefire/test/alpha/a" in run("trust", "coded-by", "--office", "a").output
    origin, key = three.first_key("b")
    assert json.loads(run("trust", "coded-by", origin, key, "--json").output)["place"] == 2
    assert "already, in place 2" in run("trust", "coded-by", origin, *trust.spoken(key).split()).output
    said = run("trust", "list").output
    for words in ("charter of test-mechanism", "coding answers, place 2: ceasefire/test/beta/b", trust.spoken(key)):
        assert words in said
    told = json.loads(run("trust", "list", "--json").output)
    assert {name: len(rows) for name, rows in told.items()} == {"ledgers": 1, "charters": 1, "coded_by": 2}
    assert "no longer answers" in run("trust", "coded-by", origin, "--remove").output
    run("trust", "coded-by", origin, key, "--remove", status=2)
    run("trust", "coded-by", "--remove", status=2)
    assert [one.origin for one in trust.held().coded_by] == [three.first_key("a")[0]]


def test_hidden_characters_of_a_charter_are_shown_by_their_code(three: Record, tmp_path: Path, run: Run) -> None:
    form = FORM.replace("title: A charter of a test", 'title: "A\\x1b[2J charter"').replace(
        "role: monitor, offices", 'role: monitor, note: "\\u202e", offices'
    )
    charter = three.propose_charter(written(tmp_path, form), office="a")["id"]
    for args in (("charter", "show", charter), ("charter", "trust", charter)):
        said = run(*args).output
        assert "\x1b" not in said
        assert "<U+001B>" in said
