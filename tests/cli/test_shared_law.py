"""The commands that show whose coding answers, which acts have effect, and what differs between codings."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from ceasefire import Record
from ceasefire.cli.main import main
from tests.small_truce import OTHER, agreement, extension, own_home, record

__all__ = ["own_home", "record"]


class Answer(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Ask = Callable[..., Answer]


@pytest.fixture
def ask(record: Record, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Return what runs a command line on a record in which a hostile office codes the truce as well."""
    monkeypatch.setenv("CEASEFIRE_RECORD", str(record.path))
    monkeypatch.setenv("COLUMNS", "250")
    record.file_drafts("hostile", [agreement(record, OTHER), extension("north")])

    def run(*args: str) -> Answer:
        with pytest.raises(SystemExit) as end:
            main(list(args))
        assert isinstance(end.value.code, int)
        return Answer(end.value.code, *capsys.readouterr())

    return run


def test_codings_say_who_codes_what_and_whether_it_answers(ask: Ask) -> None:
    assert [row["state"] for row in ask("agreement", "codings", "--json").json] == ["contested", "contested"]
    shown = ask("agreement", "codings")
    assert (shown.status, shown.out.count("contested")) == (0, 2)
    assert "none is named to answer" in " ".join(shown.out.split())


def test_acts_say_what_they_take_and_whose_word_is_there(ask: Ask) -> None:
    [act] = ask("agreement", "acts", "--json").json
    assert (act["claimed_by"], act["state"]) == (["north"], "claimed")
    assert "truce" in ask("agreement", "acts").out


def test_hits_tell_what_is_contested_and_how_to_ask_for_one_coding(ask: Ask) -> None:
    shown = ask("hits", "R1", "--why")
    said = " ".join(shown.out.split())
    assert "coded differently by ceasefire/test/un/desk and ceasefire/test/west/hostile" in said
    assert "clause:" not in said, "nobody's words stand for a text that is coded differently"
    assert shown.err.startswith(
        "note: instrument truce is contested by ceasefire/test/un/desk and ceasefire/test/west/hostile: "
    )
    assert [row["result"] for row in ask("hits", "R1", "--as-coded-by", "desk", "--json").json] == ["in_scope"]
    assert ask("hits", "R1", "--as-coded-by", "desk").err == ""


def test_codings_are_compared_office_by_office(ask: Ask) -> None:
    rows = ask("hits", "--compare", "--json").json
    assert {row["provision"] for row in rows} == {"fire", "flights"}
    assert "not_coded" in ask("hits", "--compare").out
    assert ask("hits", "R1", "--compare").status == 2
    assert ask("hits", "--as-coded-by", "nobody").status != 0


def test_a_contested_instrument_is_explained_as_each_office_codes_it(ask: Ask) -> None:
    out = ask("agreement", "explain", "truce").out
    assert out.index("As coded by ceasefire/test/un/desk:") < out.index("As coded by ceasefire/test/west/hostile:")


def test_duties_of_a_contested_instrument_can_be_asked_for(ask: Ask) -> None:
    [row] = ask("duties", "--state", "undetermined", "--json").json
    assert row["provision"] == "coding"
