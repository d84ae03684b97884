"""A lender's bill held against the ledger: one mistake of every kind is found, by a bill made up by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from duecourse.calc import (
    Acceleration,
    BadInput,
    BillCheck,
    BilledInstalment,
    Drawing,
    LenderBill,
    LenderLine,
    Payment,
    RateChange,
    Readings,
    Rescheduling,
    RevolvingTerms,
    Waiver,
    agreement,
    check_bill,
    open_ledger,
)
from duecourse.calc.debt.events import Event
from unit.calc.accounts import BAITIAO, CARD, SPENT
from unit.calc.accounts import paid as paid_on_card
from unit.calc.agreed import of
from unit.calc.debts import DRAWN, paid, terms, y

ON = date(2026, 2, 25)
LOAN = Drawing(DRAWN, "1200")
"""112 was due on 15 February. Ten days later 1,216.43 is owed: 1,200 principal, 12.00 and 3.93 interest
(11 × 10 / 28), 0.50 penalty (100 × 0.05 % × 10)."""
RIGHT = {"principal": "1200.00", "interest": "15.93", "penalty": "0.50"}


def bill(total: str | None = None, minimum: str | None = None, on: date = ON, **lines: str) -> LenderBill:
    shown = [LenderLine(kind, amount) for kind, amount in lines.items()]
    if lines and total is None:
        total = str(sum(Decimal(line.amount) for line in shown))
    return LenderBill(on=on, total=total, minimum=minimum, lines=shown)


def check(
    shown: LenderBill,
    *events: Event,
    readings: Readings | None = None,
    ceilings: Sequence[tuple[str, str]] = (),
    instalment: BilledInstalment | None = None,
    **differs: Any,
) -> BillCheck:
    return check_bill(
        terms(**differs), LOAN, events, shown, readings=readings, ceilings=ceilings, instalment=instalment
    )


def reasons(found: BillCheck) -> list[str]:
    """What explains the whole bill."""
    return [reason.id for reason in found.reasons]


def test_a_bill_that_is_right_says_so() -> None:
    found = check(bill(**RIGHT))
    assert found.verdict == "agreed" and found.difference == 0
    assert {line.verdict for line in found.lines} == {"agreed"}
    assert [line.name for line in found.lines] == ["principal", "interest", "penalty", "total"]
    assert found.reasons == () and found.tried == 0 and found.adds_up_by == 0
    assert sum(step.amount for step in found.explain()) == y("1216.43")


def test_a_total_alone() -> None:
    found = check(bill("1216.43"))
    assert (found.verdict, found.adds_up_by) == ("agreed", None)


def test_lines_without_a_total() -> None:
    found = check(LenderBill(on=ON, lines=[LenderLine("penalty", "0.60")]))
    assert [line.name for line in found.lines] == ["penalty"]
    assert (found.difference, found.adds_up_by) == (y("0.10"), None)


def test_lines_of_one_kind_are_added_up() -> None:
    shown = bill(**RIGHT)
    halves = [LenderLine("penalty", "0.20"), LenderLine("penalty", "0.30")]
    assert check(LenderBill(on=ON, total="1216.43", lines=[*shown.lines[:2], *halves])).verdict == "agreed"


def test_events_after_the_bill_are_not_on_it() -> None:
    later = paid(2, 26, "500"), Waiver(date(2026, 3, 1), "penalty", "0.50")
    assert check(bill(**RIGHT), *later).verdict == "agreed"


# -- one reading at a time: what differs in the contract, the lines that change, the id it is found under

CHANGED: list[tuple[str, dict[str, Any], dict[str, str], Any]] = [
    ("days", {}, {"penalty": "0.55"}, "inclusive"),
    ("penalty_base", {}, {"penalty": "6.00", "interest": "12.00"}, "all_principal"),
    ("interest_when_overdue", {}, {"interest": "16.29"}, "runs_on"),  # 12 × 10 / 28 on 1,200
    ("compound", {}, {"compound": "0.06"}, {"compound": "interest", "compound_every": "never"}),
    # 18 % a year: 0.49 on 365, 0.50 on 360
    ("year_days", {"penalty_multiple": "1.5"}, {}, 360),
    # five free days, and none
    ("grace_days", {"grace_days": 5}, {}, 0),
    ("grace", {"grace_days": 5, "grace": "free"}, {}, "from_due_day"),
    # 112 unpaid, up to 200 of it may stand
    ("tolerance", {"tolerance": "200"}, {}, "0"),
    ("penalty_minimum_per_day", {"penalty_minimum_per_day": "0.30"}, {}, "0"),
    ("interest_by", {}, {"interest": "15.85"}, "day"),  # 1,200 × 31 and 1,100 × 10 days at 12 % / 365
    ("default_fee_cap", {"default_fee_rate": "0.05", "default_fee_cap": "5"}, {"fees": "5.60"}, None),
    ("accelerate_after_days", {"accelerate_after_days": 5}, {}, None),
]  # fmt: skip


@pytest.mark.parametrize(("id", "contract", "lines", "value"), CHANGED, ids=[row[0] for row in CHANGED])
def test_a_term_read_differently(
    id: str, contract: dict[str, Any], lines: dict[str, str], value: Any
) -> None:
    found = check(bill(**(RIGHT | lines)), **contract)
    assert found.verdict == "explained"
    assert id in reasons(found)
    reason = next(reason for reason in found.reasons if reason.id == id)
    assert reason.readings[0].value == value
    assert reason.breaks == () and not reason.weak
    for line in found.lines:
        assert line.verdict in ("agreed", "explained")
        assert reason.figures[line.name] == (line.ours if line.billed is None else line.billed)
    assert sum(step.amount for step in reason.explain()) == reason.figures["total"]


def test_penalty_on_fees() -> None:
    flat = {"method": "flat_fee", "fee_per_period": "0.01", "penalty_base": "all_principal"}
    # 1,200 principal and twelve fees of 12: 1,344 × 0.05 % × 10 = 6.72, not 6.00
    found = check(bill(principal="1200", fees="12", penalty="6.72"), **flat)
    assert [reason.readings[0].value for reason in found.reasons] == ["principal_and_fees"]


BY_MULTIPLE = {"penalty_multiple": "1.5"}


@pytest.mark.parametrize(
    ("id", "values", "lines", "contract"),
    [
        ("penalty_daily_rate", {"penalty_daily_rates": ("0.0006", "0.0007")}, {"penalty": "0.60"}, {}),
        ("penalty_multiple", {"penalty_multiples": ("1.3", "1.5")}, {"penalty": "0.49"}, {}),
        ("penalty_multiple", {"penalty_multiples": ("1.3",)}, {"penalty": "0.43"}, BY_MULTIPLE),
        ("penalty_daily_rate", {"penalty_daily_rates": ("0.0006",)}, {"penalty": "0.60"}, BY_MULTIPLE),
        ("default_fee_rate", {"default_fee_rates": ("0.05",)}, {"fees": "5.60"}, {}),
        ("annual_rate", {"annual_rates": ("0.15",)}, {"interest": "19.91"}, {}),  # 15 and 13.75 × 10 / 28
        ("grace_days", {"grace_days": (4,)}, {"penalty": "0.30"}, {}),
    ],
)  # fmt: skip
def test_common_values_are_handed_in(
    id: str, values: dict[str, Any], lines: dict[str, str], contract: dict[str, Any]
) -> None:
    shown = bill(**(RIGHT | lines))
    found = check(shown, readings=Readings(**values), **contract)
    assert reasons(found)[0] == id
    assert id not in reasons(check(shown, **contract))


def test_rounding() -> None:
    # 37.50 overdue: 37.50 × 0.05 % × 10 days = 0.1875
    contract = terms(method="equal_principal", periods=4, annual_rate="0")
    half = Drawing(DRAWN, "150")
    shown = bill(principal="150", penalty="0.18")
    found = check_bill(contract, half, [], shown)
    assert [reason.id for reason in found.reasons] == ["rounding"]
    # each day 0.01875: rounded every day it is ten times 0.02
    found = check_bill(contract, half, [], bill(principal="150", penalty="0.20"))
    assert "round_when" in reasons(found)


def test_the_order_of_allocation() -> None:
    # 20 paid on 20 February: interest and penalty first, or all of it off the principal
    part = paid(2, 20, "20")
    right = check(bill(principal="1192.25", interest="3.93", penalty="0.23"), part)
    assert right.verdict == "agreed"
    found = check(bill(principal="1180.00", interest="15.93", penalty="0.45"), part)
    assert reasons(found) == ["allocation"]
    assert found.reasons[0].readings[0].value[0] == "principal"
    contract_order = ("fees", "penalty", "compound", "interest", "principal")
    # the order handed in: 0.25 penalty, then interest
    other = check(
        bill(principal="1192.25", interest="3.93", penalty="0.23"),
        part,
        readings=Readings(allocations=(contract_order,)),
        allocation=("principal", "fees", "interest", "penalty", "compound"),
    )
    assert contract_order in [reason.readings[0].value for reason in other.reasons]


# -- payments, waivers, rates


def test_a_payment_that_was_not_booked() -> None:
    found = check(bill(**RIGHT), paid(2, 1, "1.00"), paid(2, 15, "111.00"))
    # only the second is missing: the first was held for the due day
    assert found.difference == y("112.50")
    shown = bill(principal="1199.00", interest="15.93", penalty="0.50")
    second = check(shown, paid(2, 1, "1.00"), paid(2, 15, "111.00"))
    assert second.verdict == "unexplained"  # a payment held meets the interest, not the principal
    both = bill(principal="1200.00", interest="14.93", penalty="0.50")
    third = check(both, paid(2, 1, "1.00"), paid(2, 15, "111.00"))
    assert reasons(third) == ["payment_left_out"]
    reading = third.reasons[0].readings[0]
    assert (reading.on, reading.amount) == (date(2026, 2, 15), y("111.00"))


def test_a_payment_booked_days_later() -> None:
    # two days' penalty 0.10 comes out of the payment
    found = check(bill(principal="1100.10", interest="3.93"), paid(2, 15, "112"))
    assert reasons(found) == ["payment_booked_later"]
    reading = found.reasons[0].readings[0]
    assert (reading.instead_of, reading.value) == (date(2026, 2, 15), date(2026, 2, 17))
    nearer = check(
        bill(principal="1100.10", interest="3.93"), paid(2, 15, "112"), readings=Readings(booked_later=1)
    )
    assert reasons(nearer) == []


def test_a_payment_booked_twice() -> None:
    found = check(bill(principal="988.00", interest="3.93"), paid(2, 15, "112"))
    assert found.difference == y("-112.00")
    assert reasons(found) == ["payment_booked_twice"]


def test_a_waiver_that_was_not_booked() -> None:
    waiver = Waiver(ON, "interest", "10.00")
    found = check(bill(**RIGHT), waiver)
    assert reasons(found) == ["waiver_left_out"]
    reading = found.reasons[0].readings[0]
    assert (reading.value, reading.on, reading.amount) == ("interest", ON, y("10.00"))


def test_a_change_of_the_rate_that_was_not_booked() -> None:
    change = RateChange(DRAWN, annual_rate="0.06")
    found = check(bill(**RIGHT), change)
    assert reasons(found) == ["rate_change_left_out"]
    assert found.reasons[0].readings[0].on == DRAWN


def test_a_reading_under_which_the_debt_cannot_be_is_passed_over() -> None:
    """With the payment booked twice, less penalty would be owed than was waived."""
    found = check(bill("1190.00"), paid(2, 20, "12.10"), Waiver(ON, "penalty", "0.40"))
    assert found.verdict == "unexplained" and found.difference < -12


# -- the day, fees, parts


def test_the_bill_of_another_day() -> None:
    # the bill's own day counted too: 0.55 penalty, 12 + 11 × 11 / 28 = 16.32 interest
    next_day = check(bill(principal="1200", interest="16.32", penalty="0.55"))
    assert reasons(next_day) == ["bill_day_counted"]
    # three days later: 0.65, 12 + 11 × 13 / 28 = 17.11
    later = check(bill(principal="1200", interest="17.11", penalty="0.65"))
    assert (reasons(later), later.reasons[0].readings[0].value) == (["bill_day"], 3)
    earlier = check(bill(principal="1200", interest="15.14", penalty="0.40"))
    assert (reasons(earlier), earlier.reasons[0].readings[0].value) == (["bill_day"], -2)
    near = check(bill(principal="1200", interest="17.11", penalty="0.65"), readings=Readings(bill_days=2))
    assert reasons(near) == []


def test_a_fee_without_a_basis() -> None:
    found = check(bill(**RIGHT, fees="60"))
    assert reasons(found) == ["fee_without_basis"]
    fees = found.line("fees")
    assert (fees.billed, fees.ours, fees.difference) == (y("60.00"), y("0.00"), y("60.00"))
    assert fees.reasons[0].readings[0].amount == y("60.00")
    assert fees.reasons[0].explain("fees") == []  # there is no step that leads to it
    assert reasons(check(bill("1276.43"))) == ["fee_without_basis"]  # without lines too, if it is round


def test_one_fee_of_several_has_no_basis() -> None:
    fees = [LenderLine("fees", "5.60"), LenderLine("fees", "18.88")]
    shown = LenderBill(on=ON, lines=[*bill(**RIGHT).lines, *fees])
    found = check(shown, default_fee_rate="0.05")
    assert [reason.readings[0].amount for reason in found.reasons] == [y("18.88")]
    # one fee that is not round and that no item shows by itself is not taken for one
    assert check(bill(**RIGHT, fees="24.48"), default_fee_rate="0.05").line("fees").verdict == "unexplained"


def test_parts_exchanged() -> None:
    found = check(bill(**(RIGHT | {"interest": "16.13", "penalty": "0.30"})))
    assert "other_part" in reasons(found)
    reason = next(each for each in found.reasons if each.id == "other_part")
    assert reason.readings[0].value == ("interest", "penalty")


def test_a_part_that_is_left_out_counts_as_nothing_where_the_lines_add_up() -> None:
    found = check(bill(principal="1200.00", interest="16.43"))
    penalty = found.line("penalty")
    assert (penalty.billed, penalty.ours, penalty.difference) == (None, y("0.50"), y("-0.50"))
    assert "other_part" in reasons(found)


def test_figures_shown_in_whole_yuan_or_jiao() -> None:
    for total, unit in (("1216", "1.00"), ("1216.40", "0.10")):
        found = check(bill(total))
        assert reasons(found)[0] == "shown_rounded"
        assert found.reasons[0].readings[0].value == y(unit)
    whole = check(bill(principal="1200", interest="16", penalty="1", total="1217"))
    assert reasons(whole) == []  # 1,216.43 is not 1,217, but each line is rounded
    assert [line.verdict for line in whole.lines] == ["agreed", "explained", "explained", "explained"]
    # where another figure shows fen, nothing is rounded
    assert "shown_rounded" not in reasons(check(bill(**(RIGHT | {"penalty": "1.00"}))))


def test_another_sum_than_the_whole_debt() -> None:
    found = check(bill("112.50"))
    assert reasons(found)[0] == "only_overdue"


def test_a_bill_that_does_not_add_up() -> None:
    shown = LenderBill(on=ON, total="1226.43", lines=bill(**RIGHT).lines)
    found = check(shown)
    assert found.adds_up_by == y("10.00")
    total = found.line("total")
    assert total.verdict == "explained"
    assert "adding_up" in [reason.id for reason in total.reasons]


def test_a_total_is_explained_where_its_lines_are() -> None:
    """Three lines, three reasons: no two readings give the whole bill."""
    found = check(bill(principal="1200", interest="16.29", penalty="0.60", fees="45"), readings=SIX)
    assert found.reasons == ()
    assert [line.verdict for line in found.lines] == ["agreed", *["explained"] * 4]
    assert [reason.id for reason in found.line("total").reasons] == ["sum_of_lines"]
    odd = check(bill(principal="1200", interest="16.29", penalty="0.61", fees="45"), readings=SIX)
    assert odd.line("total").verdict == odd.verdict == "unexplained"


def test_what_nothing_explains() -> None:
    found = check(bill(**(RIGHT | {"penalty": "0.57"})))
    assert found.verdict == found.line("penalty").verdict == "unexplained"
    assert found.line("penalty").reasons == () and found.tried > 20


# -- two readings at once

SIX = Readings(penalty_daily_rates=("0.0006",))


def test_two_lines_two_reasons() -> None:
    found = check(bill(**(RIGHT | {"penalty": "0.55"}), fees="60"))
    assert reasons(found) == ["days+fee_without_basis"]
    assert [reason.id for reason in found.line("penalty").reasons] == ["days"]
    assert [reason.id for reason in found.line("fees").reasons] == ["fee_without_basis"]
    assert not found.reasons[0].weak
    assert found.reasons[0].reproduces == ("penalty", "fees", "total")


def test_two_readings_of_one_line_are_possible_not_certain() -> None:
    # 0.06 % a day, eleven days: 0.66
    lines = [LenderLine("penalty", "0.66")]
    found = check(LenderBill(on=ON, lines=lines), readings=SIX)
    assert found.verdict == "possible"
    assert {reason.id for reason in found.reasons} >= {"days+penalty_daily_rate"}
    assert all(reason.weak for reason in found.reasons)
    assert check(LenderBill(on=ON, lines=lines), readings=Readings(pairs=0)).verdict == "unexplained"


def test_a_total_alone_with_a_round_fee_and_another_reading() -> None:
    found = check(bill("1261.48"))  # 0.55 penalty and a fee of 45
    assert found.verdict == "possible"
    assert "days+fee_without_basis" in reasons(found)
    assert "days+fee_without_basis" not in reasons(check(bill("1260.48")))  # 44 is not round enough
    less = check(bill("1211.48"))  # 0.55 penalty, and 5 less than that: nobody gives a fee away
    assert not [each for each in reasons(less) if "fee_without_basis" in each]


# -- ceilings


def test_above_a_ceiling() -> None:
    # 41 days of 1,200: 12 % a year is 16.18; 16.43 of charges is beyond, 24 % is not
    found = check(bill(**RIGHT), ceilings=[("low", "0.12"), ("high", "0.24")])
    (above,) = found.above
    assert (above.id, above.charged) == ("low", y("16.43"))
    assert (above.allowed, above.excess) == (y("16.18"), y("0.25"))
    assert found.verdict == "agreed"  # the contract itself is above it
    # the bill's own figures count
    fee = check(bill(**RIGHT, fees="60"), ceilings=[("high", "0.24")])
    assert fee.above[0].charged == y("76.43")
    assert check(bill("1276.43"), ceilings=[("high", "0.24")]).above[0].charged == y("76.43")


def test_a_bill_cut_to_a_ceiling() -> None:
    found = check(bill("1216.18"), ceilings=[("low", "0.12")])
    assert "cut_to_ceiling" in reasons(found)
    assert found.above == ()


# -- an instalment to come


def test_an_instalment_to_come() -> None:
    due = date(2026, 3, 15)
    right = BilledInstalment(due=due, payment="111", principal="100", interest="11", fee="0")
    assert check(bill("1216.43"), instalment=right).verdict == "agreed"
    # by the days: 1,100 × 12 % × 28 / 365 = 10.1260
    by_days = BilledInstalment(due=due, payment="110.13", interest="10.13")
    found = check(bill("1216.35"), instalment=by_days)
    assert reasons(found) == ["interest_by"]
    assert [line.name for line in found.lines] == ["total", "instalment_interest", "instalment"]


# -- accounts

MARCH = date(2026, 3, 5)


def card(shown: LenderBill, *events: Event | Drawing, **differs: Any) -> BillCheck:
    drawings = [event for event in events if isinstance(event, Drawing)]
    happened = [event for event in events if not isinstance(event, Drawing)]
    return check_bill(RevolvingTerms(**(CARD | differs)), [SPENT, *drawings], happened, shown)


def test_a_card_s_bill() -> None:
    """1,000 spent on 10 January, nothing paid: 1,000 × 0.05 % × 54 days = 27.00 on the second bill."""
    assert card(bill("1027.00", on=MARCH, minimum="217.00")).verdict == "agreed"
    found = card(bill("1027.50", on=MARCH))
    assert "days" in reasons(found)


def test_a_default_fee_although_the_minimum_was_paid() -> None:
    fee = {"default_fee_rate": "0.05", "default_fee_floor": "10"}
    # the minimum of 100 was paid: 900 × 0.05 % × 8 and 1,000 × 0.05 % × 46 … the fee of 10 has no place
    right = open_ledger(RevolvingTerms(**(CARD | fee)), [SPENT], [paid_on_card(2, 25, "100")], until=MARCH)
    balance = right.bills[-1].balance
    found = card(bill(str(balance + 10), on=MARCH), paid_on_card(2, 25, "100"), **fee)
    assert "default_fee_though_paid" in reasons(found)
    reading = next(r for r in found.reasons if r.id == "default_fee_though_paid").readings[0]
    assert (reading.on, reading.amount) == (date(2026, 2, 25), y("10.00"))
    missed = card(bill(str(balance + 10), on=MARCH), paid_on_card(2, 25, "99"), **fee)
    assert "default_fee_though_paid" not in reasons(missed)


def test_instalments_to_come_are_not_on_the_bill() -> None:
    spread = Drawing(date(2026, 1, 20), "600", 6, "0.005")
    # the first bill: 1,000, a share of 100 and its fee of 3
    right = card(bill("1103.00", on=date(2026, 2, 5)), spread)
    assert right.verdict == "agreed"
    assert right.position.total == y("1603.00")
    whole = card(bill("1603.00", on=date(2026, 2, 5)), spread)
    assert "whole_debt" in reasons(whole)


def test_soon_after_the_first_bill_of_an_account_a_day_before_it_is_tried_too() -> None:
    """The readings look some days back, where there was no bill yet and no minimum was asked for."""
    for day in range(5, 12):
        shown = bill("1300", minimum="77", on=date(2026, 2, day))
        found = check_bill(RevolvingTerms(**CARD), SPENT, [], shown)
        assert found.verdict != "agreed"


def test_other_readings_of_an_account() -> None:
    late = open_ledger(RevolvingTerms(**BAITIAO), [SPENT], until=date(2026, 4, 3))
    position = late.position(date(2026, 4, 3))
    on_statement = open_ledger(
        RevolvingTerms(**(BAITIAO | {"penalty_base": "statement"})), [SPENT], until=date(2026, 4, 3)
    ).position(date(2026, 4, 3))
    assert position.penalty != on_statement.penalty
    shown = {name: str(on_statement[name]) for name in ("principal", "penalty", "fees")}
    found = check_bill(RevolvingTerms(**BAITIAO), [SPENT], [], bill(on=date(2026, 4, 3), **shown))
    assert "penalty_base" in reasons(found)
    rates = Readings(daily_rates=("0.0004",))
    cheaper = check_bill(RevolvingTerms(**CARD), [SPENT], [], bill("1021.60", on=MARCH), readings=rates)
    assert "daily_rate" in reasons(cheaper)


def test_a_debt_that_was_called() -> None:
    called = Acceleration(date(2026, 2, 20))
    right = open_ledger(terms(), LOAN, [called], until=ON).position(ON)
    assert check(bill(str(right.total)), called).verdict == "agreed"


# -- an agreed plan


def test_a_bill_held_against_an_agreement() -> None:
    agreed = agreement(of(Rescheduling(12, method="equal_principal")), penalty_daily_rate="0.0005")
    day = date(2026, 3, 31)
    asked = BilledInstalment(due=day, payment="112.75")
    payments = agreed.payments(1)
    right = LenderBill(on=date(2026, 3, 1), total="1119.60")  # 1,119.25 and a day of 11.00 / 31
    found = check_bill(agreed.terms, agreed.drawing, payments, right, instalment=asked)
    assert found.verdict == "agreed"
    unpaid = agreed.ledger(until=date(2026, 3, 1)).position(date(2026, 3, 1)).total
    wrong = LenderBill(on=date(2026, 3, 1), total=unpaid)
    found = check_bill(agreed.terms, agreed.drawing, payments, wrong)
    assert reasons(found) == ["payment_left_out"]


# -- what is refused

ANY: Any = None


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("bill", lambda: check(LenderBill(on=ON))),
        ("bill", lambda: check(bill("1", minimum="1"))),  # an instalment loan has no minimum
        ("bill.on", lambda: check(LenderBill(on=ANY, total="1"))),
        ("bill.total", lambda: check(bill("-1"))),
        ("bill.minimum", lambda: card(bill("1", minimum="x", on=MARCH))),
        ("bill.lines", lambda: check(LenderBill(on=ON, lines=[LenderLine("late fee", "1")]))),
        ("bill.lines", lambda: check(LenderBill(on=ON, lines=[LenderLine("fees", "0.001")]))),
        ("instalment.due", lambda: check(bill("1"), instalment=BilledInstalment(due=ANY, payment="1"))),
        ("instalment.fee", lambda: check(bill("1"), instalment=BilledInstalment(due=ON, fee="x"))),
        ("ceilings", lambda: check(bill("1"), ceilings=[("a", "-0.1")])),
        ("pairs", lambda: Readings(pairs=-1)),
        ("bill_days", lambda: Readings(bill_days=ANY)),
        ("penalty_multiples", lambda: Readings(penalty_multiples=("x",))),
        ("drawings", lambda: check_bill(terms(), [LOAN, LOAN], [Payment(ON, "1")], bill("1"))),
    ],
)
def test_what_is_no_bill_is_refused(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(BadInput) as caught:
        call()
    assert caught.value.argument == argument
