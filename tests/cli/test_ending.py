"""How a command ends where it is stopped, where nobody reads its output, and what it prints of hostile words."""

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import ceasefire
from ceasefire.cli import queries
from ceasefire.cli.main import cli, main

HOSTILE = "=1+1 \x1b]0;x\x07 \x9b31m \u202egpj\u2066 \u200b\u200f\u2028 \ufeff \U000e0041"
HIDDEN = set(HOSTILE) - set(" =1+];x0gpj") - {"3", "m"}


# --- stopped, and not read -------------------------------------------------------------------------------------------


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make standard output a pipe that nobody reads any more."""
    ours, theirs = os.pipe()
    os.close(ours)
    with os.fdopen(theirs, "w") as out:
        monkeypatch.setattr(sys, "stdout", out)
        yield


@pytest.mark.parametrize("line", [["schema"], ["schema", "--tables"], ["--help"], ["read", "--help"]])
@pytest.mark.usefixtures("unread")
def test_output_that_nobody_reads_ends_quietly(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(line)
    assert ended.value.code == 141
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("unread")
def test_a_table_that_nobody_reads_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "emit_json", lambda found: queries.emit_table([["x"]], ("a",)))
    with pytest.raises(SystemExit) as ended:
        main(["schema"])
    assert ended.value.code == 141


def test_a_command_that_is_stopped_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_args: object, **_rest: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ceasefire.api.opening, "verify_folder", stop)
    monkeypatch.setattr("ceasefire.api.verify_folder", stop)
    monkeypatch.setattr(queries, "emit_json", stop)
    with pytest.raises(SystemExit) as ended:
        main(["schema"])
    assert ended.value.code == 130
    assert "stopped" in capsys.readouterr().err


# --- hostile words ---------------------------------------------------------------------------------------------------

REPORT = """\
report_id,source,publisher,published,url,language,event_date_start,event_date_end,place,admin1,event_type,actor_alleged,actor_target,attribution_phrase,summary
"A{0}","{0}","{0}",2020-05-02,https://north.example/1,en,2020-05-01,2020-05-01,"{0}","{0}",shelling,"{0}","{0}","{0}","{0}"
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CEASEFIRE_RECORD", raising=False)

    def call(*args: str) -> str:
        result = CliRunner().invoke(cli, list(args))
        assert result.exit_code in (0, 1, 3), (args, result.output, result.exception)
        return result.output

    return call


def test_no_command_prints_hostile_words_as_they_are(run: Callable[..., str], tmp_path: Path) -> None:
    words = "x" + HOSTILE.replace("=", "")
    (tmp_path / "reports.csv").write_text(REPORT.format(words.replace("\u2028", "")), encoding="utf-8")
    (tmp_path / f"{words[:20]}.txt").write_text(
        f"{words} Shelling killed 3 people in Homs on 1 May 2017. {words}", "utf-8"
    )
    (tmp_path / f"{words[:19]}.html").write_text("<!--x", "utf-8")
    run("init", "--office", "watch", "--party", "ngo")
    said = run("file", "reports.csv", "--time-zone", "UTC", "--new-parties")
    assert "0 filed" not in said
    lines = [
        ("status",), ("incidents",), ("show", "i"), ("tallies",), ("link", "--review"), ("hits",), ("standing",), ("matrix",),
        ("conflicts",), ("duties",), ("verify",), ("sql", "select * from reports"), ("read", "."), ("file", "reports.csv"),
    ]  # fmt: skip
    for line in lines:
        for form in ([], ["--json"]) if line[0] != "show" else ():
            said = run(*line, *form)
            assert not HIDDEN & set(said), (line, form, HIDDEN & set(said))
    [incident] = json.loads(run("incidents", "--json"))
    assert incident["place"].startswith("x1+1 \x1b]0;x"), "a program reads the words as they are"
    assert not HIDDEN & set(run("show", incident["incident_id"]))
    said = run("sql", "select place, summary from reports", "--csv")
    assert not HIDDEN & set(said)


def test_sql_as_csv_is_safe_to_open_in_a_spreadsheet_and_as_json_exact(run: Callable[..., str]) -> None:
    ceasefire.create("record", name="test").close()
    query = "select '=1+1' a, '@SUM(1)' b, chr(9) || '=1' c, '-5' d, -5 e, -5.5 f, ['=1', 'x'] g, null h, date '2020-01-02' i, 'x' \"=j\""
    header, row = csv.reader(io.StringIO(run("sql", query, "--record", "record", "--csv")))
    assert header[-1] == "'=j"
    assert row == ["'=1+1", "'@SUM(1)", "'\t=1", "'-5", "-5", "-5.5", "['=1', 'x']", "", "2020-01-02", "x"]
    [found] = json.loads(run("sql", query, "--record", "record", "--json"))
    assert (found["a"], found["c"], found["g"]) == ("=1+1", "\t=1", ["=1", "x"])


def test_an_answer_that_has_no_form_here_is_a_plain_error(run: Callable[..., str]) -> None:
    ceasefire.create("record", name="test").close()
    for form in ([], ["--json"], ["--csv"]):
        result = CliRunner().invoke(cli, ["sql", "select date '290309-12-22 (BC)'", "--record", "record", *form])
        assert isinstance(result.exception, ceasefire.CeasefireError), result.output
        assert "cast its column" in str(result.exception)


def test_rows_of_an_answer_are_printed_as_one_document(run: Callable[..., str]) -> None:
    ceasefire.create("record", name="test").close()
    assert run("sql", "select 1 a where false", "--record", "record", "--json") == "[]\n"
    said = run("sql", "select range a, [1] b from range(2)", "--record", "record", "--json")
    assert said == json.dumps([{"a": 0, "b": [1]}, {"a": 1, "b": [1]}], indent=1) + "\n"
