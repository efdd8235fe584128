"""Former names of modules, methods and options still work, and say what they are called now."""

import importlib
import subprocess
import sys

import pytest
from click.testing import CliRunner

from ceasefire import Record, moved
from ceasefire.cli.main import cli


@pytest.mark.parametrize("name", moved.NOW)
def test_a_former_name_is_the_module_itself_and_warns(name: str) -> None:
    former = f"ceasefire.{name}"
    sys.modules.pop(former, None)
    with pytest.warns(DeprecationWarning, match=f"{former} is ceasefire.{moved.NOW[name]} now"):
        found = importlib.import_module(former)
    now = importlib.import_module(f"ceasefire.{moved.NOW[name]}")
    assert found is now
    assert now.__spec__ is not None
    assert now.__spec__.name == now.__name__ == f"ceasefire.{moved.NOW[name]}"


def test_the_imports_of_the_former_how_to_pages_work_in_a_fresh_program() -> None:
    lines = (
        "import warnings; warnings.simplefilter('ignore')",
        "from ceasefire.linkage import shards, meltt",
        "from ceasefire.facade.reading import Read, file_readings, read_paths",
        "from ceasefire.facade import doors, look",
        "assert (doors.__name__, look.__name__) == ('ceasefire.api.opening', 'ceasefire.api.show')",
        "from ceasefire.facade.record import NoRecord",
        "import ceasefire, ceasefire.api.record",
        "assert NoRecord is ceasefire.api.record.NoRecord",
        "print(shards.__name__, meltt.__name__, Read.__module__)",
    )
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        "ceasefire.linkage.scale.shards",
        "ceasefire.linkage.compat.meltt",
        "ceasefire.api.reading",
    ]


def test_a_name_that_never_was_is_still_not_found() -> None:
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("ceasefire.facade.nothing")


def test_a_second_install_adds_nothing() -> None:
    before = list(sys.meta_path)
    moved.install()
    assert sys.meta_path == before


def test_the_former_method_answers_as_the_new_one(record: Record) -> None:
    with pytest.warns(DeprecationWarning, match="arithmetic_errors"):
        assert record.slips() == record.arithmetic_errors()


def test_the_former_option_is_not_listed_works_and_warns_on_standard_error(record: Record) -> None:
    where = ["--record", str(record.path)]
    old, new = (CliRunner().invoke(cli, ["tallies", name, *where]) for name in ("--slips", "--arithmetic-errors"))
    assert (old.exit_code, old.stdout) == (0, new.stdout)
    assert "--arithmetic-errors" in old.stderr
    assert new.stderr == ""
    assert "--slips" not in CliRunner().invoke(cli, ["tallies", "--help"]).output
