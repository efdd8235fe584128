"""Every bench of linkage, one after another, each in a process of its own; see README.md.

`python bench/linkage/run.py --peers DIR --other DIR` writes the CSV of each into `runs/`; a bench that fails is told at the end and stops no
other. `--quick` runs each at a small size, to see that all of them work.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
BENCHES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "real": ((), ("shared",)),
    "extend": (("--sizes", "40,1000"), ("other", "shared")),
    "across": (("--sizes", "40,1000", "--worlds", "other dense,no-coordinates"), ("peers", "other", "shared")),
    "judgements": (("--sizes", "1000", "--worlds", "other dense"), ("peers", "other", "shared")),
    "listwise": (("--reports", "1000"), ("peers", "airwars", "shared")),
    "parts": (("--reports", "1000", "--seeds", "11"), ()),
    "perf": (("--sizes", "1000", "--engines", "floor,shipped,learnt,splink4,splink5"), ("peers", "other")),
}
"""By name of the script: what a quick run asks of it, and which folders and files are handed on to it. The cheapest come first."""

NO_PEERS = {"perf": ("--engines", "floor,shipped,learnt")}
"""What is asked of a bench that would make the peers' environments itself, where no folder is given for them."""


def command(name: str, asked: argparse.Namespace) -> list[str]:
    """Return the command of a bench; what was not given is not handed on."""
    quick, wanted = BENCHES[name]
    given = vars(asked)
    if not asked.other:
        quick = tuple(word.removeprefix("other ") for word in quick)
    words = [word for flag in wanted if given[flag] for word in (f"--{flag}", str(given[flag]))]
    words += [] if asked.peers else NO_PEERS.get(name, ())
    out = ["--out", str(asked.out / f"{name}.csv")]
    return [sys.executable, str(HERE / f"{name}.py"), *(quick if asked.quick else ()), *words, *out]


def main() -> None:
    """Run the benches asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="benches by name; all where none is given")
    parser.add_argument("--quick", action="store_true", help="small sizes, a world or two")
    parser.add_argument("--peers", type=Path, help="folder for the peers' environments; without it no peers run")
    parser.add_argument("--other", type=Path, help="folder with gen.py and conv.py: worlds of another hand")
    parser.add_argument("--shared", type=Path, help="folder that holds data/ with the real rows")
    parser.add_argument("--airwars", type=Path, help="the Airwars side of the UCDP-Airwars links")
    parser.add_argument("--out", type=Path, default=HERE / "runs", help="folder of the CSVs")
    asked = parser.parse_args()
    names = [name for name in asked.only.split(",") if name] or list(BENCHES)
    if unknown := set(names) - set(BENCHES):
        raise SystemExit(f"no bench {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    asked.out.mkdir(parents=True, exist_ok=True)
    failed = []
    for name in names:
        begun, words = time.time(), command(name, asked)
        print(f"== {' '.join(words[1:])}", flush=True)
        failed += [name] if subprocess.run(words, check=False).returncode else []
        print(f"== {name}: {time.time() - begun:.0f} s", flush=True)
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
