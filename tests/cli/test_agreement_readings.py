"""`agreement readings` for a person: of two duties with one state and one day, the parts that differ."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import ceasefire
from ceasefire.cli.main import cli
from tests.api.test_readings import TEXT
from tests.small_truce import agreement, own_home, said

__all__ = ["own_home"]
DEADLINE = "    deadline: {date: 2020-06-01}\n"
Rows = Callable[[str], str]


@pytest.fixture
def told(tmp_path: Path) -> Rows:
    """Return what gives the lines printed of the duty `posts` under a rival reading of it, white space folded."""

    def run(rival: str) -> str:
        assert DEADLINE in TEXT
        text = TEXT.replace(DEADLINE, f"{DEADLINE}    rivals:\n      - {rival}\n")
        with ceasefire.create(tmp_path / "record", name="test") as made:
            made.init_office("desk", "un")
            parties = [said("party", id=one, name=one.title()) for one in ("north", "south")]
            made.file_drafts("desk", [*parties, agreement(made, text)])
        line = ["agreement", "readings", "truce", "--on", "2020-02-01", "--record", str(tmp_path / "record")]
        found = CliRunner().invoke(cli, line, env={"COLUMNS": "150"})
        assert found.exit_code == 0, found.output
        return " ".join(found.output.partition("truce:other")[2].split())

    return run


@pytest.mark.parametrize(
    ("about", "reads", "ours", "other"),
    [
        ("bound", "{bound: {actors: [north]}}", "due, 2020-06-01; holder: south", "due, 2020-06-01; holder: north"),
        (
            "deadline",
            "{deadline: {after: signature, days: 152}}",
            "due, 2020-06-01; 2020-06-01",
            "due, 2020-06-01; 152 days after signature (2020-01-01)",
        ),
        (
            "deadline",
            "{deadline: {date: 2020-01-15}}",
            "due, 2020-06-01",
            "deadline past, nobody's word on file, 2020-01-15",
        ),
    ],
    ids=["holder", "reckoning", "state and day"],
)
def test_of_a_duty_stands_what_differs_and_where_state_and_day_are_one_nothing_that_does_not(
    told: Rows, about: str, reads: str, ours: str, other: str
) -> None:
    lines = told(f"{{about: {about}, id: other, says: otherwise, reads: {reads}, source: {{text: a paper}}}}")
    assert lines.endswith(f"duties that differ: 1 provision ours other truce/posts {ours} {other}")
