"""Whom the reports of an incident name: one of several, described only, and whose sources count."""

from typing import Any

import pytest

from tests.findings.test_standing import stand


def responsibility(reports: list[dict[str, Any]], body: str = "all sources") -> tuple[str, list[str], str]:
    [row] = [r for r in stand(reports) if r["body"] == body and r["axis"] == "responsibility"]
    return row["value"], row["against"], row["why"]


def test_one_of_two_is_alleged_as_one_of_two_and_accuses_neither_for_certain() -> None:
    reports = [{"source": "OBS", "actor_alleged": "North or Southern forces"}]
    assert responsibility(reports) == ("alleged", ["one of north, south"], "the only body that names somebody")
    assert responsibility(reports, "observatory") == (
        "alleged",
        ["one of north, south"],
        "names one of several who acted",
    )


def test_a_list_with_commas_names_each() -> None:
    reports = [{"source": "OBS", "actor_alleged": "North, Southern forces and First Brigade"}]
    assert responsibility(reports)[1] == ["brigade", "north", "south"]


@pytest.mark.parametrize("text", ["n/a", "unspecified", "unclear", "unidentified gunmen", "other"])
def test_unknown_is_nobody(text: str) -> None:
    assert responsibility([{"source": "OBS", "actor_alleged": text}]) == (
        "unattributed",
        [],
        "no source names anybody",
    )


def test_a_description_is_nobody_and_its_words_are_kept() -> None:
    described = {"source": "OBS", "actor_alleged": "militants near the river"}
    words = "described without a name: “militants near the river” (observatory)"
    assert responsibility([described]) == ("unattributed", [], f"no source names anybody; {words}")
    beside = [described, {"source": "WA", "actor_alleged": "North"}]
    otherwise = "described otherwise by observatory: “militants near the river”"
    assert responsibility(beside) == ("alleged", ["north"], f"the only body that names somebody; {otherwise}")


def test_words_beside_a_name_are_kept_in_its_own_row_and_in_that_of_all() -> None:
    reports = [{"source": "OBS", "actor_alleged": "North and other armed groups"}]
    words = "described without a name: “other armed groups” (observatory)"
    assert responsibility(reports) == ("alleged", ["north"], f"the only body that names somebody; {words}")
    assert responsibility(reports, "observatory") == ("alleged", ["north"], f"names who acted; {words}")


def test_protected_persons_are_described_and_not_accused() -> None:
    reports = [{"source": "OBS", "actor_alleged": "civilians and unknown armed elements"}]
    value, against, why = responsibility(reports)
    assert (value, against) == ("unattributed", [])
    assert (
        why == "no source names anybody; described without a name: “civilians and unknown armed elements” (observatory)"
    )


def test_a_plain_name_in_no_table_stands_for_itself_as_written() -> None:
    reports = [{"source": "OBS", "actor_alleged": "Jaysh al-Nasr"}, {"source": "WA", "actor_alleged": "North"}]
    assert responsibility(reports)[:2] == ("contested", ["Jaysh al-Nasr", "north"])
    own = [{"source": "Jaysh al-Nasr", "actor_alleged": "Jaysh al-Nasr"}]
    assert responsibility(own, "jaysh al-nasr")[0] == "admitted"


def test_bodies_that_are_no_part_of_each_other_contest() -> None:
    reports = [{"source": "OBS", "actor_alleged": "First Brigade"}, {"source": "WA", "actor_alleged": "North"}]
    assert responsibility(reports)[0] == "contested"


def test_one_of_two_and_one_of_these_do_not_contest() -> None:
    either = {"source": "OBS", "actor_alleged": "North or South"}
    assert responsibility([either, {"source": "WA", "actor_alleged": "Southland"}])[0] == "alleged"
    assert responsibility([either, {"source": "WA", "actor_alleged": "First Brigade"}])[0] == "contested"


def test_the_order_of_the_reports_never_matters() -> None:
    reports = [
        {"report_id": f"r{n}", "source": s, "actor_alleged": a}
        for n, (s, a) in enumerate(
            [
                ("OBS", "militants near the river"),
                ("WA", "gunmen"),
                ("OBS", "armed men or North"),
                ("a doctor", "insurgents; Jaysh al-Nasr"),
                ("WA", "bandits"),
            ]
        )
    ]
    assert stand(reports) == stand(reports[::-1])
