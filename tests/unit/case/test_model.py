"""A case's debts, terms and budget."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duecourse.calc import BadInput, InstalmentTerms, RevolvingTerms, budget, total
from duecourse.case import BudgetLine, Case, Debt, Drawing, Payment, TermUsed, load_example
from duecourse.case.fields import TERMS, term_fields
from duecourse.locale import Text, say, use_language
from duecourse.rules import products

DAY = date(2026, 11, 24)


def loan(**differs: object) -> Debt:
    return Debt("loan", "jintiao", (Drawing(date(2026, 3, 8), "12000"),), differs=differs)


def test_terms_are_the_product_s_with_what_differs() -> None:
    terms = loan(annual_rate="0.153").terms
    assert isinstance(terms, InstalmentTerms)
    assert (terms.annual_rate, terms.penalty_base, terms.periods) == ("0.153", "all_principal", 12)
    assert isinstance(load_example("clerk").debt("card").terms, RevolvingTerms)


def test_naming_one_penalty_leaves_out_the_product_s_other() -> None:
    terms = loan(penalty_multiple="1.5").terms
    assert isinstance(terms, InstalmentTerms)
    assert (terms.penalty_multiple, terms.penalty_daily_rate) == ("1.5", None)
    fee = Debt("f", "flat_fee", (Drawing(DAY, 100),), differs={"total_fee_rate": "0.05"}).terms
    assert isinstance(fee, InstalmentTerms)
    assert (fee.total_fee_rate, fee.fee_per_period) == ("0.05", None)
    other = Debt("f", "flat_fee", (Drawing(DAY, 100),), differs={"method": "bullet", "annual_rate": "0.1"})
    assert isinstance(other.terms, InstalmentTerms) and other.terms.fee_per_period is None


def test_a_term_can_be_left_out() -> None:
    debt = loan(penalty_daily_rate=None)
    assert debt.terms.penalty_daily_rate is None
    assert debt.term("penalty_daily_rate").shown == say("rules.left_out")


def origins(debt: Debt, *names: str) -> list[TermUsed]:
    return [debt.term(name) for name in names]


def test_where_a_term_is_from() -> None:
    debt = loan(annual_rate=Decimal("0.153"))
    given, usual, assumed, left_out = origins(
        debt, "annual_rate", "penalty_daily_rate", "acceleration_includes_fees", "default_fee_cap"
    )
    assert (given.origin, given.value, given.shown) == ("contract", Decimal("0.153"), "15.3%")
    assert given.cite() == "from your contract"
    assert (usual.origin, usual.value) == ("product", Decimal("0.0006"))
    assert usual.term is not None and usual.cite() == usual.term.cite() and "2026" in usual.cite()
    assert (assumed.origin, assumed.value, assumed.shown) == ("course", False, "No")
    assert "assumption" in assumed.cite()
    assert (left_out.origin, left_out.value) == ("course", None)
    use_language("zh")
    assert given.cite() == "来自你的合同"
    with pytest.raises(KeyError):
        debt.term("statement_day")


def test_every_term_of_every_product_can_be_asked_for() -> None:
    for product in products:
        debt = Debt("x", product.name, (Drawing(DAY, 100),))
        used = {term.name: term.value for term in debt.terms_used()}
        terms = debt.terms
        assert set(product.terms) <= set(used)
        for name, value in used.items():
            default = getattr(terms, name)
            assert value == (Decimal(default) if isinstance(value, Decimal) else default), name
        for term in debt.terms_used():
            assert term.label and term.shown and term.cite()


def test_the_fields_are_the_contract_s_own() -> None:
    """Every argument of calc's contracts has a field, no field is without one, and the choices agree."""
    from dataclasses import fields

    for kind, contract in (("instalment", InstalmentTerms), ("revolving", RevolvingTerms)):
        assert set(TERMS[kind]) == {field.name for field in fields(contract)}
        for field in TERMS[kind].values():
            overlaps = (kind, field.name) == ("revolving", "grace_days")  # told by a message of its own
            if field.kind == "whole" and field.most is not None and not overlaps:
                contract(**{field.name: field.most})
            if field.kind != "choice":
                continue
            with pytest.raises(BadInput) as caught:
                contract(**{field.name: "nothing" if isinstance(field.choices[0], str) else 1})
            assert {str(word) for word in field.choices} == set(caught.value.allowed.split(" or "))


