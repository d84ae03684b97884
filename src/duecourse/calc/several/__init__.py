"""Several debts at once.

priorities   what each costs a day, which line it crosses next, and which to pay first
paying_off   all of them paid off month by month with the same money
"""
