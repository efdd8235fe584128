"""Read the seed articles and the practice texts and score the claims with the shared scorer.

Each set is read twice: with the general names of the package alone, and with names given (those of the examples and of
`tests/reading/names`, or of the folders named with --names; a set of `bench/reading/sets` brings the names of its truces). A
second table tells of the slots of the claims that were found: right, wrong, empty, and filled where the gold is silent. Sets that the
grammar was worked on by half are told by half too, by the numbers of their texts; then come all sets of a sort with their counts added.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.util
import json
import re
import tempfile
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from ceasefire.reading import read, to_schema
from ceasefire.reading.known_names.bundle import Names, joined, package_names
from ceasefire.reading.known_names.in_folder import names_in_folder

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared" / "reading"
PRACTICE = ROOT / "tests" / "reading" / "practice"
SETS = {
    "seeds": (SHARED / "seeds_gold", SHARED / "texts"),
    "practice tuned": (PRACTICE / "tuned", PRACTICE / "tuned"),
    "practice held out": (PRACTICE / "held_out", PRACTICE / "held_out"),
    "other hands": (SHARED / "practice" / "gold", SHARED / "practice" / "texts"),
    **{
        name.name: (name / "gold", name / "texts")
        for name in sorted((HERE / "sets").glob("*"))
        if (name / "texts").exists()
    },
}
EXAMPLES = ROOT / "src" / "ceasefire" / "examples"
FOLDERS = (ROOT / "tests" / "reading" / "names", EXAMPLES / "astana" / "names", EXAMPLES / "doha" / "names")
BY_HALF = ("development-k", "development-l", "development-m", "development-n")
"""Sets of which the odd texts were worked on and the even ones judged each change."""
SLOTS = ("blamed", "denied_by", "modality", "source", "date", "place")
SCORES = "set,names,type,gold,precision,recall,f1,strict_f1,who_said_it,ungrounded"
OF_SLOTS = "set,names,slot,right,wrong,empty,gold_silent"


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit("needs ../shared/reading/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text_of(path: Path, texts: Path) -> str:
    return next(iter(sorted(texts.glob(path.stem + "*.txt")))).read_text(encoding="utf-8")


def predict(gold: Path, texts: Path, out: Path, names: Names, own: bool) -> None:
    """Write one prediction a gold file; of its head only the day of writing is taken and, where `own`, whose names are given."""
    for path in sorted(gold.glob("*.json")):
        head = json.loads(path.read_text(encoding="utf-8"))
        folder = gold.parent / "names" / head["names"] if own and "names" in head else None
        given = joined(names_in_folder(folder)) if folder else names
        reading = read(text_of(path, texts), date=dt.date.fromisoformat(head["reference_date"]), names=given)
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
    by_type, slots, ungrounded, _, _ = module.score(gold, texts, out)
    total, lines, said = Counter[str](), [], [0, 0]
    for kind, counts in by_type.items():
        total.update(counts)
        source = slots[kind].get("source", {"ok": 0, "n": 0})
        said = [said[0] + source["ok"], said[1] + source["n"]]
        lines.append(line(f"{name},{kind}", counts, (source["ok"], source["n"]), ""))
    return [*lines, line(f"{name},all", total, (said[0], said[1]), str(ungrounded))]


def slots(module: ModuleType, name: str, gold: Path, texts: Path, out: Path) -> list[str]:
    """Return a line a slot: what became of it in the claims that were found."""
    counts: dict[str, Counter[str]] = {slot: Counter() for slot in SLOTS}
    for path in sorted(gold.glob("*.json")):
        right = json.loads(path.read_text(encoding="utf-8"))["claims"]
        read_ = json.loads((out / path.name).read_text(encoding="utf-8"))["claims"]
        for kind, claims in right.items():
            for one, found in pairs(module, claims, read_.get(kind, []), text_of(path, texts)):
                for slot in SLOTS:
                    counts[slot][became(module, slot, one, found)] += 1
    return [f"{name},{slot},{c['right']},{c['wrong']},{c['empty']},{c['gold silent']}" for slot, c in counts.items()]


def pairs(module: ModuleType, gold: list[Any], found: list[Any], text: str) -> list[tuple[Any, Any]]:
    """Return claims of the gold with those found, each once, those that lie over each other most first."""
    left, right = set(range(len(gold))), set(range(len(found)))
    out = []
    for _, i, j in sorted(module.assign(gold, found, text), reverse=True):
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            out.append((gold[i], found[j]))
    return out


def became(module: ModuleType, slot: str, gold: dict[str, Any], found: dict[str, Any]) -> str:
    if not gold.get(slot):
        return "gold silent" if found.get(slot) else "both silent"
    if not found.get(slot):
        return "empty"
    return "right" if module.slot_ok(slot, gold, found) else "wrong"


def counted(module: ModuleType, gold: Path, texts: Path, out: Path) -> Counter[str]:
    """Return what became of all claims of a set, whatever their type."""
    return sum((Counter(counts) for counts in module.score(gold, texts, out)[0].values()), Counter())


def halves(module: ModuleType, name: str, gold: Path, texts: Path, out: Path) -> dict[str, Counter[str]]:
    """Return what became of the claims of a set by how it was used: of its odd and its even texts, or of all."""
    if name.startswith("other-hand"):
        return {"kept apart": counted(module, gold, texts, out)}
    if name.startswith("development-") and name not in BY_HALF:
        return {"worked on": counted(module, gold, texts, out)}
    if name not in BY_HALF:
        return {}
    found = {}
    for half, rest in (("odd", 1), ("even", 0)):
        with tempfile.TemporaryDirectory() as scratch:
            for path in gold.glob("*.json"):
                if int(re.search(r"\d+", path.stem)[0]) % 2 == rest:  # type: ignore[index]
                    (Path(scratch) / path.name).write_bytes(path.read_bytes())
            found[half] = counted(module, Path(scratch), texts, out)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=Path, nargs="+", default=FOLDERS, help="folders of the names that are given")
    parser.add_argument("--out", type=Path, help="keep the predictions in this folder, one folder a set")
    parser.add_argument("--frozen", type=Path)
    parser.add_argument("--frozen-slots", type=Path)
    options = parser.parse_args()
    if not SHARED.exists():
        print("skipped: needs the scorer in ../shared/reading, which is not part of the project")
        return
    module, lines, of_slots = scorer(), [SCORES], [OF_SLOTS]
    of_halves: list[str] = []
    together: dict[str, Counter[str]] = {}
    bundles = {"package": package_names(), "given": joined(*map(names_in_folder, options.names))}
    with tempfile.TemporaryDirectory() as scratch:
        for name, (gold, texts) in SETS.items():
            for which, names in bundles.items():
                out = (options.out or Path(scratch)) / f"{name} {which}".replace(" ", "_")
                out.mkdir(parents=True, exist_ok=True)
                predict(gold, texts, out, names, which == "given")
                lines.extend(score(module, f"{name},{which}", gold, texts, out))
                of_slots.extend(slots(module, f"{name},{which}", gold, texts, out))
                for half, counts in halves(module, name, gold, texts, out).items() if which == "given" else ():
                    together.setdefault(half, Counter()).update(counts)
                    of_halves.append(line(f"{name} {half},given,all", counts, (0, 0), ""))
    lines += [each for each in of_halves if each.startswith(BY_HALF)]
    lines += [line(f"together {half},given,all", counts, (0, 0), "") for half, counts in together.items()]
    print("\n".join([*lines, "", *of_slots]))
    for path, table in ((options.frozen, lines), (options.frozen_slots, of_slots)):
        if path:
            path.write_text("\n".join(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
