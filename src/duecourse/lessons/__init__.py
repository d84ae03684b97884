"""One module a lesson, named like its notebook: the panels, guesses and exercises the notebook shows.

A notebook's first cell imports its module and begins in its language:

    from duecourse.lessons import what_overdue_means as lesson
    lesson.begin("en")

Every later cell asks one question of it: `lesson.day_by_day(47)`, `lesson.exercise("first-day")`.
To add a lesson: its name in `lesson.LESSONS`, a module here, `data/exercises/<name>.toml`,
`locale/*/LC_MESSAGES/<name>.po`, and a notebook in each language.
"""
