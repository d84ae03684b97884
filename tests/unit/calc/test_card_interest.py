"""Whole-balance interest up to one statement day."""

from __future__ import annotations

from datetime import date

import pytest

from duecourse.calc import BadInput, card_interest

RATE = "0.0005"
POST, PAY, STATEMENT = date(2024, 3, 30), date(2024, 4, 23), date(2024, 5, 5)


def interest(**differs: object) -> str:
    given: dict[str, object] = {
        "postings": [(POST, "1000")],
        "payments": [(PAY, "100")],
        "statement": STATEMENT,
        "daily_rate": RATE,
    }
    return str(card_interest(**(given | differs)).amount)  # type: ignore[arg-type]


def test_from_the_posting_day_and_on_the_rest_from_the_payment_on() -> None:
    assert interest() == "17.40"  # 1,000 × 24 days + 900 × 12 days
    assert interest(days="inclusive") == "17.85"  # … × 13 days


def test_several_postings_and_payments() -> None:
    postings = [(date(2024, 4, 1), "300"), (POST, "1000"), (POST, "200.50")]
    payments = [(date(2024, 4, 10), "500.50"), (PAY, "100"), (PAY, "400")]
    # 1,200.50 × 2 + 1,500.50 × 9 + 1,000 × 13 + 500 × 12 = 34,905.50 yuan-days × 0.05 %
    assert interest(postings=postings, payments=payments) == "17.45"  # 17.45275
    assert interest(postings=postings[::-1], payments=payments[::-1]) == "17.45"


def test_paid_in_full_it_stops() -> None:
    assert interest(payments=[(PAY, "1000")]) == "12.00"
    assert interest(payments=[(PAY, "1500")]) == "12.00"  # credit bears nothing
    assert interest(payments=[(POST, "1000")]) == "0.00"
    assert interest(payments=[(date(2024, 3, 1), "400")]) == "10.80"  # paid ahead: 600 × 36 days


def test_on_the_statement_day() -> None:
    assert interest(postings=[(STATEMENT, "1000")], payments=[]) == "0.00"
    assert interest(postings=[(STATEMENT, "1000")], payments=[], days="inclusive") == "0.50"
    assert interest(payments=[(STATEMENT, "1000")]) == "18.00"
    assert interest(payments=[(STATEMENT, "1000")], days="inclusive") == "18.00"


def test_nothing_posted_costs_nothing() -> None:
    assert interest(postings=[], payments=[]) == "0.00"


def test_it_is_rounded_once() -> None:
    postings = [(date(2024, 5, 1), "13"), (date(2024, 5, 2), "13"), (date(2024, 5, 3), "13")]
    # 13 × 1 + 26 × 1 + 39 × 2 = 117 × 0.05 % = 0.0585; each stretch alone would be 0.01 + 0.01 + 0.04
    assert interest(postings=postings, payments=[]) == "0.06"
    assert interest(postings=postings, payments=[], rounding="down") == "0.05"


def test_the_steps_add_up() -> None:
    found = card_interest(
        postings=[(POST, "1000")], payments=[(PAY, "100")], statement=STATEMENT, daily_rate=RATE
    )
    assert [(step.days, str(step.base), str(step.amount)) for step in found.steps] == [
        (24, "1000.00", "12.00"),
        (12, "900.00", "5.40"),
    ]
    assert sum(step.amount for step in found.steps) == found.amount
    assert found.unrounded == found.amount


@pytest.mark.parametrize(
    ("differs", "message"),
    [
        ({"postings": [(date(2024, 5, 6), "1")]}, "postings is .*days up to the statement day, 2024-05-05"),
        ({"payments": [(date(2024, 5, 6), "1")]}, "payments is .*days up to the statement day"),
        ({"postings": [(POST, "1", "2")]}, "postings is .*pairs of a date and an amount"),
        ({"postings": [POST]}, "postings is .*pairs of a date and an amount"),
        ({"postings": [(POST, 1.5)]}, r"postings is 1\.5; allowed"),
        ({"payments": [(PAY, "-1")]}, "payments is '-1'.*not below 0"),
        ({"postings": [("2024-03-30", "1")]}, r"postings is '2024-03-30'; allowed: a datetime\.date"),
    ],
)
def test_refused(differs: dict[str, object], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        interest(**differs)
