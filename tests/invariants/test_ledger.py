"""What must hold for every contract and every course of events."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from duecourse.calc import (
    COMPONENTS,
    Drawing,
    InstalmentTerms,
    Ledger,
    Payment,
    RevolvingTerms,
    Waiver,
    open_ledger,
)
from duecourse.calc.debt.contract import CIVIL_CODE_ORDER
from duecourse.calc.debt.events import Event
from invariants.strategies import (
    CALLED,
    CHANGES,
    DAILY_CHANGES,
    DRAWINGS,
    PAYMENTS,
    START,
    amount,
    days,
    examples,
    instalment_terms,
    revolving_terms,
)

END = START + timedelta(730)
LATE_ONLY = ("penalty", "compound")


@st.composite
def ledgers(draw: st.DrawFn, /) -> Ledger:
    """A debt of either kind with a random life."""
    events: list[Event] = [*draw(PAYMENTS), *draw(CALLED)]
    if draw(st.booleans()):
        events += draw(CHANGES)
        return open_ledger(draw(instalment_terms()), Drawing(START, draw(amount("100"))), events, until=END)
    events += draw(DAILY_CHANGES)
    return open_ledger(draw(revolving_terms()), draw(DRAWINGS), events, until=END)


def total(amounts: object) -> Decimal:
    """The sum of some amounts."""
    return sum(amounts, Decimal(0))  # type: ignore[call-overload, no-any-return]


@given(ledgers())
@examples(120)
def test_what_was_charged_is_what_was_paid_waived_and_is_owed(ledger: Ledger) -> None:
    """To the fen, on the day of every event and the day before; the steps are an independent witness, and
    they add up to every part."""
    for on in ledger.knots():
        position = ledger.position(on)
        steps = position.explain()
        charged = total(step.amount for step in steps if step.kind not in ("paid", "waived", "held"))
        assert charged == ledger.paid(on) + ledger.waived(on) + position.total - position.credit
        assert charged == total(ledger.accrued(on).values())
        for name in COMPONENTS:
            assert total(step.amount for step in steps if step.component == name) == position[name], on
        assert total(position[name] for name in COMPONENTS) == position.total


@given(ledgers())
@examples(200)
def test_nothing_is_negative_and_nothing_charged_is_taken_back_but_interest_that_the_penalty_replaces(
    ledger: Ledger,
) -> None:
    before = dict.fromkeys(COMPONENTS, Decimal(0))
    for on in ledger.knots():
        position = ledger.position(on)
        assert all(position[name] >= 0 for name in COMPONENTS)
        assert position.credit >= 0 and position.days_past_due >= 0
        assert 0 <= position.due <= position.total
        now = ledger.accrued(on)
        assert all(now[name] >= before[name] for name in COMPONENTS if name != "interest")
        before = now


@given(instalment_terms(), amount("100"), PAYMENTS, days(600))
@examples(200)
def test_how_far_a_ledger_runs_changes_nothing_before(
    terms: InstalmentTerms, drawn: Decimal, paid: list[Payment], on: date
) -> None:
    short = open_ledger(terms, Drawing(START, drawn), paid, until=on)
    long = open_ledger(terms, Drawing(START, drawn), paid, until=END)
    assert repr(short.position(on)) == repr(long.position(on))
    assert short.position(on).one_more_day == long.position(on).one_more_day


@given(revolving_terms(), DRAWINGS, PAYMENTS, days(600))
@examples(120)
def test_how_far_a_revolving_ledger_runs_changes_nothing_before(
    terms: RevolvingTerms, drawn: list[Drawing], paid: list[Payment], on: date
) -> None:
    short = open_ledger(terms, drawn, paid, until=on)
    long = open_ledger(terms, drawn, paid, until=END)
    assert repr(short.position(on)) == repr(long.position(on))
    assert short.position(on).one_more_day == long.position(on).one_more_day


@given(instalment_terms(compound_every="never"), amount("100"), PAYMENTS, days(600))
@examples(200)
def test_splitting_an_interval_changes_nothing(
    terms: InstalmentTerms, drawn: Decimal, paid: list[Payment], on: date
) -> None:
    """A payment of nothing is an event that splits every interval it falls into."""
    whole = open_ledger(terms, Drawing(START, drawn), paid, until=END)
    split = open_ledger(terms, Drawing(START, drawn), [*paid, Payment(on, 0)], until=END)
    assert repr(whole.position(END)) == repr(split.position(END))


@given(revolving_terms(), DRAWINGS, PAYMENTS, days(600))
@examples(80)
def test_splitting_an_interval_of_an_account_changes_nothing(
    terms: RevolvingTerms, drawn: list[Drawing], paid: list[Payment], on: date
) -> None:
    whole = open_ledger(terms, drawn, paid, until=END)
    split = open_ledger(terms, drawn, [*paid, Payment(on, 0)], until=END)
    assert repr(whole.position(END)) == repr(split.position(END))


@given(ledgers(), st.randoms(use_true_random=False))
@examples(40)
def test_asking_changes_nothing(ledger: Ledger, random: object) -> None:
    days_asked = ledger.knots()
    first = [repr(ledger.position(on)) for on in days_asked]
    for on in reversed(days_asked):
        ledger.position(on).explain()
    assert [repr(ledger.position(on)) for on in days_asked] == first


@given(instalment_terms(), amount("100"))
@examples(200)
def test_zero_delay_costs_zero(terms: InstalmentTerms, drawn: Decimal) -> None:
    """Every instalment paid on its day: no penalty, no interest on interest, no default fee."""
    payments: list[Payment] = []
    for _ in range(terms.periods + 2):
        ledger = open_ledger(terms, Drawing(START, drawn), payments, until=END)
        paid_on = {payment.on for payment in payments}
        unpaid = [on for due in ledger.dues if (on := date.fromordinal(due.on)) not in paid_on]
        if not unpaid:
            break
        payments.append(Payment(unpaid[0], ledger.position(unpaid[0]).due))
    ledger = open_ledger(terms, Drawing(START, drawn), payments, until=END)
    assert all(ledger.accrued(END)[name] == 0 for name in LATE_ONLY)
    assert not any(step.kind == "default_fee" for step in ledger.position(END).explain())
    assert ledger.position(END).total == 0
    assert ledger.late_days == []


@given(revolving_terms(accelerate_after_days=None), DRAWINGS)
@examples(80)
def test_every_bill_paid_in_full_on_its_day_costs_nothing_but_instalment_fees(
    terms: RevolvingTerms, drawn: list[Drawing]
) -> None:
    payments: list[Payment] = []
    for number in range(len(open_ledger(terms, drawn, until=END).bills) - 1):
        bill = open_ledger(terms, drawn, payments, until=END).bills[number]
        payments.append(Payment(bill.due, bill.balance))
    ledger = open_ledger(terms, drawn, payments, until=END)
    charged = ledger.accrued(END)
    assert charged["interest"] == charged["penalty"] == charged["compound"] == 0
    fees = [step for step in ledger.position(END).explain("fees") if step.kind != "paid"]
    assert {step.kind for step in fees} <= {"instalment_fee"}
    assert not any(bill.missed for bill in ledger.bills)
    assert ledger.late_days == []


@given(
    instalment_terms(
        interest_when_overdue="runs_on",
        early="held",
        compound="none",
        accelerate_after_days=None,
        allocation=CIVIL_CODE_ORDER,
        default_fee_rate="0",
        tolerance="0",
        round_when="total",
        penalty_base="overdue",
    ),
    amount("100"),
    amount(),
    days(500),
    st.integers(1, 200),
)
@examples(300)
def test_a_later_payment_never_costs_less(
    terms: InstalmentTerms, drawn: Decimal, paid: Decimal, on: date, delay: int
) -> None:
    """The same money, later: what has accrued by the end is never less, up to the rounding of postings.

    Not claimed for every contract: one can be so odd that waiting is cheaper. Where the penalty runs on
    the whole debt, money that clears the arrears just after a due day buys a longer respite than money
    just before one. Where interest bears interest, principal is paid before the rest or fees are a
    share, later money may meet a part that bears a charge and earlier money one that bears none. A late
    debt may stop bearing its normal interest, an acceleration may end later fees, a tolerated shortfall
    bears nothing until the next due day, and days rounded one by one may round either way.
    """
    early = open_ledger(terms, Drawing(START, drawn), [Payment(on, paid)], until=END)
    late = open_ledger(terms, Drawing(START, drawn), [Payment(on + timedelta(delay), paid)], until=END)
    slack = Decimal("0.01") * (len(early.dues) + 26)
    assert total(late.accrued(END).values()) >= total(early.accrued(END).values()) - slack


@given(ledgers())
@examples(24)
def test_the_daily_frame_is_what_the_events_say(ledger: Ledger) -> None:
    frame = ledger.frame
    assert len(frame) == (END - START).days + 1
    for row in frame.iloc[::37].itertuples():
        position = ledger.position(row.date)
        for name in ("principal", "interest", "penalty", "fees", "compound", "total", "days_past_due"):
            assert getattr(row, name) == getattr(position, name)


@given(ledgers(), days(729))
@examples(200)
def test_one_more_day_is_what_the_next_day_adds_beside_the_plan(ledger: Ledger, on: date) -> None:
    tomorrow = on + timedelta(1)
    added = {name: ledger.accrued(tomorrow)[name] - ledger.accrued(on)[name] for name in COMPONENTS}
    fees = total(
        step.amount
        for step in ledger.position(tomorrow).explain("fees")
        if step.kind == "instalment_fee" and step.start == tomorrow
    )
    charged = total(added[name] for name in COMPONENTS if name != "principal")
    assert ledger.position(on).one_more_day == charged - fees


@given(ledgers())
@examples(80)
def test_between_two_changes_every_figure_is_a_straight_line(ledger: Ledger) -> None:
    """Only rounding to the fen may bend it: what lies between is within a fen of the line."""
    knots = ledger.knots()
    for begin, end in pairwise(knots):
        span = (end - begin).days
        if span < 2:
            continue
        middle = begin + timedelta(span // 2)
        for name in COMPONENTS:
            first, last = ledger.accrued(begin)[name], ledger.accrued(end)[name]
            line = first + (last - first) * (span // 2) / span
            assert abs(ledger.accrued(middle)[name] - line) <= Decimal("0.02")


@given(instalment_terms(accelerate_after_days=None), amount("100"), days(600), st.sampled_from(COMPONENTS))
@examples(200)
def test_a_waiver_takes_off_what_it_says_and_nothing_else(
    terms: InstalmentTerms, drawn: Decimal, on: date, component: str
) -> None:
    plain = open_ledger(terms, Drawing(START, drawn), until=END)
    half = (plain.position(on)[component] / 2).quantize(Decimal("0.01"), "ROUND_DOWN")
    assume(half)
    waived = open_ledger(terms, Drawing(START, drawn), [Waiver(on, component, half)], until=END)
    assert plain.position(on).total - waived.position(on).total == half
    assert waived.waived(on) == half
    assert total(waived.accrued(END).values()) <= total(plain.accrued(END).values()) + Decimal("0.02")


@given(
    revolving_terms(accelerate_after_days=None, days="half_open"),
    DRAWINGS,
    days(600),
    st.sampled_from(COMPONENTS),
)
@examples(80)
def test_a_waiver_on_an_account_takes_off_what_it_says(
    terms: RevolvingTerms, drawn: list[Drawing], on: date, component: str
) -> None:
    plain = open_ledger(terms, drawn, until=END)
    half = (plain.position(on)[component] / 2).quantize(Decimal("0.01"), "ROUND_DOWN")
    assume(half)
    # instalments waived on a statement day are gone before the bill that would ask their fee
    billed_today = any(bill.statement == on for bill in plain.bills)
    assume(component != "principal" or not billed_today or all(drawing.periods == 1 for drawing in drawn))
    waived = open_ledger(terms, drawn, [Waiver(on, component, half)], until=END)
    # on a statement day the waiver comes before the bill, which posts and rounds what has accrued
    assert abs(plain.position(on).total - waived.position(on).total - half) <= Decimal("0.02")
    assert waived.waived(on) == half
