"""The CSV of `across.py` as the tables of README.md: each method on each world, and what the series make of it."""

import csv
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


def markdown(path: Path) -> str:
    """Return every table of a CSV, for each size one of each measure; worlds are rows, methods columns."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    parts = []
    for size in sorted({int(row["size"]) for row in rows}):
        for seed in dict.fromkeys(row["seed"] for row in rows if int(row["size"]) == size):
            some = [row for row in rows if int(row["size"]) == size and row["seed"] == seed]
            parts += [
                _table(f"{words}; {size:,} reports, seed {seed}", some, names) for words, names in MEASURES.items()
            ]
    return "\n\n".join(part for part in parts if part)


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
