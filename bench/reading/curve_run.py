"""Read one set with the reader of earlier revisions: how F1 on texts nobody worked on grew with the texts that were.

    python bench/reading/curve_run.py --frozen bench/reading/curve-frozen.csv

Each revision is laid out in a folder of its own and read by a process of its own, with the names of the set's truces where that
revision takes names. `worked_on` counts the texts by other hands that the grammar of a revision had been worked on with (the texts
of its own makers are 61 throughout); it is told here by hand, from `sets/README.md` and the change log.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from score_run import SETS, counted, line, scorer

ROOT = Path(__file__).resolve().parents[2]
REVISIONS = (("760274c", 0), ("b863a1f1", 46), ("f174cd95", 66), ("558615e4", 126), ("4e5a7a37", 138), ("HEAD", 0))
READER = """
import datetime as dt, inspect, json, sys
from pathlib import Path
try:
    from ceasefire.reading import read, to_schema
    from ceasefire.reading.known_names.bundle import joined
    from ceasefire.reading.known_names.in_folder import names_in_folder
except ImportError:
    from ceasefire.intake.reading import read, to_schema
gold, texts, out = map(Path, sys.argv[1:])
for path in sorted(gold.glob("*.json")):
    head = json.loads(path.read_text("utf-8"))
    text = next(iter(sorted(texts.glob(path.stem + "*.txt")))).read_text("utf-8")
    takes = "names" in inspect.signature(read).parameters and "names" in head
    given = {"names": joined(names_in_folder(gold.parent / "names" / head["names"]))} if takes else {}
    reading = read(text, date=dt.date.fromisoformat(head["reference_date"]), **given)
    (out / path.name).write_text(json.dumps(to_schema(reading), ensure_ascii=False), "utf-8")
"""


def main() -> None:
    """Read the set with each revision and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", default="other-hand-5", choices=SETS)
    parser.add_argument("--worked-on", type=int, help="how many texts the state that stands here was worked on with")
    parser.add_argument("--frozen", type=Path)
    options = parser.parse_args()
    gold, texts = SETS[options.set]
    lines = ["set,revision,worked_on,gold,precision,recall,f1,strict_f1"]
    for revision, worked_on in REVISIONS:
        with tempfile.TemporaryDirectory() as out:
            read_by(revision, gold, texts, Path(out))
            counts = counted(scorer(), gold, texts, Path(out))
        told = line("", counts, (0, 0), "").split(",")[1:6]
        number = options.worked_on or "" if revision == "HEAD" else worked_on
        lines.append(",".join([options.set, revision, str(number), *told]))
        print(lines[-1], file=sys.stderr)
    print("\n".join(lines))
    if options.frozen:
        options.frozen.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_by(revision: str, gold: Path, texts: Path, out: Path) -> None:
    """Write into a folder what the reader of a revision reads in a set."""
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "-q", "--detach", str(tree), revision], check=True)
        try:
            env = os.environ | {"PYTHONPATH": str(tree / "src")}
            subprocess.run(
                [sys.executable, "-c", READER, str(gold), str(texts), str(out)], env=env, check=True, cwd=tree
            )
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


if __name__ == "__main__":
    main()
