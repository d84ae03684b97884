"""A folder of the learner's that belongs to another account: a clear sentence everywhere, no traceback."""

from __future__ import annotations

import ast
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from duecourse.case import (
    CaseError,
    Draft,
    SaveError,
    change_case,
    forget_case,
    kept_drafts,
    learner_case,
    load_example,
    open_draft,
    restore_backup,
    save_case,
    saved_draft,
)
from duecourse.case.journal import OWN, Contact, Journal, JournalError
from duecourse.export import pack, statement
from duecourse.files import my_folder
from duecourse.lessons import how_to_negotiate
from duecourse.lessons.lesson import LESSONS, Lesson
from duecourse.locale import LANGUAGES, in_language, say
from duecourse.view.form import CaseForm
from duecourse.view.form.broken import BrokenFile
from duecourse.view.journal import JournalPanel
from duecourse.view.listing import Listing
from duecourse.view.papers import PapersPanel
from unit.page import names, press, the

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows does not say whose a folder is")

NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"
NOBODY = 65534


def fill() -> None:
    """What a learner has after some days."""
    case = load_example("courier")
    save_case(case)
    save_case(load_example("family"))
    draft = open_draft()
    draft.set(("savings", "amount"), "5")
    draft.keep()
    Journal().save_contact(OWN, Contact(datetime(2026, 11, 24, tzinfo=UTC), said="said"))
    statement(case).save(my_folder() / "papers" / "statement.docx")


@pytest.fixture(params=["folder", "files"])
def theirs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The learner's folder as one start with `sudo` leaves it: all of it, or only the files in it, root's."""
    with tempfile.TemporaryDirectory() as around:
        my = Path(around) / "my"
        monkeypatch.setenv("DUECOURSE_MY", str(my))
        fill()
        inside = [path for path in my.rglob("*") if path.is_file()]
        as_root = os.geteuid() == 0
        if as_root:
            os.chmod(around, 0o755)
            if request.param == "files":
                os.chown(my, NOBODY, NOBODY)
                os.chmod(my / "papers", 0o755)
            os.seteuid(NOBODY)
        else:
            for path in [my] if request.param == "folder" else inside:
                path.chmod(0)
            monkeypatch.setattr(os, "geteuid", lambda: NOBODY)
        try:
            if not os.access(NOTEBOOKS, os.R_OK, effective_ids=True):
                pytest.skip("the checkout can be read by root alone")
            yield my
        finally:
            if as_root:
                os.seteuid(0)
            else:
                for path in (my, *inside):
                    path.chmod(0o700)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with in_language(request.param):
        yield request.param


def says_it(text: object, my: Path) -> bool:
    """Whether it names the folder and what to type."""
    return f"sudo chown -R {NOBODY} {my}" in str(text)


def test_whatever_reads_the_case_says_whose_it_is_and_what_to_do(theirs: Path, language: str) -> None:
    for read in (learner_case, open_draft, saved_draft, lambda: change_case(lambda case: case)):
        with pytest.raises((CaseError, SaveError)) as caught:
            read()
        assert says_it(caught.value, theirs)
    assert isinstance(kept_drafts(), list)


def test_whatever_is_saved_in_a_folder_of_another_account_says_so(theirs: Path, language: str) -> None:
    case = load_example("clerk")
    draft = Draft()
    draft.set(("savings", "amount"), "5")
    saves: list[Callable[[], object]] = [lambda: save_case(case), lambda: draft.save(over=True)]
    saves.append(lambda: statement(case).save(theirs / "papers" / "new.docx"))
    if not os.access(theirs, os.W_OK, effective_ids=True):
        saves += [draft.keep, forget_case, lambda: pack(case)]
    for save in saves:
        with pytest.raises(SaveError) as caught:
            save()
        assert says_it(caught.value, theirs)
    with pytest.raises((CaseError, SaveError)) as refused:
        restore_backup()
    assert says_it(refused.value, theirs)


def test_the_journal_says_it_whatever_is_asked_of_it(theirs: Path, language: str) -> None:
    journal = Journal()
    uses: list[Callable[[], object]] = [
        journal.solved,
        journal.seed,
        lambda: journal.contacts(OWN),
        lambda: journal.due(OWN, date(2026, 11, 24)),
        lambda: journal.remember("a", "b"),
        lambda: journal.answered("a.b", True),
        lambda: journal.undo(OWN),
    ]
    for use in uses:
        with pytest.raises(JournalError) as caught:
            use()
        assert says_it(caught.value, theirs)
    trouble = journal.trouble()
    assert trouble is not None and says_it(trouble, theirs) and not trouble.copy


def test_the_form_says_it_and_offers_to_look_again(theirs: Path, language: str) -> None:
    form = CaseForm()
    way = form.parts[0]
    assert isinstance(way, BrokenFile) and says_it(the(way, Listing).html, theirs)
    assert names(way) == [say("form.read_again")]
    press(way, say("form.read_again"))
    assert form.parts[0] is way and repr(form) == say("form.short_broken")


def test_the_cards_of_the_journal_and_the_papers_say_it(theirs: Path, language: str) -> None:
    for panel in (JournalPanel(Journal(), load_example()), PapersPanel(Journal(), load_example())):
        trouble: Any = panel.parts[0]
        assert says_it(trouble.note.lines, theirs)
        trouble.look_again()
        assert says_it(trouble.note.lines, theirs)


def test_an_answer_that_cannot_be_remembered_is_told_so(theirs: Path, language: str) -> None:
    lesson = Lesson("start_here")
    lesson.begin(language)
    assert says_it(lesson.answered("start_here.one-week", True), theirs)


def test_an_offer_taken_on_that_cannot_be_remembered_holds_and_is_told_so(
    theirs: Path, language: str
) -> None:
    how_to_negotiate.begin(language)
    card: Any = how_to_negotiate.offers_side_by_side()
    card.panel.controls["periods"].value = 31
    card.panel.take()
    assert say("how_to_negotiate.took_on_for_now") in card.panel.outcome.lines
    assert says_it(card.panel.outcome.lines, theirs)
    assert how_to_negotiate.taken_for(card.panel.model.owing).slot.periods == 31


@pytest.mark.parametrize("theirs", ["folder"], indirect=True)
@pytest.mark.parametrize(("name", "spoken"), [*zip(LESSONS, cycle(LANGUAGES), strict=False)])
def test_every_lesson_begins_with_it_and_goes_on_with_an_example(
    theirs: Path, name: str, spoken: str
) -> None:
    (file,) = (NOTEBOOKS / spoken).glob(f"*{name}.ipynb")
    cells = [one for one in json.loads(file.read_text("utf-8"))["cells"] if one["cell_type"] == "code"]
    names: dict[str, object] = {}
    with in_language(spoken):
        shown = [_shown(_run("".join(cell["source"]), names)) for cell in cells]
    assert any(says_it(text, theirs) for text in shown)


def _run(source: str, names: dict[str, object]) -> object:
    """Run a cell. Its value is that of its last line."""
    lines = ast.parse(source)
    last = lines.body.pop() if lines.body and isinstance(lines.body[-1], ast.Expr) else None
    exec(compile(lines, "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last is not None else None


def _shown(found: Any) -> str:
    """What stands in it: the notes of a card, and its short line."""
    notes = [part.lines for part in getattr(found, "parts", ()) if hasattr(part, "lines")]
    return f"{found!r} {notes}"
