"""Other tools on the same inputs, each in an environment of its own that is made on first use."""

import subprocess
import sys
from pathlib import Path

NEEDS = {
    "splink4": ["splink==4.0.*", "duckdb==1.4.*", "pyarrow", "numpy", "pandas<3"],
    "others": ["scikit-learn", "recordlinkage", "pyarrow", "numpy", "pandas<3"],
    "spark": ["pyspark>=4.3,<5", "pandas>=2.2,<3", "-e", str(Path(__file__).resolve().parents[3])],
}


def environment(name: str, folder: Path) -> Path | str:
    """Return the Python of a peer's environment, made when it is not there; a word where it cannot be had."""
    python = folder / name / "bin" / "python"
    if python.exists():
        return python
    folder.mkdir(parents=True, exist_ok=True)
    for command in (
        [sys.executable, "-m", "venv", str(folder / name)],
        [str(python), "-m", "pip", "install", "-q", *NEEDS[name]],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            python.unlink(missing_ok=True)
            return f"its environment cannot be made: {done.stderr.strip().splitlines()[-1:]}"
    return python
