"""The index of a record's provisions, asked in Python and on the command line."""

import json

import pytest
from click.testing import CliRunner

from ceasefire import Record
from ceasefire.api.agreement_index import index
from ceasefire.cli.main import cli
from ceasefire.record import RecordError
from tests.small_truce import TRUCE, agreement, extension, own_home, record, said

__all__ = ["own_home", "record"]


def test_it_says_how_much_is_coded_and_what_nobody_mentions(record: Record) -> None:
    report = said("duty_report", instrument="truce", provision="gone", says="met", said_by="Watch")
    record.file_drafts("desk", [extension("north"), report])
    [found] = index(record)
    assert found.words == (
        "the file does not say how many paragraphs the text has, 2 of 2 provisions testable, "
        "2 never mentioned by anybody (of these 1 with incidents in scope); named but not coded: gone"
    )
    assert (found.unmentioned, found.with_incidents, found.uncoded) == (("fire", "posts"), ("fire",), ("gone",))
    assert [(row["provision"], row["kind"]) for row in found.rows] == [
        ("fire", None),
        ("posts", None),
        ("gone", "duty_report"),
        (None, "accession"),
        (None, "act"),
    ]


def test_it_counts_the_paragraphs_of_the_text(record: Record) -> None:
    text = TRUCE.replace("agreement/1", "agreement/2").replace("id: truce\n", 'id: other\nparagraphs: ["1", "2"]\n')
    text = text.replace("id: fire\n", 'id: fire\n    paragraphs: ["2"]\n')
    draft = agreement(record, text)
    record.file_drafts("desk", [said("agreement", **{**draft.body, "id": "other"})])
    [found] = index(record, ["other"])
    assert found.words.startswith("1 of 2 paragraphs coded, 2 of 2 provisions testable")


def test_an_instrument_that_is_not_coded_is_refused(record: Record) -> None:
    with pytest.raises(RecordError, match="'gone' is no instrument coded here; coded are truce"):
        index(record, ["gone"])


def test_on_the_command_line(record: Record) -> None:
    def told(*more: str) -> str:
        line = ["agreement", "index", *more, "--record", str(record.path)]
        return CliRunner().invoke(cli, line, catch_exceptions=False).output

    lines = told().splitlines()
    assert lines[0].startswith("truce: the file does not say")
    assert ["fire", "yes", "nobody", "0", "1"] in [line.split() for line in lines]
    assert lines[-1].split() == ["the", "whole", "accession", "1"]
    assert [one["instrument"] for one in json.loads(told("truce", "--json"))] == ["truce"]
