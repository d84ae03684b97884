"""What an offer does to the credit report, the budget and the rules; doing nothing; offers side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from duecourse.calc import (
    BadInput,
    Coming,
    Compared,
    CounterOffer,
    Deferral,
    Drawing,
    Flat,
    Limit,
    LumpSum,
    Means,
    NoAgreement,
    Remission,
    Rescheduling,
    RevolvingTerms,
    Verdict,
    compare_offers,
    lump_sum_equivalent,
    open_ledger,
    outcome,
    payoff,
    together,
)
from unit.calc.accounts import CARD, SPENT
from unit.calc.agreed import ON, of, owed, payments, principal_only
from unit.calc.debts import DRAWN, terms, y

RANGES = [("1", 1, 30), ("2", 31, 60), ("3", 61, 90), ("4", 91, None)]
LATE = {"overdue": "321", "late_since": date(2025, 12, 15)}


# -- the credit report


def codes(late: dict[str, Any], *parts: Any, counting: str = "keeps_counting", count: str = "days") -> str:
    offer = outcome(owed(**late), *parts)
    return "".join(line.code for line in offer.codes(RANGES, counting=counting, count=count))


def test_the_count_starts_again() -> None:
    assert codes(LATE, Rescheduling(4), counting="restarts") == "*NNNC"
    assert codes(LATE, Deferral(2), Rescheduling(2), counting="restarts") == "***NC"


def test_the_count_goes_on_until_the_arrears_are_paid() -> None:
    # 47 days late on 31 January; payments of about 313: two of them make 321 good
    assert codes(LATE, Rescheduling(4)) == "23NNC"
    offer = outcome(owed(**LATE), Rescheduling(4))
    first, second, third = offer.codes(RANGES, counting="keeps_counting")[:3]
    assert (first.month_end, first.days_past_due, first.overdue) == (ON, 47, y("321.00"))
    assert (second.days_past_due, second.overdue) == (75, Decimal("321.00") - offer.first_payment)
    assert (third.code, third.days_past_due, third.overdue) == ("N", 0, 0)


def test_what_is_waived_of_the_charges_is_no_longer_late() -> None:
    assert codes({"overdue": "21", "late_since": date(2026, 1, 1)}, Rescheduling(2)) == "1NC"
    waived = [Remission(name, share=1) for name in ("interest", "penalty", "fees")]
    assert codes({"overdue": "21", "late_since": date(2026, 1, 1)}, *waived, Rescheduling(2)) == "*NC"


def test_missed_minimums_are_counted_on() -> None:
    late = LATE | {"missed": 2}
    assert codes(late, Rescheduling(4), count="missed_minimums") == "23NNC"
    assert codes(late, Deferral(3), Rescheduling(1), count="missed_minimums") == "2344C"


def test_a_debt_that_is_not_late_has_nothing_to_count() -> None:
    assert codes({}, Rescheduling(2)) == codes({}, Rescheduling(2), counting="restarts") == "*NC"


def test_a_debt_that_is_not_cleared_is_not_closed() -> None:
    assert codes({}, CounterOffer(((date(2026, 2, 28), "100"),))) == "*N"
    assert codes({}, LumpSum(share="0.5", on=date(2026, 2, 1))) == "*C"


def test_a_settlement_for_less_than_what_was_overdue_closes_it_too() -> None:
    assert codes(LATE, LumpSum(share="0.1", on=date(2026, 2, 15))) == "2C"


def test_payments_of_nothing_are_no_payments() -> None:
    offer = outcome(principal_only(annual_rate="0"), Rescheduling(3, method="interest_only"))
    assert payments(offer) == ["0.00", "0.00", "1200.00"]
    assert "".join(line.code for line in offer.codes(RANGES, counting="restarts")) == "***C"


# -- doing nothing

LOAN = Drawing(DRAWN, "1200")
TODAY = date(2026, 3, 1)


def test_doing_nothing_is_the_ledger_going_on() -> None:
    offer = outcome(payoff(terms(), LOAN, on=TODAY), NoAgreement(3))
    end = date(2026, 6, 1)
    ledger = open_ledger(terms(), LOAN, until=end)
    assert offer.ends == end and offer.schedule == ()
    assert offer.still_owed == ledger.position(end).total
    assert (offer.total_paid, offer.first_payment, offer.present_value("0.04")) == (0, 0, 0)
    assert offer.extra == offer.added == ledger.position(end).total - ledger.position(TODAY).total
    assert sum(step.amount for step in offer.explain()) == offer.still_owed
    assert [line.code for line in offer.codes(RANGES, counting="restarts")] == ["2", "3", "4", "4"]
    growth = float(offer.still_owed / ledger.position(TODAY).total)  # in three months, paid then
    assert offer.rate is not None and offer.rate.effective == pytest.approx(growth**4 - 1, rel=1e-9)
    assert offer.affordable(Means.of("0")).enough


def test_nothing_has_a_year_if_it_stands_alone() -> None:
    assert outcome(payoff(terms(), LOAN, on=TODAY), NoAgreement()).ends == date(2027, 3, 1)


def test_nothing_is_followed_as_long_as_the_longest_offer() -> None:
    debt = payoff(terms(), LOAN, on=TODAY)
    offers = {
        "nothing": [NoAgreement()],
        "six": [Rescheduling(6)],
        "two": [Deferral(2)],
        "own": [NoAgreement(1)],
    }
    found = {each.name: each.outcome.ends for each in compare_offers(debt, offers)}
    assert found["two"] == found["nothing"] == date(2027, 3, 15)  # the contract's plan, two months later
    assert found["own"] == date(2026, 4, 1)
    assert compare_offers(debt, {"nothing": [NoAgreement()]})[0].outcome.ends == date(2027, 3, 1)


def test_doing_nothing_on_a_card_counts_missed_minimums() -> None:
    debt = payoff(RevolvingTerms(**CARD), [SPENT], on=date(2026, 3, 1))
    offer = outcome(debt, NoAgreement(3))
    found = [line.code for line in offer.codes(RANGES, counting="restarts", count="missed_minimums")]
    assert found == ["2", "3", "4", "4"]


# -- the budget


def test_whether_the_budget_carries_it() -> None:
    offer = of(Rescheduling(12, method="equal_principal"))  # 113.75 … 102.75
    means = Means.of("113.75", "110")
    assert offer.affordable(means).enough and offer.affordable(means).left_then == 0
    bad = offer.affordable(means, bad_month=True)
    # 3.75, 2.75, 1.75 and 0.75 are missing
    assert (bad.short_months, bad.shortfall, bad.most_short) == (4, y("9.00"), y("3.75"))
    assert bad.tightest == date(2026, 2, 28)


def test_all_debts_together() -> None:
    one, other = of(Rescheduling(2, annual_rate="0")), of(Rescheduling(3, annual_rate="0"))
    # 610.50 + 407.00 in February and March, 407.00 in April
    assert together([one, other], Means.of("1017.50")).enough
    found = together([one, other], Means.of("1000"))
    assert (found.short_months, found.shortfall) == (2, y("35.00"))
    assert together([one, other], Means.of("2000", "1017.49"), bad_month=True).short_months == 2


LEAN = Means(  # 800 missing a month to June, 600 left from July on
    (
        Flat("income", "1700", end=date(2026, 6, 30)),
        Flat("income", "3100", start=date(2026, 7, 1)),
        Flat("essential", "2500"),
    ),
    reserve="6000",
)
LATER = {
    "a pause": [Deferral(5), Rescheduling(1)],
    "a lump sum": [LumpSum(amount="6360", on=date(2026, 7, 31))],
    "a counter-offer": [CounterOffer(((date(2026, 7, 31), "6360"),))],
}


@pytest.mark.parametrize("name", LATER)
def test_savings_that_a_pause_uses_up_are_gone(name: str) -> None:
    """From 31 January five months take 4,000 of 6,000; 6,360 less July's 600 and the other 2,000 is 3,760."""
    debt = principal_only("6000" if name == "a pause" else "6360", annual_rate="0.12")
    offer = outcome(debt, *LATER[name])
    assert [str(line.payment) for line in offer.schedule] == ["6360.00"]
    assert str(offer.affordable(LEAN).most_short) == "3760.00"
    assert offer.affordable(LEAN) == together([offer], LEAN)


