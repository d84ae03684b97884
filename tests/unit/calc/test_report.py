"""What a credit report shows month by month, and the class in the lender's books."""

from __future__ import annotations

from datetime import date

import pytest

from duecourse.calc import Acceleration, BadInput, Ledger, loan_class, report_codes
from unit.calc import accounts
from unit.calc.debts import loan, paid, y

CODES = [
    ("1", 1, 30), ("2", 31, 60), ("3", 61, 90), ("4", 91, 120), ("5", 121, 150), ("6", 151, 180),
    ("7", 181, None),
]  # fmt: skip
CLASSES = [("special_mention", 8, 90), ("substandard", 91, 270), ("doubtful", 271, 360), ("loss", 361, None)]


def codes(ledger: Ledger, until: date, count: str = "days") -> str:
    return "".join(line.code for line in report_codes(ledger, CODES, until=until, count=count))


def test_month_by_month() -> None:
    lines = report_codes(loan(), CODES, until=date(2026, 8, 31))
    # late since 15 February: 13, 44, 74, 105, 135, 166, 197 days at the end of the months
    assert [(line.code, line.days_past_due) for line in lines] == [
        ("*", 0), ("1", 13), ("2", 44), ("3", 74), ("4", 105), ("5", 135), ("6", 166), ("7", 197),
    ]  # fmt: skip
    assert lines[1].month_end == date(2026, 2, 28)
    assert lines[1].overdue == y("112.65")  # 112 and 13 × 0.05
    assert lines[0].overdue == y("0.00")


def test_paid_on_time_and_settled() -> None:
    on_time = [paid(2, 15, "112"), paid(3, 15, "111"), paid(4, 15, "110")]
    assert codes(loan(*on_time), date(2026, 4, 30)) == "*NNN"
    # 1,000 and interest 10 × 5 / 31 = 1.6129… close the debt on 20 March
    closed = loan(*on_time[:2], paid(3, 20, "1001.61"))
    assert codes(closed, date(2026, 12, 31)) == "*NC"  # and no line after it


def test_paid_late_within_the_month() -> None:
    assert codes(loan(paid(2, 25, "112.50")), date(2026, 2, 28)) == "*M"
    # also where the lateness began in an earlier month: March is cleared before it ends
    assert codes(loan(paid(3, 20, "224.90")), date(2026, 3, 31)) == "*1M"
    assert codes(loan(paid(2, 16, "112.05"), paid(3, 15, "111")), date(2026, 3, 31)) == "*MN"


def test_nothing_due() -> None:
    bullet = loan(method="bullet", periods=3)
    assert codes(bullet, date(2026, 4, 30)) == "***1"
    assert codes(bullet, date(2026, 4, 15)) == "***N"


def test_a_month_as_it_stands_on_a_day() -> None:
    lines = report_codes(loan(), CODES, until=date(2026, 3, 17))
    assert (lines[-1].month_end, lines[-1].code, lines[-1].days_past_due) == (date(2026, 3, 17), "1", 30)
    assert report_codes(loan(), CODES, until=date(2026, 3, 18))[-1].code == "2"
    assert codes(loan(), date(2026, 2, 15)) == "*N"
    assert report_codes(loan(), CODES, until=date(2026, 1, 1)) == []
    assert len(report_codes(loan(until=date(2026, 5, 5)), CODES)) == 5


@pytest.mark.parametrize(
    ("days", "code"),
    [(1, "1"), (30, "1"), (31, "2"), (90, "3"), (91, "4"), (120, "4"), (150, "5"), (180, "6"), (181, "7")],
)
def test_the_borders(days: int, code: str) -> None:
    until = date.fromordinal(date(2026, 2, 15).toordinal() + days)
    assert codes(loan(), until)[-1] == code


def test_a_card_counts_missed_minimums() -> None:
    card = accounts.account(accounts.CARD)
    # minimums missed on the 25th of each month since February
    assert codes(card, date(2026, 8, 31), "missed_minimums") == "*1234567"
    assert codes(card, date(2027, 1, 31), "missed_minimums")[-1] == "7"
    assert codes(card, date(2026, 4, 30)) == "*123"  # by days: 3, 34, 64
    caught_up = accounts.account(accounts.CARD, accounts.paid(2, 27, "100"), accounts.paid(3, 26, "500"))
    assert codes(caught_up, date(2026, 3, 31), "missed_minimums") == "*MM"
    # caught up and missed again is one missed, not two
    again = accounts.account(accounts.CARD, accounts.paid(2, 27, "100"))
    assert codes(again, date(2026, 3, 31), "missed_minimums") == "*M1"


def test_a_card_that_is_called_before_any_minimum_was_missed() -> None:
    called = accounts.account(accounts.CARD, Acceleration(date(2026, 1, 20)))
    assert codes(called, date(2026, 1, 31), "missed_minimums") == "*1"[1:]


def test_a_card_is_never_settled_unless_it_was_called_and_paid() -> None:
    card = accounts.account(accounts.CARD, accounts.paid(2, 25, "1000"))
    assert codes(card, date(2026, 4, 30)) == "*N**"
    called = accounts.account(accounts.CARD, Acceleration(date(2026, 2, 20)), accounts.paid(2, 20, "1000"))
    assert codes(called, date(2026, 4, 30)) == "*C"


def test_debts_with_only_a_penalty_left_are_not_settled() -> None:
    order = ("principal", "interest", "penalty", "compound", "fees")
    ledger = loan(paid(2, 25, "1212"), periods=1, allocation=order)
    assert codes(ledger, date(2026, 4, 30)) == "*M**"


@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, None), (7, None), (8, "special_mention"), (90, "special_mention"), (91, "substandard"),
     (270, "substandard"), (271, "doubtful"), (360, "doubtful"), (361, "loss"), (5000, "loss")],
)  # fmt: skip
def test_loan_class(days: int, expected: str | None) -> None:
    assert loan_class(days, CLASSES) == expected


def test_refused() -> None:
    with pytest.raises(BadInput, match=r"count is 'weeks'.*days or missed_minimums"):
        report_codes(loan(), CODES, count="weeks")
    with pytest.raises(BadInput, match="ranges"):
        report_codes(loan(), [])
    with pytest.raises(BadInput, match=r"on is .*a day up to 2026-05-05"):
        report_codes(loan(until=date(2026, 5, 5)), CODES, until=date(2026, 6, 1))


def test_an_instalment_debt_has_no_minimums_to_count() -> None:
    assert codes(loan(), date(2026, 4, 30), "missed_minimums") == "*111"
