"""`agreement test` as a legal adviser types it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ceasefire.cli.main import cli
from tests.api.test_agreement_cases import TEXT, folder, own_home

__all__ = ["folder", "own_home"]


def told(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["agreement", "test", *words], catch_exceptions=False)
    return result.exit_code, result.output


def test_all_cases_hold(folder: Path) -> None:
    status, words = told(str(folder))
    assert status == 0
    assert words == "truce: 2 of 2 cases hold\n  fire lacks: no, cannot tell, exempt\n"
    assert told(str(folder), "--quiet") == (0, "truce: 2 of 2 cases hold\n")


def test_a_case_that_fails_is_one_line_with_what_came_and_why(folder: Path) -> None:
    (folder / "agreements" / "truce.yaml").write_text(TEXT.replace("expect: in_scope", "expect: out_of_scope"))
    status, words = told(str(folder), "truce")
    first, second, *_ = words.split("\n")
    assert status == 1
    assert first.startswith("truce/fire fire-1: expected out_of_scope; came in_scope: where: ")
    assert second == "truce: 1 of 2 cases holds"


def test_status_is_three_where_something_is_set_aside(folder: Path) -> None:
    (folder / "notes.yaml").write_text("a: b\n")
    status, words = told(str(folder))
    assert status == 3
    assert "set aside: notes.yaml" in words


def test_for_a_program(folder: Path) -> None:
    status, words = told(str(folder), "--json")
    found = json.loads(words)
    assert status == 0
    assert [(one["case"], one["holds"]) for one in found["instruments"][0]["outcomes"]] == [
        ("fire-1", True),
        ("posts-1", True),
    ]
    assert found["instruments"][0]["short_of_cases"] == [
        {"instrument": "truce", "provision": "fire", "cases": 1, "lacks": ["no", "cannot tell", "exempt"]}
    ]


@pytest.mark.parametrize("name", ["truce", "none.yaml"])
def test_a_name_that_is_nothing_is_an_error(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CEASEFIRE_RECORD", raising=False)
    result = CliRunner().invoke(cli, ["agreement", "test", name])
    assert result.exit_code != 0
