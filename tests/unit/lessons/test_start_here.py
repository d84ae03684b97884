"""Lesson 0: whose figures it shows, the position at a glance, its exercises and slips, what it remembers."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duecourse.case import Case, CaseError, Debt, Drawing, examples, load_example, save_case
from duecourse.case.journal import DEFAULT_SEED
from duecourse.lessons import start_here as lesson
from duecourse.lessons.drawing import told_apart
from duecourse.lessons.lesson import BeginCard
from duecourse.lessons.start_here.following import Following
from duecourse.lessons.start_here.position import AHEAD, MyPosition, panel
from duecourse.lessons.tasks import Exercise, words_of
from duecourse.locale import LANGUAGES, Text, in_language, money, say, use_language
from duecourse.view import charts
from duecourse.view.form import CaseForm
from duecourse.view.picks import Picks
from duecourse.view.privacy import place, privacy_lines
from duecourse.view.road import Station, road_html
from duecourse.view.tables import steps_html, table_html
from unit import page
from unit.lessons.answers import right_answer

TODAY = date(2026, 11, 24)
NUMBERS = ("days-late", "how-much-is-principal", "one-week")
SEEDS = 200


@pytest.fixture(autouse=True)
def my(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The learner's own folder, which does not exist yet; the lesson begun in English."""
    folder = tmp_path / "my"
    monkeypatch.setenv("DUECOURSE_MY", str(folder))
    for name in ("JUPYTERHUB_USER", "BINDER_SERVICE_HOST"):
        monkeypatch.delenv(name, raising=False)
    lesson.begin("en")
    yield folder
    use_language("en")
    lesson.LESSON.use_case(None)


def own_case(**changes: Any) -> Case:
    """A case of the learner's own, saved."""
    case = replace(load_example("courier"), fixed_as_of=None, own=True, **changes)
    save_case(case)
    return case


# -- the position at a glance


@pytest.mark.parametrize("household", examples())
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_position_is_the_library_s_on_every_day_of_the_slider(household: str, language: str) -> None:
    case = load_example(household)
    with in_language(language):
        model = MyPosition(case)
        for ahead in (0, 1, 17, 59, AHEAD):
            model.on = on = case.as_of + timedelta(ahead)
            facts = dict(model.facts())
            assert facts[say("start_here.fact_owed")] == money(case.total_owed(on))
            assert facts[say("start_here.fact_one_more_day")] == money(case.one_more_day(on))
            assert (
                money(case.total_owed(on)) in model.sentence()
                and money(case.total_owed(on)) in model.summary()
            )
            assert len(model.summary()) < 110
            table = model.table()
            assert table is not None and table.sums is not None
            for row, debt in zip(table.rows, case.debts, strict=True):
                position = debt.position(on)
                assert row[2:7] == (
                    position.late_since,
                    position.days_past_due,
                    position.total,
                    position.due,
                    position.one_more_day,
                )
            figure = model.figure()
            assert figure is not None
            bars = [
                sum(Decimal(str(trace["y"][n])) for trace in figure["data"]) for n in range(len(case.debts))
            ]
            assert [round(bar, 2) for bar in bars] == [debt.position(on).total for debt in case.debts]


@pytest.mark.parametrize("household", examples())
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_open_in_what_is_said(household: str, language: str) -> None:
    with in_language(language):
        model = panel(load_example(household)).model
        table = model.table()
        assert table is not None
        text = "\n".join(
            [model.title(), model.summary(), model.sentence(), table_html(table), steps_html(model.steps())]
        )
        assert not re.search(r"\{[a-z_]*\}", text) and "None" not in text


def test_the_courier_is_47_days_late_since_8_october() -> None:
    """By hand: from 8 October to 24 November there are 23 and 24 days."""
    model = MyPosition(load_example("courier"))
    assert dict(model.facts())["Late since"] == "8 Oct 2026"
    assert "47 days" in model.sentence() and "47 days" in model.summary()


@pytest.mark.parametrize(
    ("debts", "said"),
    [(0, "No debt has been entered yet"), (1, "It is late for 47 days"), (2, "All of them are late")],
)
def test_the_sentence_fits_the_number_of_debts(debts: int, said: str) -> None:
    case = load_example("courier")
    model = MyPosition(replace(case, debts=case.debts[:debts]))
    assert said in model.sentence()
    assert (model.figure() is None) == (model.table() is None) == (debts == 0)


def test_one_of_several_late_is_named() -> None:
    assert "One of them is late: “Furniture" in MyPosition(load_example("family")).sentence()
    assert "Nothing is late" in MyPosition(load_example("clerk")).sentence()


