"""The rows of every bench of linkage are printed as tables."""

from pathlib import Path

from bench.linkage import across, listwise, tables

from tests.bench.helpers import LISTS, written


def test_a_measurement_is_printed_as_tables_of_methods_and_worlds(tmp_path: Path) -> None:
    head = {"world": "w", "size": 1000, "reports": 990, "seed": 11}
    rows = [
        head | {"hand": "h", "method": "ours", "f1": 0.5, "b3_f1": 0.75, "b3_gain": -0.01, "load": 1.0},
        head | {"hand": "h", "method": "theirs", "choice": "usual: 3", "f1": 0.25, "b3_f1": float("nan"), "load": 1.0},
    ]
    for row in rows:
        across.written(row | {"daily_error": 0.1, "b3_gain": row.get("b3_gain", 0.0)}, tmp_path / "a.csv")
    told = tables.markdown(tmp_path / "a.csv")
    assert "| ours | .500 / .750 |" in told
    assert "| theirs (usual) | .250 / - |" in told
    assert "| ours | -.010 |" in told


def test_two_lists_and_growth_are_printed_as_tables_too(tmp_path: Path) -> None:
    found = next(listwise.judged(LISTS, listwise.Found({}, {("c1", "e1")})))
    row = dict.fromkeys(listwise.COLUMNS, "") | {"set": "two", "seed": 11, "method": "m"} | found
    written(tmp_path, "lists.csv", [{name: str(value) for name, value in row.items()}])
    told = tables.markdown(tmp_path / "lists.csv")
    assert "two, seed 11: top one**\n\n| method | all (2) |\n|---|---|\n| m | .000 |" in told
    assert "| m | .500 / .000 |" in told
    grown = {"engine": "floor", "reports": "1000", "process_cpu_s": "2", "cpu_s": "1", "wall_s": "", "peak_mib": "9"}
    written(tmp_path, "perf.csv", [grown | {"f1": "", "b3": "", "load": "1.5"}])
    assert "| floor | 1,000 | 2.0 | 1.0 |  | 9.0 |  | 1.5 |" in tables.markdown(tmp_path / "perf.csv")


def test_judgements_steps_and_halves_are_printed_as_tables_too(tmp_path: Path) -> None:
    head = {"world": "w", "size": "1000", "seed": "11"}
    judged = head | {"asked": "20000", "method": "m", "choice": "usual: x", "f1": ".4", "why": ""}
    written(tmp_path, "judgements.csv", [judged | {"unjudged_f1": "0.5", "unjudged_b3_f1": "0.75"}])
    assert "| 20,000 judged: m (usual) | .500 / .750 |" in tables.markdown(tmp_path / "judgements.csv")
    steps = head | {"set": "shipped set", "order": "by day", "digest": "0a"}
    written(tmp_path, "extend.csv", [steps | {"same": "True"}, steps | {"same": "False"}])
    told = tables.markdown(tmp_path / "extend.csv")
    assert told.splitlines() == ["1 of 2 comparisons are the same.", "- w, 1000, shipped set, by day"]
    half = {"set": "real rows", "half": "1", "method": "m", "f1": "0.9", "b3_f1": "0.95", "calibration_error": ""}
    written(tmp_path, "real.csv", [half])
    assert "| real rows | 1 | m | .900 | .950 |  |" in tables.markdown(tmp_path / "real.csv")


def test_a_method_without_an_answer_is_named_below_the_tables(tmp_path: Path) -> None:
    head = {"world": "w", "hand": "h", "size": 1000, "seed": 11, "load": 1.0}
    across.written(head | {"method": "T", "why": "stopped after 5 seconds"}, tmp_path / "a.csv")
    assert tables.markdown(tmp_path / "a.csv").endswith("- T in w: stopped after 5 seconds")
