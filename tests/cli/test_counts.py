"""`rates` and `coverage` for a person: rows under the name they have in common, and what was watched beside them."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner

from ceasefire import Record
from ceasefire.cli.counts import NOT_KNOWN
from ceasefire.cli.main import cli
from tests.small_truce import own_home, record, said

__all__ = ["own_home", "record"]
Say = Callable[..., list[str]]
WATCHED = {"by": "North", "zone": "zone-1", "when": {"start": "2020-02-10"}, "patrols": 4}


@pytest.fixture
def say(record: Record) -> Say:
    """Return what files daily counts of two bodies and these statements of what was watched, and prints a command's lines."""
    counts = [
        said(
            "tally",
            counted_by=body,
            measure="breaches",
            unit="breach",
            period={"start": day},
            count={"low": n, "high": n},
        )
        for body, n in (("North", 3), ("South", 5))
        for day in ("2020-02-10", "2020-02-11")
    ]

    def run(command: str, *watched: dict[str, object]) -> list[str]:
        record.file_drafts("desk", [*counts, *(said("coverage", **one) for one in watched)])
        found = CliRunner().invoke(cli, [command, "--record", str(record.path)], env={"COLUMNS": "100"})
        assert found.exit_code == 0, found.output
        return [" ".join(line.split()) for line in found.output.splitlines()]

    return run


def test_rates_stand_under_the_body_that_counts_and_what_nobody_watched_is_said_once(say: Say) -> None:
    assert say("rates") == [
        "North: breaches",
        "period days with a list entries a day",
        "all days 2 of 2 6 3.00",
        "",
        "South: breaches",
        "period days with a list entries a day",
        "all days 2 of 2 10 5.00",
        "",
        f"coverage: {NOT_KNOWN}",
    ]


def test_where_one_body_says_what_it_watched_coverage_stands_in_every_row(say: Say) -> None:
    lines = say("rates", WATCHED)
    assert lines.count("period days with a list entries a day coverage") == 2
    assert "all days 2 of 2 6 3.00 watched 1, not watched 1 of 2 days" in lines
    assert "all days 2 of 2 10 5.00 not known" in lines
    assert not [line for line in lines if line.startswith("coverage:")]


def test_coverage_stands_under_its_clause_without_the_columns_that_nobody_filled(say: Say) -> None:
    assert say("coverage") == [
        "truce/fire",
        "zone period incidents in scope",
        "zone-1 all days 1",
        "",
        f"what was watched: {NOT_KNOWN}",
        "1 row",
    ]


def test_coverage_tells_days_and_patrols_where_somebody_watched(say: Say) -> None:
    assert say("coverage", WATCHED)[:3] == [
        "truce/fire",
        "zone period incidents in scope days watched patrols",
        "zone-1 all days 1 1 of 1, not watched 0 4",
    ]