def test_the_plan_for_one_debt_uses_up_savings_for_the_other() -> None:
    one = outcome(principal_only("700", annual_rate="0"), LumpSum(amount="700"))  # in January
    later = outcome(principal_only("2000", annual_rate="0"), LumpSum(amount="2000", on=date(2026, 7, 31)))
    assert later.affordable(LEAN).enough
    # 1,500 in January, 4,000 to June: 500 and July's 600 of 2,000
    assert str(together([one, later], LEAN).most_short) == "900.00"


# -- the rules


def verdicts(limit: Limit, *parts: Any, **differs: Any) -> list[Verdict]:
    debt = owed(**({"term_months": 12, "matures": date(2026, 6, 30)} | differs))
    return list(outcome(debt, *parts).verdicts([limit], lender_kind="bank", product="card"))


def found(limit: Limit, *parts: Any, **differs: Any) -> list[str]:
    return [verdict.finding for verdict in verdicts(limit, *parts, **differs)]


def test_the_most_months() -> None:
    limit = Limit(id="card-personal-instalments", products=("card",), parts=("reinstalment",), max_months=60)
    assert verdicts(limit, Rescheduling(60)) == [
        Verdict("card-personal-instalments", "within", 60, 60),
        Verdict("card-personal-instalments", "needs_consent"),
    ]
    assert found(limit, Rescheduling(61)) == ["too_long", "needs_consent"]
    assert found(limit, Deferral(1), Rescheduling(60)) == ["too_long", "needs_consent"]
    assert found(limit, Rescheduling(2, first=date(2031, 1, 1))) == ["too_long", "needs_consent"]
    assert found(limit, Deferral(3)) == ["other_parts"]


