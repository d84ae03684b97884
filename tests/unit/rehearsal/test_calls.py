"""The calls themselves: all of them played through, with the figures of every example household."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from duecourse.calc import Rescheduling, outcome, payoff
from duecourse.case import Case, Debt, examples, load_example
from duecourse.lessons.rehearsal import Call, Figures, figures_of, scenario, scenarios
from duecourse.lessons.rehearsal.script import Scenario
from duecourse.locale import LANGUAGES, in_language, money
from duecourse.rules import rules

DEBTS = [(name, debt.id) for name in examples() for debt in load_example(name).debts]


def figures(household: str = "courier", debt: str = "jintiao") -> Figures:
    case = load_example(household)
    return figures_of(case, case.debt(debt))


def by_situation() -> dict[frozenset[str], Figures]:
    """A debt of the examples in each situation that one of them is in."""
    return {one.situation: one for one in (figures(*of) for of in DEBTS)}


def fitting(call: Scenario) -> list[Figures]:
    found = [one for situation, one in by_situation().items() if situation in call.situations]
    assert found
    return found


def longest(call: Scenario, situation: frozenset[str]) -> int:
    """How many answers a call takes at most."""
    known: dict[str, int] = {}

    def from_here(id: str) -> int:
        if id in call.endings:
            return 0
        if id not in known:
            answers = call.turns[id].open_to(situation)
            known[id] = 1 + max(from_here(one.to) for one in answers)
        return known[id]

    return from_here(call.start)


def well(call: Call) -> None:
    """Play a call with the best answer each time."""
    while call.turn is not None:
        open_answers = call.turn.open_to(call.figures.situation)
        call.choose(next(i for i, one in enumerate(open_answers) if one.mark == "well"))


def test_the_calls_there_are() -> None:
    assert scenarios() == ("customer_service", "bank_card", "collector", "debt_relief_agent")
    with pytest.raises(KeyError, match="customer_service"):
        scenario("a_friend")


@pytest.mark.parametrize("id", scenarios())
def test_every_turn_and_ending_is_seen_in_words(id: str, language: str) -> None:
    """No text has a figure missing or a place left over, for anybody the call is for."""
    for one in fitting(scenario(id)):
        call = Call(scenario(id), one)
        seen: set[str] = set()

        def look(call: Call = call, seen: set[str] = seen) -> None:
            at = call.turn or call.ending
            assert at is not None
            if at.id in seen:
                return
            seen.add(at.id)
            said = [line.text for line in call.lines()] + call.options() + [call.summary()]
            if call.ending is not None:
                points = [*call.went_well(), *call.next_time()]
                said += [call.ending_title(), call.ending_text(), *call.todo(), *(p.text for p in points)]
                assert len(points) == call.answers
                assert call.todo()
            assert not [text for text in said if re.search(r"[{}]|None", text)]
            for number in range(len(call.options())):
                call.choose(number)
                look()
                call.back()

        look()
        assert any(id in seen for id in call.scenario.endings)


@pytest.mark.parametrize("id", scenarios())
def test_a_call_is_long_enough_and_never_endless(id: str) -> None:
    for one in fitting(scenario(id)):
        assert 6 <= longest(scenario(id), one.situation) <= 16


@pytest.mark.parametrize("id", scenarios())
def test_the_best_answers_lead_to_a_good_end(id: str) -> None:
    for one in fitting(scenario(id)):
        call = Call(scenario(id), one)
        well(call)
        assert call.ending is not None and call.ending.kind in ("agreed", "escalated", "ended")
        assert call.next_time() == []
        assert 6 <= call.answers <= 10


@pytest.mark.parametrize("id", scenarios())
def test_the_worst_answers_do_not(id: str) -> None:
    for one in fitting(scenario(id)):
        call = Call(scenario(id), one)
        while call.turn is not None:
            answers = call.turn.open_to(one.situation)
            marks = [answer.mark for answer in answers]
            call.choose(marks.index("try") if "try" in marks else marks.index("mixed"))
        assert call.ending is not None and call.ending.kind in ("trapped", "broken_off")


def test_each_kind_of_ending_is_somewhere() -> None:
    kinds = {ending.kind for id in scenarios() for ending in scenario(id).endings.values()}
    assert kinds == {"agreed", "escalated", "ended", "broken_off", "trapped"}


@pytest.mark.parametrize("id", scenarios())
def test_the_first_answer_is_not_always_the_best(id: str) -> None:
    first = [turn.choices[0].mark for turn in scenario(id).turns.values()]
    assert len(set(first)) > 1


@pytest.mark.parametrize("id", scenarios())
def test_no_amount_of_its_own_and_no_shame(id: str) -> None:
    """What a text says in yuan, percent or days comes from the case or the rules."""
    call = scenario(id)
    texts = [call.abouts]
    for turn in call.turns.values():
        texts += [said.texts for said in turn.says]
        texts += [text for one in turn.choices for text in (one.said.texts, one.feedback)]
    for ending in call.endings.values():
        texts += [ending.titles, ending.texts, *ending.todo]
    for both in texts:
        for text in both.values():
            assert not re.search(r"\d\s*(元|天|个月|%|yuan|days|months)|[¥￥]", text), text
            assert not re.search(r"stupid|idiot|your fault|活该|丢人现眼|蠢|老赖", text), text


@pytest.mark.parametrize("id", scenarios())
def test_rules_are_cited_that_are_in_force(id: str) -> None:
    call = scenario(id)
    cited = {rule for turn in call.turns.values() for one in turn.choices for rule in one.rules}
    cited |= {rule for ending in call.endings.values() for rule in ending.rules}
    assert len(cited) >= 5
    for rule in cited:
        assert rules[rule].on(figures().on)


def test_only_rules_that_hold_for_the_debt_are_shown() -> None:
    def shown(one: Figures) -> set[str]:
        call = Call(scenario("collector"), one)
        well(call)
        return {value.rule.id for value in call.rules()}

    online, card = shown(figures("courier", "jintiao")), shown(figures("laid_off", "card"))
    assert {"collect-from-debtor-only", "collection-hours-standard"} <= online
    assert not {"card-collection", "complaint-institution"} & online  # a small-loan company
    assert {"card-collection", "complaint-institution"} <= card
    assert not {"collect-from-debtor-only", "collection-hours-standard"} & card


def test_a_rule_for_other_debts_can_be_named() -> None:
    call = Call(scenario("debt_relief_agent"), figures("courier", "jintiao"))
    call.choose(0)
    assert "card-personal-instalments" in {value.rule.id for value in call.rules()}


# -- the figures


@pytest.mark.parametrize(("household", "debt"), DEBTS)
def test_the_figures_are_those_of_the_case(household: str, debt: str) -> None:
    case = load_example(household)
    found = figures_of(case, case.debt(debt))
    position = case.positions()[debt]
    shown = found.shown()
    assert (shown["total"], shown["one_more_day"]) == (money(position.total), money(position.one_more_day))
    left = max(Decimal(0), case.budget(bad_month=True).left)
    assert sum(figures_of(case, one).sheet.share for one in case.debts) == left
    assert ("late" in found.situation) == (position.days_past_due > 0)
    assert found.is_tight
    if found.months is None:
        assert found.payment is None
    else:
        assert found.payment is not None and found.payment <= found.sheet.share
        one = case.debt(debt)
        owed = payoff(one.terms, one.drawings, one.events, on=case.as_of)
        assert outcome(owed, Rescheduling(found.months)).highest_payment == found.payment
        assert outcome(owed, Rescheduling(found.months - 1)).highest_payment > found.sheet.share


def test_the_learner_s_figures_are_in_the_dialogue(language: str) -> None:
    one = figures("family", "furniture")
    call = Call(scenario("customer_service"), one)
    well(call)
    said = "\n".join(line.text for line in call.lines())
    assert one.debt in said and money(one.sheet.owed) in said and money(one.sheet.due) in said
    assert one.payment is not None and money(one.payment) in said and money(one.sheet.share) in said


def test_nothing_left_in_a_bad_month_is_said_in_words() -> None:
    with in_language("en"):
        assert figures().shown()["carries"] == "nothing"
    with in_language("zh"):
        assert figures().shown()["carries"] == "0 元"


def test_a_name_with_braces_stays_as_it_is(language: str) -> None:
    case = named(load_example("courier"), "{total} <b>{0}")
    call = Call(scenario("customer_service"), figures_of(case, case.debts[0]))
    assert "{total} <b>{0}" in call.lines()[0].text


def named(case: Case, name: str) -> Case:
    def renamed(debt: Debt) -> Debt:
        return replace(debt, labels=replace(debt.labels, en=name, zh=name))

    return replace(case, debts=tuple(renamed(debt) for debt in case.debts))


# -- playing


def test_a_step_back_and_a_new_start() -> None:
    call = Call(scenario("customer_service"), figures())
    before = call.lines(), call.options()
    call.back()
    assert (call.lines(), call.options()) == before
    call.choose(1)
    call.choose(1)
    there = call.lines()
    call.choose(0)
    call.back()
    assert call.lines() == there and call.answers == 2
    call.again()
    assert (call.lines(), call.options()) == before


@pytest.mark.parametrize("number", [-1, 3, 99])
def test_an_answer_that_there_is_not(number: int) -> None:
    call = Call(scenario("customer_service"), figures())
    with pytest.raises(IndexError, match="allowed: 0 to 2"):
        call.choose(number)
    assert call.answers == 0
    well(call)
    with pytest.raises(IndexError):
        call.choose(0)


def test_what_was_said_is_told_with_its_feedback() -> None:
    with in_language("en"):
        call = Call(scenario("customer_service"), figures())
        said = call.options()[1]
        call.choose(1)
        them, me, feedback, answer = call.lines()
        assert (them.kind, me.kind, feedback.kind, answer.kind) == ("them", "me", "feedback", "them")
        assert me.text == said and feedback.mark == "well"
        assert feedback.rests == ("Where to find the right number",)


def test_the_summary_is_short_and_the_same_each_time() -> None:
    for name in LANGUAGES:
        with in_language(name):
            for id in scenarios():
                call = Call(scenario(id), fitting(scenario(id))[0])
                assert call.summary() == Call(scenario(id), call.figures).summary()
                well(call)
                assert len(call.summary()) <= 110
