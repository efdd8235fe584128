"""No sentence of the press articles stands in the examples, and the exercise is labelled as one."""

import re
from pathlib import Path

import pytest

from tests.examples.files import EXAMPLES, items, statement_files, yaml
from tests.shared import shared

WORDS = 8
FILES = sorted(p for p in EXAMPLES.rglob("*") if p.is_file())


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)}


def test_eight_words_of_an_article_stand_in_no_file() -> None:
    articles = [p.read_text(encoding="utf-8") for p in sorted(shared("seeds").glob("*.txt"))]
    assert len(articles) == 5
    theirs = set().union(*map(shingles, articles))
    found = {(path.name, " ".join(s)) for path in FILES for s in shingles(path.read_text(encoding="utf-8")) & theirs}
    assert found == set()


def test_the_comparison_notices_a_copied_sentence() -> None:
    sentence = "One two three four five six seven eight nine."
    assert shingles(f"- note: {sentence}") & shingles(f"He said: {sentence} Then he left.")


@pytest.mark.parametrize("path", [p for p in statement_files("doha") if "simulated" in p.name], ids=lambda p: p.name)
def test_every_invented_statement_says_that_it_is_simulated(path: Path) -> None:
    top = yaml(path)
    assert "SIMULATED" in top["origin"]
    for item in top["items"]:
        text = " ".join(str(item.get(key, "")) for key in ("note", "summary", "reason", "what", "says", "name"))
        assert "simulated" in text.casefold(), item["label"]
        assert item["label"].startswith("sim-") or top.get("kind") == "source", item["label"]


def test_no_invented_statement_hides_among_the_real_ones() -> None:
    for path in statement_files("doha"):
        if "simulated" in path.name:
            continue
        for item in yaml(path)["items"]:
            if "sim-" in str(item.get("id", "")) or item["label"].startswith("sim-"):
                assert "SIMULATED" in item["note"], item["label"]


def test_the_exercise_lies_in_the_open_sea() -> None:
    places = [r["where"] for r in items("doha", "report") if "lat" in r["where"]]
    points = [(float(p["lon"]), float(p["lat"])) for p in places]
    assert len(points) > 15
    assert all(-1 <= lon <= 3 and -1 <= lat <= 4 for lon, lat in points)


def test_quotes_are_short() -> None:
    for name in ("astana", "doha"):
        for path in statement_files(name):
            for item in yaml(path)["items"]:
                source = item.get("source")
                if isinstance(source, dict) and "quote" in source:
                    assert len(source["quote"].split()) <= 12, item["label"]
