"""Published slips: each page has one wrong line, and the right figure is that of `calc` or of a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from duecourse.lessons.drawing import TODAY, draws_in, told_apart
from duecourse.lessons.lesson import LESSONS, Lesson
from duecourse.lessons.tasks import TO_CHOOSE
from duecourse.lessons.wrong_figures import Page, pages_of
from duecourse.locale import LANGUAGES, in_language, money, say
from duecourse.rules import ceilings_for, rules
from duecourse.view.published import PublishedCard
from unit.lessons.cells import need
from unit.page import press, shown

SEEDS = 40
PAGES = [(lesson, id) for lesson in LESSONS for id in pages_of(lesson)]

each = pytest.mark.parametrize(("lesson", "id"), PAGES, ids=lambda value: str(value))


@pytest.fixture(autouse=True)
def _english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path))
    with in_language("en"):
        yield


def typed(page: Page, figure: object) -> str:
    return str(Decimal(str(figure)) * 100 if page.asked.unit == "percent" else figure)


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_draw_has_its_page(lesson: str) -> None:
    assert set(draws_in(lesson, "slip_figures")) <= set(pages_of(lesson))


@each
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_open_in_what_is_said(lesson: str, id: str, language: str) -> None:
    with in_language(language):
        page = Page(lesson, id, "a seed")
        said = [page.title, page.where, page.asked.question(), page.asked.hint(), page.asked.answer()]
        said += [*page.lines().values(), *(page.about(line) for line in page.lines())]
        said += [page.asked.check(option).text for option in page.asked.options()]
        said += [page.asked.check(typed(page, figure)).text for figure in page.asked.task.slips.values()]
        text = "\n".join(said)
        assert not re.search(r"\{[a-z_]*\}|None|Decimal", text), text
        assert len(page.lines()) >= 3 and sum(map(page.is_wrong, page.lines())) == 1
        assert len({page.about(line) for line in page.lines()}) == len(page.lines())


@each
def test_the_right_figure_is_right_and_what_the_page_claims_is_recognised(lesson: str, id: str) -> None:
    for seed in range(SEEDS):
        page = Page(lesson, id, str(seed))
        task, asked = page.asked.task, page.asked
        assert asked.check(task.answer if asked.unit in TO_CHOOSE else typed(page, task.answer)).right
        if asked.unit in TO_CHOOSE:
            assert len({*asked.options().values()}) == len(asked.options()), asked.options()
            continue
        assert told_apart(task) or id == "crime-figure"  # the law's own figures, ten times apart
        assert set(task.slips) == set(asked.words.slips)
        for slip, figure in task.slips.items():
            assert asked.check(typed(page, figure)).slip == slip


def test_by_hand_both_ends_counted() -> None:
    """One day more than was late: base × rate is the difference."""
    need("what_overdue_means")
    page = Page("what_overdue_means", "days-both-ends", "a seed")
    values, task = page.asked.task.values, page.asked.task
    rate = Decimal(values["rate"].removesuffix("%")) / 100
    assert task.slips["claimed"] - task.answer == (values["base"] * rate).quantize(Decimal("0.01"))
    wrong = next(text for line, text in page.lines().items() if page.is_wrong(line))
    assert values["counted"] in wrong and values["late"] in page.about("days")


def test_by_hand_a_day_s_rate_read_as_a_year_s() -> None:
    need("how_penalties_build_up")
    for seed in range(SEEDS):
        task = Page("how_penalties_build_up", "day-rate-as-year", str(seed)).asked.task
        assert task.answer == task.slips["claimed"] * 365


def test_by_hand_a_short_year_hides_that_the_line_is_crossed() -> None:
    need("how_penalties_build_up")
    line = rules["ceiling-court-licensed"].on(TODAY)["annual_rate"]
    for seed in range(SEEDS):
        task = Page("how_penalties_build_up", "within-the-line", str(seed)).asked.task
        assert task.slips["claimed"] < line < task.answer
        daily = Decimal(task.values["daily"].removesuffix("%")) / 100
        assert (task.slips["claimed"], task.answer) == (round(daily * 360, 4), round(daily * 365, 4))


def test_by_hand_a_total_below_what_is_owed() -> None:
    need("how_to_negotiate")
    for seed in range(SEEDS):
        task = Page("how_to_negotiate", "total-below-principal", str(seed)).asked.task
        values = task.values
        assert task.answer == values["payment"] * int(values["but_one"]) + values["last"]
        assert values["claimed"] < values["principal"] < task.answer


def test_the_right_figures_of_law_are_those_of_the_rules() -> None:
    need("what_overdue_means", "how_to_prepare", "your_credit_record")
    crime = Page("what_overdue_means", "crime-figure", "a seed").asked.task
    assert crime.answer == rules["debt-is-no-crime"].on(date(2026, 11, 24))["principal_min"]
    bank = Page("how_to_prepare", "four-times-lpr", "a seed").asked.task
    assert bank.answer == ceilings_for("bank", TODAY)[0].annual_rate
    assert bank.slips["claimed"] == 4 * bank.slips["lpr"]
    values = Page("your_credit_record", "gone-after-two-years", "a seed").asked.task.values
    years = rules["bad-record-five-years"].on(TODAY)["years"]
    assert int(values["right"][-4:]) == int(values["paid"][-4:]) + years


def test_an_account_that_runs_dry_in_an_even_month() -> None:
    need("never_late_again")
    for seed in range(SEEDS):
        values = Page("never_late_again", "no-dry-day", str(seed)).asked.task.values
        out = values["rent"] + values["instalment"] + values["living"]
        assert out < values["wage"] and values["opening"] < values["rent"]


# -- the card


def card() -> PublishedCard:
    need("what_overdue_means")
    lesson = Lesson("what_overdue_means")
    lesson.begin("en")
    return lesson.find_the_slip("days-both-ends")


def test_a_line_that_holds_is_said_to_hold_and_nothing_more_is_asked() -> None:
    found = card()
    found.mark("sum")
    assert found.reply.tone == "try" and found.asking is None
    assert [option["mark"] for option in found.lines.options] == ["", "", "", say("slips.holds")]


def test_the_wrong_line_leads_to_the_question_what_would_be_right_and_that_is_remembered() -> None:
    found = card()
    found.mark("days")
    assert found.reply.tone == "good" and found.asking is not None and found.asking in found.parts
    parts = len(found.parts)
    found.mark("days")
    assert len(found.parts) == parts
    found.asking.judge(str(found.page.asked.task.slips["claimed"]))
    assert found.asking.reply.tone == "try" and card().reply.lines == []
    found.asking.judge(str(found.page.asked.task.answer))
    assert found.asking.reply.tone == "good"
    assert card().reply.lines == [say("task.done_before")]


def test_new_figures_stand_on_the_page_as_well() -> None:
    found = card()
    found.mark("days")
    before = [option["label"] for option in found.lines.options]
    assert found.asking is not None
    press(found.asking, say("task.another"))
    now = [option["label"] for option in found.lines.options]
    assert now != before and money(found.page.asked.task.values["base"]) in now[0]
    assert str(found.page.asked.task.values["late"]) in found.reply.lines[0]


def test_the_rule_stands_under_what_it_settles() -> None:
    need("what_overdue_means")
    lesson = Lesson("what_overdue_means")
    lesson.begin("en")
    found = lesson.find_the_slip("crime-figure")
    found.mark("figure")
    assert len(found.reply.lines) == 2 and "last checked" in found.reply.lines[1]


def test_a_page_without_a_kernel_shows_every_line() -> None:
    found = card()
    text = shown(found)["text/plain"].splitlines()
    assert text == [found.page.where, *found.page.lines().values()]