@pytest.mark.parametrize("ahead", [0, 9, 45, AHEAD])
def test_the_next_due_day_is_the_ledger_s(ahead: int) -> None:
    case = load_example("family")
    model = MyPosition(case)
    model.on = case.as_of + timedelta(ahead)
    for debt in case.debts:
        days = [date.fromordinal(due.on) for due in debt.ledger(case.as_of + timedelta(400)).dues]
        assert model.next_due(debt) == min(day for day in days if day > model.on)


def test_debts_called_alike_have_bars_of_their_own() -> None:
    case = load_example("courier")
    twins = tuple(replace(debt, labels=Text.same("loan")) for debt in case.debts)
    figure = MyPosition(replace(case, debts=twins)).figure()
    assert figure is not None and len(set(figure["data"][0]["x"])) == 2


def test_a_label_is_never_markup() -> None:
    case = load_example("courier")
    nasty = "<b>{x}</b><script>"
    changed = replace(case, debts=tuple(replace(debt, labels=Text.same(nasty)) for debt in case.debts))
    model = panel(changed).model
    table = model.table()
    assert table is not None
    assert "<script" not in json.dumps(model.figure()) + table_html(table) + steps_html(model.steps())


def test_a_debt_that_is_new_or_paid_up_is_shown_as_that() -> None:
    paid = Debt("a", "jintiao", (Drawing(TODAY - timedelta(3), Decimal(100)),))
    case = Case(debts=(paid,), fixed_as_of=TODAY)
    model = MyPosition(case)
    assert "Nothing is late" in model.sentence() and "not late" in model.summary()


def test_the_panel_moves_day_by_day() -> None:
    shown = panel(load_example("courier"))
    (ahead,) = shown.controls.values()
    before = shown.chart.sentence
    ahead.value = ahead.high
    assert shown.chart.sentence != before and shown.model.on == TODAY + timedelta(AHEAD)
    assert charts.component("penalty") in [trace["name"] for trace in shown.chart.figure["data"]]


# -- whose debts


def test_choosing_an_example_is_followed_at_once_and_remembered() -> None:
    begin, position, guess = lesson.begin("en"), lesson.my_position(), lesson.guess("cost-of-a-day")
    choose = lesson.choose_household()
    assert choose.picks.chosen == "courier" and "courier" in repr(begin).lower()
    choose.picks.pick("laid_off")
    case = load_example("laid_off")
    assert repr(position).startswith(f"24 Nov 2026: {money(case.total_owed())}")
    assert money(case.total_owed()) in repr(guess)
    assert case.name in repr(begin) and case.name in choose.note.lines[0]
    lesson.begin("zh")
    assert lesson.LESSON.case == case


def test_a_case_of_one_s_own_comes_first_and_can_be_put_aside() -> None:
    case = own_case()
    lesson.begin("en")
    choose = lesson.choose_household()
    assert lesson.LESSON.case.own and choose.picks.chosen == "own"
    assert [option["key"] for option in choose.picks.options] == ["own", *examples()]
    choose.picks.pick("clerk")
    lesson.begin("en")
    assert lesson.LESSON.case == load_example("clerk")
    lesson.choose_household().picks.pick("own")
    lesson.begin("en")
    assert lesson.LESSON.case == case


def test_an_example_chosen_before_does_not_hide_a_case_made_by_hand() -> None:
    lesson.choose_household().picks.pick("family")
    own_case()
    lesson.begin("en")
    assert lesson.LESSON.case.own


def test_a_household_remembered_that_is_no_more_is_the_usual_one() -> None:
    lesson.LESSON.journal.remember("household", "../../etc")
    lesson.begin("en")
    assert lesson.LESSON.case == load_example("courier")


def test_a_folder_that_cannot_be_written_is_said(my: Path) -> None:
    my.parent.mkdir(exist_ok=True)
    my.write_text("a file where the folder should be")
    lesson.begin("en")
    choose = lesson.choose_household()
    choose.picks.pick("clerk")
    assert choose.note.lines[1] == say("start_here.not_remembered")
    assert lesson.LESSON.case == load_example("clerk")


