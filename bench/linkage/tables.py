"""The CSVs of the benches as the tables of README.md; which bench it is of, its columns tell."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

Row = dict[str, str]
MEASURES = {
    "Pairwise F1 / B-cubed F1": ("f1", "b3_f1"),
    "B-cubed F1 above linking nothing": ("b3_gain",),
    **{
        f"{words}: pairwise F1 / B-cubed F1": (f"{name}_f1", f"{name}_b3_f1")
        for name, words in (
            ("exact", "Exact places"),
            ("near", "Places known within 25 km"),
            ("coarse", "Districts and coarser"),
        )
    },
    "Incidents by day / by week and province / by province: mean absolute error as a share of the true number": (
        "daily_error",
        "weekly_error",
        "province_error",
    ),
    "Calibration error of told probabilities / without pairs called unsure / share of pairs called unsure": (
        "calibration_error",
        "calibration_sure",
        "unsure_share",
    ),
    "Processor seconds": ("cpu_s",),
}
UNJUDGED = {"Pairs that nobody judged: pairwise F1 / B-cubed F1": ("unjudged_f1", "unjudged_b3_f1")}
HALVES = {"f1": "F1", "b3_f1": "B-cubed F1", "calibration_error": "calibration error"}
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
    for column, told in KINDS.items():
        if column in rows[0]:
            return "\n\n".join(told(rows))
    return "\n\n".join(_worlds(rows, MEASURES))


def _worlds(rows: list[Row], measures: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield a table of each measure for each size and seed, methods are rows, worlds columns; and who gave no answer."""
    for size in sorted({int(row["size"]) for row in rows}):
        for seed in dict.fromkeys(row["seed"] for row in rows if int(row["size"]) == size):
            some = [row for row in rows if int(row["size"]) == size and row["seed"] == seed]
            for words, names in measures.items():
                if table := _table(f"{words}; {size:,} reports, seed {seed}", some, names):
                    yield table
            none = [f"{r['method']} in {r['world']}: {r['why']}" for r in some if r.get("why") and not r["f1"]]
            if none:
                yield "\n".join([f"No answer, {size:,} reports:", "", *(f"- {line}" for line in none)])


def _judgements(rows: list[Row]) -> Iterator[str]:
    """Yield the tables of worlds, a row for each method and number of pairs that was asked to be judged."""
    yield from _worlds([row | {"method": f"{int(row['asked']):,} judged: {row['method']}"} for row in rows], UNJUDGED)


def _extend(rows: list[Row]) -> Iterator[str]:
    """Say how many comparisons were the same, and name the others."""
    others = [f"- {row['world']}, {row['size']}, {row['set']}, {row['order']}" for row in rows if row["same"] != "True"]
    yield "\n".join([f"{len(rows) - len(others)} of {len(rows)} comparisons are the same.", *others])


def _halves(rows: list[Row]) -> Iterator[str]:
    """Yield one table of the real rows."""
    lines = [f"| reports | half | method | {' | '.join(HALVES.values())} |", "|---" * (len(HALVES) + 3) + "|"]
    for row in rows:
        told = " | ".join(_cell(row, (name,)) for name in HALVES)
        lines.append(f"| {row['set']} | {row['half']} | {row['method']} | {told} |")
    yield "\n".join(lines)


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


def _growth(rows: list[Row]) -> Iterator[str]:
    """Yield one table of seconds, memory and F1 by engine and size."""
    lines = [
        f"| engine | reports | {' | '.join(GROWTH.values())} | F1 / B-cubed | load |",
        "|---" * (len(GROWTH) + 4) + "|",
    ]
    for row in rows:
        told = " | ".join(f"{float(row[name]):,.1f}" if row[name] else "" for name in GROWTH)
        if row.get("why"):
            told = f"no answer: {row['why']}" + " |" * (len(GROWTH) - 1)
        lines.append(
            f"| {row['engine']} | {int(row['reports']):,} | {told} | {_cell(row, ('f1', 'b3'))} | {float(row['load']):.1f} |"
        )
    yield "\n".join(lines)


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
    values = [row.get(name, "") for name in names]
    if not any(values) or all(value == "nan" for value in values):
        return ""
    return " / ".join(f"{float(v):.3f}".replace("0.", ".", 1) if v and v != "nan" else "-" for v in values)


KINDS: dict[str, Callable[[list[Row]], Iterator[str]]] = {
    "top_one": _lists,
    "engine": _growth,
    "unjudged_f1": _judgements,
    "digest": _extend,
    "half": _halves,
}
"""A column that only the CSV of one bench has, and how that is told; `across.py` has none of them."""
