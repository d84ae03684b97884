"""A guess is never wrong: whatever is typed, the learner hears how it really is."""

from __future__ import annotations

import pytest

from duecourse.lessons.tasks import Exercise
from duecourse.locale import in_language
from duecourse.view.exercise import GuessCard
from unit.lessons.cells import need


def guess() -> Exercise:
    need("how_penalties_build_up")
    from duecourse.lessons.how_penalties_build_up.exercises import LESSON

    LESSON.use_case(None)
    return Exercise(LESSON.name, "one-more-day", LESSON.exercises()["one-more-day"], "a seed")


@pytest.mark.parametrize("given", ["0", "1.50", "100,000", "３元"])
def test_a_number_guessed_is_shown_beside_the_answer(given: str) -> None:
    with in_language("en"):
        exercise = guess()
        text = exercise.reveal(given)
        assert text.startswith("You guessed ¥") and f"It is {exercise.answer()}." in text
        assert exercise.wrong == 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_cannot_be_read_is_asked_for_again(language: str) -> None:
    with in_language(language):
        exercise = guess()
        assert exercise.answer() not in exercise.reveal("a lot")


def test_the_card_says_it() -> None:
    with in_language("zh"):
        card = GuessCard(guess())
        card.judge("")
        assert "先填" in card.reply.lines[0]
        card.judge("5")
        assert card.reply.lines[0].startswith("你猜 ¥5.00")
