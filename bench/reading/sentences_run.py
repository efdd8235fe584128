"""Single sentences by other hands: is what is told as no fact read as one, and is anybody accused whom the sentence does not accuse?

    python bench/reading/sentences_run.py --frozen bench/reading/sentences-frozen.csv

`unreal` sentences deny, ask, suppose, fear, plan, play, rehearse, take back, or speak of something else: a claim other than a count
of none is wrong. `plain` ones tell one incident, half of them with a doer whom the sentence accuses. A sentence that says of which
truce it is (`names`) is read with the names of that truce, any other with the general names of the package alone.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from lines_out import run

from ceasefire.reading import read, to_schema
from ceasefire.reading.known_names.bundle import joined, package_names
from ceasefire.reading.known_names.in_folder import names_in_folder

HERE = Path(__file__).resolve().parent
HEAD = "set,kind,sentences,read_as_fact,found,accused,accused_right,accused_wrong"
_SMALL = {"the", "a", "an", "of"}


def is_none(figure: dict[str, Any]) -> bool:
    """Return whether a figure is a count of none."""
    value = figure.get("value") or {}
    return value.get("low") == 0 and value.get("high") == 0


def same(one: str, other: str) -> bool:
    """Return whether two ways to write a doer have a word in common that is more than an article."""
    return bool((set(one.lower().split()) & set(other.lower().split())) - _SMALL)


def became(sentence: dict[str, Any], claims: dict[str, list[dict[str, Any]]]) -> Counter[str]:
    """Return what became of one sentence."""
    facts = [f for f in claims["figures"] if not is_none(f)]
    told = claims["incidents"] + claims["meetings"] + claims["agreements"] + facts
    found = Counter(sentences=1)
    if sentence["kind"].startswith("unreal"):
        return found + Counter(read_as_fact=int(bool(told)))
    blamed = [claim["blamed"] for claim in claims["incidents"] if claim.get("blamed")]
    doer = sentence["expect"].get("blamed")
    right = doer is not None and any(same(one, doer) for one in blamed)
    wrong = any(doer is None or not same(one, doer) for one in blamed)
    found.update(
        found=int(bool(claims["incidents"])),
        accused=int(doer is not None),
        accused_right=int(right),
        accused_wrong=int(wrong),
    )
    return found


def measured(path: Path) -> list[str]:
    """Return a line for each kind of sentence of a set, and one for all of either sort."""
    by_kind: dict[str, Counter[str]] = {}
    given = cache(lambda truce: joined(names_in_folder(path.parent / "names" / truce)) if truce else package_names())
    for line in path.read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        date, names = dt.date.fromisoformat(sentence["date"]), given(sentence.get("names"))
        claims = to_schema(read(sentence["text"], date=date, names=names))["claims"]
        for kind in (sentence["kind"], sentence["kind"].partition(":")[0] + ", all"):
            by_kind.setdefault(kind, Counter()).update(became(sentence, claims))
    names = HEAD.split(",")[2:]
    return [
        ",".join([path.parent.name, f'"{kind}"', *(str(c[name]) for name in names)])
        for kind, c in sorted(by_kind.items())
    ]


def lines() -> list[str]:
    """Read the sentences of every set."""
    return [HEAD, *(line for path in sorted(HERE.glob("sets/*/sentences.jsonl")) for line in measured(path))]


if __name__ == "__main__":
    run(__doc__, lines)