def test_a_lesson_goes_on_without_its_journal(my: Path) -> None:
    my.mkdir()
    (my / "journal.sqlite").write_bytes(b"no database " * 200)
    lesson.begin("en")
    assert lesson.LESSON.case == load_example("courier")
    assert repr(lesson.exercise("one-week")) == exercise("one-week", DEFAULT_SEED).question()
    assert repr(lesson.progress()) == say("start_here.none_solved")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_broken_case_is_said_in_every_lesson_and_stops_none(my: Path, language: str) -> None:
    my.mkdir()
    (my / "case.toml").write_text("format = 1\nas_of = 2026-13-01\n", "utf-8")
    begin = lesson.begin(language)
    assert isinstance(begin, BeginCard) and isinstance(lesson.LESSON.trouble, CaseError)
    told = "\n".join(begin.parts[0].lines)
    assert str(lesson.LESSON.trouble.problems[0]) in told and say("lesson.trouble") in told
    assert lesson.LESSON.case == load_example("courier")
    choose = lesson.choose_household()
    assert choose.picks.options[0]["text"] == say("start_here.own_unreadable")
    choose.picks.pick("own")
    assert choose.note.lines == [say("start_here.own_unreadable")]
    assert lesson.enter_my_case().form.trouble is not None


def test_what_is_saved_in_the_form_is_looked_at_at_once() -> None:
    position, choose, form = lesson.my_position(), lesson.choose_household(), lesson.enter_my_case()
    choose.picks.pick("clerk")
    page.the(form, Picks, name=say("form.examples")).pick("courier")
    form.save()
    assert lesson.LESSON.case.own and choose.picks.chosen == "own"
    assert money(lesson.LESSON.case.total_owed()) in repr(position)
    form.forget()
    assert not lesson.LESSON.case.own and choose.picks.chosen == "courier"
    assert money(load_example("courier").total_owed()) in repr(position)


def test_deleting_everything_forgets_what_was_solved_too(my: Path) -> None:
    form = lesson.enter_my_case()
    page.the(form, Picks, name=say("form.examples")).pick("courier")
    form.save()
    lesson.LESSON.journal.answered("start_here.one-week", True)
    (my / "journal.sqlite.bak").write_bytes(b"a copy of it")
    form.forget()
    assert list(my.iterdir()) == [] and lesson.LESSON.journal.solved() == set()


def test_followers_of_an_earlier_run_are_let_go() -> None:
    first = lesson.my_position()
    before = first.card
    lesson.begin("en")
    lesson.choose_household().picks.pick("clerk")
    assert first.card is before


# -- guesses and exercises


def exercise(id: str, seed: str = "a seed") -> Exercise:
    return Exercise("start_here", id, lesson.LESSON.exercises()[id], seed)


def test_every_exercise_has_words_and_figures() -> None:
    assert lesson.LESSON.missing() == set()
    assert {id for id, words in words_of("start_here").items() if not words.hints} == {"cost-of-a-day"}


@pytest.mark.parametrize("id", NUMBERS)
def test_the_slips_can_be_told_apart_whatever_is_drawn(id: str) -> None:
    for seed in range(SEEDS):
        task = lesson.LESSON.exercises()[id](random.Random(seed))
        assert told_apart(task) and set(task.slips) == set(words_of("start_here")[id].slips)


