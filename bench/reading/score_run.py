"""Read the seed articles and the practice texts and score the claims with the shared scorer."""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import json
import tempfile
from collections import Counter
from pathlib import Path
from types import ModuleType

from ceasefire.reading import read, to_schema

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "reading"
PRACTICE = ROOT / "tests" / "reading" / "practice"
SETS = {
    "seeds": (SHARED / "seeds_gold", SHARED / "texts"),
    "practice tuned": (PRACTICE / "tuned", PRACTICE / "tuned"),
    "practice held out": (PRACTICE / "held_out", PRACTICE / "held_out"),
}


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit("needs ../shared/reading/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predict(gold: Path, texts: Path, out: Path) -> None:
    """Write one prediction a gold file; only the day of writing is taken from the gold file's head."""
    for path in sorted(gold.glob("*.json")):
        head = json.loads(path.read_text(encoding="utf-8"))
        text = next(iter(sorted(texts.glob(path.stem + "*.txt")))).read_text(encoding="utf-8")
        reading = read(text, date=dt.date.fromisoformat(head["reference_date"]))
        (out / path.name).write_text(json.dumps(to_schema(reading), ensure_ascii=False, indent=1), encoding="utf-8")


def line(name: str, counts: Counter[str], source: tuple[int, int], ungrounded: str) -> str:
    right, false, missed, exact = counts["tp"], counts["fp"], counts["fn"], counts["strict"]
    found = right + counts["tp_opt"]
    p, r = found / max(1, found + false), right / max(1, right + missed)
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    sp, sr = exact / max(1, right + false), exact / max(1, right + missed)
    strict = 2 * sp * sr / (sp + sr) if sp + sr else 0.0
    said = f"{source[0] / source[1]:.3f}" if source[1] else ""
    return f"{name},{right + missed},{p:.3f},{r:.3f},{f1:.3f},{strict:.3f},{said},{ungrounded}"


def score(module: ModuleType, name: str, gold: Path, texts: Path, out: Path) -> list[str]:
    predict(gold, texts, out)
    by_type, slots, ungrounded, _, _ = module.score(gold, texts, out)
    total, lines, said = Counter[str](), [], [0, 0]
    for kind, counts in by_type.items():
        total.update(counts)
        source = slots[kind].get("source", {"ok": 0, "n": 0})
        said = [said[0] + source["ok"], said[1] + source["n"]]
        lines.append(line(f"{name},{kind}", counts, (source["ok"], source["n"]), ""))
    return [*lines, line(f"{name},all", total, (said[0], said[1]), str(ungrounded))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="keep the predictions in this folder, one folder a set")
    parser.add_argument("--frozen", type=Path)
    options = parser.parse_args()
    if not SHARED.exists():
        print("skipped: needs the scorer in ../shared/reading, which is not part of the project")
        return
    module, lines = scorer(), ["set,type,gold,precision,recall,f1,strict_f1,who_said_it,ungrounded"]
    with tempfile.TemporaryDirectory() as scratch:
        for name, (gold, texts) in SETS.items():
            out = (options.out or Path(scratch)) / name.replace(" ", "_")
            out.mkdir(parents=True, exist_ok=True)
            lines.extend(score(module, name, gold, texts, out))
    print("\n".join(lines))
    if options.frozen:
        options.frozen.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
