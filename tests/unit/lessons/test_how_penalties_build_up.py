"""Lesson 2: its panels for every household and at the ends of every control, its figures, its exercises."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duecourse.calc import (
    Acceleration,
    InstalmentTerms,
    RevolvingTerms,
    accrue,
    annual_rate,
    card_interest,
    open_ledger,
    schedule,
)
from duecourse.case import Case, Debt, Drawing, Payment, RateChange, Waiver, examples, load_example
from duecourse.lessons import how_penalties_build_up as lesson
from duecourse.lessons.drawing import far_apart
from duecourse.lessons.how_penalties_build_up.acceleration import EverythingDue
from duecourse.lessons.how_penalties_build_up.allocation import WhoGetsMyPayment
from duecourse.lessons.how_penalties_build_up.card_bill import PartlyPaid, card_of
from duecourse.lessons.how_penalties_build_up.contracts import TwoContracts, other_contracts
from duecourse.lessons.how_penalties_build_up.late_debt import LateDebt, late_debts, made_up, most_days
from duecourse.lessons.how_penalties_build_up.limits import LoanAtTheCeiling
from duecourse.lessons.how_penalties_build_up.monthly_fee import FeeOrRate
from duecourse.lessons.how_penalties_build_up.one_debt import LateBill, LateLoan
from duecourse.lessons.kit.kept import forget
from duecourse.lessons.tasks import Exercise, Task, words_of
from duecourse.locale import LANGUAGES, Text, in_language, money
from duecourse.rules import LENDER_KINDS, products
from duecourse.view import Panel
from duecourse.view.tables import steps_html, table_html
from unit import page
from unit.lessons.panels import positions

TODAY = date(2026, 11, 24)
PANELS = (
    "what_one_debt_costs",
    "two_contracts",
    "whole_balance_interest",
    "fee_or_rate",
    "everything_due",
    "where_is_the_line",
    "who_gets_my_payment",
)
HOUSEHOLDS = sorted(examples())


@pytest.fixture(autouse=True)
def nothing_of_the_learners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path / "none"))
    with in_language("en"):
        lesson.begin("en")
        yield
    lesson.LESSON.use_case(None)


def opened(name: str, case: Case) -> list[Panel]:
    """The panels behind a cell of the notebook: one for each debt to choose from."""
    lesson.LESSON.use_case(case)
    card = getattr(lesson, name)()
    if isinstance(card, Panel):
        return [card]
    found = []
    for key in card.choice.values:
        card.choice.value = key
        found.append(card.panel)
    return found


def everything_said(panel: Panel) -> str:
    """All that a panel says in its present state, after checking its form."""
    model = panel.model
    assert len(repr(panel)) < 110, repr(panel)
    facts, sentence = model.facts(), model.sentence()
    assert sentence and all(label and value for label, value in facts)
    table, figure = model.table(), model.figure()
    assert table is not None and figure is not None
    json.dumps(figure, allow_nan=False)
    for trace in figure["data"]:
        assert len(trace["x"]) == len(trace["y"]) > 0
    text = "\n".join([model.title(), repr(panel), sentence, *(f"{a} {b}" for a, b in facts)])
    assert "None" not in text
    text += table_html(table) + steps_html(model.steps())
    assert "{" not in text and "E+" not in text
    return text


def one_debt(**changes: Any) -> Debt:
    """A Jintiao loan whose second instalment was missed."""
    given: dict[str, Any] = {
        "id": "loan",
        "product_name": "jintiao",
        "drawings": (Drawing(date(2026, 8, 20), "9000"),),
        "payments": (Payment(date(2026, 9, 20), "815"),),
    }
    return Debt(**given | changes)


def household(*debts: Debt) -> Case:
    return Case(debts=debts, fixed_as_of=TODAY)


ODD = {
    "no debts": household(),
    "accelerated": household(one_debt(accelerated=date(2026, 11, 10))),
    "accelerates by itself": household(one_debt(differs={"accelerate_after_days": 20})),
    "waived": household(one_debt(waivers=(Waiver(date(2026, 11, 20), "penalty", "60"),))),
    "a changed rate": household(one_debt(rate_changes=(RateChange(date(2026, 10, 1), annual_rate="0.10"),))),
    "nothing for being late": household(one_debt(differs={"penalty_daily_rate": "0"})),
    "no penalty at all": household(one_debt(differs={"penalty_daily_rate": None})),
    "a penalty beyond the range": household(one_debt(differs={"penalty_daily_rate": "0.003"})),
    "a multiple": household(one_debt(differs={"penalty_multiple": "3.5"})),
    "all at the end": household(one_debt(differs={"method": "bullet", "periods": 2})),
    "interest first": household(one_debt(differs={"method": "interest_only"})),
    "a year late": household(one_debt(drawings=(Drawing(date(2025, 8, 20), "9000"),), payments=())),
    "years late": household(
        one_debt(drawings=(Drawing(date(2021, 8, 20), "9000"),), payments=(), differs={"periods": 6})
    ),
    "ten months": household(one_debt(differs={"periods": 10})),
    "hardly anything": household(one_debt(drawings=(Drawing(date(2026, 8, 20), "12.34"),), payments=())),
    "a fortune": household(one_debt(drawings=(Drawing(date(2026, 8, 20), "4000000"),), payments=())),
    "paid off": household(one_debt(payments=(Payment(date(2026, 9, 1), "9500"),))),
    "from a friend": household(one_debt(given_lender_kind="private")),
    "a fee in one sum": household(
        one_debt(
            product_name="flat_fee", differs={"total_fee_rate": "0.072", "fee_per_period": None}, payments=()
        )
    ),
    "within its grace": household(one_debt(differs={"grace_days": 9}, payments=())),
    "fees called too": household(
        one_debt(product_name="baitiao_order", differs={"acceleration_includes_fees": True})
    ),
    "a card due late": household(
        one_debt(product_name="card", differs={"due_after_days": 25, "grace_days": 0, "daily_rate": "0.0008"})
    ),
    "a card with a low cap": household(
        one_debt(product_name="card", differs={"default_fee_cap": "15"}, payments=())
    ),
    "a card billed on the last day": household(
        one_debt(product_name="card", differs={"statement_day": 31}, payments=())
    ),
    "a bill called due": household(
        one_debt(product_name="baitiao_bill", accelerated=date(2026, 11, 10), payments=())
    ),
    "drawn yesterday": household(one_debt(drawings=(Drawing(date(2026, 11, 23), "9000"),), payments=())),
    "not drawn yet": household(one_debt(drawings=(Drawing(date(2026, 12, 1), "9000"),), payments=())),
}
assert ODD["paid off"].debts[0].position(TODAY).total == 0


# -- every panel


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("household", HOUSEHOLDS)
def test_every_panel_works_for_every_household(household: str, name: str, language: str) -> None:
    with in_language(language):
        for panel in opened(name, load_example(household)):
            everything_said(panel)
            assert ("，" in panel.model.sentence()) == (language == "zh")


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("household", HOUSEHOLDS)
def test_the_price_of_one_more_day_is_always_on_screen(household: str, name: str) -> None:
    for panel in opened(name, load_example(household)):
        label = "One more day costs"
        assert any(fact[0].startswith(label) and "¥" in fact[1] for fact in panel.model.facts())


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("odd", ODD)
def test_every_panel_works_for_odd_debts(odd: str, name: str) -> None:
    for panel in opened(name, ODD[odd]):
        everything_said(panel)


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("case", [*HOUSEHOLDS, "a multiple", "a card due late", "a bill called due"])
def test_every_control_works_at_both_ends(case: str, name: str) -> None:
    for panel in opened(name, ODD[case] if case in ODD else load_example(case)):
        for trait, control in panel.controls.items():
            before = control.value
            for attribute, value in positions(control):
                setattr(control, attribute, value)
                model: Any = panel.model
                assert getattr(model, trait) == control.value
                said = everything_said(panel)
                forget(model)
                assert everything_said(panel) == said, "something stood that depends on what was moved"
            control.value = before


@pytest.mark.parametrize("name", PANELS)
def test_controls_at_their_ends_all_together(name: str) -> None:
    """Whatever the learner combines, the panel has an answer."""
    chance = random.Random(name)
    for case in HOUSEHOLDS:
        for panel in opened(name, load_example(case)):
            for _ in range(8):
                for control in panel.controls.values():
                    attribute, value = chance.choice(positions(control))
                    setattr(control, attribute, value)
                everything_said(panel)


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_shows_the_same_again_for_the_strict_comparison(name: str) -> None:
    def shown() -> list[Any]:
        found = []
        for panel in opened(name, load_example("family")):
            bundle = page.shown(panel)
            found.append((bundle["text/plain"], bundle["application/vnd.plotly.v1+json"]))
        return found

    assert shown() == shown()


def test_a_panel_goes_back_to_where_it_was() -> None:
    """Nothing that was worked out for another position is left standing."""
    for name in PANELS:
        for panel in opened(name, load_example("laid_off")):
            before = everything_said(panel)
            for control in panel.controls.values():
                value = control.value
                for attribute, end in positions(control):
                    setattr(control, attribute, end)
                control.value = value
            assert everything_said(panel) == before, name


def test_what_the_learner_types_is_text_on_the_page() -> None:
    nasty = one_debt(labels=Text.same('<b onclick="x">loan</b>'), lender=Text.same("<i>them</i>"))
    for name in PANELS:
        for panel in opened(name, household(nasty, one_debt(id="other"))):
            model = panel.model
            table = model.table()
            assert table is not None
            assert "<b" not in table_html(table) + steps_html(model.steps())
            bundle = page.shown(panel)["application/vnd.plotly.v1+json"]
            assert "<b onclick" not in json.dumps(bundle)


# -- the debts they begin with


@pytest.mark.parametrize("household", HOUSEHOLDS)
def test_the_first_panel_begins_with_the_learners_own_figures(household: str) -> None:
    case = load_example(household)
    for debt, panel in zip(late_debts(case), opened("what_one_debt_costs", case), strict=True):
        position = case.debt(debt.key).position(TODAY)
        model: Any = panel.model
        if debt.is_late:
            assert model.on == TODAY and model.days_late == position.days_past_due
            assert model.position().total == position.total
        assert model.debt.own


def test_a_household_without_debts_looks_at_made_up_ones() -> None:
    debts = late_debts(ODD["no debts"])
    assert [debt.own for debt in debts] == [False]
    assert "made-up" in debts[0].label


def test_late_debts_come_first_and_those_paid_off_not_at_all() -> None:
    on_time = one_debt(
        id="on-time", payments=tuple(Payment(date(2026, month, 20), "815") for month in (9, 10, 11))
    )
    paid_off = replace(ODD["paid off"].debts[0], id="paid-off")
    case = household(on_time, paid_off, one_debt())
    assert [debt.key for debt in late_debts(case)] == ["loan", "on-time"]
    assert [debt.is_late for debt in late_debts(case)] == [True, False]


def test_a_debt_that_is_not_late_is_supposed_to_miss_its_next_payment() -> None:
    loan = next(debt for debt in late_debts(load_example("family")) if debt.key == "bank-loan")
    model = LateLoan(loan)
    assert loan.missed == date(2026, 12, 15) and not loan.is_late
    assert model.sentence().startswith("Suppose the payment due on 15 Dec 2026 were missed.")


@pytest.mark.parametrize("product", [product.name for product in products])
def test_a_debt_can_be_made_up_of_every_product(product: str) -> None:
    for today in (TODAY, date(2027, 3, 31), date(2028, 3, 30)):
        debt = made_up(product, today)
        ledger = debt.story.ledger(today)
        assert ledger.position(today).late_since == debt.missed
        assert debt.amount == Decimal("10000.00")


@pytest.mark.parametrize(("late", "most"), [(0, 180), (150, 180), (151, 360), (400, 720), (900, 960)])
def test_the_day_slider_reaches_beyond_the_day_itself(late: int, most: int) -> None:
    debt = replace(made_up("jintiao", TODAY), days_late=late)
    assert most_days(debt) == most


# -- what one debt costs


def courier() -> LateDebt:
    return late_debts(load_example("courier"))[0]


def test_one_more_day_and_the_cost_of_the_delay() -> None:
    model = LateLoan(courier())
    # 6,051.09 × 0.06 % × 35 days since the part payment of 20 October: 127.07, and a fen of rounding before
    assert model.more() == Decimal("3.63")
    assert model.position().penalty == Decimal("127.08")
    # normal interest would have gone on at 15.3 % a year: that much less has the delay cost
    assert model.cost_of_delay() == Decimal("75.97")
    model.days_late = 0
    assert model.cost_of_delay() == 0


def test_the_penalty_follows_its_slider_exactly() -> None:
    model = LateLoan(made_up("jintiao", TODAY))
    for rate in ("0.0004", "0.0011"):
        model.penalty_daily_rate = rate
        whole = accrue("10000", rate=rate, day_count=model.days_late)
        assert model.position().penalty == whole.amount
    model.penalty_as, model.penalty_multiple = "multiple", Decimal("1.5")
    yearly = accrue("10000", rate="0.219", per="year", day_count=model.days_late)  # 14.6 % × 1.5
    assert model.position().penalty == yearly.amount


def test_the_two_ways_of_naming_a_penalty_begin_at_the_same_price() -> None:
    for debt in (courier(), late_debts(load_example("laid_off"))[0]):
        model = LateLoan(debt)
        before = model.more()
        model.penalty_as = "rate" if model.penalty_as == "multiple" else "multiple"
        assert abs(model.more() - before) <= Decimal("0.10")


def test_a_payment_is_allocated_and_said() -> None:
    model = LateLoan(courier())
    model.paid, model.paid_after = Decimal("500"), 47
    split = model.ledger().payment_split(model.paid_on)
    assert set(split) == {"penalty", "principal"} and sum(split.values()) == 500
    assert f"Penalty interest {money(split['penalty'])}" in model.sentence()
    happened = {row[0]: row[-1] for row in model.table().rows}
    assert money(split["principal"]) in happened[TODAY]
    assert model.position().total == Decimal("6178.17") - 500


def test_a_payment_on_a_day_with_another_is_told_apart_from_it() -> None:
    model = LateLoan(courier())
    model.paid, model.paid_after = Decimal("100"), 12  # 20 October, when 300 was paid
    assert model.paid_on == date(2026, 10, 20)
    parts = [part.rsplit(" ", 1)[1] for part in model.split().split(", ")]
    assert sum(Decimal(part.strip("¥")) for part in parts) == 100


def test_another_plan_is_paid_until_the_missed_day() -> None:
    model = LateLoan(courier())
    model.amount = Decimal("24000")
    assert model.missed == courier().missed
    plan = schedule("24000", annual_rate="0.153", periods=12)
    assert abs(model.position().principal - plan.instalments[5].balance) < 60  # interest by the day
    model.periods = 3  # over before the missed day: its last instalment is the missed one
    assert model.missed == date(2026, 6, 8)
    assert model.position().days_past_due == model.days_late


def test_another_clause_does_not_make_earlier_payments_late() -> None:
    """In August an instalment came three days late: under a dearer contract it would have fallen short."""
    model = LateLoan(courier())
    model.penalty_daily_rate = "0.0015"
    assert model.position().late_since == courier().missed


def test_the_table_has_every_knot_and_the_chart_stacks_up_to_the_total() -> None:
    model = LateLoan(courier())
    figure, table = model.figure(), model.table()
    days = {row[0].isoformat() for row in table.rows}
    assert set(figure["data"][0]["x"]) <= days
    by_day = {row[0].isoformat(): row[-2] for row in table.rows}
    top = figure["data"][-1]
    assert [float(by_day[on]) for on in top["x"]] == top["y"]
    assert len(top["x"]) <= 30
    model.only_costs = True
    assert "Principal" not in [trace["name"] for trace in model.figure()["data"]]


def test_the_steps_of_a_position_are_all_there() -> None:
    model = LateLoan(courier())
    told = [text for text, _ in model.steps()]
    for step in model.position().explain():
        assert any(money(abs(step.amount)) in text for text in told)


def test_a_bill_changes_with_its_price_and_its_size() -> None:
    baitiao = late_debts(load_example("courier"))[1]
    model = LateBill(baitiao)
    assert model.position().total == Decimal("3752.26")
    before = model.more()
    model.service_daily_rate = "0.001"
    assert model.more() > before
    model.amount = Decimal("1000")  # one purchase, nothing paid
    assert model.position().principal == 1000
    assert model.ledger().bills[0].balance == 1000


# -- two contracts


def test_the_clauses_add_up_to_the_difference_on_every_day() -> None:
    for household in HOUSEHOLDS:
        for debt in late_debts(load_example(household)):
            model = TwoContracts(debt, other_contracts(debt))
            for other in other_contracts(debt):
                model.other_name = other.name
                for late in (0, 1, debt.days_late, model.most):
                    model.days_late = late
                    apart = model.charged(model.other()) - model.charged(model.delay())
                    assert sum(amount for _, _, amount in model.clauses()) == apart == model.difference()


def test_another_contract_differs_in_what_it_says_about_being_late_only() -> None:
    model = TwoContracts(courier(), other_contracts(courier()))
    own, other = model.debt.terms, model.other_terms()
    assert isinstance(own, InstalmentTerms) and isinstance(other, InstalmentTerms)
    assert (own.method, own.annual_rate, own.periods) == (other.method, other.annual_rate, other.periods)
    assert (other.penalty_multiple, other.penalty_base, other.year_days) == (Decimal("1.5"), "overdue", 360)


def test_the_price_of_a_day_is_the_debts_own_whatever_is_compared() -> None:
    """Here more was paid back early than the plan asked for; the comparison counts the plan alone."""
    jintiao = late_debts(load_example("laid_off"))[2]
    model = TwoContracts(jintiao, other_contracts(jintiao))
    assert model.own_more() == Decimal("6.02") != model.more()
    assert model.facts()[0][1] == "¥6.02"


def test_a_multiple_of_no_rate_is_not_offered() -> None:
    furniture = late_debts(load_example("family"))[0]
    names = [product.name for product in other_contracts(furniture)]
    assert names and "bank_loan" not in names


def test_another_contract_begins_at_its_usual_price() -> None:
    model = TwoContracts(courier(), other_contracts(courier()))
    model.daily_rate = "0.0001"
    model.other_name = "baitiao_order"
    assert model.daily_rate == products["baitiao_order"].terms["penalty_daily_rate"].default
    assert model.other_terms().penalty_daily_rate == model.daily_rate


def test_days_of_grace_that_do_not_fit_the_bill_days_are_left_out() -> None:
    baitiao = made_up("baitiao_bill", TODAY)
    terms = replace(baitiao.terms, due_after_days=60)
    debt = replace(baitiao, story=replace(baitiao.story, terms=terms))
    other = TwoContracts(debt, other_contracts(debt)).other_terms()
    assert (other.grace_days, other.interest) == (0, "whole_balance")


# -- the card


def clerks_card() -> PartlyPaid:
    return PartlyPaid(card_of(load_example("clerk")), TODAY)


@pytest.mark.parametrize("days", ["half_open", "inclusive"])
def test_whole_balance_interest_is_that_of_the_library(days: str) -> None:
    model = clerks_card()
    model.days = days
    posted = model.bill_day - timedelta(model.posted_before)
    due = model.bill_day + timedelta(model.terms.due_after_days)
    interest = card_interest(
        postings=[(posted, model.amount)],
        payments=[(due, model.paid)],
        statement=model.next_bill_day,
        daily_rate=model.daily_rate,
        days=days,
    )
    assert model.next_bill(model.paid, "whole_balance").interest == interest.amount > 0


def test_interest_falls_off_a_cliff_where_the_shortfall_is_forgiven() -> None:
    model = clerks_card()
    model.pays = "own"
    model.own_amount = model.amount - model.tolerance
    assert model.next_bill(model.paid, "whole_balance").interest == 0
    assert "counts as paid in full" in model.sentence()
    model.own_amount -= Decimal("0.01")
    assert model.next_bill(model.paid, "whole_balance").interest > 100
    model.pays = "all"
    assert "no interest at all" in model.sentence()


def test_the_chart_of_the_card_is_straight_between_its_knots() -> None:
    model = clerks_card()
    model.amount = Decimal("5000")
    whole, part = model.figure()["data"]
    assert whole["x"] == [0, 4989, 4990, 5000]
    for trace, kind in ((whole, "whole_balance"), (part, "unpaid_part")):
        half = model.next_bill(Decimal("2494.50"), kind).interest
        assert abs(float(half) - (trace["y"][0] + trace["y"][1]) / 2) < 0.011
        assert trace["y"][2:] == [0, 0]


def test_the_minimum_keeps_the_fee_away() -> None:
    model = clerks_card()
    rows = {row[0]: row for row in model.table().rows}
    assert rows["nothing"][-1] > 0 and rows["the minimum"][-1] == 0


def test_a_bill_larger_than_before_can_be_paid_in_full() -> None:
    (panel,) = opened("whole_balance_interest", load_example("clerk"))
    panel.controls["pays"].value = "own"
    panel.controls["amount"].position = panel.controls["amount"].last
    own = panel.controls["own_amount"]
    assert own.high == panel.model.amount
    own.position = own.last
    assert panel.model.unpaid == 0


# -- the fee


def test_the_fee_is_told_nominal_and_effective_beside_what_it_looks_like() -> None:
    model = FeeOrRate(load_example("courier"))
    rate = annual_rate(schedule("10000", method="flat_fee", fee_per_period="0.006", periods=12).flows())
    assert model.rate() == rate
    assert [value for _, value in model.facts()[:3]] == ["13.03%", "13.84%", "7.2%"]


def test_the_fee_at_the_ceiling_is_the_first_that_reaches_it() -> None:
    model = FeeOrRate(load_example("courier"))
    for months in (3, 12, 36):
        model.periods = months
        fee = model.fee_at_the_ceiling()
        assert fee is not None
        model.fee = fee
        assert model.rate().nominal >= 0.24
        model.fee = fee - Decimal("0.0001")
        assert model.rate().nominal < 0.24


def test_a_line_that_no_fee_reaches_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FeeOrRate, "fee_at_the_ceiling", lambda _: None)
    for language in LANGUAGES:
        with in_language(language):
            sentence = FeeOrRate(load_example("courier")).sentence()
            assert "1.5%" in sentence and "24%" in sentence


def test_the_case_lends_its_own_fee() -> None:
    model = FeeOrRate(load_example("family"))
    assert (model.amount, model.fee, model.periods) == (Decimal("18000.00"), Decimal("0.0075"), 18)


# -- everything due


def test_what_is_asked_for_jumps_and_what_is_owed_does_not() -> None:
    model = EverythingDue(late_debts(load_example("laid_off"), kind="instalment")[0])
    model.days_late = model.called_after
    assert model.called().total == model.position().total
    assert model.called().due == model.called().total > model.position().due
    model.days_late = model.called_after - 1
    assert model.called().due == model.position().due
    assert "would be" in model.sentence()


def test_the_case_says_when_everything_was_called() -> None:
    debt = late_debts(ODD["accelerated"])[0]
    model = EverythingDue(debt)
    assert model.called_on == date(2026, 11, 10)
    assert not [event for event in model.story().events if isinstance(event, Acceleration)]
    by_itself = EverythingDue(late_debts(ODD["accelerates by itself"])[0])
    assert by_itself.called_after == 20


def test_fees_are_called_too_where_the_contract_says_so() -> None:
    model = EverythingDue(late_debts(ODD["fees called too"])[0])
    assert model.fees_too
    with_fees = model.called().due
    model.fees_too = False
    assert model.called().due < with_fees


# -- the line


def test_what_is_above_the_line_is_cost_less_what_it_allows() -> None:
    jintiao = late_debts(load_example("laid_off"))[2]
    model = LoanAtTheCeiling(jintiao)
    cost = model.cost()
    assert model.excess() == cost.total - cost.allowed("0.24") == Decimal("0.64")
    assert "No one can promise" in model.sentence()
    model.penalty_daily_rate = "0.0001"
    assert model.excess() == 0 and "below it" in model.sentence()


@pytest.mark.parametrize("kind", LENDER_KINDS)
def test_a_line_that_is_only_reported_is_never_the_line(kind: str) -> None:
    model = LoanAtTheCeiling(courier())
    model.lender_kind = kind
    line = model.ceiling()
    assert line is not None and line.basis != "reported"
    rates = [row[1] for row in model.table().rows]
    assert line.annual_rate in rates


def test_a_line_that_was_not_read_in_a_public_text_says_so() -> None:
    model = LoanAtTheCeiling(courier())
    assert model.lender_kind == "small_loan"
    assert model.sentence().endswith("known only generally: check before you rely on it.")
    model.lender_kind = "bank"
    assert "How this line is known" not in model.sentence()


def test_before_there_was_any_line_none_is_told() -> None:
    old = one_debt(drawings=(Drawing(date(2016, 8, 20), "9000"),), payments=())
    debt = late_debts(Case(debts=(old,), fixed_as_of=date(2016, 12, 1)))[0]
    model = LoanAtTheCeiling(debt)
    assert model.ceiling() is None and "no line is known" in model.sentence()
    assert model.figure() is not None and model.excess() == 0


# -- the payment


def test_a_payment_is_split_in_each_order() -> None:
    for household in HOUSEHOLDS:
        for debt in late_debts(load_example(household)):
            model = WhoGetsMyPayment(debt)
            model.paid = Decimal("300.00")
            for late in (12, debt.days_late):  # on day 12 the courier has paid something already
                model.days_late = late
                for order in model.orders():
                    assert sum(model.split(order).values()) == model.paid


def test_the_order_decides_what_reaches_the_principal() -> None:
    model = WhoGetsMyPayment(late_debts(load_example("laid_off"))[0])
    model.paid = Decimal("1000")
    to_principal = [model.split(order).get("principal", Decimal(0)) for order in model.orders()]
    assert to_principal[0] == 0 and to_principal[-1] == 1000
    prices = [model.more_after(order) for order in model.orders()]
    assert prices[-1] < prices[0] <= model.more()


def test_nothing_paid_asks_for_a_move() -> None:
    model = WhoGetsMyPayment(courier())
    assert "Move the slider" in model.sentence()


def test_a_day_that_costs_as_much_as_before_is_not_said_to_cost_something_instead() -> None:
    model = WhoGetsMyPayment(courier())
    model.paid = Decimal("5")
    assert model.sentence().endswith("One more day still costs ¥3.63.")
    model.paid = Decimal("800")
    assert model.sentence().endswith("One more day then costs ¥3.22 instead of ¥3.63.")


# -- guesses and exercises


EXERCISES = sorted(id for id, words in words_of("how_penalties_build_up").items() if words.unit != "choice")
NUMBERS = [id for id in EXERCISES if id != "one-more-day"]
CHOICES = sorted(id for id, words in words_of("how_penalties_build_up").items() if words.unit == "choice")


def exercise(id: str, seed: object = 0) -> Exercise:
    return Exercise("how_penalties_build_up", id, lesson.LESSON.exercises()[id], str(seed))


def test_every_exercise_has_words_and_figures() -> None:
    assert lesson.LESSON.missing() == set()
    assert len(NUMBERS) >= 5 and len(CHOICES) >= 5


@pytest.mark.parametrize("id", NUMBERS)
def test_every_slip_is_told_apart_and_recognised_whatever_the_figures(id: str) -> None:
    seen = set()
    for seed in range(200):
        one = exercise(id, seed)
        assert far_apart(one.task), (seed, one.task)
        assert one.check(typed(one, one.task.answer)).right
        for slip, figure in one.task.slips.items():
            verdict = one.check(typed(one, figure))
            assert (verdict.right, verdict.slip) == (False, slip), (seed, slip, figure)
            seen.add(slip)
    assert seen == set(one.words.slips)


def typed(one: Exercise, figure: Any) -> str:
    return f"{figure * 100:f}%" if one.unit == "percent" else str(figure)


@pytest.mark.parametrize("slip", ["1.009", "0.10", "10.00", "0", "-3"])
def test_figures_that_could_be_mistaken_for_each_other_are_drawn_again(slip: str) -> None:
    assert not far_apart(Task({}, Decimal("1.00"), {"slip": Decimal(slip)}))
    assert far_apart(Task({}, Decimal("1.00"), {"slip": Decimal("1.50")}))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", EXERCISES + CHOICES)
def test_every_word_of_an_exercise_finds_its_figure(id: str, language: str) -> None:
    with in_language(language):
        one = exercise(id)
        said = [one.title(), one.question(), one.answer(), *one.options().values()]
        for option in one.options():
            said.append(one.check(option).text)
        if one.unit != "choice":
            said += [one.check(typed(one, figure)).text for figure in one.task.slips.values()]
            said.append(one.check(typed(one, one.task.answer)).text)
        for _ in range(3):
            said.append(one.hint())
            one.wrong += 1
        assert all("{" not in text and "None" not in text for text in said)
        assert ("。" in "".join(said)) == (language == "zh")


@pytest.mark.parametrize("id", NUMBERS)
def test_hints_come_one_after_the_other_and_new_figures_begin_afresh(id: str) -> None:
    one = exercise(id)
    first, question = one.hint(), one.question()
    one.check("0.01" if one.unit != "days" else "9999")
    assert one.wrong == 1 and one.hint() != first
    one.another()
    assert one.wrong == 0 and one.hint() != "" and one.question() != question


@pytest.mark.parametrize("id", CHOICES)
def test_a_choice_has_one_right_answer(id: str) -> None:
    one = exercise(id)
    assert [option for option in one.options() if one.check(option).right] == [one.task.answer]


@pytest.mark.parametrize("id", ["one-day", "multiple-of-rate", "after-the-call", "card-interest"])
def test_the_steps_come_to_the_answer(id: str) -> None:
    for seed in range(20):
        one = exercise(id, seed)
        assert sum(step.amount for step in one.task.steps) == one.task.answer


def test_the_guess_is_the_learners_own_price_of_a_day() -> None:
    lesson.LESSON.use_case(load_example("courier"))
    assert exercise("one-more-day").task.answer == Decimal("3.63")


def test_one_base_is_as_many_times_dearer_as_the_guess_says() -> None:
    values = exercise("base").task.values
    assert values["whole"] == int(values["periods"]) * values["part"]


def test_worked_by_hand() -> None:
    """One draw of each exercise, worked out on paper."""
    card = products["card"].defaults()
    assert (card["daily_rate"], card["default_fee_floor"]) == (Decimal("0.0005"), 10)
    one = exercise("allocation")
    values = one.task.values
    left = values["paid"] - values["fees"] - values["interest"] - values["penalty"]
    assert one.task.answer == left
    two = exercise("default-fee")
    unpaid = two.task.values["minimum"] - two.task.values["paid"]
    assert two.task.answer == max(unpaid * Decimal("0.05"), Decimal(10))
    three = exercise("above-the-line")
    values = three.task.values
    days = int(values["days"].split()[0])
    allowed = (values["borrowed"] * Decimal("0.24") * days / 365).quantize(Decimal("0.01"))
    assert three.task.answer == values["interest"] + values["penalty"] - allowed


def test_a_card_debt_is_kept_apart_from_a_loan() -> None:
    assert isinstance(card_of(load_example("clerk")).terms, RevolvingTerms)
    assert not card_of(load_example("courier")).own
    ledger = open_ledger(made_up("card", TODAY).terms, made_up("card", TODAY).story.drawings, until=TODAY)
    assert ledger.bills[-2].missed
