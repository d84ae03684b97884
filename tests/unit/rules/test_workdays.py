"""Workdays: weekends, public holidays, made-up workdays, and what is said when the known years run out."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from duecourse.rules import workdays
from duecourse.rules.workdays import (
    arranged_until,
    how_known,
    is_made_up,
    is_workday,
    workday_after,
    workday_before,
)


@pytest.mark.parametrize(
    ("on", "works"),
    [
        (date(2026, 11, 24), True),  # a Tuesday
        (date(2026, 11, 28), False),  # a Saturday
        (date(2026, 10, 1), False),  # National Day
        (date(2026, 10, 6), False),  # a Tuesday, off in exchange for 20 September
        (date(2026, 9, 20), True),  # that Sunday
        (date(2026, 10, 10), True),  # a Saturday, made up
        (date(2026, 2, 14), True),  # a Saturday before Spring Festival
        (date(2026, 2, 23), False),
        (date(2026, 1, 4), True),  # a Sunday
    ],
)
def test_a_day_of_an_arranged_year(on: date, works: bool) -> None:
    assert is_workday(on) is works
    assert how_known(on) == "arranged"


def test_made_up_days_are_told_apart_from_weekends_and_holidays() -> None:
    assert is_made_up(date(2026, 10, 10)) and is_made_up(date(2026, 9, 20))
    assert not is_made_up(date(2026, 10, 3)), "a Saturday of National Week"
    assert not is_made_up(date(2026, 11, 28)), "a Saturday like any other"


def test_the_nearest_workday() -> None:
    assert workday_before(date(2026, 10, 5)) == date(2026, 9, 30)
    assert workday_after(date(2026, 10, 3)) == date(2026, 10, 8)
    assert workday_after(date(2026, 10, 10)) == workday_before(date(2026, 10, 10)) == date(2026, 10, 10)
    assert workday_before(date(2026, 2, 22)) == date(2026, 2, 14), "a Saturday that is worked"


@pytest.mark.parametrize("year", range(2020, 2027))
def test_every_published_year_has_its_made_up_days(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(number) for number in range(365)]
    made_up = [day for day in days if is_made_up(day)]
    assert 5 <= len(made_up) <= 9
    assert all(day.weekday() > 4 and is_workday(day) for day in made_up)


def test_how_far_the_arrangement_is_known() -> None:
    last = arranged_until(date(2024, 5, 1))
    assert last is not None and last >= date(2026, 12, 31) and (last.month, last.day) == (12, 31)
    after = last + timedelta(1)
    assert how_known(last) == "arranged" and how_known(after) == "reckoned"
    assert arranged_until(after) is None


def test_years_without_a_published_arrangement_have_the_holidays_alone() -> None:
    assert how_known(date(2090, 10, 1)) == "reckoned"
    assert not is_workday(date(2090, 10, 2)), "National Day is reckoned"
    assert not any(is_made_up(date(2090, 1, 1) + timedelta(number)) for number in range(365))


def test_beyond_the_library_only_weekends_are_known() -> None:
    assert how_known(date(2150, 10, 3)) == "weekends" and how_known(date(1949, 10, 1)) == "weekends"
    assert is_workday(date(2150, 10, 2)), "a Friday in National Week, of which nothing is known"
    assert not is_workday(date(2150, 10, 3))
    assert workday_after(date(2150, 10, 3)) == date(2150, 10, 5)


def test_a_calendar_that_never_opens_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workdays, "is_workday", lambda on: False)
    with pytest.raises(ValueError, match="workday within"):
        workday_after(date(2026, 11, 24))


def test_the_library_is_only_loaded_when_a_day_is_asked_about() -> None:
    code = "import sys, duecourse.rules.workdays; sys.exit('holidays' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
