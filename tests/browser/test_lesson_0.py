"""Lesson 0 on the page: a whole case typed in by keyboard, and the library's figures, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lab import Lab, copy_notebook, write_notebook
from playwright.sync_api import Locator, expect

from duecourse.calc import Drawing, InstalmentTerms, Payment, open_ledger
from duecourse.case import Case, examples, load_case, load_example
from duecourse.case.journal import DEFAULT_SEED
from duecourse.lessons import start_here as lesson
from duecourse.lessons.start_here.position import AHEAD, MyPosition
from duecourse.lessons.tasks import Exercise
from duecourse.locale import in_language, money, say, say_count
from duecourse.rules import products
from duecourse.view import Model

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
LESSON = "00_start_here.ipynb"
FORM = ".dc-form"

OLD_COMPUTER = """
import time
from duecourse.view.form import FormModel
quick = FormModel.type
def slow(form, path, text):
    time.sleep(0.15)
    quick(form, path, text)
FormModel.type = slow
"""


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with in_language(request.param):
        yield request.param


@pytest.fixture
def my(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The learner's own folder, for the page's kernel and for the library here."""
    folder = tmp_path / "my"
    monkeypatch.setenv("DUECOURSE_MY", str(folder))
    return folder


Open = Callable[..., "Lesson"]


@pytest.fixture
def open_lesson(open_lab: Any, served: Path, language: str, my: Path) -> Open:
    """Open the lesson and run it; it works on a copy, so that running it changes nothing here."""

    def opened() -> Lesson:
        copy = copy_notebook(NOTEBOOKS / language / LESSON, served / f"{language}-{LESSON}")
        lab = open_lab(language, copy, viewport={"width": 1280, "height": 6000})
        return Lesson(lab, my).run()

    return opened


class Lesson:
    """The lesson on the page, and the parts of it."""

    def __init__(self, lab: Lab, my: Path) -> None:
        self.lab, self.page, self.my = lab, lab.page, my

    def run(self) -> Lesson:
        """Run all cells, with this test's folder as the learner's own."""
        self.lab.execute(f"import os; os.environ['DUECOURSE_MY'] = {str(self.my)!r}")
        self.lab.run_all()
        self.lab.charts(1)
        return self

    @property
    def form(self) -> Locator:
        return self.page.locator(FORM)

    @property
    def position(self) -> Locator:
        return self.page.locator(".dc-card").filter(has=self.page.locator(".js-plotly-plot"))

    def card(self, title: str) -> Locator:
        return self.page.get_by_role("group", name=title, exact=True).first

    def agrees(self, model: Model) -> None:
        """Wait until the position shows just what the library says."""
        place, meant = self.position, [amount for _, amount in model.facts()]
        self.lab.until(
            lambda: (
                place.locator(".dc-sentence").inner_text() == model.sentence()
                and place.locator(".dc-fact dd").all_inner_texts() == meant
            )
        )
        expect(place.locator(".dc-title")).to_have_text(model.title(), use_inner_text=True)

    def tab_to(self, label: str, *, within: Locator | None = None) -> None:
        """Press Tab until the box or button of this name has the keyboard."""
        for _ in range(120):
            name = self.page.evaluate(
                """() => { const at = document.activeElement;
                return at.labels?.[0]?.firstChild.textContent ?? at.getAttribute('aria-label')
                ?? at.textContent; }"""
            )
            if name.strip() == label:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no Tab leads to {label!r}")

    def type_into(self, label: str, text: str) -> None:
        """Go on to a box by Tab and type."""
        self.tab_to(label)
        self.page.keyboard.type(text)

    def press(self, label: str) -> None:
        """Go on to a button by Tab and press Enter."""
        self.tab_to(label)
        self.page.keyboard.press("Enter")

    def has_the_keyboard(self, label: str) -> None:
        """Wait until a box of this name has it."""
        self.page.wait_for_function(
            "label => document.activeElement.labels?.[0]?.firstChild.textContent === label", arg=label
        )

    def outcome(self, message: str) -> None:
        """Wait until the form says this."""
        self.form.locator(".dc-note").filter(has_text=message).wait_for()


