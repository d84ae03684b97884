"""One amount, one plan.

accrual         interest or penalty on one amount, a default fee, a penalty rate
schedule        an instalment plan: five methods, adds up to the fen
card            a card's whole-balance interest up to a statement day
rates           the yearly rate behind any stream of payments
present_value   what payments to come are worth today, and the quick way to their yearly rate
"""
