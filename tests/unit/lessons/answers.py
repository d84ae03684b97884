"""Answers as a learner gives them."""

from __future__ import annotations

from decimal import Decimal

from duecourse.lessons.tasks import TO_CHOOSE, Exercise


def typed(question: Exercise, figure: object) -> str:
    """A figure as a learner types it."""
    return str(Decimal(str(figure)) * 100 if question.unit == "percent" else figure)


def right_answer(question: Exercise) -> str:
    """The right one: typed, or chosen."""
    answer = question.task.answer
    return str(answer) if question.unit in TO_CHOOSE else typed(question, answer)
