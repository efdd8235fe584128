"""Make the learnt set that comes with the program; what links cost under it, `across.py` measures.

`python bench/linkage/prior.py make` writes `src/ceasefire/linkage/pinned/prior.toml`, the same bytes each time.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from bench.linkage import pooled, shares  # noqa: E402

from ceasefire.linkage.options import Parameters  # noqa: E402
from ceasefire.linkage.pinned import limits, shipped  # noqa: E402
from ceasefire.linkage.scoring.fields import FIELDS  # noqa: E402
from ceasefire.linkage.scoring.shares import read  # noqa: E402

OUT = ROOT / "src" / "ceasefire" / "linkage" / "pinned" / shipped.FILE
HEAD = """\
# The learnt set that comes with the program: links are computed under it until a set is filed.
# Made by `python bench/linkage/prior.py make`: fitted on the pairs of made worlds, without words and names.
# Bits say how much a level speaks for (above 0) or against one incident; what they mean: `linkage.options.Parameters`.
"""


def shipped_set(hands: tuple[str, ...] = shares.HANDS) -> Parameters:
    """Return the set that comes with the program, made again, from the worlds of these hands."""
    worlds_of = [[pooled.sampled(*world) for world in shares.tables(hand)] for hand in hands]
    return pooled.parameters(worlds_of, read(shares.made_shares(hands)))


def as_toml(found: Parameters) -> str:
    """Return a set without words and names as TOML, each level's bits beside its words."""
    single = (
        "edition",
        "prior_bits",
        "within_prior_bits",
        "threshold_bits",
        "calibration",
        "reports",
        "pairs",
        "labels",
    )
    lines = [HEAD, *(f"{name} = {_plain(getattr(found, name))}" for name in single)]
    lines += ["", "[scale]", *(f"{field.name} = {found.scale[field.name]}" for field in FIELDS)]
    lines += ["", "[refined]", "", "[codes]", *(f"{name} = []" for name in found.codes)]
    lines += ["", *(f"[common.{name}]" for name in found.common)]
    for what in ("weights", "within"):
        lines += ["", f"[{what}]"]
        for field in FIELDS:
            bits = zip(getattr(found, what)[field.name], field.words, strict=True)
            lines += [f"{field.name} = [", *(f"  {b},  # {words}" for b, words in bits), "]"]
    return "\n".join(lines) + "\n"


def _plain(value: Any) -> str:
    return str(list(value)) if isinstance(value, tuple) else str(value)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("make",))
    parser.add_argument("--out", type=Path, default=OUT)
    parser.parse_args().out.write_text(as_toml(limits.fitting(shipped_set())), encoding="utf-8")
