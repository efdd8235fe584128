"""`hits` for a person: in scope first, out of scope folded to a count, the clause in words, lines that fit."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ceasefire.cli.text_table import width
from tests.cli.test_answers import Answer, ask, ask_any

__all__ = ["ask", "ask_any"]
Ask = Callable[..., Answer]
ORDER = ("in_scope", "exemption_asserted", "undetermined", "out_of_scope")


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def ranks(rows: list[dict[str, str]]) -> list[int]:
    return [ORDER.index(row["result"]) for row in rows]


def test_tests_are_sorted_by_result_and_none_is_lost(ask: Ask) -> None:
    one, every = ask("hits", "R0017", "--json").json, ask("hits", "--json", "--limit", "0").json
    assert ranks(one) == sorted(ranks(one))
    assert ranks(every) == sorted(ranks(every))
    assert {*ranks(one)} == {0, 2, 3}
    assert len({(r["incident_id"], r["instrument"], r["provision"]) for r in every}) == len(every) == 235 * len(one)
    first = ask("hits", "--json", "--limit", "60").json
    assert first == every[:60]


def test_what_is_out_of_scope_is_counted_and_listed_when_asked_for(ask: Ask) -> None:
    tests = ask("hits", "R0017", "--json").json
    out = sum(row["result"] == "out_of_scope" for row in tests)
    shown = ask("hits", "R0017").out
    assert "out of scope" in shown
    assert f"and {out} tests out of scope; --result out_of_scope lists them" in shown
    assert shown.count(": out of scope") == 0
    assert ask("hits", "R0017", "--result", "out_of_scope").out.count(": out of scope") == out
    assert ask("hits", "R0017", "--why").out.count(": out of scope") == out
    assert ask("hits", "R0416", "--provision", "dea-2").out.count("memorandum-2017-05-04/dea-2") == 1


def test_of_one_incident_the_clause_stands_beside_the_answer(ask: Ask) -> None:
    shown = ask("hits", "R0017").out
    assert shown.startswith("incident i-")
    assert "scr-2254/u2254-1 (para. 13): in scope\n  clause: All parties stop at once" in shown
    [row] = [one for one in ask("hits", "R0017", "--json").json if one["provision"] == "u2254-1"]
    assert row["text_ref"] == "para. 13"
    assert row["says"].startswith("All parties stop at once")


def test_of_aid_it_is_said_that_no_clause_speaks_of_it(ask: Ask) -> None:
    shown = " ".join(ask("hits", "R0216").out.split())
    assert "aid or evacuation; no clause speaks of what was done: aid delivery" in shown
    assert "nothing in scope, asserted or undetermined and 17 tests out of scope" in shown


@pytest.mark.parametrize("more", [("R0017",), ("R0017", "--why"), (), ("--result", "out_of_scope"), ("--compare",)])
def test_lines_fit_and_no_word_is_broken(ask: Ask, more: tuple[str, ...]) -> None:
    shown = ask("hits", *more).out
    assert max(map(width, shown.splitlines())) <= 80
    provisions = {f"{r['instrument']}/{r['provision']}" for r in ask("hits", *more, "--json").json}
    words = {word for one in provisions for word in (one, one.partition("/")[0] + "/", one.partition("/")[2])}
    printed = {word.strip("():;,") for line in shown.splitlines() for word in line.split() if "arrangement" in word}
    assert printed <= words, printed - words


def test_before_the_table_is_made_the_first_rows_are_the_same(ask: Ask, example_demo: Path) -> None:
    import ceasefire

    with ceasefire.open(example_demo / "demo" / "record") as record:
        again = record.recomputed()
        lazy = again.hits(limit=50)
        assert not again.tables.is_made("hits")
        whole = record.hits(limit=50)
        assert (lazy.total, lazy.counts) == (whole.total, whole.counts), "so few tests are counted at once"
        assert list(lazy) == list(whole)
        assert whole.counts is not None
        assert whole.total == sum(whole.counts.values())
        touching = record.hits(touching=True)
        assert touching.total == len(touching) == whole.total - whole.counts["out_of_scope"]
        assert touching.counts == whole.counts


def test_where_nothing_is_touched_the_nearest_clause_stands_with_its_reason(ask: Ask) -> None:
    one = ask("incidents", "--result", "out_of_scope", "--json").json[0]["incident_id"]
    tests = ask("hits", one, "--result", "out_of_scope", "--json").json
    fewest = min(sum(row[e] == "no" for e in ("where_", "when_", "who", "what")) for row in tests)
    shown = " ".join(ask("hits", one).out.split())
    [near] = [row for row in tests if f"nearest: {row['instrument']}/{row['provision']}; " in shown]
    assert f"nearest: {near['instrument']}/{near['provision']}; {near['why']} nothing in scope" in shown
    assert sum(near[e] == "no" for e in ("where_", "when_", "who", "what")) == fewest
    assert "nearest: " not in ask("hits", "R0017").out, "it touches something"
    assert "nearest: " not in ask("hits", one, "--why").out, "all are listed"