def test_the_choices_of_a_product_are_choices_of_the_field() -> None:
    for product in products:
        for name, field in term_fields(product.name).items():
            term = product.terms.get(name)
            if term is not None and field.kind == "choice":
                assert set(term.choices) <= set(field.choices), (product.name, name)
                assert all(field.choice_label(choice) for choice in field.choices)
            if term is not None and term.default is not None:
                assert field.read(field.written(field.read(_raw(term.default)))) == term.default


def _raw(value: object) -> object:
    return list(value) if isinstance(value, tuple) else str(value) if isinstance(value, Decimal) else value


def test_the_same_ledger_for_the_same_day() -> None:
    debt = loan()
    first = debt.ledger(DAY)
    assert debt.ledger(DAY) is first
    assert debt.ledger(date(2026, 5, 1)) is not debt.ledger(DAY)
    for number in range(1, 100):
        debt.ledger(date.fromordinal(DAY.toordinal() + number))
    assert debt.ledger(DAY) is not first, "only the last few days are kept"


def test_amounts_are_exact_however_they_were_given() -> None:
    assert Payment(DAY, 100) == Payment(DAY, "100.00") == Payment(DAY, Decimal(100))
    with pytest.raises(BadInput):
        Payment(DAY, "1.234")


def test_names_in_the_present_language() -> None:
    debt = loan()
    assert debt.label == "Jintiao" and debt.lender_kind == "small_loan"
    use_language("zh")
    assert debt.label == "金条"


def test_a_budget() -> None:
    lines = (
        BudgetLine("income", Text.same("wage"), "5000.10", bad_month="4000"),
        BudgetLine("essential", Text.same("rent"), "1500", start=date(2026, 1, 1), end=date(2026, 12, 31)),
        BudgetLine("other", Text.same("fun"), "250.05", bad_month="0"),
    )
    case = Case(budget_lines=lines, fixed_as_of=DAY)
    assert (case.income, case.essentials, case.other, case.left_for_debts) == (
        Decimal("5000.10"), Decimal("1500.00"), Decimal("250.05"), Decimal("3250.05"),
    )  # fmt: skip
    bad = case.budget(bad_month=True)
    assert (bad.left, bad.left_at_most) == (Decimal("2500.00"), Decimal("2500.00"))
    assert case.budget(on=date(2027, 1, 1)).essentials == 0
    assert case.budget(on=date(2026, 12, 31)).essentials == 1500
    assert budget(lines).essentials == 1500
    with pytest.raises(BadInput):
        budget([BudgetLine("wage", Text.same("x"), 1)])
    assert total([]) == Decimal("0.00") and str(total(["-1.5", 2])) == "0.50"


def test_all_debts_together() -> None:
    case = load_example("courier")
    positions = case.positions().values()
    assert case.total_owed() == sum(position.total for position in positions)
    assert case.total_due() == sum(position.due for position in positions)
    assert case.one_more_day() == sum(position.one_more_day for position in positions)
    assert case.days_past_due() == 47
    assert Case().days_past_due() == 0 and Case().total_owed() == 0


def test_a_debt_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        load_example("courier").debt("nothing")


def test_the_learner_looks_from_today() -> None:
    assert Case().as_of == date.today()
    assert Case(fixed_as_of=DAY).as_of == DAY


def test_a_case_cannot_be_changed_in_place() -> None:
    case = load_example("courier")
    with pytest.raises(AttributeError):
        case.savings = Decimal(1)  # type: ignore[misc]
    with pytest.raises(TypeError):
        case.debts[0].differs["annual_rate"] = "0"  # type: ignore[index]
