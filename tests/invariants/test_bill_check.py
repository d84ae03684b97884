"""Any bill drawn up by the contract agrees; any bill drawn up with one thing changed is explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from duecourse.calc import (
    COMPONENTS,
    BillCheck,
    Drawing,
    InstalmentTerms,
    Ledger,
    LenderBill,
    LenderLine,
    Payment,
    Readings,
    RevolvingTerms,
    check_bill,
    open_ledger,
)
from duecourse.calc.debt.contract import Terms
from duecourse.calc.debt.events import Event
from invariants.strategies import (
    DRAWINGS,
    PAYMENTS,
    START,
    amount,
    days,
    examples,
    instalment_terms,
    revolving_terms,
)

COMMON = Readings(penalty_daily_rates=("0.0005", "0.001"), penalty_multiples=("1.3", "1.5"))


def bill_of(ledger: Ledger, on: date, of: date, lines: bool) -> LenderBill:
    """The bill of a day as a lender with this ledger draws it up, dated with another day."""
    position = ledger.position(on)
    shown = [LenderLine(name, position[name]) for name in COMPONENTS] if lines else []
    return LenderBill(on=of, total=position.total, lines=shown)


def checked(
    terms: Terms, drawings: Sequence[Drawing], events: Sequence[Event], shown: LenderBill
) -> BillCheck:
    found = check_bill(terms, drawings, events, shown, readings=COMMON)
    for line in found.lines:
        assert line.billed is not None and line.difference == line.billed - line.ours
        assert (line.verdict == "agreed") == (line.difference == 0)
        for reason in line.reasons:
            if reason.id not in ("sum_of_lines", "adding_up"):
                assert reason.figures[line.name] == line.billed  # to the fen
    return found


@given(instalment_terms(), amount("100"), PAYMENTS, days(600), st.booleans())
@examples(100)
def test_a_right_bill_agrees(
    terms: InstalmentTerms, drawn: Decimal, paid: list[Payment], on: date, lines: bool
) -> None:
    drawings = [Drawing(START, drawn)]
    found = checked(
        terms, drawings, paid, bill_of(open_ledger(terms, drawings, paid, until=on), on, on, lines)
    )
    assert found.verdict == "agreed" and found.tried == 0


@given(revolving_terms(), DRAWINGS, PAYMENTS, st.integers(0, 15), st.booleans())
@examples(60)
def test_a_right_bill_of_an_account_agrees(
    terms: RevolvingTerms, drawn: list[Drawing], paid: list[Payment], number: int, lines: bool
) -> None:
    on = START + timedelta(600)
    ledger = open_ledger(terms, drawn, paid, until=on)
    drawn_up = ledger.bills[min(number, len(ledger.bills) - 1)]
    shown = LenderBill(on=drawn_up.statement, total=drawn_up.balance, minimum=drawn_up.minimum)
    assert checked(terms, drawn, paid, shown).verdict == "agreed"


OTHER_TERMS = (
    ("days", ("inclusive", "half_open")),
    ("year_days", (360, 365)),
    ("rounding", ("half_up", "down")),
    ("round_when", ("total", "segment", "day")),
    ("penalty_base", ("overdue", "all_principal", "principal_and_fees")),
    ("interest_when_overdue", ("stops", "runs_on")),
    ("interest_by", ("period", "day")),
    ("grace_days", (0,)),
    ("penalty_daily_rate", ("0.0005", "0.001")),
)


@given(
    instalment_terms(penalty_multiple=None, penalty_daily_rate="0.0007"),
    amount("100"),
    PAYMENTS,
    days(600),
    st.sampled_from(OTHER_TERMS),
    st.booleans(),
    st.data(),
)
@examples(200)
def test_a_bill_with_one_term_read_differently_is_explained(
    terms: InstalmentTerms,
    drawn: Decimal,
    paid: list[Payment],
    on: date,
    other: tuple[str, tuple[object, ...]],
    lines: bool,
    data: st.DataObject,
) -> None:
    name, values = other
    read = replace(terms, **{name: data.draw(st.sampled_from(values))})  # type: ignore[arg-type]
    drawings = [Drawing(START, drawn)]
    shown = bill_of(open_ledger(read, drawings, paid, until=on), on, on, lines)
    found = checked(terms, drawings, paid, shown)
    if found.verdict != "agreed":
        assert found.verdict == "explained"
        assert found.reasons and not any(reason.weak for reason in found.reasons)
        assert name in [reason.id for reason in found.reasons] or len(found.reasons) > 1


@given(
    instalment_terms(),
    amount("100"),
    st.lists(st.builds(Payment, days(300), amount("50", "5000")), min_size=1, max_size=6),
    days(600),
    st.sampled_from(["left_out", "twice", "later"]),
    st.data(),
)
@examples(200)
def test_a_bill_with_a_payment_booked_wrongly_is_explained(
    terms: InstalmentTerms, drawn: Decimal, paid: list[Payment], on: date, how: str, data: st.DataObject
) -> None:
    known = [payment for payment in paid if payment.on <= on]
    assume(known)
    one = data.draw(st.sampled_from(known))
    booked = [payment for payment in paid if payment is not one]
    if how == "twice":
        booked += [one, one]
    elif how == "later":
        later = one.on + timedelta(data.draw(st.integers(1, 3)))
        assume(later <= on)
        booked.append(Payment(later, one.amount))
    drawings = [Drawing(START, drawn)]
    shown = bill_of(open_ledger(terms, drawings, booked, until=on), on, on, True)
    found = checked(terms, drawings, paid, shown)
    if found.verdict != "agreed":
        assert found.reasons, (found.verdict, found.difference)


@given(instalment_terms(), amount("100"), PAYMENTS, days(600), st.integers(-5, 5), st.booleans())
@examples(100)
def test_a_bill_of_another_day_is_explained(
    terms: InstalmentTerms, drawn: Decimal, paid: list[Payment], on: date, later: int, lines: bool
) -> None:
    of = on + timedelta(later)
    assume(of >= START)
    known = [payment for payment in paid if payment.on <= on]
    drawings = [Drawing(START, drawn)]
    shown = bill_of(open_ledger(terms, drawings, known, until=max(on, of)), of, on, lines)
    found = checked(terms, drawings, paid, shown)
    assert found.verdict == "agreed" or found.reasons


@given(instalment_terms(), amount("100"), PAYMENTS, days(600), st.integers(1, 300), st.booleans())
@examples(100)
def test_a_fee_that_nothing_gives_is_found(
    terms: InstalmentTerms, drawn: Decimal, paid: list[Payment], on: date, fee: int, lines: bool
) -> None:
    drawings = [Drawing(START, drawn)]
    right = bill_of(open_ledger(terms, drawings, paid, until=on), on, on, lines)
    more = [LenderLine("fees", fee)] if lines else []
    shown = LenderBill(on=on, total=Decimal(str(right.total)) + fee, lines=[*right.lines, *more])
    found = checked(terms, drawings, paid, shown)
    assert found.difference == fee
    assert found.reasons
    if len(found.reasons) < 6:
        assert "fee_without_basis" in [reason.id for reason in found.reasons]