@pytest.mark.parametrize(
    ("finding", "limit"),
    [
        ("other_lender", Limit(id="a", lender_kinds=("small_loan",))),
        ("other_product", Limit(id="a", products=("jintiao", "bank_loan"))),
        ("other_term", Limit(id="a", term_from=13)),
        ("other_term", Limit(id="a", term_to=11)),
    ],
)
def test_a_rule_for_others(finding: str, limit: Limit) -> None:
    assert found(limit, Rescheduling(2)) == [finding]


def test_a_rule_for_contracts_of_some_length() -> None:
    assert found(Limit(id="a", term_from=12, term_to=12, needs_consent=False), Rescheduling(2)) == []
    assert found(Limit(id="a", term_to=60), Rescheduling(2), term_months=None) == ["other_term"]


def test_how_far_beyond_the_contract_s_end() -> None:
    limit = Limit(id="a", max_extension_share="0.5", needs_consent=False)
    # 12 months, to 30 June: half of them is six months, to 30 December
    assert verdicts(limit, Rescheduling(10)) == [Verdict("a", "within", 5, 6)]
    assert verdicts(limit, Rescheduling(11)) == [Verdict("a", "too_long", 7, 6)]
    assert verdicts(limit, Rescheduling(3)) == [Verdict("a", "within", 0, 6)]
    on_the_day = Rescheduling(10, first=date(2026, 3, 30)), Rescheduling(10, first=date(2026, 3, 31))
    assert [verdicts(limit, plan)[0].finding for plan in on_the_day] == ["within", "too_long"]
    narrower = Limit(id="a", max_extension_share="0.5", max_extension_months=4, needs_consent=False)
    assert verdicts(narrower, Rescheduling(10)) == [Verdict("a", "too_long", 5, 4)]
    assert found(limit, Rescheduling(11), matures=None) == []


