"""How a command ends where it is stopped, where nobody reads its output, and what it prints of hostile words."""

import csv
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import ceasefire
from ceasefire.cli import queries
from ceasefire.cli.common import emit_json_rows
from ceasefire.cli.main import cli, main
from ceasefire.record import Draft

HOSTILE = "=1+1 \x1b]0;x\x07 \x9b31m \u202egpj\u2066 \u200b\u200f\u2028 \ufeff \U000e0041"
HIDDEN = set(HOSTILE) - set(" =1+];x0gpj") - {"3", "m"}


# --- stopped, and not read -------------------------------------------------------------------------------------------


def unread(monkeypatch: pytest.MonkeyPatch, line: list[str]) -> tuple[object, str]:
    """Run a line whose output nobody reads any more; return its status and what it says on standard error."""
    ours, theirs = os.pipe()
    os.close(ours)
    said = io.StringIO()
    with os.fdopen(theirs, "w") as out, monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", out)
        patched.setattr(sys, "stderr", said)
        with pytest.raises(SystemExit) as ended:
            main(line)
    return ended.value.code, said.getvalue()


@pytest.mark.parametrize("line", [["schema"], ["schema", "--tables"], ["--help"], ["read", "--help"]])
def test_output_that_nobody_reads_ends_quietly(line: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert unread(monkeypatch, line) == (141, "")


def test_a_table_that_nobody_reads_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "emit_json", lambda found: queries.emit_table([["x"]], ("a",)))
    assert unread(monkeypatch, ["schema"]) == (141, "")


def test_a_command_that_is_stopped_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_args: object, **_rest: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(queries, "emit_json", stop)
    with pytest.raises(SystemExit) as ended:
        main(["schema"])
    assert ended.value.code == 130
    assert "stopped" in capsys.readouterr().err


# --- hostile words ---------------------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CEASEFIRE_RECORD", "record")

    def call(*args: str) -> str:
        result = CliRunner().invoke(cli, list(args))
        assert result.exception is None or isinstance(result.exception, SystemExit), (args, result.exception)
        assert result.exit_code in (0, 1, 3), (args, result.output)
        return result.output

    return call


def test_no_command_prints_hostile_words_as_they_are(run: Callable[..., str], tmp_path: Path) -> None:
    told = dict.fromkeys(("source", "publisher", "actor_alleged", "actor_target", "attribution", "summary"), HOSTILE)
    when, where = {"start": "2020-05-01", "end": "2020-05-01"}, {"name": HOSTILE, "admin1": HOSTILE}
    body = {"label": HOSTILE[:30], "event_type": "shelling", "when": when, "where": where, **told}
    with ceasefire.create("record", name="test") as record:
        record.init_office("watch", "ngo")
        [receipt] = record.file_drafts("watch", [Draft(kind="report", body=body)])
    (tmp_path / f"{HOSTILE[7:20]}.txt").write_text(
        f"{HOSTILE} Shelling killed 3 people in Homs on 1 May 2017.", "utf-8"
    )
    (tmp_path / f"{HOSTILE[7:19]}.html").write_text("<!--x", "utf-8")
    select = "select place, summary, actor_alleged from reports"
    lines = [
        ["status"], ["incidents"], ["incidents", "--json"], ["read", "."], ["read", ".", "--json"], ["show", receipt.id],
        ["sql", select], ["sql", select, "--csv"],
    ]  # fmt: skip
    for line in lines:
        left = HIDDEN & set(run(*line))
        # in a file for a spreadsheet, what is written there and what only hides is the export's own rule
        assert not left or (line[-1] == "--csv" and not left & set("\x1b\x07\x9b\u202e\u2066")), (line, left)
    [row] = json.loads(run("incidents", "--json"))
    assert row["place"] == HOSTILE, "a program reads the words as they are"


def test_sql_as_csv_is_safe_to_open_in_a_spreadsheet_and_as_json_exact(run: Callable[..., str]) -> None:
    ceasefire.create("record", name="test").close()
    query = "select '=1+1' a, '@SUM(1)' b, chr(9) || '=1' c, '-5' d, -5 e, -5.5 f, ['=1', 'x'] g, null h, date '2020-01-02' i, 'x' \"=j\""
    header, row = csv.reader(io.StringIO(run("sql", query, "--record", "record", "--csv")))
    assert header[-1] == "'=j"
    assert row == ["'=1+1", "'@SUM(1)", "'\t=1", "'-5", "-5", "-5.5", "['=1', 'x']", "", "2020-01-02", "x"]
    [found] = json.loads(run("sql", query, "--record", "record", "--json"))
    assert (found["a"], found["c"], found["g"]) == ("=1+1", "\t=1", ["=1", "x"])


def test_rows_are_printed_as_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"a": 0, "b": [1]}, {"a": 1, "b": [1]}]
    emit_json_rows(row for row in rows)
    assert capsys.readouterr().out == json.dumps(rows, indent=1) + "\n"
    emit_json_rows([])
    assert capsys.readouterr().out == "[]\n"
