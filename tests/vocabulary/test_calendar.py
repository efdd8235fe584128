"""The one place of English month and weekday names agrees with the calendar."""

from datetime import date, timedelta

from ceasefire.vocabulary.calendar import MONTHS, MONTHS_SHORT, WEEKDAYS


def test_month_and_weekday_names_are_those_of_the_days() -> None:
    for n in range(366):
        day = date(2020, 1, 1) + timedelta(days=n)
        assert f"{day:%d} {MONTHS[day.month - 1]}" == f"{day:%d %B}"
        assert MONTHS_SHORT[day.month - 1] == f"{day:%b}"
        assert WEEKDAYS[day.weekday()] == f"{day:%A}"
