"""Texts cut into units with their places."""

from hypothesis import given
from hypothesis import strategies as st

from ceasefire.reading.text.fold import fold
from ceasefire.reading.text.segment import UnitKind, segment


def units(text: str) -> list[tuple[str, str]]:
    return [(u.kind.value, text[u.start : u.end]) for u in segment(fold(text))]


def test_abbreviations_do_not_end_sentences() -> None:
    text = "Gen. Smith met U.N. envoy J. Doe at 10 a.m. on Monday. They agreed on a truce."
    assert [t for _, t in units(text)] == [
        "Gen. Smith met U.N. envoy J. Doe at 10 a.m. on Monday.",
        "They agreed on a truce.",
    ]


def test_furniture_is_told_from_text() -> None:
    text = (
        "User settings\nUSD 345.55 EUR 401.01\nShare in:\nThe first round was held in Astana on January 23-24, "
        "2017.\nYou Might Also Like"
    )
    kinds = [k for k, _ in units(text)]
    assert kinds == ["furniture", "furniture", "furniture", "sentence", "furniture"]


def test_a_dateline_is_a_unit_of_its_own() -> None:
    assert units("ADEN, Jan 17 (Wire) - The convoy came under fire on Thursday.")[0] == (
        "dateline",
        "ADEN, Jan 17 (Wire)",
    )


@given(st.text(max_size=400))
def test_units_lie_in_the_text_in_order(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    last = 0
    for unit in segment(folded):
        assert last <= unit.start < unit.end <= len(text)
        assert unit.end - unit.start <= 1_200
        last = unit.start
        assert unit.kind in UnitKind


def test_a_line_of_nothing_but_numbers_is_cut_so_that_no_unit_takes_long() -> None:
    text = "The northern side registered " + "9 " * 3_000 + "violations."
    units = segment(text)
    assert max(text[u.start : u.end].count("9") for u in units) == 60
    assert "".join(text[u.start : u.end] for u in units).count("9") == 3_000


def test_a_sentence_of_sixty_numbers_stays_whole() -> None:
    text = f"Violations were counted on {', '.join(str(n) for n in range(1, 31))} and {', '.join('7' * 29)} days."
    assert len(segment(text)) == 1