def test_until_when_to_ask() -> None:
    limit = Limit(id="a", ask_before="matures", needs_consent=False)
    assert verdicts(limit, Deferral(1)) == [Verdict("a", "in_time", by=date(2026, 6, 30))]
    assert found(limit, Deferral(1), matures=ON) == ["too_late"]
    sooner = Limit(id="a", ask_before="overdue", needs_consent=False)
    coming = (Coming(date(2026, 2, 10), "100"),)
    assert verdicts(sooner, Deferral(1), coming=coming) == [Verdict("a", "in_time", by=date(2026, 2, 10))]
    assert verdicts(sooner, Deferral(1), **LATE) == [Verdict("a", "too_late", by=date(2025, 12, 15))]


def test_how_often() -> None:
    offer = of(Deferral(1))
    limit = [Limit(id="a", max_times=2, needs_consent=False)]
    about: dict[str, Any] = {"lender_kind": "small_loan", "product": "jintiao"}
    assert offer.verdicts(limit, **about, extended_before=1) == ()
    assert offer.verdicts(limit, **about, extended_before=2) == (Verdict("a", "too_often", 3, 2),)


# -- side by side


def test_every_figure_of_every_offer() -> None:
    offers = {
        "a": [Remission("penalty", share=1), Rescheduling(12, method="equal_principal")],
        "b": [LumpSum(share="0.5")],
    }
    first, second = compare_offers(
        owed(**LATE), offers, means=Means.of("113", "50"), discount_rate="0.05", ranges=RANGES,
        limits=[Limit(id="x", max_months=6)], lender_kind="bank", product="card", counting="keeps_counting",
    )  # fmt: skip
    offer = outcome(owed(**LATE), *offers["a"])
    assert first == Compared(
        "a", offer, y("113.33"), y("113.33"), 12, y("1294.00"), y("0.00"), y("73.00"), y("5.00"), offer.rate,
        None, offer.present_value("0.05"), offer.affordable(Means.of("113", "50")),
        offer.affordable(Means.of("113", "50"), bad_month=True),
        (Verdict("x", "too_long", 12, 6), Verdict("x", "needs_consent")),
        tuple(offer.codes(RANGES, counting="keeps_counting")),
    )  # fmt: skip
    assert (second.name, second.months, second.rate_refused) == ("b", 0, "no_sign_change")


def test_what_is_not_asked_for_is_left_out() -> None:
    (line,) = compare_offers(owed(), {"a": [Deferral(1)]})
    assert (line.present_value, line.normal, line.bad, line.verdicts, line.codes) == (
        None,
        None,
        None,
        (),
        None,
    )


# -- what is refused

ANY: Any = None
DAY = date(2026, 2, 28)


