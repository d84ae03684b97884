"""What every calculation stands on.

money    whole fen, exact fractions, the two ways lenders round; the error for bad input
dates    days of an interval, month ends that do not drift
steps    how an amount came about, as data
older    what something of the public face was called before
shares   an amount divided fairly, to the fen
choices  the words that an argument can be
"""
