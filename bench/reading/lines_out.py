"""What a bench of reading prints: its lines, and the same in a file where one is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path


def run(about: str | None, lines: Callable[[], list[str]]) -> None:
    """Measure, print the lines, and write them to the file after `--frozen`; `about` is said by `--help`."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frozen", type=Path)
    options = parser.parse_args()
    told = lines()
    print("\n".join(told))
    if options.frozen:
        options.frozen.write_text("\n".join(told) + "\n", encoding="utf-8")