@pytest.mark.parametrize(
    ("argument", "call"),
    [
        ("parts", lambda: of()),
        ("parts", lambda: of(Remission("fees", share=1))),
        ("parts", lambda: of(ANY)),
        ("parts", lambda: of(Deferral(1), Deferral(2))),
        ("parts", lambda: of(CounterOffer(((DAY, "1"),)), Deferral(1))),
        ("parts", lambda: outcome(payoff(terms(), LOAN, on=TODAY), NoAgreement(), Deferral(1))),
        ("owed.debt", lambda: of(NoAgreement())),
        ("months", lambda: Deferral(0)),
        ("months", lambda: Deferral(601)),
        ("months", lambda: NoAgreement(0)),
        ("interest_runs", lambda: Deferral(1, interest_runs=ANY)),
        ("repaid", lambda: Deferral(1, repaid="later")),
        ("annual_rate", lambda: Deferral(1, annual_rate="-0.1")),
        ("periods", lambda: Rescheduling(0)),
        ("method", lambda: Rescheduling(1, method="bullet")),
        ("annual_rate", lambda: Rescheduling(1, annual_rate="x")),
        ("interest_on", lambda: Rescheduling(1, interest_on="fees")),
        ("arrears", lambda: Rescheduling(1, arrears="never")),
        ("fee", lambda: Rescheduling(1, fee="-1")),
        ("fee_per_period", lambda: Rescheduling(1, fee_per_period="-1")),
        ("first", lambda: Rescheduling(1, first=ANY or "soon")),  # type: ignore[arg-type]
        ("rescheduling.first", lambda: of(Rescheduling(1, first=ON))),
        ("start_amount", lambda: Rescheduling(2, method="stepped")),
        ("start_amount", lambda: Rescheduling(2, start_amount="1")),
        ("start_amount", lambda: Rescheduling(2, shares=("1",))),
        ("start_amount", lambda: Rescheduling(2, method="stepped", start_amount="1", shares=("1",))),
        ("start_amount", lambda: Rescheduling(2, method="stepped", start_amount="-1")),
        ("step", lambda: Rescheduling(3, method="stepped", start_amount="10", step="-6")),
        ("step_every", lambda: Rescheduling(3, method="stepped", start_amount="10", step_every=0)),
        ("shares", lambda: Rescheduling(1, method="stepped", shares=("1", "2"))),
        ("shares", lambda: Rescheduling(2, method="stepped", shares=("0", "0"))),
        ("shares", lambda: Rescheduling(2, method="stepped", shares=("-1",))),
        ("component", lambda: Remission("late fees", share=1)),
        ("share", lambda: Remission("fees")),
        ("share", lambda: Remission("fees", share=1, amount="1")),
        ("share", lambda: Remission("fees", share="1.01")),
        ("amount", lambda: Remission("fees", amount="0.001")),
        ("waive.amount", lambda: of(Remission("fees", amount="6.01"), Deferral(1))),
        ("amount", lambda: LumpSum()),
        ("amount", lambda: LumpSum("1", share="1")),
        ("amount", lambda: LumpSum("-1")),
        ("share", lambda: LumpSum(share="2")),
        ("on", lambda: LumpSum("1", on=ANY or "now")),  # type: ignore[arg-type]
        ("lump_sum.on", lambda: of(LumpSum("1", on=date(2026, 1, 30)))),
        ("lump_sum.on", lambda: of(LumpSum("1", on=DAY), Deferral(1))),
        ("lump_sum.amount", lambda: of(LumpSum("1221.01"))),
        ("payments", lambda: CounterOffer(())),
        ("payments", lambda: CounterOffer(ANY)),
        ("payments", lambda: CounterOffer((DAY, "1"))),  # type: ignore[arg-type]
        ("payments", lambda: CounterOffer((("soon", "1"),))),  # type: ignore[arg-type]
        ("payments", lambda: CounterOffer(((DAY, "-1"),))),
        ("rest", lambda: CounterOffer(((DAY, "1"),), rest="gone")),
        ("payments", lambda: of(CounterOffer(((date(2026, 1, 30), "1"),)))),
        ("counting", lambda: of(Deferral(1)).codes(RANGES, counting="stops")),
        ("count", lambda: of(Deferral(1)).codes(RANGES, counting="restarts", count="weeks")),
        ("ranges", lambda: of(Deferral(1)).codes([], counting="restarts")),
        ("discount_rate", lambda: of(Deferral(1)).present_value("-0.1")),
        ("on", lambda: lump_sum_equivalent(of(Deferral(1)), "0.1", on=date(2026, 1, 30))),
        ("parts", lambda: Limit(id="a", parts=("a waiver",))),
        ("max_months", lambda: Limit(id="a", max_months=-1)),
        ("term_to", lambda: Limit(id="a", term_to=ANY or 1.5)),  # type: ignore[arg-type]
        ("max_extension_share", lambda: Limit(id="a", max_extension_share="-1")),
        ("ask_before", lambda: Limit(id="a", ask_before="lunch")),
        ("limits", lambda: of(Deferral(1)).verdicts(ANY or ["a"], lender_kind="", product="")),  # type: ignore[list-item]
        (
            "extended_before",
            lambda: of(Deferral(1)).verdicts([], lender_kind="", product="", extended_before=-1),
        ),
    ],
)
def test_what_is_no_offer_is_refused(argument: str, call: Callable[[], object]) -> None:
    with pytest.raises(BadInput) as caught:
        call()
    assert caught.value.argument == argument
