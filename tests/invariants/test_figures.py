"""The sheet of figures of every household on every day of a year, against the ledgers beneath it and the
panels above it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from duecourse.calc import Rescheduling, fair_shares, open_ledger, outcome, payoff, ranking, total
from duecourse.case import AgreedPayment, Agreement, Case, Debt, examples, load_example, parse_case
from duecourse.export.schedule import payments
from duecourse.lessons.how_penalties_build_up.late_debt import late_debts
from duecourse.lessons.how_to_prepare.for_the_call import ForTheCall
from duecourse.lessons.how_to_prepare.month import Month
from duecourse.lessons.how_to_prepare.what_is_owed import Statement
from duecourse.lessons.how_to_prepare.which_first import WhichFirst
from duecourse.lessons.how_to_prepare.whose import Whose
from duecourse.lessons.kit.watched import of_case
from duecourse.lessons.never_late_again.household import household_for
from duecourse.lessons.never_late_again.new_credit import NewCredit
from duecourse.lessons.rehearsal import figures_of
from duecourse.lessons.start_here.position import MyPosition
from duecourse.locale import day, money, say

HALF_A_YEAR = 182

TYPED_IN = """
format = 1
[[budget]]
kind = "income"
label = "Pay"
amount = "3900.00"
bad_month = "2600.00"
day = 10
until = 2026-12-31
[[budget]]
kind = "essential"
label = "Rent and food"
amount = "2100.00"
[[debts]]
id = "loan"
product = "jintiao"
[[debts.drawings]]
date = 2026-07-31
amount = "8000.00"
[[debts.payments]]
date = 2026-09-02
amount = "755.00"
[[debts]]
id = "account"
product = "baitiao_bill"
[[debts.drawings]]
date = 2026-06-20
amount = "2400.00"
[[debts]]
id = "later"
product = "bank_loan"
[[debts.drawings]]
date = 2026-12-20
amount = "5000.00"
"""


def typed_in() -> Case:
    """A case as a learner types it in, with a debt and another income that are still to come."""
    return replace(parse_case(TYPED_IN), fixed_as_of=date(2026, 11, 24))


def agreed() -> Case:
    """The courier with an agreement about one of the debts, on which nothing is paid."""
    case = load_example("courier")
    debt = case.debt("jintiao")
    owed = payoff(debt.terms, debt.drawings, debt.events, on=case.as_of)
    plan = payments(outcome(owed, Rescheduling(12)))
    return case.with_agreements({"jintiao": Agreement("jintiao", case.as_of, {}, plan)})


@pytest.fixture(params=[*examples(), "typed_in", "agreed"])
def case(request: pytest.FixtureRequest) -> Case:
    made = {"typed_in": typed_in, "agreed": agreed}
    return made[request.param]() if request.param in made else load_example(request.param)


def year_of(case: Case) -> list[date]:
    """The half year before and after the day from which a case looks."""
    return [case.as_of + timedelta(number) for number in range(-HALF_A_YEAR, HALF_A_YEAR)]


def grown_without_plan(debt: Debt, on: date, last: date) -> Decimal:
    """By how much more is owed the day after, but for what was drawn, paid, waived and planned on it."""
    ledger, tomorrow = debt.ledger(last), on + timedelta(1)
    before, after = ledger.position(on), ledger.position(tomorrow)
    drawn = [one.amount for one in debt.drawings if one.on == tomorrow]
    gone = [ledger.paid(tomorrow), -ledger.paid(on), ledger.waived(tomorrow), -ledger.waived(on)]
    planned = [
        -step.amount
        for step in after.explain("fees")
        if step.kind == "instalment_fee" and step.start == tomorrow
    ]
    return total([after.total, -before.total, *(-Decimal(one) for one in drawn), *gone, *planned])


def test_one_more_day_is_what_the_day_adds_beside_the_plan(case: Case) -> None:
    days = year_of(case)
    for debt in (contract for one in case.debts for contract in {one, one.contract}):
        begins = max(debt.start, min(drawing.on for drawing in debt.drawings))
        for on in days:
            if on >= begins:
                cost = debt.ledger(days[-1] + timedelta(1)).position(on).one_more_day
                assert cost >= 0, (debt.id, on)
                assert cost == grown_without_plan(debt, on, days[-1] + timedelta(1)), (debt.id, on)


def test_what_a_day_costs_is_the_same_among_several_debts(case: Case) -> None:
    days = year_of(case)
    dues = [due.on for debt in case.debts for due in debt.ledger(days[-1]).dues]
    eves = {date.fromordinal(due - 1) for due in dues if due > days[0].toordinal()}
    for on in sorted({*days[::20], *eves}):
        begun = [debt.in_force(on) for debt in case.debts if debt.start <= on]
        for debt, found in zip(begun, ranking(begun, on), strict=True):
            assert found.cost_a_day == debt.position(on).one_more_day, (debt.id, on)


def test_the_sheet_says_what_the_ledgers_say(case: Case) -> None:
    for on in year_of(case):
        sheet = case.figures(on)
        assert sheet is case.figures(on)
        begun = [debt.in_force(on) for debt in case.debts if debt.start <= on]
        found = [open_ledger(debt.terms, debt.drawings, debt.events, until=on).position(on) for debt in begun]
        late = [position.late_since for position in found if position.late_since]
        assert [one.id for one in sheet.debts] == [debt.id for debt in begun]
        assert sheet.owed == total(position.total for position in found)
        assert sheet.due == total(position.due for position in found)
        assert sheet.overdue == total(position.due for position in found if position.days_past_due)
        assert sheet.one_more_day == total(position.one_more_day for position in found)
        assert sheet.late_since == min(late, default=None)
        assert sheet.days_past_due == max((position.days_past_due for position in found), default=0)


def test_shares_are_of_what_every_month_of_the_coming_year_leaves(case: Case) -> None:
    for on in year_of(case)[::7]:
        sheet = case.figures(on)
        assert (sheet.left, sheet.left_in_bad_month) == (
            case.budget(on=on).left,
            case.budget(bad_month=True, on=on).left,
        )
        free = {one.id: one.owed for one in sheet.debts if one.owed and one.agreed is None}
        agreed = [one for one in sheet.debts if one.owed and one.agreed is not None]
        promised = [pay for one in agreed for pay in one.agreed.payments if pay.due > on]
        for bad_month in (False, True):
            left = min(
                case.budget(on=each, bad_month=bad_month).left - asked_in_the_month_of(each, promised)
                for each in (on + timedelta(number) for number in range(366))
            )
            fair = fair_shares(left, free, at_most=free) if left > 0 and free else {}
            fair |= {one.id: one.regular_payment for one in agreed}
            for one in sheet.debts:
                assert sheet.share(one.id, bad_month=bad_month) == fair.get(one.id, Decimal(0)), (on, one.id)


def asked_in_the_month_of(on: date, agreed: list[AgreedPayment]) -> Decimal:
    return total(one.amount for one in agreed if (one.due.year, one.due.month) == (on.year, on.month))


def test_panels_with_a_day_say_what_the_sheet_of_the_day_says(case: Case) -> None:
    position, statement = MyPosition(case), Statement(Whose(case))
    for number in range(0, 91):
        on = case.as_of + timedelta(number)
        sheet = case.figures(on)
        position.on = statement.on = on
        told = " ".join(value for _, value in position.facts())
        assert money(sheet.owed) in told and money(sheet.one_more_day) in told
        assert sheet.late_since is None or day(sheet.late_since) in told
        assert (statement.owed(), statement.due()) == (
            total(one.owed for one in sheet.debts),
            total(one.due for one in sheet.debts),
        )
        assert statement.more() == sheet.one_more_day


def test_panels_of_today_say_what_the_sheet_says(case: Case) -> None:
    for on in year_of(case)[::28]:
        looked_at = replace(case, fixed_as_of=on)
        sheet, whose = looked_at.figures(), Whose(looked_at)
        assert {watched.key for watched in of_case(looked_at)} <= {one.id for one in sheet.debts}
        for watched in of_case(looked_at):
            one = sheet[watched.key]
            position = watched.position(watched.number(on))
            assert (position.total, position.due) == (one.owed, one.due), (on, one.id)
            assert (position.days_past_due, position.one_more_day) == (one.days_past_due, one.one_more_day)
        for late in late_debts(looked_at):
            if late.own and late.is_late:
                one = sheet[late.key]
                found = late.position()
                assert (late.missed, late.days_late) == (one.late_since, one.days_past_due)
                assert (found.total, found.one_more_day) == (one.owed, one.one_more_day)
        month, account = Month(whose), household_for(looked_at)
        assert (month.month().left, month.month(bad=True).left) == (sheet.left, sheet.left_in_bad_month)
        assert (month.asked(), month.share()) == (sheet.payments_a_month, sheet.service_share)
        assert (account.payments, account.overdue) == (sheet.payments_a_month, sheet.overdue)
        assert NewCredit(account).shares()[0] == sheet.service_share
        assert account.payments == total(one.payment for one in account.debts)
        first = WhichFirst(whose) if whose.debts else None
        for one in sheet.owing:
            assert first is not None and one.rank in first.owing
            call = ForTheCall(whose)
            call.debt = one.id
            assert (call.owed(), call.due()) == (one.owed, one.due)
            assert (call.payment(), call.in_a_good_month()) == (
                one.share,
                sheet.share(one.id, bad_month=False),
            )
            rehearsed = figures_of(looked_at, looked_at.debt(one.id)).shown()
            said = {"total": one.owed, "one_more_day": one.one_more_day} | (
                {"overdue": one.due} if one.late_since else {}
            )
            assert {name: rehearsed[name] for name in said} == {name: money(said[name]) for name in said}
            assert rehearsed["carries"] == (money(one.share) if one.share else say("rehearsal.nothing"))
