"""What must hold for every contract and every course of events."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st
from invariants.strategies import (
    CALLED,
    CHANGES,
    DRAWINGS,
    PAYMENTS,
    START,
    amount,
    days,
    examples,
    instalment_terms,
    revolving_terms,
)

from duecourse.calc import COMPONENTS, Drawing, InstalmentTerms, Ledger, Payment, Waiver, open_ledger
from duecourse.calc.contract import CIVIL_CODE_ORDER

END = START + timedelta(730)
ANY_DAY = days(730)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """A debt of either kind with a random life."""
    if draw(st.booleans()):
        events = draw(PAYMENTS) + draw(CHANGES) + draw(CALLED)
        return open_ledger(draw(instalment_terms()), Drawing(START, draw(amount("100"))), events, until=END)
    return open_ledger(draw(revolving_terms()), draw(DRAWINGS), draw(PAYMENTS) + draw(CALLED), until=END)


def every_day_of_change(ledger: Ledger) -> list[date]:
    return ledger.knots()


@given(ledgers())
@examples(60)
def test_what_accrued_is_what_was_paid_waived_and_is_owed(ledger: Ledger) -> None:
    """To the fen, on the day of every event and the day before: the steps are an independent witness."""
    for on in every_day_of_change(ledger):
        position = ledger.position(on)
        charged = sum(
            (s.amount for s in position.explain() if s.kind not in ("paid", "waived", "held")), Decimal(0)
        )
        assert charged == ledger.paid(on) + ledger.waived(on) + position.total - position.credit
        assert sum(ledger.accrued(on).values()) == charged


@given(ledgers())
@examples(60)
def test_the_explanation_adds_up_to_every_part(ledger: Ledger) -> None:
    for on in every_day_of_change(ledger):
        position = ledger.position(on)
        for name in COMPONENTS:
            assert sum((step.amount for step in position.explain(name)), Decimal(0)) == position[name], (
                on,
                name,
            )
        assert sum(position[name] for name in COMPONENTS) == position.total


@given(ledgers())
@examples(60)
def test_nothing_is_negative_and_nothing_accrued_is_taken_back_but_interest_replaced_by_penalty(
    ledger: Ledger,
) -> None:
    before = dict.fromkeys(COMPONENTS, Decimal(0))
    for on in every_day_of_change(ledger):
        position = ledger.position(on)
        assert all(position[name] >= 0 for name in COMPONENTS)
        assert position.credit >= 0 and position.due >= 0 and position.days_past_due >= 0
        now = ledger.accrued(on)
        assert all(now[name] >= before[name] for name in COMPONENTS if name != "interest")
        before = now


@given(instalment_terms(), amount("100"), PAYMENTS, days(600))
@examples(60)
def test_how_far_a_ledger_runs_changes_nothing_before(
    terms: InstalmentTerms, drawn: Decimal, paid: list[Payment], on: date
) -> None:
    short = open_ledger(terms, Drawing(START, drawn), paid, until=on)
    long = open_ledger(terms, Drawing(START, drawn), paid, until=END)
    assert repr(short.position(on)) == repr(long.position(on))
    assert short.position(on).one_more_day == long.position(on).one_more_day


@given(revolving_terms(), DRAWINGS, PAYMENTS, days(600))
@examples(60)
def test_how_far_a_revolving_ledger_runs_changes_nothing_before(terms, drawn, paid, on) -> None:
    short = open_ledger(terms, drawn, paid, until=on)
    long = open_ledger(terms, drawn, paid, until=END)
    assert repr(short.position(on)) == repr(long.position(on))


@given(instalment_terms(compound_every="never"), amount("100"), PAYMENTS, days(600))
@examples(60)
def test_splitting_an_interval_changes_nothing_but_documented_rounding(terms, drawn, paid, on) -> None:
    """A payment of nothing is an event that splits every interval it falls into."""
    whole = open_ledger(terms, Drawing(START, drawn), paid, until=END).position(END)
    split = open_ledger(terms, Drawing(START, drawn), [*paid, Payment(on, 0)], until=END).position(END)
    for name in COMPONENTS:
        assert whole[name] == split[name]


@given(instalment_terms(), amount("100"))
@examples(60)
def test_zero_delay_costs_zero(terms: InstalmentTerms, drawn: Decimal) -> None:
    """Every instalment paid on its day: no penalty, no interest on interest, no default fee."""
    payments: list[Payment] = []
    for _ in range(terms.periods + 2):
        ledger = open_ledger(terms, Drawing(START, drawn), payments, until=END)
        open_dues = [due for due in ledger.dues if date.fromordinal(due.on) not in {p.on for p in payments}]
        if not open_dues:
            break
        on = date.fromordinal(open_dues[0].on)
        payments.append(Payment(on, ledger.position(on).due))
    ledger = open_ledger(terms, Drawing(START, drawn), payments, until=END)
    cost = ledger.accrued(END)
    assert cost["penalty"] == cost["compound"] == 0
    assert not any(move.kind == "default_fee" for move in ledger._moves)
    assert ledger.position(END).total == 0
    assert all(ledger.position(on).days_past_due == 0 for on in ledger.knots())


@given(
    instalment_terms(
        interest_when_overdue="runs_on",
        early="held",
        compound="none",
        accelerate_after_days=None,
        allocation=CIVIL_CODE_ORDER,
    ),
    amount("100"),
    amount(),
    days(500),
    st.integers(1, 200),
)
@examples(60)
def test_a_later_payment_never_costs_less(terms, drawn, paid, on, delay) -> None:
    """The same money, later: what has accrued by the end is never less, up to the rounding of postings.

    Not claimed where interest bears interest or principal is paid before the rest (money that comes
    later may then meet a part that bears a charge, and earlier money one that bears none), where a late debt stops bearing its normal
    interest, or where falling due at once ends later instalment fees: there a contract can be so
    odd that waiting is cheaper.
    """
    early = open_ledger(terms, Drawing(START, drawn), [Payment(on, paid)], until=END)
    late = open_ledger(terms, Drawing(START, drawn), [Payment(on + timedelta(delay), paid)], until=END)
    slack = Decimal("0.01") * (len(early.dues) + 26)
    assert sum(late.accrued(END).values()) >= sum(early.accrued(END).values()) - slack


@given(ledgers())
@examples(60)
def test_the_daily_frame_is_what_the_events_say(ledger: Ledger) -> None:
    frame = ledger.frame
    assert len(frame) == (END - START).days + 1
    for row in frame.iloc[::37].itertuples():
        position = ledger.position(row.date)
        for name in ("principal", "interest", "penalty", "fees", "compound", "total", "days_past_due"):
            assert getattr(row, name) == getattr(position, name)


@given(ledgers(), ANY_DAY, st.sampled_from(COMPONENTS))
@examples(60)
def test_one_more_day_is_what_the_next_day_adds(ledger: Ledger, on: date, component: str) -> None:
    assume(on < END)
    tomorrow = on + timedelta(1)
    added = sum(ledger.accrued(tomorrow).values()) - sum(ledger.accrued(on).values())
    assert ledger.position(on).one_more_day == added - (ledger.accrued(tomorrow)["principal"] - ledger.accrued(on)["principal"])
    assert ledger.position(on)[component] >= 0


@given(instalment_terms(), amount("100"), days(600), st.sampled_from(COMPONENTS))
@examples(60)
def test_a_waiver_takes_off_what_it_says_and_nothing_else(terms, drawn, on, component) -> None:
    plain = open_ledger(terms, Drawing(START, drawn), until=END)
    owed = plain.position(on)[component]
    half = (owed / 2).quantize(Decimal("0.01"), "ROUND_DOWN")
    waived = open_ledger(terms, Drawing(START, drawn), [Waiver(on, component, half)], until=END)
    assert plain.position(on).total - waived.position(on).total == half
    assert waived.waived(on) == half
    assert sum(waived.accrued(END).values()) <= sum(plain.accrued(END).values()) + Decimal("0.02")