@pytest.mark.parametrize("id", NUMBERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_slip_is_recognised_and_explained(id: str, language: str) -> None:
    with in_language(language):
        for seed in range(20):
            one = exercise(id, str(seed))
            for slip, leads_to in one.task.slips.items():
                verdict = one.check(str(leads_to))
                assert not verdict.right and verdict.slip == slip
                assert not re.search(r"\{[a-z_]*\}", verdict.text)
            assert one.check(str(one.task.answer)).right


@pytest.mark.parametrize("id", [*NUMBERS, "dearest-day", "cost-of-a-day"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_open_in_an_exercise(id: str, language: str) -> None:
    with in_language(language):
        one = exercise(id)
        texts = [one.title(), one.question(), one.answer(), *one.options().values()]
        for _ in range(3):
            texts.append(one.hint())
            one.wrong += 1
        given = one.options() if one.unit == "choice" else [str(one.task.answer), "1", "0.000001", "x"]
        texts += [one.check(answer).text for answer in given]
        assert not re.search(r"\{[a-z_]*\}", "\n".join(texts))


def test_another_draw_asks_with_other_figures() -> None:
    one = exercise("one-week")
    asked = one.question()
    one.another()
    assert one.question() != asked and one.wrong == 0


def test_days_late_by_hand() -> None:
    """Due 27 April, today 3 June: 3 days of April, 31 of May, 3 of June."""
    task = lesson.LESSON.exercises()["days-late"](random.Random("due-course:start_here.days-late:0"))
    assert task.values == {"due": "27 Apr 2026", "following": "27 May 2026", "today": "3 Jun 2026"}
    assert task.answer == 37 and task.slips == {"both_days": 38, "newest": 7, "thirty": 36}


@pytest.mark.parametrize("seed", range(10))
def test_one_week_by_hand(seed: int) -> None:
    task = lesson.LESSON.exercises()["one-week"](random.Random(seed))
    rate = Decimal(task.values["rate"].rstrip("%")) / 100
    exact = task.values["principal"] * rate * 7
    assert abs(task.answer - exact) <= Decimal("0.005")
    assert sum(step.amount for step in task.steps) == task.answer


@pytest.mark.parametrize("seed", range(10))
def test_the_principal_is_what_is_left_of_the_total(seed: int) -> None:
    task = lesson.LESSON.exercises()["how-much-is-principal"](random.Random(seed))
    assert task.answer == task.values["total"] - task.values["interest"] - task.values["penalty"]
    assert sum(step.amount for step in task.steps) == task.answer


@pytest.mark.parametrize("seed", range(50))
def test_the_smaller_debt_costs_more_a_day(seed: int) -> None:
    values = lesson.LESSON.exercises()["dearest-day"](random.Random(seed)).values
    assert Decimal(values["small_cost"][1:]) > Decimal(values["large_cost"][1:])


@pytest.mark.parametrize(
    ("household", "answer"), [("courier", "little"), ("family", "middle"), ("laid_off", "middle")]
)
def test_the_guess_is_about_the_household_on_screen(household: str, answer: str) -> None:
    lesson.choose_household().picks.pick(household)
    card = lesson.guess("cost-of-a-day").card
    assert card.exercise.task.answer == answer
    for option in card.exercise.options():
        assert money(load_example(household).one_more_day()) in card.exercise.check(option).text


# -- the road, privacy, progress, what a page without a kernel shows


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_road_can_be_read_without_a_kernel(language: str) -> None:
    with in_language(language):
        bundle = page.shown(lesson.the_road())
        assert bundle["text/html"].count("<li>") == 4 and bundle["text/plain"] == say("start_here.road_short")


def test_a_station_is_never_markup() -> None:
    html = road_html([Station("<b>", "<i>", "<u>")])
    assert not any(f"<{tag}>" in html for tag in "biu")


@pytest.mark.parametrize(
    ("names", "where", "becomes"),
    [
        (["JUPYTERHUB_USER"], "hub", "until you delete it"),
        (["JUPYTERHUB_USER", "BINDER_LAUNCH_HOST"], "passing", "forgets everything"),
    ],
)
def test_on_a_server_made_up_figures_are_asked_for(
    names: list[str], where: str, becomes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert place() == "own" and "stays on this computer" in privacy_lines()[0]
    for name in names:
        monkeypatch.setenv(name, "x")
    assert place() == where and "made-up figures" in privacy_lines()[0] and becomes in privacy_lines()[1]
    assert lesson.enter_my_case().parts[0].lines == privacy_lines()
    begin = lesson.begin("en")
    assert "this computer" not in " ".join(begin.parts[1].lines)


def test_progress_counts_exercises_and_the_quiz_and_no_guesses() -> None:
    card = lesson.progress()
    assert repr(card) == say("start_here.none_solved") and "dc-road-done" not in card.road.html
    for id in (*NUMBERS, "dearest-day"):
        lesson.LESSON.journal.answered(f"start_here.{id}", True)
    lesson.LESSON.journal.answered("what_overdue_means.arrested", False)
    card.look()
    assert repr(card) == "4 exercises solved so far." and "4 of 4" in card.road.html
    assert "dc-road-done" not in card.road.html
    quiz = lesson.quiz()
    for at in range(len(quiz.questions)):
        quiz.show(at)
        quiz.asking.judge(right_answer(quiz.questions[at]))
    card.look()
    assert repr(card) == "4 exercises solved so far. 6 questions of a quiz right."
    assert card.road.html.count("dc-road-done") == 1 and "Quiz: 6 of 6 right." in card.road.html


def test_the_cells_put_out_what_a_page_without_a_kernel_needs() -> None:
    shown = lesson.my_position()
    bundle = page.shown(shown)
    assert isinstance(shown, Following) and bundle["text/plain"].splitlines()[0] == repr(shown)
    assert "application/vnd.plotly.v1+json" in bundle
    on_the_page = bundle["application/vnd.jupyter.widget-view+json"]["model_id"]
    assert on_the_page == shown.model_id != shown.card.model_id, "what follows, not what it shows just now"
    assert isinstance(lesson.enter_my_case(), CaseForm)
