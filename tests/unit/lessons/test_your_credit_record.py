"""Lesson 5: its panels for every household, its figures against the calculations, the samples, the slips."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duecourse.calc import (
    Debt,
    Drawing,
    InstalmentTerms,
    Payment,
    ReportRules,
    Rescheduling,
    RevolvingTerms,
    accrue,
    if_agreed,
    if_broken,
    if_caught_up,
    if_paid,
    open_ledger,
    outcome,
    paid_on_time,
    payoff,
    report_codes,
    schedule,
)
from duecourse.case import Case, examples, load_example
from duecourse.lessons import your_credit_record as lesson
from duecourse.lessons.tasks import Exercise, close, words_of
from duecourse.lessons.your_credit_record import (
    exercises,
    four_futures,
    lenders,
    relief,
    samples,
    small_credit,
)
from duecourse.lessons.your_credit_record.own_report import debts_of, owed_by, report_rules
from duecourse.lessons.your_credit_record.put_right import ERRORS, LETTERS, Objection
from duecourse.lessons.your_credit_record.report import ReportCard, SampleReport
from duecourse.lessons.your_credit_record.scams import ScamCard, SpotTheScam
from duecourse.locale import LANGUAGES, Text, in_language, say
from duecourse.rules import RuleFileError, products, rules
from duecourse.view import Panel
from duecourse.view.listing import ListModel, listing_html
from duecourse.view.sheet import sheet_html
from duecourse.view.tables import table_html
from unit.cases import with_debt
from unit.lessons.panels import all_said, ends
from unit.page import press, tell

TODAY = date(2026, 11, 24)
OPENERS: dict[str, Any] = {
    "futures": lesson.futures,
    "objection": lesson.objection,
    "what_lenders_look_at": lesson.what_lenders_look_at,
    "new_small_credit": lesson.new_small_credit,
    "closed_relief": lesson.closed_relief,
}
WITH_A_DEBT = ["futures", "objection", "what_lenders_look_at", "new_small_credit"]


@pytest.fixture(autouse=True)
def nothing_of_the_learners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path / "none"))
    with in_language("en"):
        lesson.begin("en")
        yield
    lesson.LESSON.use_case(None)


def opened(name: str, case: Case) -> Panel:
    lesson.LESSON.use_case(case)
    panel: Panel = OPENERS[name]()
    return panel


def everything_said(panel: Panel) -> str:
    """All that a panel says in its present state, after checking its form."""
    model = panel.model
    listed = listing_html(model.entries()) if isinstance(model, ListModel) else ""
    return all_said(panel, listed, model.letter_text() if isinstance(model, Objection) else "")


@pytest.mark.parametrize("household", examples())
@pytest.mark.parametrize("name", OPENERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_panel_works_for_every_household(name: str, household: str, language: str) -> None:
    with in_language(language):
        panel = opened(name, load_example(household))
        said = {everything_said(panel)}
        for _ in ends(panel):
            said.add(everything_said(panel))
        assert len(said) > 3


@pytest.mark.parametrize("name", OPENERS)
def test_every_panel_works_without_any_debt(name: str) -> None:
    panel = opened(name, Case(fixed_as_of=TODAY))
    everything_said(panel)
    for _ in ends(panel):
        everything_said(panel)


@pytest.mark.parametrize("name", WITH_A_DEBT)
def test_what_one_more_day_costs_is_always_on_screen(name: str) -> None:
    panel = opened(name, load_example("courier"))
    assert any("one more day" in label.lower() for label, _ in panel.model.facts())


@pytest.mark.parametrize("name", OPENERS)
def test_a_label_may_contain_anything(name: str) -> None:
    case = load_example("courier")
    nasty = '<img src=x onerror=alert(1)> {0} {name} & "quoted" ' + "长" * 60
    for debt in case.debts:
        case = with_debt(case, replace(debt, labels=Text(en=nasty, zh=nasty)))
    panel = opened(name, case)
    assert len(repr(panel)) < 110
    figure = json.dumps(panel.model.figure(), ensure_ascii=False)
    table = panel.model.table()
    assert "<img" not in figure and (table is None or "<img" not in table_html(table))


# -- the four futures


@pytest.mark.parametrize("household", examples())
def test_the_futures_are_those_of_the_calculations(household: str) -> None:
    """For each debt, plans of several lengths: the same as calc says when asked directly."""
    for watched in debts_of(load_example(household)):
        model = four_futures.Futures([watched], payments=6, missed=2)
        owed = payoff(watched.terms, watched.drawings, watched.events, on=TODAY)
        years = rules["bad-record-five-years"].on(TODAY)["years"]
        codes = ReportRules(rules["report-codes"].on(TODAY).ranges("codes"), years, watched.classes)
        until = date(2029, 5, 24)
        plan = outcome(owed, Rescheduling(6))
        for then in four_futures.THENS:
            model.then = then
            paid, agreed, broken, nothing = model.futures()
            assert paid == if_paid(owed, codes, until=until)
            assert agreed == if_agreed(plan, codes, until=until)
            assert broken == if_broken(plan, codes, until=until, number=2, then=then)
            assert nothing.gone is None and nothing.late_months > 20


def test_the_courier_by_hand() -> None:
    """Late since 8 October. Paid off on 24 November: five years later. In 12 payments, what was overdue is
    made good by the fourth, on 24 March; a third payment missed adds a month."""
    model: Any = opened("futures", load_example("courier")).model
    paid, agreed, broken, nothing = model.futures()
    assert paid.gone == date(2031, 11, 24)
    overdue, payment = model.plan().owed.overdue, model.plan().first_payment
    assert 3 * payment < overdue <= 4 * payment and agreed.gone == date(2032, 3, 24)
    assert broken.late_months == agreed.late_months + 1
    assert nothing.gone is None
    shown = [shown for _, shown in model.facts()]
    assert shown[:4] == ["24 Nov 2031", "24 Mar 2032", "24 Mar 2032", "never, while unpaid"]
    assert "Unpaid, it never goes" in model.sentence()


def test_paid_later_is_gone_later() -> None:
    """The same debt with longer plans: the record goes no earlier."""
    model: Any = opened("futures", load_example("laid_off")).model
    gone = []
    for payments in (1, 3, 6, 12, 24):
        model.payments = payments
        gone.append(model.futures()[1].gone)
    assert gone == sorted(gone) and gone[0] < gone[-1]


def test_a_shorter_plan_misses_its_last_payment() -> None:
    panel: Any = opened("futures", load_example("courier"))
    panel.controls["missed"].value = 12
    panel.controls["payments"].value = 6
    assert panel.controls["missed"].high == 6 and panel.model.missed == 6
    panel.controls["payments"].value = 1
    assert not panel.controls["missed"].enabled and panel.model.missed_payment == 1


def test_the_chart_shows_each_month_once_a_row() -> None:
    model: Any = opened("futures", load_example("courier")).model
    signs = model.figure()["data"][-1]
    rows = {height: "".join(s for s, y in zip(signs["text"], signs["y"], strict=True) if y == height)
            for height in set(signs["y"])}  # fmt: skip
    assert rows[3] == "MN1C"  # paid today
    assert rows[2] == "MN1*" + "N" * 11 + "C"
    assert rows[0] == "MN123456" + "7" * 13
    assert len(set(zip(signs["x"], signs["y"], strict=True))) == len(signs["x"])


# -- the sample report


def test_the_sample_says_what_a_report_of_these_payments_would_say() -> None:
    """The bank loan: three instalments late in autumn 2025, paid together on 20 November. Without the last
    payment the report is the sample's; with it, June is the month in which it was closed."""
    terms = InstalmentTerms(annual_rate="0.06", periods=48)
    drawing = Drawing(date(2022, 11, 12), "36000")
    planned = paid_on_time(Debt(terms, drawing), before=date(2026, 6, 12))
    late = [each for each in planned if date(2025, 9, 1) < each.on < date(2025, 11, 20)]
    payments = [each for each in planned if each not in late]
    behind = open_ledger(terms, drawing, payments[: payments.index(planned[planned.index(late[-1]) + 1])],
                         until=date(2025, 11, 20))  # fmt: skip
    payments.append(Payment(date(2025, 11, 20), behind.position(date(2025, 11, 20)).due))
    shown = "".join(line.signs for line in part("loan").lines)
    assert signs(terms, drawing, payments, date(2026, 10, 31)) == shown
    closed = open_ledger(terms, drawing, payments, until=date(2026, 6, 12)).position(date(2026, 6, 12)).total
    true = signs(terms, drawing, [*payments, Payment(date(2026, 6, 12), closed)], date(2026, 10, 31))
    assert true == shown[: -len("12345")] + "C"


