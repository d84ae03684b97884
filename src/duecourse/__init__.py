"""Due Course: an interactive course on overdue consumer debt.

Start with `duecourse.calc` (the arithmetic), `duecourse.case` (a household's debts and budget) or
`duecourse.lessons` (what the notebooks show). Nothing here opens a network connection.
"""

__version__ = "0.1.0"
