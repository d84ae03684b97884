"""What cannot be used is refused with the argument's name, the value and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

import pytest

from duecourse.calc import (
    Acceleration,
    BadInput,
    Drawing,
    InstalmentTerms,
    Payment,
    RateChange,
    RevolvingTerms,
    accrue,
    annual_rate,
    card_interest,
    default_fee,
    open_ledger,
    penalty_rate,
    round_to,
    schedule,
)

DAY = date(2026, 1, 15)
LOAN, CARD, ONE = InstalmentTerms(), RevolvingTerms(), Drawing(DAY, "1")
rate_of: Any = annual_rate  # given what it does not take
NO_NUMBERS: list[Any] = [
    100.0, True, False, None, "", " ", "abc", "1,000", "1_000", "¥5", "12%", "NaN", "-NaN", "sNaN",
    "Infinity", "-inf", Decimal("NaN"), Decimal("Infinity"), float("nan"), Fraction(1, 2), b"5", [5], (5,),
    "1e99", "1e999999999", "1e-999999999", Decimal("1e400"), 10**30,
]  # fmt: skip
NUMBER = "a number below 10.16 as text, an int or a Decimal"
NO_DATES: list[Any] = [None, "2026-01-15", datetime(2026, 1, 15), 20260115, 1.0, (2026, 1, 15)]


def refused(call: Callable[[], object], argument: str, value: object, allowed: str) -> None:
    with pytest.raises(ValueError, match=r"^.+ is .+; allowed: ") as caught:
        call()
    error = caught.value
    assert isinstance(error, BadInput)
    assert error.argument == argument
    assert error.value is value or error.value == value
    assert re.search(allowed, error.allowed), error.allowed
    assert str(error) == f"{argument} is {value!r}; allowed: {error.allowed}"


AMOUNTS: list[tuple[str, Callable[[Any], object]]] = [
    ("base", lambda v: accrue(v, rate="0.1", day_count=1)),
    ("rate", lambda v: accrue("1", rate=v, day_count=1)),
    ("principal", lambda v: schedule(v, periods=1)),
    ("annual_rate", lambda v: schedule("1", annual_rate=v, periods=1)),
    ("minimum", lambda v: default_fee(minimum=v, paid="0", rate="0")),
    ("paid", lambda v: default_fee(minimum="1", paid=v, rate="0")),
    ("rate", lambda v: default_fee(minimum="1", paid="0", rate=v)),
    ("floor", lambda v: default_fee(minimum="1", paid="0", rate="0", floor=v)),
    ("annual_rate", lambda v: penalty_rate(v, multiple="1")),
    ("daily_rate", lambda v: card_interest(postings=[], statement=DAY, daily_rate=v)),
    ("postings", lambda v: card_interest(postings=[(DAY, v)], statement=DAY, daily_rate="0")),
    ("payments", lambda v: card_interest(postings=[], payments=[(DAY, v)], statement=DAY, daily_rate="0")),
    ("annual_rate", lambda v: InstalmentTerms(annual_rate=v)),
    ("default_fee_rate", lambda v: InstalmentTerms(default_fee_rate=v)),
    ("default_fee_floor", lambda v: InstalmentTerms(default_fee_floor=v)),
    ("tolerance", lambda v: InstalmentTerms(tolerance=v)),
    ("penalty_minimum_per_day", lambda v: InstalmentTerms(penalty_minimum_per_day=v)),
    ("daily_rate", lambda v: RevolvingTerms(daily_rate=v)),
    ("service_daily_rate", lambda v: RevolvingTerms(service_daily_rate=v)),
    ("minimum_share_new", lambda v: RevolvingTerms(minimum_share_new=v)),
    ("minimum_share_carried", lambda v: RevolvingTerms(minimum_share_carried=v)),
    ("minimum_carry_threshold", lambda v: RevolvingTerms(minimum_carry_threshold=v)),
    ("minimum_floor", lambda v: RevolvingTerms(minimum_floor=v)),
    ("drawing.amount", lambda v: open_ledger(LOAN, Drawing(DAY, v), until=DAY)),
    ("drawing.amount", lambda v: open_ledger(CARD, Drawing(DAY, v), until=DAY)),
    ("payment.amount", lambda v: open_ledger(LOAN, ONE, [Payment(DAY, v)], until=DAY)),
    ("payment.amount", lambda v: open_ledger(CARD, ONE, [Payment(DAY, v)], until=DAY)),
    ("amount", lambda v: round_to(v)),
]


@pytest.mark.parametrize(("argument", "call"), AMOUNTS)
def test_no_number(argument: str, call: Callable[[Any], object], subtests: pytest.Subtests) -> None:
    for value in NO_NUMBERS:
        with subtests.test(value=repr(value)):
            refused(partial(call, value), argument, value, NUMBER)


@pytest.mark.parametrize(("argument", "call"), AMOUNTS[:-1])
def test_below_nothing(argument: str, call: Callable[[Any], object], subtests: pytest.Subtests) -> None:
    for value in ("-0.01", -1, Decimal("-5")):
        with subtests.test(value=value):
            refused(partial(call, value), argument, value, "not below 0")


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        (name, call)
        for name, call in AMOUNTS
        if "rate" not in name and "share" not in name and name != "amount"
    ],
)
def test_a_fraction_of_a_fen(argument: str, call: Callable[[Any], object]) -> None:
    refused(lambda: call("1.005"), argument, "1.005", "yuan with at most two decimal places")


def test_trailing_zeros_and_powers_of_ten_are_numbers() -> None:
    for value in ("1000.000", "1E+3", "+1000", "1000.", " 1000\n", "１０００"):
        assert str(accrue(value, rate="0.0007", day_count=5).amount) == "3.50"


DATES: list[tuple[str, Callable[[Any], object]]] = [
    ("start", lambda v: accrue("1", rate="0", start=v, end=DAY)),
    ("end", lambda v: accrue("1", rate="0", start=DAY, end=v)),
    ("statement", lambda v: card_interest(postings=[], statement=v, daily_rate="0")),
    ("postings", lambda v: card_interest(postings=[(v, "1")], statement=DAY, daily_rate="0")),
    ("drawing.on", lambda v: open_ledger(LOAN, Drawing(v, "1"), until=DAY)),
    ("drawing.on", lambda v: open_ledger(CARD, Drawing(v, "1"), until=DAY)),
    ("payment.on", lambda v: open_ledger(LOAN, ONE, [Payment(v, "1")], until=DAY)),
    (
        "acceleration.on",
        lambda v: open_ledger(CARD, ONE, [Acceleration(v)], until=DAY),
    ),
    (
        "rate_change.on",
        lambda v: open_ledger(CARD, ONE, [RateChange(v)], until=DAY),
    ),
    ("until", lambda v: open_ledger(LOAN, ONE, until=v)),
    ("on", lambda v: open_ledger(LOAN, ONE, until=DAY).position(v)),
    ("flows", lambda v: rate_of([(v, -1), (DAY, 2)])),
]


@pytest.mark.parametrize(("argument", "call"), DATES)
def test_no_date(argument: str, call: Callable[[Any], object], subtests: pytest.Subtests) -> None:
    for value in NO_DATES:
        missing = value is None and argument in ("start", "end")
        allowed = "two dates, or day_count" if missing else r"a datetime\.date"
        with subtests.test(value=value):
            refused(partial(call, value), argument, value, allowed)


def test_no_start_in_a_schedule_is_fine_but_no_other_thing_is() -> None:
    schedule("1", periods=1, start=None)
    refused(lambda: schedule("1", periods=1, start="2026-01-15"), "start", "2026-01-15", "datetime")  # type: ignore[arg-type]


CHOICES: list[tuple[str, Callable[[Any], object]]] = [
    ("per", lambda v: accrue("1", rate="0", day_count=1, per=v)),
    ("days", lambda v: accrue("1", rate="0", day_count=1, days=v)),
    ("days", lambda v: accrue("1", rate="0", start=DAY, end=DAY, days=v)),
    ("rounding", lambda v: accrue("1", rate="0", day_count=1, rounding=v)),
    ("rounding", lambda v: schedule("1", periods=1, rounding=v)),
    ("method", lambda v: schedule("1", periods=1, method=v)),
    ("days", lambda v: card_interest(postings=[], statement=DAY, daily_rate="0", days=v)),
    ("rounding", lambda v: default_fee(minimum="1", paid="0", rate="0", rounding=v)),
    *[
        (name, lambda v, name=name: InstalmentTerms(**{name: v}))
        for name in (
            "method", "days", "rounding", "round_when", "grace", "interest_by", "penalty_base",
            "interest_when_overdue", "compound", "compound_every", "early",
        )
    ],
    *[
        (name, lambda v, name=name: RevolvingTerms(**{name: v}))
        for name in (
            "days", "rounding", "round_when", "grace", "interest", "penalty_base", "compound", "status_by",
        )
    ],
]  # fmt: skip


@pytest.mark.parametrize(("argument", "call"), CHOICES)
def test_none_of_the_choices(argument: str, call: Callable[[Any], object], subtests: pytest.Subtests) -> None:
    for value in ("nonsense", None, 1, "", ["half_up"]):
        with subtests.test(value=value):
            refused(partial(call, value), argument, value, " or ")


WHOLES: list[tuple[str, Callable[[Any], object], list[Any]]] = [
    ("day_count", lambda v: accrue("1", rate="0", day_count=v), [-1]),
    ("periods", lambda v: schedule("1", periods=v), [0, -1, 1201]),
    ("periods", lambda v: InstalmentTerms(periods=v), [0, 1201]),
    ("grace_days", lambda v: InstalmentTerms(grace_days=v), [-1, 28]),
    ("accelerate_after_days", lambda v: InstalmentTerms(accelerate_after_days=v), [0]),
    ("statement_day", lambda v: RevolvingTerms(statement_day=v), [0, 32]),
    ("due_after_days", lambda v: RevolvingTerms(due_after_days=v), [0, 61]),
    ("drawing.periods", lambda v: open_ledger(CARD, Drawing(DAY, "1", v), until=DAY), [0]),
]


@pytest.mark.parametrize(("argument", "call", "out"), WHOLES)
def test_no_whole_number_in_range(argument: str, call: Callable[[Any], object], out: list[Any]) -> None:
    for value in [*out, 1.0, "1", True, Decimal(1)]:
        with pytest.raises(BadInput) as caught:
            call(value)
        assert caught.value.argument == argument and caught.value.value == value
        assert re.search("whole number|at most [26]", caught.value.allowed)


@pytest.mark.parametrize("value", [364, 366, 365.0, Decimal(360), "365", True, None])
def test_the_days_of_a_year(value: Any) -> None:
    refused(lambda: accrue("1", rate="0", day_count=1, year_days=value), "year_days", value, "360 or 365")
    refused(lambda: InstalmentTerms(year_days=value), "year_days", value, "360 or 365")
    refused(lambda: RevolvingTerms(year_days=value), "year_days", value, "360 or 365")


ORDER = ("fees", "interest", "penalty", "compound", "principal")


@pytest.mark.parametrize(
    "order",
    ["fees", ORDER[:4], (*ORDER, "fees"), (*ORDER[:4], "fine"), (*ORDER[:4], 5), None, {1}, ()],
    ids=repr,
)
def test_an_order_of_payment_names_each_part_once(order: Any) -> None:
    refused(
        lambda: InstalmentTerms(allocation=order), "allocation", order, "each of principal, interest, .* once"
    )
    assert InstalmentTerms(allocation=list(ORDER)).allocation == list(ORDER)  # type: ignore[arg-type,comparison-overlap]


@pytest.mark.parametrize(
    ("call", "argument", "value", "allowed"),
    [
        (lambda: accrue("1", rate="0"), "end", None, "two dates, or day_count"),
        (lambda: accrue("1", rate="0", start=DAY), "end", None, "two dates"),
        (lambda: accrue("1", rate="0", end=DAY), "start", None, "two dates"),
        (lambda: accrue("1", rate="0", start=DAY, end=DAY, day_count=1), "day_count", 1, "not both"),
        (
            lambda: accrue("1", rate="0", start=DAY, end=date(2026, 1, 14)),
            "end",
            date(2026, 1, 14),
            "not before",
        ),
        (lambda: schedule("0", periods=1), "principal", "0", "above 0"),
        (lambda: default_fee(minimum="1", paid="0", rate="0", floor="5", cap="4"), "cap", "4", "floor"),
        (
            lambda: InstalmentTerms(default_fee_floor="5", default_fee_cap="4"),
            "default_fee_cap",
            "4",
            "floor",
        ),
        (lambda: penalty_rate("0.1"), "multiple", None, "either a multiple or an uplift"),
        (lambda: penalty_rate("0.1", multiple="1.5", uplift="0.5"), "multiple", "1.5", "either"),
        (
            lambda: InstalmentTerms(penalty_daily_rate="0", penalty_multiple="1"),
            "penalty_multiple",
            "1",
            "either",
        ),
        (
            lambda: InstalmentTerms(acceleration_includes_fees="no"),  # type: ignore[arg-type]
            "acceleration_includes_fees",
            "no",
            "True or False",
        ),
        (
            lambda: RevolvingTerms(due_after_days=58, grace_days=3),
            "due_after_days",
            58,
            "at most 60 together",
        ),
        (lambda: RevolvingTerms(minimum_share_new="1.01"), "minimum_share_new", Decimal("1.01"), "0 to 1"),
        (lambda: open_ledger(LOAN, Drawing(DAY, "0"), until=DAY), "drawing.amount", "0", "above 0"),
        (lambda: open_ledger(CARD, Drawing(DAY, "0"), until=DAY), "drawing.amount", "0", "above 0"),
        (lambda: open_ledger(LOAN, Drawing(DAY, "1", 3), until=DAY), "drawing.periods", 3, "terms"),
        (lambda: open_ledger(LOAN, [], until=DAY), "drawings", 0, "one drawing"),
        (lambda: open_ledger(LOAN, [ONE] * 2, until=DAY), "drawings", 2, "one drawing"),
        (lambda: open_ledger(CARD, [], until=DAY), "drawings", [], "at least one drawing"),
        (lambda: open_ledger(CARD, ["x"], until=DAY), "drawings", "x", "a Drawing"),  # type: ignore[list-item]
        (lambda: open_ledger("x", ONE, until=DAY), "terms", "x", "InstalmentTerms or Rev"),  # type: ignore[arg-type]
        (lambda: open_ledger(LOAN, ONE, ["x"], until=DAY), "events", "x", "payments"),  # type: ignore[list-item]
        (lambda: round_to("1", "0"), "unit", "0", "above 0"),
        (lambda: rate_of([-1]), "flows", [-1], "at least two"),
        (lambda: rate_of([]), "flows", [], "at least two"),
        (lambda: rate_of("12"), "flows", "12", "at least two"),
        (lambda: rate_of([-1, float("nan")]), "flows", float("nan"), "finite"),
        (lambda: rate_of([-1, 10**400]), "flows", 10**400, "finite"),
        (lambda: rate_of([-1, "x"]), "flows", "x", "numbers"),
        (lambda: rate_of([-1, True]), "flows", True, "numbers"),
        (lambda: rate_of([-1, (DAY, 2)]), "flows", (DAY, 2), "pairs of a date"),
        (lambda: rate_of([(DAY, -1), 2]), "flows", 2, "pairs of a date"),
        (lambda: rate_of([-1] + [0] * 1000 + [2]), "flows", 1002, "at most 70 years"),
    ],
)
def test_what_does_not_fit_together(
    call: Callable[[], object], argument: str, value: Any, allowed: str
) -> None:
    if value != value:  # NaN is not itself
        with pytest.raises(BadInput, match=f"{argument} is nan; allowed: .*{allowed}"):
            call()
    else:
        refused(call, argument, value, allowed)


@pytest.mark.parametrize("terms", [InstalmentTerms(), RevolvingTerms()])
def test_nothing_happens_before_the_first_drawing(terms: InstalmentTerms | RevolvingTerms) -> None:
    before = date(2026, 1, 14)
    with pytest.raises(
        BadInput, match=r"payment\.on is .*2026, 1, 14.*not before the first drawing, 2026-01-15"
    ):
        open_ledger(terms, ONE, [Payment(before, "1")], until=DAY)
