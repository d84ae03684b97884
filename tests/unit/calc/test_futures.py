"""The credit report in several futures, of a loan and a card that can be reckoned by hand.

The loan of `debts.py`: 112 was paid on 15 February, nothing since. On 20 April 2026, 111 and 110 are overdue,
with a penalty of 0.05 % a day on 100 for 36 days (1.80) and on another 100 for 5 (0.25): 223.05.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from duecourse.calc import (
    BadInput,
    CounterOffer,
    Deferral,
    Drawing,
    Future,
    LateRecord,
    LumpSum,
    Outcome,
    Payment,
    PayoffQuote,
    Remission,
    ReportMonth,
    ReportRules,
    Rescheduling,
    RevolvingTerms,
    if_agreed,
    if_broken,
    if_caught_up,
    if_nothing,
    if_paid,
    outcome,
    payoff,
)
from duecourse.calc.debt.catching_up import catch_up
from duecourse.calc.debt.events import Event
from unit.calc.accounts import CARD, SPENT
from unit.calc.agreed import owed as without_a_story
from unit.calc.debts import DRAWN, paid, terms, y

RANGES = (
    ("1", 1, 30), ("2", 31, 60), ("3", 61, 90), ("4", 91, 120), ("5", 121, 150), ("6", 151, 180),
    ("7", 181, None),
)  # fmt: skip
CLASSES = (("watch", 8, 90), ("poor", 91, 270), ("bad", 271, None))
RULES = ReportRules(RANGES, years_kept=5, classes=CLASSES)
ON, UNTIL = date(2026, 4, 20), date(2026, 12, 31)


def owed(*more: Event, on: date = ON, **differs: Any) -> PayoffQuote:
    """The loan on a day."""
    events = [paid(2, 15, "112"), *more]
    return payoff(terms(**differs), Drawing(DRAWN, "1200"), events, on=on)


def plan() -> Outcome:
    """Everything in six equal parts without interest, from 20 May on."""
    return outcome(owed(), Rescheduling(6, annual_rate="0"))


def codes(future: Future) -> str:
    """The codes of all months in a row."""
    return "".join(month.code for month in future.months)


def to_come(future: Future) -> list[ReportMonth]:
    """The months that can still be changed: from that of the day on."""
    return [month for month in future.months if month.month_end >= future.from_day.replace(day=1)]


def futures() -> list[Future]:
    """Paid today, agreed, the second payment of the agreement missed, nothing."""
    return [
        if_paid(owed(), RULES, until=UNTIL),
        if_agreed(plan(), RULES, until=UNTIL),
        if_broken(plan(), RULES, until=UNTIL, number=2),
        if_nothing(owed(), RULES, until=UNTIL),
    ]


def record(began: date, ended: date | None, worst: str, months: int, gone: date | None) -> LateRecord:
    """A record."""
    return LateRecord(began, ended, worst, months, gone)


MARCH, APRIL = date(2026, 3, 15), date(2026, 4, 15)


def test_what_is_owed() -> None:
    assert owed().overdue == y("223.05") and owed().late_since == MARCH
    # 1,100 principal, interest of 11 and 10 for March and April, 0.166… of 9 for five of thirty days, penalty
    assert owed().total == y("1100.00") + y("11.00") + y("10.00") + y("1.50") + y("2.05")


# -- nothing


def test_nothing() -> None:
    future = if_nothing(owed(), RULES, until=UNTIL)
    # the drawing's month, February on time, then 16, 46, 77, 107, 138, 169, 199, 230 … days
    assert codes(future) == "*N1234567777" and future.kind == "nothing"
    assert [month.days_past_due for month in future.months][2:6] == [16, 46, 77, 107]
    assert [month.loan_class for month in future.months][1:6] == [None, "watch", "watch", "watch", "poor"]
    assert future.records == (record(MARCH, None, "7", 10, None),)
    assert (future.gone, future.cleared) == (None, None)
    assert (future.late_months, future.most_in_a_row) == (10, 10)


def test_what_a_month_shows() -> None:
    may = if_nothing(owed(), RULES, until=UNTIL).months[4]
    assert may.month_end == date(2026, 5, 31)
    # 111, 110 and 109 are asked for; penalty 77, 46 and 16 days on 100 each
    assert may.overdue == y("330.00") + y("3.85") + y("2.30") + y("0.80")
    # and 800 more principal, with half a month's … 16 of 31 days' interest of 8
    assert may.owed == may.overdue + y("800.00") + y("4.13")


def test_the_last_month_stands_as_on_the_last_day() -> None:
    future = if_nothing(owed(), RULES, until=date(2026, 5, 13))
    assert codes(future) == "*N122" and future.months[-1].month_end == date(2026, 5, 13)
    assert [month.month_end for month in to_come(future)] == [date(2026, 4, 30), date(2026, 5, 13)]


# -- paid


def test_paid_today() -> None:
    future = if_paid(owed(), RULES, until=UNTIL)
    assert codes(future) == "*N1C" and future.kind == "paid"
    assert future.records == (record(MARCH, ON, "1", 1, date(2031, 4, 20)),)
    assert (future.gone, future.cleared) == (date(2031, 4, 20), ON)
    assert [month.owed for month in to_come(future)] == [y("0.00")]


def test_paid_later_it_goes_later() -> None:
    future = if_paid(owed(), RULES, until=UNTIL, on=date(2026, 8, 10))
    assert codes(future) == "*N12345C"
    assert future.records == (record(MARCH, date(2026, 8, 10), "5", 5, date(2031, 8, 10)),)


def test_the_years_are_the_rule_s() -> None:
    three = ReportRules(RANGES, years_kept=3)
    assert if_paid(owed(), three, until=UNTIL).gone == date(2029, 4, 20)
    leap = owed(on=date(2028, 2, 29))
    assert if_paid(leap, RULES, until=date(2028, 12, 31)).gone == date(2033, 2, 28)


def test_nothing_was_ever_late() -> None:
    future = if_paid(owed(on=date(2026, 3, 10)), RULES, until=UNTIL)
    assert (codes(future), future.records, future.gone) == ("*NC", (), None)
    assert (future.late_months, future.most_in_a_row) == (0, 0)


def test_late_within_a_month_is_a_record_too() -> None:
    future = if_paid(owed(paid(3, 20, "111.25"), on=date(2026, 4, 1)), RULES, until=UNTIL)
    assert codes(future) == "*NMC"
    assert future.records == (record(MARCH, date(2026, 3, 20), "M", 0, date(2031, 3, 20)),)


def test_late_for_a_single_day() -> None:
    # due on the 15th, paid on the 16th: already late that day, though not at its end
    future = if_paid(owed(paid(3, 16, "111.05"), on=date(2026, 4, 1)), RULES, until=UNTIL)
    assert codes(future) == "*NMC"
    assert future.records == (record(MARCH, date(2026, 3, 16), "M", 0, date(2031, 3, 16)),)


def test_several_records_go_one_by_one() -> None:
    # 150 on 20 April pay interest, penalty, March's principal and part of April's, which stays late
    later = owed(paid(4, 20, "150.00"), on=date(2026, 6, 3))
    future = if_paid(later, RULES, until=UNTIL)
    # what was paid on 20 April went to the oldest due day; April's stayed late
    assert codes(future) == "*N112C"
    assert future.records == (record(MARCH, date(2026, 6, 3), "2", 3, date(2031, 6, 3)),)
    apart = owed(paid(3, 20, "111.25"), paid(4, 20, "110.25"), on=date(2026, 6, 3))
    assert [each.gone for each in if_paid(apart, RULES, until=UNTIL).records] == [
        date(2031, 3, 20), date(2031, 4, 20), date(2031, 6, 3),
    ]  # fmt: skip


# -- caught up


def test_caught_up() -> None:
    future = if_caught_up(owed(), RULES, until=date(2027, 3, 1))
    assert codes(future) == "*N1MNNNNNNNNC" and future.kind == "caught_up"
    assert future.records == (record(MARCH, ON, "1", 1, date(2031, 4, 20)),)
    assert future.cleared == date(2027, 1, 15)
    assert (future.late_months, future.most_in_a_row) == (1, 1)


def test_what_catching_up_takes() -> None:
    debt = owed().debt
    assert debt is not None
    payments, ledger = catch_up(debt, ON, UNTIL)
    assert payments[:3] == [
        Payment(ON, y("223.05")),
        Payment(date(2026, 5, 15), y("109.00")),
        Payment(date(2026, 6, 15), y("108.00")),
    ]
    assert len(payments) == 9 and ledger.until == UNTIL


def test_a_card_caught_up_pays_its_minimums() -> None:
    card = payoff(RevolvingTerms(**CARD), SPENT, [], on=date(2026, 3, 1))
    # bill of 5 February: 1,000, minimum 100, due on the 25th
    assert card.late_since == date(2026, 2, 25)
    future = if_caught_up(card, RULES, until=date(2026, 6, 30))
    assert codes(future) == "*1NNNN" and future.cleared is None
    assert future.records == (record(date(2026, 2, 25), date(2026, 3, 1), "1", 1, date(2031, 3, 1)),)


# -- agreed


def test_agreed_and_the_days_begin_anew() -> None:
    future = if_agreed(plan(), RULES, until=UNTIL)
    # nothing falls due in April any more; 187.42 from May on; closed with the last payment on 20 October
    assert codes(future) == "*N1*NNNNNC" and future.kind == "agreed"
    # what was overdue, 223.05, is made good by the second payment: the agreement alone does not end it
    assert future.records == (record(MARCH, date(2026, 6, 20), "1", 1, date(2031, 6, 20)),)
    assert future.cleared == date(2026, 10, 20) and future.late_months == 1
    assert to_come(future)[1].owed == owed().total - y("187.42")


def test_agreed_and_the_days_go_on_counting() -> None:
    future = if_agreed(plan(), RULES, until=UNTIL, counting="keeps_counting")
    assert codes(future) == "*N123NNNNC"
    assert [month.days_past_due for month in to_come(future)[:3]] == [46, 77, 0]
    assert [month.overdue for month in to_come(future)[:3]] == [y("223.05"), y("35.63"), y("0.00")]
    assert future.records == (record(MARCH, date(2026, 6, 20), "3", 3, date(2031, 6, 20)),)


@pytest.mark.parametrize("counting", ["restarts", "keeps_counting"])
@pytest.mark.parametrize(
    "parts",
    [
        (Rescheduling(6),),
        (Remission("penalty", share=1), Deferral(2)),
        (LumpSum(share="0.2"), Rescheduling(4)),
        (Deferral(3, repaid="spread"),),
        (Remission("principal", amount="200"), Rescheduling(6)),
    ],
)
def test_from_the_agreement_on_it_is_what_the_offer_says(parts: Any, counting: str) -> None:
    offer = outcome(owed(), *parts)
    future = if_agreed(offer, RULES, until=date(2028, 12, 31), counting=counting)
    said = offer.codes(RANGES, counting=counting)
    shown = [(month.month_end, month.code, month.days_past_due, month.overdue) for month in to_come(future)]
    assert shown == [(line.month_end, line.code, line.days_past_due, line.overdue) for line in said]


@pytest.mark.parametrize(("first", "ended"), [("223.05", date(2026, 5, 20)), ("223.04", date(2026, 6, 20))])
def test_made_good_to_the_fen(first: str, ended: date) -> None:
    rest = owed().total - Decimal(first)
    offer = outcome(owed(), CounterOffer(((date(2026, 5, 20), first), (date(2026, 6, 20), rest))))
    assert if_agreed(offer, RULES, until=UNTIL).records[0].ended == ended


def test_what_is_drawn_later_is_not_known_yet() -> None:
    later = Drawing(date(2026, 5, 1), "300")
    card = payoff(RevolvingTerms(**CARD), [SPENT, later], [], on=date(2026, 3, 1))
    assert if_paid(card, RULES, until=UNTIL).cleared == date(2026, 3, 1)


def test_settled_for_less_it_is_closed() -> None:
    offer = outcome(owed(), LumpSum(share="0.1", on=date(2026, 6, 1)))
    future = if_agreed(offer, RULES, until=UNTIL, counting="keeps_counting")
    assert codes(future) == "*N123C"
    assert future.records == (record(MARCH, date(2026, 6, 1), "3", 3, date(2031, 6, 1)),)


def test_a_card_counts_minimums() -> None:
    kind = CARD | {"status_by": "missed_minimums"}
    card = payoff(RevolvingTerms(**kind), SPENT, [], on=date(2026, 3, 30))
    assert card.missed == 2
    nothing = if_nothing(card, RULES, until=date(2026, 5, 31))
    assert codes(nothing) == "*1234"
    kept = if_agreed(
        outcome(card, Deferral(1), Rescheduling(4)), RULES, until=UNTIL, counting="keeps_counting"
    )
    assert codes(kept) == "*123NNNC"


# -- broken


def test_broken_once_and_made_good_with_the_next_payment() -> None:
    future = if_broken(plan(), RULES, until=UNTIL)
    # May's payment is missed: 11 days on the 31st; made good on 20 June together with June's
    assert codes(future) == "*N1*1MNNNC" and future.kind == "broken"
    assert future.records == (
        record(MARCH, date(2026, 6, 20), "1", 1, date(2031, 6, 20)),
        record(date(2026, 5, 20), date(2026, 6, 20), "1", 1, date(2031, 6, 20)),
    )
    assert to_come(future)[1].overdue == y("187.42")


def test_the_number_of_the_missed_payment_counts() -> None:
    third = if_broken(plan(), RULES, until=UNTIL, number=3, made_good=date(2026, 10, 1))
    # July's is missed; August's payment then pays July's and August's is late, and so on until 1 October
    assert codes(third) == "*N1*NN111C"
    last = if_broken(plan(), RULES, until=UNTIL, number=6)
    assert codes(last) == "*N1*NNNNN1C" and last.cleared == date(2026, 11, 20)


def test_a_delay_costs_what_the_agreement_says() -> None:
    free = if_broken(plan(), RULES, until=UNTIL, made_good=date(2026, 6, 9))
    dear = if_broken(plan(), RULES, until=UNTIL, made_good=date(2026, 6, 9), penalty_daily_rate="0.001")
    assert codes(free) == codes(dear)
    # 11 days of 0.1 % on 187.42
    assert to_come(dear)[1].overdue - to_come(free)[1].overdue == y("2.06")
    assert dear.cleared == free.cleared


def test_broken_while_the_days_go_on_counting_is_one_record() -> None:
    future = if_broken(plan(), RULES, until=UNTIL, counting="keeps_counting", made_good=date(2026, 7, 10))
    # May's payment is made good only on 10 July; June's is made: 223.05 is good on that day
    assert codes(future) == "*N1234MNNC"
    assert future.records == (record(MARCH, date(2026, 7, 10), "4", 4, date(2031, 7, 10)),)


def test_broken_and_nothing_more_is_paid() -> None:
    future = if_broken(plan(), RULES, until=UNTIL, pays_on=False)
    assert codes(future) == "*N1*12345677"
    assert future.gone is None and future.records[1] == record(date(2026, 5, 20), None, "7", 8, None)


def test_broken_and_all_of_the_rest_falls_due() -> None:
    future = if_broken(plan(), RULES, until=UNTIL, then="falls_due")
    # the payments go on, but everything is late since 20 May, until the last one clears it
    assert codes(future) == "*N1*12345C"
    assert future.records[1] == record(date(2026, 5, 20), date(2026, 10, 20), "5", 5, date(2031, 10, 20))
    assert to_come(future)[1].overdue == owed().total


def test_broken_and_the_old_contract_holds() -> None:
    future = if_broken(plan(), RULES, until=date(2026, 6, 30), then="never_was", pays_on=False)
    # in April the agreement still held; then 77 and 107 days since 15 March
    assert codes(future) == "*N1*34"
    assert future.records == (record(MARCH, None, "4", 3, None),)
    assert to_come(future)[1].overdue == if_nothing(owed(), RULES, until=UNTIL).months[4].overdue


def test_all_of_them_side_by_side() -> None:
    assert [future.kind for future in futures()] == ["paid", "agreed", "broken", "nothing"]
    assert [codes(future) for future in futures()] == ["*N1C", "*N1*NNNNNC", "*N1*N1MNNC", "*N1234567777"]
    assert {future.from_day for future in futures()} == {ON}


# -- what is refused


@pytest.mark.parametrize(
    ("wrong", "argument"),
    [
        (lambda: ReportRules((), 5), "ranges"),
        (lambda: ReportRules(RANGES, 0), "years_kept"),
        (lambda: if_nothing(without_a_story(), RULES, until=UNTIL), "owed.debt"),
        (lambda: if_nothing(owed(), RULES, until=date(2026, 4, 19)), "until"),
        (lambda: if_paid(owed(), RULES, until=UNTIL, on=date(2026, 4, 19)), "on"),
        (lambda: if_paid(owed(), RULES, until=UNTIL, on=date(2027, 1, 1)), "on"),
        (lambda: if_agreed(plan(), RULES, until=UNTIL, counting="stops"), "counting"),
        (lambda: if_broken(plan(), RULES, until=UNTIL, then="whatever"), "then"),
        (lambda: if_broken(plan(), RULES, until=UNTIL, number=7), "number"),
        (lambda: if_broken(plan(), RULES, until=UNTIL, made_good=date(2026, 5, 20)), "made_good"),
    ],
)
def test_what_has_no_future(wrong: Any, argument: str) -> None:
    with pytest.raises(BadInput) as refused:
        wrong()
    assert refused.value.argument == argument


def test_months_are_counted_once() -> None:
    for future in futures():
        ends = [month.month_end for month in future.months]
        assert ends == sorted(set(ends)) and len({(end.year, end.month) for end in ends}) == len(ends)
        assert all(isinstance(month.overdue, Decimal) for month in future.months)