def test_the_balance_in_the_sample_is_the_plans() -> None:
    balance = schedule("36000", annual_rate="0.06", periods=48).instalments[41].balance
    state = samples.sample_report().lines["loan-state"].texts
    assert state is not None and f"¥{balance:,.2f}" in state["en"] and f"¥{balance:,.2f}" in state["zh"]


def test_a_card_paid_within_its_grace_shows_no_figure() -> None:
    """Due on 8 July, paid on the 10th with three days of grace: N, where the sample shows 1."""
    terms = RevolvingTerms(**{**products["card"].defaults(), "statement_day": 20, "due_after_days": 18})
    bought = [Drawing(date(2026, month, 10), "900") for month in range(4, 10)]
    bills = open_ledger(terms, bought, (), until=date(2026, 10, 31)).bills
    payments: list[Payment] = []
    for bill in bills:
        on = date(2026, 7, 10) if bill.due == date(2026, 7, 8) else bill.due
        if on > date(2026, 10, 31):
            continue
        owed = open_ledger(terms, bought, payments, until=on).position(on)
        payments.append(Payment(on, min(owed.total, Decimal(900))))
    found = signs(terms, bought, payments, date(2026, 10, 31), count="missed_minimums")
    assert found[-4:] == "NNNN" and "1" in part("card").lines[-1].signs


