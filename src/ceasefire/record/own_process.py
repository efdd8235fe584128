"""How this program starts another Python: nothing is imported from the folder it was called in.

Whoever checks a folder from others often stands in it. `python -m` and an empty entry in PYTHONPATH would put that folder
first among the places where modules are looked for, and so run code from it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

_PACKAGES: Final = Path(__file__).resolve().parents[2]
"""The folder that this program itself was imported from."""
_NEVER_PASSED: Final = ("PYTHONPATH", "PYTHONSTARTUP", "PYTHONINSPECT", "PYTHONBREAKPOINT")


def started(script: Path, *, errors: int = subprocess.DEVNULL, **settings: str) -> subprocess.Popen[bytes]:
    """Start a script of this program in a Python of its own, with pipes for its input and output.

    It runs in the script's folder, so paths told to it must be absolute. It finds modules where this process does,
    except in the folder this process stands in. `settings` are environment variables. Raises OSError.
    """
    return subprocess.Popen(
        [sys.executable, "-P", str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        cwd=script.parent,
        env={**_environment(), **settings},
    )


def end(child: subprocess.Popen[bytes]) -> None:
    """End a process that `started` gave, whatever it is at, and let go of its pipes."""
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was not yet written has nobody left to read it
                pipe.close()


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _NEVER_PASSED}
    return kept | {"PYTHONPATH": os.pathsep.join(_places())}


def _places() -> list[str]:
    """Return the folders to import from: the program's own first, then those of this process that are safe to name."""
    here = _real(os.curdir)
    others = [place for place in sys.path if os.path.isabs(place) and os.pathsep not in place and _real(place) != here]
    return list(dict.fromkeys([str(_PACKAGES), *others]))


def _real(place: str) -> str:
    try:
        return os.path.realpath(place)
    except OSError:  # the folder we stand in is gone
        return ""
