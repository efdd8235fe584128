"""A bare number does not type-check into what a report prints."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAD = """
from datetime import date
from ceasefire.figures import Figure
from ceasefire.figures.ledgers import PeriodComparison
from ceasefire.publication.lineage import Lineages
from ceasefire.publication.summary import Line
from ceasefire.publication.views.areas import Missing

figure = Figure(value=3, unit="day", scope="s", ledger="l", method="m", lineage=("a",))
day = date(2017, 1, 1)
"""
GOOD = """
Lineages().link(figure)
line: Line = ("days", figure, "")
PeriodComparison(name="n", start=day, end=day, days=figure, first=None, second=figure)
Missing(what="w", waiting=figure)
"""
BAD = (
    "Lineages().link(3)",
    'line: Line = ("days", 3, "")',
    'Missing(what="w", waiting=3)',
    'PeriodComparison(name="n", start=day, end=day, days=3, first=None, second=None)',
    'PeriodComparison(name="n", start=day, end=day, days=figure, first=3.5, second=None)',
)


def check(tmp_path: Path, code: str) -> str:
    page = tmp_path / "page.py"
    page.write_text(HEAD + code)
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(page)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def test_figures_type_check_and_bare_numbers_do_not(tmp_path: Path) -> None:
    assert "no issues found" in check(tmp_path, GOOD)
    errors = check(tmp_path, "\n".join(BAD))
    assert errors.count("error:") == len(BAD), errors
    assert errors.count('"Figure') + errors.count("tuple[str, Figure, str]") == len(BAD), errors