def test_a_cash_loan_paid_three_days_late_is_an_m() -> None:
    terms = InstalmentTerms(**{**products["jintiao"].defaults(), "periods": 12})
    drawing = Drawing(date(2025, 12, 20), "6000")
    planned = paid_on_time(Debt(terms, drawing), before=date(2026, 11, 1))
    payments = [each for each in planned if each.on != date(2026, 3, 20)]
    before = [each for each in payments if each.on < date(2026, 3, 20)]
    due = open_ledger(terms, drawing, before, until=date(2026, 3, 23)).position(date(2026, 3, 23)).due
    payments.append(Payment(date(2026, 3, 23), due))
    shown = "".join(line.signs for line in part("cash").lines)
    assert signs(terms, drawing, payments, date(2026, 10, 31)) == shown
    never = Drawing(date(2026, 4, 20), "5000")
    assert signs(replace(terms, periods=6), never, [], date(2026, 10, 31)) == part("unknown").lines[-1].signs


def signs(terms: Any, drawings: Any, payments: Any, until: date, count: str = "days") -> str:
    ledger = open_ledger(terms, drawings, sorted(payments, key=lambda each: each.on), until=until)
    codes = rules["report-codes"].on(until).ranges("codes")
    return "".join(line.code for line in report_codes(ledger, codes, count=count))


