"""An act cannot go against a duty before the duty is due."""

from datetime import date

from tests.examples.files import agreement_files, yaml


def test_what_goes_against_a_dated_duty_counts_from_the_day_after_its_deadline() -> None:
    """A weapon that stands in the zone on 5 October 2018 is not against a removal due by 10 October."""
    found = {}
    for path in agreement_files("astana"):
        for provision in yaml(path)["provisions"]:
            deadline = provision.get("deadline")
            if provision.get("breached_by") and isinstance(deadline, dict) and "date" in deadline:
                starts = provision.get("window", {}).get("starts", {}).get("date", date.min)
                found[provision["id"]] = (day(starts) - day(deadline["date"])).days
    assert found == {"idl-4": 1}


def day(told: str | date) -> date:
    return told if isinstance(told, date) else date.fromisoformat(told)
