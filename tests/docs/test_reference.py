"""The reference is generated and current; every command and statement kind is documented."""

import subprocess
import sys
from pathlib import Path

import pytest

from ceasefire.cli.main import COMMANDS, cli
from ceasefire.vocabulary import BODIES, TABLES

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


def test_generated_pages_are_current() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_with_an_example(name: str) -> None:
    import click

    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    if isinstance(command, click.Group):
        texts = [sub.help or "" for sub in command.commands.values()]
    else:
        texts = [command.help or ""]
    assert all("Example:" in text for text in texts), name


@pytest.mark.parametrize("kind", BODIES)
def test_a_statement_kind_is_documented(kind: str) -> None:
    assert f"## {kind}\n" in (REFERENCE / "statements.md").read_text("utf-8")
    assert BODIES[kind].__doc__


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_documented(name: str) -> None:
    assert f"## {name}\n" in (REFERENCE / "tables.md").read_text("utf-8")


def test_every_page_is_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    pages = [str(p.relative_to(ROOT)) for p in (ROOT / "docs").rglob("*.md")]
    index = "".join((ROOT / page).read_text("utf-8") for page in pages if page.endswith("README.md"))
    lost = [page for page in pages if page not in readme and Path(page).name not in index]
    assert not lost
