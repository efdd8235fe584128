"""The CSVs of `across.py`, `listwise.py` and `perf.py` as the tables of README.md; which one it is, its columns tell."""

import csv
from collections.abc import Iterator
from pathlib import Path

Row = dict[str, str]
MEASURES = {
    "Pairwise F1 / B-cubed F1": ("f1", "b3_f1"),
    "B-cubed F1 above linking nothing": ("b3_gain",),
    "Incidents by day / by week and province: mean absolute error as a share of the true number": (
        "daily_error",
        "weekly_error",
    ),
    "Calibration error of told probabilities": ("calibration_error",),
    "Processor seconds": ("cpu_s",),
}


LISTS = {
    "top one": ("top_one",),
    "joined right / joined wrong": ("joined_right", "joined_wrong"),
    "none right": ("none_right",),
}
GROWTH = {"process_cpu_s": "whole process", "cpu_s": "without its start", "wall_s": "wall", "peak_mib": "MiB"}


def markdown(path: Path) -> str:
    """Return every table of a CSV."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        return ""
    if "top_one" in rows[0]:
        return "\n\n".join(_lists(rows))
    return _growth(rows) if "engine" in rows[0] else "\n\n".join(_across(rows))


def _across(rows: list[Row]) -> Iterator[str]:
    """Yield a table of each measure for each size and seed; methods are rows, worlds columns."""
    for size in sorted({int(row["size"]) for row in rows}):
        for seed in dict.fromkeys(row["seed"] for row in rows if int(row["size"]) == size):
            some = [row for row in rows if int(row["size"]) == size and row["seed"] == seed]
            for words, names in MEASURES.items():
                if table := _table(f"{words}; {size:,} reports, seed {seed}", some, names):
                    yield table


def _lists(rows: list[Row]) -> Iterator[str]:
    """Yield a table of each measure for each pair of lists; methods are rows, kinds of code columns."""
    for lists in dict.fromkeys((row["set"], row["seed"]) for row in rows):
        some = [row for row in rows if (row["set"], row["seed"]) == lists]
        codes = {row["kind"]: f"{row['kind']} ({int(row['codes']):,})" for row in some}
        for words, names in LISTS.items():
            told = {(row["kind"], row["method"]): cell for row in some if (cell := _cell(row, names))}
            kinds = [kind for kind in codes if any(key[0] == kind for key in told)]
            if not kinds:
                continue
            head = f"**{lists[0]}{lists[1] and f', seed {lists[1]}'}: {words}**"
            lines = [head, "", f"| method | {' | '.join(codes[k] for k in kinds)} |", "|---" * (len(kinds) + 1) + "|"]
            methods = dict.fromkeys(row["method"] for row in some)
            lines += [f"| {m} | {' | '.join(told.get((k, m), '') for k in kinds)} |" for m in methods]
            yield "\n".join(lines)


def _growth(rows: list[Row]) -> str:
    """Return seconds, memory and F1 by engine and size."""
    lines = [
        f"| engine | reports | {' | '.join(GROWTH.values())} | F1 / B-cubed | load |",
        "|---" * (len(GROWTH) + 4) + "|",
    ]
    for row in rows:
        told = " | ".join(f"{float(row[name]):,.1f}" if row[name] else "" for name in GROWTH)
        lines.append(
            f"| {row['engine']} | {int(row['reports']):,} | {told} | {_cell(row, ('f1', 'b3'))} | {row['load']} |"
        )
    return "\n".join(lines)


def _table(title: str, rows: list[Row], names: tuple[str, ...]) -> str:
    told = {(row["world"], method_of(row)): cell for row in rows if (cell := _cell(row, names))}
    worlds = list(dict.fromkeys(row["world"] for row in rows))
    methods = [m for m in dict.fromkeys(map(method_of, rows)) if any((w, m) in told for w in worlds)]
    if not methods:
        return ""
    lines = [f"**{title}**", "", f"| method | {' | '.join(worlds)} |", "|---" * (len(worlds) + 1) + "|"]
    lines += [f"| {m} | {' | '.join(told.get((w, m), '') for w in worlds)} |" for m in methods]
    return "\n".join(lines)


def method_of(row: Row) -> str:
    """Name a row by its method and whether its setting is the usual or the best one, without the setting itself."""
    return row["method"] + (f" ({row['choice'].split(':')[0]})" if row["choice"] else "")


def _cell(row: Row, names: tuple[str, ...]) -> str:
    values = [row[name] for name in names]
    if not any(values) or all(value == "nan" for value in values):
        return ""
    return " / ".join(f"{float(v):.3f}".replace("0.", ".", 1) if v and v != "nan" else "-" for v in values)