def part(id: str) -> samples.ReportPart:
    return next(part for part in samples.sample_report().parts if part.id == id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_the_sample_has_something_to_say(language: str) -> None:
    with in_language(language):
        model = SampleReport()
        for line in model.report.lines.values():
            if not line.asked_about:
                continue
            reply = model.mark(line.id)
            assert reply.right == bool(line.error)
            assert all(reply.lines) and "{" not in "".join(reply.lines)
        assert model.all_found and model.found == ["paid-off", "in-grace", "not-mine"]
        assert sheet_html(model.parts())


def test_three_errors_are_to_be_found_each_once() -> None:
    model = SampleReport()
    assert model.mark("loan-2025").lines[0] == "This line is right."
    assert "Found: The bank loan" in model.mark("loan-2026").lines[0]
    assert "already" in model.mark("loan-state").lines[0]
    assert model.found == ["paid-off"] and not model.all_found
    model.mark("card-2026")
    assert "All three" in model.mark("query-b").lines[-1]
    assert "found all" in model.state()
    model.start_anew()
    assert model.found == []


def test_the_card_of_the_sample_marks_and_turns() -> None:
    card = ReportCard()
    before = repr(card)
    card.choice.pick("card")
    assert [line["id"] for line in card.sheet.parts[0]["lines"]][-1] == "card-2026"
    tell(card.sheet, {"mark": "card-2026"})
    assert card.reply.tone == "good" and repr(card) != before
    assert card.sheet.parts[0]["lines"][-1]["found"] == "wrong"
    tell(card.sheet, {"mark": "card-2025"})
    assert card.reply.tone == "try"
    for nonsense in ({"mark": "name"}, {"mark": 3}, {"mark": "nowhere"}, "mark", None):
        tell(card.sheet, nonsense)
    assert card.model.count == 2
    press(card, say("your_credit_record.sample_show"))
    assert card.model.all_found
    press(card, say("your_credit_record.sample_anew"))
    assert repr(card) == before


def test_a_sample_file_with_a_slip_in_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, old, new in (
        ("report.toml", 'error = "in-grace"', 'error = "in-grave"'),
        ("report.toml", 'error = "in-grace"', 'error = "in-grace"\nreply = { en = "a", zh = "b" }'),
        ("messages.toml", 'signs = ["sells-removal", "money-first"]', "signs = []"),
        ("messages.toml", 'by = "ad"', 'by = "dove"'),
    ):
        text = (samples.FOLDER / name).read_text("utf-8")
        assert old in text
        (tmp_path / name).write_text(text.replace(old, new, 1), "utf-8")
        monkeypatch.setattr(samples, "FOLDER", tmp_path)
        read = samples.sample_report if name == "report.toml" else samples.sample_messages
        with pytest.raises(RuleFileError, match=name):
            read.__wrapped__()
        monkeypatch.undo()


# -- the objection


def test_the_days_of_an_objection_by_hand() -> None:
    """Handed in on 24 November: 20 days, 14 December; complained on the 15th: 30 days, 14 January."""
    model = Objection(load_example("courier"))
    assert (model.answer_by, model.complained, model.complaint_by) == (
        date(2026, 12, 14), date(2026, 12, 15), date(2027, 1, 14),
    )  # fmt: skip
    model.in_days = 10
    assert model.answer_by == date(2026, 12, 24)
    letters = model.paper()
    assert letters is not None and [deadline.on for deadline in letters.deadlines] == [model.answer_by]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("household", examples())
def test_both_letters_are_written_for_every_debt_and_error(household: str, language: str) -> None:
    with in_language(language):
        case = load_example(household)
        for debt in case.debts:
            for kind in LETTERS:
                model = Objection(case, debt=debt.id, kind=kind)
                texts = set()
                for wrong in ERRORS:
                    model.wrong = wrong
                    paper = model.paper()
                    assert paper is not None and debt.label in paper.text
                    texts.add(paper.text)
                assert len(texts) == len(ERRORS)


def test_the_letter_is_saved_and_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    panel: Any = opened("objection", load_example("courier"))
    panel.save()
    saved = list((tmp_path / "none").rglob("*.docx"))
    assert len(saved) == 1 and saved[0].name in repr(panel.outcome) and panel.outcome.tone == "good"
    panel.controls["tone"].value = "firm"
    assert repr(panel.outcome) == ""
    monkeypatch.setenv("DUECOURSE_MY", str(saved[0] / "below-a-file"))
    panel.save()
    assert panel.outcome.tone == "try"


# -- lenders


def test_what_a_lender_sees_by_hand() -> None:
    """Laid off: the bank loan, late since 20 July; some of it was paid, and four month ends show it."""
    watched = next(each for each in debts_of(load_example("laid_off")) if each.key == "bank-loan")
    model = lenders.LendersLook([watched], applied_in=1)
    lines = [one for one in model.report() if one.days_past_due]
    assert model.seen(2).in_all == len(lines) == model.seen(2).in_a_row == 4
    assert model.seen(2).reached and model.seen(1).reached
    model.applied_in = 15
    assert model.seen(1).in_all == 0 and model.seen(2).reached
    assert "The same report, and two answers" in model.sentence()


def test_whoever_applies_before_paying_is_still_overdue() -> None:
    panel: Any = opened("what_lenders_look_at", load_example("courier"))
    panel.controls["paid_in"].value, panel.controls["applied_in"].value = 3, 2
    assert panel.model.overdue_then() and "would still be overdue" in panel.model.sentence()
    panel.controls["applied_in"].value = 3
    assert not panel.model.overdue_then()


@pytest.mark.parametrize("household", examples())
def test_late_payments_add_late_months_and_time_takes_them_away(household: str) -> None:
    for watched in debts_of(load_example(household)):
        model = lenders.LendersLook([watched], applied_in=6)
        seen = []
        for months in range(lenders.LATEST_PAYMENT + 1):
            model.paid_in = months
            seen.append(model.seen(2).in_all)
        assert seen == sorted(seen)
        model.applied_in = lenders.MOST_MONTHS
        model.paid_in = 0
        assert model.seen(1).in_all == 0


@pytest.mark.parametrize("household", examples())
def test_what_a_lender_sees_of_an_account_is_what_catching_up_would_show(household: str) -> None:
    """After all is made good months are on time by assumption: the calculation, run on, says the same."""
    for watched in debts_of(load_example(household)):
        for months in (0, 2):
            model = lenders.LendersLook([watched], paid_in=months)
            end = lenders.next_due(watched, date(2027, 9, 1), date(2028, 1, 1))
            future = if_caught_up(
                owed_by(watched), report_rules(watched), on=lenders.add_months(TODAY, months), until=end
            )
            expected = [(one.month_end, one.days_past_due) for one in future.months][:-1]
            found = [(one.month_end, one.days_past_due) for one in model.report()][: len(expected)]
            assert found == expected


def test_what_is_only_generally_known_says_so() -> None:
    model: Any = opened("what_lenders_look_at", load_example("courier")).model
    for entry in model.entries():
        assert entry.source or entry.tag == "only generally known"
    assert "no law" in model.entries()[1].text.lower() and "told by others" in model.entries()[1].source


# -- the small credit


def test_the_cost_of_the_small_credit_by_hand() -> None:
    """2,000 yuan with a fee of 0.6 % a month for 12 months, on time: 12 times 12 yuan. Late by 31 days with
    a penalty on what is overdue: what the ledger says, and not below."""
    model = small_credit.NewSmallCredit(TODAY, product="flat_fee", missed=0)
    fee = products["flat_fee"].terms["fee_per_period"].default
    assert model.taken().cost == schedule(
        "2000", method="flat_fee", fee_per_period=fee, periods=12).total_fee == 12 * accrue(
        "2000", rate=fee, day_count=1).amount  # fmt: skip
    assert model.taken().late_cost == 0 and model.taken().future.records == ()
    model.missed = 5
    assert model.taken().late_cost > 0 and model.taken().future.late_months == 1


@pytest.mark.parametrize("product", small_credit.PRODUCTS)
@pytest.mark.parametrize("periods", [3, 6, 12])
def test_a_small_credit_ends_paid_whatever_came_late(product: str, periods: int) -> None:
    for missed in range(periods + 1):
        for days in (1, 20, 31, 62, 90):
            model = small_credit.NewSmallCredit(
                TODAY, product=product, periods=periods, missed=missed, days=days
            )
            payments, made_good = model.payments()
            ledger = open_ledger(model.terms(), model.drawing, payments, until=model.until)
            assert ledger.position(model.until).total == 0
            records = model.taken().future.records
            assert bool(records) == bool(missed)
            if made_good is not None:
                gone = model.taken().future.gone
                assert gone is not None and gone.year >= made_good.year + 5
                assert model.taken().one_more_day > 0


# -- the relief


@pytest.mark.parametrize(
    ("amount", "arose", "repaid", "reason", "hidden"),
    [
        ("10000", date(2020, 1, 1), date(2025, 11, 30), None, date(2026, 1, 1)),
        ("10000", date(2025, 12, 31), date(2025, 12, 31), None, date(2026, 1, 31)),
        ("6000", date(2025, 3, 20), date(2026, 3, 31), None, date(2026, 4, 30)),
        ("10000.01", date(2025, 3, 20), date(2026, 3, 31), "too_large", None),
        ("1", date(2019, 12, 31), date(2026, 3, 31), "arose_early", None),
        ("1", date(2026, 1, 1), date(2026, 3, 31), "arose_late", None),
        ("1", date(2025, 12, 31), date(2026, 4, 1), "repaid_late", None),
    ],
)
def test_what_the_relief_covered(
    amount: str, arose: date, repaid: date, reason: str | None, hidden: date | None
) -> None:
    model = relief.ClosedRelief(amount=amount, arose=arose, repaid=repaid)
    assert (model.why_not(), model.hidden_from()) == (reason, hidden)
    assert "Today it is over" in model.sentence()


def test_nothing_is_repaid_before_it_arose() -> None:
    model = relief.ClosedRelief(arose=date(2026, 2, 1), repaid=date(2026, 1, 31))
    assert "before it arose" in model.sentence() and model.facts()[1][1] == "goes in its own time"


# -- the scams


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_judged_in_every_way(language: str) -> None:
    with in_language(language):
        model = SpotTheScam(TODAY)
        assert len(model.messages) >= 8
        for message in model.messages:
            model.at = message.id
            for scam in (True, False):
                lines = model.judge(scam)
                assert model.judged[message.id].right == (scam == message.scam)
                assert all(lines) and "{" not in "".join(lines)
            if message.scam:
                model.judge(True)
                assert model.awaits_sign
                for sign in model.signs:
                    lines = model.name_sign(sign.id)
                    assert model.judged[message.id].right == (sign.id in message.signs)
                    assert all(lines) and "{" not in "".join(lines)
        assert not model.awaits_sign
        assert len(model.judged) == len(model.messages)


def test_both_kinds_are_there_and_each_sign_is_used() -> None:
    found = samples.sample_messages()
    assert sum(message.scam for message in found.messages) >= 5
    assert sum(not message.scam for message in found.messages) >= 3
    assert {sign for message in found.messages for sign in message.signs} == {sign.id for sign in found.signs}
    assert all(sign.rule in {rule.id for rule in rules} for sign in found.signs)
    assert {message.by for message in found.messages} == set(samples.BY)


def test_the_card_of_the_messages_goes_through_them() -> None:
    card = ScamCard(TODAY)
    card.judge(True)
    assert card.reply.tone == "good" and card.signs in card.parts
    card.name_sign("forged")
    assert card.reply.tone == "try" and card.signs not in card.parts
    press(card, say("your_credit_record.scam_next"))
    assert card.model.at == card.model.messages[1].id and repr(card.reply) == ""
    card.judge(True)
    assert card.reply.tone == "try" and card.signs not in card.parts
    for _ in card.model.messages:
        press(card, say("your_credit_record.scam_next"))
        card.judge(card.model.message.scam)
    assert "All 10 judged" in card.model.state() or len(card.model.judged) == len(card.model.messages)


def test_owed_is_what_the_case_says() -> None:
    case = load_example("courier")
    for watched in debts_of(case):
        if watched.debt is not None:
            assert owed_by(watched).total == case.debt(watched.key).position(TODAY).total
            assert report_rules(watched).years_kept == 5


# -- exercises and guesses

CHOICES = [id for id, words in words_of("your_credit_record").items() if words.unit == "choice"]
FIGURES = [id for id, words in words_of("your_credit_record").items() if words.unit != "choice"]


def test_every_exercise_has_words_and_figures() -> None:
    assert lesson.LESSON.missing() == set()
    assert len(FIGURES) >= 5


def exercise(id: str, seed: int = 1) -> Exercise:
    return Exercise("your_credit_record", id, lesson.LESSON.exercises()[id], str(seed))


@pytest.mark.parametrize("id", FIGURES)
def test_the_slips_are_told_apart(id: str) -> None:
    """Over two hundred seeds no slip leads to the answer, nor two slips to the same figure."""
    drawn = set()
    unit = words_of("your_credit_record")[id].unit
    for seed in range(200):
        task = lesson.LESSON.exercises()[id](random.Random(seed))
        figures = [task.answer, *task.slips.values()]
        for number, one in enumerate(figures):
            assert not any(close(Decimal(one), other, unit) for other in figures[number + 1 :]), (
                seed,
                figures,
            )
        drawn.add(str(task.values))
    assert len(drawn) > 3


@pytest.mark.parametrize("id", FIGURES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slip_is_recognised_and_the_answer_is_right(id: str, language: str) -> None:
    with in_language(language):
        for seed in range(20):
            one = exercise(id, seed)
            assert set(one.task.slips) == set(one.words.slips)
            for slip, leads_to in one.task.slips.items():
                verdict = one.check(str(leads_to))
                assert (verdict.right, verdict.slip) == (False, slip), verdict
                assert "{" not in verdict.text + one.hint()
            right = one.check(str(one.task.answer))
            assert right.right
            assert "{" not in right.text + one.question() + one.title()
            assert not one.check("123456.78" if one.unit == "yuan" else "98765").right
            assert one.check("?").slip == "unread"


@pytest.mark.parametrize("id", CHOICES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_has_one_right_answer_and_a_reply_to_each(id: str, language: str) -> None:
    with in_language(language):
        one = exercise(id)
        assert one.task.answer in one.options()
        for option, text in one.options().items():
            verdict = one.check(option)
            assert verdict.right == (option == one.task.answer)
            assert text and "{" not in text + verdict.text + one.question() + one.hint()


@pytest.mark.parametrize("id", FIGURES)
def test_hints_lead_on_and_new_figures_come(id: str) -> None:
    one = exercise(id)
    first = one.hint()
    one.check("98765")
    assert one.hint() != first
    questions = {one.question()}
    for _ in range(8):
        one.another()
        questions.add(one.question())
        assert one.wrong == 0
    assert len(questions) > 1


def test_the_answers_by_hand() -> None:
    """Where the figures are drawn by a seed, the answer follows from what stands in the question."""
    for seed in range(50):
        one = exercise("late-months", seed)
        strip = one.task.values["signs"].split()
        assert one.task.answer == sum(sign.isdigit() for sign in strip)
        one = exercise("most-in-a-row", seed)
        runs = re.findall(r"\d+", "".join(one.task.values["signs"].split()))
        assert one.task.answer == max(map(len, runs))
        one = exercise("days-left", seed)
        assert int(one.task.answer) + int(one.task.slips["passed"]) == 20
        one = exercise("months-until-gone", seed)
        assert one.task.answer == one.task.slips["only_the_wait"] + 60


def test_the_lesson_looks_from_a_fixed_day() -> None:
    assert exercises.TODAY == TODAY == lesson.LESSON.today
