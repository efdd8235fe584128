"""Options reach a command as one typed object, whatever else the command takes."""

from typing import Any

import click
import msgspec
import pytest
from click.testing import CliRunner

from ceasefire.cli import options
from ceasefire.cli.main import COMMANDS, cli


class Inner(msgspec.Struct, frozen=True, kw_only=True):
    zone: str | None = None
    count: int = 3


class Outer(msgspec.Struct, frozen=True, kw_only=True):
    inner: Inner
    dry: bool = False
    never_asked: str = "default"


handed: list[dict[str, Any]] = []


@click.command()
@click.option("--beside")
@options.gathered(
    "inner",
    lambda: Inner,
    click.option("--dry", is_flag=True),
    click.option("--zone"),
    click.option("--count", type=int, default=5),
)
@options.gathered("outer", lambda: Outer)
def command(beside: str | None, outer: Outer) -> None:
    handed.append({"beside": beside, "outer": outer})


@pytest.mark.parametrize(
    ("args", "beside", "outer"),
    [
        ([], None, Outer(inner=Inner(count=5))),
        (["--zone", "UTC", "--dry"], None, Outer(inner=Inner(zone="UTC", count=5), dry=True)),
        (["--beside", "x", "--count", "1"], "x", Outer(inner=Inner(count=1))),
    ],
)
def test_what_is_given_stands_in_the_object_and_the_rest_beside(
    args: list[str], beside: str | None, outer: Outer
) -> None:
    handed.clear()
    assert CliRunner().invoke(command, args).exit_code == 0
    assert handed == [{"beside": beside, "outer": outer}]


def test_help_lists_options_in_the_order_in_which_they_are_given() -> None:
    text = CliRunner().invoke(command, ["--help"]).output
    at = [text.index(name) for name in ("--beside", "--dry", "--zone", "--count")]
    assert at == sorted(at)


@pytest.mark.parametrize(
    ("name", "load"),
    [
        ("file", options._intake),
        ("file", options._filing),
        ("report", options._publishing),
        ("judge", options.signer_type),
    ],
)
def test_every_option_of_a_group_is_a_field_of_its_object(name: str, load: Any) -> None:
    assert name in COMMANDS
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    mine = {p.name for p in found.params}
    fields = set(load().__struct_fields__)
    assert mine & fields
    own = {"paths", "record_dir", "json_", "out", "a", "b", "verdict", "reason", "passphrase_file"}
    own |= {"charter", "judged_by"}  # kept for whoever opens the record, and handed to no command
    every = {f for one in (options._intake, options._filing, options._publishing) for f in one().__struct_fields__}
    assert mine - own <= every
