"""What every test may ask for: the example's record, built once a run; and how Hypothesis draws.

| fixture | gives | may be changed |
|---|---|---|
| `example_demo` | a folder in which `ceasefire demo --out demo` was run (`demo/record`, `demo/report.html`) | no |
| `example_record` | the demo's record, open read-only, for questions through `ceasefire.api` | no |
| `example_copy` | a folder with a copy of the demo, for a test that files or deletes (0.2 s) | yes |

The demo takes about ten seconds and runs once for all workers. A test that wants a record of its own with a few
statements makes one (`tests/api/conftest.py`); it is quicker than a copy.
"""

import atexit
import csv
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import ceasefire
from tests.soak import SOAK

ROOT = Path(__file__).resolve().parents[1]

# No test reads or writes the own folders (trust, heads, kept tables) of whoever runs it; its child processes neither.
os.environ["CEASEFIRE_HOME"] = tempfile.mkdtemp(prefix="ceasefire-home-")
atexit.register(shutil.rmtree, os.environ["CEASEFIRE_HOME"], ignore_errors=True)

# Under `make test` a test fails because something changed, not because of the draw or of a busy machine.
settings.register_profile("test", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("soak" if SOAK else "test")


def run_demo(folder: Path) -> None:
    """Run the demonstration as a person does; raises where it ends with an error."""
    line = [sys.executable, "-m", "ceasefire.cli", "demo", "--out", "demo"]
    done = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"`ceasefire demo` ended with {done.returncode}\n{done.stdout}\n{done.stderr}")


def built_once(folder: Path) -> Path:
    """Return a folder with the demo in it, whichever worker comes first runs it."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            run_demo(folder)
            (folder / "done").touch()
    return folder


def digest(record: Path) -> str:
    return hashlib.sha256((record / "record.db").read_bytes()).hexdigest()


@pytest.fixture(scope="session")
def example_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return this worker's folder with the demo in it; ends with an error if a test filed into it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    own = base / "example"
    own.mkdir()
    shutil.copytree(built_once(shared / "example-of-all") / "demo", own / "demo")
    before = digest(own / "demo" / "record")
    yield own
    assert digest(own / "demo" / "record") == before, "a test changed the shared record; use example_copy"


@pytest.fixture(scope="session")
def example_record(example_demo: Path) -> Iterator[ceasefire.Record]:
    """Return the record of the demo, open read-only."""
    with ceasefire.open(example_demo / "demo" / "record", readonly=True) as record:
        yield record


@pytest.fixture
def example_copy(example_demo: Path, tmp_path: Path) -> Path:
    """Return a folder with a copy of the demo that a test may change."""
    shutil.copytree(example_demo, tmp_path, dirs_exist_ok=True)
    return tmp_path


# --- what `make soak` ran


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print and keep what a soak ran: each test, how it ended, and its seconds."""
    reports = [r for name in ("passed", "failed") for r in terminalreporter.stats.get(name, []) if r.when == "call"]
    if not (SOAK and reports):
        return
    rows = sorted((round(r.duration, 1), r.outcome, r.nodeid) for r in reports)[::-1]
    terminalreporter.section("what the soak ran")
    for seconds, outcome, name in rows:
        terminalreporter.write_line(f"{seconds:8.1f} s  {outcome}  {name}")
    with (ROOT / "bench" / "soak" / "run.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([("test", "outcome", "seconds"), *[r[::-1] for r in rows]])
