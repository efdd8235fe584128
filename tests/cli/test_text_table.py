import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceasefire.cli.text_table import GAP, blocks, fits, lines, stands_below, width, words_below


def shown(header: list[str], cells: list[list[str]], right: list[bool], terminal: int) -> list[str]:
    return [GAP.join(one) for one in lines(header, cells, right, terminal)]


def test_a_table_that_fits_stands_as_it_is() -> None:
    assert shown(["id", "n"], [["a", "7"], ["bcd", "12"]], [False, True], 40) == ["id    n", "a     7", "bcd  12"]
    assert shown(["id", "n"], [], [False, False], 40) == ["id  n"]


def test_the_widest_column_is_folded_between_words_and_ids_are_left_whole() -> None:
    assert shown(["incident", "why"], [["i-d5d4b09b", "named by two bodies and by nobody else"]], [False] * 2, 32) == [
        "incident    why                 ",
        "i-d5d4b09b  named by two bodies ",
        "            and by nobody else  ",
    ]


def test_in_a_narrow_terminal_ids_days_and_numbers_are_left_whole_before_words() -> None:
    header = ["incident", "day", "place", "governorate", "types", "result", "reports", "killed"]
    row = ["i-c7e0cf79", "2018-10-09", "Khan Shaykhun", "Idlib", "airstrike", "undetermined", "12", "1 to 2"]
    found = shown(header, [row], [False] * 6 + [True] * 2, 80)
    assert max(map(len, found)) <= 80
    first = next(line for line in found if "i-c7" in line).split(GAP)
    assert first[:2] == row[:2]
    assert "12" in found[2]


def test_a_word_too_wide_for_its_column_is_broken() -> None:
    assert shown(["a"], [["x abcdefghij"]], [False], 4) == ["a   ", "x   ", "abcd", "efgh", "ij  "]


@pytest.mark.parametrize(("text", "places"), [("abc", 3), ("é", 1), ("e\u0301", 1), ("حَلَب", 3), ("漢字", 4)])
def test_marks_take_no_place_and_wide_letters_two(text: str, places: int) -> None:
    assert width(text) == places
    first, second = shown(["head"], [[text]], [False], 40)
    assert width(first) == width(second) == 4


CELLS = st.text(st.sampled_from("ab漢é\u0301 -"), max_size=40)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1)), st.data())
def test_nothing_is_lost_and_nothing_is_wider_than_the_terminal(table: list[list[str]], data: st.DataObject) -> None:
    count = len(table[0])
    terminal = data.draw(st.integers(4 * count, 100))
    found = list(lines(["h"] * count, table, [False] * count, terminal))
    assert all(width(GAP.join(one)) <= terminal for one in found)
    for n in range(count):
        told = "".join(one[n] for one in found[1:]).replace(" ", "")
        assert told == "".join(row[n] for row in table).replace(" ", "")


def test_a_word_is_parted_at_its_strokes_and_hyphens_and_a_day_is_not() -> None:
    assert shown(["a"], [["memorandum-2017-05-04/dea-2"]], [False], 12) == [
        "a           ",
        "memorandum- ",
        "2017-05-04/ ",
        "dea-2       ",
    ]


def test_columns_are_cut_so_that_no_word_is_broken_where_there_is_room() -> None:
    header = ["period", "days", "second", "why"]
    row = ["nationwide truce", "27", "343", "days with both numbers, and those without a total left out"]
    found = shown(header, [row], [False] * 4, 40)
    assert max(map(len, found)) <= 40
    told = {word for line in found for word in line.split()}
    assert {word for cell in (*header, *row) for word in cell.split()} <= told


def test_a_table_without_room_for_its_words_is_printed_row_by_row() -> None:
    header, row = ["by", "what is counted"], ["observers", "settlements reconciled"]
    assert not fits(header, [row, row], 16)
    assert fits(header, [row, row], 30)
    assert list(blocks(header, [row, ["", "x"]], 34)) == [
        "by               observers",
        "what is counted  settlements",
        "                 reconciled",
        "",
        "what is counted  x",
    ]


def test_sentences_stand_under_their_row_where_they_have_no_room_beside_it() -> None:
    header, words = ("what", "who says so", "words"), "Two farmers were wounded near Orvan on Monday, the mayor said."
    rows = [["incidents", "the mayor", words], ["figures", "", "3 cases"]]
    assert not stands_below(header, rows, 130)
    assert stands_below(header, rows, 60)
    assert not stands_below(header, rows, 12)
    shown = ["  ".join(line).rstrip() for line in words_below(header, rows, [False] * 3, 60)]
    assert shown == [
        "what       who says so",
        "incidents  the mayor",
        "    Two farmers were wounded near Orvan on Monday, the mayor",
        "    said.",
        "figures",
        "    3 cases",
    ]
