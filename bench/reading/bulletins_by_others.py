"""Bulletins by other hands: the share of counts read right, by language, with parties and places given as data.

    python bench/reading/bulletins_by_others.py --frozen bench/reading/bulletins-by-others-frozen.csv

A count is right when its number, what it counts, its place and whose count it is are all those of the gold. A text is right when all its
counts are, and wholly right when nothing else was read, either. Optional counts are neither asked for nor punished.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from lines_out import run

from ceasefire.reading.bulletins import read_bulletin
from ceasefire.reading.bulletins.model import Entry
from ceasefire.reading.known_names.in_folder import names_in_folder
from ceasefire.reading.lexicon.gazetteer_names import KnownName
from ceasefire.vocabulary.codes import WHOLE

HERE = Path(__file__).resolve().parent
MEASURES = {
    "violations": ("violation",),
    "confirmed": ("confirmed",),
    "denied": ("denied", "not_confirmed"),
    "settlements": ("settlement",),
    "formations": ("formation",),
    "agreements": ("agreement",),
    "humanitarian": ("humanitarian",),
    "observation posts": ("observation_post",),
    "explosions": ("explosion",),
}
"""What the gold counts, and a part of what the reader calls it."""
HEAD = "set,language,texts,taken_for_bulletins,counts,right,entries,texts_right,texts_wholly_right"
Count = dict[str, Any]


@cache
def known(folder: Path) -> tuple[KnownName, ...]:
    """Return the parties and places of a truce."""
    return names_in_folder(folder).known


def wanted(count: Count, slot: str) -> list[Any]:
    """Return the answers that the gold takes for a slot."""
    return [count.get(slot), *(count.get("accept") or {}).get(slot, [])]


def is_right(count: Count, entry: Entry) -> bool:
    """Return whether an entry is this count."""
    place = None if entry.place in ("", WHOLE) else entry.place
    measure = any(
        part in entry.measure for what in wanted(count, "what") if what for part in MEASURES.get(what, (what,))
    )
    who = count["by"] is None or {entry.counted_by, entry.by} & set(wanted(count, "by"))
    return entry.count == count["value"] and place in wanted(count, "place") and measure and bool(who)


def became(gold: dict[str, Any], entries: list[Entry]) -> Counter[str]:
    """Return how the counts of one text were read."""
    left, missed, found = list(entries), 0, Counter(texts=1, entries=len(entries))
    for count in gold["counts"]:
        match = next((entry for entry in left if is_right(count, entry)), None)
        if match is not None:
            left.remove(match)
        if not count.get("optional"):
            found.update(counts=1, right=int(match is not None))
            missed += match is None
    found.update(texts_right=int(not missed), texts_wholly_right=int(not missed and not left))
    return found


def measured(folder: Path) -> list[str]:
    """Return a line for each language of a set, and one for all."""
    by_language: dict[str, Counter[str]] = {}
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / "bulletins" / f"{path.stem}.txt").read_text(encoding="utf-8")
        names = known(folder / "names" / gold["truce"])
        read = read_bulletin(text, names=names, date=dt.date.fromisoformat(gold["date"]))
        found = became(gold, list(read.entries) if read else []) + Counter(taken_for_bulletins=int(read is not None))
        for language in (gold["language"], "all"):
            by_language.setdefault(language, Counter()).update(found)
    names_ = HEAD.split(",")[2:]
    return [",".join([folder.name, one, *(str(c[name]) for name in names_)]) for one, c in sorted(by_language.items())]


def lines() -> list[str]:
    """Read the bulletins of every set."""
    return [HEAD, *(line for folder in sorted(HERE.glob("sets/bulletins-*")) for line in measured(folder))]


if __name__ == "__main__":
    run(__doc__, lines)
