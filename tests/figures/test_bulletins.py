"""The arithmetic of bulletins, and the choice of one text a day."""

from collections import Counter
from datetime import date

from ceasefire.figures.bulletins import bulletins, check_bulletins, choose, main_measure
from tests.figures.tallies import astana_daily, bulletin, table


def states(*rows: list[dict[str, object]]) -> list[str]:
    return check_bulletins(table(r for some in rows for r in some))["state"].to_pylist()


def test_every_way_a_bulletin_can_come_out() -> None:
    assert states(bulletin("2017-01-01", "north", 5, {"Hama": 2, "Idlib": 3})) == ["adds_up"]
    assert states(bulletin("2017-01-01", "north", 6, {"Hama": 2, "Idlib": 3})) == ["places_below_total"]
    assert states(bulletin("2017-01-01", "north", 4, {"Hama": 2, "Idlib": 3})) == ["places_above_total"]
    assert states(bulletin("2017-01-01", "north", 4)) == ["total_only"]
    assert states(bulletin("2017-01-01", "north", 0)) == ["zero"]
    assert states(bulletin("2017-01-01", "north", None, {"Hama": 2})) == ["no_total"]


def test_a_breakdown_known_to_be_incomplete_is_no_arithmetic_error() -> None:
    two = {"Hama": 2, "Idlib": 3}
    excerpt = bulletin("2017-01-01", "north", 12, two, breakdown="incomplete")
    [row] = check_bulletins(table(excerpt)).to_pylist()
    assert (row["state"], row["stated"], row["added"], row["difference"]) == ("breakdown_incomplete", 12, 5, -7)
    assert states(bulletin("2017-01-01", "north", 12, two, breakdown="complete")) == ["places_below_total"]
    assert states(bulletin("2017-01-01", "north", 4, two, breakdown="incomplete")) == ["places_above_total"]
    assert states(bulletin("2017-01-01", "north", 5, two, breakdown="incomplete")) == ["adds_up"]
    excerpt[0]["breakdown"] = None  # one row of the text is enough to say it
    assert states(excerpt) == ["breakdown_incomplete"]
    assert states(bulletin("2017-01-01", "north", 12, two)) == ["places_below_total"]


def test_one_place_given_of_a_total_is_no_slip_unless_it_is_said_to_be_all() -> None:
    assert states(bulletin("2017-01-01", "north", 12, {"Hama": 6})) == ["breakdown_incomplete"]
    assert states(bulletin("2017-01-01", "north", 12, {"Hama": 6}, breakdown="complete")) == ["places_below_total"]
    assert states(bulletin("2017-01-01", "north", 5, {"Hama": 6})) == ["places_above_total"]


def test_a_bound_is_no_stated_total() -> None:
    rows = bulletin("2017-01-01", "north", 5, {"Hama": 5})
    rows[0]["high"] = None
    assert states(rows) == ["no_total"]


def test_two_totals_in_one_text_are_no_stated_total() -> None:
    rows = bulletin("2017-01-01", "north", 5) + bulletin("2017-01-01", "north", 6)
    assert bulletins(table(rows))[0].stated is None


def test_a_place_named_twice_is_added() -> None:
    rows = bulletin("2017-01-01", "north", 4, {"Damascus": 2}) + bulletin("2017-01-01", "north", None, {"Damascus": 2})
    assert states(rows) == ["adds_up"]


def test_the_example_says_six_and_lists_five_on_14_february_2017() -> None:
    found = [
        r
        for r in check_bulletins(astana_daily()).to_pylist()
        if r["date_start"] == date(2017, 2, 14) and r["counted_by"] == "russia"
    ]
    assert [(r["stated"], r["added"], r["difference"], r["state"]) for r in found] == [(6, 5, -1, "places_below_total")]
    assert len(found[0]["lineage"]) == 3


def test_the_example_adds_up_as_its_compilers_counted() -> None:
    found = Counter(check_bulletins(astana_daily())["state"].to_pylist())
    assert found["places_below_total"] + found["breakdown_incomplete"] == 12
    assert (found["adds_up"], found["places_above_total"], found["total_only"], found["zero"]) == (360, 3, 58, 38)
    assert found["breakdown_incomplete"] >= 2  # a single place of a total; the excerpts known to be cut come on top


def test_of_fifteen_bulletins_of_the_example_that_fall_short_or_exceed_nine_are_wrong_and_six_are_excerpts() -> None:
    noted = {"2017-01-22", "2017-04-30", "2017-05-06", "2018-12-31", "2019-02-25", "2019-11-22"}
    rows = [
        row | {"breakdown": "incomplete" if str(row["date_start"]) in noted else None}
        for row in astana_daily().to_pylist()
    ]
    # on these days one of the two lists was copied in part; the other stands whole and adds up
    found = Counter(check_bulletins(table(rows))["state"].to_pylist())
    assert (found["places_below_total"] + found["places_above_total"], found["breakdown_incomplete"]) == (9, 6)


def test_the_text_with_both_totals_is_chosen_first() -> None:
    rows = bulletin("2017-01-01", "north", 5, {"Hama": 5}, text="a") + bulletin("2017-01-01", "south", None, text="a")
    rows += bulletin("2017-01-01", "north", 5, text="b") + bulletin("2017-01-01", "south", 1, text="b")
    [day] = choose(bulletins(table(rows)), ("north", "south"))
    assert (day.text[0], day.texts, day.differ) == ("b", 2, False)


def test_then_the_text_whose_breakdowns_add_up() -> None:
    rows = [
        *bulletin("2017-01-01", "north", 7, {"Hama": 6}, text="a"),
        *bulletin("2017-01-01", "north", 7, {"Hama": 7}, text="b"),
    ]
    [day] = choose(bulletins(table(rows)), ("north",))
    assert (day.text[0], day.differ) == ("b", True)


def test_then_more_places_then_the_address() -> None:
    rows = [
        *bulletin("2017-01-01", "north", 7, {"Hama": 7}, text="a"),
        *bulletin("2017-01-01", "north", 7, {"Hama": 6, "Homs": 1}, text="b"),
        *bulletin("2017-01-02", "north", 7, text="d"),
        *bulletin("2017-01-02", "north", 7, text="c"),
    ]
    assert [d.text[0] for d in choose(bulletins(table(rows)), ("north",))] == ["b", "c"]
    assert [d.text[0] for d in choose(reversed(bulletins(table(rows))), ("north",))] == ["b", "c"]


def test_a_list_for_a_week_is_no_daily_list() -> None:
    rows = bulletin("2017-01-01", "north", 7, date_end=date(2017, 1, 7))
    assert choose(bulletins(table(rows)), ("north",)) == []


def test_outlets_of_the_example_differ_on_three_days() -> None:
    days = choose(bulletins(astana_daily()), ("russia", "turkey"))
    assert [d.day.isoformat() for d in days if d.differ] == ["2017-03-12", "2017-09-24", "2018-02-04"]
    assert (len(days), sum(d.texts for d in days), sum(d.texts > 1 for d in days)) == (218, 240, 19)


def test_the_measure_that_is_broken_down_is_the_main_one() -> None:
    rows = bulletin("2017-01-01", "north", 5, {"Hama": 5}) + bulletin("2017-01-01", "north", 0, measure="confirmed")
    assert main_measure(table(rows), ["north"]) == "firing"
    assert main_measure(table(rows), ["south"]) is None
