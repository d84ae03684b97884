"""The ways between lessons: what is needed today, where one was, the next lesson; and what the page says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from duecourse.case import load_example, save_case
from duecourse.files import DataFileError
from duecourse.lab import EXTENSION
from duecourse.lessons import page_words
from duecourse.lessons import start_here as lesson
from duecourse.lessons.listing import lessons
from duecourse.lessons.next_lesson import NextCard
from duecourse.lessons.start_here.needs import FORM, NeedsCard, needs, read_needs
from duecourse.locale import LANGUAGES, in_language, say, use_language
from duecourse.paths import NOTEBOOKS
from duecourse.view.links import lesson_link

NEED = """[[needs]]
text = { en = "Help", zh = "帮助" }
lesson = "start_here"
minutes = 10
"""


@pytest.fixture(autouse=True)
def my(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("DUECOURSE_MY", str(tmp_path / "my"))
    lesson.begin("en")
    yield tmp_path / "my"
    use_language("en")
    lesson.LESSON.use_case(None)


def card() -> NeedsCard:
    return NeedsCard(lesson.LESSON)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_that_is_led_to_stands_in_its_notebook(language: str) -> None:
    assert NOTEBOOKS is not None
    places = [(need.lesson.notebook, need.place) for need in needs() if need.place]
    for notebook, place in [*places, (lessons()["start_here"].notebook, FORM)]:
        cells = json.loads((NOTEBOOKS / language / notebook).read_text("utf-8"))["cells"]
        assert place in [cell["id"] for cell in cells], (notebook, place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_need_is_a_link_with_its_minutes(language: str) -> None:
    with in_language(language):
        lesson.begin(language)
        html = card().html()
        for need in needs():
            assert lesson_link(str(need.text), need.lesson.notebook, need.place) in html
            assert say("start_here.needs_minutes", minutes=need.minutes) in html


def test_the_form_is_offered_until_there_is_a_case() -> None:
    shown = card()
    assert say("start_here.needs_form") in shown.listing.html
    save_case(load_example("courier"))
    lesson.LESSON.use_case(None)
    assert say("start_here.needs_form") not in shown.listing.html, "what stands on the page follows"


def test_the_way_back_leads_to_where_something_was_answered_last() -> None:
    assert say("start_here.needs_go_on") not in card().html()
    others = [name for name in lessons() if name != "start_here"]
    for name in others[:2]:
        lesson.LESSON.answered(f"{name}.something", right=False)
    lesson.LESSON.journal.answered(f"{others[-1]}.quiz.something", right=True)
    html = card().html()
    assert say("start_here.needs_go_on") in html
    assert lessons()[others[-1]].notebook in html.partition("<ul")[0]


def test_in_lesson_0_itself_one_is_there_already() -> None:
    lesson.LESSON.answered("start_here.something", right=True)
    assert say("start_here.needs_go_on") not in card().html()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (NEED.replace("10", '"10"'), "minutes"),
        (NEED.replace("10", "0"), "minutes"),
        (NEED.replace("10", "true"), "minutes"),
        (NEED + "place = 7\n", "place"),
        (NEED + "plaec = 'call'\n", "plaec"),
    ],
)
def test_what_is_wrong_with_the_needs_is_refused(text: str, key: str, tmp_path: Path) -> None:
    file = tmp_path / "needs.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(DataFileError, match=key):
        read_needs(file)


def test_a_need_for_a_lesson_that_was_taken_out_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "needs.toml"
    file.write_text(NEED + NEED.replace("start_here", "taken_out"), "utf-8")
    assert [need.lesson.name for need in read_needs(file)] == ["start_here"]


def test_each_lesson_leads_to_the_next_and_the_last_one_back() -> None:
    names = [*lessons()]
    assert [NextCard(name).entry.name for name in names] == [*names[1:], names[0]]


def test_a_link_escapes_what_it_is_given() -> None:
    link = lesson_link('<b>"', 'a"b.ipynb', '"><script>')
    assert "<b>" not in link and "<script>" not in link and 'a"b' not in link


def test_what_the_page_says_is_current(tmp_path: Path) -> None:
    page_words.write(tmp_path / "words.js")
    written = (tmp_path / "words.js").read_text("utf-8")
    assert written == (EXTENSION / "static" / "words.js").read_text("utf-8"), "python -m duecourse.lessons"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_knows_every_lesson(language: str) -> None:
    assert [*page_words.page_words()[language]["lessons"]] == [*lessons()]  # type: ignore[misc]


def test_the_page_shows_every_message_that_it_is_given() -> None:
    code = "".join(file.read_text("utf-8") for file in (EXTENSION / "static").glob("[!w]*.js"))
    states = {"starting", "stopped"}  # asked for by the state's own name
    for key in page_words.SAID:
        assert (f'"{key}"' if key in states else f"words.{key}") in code, key
