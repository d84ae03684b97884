"""Rehearsal, journal and papers on the page, by keyboard; what is written outlives the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import Lab, write_notebook
from playwright.sync_api import Locator, expect

from duecourse.case import Case, load_example
from duecourse.case.journal import Journal, household_of
from duecourse.lessons.rehearsal import Call, figures_of, scenario
from duecourse.locale import in_language, language, say
from duecourse.view.journal import JournalPanel
from duecourse.view.papers import PapersModel

REHEARSAL, JOURNAL, PAPERS = range(1, 4)  # the cards of the notebook, after the lesson's first
CELLS = (
    "from duecourse.lessons import start_here as lesson\nlesson.begin({language!r})",
    "from duecourse.lessons.rehearsal import rehearsal\nrehearsal(lesson.LESSON, 'customer_service')",
    "from duecourse.view.journal import JournalPanel\n"
    "JournalPanel(lesson.LESSON.journal, lesson.LESSON.case)",
    "from duecourse.view.papers import PapersPanel\nPapersPanel(lesson.LESSON.journal, lesson.LESSON.case)",
)
WIDE, NARROW = {"width": 1280, "height": 1500}, {"width": 400, "height": 1500}


@pytest.fixture(scope="module", params=["en", "zh"])
def spoken(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture(scope="module")
def my(tmp_path_factory: pytest.TempPathFactory, spoken: str) -> Iterator[Path]:
    """A folder for the journal, one a language, both for the page's kernel and for the library here."""
    folder = tmp_path_factory.mktemp(f"my-{spoken}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUECOURSE_MY", str(folder))
        yield folder


@pytest.fixture(scope="module")
def page(open_shared_lab: Any, served: Path, spoken: str, my: Path) -> Any:
    cells = [cell.format(language=spoken) for cell in CELLS]
    lab = open_shared_lab(spoken, write_notebook(served / f"talk-{spoken}.ipynb", cells))
    lab.page.set_viewport_size(WIDE)
    run(lab, my)
    return lab


def run(lab: Lab, my: Path) -> None:
    lab.execute(f"import os; os.environ['DUECOURSE_MY'] = {str(my)!r}")
    lab.run_all()
    lab.panel(PAPERS).get_by_role("checkbox").first.wait_for()


@pytest.fixture
def lab(page: Lab, spoken: str) -> Iterator[Lab]:
    with in_language(spoken):
        yield page


def courier() -> Case:
    return load_example("courier")


def focused(lab: Lab, of: str) -> bool:
    return bool(lab.page.evaluate("of => document.activeElement.closest(of) !== null", of))


# -- the rehearsal


def call() -> Call:
    case = courier()
    return Call(scenario("customer_service"), figures_of(case, case.debts[0]))


def agrees(lab: Lab, card: Locator, meant: Call) -> None:
    """The page shows what the call says: every line, in order, and what can be answered."""
    said = [line.text for line in meant.lines()]
    lab.until(lambda: card.locator(".dc-line > p").all_inner_texts() == said, f"the lines {said}")
    expect(card.locator(".dc-reply")).to_have_text(meant.options(), use_inner_text=True)


def test_a_whole_call_by_keyboard(lab: Lab) -> None:
    card, meant = lab.panel(REHEARSAL), call()
    card.scroll_into_view_if_needed()
    agrees(lab, card, meant)
    keys = lab.page.keyboard
    card.locator(".dc-reply").first.focus()
    keys.press("Enter")  # a wrong turn, to be taken back
    meant.choose(0)
    agrees(lab, card, meant)
    assert focused(lab, ".dc-replies")
    keys.press("9")  # no such answer
    card.get_by_role("button", name=say("dialogue.back"), exact=True).focus()
    keys.press("Space")
    meant.back()
    agrees(lab, card, meant)
    assert focused(lab, ".dc-replies")
    while meant.turn is not None:
        answers = meant.turn.open_to(meant.figures.situation)
        number = next(i for i, one in enumerate(answers) if one.mark == "well")
        keys.press(str(number + 1))
        meant.choose(number)
        agrees(lab, card, meant)
    assert focused(lab, ".dc-end")
    end = card.locator(".dc-end")
    expect(end.locator("h4")).to_have_text(meant.ending_title(), use_inner_text=True)
    shown = end.locator("li").evaluate_all("all => all.map(one => one.firstChild.textContent)")
    assert shown == [*(one.text for one in meant.went_well()), *meant.todo()]
    expect(card.get_by_role("log")).to_have_count(1)
    card.get_by_text(say("rehearsal.rules")).click()
    headings = card.locator(".dc-listing h4")
    expect(headings).to_have_text([value.rule.label for value in meant.rules()], use_inner_text=True)
    assert card.locator(".dc-listing cite").count() == len(meant.rules())
    looked_at(lab, card, "rehearsal")
    card.get_by_role("button", name=say("dialogue.again"), exact=True).click()
    meant.again()
    agrees(lab, card, meant)