def label(name: str, table: str) -> str:
    """What a box is called on the page."""
    from duecourse.case import TABLES
    from duecourse.view.form.wording import label_of

    return label_of(TABLES[table][name])


def term(name: str) -> str:
    return products["jintiao"].terms[name].label


def months_before(on: date, months: int) -> date:
    number = on.year * 12 + on.month - 1 - months
    return date(number // 12, number % 12 + 1, on.day)


def missed_day() -> date:
    """A due day 47 days ago, or the nearest before it that every month has."""
    on = date.today() - timedelta(47)
    return on if on.day <= 28 else on.replace(day=28)


def type_a_loan(page: Lesson) -> None:
    """A Jintiao loan late since `missed_day`, with two payments, by keyboard alone."""
    missed, keys = missed_day(), page.page.keyboard
    page.form.locator(".dc-pick").filter(has_text=products["jintiao"].text).focus()
    keys.press("Enter")
    page.has_the_keyboard(say("form.amount_borrowed"))
    keys.type("12000")
    page.type_into(say("form.day_borrowed"), months_before(missed, 3).strftime("%Y/%m/%d"))
    page.type_into(term("annual_rate"), "15.3%")
    for months in (2, 1):
        page.press(say("form.add_payment"))
        page.has_the_keyboard(label("date", "payments"))
        keys.type(months_before(missed, months).isoformat())
        page.type_into(label("amount", "payments"), "￥1,090")
        keys.press("Tab")
    page.type_into(label("label", "debts"), "e-bike <b>")
    page.tab_to(label("lender_kind", "debts"))
    keys.press("ArrowDown")
    keys.press("Tab")


def type_a_month(page: Lesson) -> None:
    """An income and something essential, savings and a hardship, by keyboard alone."""
    keys = page.page.keyboard
    page.form.get_by_role("button", name=say("form.month")).focus()
    keys.press("Enter")
    for kind, name, amount in (("income", "跑单", "6200"), ("essential", "rent", "1,300.00")):
        page.press(say(f"form.add_{kind}"))
        page.has_the_keyboard(label("label", "budget"))
        keys.type(name)
        page.type_into(label("amount", "budget"), amount)
    page.type_into(label("amount", "savings"), "260元")
    page.tab_to(label("kind", "hardship"))
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Tab")


def expected_position() -> Any:
    """By the calculation library alone."""
    missed = missed_day()
    terms = InstalmentTerms(**products["jintiao"].defaults() | {"annual_rate": "0.153"})
    payments = [Payment(months_before(missed, months), 1090) for months in (2, 1)]
    return open_ledger(
        terms, [Drawing(months_before(missed, 3), 12000)], payments, until=date.today()
    ).position(date.today())


def test_a_whole_case_by_keyboard(open_lesson: Open, language: str, my: Path) -> None:
    page = open_lesson()
    page.agrees(MyPosition(load_example("courier")))
    page.lab.execute(OLD_COMPUTER)
    type_a_loan(page)
    assert page.form.get_by_label(say("form.amount_borrowed")).input_value() == "12000", (
        "left as it was typed"
    )
    meant = expected_position()
    facts = page.form.locator(".dc-form-side .dc-fact dd")
    page.lab.until(lambda: facts.all_inner_texts() == [money(meant.total), money(meant.one_more_day)])
    type_a_month(page)
    page.press(say("form.save"))  # at once: what was typed last is in it all the same
    page.outcome(str(my / "case.toml"))
    expect(facts.nth(2)).to_have_text(money("4900"), use_inner_text=True)

    case = load_case(my / "case.toml")
    (debt,) = case.debts
    assert case.total_owed() == meant.total and case.days_past_due() == (date.today() - missed_day()).days
    assert debt.label == "e-bike <b>" and debt.given_lender_kind == "bank"
    assert (case.income, case.essentials, case.savings, case.hardship.kind) == (
        6200,
        1300,
        260,
        "income_drop",
    )
    page.agrees(MyPosition(case))  # the panel above has followed
    page.lab.screenshot(f"lesson-0-{language}-saved")

    page.lab.restart_kernel()
    page.run()
    page.agrees(MyPosition(case))
    assert page.position.locator(".xtick").text_content() == "e-bike <b>"
    assert page.form.get_by_label(say("form.amount_borrowed")).input_value() == "12,000.00"
    assert (
        page.page.locator(".dc-pick[aria-pressed=true]").first.inner_text().startswith(say("start_here.own"))
    )
    assert page.lab.axe() == []


def test_what_is_typed_outlives_the_page_and_can_be_taken_back(open_lesson: Open, my: Path) -> None:
    page = open_lesson()
    type_a_loan(page)
    box = page.form.get_by_label(say("form.amount_borrowed"))
    box.fill("13000")
    box.press("Tab")
    facts = page.form.locator(".dc-form-side .dc-fact dd")
    before = facts.all_inner_texts()
    box.focus()
    page.page.keyboard.press("Control+a")
    page.page.keyboard.type("twelve")
    page.lab.until(lambda: facts.count() == 0 and before != [])
    assert box.get_attribute("aria-invalid") == "false", "no scolding while somebody types"
    box.press("Tab")
    page.lab.until(lambda: box.get_attribute("aria-invalid") == "true")
    described = box.get_attribute("aria-describedby")
    assert described is not None
    told = [page.page.locator(f"[id='{one}']").inner_text() for one in described.split()]
    assert any("twelve" in text for text in told)

    page.lab.come_back()
    page.form.wait_for()
    expect(box).to_have_value("twelve")
    page.form.get_by_role("button", name=say("form.save"), exact=True).press("Enter")
    page.outcome(say_count("form.not_yet", 1))
    assert not (my / "case.toml").exists()
    pointer = page.form.locator(".dc-picks[data-look=list] .dc-pick").first
    pointer.press("Enter")
    page.has_the_keyboard(say("form.amount_borrowed"))

    undo = page.form.get_by_role("button", name=say("form.undo"), exact=True)
    undo.press("Enter")
    again = page.form.get_by_role("button", name=say("form.undo_again"))
    again.wait_for()
    page.page.wait_for_timeout(700)
    again.press("Enter")
    page.outcome(say("form.undone_empty"))
    assert list(my.glob("*.toml")) == []


def test_what_another_window_began_waits_in_a_list(
    open_lab: Any, served: Path, language: str, my: Path
) -> None:
    windows = (
        "from duecourse.locale import use_language\nfrom duecourse.view.form import CaseForm, FormModel\n"
        f'use_language("{language}")\nfirst, second = FormModel(), FormModel()\n'
        'first.start_from("courier")\nsecond.start_from("family")'
    )
    lab = open_lab(language, write_notebook(served / f"windows-{language}.ipynb", [windows, "CaseForm()"]))
    lab.page.set_viewport_size({"width": 1280, "height": 3000})
    lab.execute(f"import os; os.environ['DUECOURSE_MY'] = {str(my)!r}")
    lab.run_all()
    form = lab.page.locator(FORM)
    name = form.get_by_label(label("label", "debts"), exact=True)
    waiting = form.get_by_role("group", name=say("form.waiting_name"), exact=True).get_by_role("button")
    for began, waits in (("family", "courier"), ("courier", "family")):
        lab.until(lambda: name.input_value() == load_example(began).debts[0].label, began)  # noqa: B023
        expect(waiting).to_have_count(1)
        expect(waiting).to_contain_text(
            say_count("form.waiting_debts", len(load_example(waits).debts)), use_inner_text=True
        )
        waiting.press("Enter")
    assert lab.axe(FORM) == []
    assert len(list(my.glob("case.draft*.toml"))) == 2


WALLET = """\
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态
{known:%Y-%m-%d} 10:00:00,信用借还,京东金融,金条还款,/,￥{amount},零钱,支付成功
2026-11-03 10:00:00,信用借还,京东金融,金条还款 <b>,/,￥500.00,零钱,支付成功
2026-11-04 10:00:00,信用借还,京东金融,白条还款,/,￥382.74,零钱,支付成功
2026-11-05 12:00:00,商户消费,某某面馆,午餐,支出,￥23.50,零钱,支付成功
2026-11-06 12:00:00,商户消费,某某商城,雨衣,支出,￥99.00,白条,支付成功
上周,转账,朋友,看不懂,支出,￥300.00,零钱,对方已收钱
"""


def test_rows_of_a_file_for_two_debts_are_judged_ticked_and_taken(
    open_lesson: Open, language: str, my: Path
) -> None:
    page = open_lesson()
    page.form.get_by_role("button", name=load_example("courier").name).press("Enter")
    page.form.locator(".dc-entry-row").first.wait_for()
    page.form.locator("summary").filter(has_text=say("form.payments_from_file")).press("Enter")
    known = load_example("courier").debts[0].payments[0]
    content = WALLET.format(known=known.on, amount=known.amount)
    file = {"name": "流水.csv", "mimeType": "text/csv", "buffer": content.encode("gbk")}
    page.form.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
    page.form.get_by_text(say_count("form.statement_read", 5, file="流水.csv")).wait_for()
    rows = page.form.locator(".dc-statement tbody tr")
    page.lab.until(lambda: rows.count() == 5)
    ticks = rows.locator("input[type=checkbox]")
    assert [ticks.nth(row).is_checked() for row in range(5)] == [False, True, True, False, False]
    expect(rows.nth(1)).to_contain_text("金条还款 <b>", use_inner_text=True)
    assert page.lab.axe(FORM) == []
    read = page.form.locator(".dc-from-file")
    for width in (390, 1280):
        page.page.set_viewport_size({"width": width, "height": 6000})
        page.lab.until(lambda: read.evaluate("one => one.scrollWidth <= one.clientWidth"))
        page.lab.screenshot(f"lesson-0-{language}-file-{width}", read)

    ticks.nth(4).press("Space")
    take = page.form.get_by_role("button", name=say_count("form.statement_take_rows", 3), exact=True)
    take.wait_for()
    page.form.locator(".dc-statement-views button[data-view=refused]").press("Enter")
    page.lab.until(lambda: rows.count() == 1 and "上周" in rows.inner_text())
    take.press("Enter")
    page.outcome(say("form.statement_again"))
    page.form.get_by_role("button", name=say("form.save"), exact=True).press("Enter")
    page.outcome(str(my / "case.toml"))
    jintiao, baitiao = load_case(my / "case.toml").debts
    assert (date(2026, 11, 3), 500) in [(one.on, one.amount) for one in jintiao.payments]
    assert len(jintiao.payments) == len(load_example("courier").debts[0].payments) + 1
    assert (date(2026, 11, 4), Decimal("382.74")) in [(one.on, one.amount) for one in baitiao.payments]
    assert (date(2026, 11, 6), 99) in [(one.on, one.amount) for one in baitiao.drawings]


def test_a_file_edited_into_nonsense(open_lesson: Open, my: Path, language: str) -> None:
    my.mkdir()
    good = (
        'format = 1\n[[debts]]\nid = "a"\nproduct = "jintiao"\n'
        '[[debts.drawings]]\ndate = 2026-05-05\namount = "800"\n'
    )
    (my / "case.toml.bak").write_text(good, "utf-8")
    (my / "case.toml").write_text(good.replace('"jintiao"', "“jintiao”"), "utf-8")
    page = open_lesson()
    page.agrees(MyPosition(load_example("courier")))  # the lesson goes on with an example, and says so
    expect(page.page.locator(".dc-card").first).to_contain_text(say("lesson.trouble"), use_inner_text=True)
    problems = page.form.locator(".dc-problems").inner_text()
    assert "4" in problems and "“" in problems
    page.lab.screenshot(f"lesson-0-{language}-broken", page.form)
    assert page.lab.axe() == []
    page.form.get_by_role("button", name=say("form.bring_back")).press("Enter")
    page.outcome(say("form.brought_back"))
    assert (my / "case.toml").read_text("utf-8") == good and (my / "case.toml.broken").exists()
    page.agrees(MyPosition(load_case(my / "case.toml")))
    expect(page.form.get_by_label(say("form.amount_borrowed"))).to_have_value("800.00")


def test_everything_else_on_the_page(open_lesson: Open, language: str, my: Path) -> None:
    """Households, the slider, the guess, the exercises, progress: by keyboard, with the library's figures."""
    page = open_lesson()
    lesson.begin(language)
    case = load_example("courier")
    moves_like_the_library(page, case)
    guesses(page, case)
    answers(page)
    chooses(page)
    folds = page.page.locator(".dc-fold summary")
    for fold in folds.all()[:2]:
        fold.press("Enter")
    page.page.wait_for_selector(".dc-table")
    page.page.wait_for_selector(".dc-steps li")
    nameless = page.page.evaluate(
        """() => [...document.querySelectorAll('.dc-card :is(input, select, button, summary)')].filter(one =>
            !(one.textContent || one.labels?.[0]?.textContent || one.getAttribute('aria-label')
              || document.getElementById(one.getAttribute('aria-labelledby'))?.textContent))
            .map(one => one.outerHTML)"""
    )
    assert nameless == []
    assert page.lab.axe() == []
    page.lab.screenshot(f"lesson-0-{language}")
    page.lab.use_theme("JupyterLab Dark")
    page.page.set_viewport_size({"width": 420, "height": 6000})
    page.page.wait_for_timeout(400)
    page.lab.screenshot(f"lesson-0-{language}-dark-narrow")
    assert page.lab.axe() == []


def moves_like_the_library(page: Lesson, case: Case) -> None:
    model = MyPosition(case)
    slider = page.lab.slider(say("start_here.day"), page.position)
    slider.press("ArrowRight", 2)
    model.on = case.as_of + timedelta(2)
    page.agrees(model)
    slider.press("End")
    model.on = case.as_of + timedelta(AHEAD)
    page.agrees(model)
    slider.drag(0)
    model.on = case.as_of
    page.agrees(model)
    box = page.position.locator("input.dc-box")
    box.fill("2026-12-24")
    box.press("Enter")
    model.on = date(2026, 12, 24)
    page.agrees(model)


def guesses(page: Lesson, case: Case) -> None:
    exercise = Exercise("start_here", "cost-of-a-day", lesson.LESSON.exercises()["cost-of-a-day"], "any")
    for text in exercise.options().values():
        page.page.get_by_role("button", name=text, exact=True).press("Enter")
        reply = page.card(exercise.title()).locator(".dc-note").last
        page.lab.until(lambda: money(case.one_more_day()) in reply.inner_text())  # noqa: B023


def answers(page: Lesson) -> None:
    exercise = Exercise("start_here", "one-week", lesson.LESSON.exercises()["one-week"], DEFAULT_SEED)
    card = page.card(exercise.title())
    expect(card).to_contain_text(exercise.question(), use_inner_text=True)
    box = card.locator("input.dc-box")
    for given in (str(exercise.task.slips["late_part"]), str(exercise.task.answer)):
        box.fill(given)
        card.get_by_role("button", name=say("task.check")).press("Enter")
        verdict = exercise.check(given)
        page.lab.until(lambda: verdict.text in card.inner_text(), f"{verdict.text}, but {card.inner_text()}")  # noqa: B023
    assert verdict.right
    choice = Exercise("start_here", "dearest-day", lesson.LESSON.exercises()["dearest-day"], DEFAULT_SEED)
    card = page.card(choice.title())
    for option, text in choice.options().items():
        card.get_by_role("button", name=text, exact=True).press("Enter")
        page.lab.until(lambda: choice.check(option).text in card.inner_text())  # noqa: B023
    progress = page.card(say("start_here.progress_title"))
    progress.get_by_role("button", name=say("start_here.look_again")).press("Enter")
    page.lab.until(lambda: say_count("start_here.solved", 2) in progress.inner_text())


def chooses(page: Lesson) -> None:
    for name in reversed(examples()):
        case = load_example(name)
        card = page.card(say("start_here.choose_title"))
        card.locator(".dc-pick").filter(has_text=case.about).press("Enter")
        page.agrees(MyPosition(case))
        expect(page.page.locator(".dc-card").first).to_contain_text(case.name, use_inner_text=True)
