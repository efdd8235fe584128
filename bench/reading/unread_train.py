"""Learn how much each word speaks for a claim of each type, from the practice texts and the sets that were worked on whole.

One logistic regression a type, with a ridge, over the features of each sentence; a word counts if five texts have it.
`--write` puts the table where the reader looks for it.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from ceasefire.reading.text.fold import fold
from ceasefire.reading.text.segment import UnitKind, segment
from ceasefire.reading.text.unwrap import unwrap
from ceasefire.reading.unread.features import features
from ceasefire.reading.unread.weights import COLUMNS, FILE, START, TYPES

ROOT = Path(__file__).resolve().parents[2]
PRACTICE = ROOT / "tests" / "reading" / "practice"
TABLE = ROOT / "src" / "ceasefire" / "reading" / "unread" / FILE
WORKED_ON = tuple(Path(__file__).resolve().parent / "sets" / f"development-{letter}" for letter in "abcdegh")
LEAST_TEXTS, RIDGE, ROUNDS = 5, 1.0, 25
CUT = (UnitKind.FURNITURE, UnitKind.DATELINE)
Sample = tuple[frozenset[str], tuple[bool, ...], str]


def samples(gold: Path, texts: Path) -> list[Sample]:
    """Return each sentence of a text: its features, of which types it holds a claim, and the text's name."""
    whole = unwrap((texts / f"{gold.stem}.txt").read_text(encoding="utf-8"))
    text = fold(whole.text)
    claims: dict[str, Any] = json.loads(gold.read_text(encoding="utf-8"))["claims"]
    out = []
    for unit in segment(text):
        if unit.kind in CUT:
            continue
        holds = tuple(
            any(
                s < unit.end and unit.start < e
                for c in claims.get(kind, [])
                for s, e in (whole.forth(*span) for span in (c["span"], *c.get("also", [])))
            )
            for kind in COLUMNS[1:]
        )
        out.append((features(text[unit.start : unit.end]), holds, gold.stem))
    return out


def words_of(data: list[Sample]) -> list[str]:
    """Return the features that enough texts have, in order of the alphabet."""
    texts = Counter(w for w, _ in {(w, name) for found, _, name in data for w in found})
    return sorted(w for w, n in texts.items() if n >= LEAST_TEXTS)


def fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the weights of one regression by Newton's method; the first, the start, is not held down."""
    w = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 1e-3
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge), x.T @ (y - p) - ridge * w)
        w = w + step
    return w


def table(data: list[Sample]) -> str:
    """Return the table as CSV, weights rounded to a hundredth; words that weigh nothing are left out."""
    words = words_of(data)
    at = {w: i for i, w in enumerate(words, 1)}
    x = np.zeros((len(data), len(words) + 1))
    x[:, 0] = 1
    for row, (found, _, _) in enumerate(data):
        x[row, [at[w] for w in found if w in at]] = 1
    y = np.array([holds for _, holds, _ in data], dtype=float)
    columns = [fitted(x, y[:, i]) for i in range(len(TYPES))]
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(COLUMNS)
    for word, row in zip([START, *words], np.column_stack(columns), strict=True):
        if word == START or max(abs(row)) >= 0.15:
            sheet.writerow([word, *(f"{v:.2f}" for v in row)])
    return out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table where the reader looks for it")
    options = parser.parse_args()
    data = [s for gold in sorted(PRACTICE.glob("*/*.json")) for s in samples(gold, gold.parent)]
    data += [
        s
        for folder in WORKED_ON
        for gold in sorted(folder.glob("gold/*.json"))
        for s in samples(gold, folder / "texts")
    ]
    made = table(data)
    print(f"{len(data)} sentences, {made.count(chr(10)) - 1} words, {len(made)} characters")
    if options.write:
        TABLE.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
