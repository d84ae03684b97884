"""One folder a lesson, named like its notebook: the panels, guesses and exercises the notebook shows.

A notebook's first cell imports its module and begins in its language:

    from duecourse.lessons import what_overdue_means as lesson
    lesson.begin("en")

Every later cell asks one question of it: `lesson.day_by_day(47)`, `lesson.exercise("first-day")`.
A lesson is two folders of the same name, found by listing: its code here, and in `data/lessons` its number
and title (`lesson.toml`), its words, questions, closing quiz and published slips. Nothing else names it.
"""
