"""Read a folder of texts with gold beside it and score the claims with the shared scorer's rules."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from ceasefire.intake.reading import read, to_schema

ROOT = Path(__file__).resolve().parents[2]
SCORER = ROOT.parent / "shared" / "reading" / "score.py"


def predict(gold: Path, texts: Path, out: Path) -> None:
    """Write one prediction a gold file; only the date and the publisher of the gold file's head are used."""
    for path in sorted(gold.glob("*.json")):
        head = json.loads(path.read_text(encoding="utf-8"))
        text = next(iter(sorted(texts.glob(path.stem + "*.txt")))).read_text(encoding="utf-8")
        reading = read(
            text, date=dt.date.fromisoformat(head["reference_date"]), publisher=head["source"].get("publisher")
        )
        (out / path.name).write_text(json.dumps(to_schema(reading), ensure_ascii=False, indent=1), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--flag", action="append", default=[])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        out = options.out or Path(scratch)
        out.mkdir(parents=True, exist_ok=True)
        predict(options.gold, options.texts, out)
        command = [
            sys.executable,
            str(SCORER),
            str(out),
            "--gold",
            str(options.gold),
            "--texts",
            str(options.texts),
            *options.flag,
        ]
        raise SystemExit(subprocess.run(command, check=False).returncode)


if __name__ == "__main__":
    main()
