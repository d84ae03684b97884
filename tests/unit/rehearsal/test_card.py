"""The rehearsal on the page, without a browser."""

from __future__ import annotations

from dataclasses import replace

import pytest

from duecourse.case import Case, examples, load_example
from duecourse.lessons.lesson import Lesson
from duecourse.lessons.rehearsal import RehearsalCard, rehearsal, scenario, scenarios
from duecourse.locale import in_language, say
from duecourse.view.listing import Listing
from duecourse.view.more import More
from duecourse.view.panel import Fold
from unit.page import shown, tell, the


def card(id: str = "customer_service", household: str = "courier") -> RehearsalCard:
    return RehearsalCard(scenario(id), load_example(household))


def answer(one: RehearsalCard, number: int, after: int | None = None) -> None:
    """What the page sends when an answer is pressed."""
    content = {"chosen": number, "after": one.call.answers if after is None else after}
    tell(one.dialogue, content)


def whose(one: RehearsalCard) -> str:
    """Whose figures it is about."""
    return repr(one.parts[-4])


@pytest.mark.parametrize("household", examples())
@pytest.mark.parametrize("id", scenarios())
def test_every_call_for_every_household(id: str, household: str, language: str) -> None:
    one = card(id, household)
    while one.dialogue.options:
        answer(one, len(one.dialogue.options) - 1)
    assert one.dialogue.closing.startswith("<h4")
    assert say("rehearsal.todo") in one.dialogue.closing
    assert "{" not in one.dialogue.closing
    assert the(one, Listing).html.count("<cite") >= 1


def test_a_lesson_offers_it_about_its_own_case(language: str) -> None:
    lesson = Lesson("start_here")
    one = rehearsal(lesson, "customer_service")
    assert one.call.figures.debt == lesson.case.debts[0].label
    assert repr(one) in shown(one)["text/plain"]
    assert one.call.lines()[0].text in shown(one)["text/html"].replace("&quot;", '"')
    with pytest.raises(KeyError):
        rehearsal(lesson, "nobody")


def test_what_the_page_sends() -> None:
    one = card()
    answer(one, 1)
    assert (one.call.answers, one.dialogue.answers) == (1, 1)
    answer(one, 0, after=0)  # a second press that came too late
    assert one.call.answers == 1
    for odd in (
        {"chosen": 99, "after": 1},
        {"chosen": -1, "after": 1},
        {"chosen": "1", "after": 1},
        {"chosen": 1},
        "chosen",
        None,
    ):
        tell(one.dialogue, odd)
    assert one.call.answers == 1
    answer(one, 1)
    tell(one.dialogue, "back")
    assert (one.call.answers, one.dialogue.answers) == (1, 1)
    tell(one.dialogue, "again")
    assert (one.call.answers, one.dialogue.answers) == (0, 0)
    assert the(one, More).layout.display == "none"


def test_another_debt_begins_anew_with_its_figures(language: str) -> None:
    one = card()
    answer(one, 1)
    one.choice.value = "baitiao"
    assert one.call.answers == 0
    label = load_example("courier").debt("baitiao").label
    assert label in one.dialogue.lines[0]["text"] and label in whose(one)


def test_where_it_fits_no_debt_an_example_s_figures_are_used() -> None:
    with in_language("en"):
        assert load_example("clerk").days_past_due() == 0
        one = card("collector", "clerk")
        assert one.call.figures.sheet.days_past_due > 0
        assert load_example("courier").name in whose(one) and "no debt" in whose(one)
        assert "no debt" not in whose(card("collector", "courier"))


def test_a_debt_that_one_month_pays_is_nothing_to_negotiate() -> None:
    with in_language("en"):
        clerk = load_example("clerk")
        income = [line for line in clerk.budget_lines if line.kind == "income"]
        rich = replace(
            clerk,
            budget_lines=tuple(replace(line, amount=line.amount * 10, bad_month=None) for line in income),
        )
        assert "no debt" in whose(RehearsalCard(scenario("bank_card"), rich))
        assert "no debt" not in whose(RehearsalCard(scenario("bank_card"), clerk))


def test_text_is_escaped_where_it_becomes_html(language: str) -> None:
    evil = "<img src=x onerror=alert(1)>"
    courier = load_example("courier")
    debts = tuple(replace(d, labels=replace(d.labels, en=evil, zh=evil)) for d in courier.debts)
    case: Case = replace(courier, debts=debts)
    for id in scenarios():
        one = RehearsalCard(scenario(id), case)
        while one.dialogue.options:
            answer(one, 0)
        assert "<img" not in one.dialogue.closing + the(one, Listing).html
        assert "<img" not in shown(one)["text/html"]


def test_nothing_well_said_is_still_met_with_kindness() -> None:
    with in_language("en"):
        one = card("debt_relief_agent")
        answer(one, 0)
        answer(one, 0)
        assert one.call.went_well() == []
        assert say("rehearsal.tried") in one.dialogue.closing
        assert "dc-end-try" in one.dialogue.closing


def test_the_rules_are_folded_away_with_their_sources() -> None:
    one = card()
    assert the(one, More).layout.display == "none"
    answer(one, 1)
    assert the(one, More).layout.display is None
    assert isinstance(the(one, More).fold, Fold)
    assert "general" in the(one, Listing).html or "seen" in the(one, Listing).html
