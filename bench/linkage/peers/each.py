"""One tool on several worlds in one process, so that its start is paid once.

`each.py SCRIPT SETUP PLAN`: PLAN is a JSON list of [world, out, word ...]; for each a line of JSON is printed: what the script's `main`
says of itself, or {"failed": why}. Nothing that a tool prints is mistaken for it: only lines that begin with `MARK` count.
"""

import contextlib
import io
import json
import sys
from importlib import import_module
from pathlib import Path

MARK = "answer: "


def said(script: str, setup: str, world: str, out: str, *words: str) -> dict[str, object]:
    """Return what a script says of one world; what it prints last is JSON."""
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            import_module(script).main(Path(world), Path(out), setup, *words)
        return dict(json.loads(printed.getvalue().strip().splitlines()[-1]))
    except (Exception, SystemExit) as error:
        why = f"{type(error).__name__}: {error}" if isinstance(error, Exception) else str(error)
        return {"failed": " ".join(why.split())[:300]}


if __name__ == "__main__":
    for world, out, *words in json.loads(Path(sys.argv[3]).read_text()):
        print(MARK + json.dumps(said(sys.argv[1], sys.argv[2], world, out, *words)), flush=True)
