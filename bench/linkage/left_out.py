"""What would come with the program, had one hand made no world: so that no world is judged by what was counted on it.

How pairs are expected to fall on the levels (`scoring.shares`) and the shipped set (`pinned.shipped`) come from made worlds. A
world of the same hand would be judged by itself, so both are made again without that hand.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

from bench.linkage import prior, shares
from bench.linkage.hands import ROOT
from bench.linkage.ours import Without, counted_by

from ceasefire.linkage.options import Parameters
from ceasefire.linkage.pinned import limits


def without(hand: str, folder: Path) -> Without | None:
    """Return what comes with the program without a hand; None for a hand that none of it was counted on.

    Made once (minutes) and kept in `folder` under a name that changes with the code it was counted by.
    """
    if hand not in shares.HANDS:
        return None
    kept = folder / f"without-{hand}-{_code()}"
    table, learnt = kept.with_suffix(".toml"), kept.with_suffix(".json")
    if not table.exists():
        folder.mkdir(parents=True, exist_ok=True)
        script = Path(shares.__file__)
        subprocess.run([sys.executable, script, "--without", hand, "--out", table.with_suffix(".part")], check=True)
        table.with_suffix(".part").rename(table)
    if not learnt.exists():
        with counted_by(table.read_text(encoding="utf-8")):
            learnt.write_bytes(_prior_without(hand).to_json())
    return Without(table.read_text(encoding="utf-8"), Parameters.from_json(learnt.read_bytes()))


def _prior_without(hand: str) -> Parameters:
    return limits.fitting(prior.shipped_set(tuple(name for name in shares.HANDS if name != hand)))


def _code() -> str:
    """Ten hexadecimal digits that change with the code and the worlds that shares and shipped set are counted by."""
    digest = hashlib.sha256()
    for folder in ("src/ceasefire/linkage", "bench/linkage/made"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    for name in ("shares.py", "prior.py", "pooled.py", "worlds.py"):
        digest.update((ROOT / "bench/linkage" / name).read_bytes())
    return digest.hexdigest()[:10]