# -- journal and papers


def test_written_by_keyboard_and_still_there_afterwards(lab: Lab, my: Path) -> None:
    card, case = lab.panel(JOURNAL), courier()
    household = household_of(case)
    keys = lab.page.keyboard
    card.get_by_role("button", name=say("journal.add"), exact=True).focus()
    keys.press("Enter")
    said = card.get_by_label(say("journal.field_said"), exact=True)
    lab.until(
        lambda: said.evaluate("box => box === document.activeElement"), "the form, with the keyboard in it"
    )
    keys.type("8807 <b>“等等”</b>")
    keys.press("Tab")
    keys.type("1,973.84")
    for _ in range(2):
        keys.press("Tab")
    keys.type("a plan in writing")
    keys.press("Tab")
    keys.type("2026-11-30")
    looked_at(lab, card, "journal-form")
    card.get_by_role("button", name=say("journal.save"), exact=True).focus()
    keys.press("Enter")
    lab.until(lambda: len(Journal().contacts(household)) == 1, "the entry, written")
    (entry,) = Journal().contacts(household)
    assert entry.said == "8807 <b>“等等”</b>" and str(entry.amount) == "1973.84"
    assert [one.what for one in entry.promised("theirs")] == ["a plan in writing"]
    lab.until(lambda: "8807 <b>“等等”</b>" in card.inner_text(), "the entry")

    ticks = lab.panel(PAPERS)
    for number in (0, 2):
        ticks.get_by_role("checkbox").nth(number).focus()
        keys.press("Space")
    lab.until(lambda: len(Journal().ticked(household)) == 2, "the ticks, written")
    meant = PapersModel(Journal(), case).sentence()
    lab.until(lambda: meant in ticks.inner_text(), meant)
    looked_at(lab, card, "journal")
    looked_at(lab, ticks, "papers")

    lab.come_back()  # to new cards, which read the file
    lab.until(lambda: ticked(ticks) == [0, 2], "the ticks on a new card")
    expect(card).to_contain_text("8807 <b>“等等”</b>", use_inner_text=True)
    short = JournalPanel(Journal(), case).model.sentence()
    expect(card).to_contain_text(short, use_inner_text=True)


def ticked(card: Locator) -> list[int]:
    boxes = card.get_by_role("checkbox")
    return boxes.evaluate_all("all => all.flatMap((one, number) => one.checked ? [number] : [])")


def test_accessible_and_every_control_has_a_name(lab: Lab) -> None:
    assert lab.axe() == []
    nameless = lab.page.evaluate(
        """() => [...document.querySelectorAll('.dc-card :is(input, button, select, textarea, summary)')]
            .filter(one => one.checkVisibility())
            .filter(one => !(one.textContent.trim() || one.labels?.[0]?.textContent.trim()))
            .map(one => one.outerHTML)"""
    )
    assert nameless == []


def looked_at(lab: Lab, card: Locator, name: str) -> None:
    """Pictures of a card, wide and narrow; nothing sticks out where there is little room."""
    lab.screenshot(f"{name}-{language()}", card)
    lab.page.set_viewport_size(NARROW)
    lab.until(lambda: card.evaluate("one => one.clientWidth < 400"), "the narrow card")
    lab.screenshot(f"{name}-{language()}-narrow", card)
    too_wide = card.evaluate(
        """card => [...card.querySelectorAll('*:not(input, textarea)')]
            .filter(one => getComputedStyle(one).display !== 'inline' && one.clientWidth > 0)
            .filter(one => one.scrollWidth > one.clientWidth + 1)
            .map(one => one.className)"""
    )
    assert too_wide == []
    lab.page.set_viewport_size(WIDE)
