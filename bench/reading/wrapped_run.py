"""Wrap the practice texts to narrow lines and read them again: what is read must not depend on where lines end.

The gold's spans are moved to the places that the words have in the wrapped text. Three shapes: lines wrapped with the
paragraphs kept apart, the same with no empty line between them (as a PDF gives its columns), and with words broken by
hyphens. With the shared scorer the claims are scored; without it they are compared with those of the text as given.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from ceasefire.reading import read, to_schema

sys.path.insert(0, str(Path(__file__).resolve().parent))
from score_run import ROOT, SHARED, line, scorer

OWN = ROOT / "tests" / "reading" / "practice"
SETS = {
    "practice tuned": (OWN / "tuned", OWN / "tuned"),
    "practice held out": (OWN / "held_out", OWN / "held_out"),
    "other hands": (SHARED / "practice" / "gold", SHARED / "practice" / "texts"),
}
SHAPES = (
    ("as given", 0, "kept"), ("wrapped", 72, "kept"), ("wrapped", 60, "kept"), ("wrapped", 50, "kept"),
    ("no empty lines", 50, "close"), ("hyphens", 50, "hyphens"),
)  # fmt: skip


class Wrapping:
    """A text in the making; `places` gives for each letter of the text as given its place here."""

    def __init__(self, width: int, how: str) -> None:
        self._width = width
        self._how = how
        self._column = 0
        self.out: list[str] = []
        self.places: list[int] = []

    def add(self, piece: str) -> None:
        """Add a word, a blank or line ends, on a new line where the word has no room."""
        if piece.startswith("\n") and self._width and self._how == "close":
            self._put("\n")
            self.places.extend([len(self.out) - 1] * (len(piece) - 1))
        elif not piece.isspace() and self._width and self._column and self._column + len(piece) > self._width:
            self._broken(piece)
        else:
            self._put(piece)

    def _broken(self, word: str) -> None:
        cut = min(self._width - self._column - 1, len(word) - 3)
        if self._how == "hyphens" and cut > 2 and word.isalpha() and word.islower():
            self._put(word[:cut])
            self.out.extend("-\n")
            self._column = 0
            self._put(word[cut:])
            return
        if self.out[-1] == " ":
            self.out[-1] = "\n"
            self._column = 0
        self._put(word)

    def _put(self, letters: str) -> None:
        for letter in letters:
            self.places.append(len(self.out))
            self.out.append(letter)
            self._column = 0 if letter == "\n" else self._column + 1


def wrapped(text: str, width: int, how: str) -> tuple[str, list[int]]:
    """Return the text in lines of at most `width`, and for each of its places the place there."""
    made = Wrapping(width, how)
    for piece in re.findall(r"\n+|[ \t]|[^\s]+|\s", text):
        made.add(piece)
    return "".join(made.out), [*made.places, len(made.out)]


def moved(node: Any, text: str, places: list[int]) -> Any:
    """Return gold with its spans and quotes moved to the wrapped text."""
    if isinstance(node, list):
        return [moved(one, text, places) for one in node]
    if not isinstance(node, dict):
        return node
    out = {key: moved(value, text, places) for key, value in node.items()}
    if isinstance(node.get("span"), list):
        start, end = (_place(at, places) for at in node["span"])
        out |= {"span": [start, end], "quote": text[start:end]}
    if isinstance(node.get("also"), list):
        out["also"] = [[_place(at, places) for at in span] for span in node["also"]]
    return out


def _place(at: int, places: list[int]) -> int:
    return places[min(at, len(places) - 1)]


def one_shape(gold: Path, texts: Path, width: int, how: str, scratch: Path) -> tuple[Path, Path, Path]:
    """Write gold, texts and predictions of one shape; return the three folders."""
    folders = tuple(scratch / part for part in ("gold", "texts", "pred"))
    for folder in folders:
        folder.mkdir(parents=True)
    for path in sorted(gold.glob("*.json")):
        head = json.loads(path.read_text(encoding="utf-8"))
        given = next(iter(sorted(texts.glob(path.stem + "*.txt")))).read_text(encoding="utf-8")
        text, places = wrapped(given, width, how)
        head["claims"] = moved(head["claims"], text, places)
        reading = to_schema(read(text, date=dt.date.fromisoformat(head["reference_date"])))
        (folders[0] / path.name).write_text(json.dumps(head, ensure_ascii=False), encoding="utf-8")
        (folders[1] / f"{path.stem}.txt").write_text(text, encoding="utf-8")
        (folders[2] / path.name).write_text(json.dumps(reading, ensure_ascii=False), encoding="utf-8")
    return folders[0], folders[1], folders[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frozen", type=Path)
    parser.add_argument("--keep", type=Path, help="keep what was wrapped and read in this folder")
    options = parser.parse_args()
    if not SHARED.exists():
        print("skipped: needs the scorer in ../shared/reading, which is not part of the project")
        return
    module, lines = scorer(), ["set,shape,width,gold,precision,recall,f1,strict_f1,who_said_it,ungrounded"]
    with tempfile.TemporaryDirectory() as held:
        base = options.keep or Path(held)
        for name, (gold, texts) in SETS.items():
            for shape, width, how in SHAPES:
                scratch = base / name.replace(" ", "_") / f"{how}-{width}"
                by_type, _, ungrounded, _, _ = module.score(*one_shape(gold, texts, width, how, scratch))
                total = sum(by_type.values(), start=next(iter(by_type.values())).__class__())
                lines.append(line(f"{name},{shape},{width or ''}", total, (0, 0), str(ungrounded)))
                print(lines[-1], flush=True)
    if options.frozen:
        options.frozen.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
