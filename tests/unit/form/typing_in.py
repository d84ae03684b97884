"""A case typed in as a person would: what the tests of the form share."""

from __future__ import annotations

from datetime import date, timedelta

from duecourse.view.form import FormModel

FIRST_MISSED = 47
"""Days ago: the first instalment that was not paid."""


def month_before(on: date, months: int) -> date:
    """The same day of the month, so many months before; the day must be 28 or less."""
    number = on.year * 12 + on.month - 1 - months
    return date(number // 12, number % 12 + 1, on.day)


def missed_day() -> date:
    """A due day 47 days ago, or the nearest before it that every month has."""
    on = date.today() - timedelta(FIRST_MISSED)
    return on if on.day <= 28 else on.replace(day=28)


def type_jintiao(form: FormModel) -> int:
    """A Jintiao loan in twelve instalments, two of them paid, late since `missed_day`."""
    missed = missed_day()
    number = form.add_debt("jintiao")
    debt = ("debts", number)
    form.type((*debt, "drawings", 0, "amount"), "￥12,000元")
    form.type((*debt, "drawings", 0, "date"), month_before(missed, 3).strftime("%Y/%m/%d"))
    form.type((*debt, "terms", "annual_rate"), "15.3%")
    for months in (2, 1):
        payment = form.add((*debt, "payments"))
        form.type((*debt, "payments", payment, "date"), month_before(missed, months).isoformat())
        form.type((*debt, "payments", payment, "amount"), "1090")
    return number
