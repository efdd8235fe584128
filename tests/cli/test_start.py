"""Commands that need no table, or for which enough is told beside them, start without the libraries that tables are made with.

Those cost more than the work.
"""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.agreements.worlds import TRUCE
from tests.small_record import reports

__all__ = ["reports"]

HEAVY = ("pyarrow", "numpy", "scipy", "pandas", "shapely", "rich", "duckdb", "pydantic", "ruamel", "jinja2", "lxml")
SCRIPT = f"""
import contextlib, io, json, subprocess, sys
from ceasefire.cli.main import main

def run(*args):
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            main(list(args))
    except SystemExit as ended:
        assert not ended.code, (args, ended.code)
    found[" ".join(args)] = [name for name in {HEAVY} if name in sys.modules]
    return out.getvalue()

found = {{"import": [name for name in {HEAVY} if name in sys.modules]}}
run("--help")
run("--version")
run("init", "--record", "record", "--office", "watch", "--party", "ngo")
run("file", "reports.csv", "--record", "record", "--dry-run")
run("file", "reports.csv", "--record", "record")
run("verify", "--record", "record")
run("trust", "list")
run("heads")
vkey = run("checkpoint", "--record", "record", "--vkey").strip()
from ceasefire.record import Store
with Store.open("record", readonly=True) as store:
    told = list(store.entries())[-1].id
    proof = store.proof(told)
open("one.proof", "w").write(proof)
run("proof", "check", "one.proof", "--vkey", vkey)
run("judge", "--help")
subprocess.run([sys.executable, "-m", "ceasefire.cli", "show", "A1", "--record", "record"], check=True, capture_output=True)
run("status", "--record", "record")
run("show", json.loads(run("show", told, "--record", "record", "--json"))["id"][:12], "--record", "record")
print(json.dumps(found))
"""

TABLES = tuple(one for one in HEAVY if one not in ("pyarrow", "numpy")) + (
    "pyarrow.parquet",
    "pyarrow.dataset",
    "subprocess",
    "concurrent.futures",
    "ceasefire.intake",
    "ceasefire.linkage.scoring.score",
    "ceasefire.record.examine",
    "ceasefire.agreements.language.author_forms",
)
"""What no question needs of a record whose tables are kept: of these each takes from ten milliseconds to a second."""
RUN = SCRIPT.partition("found = {")[0].replace(str(HEAVY), str(TABLES)).replace("json, subprocess,", "json,")
if (
    find_spec("pandas") is not None
):  # where it is installed, as with the extra `spark`, pyarrow loads it and what it needs
    for name in ("pandas", "subprocess", "concurrent.futures"):
        RUN = RUN.replace(f"'{name}', ", "")
RUN += "found = {}\n"
FILING = """
run("init", "--record", "record", "--office", "watch", "--party", "ngo")
run("file", "reports.csv", "truce.yaml", "--record", "record")
"""
ASKING = """
run("incidents", "--record", "record", "--since", "2020-05-01")
run("hits", "A1", "--record", "record")
run("standing", "A1", "--record", "record")
run("duties", "--record", "record")
run("judge", "A1", "A2", "same", "--record", "record")
"""
DERIVED = """
run("derive", "--record", "record")
"""
TELL = "print(json.dumps(found))"


@pytest.mark.usefixtures("reports")
def test_what_needs_tables_that_are_kept_loads_no_more_than_reads_them(tmp_path: Path) -> None:
    (tmp_path / "truce.yaml").write_text(TRUCE, encoding="utf-8")
    settings = os.environ | {"CEASEFIRE_HOME": str(tmp_path / "home")}
    settings.pop("CEASEFIRE_RECORD", None)
    for script in (FILING + ASKING + DERIVED, ASKING + TELL):
        done = subprocess.run(
            [sys.executable, "-c", RUN + script],
            cwd=tmp_path,
            env=settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) == 5
    assert not {command: names for command, names in found.items() if names}


@pytest.mark.usefixtures("reports")
def test_what_needs_no_table_loads_nothing_heavy(tmp_path: Path) -> None:
    settings = os.environ | {"CEASEFIRE_HOME": str(tmp_path / "home")}
    settings.pop("CEASEFIRE_RECORD", None)
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, cwd=tmp_path, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found) == 15
    assert not {command: names for command, names in found.items() if names}
